using Truceline.Geography;

namespace Truceline.Incidents;

/// <summary>A disc that covers a region of uncertainty: enough to say how far apart two observations at least are.</summary>
internal sealed record Extent(Position Middle, Metres Radius)
{
    /// <summary>The covering disc, or null when no place is known.</summary>
    public static Extent? Of(Region region) => region.Match<Extent?>(
        disc => new Extent(disc.Centre, disc.Radius),
        OfSector,
        within => OfArea(within.Area),
        _ => null);

    /// <summary>The least gap between two regions; zero when their discs overlap.</summary>
    public Metres GapTo(Extent other) =>
        new Metres(Math.Max(0, Geodesic.Distance(Middle, other.Middle).Value - Radius.Value - other.Radius.Value)).Rounded();

    private static Extent OfSector(Region.Sector sector)
    {
        if (sector.HalfWidth >= 90) return new Extent(sector.Apex, sector.Far);
        var middle = Geodesic.Direct(sector.Apex, sector.Bearing, new Metres((sector.Near.Value + sector.Far.Value) / 2));
        // The point of the sector farthest from its middle is a corner, or the middle of the far arc.
        var radius = 0.0;
        foreach (var bearing in (ReadOnlySpan<double>)[-sector.HalfWidth, 0, sector.HalfWidth])
            foreach (var range in (ReadOnlySpan<double>)[sector.Near.Value, sector.Far.Value])
                radius = Math.Max(radius, Geodesic.Distance(middle, Geodesic.Direct(sector.Apex, sector.Bearing + bearing, new Metres(range))).Value);
        return new Extent(middle, new Metres(radius).Rounded());
    }

    private static Extent OfArea(Area area)
    {
        // The middle is the mean direction of the corners; any middle is sound, a good one is tighter.
        var corners = area.Polygons.SelectMany(polygon => polygon.Outer).ToArray();
        var middle = MeanOf(corners);
        return new Extent(middle, new Metres(corners.Max(corner => Geodesic.Distance(middle, corner).Value)).Rounded());
    }

    private static Position MeanOf(Position[] corners)
    {
        double x = 0, y = 0, z = 0;
        foreach (var corner in corners)
        {
            var (latitude, longitude) = (double.DegreesToRadians(corner.Latitude), double.DegreesToRadians(corner.Longitude));
            x += Math.Cos(latitude) * Math.Cos(longitude);
            y += Math.Cos(latitude) * Math.Sin(longitude);
            z += Math.Sin(latitude);
        }
        return new Position(
            double.RadiansToDegrees(Math.Atan2(z, Math.Sqrt(x * x + y * y))),
            double.RadiansToDegrees(Math.Atan2(y, x)));
    }
}
