using System.Collections.Immutable;

namespace Truceline.Agreements.Voting;

/// <summary>One decision beside another: whose vote weighs more, whose less, who can block under one of them and not under the other.</summary>
/// <param name="From">The first decision.</param>
/// <param name="To">The second.</param>
/// <param name="Rows">Who sits in either, in the order of their names.</param>
public sealed record VotingComparison(VotingAnalysis From, VotingAnalysis To, ImmutableArray<VotingChange> Rows)
{
    /// <summary>Puts two decisions of one agreement beside each other.</summary>
    public static VotingComparison Of(VotingAnalysis from, VotingAnalysis to)
    {
        var keys = from.Game.Seats.Concat(to.Game.Seats).DistinctBy(Key).InOrder(seat => seat.Actor);
        return new(from, to, [.. keys.Select(seat => Row(from, to, Key(seat)))]);
    }

    private static (string, bool) Key(Seat seat) => (seat.Actor.Id, seat.Rest);

    private static VotingChange Row(VotingAnalysis from, VotingAnalysis to, (string, bool) key)
    {
        return new(In(from), In(to), Alone(from), Alone(to));

        VotingSeat? In(VotingAnalysis analysis) => analysis.Game.Seats.FirstOrDefault(seat => Key(seat) == key) is { } seat
            ? new(seat, analysis.Powers?.First(power => Key(power.Seat) == key)) : null;
        bool Alone(VotingAnalysis analysis) => analysis.Game.SingleBlockers.Any(seat => Key(seat) == key);
    }
}

/// <summary>A seat, and its power where that was computed.</summary>
public sealed record VotingSeat(Seat Seat, SeatPower? Power);

/// <summary>What changes for one who sits in one of two decisions, or in both. Who does not sit there has no power there.</summary>
/// <param name="From">The seat in the first; null: none.</param>
/// <param name="To">The seat in the second; null: none.</param>
/// <param name="BlockedAlone">Whether it can block the first alone.</param>
/// <param name="BlocksAlone">Whether it can block the second alone.</param>
public sealed record VotingChange(VotingSeat? From, VotingSeat? To, bool BlockedAlone, bool BlocksAlone)
{
    /// <summary>By how much its Shapley–Shubik power grows; of a seat of several that of all of them together. Null where one of the two was not computed.</summary>
    public Fraction? ShapleyShubik => Difference(power => power.ShapleyShubik);

    /// <summary>By how much its normalised Banzhaf power grows.</summary>
    public Fraction? Banzhaf => Difference(power => power.Banzhaf);

    /// <summary>A power of a seat, of all who sit on it together; nought for none; null where it was not computed.</summary>
    public static Fraction? Together(VotingSeat? seat, Func<SeatPower, Fraction> which) =>
        seat is null ? default(Fraction) : seat.Power is { } power ? which(power) * seat.Seat.Number : null;

    private Fraction? Difference(Func<SeatPower, Fraction> which) => Together(To, which) - Together(From, which);
}
