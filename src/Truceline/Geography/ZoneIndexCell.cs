namespace Truceline.Geography;

/// <summary>
/// A cell of a grid in degrees, halved from level to level: at level n it is 360°/2ⁿ wide and high. Level 0 is the globe, of which only
/// the lower half is ground.
/// </summary>
internal readonly record struct ZoneIndexCell(int Level, int X, int Y)
{
    /// <summary>The deepest level: cells of 305 m from south to north.</summary>
    public const int Deepest = 17;

    public static ZoneIndexCell Globe => new(0, 0, 0);

    private const double GreatestRadius = 6399594.0;

    private double Degrees => 360.0 / (1 << Level);

    public double West => X * Degrees - 180;

    public double South => Y * Degrees - 90;

    public double East => West + Degrees;

    public double North => Math.Min(90, South + Degrees);

    public SurfacePoint Centre => new((South + North) / 2, (West + East) / 2);

    /// <summary>
    /// No place of the cell is further from its centre: a straight way in degrees is no longer than this on the ellipsoid. A centimetre
    /// more, for places that rounding lays into the neighbouring cell.
    /// </summary>
    public double Radius
    {
        get
        {
            var low = South < 0 && North > 0 ? 0 : Math.Min(Math.Abs(South), Math.Abs(North));
            var half = Degrees / 2 * Ellipsoid.Degree * GreatestRadius;
            var cos = Math.Cos(low * Ellipsoid.Degree);
            return Math.Min(Ellipsoid.GreatestDistance, half * Math.Sqrt(1 + cos * cos) + 0.01);
        }
    }

    /// <summary>A quarter, from 0 to 3: below left, below right, above left, above right.</summary>
    public ZoneIndexCell Quarter(int number) => new(Level + 1, 2 * X + (number & 1), 2 * Y + (number >> 1));

    /// <summary>How many quarters are ground.</summary>
    public int Quarters => Level == 0 ? 2 : 4;

    /// <summary>The column and row, at the deepest level, in which a position lies.</summary>
    public static (int X, int Y) Of(double longitude, double latitude)
    {
        const double scale = (1 << Deepest) / 360.0;
        return (Math.Min((int)((longitude + 180) * scale), (1 << Deepest) - 1), Math.Min((int)((latitude + 90) * scale), (1 << (Deepest - 1)) - 1));
    }
}
