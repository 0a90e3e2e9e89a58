using System.Collections.Immutable;
using Truceline.Geography;

namespace Truceline.Picture;

/// <summary>
/// The outline of a zone as polygons, for drawing alone: it is found on a grid of cells and is off by up to a cell (a 128th of the
/// zone's extent). Nothing is ever tested against it; tests ask the zone itself.
/// </summary>
/// <param name="Polygons">The polygons with their holes; edges are straight on a map. Empty for a zone with no end, or across the antimeridian.</param>
public sealed record Outline(ImmutableArray<Polygon> Polygons)
{
    private const int Cells = 128;

    /// <summary>The outline of a zone. An area of one's own drawing is outlined as it was drawn.</summary>
    public static Outline Of(Zone zone)
    {
        if (zone is Zone.In drawn) return new(drawn.Area.Polygons);
        if (Frame.Of(zone) is not { } frame) return new([]);
        var grid = new MarginGrid(zone, frame.Wider(), Cells);
        var cells = from y in Enumerable.Range(-1, grid.Size + 1) from x in Enumerable.Range(-1, grid.Size + 1) select (x, y);
        return new(Contours.Of(cells, (x, y) => grid[x, y], grid.At));
    }
}

/// <summary>A range of latitudes and longitudes.</summary>
internal readonly record struct Frame(double South, double West, double North, double East)
{
    // One degree of latitude is nowhere shorter than this.
    private const double MetresPerDegree = 110_570;

    /// <summary>What holds a zone; null for one without an end, or across the antimeridian.</summary>
    public static Frame? Of(Zone zone) => zone switch
    {
        Zone.In { Area: var area } => Of(Corners(area), 0),
        Zone.Around around => Of(Corners(around.Area), around.Distance.Value),
        Zone.Belt belt => Of(belt.Line.Vertices, belt.Distance.Value),
        Zone.AnyOf any => any.Zones.Select(Of).Aggregate((a, b) => a is { } one && b is { } other ? one.With(other) : null),
        Zone.AllOf all => all.Zones.Select(Of).FirstOrDefault(frame => frame is not null),
        _ => null,
    };

    /// <summary>A little wider, so that the edge of what it holds lies inside.</summary>
    public Frame Wider()
    {
        var (lat, lon) = ((North - South) / 50 + 1e-4, (East - West) / 50 + 1e-4);
        return new(Math.Max(-90, South - lat), Math.Max(-180, West - lon), Math.Min(90, North + lat), Math.Min(180, East + lon));
    }

    private static IEnumerable<Position> Corners(Area area) => area.Polygons.SelectMany(polygon => polygon.Outer);

    private static Frame? Of(IEnumerable<Position> positions, double reach)
    {
        var all = positions.ToArray();
        var (south, north) = (all.Min(at => at.Latitude) - reach / MetresPerDegree, all.Max(at => at.Latitude) + reach / MetresPerDegree);
        if (south <= -85 || north >= 85) return null;
        var widening = reach / (MetresPerDegree * Math.Cos(double.DegreesToRadians(Math.Max(Math.Abs(south), Math.Abs(north)))));
        var (west, east) = (all.Min(at => at.Longitude) - widening, all.Max(at => at.Longitude) + widening);
        return west < -180 || east > 180 || east - west > 180 ? null : new(south, west, north, east);
    }

    private Frame With(Frame other) =>
        new(Math.Min(South, other.South), Math.Min(West, other.West), Math.Max(North, other.North), Math.Max(East, other.East));
}

/// <summary>
/// The margins of a zone at the corners of a grid. A margin never changes faster than one walks, so a block whose middle is
/// further from the edge than its own corners is settled by one look.
/// </summary>
internal sealed class MarginGrid
{
    private readonly Zone zone;
    private readonly Frame frame;
    private readonly double[] margins;

    public MarginGrid(Zone zone, Frame frame, int cells)
    {
        (this.zone, this.frame, Size) = (zone, frame, cells + 1);
        margins = new double[Size * Size];
        Fill(0, 0, cells + 1);
    }

    /// <summary>How many corners there are in a row and in a column.</summary>
    public int Size { get; }

    /// <summary>The margin at a corner; outside the grid nothing is in the zone (negative infinity). In a settled block only its sign counts.</summary>
    public double this[int x, int y] => x < 0 || y < 0 || x >= Size || y >= Size ? double.NegativeInfinity : margins[y * Size + x];

    /// <summary>The position of a corner, or between corners.</summary>
    public Position At(double x, double y) => new(
        Math.Clamp(frame.South + (frame.North - frame.South) * y / (Size - 1), -90, 90),
        Math.Clamp(frame.West + (frame.East - frame.West) * x / (Size - 1), -180, 180));

    private void Fill(int left, int bottom, int side)
    {
        if (left >= Size || bottom >= Size) return;
        var (middleX, middleY) = (left + (side - 1) / 2.0, bottom + (side - 1) / 2.0);
        var margin = Margin(zone, At(Math.Min(middleX, Size - 1), Math.Min(middleY, Size - 1)));
        // One corner further on every side, so that no edge between two settled blocks crosses the zone's.
        if (side == 1 || Math.Abs(margin) > Reach(side / 2.0 + 1))
        {
            for (var y = bottom; y < Math.Min(bottom + side, Size); y++)
                for (var x = left; x < Math.Min(left + side, Size); x++)
                    margins[y * Size + x] = margin;
            return;
        }
        var half = (side + 1) / 2;
        Fill(left, bottom, half);
        Fill(left + half, bottom, half);
        Fill(left, bottom + half, half);
        Fill(left + half, bottom + half, half);
    }

    /// <summary>The margin, for a picture: on one side of a line it asks for the nearest point alone, many times faster than what a test needs.</summary>
    private static double Margin(Zone zone, Position at) => zone switch
    {
        Zone.Belt { Side: { } side } belt => OneSided(belt.Line, belt.Distance.Value, side, at),
        Zone.AnyOf any => any.Zones.Max(one => Margin(one, at)),
        Zone.AllOf all => all.Zones.Min(one => Margin(one, at)),
        Zone.NotIn not => -Margin(not.Other, at),
        _ => zone.Margin(at).Value,
    };

    private static double OneSided(Line line, double reach, Side side, Position at)
    {
        var nearest = line.Nearest(at);
        var change = Math.Min(nearest.Distance.Value, ToContinuation(line, nearest, at));
        return nearest.Side == side ? Math.Min(reach - nearest.Distance.Value, change) : -change;
    }

    /// <summary>Past an end of a line, at least how far its straight continuation is, on which the side changes; elsewhere no bound.</summary>
    private static double ToContinuation(Line line, NearestPoint nearest, Position at)
    {
        var vertices = line.Vertices;
        if (nearest.At != vertices[0] && nearest.At != vertices[^1]) return double.PositiveInfinity;
        var (end, before) = nearest.At == vertices[0] ? (vertices[0], vertices[1]) : (vertices[^1], vertices[^2]);
        var onwards = Geodesic.Inverse(end, before).AzimuthFrom + 180;
        var turn = Math.Abs(Math.IEEERemainder(Geodesic.Inverse(end, at).AzimuthFrom - onwards, 360));
        // Half of what it would be on a plane: within a quarter of the globe a bound on the ellipsoid too.
        return turn >= 90 ? nearest.Distance.Value : nearest.Distance.Value * Math.Sin(double.DegreesToRadians(turn)) / 2;
    }

    // Nowhere on the ellipsoid is a degree longer than 111.7 km.
    private double Reach(double corners) =>
        corners * 111_700 / (Size - 1) * Math.Sqrt(Math.Pow(frame.North - frame.South, 2) + Math.Pow(frame.East - frame.West, 2));
}
