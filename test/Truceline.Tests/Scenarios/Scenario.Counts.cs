using System.Collections.Immutable;
using System.Globalization;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Assessments;

namespace Truceline.Tests.Scenarios;

// What a scenario says of tallies and of coverage.
internal sealed partial class Scenario
{
    /// <summary>What each block of counts asks for, what it expects, and what comes out.</summary>
    public IEnumerable<(string Asked, string Expected, string Counted)> Counted(Assessment assessment) => counts.Select(block =>
        (block.Asked, block.Lines.TrimEnd(), string.Join('\n', Lines(assessment, block.Asked.Split(' ')))));

    private IEnumerable<string> Lines(Assessment assessment, string[] asked) => asked[0] == "tally"
        ? Tallied(assessment, asked[1..^2], Vocabulary.Parse<TallyBy>(asked[^1])!.Value)
        : Covered(ZoneCoverage.Of(assessment, Log(), asked[1]));

    private static IEnumerable<string> Tallied(Assessment assessment, string[] rules, TallyBy by)
    {
        var tally = Tally.Of(assessment, [.. rules.Select(rule => assessment.Agreement.Counting.GetValueOrDefault(rule) ?? Tally.Rule(Vocabulary.Parse<CountingUnit>(rule)!.Value)!)], by, null);
        var reports = assessment.Incidents.ToDictionary(incident => incident.Id, incident => incident.Sightings.Select(sighting => sighting.Report.Report.OwnId!).ToArray());
        yield return $"in all: {Equal(tally.Totals)}";
        foreach (var row in tally.Rows) yield return $"{row.Key ?? "none"}: {Equal(row.Counts)}";
        foreach (var group in tally.Groups) yield return $"{string.Join(" + ", group.Incidents.SelectMany(id => reports[id]).Order(StringComparer.Ordinal))}: {Equal(group.Counts)}";

        string Equal(ImmutableArray<TallyCount> numbers) => string.Join(" = ", tally.Rules.Zip(numbers, (rule, count) => $"{count} {rule.Id}"));
    }

    private static IEnumerable<string> Covered(ZoneCoverage zone) => zone.Days.Select(day => string.Create(CultureInfo.InvariantCulture,
        $"{LocalDatePattern.Iso.Format(day.Date)} {string.Concat(day.Hours.Select(hour => hour.Share switch { null => '░', >= 0.995 => '█', >= 0.5 => '▆', _ => '▂' }))} {day.ZoneHours:0.0} zone-hours{(day.Rate is { } rate ? $", {day.Incidents} incidents, {rate:0.00} an observed hour" : "")}{string.Concat(day.Hours.SelectMany(hour => hour.Hindrances).DistinctBy(one => one.Entries[0]).Select(one => $", {one.Status.Written()}"))}"));
}
