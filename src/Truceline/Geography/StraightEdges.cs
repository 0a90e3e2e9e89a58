using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>
/// GeoJSON draws an edge straight in longitude and latitude (RFC 7946, section 3.1.1); Truceline draws it as a geodesic.
/// This puts vertices on the straight edge, so close together that the geodesics between them stay on it.
/// </summary>
public static class StraightEdges
{
    /// <summary>How far a geodesic between neighbouring vertices may be from the straight edge.</summary>
    public static Metres Tolerance => new(0.1);

    /// <summary>
    /// The vertices with as many more between them as it takes for the geodesics to stay within <see cref="Tolerance"/>
    /// of the straight edges.
    /// <para>
    /// Rule: an edge is halved, in longitude and latitude, until each piece is near enough by a bound that needs no
    /// search: a curve of length ℓ that bends by at most κ per metre leaves its geodesic by at most κℓ²/8. A straight
    /// edge bends by at most 1.09 tan φ / R (φ its latitude furthest from the equator) and by at most 2 |Δλ/Δφ| / R;
    /// both are taken 5 % larger for the ellipsoid. A meridian, or the equator, is left as it is. The result depends on
    /// nothing but the vertices.
    /// </para>
    /// <para>
    /// An edge that spans more than 180° of longitude is taken the short way, across the antimeridian; one of exactly
    /// 180° as it is written. Repeated neighbours are dropped. A 180° edge at 48° of latitude takes some 8,000 vertices:
    /// readers of foreign files limit what they pass on.
    /// </para>
    /// </summary>
    /// <param name="vertices">The vertices as drawn.</param>
    /// <param name="closed">Whether an edge leads from the last back to the first, as in a ring; the first is not repeated.</param>
    public static ImmutableArray<Position> Densify(IReadOnlyList<Position> vertices, bool closed)
    {
        var dense = ImmutableArray.CreateBuilder<Position>(vertices.Count);
        foreach (var vertex in vertices)
        {
            if (dense.Count > 0) Between(dense, dense[^1], vertex);
            if (dense.Count == 0 || dense[^1] != vertex) dense.Add(vertex);
        }
        if (closed && dense.Count > 1)
        {
            if (dense[^1] == dense[0]) dense.RemoveAt(dense.Count - 1);
            else Between(dense, dense[^1], dense[0]);
        }
        return dense.ToImmutable();
    }

    private static void Between(ImmutableArray<Position>.Builder dense, Position from, Position to)
    {
        var degreesNorth = to.Latitude - from.Latitude;
        var degreesEast = to.Longitude - from.Longitude;
        if (degreesEast > 180) degreesEast -= 360;
        if (degreesEast < -180) degreesEast += 360;
        if (degreesEast != 0) Halve(0, 1);

        void Halve(double start, double end)
        {
            if (Near(from.Latitude + start * degreesNorth, (end - start) * degreesNorth, (end - start) * degreesEast)) return;
            var middle = (start + end) / 2;
            Halve(start, middle);
            dense.Add(new Position(
                from.Latitude + middle * degreesNorth,
                Ellipsoid.NormaliseLongitude(from.Longitude + middle * degreesEast)));
            Halve(middle, end);
        }
    }

    private static bool Near(double latitude, double degreesNorth, double degreesEast)
    {
        double low = Math.Abs(latitude), high = Math.Abs(latitude + degreesNorth);
        if (latitude * (latitude + degreesNorth) < 0) (low, high) = (0, Math.Max(low, high));
        else if (low > high) (low, high) = (high, low);
        var north = Math.Abs(degreesNorth) * Ellipsoid.Degree;
        var east = Math.Abs(degreesEast) * Ellipsoid.Degree;
        var alongParallel = east * Ellipsoid.SinCosDegrees(low).Cos;
        const double greatestRadius = 6400e3;
        var squaredLength = greatestRadius * greatestRadius * (north * north + alongParallel * alongParallel);
        var (sin, cos) = Ellipsoid.SinCosDegrees(high);
        var byLatitude = cos > 0 ? 1.0888 * sin / cos : double.PositiveInfinity;
        var bySlope = north > 0 ? 2 * east / north : double.PositiveInfinity;
        // A piece shorter than the tolerance cannot leave it, whatever it does at a pole.
        if (squaredLength <= Tolerance.Value * Tolerance.Value) return true;
        return 1.05 * Math.Min(byLatitude, bySlope) / Ellipsoid.LeastCurvatureRadius * squaredLength / 8 <= Tolerance.Value;
    }
}
