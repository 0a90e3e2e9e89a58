using NodaTime;
using NodaTime.Text;

namespace Truceline.App.Wording;

/// <summary>Times as people read them: local, and with their zone unless a table's head says it.</summary>
public static class TimeWords
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("d MMM uuuu HH:mm");
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu");
    private static readonly YearMonthPattern Month = YearMonthPattern.CreateWithInvariantCulture("MMM uuuu");

    /// <summary>"6 Sep 2025".</summary>
    public static string Words(LocalDate date) => Date.Format(date);

    /// <summary>"Sep 2025".</summary>
    public static string Words(YearMonth month) => Month.Format(month);

    /// <summary>An instant, a stretch within a day, whole days, or from–to, without the zone.</summary>
    public static string Words(Interval time, DateTimeZone zone)
    {
        var (start, end) = (time.Start.InZone(zone).LocalDateTime, time.End.InZone(zone).LocalDateTime);
        if (start == end) return Minute.Format(start);
        if (start.TimeOfDay == LocalTime.Midnight && end.TimeOfDay == LocalTime.MaxValue)
            return end.Date == start.Date ? $"some time on {Date.Format(start.Date)}" : $"some time from {Date.Format(start.Date)} to {Date.Format(end.Date)}";
        return start.Date == end.Date ? $"{Minute.Format(start)}–{Time.Format(end.TimeOfDay)}" : $"{Minute.Format(start)} – {Minute.Format(end)}";
    }

    /// <summary>A local day from its first to its last instant.</summary>
    public static Interval Day(LocalDate date, DateTimeZone zone)
    {
        var start = Agreements.Clock.StartOf(date, zone);
        return new(start, Instant.Max(start, Agreements.Clock.StartOf(date.PlusDays(1), zone) - Duration.Epsilon));
    }

    /// <summary>Whether a day can be asked for: at the ends of the calendar there are no days beside it to reckon with.</summary>
    public static bool CanBeAsked(LocalDate date) => date.Year is >= 1000 and < 9900;

    /// <summary>A day as people write it: "2025-09-06", "6 Sep 2025"; null for anything else.</summary>
    public static LocalDate? Day(string text) =>
        LocalDatePattern.Iso.Parse(text.Trim()) is { Success: true } iso && CanBeAsked(iso.Value) ? iso.Value
        : Date.Parse(text.Trim()) is { Success: true } words && CanBeAsked(words.Value) ? words.Value
        : null;
}
