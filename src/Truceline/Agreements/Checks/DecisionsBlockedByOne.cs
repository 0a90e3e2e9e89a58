using Truceline.Agreements.Text;
using Truceline.Agreements.Voting;

namespace Truceline.Agreements.Checks;

/// <summary>TL051: decisions that a single member can block. Where each of them can, that is one problem and not one each.</summary>
internal static class DecisionsBlockedByOne
{
    private const int MostSteps = 20;

    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        foreach (var game in agreement.Games())
        {
            if (!game.CanPass || game.Players == 1) continue;
            var alone = game.SingleBlockers;
            if (alone.IsEmpty) continue;
            var decision = game.Decision;
            var everybody = alone.Length == game.Seats.Length;
            var what = everybody
                ? FormattableString.Invariant($"each of the {game.Players} who take decision '{decision.Id}' can block it alone: {Shown.Plain(game.RuleWords())}")
                : $"{Who(alone)} can block decision '{decision.Id}' {(alone.Length > 1 ? "each " : "")}alone, {How(alone)}";
            var proof = everybody || alone.Length > MostSteps ? null
                : new Proof.Listing([.. alone.Select(seat => new ProofStep(seat.Actor.Id, Step(game, seat)) { Where = decision.Where })]);
            yield return agreement.Problem("TL051", decision.Where, what + agreement.Standing(decision), "say that it is meant so, or change the rule", [decision.Id, .. alone.Select(seat => seat.Actor.Id)], proof);
        }
    }

    private static string Who(IReadOnlyCollection<Seat> seats) => seats.Count > MostSteps
        ? FormattableString.Invariant($"{seats.Sum(seat => seat.Number)} of its members")
        : Shown.List(seats.Select(seat => seat.Number > 1 ? FormattableString.Invariant($"each of the {seat.Number} of {Shown.Plain(seat.Actor.Name)}") : Shown.Plain(seat.Name)));

    private static string How(IReadOnlyCollection<Seat> seats)
    {
        var vetoes = seats.Count(seat => seat.Veto);
        return vetoes == seats.Count ? "by veto" : vetoes == 0 ? "because it does not pass without that vote" : "by veto or because it does not pass without that vote";
    }

    private static string Step(VotingGame game, Seat seat)
    {
        if (seat.Veto) return $"{Shown.Plain(seat.Name)} has a veto";
        var others = game.Votes - seat.Weight;
        return others < game.Needed
            ? FormattableString.Invariant($"without {Shown.Plain(seat.Name)} the others have {others} of the {game.Needed} that are needed")
            : FormattableString.Invariant($"without {Shown.Plain(seat.Name)} the others are {game.Heads - seat.Heads} of the {game.Quorum} that have to take part");
    }
}
