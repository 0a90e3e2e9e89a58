using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;

namespace Truceline.App.Terminal;

/// <summary>A tally as a person reads it in a terminal: the totals in one line, the rows, and the groups that show why they differ.</summary>
internal static class TallyText
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("d MMM uuuu HH:mm");
    private static readonly LocalTimePattern Hour = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <summary>Writes a tally.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="assessment">Of what record and agreement.</param>
    /// <param name="tally">The tally.</param>
    /// <param name="most">How many rows, and how many groups, to list at most.</param>
    public static void Write(IAnsiConsole screen, Assessment assessment, Tally tally, int most)
    {
        AssessmentText.Head(screen, assessment);
        foreach (var rule in tally.Rules) screen.WriteLine(Screen.Plain($"rule · {Describes(rule)}"));
        screen.WriteLine();
        screen.MarkupLine($"[bold]{Screen.Marked(string.Join(" = ", tally.Rules.Zip(tally.Totals, Words)))}[/]");
        Rows(screen, tally, most);
        Groups(screen, assessment, tally, most);
    }

    private static void Rows(IAnsiConsole screen, Tally tally, int most)
    {
        var table = new Table().Border(TableBorder.SimpleHeavy).AddColumn(tally.By switch { TallyBy.Day => "Day", TallyBy.Area => "Area", _ => "Clause" });
        foreach (var rule in tally.Rules) table.AddColumn(new TableColumn(Screen.Marked(rule.Id)).RightAligned());
        foreach (var row in tally.Rows.Take(most))
            table.AddRow([new Text(row.Key is { } key ? Screen.Plain(key) : None(tally.By)), .. row.Counts.Select(count => new Text(count.ToString()))]);
        if (tally.Rows.Length <= most) table.AddRow([new Text("in all"), .. tally.Totals.Select(count => new Text(count.ToString()))]);
        screen.Write(table);
        if (tally.Rows.Length > most) screen.WriteLine(FormattableString.Invariant($"{tally.Rows.Length - most:N0} more rows: --most {tally.Rows.Length} lists them"));
    }

    private static void Groups(IAnsiConsole screen, Assessment assessment, Tally tally, int most)
    {
        if (tally.Rules.Length < 2 || tally.Groups.IsEmpty) return;
        // Under the rule that joins most, a group is one: there is nothing to show where every rule counts each alike.
        var differing = tally.Groups.Where(group => group.Counts.Distinct().Count() > 1).ToArray();
        var alike = tally.Groups.Length - differing.Length;
        screen.WriteLine(FormattableString.Invariant($"Why they differ: {tally.Groups.Length:N0} groups that no rule cuts{(alike > 0 ? FormattableString.Invariant($", {alike:N0} of them counted alike by all") : "")}."));
        var table = new Table().Border(TableBorder.SimpleHeavy).AddColumn("When").AddColumn("Counted").AddColumn("Entries");
        foreach (var group in differing.Take(most))
            table.AddRow(
                new Text(Time(group.Time, assessment.Agreement.Clock.Zone)),
                new Text(Screen.Plain(string.Join(" = ", tally.Rules.Zip(group.Counts, Words)))),
                new Text(Entries(group.Entries)));
        screen.Write(table);
        if (differing.Length > most) screen.WriteLine(FormattableString.Invariant($"{differing.Length - most:N0} more groups: --most {differing.Length} lists them, --json gives all with their incidents"));
    }

    /// <summary>"494 detonations"; the rule's name stands in for the unit where they say different things.</summary>
    private static string Words(CountingRule rule, TallyCount count) => $"{count} {Counted(rule, count)}";

    /// <summary>What a rule counts, so many of it: "detonations", "episode" of one, "incidents (by-day)".</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="count">How many.</param>
    public static string Counted(CountingRule rule, TallyCount count)
    {
        var unit = count is { Least: 1, Most: 1 } ? rule.Unit.Written() : rule.Unit.Written() + "s";
        return rule.Id == rule.Unit.Written() || rule.Id == rule.Unit.Written() + "s" ? unit : $"{unit} ({rule.Id})";
    }

    private static string Describes(CountingRule rule) => rule.Id + ": " + rule.Unit switch
    {
        CountingUnit.Observation => "each report of something that happened",
        CountingUnit.Detonation => "detonations as counted; of several observers of one incident the counts are not added",
        CountingUnit.Burst => "bursts of fire as observers wrote them down, each observer's once",
        CountingUnit.Episode => $"runs of incidents with pauses of at most {PeriodPattern.Roundtrip.Format(Period.FromSeconds((long)(rule.Gap?.TotalSeconds ?? 0)).Normalize())}{(rule.Within is { } within ? $", each within {within} of another" : "")}",
        _ => "incidents",
    } + (rule.Of is { } of ? $", of class {of} alone" : "") + (rule.Assumed ? " (assumed)" : "");

    private static string None(TallyBy by) => by switch { TallyBy.Day => "on no one day", TallyBy.Area => "in no named zone", _ => "no breach" };

    private static string Time(Interval time, DateTimeZone zone)
    {
        var (start, end) = (time.Start.InZone(zone).LocalDateTime, time.End.InZone(zone).LocalDateTime);
        return start == end ? Minute.Format(start) : start.Date == end.Date ? $"{Minute.Format(start)}–{Hour.Format(end.TimeOfDay)}" : $"{Minute.Format(start)} – {Minute.Format(end)}";
    }

    /// <summary>The first entries, and how many more.</summary>
    private static string Entries(ImmutableArray<long> entries) => entries.Length <= 6
        ? string.Join(", ", entries)
        : FormattableString.Invariant($"{string.Join(", ", entries.Take(5))} and {entries.Length - 5:N0} more");
}
