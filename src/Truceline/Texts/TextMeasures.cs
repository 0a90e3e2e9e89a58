namespace Truceline.Texts;

/// <summary>What of two texts agrees, with the sentences that it was found in.</summary>
/// <param name="Scores">The shares.</param>
/// <param name="Pairs">The sentences of like wording, in the order of the first text.</param>
/// <param name="CopiedSentences">How many of these are alike enough to be copied.</param>
/// <param name="CopiedWords">How many words they have, outside quotations.</param>
/// <param name="CopiedWordsInAll">How many words they have, quotations included.</param>
/// <param name="Evidence">The weight of the names and numbers compared, of the text that has less: how much there is to agree on.</param>
/// <param name="AcrossLanguages">Whether the two are of two languages.</param>
internal sealed record TextMeasures(TextScores Scores, List<SentencePair> Pairs, int CopiedSentences, int CopiedWords, int CopiedWordsInAll, double Evidence, bool AcrossLanguages)
{
    /// <summary>From here on a sentence is held to be copied: replacing every second content word leaves more than that.</summary>
    public const double CopiedLikeness = 0.5;

    /// <summary>Of names and numbers that weigh less nothing can be said.</summary>
    public const double LeastEvidence = 6;

    // Of fewer own words nothing can be said, and quotations are compared too.
    private const int LeastOwnWeight = 40;
    private const int LongestReplacement = 3;
    private const int FewNumbers = 3;

    /// <summary>Measures two texts.</summary>
    public static TextMeasures Of(TextReading a, TextReading b)
    {
        var across = a.Language is { } one && b.Language is { } other && one != other;
        var pairs = across ? [] : SentenceAlignment.Of(a, b);
        var copied = pairs.Where(pair => pair.Likeness >= CopiedLikeness).ToArray();
        var (wording, words) = Wording(a, b, copied);
        var (replaced, agreeing, differing) = Differences(a, b, copied);
        var (ownA, ownB) = (a.OwnSkeleton, b.OwnSkeleton);
        if (Math.Min(Weight(ownA), Weight(ownB)) < LeastEvidence) (ownA, ownB) = (a.Skeleton, b.Skeleton);
        var (facts, apart) = SequenceAlignment.Facts(ownA, ownB, across);
        var chance = facts == 0 ? 0 : SequenceAlignment.Facts(ownA, [.. ownB.Reverse()], across).Share;
        return new(
            new(wording, replaced, agreeing, differing, facts, chance, apart, SentenceFacts.Share(ownA, ownB, across), Numbers(a, b)), pairs, copied.Length, words,
            copied.Sum(pair => Math.Min(a.Sentences[pair.A].Words, b.Sentences[pair.B].Words)), Math.Min(Weight(ownA), Weight(ownB)), across);
    }

    /// <summary>How much of the lighter text its copied sentences are, and of how many words.</summary>
    private static (double Share, int Words) Wording(TextReading a, TextReading b, SentencePair[] copied)
    {
        var quotedToo = Math.Min(a.OwnWeight, b.OwnWeight) < LeastOwnWeight;
        var (wholeA, wholeB) = quotedToo ? (a.WholeWeight, b.WholeWeight) : (a.OwnWeight, b.OwnWeight);
        var (coveredA, coveredB, words) = (0, 0, 0);
        foreach (var pair in copied)
        {
            var (sentenceA, sentenceB) = (a.Sentences[pair.A], b.Sentences[pair.B]);
            coveredA += a.Weight(sentenceA, quotedToo);
            coveredB += b.Weight(sentenceB, quotedToo);
            words += Math.Min(a.Count(sentenceA, quotedToo), b.Count(sentenceB, quotedToo));
        }
        return (wholeA <= wholeB ? Share(coveredA, wholeA) : Share(coveredB, wholeB), words);
    }

    private static (double Replaced, int Agreeing, int Differing) Differences(TextReading a, TextReading b, SentencePair[] copied)
    {
        var (replaced, content, agreeing, differing) = (0, 0, 0, 0);
        foreach (var pair in copied)
        {
            var (wordsA, wordsB) = (a.WordsOf(a.Sentences[pair.A]), b.WordsOf(b.Sentences[pair.B]));
            foreach (var (from, to) in WordAlignment.Replaced(wordsA, wordsB, LongestReplacement)) replaced += Math.Min(Contents(wordsA[from]), Contents(wordsB[to]));
            content += Math.Min(Contents(wordsA), Contents(wordsB));
            var (one, other) = (a.NumbersOf(pair.A), b.NumbersOf(pair.B));
            var both = Math.Min(one.Count, other.Count);
            var same = one.Count(other.Remove);
            (agreeing, differing) = (agreeing + same, differing + both - same);
        }
        return (Share(replaced, content), agreeing, differing);
    }

    private static double Numbers(TextReading a, TextReading b)
    {
        var (one, other) = (NumbersOf(a), NumbersOf(b));
        var fewer = Math.Min(one.Count, other.Count);
        return fewer < FewNumbers ? 1 : Share(one.Count(other.Remove), fewer);
    }

    private static List<ulong> NumbersOf(TextReading text) => [.. text.Skeleton.Where(item => item.Kind == SkeletonKind.Number).Select(item => item.Id)];

    private static double Weight(SkeletonItem[] items) => items.Sum(item => item.Weight);

    private static double Share(int part, int whole) => whole == 0 ? 0 : Math.Min(1, (double)part / whole);

    private static int Contents(ArraySegment<Word> words) => words.Count(word => word.Kind == WordKind.Content);
}
