using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Agreements.Sentences;
using Truceline.Assessments;

namespace Truceline.Picture;

/// <summary>A clause in words, with what was found under it.</summary>
public sealed record Provision
{
    /// <summary>The clause.</summary>
    public required Clause Clause { get; init; }

    /// <summary>The clause read out in English.</summary>
    public required RenderedClause Says { get; init; }

    /// <summary>The zones that it speaks of, in words, each with what it assumes.</summary>
    public required ImmutableArray<NamedZone> Zones { get; init; }

    /// <summary>When it begins to apply; null: it has no written beginning.</summary>
    public required EventTime? Begins { get; init; }

    /// <summary>Who disputes it, in the order of their names.</summary>
    public required ImmutableArray<Actor> DisputedBy { get; init; }

    /// <summary>What is due under it, the earliest first.</summary>
    public required ImmutableArray<Due> Due { get; init; }

    /// <summary>How many findings of the plain reading have which answer, the gravest answers first.</summary>
    public required ImmutableArray<Answers> Findings { get; init; }

    /// <summary>The readings that change it, by name.</summary>
    public required ImmutableArray<string> Readings { get; init; }

    internal static ImmutableArray<Provision> All(Assessment assessment, Times times, ImmutableArray<Due> dues)
    {
        var agreement = assessment.Agreement;
        var found = assessment.Answers.ToLookup(answer => answer.Key.Clause, answer => new Answers(answer.Key.Outcome, answer.Key.Standing, answer.Value), StringComparer.Ordinal);
        var (words, english) = (new ClauseWords(agreement), Catalogue.Of(RenderingLanguage.English));
        return [.. agreement.Clauses.Select(clause => Of(agreement, clause, Rendering.Bare(agreement, clause, words, english), times, dues, found[clause.Id]))];
    }

    private static Provision Of(Agreement agreement, Clause clause, RenderedClause says, Times times, ImmutableArray<Due> dues, IEnumerable<Answers> findings) => new()
    {
        Clause = clause,
        Says = says,
        Zones = [.. new[] { clause.In, clause.OutOf, clause.FromIn, clause.Alert?.In }.OfType<string>().Distinct(StringComparer.Ordinal).Select(id => agreement.Zones[id])],
        Begins = clause.From is { } from ? times.Of(from, MomentUse.Beginning) : null,
        DisputedBy = agreement.Named(clause.DisputedBy),
        Due = [.. dues.Where(due => due.Clause.Id == clause.Id)],
        Findings = [.. findings.OrderBy(answer => Rank(answer.Outcome)).ThenByDescending(answer => answer.Standing)],
        Readings = [.. agreement.Readings.Values.Where(reading => reading.Changes.Contains(clause.Id)).Select(reading => reading.Name)],
    };

    private static int Rank(Outcome outcome) => outcome switch
    {
        Outcome.Breached => 0,
        Outcome.CannotRule => 1,
        Outcome.Excused => 2,
        Outcome.Kept => 3,
        Outcome.KeptButUnseen => 4,
        Outcome.Pending => 5,
        Outcome.NotBound => 6,
        Outcome.NotInForce => 7,
        _ => throw new InvalidOperationException("INVARIANT: every outcome has its rank"),
    };
}

/// <summary>How many findings have one answer.</summary>
/// <param name="Outcome">The answer.</param>
/// <param name="Standing">How well a breach is known; null for every other answer.</param>
/// <param name="Count">How many.</param>
public sealed record Answers(Outcome Outcome, Standing? Standing, int Count);
