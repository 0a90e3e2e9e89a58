using System.Collections.Immutable;
using Truceline.Agreements;

namespace Truceline.Picture;

/// <summary>Something that can plainly be said of an arrangement and is no problem of its text: what the checks find stands apart. It takes no side.</summary>
/// <param name="Kind">Of what kind it is.</param>
/// <param name="Says">The sentence.</param>
/// <param name="About">What it is about, by id, in the order of the sentence.</param>
public sealed record Remark(RemarkKind Kind, string Says, ImmutableArray<string> About)
{
    internal static ImmutableArray<Remark> All(Agreement agreement) =>
        [.. agreement.Clauses.SelectMany(clause => Disputes(agreement, clause)), .. agreement.Clauses.SelectMany(clause => NotBound(agreement, clause))];

    private static IEnumerable<Remark> Disputes(Agreement agreement, Clause clause) => clause.DisputedBy.IsEmpty ? [] :
        [new(RemarkKind.Disputed, $"Clause {clause.Id} is disputed by {agreement.Named(clause.DisputedBy).Select(actor => actor.Name).List()}", [clause.Id])];

    private static IEnumerable<Remark> NotBound(Agreement agreement, Clause clause)
    {
        var bound = agreement.Expand(clause.Accepted.Select(one => one.By)).Concat(clause.Accepted.Select(one => one.By)).ToHashSet(StringComparer.Ordinal);
        var left = agreement.Named(agreement.Expand(clause.Who).Where(actor => !bound.Contains(actor)));
        if (clause.Anyone && bound.Count == 0) yield return new(RemarkKind.NotBound, $"Nobody has accepted clause {clause.Id}, so it binds nobody", [clause.Id]);
        else if (left.Length > 0)
            yield return new(RemarkKind.NotBound, $"Clause {clause.Id} addresses {left.Select(actor => actor.Name).List()} and does not bind {(left.Length == 1 ? "it" : "them")}: no acceptance is on record", [clause.Id]);
    }
}

/// <summary>What a remark is about; the order is the order in which remarks stand.</summary>
public enum RemarkKind
{
    /// <summary>An actor disputes a clause.</summary>
    Disputed,

    /// <summary>A clause addresses an actor that it does not bind.</summary>
    NotBound,
}
