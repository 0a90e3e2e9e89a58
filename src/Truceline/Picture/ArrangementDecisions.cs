using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Agreements.Voting;

namespace Truceline.Picture;

/// <summary>A decision of a body: who votes, under which rule, who blocks.</summary>
public sealed record Procedure
{
    /// <summary>The decision.</summary>
    public required Decision Decision { get; init; }

    /// <summary>The body.</summary>
    public required Actor Body { get; init; }

    /// <summary>How it can fall: who sits there, and which of them are enough. Coalitions and powers come of it (<see cref="VotingAnalysis.Of"/>).</summary>
    public required VotingGame Game { get; init; }

    /// <summary>Who votes, in the order of their names; the body itself where it has no members.</summary>
    public required ImmutableArray<Actor> Voters { get; init; }

    /// <summary>How many votes there are: unnamed members count too.</summary>
    public required int Votes { get; init; }

    /// <summary>The rule in words: "at least 2/3 of 3 votes: 2".</summary>
    public required string Rule { get; init; }

    /// <summary>Who has a veto, in the order of their names.</summary>
    public required ImmutableArray<Actor> Veto { get; init; }

    /// <summary>Within what time, in words; null: no limit.</summary>
    public required string? Within { get; init; }

    /// <summary>Who proposed it, or the body, where one of them is only proposed; null: both stand, or it is not said whose proposal it is.</summary>
    public required Actor? ProposedBy { get; init; }

    /// <summary>The clauses whose breach or fulfilment leads to it, as the agreement has them.</summary>
    public required ImmutableArray<Clause> LedToBy { get; init; }

    /// <summary>The statements that it rests on, those of them that are on record.</summary>
    public required ImmutableArray<Utterance> Rests { get; init; }

    internal static ImmutableArray<Procedure> All(Agreement agreement, ImmutableArray<Utterance> utterances) =>
        [.. agreement.Decisions.Where(decision => decision.By is not null).Select(decision => Of(agreement, decision, utterances))];

    private static Procedure Of(Agreement agreement, Decision decision, ImmutableArray<Utterance> utterances)
    {
        var game = VotingGame.Of(agreement, decision);
        return new()
        {
            Decision = decision,
            Body = game.Body!,
            Game = game,
            Voters = [.. game.Seats.Where(seat => seat.Heads > 0).Select(seat => seat.Actor).Distinct()],
            Votes = (int)Math.Min(int.MaxValue, game.Votes),
            Rule = game.RuleWords(),
            Veto = agreement.Named(decision.Veto),
            Within = decision.Within?.Words(),
            ProposedBy = agreement.ProposerOf(decision),
            LedToBy = [.. agreement.Clauses.Where(clause => clause.OnBreach == decision.Id || clause.OnDone == decision.Id)],
            Rests = utterances.Cited(decision.Said),
        };
    }
}

/// <summary>Who must agree to an act, and who objects without effect.</summary>
/// <param name="Decision">The decision that is a consent.</param>
/// <param name="To">The clause about the act.</param>
/// <param name="By">Who must agree, all of them, in the order of their names.</param>
/// <param name="OthersWhoReject">Who else rejects the act or the consent, in the order of their names: under this rule that has no effect.</param>
/// <param name="Rests">The statements that it rests on, those of them that are on record.</param>
public sealed record ConsentNeeded(Decision Decision, Clause To, ImmutableArray<Actor> By, ImmutableArray<Actor> OthersWhoReject, ImmutableArray<Utterance> Rests)
{
    internal static ImmutableArray<ConsentNeeded> All(Agreement agreement, ImmutableArray<Utterance> utterances) =>
    [
        .. agreement.Decisions.Where(decision => decision.Consent is not null).Select(decision => new ConsentNeeded(
            decision,
            agreement.Clauses.First(clause => clause.Id == decision.Consent!.To),
            agreement.Named(decision.Consent!.By),
            agreement.Named(agreement.Positions
                .Where(position => position.Reject.Contains(decision.Id) || position.Reject.Contains(decision.Consent!.To))
                .Select(position => position.Actor)
                .Except(agreement.Expand(decision.Consent!.By).Concat(decision.Consent.By))),
            utterances.Cited(decision.Said))),
    ];
}
