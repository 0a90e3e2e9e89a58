using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Truceline.Reports;

namespace Truceline.Picture;

/// <summary>How a bulletin says times, numbers and places.</summary>
internal static class BulletinWords
{
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDatePattern LongDate = LocalDatePattern.CreateWithInvariantCulture("d MMMM uuuu");
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("d MMM uuuu HH:mm");

    /// <summary>"6 September 2025".</summary>
    public static string Date(LocalDate date) => LongDate.Format(date);

    /// <summary>"6 Sep 2025 14:10 Europe/Kyiv".</summary>
    public static string Clock(Instant at, DateTimeZone zone) => $"{Minute.Format(at.InZone(zone).LocalDateTime)} {zone.Id}";

    /// <summary>"14:10–14:40", with the dates where it is of more than one day.</summary>
    public static string Clock(Interval time, DateTimeZone zone)
    {
        var (start, end) = (time.Start.InZone(zone).LocalDateTime, time.End.InZone(zone).LocalDateTime);
        return start.Date != end.Date ? $"{Minute.Format(start)} – {Minute.Format(end)}"
            : Time.Format(start.TimeOfDay) == Time.Format(end.TimeOfDay) ? Time.Format(start.TimeOfDay)
            : $"{Time.Format(start.TimeOfDay)}–{Time.Format(end.TimeOfDay)}";
    }

    /// <summary>Where, as people say it: the name, else that no place is named.</summary>
    public static string Region(Place? place) => place?.Name is { } name ? $"at {name}" : "at a place without a name";

    public static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"one incident", "12 incidents"; numbers up to nine in words, as a gazette has them.</summary>
    public static string Plural(int count, string noun, string? several = null) =>
        $"{(count < Small.Length ? Small[count] : Number(count))} {(count == 1 ? noun : several ?? noun + "s")}";

    public static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    /// <summary>Words of a source as the end of a sentence: without the full stop that they may have.</summary>
    public static string Clause(string words) => words.Trim().TrimEnd('.');

    private static readonly string[] Small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
}
