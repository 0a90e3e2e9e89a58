namespace Truceline.Geography;

/// <summary>A point of a geodesic and the direction of travel there, as sine and cosine of the bearing.</summary>
internal readonly record struct ArcPoint(SurfacePoint Point, double SinBearing, double CosBearing);

/// <summary>A geodesic from a point in a direction: the direct problem (Karney 2013, section 2).</summary>
internal readonly struct GeodesicArc
{
    private const double Tiny = 1e-150;

    private readonly double longitude, sinA0, cosA0, sinS1, cosS1, sinTau1, cosTau1, sinOmega1, cosOmega1;
    private readonly double a1, b11, lambdaFactor, b31;
    private readonly SineSeries reverted, c3;

    public GeodesicArc(in SurfacePoint from, double sinBearing, double cosBearing)
    {
        longitude = from.Longitude;
        var cosB1 = from.CosReduced;
        sinA0 = sinBearing * cosB1;
        cosA0 = Math.Sqrt(cosBearing * cosBearing + sinBearing * from.SinReduced * (sinBearing * from.SinReduced));
        sinS1 = from.SinReduced;
        sinOmega1 = sinA0 * from.SinReduced;
        cosS1 = cosOmega1 = from.SinReduced != 0 || cosBearing != 0 ? cosB1 * cosBearing : 1;
        var norm = Math.Sqrt(sinS1 * sinS1 + cosS1 * cosS1);
        sinS1 /= norm;
        cosS1 /= norm;
        var epsilon = GeodesicSeries.Epsilon(cosA0 * cosA0 * Ellipsoid.SecondEccentricitySquared);
        a1 = GeodesicSeries.A1(epsilon);
        b11 = GeodesicSeries.C1(epsilon).Sum(sinS1, cosS1);
        var (sin, cos) = Math.SinCos(b11);
        sinTau1 = sinS1 * cos + cosS1 * sin;
        cosTau1 = cosS1 * cos - sinS1 * sin;
        reverted = GeodesicSeries.C1Reverted(epsilon);
        c3 = GeodesicSeries.C3(epsilon);
        lambdaFactor = -Ellipsoid.Flattening * sinA0 * GeodesicSeries.A3(epsilon);
        b31 = c3.Sum(sinS1, cosS1);
    }

    /// <summary>The point at a distance in metres; a negative one lies behind.</summary>
    public ArcPoint At(double distance)
    {
        var tau = distance / (Ellipsoid.PolarRadius * a1);
        var (sinTau, cosTau) = Math.SinCos(tau);
        var b12 = -reverted.Sum(sinTau1 * cosTau + cosTau1 * sinTau, cosTau1 * cosTau - sinTau1 * sinTau);
        var arc = tau - (b12 - b11);
        var (sinArc, cosArc) = Math.SinCos(arc);
        double sinS2 = sinS1 * cosArc + cosS1 * sinArc, cosS2 = cosS1 * cosArc - sinS1 * sinArc;
        double sinB2 = cosA0 * sinS2, cosB2 = Math.Sqrt(sinA0 * sinA0 + cosA0 * cosS2 * (cosA0 * cosS2));
        if (cosB2 == 0) cosB2 = cosS2 = Tiny;
        double sinOmega2 = sinA0 * sinS2, cosOmega2 = cosS2;
        var omega = Math.Atan2(
            sinOmega2 * cosOmega1 - cosOmega2 * sinOmega1,
            cosOmega2 * cosOmega1 + sinOmega2 * sinOmega1);
        var lambda = omega + lambdaFactor * (arc + c3.Sum(sinS2, cosS2) - b31);
        var latitude = Ellipsoid.Atan2Degrees(sinB2, (1 - Ellipsoid.Flattening) * cosB2);
        var point = new SurfacePoint(latitude, Ellipsoid.NormaliseLongitude(longitude + lambda / Ellipsoid.Degree));
        var cosA2 = cosA0 * cosS2;
        var norm = Math.Sqrt(sinA0 * sinA0 + cosA2 * cosA2);
        return new(point, sinA0 / norm, cosA2 / norm);
    }
}
