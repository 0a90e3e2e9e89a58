using System.Collections.Immutable;
using NodaTime.Text;

namespace Truceline.Agreements.Changes;

/// <summary>The exceptions of clauses: which hold wherever others do.</summary>
internal static class Exceptions
{
    /// <summary>Whether there are more exceptions, fewer, or others.</summary>
    public static Extent Compare(Side old, ImmutableArray<Exemption> before, Side @new, ImmutableArray<Exemption> after) =>
        Extents.Of(before.All(one => after.Any(other => Holds(@new, other, old, one))), after.All(one => before.Any(other => Holds(old, other, @new, one))));

    /// <summary>Whether the wider exception holds wherever the narrower does: it asks for no condition that the other does not ask for.</summary>
    private static bool Holds(Side a, Exemption wider, Side b, Exemption narrower) =>
        wider.Conditions.All(one => narrower.Conditions.Any(other => Holds(a, one, b, other)));

    private static bool Holds(Side a, Condition wider, Side b, Condition narrower) => (wider, narrower) switch
    {
        (Condition.AuthorisedBy one, Condition.AuthorisedBy other) => a.Actors(one.Actors).IsSupersetOf(b.Actors(other.Actors)),
        (Condition.OrderedBy one, Condition.OrderedBy other) => a.Actors(one.Actors).IsSupersetOf(b.Actors(other.Actors)),
        (Condition.AttackedBy one, Condition.AttackedBy other) => one.Actors.IsEmpty || (!other.Actors.IsEmpty && a.Actors(one.Actors).IsSupersetOf(b.Actors(other.Actors))),
        (Condition.Notified one, Condition.Notified other) => (one.To.IsEmpty || a.Actors(one.To).SetEquals(b.Actors(other.To)))
            && (one.Before is null || (other.Before is { } before && MomentOrder.Compare(one.Before, before) is Extent.Same or Extent.More)),
        (Condition.Rotation one, Condition.Rotation other) => (!one.OneForOne || other.OneForOne)
            && (one.Max is null || (other.Max <= one.Max && one.Per!.Equals(other.Per)))
            && (one.Through is null || (other.Through is { } through && a.ZoneMark(one.Through) == b.ZoneMark(through))),
        (Condition.Tried one, Condition.Tried other) => a.Clause(one.Clause) == b.Clause(other.Clause),
        _ => false,
    };

    /// <summary>The mark of an exception.</summary>
    public static string Mark(Side side, Exemption exemption) => Dimensions.Set(exemption.Conditions.Select(condition => condition switch
    {
        Condition.AuthorisedBy one => $"authorised({Dimensions.Set(side.Actors(one.Actors))})",
        Condition.OrderedBy one => $"ordered({Dimensions.Set(side.Actors(one.Actors))})",
        Condition.AttackedBy one => $"attacked({Dimensions.Set(side.Actors(one.Actors))})",
        Condition.Notified one => $"notified({Dimensions.Set(side.Actors(one.To))};{Text(one.Before)})",
        Condition.Rotation one => FormattableString.Invariant($"rotation({one.OneForOne};{one.Max};{Text(one.Per)};{(one.Through is { } zone ? side.ZoneMark(zone) : "")})"),
        Condition.Tried one => $"tried({side.Clause(one.Clause)})",
        _ => throw new InvalidOperationException("INVARIANT: the family of conditions is closed"),
    }));

    /// <summary>An exception for people: "authorised by MAC and notified to TCG".</summary>
    public static string Shown(Exemption exemption) => string.Join(" and ", exemption.Conditions.Select(condition => condition switch
    {
        Condition.AuthorisedBy one => $"authorised by {Dimensions.List(one.Actors)}",
        Condition.OrderedBy one => $"ordered by {Dimensions.List(one.Actors)}",
        Condition.AttackedBy one => one.Actors.IsEmpty ? "attacked" : $"attacked by {Dimensions.List(one.Actors)}",
        Condition.Notified one => $"notified{(one.To.IsEmpty ? "" : $" to {Dimensions.List(one.To)}")}{(one.Before is { } before ? $" {Text(before)} before" : "")}",
        Condition.Rotation one => FormattableString.Invariant($"rotation{(one.OneForOne ? " one for one" : "")}{(one.Max is { } max ? $" of at most {max} in {Text(one.Per)}" : "")}{(one.Through is { } zone ? $" through {zone}" : "")}"),
        Condition.Tried one => $"{one.Clause} was tried",
        _ => throw new InvalidOperationException("INVARIANT: the family of conditions is closed"),
    }));

    private static string Text(NodaTime.Period? period) => period is null ? "" : PeriodPattern.Roundtrip.Format(period);
}
