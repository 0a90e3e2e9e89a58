using System.Collections.Immutable;

namespace Truceline.Agreements.Voting;

/// <summary>
/// How a decision can fall: who sits there, and which of them are enough. A coalition is those who say yes. It <em>wins</em>
/// when it carries the decision whatever all others do, be it that they say no or that they stay silent; it <em>blocks</em>
/// when without it the others do not win. More votes for it never make a decision fail.
/// <para>
/// A majority of 1/2 is more than half of all members, another fraction at least that share of them. Without objection and
/// everybody's agreement are carried by the same coalitions: all, because anyone left out can object; what they differ in is
/// silence. A quorum can be denied by staying away, unless silence is counted as something: then the silent take part. A
/// casting vote counts where exactly half are in favour and one more would be enough. A veto of a group is one of each of its
/// members; a weight of a group is cast by it as one. A consent needs all whom it names.
/// </para>
/// </summary>
public sealed record VotingGame
{
    /// <summary>The decision.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The body that decides; null for a consent.</summary>
    public required Actor? Body { get; init; }

    /// <summary>Who sits there, in the order of their names.</summary>
    public required ImmutableArray<Seat> Seats { get; init; }

    /// <summary>The same by kind, in the order of the first name of each.</summary>
    public required ImmutableArray<SeatKind> Kinds { get; init; }

    /// <summary>The votes, or the weight, that is enough.</summary>
    public required long Needed { get; init; }

    /// <summary>How many must take part, where staying away can prevent it or they are too few; 0: no such number.</summary>
    public required long Quorum { get; init; }

    /// <summary>How many they are.</summary>
    public required long Players { get; init; }

    /// <summary>All votes, or all weight.</summary>
    public required long Votes { get; init; }

    /// <summary>How many members they are, for a quorum.</summary>
    public required long Heads { get; init; }

    /// <summary>Whether the file gives a body, group or force without saying who is in it: it votes as one then, and no more can be said.</summary>
    public bool MembersUnknown => Body is { Members.IsEmpty: true, Count: null, Kind: ActorKind.Body or ActorKind.Group or ActorKind.Force };

    /// <summary>Whether it passes when all say yes.</summary>
    public bool CanPass => Carries(Kinds.Sum(kind => kind.Number * Worth(kind)), Heads);

    /// <summary>Whether it passes when nobody says anything at all.</summary>
    public bool PassesInSilence => Decision.Silence switch
    {
        SilenceMeans.Assent => CanPass,
        SilenceMeans.Objection => false,
        SilenceMeans.Abstention => Decision.Rule is DecisionRule.Consensus,
        _ => Decision is { Rule: DecisionRule.Consensus, Quorum: null },
    };

    /// <summary>The seats of which each can block alone: it does not win without them.</summary>
    public ImmutableArray<Seat> SingleBlockers => SeatsOf(BlocksAlone());

    /// <summary>The seats of which each wins alone.</summary>
    public ImmutableArray<Seat> Passers
    {
        get
        {
            var vetoes = Kinds.Where(kind => kind.Veto).Sum(kind => kind.Number);
            return SeatsOf(Kinds.Where(kind => vetoes == (kind.Veto ? 1 : 0) && Carries(Worth(kind), kind.Heads)));
        }
    }

    /// <summary>One of the smallest coalitions that block, those who cast the most votes first; null where it can never pass.</summary>
    public Coalition? SmallestBlocking
    {
        get
        {
            if (!CanPass) return null;
            if (BlocksAlone().FirstOrDefault() is { } alone) return new([new(alone, 1)]);
            var byVotes = Taken(Worth, Kinds.Sum(kind => kind.Number * Worth(kind)) - Enough);
            var byHeads = Taken(kind => kind.Heads, Heads - Quorum);
            return Quorum > 0 && byHeads.Size < byVotes.Size ? byHeads : byVotes;
        }
    }

    /// <summary>The game of a decision of an agreement.</summary>
    public static VotingGame Of(Agreement agreement, Decision decision) => Of(new Electorate(agreement), decision);

    internal static VotingGame Of(Electorate electorate, Decision decision)
    {
        var seats = SeatsOf(electorate, decision);
        var votes = seats.Sum(seat => seat.Number * seat.Weight);
        var heads = seats.Sum(seat => seat.Number * seat.Heads);
        return new()
        {
            Decision = decision,
            Body = decision.By is { } body ? electorate.Agreement.Actors[body] : null,
            Seats = seats,
            Kinds = SeatKind.Of(seats),
            Players = seats.Sum(seat => seat.Number),
            Votes = votes,
            Heads = heads,
            Needed = VotesNeeded(decision.Rule, votes),
            Quorum = decision.Quorum is { } quorum && (decision.Silence is null || quorum > heads) ? quorum : 0,
        };
    }

    /// <summary>The votes that a rule asks for, of so many.</summary>
    internal static long VotesNeeded(DecisionRule? rule, long votes) => rule switch
    {
        DecisionRule.Any => 1,
        null or DecisionRule.Consensus or DecisionRule.Unanimity => votes,
        DecisionRule.Votes number => number.Number,
        DecisionRule.Share share when share.Numerator * 2 == share.Denominator => votes / 2 + 1,
        DecisionRule.Share share => (votes * share.Numerator + share.Denominator - 1) / share.Denominator,
        DecisionRule.Weighted weighted => weighted.Needed,
        _ => throw new InvalidOperationException("INVARIANT: the family of rules is closed"),
    };

    /// <summary>Whether exactly half can be in favour while one more is enough.</summary>
    internal bool TieIsPossible => Votes % 2 == 0 && Needed == Votes / 2 + 1 && Decision is { Tie: not null, Rule: DecisionRule.Votes or DecisionRule.Weighted or DecisionRule.Share } && !IsOtherShare;

    // At least two thirds of two votes are both: one of them is no tie.
    private bool IsOtherShare => Decision.Rule is DecisionRule.Share share && share.Numerator * 2 != share.Denominator;

    /// <summary>The votes of one of a kind on a scale on which a casting vote is a vote too: where votes can be equal each counts twice, and the casting vote once more.</summary>
    internal long Worth(SeatKind kind) => TieIsPossible ? 2 * kind.Weight + (kind.BreaksTies ? 1 : 0) : kind.Weight;

    /// <summary>What is needed on that scale.</summary>
    internal long Enough => TieIsPossible ? Votes + 1 : Needed;

    /// <summary>Whether so much worth and so many members carry it, where no veto stands against it.</summary>
    private bool Carries(long worth, long heads) => worth >= Enough && heads >= Quorum;

    private IEnumerable<SeatKind> BlocksAlone()
    {
        var (worth, heads) = (Kinds.Sum(kind => kind.Number * Worth(kind)), Heads);
        return Kinds.Where(kind => kind.Veto || !Carries(worth - Worth(kind), heads - kind.Heads));
    }

    private static ImmutableArray<Seat> SeatsOf(IEnumerable<SeatKind> kinds) => [.. kinds.SelectMany(kind => kind.Seats).InOrder(seat => seat.Actor)];

    /// <summary>The fewest whose leaving takes more than may be spared.</summary>
    private Coalition Taken(Func<SeatKind, long> worth, long spare)
    {
        var parts = new Dictionary<SeatKind, long>();
        foreach (var kind in Kinds.Where(kind => worth(kind) > 0).OrderByDescending(worth))
        {
            if (spare < 0) break;
            var number = Math.Min(kind.Number, spare / worth(kind) + 1);
            parts[kind] = number;
            spare -= number * worth(kind);
        }
        return new([.. Kinds.Where(parts.ContainsKey).Select(kind => new CoalitionPart(kind, parts[kind]))]);
    }

    private static ImmutableArray<Seat> SeatsOf(Electorate electorate, Decision decision)
    {
        var agreement = electorate.Agreement;
        if (decision.By is not { } body)
            return [.. decision.Consent!.By.SelectMany(id => electorate.Standing(id)).DistinctBy(seat => (seat.Actor.Id, seat.Rest)).InOrder(seat => seat.Actor)];
        var seats = decision.Rule is DecisionRule.Weighted weighted ? Weighted(electorate, body, weighted) : electorate.Of(body);
        var vetoes = decision.Veto.Concat(agreement.Expand(decision.Veto)).ToHashSet(StringComparer.Ordinal);
        if (vetoes.Count > 0)
        {
            seats = [.. seats.Select(seat => vetoes.Contains(seat.Actor.Id) ? seat with { Veto = true } : seat)];
            // A member whose weight another casts for it keeps a veto of its own.
            seats = seats.AddRange(agreement.Expand(decision.Veto)
                .Where(id => decision.Rule is DecisionRule.Weighted && !seats.Any(seat => seat.Actor.Id == id) && !decision.Veto.Any(veto => seats.Any(seat => seat.Actor.Id == veto)))
                .Select(id => new Seat(agreement.Actors[id], agreement.Actors[id].Count ?? 1, 0, 0, true, false, false)));
        }
        if (decision.Tie is { } tie)
        {
            var sits = seats.FirstOrDefault(seat => seat.Actor.Id == tie && seat is { Number: 1, Rest: false });
            seats = sits is null ? seats.Add(new(agreement.Actors[tie], 1, 0, 0, false, true, false)) : seats.Replace(sits, sits with { BreaksTies = true });
        }
        return [.. seats.InOrder(seat => seat.Actor)];
    }

    /// <summary>Those with a weight, each as one; and those without.</summary>
    private static ImmutableArray<Seat> Weighted(Electorate electorate, string body, DecisionRule.Weighted weighted)
    {
        var agreement = electorate.Agreement;
        var listed = weighted.Weights.Keys.Concat(agreement.Expand(weighted.Weights.Keys)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. weighted.Weights.Select(pair => new Seat(agreement.Actors[pair.Key], 1, pair.Value, electorate.Standing(pair.Key).Sum(seat => seat.Number), false, false, false)),
            .. electorate.Of(body).Where(seat => !listed.Contains(seat.Actor.Id)).Select(seat => seat with { Weight = 0 }),
        ];
    }
}
