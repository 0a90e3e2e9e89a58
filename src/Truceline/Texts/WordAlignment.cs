namespace Truceline.Texts;

/// <summary>The words that two sentences have in common, in order: the heaviest common subsequence.</summary>
internal static class WordAlignment
{
    /// <summary>The weight of the common words.</summary>
    public static int Weight(ReadOnlySpan<Word> a, ReadOnlySpan<Word> b)
    {
        Span<int> row = stackalloc int[b.Length + 1];
        row.Clear();
        foreach (ref readonly var word in a)
        {
            var diagonal = 0;
            for (var j = 0; j < b.Length; j++)
            {
                var above = row[j + 1];
                row[j + 1] = word.Form == b[j].Form ? diagonal + Math.Min(word.Weight, b[j].Weight) : Math.Max(above, row[j]);
                diagonal = above;
            }
        }
        return row[b.Length];
    }

    /// <summary>The common words themselves, as places in the two.</summary>
    public static List<(int A, int B)> Pairs(ReadOnlySpan<Word> a, ReadOnlySpan<Word> b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                table[i, j] = a[i].Form == b[j].Form ? table[i + 1, j + 1] + Math.Min(a[i].Weight, b[j].Weight) : Math.Max(table[i + 1, j], table[i, j + 1]);
        var pairs = new List<(int, int)>();
        for (var (i, j) = (0, 0); i < a.Length && j < b.Length;)
        {
            if (a[i].Form == b[j].Form) pairs.Add((i++, j++));
            else if (table[i + 1, j] >= table[i, j + 1]) i++;
            else j++;
        }
        return pairs;
    }

    /// <summary>Runs of words, up to so many on each side, that stand for each other between common words.</summary>
    /// <param name="a">The words of the one sentence.</param>
    /// <param name="b">The words of the other.</param>
    /// <param name="most">The most words of a run.</param>
    public static IEnumerable<(Range A, Range B)> Replaced(ArraySegment<Word> a, ArraySegment<Word> b, int most)
    {
        var (i, j) = (0, 0);
        foreach (var (nextA, nextB) in Pairs(a, b).Append((a.Count, b.Count)))
        {
            // As many for as many are replaced one by one.
            if (nextA - i == nextB - j && nextA - i <= most)
                for (var k = 0; k < nextA - i; k++) yield return ((i + k)..(i + k + 1), (j + k)..(j + k + 1));
            else if (nextA > i && nextB > j && nextA - i <= most && nextB - j <= most) yield return (i..nextA, j..nextB);
            (i, j) = (nextA + 1, nextB + 1);
        }
    }
}
