using System.Numerics;
using Truceline.Geography;

namespace Truceline.Recheck;

/// <summary>The shortest way between two places of WGS84: its length in metres and its bearings at both ends, in radians.</summary>
internal readonly record struct Way(double Length, double From, double To);

/// <summary>
/// Geodesics by the integrals on the auxiliary sphere, summed up by quadrature: no series, and nothing shared with the library's own. Places
/// nearly opposite each other on the globe are not served.
/// </summary>
internal static class Globe
{
    private const double A = 6_378_137, F = 1 / 298.257223563, B = A * (1 - F), Degree = Math.PI / 180;

    /// <summary>The shortest way from one place to another.</summary>
    public static Way Between(Position p, Position q)
    {
        var ((sinU, cosU), (sinV, cosV)) = (Reduced(p), Reduced(q));
        var apart = Math.IEEERemainder(q.Longitude - p.Longitude, 360) * Degree;
        var (omega, way) = (apart, default(Way));
        for (var (round, before) = (0, double.NaN); round < 100 && omega != before; round++)
        {
            var (sin, cos) = Math.SinCos(omega);
            double ahead = cosU * sinV - sinU * cosV * cos, aside = cosV * sin;
            var sigma = Math.Atan2(Math.Sqrt(aside * aside + ahead * ahead), sinU * sinV + cosU * cosV * cos);
            if (p == q || sigma == 0) return default;
            var from = Math.Atan2(aside, ahead);
            var arc = new Arc(sinU, cosU, from);
            way = new(arc.Length(sigma), from, Math.Atan2(cosU * sin, cosU * sinV * cos - sinU * cosV));
            (before, omega) = (omega, apart + arc.Lag(sigma));
            if (Math.Abs(omega - before) < 1e-15) break;
        }
        return way;
    }

    /// <summary>The place at a distance from another in a direction, and the direction there.</summary>
    public static (Position Place, double Bearing) At(Position from, double bearing, double metres)
    {
        var (sinU, cosU) = Reduced(from);
        var arc = new Arc(sinU, cosU, bearing);
        var sigma = metres / B;
        for (var round = 0; round < 8; round++) sigma -= (arc.Length(sigma) - metres) / B;
        var (sin, cos) = Math.SinCos(arc.Start + sigma);
        var omega = Math.Atan2(arc.Sin0 * sin, cos) - Math.Atan2(arc.Sin0 * Math.Sin(arc.Start), Math.Cos(arc.Start));
        var latitude = Math.Atan2(arc.Cos0 * sin, (1 - F) * Math.Sqrt(arc.Cos0 * cos * (arc.Cos0 * cos) + arc.Sin0 * arc.Sin0)) / Degree;
        var longitude = Math.IEEERemainder(from.Longitude + (omega - arc.Lag(sigma)) / Degree, 360);
        return (new(Math.Clamp(latitude, -90, 90), Math.Clamp(longitude, -180, 180)), Math.Atan2(arc.Sin0, arc.Cos0 * cos));
    }

    /// <summary>Where a place stands in space, to about a metre: a straight line through the Earth is never longer than the way along the ground.</summary>
    public static Vector3 InSpace(Position place)
    {
        var (sin, cos) = Reduced(place);
        return new((float)(A * cos * Math.Cos(place.Longitude * Degree)), (float)(A * cos * Math.Sin(place.Longitude * Degree)), (float)(B * sin));
    }

    /// <summary>Sine and cosine of the reduced latitude.</summary>
    private static (double Sin, double Cos) Reduced(Position place) =>
        Math.Abs(place.Latitude) == 90 ? (Math.Sign(place.Latitude), 0) : Math.SinCos(Math.Atan((1 - F) * Math.Tan(place.Latitude * Degree)));

    /// <summary>The geodesic that leaves a reduced latitude in a direction, by its angle at the equator.</summary>
    private readonly struct Arc
    {
        public readonly double Sin0, Cos0, Start;

        public Arc(double sinU, double cosU, double bearing)
        {
            var (sin, cos) = Math.SinCos(bearing);
            (Sin0, Cos0) = (sin * cosU, Math.Sqrt(cos * cos + sin * sinU * (sin * sinU)));
            Start = sinU == 0 && cos == 0 ? 0 : Math.Atan2(sinU, cos * cosU);
        }

        /// <summary>How long it is over an angle on the sphere.</summary>
        public double Length(double sigma) => B * Sum(sigma, root => root);

        /// <summary>How much less it advances in longitude than on the sphere.</summary>
        public double Lag(double sigma) => F * Sin0 * Sum(sigma, root => (2 - F) / (1 + (1 - F) * root));

        /// <summary>The integral over an angle by Gauss and Legendre's three places in each tenth of a radian.</summary>
        private double Sum(double sigma, Func<double, double> of)
        {
            var parts = 1 + (int)(Math.Abs(sigma) / 0.1);
            double half = sigma / parts / 2, sum = 0;
            for (var i = 0; i < 3 * parts; i++)
            {
                var sin = Math.Sin(Start + half * (2 * (i / 3) + 1 + (i % 3 - 1) * Math.Sqrt(0.6)));
                sum += (i % 3 == 1 ? 8 : 5) / 9.0 * of(Math.Sqrt(1 + (A * A / (B * B) - 1) * Cos0 * Cos0 * sin * sin));
            }
            return sum * half;
        }
    }
}
