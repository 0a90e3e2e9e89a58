using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>
/// Zones that an agreement does not draw but names: the ground between two lines, through settlements, within a distance
/// of another zone, a part of a division into sectors. Each answers null, and says why, where what is named cannot be drawn.
/// </summary>
internal static class Zones
{
    /// <summary>Places further from their middle than this span no hull: the shortest ways between them become ambiguous to a reader long before they are.</summary>
    private const double WidestHull = 1_000e3;

    /// <summary>A hull that is nowhere wider than this is a line.</summary>
    private const double NarrowestHull = 1;

    /// <summary>
    /// The ground between two lines: what is enclosed by both of them and by the shortest ways that join their ends.
    /// <para>
    /// It does not matter in which direction each was drawn: the ends are joined so that the two ways together are the
    /// shorter. Where the lines cross, the ground lies between them on both sides of the crossing: all lenses together. Where
    /// they run together, vertex by vertex, nothing lies between them. Between two lines without ends lies what is inside one
    /// of them and not inside the other. Lines of which one has ends and the other none have nothing between them that a
    /// reader would agree on, nor have lines that span half the globe.
    /// </para>
    /// </summary>
    public static Zone? Between(Line one, Line other, out string why)
    {
        why = "";
        if (one.IsClosed != other.IsClosed) why = "one of the lines ends where it began and the other does not";
        else if (one.Cap.Radius + other.Cap.Radius > Cap.Hemisphere) why = "the lines span half the globe";
        if (why.Length > 0) return null;
        if (one.IsClosed)
        {
            Zone inOne = new Zone.In(Enclosed(one.Vertices)), inOther = new Zone.In(Enclosed(other.Vertices));
            return new Zone.AnyOf([new Zone.AllOf([inOne, new Zone.NotIn(inOther)]), new Zone.AllOf([inOther, new Zone.NotIn(inOne)])]);
        }
        var along = Joints(one.Vertices[0], other.Vertices[0], one.Vertices[^1], other.Vertices[^1]);
        var against = Joints(one.Vertices[0], other.Vertices[^1], one.Vertices[^1], other.Vertices[0]);
        var lenses = Lenses(one.Vertices, along <= against ? other.Vertices : [.. other.Vertices.Reverse()]).ToList();
        if (lenses.Count > 0) return new Zone.In(new Area(lenses.Select(ring => new Polygon(ring, []))));
        why = "the lines are the same";
        return null;
    }

    // From each vertex that both lines have to the next: along one of them, and back along the other.
    private static IEnumerable<ImmutableArray<Position>> Lenses(ImmutableArray<Position> one, ImmutableArray<Position> other)
    {
        int i = 0, j = 0;
        foreach (var (nextI, nextJ) in Shared(one, other).Append((one.Length - 1, other.Length - 1)))
        {
            ImmutableArray<Position> ring = [.. one[i..(nextI + 1)], .. other[j..(nextJ + 1)].Reverse()];
            if (ring.Distinct().Take(3).Count() == 3) yield return ring;
            (i, j) = (nextI, nextJ);
        }
    }

    private static IEnumerable<(int One, int Other)> Shared(ImmutableArray<Position> one, ImmutableArray<Position> other)
    {
        var places = new Dictionary<Position, int>();
        for (var j = other.Length - 1; j >= 0; j--) places[other[j]] = j;
        var last = -1;
        for (var i = 0; i < one.Length; i++)
            if (places.TryGetValue(one[i], out var j) && j > last)
            {
                yield return (i, j);
                last = j;
            }
    }

    private static double Joints(Position a, Position b, Position c, Position d) =>
        (Geodesic.Distance(a, b) + Geodesic.Distance(c, d)).Rounded().Value;

    private static Area Enclosed(ImmutableArray<Position> ring) => new([new(ring, [])]);

    /// <summary>
    /// The convex hull of three places or more: the least area that holds them and, with any two of its positions, the
    /// shortest way between them. The places lie on its edge or inside. Their order does not matter.
    /// </summary>
    public static Zone? Through(IReadOnlyCollection<Position> places, out string why)
    {
        why = places.Distinct().Count() < 3 ? "a hull needs three places or more" : "";
        if (why.Length > 0) return null;
        if (Hull.Spread(places) > WidestHull) why = "the places are too far apart: further than 1,000 km from their middle";
        else if (Hull.Of(places) is { } hull && IsWide(hull)) return new Zone.In(Enclosed(hull));
        else why = "the places lie on one line";
        return null;
    }

    private static bool IsWide(ImmutableArray<Position> hull)
    {
        if (hull.Length < 3) return false;
        var axis = new Line([hull[0], hull.MaxBy(place => Geodesic.Distance(hull[0], place).Value)]);
        return hull.Any(place => axis.Nearest(place).Distance.Value >= NarrowestHull);
    }

    /// <summary>The corridor on both sides of the shortest ways from place to place, in the order given; its ends are round.</summary>
    public static Zone? Corridor(IReadOnlyCollection<Position> places, Metres distance, out string why)
    {
        why = places.Distinct().Count() < 2 ? "a corridor needs two places or more" : "";
        return why.Length > 0 ? null : new Zone.Belt(new Line(places), distance, null);
    }

    /// <summary>
    /// Everything within a distance of a zone, the zone included.
    /// <para>
    /// Exact for areas, for belts on both sides, for what is around them and for unions of all these. For a belt on one side
    /// it is the wider belt, what is as near to the line, and what is as near to the flat ends of the belt, the line's
    /// straight continuations; where an end of the line hooks back within the reach of its belt, that is not so. The distance
    /// from an intersection, a complement or the beyond does not follow from the distances from its parts. For these there is
    /// no answer: a zone that is nearly right would say certain where it is not.
    /// </para>
    /// </summary>
    public static Zone? Within(Zone of, Metres distance, out string why)
    {
        why = "";
        if (distance.Value == 0) return of;
        switch (of)
        {
            case Zone.In zone: return new Zone.Around(zone.Area, distance);
            case Zone.Around zone: return new Zone.Around(zone.Area, zone.Distance + distance);
            case Zone.Belt { Side: null } zone: return new Zone.Belt(zone.Line, zone.Distance + distance, null);
            case Zone.Belt zone when zone.Line.SideChange.ContinuationsUpTo(zone.Distance.Value) is { } ends:
                return new Zone.AnyOf([
                    new Zone.Belt(zone.Line, zone.Distance + distance, zone.Side),
                    new Zone.Belt(zone.Line, distance, null),
                    .. ends.Select(end => new Zone.Belt(end, distance, null))]);
            case Zone.Belt:
                why = "its line crosses itself, or bends back within the reach of the belt";
                return null;
            case Zone.AnyOf zone:
                var parts = ImmutableArray.CreateBuilder<Zone>(zone.Zones.Length);
                foreach (var part in zone.Zones)
                {
                    if (Within(part, distance, out why) is not { } around) return null;
                    parts.Add(around);
                }
                return new Zone.AnyOf(parts.ToImmutable());
            default:
                why = "it is what several zones share, or the outside of one";
                return null;
        }
    }
}
