using System.Collections.Immutable;

namespace Truceline.Texts;

/// <summary>Puts together why two texts hang together: sentences side by side, words that stand for others, quotations that differ.</summary>
internal static class TextExplaining
{
    private const int LongestReplacement = 3;
    private const double LeastSharedFacts = 0.4;
    private const double LeastLikeQuotation = 0.25;

    public static TextExplanation Of(TextReading a, TextReading b, Thesaurus? thesaurus)
    {
        var measures = TextMeasures.Of(a, b);
        var link = TextComparison.Link(a, b);
        var likeWording = measures.Pairs.Count > 0 && link?.Kind is not (CopyKind.Rewritten or CopyKind.Translated);
        var sentences = likeWording
            ? measures.Pairs.Select(pair => new AlignedSentences(Written(a, pair.A), Written(b, pair.B), pair.Likeness))
            : ByFacts(a, b, measures.AcrossLanguages).Select(pair => new AlignedSentences(Written(a, pair.A), Written(b, pair.B), pair.Share));
        var copied = measures.Pairs.Where(pair => pair.Likeness >= TextMeasures.CopiedLikeness).ToArray();
        return new(link, null, link?.Scores ?? measures.Scores, [.. sentences], Replaced(a, b, copied, thesaurus), Altered(a, b, measures.Pairs), [.. new[] { a, b }.Where(text => text.IsCut).Select(text => text.Text.Id)]);
    }

    private static string Written(TextReading text, int sentence) => text.Body[text.Sentences[sentence].Start..text.Sentences[sentence].End];

    private static string Written(TextReading text, ArraySegment<Word> words) => text.Body[words[0].Start..(words[^1].Start + words[^1].Length)];

    private static ImmutableArray<Substitution> Replaced(TextReading a, TextReading b, SentencePair[] pairs, Thesaurus? thesaurus)
    {
        var counts = new Dictionary<(string A, string B), int>();
        foreach (var pair in pairs)
        {
            var (one, other) = (a.WordsOf(a.Sentences[pair.A]), b.WordsOf(b.Sentences[pair.B]));
            foreach (var (from, to) in WordAlignment.Replaced(one, other, LongestReplacement))
            {
                var words = (Written(a, one[from]).ToLowerInvariant(), Written(b, other[to]).ToLowerInvariant());
                counts[words] = counts.GetValueOrDefault(words) + 1;
            }
        }
        return
        [
            .. counts.Select(one => new Substitution(one.Key.A, one.Key.B, one.Value, thesaurus?.AreSynonyms(one.Key.A, one.Key.B)))
                .OrderByDescending(one => one.Times).ThenBy(one => one.A, StringComparer.Ordinal).ThenBy(one => one.B, StringComparer.Ordinal),
        ];
    }

    /// <summary>The quotations of like sentences, one by one in their order, whose words differ though most of the sentence or of themselves agrees.</summary>
    private static ImmutableArray<AlteredQuotation> Altered(TextReading a, TextReading b, List<SentencePair> pairs)
    {
        var altered = new List<AlteredQuotation>();
        foreach (var pair in pairs)
        {
            var (ofA, ofB) = (QuotationsIn(a, pair.A), QuotationsIn(b, pair.B));
            var inOrder = ofA.Length == ofB.Length && pair.Likeness >= TextMeasures.CopiedLikeness;
            for (var i = 0; i < ofA.Length; i++)
            {
                var likest = inOrder ? ofB[i] : ofB.MaxBy(quotation => Likeness(a, ofA[i], b, quotation));
                if (likest.EndWord == 0 || !inOrder && Likeness(a, ofA[i], b, likest) < LeastLikeQuotation || SameWords(a, ofA[i], b, likest)) continue;
                altered.Add(new(a.Body[ofA[i].Start..ofA[i].End], b.Body[likest.Start..likest.End]));
            }
        }
        return [.. altered.Distinct()];
    }

    private static QuotationSpan[] QuotationsIn(TextReading text, int sentence) =>
        [.. text.Quotations.Where(quotation => quotation.FirstWord >= text.Sentences[sentence].FirstWord && quotation.FirstWord < text.Sentences[sentence].EndWord)];

    private static ArraySegment<Word> WordsOf(TextReading text, QuotationSpan quotation) => new(text.Words, quotation.FirstWord, Math.Min(quotation.EndWord - quotation.FirstWord, TextReading.MostWordsOfSentence));

    private static bool SameWords(TextReading a, QuotationSpan one, TextReading b, QuotationSpan other) => WordsOf(a, one).Select(word => word.Form).SequenceEqual(WordsOf(b, other).Select(word => word.Form));

    private static double Likeness(TextReading a, QuotationSpan one, TextReading b, QuotationSpan other)
    {
        var (ofA, ofB) = (WordsOf(a, one), WordsOf(b, other));
        return 2.0 * WordAlignment.Weight(ofA, ofB) / (ofA.Sum(word => word.Weight) + ofB.Sum(word => word.Weight));
    }

    /// <summary>The sentences that have names and numbers in common, in the order of both.</summary>
    private static List<(int A, int B, double Share)> ByFacts(TextReading a, TextReading b, bool acrossLanguages)
    {
        var (itemsA, itemsB) = (BySentence(a), BySentence(b));
        var best = new double[a.Sentences.Length + 1, b.Sentences.Length + 1];
        for (var i = a.Sentences.Length - 1; i >= 0; i--)
            for (var j = b.Sentences.Length - 1; j >= 0; j--)
                best[i, j] = Math.Max(Math.Max(best[i + 1, j], best[i, j + 1]), best[i + 1, j + 1] + Shared(itemsA[i], itemsB[j], acrossLanguages));
        var pairs = new List<(int, int, double)>();
        for (var (i, j) = (0, 0); i < a.Sentences.Length && j < b.Sentences.Length;)
        {
            var shared = Shared(itemsA[i], itemsB[j], acrossLanguages);
            if (shared >= LeastSharedFacts && best[i, j] == best[i + 1, j + 1] + shared)
                pairs.Add((i, j, Math.Min(1, 2 * shared / (itemsA[i].Sum(item => item.Weight) + itemsB[j].Sum(item => item.Weight)))));
            if (best[i, j] == best[i + 1, j + 1] + shared) (i, j) = (i + 1, j + 1);
            else if (best[i, j] == best[i + 1, j]) i++;
            else j++;
        }
        return pairs;
    }

    private static SkeletonItem[][] BySentence(TextReading text)
    {
        var items = text.Skeleton.ToLookup(item => item.Sentence);
        return [.. Enumerable.Range(0, text.Sentences.Length).Select(sentence => items[sentence].ToArray())];
    }

    private static double Shared(SkeletonItem[] a, SkeletonItem[] b, bool acrossLanguages)
    {
        if (a.Length == 0 || b.Length == 0) return 0;
        var (used, sum) = (new bool[b.Length], 0.0);
        foreach (var item in a)
        {
            var at = Array.FindIndex(b, other => item.Matches(other, acrossLanguages));
            if (at < 0 || used[at]) continue;
            used[at] = true;
            sum += Math.Min(item.Weight, b[at].Weight);
        }
        return sum;
    }
}
