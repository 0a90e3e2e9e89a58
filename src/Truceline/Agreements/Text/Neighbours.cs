using NetTopologySuite.Algorithm;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index;
using NetTopologySuite.Index.Strtree;

namespace Truceline.Agreements.Text;

/// <summary>
/// Judges the polygons of one file against one another before they are made one: outlines that cross would cost as many
/// vertices as they cross times, so they are refused, and what is left has a bound.
/// </summary>
internal static class Neighbours
{
    /// <summary>The most positions of polygons that have to be made one: with what that takes they stay within 64 MiB.</summary>
    public const int MostPositions = 8_000;

    private const int MostPairs = 500_000;

    private readonly record struct Edge(int Polygon, Coordinate From, Coordinate To);

    /// <summary>Whether no box of a polygon meets another's, so that there is nothing to make one.</summary>
    public static bool AreApart(IReadOnlyList<Polygon> polygons)
    {
        var order = polygons.Select(polygon => polygon.EnvelopeInternal).OrderBy(box => box.MinX).ToList();
        var pairs = 0;
        for (var i = 0; i < order.Count; i++)
            for (var j = i + 1; j < order.Count && order[j].MinX <= order[i].MaxX; j++)
                if (order[i].Intersects(order[j]) || ++pairs > MostPairs) return false;
        return true;
    }

    /// <summary>The polygon at which polygons cannot be made one, why, and what to do; null when they can.</summary>
    public static (int Polygon, string What, string Remedy)? Fault(IReadOnlyList<Polygon> polygons)
    {
        if (AreApart(polygons)) return null;
        if (polygons.Sum(polygon => polygon.NumPoints) > MostPositions)
            return (0, FormattableString.Invariant($"polygons that touch have more than {MostPositions} positions together"), "draw them as one, or with fewer vertices");
        var edges = new STRtree<Edge>();
        for (var i = 0; i < polygons.Count; i++)
            foreach (var edge in Edges(polygons[i], i)) edges.Insert(Box(edge), edge);
        var crossing = new Crossing();
        for (var i = 1; i < polygons.Count; i++)
            foreach (var edge in Edges(polygons[i], i))
            {
                crossing.Of = edge;
                edges.Query(Box(edge), crossing);
                if (crossing.At is { } at) return (i, $"polygons overlap at {GeoShapes.Shown(at)}", "draw them apart or as one");
                if (crossing.Pairs > MostPairs) return (i, "polygons lie too close together to be told apart", "draw them apart or as one");
            }
        return null;
    }

    private static IEnumerable<Edge> Edges(Polygon polygon, int index)
    {
        foreach (var ring in polygon.InteriorRings.Prepend(polygon.ExteriorRing))
            for (var i = 1; i < ring.Coordinates.Length; i++)
                yield return new(index, ring.Coordinates[i - 1], ring.Coordinates[i]);
    }

    private static Envelope Box(Edge edge) => new(edge.From, edge.To);

    private sealed class Crossing : IItemVisitor<Edge>
    {
        public Edge Of { get; set; }

        public Coordinate? At { get; private set; }

        public int Pairs { get; private set; }

        public void VisitItem(Edge item)
        {
            if (At is not null || item.Polygon >= Of.Polygon || ++Pairs > MostPairs || !Cross(Of, item)) return;
            At = CGAlgorithmsDD.Intersection(Of.From, Of.To, item.From, item.To);
        }

        // Within both; edges that touch, or run along one another, do not cross.
        private static bool Cross(Edge one, Edge other) =>
            (int)Orientation.Index(one.From, one.To, other.From) * (int)Orientation.Index(one.From, one.To, other.To) < 0
            && (int)Orientation.Index(other.From, other.To, one.From) * (int)Orientation.Index(other.From, other.To, one.To) < 0;
    }
}
