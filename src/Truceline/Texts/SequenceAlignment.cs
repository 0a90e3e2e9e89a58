namespace Truceline.Texts;

/// <summary>A word of which only what it means counts: its stem's hash, and how much it says.</summary>
internal readonly record struct MatterWord(ulong Stem, float Weight);

/// <summary>What of two sequences agrees in order: a local alignment (Smith and Waterman 1981), in which what says more weighs more.</summary>
internal static class SequenceAlignment
{
    // What one text has and the other leaves out costs little: who rewrites a text shortens it.
    private const double Gap = 0.1;

    /// <summary>The weight of the names and numbers that agree in order, as a share of all of the text that has less of them.</summary>
    public static double Share(SkeletonItem[] a, SkeletonItem[] b, bool acrossLanguages)
    {
        var whole = Math.Min(a.Sum(item => item.Weight), b.Sum(item => item.Weight));
        if (whole == 0) return 0;
        var (best, row) = (0.0, new double[b.Length + 1]);
        for (var i = 0; i < a.Length; i++)
        {
            var diagonal = 0.0;
            for (var j = 0; j < b.Length; j++)
            {
                var above = row[j + 1];
                var reached = Math.Max(0, Math.Max(above - (Gap * a[i].Weight), row[j] - (Gap * b[j].Weight)));
                if (a[i].Matches(b[j], acrossLanguages)) reached = Math.Max(reached, diagonal + Math.Min(a[i].Weight, b[j].Weight));
                row[j + 1] = reached;
                best = Math.Max(best, reached);
                diagonal = above;
            }
        }
        return Math.Min(1, best / whole);
    }

    /// <summary>The same of words but the small ones.</summary>
    public static double Share(MatterWord[] a, MatterWord[] b)
    {
        var whole = Math.Min(a.Sum(word => (double)word.Weight), b.Sum(word => (double)word.Weight));
        if (whole == 0) return 0;
        var (best, row) = (0f, new float[b.Length + 1]);
        for (var i = 0; i < a.Length; i++)
        {
            var (diagonal, stem, weight) = (0f, a[i].Stem, a[i].Weight);
            var lost = (float)Gap * weight;
            for (var j = 0; j < b.Length; j++)
            {
                var above = row[j + 1];
                var reached = Math.Max(0, Math.Max(above - lost, row[j] - ((float)Gap * b[j].Weight)));
                if (stem == b[j].Stem) reached = Math.Max(reached, diagonal + Math.Min(weight, b[j].Weight));
                row[j + 1] = reached;
                best = Math.Max(best, reached);
                diagonal = above;
            }
        }
        return Math.Min(1, best / whole);
    }
}
