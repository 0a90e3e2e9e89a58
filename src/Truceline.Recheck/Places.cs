using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using static Truceline.Geography.Certainty;

namespace Truceline.Recheck;

/// <summary>A square round a place, on a map on which equal squares are equal ground: how far its middle is to the east and north, and half its side.</summary>
internal sealed record Square(double X, double Y, double Half)
{
    private const double Globe2 = 2 * 6_371_000.0;

    public Position Middle(Position from) => Globe.At(from, Math.Atan2(X, Y), Globe2 * Math.Asin(Math.Min(1, Math.Sqrt(X * X + Y * Y) / Globe2))).Place;

    public IEnumerable<Square> Quarters =>
        from x in (double[])[X - Half / 2, X + Half / 2] from y in (double[])[Y - Half / 2, Y + Half / 2] select new Square(x, y, Half / 2);
}

/// <summary>
/// Zones and regions, place by place. A margin is positive inside and negative outside and changes no faster than one walks, so a square
/// of the ground round a place is decided by the margin there when that exceeds the way to its corners; else it is cut in four.
/// </summary>
internal sealed class Places(DateTimeZone clock)
{
    private readonly Dictionary<(Region.Sector, double), Course> sides = [];
    private readonly Dictionary<(Region, Region), (double Gap, double UpTo)> gaps = [];
    private readonly Dictionary<object, Course> courses = new(ReferenceEqualityComparer.Instance);

    /// <summary>How often a place was held against a region, or two pairs against each other.</summary>
    public long Looked { get; set; }

    /// <summary>Where a region may end at most: a middle and a radius; null when no place is known.</summary>
    public static (Position Middle, double Radius)? Extent(Region region)
    {
        if (region is Region.Disc disc) return (disc.Centre, disc.Radius.Value);
        if (region is Region.Sector { HalfWidth: >= 90 } round) return (round.Apex, round.Far.Value);
        if (region is Region.Sector { Near.Value: var near, Far.Value: var far, HalfWidth: var half } sector)
            return Round(In(sector, 0, (near + far) / 2), from to in (double[])[-half, 0, half] from off in (double[])[near, far] select In(sector, to, off));
        if (region is not Region.Within { Area.Polygons: var polygons }) return null;
        var corners = polygons.SelectMany(one => one.Outer).Select(one => (Place: one, Up: Radians(one.Latitude), Aside: Radians(one.Longitude))).ToArray();
        double Sum(Func<double, double, double> of) => corners.Sum(one => of(one.Up, one.Aside));
        var (x, y, z) = (Sum((up, aside) => Math.Cos(up) * Math.Cos(aside)), Sum((up, aside) => Math.Cos(up) * Math.Sin(aside)), Sum((up, _) => Math.Sin(up)));
        return Round(new(Math.Atan2(z, Math.Sqrt(x * x + y * y)) * 180 / Math.PI, Math.Atan2(y, x) * 180 / Math.PI), corners.Select(one => one.Place));

        static (Position, double) Round(Position middle, IEnumerable<Position> corners) => (middle, Rounded(corners.Max(corner => Distance(middle, corner))));
    }

    private static Position In(Region.Sector sector, double aside, double range) => Globe.At(sector.Apex, Radians(sector.Bearing + aside), range).Place;

    /// <summary>The least gap between two regions, as far as their middles and radii tell; zero when one has no place.</summary>
    public static double Gap(Region a, Region b) => Extent(a) is { } one && Extent(b) is { } two
        ? Rounded(Math.Max(0, Distance(one.Middle, two.Middle) - one.Radius - two.Radius)) : 0;

    public static double Distance(Position a, Position b) => Globe.Between(a, b).Length;

    /// <summary>What a zone covers on a date.</summary>
    public static Zone On(NamedZone zone, LocalDate date) => zone.Versions.LastOrDefault(version => version.From <= date)?.Zone ?? zone.Zone;

    /// <summary>What a zone says of a region at a time, in each form that it has then, and the margin at its middle.</summary>
    public (Certainty Certainty, double? Margin) Test(NamedZone zone, Region region, Interval time)
    {
        var forms = zone.Versions.Select(one => (From: Reckoning.StartOf(one.From, clock), one.Zone)).Prepend((From: Instant.MinValue, zone.Zone))
            .Where(form => form.From <= time.End).ToArray();
        var then = forms[(forms.Count(form => form.From <= time.Start) - 1)..];
        var answers = then.Select(form => Test(form.Zone, region)).Distinct().ToArray();
        return (answers is [var only] ? only : Possible, Extent(region) is { } extent ? then.Min(form => Rounded(Margin(form.Zone, extent.Middle))) : null);
    }

    /// <summary>Certain or no where all of a region lies a metre or more inside or outside; a place that does not settles it.</summary>
    public Certainty Test(Zone zone, Region region)
    {
        if (Extent(region) is not var (middle, whole)) return Possible;
        var sign = Math.Sign(Margin(zone, region is Region.Sector sector ? In(sector, 0, sector.Near.Value)
            : region is Region.Within within ? within.Area.Polygons[0].Outer[0] : middle));
        var open = new Stack<Square>([new(0, 0, whole)]);
        for (var looked = 0; open.TryPop(out var square); looked++)
        {
            var place = square.Middle(middle);
            var (radius, outside) = (looked == 0 ? whole : 1.42 * square.Half, Outside(region, place));
            if (outside > radius + 0.001) continue;
            var margin = sign * Margin(zone, place);
            if ((margin < 1 && outside <= 0) || looked > 20_000) return Possible;
            if (margin - radius >= 1) continue;
            if (radius < 0.5) return Possible;
            foreach (var quarter in square.Quarters) open.Push(quarter);
        }
        return sign > 0 ? Certain : No;
    }

    /// <summary>Where a zone ends at most; null where it has no end.</summary>
    public static (Position Middle, double Radius)? Bounds(Zone zone) => zone switch
    {
        Zone.In one => Extent(new Region.Within(one.Area)),
        Zone.Around one => Wider(Extent(new Region.Within(one.Area)), one.Distance),
        Zone.Belt one => Wider((one.Line.Vertices[0], one.Line.Vertices.Max(vertex => Distance(one.Line.Vertices[0], vertex))), one.Distance),
        Zone.AnyOf any => any.Zones.Select(Bounds).ToArray() is [{ Middle: var middle }, ..] all && !all.Contains(null)
            ? (middle, all.Max(one => Distance(middle, one!.Value.Middle) + one.Value.Radius)) : null,
        Zone.AllOf all => all.Zones.Select(Bounds).FirstOrDefault(one => one is not null),
        _ => null,
    };

    private static (Position, double)? Wider((Position Middle, double Radius)? bounds, Metres by) =>
        bounds is var (middle, radius) ? (middle, radius + by.Value) : null;

    /// <summary>The middles, as far as they lie in a zone, of the squares into which one is cut by quartering it so many times.</summary>
    public IEnumerable<Position> Spread(Zone zone, Position middle, Square square, int times)
    {
        var margin = Margin(zone, square.Middle(middle));
        return margin < (times == 0 ? 0 : -2 * square.Half) ? [] : times == 0 ? [square.Middle(middle)]
            : square.Quarters.SelectMany(quarter => Spread(zone, middle, quarter, times - 1));
    }

    /// <summary>At least how far a place is outside of a region; not above zero inside.</summary>
    public double Outside(Region region, Position place)
    {
        if (region is Region.Within within) return -Margin(within.Area, place);
        if (region is Region.Disc disc) return Distance(disc.Centre, place) - disc.Radius.Value;
        var sector = (Region.Sector)region;
        var way = Globe.Between(sector.Apex, place);
        var aside = Math.Abs(Math.IEEERemainder(way.From - Radians(sector.Bearing), 2 * Math.PI)) - Radians(Math.Min(180, sector.HalfWidth));
        var beside = aside <= 0 || way.Length == 0 ? 0 : way.Length * Math.Sin(Math.Min(aside, Math.PI / 2)) * 0.99;
        return Math.Max(beside, Math.Max(way.Length - sector.Far.Value, sector.Near.Value - way.Length));
    }

    /// <summary>How far a place is outside of a region; not above zero inside.</summary>
    public double From(Region region, Position place)
    {
        Looked++;
        if (region is not Region.Sector { Near.Value: var near, Far.Value: var far, HalfWidth: var half } sector) return Outside(region, place);
        var way = Globe.Between(sector.Apex, place);
        return way.Length < 1e-6 || Math.Abs(Math.IEEERemainder(way.From - Radians(sector.Bearing), 2 * Math.PI)) <= Radians(half)
            ? Math.Max(way.Length - far, near - way.Length)
            : ((double[])[-half, half]).Min(end => near == far ? Distance(In(sector, end, near), place)
                : (sides.TryGetValue((sector, end), out var side) ? side : sides[(sector, end)] = new([In(sector, end, near), In(sector, end, far)]))
                    .Seen(place).Distance);
    }

    /// <summary>The least distance between two regions, in whole millimetres: that from the edge of the one changes no faster than one walks there.</summary>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    /// <param name="upTo">How far apart they may be for the distance to be right; further apart it is some greater one.</param>
    public double Apart(Region a, Region b, double upTo = double.PositiveInfinity)
    {
        if (a is Region.Disc disc) return Rounded(Math.Max(0, From(b, disc.Centre) - disc.Radius.Value));
        if (b is Region.Disc) return Apart(b, a, upTo);
        var isKnown = gaps.TryGetValue((a, b), out var known) || gaps.TryGetValue((b, a), out known);
        if (isKnown && (known.Gap <= known.UpTo || known.UpTo >= upTo)) return known.Gap;
        return (gaps[(a, b)] = (Crosses(a, b) || From(a, Edges(b)[0].At(0)) <= 0 ? 0 : Walked(a, b, upTo), upTo)).Gap;
    }

    /// <summary>Whether two sectors have the place where their middle bearings cross on flat ground: that shows that they meet; else one walks.</summary>
    private bool Crosses(Region a, Region b)
    {
        if (a is not Region.Sector one || b is not Region.Sector other) return false;
        var way = Globe.Between(one.Apex, other.Apex);
        var (from, to) = (Radians(one.Bearing) - way.From, Radians(other.Bearing) - way.From);
        var range = way.Length * Math.Sin(to) / Math.Sin(to - from);
        return range >= one.Near.Value && range <= one.Far.Value && From(b, In(one, 0, range)) <= 0;
    }

    private double Walked(Region a, Region b, double upTo)
    {
        // Without what lies before its near arc a sector has no dent, and is no further off.
        var (best, round) = (double.PositiveInfinity, b is Region.Sector { HalfWidth: <= 90 } sector ? sector with { Near = Metres.Zero } : null);
        var open = new PriorityQueue<(Func<double, Position> At, double From, double Half, bool IsStraight), double>();
        foreach (var (at, length, isStraight) in Edges(a)) Look(at, 0, length / 2, isStraight);
        // What is left to find is no other number of millimetres, or too far off to matter.
        while (best > 0 && open.TryDequeue(out var part, out var least) && Rounded(least) < Rounded(best) && least <= upTo)
            if (part.Half > 25) Array.ForEach([part.From, part.From + part.Half], from => Look(part.At, from, part.Half / 2, part.IsStraight));
            else
                for (var (from, to) = (part.From, part.From + 2 * part.Half); to - from > 1e-5 && Rounded(best - to + from) < Rounded(best);)
                {
                    var (third, other) = (from + (to - from) / 3, to - (to - from) / 3);
                    var (one, two) = (From(b, part.At(third)), From(b, part.At(other)));
                    best = Math.Min(best, Math.Min(one, two));
                    (from, to) = one < two ? (from, other) : (third, to);
                }
        return Rounded(Math.Max(0, best));

        void Look(Func<double, Position> at, double from, double half, bool isStraight)
        {
            double[] Off(Region of) => [.. ((double[])[from, from + half, from + 2 * half]).Select(on => From(of, at(on)))];
            var off = Off(b);
            var flat = !isStraight || round is null ? null : round == b ? off : Off(round);
            best = Math.Min(best, off.Min());
            // Along a straight way the distance from what has no dent bends upwards, but for the little that the globe does.
            open.Enqueue((at, from, half, isStraight), Math.Max(off[1] - half, flat is null ? 0
                : flat[1] - Math.Max(0, Math.Max(flat[0], flat[2]) - flat[1]) - (flat[1] + half) * half * half / 4e13));
        }
    }

    /// <summary>The edges of a sector or an area: the place at a length along each, which is no further on than that; whether it is the shortest way.</summary>
    private static (Func<double, Position> At, double Length, bool IsStraight)[] Edges(Region region) =>
        region is Region.Sector { Near.Value: var near, Far.Value: var far, HalfWidth: var half } sector
        ? [.. from end in (double[])[-half, half] select ((Func<double, Position>)(at => In(sector, end, near + at)), far - near, true),
            .. from range in (double[])[near, far] where range > 0
               select ((Func<double, Position>)(at => In(sector, at / range * 180 / Math.PI - half, range)), range * 2 * Radians(half), false)]
        : [.. from polygon in ((Region.Within)region).Area.Polygons from ring in polygon.Holes.Append(polygon.Outer)
            from edge in ring.Zip([.. ring[1..], ring[0]], (one, next) => (From: one, Way: Globe.Between(one, next)))
            where edge.Way.Length > 0 select ((Func<double, Position>)(at => Globe.At(edge.From, edge.Way.From, at).Place), edge.Way.Length, true)];

    /// <summary>Whether the middle of some square is near to every region: of that around the first, of the four into which it is cut, and so on.</summary>
    public bool ShareAPlace(Region[] regions, double within)
    {
        var (middle, whole) = Extent(regions[0])!.Value;
        return IsIn(new(0, 0, whole), 6);

        bool IsIn(Square square, int left)
        {
            var (place, isHere) = (Globe.At(middle, Math.Atan2(square.X, square.Y), Math.Sqrt(square.X * square.X + square.Y * square.Y)).Place, true);
            foreach (var from in regions.Select(region => From(region, place)))
                if (from > within + (left == 0 ? 0 : 1.42 * square.Half)) return false;
                else isHere &= from <= within;
            return isHere || (left > 0 && square.Quarters.Any(quarter => IsIn(quarter, left - 1)));
        }
    }

    /// <summary>The margin of a zone at a place in metres.</summary>
    public double Margin(Zone zone, Position place) => zone switch
    {
        Zone.In { Area: var area } => Margin(area, place),
        Zone.Around around => Margin(around.Area, place) + around.Distance.Value,
        Zone.Belt belt => OneSided(belt.Line, belt.Side, place, distance => belt.Distance.Value - distance),
        Zone.Beyond beyond => OneSided(beyond.Line, beyond.Side, place, distance => distance - beyond.Distance.Value),
        Zone.NotIn not => -Margin(not.Other, place),
        Zone.AnyOf any => any.Zones.Select(part => Margin(part, place)).DefaultIfEmpty(-2e7).Max(),
        Zone.AllOf all => all.Zones.Select(part => Margin(part, place)).DefaultIfEmpty(2e7).Min(),
        Zone.Nearer nearer => nearer.Lines.Where((_, i) => i != nearer.To)
            .Select(other => (On(other).Seen(place).Distance - On(nearer.Lines[nearer.To]).Seen(place).Distance) / 2).DefaultIfEmpty(2e7).Min(),
        _ => throw new InvalidOperationException("INVARIANT: the family of zones is closed"),
    };

    private double Margin(Area area, Position place) =>
        area.Polygons.Max(polygon => polygon.Holes.Select(hole => -Margin(hole, place)).Append(Margin(polygon.Outer, place)).Min());

    private double Margin(ImmutableArray<Position> ring, Position place)
    {
        var course = Kept(ImmutableCollectionsMarshal.AsArray(ring)!, [.. ring, ring[0]]);
        var distance = course.Seen(place).Distance;
        return distance < 1e-6 || course.Encloses(place) ? distance : -distance;
    }

    /// <summary>On one side, what counts is also how near the other side is: over the line, or over its continuation past an end.</summary>
    private double OneSided(Line line, Side? side, Position place, Func<double, double> depth)
    {
        var (distance, isLeft) = On(line).Seen(place);
        if (side is not { } one) return depth(distance);
        var change = On(line).Continuations.Select(course => course.Seen(place).Distance).Append(distance).Min();
        return isLeft != (one == Side.Left) ? -Math.Max(-depth(distance), change) : Math.Min(depth(distance), depth(distance) > 0 ? change : 0);
    }

    private Course On(Line line) => Kept(line, line.Vertices);

    private Course Kept(object of, IEnumerable<Position> vertices) => courses.TryGetValue(of, out var known) ? known : courses[of] = new(vertices);

    public static double Rounded(double metres) => Math.Round(metres * 1000, MidpointRounding.AwayFromZero) / 1000;

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
