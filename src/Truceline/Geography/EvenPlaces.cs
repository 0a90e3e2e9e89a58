using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>
/// Places spread evenly over the ground of a zone, for taking shares of it: each stands for equally much.
/// <para>
/// The box round the zone is cut into cells of equal content, by meridians and by parallels, and each of these in four until
/// enough cells have their place in the zone. A cell has one place, which stands off its corner by what the golden section
/// leaves of the numbers of its row and column, so that an edge along a meridian or a parallel does not pass between two rows of
/// places at once. The same zone has the same places everywhere.
/// </para>
/// </summary>
internal sealed class EvenPlaces
{
    /// <summary>So many places at least, and less than about four times as many: shares are then off by about a hundredth at most.</summary>
    public const int Enough = 1_000;

    private const int DeepestLevel = 20;
    private const int MostCells = 20_000;
    private const int MostRoots = 64;
    private const double GoldenSection = 0.6180339887498949;
    private const double E2 = Ellipsoid.FirstEccentricitySquared;
    private const double GreatestRadius = Ellipsoid.EquatorialRadius * Ellipsoid.EquatorialRadius / Ellipsoid.PolarRadius;

    private static readonly double E = Math.Sqrt(E2);

    private readonly double west, width, low, high;
    private readonly int columns, rows;

    private EvenPlaces(CellGrid box)
    {
        (var south, west, var height, width) = box.Sides;
        (low, high) = (Under(Math.Sin(south * Ellipsoid.Degree)), Under(Math.Sin((south + height) * Ellipsoid.Degree)));
        (columns, rows) = (Math.Min(box.Columns, MostRoots), Math.Min(box.Rows, MostRoots));
    }

    /// <summary>A cell of a level, counted from the south-west, and what decides there; null: all of it lies inside.</summary>
    private readonly record struct Cell(int Level, int X, int Y, Zone? Rest);

    /// <summary>The places of a zone, from south-west to north-east within each cell; null for a zone without an end, none without ground.</summary>
    public static ImmutableArray<SurfacePoint>? Of(Zone zone) => Bounds.Of(zone) switch
    {
        null => null,
        { IsEmpty: true } => [],
        { } bounds => new EvenPlaces(CellGrid.Over(bounds)).Spread(zone),
    };

    private ImmutableArray<SurfacePoint> Spread(Zone zone)
    {
        var inside = new List<Cell>();
        var open = (from y in Enumerable.Range(0, rows) from x in Enumerable.Range(0, columns) select new Cell(0, x, y, zone)).ToList();
        for (var level = 0; ; level++)
        {
            open = Look(open, inside);
            if (open.Count == 0 && inside.Count == 0) return [];
            var isLast = level == DeepestLevel || open.Count > MostCells;
            if (isLast || open.Count + inside.Sum(cell => 1L << (2 * (level - cell.Level))) >= Enough)
            {
                var places = inside.SelectMany(cell => All(cell, level)).Concat(Held(open)).ToImmutableArray();
                if (isLast || places.Length >= Enough) return places;
            }
            open = [.. open.SelectMany(Quarters)];
        }
    }

    private IEnumerable<SurfacePoint> Held(List<Cell> open)
    {
        foreach (var cell in open)
            if (Place(cell.Level, cell.X, cell.Y) is var place && cell.Rest!.Holds(place)) yield return place;
    }

    /// <summary>Those of some cells that are not decided; those that lie inside are kept.</summary>
    private List<Cell> Look(List<Cell> cells, List<Cell> inside)
    {
        var open = new List<Cell>();
        foreach (var cell in cells)
        {
            var rest = cell.Rest!.Within(Middle(cell, out var radius), radius, out var margin);
            if (rest is not null) open.Add(cell with { Rest = rest });
            else if (margin > 0) inside.Add(cell with { Rest = null });
        }
        return open;
    }

    private static IEnumerable<Cell> Quarters(Cell cell) =>
        from y in Enumerable.Range(2 * cell.Y, 2) from x in Enumerable.Range(2 * cell.X, 2) select new Cell(cell.Level + 1, x, y, cell.Rest);

    private IEnumerable<SurfacePoint> All(Cell cell, int level)
    {
        var side = 1 << (level - cell.Level);
        return from y in Enumerable.Range(cell.Y * side, side) from x in Enumerable.Range(cell.X * side, side) select Place(level, x, y);
    }

    private SurfacePoint Place(int level, int x, int y) => At(level, x + Part((y + 0.5) * GoldenSection), y + Part((x + 0.5) * GoldenSection));

    private static double Part(double number) => number - Math.Floor(number);

    private SurfacePoint At(int level, double x, double y) => new(Latitude(level, y), Ellipsoid.NormaliseLongitude(west + width * x / Math.ScaleB(columns, level)));

    private SurfacePoint Middle(Cell cell, out double radius)
    {
        double south = Latitude(cell.Level, cell.Y), north = Latitude(cell.Level, cell.Y + 1), middle = Latitude(cell.Level, cell.Y + 0.5);
        var widest = south < 0 && north > 0 ? 1 : Math.Max(Ellipsoid.SinCosDegrees(south).Cos, Ellipsoid.SinCosDegrees(north).Cos);
        var up = GreatestRadius * Ellipsoid.Degree * Math.Max(north - middle, middle - south);
        var aside = GreatestRadius * Ellipsoid.Degree * widest * width / Math.ScaleB(columns, cell.Level) / 2;
        radius = Math.Sqrt(up * up + aside * aside);
        return At(cell.Level, cell.X + 0.5, cell.Y + 0.5);
    }

    // The parallel below which, from the box's southern side, lies a given share of its content. Newton's method, which here halves
    // no step: the content grows with the sine faster and faster away from the equator.
    private double Latitude(int level, double y)
    {
        var content = low + (high - low) * y / Math.ScaleB(rows, level);
        var sin = content / 2;
        for (var i = 0; i < 6; i++)
        {
            var flat = 1 - E2 * sin * sin;
            sin -= (Under(sin) - content) * flat * flat / 2;
        }
        return Math.Asin(Math.Clamp(sin, -1, 1)) / Ellipsoid.Degree;
    }

    // The content between the equator and a parallel is this, times b²/2, for each radian of longitude.
    private static double Under(double sin) => sin / (1 - E2 * sin * sin) + Math.Atanh(E * sin) / E;
}
