using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>A geodesic between two vertices: its length in metres and its bearings at both ends.</summary>
internal readonly record struct Segment(double Length, double SinFrom, double CosFrom, double SinTo, double CosTo);

/// <summary>
/// The nearest point of a segment: where it is, how far along, the direction of the line there and the direction from it
/// to the position asked for.
/// </summary>
internal readonly record struct Foot(
    double Distance, int Segment, double Along, SurfacePoint At, double SinLine, double CosLine, double SinTo, double CosTo);

/// <summary>
/// A chain of geodesic segments that answers what is nearest. Segments are cut into pieces of at most 250 km, so that the
/// distance to a piece has one minimum and its straight chord is close to it; a tree of boxes in space leaves out, by
/// sound bounds, the pieces that cannot be nearest. Immutable; a query allocates nothing.
/// </summary>
internal sealed class Polyline
{
    private const double PieceLength = 250e3;

    /// <summary>Distances that differ by less are equal: the segment that comes first counts.</summary>
    private const double Tie = 1e-6;

    /// <summary>Up to here a position is on the line: the distance rounds to no millimetre.</summary>
    private const double OnLine = 0.0005;

    private readonly SurfacePoint[] vertices;
    private readonly Segment[] segments;
    private readonly PieceTree tree;

    /// <summary>A chain of at least two distinct vertices.</summary>
    /// <param name="vertices">The vertices in order; repeated neighbours are dropped.</param>
    /// <param name="ring">Whether an edge leads from the last vertex to the first.</param>
    public Polyline(IEnumerable<Position> vertices, bool ring)
    {
        var kept = new List<SurfacePoint>();
        var chain = new List<Segment>();
        foreach (var position in vertices) Append(kept, chain, new SurfacePoint(position));
        Positions = [.. kept.Select(v => v.Position)];
        if (ring && kept.Count > 1)
        {
            Append(kept, chain, kept[0]);
            if (kept.Count == Positions.Length) Positions = Positions.RemoveAt(Positions.Length - 1);
            // The last vertex was the first one up to rounding: the ring must end where it began, to the last bit.
            kept[^1] = kept[0];
        }
        this.vertices = [.. kept];
        segments = [.. chain];
        // An A–B–A runs back on itself; a ring needs three segments.
        Closed = segments.Length > 2 && Same(kept[0], kept[^1]);
        if (segments.Length > 0) tree = new PieceTree(CutIntoPieces());
        else tree = PieceTree.Empty;
    }

    /// <summary>The vertices, without repeated neighbours; for a ring, without the closing one.</summary>
    public ImmutableArray<Position> Positions { get; }

    /// <summary>Whether it ends where it began, so that it has no ends.</summary>
    public bool Closed { get; }

    public int SegmentCount => segments.Length;

    public double Length => segments.Sum(segment => segment.Length);

    public ReadOnlySpan<SurfacePoint> Vertices => vertices;

    public ReadOnlySpan<Segment> Segments => segments;

    private static bool Same(in SurfacePoint a, in SurfacePoint b) => a.ChordTo(b) < Tie;

    private static void Append(List<SurfacePoint> kept, List<Segment> chain, in SurfacePoint vertex)
    {
        if (kept.Count > 0)
        {
            if (Same(kept[^1], vertex)) return;
            var way = GeodesicInverse.Solve(kept[^1], vertex);
            chain.Add(new(way.Distance, way.SinFrom, way.CosFrom, way.SinTo, way.CosTo));
        }
        kept.Add(vertex);
    }

    private List<Piece> CutIntoPieces()
    {
        var pieces = new List<Piece>();
        var before = 0.0;
        for (var i = 0; i < segments.Length; i++)
        {
            var count = (int)Math.Ceiling(segments[i].Length / PieceLength);
            var arc = Arc(i);
            var from = vertices[i];
            for (var k = 0; k < count; k++)
            {
                double start = segments[i].Length * k / count, end = segments[i].Length * (k + 1) / count;
                var to = k + 1 == count ? vertices[i + 1] : arc.At(end).Point;
                pieces.Add(new(i, start, k + 1 == count ? segments[i].Length : end, before + start, from, to));
                from = to;
            }
            before += segments[i].Length;
        }
        return pieces;
    }

    /// <summary>The positions from one length along it to another: both ends and the vertices between.</summary>
    public IEnumerable<Position> Between(double from, double to)
    {
        var before = 0.0;
        for (var i = 0; i < segments.Length; i++)
        {
            var after = before + segments[i].Length;
            if (from >= before && from <= after) yield return Arc(i).At(from - before).Point.Position;
            if (after > from && after < to) yield return vertices[i + 1].Position;
            if (to >= before && to <= after)
            {
                yield return i + 1 == segments.Length && to == after ? vertices[i + 1].Position : Arc(i).At(to - before).Point.Position;
                yield break;
            }
            before = after;
        }
        yield return vertices[^1].Position;
    }

    private GeodesicArc Arc(int segment) => new(vertices[segment], segments[segment].SinFrom, segments[segment].CosFrom);

    /// <summary>The nearest point; of several equally near, that of the first segment.</summary>
    public Foot Nearest(in SurfacePoint position)
    {
        var likely = tree.Likely(position);
        var nearest = NearestOn(tree.Pieces[likely], position);
        var first = nearest;
        var search = new Search(this, position, nearest.Distance);
        while (search.Next(out var piece, out var start))
        {
            if (piece == likely) continue;
            var foot = NearestOn(tree.Pieces[piece], start, position);
            if (foot.Distance < nearest.Distance) nearest = foot;
            if (first.Distance > nearest.Distance + Tie) first = nearest;
            if (foot.Distance <= nearest.Distance + Tie && foot.Segment < first.Segment) first = foot;
            search.Least = nearest.Distance;
        }
        return first;
    }

    /// <summary>The distance, or the limit if that is less.</summary>
    public double DistanceUpTo(double limit, in SurfacePoint position)
    {
        if (limit <= 0) return limit;
        var search = new Search(this, position, limit);
        while (search.Next(out var piece, out var start))
            search.Least = Math.Min(search.Least, NearestOn(tree.Pieces[piece], start, position).Distance);
        return search.Least;
    }

    /// <summary>The pieces in their order, without those that are surely further away than the least distance known.</summary>
    private ref struct Search(Polyline chain, in SurfacePoint position, double least)
    {
        private readonly ref readonly SurfacePoint position = ref position;
        private int cursor = -1;

        public double Least = least;

        public bool Next(out int piece, out Foot start)
        {
            while (true)
            {
                piece = cursor = chain.tree.Next(cursor, position, Chords.GreatestWithin(Least + 2 * Tie));
                if (cursor < 0)
                {
                    start = default;
                    return false;
                }
                ref readonly var candidate = ref chain.tree.Pieces[cursor];
                start = FootAt(candidate.Segment, candidate.Start, chain.StartOf(candidate), position);
                // From here the distance falls by no more than the way along the line: so far there is nothing to find.
                var spare = start.Distance - Least - 2 * Tie;
                if (spare <= candidate.End - candidate.Start) return true;
                cursor = chain.tree.LastWithin(cursor, spare);
            }
        }
    }

    /// <summary>The nearest point without leaving anything out: what the pruned search must equal.</summary>
    internal Foot NearestUnpruned(in SurfacePoint position)
    {
        var feet = new List<Foot>();
        foreach (var piece in tree.Pieces) feet.Add(NearestOn(piece, position));
        var least = feet.Min(foot => foot.Distance);
        return feet.First(foot => foot.Distance <= least + Tie);
    }

    /// <summary>Whether the side on which a position lies, as its nearest point sees it, is the left one.</summary>
    public bool IsLeft(in Foot foot)
    {
        if (foot.Distance < OnLine) return true;
        var last = segments.Length - 1;
        if (foot.Along == 0)
        {
            if (foot.Segment > 0) return IsLeftOfVertex(foot, segments[foot.Segment - 1], segments[foot.Segment]);
            if (Closed) return IsLeftOfVertex(foot, segments[last], segments[0]);
            return IsLeftOfDirection(foot, foot.SinLine, foot.CosLine);
        }
        if (foot.Along == segments[foot.Segment].Length)
        {
            if (foot.Segment < last) return IsLeftOfVertex(foot, segments[foot.Segment], segments[foot.Segment + 1]);
            if (Closed) return IsLeftOfVertex(foot, segments[last], segments[0]);
        }
        return IsLeftOfDirection(foot, foot.SinLine, foot.CosLine);
    }

    private static bool IsLeftOfDirection(in Foot foot, double sin, double cos) =>
        (foot.SinTo * cos - foot.CosTo * sin) * foot.Distance < OnLine;

    // Left of a vertex is what one sweeps turning counter-clockwise from the way out to the way back. Where a position's
    // nearest point is the vertex it lies on the outer side of the turn, so this is the same rule, without a threshold for
    // slight turns. A turn straight back (a spike) has no outer side: there the way in goes on straight.
    private static bool IsLeftOfVertex(in Foot foot, in Segment into, in Segment outOf)
    {
        var leftSector = CounterClockwise(outOf.SinFrom, outOf.CosFrom, -into.SinTo, -into.CosTo);
        if (leftSector is < 1e-9 or > 2 * Math.PI - 1e-9) return IsLeftOfDirection(foot, into.SinTo, into.CosTo);
        return CounterClockwise(outOf.SinFrom, outOf.CosFrom, foot.SinTo, foot.CosTo) <= leftSector;
    }

    private static double CounterClockwise(double fromSin, double fromCos, double toSin, double toCos)
    {
        var angle = Math.Atan2(fromSin * toCos - fromCos * toSin, fromCos * toCos + fromSin * toSin);
        return angle < 0 ? angle + 2 * Math.PI : angle;
    }

    private Foot NearestOn(in Piece piece, in SurfacePoint position) =>
        NearestOn(piece, FootAt(piece.Segment, piece.Start, StartOf(piece), position), position);

    private Foot NearestOn(in Piece piece, in Foot start, in SurfacePoint position)
    {
        var away = Ahead(start) <= 0;
        if (start.Distance == 0) return start;
        // Beyond a quarter of the globe the distance may have a maximum on the piece instead of a minimum.
        var far = start.Distance > 9000e3;
        if (away && !far) return start;
        var guess = piece.Start + ToFoot(start);
        if (away || far || guess >= piece.End)
        {
            var end = FootAt(piece.Segment, piece.End, EndOf(piece), position);
            if (away || Ahead(end) >= 0) return end.Distance < start.Distance ? end : start;
        }
        return Refine(piece, Arc(piece.Segment), guess, position);
    }

    // Newton's method with the step of a right-angled spherical triangle, kept between two points between which the
    // distance first falls and then rises.
    private static Foot Refine(in Piece piece, in GeodesicArc arc, double along, in SurfacePoint position)
    {
        double low = piece.Start, high = piece.End;
        while (true)
        {
            if (!(along > low && along < high)) along = (low + high) / 2;
            var foot = FootAt(piece.Segment, along, arc.At(along), position);
            var step = ToFoot(foot);
            if (Math.Abs(step) <= 1e-9 + Math.Sqrt(2e-9 * foot.Distance) || high - low < 1e-8)
            {
                if (Math.Abs(step) < 1e-7 || !(along + step > piece.Start && along + step < piece.End)) return foot;
                // What is left over shortens the distance by half of it times the cosine: below a nanometre of error.
                var at = arc.At(along + step);
                return foot with { Along = along + step, At = at.Point, Distance = foot.Distance - Ahead(foot) * step / 2 };
            }
            if (step > 0) low = along; else high = along;
            along += step;
        }
    }

    /// <summary>The cosine of the angle between the line's direction and the direction to the position.</summary>
    private static double Ahead(in Foot foot) => foot.SinTo * foot.SinLine + foot.CosTo * foot.CosLine;

    private static double ToFoot(in Foot foot)
    {
        const double meanRadius = 6371008.8;
        var (sin, cos) = Math.SinCos(foot.Distance / meanRadius);
        return meanRadius * Math.Atan2(sin * Ahead(foot), cos);
    }

    private static Foot FootAt(int segment, double along, in ArcPoint at, in SurfacePoint position)
    {
        var way = GeodesicInverse.Solve(at.Point, position);
        return new(way.Distance, segment, along, at.Point, at.SinBearing, at.CosBearing, way.SinFrom, way.CosFrom);
    }

    private ArcPoint StartOf(in Piece piece)
    {
        if (piece.Start != 0) return Arc(piece.Segment).At(piece.Start);
        ref readonly var segment = ref segments[piece.Segment];
        return new(vertices[piece.Segment], segment.SinFrom, segment.CosFrom);
    }

    private ArcPoint EndOf(in Piece piece)
    {
        ref readonly var segment = ref segments[piece.Segment];
        if (piece.End != segment.Length) return Arc(piece.Segment).At(piece.End);
        return new(vertices[piece.Segment + 1], segment.SinTo, segment.CosTo);
    }

    /// <summary>Whether it crosses or touches itself, or runs back on itself.</summary>
    public bool CrossesItself()
    {
        var pieces = tree.Pieces;
        for (var i = 0; i < pieces.Length; i++)
            foreach (var j in tree.BoxesThatMeet(i))
                if (j > i && pieces[i].Segment != pieces[j].Segment && Meet(pieces[i], pieces[j])) return true;
        return false;
    }

    private bool Meet(in Piece a, in Piece b)
    {
        const double touch = 1e-5;
        ArcPoint a0 = StartOf(a), a1 = EndOf(a);
        ArcPoint b0 = StartOf(b), b1 = EndOf(b);
        var follows = a.Segment + 1 == b.Segment && b.Start == 0 && a.End == segments[a.Segment].Length;
        var precedes = Closed && a.Segment == 0 && b.Segment == segments.Length - 1
            && a.Start == 0 && b.End == segments[b.Segment].Length;
        if (follows) return TurnsBack(a1, b0) && (Touches(a, b1) || Touches(b, a0));
        if (precedes) return TurnsBack(b1, a0) && (Touches(a, b0) || Touches(b, a1));
        return Touches(a, b0) || Touches(a, b1) || Touches(b, a0) || Touches(b, a1)
            || (Across(a0, b0, b1) && Across(b0, a0, a1));

        // Only a turn almost straight back can lay one neighbour on the other.
        static bool TurnsBack(in ArcPoint into, in ArcPoint outOf) =>
            into.SinBearing * outOf.SinBearing + into.CosBearing * outOf.CosBearing < -0.99;

        bool Touches(in Piece piece, in ArcPoint point) => NearestOn(piece, point.Point).Distance < touch;
    }

    private static bool Across(in ArcPoint line, in ArcPoint a, in ArcPoint b) => Offset(line, a) < 0 != Offset(line, b) < 0;

    private static double Offset(in ArcPoint line, in ArcPoint point)
    {
        var way = GeodesicInverse.Solve(line.Point, point.Point);
        return way.SinFrom * line.CosBearing - way.CosFrom * line.SinBearing;
    }
}
