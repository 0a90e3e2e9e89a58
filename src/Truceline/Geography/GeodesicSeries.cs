using System.Runtime.CompilerServices;

namespace Truceline.Geography;

/// <summary>Coefficients of sin 2σ, sin 4σ, … sin 12σ.</summary>
[InlineArray(6)]
internal struct SineSeries
{
    private double first;

    /// <summary>Σ c(l) sin 2lσ by Clenshaw's recurrence, from sine and cosine of σ.</summary>
    public readonly double Sum(double sin, double cos)
    {
        var twiceCos2 = 2 * (cos - sin) * (cos + sin);
        double next = 0, afterNext = 0;
        for (var l = 5; l >= 0; l--)
        {
            var current = twiceCos2 * next - afterNext + this[l];
            afterNext = next;
            next = current;
        }
        return 2 * sin * cos * next;
    }
}

/// <summary>
/// The expansions to sixth order in ε that relate the arc σ on the auxiliary sphere to distance, reduced length and
/// longitude (Karney 2013, equations 17, 18, 21, 24, 25, 42, 43; those for longitude also in the third flattening n).
/// </summary>
internal static class GeodesicSeries
{
    private const double N = Ellipsoid.ThirdFlattening;

    /// <summary>ε from k² = e′² cos² α₀.</summary>
    public static double Epsilon(double kSquared) => kSquared / (2 * (1 + Math.Sqrt(1 + kSquared)) + kSquared);

    /// <summary>The factor of distance.</summary>
    public static double A1(double e)
    {
        var e2 = e * e;
        return (1 + e2 * (1.0 / 4 + e2 * (1.0 / 64 + e2 / 256))) / (1 - e);
    }

    /// <summary>Arc to distance.</summary>
    public static SineSeries C1(double e)
    {
        var e2 = e * e;
        var power = e;
        SineSeries c = default;
        c[0] = power * (-1.0 / 2 + e2 * (3.0 / 16 - e2 / 32));
        c[1] = (power *= e) * (-1.0 / 16 + e2 * (1.0 / 32 - e2 * 9 / 2048));
        c[2] = (power *= e) * (-1.0 / 48 + e2 * 3 / 256);
        c[3] = (power *= e) * (-5.0 / 512 + e2 * 3 / 512);
        c[4] = (power *= e) * (-7.0 / 1280);
        c[5] = power * e * (-7.0 / 2048);
        return c;
    }

    /// <summary>Distance back to arc.</summary>
    public static SineSeries C1Reverted(double e)
    {
        var e2 = e * e;
        var power = e;
        SineSeries c = default;
        c[0] = power * (1.0 / 2 + e2 * (-9.0 / 32 + e2 * 205 / 1536));
        c[1] = (power *= e) * (5.0 / 16 + e2 * (-37.0 / 96 + e2 * 1335 / 4096));
        c[2] = (power *= e) * (29.0 / 96 - e2 * 75 / 128);
        c[3] = (power *= e) * (539.0 / 1536 - e2 * 2391 / 2560);
        c[4] = (power *= e) * (3467.0 / 7680);
        c[5] = power * e * (38081.0 / 61440);
        return c;
    }

    /// <summary>The second factor of reduced length.</summary>
    public static double A2(double e)
    {
        var e2 = e * e;
        return (1 + e2 * (1.0 / 4 + e2 * (9.0 / 64 + e2 * 25 / 256))) * (1 - e);
    }

    /// <summary>The second series of reduced length.</summary>
    public static SineSeries C2(double e)
    {
        var e2 = e * e;
        var power = e;
        SineSeries c = default;
        c[0] = power * (1.0 / 2 + e2 * (1.0 / 16 + e2 / 32));
        c[1] = (power *= e) * (3.0 / 16 + e2 * (1.0 / 32 + e2 * 35 / 2048));
        c[2] = (power *= e) * (5.0 / 48 + e2 * 5 / 256);
        c[3] = (power *= e) * (35.0 / 512 + e2 * 7 / 512);
        c[4] = (power *= e) * (63.0 / 1280);
        c[5] = power * e * (77.0 / 2048);
        return c;
    }

    /// <summary>The factor of longitude.</summary>
    public static double A3(double e) =>
        1 - e * ((1 - N) / 2
            + e * ((2 + N - 3 * N * N) / 8
            + e * ((1 + 3 * N + N * N) / 16
            + e * ((3 + 2 * N) / 64
            + e * 3 / 128))));

    /// <summary>Arc to longitude.</summary>
    public static SineSeries C3(double e)
    {
        var power = e;
        SineSeries c = default;
        c[0] = power * ((1 - N) / 4 + e * ((1 - N * N) / 8 + e * ((3 + 3 * N - N * N) / 64 + e * ((5 + 2 * N) / 128 + e * 3 / 128))));
        c[1] = (power *= e) * ((2 - 3 * N + N * N) / 32 + e * ((3 - 2 * N - 3 * N * N) / 64 + e * ((3 + N) / 128 + e * 5 / 256)));
        c[2] = (power *= e) * ((5 - 9 * N + 5 * N * N) / 192 + e * ((9 - 10 * N) / 384 + e * 7 / 512));
        c[3] = (power *= e) * ((7 - 14 * N) / 512 + e * 7 / 512);
        c[4] = power * e * (21.0 / 2560);
        return c;
    }
}
