namespace Truceline.Incidents;

/// <summary>Sets of kinds, numbered, and what becomes of two of them: worked out once and kept. For one thread.</summary>
internal sealed class KindSets(Kinds kinds)
{
    /// <summary>The set of nothing, which goes with all.</summary>
    public const int Nothing = -1;

    /// <summary>What comes of two sets in which two kinds exclude each other.</summary>
    public const int Excluded = -2;

    private readonly List<int[]> sets = [];
    private readonly Dictionary<int, int> singles = [];
    private readonly Dictionary<long, int> unions = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);

    /// <summary>The set of one kind.</summary>
    public int Of(int kind)
    {
        if (kind < 0) return Nothing;
        if (singles.TryGetValue(kind, out var known)) return known;
        return singles[kind] = Number([kind]);
    }

    /// <summary>The union of two sets, or <see cref="Excluded"/>.</summary>
    public int Union(int a, int b)
    {
        if (a == b || b == Nothing) return a;
        if (a == Nothing) return b;
        var pair = a < b ? ((long)a << 32) + b : ((long)b << 32) + a;
        return unions.TryGetValue(pair, out var known) ? known : unions[pair] = Unite(sets[a], sets[b]);
    }

    private int Unite(int[] a, int[] b)
    {
        foreach (var one in a)
            foreach (var other in b)
                if (!kinds.MayBeOne(one, other)) return Excluded;
        return Number([.. a.Union(b).Order()]);
    }

    private int Number(int[] set)
    {
        var name = string.Join(',', set);
        if (numbers.TryGetValue(name, out var known)) return known;
        sets.Add(set);
        return numbers[name] = sets.Count - 1;
    }
}
