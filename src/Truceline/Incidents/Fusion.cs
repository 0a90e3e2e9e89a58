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
    /// <summary>The incidents of a set of reports, in the order of their ids. Reports that observe nothing are passed over.</summary>
    public static ImmutableArray<Incident> Fuse(IEnumerable<JournalledReport> reports, FusionRules rules)
    {
        var incidents = ImmutableArray.CreateBuilder<Incident>();
        var fine = ImmutableArray.CreateBuilder<Spot>();
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var report in reports.OrderBy(report => report.Report.Id))
        {
            if (Sighting.Of(report) is not { } sighting) continue;
            var observation = sighting.Observation;
            var extent = Extent.Of(observation.Where.Region);
            if (Coarse(observation, extent, rules) is { } why)
                incidents.Add(Make([sighting], [new Grouping.TooCoarse(sighting.Id, why)]));
            else
                fine.Add(new Spot(sighting, extent!, Chord.Of(extent!.Middle), Kind(sighting, fine.Count)));
        }

        var spots = fine.ToImmutable();
        foreach (var chain in Chains.Grow(spots, Neighbours.Links(spots, rules), rules))
            incidents.Add(Make(
                chain.Members.Select(i => spots[i].Sighting),
                chain.Kept.Select(link => (Grouping)new Grouping.Joined(spots[link.A].Sighting.Id, spots[link.B].Sighting.Id, link.Gap, link.Pause))
                    .Concat(chain.Cut.Select(link => new Grouping.Split(spots[link.A].Sighting.Id, spots[link.B].Sighting.Id, link.Gap, link.Pause)))));

        return [.. incidents.OrderBy(incident => incident.Id)];

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

    private static Incident Make(IEnumerable<Sighting> members, IEnumerable<Grouping> reasons)
    {
        var sightings = members.OrderBy(sighting => sighting.Id).ToImmutableArray();
        var occurred = new Interval(
            sightings.Min(sighting => sighting.Observation.Occurred.Start),
            sightings.Max(sighting => sighting.Observation.Occurred.End));
        return new Incident(IncidentId.Of(sightings[0].Id), sightings, occurred, Combine(sightings), [.. reasons]);
    }

    private static CountBounds? Combine(ImmutableArray<Sighting> sightings)
    {
        var counts = sightings.Where(sighting => sighting.Observation.Count is not null).Select(sighting => sighting.Observation.Count!.Value).ToArray();
        if (counts.Length == 0) return null;
        return new CountBounds(counts.Max(count => count.Least), counts.Any(count => count.Most is null) ? null : counts.Max(count => count.Most));
    }
}
