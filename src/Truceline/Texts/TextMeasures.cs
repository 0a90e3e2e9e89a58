namespace Truceline.Texts;

/// <summary>What of two texts agrees, with the sentences that it was found in.</summary>
/// <param name="Scores">The shares.</param>
/// <param name="Pairs">The sentences of like wording, in the order of the first text.</param>
/// <param name="CopiedWords">How many words outside quotations stand in sentences that are alike enough to be copied.</param>
/// <param name="CopiedSentences">How many such sentences there are.</param>
/// <param name="Evidence">The weight of names and numbers of the text that has fewer: how much there is to agree on.</param>
/// <param name="AcrossLanguages">Whether the two are of two languages.</param>
internal sealed record TextMeasures(TextScores Scores, List<SentencePair> Pairs, int CopiedWords, int CopiedSentences, double Evidence, bool AcrossLanguages)
{
    /// <summary>From here on a sentence is held to be copied: replacing every second content word leaves more than that.</summary>
    public const double CopiedLikeness = 0.5;

    // Of fewer own words nothing can be said, and quotations are compared too.
    private const int LeastOwnWeight = 40;
    private const int LongestReplacement = 3;

    public static TextMeasures Of(TextReading a, TextReading b)
    {
        var across = a.Language is { } one && b.Language is { } other && one != other;
        var pairs = across ? [] : SentenceAlignment.Of(a, b);
        var copied = pairs.Where(pair => pair.Likeness >= CopiedLikeness).ToList();
        var quotedToo = Math.Min(a.OwnWeight, b.OwnWeight) < LeastOwnWeight;
        var (wholeA, wholeB) = quotedToo ? (a.WholeWeight, b.WholeWeight) : (a.OwnWeight, b.OwnWeight);
        var (coveredA, coveredB, words, replaced, agreeing, differing) = (0, 0, 0, 0, 0, 0);
        var content = 0;
        foreach (var pair in copied)
        {
            var (sentenceA, sentenceB) = (a.Sentences[pair.A], b.Sentences[pair.B]);
            coveredA += a.Weight(sentenceA, quotedToo);
            coveredB += b.Weight(sentenceB, quotedToo);
            words += Math.Min(a.Count(sentenceA, quotedToo), b.Count(sentenceB, quotedToo));
            var (same, not) = Numbers(a, b, pair);
            (agreeing, differing) = (agreeing + same, differing + not);
            var (wordsA, wordsB) = (a.WordsOf(sentenceA), b.WordsOf(sentenceB));
            foreach (var (from, to) in WordAlignment.Replaced(wordsA, wordsB, LongestReplacement)) replaced += Math.Min(Contents(wordsA[from]), Contents(wordsB[to]));
            content += Math.Min(Contents(wordsA), Contents(wordsB));
        }
        var reversed = b.Skeleton.Reverse().ToArray();
        var scores = new TextScores(
            Share(wholeA <= wholeB ? coveredA : coveredB, Math.Min(wholeA, wholeB)),
            SequenceAlignment.Share(a.Skeleton, b.Skeleton, across),
            SequenceAlignment.Share(a.Skeleton, reversed, across),
            across ? 0 : SequenceAlignment.Share(a.Matter, b.Matter),
            Share(replaced, content),
            agreeing, differing);
        return new(scores, pairs, words, copied.Count, Math.Min(a.Evidence, b.Evidence), across);
    }

    private static double Share(int part, int whole) => whole == 0 ? 0 : Math.Min(1, (double)part / whole);

    private static int Contents(ReadOnlySpan<Word> words)
    {
        var count = 0;
        foreach (ref readonly var word in words)
            if (word.Kind == WordKind.Content) count++;
        return count;
    }

    private static (int Same, int Not) Numbers(TextReading a, TextReading b, SentencePair pair)
    {
        var (one, other) = (a.NumbersOf(pair.A), b.NumbersOf(pair.B));
        var both = Math.Min(one.Count, other.Count);
        var same = one.Count(other.Remove);
        return (same, both - same);
    }
}
