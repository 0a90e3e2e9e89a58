using System.Collections.Immutable;
using System.Numerics;

namespace Truceline.Agreements.Voting;

/// <summary>
/// What follows from a voting game, exactly: who is enough, who can block, and how much each vote weighs.
/// <para>
/// A game of up to 20 members, and a larger one whose members are of few kinds, is counted through, coalition by coalition
/// of kinds. A larger one whose votes are weights is counted by sums of weights, which gives the powers and no lists. What is
/// not computed is named in <see cref="NotComputed"/>; a list that is there is complete.
/// </para>
/// </summary>
public sealed record VotingAnalysis
{
    /// <summary>The most members that powers are computed for.</summary>
    public const int MostPlayers = 500;

    /// <summary>The game.</summary>
    public required VotingGame Game { get; init; }

    /// <summary>The coalitions that win and of which nobody can be spared; null: not listed.</summary>
    public CoalitionList? MinimalWinning { get; init; }

    /// <summary>The coalitions that block and of which nobody can be spared; null: not listed.</summary>
    public CoalitionList? MinimalBlocking { get; init; }

    /// <summary>The power of each seat, in the order of their names; null: not computed.</summary>
    public ImmutableArray<SeatPower>? Powers { get; init; }

    /// <summary>The seats whose vote never matters, in the order of their names; null: not known.</summary>
    public ImmutableArray<Seat>? Dummies => Powers is { } powers ? [.. powers.Where(power => power.Swings.IsZero).Select(power => power.Seat)] : null;

    /// <summary>What was not computed and why, in one sentence without a full stop; null: everything was.</summary>
    public string? NotComputed { get; init; }

    /// <summary>Counts a game through. Twenty members of twenty kinds take less than a second, anything usual a moment.</summary>
    public static VotingAnalysis Of(VotingGame game)
    {
        if (game.MembersUnknown) return new() { Game = game, NotComputed = "the file does not say who its members are" };
        if (game.Players > MostPlayers)
            return new() { Game = game, NotComputed = FormattableString.Invariant($"the {game.Players} members are more than the {MostPlayers} for whom coalitions are listed and powers computed") };
        if (ProfileCount.Of(game) is { } count) return count;
        var powers = WeightCount.Of(game);
        return new()
        {
            Game = game,
            Powers = powers,
            NotComputed = FormattableString.Invariant($"the {game.Players} members are of {game.Kinds.Length} kinds, too many to list coalitions")
                + (powers is null ? ", and their weights too large to compute powers" : ""),
        };
    }

    /// <summary>From the swings of one member of each kind, by the size of the coalition with it in, to the powers of the seats.</summary>
    internal static ImmutableArray<SeatPower> PowersOf(VotingGame game, BigInteger[][] swings)
    {
        var players = (int)game.Players;
        // Of the orders in which all can come forward, those in which one comes last of a coalition of each size.
        var orders = new BigInteger[players + 1];
        var factorials = new BigInteger[players + 1];
        factorials[0] = 1;
        for (var i = 1; i <= players; i++) factorials[i] = factorials[i - 1] * i;
        for (var size = 1; size <= players; size++) orders[size] = factorials[size - 1] * factorials[players - size];
        var raw = swings.Select(bySize => bySize.Aggregate(BigInteger.Zero, (sum, some) => sum + some)).ToArray();
        var all = game.Kinds.Zip(raw, (kind, some) => some * kind.Number).Aggregate(BigInteger.Zero, (sum, some) => sum + some);
        var powers = game.Kinds.Select((kind, at) =>
        {
            var pivots = BigInteger.Zero;
            for (var size = 1; size <= players; size++) pivots += swings[at][size] * orders[size];
            return (ShapleyShubik: new Fraction(pivots, factorials[players]), Swings: raw[at],
                Banzhaf: new Fraction(raw[at], all.IsZero ? 1 : all), Absolute: new Fraction(raw[at], BigInteger.One << (players - 1)));
        }).ToArray();
        return
        [
            .. game.Kinds.SelectMany((kind, at) => kind.Seats.Select(seat => new SeatPower(seat, powers[at].ShapleyShubik, powers[at].Swings, powers[at].Banzhaf, powers[at].Absolute)))
                .InOrder(power => power.Seat.Actor),
        ];
    }
}

/// <summary>How much the vote of one member weighs. Of a seat of several it is the power of each of them.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="ShapleyShubik">The share of all orders of coming forward in which it is the one that turns the outcome (Shapley and Shubik 1954).</param>
/// <param name="Swings">In how many coalitions of the others its yes turns the outcome: the raw number of Banzhaf (1965).</param>
/// <param name="Banzhaf">The same as a share of the swings of all; of a decision that can never pass, 0.</param>
/// <param name="BanzhafAbsolute">The same as a share of all coalitions of the others (Penrose 1946).</param>
public sealed record SeatPower(Seat Seat, Fraction ShapleyShubik, BigInteger Swings, Fraction Banzhaf, Fraction BanzhafAbsolute);
