using System.Collections.Immutable;
using NodaTime;
using Truceline.Geography;

namespace Truceline.Incidents;

/// <summary>A point or vector in metres from the centre of the Earth; straight distances in it are chords, never longer than the way along the ground.</summary>
internal readonly record struct Chord(double X, double Y, double Z)
{
    public double Length => Math.Sqrt(X * X + Y * Y + Z * Z);

    public static Chord operator -(Chord a, Chord b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    /// <summary>A position on the ellipsoid of WGS84.</summary>
    public static Chord Of(Position position)
    {
        const double a = 6_378_137.0, f = 1 / 298.257223563, e2 = f * (2 - f);
        var (sinLat, cosLat) = Math.SinCos(double.DegreesToRadians(position.Latitude));
        var (sinLon, cosLon) = Math.SinCos(double.DegreesToRadians(position.Longitude));
        var n = a / Math.Sqrt(1 - e2 * sinLat * sinLat);
        return new(n * cosLat * cosLon, n * cosLat * sinLon, n * (1 - e2) * sinLat);
    }
}

/// <summary>The least box around some points.</summary>
internal readonly record struct Box(Chord Least, Chord Most)
{
    /// <summary>Its longest side: never more than the greatest distance between two of the points.</summary>
    public double Widest => Math.Max(Most.X - Least.X, Math.Max(Most.Y - Least.Y, Most.Z - Least.Z));

    /// <summary>Its middle.</summary>
    public Chord Middle => new((Least.X + Most.X) / 2, (Least.Y + Most.Y) / 2, (Least.Z + Most.Z) / 2);

    public static Box Of(Chord point) => new(point, point);

    public Box With(Box other) => new(
        new(Math.Min(Least.X, other.Least.X), Math.Min(Least.Y, other.Least.Y), Math.Min(Least.Z, other.Least.Z)),
        new(Math.Max(Most.X, other.Most.X), Math.Max(Most.Y, other.Most.Y), Math.Max(Most.Z, other.Most.Z)));
}

/// <summary>What fusion needs of one observation, looked up once.</summary>
/// <param name="Sighting">The observation.</param>
/// <param name="Extent">The disc that covers its region.</param>
/// <param name="Point">The middle of that disc.</param>
/// <param name="Kind">The number of the first observation that says the same of act, phase, class, actors and unit.</param>
internal readonly record struct Spot(Sighting Sighting, Extent Extent, Chord Point, int Kind)
{
    public Instant Start => Sighting.Observation.Occurred.Start;

    public Instant End => Sighting.Observation.Occurred.End;

    /// <summary>Whether two kinds may be one happening.</summary>
    public static bool MayBeOne(ImmutableArray<Spot> spots, int a, int b) =>
        Compatibility.MayBeOne(spots[a].Sighting, spots[b].Sighting);
}
