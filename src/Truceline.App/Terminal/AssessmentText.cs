using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;
using Truceline.Agreements;
using Truceline.Assessments;

namespace Truceline.App.Terminal;

/// <summary>An assessment as a person reads it in a terminal: what it is of, each clause with its state, the findings.</summary>
internal static class AssessmentText
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("d MMM uuuu HH:mm");
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu");

    /// <summary>The mark of an outcome, the same as on pages; it always stands beside the word.</summary>
    public static string Mark(Outcome outcome, Standing? standing) => Pages.Parts.OutcomeMark.Of(outcome, standing);

    /// <summary>Writes the head, the clauses and the gravest findings.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="assessment">What.</param>
    /// <param name="most">How many findings to list at most.</param>
    public static void Write(IAnsiConsole screen, Assessment assessment, int most)
    {
        Head(screen, assessment);
        Clauses(screen, assessment);
        Findings(screen, assessment, most);
    }

    /// <summary>Writes several, of instruments that one record is held against.</summary>
    public static void Write(IAnsiConsole screen, ImmutableArray<Assessment> assessments, int most)
    {
        if (assessments.Length > 1)
        {
            screen.MarkupLine(FormattableString.Invariant($"[bold]{assessments.Length} instruments[/], one record: {Plural(assessments[0].Incidents.Length, "incident")}, each held against all of them and counted once"));
            var total = InAll.Of(assessments);
            screen.WriteLine(string.Create(CultureInfo.InvariantCulture, $"in all {total.Words} in breach of at least one: {string.Join(", ", total.ByInstrument.Select(one => $"{one.Agreement} {one.Breaching:N0}"))}; {total.BySomeReading:N0} more under a reading alone"));
            screen.WriteLine();
        }
        foreach (var assessment in assessments) Write(screen, assessment, most);
    }

    /// <summary>What it is of: the agreement, as of when, from how much, and what its sources leave out.</summary>
    public static void Head(IAnsiConsole screen, Assessment assessment)
    {
        if (assessment.Exercise) screen.MarkupLine("[bold]exercise, synthetic[/] · these reports are made up");
        screen.MarkupLine($"[bold]{Screen.Marked(assessment.Agreement.Title)}[/] ({Screen.Marked(assessment.Agreement.Id)})");
        var asOf = assessment.AsOf is { } at ? Local(assessment, at) : "nothing has been observed";
        screen.MarkupLine(FormattableString.Invariant($"as of {asOf} · entry {assessment.AtEntry:N0} · {Plural(assessment.Reports, "report")} in {Plural(assessment.Incidents.Length, "incident")}"));
        foreach (var limit in assessment.Limits) screen.MarkupLine($"note · {Screen.Marked(limit)}: its silence about anything else means nothing");
        foreach (var (id, time) in assessment.Events)
            screen.MarkupLine($"event · {Screen.Marked(id)}: {Screen.Marked(Happened(assessment, time))}");
        screen.WriteLine();
    }

    private static void Clauses(IAnsiConsole screen, Assessment assessment)
    {
        var table = new Table().Border(TableBorder.SimpleHeavy).Expand()
            .AddColumn("Clause").AddColumn("What it says").AddColumn("How it stands");
        var findings = assessment.Plain.ToLookup(finding => finding.Key.Clause, StringComparer.Ordinal);
        foreach (var clause in assessment.Agreement.Clauses)
            table.AddRow(
                new Text(Screen.Plain(clause.Id)),
                new Text(Screen.Plain(Says(assessment.Agreement, clause))),
                new Text(string.Join('\n', State(findings[clause.Id]))));
        screen.Write(table);
    }

    private static void Findings(IAnsiConsole screen, Assessment assessment, int most)
    {
        // A finding that only a reading makes is listed too, under that reading: it must not go unseen.
        var listed = assessment.Findings
            .Where(finding => finding.Key.Reading is null || assessment.Find(finding.Key with { Reading = null }) is null)
            .Where(finding => finding.Outcome is Outcome.Breached or Outcome.CannotRule or Outcome.Kept or Outcome.Pending or Outcome.NotBound)
            // A day that was kept is told among the clauses; listed one by one they would hide what is not.
            .Where(finding => !(finding is { Outcome: Outcome.Kept, Key.Occasion: Occasion.OfDay or Occasion.OfThreshold or Occasion.OfPeriod }))
            .OrderBy(Gravity)
            .ToArray();
        if (listed.Length == 0)
        {
            screen.WriteLine("No finding yet.");
            return;
        }
        var table = new Table().Border(TableBorder.SimpleHeavy).Expand()
            .AddColumn("Finding").AddColumn("Outcome").AddColumn("Clause").AddColumn("Who").AddColumn("When").AddColumn("Margin");
        foreach (var finding in listed.Take(most))
            table.AddRow(
                new Text(Short(finding)),
                new Text($"{Mark(finding.Outcome, finding.Standing)} {Outcomes.Words(finding.Outcome, finding.Standing)}{Under(assessment, finding)}"),
                new Text(Screen.Plain(finding.Key.Clause) + (finding.Key.Reading is { } reading ? $"\nread as {Screen.Plain(reading)}" : "")),
                new Text(Screen.Plain(finding.Key.Subject) + (finding.Attribution is { } status ? $"\n{status.Word()}" : "")),
                new Text(When(assessment, finding)),
                new Text(finding.Margin?.ToString() ?? ""));
        screen.Write(table);
        if (listed.Length > most)
            screen.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{listed.Length - most:N0} more findings: --most {listed.Length} lists them, --json gives all with their reasons"));
    }

    /// <summary>Which finding to name first: what is surest and worst before what is open, and that before what was kept.</summary>
    public static int Gravity(Finding finding) => Gravity(finding.Outcome, finding.Standing);

    /// <summary>The same of an answer.</summary>
    public static int Gravity(Outcome outcome, Standing? standing) => (outcome, standing) switch
    {
        (Outcome.Breached, Standing.Verified) => 0,
        (Outcome.Breached, Standing.Corroborated) => 1,
        (Outcome.Breached, Standing.Alleged) => 2,
        (Outcome.CannotRule, _) => 3,
        (Outcome.Breached, _) => 4,
        (Outcome.Kept, _) => 5,
        _ => 6,
    };

    /// <summary>How many findings a clause has of each kind, in the order of the outcomes that matter most.</summary>
    private static IEnumerable<string> State(IEnumerable<Finding> findings) => findings
        .GroupBy(finding => (Gravity(finding), finding.Outcome, finding.Standing, Of: finding.Key.Occasion switch { Occasion.OfThreshold => " (days of the alert)", Occasion.OfDay => " (actor-days)", Occasion.OfPeriod => " (actor-periods)", _ => "" }))
        .OrderBy(group => group.Key.Item1).ThenBy(group => group.Key.Outcome).ThenBy(group => group.Key.Of, StringComparer.Ordinal)
        .Select(group => string.Create(
            CultureInfo.InvariantCulture,
            $"{Mark(group.Key.Outcome, group.Key.Standing)} {group.Count():N0} {Outcomes.Words(group.Key.Outcome, group.Key.Standing)}{group.Key.Of}"))
        .DefaultIfEmpty("nothing held against it");

    /// <summary>A clause in one line, from its gist where it has one.</summary>
    private static string Says(Agreement agreement, Clause clause)
    {
        var who = clause.Anyone ? "anyone" : string.Join(", ", clause.Who.Select(id => agreement.Actors[id].Name));
        var verb = clause.Kind switch { ClauseKind.MustNot => "must not", ClauseKind.May => "may", _ => "must" };
        var what = clause.What.IsEmpty ? "" : $" {string.Join(", ", clause.What)}";
        var where = (clause.In, clause.OutOf, clause.FromIn) switch
        {
            ({ } zone, _, _) => $" in {zone}",
            (_, { } zone, _) => $" out of {zone}",
            (_, _, { } zone) => $" from in {zone}",
            _ => "",
        };
        return $"{who} {verb} {(clause.Do == Act.HostileAct ? "commit a hostile act" : clause.Do.Written().Replace('-', ' '))}{what}{where}{(clause.Done.By is { } by ? $" by {by}" : "")}";
    }

    /// <summary>The first letters of a finding's id: enough to ask for it.</summary>
    private static string Short(Finding finding) => finding.Id.Value[..8];

    private static string Under(Assessment assessment, Finding finding) =>
        assessment.UnderReadings(finding.Key) is { } under ? $"\n{under}" : "";

    /// <summary>The day, the deadline, or when the incident began, in local time.</summary>
    public static string When(Assessment assessment, Finding finding)
    {
        if (finding.Time is not { } time) return finding.Key.Occasion is Occasion.OfDeadline { Which: "open" } ? "no deadline" : "";
        var zone = assessment.Agreement.Clock.Zone;
        // A period ends where the next begins; the days that it holds are what a person counts.
        var last = finding.Key.Occasion is Occasion.OfPeriod ? time.End - Duration.Epsilon : time.End;
        var (start, end) = (time.Start.InZone(zone).LocalDateTime, last.InZone(zone).LocalDateTime);
        var prefix = finding.Key.Occasion is Occasion.OfDeadline ? "by " : "";
        if (start.TimeOfDay == LocalTime.Midnight && end.TimeOfDay == LocalTime.MaxValue)
            return end.Date == start.Date ? Date.Format(start.Date) : $"{Date.Format(start.Date)} – {Date.Format(end.Date)}";
        if (prefix.Length > 0 && start.TimeOfDay == LocalTime.Midnight) return $"{prefix}{Date.Format(start.Date.PlusDays(-1))} 24:00";
        return prefix + Minute.Format(start);
    }

    private static string Happened(Assessment assessment, EventTime time) => time switch
    {
        EventTime.Known known => Local(assessment, known.At),
        EventTime.NotYet not => $"not yet, {not.Why}",
        EventTime.Unknown unknown => $"unknown, {unknown.Why}",
        _ => throw new InvalidOperationException("INVARIANT: the family of event times is closed"),
    };

    private static string Local(Assessment assessment, Instant at)
    {
        var zone = assessment.Agreement.Clock.Zone;
        var local = at.InZone(zone).LocalDateTime;
        return local.TimeOfDay == LocalTime.MaxValue ? $"{Date.Format(local.Date)} 24:00 {zone.Id}" : $"{Minute.Format(local)} {zone.Id}";
    }

    private static string Plural(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
