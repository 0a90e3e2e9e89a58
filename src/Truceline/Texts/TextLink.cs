using System.Collections.Immutable;

namespace Truceline.Texts;

/// <summary>How two texts hang together.</summary>
public enum CopyKind
{
    /// <summary>The same words in the same order; case, punctuation and layout may differ.</summary>
    Exact,

    /// <summary>The same wording with light changes: cut, moved, a word here and there.</summary>
    Edited,

    /// <summary>The same sentences with words replaced throughout, as spinning machines do.</summary>
    Spun,

    /// <summary>The same facts in the same order in other words.</summary>
    Rewritten,

    /// <summary>The same facts in the same order in another language.</summary>
    Translated,

    /// <summary>A part of the one stands in the other. Only that part is of one origin.</summary>
    Partial,

    /// <summary>The same wording about other facts, as in daily bulletins: a form of one source, and no copy.</summary>
    Template,

    /// <summary>Too alike to be held independent, and not enough to be held a copy. Until a person says so the two do not count as independent.</summary>
    Unclear,
}

/// <summary>What of two texts agrees, each as a share from 0 to 1; it hangs on the two texts alone. Quotations are set aside where there is enough beside them.</summary>
/// <param name="Wording">How much of the shorter one stands in sentences of like wording in the other.</param>
/// <param name="Replaced">In these sentences, the share of words that were replaced by others.</param>
/// <param name="NumbersAgreeing">How many numbers and dates agree in these sentences.</param>
/// <param name="NumbersDiffering">How many differ there.</param>
/// <param name="Facts">How much of the names and numbers agrees in order.</param>
/// <param name="FactsByChance">The same with the other text read backwards: what the names bring about without their order.</param>
/// <param name="FactsApart">The longest stretch of names and numbers in a row of which the other text has none.</param>
/// <param name="FactsTogether">How much of the names and numbers stands together in single sentences of the other, whatever the order of the sentences.</param>
/// <param name="Numbers">How many of the numbers of the text that has fewer stand in the other; 1 where there are hardly any.</param>
public sealed record TextScores(
    double Wording, double Replaced, int NumbersAgreeing, int NumbersDiffering, double Facts, double FactsByChance, double FactsApart, double FactsTogether, double Numbers)
{
    /// <summary>What the facts say for a copy: how much agrees in order, less what agrees without, less what is wholly another's.</summary>
    public double Order => Facts - FactsByChance - FactsApart;
}

/// <summary>That two texts hang together.</summary>
/// <param name="A">The one text; of the two ids the lesser.</param>
/// <param name="B">The other.</param>
/// <param name="Kind">How.</param>
/// <param name="Scores">What agrees.</param>
public sealed record TextLink(string A, string B, CopyKind Kind, TextScores Scores)
{
    /// <summary>Whether the two are of one origin as a whole.</summary>
    public bool IsCopy => Kind is CopyKind.Exact or CopyKind.Edited or CopyKind.Spun or CopyKind.Rewritten or CopyKind.Translated;

    /// <summary>Whether it rests on names and numbers alone.</summary>
    internal bool IsByFacts => Kind is CopyKind.Rewritten or CopyKind.Translated;

    /// <summary>Two ids in the order in which a link has them.</summary>
    internal static (string A, string B) Pair(string one, string other) => string.CompareOrdinal(one, other) <= 0 ? (one, other) : (other, one);

    /// <summary>
    /// Whether a link by facts may rest on a part alone: a third text shares a part with the one and is a closer copy of the other. It is unclear then, and not parted: else a third text, made for
    /// it, could make two origins of one.
    /// </summary>
    /// <param name="part">The link of the one with the third text.</param>
    /// <param name="whole">The link of the other with the third text.</param>
    internal bool MayRestOn(TextLink part, TextLink whole) =>
        IsByFacts && part.Kind == CopyKind.Partial && whole.IsCopy && (!whole.IsByFacts || whole.Scores.Order > Scores.Order);
}

/// <summary>Two sentences that correspond.</summary>
/// <param name="A">The sentence of the one text, as it stands there.</param>
/// <param name="B">That of the other.</param>
/// <param name="Likeness">How much of their wording agrees, 0 to 1; across languages how much of their names and numbers.</param>
public sealed record AlignedSentences(string A, string B, double Likeness);

/// <summary>A word or two that stand in the place of others.</summary>
/// <param name="A">What the one text has.</param>
/// <param name="B">What the other has.</param>
/// <param name="Times">How often.</param>
/// <param name="Synonyms">Whether the thesaurus knows them as synonyms; null without a thesaurus.</param>
public sealed record Substitution(string A, string B, int Times, bool? Synonyms);

/// <summary>A quotation that the two texts give in other words: at least one of them is not verbatim.</summary>
/// <param name="A">As the one text has it.</param>
/// <param name="B">As the other has it.</param>
public sealed record AlteredQuotation(string A, string B);

/// <summary>Why two texts hang together, or do not.</summary>
/// <param name="Link">How they do; null when nothing links them.</param>
/// <param name="PartOf">A third text of the index by a part of which alone the two may hang together, which makes a link by facts unclear; else null.</param>
/// <param name="Scores">What agrees.</param>
/// <param name="Sentences">The sentences that correspond, in the order of the first.</param>
/// <param name="Substitutions">Words that stand for others, the most frequent first; none across languages.</param>
/// <param name="AlteredQuotations">Quotations that differ; none across languages.</param>
/// <param name="Cut">The texts of which only the beginning is compared, for their length.</param>
public sealed record TextExplanation(
    TextLink? Link, string? PartOf, TextScores Scores, ImmutableArray<AlignedSentences> Sentences, ImmutableArray<Substitution> Substitutions,
    ImmutableArray<AlteredQuotation> AlteredQuotations, ImmutableArray<string> Cut);
