using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Truceline.App.Intake;

/// <summary>Reads the day on which a text says that it was published.</summary>
internal static class PublicationDay
{
    private static readonly LocalDatePattern[] Patterns =
        [LocalDatePattern.Iso, .. new[] { "d MMMM uuuu", "d MMM uuuu", "MMMM d, uuuu", "MMM d, uuuu", "dd.MM.uuuu" }.Select(LocalDatePattern.CreateWithInvariantCulture)];

    /// <summary>The day; null when the words are no date: ISO 8601, RFC 822 as in feeds, "5 September 2025", "September 5, 2025", "05.09.2025".</summary>
    public static LocalDate? Parse(string words)
    {
        words = words.Trim();
        foreach (var pattern in Patterns)
            if (pattern.Parse(words) is { Success: true } day) return day.Value;
        return DateTimeOffset.TryParse(words, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && instant.Year is > 1000 and < 9800 ? LocalDate.FromDateTime(instant.Date) : null;
    }
}
