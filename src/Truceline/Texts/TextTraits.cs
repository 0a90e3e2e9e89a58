namespace Truceline.Texts;

/// <summary>The traits by which an index finds texts that may hang together.</summary>
internal static class TextTraits
{
    private const int LeastSentenceWords = 6;
    private const int RunOfWords = 3;
    private const int Sampled = 4;

    // So many consonants of a name are the same in most languages and cases.
    private const int ConsonantsOfName = 3;

    /// <summary>Each once, in order: its sentences, every fourth of its runs of three words, and its names and numbers alone and three and three together.</summary>
    public static ulong[] Of(TextReading text)
    {
        var traits = new HashSet<ulong>();
        foreach (var sentence in text.Sentences)
            if (sentence.Words >= LeastSentenceWords) traits.Add(Row(1, text.WordsOf(sentence)));
        for (var i = 0; i + RunOfWords <= text.Words.Length; i++)
            if (Row(2, new(text.Words, i, RunOfWords)) is var run && run % Sampled == 0) traits.Add(run);
        var items = text.Skeleton.Select(Item).ToArray();
        foreach (var item in items) traits.Add(Words.Hash(3, item));
        for (var i = 0; i + 2 < items.Length; i++) traits.Add(Together(items[i], items[i + 1], items[i + 2]));
        var found = traits.ToArray();
        Array.Sort(found);
        return found;
    }

    private static ulong Row(ulong seed, ArraySegment<Word> words)
    {
        foreach (var word in words) seed = Words.Hash(seed, word.Form);
        return seed;
    }

    private static ulong Item(SkeletonItem item) =>
        item.Kind == SkeletonKind.Name && Letters.Count(item.Key) >= ConsonantsOfName ? item.Key >> (64 - (4 * ConsonantsOfName)) : item.Id;

    // Languages put the same three into different orders.
    private static ulong Together(ulong a, ulong b, ulong c)
    {
        if (a > b) (a, b) = (b, a);
        if (b > c) (b, c) = (c, b);
        if (a > b) (a, b) = (b, a);
        return Words.Hash(Words.Hash(Words.Hash(4, a), b), c);
    }
}
