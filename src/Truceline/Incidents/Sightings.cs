using System.Collections.Immutable;
using Truceline.Geography;

namespace Truceline.Incidents;

/// <summary>What fusion takes of sightings.</summary>
internal static class Sightings
{
    /// <summary>The columns of sightings, which stand in the order of their ids.</summary>
    public static Spots Columns(ImmutableArray<Sighting> sightings, FusionRules rules)
    {
        var (all, longitudes, latitudes, kinds, edges) = (new Spot[sightings.Length], new double[sightings.Length], new double[sightings.Length], new Kinds(), new RegionEdges());
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = Of(sightings[i], i, kinds, rules, out longitudes[i], out latitudes[i], out var edge);
            edges.Put(i, edge);
        }
        return new(all, longitudes, latitudes, kinds, rules, edges);
    }

    /// <summary>One sighting as fusion sees it.</summary>
    public static Spot Of(Sighting sighting, int number, Kinds kinds, FusionRules rules, out double longitude, out double latitude, out RegionEdge? edge)
    {
        (longitude, latitude, edge) = (0, 0, null);
        var extent = Extent.Of(sighting.Observation.Where.Region);
        if (Coarse(sighting.Observation, extent, rules) is not null) return new Spot { Number = number, Kind = Spot.Coarse };
        (longitude, latitude) = (extent!.Middle.Longitude, extent.Middle.Latitude);
        // Of a disc the middle and the radius say all.
        if (sighting.Observation.Where.Region is not Region.Disc) edge = RegionEdge.Of(sighting.Observation.Where.Region);
        var occurred = Sound.Happened(sighting.Observation);
        var kind = kinds.Of(sighting);
        var spot = new Spot
        {
            Number = number, Kind = extent.Radius.Value > rules.Extent.Value / 2 ? Spot.Wide(kind) : kind, Radius = extent.Radius.Value,
            Start = occurred.Start.ToUnixTimeTicks(), End = occurred.End.ToUnixTimeTicks(),
        };
        spot.Put(longitude, latitude);
        return spot;
    }

    /// <summary>Why a sighting is too coarse to be joined with another, or null.</summary>
    public static string? Coarse(Sighting sighting, FusionRules rules) => Coarse(sighting.Observation, Extent.Of(sighting.Observation.Where.Region), rules);

    private static string? Coarse(Reports.Observation observation, Extent? extent, FusionRules rules)
    {
        if (extent is null) return "no place is known";
        if (extent.Radius.Value > Math.Max(rules.Extent.Value / 2, rules.Widest.Value)) return $"its place is known only to within {extent.Radius}";
        var lasting = Sound.Happened(observation).Duration;
        return lasting > rules.Lasting
            ? FormattableString.Invariant($"its time is known only to within {Math.Round(lasting.TotalHours):0} hours")
            : null;
    }
}
