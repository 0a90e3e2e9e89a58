using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>
/// The edge of a region, from which follows how far a place is from it, and how far another region.
/// <para>
/// A place that an observer sees within the bearings of a sector is as far from the sector as from its near or far arc, along the
/// same geodesic; any other is nearest to one of its sides. The nearest two places of two regions that do not meet are a corner
/// of one, or lie where a geodesic is square to both edges: from an arc through the apex, so on the way between two apexes, or from an
/// apex square on a side. Between two sides there is none but at their ends, for on a surface that curves outwards ways that start
/// alongside each other come nearer. So the gap is the least of finitely many distances, each to within a micrometre.
/// </para>
/// Regions are small beside the globe: no further from end to end, and from each other, than some hundred kilometres.
/// </summary>
internal sealed class RegionEdge
{
    private const double Touch = 1e-6;

    private readonly Area? area;
    private readonly SurfacePoint apex;
    private readonly double bearing, halfWidth, near, far;
    private readonly ImmutableArray<Side> sides;
    private readonly ImmutableArray<double> arcs = [];
    private readonly ImmutableArray<SurfacePoint> corners;

    private RegionEdge(Area area)
    {
        this.area = area;
        var rings = area.Polygons.SelectMany(polygon => polygon.Holes.IsDefault ? [polygon.Outer] : polygon.Holes.Add(polygon.Outer)).ToArray();
        sides = [.. rings.SelectMany(ring => ring.Select((from, i) => (From: from, To: ring[(i + 1) % ring.Length])).Where(edge => edge.From != edge.To)).Select(edge => new Side(edge.From, edge.To))];
        corners = [.. rings.SelectMany(ring => ring).Select(corner => new SurfacePoint(corner))];
    }

    private RegionEdge(Position apex, double bearing, double halfWidth, double near, double far)
    {
        (this.apex, this.bearing, this.halfWidth, this.near, this.far) = (new(apex), bearing, Math.Min(180, halfWidth), near, far);
        double[] ends = halfWidth >= 180 ? [bearing] : [bearing - halfWidth, bearing + halfWidth];
        double[] ranges = near == far ? [far] : [near, far];
        corners = [.. ends.SelectMany(_ => ranges, At)];
        sides = halfWidth >= 180 || far - near < Touch ? [] : [.. ends.Select(end => new Side(At(end, near).Position, At(end, far).Position))];
        arcs = [.. ranges.Where(range => range > 0)];
    }

    /// <summary>The edge of a region; null: no place is known.</summary>
    public static RegionEdge? Of(Region region) => region.Match<RegionEdge?>(
        disc => new(disc.Centre, 0, 180, 0, disc.Radius.Value),
        sector => new(sector.Apex, sector.Bearing, sector.HalfWidth, sector.Near.Value, sector.Far.Value),
        within => new(within.Area),
        _ => null);

    /// <summary>How far a place is from the region in metres; zero inside.</summary>
    public double Distance(in SurfacePoint place)
    {
        if (area is not null) return Math.Max(0, -area.Margin(place));
        var way = GeodesicInverse.Solve(apex, place);
        if (way.Distance < Touch || IsWithin(Ellipsoid.Atan2Degrees(way.SinFrom, way.CosFrom))) return Math.Max(0, Math.Max(way.Distance - far, near - way.Distance));
        var least = double.PositiveInfinity;
        foreach (var side in sides) least = Math.Min(least, side.Foot(place).Distance);
        if (sides.IsEmpty)
            foreach (ref readonly var corner in corners.AsSpan()) least = Math.Min(least, GeodesicInverse.Solve(corner, place).Distance);
        return least;
    }

    /// <summary>The least distance between a place of the one region and one of the other, in metres; zero where they meet.</summary>
    public static double Gap(RegionEdge a, RegionEdge b)
    {
        if (a.IsDisc) return Math.Max(0, b.Distance(a.apex) - a.far);
        if (b.IsDisc) return Math.Max(0, a.Distance(b.apex) - b.far);
        if (a.SidesCross(b) || a.Holds(b) || b.Holds(a)) return 0;
        var least = Math.Min(a.FromCorners(b), b.FromCorners(a));
        least = Math.Min(least, Math.Min(a.FromSides(b), b.FromSides(a)));
        if (a.area is null && b.area is null) least = Math.Min(least, Math.Min(a.FromArcs(b), b.FromArcs(a)));
        return least < Touch || a.SidesCrossArcs(b) || b.SidesCrossArcs(a) || a.ArcsCross(b) ? 0 : least;
    }

    private bool IsDisc => area is null && halfWidth == 180 && near == 0;

    private bool IsWithin(double azimuth) => Math.Abs(Math.IEEERemainder(azimuth - bearing, 360)) <= halfWidth;

    private SurfacePoint At(double azimuth, double range)
    {
        if (range == 0) return apex;
        var (sin, cos) = Ellipsoid.SinCosDegrees(azimuth);
        return new GeodesicArc(apex, sin, cos).At(range).Point;
    }

    /// <summary>Whether the middle of another sector lies in the region: then most of the work need not be done.</summary>
    private bool Holds(RegionEdge other) => other.area is null && Distance(other.At(other.bearing, (other.near + other.far) / 2)) == 0;

    private double FromCorners(RegionEdge other)
    {
        var least = double.PositiveInfinity;
        foreach (ref readonly var corner in corners.AsSpan()) least = Math.Min(least, other.Distance(corner));
        return least;
    }

    /// <summary>From where the other's apex sees a side of this one square to it.</summary>
    private double FromSides(RegionEdge other)
    {
        var least = double.PositiveInfinity;
        if (other.area is not null) return least;
        foreach (var side in sides) least = Math.Min(least, other.Distance(side.Foot(other.apex).At));
        return least;
    }

    /// <summary>From where the way between the apexes, on both sides, cuts the arcs of this one.</summary>
    private double FromArcs(RegionEdge other)
    {
        var least = double.PositiveInfinity;
        var way = GeodesicInverse.Solve(apex, other.apex);
        if (way.Distance < Touch) return least;
        var ahead = Ellipsoid.Atan2Degrees(way.SinFrom, way.CosFrom);
        foreach (var azimuth in (ReadOnlySpan<double>)[ahead, ahead + 180])
            if (IsWithin(azimuth))
                foreach (var range in arcs) least = Math.Min(least, other.Distance(At(azimuth, range)));
        return least;
    }

    private bool SidesCross(RegionEdge other)
    {
        foreach (var one in sides)
            foreach (var side in other.sides)
                if (one.IsAcross(side) && side.IsAcross(one)) return true;
        return false;
    }

    /// <summary>Along a side the distance from an apex falls to the foot and then rises: on each part it has the length of an arc's radius once at most.</summary>
    private bool SidesCrossArcs(RegionEdge other)
    {
        foreach (var side in sides)
        {
            if (other.arcs.IsEmpty) return false;
            var foot = side.Foot(other.apex).Along;
            foreach (var range in other.arcs)
                foreach (var (from, to) in (ReadOnlySpan<(double, double)>)[(0, foot), (foot, side.Length)])
                    if (Root(from, to, along => GeodesicInverse.Solve(other.apex, side.At(along)).Distance - range) is { } at && other.Distance(side.At(at)) < Touch) return true;
        }
        return false;
    }

    /// <summary>Round an arc, from where it is nearest to another apex to where it is farthest, the distance from there rises.</summary>
    private bool ArcsCross(RegionEdge other)
    {
        if (arcs.IsEmpty || other.arcs.IsEmpty) return false;
        var way = GeodesicInverse.Solve(apex, other.apex);
        if (way.Distance < Touch) return false;
        var ahead = Ellipsoid.Atan2Degrees(way.SinFrom, way.CosFrom);
        foreach (var range in arcs)
            foreach (var reach in other.arcs)
                foreach (var to in (ReadOnlySpan<double>)[180, -180])
                    if (Root(0, to, turned => GeodesicInverse.Solve(other.apex, At(ahead + turned, range)).Distance - reach) is { } at
                        && At(ahead + at, range) is var place && Distance(place) < Touch && other.Distance(place) < Touch) return true;
        return false;
    }

    /// <summary>Where what rises or falls throughout is zero, by bisection and secants in turns; null: nowhere between.</summary>
    private static double? Root(double from, double to, Func<double, double> of)
    {
        var (atFrom, atTo) = (of(from), of(to));
        if (atFrom < 0 == atTo < 0) return null;
        for (var round = 0; round < 100; round++)
        {
            var at = round % 2 == 0 ? from + (to - from) * atFrom / (atFrom - atTo) : (from + to) / 2;
            var there = of(at);
            if (Math.Abs(there) < Touch / 100) return at;
            if (there < 0 == atFrom < 0) (from, atFrom) = (at, there);
            else (to, atTo) = (at, there);
        }
        return (from + to) / 2;
    }

    /// <summary>A straight edge.</summary>
    private sealed class Side(Position from, Position to)
    {
        private readonly Polyline line = new([from, to], ring: false);

        public double Length => line.SegmentCount == 0 ? 0 : line.Segments[0].Length;

        public Foot Foot(in SurfacePoint place) => line.SegmentCount == 0
            ? new(GeodesicInverse.Solve(line.Vertices[0], place).Distance, 0, 0, line.Vertices[0], 0, 1, 0, 1)
            : line.Nearest(place);

        public SurfacePoint At(double along) => line.SegmentCount == 0 ? line.Vertices[0] : new GeodesicArc(line.Vertices[0], line.Segments[0].SinFrom, line.Segments[0].CosFrom).At(along).Point;

        /// <summary>Whether the ends of another lie on different sides of it.</summary>
        public bool IsAcross(Side other) => line.SegmentCount > 0 && other.line.SegmentCount > 0 && IsLeft(other.line.Vertices[0]) != IsLeft(other.line.Vertices[1]);

        private bool IsLeft(in SurfacePoint place)
        {
            var way = GeodesicInverse.Solve(line.Vertices[0], place);
            return way.SinFrom * line.Segments[0].CosFrom - way.CosFrom * line.Segments[0].SinFrom < 0;
        }
    }
}
