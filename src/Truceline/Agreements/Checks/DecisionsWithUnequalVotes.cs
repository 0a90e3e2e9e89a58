using Truceline.Agreements.Text;
using Truceline.Agreements.Voting;

namespace Truceline.Agreements.Checks;

/// <summary>
/// TL052: members whose vote never matters, casting votes that are never asked for, and small coalitions that can block. Small is fewer than a third of all: two
/// thirds is the greatest majority that is commonly asked for, and more than a third can block it.
/// </summary>
internal static class DecisionsWithUnequalVotes
{
    // All decisions together; a usual one takes less than a hundred.
    private const long Budget = 5_000_000;
    private const int MostShown = 12;

    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        var budget = Budget;
        var found = new List<Problem>();
        foreach (var game in agreement.Games())
        {
            if (!game.CanPass || game.Players == 1) continue;
            if (Casting(agreement, game) is { } casting) found.Add(casting);
            if (Idle(agreement, game, ref budget) is { } idle) found.Add(idle);
            if (Blocking(agreement, game) is { } blocking) found.Add(blocking);
        }
        return found;
    }

    private static Problem? Casting(Agreement agreement, VotingGame game) => game.Decision.Tie is not { } tie || game.TieIsPossible ? null :
        agreement.Problem("TL052", game.Decision.Where,
            $"the casting vote of {Shown.Plain(agreement.Actors[tie].Name)} never comes into play in decision '{game.Decision.Id}': half of the votes is never one short of enough ({Shown.Plain(game.RuleWords())})",
            "weigh whether it is meant so", [game.Decision.Id, tie]);

    private static Problem? Idle(Agreement agreement, VotingGame game, ref long budget)
    {
        var decision = game.Decision;
        if (IdleVotes.Of(game, ref budget) is not { } kinds)
            return agreement.Problem("TL052", decision.Where, $"whether every vote matters in decision '{decision.Id}' was not looked for: its weights are too many or too large",
                $"ask 'truceline agreement decide' about '{decision.Id}' alone", [decision.Id]);
        var seats = kinds.SelectMany(kind => kind.Seats).Where(seat => !seat.BreaksTies || seat.Heads > 0).InOrder(seat => seat.Actor).ToArray();
        if (seats.Length == 0) return null;
        var names = seats.Length > MostShown ? FormattableString.Invariant($"{seats.Sum(seat => seat.Number)} of its {game.Players} members") : Shown.List(seats.Select(seat => Shown.Plain(seat.Name)));
        return agreement.Problem("TL052", decision.Where,
            $"the {(seats is [{ Number: 1 }] ? "vote" : "votes")} of {names} never {(seats is [{ Number: 1 }] ? "matters" : "matter")} in decision '{decision.Id}' ({Shown.Plain(game.RuleWords())}){agreement.Standing(decision)}",
            "weigh whether it is meant so", [decision.Id, .. seats.Select(seat => seat.Actor.Id)], Enough(game));
    }

    /// <summary>The coalitions that are just enough, where they are few: those whose votes never matter are in none.</summary>
    private static Proof.Listing? Enough(VotingGame game)
    {
        if (ProfileCount.Profiles(game) > 4096 || game.Players > VotingAnalysis.MostPlayers) return null;
        var shapes = VotingAnalysis.Of(game).MinimalWinning!.Shapes;
        return shapes.Length > MostShown ? null : new([.. shapes.Select(shape => new ProofStep(game.Decision.Id, $"{Safe(shape)} {(shape.Size == 1 ? "is" : "are")} just enough") { Where = game.Decision.Where })]);
    }

    private static Problem? Blocking(Agreement agreement, VotingGame game)
    {
        if (game.SmallestBlocking is not { Size: > 1 } few || few.Size * 3 >= game.Players) return null;
        var decision = game.Decision;
        return agreement.Problem("TL052", decision.Where,
            FormattableString.Invariant($"{few.Size} of the {game.Players} who take decision '{decision.Id}' are enough to block it{agreement.Standing(decision)}"),
            "weigh whether it is meant so", [decision.Id],
            new Proof.Listing([new(decision.Id, $"without {Safe(few)} the others do not carry it") { Where = decision.Where }]));
    }

    private static string Safe(Coalition coalition) => Shown.List(coalition.Parts.Select(part =>
        part.Kind.Seats.Length > MostShown ? FormattableString.Invariant($"any {part.Number} of {part.Kind.Number} with as many votes")
        : part.Number == part.Kind.Number ? Shown.List(part.Kind.Seats.Select(seat => Shown.Plain(seat.Name)))
        : FormattableString.Invariant($"any {part.Number} of {Shown.List(part.Kind.Seats.Select(seat => Shown.Plain(seat.Name)))}")));
}
