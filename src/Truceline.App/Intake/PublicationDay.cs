using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Truceline.App.Intake;

/// <summary>Reads the day on which a text says that it was published.</summary>
internal static class PublicationDay
{
    private static readonly LocalDatePattern[] Patterns =
        [LocalDatePattern.Iso, .. new[] { "d MMMM uuuu", "d MMM uuuu", "MMMM d, uuuu", "MMM d, uuuu", "dd.MM.uuuu" }.Select(LocalDatePattern.CreateWithInvariantCulture)];

    private static readonly string[] Weekdays = [.. DateTimeFormatInfo.InvariantInfo.DayNames, .. DateTimeFormatInfo.InvariantInfo.AbbreviatedDayNames];

    /// <summary>The day; null when the words are no date: ISO 8601, RFC 822 as in feeds, "5 September 2025", "September 5, 2025", "05.09.2025".</summary>
    public static LocalDate? Parse(string words)
    {
        words = words.Trim();
        foreach (var pattern in Patterns)
            if (pattern.Parse(words) is { Success: true } day) return day.Value;
        // Words without a year would be a day of this one.
        return HasYear(words) && DateTimeOffset.TryParse(words, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) && instant.Year is > 1000 and < 9800 ? LocalDate.FromDateTime(instant.Date) : null;
    }

    /// <summary>The day of words that begin with the weekday of another and are no date by that ("Fri, 31 Dec 2025"); null: they are none such.</summary>
    public static LocalDate? OfAnotherWeekday(string words) =>
        words.Split(',', 2) is [var weekday, var rest] && Weekdays.Contains(weekday.Trim(), StringComparer.OrdinalIgnoreCase) && Parse(words) is null && Parse(rest) is { } day
        && !$"{day.DayOfWeek}".StartsWith(weekday.Trim(), StringComparison.OrdinalIgnoreCase) ? day : null;

    private static bool HasYear(string words)
    {
        var digits = 0;
        foreach (var letter in words)
            if ((digits = char.IsAsciiDigit(letter) ? digits + 1 : 0) == 4) return true;
        return false;
    }
}
