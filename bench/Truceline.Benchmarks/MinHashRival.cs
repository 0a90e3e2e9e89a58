namespace Truceline.Benchmarks;

/// <summary>
/// The usual way to find near-copies: runs of three words, the least of each of many hashes of them, and texts that agree in a whole band of these in one group.
/// </summary>
internal static class MinHashRival
{
    private const int RunOfWords = 3;

    /// <summary>For each text its group.</summary>
    public static int[] Groups(string[] texts, int rows, int bands)
    {
        var parent = Enumerable.Range(0, texts.Length).ToArray();
        var buckets = new Dictionary<(int Band, ulong Hash), int>();
        var least = new ulong[rows * bands];
        for (var i = 0; i < texts.Length; i++)
        {
            Array.Fill(least, ulong.MaxValue);
            var words = texts[i].Split([' ', '\n', '.'], StringSplitOptions.RemoveEmptyEntries).Select(Hash).ToArray();
            for (var k = 0; k + RunOfWords <= words.Length; k++)
            {
                var run = Stir(Stir(Stir(words[k]) + words[k + 1]) + words[k + 2]);
                for (var h = 0; h < least.Length; h++) least[h] = Math.Min(least[h], Stir(run ^ ((ulong)(h + 1) * 0x9E3779B97F4A7C15)));
            }
            for (var band = 0; band < bands; band++)
            {
                var hash = 0UL;
                for (var row = 0; row < rows; row++) hash = Stir(hash + least[(band * rows) + row]);
                if (buckets.TryGetValue((band, hash), out var first)) parent[Root(i)] = Root(first);
                else buckets[(band, hash)] = i;
            }
        }
        return [.. parent.Select((_, i) => Root(i))];

        int Root(int i)
        {
            while (parent[i] != i) i = parent[i] = parent[parent[i]];
            return i;
        }
    }

    private static ulong Hash(string word)
    {
        var hash = 14695981039346656037UL;
        foreach (var letter in word) hash = (hash ^ letter) * 1099511628211UL;
        return hash;
    }

    private static ulong Stir(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }
}
