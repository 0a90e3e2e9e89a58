using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>
/// How much ground there is in a zone, and where.
/// <para>
/// The zone is cut into cells of longitude and latitude, and each of these in four, until what is undecided is little
/// enough or too much to look at. A margin never changes faster than one walks, so a cell lies inside or outside when the
/// margin at its middle exceeds the way to its corners; what remains along the edge is shared out by the margins at the
/// corners and the middle, between which they are taken to change evenly. Cells have their content on the ellipsoid.
/// </para>
/// </summary>
/// <param name="SquareMetres">The content on the ellipsoid. What several parts share counts once.</param>
/// <param name="Within">At most how far off that is, in square metres: all ground not decided. It is mostly less by far.</param>
/// <param name="Exists">Whether there is any: certain when a place was found a metre or more inside, no when all was shown to be outside.</param>
/// <param name="Middle">The place below the mean of the ground; null without ground. It need not lie in the zone.</param>
/// <param name="Parts">Outlines for drawing, the largest first, off by up to a cell; none for ground round a pole.</param>
internal sealed record Ground(double SquareMetres, double Within, Certainty Exists, Position? Middle, ImmutableArray<Polygon> Parts)
{
    /// <summary>No ground at all.</summary>
    public static Ground None { get; } = new(0, 0, Certainty.No, null, []);

    /// <summary>About how many margins of areas and lines are computed at most.</summary>
    public const int Budget = 12_000;

    /// <summary>The share of the content up to which <see cref="Within"/> is little enough.</summary>
    public const double Tolerance = 0.005;

    /// <summary>The ground in a zone; null for a zone without an end, such as the outside of another.</summary>
    public static Ground? Of(Zone zone, int budget = Budget) => Bounds.Of(zone) switch
    {
        null => null,
        { IsEmpty: true } => None,
        { } bounds => new GroundSearch(zone, CellGrid.Over(bounds)).Run(budget),
    };
}

/// <summary>Longitudes and latitudes in nearly square cells, which halve their sides from level to level.</summary>
internal sealed class CellGrid
{
    private const int MostRoots = 64;
    private const double E2 = Ellipsoid.FirstEccentricitySquared;

    /// <summary>No radius of curvature is greater: a²/b, at the poles.</summary>
    private const double GreatestRadius = Ellipsoid.EquatorialRadius * Ellipsoid.EquatorialRadius / Ellipsoid.PolarRadius;

    private static readonly double E = Math.Sqrt(E2);

    private readonly double south, west, height, width;

    private CellGrid(double south, double west, double north, double east)
    {
        (this.south, this.west, height, width) = (south, west, north - south, east - west);
        var level = Math.Abs(south + north) / 2;
        var ratio = width * Ellipsoid.SinCosDegrees(Math.Min(level, 85)).Cos / height;
        (Columns, Rows) = ratio >= 1
            ? ((int)Math.Clamp(Math.Round(ratio), 1, MostRoots), 1)
            : (1, (int)Math.Clamp(Math.Round(1 / ratio), 1, MostRoots));
    }

    /// <summary>Cells at level 0.</summary>
    public int Columns { get; }

    /// <summary>Cells at level 0.</summary>
    public int Rows { get; }

    /// <summary>Its sides in degrees; the east is given by how far it is from the west.</summary>
    public (double South, double West, double Height, double Width) Sides => (south, west, height, width);

    /// <summary>Whether it ends on all sides, so that an outline closes.</summary>
    public bool HasEdges => width < 360 && south > -90 && south + height < 90;

    /// <summary>A grid that holds caps, and a little more.</summary>
    public static CellGrid Over(Bounds bounds)
    {
        double south = 90, north = -90, west = 0, east = 0;
        var first = bounds.Caps[0].Centre.Longitude;
        foreach (var cap in bounds.Caps)
        {
            // No degree of latitude is shorter than 110.57 km.
            var reach = 1.01 * cap.Radius / 110_570 + 0.001;
            double low = Math.Max(-90, cap.Centre.Latitude - reach), high = Math.Min(90, cap.Centre.Latitude + reach);
            (south, north) = (Math.Min(south, low), Math.Max(north, high));
            var aside = low == -90 || high == 90 ? 360 : reach / Ellipsoid.SinCosDegrees(Math.Max(-low, high)).Cos;
            var middle = Math.IEEERemainder(cap.Centre.Longitude - first, 360);
            (west, east) = (Math.Min(west, middle - aside), Math.Max(east, middle + aside));
        }
        return east - west >= 360 ? new(south, first - 180, north, first + 180) : new(south, first + west, north, first + east);
    }

    /// <summary>The position at a place of a level, in cells from the south-west corner.</summary>
    public Position At(int level, double x, double y) =>
        new(Math.Clamp(Latitude(level, y), -90, 90), Ellipsoid.NormaliseLongitude(west + width * x / Math.ScaleB(Columns, level)));

    /// <summary>The content of the cells of a row of a level, each.</summary>
    public double SquareMetres(int level, int row) =>
        Ellipsoid.PolarRadius * Ellipsoid.PolarRadius / 2 * (width / Math.ScaleB(Columns, level) * Ellipsoid.Degree)
        * (Under(Latitude(level, row + 1)) - Under(Latitude(level, row)));

    /// <summary>How far the corners of a cell are from its middle, rounded up: no shorter than the ways straight in longitude and latitude.</summary>
    public double Radius(int level, int row)
    {
        var (north, east) = HalfSides(level, row);
        return Math.Sqrt(north * north + east * east);
    }

    /// <summary>The content of the part of a disc round the middle of a cell that surely lies in the cell, rounded down.</summary>
    public double DiscInCell(int level, int row, double radius)
    {
        // 2 % for the curvature, and for sides that are rounded up.
        var (north, east) = HalfSides(level, row);
        var reach = Math.Min(radius, 0.98 * Math.Min(north, east * Narrowing(level, row)));
        return 0.98 * Math.PI * reach * reach;
    }

    // How much shorter the poleward side of a cell is than its other side.
    private double Narrowing(int level, int row)
    {
        var (low, high) = (Ellipsoid.SinCosDegrees(Latitude(level, row)).Cos, Ellipsoid.SinCosDegrees(Latitude(level, row + 1)).Cos);
        return Math.Min(low, high) / Math.Max(low, high);
    }

    /// <summary>Half the sides of the cells of a row, at its widest, in metres, rounded up.</summary>
    private (double North, double East) HalfSides(int level, int row)
    {
        double low = Latitude(level, row), high = Latitude(level, row + 1);
        var widest = low < 0 && high > 0 ? 1 : Math.Max(Ellipsoid.SinCosDegrees(low).Cos, Ellipsoid.SinCosDegrees(high).Cos);
        return (GreatestRadius * Ellipsoid.Degree * (high - low) / 2, GreatestRadius * widest * Ellipsoid.Degree * width / Math.ScaleB(Columns, level) / 2);
    }

    private double Latitude(int level, double y) => south + height * y / Math.ScaleB(Rows, level);

    // The content between the equator and a parallel is this, times b²/2, for each radian of longitude.
    private static double Under(double latitude)
    {
        var sin = Ellipsoid.SinCosDegrees(Math.Clamp(latitude, -90, 90)).Sin;
        return sin / (1 - E2 * sin * sin) + Math.Atanh(E * sin) / E;
    }
}
