using System.Collections.Immutable;
using Truceline.Geography;

namespace Truceline.Agreements.Checks;

/// <summary>How two zones lie to each other: by how they are composed where that decides, else by their ground.</summary>
internal sealed class CollisionZones
{
    // Zones are measured for milliseconds each; a file in which this many pairs differ is told of those first.
    private const int MostMeasured = 12;
    private const int Budget = 3_000;

    private readonly Dictionary<(Zone, Zone), Overlap> known = [];

    /// <summary>Whether some pair was left out because there were too many.</summary>
    public bool LeftOut { get; private set; }

    private int measured;

    /// <summary>How the first lies to the second; null: everywhere.</summary>
    public Overlap Of(Zone? inner, Zone? outer)
    {
        if (outer is null) return Overlap.Whole;
        // What may be done anywhere can be done outside.
        if (inner is null) return Overlap.Unknown;
        if (IsIn(inner, outer)) return Overlap.Whole;
        if (IsApart(inner, outer)) return Overlap.Unknown;
        if (known.TryGetValue((inner, outer), out var overlap)) return overlap;
        if (measured >= MostMeasured)
        {
            LeftOut = true;
            return Overlap.Unknown;
        }
        measured++;
        return known[(inner, outer)] = Measured(inner, outer);
    }

    private static Overlap Measured(Zone inner, Zone outer)
    {
        if (Ground.Of(new Zone.AllOf([inner, outer]), Budget)?.Exists != Certainty.Certain) return Overlap.Unknown;
        return Ground.Of(new Zone.AllOf([inner, new Zone.NotIn(outer)]), Budget)?.Exists == Certainty.Certain ? Overlap.Part : Overlap.Whole;
    }

    /// <summary>Whether two zones have no ground in common by the way in which they are written.</summary>
    private static bool IsApart(Zone one, Zone other) => IsWithout(one, other) || IsWithout(other, one) || (one, other) switch
    {
        (Zone.AnyOf any, _) => any.Zones.All(zone => IsApart(zone, other)),
        (_, Zone.AnyOf any) => any.Zones.All(zone => IsApart(one, zone)),
        (Zone.AllOf all, _) => all.Zones.Any(zone => IsApart(zone, other)),
        (_, Zone.AllOf all) => all.Zones.Any(zone => IsApart(one, zone)),
        (Zone.Belt { Side: { } side } belt, Zone.Belt { Side: { } across } facing) => side != across && belt.Line.Equals(facing.Line),
        _ => false,
    };

    private static bool IsWithout(Zone one, Zone other) => one switch
    {
        Zone.NotIn outside => IsIn(other, outside.Other),
        Zone.Beyond { Side: null } beyond => other is Zone.Belt belt && belt.Line.Equals(beyond.Line) && belt.Distance.Value <= beyond.Distance.Value,
        _ => false,
    };

    /// <summary>Whether a zone lies inside another by the way in which they are written.</summary>
    private static bool IsIn(Zone inner, Zone outer) => inner.Equals(outer) || (inner, outer) switch
    {
        (Zone.AnyOf any, _) => any.Zones.All(zone => IsIn(zone, outer)),
        (_, Zone.AllOf all) => all.Zones.All(zone => IsIn(inner, zone)),
        (Zone.AllOf all, _) when all.Zones.Any(zone => IsIn(zone, outer)) => true,
        (_, Zone.AnyOf any) => any.Zones.Any(zone => IsIn(inner, zone)),
        (Zone.Belt one, Zone.Belt other) => one.Line.Equals(other.Line) && one.Distance.Value <= other.Distance.Value && (other.Side is null || one.Side == other.Side),
        (Zone.Beyond one, Zone.Beyond other) => one.Line.Equals(other.Line) && one.Distance.Value >= other.Distance.Value && (other.Side is null || one.Side == other.Side),
        (Zone.In one, Zone.Around other) => one.Area.Equals(other.Area),
        (Zone.NotIn one, Zone.NotIn other) => IsIn(other.Other, one.Other),
        _ => false,
    };
}

/// <summary>How one zone lies to another.</summary>
internal enum Overlap
{
    /// <summary>Apart, or it cannot be said.</summary>
    Unknown,

    /// <summary>They have ground in common, and the first reaches beyond the second.</summary>
    Part,

    /// <summary>The first lies in the second, as far as can be seen.</summary>
    Whole,
}
