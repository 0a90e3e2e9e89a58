using System.Collections.Immutable;
using Truceline.Geography;

namespace Truceline.Agreements.Binding;

/// <summary>
/// How much work the zones of a file and of all its readings may make together. A short file can ask for much: each ground between
/// lines, each division and each distance from a zone looks at every vertex of what it is drawn from.
/// </summary>
internal sealed class Effort
{
    /// <summary>What a ground between lines costs for each vertex: it is cut and measured.</summary>
    public const int Between = 25;

    /// <summary>What a division costs for each vertex: the line is cut into parts.</summary>
    public const int Division = 50;

    /// <summary>What a distance from a zone costs for each vertex.</summary>
    public const int Distance = 1;

    // One division of a belt along the longest line that may be drawn, dozens along one of a thousand vertices. About a kilobyte is
    // allocated for a vertex of a division.
    private const long Most = 2_000_000;

    // Two lines of six thousand vertices. What was drawn once is not drawn again.
    private const long MostBetween = 12_000 * Between;

    private long spent;
    private long between;

    /// <summary>Whether there is enough left; else a problem is added.</summary>
    public bool Allows(Scope scope, Location where, int weight, int vertices)
    {
        spent += (long)weight * vertices;
        if (weight == Between) between += (long)weight * vertices;
        if (spent <= Most && between <= MostBetween) return true;
        scope.Problems.Add("TL001", where, "drawing the zones of this file takes too long", "draw the lines with fewer vertices, or draw the zones in files");
        return false;
    }

    /// <summary>How many vertices a zone is drawn from.</summary>
    public static int Vertices(Zone zone) => zone switch
    {
        Zone.In { Area: var area } => Of(area),
        Zone.Around { Area: var area } => Of(area),
        Zone.Belt belt => belt.Line.Vertices.Length,
        Zone.Beyond beyond => beyond.Line.Vertices.Length,
        Zone.NotIn not => Vertices(not.Other),
        Zone.AnyOf any => Sum(any.Zones),
        Zone.AllOf all => Sum(all.Zones),
        Zone.Nearer nearer => nearer.Lines.Sum(line => line.Vertices.Length),
        _ => throw new InvalidOperationException("INVARIANT: the family of zones is closed"),
    };

    private static int Of(Area area) => area.Polygons.Sum(polygon => polygon.Outer.Length + polygon.Holes.Sum(hole => hole.Length));

    private static int Sum(ImmutableArray<Zone> zones) => (int)Math.Min(int.MaxValue, zones.Sum(zone => (long)Vertices(zone)));
}
