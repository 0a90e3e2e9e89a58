using System.Globalization;
using Truceline.Assessments;

namespace Truceline.App.Terminal;

/// <summary>A finding as sentences: the answer, its reasons numbered, what it assumes, and what would change it.</summary>
internal static class FindingText
{
    /// <summary>Writes one finding.</summary>
    public static void Write(TextWriter output, Assessment assessment, Finding finding)
    {
        if (assessment.Exercise) output.WriteLine("exercise, synthetic · these reports are made up");
        output.WriteLine($"Finding {finding.Id}");
        output.WriteLine($"{AssessmentText.Mark(finding.Outcome, finding.Standing)} {Screen.Plain(finding.Trace.Says)}");
        if (Gist(assessment, finding) is { } gist) output.WriteLine($"  {Screen.Plain(gist)}");
        if (finding.Attribution is { } attribution) output.WriteLine($"Attribution  {attribution.Word()}");
        output.WriteLine();

        output.WriteLine("Because");
        var number = 0;
        foreach (var step in finding.Trace.Because)
            Steps(output, step, $"{++number}.", "  ");

        if (!finding.Assumptions.IsEmpty)
        {
            output.WriteLine("Assumed");
            foreach (var assumption in finding.Assumptions) output.WriteLine($"  - {Screen.Plain(assumption)}");
        }
        Readings(output, assessment, finding);
        Reports(output, assessment, finding);
        if (finding.Trace.WouldChange is { } change) output.WriteLine($"Would change it\n  {Screen.Plain(change)}");
    }

    private static void Steps(TextWriter output, Step step, string number, string indent)
    {
        var entries = step.Entries.IsEmpty ? "" : string.Create(CultureInfo.InvariantCulture, $"  [{(step.Entries.Length == 1 ? "entry" : "entries")} {string.Join(", ", step.Entries)}]");
        var value = step.Value is "certain" or "possible" or "no" ? $" — {step.Value}" : "";
        output.WriteLine($"{indent}{number} {char.ToUpperInvariant(step.Predicate[0])}{step.Predicate[1..]}: {Screen.Plain(step.Says)}{value}{entries}");
        var below = 0;
        foreach (var part in step.Because) Steps(output, part, $"{number}{++below}.", indent + "   ");
    }

    /// <summary>The reports beneath, with what their sources call them and say.</summary>
    private static void Reports(TextWriter output, Assessment assessment, Finding finding)
    {
        var beneath = assessment.Incidents
            .SelectMany(incident => incident.Sightings)
            .Where(sighting => sighting.Report.Entries.Any(finding.Entries.Contains))
            .OrderBy(sighting => sighting.Report.Entries[0])
            .ToArray();
        if (beneath.Length == 0) return;
        output.WriteLine("Reports");
        foreach (var sighting in beneath)
        {
            var report = sighting.Report.Report;
            var note = sighting.Observation.Note is { } said ? $": {said}" : "";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  entry {string.Join(", ", sighting.Report.Entries)}  {Screen.Plain(report.Source)}{(report.OwnId is { } own ? $", its id {Screen.Plain(own)}" : "")}{Screen.Plain(note)}"));
        }
    }

    private static void Readings(TextWriter output, Assessment assessment, Finding finding)
    {
        var lines = assessment.Agreement.Readings.Keys
            .Select(reading => (Reading: (string?)reading, Finding: assessment.Find(finding.Key with { Reading = reading })))
            .Where(pair => pair.Finding is not null)
            .Prepend((Reading: null, Finding: assessment.Find(finding.Key with { Reading = null })))
            .Where(pair => pair.Finding is not null)
            .ToArray();
        if (lines.Length < 2) return;
        output.WriteLine("Readings");
        foreach (var (reading, under) in lines)
            output.WriteLine($"  {Screen.Plain(reading ?? "plain text")}: {Outcomes.Words(under!.Outcome, under.Standing)}{(under.Margin is { } margin ? $", margin {margin}" : "")}");
    }

    private static string? Gist(Assessment assessment, Finding finding) =>
        assessment.Agreement.Clauses.Single(clause => clause.Id == finding.Key.Clause) is { } clause
            ? clause.Quote ?? clause.Gist
            : null;
}
