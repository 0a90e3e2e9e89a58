using Truceline.Agreements.Voting;

namespace Truceline.Agreements.Checks;

/// <summary>TL050: decisions that can never pass, and those that pass without anybody's yes.</summary>
internal static class DecisionsAtAnExtreme
{
    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        foreach (var consent in Consents(agreement)) yield return consent;
        foreach (var game in agreement.Games())
        {
            var decision = game.Decision;
            if (!game.CanPass)
                yield return agreement.Problem("TL050", decision.Where, $"decision '{decision.Id}' can never pass: {WhyNever(game)}", "correct the rule or the quorum, or name all who vote", [decision.Id]);
            else if (decision is { Silence: SilenceMeans.Assent, Within: null })
                yield return agreement.Problem("TL050", decision.Where,
                    $"decision '{decision.Id}' passes as soon as it is put: silence counts as assent, and nothing says how long there is to object",
                    "say in 'within' how long there is to object", [decision.Id], severity: Severity.Warning);
            else if (decision is { Silence: SilenceMeans.Assent, Rule: DecisionRule.Any } && game is { Players: > 1, SingleBlockers.IsEmpty: true })
                yield return agreement.Problem("TL050", decision.Where,
                    FormattableString.Invariant($"decision '{decision.Id}' passes unless all {game.Players} object: any one is enough, and silence counts as assent"),
                    "let silence count for nothing, or ask for more than one", [decision.Id], severity: Severity.Warning);
        }
    }

    private static IEnumerable<Problem> Consents(Agreement agreement) => agreement.Decisions
        .Where(decision => decision is { Consent: not null, Silence: SilenceMeans.Assent, Within: null })
        .Select(decision => agreement.Problem("TL050", decision.Where,
            $"consent '{decision.Id}' is given as soon as it is asked for: silence counts as assent, and nothing says how long there is to object",
            "say in 'within' how long there is to object", [decision.Id, decision.Consent!.To], severity: Severity.Warning));

    private static string WhyNever(VotingGame game) => game.Quorum > game.Heads
        ? FormattableString.Invariant($"its quorum is {game.Quorum}, and {Count(game.Heads, "member takes part", "members can take part")}")
        : FormattableString.Invariant($"it needs {game.Needed} {(game.Decision.Rule is DecisionRule.Weighted ? "by weight" : Count(game.Needed))}, and all together have {game.Votes}");

    private static string Count(long number, string one, string many) => FormattableString.Invariant($"{number} {(number == 1 ? one : many)}");

    private static string Count(long votes) => votes == 1 ? "vote" : "votes";
}
