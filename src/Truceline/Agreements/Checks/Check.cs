using System.Collections.Immutable;

namespace Truceline.Agreements.Checks;

/// <summary>
/// What the checks find in an agreement that can be read: what contradicts itself, what nobody could verify, who waits for
/// whom, who can block. They never keep an agreement from being used.
/// </summary>
public static class AgreementChecks
{
    // One line a check, by code. Each stands in a file of its own.
    private static readonly ImmutableArray<Func<Agreement, IEnumerable<Problem>>> All =
    [
        UnderReadings.Each(WaitingCircles.Deadlocks),
        UnderReadings.Each(WaitingCircles.Standoffs),
        UnderReadings.Each(Reach.Find),
        UnderReadings.Each(Times.Find),
        UnderReadings.Each(Collisions.Find),
        EmptyZone.Find,
        LensBetweenBelts.Find,
        UncoveredGround.Find,
        UnderReadings.Each(Unverifiable.Find),
        UnderReadings.Each(Incomplete.Find),
        Ambiguous.Find,
        UndefinedTriggers.Find,
        DecisionsAtAnExtreme.Find,
        DecisionsBlockedByOne.Find,
        DecisionsWithUnequalVotes.Find,
        DecisionsOverdue.Find,
        ConsentOfNobody.Find,
        PledgesOpen.Find,
        ReadyAtPhases.Find,
        PositionsInConflict.Find,
        BoundByWhatItRejects.Find,
    ];

    /// <summary>Everything that is found, the gravest first, then by place.</summary>
    public static ImmutableArray<Problem> Find(Agreement agreement) => InOrder(All.SelectMany(check => check(agreement)));

    /// <summary>The order in which problems are shown: the gravest first, then by place, code and sentence.</summary>
    public static ImmutableArray<Problem> InOrder(IEnumerable<Problem> problems) =>
    [
        .. problems
            .OrderBy(problem => problem.Severity)
            .ThenBy(problem => problem.Where.File, StringComparer.Ordinal)
            .ThenBy(problem => problem.Where.Line)
            .ThenBy(problem => problem.Where.Column)
            .ThenBy(problem => problem.Code, StringComparer.Ordinal)
            .ThenBy(problem => problem.What, StringComparer.Ordinal),
    ];

    /// <summary>A problem of a code of the table, about things of the agreement.</summary>
    internal static Problem Problem(
        this Agreement agreement, string code, Location where, string what, string remedy, IEnumerable<string> about, Proof? proof = null, Severity? severity = null)
    {
        var things = about.Distinct(StringComparer.Ordinal).ToImmutableArray();
        return new(code, severity ?? ProblemCodes.Of(code).Severity, where, what, remedy)
        {
            About = things,
            Articles = [.. things.Select(id => agreement.ArticleOf(id)).OfType<string>().Distinct(StringComparer.Ordinal)],
            Proof = proof,
        };
    }

    private static string? ArticleOf(this Agreement agreement, string id) =>
        agreement.Clauses.FirstOrDefault(clause => clause.Id == id)?.Ref ?? agreement.Definitions.FirstOrDefault(definition => definition.Id == id)?.Ref;
}
