using System.Runtime.InteropServices;

namespace Truceline.Texts;

/// <summary>Two sentences that say the same in like words.</summary>
/// <param name="A">The number of the sentence in the first text.</param>
/// <param name="B">In the second.</param>
/// <param name="Common">The weight of the words they have in common, in order.</param>
/// <param name="Likeness">That weight as a share of the mean weight of the two, 0 to 1.</param>
internal readonly record struct SentencePair(int A, int B, int Common, double Likeness);

/// <summary>Finds for the sentences of one text those of another with like wording, each at most once, wherever they stand.</summary>
internal static class SentenceAlignment
{
    /// <summary>Below this two sentences of one language have no more in common than any two about one matter.</summary>
    public const double LeastLikeness = 0.3;

    private const double LeastShared = 0.2;

    // A word that stands in more sentences than this leads to none of them: they have others.
    private const int MostSentencesOfWord = 40;

    /// <summary>The pairs, in the order of the first text.</summary>
    public static List<SentencePair> Of(TextReading a, TextReading b)
    {
        var places = Places(b);
        var weights = b.Sentences.Select(sentence => b.Weight(sentence, quotedToo: true)).ToArray();
        var found = new List<SentencePair>();
        var (shared, touched) = (new int[b.Sentences.Length], new List<int>());
        for (var i = 0; i < a.Sentences.Length; i++)
        {
            Share(a, a.Sentences[i], places, shared, touched);
            var words = a.WordsOf(a.Sentences[i]);
            var weight = a.Weight(a.Sentences[i], quotedToo: true);
            foreach (var j in touched)
            {
                var mean = (weight + weights[j]) / 2.0;
                if (shared[j] >= LeastShared * mean)
                {
                    var common = WordAlignment.Weight(words, b.WordsOf(b.Sentences[j]));
                    if (common >= LeastLikeness * mean) found.Add(new(i, j, common, common / mean));
                }
                shared[j] = 0;
            }
            touched.Clear();
        }
        return OneToOne(found, a.Sentences.Length, b.Sentences.Length);
    }

    private static Dictionary<ulong, List<int>> Places(TextReading text)
    {
        var places = new Dictionary<ulong, List<int>>();
        for (var i = 0; i < text.Sentences.Length; i++)
            foreach (var word in text.WordsOf(text.Sentences[i]))
            {
                if (word.Kind == WordKind.Function) continue;
                ref var list = ref CollectionsMarshal.GetValueRefOrAddDefault(places, word.Form, out _);
                list ??= [];
                if (list.Count == 0 || list[^1] != i) list.Add(i);
            }
        return places;
    }

    private static void Share(TextReading a, SentenceSpan sentence, Dictionary<ulong, List<int>> places, int[] shared, List<int> touched)
    {
        foreach (var word in a.WordsOf(sentence))
        {
            if (word.Kind == WordKind.Function || !places.TryGetValue(word.Form, out var list) || list.Count > MostSentencesOfWord) continue;
            foreach (var j in list)
            {
                if (shared[j] == 0) touched.Add(j);
                shared[j] += word.Weight;
            }
        }
    }

    private static List<SentencePair> OneToOne(List<SentencePair> found, int countA, int countB)
    {
        // The likest first; of equally like ones those that stand first.
        found.Sort((x, y) => x.Likeness != y.Likeness ? y.Likeness.CompareTo(x.Likeness) : x.A != y.A ? x.A.CompareTo(y.A) : x.B.CompareTo(y.B));
        var (usedA, usedB, pairs) = (new bool[countA], new bool[countB], new List<SentencePair>());
        foreach (var pair in found)
        {
            if (usedA[pair.A] || usedB[pair.B]) continue;
            usedA[pair.A] = usedB[pair.B] = true;
            pairs.Add(pair);
        }
        pairs.Sort((x, y) => x.A.CompareTo(y.A));
        return pairs;
    }
}
