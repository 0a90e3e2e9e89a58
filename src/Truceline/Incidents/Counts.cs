using System.Collections.Immutable;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>What several observers counted of one happening.</summary>
internal static class Counts
{
    /// <summary>
    /// At least what the observer with the greatest lower bound counted, at most what the one with the least upper bound did: what all of them
    /// leave open. Where nothing is left, one of them is wrong, and nobody says which: from the least lower to the greatest upper bound. Null when nobody counted.
    /// </summary>
    /// <param name="sightings">The observations, in the order of their ids.</param>
    /// <param name="contradiction">Whose counts contradict each other; null: none do.</param>
    public static CountBounds? Of(ImmutableArray<Sighting> sightings, out Grouping.CountsContradict? contradiction)
    {
        contradiction = null;
        var (most, least) = ((Sighting?)null, (Sighting?)null);
        foreach (var sighting in sightings)
        {
            if (sighting.Observation.Count is not { } count) continue;
            if (most is null || count.Least > most.Observation.Count!.Value.Least) most = sighting;
            if (count.Most is { } bound && (least is null || bound < least.Observation.Count!.Value.Most)) least = sighting;
        }
        if (most is null) return null;
        var (from, to) = (most.Observation.Count!.Value.Least, least?.Observation.Count!.Value.Most);
        if (!(from > to)) return new(from, to);
        contradiction = new(most.Id, least!.Id, from, to!.Value);
        var counts = sightings.Select(sighting => sighting.Observation.Count).OfType<CountBounds>().ToArray();
        return new(counts.Min(count => count.Least), counts.Any(count => count.Most is null) ? null : counts.Max(count => count.Most));
    }
}
