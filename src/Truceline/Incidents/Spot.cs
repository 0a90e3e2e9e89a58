using Truceline.Geography;

namespace Truceline.Incidents;

/// <summary>What fusion needs of one observation: a disc in space that covers its region, when it was, and its kind. Flat, so that a million lie side by side.</summary>
internal struct Spot
{
    /// <summary>The kind of an observation that is known too coarsely to be taken for the same happening as another: its disc and times mean nothing.</summary>
    public const int Coarse = -1;

    /// <summary>By so many metres a bound is widened that is compared with what was computed.</summary>
    public const double Rounding = 0.001;

    /// <summary>The middle of its disc, in metres from the centre of the Earth.</summary>
    public double X, Y, Z;

    /// <summary>The radius of its disc in metres.</summary>
    public double Radius;

    /// <summary>From when to when, in ticks of 100 ns since 1970: finer than that no observation is timed.</summary>
    public long Start, End;

    /// <summary>Its kind among the <see cref="Kinds"/>, or <see cref="Coarse"/>.</summary>
    public int Kind;

    /// <summary>Its number: observations are numbered in the order of their report ids.</summary>
    public int Number;

    /// <summary>Puts the middle at a place on the ellipsoid of WGS84.</summary>
    public void Put(double longitude, double latitude)
    {
        const double a = Ellipsoid.EquatorialRadius, e2 = Ellipsoid.FirstEccentricitySquared;
        var (sinLat, cosLat) = Math.SinCos(double.DegreesToRadians(latitude));
        var (sinLon, cosLon) = Math.SinCos(double.DegreesToRadians(longitude));
        var n = a / Math.Sqrt(1 - e2 * sinLat * sinLat);
        (X, Y, Z) = (n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - e2) * sinLat);
    }

    /// <summary>The square of the straight distance to another: never longer than the way along the ground.</summary>
    public readonly double ChordSquared(in Spot other)
    {
        double x = X - other.X, y = Y - other.Y, z = Z - other.Z;
        return x * x + y * y + z * z;
    }

    /// <summary>Whether it stands before another in time; of two at one instant the lesser number does.</summary>
    public readonly bool IsBefore(in Spot other) => Start != other.Start ? Start < other.Start : Number < other.Number;

    /// <summary>The order in which the earlier stands before the later.</summary>
    public readonly int InTime(in Spot other) => Start != other.Start ? Start.CompareTo(other.Start) : Number.CompareTo(other.Number);
}

/// <summary>That two observations may be one happening; the score is the larger of gap and pause, each as a share of its bound.</summary>
/// <param name="Score">The score: the closest pairs are joined first.</param>
/// <param name="A">The number of the one.</param>
/// <param name="B">The greater number of the other.</param>
internal readonly record struct Link(double Score, int A, int B) : IComparable<Link>
{
    public int CompareTo(Link other) => Score < other.Score ? -1 : Score > other.Score ? 1 : A != other.A ? A.CompareTo(other.A) : B.CompareTo(other.B);
}
