using System.Collections.Immutable;
using NodaTime;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>
/// Joins observations of one happening. Two observations may be one when their regions of uncertainty and their times are
/// within the rule's gap and pause, and nothing in their content says that they are two things
/// (<see cref="Compatibility"/>). Chains are grown along the closest pairs first and cut at their largest gap where they
/// exceed the rule's extent or duration. The result depends on the set of reports alone, not on their order.
/// </summary>
public static class Fusion
{
    /// <summary>The incidents of a set of reports, in the order of their ids, where nobody decided anything.</summary>
    public static ImmutableArray<Incident> Fuse(IEnumerable<JournalledReport> reports, FusionRules rules) => Fuse(reports, rules, GroupingDecisions.None);

    /// <summary>
    /// The incidents of a set of reports, in the order of their ids. Reports that observe nothing are passed over. What was
    /// decided to be together is together whatever the rules say, and the group grows by them like a single observation;
    /// what was decided to be apart comes into no group.
    /// </summary>
    public static ImmutableArray<Incident> Fuse(IEnumerable<JournalledReport> reports, FusionRules rules, GroupingDecisions decisions)
    {
        var sightings = reports.OrderBy(report => report.Report.Id).Select(Sighting.Of).OfType<Sighting>().ToImmutableArray();
        var ties = Ties.Of(sightings, decisions);
        var fine = ImmutableArray.CreateBuilder<Spot>();
        var places = ImmutableArray.CreateBuilder<int>();
        var coarse = new Dictionary<int, string>();
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (sighting, place) in sightings.Select((sighting, place) => (sighting, place)))
        {
            var extent = Extent.Of(sighting.Observation.Where.Region);
            if (Coarse(sighting.Observation, extent, rules) is { } why)
            {
                coarse[place] = why;
                continue;
            }
            fine.Add(new Spot(sighting, extent!, Chord.Of(extent!.Middle), Kind(sighting, fine.Count)));
            places.Add(place);
        }

        var spots = fine.ToImmutable();
        var grouped = new Grouped(sightings, spots, places.ToImmutable(), coarse, ties, rules);
        return [.. grouped.Incidents().OrderBy(incident => incident.Id)];

        int Kind(Sighting sighting, int number) =>
            kinds.TryGetValue(Compatibility.Kind(sighting), out var known) ? known : kinds[Compatibility.Kind(sighting)] = number;
    }

    /// <summary>Why an observation is too coarse to be joined with another, or null.</summary>
    private static string? Coarse(Observation observation, Extent? extent, FusionRules rules)
    {
        if (extent is null) return "no place is known";
        if (extent.Radius > new Metres(rules.Extent.Value / 2)) return $"its place is known only to within {extent.Radius}";
        var lasting = observation.Occurred.Duration;
        return lasting > rules.Lasting
            ? FormattableString.Invariant($"its time is known only to within {Math.Round(lasting.TotalHours):0} hours")
            : null;
    }
}
