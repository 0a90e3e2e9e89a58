namespace Truceline.Geography;

/// <summary>All positions within a distance of a centre.</summary>
internal readonly record struct Cap(SurfacePoint Centre, double Radius)
{
    /// <summary>Inside this radius a cap is less than half of the globe, and the shortest way between any two places is one.</summary>
    public const double Hemisphere = 9900e3;

    /// <summary>A cap that holds a chain; the whole globe where the chain has no middle.</summary>
    public static Cap Around(Polyline chain)
    {
        double x = 0, y = 0, z = 0;
        foreach (ref readonly var vertex in chain.Vertices)
        {
            x += vertex.X;
            y += vertex.Y;
            z += vertex.Z;
        }
        double level = Math.Sqrt(x * x + y * y), norm = Math.Sqrt(level * level + z * z);
        var centre = new SurfacePoint(
            Math.Atan2(z, level) / Ellipsoid.Degree, Ellipsoid.NormaliseLongitude(Math.Atan2(y, x) / Ellipsoid.Degree));
        if (norm < 1000.0 * chain.Vertices.Length) return new(centre, Ellipsoid.GreatestDistance);
        var radius = 0.0;
        var from = GeodesicInverse.Solve(centre, chain.Vertices[0]).Distance;
        for (var i = 0; i < chain.SegmentCount; i++)
        {
            var to = GeodesicInverse.Solve(centre, chain.Vertices[i + 1]).Distance;
            radius = Math.Max(radius, (from + to + chain.Segments[i].Length) / 2);
            from = to;
        }
        return new(centre, radius);
    }

    /// <summary>At least how far a position is from the cap; zero inside.</summary>
    public double LeastDistance(in SurfacePoint position) => Math.Max(0, Centre.ChordTo(position) - Radius);
}
