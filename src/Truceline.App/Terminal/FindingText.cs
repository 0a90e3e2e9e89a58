using System.Collections.Immutable;
using System.Globalization;
using Truceline.App.Wording;
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
        var clause = Explanation.Clause(assessment, finding);
        if ((clause.Quote ?? clause.Gist) is { } says) output.WriteLine($"  {Screen.Plain(says)}");
        if (finding.Attribution is { } attribution) output.WriteLine($"Attribution  {attribution.Word()}");
        output.WriteLine();

        output.WriteLine("Because");
        Reasons(output, Explanation.Reasons(finding), "  ");

        if (!finding.Assumptions.IsEmpty)
        {
            output.WriteLine("Assumed");
            foreach (var assumption in finding.Assumptions) output.WriteLine($"  - {Screen.Plain(assumption)}");
        }
        Readings(output, assessment, finding);
        Reports(output, assessment, finding);
        if (finding.Trace.WouldChange is { } change) output.WriteLine($"Would change it\n  {Screen.Plain(change)}");
    }

    private static void Reasons(TextWriter output, ImmutableArray<Reason> reasons, string indent)
    {
        foreach (var reason in reasons)
        {
            var step = reason.Step;
            var entries = step.Entries.IsEmpty ? "" : string.Create(CultureInfo.InvariantCulture, $"  [{(step.Entries.Length == 1 ? "entry" : "entries")} {string.Join(", ", step.Entries)}]");
            var value = reason.Certainty is { } certainty ? $" — {certainty}" : "";
            output.WriteLine($"{indent}{reason.Number}. {reason.Label}: {Screen.Plain(step.Says)}{value}{entries}");
            Reasons(output, reason.Below, indent + "   ");
        }
    }

    /// <summary>The reports beneath, with what their sources call them and say.</summary>
    private static void Reports(TextWriter output, Assessment assessment, Finding finding)
    {
        var entries = finding.Entries.ToHashSet();
        var beneath = assessment.Incidents
            .SelectMany(incident => incident.Sightings)
            .Where(sighting => sighting.Report.Entries.Any(entries.Contains))
            .OrderBy(sighting => sighting.Report.Entries[0])
            .ToArray();
        if (beneath.Length == 0) return;
        output.WriteLine("Reports");
        foreach (var sighting in beneath)
        {
            var report = sighting.Report.Report;
            var note = Explanation.Note(report.Content) is { } said ? $": {said}" : "";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  entry {string.Join(", ", sighting.Report.Entries)}  {Screen.Plain(report.Source)}{(report.OwnId is { } own ? $", its id {Screen.Plain(own)}" : "")}{Screen.Plain(note)}"));
        }
    }

    private static void Readings(TextWriter output, Assessment assessment, Finding finding)
    {
        var readings = Explanation.Readings(assessment, finding);
        if (readings.IsEmpty) return;
        output.WriteLine("Readings");
        foreach (var (reading, found) in readings)
            output.WriteLine(found is { } under
                ? $"  {Screen.Plain(reading)}: {Outcomes.Words(under.Outcome, under.Standing)}{(under.Margin is { } margin ? $", margin {margin}" : "")}"
                : $"  {Screen.Plain(reading)}: {UnderReading.Nothing}");
    }
}
