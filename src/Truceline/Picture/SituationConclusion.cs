using System.Collections.Immutable;
using Truceline.Assessments;

namespace Truceline.Picture;

/// <summary>What a finding answers, with how well a breach is known; ordered from the gravest.</summary>
/// <param name="Outcome">The outcome.</param>
/// <param name="Standing">How well a breach is known; null for every other outcome.</param>
public readonly record struct Conclusion(Outcome Outcome, Standing? Standing) : IComparable<Conclusion>
{
    /// <summary>
    /// One word for what a picture tells apart: <c>breached</c> (verified or corroborated), <c>alleged</c>, <c>cannot-rule</c>,
    /// <c>refuted</c>, <c>excused</c>, <c>pending</c>, <c>not-bound</c>, <c>unseen</c>, <c>kept</c>, <c>not-in-force</c>.
    /// </summary>
    public string Kind => Kinds[Rank];

    /// <summary>All kinds, from the gravest.</summary>
    public static ImmutableArray<string> Kinds { get; } =
        ["breached", "alleged", "cannot-rule", "refuted", "excused", "pending", "not-bound", "unseen", "kept", "not-in-force"];

    /// <summary>Less is graver. Verified and corroborated are told apart last, so that a breach comes before everything else.</summary>
    public int CompareTo(Conclusion other) => Rank != other.Rank ? Rank.CompareTo(other.Rank) : Nullable.Compare(other.Standing, Standing);

    /// <inheritdoc/>
    public override string ToString() => Outcomes.Words(Outcome, Standing);

    /// <summary>The place in <see cref="Kinds"/>, from 0 for the gravest.</summary>
    public int Rank => (Outcome, Standing) switch
    {
        (Outcome.Breached, Assessments.Standing.Alleged) => 1,
        (Outcome.Breached, Assessments.Standing.Refuted) => 3,
        (Outcome.Breached, _) => 0,
        (Outcome.CannotRule, _) => 2,
        (Outcome.Excused, _) => 4,
        (Outcome.Pending, _) => 5,
        (Outcome.NotBound, _) => 6,
        (Outcome.KeptButUnseen, _) => 7,
        (Outcome.Kept, _) => 8,
        (Outcome.NotInForce, _) => 9,
        _ => throw new InvalidOperationException("INVARIANT: every outcome has its rank"),
    };
}

/// <summary>What an incident is under one clause.</summary>
/// <param name="Clause">The clause, by id.</param>
/// <param name="Answer">The gravest answer of its findings, in the plain reading.</param>
/// <param name="Finding">The finding that gives it; of several equally grave ones the first of the assessment.</param>
public sealed record ClauseAnswer(string Clause, Conclusion Answer, FindingId Finding);
