namespace Truceline.Texts;

/// <summary>What of two sequences agrees in order: a local alignment (Smith and Waterman 1981), in which what says more weighs more.</summary>
internal static class SequenceAlignment
{
    // What one text has and the other leaves out costs little: who rewrites a text shortens it.
    private const double Gap = 0.1;

    private const byte Stop = 0, Match = 1, Up = 2, Left = 3;

    /// <summary>What of the names and numbers agrees in order.</summary>
    /// <param name="a">Those of the one text.</param>
    /// <param name="b">Those of the other.</param>
    /// <param name="acrossLanguages">Whether the texts are of two languages.</param>
    /// <returns>
    /// The weight of what agrees, as a share of all of the text that has less of them; and, of that text, the heaviest stretch in a row without any of it, as such a share too.
    /// </returns>
    public static (double Share, double Apart) Facts(SkeletonItem[] a, SkeletonItem[] b, bool acrossLanguages)
    {
        if (Sum(a) > Sum(b)) (a, b) = (b, a);
        var whole = Sum(a);
        if (whole == 0) return (0, 1);
        var (best, agreeing) = Best(a, b, acrossLanguages);
        return (Math.Min(1, best / whole), Stretch(a, agreeing) / whole);
    }

    /// <summary>The names and numbers that agree in order, as places in the two.</summary>
    public static List<(int A, int B)> Agreeing(SkeletonItem[] a, SkeletonItem[] b, bool acrossLanguages) => Best(a, b, acrossLanguages).Agreeing;

    /// <summary>The best alignment: what it reaches, and what agrees in it, the last first.</summary>
    private static (double Reached, List<(int A, int B)> Agreeing) Best(SkeletonItem[] a, SkeletonItem[] b, bool acrossLanguages)
    {
        var steps = new byte[a.Length, b.Length];
        var row = new double[b.Length + 1];
        var (best, endA, endB) = (0.0, -1, -1);
        for (var i = 0; i < a.Length; i++)
        {
            var diagonal = 0.0;
            for (var j = 0; j < b.Length; j++)
            {
                var (above, up, left) = (row[j + 1], row[j + 1] - (Gap * a[i].Weight), row[j] - (Gap * b[j].Weight));
                var (reached, step) = up >= left ? (up, Up) : (left, Left);
                if (a[i].Matches(b[j], acrossLanguages) && diagonal + Math.Min(a[i].Weight, b[j].Weight) is var matched && matched >= reached) (reached, step) = (matched, Match);
                if (reached <= 0) (reached, step) = (0, Stop);
                (row[j + 1], steps[i, j]) = (reached, step);
                if (reached > best) (best, endA, endB) = (reached, i, j);
                diagonal = above;
            }
        }
        return (best, Agreeing(steps, endA, endB));
    }

    private static List<(int A, int B)> Agreeing(byte[,] steps, int i, int j)
    {
        var agreeing = new List<(int, int)>();
        while (i >= 0 && j >= 0 && steps[i, j] != Stop)
            switch (steps[i, j])
            {
                case Match:
                    agreeing.Add((i--, j--));
                    break;
                case Up:
                    i--;
                    break;
                default:
                    j--;
                    break;
            }
        return agreeing;
    }

    /// <summary>The weight of the heaviest stretch that the best alignment leaves out.</summary>
    private static double Stretch(SkeletonItem[] a, List<(int A, int B)> agreeing)
    {
        var agrees = new bool[a.Length];
        foreach (var (place, _) in agreeing) agrees[place] = true;
        var (heaviest, sum) = (0.0, 0.0);
        for (var k = 0; k < a.Length; k++)
        {
            sum = agrees[k] ? 0 : sum + a[k].Weight;
            heaviest = Math.Max(heaviest, sum);
        }
        return heaviest;
    }

    private static double Sum(SkeletonItem[] items)
    {
        var sum = 0.0;
        foreach (ref readonly var item in items.AsSpan()) sum += item.Weight;
        return sum;
    }
}
