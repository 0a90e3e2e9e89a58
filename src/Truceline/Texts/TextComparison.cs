using System.Collections.Immutable;

namespace Truceline.Texts;

/// <summary>
/// Says how two texts hang together, from these two alone. A copy is where wording and facts agree; wording without facts is a template; facts without wording are
/// probably rewritten or translated; between is unclear.
/// </summary>
internal static class TextComparison
{
    // Of two texts that are nearly wholly in one another's wording, the shorter must have so many words: a sentence alone can be anybody's.
    private const int LeastCopiedWords = 15;
    private const double WhollyCopied = 0.6;
    private const double WordsReplacedBySpinning = 0.12;
    private const int LeastPartWords = 40;
    private const int LeastPartSentences = 2;
    private const int LeastNumbersDiffering = 3;
    private const double NumbersDifferingInTemplates = 0.4;
    private const double LeastEvidence = 6;

    /// <summary>How two texts hang together; null when they do not.</summary>
    public static TextLink? Link(TextReading a, TextReading b)
    {
        // The order in which the two are named changes nothing.
        if (string.CompareOrdinal(a.Text.Id, b.Text.Id) > 0) (a, b) = (b, a);
        if (a.Digest == b.Digest) return new(a.Text.Id, b.Text.Id, CopyKind.Exact, Whole);
        var measures = TextMeasures.Of(a, b);
        return Decide(measures) is { } kind ? new(a.Text.Id, b.Text.Id, kind, measures.Scores) : null;
    }

    /// <summary>The scores of two texts with the same words.</summary>
    public static TextScores Whole { get; } = new(1, 1, 0, 1, 0, 0, 0);

    public static CopyKind? Decide(TextMeasures measures)
    {
        var scores = measures.Scores;
        if (measures.AcrossLanguages) return measures.Evidence < LeastEvidence ? null : Ordered(scores) switch { >= 0.28 => CopyKind.Translated, >= 0.18 => CopyKind.Unclear, _ => null };
        if (scores.Wording >= WhollyCopied && measures.CopiedWords >= LeastCopiedWords)
            return IsTemplate(scores) ? CopyKind.Template : scores.Replaced >= WordsReplacedBySpinning ? CopyKind.Spun : CopyKind.Edited;
        if (measures.CopiedWords >= LeastPartWords && measures.CopiedSentences >= LeastPartSentences) return IsTemplate(scores) ? CopyKind.Template : CopyKind.Partial;
        if (measures.Evidence < LeastEvidence) return null;
        return (Ordered(scores) + scores.Matter) switch { >= 0.5 => CopyKind.Rewritten, >= 0.35 => CopyKind.Unclear, _ => null };
    }

    private static double Ordered(TextScores scores) => scores.Facts - scores.FactsByChance;

    private static bool IsTemplate(TextScores scores) =>
        scores.NumbersDiffering >= LeastNumbersDiffering && scores.NumbersDiffering > NumbersDifferingInTemplates * (scores.NumbersAgreeing + scores.NumbersDiffering);
}
