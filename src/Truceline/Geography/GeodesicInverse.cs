namespace Truceline.Geography;

/// <summary>A solved inverse problem: the length in metres and the bearings at both ends as sine and cosine.</summary>
internal readonly record struct InverseSolution(double Distance, double SinFrom, double CosFrom, double SinTo, double CosTo);

/// <summary>
/// The inverse problem (Karney 2013, sections 3 to 5): meridians and the equator in closed form, very short lines on the
/// osculating sphere, all others by Newton's method for the bearing at the first point, kept inside a bracket; for nearly
/// antipodal points it starts from the astroid.
/// </summary>
internal ref struct GeodesicInverse
{
    private const double Epsilon = 2.220446049250313e-16;
    private const double Tiny = 1e-150;
    private const double Squash = 1 - Ellipsoid.Flattening;
    private const double ShortArc = 3e-8;

    // The canonical configuration: the first point is furthest from the equator and south of it, the second to its east.
    private readonly double sinB1, cosB1, sinB2, cosB2, sinLambda, cosLambda, lambda;
    private readonly double root1, root2;

    // The current guess and what follows from it.
    private double sinA1, cosA1, sinA2, cosA2;
    private double sinS1, cosS1, sinS2, cosS2, arc, epsilon, residual, slope;

    private GeodesicInverse(double sinB1, double cosB1, double sinB2, double cosB2, double longitudes)
    {
        // Equal latitudes must be equal to the last bit, or the square root in Follow sees noise.
        if (cosB1 < -sinB1)
        {
            if (cosB2 == cosB1) sinB2 = Math.CopySign(sinB1, sinB2);
        }
        else if (Math.Abs(sinB2) == -sinB1) cosB2 = cosB1;
        (this.sinB1, this.cosB1, this.sinB2, this.cosB2) = (sinB1, cosB1, sinB2, cosB2);
        (sinLambda, cosLambda) = Ellipsoid.SinCosDegrees(longitudes);
        lambda = longitudes * Ellipsoid.Degree;
        root1 = Math.Sqrt(1 + Ellipsoid.SecondEccentricitySquared * sinB1 * sinB1);
        root2 = Math.Sqrt(1 + Ellipsoid.SecondEccentricitySquared * sinB2 * sinB2);
    }

    public static InverseSolution Solve(in SurfacePoint from, in SurfacePoint to)
    {
        var longitudes = Math.IEEERemainder(to.Longitude - from.Longitude, 360);
        var east = longitudes < 0 ? -1 : 1;
        var swap = Math.Abs(from.Latitude) < Math.Abs(to.Latitude);
        double sin1 = from.SinReduced, cos1 = from.CosReduced, sin2 = to.SinReduced, cos2 = to.CosReduced;
        if (swap) (sin1, cos1, sin2, cos2, east) = (sin2, cos2, sin1, cos1, -east);
        var south = sin1 < 0 ? 1 : -1;
        var problem = new GeodesicInverse(sin1 * south, cos1, sin2 * south, cos2, Math.Abs(longitudes));
        var distance = problem.Run(Math.Abs(longitudes));
        var along = swap ? -1 : 1;
        double signSin = along * east, signCos = along * south;
        return swap
            ? new(distance, signSin * problem.sinA2, signCos * problem.cosA2, signSin * problem.sinA1, signCos * problem.cosA1)
            : new(distance, signSin * problem.sinA1, signCos * problem.cosA1, signSin * problem.sinA2, signCos * problem.cosA2);
    }

    private double Run(double longitudes)
    {
        if ((cosB1 <= Tiny || sinLambda == 0) && Meridian() is { } meridian) return meridian;
        if (sinB1 == 0 && longitudes <= 180 * Squash)
        {
            (sinA1, cosA1, sinA2, cosA2) = (1, 0, 1, 0);
            return Ellipsoid.EquatorialRadius * lambda;
        }
        if (Start() is { } shortLine) return shortLine;
        Iterate();
        return Ellipsoid.PolarRadius * Length();
    }

    private double? Meridian()
    {
        (sinA1, cosA1, sinA2, cosA2) = (sinLambda, cosLambda, 0, 1);
        (sinS1, cosS1, sinS2, cosS2) = (sinB1, cosA1 * cosB1, sinB2, cosA2 * cosB2);
        arc = ArcBetween();
        epsilon = Ellipsoid.ThirdFlattening;
        if (arc < 3 * Tiny) return 0;
        // Beyond the conjugate point the meridian is no longer the shortest way.
        if (arc >= 1 && ReducedLength() < 0) return null;
        return Ellipsoid.PolarRadius * Length();
    }

    private double? Start()
    {
        double sinDifference = sinB2 * cosB1 - cosB2 * sinB1, cosDifference = cosB2 * cosB1 + sinB2 * sinB1;
        var sinSum = sinB2 * cosB1 + cosB2 * sinB1;
        var near = cosDifference >= 0 && sinDifference < 0.5 && cosB2 * lambda < 0.5;
        double sinOmega = sinLambda, cosOmega = cosLambda, meanRoot = 1;
        if (near)
        {
            double meanSin = (sinB1 + sinB2) * (sinB1 + sinB2), meanCos = (cosB1 + cosB2) * (cosB1 + cosB2);
            meanRoot = Math.Sqrt(1 + Ellipsoid.SecondEccentricitySquared * meanSin / (meanSin + meanCos));
            (sinOmega, cosOmega) = Math.SinCos(lambda / (Squash * meanRoot));
        }
        sinA1 = cosB2 * sinOmega;
        cosA1 = cosOmega >= 0
            ? sinDifference + cosB2 * sinB1 * sinOmega * sinOmega / (1 + cosOmega)
            : sinSum - cosB2 * sinB1 * sinOmega * sinOmega / (1 - cosOmega);
        double sinArc = Hypot(sinA1, cosA1), cosArc = sinB1 * sinB2 + cosB1 * cosB2 * cosOmega;
        if (near && sinArc < ShortArc)
        {
            sinA2 = cosB1 * sinOmega;
            cosA2 = sinDifference - cosB1 * sinB2 * (cosOmega >= 0 ? sinOmega * sinOmega / (1 + cosOmega) : 1 - cosOmega);
            Normalise(ref sinA2, ref cosA2);
            Normalise(ref sinA1, ref cosA1);
            return Ellipsoid.PolarRadius * meanRoot * Math.Atan2(sinArc, cosArc);
        }
        if (cosArc < 0 && sinArc < 6 * Ellipsoid.ThirdFlattening * Math.PI * cosB1 * cosB1) StartNearAntipode(sinSum);
        if (sinA1 <= 0) (sinA1, cosA1) = (1, 0);
        Normalise(ref sinA1, ref cosA1);
        return null;
    }

    private void StartNearAntipode(double sinSum)
    {
        var scale = Ellipsoid.Flattening * cosB1 * Math.PI
            * GeodesicSeries.A3(GeodesicSeries.Epsilon(sinB1 * sinB1 * Ellipsoid.SecondEccentricitySquared));
        double x = Math.Atan2(-sinLambda, -cosLambda) / scale, y = sinSum / (scale * cosB1);
        if (y > -200 * Epsilon && x > -1 - 1000 * Math.Sqrt(Epsilon))
        {
            sinA1 = Math.Min(1, -x);
            cosA1 = -Math.Sqrt(1 - sinA1 * sinA1);
            return;
        }
        var root = Astroid(x, y);
        var (sinOmega, cosOmega) = Math.SinCos(scale * (-x * root / (1 + root)));
        cosOmega = -cosOmega;
        sinA1 = cosB2 * sinOmega;
        cosA1 = sinSum - cosB2 * sinB1 * sinOmega * sinOmega / (1 - cosOmega);
    }

    /// <summary>The positive root κ of x²/(1+κ)² + y²/κ² = 1: convex and falling, so Newton from the left never overshoots.</summary>
    private static double Astroid(double x, double y)
    {
        double x2 = x * x, y2 = y * y;
        var root = Math.Max(Math.Abs(y), Math.Abs(x) - 1);
        if (y2 == 0) return Math.Max(0, root);
        for (var i = 0; i < 50; i++)
        {
            double p = x2 / ((1 + root) * (1 + root)), q = y2 / (root * root);
            var step = (p + q - 1) / (2 * (p / (1 + root) + q / root));
            if (!(step > 1e-12 * root)) break;
            root += step;
        }
        return root;
    }

    private void Iterate()
    {
        double lowSin = Tiny, lowCos = 1, highSin = Tiny, highCos = -1;
        var converged = false;
        for (var i = 0; i < 90; i++)
        {
            Follow();
            if (converged || !(Math.Abs(residual) >= 8 * Epsilon)) return;
            if (residual > 0 && (i > 20 || cosA1 / sinA1 > highCos / highSin)) (highSin, highCos) = (sinA1, cosA1);
            else if (residual < 0 && (i > 20 || cosA1 / sinA1 < lowCos / lowSin)) (lowSin, lowCos) = (sinA1, cosA1);
            if (i < 20 && slope > 0)
            {
                var step = -residual / slope;
                var (sinStep, cosStep) = Math.SinCos(step);
                var newSin = sinA1 * cosStep + cosA1 * sinStep;
                if (newSin > 0 && Math.Abs(step) < Math.PI)
                {
                    cosA1 = cosA1 * cosStep - sinA1 * sinStep;
                    sinA1 = newSin;
                    Normalise(ref sinA1, ref cosA1);
                    converged = Math.Abs(residual) <= 16 * Epsilon;
                    continue;
                }
            }
            double oldSin = sinA1, oldCos = cosA1;
            (sinA1, cosA1) = ((lowSin + highSin) / 2, (lowCos + highCos) / 2);
            Normalise(ref sinA1, ref cosA1);
            converged = Math.Abs(lowSin - sinA1) + (lowCos - cosA1) < 200 * Epsilon
                || Math.Abs(sinA1 - highSin) + (cosA1 - highCos) < 200 * Epsilon
                || (sinA1 == oldSin && cosA1 == oldCos);
        }
        Follow();
    }

    /// <summary>Follows the geodesic of the guessed bearing to the second latitude: by how much it misses the longitude.</summary>
    private void Follow()
    {
        if (sinB1 == 0 && cosA1 == 0) cosA1 = -Tiny;
        double sinA0 = sinA1 * cosB1, cosA0 = Hypot(cosA1, sinA1 * sinB1);
        (sinS1, cosS1) = (sinB1, cosA1 * cosB1);
        double sinOmega1 = sinA0 * sinB1, cosOmega1 = cosS1;
        Normalise(ref sinS1, ref cosS1);
        var mirrored = cosB2 == cosB1 && Math.Abs(sinB2) == -sinB1;
        sinA2 = cosB2 != cosB1 ? sinA0 / cosB2 : sinA1;
        cosA2 = mirrored
            ? Math.Abs(cosA1)
            : Math.Sqrt(Math.Max(0, cosA1 * cosB1 * (cosA1 * cosB1)
                + (cosB1 < -sinB1 ? (cosB2 - cosB1) * (cosB1 + cosB2) : (sinB1 - sinB2) * (sinB1 + sinB2)))) / cosB2;
        (sinS2, cosS2) = (sinB2, cosA2 * cosB2);
        double sinOmega2 = sinA0 * sinB2, cosOmega2 = cosS2;
        Normalise(ref sinS2, ref cosS2);
        arc = ArcBetween();
        double sinOmega = Math.Max(0, cosOmega1 * sinOmega2 - sinOmega1 * cosOmega2);
        var cosOmega = cosOmega1 * cosOmega2 + sinOmega1 * sinOmega2;
        var excess = Math.Atan2(sinOmega * cosLambda - cosOmega * sinLambda, cosOmega * cosLambda + sinOmega * sinLambda);
        epsilon = GeodesicSeries.Epsilon(cosA0 * cosA0 * Ellipsoid.SecondEccentricitySquared);
        var c3 = GeodesicSeries.C3(epsilon);
        residual = excess - Ellipsoid.Flattening * GeodesicSeries.A3(epsilon) * sinA0
            * (arc + c3.Sum(sinS2, cosS2) - c3.Sum(sinS1, cosS1));
        slope = cosA2 == 0 ? -2 * Squash * root1 / sinB1 : ReducedLength() * Squash / (cosA2 * cosB2);
    }

    private readonly double ArcBetween() =>
        Math.Atan2(Math.Max(0, cosS1 * sinS2 - sinS1 * cosS2), cosS1 * cosS2 + sinS1 * sinS2);

    /// <summary>The length in units of the polar radius.</summary>
    private readonly double Length()
    {
        var c1 = GeodesicSeries.C1(epsilon);
        return GeodesicSeries.A1(epsilon) * (arc + c1.Sum(sinS2, cosS2) - c1.Sum(sinS1, cosS1));
    }

    /// <summary>The reduced length in units of the polar radius.</summary>
    private readonly double ReducedLength()
    {
        double a1 = GeodesicSeries.A1(epsilon), a2 = GeodesicSeries.A2(epsilon);
        SineSeries c1 = GeodesicSeries.C1(epsilon), c2 = GeodesicSeries.C2(epsilon), difference = default;
        for (var l = 0; l < 6; l++) difference[l] = a1 * c1[l] - a2 * c2[l];
        var j = (a1 - a2) * arc + difference.Sum(sinS2, cosS2) - difference.Sum(sinS1, cosS1);
        return root2 * (cosS1 * sinS2) - root1 * (sinS1 * cosS2) - cosS1 * cosS2 * j;
    }

    private static double Hypot(double x, double y) => Math.Sqrt(x * x + y * y);

    private static void Normalise(ref double sin, ref double cos)
    {
        var norm = Hypot(sin, cos);
        if (norm == 0) return;
        sin /= norm;
        cos /= norm;
    }
}
