namespace Truceline.Geography;

/// <summary>The shortest way between two positions: its length and its bearings at both ends.</summary>
/// <param name="Distance">The length.</param>
/// <param name="AzimuthFrom">The bearing at the start, degrees clockwise from north, in (−180, 180].</param>
/// <param name="AzimuthTo">The forward bearing at the end, degrees clockwise from north, in (−180, 180].</param>
public readonly record struct GeodesicPath(Metres Distance, double AzimuthFrom, double AzimuthTo);

/// <summary>
/// Geodesics of the WGS84 ellipsoid (C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87, 2013). Bearings at a pole
/// refer to the meridian of the position's longitude; between equal positions, and between points with several shortest
/// ways, one is chosen, always the same.
/// </summary>
public static class Geodesic
{
    /// <summary>The shortest path from one position to another.</summary>
    public static GeodesicPath Inverse(Position from, Position to)
    {
        var solution = GeodesicInverse.Solve(new SurfacePoint(from), new SurfacePoint(to));
        return new(
            new Metres(solution.Distance),
            Ellipsoid.Atan2Degrees(solution.SinFrom, solution.CosFrom),
            Ellipsoid.Atan2Degrees(solution.SinTo, solution.CosTo));
    }

    /// <summary>The length of the shortest path.</summary>
    public static Metres Distance(Position a, Position b) =>
        new(GeodesicInverse.Solve(new SurfacePoint(a), new SurfacePoint(b)).Distance);

    /// <summary>Where one arrives on a bearing after a distance.</summary>
    /// <param name="from">The start.</param>
    /// <param name="azimuth">Degrees clockwise from north.</param>
    /// <param name="distance">How far; a negative distance goes backwards.</param>
    public static Position Direct(Position from, double azimuth, Metres distance)
    {
        var (sin, cos) = Ellipsoid.SinCosDegrees(azimuth);
        return new GeodesicArc(new SurfacePoint(from), sin, cos).At(distance.Value).Point.Position;
    }
}
