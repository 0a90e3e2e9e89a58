using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Texts;

/// <summary>
/// A statement as a machine reads it from a text: a draft that counts for nothing until a person confirms it. Positions count UTF-16 code units
/// from the beginning of the text.
/// </summary>
public sealed record DraftedStatement
{
    /// <summary>Where its words begin.</summary>
    public required int Start { get; init; }

    /// <summary>Where they end; exclusive.</summary>
    public required int End { get; init; }

    /// <summary>Exactly what stands there.</summary>
    public required string Span { get; init; }

    /// <summary>Who said it, in the fullest form that the text or the lexicon has; for an unnamed source how the text describes it; null where only an office or a party speaks.</summary>
    public string? Speaker { get; init; }

    /// <summary>The actor whose position it is, by its id in the lexicon; null: the text does not tell.</summary>
    public string? Party { get; init; }

    /// <summary>The speaker's office.</summary>
    public string? Role { get; init; }

    /// <summary>With what authority.</summary>
    public required StatementAuthority Authority { get; init; }

    /// <summary>Through whom the text has it, from the nearest link to the deepest; empty: at first hand.</summary>
    public ImmutableArray<string> Chain { get; init; } = [];

    /// <summary>To whom; null when it does not say.</summary>
    public string? Addressee { get; init; }

    /// <summary>What was done by saying it.</summary>
    public required StatementAct Act { get; init; }

    /// <summary>The issue, by its id in the lexicon; <c>unsorted</c> where no issue fits.</summary>
    public required string Issue { get; init; }

    /// <summary>Under which condition, verbatim; null: without one.</summary>
    public string? If { get; init; }

    /// <summary>On which day it was said, as the text tells; else the day of publication.</summary>
    public required LocalDate Said { get; init; }

    /// <summary>Verbatim where the speaker's own words stand there; else a paraphrase by the text.</summary>
    public required StatementFidelity Fidelity { get; init; }

    /// <summary>What was assumed, one sentence each.</summary>
    public ImmutableArray<string> Assumed { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(DraftedStatement? other) =>
        other is not null && (Start, End, Span, Speaker, Party, Role, Authority, Addressee) == (other.Start, other.End, other.Span, other.Speaker, other.Party, other.Role, other.Authority, other.Addressee)
        && (Act, Issue, If, Said, Fidelity) == (other.Act, other.Issue, other.If, other.Said, other.Fidelity) && Chain.SequenceEqual(other.Chain) && Assumed.SequenceEqual(other.Assumed);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Start, End, Span, Speaker, Party, Act, Issue);
}
