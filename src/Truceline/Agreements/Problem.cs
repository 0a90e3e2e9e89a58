using System.Collections.Immutable;

namespace Truceline.Agreements;

/// <summary>A place in a text that came in: file, line and column, both counted from 1.</summary>
public readonly record struct Location(string File, int Line, int Column)
{
    /// <summary>"minsk-2.truce.yaml:37:9".</summary>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}");
}

/// <summary>How grave a problem is. The order is the order in which problems are shown.</summary>
public enum Severity
{
    /// <summary>The text cannot be used as it stands.</summary>
    Error,

    /// <summary>It can be used, but will cost somebody later.</summary>
    Warning,

    /// <summary>Nothing is wrong; whoever signs should know it.</summary>
    Note,
}

/// <summary>
/// An expected fault in what came in, or something that a check found in an agreement: a named value with its place, never
/// an exception.
/// </summary>
/// <param name="Code">A stable code, such as <c>TL001</c>; the reference lists them.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Where">Where it stands.</param>
/// <param name="What">What is wrong, in one sentence without a full stop.</param>
/// <param name="Remedy">What to do about it, in one sentence without a full stop.</param>
public sealed record Problem(string Code, Severity Severity, Location Where, string What, string Remedy)
{
    /// <summary>What it concerns, by id, in the order of the sentence: clauses, decisions, pledges, events, zones, actors. Empty for faults of reading.</summary>
    public ImmutableArray<string> About { get; init; } = [];

    /// <summary>The articles of the text that it concerns, as the clauses name them (<c>ref</c>), each once, in the order of <see cref="About"/>.</summary>
    public ImmutableArray<string> Articles { get; init; } = [];

    /// <summary>The shortest proof; null where the sentence says all.</summary>
    public Proof? Proof { get; init; }

    /// <summary>"minsk-2.truce.yaml:37:9 TL001 zone 'belt-au' is not declared (did you mean 'belt-ua'?)".</summary>
    public override string ToString() => $"{Where} {Code} {What} ({Remedy})";

    /// <inheritdoc/>
    public bool Equals(Problem? other) => other is not null && (Code, Severity, Where, What, Remedy) == (other.Code, other.Severity, other.Where, other.What, other.Remedy);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Code, Where, What);
}
