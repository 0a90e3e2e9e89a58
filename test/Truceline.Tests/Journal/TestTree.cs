using System.Text;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

/// <summary>
/// A tree with all its leaves at hand: its nodes for the proofs of the product, and RFC 6962, section 2.1, as it is written
/// there, to hold them against.
/// </summary>
internal sealed class TestTree
{
    private readonly Hash[] leaves;
    private readonly List<Hash[]> levels = [];

    public TestTree(IEnumerable<Hash> leaves)
    {
        this.leaves = [.. leaves];
        for (var level = this.leaves; level.Length > 0; level = [.. level.Chunk(2).Where(pair => pair.Length == 2).Select(pair => Join(pair[0], pair[1]))]) levels.Add(level);
    }

    /// <summary>The tree over <c>leaf 0</c>, <c>leaf 1</c> and so on, as the vectors of Go have it.</summary>
    public static TestTree OfSize(int size, string name = "leaf") => new(Enumerable.Range(0, size).Select(n => DataHash(Encoding.ASCII.GetBytes($"{name} {n}"))));

    public Hash this[long leaf] => leaves[leaf];

    public Hash Node(int level, long index) => levels[level][index];

    public Head Head(long size) => new(size, Root(0, (int)size));

    /// <summary>MTH(D[n]).</summary>
    public Hash Root(int from, int to)
    {
        if (from == to) return Hash.Of([]);
        if (to - from == 1) return leaves[from];
        var k = from + Below(to - from);
        return Join(Root(from, k), Root(k, to));
    }

    /// <summary>PATH(m, D[n]).</summary>
    public List<Hash> Path(int m, int from, int to)
    {
        if (to - from == 1) return [];
        var k = Below(to - from);
        return m < k ? [.. Path(m, from, from + k), Root(from + k, to)] : [.. Path(m - k, from + k, to), Root(from, from + k)];
    }

    /// <summary>SUBPROOF(m, D[n], b).</summary>
    public List<Hash> Subproof(int m, int from, int to, bool complete)
    {
        if (m == to - from) return complete ? [] : [Root(from, to)];
        var k = Below(to - from);
        return m <= k ? [.. Subproof(m, from, from + k, complete), Root(from + k, to)] : [.. Subproof(m - k, from + k, to, false), Root(from, from + k)];
    }

    public static Hash DataHash(ReadOnlySpan<byte> data) => Hash.Of([0x00, .. data]);

    private static Hash Join(Hash left, Hash right) => Hash.Of([0x01, .. left.ToArray(), .. right.ToArray()]);

    private static int Below(int n)
    {
        var k = 1;
        while (2 * k < n) k *= 2;
        return k;
    }
}
