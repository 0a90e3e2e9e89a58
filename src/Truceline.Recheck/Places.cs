using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Recheck;

/// <summary>
/// Zones and regions, place by place. A margin is positive inside and negative outside and changes no faster than one walks, so a square
/// of the ground round a place is decided by the margin there when that exceeds the way to its corners; else it is cut in four.
/// </summary>
internal sealed class Places(Agreement agreement)
{
    private const int Budget = 20_000;

    private readonly Dictionary<object, Course> courses = new(ReferenceEqualityComparer.Instance);

    /// <summary>Where a region may end at most: a middle and a radius; null when no place is known.</summary>
    public static (Position Middle, double Radius)? Extent(Region region)
    {
        switch (region)
        {
            case Region.Disc disc: return (disc.Centre, disc.Radius.Value);
            case Region.Sector { HalfWidth: >= 90 } round: return (round.Apex, round.Far.Value);
            case Region.Sector sector:
                var middle = Globe.At(sector.Apex, Radians(sector.Bearing), (sector.Near.Value + sector.Far.Value) / 2).Place;
                return (middle, Rounded((
                    from aside in (double[])[-sector.HalfWidth, 0, sector.HalfWidth]
                    from range in (double[])[sector.Near.Value, sector.Far.Value]
                    select Distance(middle, Globe.At(sector.Apex, Radians(sector.Bearing + aside), range).Place)).Max()));
            case Region.Within within:
                var corners = within.Area.Polygons.SelectMany(polygon => polygon.Outer).ToArray();
                var (x, y, z) = corners.Select(corner => (Radians(corner.Latitude), Radians(corner.Longitude)))
                    .Select(c => (Math.Cos(c.Item1) * Math.Cos(c.Item2), Math.Cos(c.Item1) * Math.Sin(c.Item2), Math.Sin(c.Item1)))
                    .Aggregate((a, b) => (a.Item1 + b.Item1, a.Item2 + b.Item2, a.Item3 + b.Item3));
                var mean = new Position(Math.Atan2(z, Math.Sqrt(x * x + y * y)) * 180 / Math.PI, Math.Atan2(y, x) * 180 / Math.PI);
                return (mean, Rounded(corners.Max(corner => Distance(mean, corner))));
            default: return null;
        }
    }

    /// <summary>The least gap between two regions, as far as their middles and radii tell; zero when one has no place.</summary>
    public static double Gap(Region a, Region b) =>
        Extent(a) is { } one && Extent(b) is { } two ? Math.Max(0, Rounded(Math.Max(0, Distance(one.Middle, two.Middle) - one.Radius - two.Radius))) : 0;

    public static double Distance(Position a, Position b) => Globe.Between(a, b).Length;

    /// <summary>What a zone says of a region at a time, and the margin at its middle. Not exact: possible is as good an answer, and the margin may be less.</summary>
    public (Certainty Certainty, double? Margin, bool IsExact) Test(NamedZone zone, Region region, Interval time)
    {
        var shapes = new List<Zone>();
        var shape = zone.Zone;
        foreach (var version in zone.Versions)
        {
            var from = Times.StartOf(version.From, agreement.Clock.Zone);
            if (from > time.Start && from <= time.End) shapes.Add(shape);
            if (from <= time.End) shape = version.Zone;
        }
        shapes.Add(shape);
        var answers = shapes.Select(one => Test(one, region)).ToArray();
        return (answers.All(one => one.Certainty == answers[0].Certainty) ? answers[0].Certainty : Certainty.Possible,
            Extent(region) is { } extent ? shapes.Min(one => Rounded(Margin(one, extent.Middle))) : null, answers.All(one => one.IsExact) && !shapes.Any(IsBent));
    }

    public (Certainty Certainty, bool IsExact) Test(Zone zone, Region region)
    {
        if (Extent(region) is not { } whole) return (Certainty.Possible, true);
        var first = region is Region.Sector { } s ? Globe.At(s.Apex, Radians(s.Bearing), s.Near.Value).Place : region is Region.Within w ? w.Area.Polygons[0].Outer[0] : whole.Middle;
        var sign = Math.Sign(Margin(zone, first));
        if (Math.Abs(Margin(zone, first)) < 1) return (Certainty.Possible, true);
        var answer = sign > 0 ? Certainty.Certain : Certainty.No;
        var open = new Stack<(double X, double Y, double Half)>([(0, 0, whole.Radius)]);
        for (var looked = 0; open.TryPop(out var cell); looked++)
        {
            if (looked > Budget) return (Certainty.Possible, false);
            var place = Globe.At(whole.Middle, Math.Atan2(cell.X, cell.Y), Math.Sqrt(cell.X * cell.X + cell.Y * cell.Y)).Place;
            var radius = cell.Half == whole.Radius ? whole.Radius : cell.Half * Math.Sqrt(2);
            var outside = Outside(region, place);
            if (outside > radius + 0.001) continue;
            var margin = sign * Margin(zone, place);
            if (margin < 1 && outside <= 0) return (Certainty.Possible, !IsBent(zone));
            if (margin - radius >= 1) continue;
            if (radius < 0.5) return (Certainty.Possible, false);
            var h = cell.Half / 2;
            foreach (var (dx, dy) in new[] { (-h, -h), (-h, h), (h, -h), (h, h) }) open.Push((cell.X + dx, cell.Y + dy, h));
        }
        return (answer, !IsBent(zone));
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

    private double Margin(Area area, Position place) => area.Polygons.Max(polygon =>
        polygon.Holes.IsDefault ? Margin(polygon.Outer, place) : polygon.Holes.Select(hole => -Margin(hole, place)).Append(Margin(polygon.Outer, place)).Min());

    private double Margin(ImmutableArray<Position> ring, Position place)
    {
        var course = courses.TryGetValue(System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsArray(ring)!, out var known) ? known
            : courses[System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsArray(ring)!] = new(ring, ring: true);
        var distance = course.Seen(place).Distance;
        return distance < 1e-6 || course.Encloses(place) ? distance : -distance;
    }

    /// <summary>On one side, what counts is also how near the other side is: over the line, or over its continuation past an end.</summary>
    private double OneSided(Line line, Side? side, Position place, Func<double, double> depth)
    {
        var (distance, isLeft) = On(line).Seen(place);
        if (side is not { } one) return depth(distance);
        var change = On(line).Continuations.Select(course => course.Seen(place).Distance).Append(distance).Min();
        return isLeft == (one == Side.Left) ? (depth(distance) > 0 ? Math.Min(depth(distance), change) : depth(distance)) : -Math.Max(-depth(distance), change);
    }

    /// <summary>
    /// Whether a zone lies on one side of a line that crosses itself or whose ends turn towards the rest of it: the other side may then be
    /// nearer than line and continuations say.
    /// </summary>
    private bool IsBent(Zone zone) => zone switch
    {
        Zone.Belt { Side: not null } belt => IsBent(belt.Line),
        Zone.Beyond { Side: not null } beyond => IsBent(beyond.Line),
        Zone.NotIn not => IsBent(not.Other),
        Zone.AnyOf any => any.Zones.Any(IsBent),
        Zone.AllOf all => all.Zones.Any(IsBent),
        _ => false,
    };

    private readonly Dictionary<Line, bool> bent = [];

    private bool IsBent(Line line) => bent.TryGetValue(line, out var known) ? known : bent[line] = On(line).IsBent();

    private Course On(Line line) => courses.TryGetValue(line, out var known) ? known : courses[line] = new(line.Vertices, ring: false);

    public static double Rounded(double metres) => Math.Round(metres * 1000, MidpointRounding.AwayFromZero) / 1000;

    private static double Radians(double degrees) => degrees * Math.PI / 180;
}
