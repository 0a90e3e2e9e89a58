using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>
/// The convex hull on the ellipsoid by walking round it: from each corner to the place that leaves all others on the left,
/// as the bearings of the geodesics say. Holds well within a hemisphere, where a disc is convex.
/// </summary>
internal static class Hull
{
    /// <summary>Bearings that part by less than this at the nearer place are one direction.</summary>
    private const double OnEdge = 0.001;

    /// <summary>How far the furthest place is from the middle of all.</summary>
    public static double Spread(IEnumerable<Position> places)
    {
        var points = Points(places);
        var middle = Middle(points);
        return points.Max(point => GeodesicInverse.Solve(middle, point).Distance);
    }

    /// <summary>The corners of the hull, counter-clockwise, beginning with the one furthest from the middle.</summary>
    public static ImmutableArray<Position> Of(IEnumerable<Position> places)
    {
        var points = Points(places);
        var middle = Middle(points);
        // The place furthest from anywhere is a corner.
        var start = points.MaxBy(point => GeodesicInverse.Solve(middle, point).Distance);
        var corners = ImmutableArray.CreateBuilder<Position>();
        var at = start;
        do
        {
            corners.Add(at.Position);
            at = Next(points, at);
        }
        while (at.Position != start.Position && corners.Count < points.Length);
        return corners.ToImmutable();
    }

    // In an order of their own, so that the order in which they were named does not matter.
    private static SurfacePoint[] Points(IEnumerable<Position> places) =>
        [.. places.Distinct().OrderBy(place => place.Latitude).ThenBy(place => place.Longitude).Select(place => new SurfacePoint(place))];

    private static SurfacePoint Middle(SurfacePoint[] points) =>
        SurfacePoint.Below(points.Sum(point => point.X), points.Sum(point => point.Y), points.Sum(point => point.Z));

    private static SurfacePoint Next(SurfacePoint[] points, in SurfacePoint at)
    {
        SurfacePoint? best = null;
        InverseSolution way = default;
        foreach (var point in points)
        {
            if (point.Position == at.Position) continue;
            var other = GeodesicInverse.Solve(at, point);
            // Positive if the other lies to the right of the best way so far.
            var right = other.SinFrom * way.CosFrom - other.CosFrom * way.SinFrom;
            var aside = right * Math.Min(other.Distance, way.Distance);
            if (best is not null && aside <= OnEdge && (aside < -OnEdge || other.Distance <= way.Distance)) continue;
            (best, way) = (point, other);
        }
        return best!.Value;
    }
}
