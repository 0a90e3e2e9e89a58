using System.Collections.Immutable;
using NodaTime;
using Truceline.Texts;

namespace Truceline.Reports;

/// <summary>
/// What somebody said about an issue: a fact, paraphrased or quoted, with its speaker, authority and source chain. A person
/// confirmed it. It binds nobody. It is cited as <c>source/own-id</c>.
/// </summary>
public sealed record Statement : Content
{
    /// <summary>Who said it, in the source's words; null when unnamed.</summary>
    public string? Speaker { get; init; }

    /// <summary>For whom, in the source's words: the actor whose position it is.</summary>
    public required string Party { get; init; }

    /// <summary>The speaker's office, in the source's words.</summary>
    public string? Role { get; init; }

    /// <summary>With what authority.</summary>
    public required StatementAuthority Authority { get; init; }

    /// <summary>When it was said: the first and the last instant at which it may have been.</summary>
    public required Interval Occurred { get; init; }

    /// <inheritdoc/>
    public override Interval? When => Occurred;

    /// <summary>To whom, in the source's words; null when it does not say.</summary>
    public string? Addressee { get; init; }

    /// <summary>What was done by saying it.</summary>
    public required StatementAct Act { get; init; }

    /// <summary>The issue, as a short name that groups statements ("foreign troops").</summary>
    public required string Issue { get; init; }

    /// <summary>Under which condition; null: without one. Statements under other conditions are other rows.</summary>
    public string? If { get; init; }

    /// <summary>What was said, as a paraphrase or verbatim as <see cref="Fidelity"/> says.</summary>
    public required string Says { get; init; }

    /// <summary>How close <see cref="Says"/> is to the words.</summary>
    public required StatementFidelity Fidelity { get; init; }

    /// <summary>The clauses, decisions, pledges and events that it is about, by id.</summary>
    public ImmutableArray<string> About { get; init; } = [];

    /// <summary>The agreement that those ids belong to; null: any that has them.</summary>
    public string? Agreement { get; init; }

    /// <summary>The chains through which the source has it, each from the nearest link to the deepest; a null link is unnamed. Empty: at first hand.</summary>
    public ImmutableArray<ImmutableArray<string?>> Chains { get; init; } = [];

    /// <summary>What was assumed, one sentence each.</summary>
    public ImmutableArray<string> Assumed { get; init; } = [];
}
