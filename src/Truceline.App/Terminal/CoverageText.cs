using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;
using Truceline.Agreements;
using Truceline.Assessments;

namespace Truceline.App.Terminal;

/// <summary>Coverage as a person reads it in a terminal: a line a day, a mark an hour.</summary>
internal static class CoverageText
{
    /// <summary>An hour in which nobody could see anything.</summary>
    private const char Unseen = '░';

    private const string Levels = "▁▂▃▄▅▆▇█";
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu");
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("d MMM HH:mm");

    /// <summary>Writes the coverage of some zones.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="assessment">Of what record and agreement.</param>
    /// <param name="zones">The zones.</param>
    /// <param name="isWhole">Whether to say, too, what kept monitors from seeing.</param>
    public static void Write(IAnsiConsole screen, Assessment assessment, ImmutableArray<ZoneCoverage> zones, bool isWhole)
    {
        AssessmentText.Head(screen, assessment);
        if (zones.All(zone => zone.Days.IsEmpty))
        {
            screen.WriteLine("What could have been seen is not recorded: no monitor reported a patrol or a sensor. Nothing is known to be quiet.");
            return;
        }
        screen.WriteLine($"one mark an hour ({Screen.Plain(assessment.Agreement.Clock.Zone.Id)}): {Unseen} unseen, which is not quiet · {Levels} the share of the zone that could be seen, up to all of it");
        foreach (var zone in zones) Write(screen, zone, isWhole, assessment.Agreement.Clock.Zone);
    }

    private static void Write(IAnsiConsole screen, ZoneCoverage zone, bool isWhole, DateTimeZone clock)
    {
        screen.WriteLine();
        if (zone.Places == 0)
        {
            screen.MarkupLine($"[bold]{Screen.Marked(zone.Zone)}[/] has no end or no ground: no share of it can be said");
            return;
        }
        screen.MarkupLine($"[bold]{Screen.Marked(zone.Zone)}[/] · {Sum(zone)}");
        var table = new Table().Border(TableBorder.SimpleHeavy)
            .AddColumn("Day").AddColumn("Hours from 00:00").AddColumn(new TableColumn("Seen").RightAligned()).AddColumn(new TableColumn("Incidents").RightAligned()).AddColumn(new TableColumn("An observed hour").RightAligned());
        foreach (var day in zone.Days)
            table.AddRow(
                new Text(Date.Format(day.Date)),
                new Text(string.Concat(day.Hours.Select(Mark))),
                new Text(day.Share is { } share ? Percent(share) : "unseen"),
                new Text(day.Incidents.ToString("N0", CultureInfo.InvariantCulture)),
                new Text(day.Rate is { } rate ? Rate(rate) : day.Share is null ? "unseen" : "too little seen"));
        screen.Write(table);
        if (!isWhole) return;
        foreach (var hindrance in zone.Days.SelectMany(day => day.Hours).SelectMany(hour => hour.Hindrances).DistinctBy(one => one.Entries[0]).OrderBy(one => one.Time.Start).ThenBy(one => one.Entries[0]))
            screen.WriteLine($"{Time(hindrance.Time, clock)} · {hindrance.Status.Written().Replace('-', ' ')}: {Screen.Plain(hindrance.Observer)}{(hindrance.Note is { } note ? $" ({Screen.Plain(note)})" : "")} · entry {string.Join(", ", hindrance.Entries)}");
    }

    private static string Sum(ZoneCoverage zone)
    {
        var (seen, hours) = (zone.Days.Sum(day => day.ZoneHours), zone.Days.Sum(day => day.Hours.Sum(hour => hour.Time.Duration.TotalHours)));
        var unseen = zone.Days.Sum(day => day.Hours.Count(hour => hour.Share is null));
        return FormattableString.Invariant($"{seen:#,0.0} of {hours:#,0.0} zone-hours could be seen; {unseen:N0} hours unseen");
    }

    private static char Mark(CoverageHour hour) => hour.Share is { } share ? Levels[Math.Clamp((int)Math.Ceiling(share * Levels.Length) - 1, 0, Levels.Length - 1)] : Unseen;

    // What could be seen and is less than half of a hundredth is still not nothing.
    private static string Percent(double share) => share < 0.005 ? "under 1 %" : FormattableString.Invariant($"{Math.Round(share * 100):0} %");

    private static string Rate(double rate) => rate == 0 ? "none" : rate < 0.005 ? "under 0.01" : FormattableString.Invariant($"{rate:0.00}");

    private static string Time(Interval time, DateTimeZone clock)
    {
        var (start, end) = (time.Start.InZone(clock).LocalDateTime, time.End.InZone(clock).LocalDateTime);
        return start == end ? Minute.Format(start) : $"{Minute.Format(start)} – {Minute.Format(end)}";
    }
}
