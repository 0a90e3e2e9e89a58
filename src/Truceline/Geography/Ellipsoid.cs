namespace Truceline.Geography;

/// <summary>The constants of WGS84, in metres, and angles in degrees with exact quadrants.</summary>
internal static class Ellipsoid
{
    public const double EquatorialRadius = 6378137.0;
    public const double Flattening = 1 / 298.257223563;
    public const double PolarRadius = EquatorialRadius * (1 - Flattening);
    public const double ThirdFlattening = Flattening / (2 - Flattening);
    public const double FirstEccentricitySquared = Flattening * (2 - Flattening);
    public const double SecondEccentricitySquared = FirstEccentricitySquared / ((1 - Flattening) * (1 - Flattening));

    /// <summary>The least radius of curvature of any section: that of the meridian at the equator, b²/a.</summary>
    public const double LeastCurvatureRadius = PolarRadius * PolarRadius / EquatorialRadius;

    /// <summary>No two positions are further apart: half a meridian, rounded up.</summary>
    public const double GreatestDistance = 20003932.0;

    public const double Degree = Math.PI / 180;

    /// <summary>Sine and cosine of degrees, exact at multiples of 90.</summary>
    public static (double Sin, double Cos) SinCosDegrees(double degrees)
    {
        var quadrant = Math.Round(degrees / 90);
        var (sin, cos) = Math.SinCos((degrees - 90 * quadrant) * Degree);
        return ((int)quadrant & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    /// <summary>The angle of a direction in degrees, in (−180, 180], exact at multiples of 90.</summary>
    public static double Atan2Degrees(double sin, double cos)
    {
        double angle;
        if (Math.Abs(sin) <= Math.Abs(cos))
        {
            angle = Math.Atan2(sin, Math.Abs(cos)) / Degree;
            if (cos < 0) angle = (sin < 0 ? -180 : 180) - angle;
        }
        else
        {
            angle = Math.Atan2(cos, Math.Abs(sin)) / Degree;
            angle = sin < 0 ? angle - 90 : 90 - angle;
        }
        return angle == -180 ? 180 : angle + 0.0;
    }

    /// <summary>A longitude brought back into (−180, 180].</summary>
    public static double NormaliseLongitude(double degrees)
    {
        var reduced = Math.IEEERemainder(degrees, 360);
        return reduced == -180 ? 180 : reduced;
    }
}

/// <summary>
/// A position prepared for computing: its reduced latitude as sine and cosine, and its place in space (metres from the
/// centre of the Earth). A pole is kept as the end of its meridian, so that bearings there refer to its longitude.
/// </summary>
internal readonly struct SurfacePoint
{
    private const double Tiny = 1e-150;

    public readonly double Latitude, Longitude, SinReduced, CosReduced, X, Y, Z;

    public SurfacePoint(Position position) : this(position.Latitude, position.Longitude) { }

    public SurfacePoint(double latitude, double longitude)
    {
        Latitude = latitude;
        Longitude = longitude;
        var (sin, cos) = Ellipsoid.SinCosDegrees(latitude);
        sin *= 1 - Ellipsoid.Flattening;
        var norm = Math.Sqrt(sin * sin + cos * cos);
        SinReduced = sin / norm;
        CosReduced = Math.Max(Tiny, cos / norm);
        var (sinLongitude, cosLongitude) = Ellipsoid.SinCosDegrees(longitude);
        X = Ellipsoid.EquatorialRadius * CosReduced * cosLongitude;
        Y = Ellipsoid.EquatorialRadius * CosReduced * sinLongitude;
        Z = Ellipsoid.PolarRadius * SinReduced;
    }

    /// <summary>The place whose direction from the centre of the Earth is that of a sum of places.</summary>
    public static SurfacePoint Below(double x, double y, double z) => new(
        Math.Atan2(z, (1 - Ellipsoid.FirstEccentricitySquared) * Math.Sqrt(x * x + y * y)) / Ellipsoid.Degree,
        Ellipsoid.NormaliseLongitude(Math.Atan2(y, x) / Ellipsoid.Degree));

    private SurfacePoint(double latitude, double longitude, double sinReduced, double cosReduced, double x, double y, double z) =>
        (Latitude, Longitude, SinReduced, CosReduced, X, Y, Z) = (latitude, longitude, sinReduced, cosReduced, x, y, z);

    /// <summary>
    /// A place on the straight way through space between two places a few kilometres apart: under the ground by no more than the square
    /// of the way / 8R. All but its place in space is as rough.
    /// </summary>
    public static SurfacePoint Between(in SurfacePoint from, in SurfacePoint to, double share) => new(
        from.Latitude + share * (to.Latitude - from.Latitude), from.Longitude, from.SinReduced, from.CosReduced,
        from.X + share * (to.X - from.X), from.Y + share * (to.Y - from.Y), from.Z + share * (to.Z - from.Z));

    /// <summary>The place on the ground at a share of the straight way through space.</summary>
    public static SurfacePoint Below(in SurfacePoint from, in SurfacePoint to, double share) =>
        Below(from.X + share * (to.X - from.X), from.Y + share * (to.Y - from.Y), from.Z + share * (to.Z - from.Z));

    public Position Position => new(Latitude, Longitude);

    /// <summary>The straight distance through space: never more than the geodesic one.</summary>
    public double ChordTo(in SurfacePoint other)
    {
        double x = X - other.X, y = Y - other.Y, z = Z - other.Z;
        return Math.Sqrt(x * x + y * y + z * z);
    }
}
