using Truceline.Agreements.Text;
using Truceline.Agreements.Voting;

namespace Truceline.Agreements.Checks;

/// <summary>The decisions of bodies whose members are known, as games.</summary>
internal static class DecisionGames
{
    public static IEnumerable<VotingGame> Games(this Agreement agreement)
    {
        var electorate = new Electorate(agreement);
        return agreement.Decisions.Where(decision => decision.By is not null).Select(decision => VotingGame.Of(electorate, decision)).Where(game => !game.MembersUnknown);
    }

    /// <summary>What is to be known of a decision that does not stand, at the end of a sentence.</summary>
    public static string Standing(this Agreement agreement, Decision decision) =>
        agreement.ProposerOf(decision) is { } proposer ? $"; {Shown.Plain(proposer.Name)} proposes it, and it does not stand" : decision.Status == "pending" ? "; it is pending" : "";
}
