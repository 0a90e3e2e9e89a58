namespace Truceline.Texts;

/// <summary>
/// Says how two texts hang together, from these two alone. A copy is where wording and facts agree; wording without facts is a template; facts without wording are
/// probably rewritten or translated; between is unclear, and so is the same told in another order. The numbers that part them were set on the tuning half of the made-up texts.
/// </summary>
internal static class TextComparison
{
    // A text is copied as a whole where so much of the shorter one is; the rest may be what a desk adds.
    private const double WhollyCopied = 0.75;

    // A sentence alone can be anybody's.
    private const int LeastCopiedWords = 15;
    private const int LeastPartSentences = 2;
    private const int LeastPartWords = 40;
    private const int LeastQuotedPartWords = 60;
    private const double ReplacedBySpinning = 0.12;
    private const int LeastNumbersDiffering = 3;
    private const double NumbersDifferingInTemplates = 0.4;
    private const double NumbersOfCopies = 0.5;
    private const double OrderOfRewritten = 0.22;

    // A translation leaves nothing out; what agrees less may hold a part alone.
    private const double OrderOfTranslated = 0.3;
    private const double OrderOfUnclear = 0.08;

    // Who tells everything in another order keeps what stands together in a sentence. Where there is little to agree on, reports of one thing do too.
    private const double TogetherOfReordered = 0.6;
    private const double LeastEvidenceOfReordered = 2 * TextMeasures.LeastEvidence;

    /// <summary>How two texts hang together; null when they do not.</summary>
    public static TextLink? Link(TextReading a, TextReading b)
    {
        // The order in which the two are named changes nothing.
        if (string.CompareOrdinal(a.Text.Id, b.Text.Id) > 0) (a, b) = (b, a);
        if (a.Digest == b.Digest) return new(a.Text.Id, b.Text.Id, CopyKind.Exact, Same);
        var measures = TextMeasures.Of(a, b);
        return Kind(measures) is { } kind ? new(a.Text.Id, b.Text.Id, kind, measures.Scores) : null;
    }

    /// <summary>The scores of two texts with the same words.</summary>
    public static TextScores Same { get; } = new(1, 0, 0, 0, 1, 0, 0, 1, 1);

    private static CopyKind? Kind(TextMeasures measures) => ByWording(measures) ?? ByFacts(measures);

    private static CopyKind? ByWording(TextMeasures measures)
    {
        var scores = measures.Scores;
        var isWhole = scores.Wording >= WhollyCopied && measures.CopiedWords >= LeastCopiedWords;
        var isPart = measures.CopiedSentences >= LeastPartSentences && (measures.CopiedWords >= LeastPartWords || measures.CopiedWordsInAll >= LeastQuotedPartWords);
        if (!isWhole && !isPart) return null;
        if (HasOtherNumbers(scores, isWhole)) return CopyKind.Template;
        return !isWhole ? CopyKind.Partial : scores.Replaced >= ReplacedBySpinning ? CopyKind.Spun : CopyKind.Edited;
    }

    /// <summary>Whether the numbers of two texts of like wording differ: in the sentences that are alike, or, where the texts are alike as a whole, anywhere.</summary>
    private static bool HasOtherNumbers(TextScores scores, bool isWhole) =>
        scores.NumbersDiffering >= LeastNumbersDiffering
        && (scores.NumbersDiffering > NumbersDifferingInTemplates * (scores.NumbersAgreeing + scores.NumbersDiffering) || isWhole && scores.Numbers <= NumbersOfCopies);

    /// <summary>Whether the one may tell what the other does, in another order: that can be a copy, and two reports of one thing.</summary>
    private static bool IsReordered(TextMeasures measures) =>
        measures.Evidence >= LeastEvidenceOfReordered && measures.Scores.FactsTogether >= TogetherOfReordered && measures.Scores.Numbers > NumbersOfCopies;

    private static CopyKind? ByFacts(TextMeasures measures)
    {
        var scores = measures.Scores;
        if (measures.Evidence < TextMeasures.LeastEvidence) return null;
        if (scores.Order < OrderOfUnclear) return IsReordered(measures) ? CopyKind.Unclear : null;
        if (scores.Numbers <= NumbersOfCopies || scores.Order < (measures.AcrossLanguages ? OrderOfTranslated : OrderOfRewritten)) return CopyKind.Unclear;
        return measures.AcrossLanguages ? CopyKind.Translated : CopyKind.Rewritten;
    }
}
