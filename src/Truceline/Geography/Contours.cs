using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>
/// The rings along which the margins at the corners of a grid change sign (marching squares), joined to polygons. For
/// drawing alone: nothing is tested against them.
/// </summary>
internal static class Contours
{
    private readonly record struct Point(double X, double Y);

    /// <summary>The polygons, the largest first; edges are straight on a map.</summary>
    /// <param name="cells">The cells to look at, by column and row; among them all in which a margin changes sign.</param>
    /// <param name="margin">The margin at the corner below a cell and left of it; where there is no corner, negative infinity.</param>
    /// <param name="at">The position of a corner, or between corners.</param>
    /// <param name="least">Parts of fewer cells than this are left out, but for the largest.</param>
    public static ImmutableArray<Polygon> Of(
        IEnumerable<(int X, int Y)> cells, Func<int, int, double> margin, Func<double, double, Position> at, double least = 0)
    {
        var rings = Rings(cells, margin).Select(Straightened).Where(ring => ring.Count >= 3).ToArray();
        var outers = rings.Where(ring => Twice(ring) > 0).OrderByDescending(Twice).Where((ring, n) => n == 0 || Twice(ring) >= 2 * least).ToArray();
        var holes = rings.Where(ring => Twice(ring) < 0).ToLookup(hole => outers.Where(outer => Encircles(outer, hole[0])).MinBy(Twice));
        return [.. outers.Select(outer => new Polygon(Positions(outer, at), [.. holes[outer].Select(hole => Positions(hole, at))]))];
    }

    /// <summary>The closed rings, the zone on their left.</summary>
    private static IEnumerable<List<Point>> Rings(IEnumerable<(int X, int Y)> cells, Func<int, int, double> margin)
    {
        var next = new Dictionary<Point, Point>();
        var order = new List<Point>();
        foreach (var (x, y) in cells)
            foreach (var (from, to) in Crossings(margin, x, y))
            {
                next[from] = to;
                order.Add(from);
            }
        foreach (var start in order)
        {
            var ring = new List<Point>();
            for (var at = start; next.Remove(at, out var to); at = to) ring.Add(at);
            if (ring.Count > 0) yield return ring;
        }
    }

    /// <summary>The pieces of edge within one cell, counter-clockwise round what is inside. At a saddle the two inner corners stay apart.</summary>
    private static List<(Point From, Point To)> Crossings(Func<int, int, double> margin, int x, int y)
    {
        Span<(int X, int Y)> corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)];
        var pieces = new List<(Point, Point)>(2);
        for (var i = 0; i < 4; i++)
        {
            // Round the cell counter-clockwise: a piece of edge leads from where this way leaves the zone back to where it entered it.
            if (IsIn(corners[i]) || !IsIn(corners[(i + 1) % 4])) continue;
            var entry = Crossing(corners[i], corners[(i + 1) % 4]);
            for (var j = i + 1; ; j++)
                if (IsIn(corners[j % 4]) && !IsIn(corners[(j + 1) % 4]))
                {
                    pieces.Add((Crossing(corners[(j + 1) % 4], corners[j % 4]), entry));
                    break;
                }
        }
        return pieces;

        bool IsIn((int X, int Y) corner) => margin(corner.X, corner.Y) >= 0;

        Point Crossing((int X, int Y) outside, (int X, int Y) inside)
        {
            var (a, b) = (margin(outside.X, outside.Y), margin(inside.X, inside.Y));
            // Never at a corner itself, where several edges would share one point. From the frame nothing is interpolated.
            var share = double.IsInfinity(a) ? 0.999 : Math.Clamp(a / (a - b), 0.001, 0.999);
            return new(outside.X + share * (inside.X - outside.X), outside.Y + share * (inside.Y - outside.Y));
        }
    }

    /// <summary>Without the points that lie within a tenth of a cell of the way between those that stay.</summary>
    private static List<Point> Straightened(List<Point> ring)
    {
        const double tolerance = 0.1;
        var kept = new List<Point> { ring[0] };
        var from = 0;
        for (var i = 2; i <= ring.Count; i++)
        {
            var to = ring[i % ring.Count];
            if (Enumerable.Range(from + 1, i - from - 1).All(k => Off(ring[from], to, ring[k]) < tolerance) && i - from < 200) continue;
            from = i - 1;
            kept.Add(ring[from]);
        }
        return kept;
    }

    private static double Off(Point from, Point to, Point at)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt(dx * dx + dy * dy);
        return length == 0 ? Math.Sqrt(Math.Pow(at.X - from.X, 2) + Math.Pow(at.Y - from.Y, 2)) : Math.Abs(dx * (at.Y - from.Y) - dy * (at.X - from.X)) / length;
    }

    /// <summary>Twice the signed content: positive counter-clockwise.</summary>
    private static double Twice(List<Point> ring)
    {
        var sum = 0.0;
        for (var i = 0; i < ring.Count; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
            sum += a.X * b.Y - b.X * a.Y;
        }
        return sum;
    }

    private static bool Encircles(List<Point> ring, Point at)
    {
        var inside = false;
        for (var i = 0; i < ring.Count; i++)
        {
            var (a, b) = (ring[i], ring[(i + 1) % ring.Count]);
            if (a.Y > at.Y != b.Y > at.Y && at.X < a.X + (b.X - a.X) * (at.Y - a.Y) / (b.Y - a.Y)) inside = !inside;
        }
        return inside;
    }

    private static ImmutableArray<Position> Positions(List<Point> ring, Func<double, double, Position> at) => [.. ring.Select(point => at(point.X, point.Y))];
}
