namespace Truceline.Texts;

/// <summary>What of names and numbers stands together in both texts, sentence by sentence, whatever the order of the sentences is.</summary>
internal static class SentenceFacts
{
    // One name alone stands in many sentences of two texts about one thing.
    private const int LeastTogether = 2;

    /// <summary>
    /// Of the text that has less of them, how much of the weight of its names and numbers stands in one sentence of the other with those beside it. A sentence that has only one is found
    /// by that.
    /// </summary>
    /// <param name="a">Those of the one text, in order.</param>
    /// <param name="b">Those of the other, in order.</param>
    /// <param name="acrossLanguages">Whether the texts are of two languages.</param>
    public static double Share(SkeletonItem[] a, SkeletonItem[] b, bool acrossLanguages)
    {
        var (wholeA, wholeB) = (a.Sum(item => item.Weight), b.Sum(item => item.Weight));
        if (wholeA > wholeB) (a, b, wholeA) = (b, a, wholeB);
        if (wholeA == 0) return 0;
        var used = new bool[b.Length];
        var agrees = 0.0;
        for (var (from, to) = (0, 0); from < a.Length; from = to)
        {
            to = End(a, from);
            var best = 0.0;
            for (var (first, end) = (0, 0); first < b.Length; first = end)
            {
                end = End(b, first);
                best = Math.Max(best, Together(a.AsSpan(from..to), b.AsSpan(first..end), used.AsSpan(first..end), acrossLanguages));
            }
            agrees += best;
        }
        return Math.Min(1, agrees / wholeA);
    }

    private static int End(SkeletonItem[] items, int from)
    {
        var to = from + 1;
        while (to < items.Length && items[to].Sentence == items[from].Sentence) to++;
        return to;
    }

    private static double Together(ReadOnlySpan<SkeletonItem> a, ReadOnlySpan<SkeletonItem> b, Span<bool> used, bool acrossLanguages)
    {
        used.Clear();
        var (weight, count) = (0.0, 0);
        foreach (ref readonly var item in a)
            for (var j = 0; j < b.Length; j++)
            {
                if (used[j] || !item.Matches(b[j], acrossLanguages)) continue;
                (used[j], weight, count) = (true, weight + Math.Min(item.Weight, b[j].Weight), count + 1);
                break;
            }
        return count >= Math.Min(LeastTogether, a.Length) ? weight : 0;
    }
}
