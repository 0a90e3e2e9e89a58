using Truceline.Geography;

namespace Truceline.Recheck;

/// <summary>The shortest way between two places of WGS84: its length in metres and its bearings at both ends, in radians.</summary>
internal readonly record struct Way(double Length, double From, double To);

/// <summary>
/// Geodesics by the integrals on the auxiliary sphere, summed up by quadrature: no series, and nothing shared with the library's own.
/// </summary>
internal static class Globe
{
    private const double A = 6_378_137, F = 1 / 298.257223563, B = A * (1 - F), Degree = Math.PI / 180;

    /// <summary>Nodes and weights of Gauss and Legendre on −1 to 1.</summary>
    private static readonly (double Node, double Weight)[] Gauss =
    [
        (0, 0.568888888888888889), (-0.538469310105683091, 0.478628670499366468), (0.538469310105683091, 0.478628670499366468),
        (-0.906179845938663993, 0.236926885056189088), (0.906179845938663993, 0.236926885056189088),
    ];

    /// <summary>The shortest way from one place to another.</summary>
    public static Way Between(Position p, Position q)
    {
        if (p == q) return default;
        var (sinU, cosU) = Reduced(p);
        var (sinV, cosV) = Reduced(q);
        var apart = Math.IEEERemainder(q.Longitude - p.Longitude, 360) * Degree;
        var omega = apart;
        for (var round = 0; round < 100; round++)
        {
            var (sin, cos) = Math.SinCos(omega);
            double ahead = cosU * sinV - sinU * cosV * cos, aside = cosV * sin;
            var sigma = Math.Atan2(Math.Sqrt(aside * aside + ahead * ahead), sinU * sinV + cosU * cosV * cos);
            if (sigma == 0) return default;
            var from = Math.Atan2(aside, ahead);
            var arc = new Arc(sinU, cosU, from);
            var next = apart + arc.Lag(sigma);
            if (Math.Abs(next) > Math.PI) break;
            if (Math.Abs(next - omega) < 1e-15) return new(arc.Length(sigma), from, Math.Atan2(cosU * sin, cosU * sinV * cos - sinU * cosV));
            omega = next;
        }
        // Nearly opposite each other: of all ways a quarter round the globe, the one that leaves least to go.
        double best = 0, step = 0.1;
        double Over(double bearing) => 1e7 + Between(At(p, bearing, 1e7).Place, q).Length;
        for (var bearing = 0.0; bearing < 6.3; bearing += step) if (Over(bearing) < Over(best)) best = bearing;
        for (; step > 1e-9; step /= 2)
            foreach (var other in (double[])[best - step, best + step]) if (Over(other) < Over(best)) best = other;
        var (turn, bearingThere) = At(p, best, 1e7);
        return new(Over(best), best, Between(turn, q).Length > 0 ? Between(turn, q).To : bearingThere);
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

    private static (double Sin, double Cos) Reduced(Position place)
    {
        if (Math.Abs(place.Latitude) == 90) return (Math.Sign(place.Latitude), 0);
        var u = Math.Atan((1 - F) * Math.Tan(place.Latitude * Degree));
        return Math.SinCos(u);
    }

    /// <summary>A great ellipse's kin: the geodesic that leaves a reduced latitude in a direction, by its angle at the equator.</summary>
    private readonly struct Arc
    {
        public readonly double Sin0, Cos0, Start;
        private readonly double k2;

        public Arc(double sinU, double cosU, double bearing)
        {
            var (sin, cos) = Math.SinCos(bearing);
            (Sin0, Cos0) = (sin * cosU, Math.Sqrt(cos * cos + sin * sinU * (sin * sinU)));
            Start = sinU == 0 && cos == 0 ? 0 : Math.Atan2(sinU, cos * cosU);
            k2 = (A * A / (B * B) - 1) * Cos0 * Cos0;
        }

        /// <summary>How long it is over an angle on the sphere.</summary>
        public double Length(double sigma) => B * Sum(sigma, root => root);

        /// <summary>How much less it advances in longitude than on the sphere.</summary>
        public double Lag(double sigma) => F * Sin0 * Sum(sigma, root => (2 - F) / (1 + (1 - F) * root));

        private double Sum(double sigma, Func<double, double> of)
        {
            var parts = 1 + (int)(Math.Abs(sigma) / 0.25);
            double half = sigma / parts / 2, sum = 0;
            for (var i = 0; i < parts; i++)
                foreach (var (node, weight) in Gauss)
                {
                    var sin = Math.Sin(Start + half * (2 * i + 1 + node));
                    sum += weight * of(Math.Sqrt(1 + k2 * sin * sin));
                }
            return sum * half;
        }
    }
}
