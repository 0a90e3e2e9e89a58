namespace Truceline.Geography;

/// <summary>
/// The content of a geodesic ring (Karney 2013, section 6): for each edge the area between it and the equator. The
/// integral that the paper expands into a series is taken here by Gauss–Legendre quadrature.
/// </summary>
internal static class EnclosedArea
{
    private const double E2 = Ellipsoid.FirstEccentricitySquared;
    private const double Ep2 = Ellipsoid.SecondEccentricitySquared;
    private const int Points = 20;

    private static readonly double AuthalicRadiusSquared =
        (Ellipsoid.EquatorialRadius * Ellipsoid.EquatorialRadius
            + Ellipsoid.PolarRadius * Ellipsoid.PolarRadius * Math.Atanh(Math.Sqrt(E2)) / Math.Sqrt(E2)) / 2;

    private static readonly (double Node, double Weight)[] Quadrature = GaussLegendre(Points);

    public static double Globe => 4 * Math.PI * AuthalicRadiusSquared;

    /// <summary>The content in square metres of the smaller part; positive if it lies to the left of the ring.</summary>
    public static double Signed(Polyline ring)
    {
        double under = 0, degreesEast = 0;
        for (var i = 0; i < ring.SegmentCount; i++)
        {
            var east = Math.IEEERemainder(ring.Vertices[i + 1].Longitude - ring.Vertices[i].Longitude, 360);
            under += UnderEdge(ring.Vertices[i], ring.Vertices[i + 1], ring.Segments[i], east * Ellipsoid.Degree);
            degreesEast += east;
        }
        // A ring that runs once eastwards round the globe bounds, with the equator, the rest of a hemisphere.
        return Math.IEEERemainder(Math.Round(degreesEast / 360) * Globe / 2 - under, Globe);
    }

    private static double UnderEdge(in SurfacePoint from, in SurfacePoint to, in Segment edge, double lambda)
    {
        double sinA0 = edge.SinFrom * from.CosReduced;
        var cosA0 = Math.Sqrt(edge.CosFrom * edge.CosFrom + edge.SinFrom * from.SinReduced * (edge.SinFrom * from.SinReduced));
        var k2 = Ep2 * cosA0 * cosA0;
        var epsilon = GeodesicSeries.Epsilon(k2);
        var start = Math.Atan2(from.SinReduced, edge.CosFrom * from.CosReduced);
        var end = Math.Atan2(to.SinReduced, edge.CosTo * to.CosReduced);
        SineSeries c1 = GeodesicSeries.C1(epsilon), c3 = GeodesicSeries.C3(epsilon);
        // The arc from the length, and the spherical longitude from the true one: differences of bearings are too coarse
        // for short edges.
        var arc = edge.Length / (Ellipsoid.PolarRadius * GeodesicSeries.A1(epsilon)) - Difference(c1);
        var omega = lambda + Ellipsoid.Flattening * sinA0 * GeodesicSeries.A3(epsilon) * (arc + Difference(c3));
        var (sinOmega, cosOmega) = Math.SinCos(omega);
        double one = 1 + from.CosReduced, two = 1 + to.CosReduced;
        var turn = 2 * Math.Atan2(
            sinOmega * (from.SinReduced * two + to.SinReduced * one),
            (1 + cosOmega) * (from.SinReduced * to.SinReduced + one * two));
        return AuthalicRadiusSquared * turn
            - E2 * Ellipsoid.EquatorialRadius * Ellipsoid.EquatorialRadius * cosA0 * sinA0 * Integral(start, arc, k2);

        double Difference(in SineSeries series) =>
            series.Sum(Math.Sin(end), Math.Cos(end)) - series.Sum(Math.Sin(start), Math.Cos(start));
    }

    private static double Integral(double start, double arc, double k2)
    {
        var sum = 0.0;
        foreach (var (node, weight) in Quadrature)
        {
            var sin = Math.Sin(start + arc * (1 + node) / 2);
            sum += weight * DividedDifference(k2 * sin * sin) * sin / 2;
        }
        return sum * arc / 2;
    }

    // (t(e′²) − t(x)) / (e′² − x) with t(x) = x + √(1 + 1/x) asinh √x = 1 + x + x/3 − 2x²/15 + …, termwise, so that
    // nothing cancels.
    private static double DividedDifference(double x)
    {
        double sum = 1, coefficient = 1, power = 1, symmetric = 0;
        for (var n = 1; n <= 9; n++)
        {
            symmetric = power + x * symmetric;
            power *= Ep2;
            sum += coefficient / (2 * n + 1) * symmetric;
            coefficient *= -2.0 * n / (2 * n + 1);
        }
        return sum;
    }

    private static (double, double)[] GaussLegendre(int count)
    {
        var rule = new (double, double)[count];
        for (var i = 0; i < count; i++)
        {
            var x = Math.Cos(Math.PI * (i + 0.75) / (count + 0.5));
            double derivative = 0;
            for (var iteration = 0; iteration < 8; iteration++)
            {
                double p = 1, previous = 0;
                for (var n = 1; n <= count; n++) (p, previous) = (((2 * n - 1) * x * p - (n - 1) * previous) / n, p);
                derivative = count * (x * p - previous) / (x * x - 1);
                x -= p / derivative;
            }
            rule[i] = (x, 2 / ((1 - x * x) * derivative * derivative));
        }
        return rule;
    }
}
