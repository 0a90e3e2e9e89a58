using Truceline.Geography;

namespace Truceline.Agreements.Changes;

/// <summary>How the ground of a zone was changed.</summary>
/// <param name="AddedSquareKilometres">What only the new zone covers; null: not measured, because a zone has no end or too many were to be compared.</param>
/// <param name="RemovedSquareKilometres">What only the old zone covers; null: not measured.</param>
public sealed record GroundChange(double? AddedSquareKilometres, double? RemovedSquareKilometres)
{
    /// <summary>More, less, the same or other ground.</summary>
    internal Extent Extent { get; init; }
}

/// <summary>
/// Compares the ground of two zones: first by how they are composed, which is exact, and only then by measuring what one covers
/// and the other does not.
/// </summary>
internal sealed class GroundComparison(Marks marks)
{
    /// <summary>Pairs of zones that are measured at most; each may take some tens of milliseconds.</summary>
    public const int MostMeasured = 60;

    // How often the parts of two zones are held against each other, before that is given up and the ground measured.
    private const int MostSteps = 20_000;

    // Where two drawings share an edge, a strip of this content may be there or not.
    private const double Sliver = 10_000;

    private readonly Dictionary<(string Old, string New), GroundChange> known = [];
    private int measured;
    private int steps;

    /// <summary>Whether some pairs were not measured because there were too many.</summary>
    public bool LeftSomeOut => measured > MostMeasured;

    /// <summary>How the new zone differs from the old one.</summary>
    public GroundChange Compare(Zone old, Zone @new)
    {
        var key = (marks.Of(old), marks.Of(@new));
        if (key.Item1 == key.Item2) return new(0, 0) { Extent = Extent.Same };
        return known.TryGetValue(key, out var change) ? change : known[key] = Measure(old, @new);
    }

    private GroundChange Measure(Zone old, Zone @new)
    {
        steps = 0;
        var (newHoldsOld, oldHoldsNew) = (Holds(@new, old), Holds(old, @new));
        var added = oldHoldsNew ? Ground.None : null;
        var removed = newHoldsOld ? Ground.None : null;
        if (measured++ < MostMeasured)
        {
            added ??= Ground.Of(Without(@new, old));
            removed ??= Ground.Of(Without(old, @new));
        }
        return new(Kilometres(added), Kilometres(removed)) { Extent = Extents.Of(newHoldsOld || IsNothing(removed), oldHoldsNew || IsNothing(added)) };
    }

    private static double? Kilometres(Ground? ground) => ground is null ? null : IsNothing(ground) ? 0 : ground.SquareMetres / 1e6;

    private static bool IsNothing(Ground? ground) =>
        ground is not null && (ground.Exists == Certainty.No || (ground.Exists == Certainty.Possible && ground.SquareMetres < Sliver));

    /// <summary>What one zone covers and another does not.</summary>
    private static Zone.AllOf Without(Zone one, Zone other) => new Zone.AllOf([one, other is Zone.NotIn not ? not.Other : new Zone.NotIn(other)]);

    /// <summary>Whether it follows from how they are composed that one zone covers the other.</summary>
    private bool Holds(Zone outer, Zone inner)
    {
        if (++steps > MostSteps) return false;
        if (marks.Of(outer) == marks.Of(inner)) return true;
        if (inner is Zone.AnyOf parts) return parts.Zones.All(part => Holds(outer, part));
        if (outer is Zone.AllOf every) return every.Zones.All(part => Holds(part, inner));
        if (outer is Zone.AnyOf some && some.Zones.Any(part => Holds(part, inner))) return true;
        if (inner is Zone.AllOf all && all.Zones.Any(part => Holds(outer, part))) return true;
        return (outer, inner) switch
        {
            (Zone.NotIn one, Zone.NotIn other) => Holds(other.Other, one.Other),
            (Zone.Belt one, Zone.Belt other) => one.Distance >= other.Distance && IsOn(one.Side, other.Side) && marks.Of(one.Line) == marks.Of(other.Line),
            (Zone.Beyond one, Zone.Beyond other) => one.Distance <= other.Distance && IsOn(one.Side, other.Side) && marks.Of(one.Line) == marks.Of(other.Line),
            (Zone.Around one, Zone.Around other) => one.Distance >= other.Distance && marks.Of(one.Area) == marks.Of(other.Area),
            (Zone.Around one, Zone.In other) => marks.Of(one.Area) == marks.Of(other.Area),
            _ => false,
        };
    }

    private static bool IsOn(Geography.Side? outer, Geography.Side? inner) => outer is null || outer == inner;
}
