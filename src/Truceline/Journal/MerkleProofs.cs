using System.Collections.Immutable;
using System.Numerics;

namespace Truceline.Journal;

/// <summary>
/// Gives the root over the complete subtree of 2^<paramref name="level"/> leaves whose first leaf is
/// <paramref name="index"/> · 2^<paramref name="level"/>; level 0 is a leaf hash. All of it lies in the tree.
/// </summary>
/// <param name="level">The height of the subtree.</param>
/// <param name="index">Which of that height, from 0.</param>
public delegate Hash TreeNodes(int level, long index);

/// <summary>
/// Proofs over the tree of RFC 6962, section 2.1: that a leaf lies in a tree, that a tree goes on from another, and that
/// several leaves lie in one. Leaves are counted from 0: entry n is leaf n − 1.
/// </summary>
public static class MerkleProofs
{
    /// <summary>The root over the leaves from <paramref name="from"/> up to, not including, <paramref name="to"/>, as a tree of its own.</summary>
    public static Hash Root(long from, long to, TreeNodes nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentOutOfRangeException.ThrowIfNegative(from);
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        var size = to - from;
        if (size == 0) return MerkleTree.Empty.Root;
        if (BitOperations.IsPow2(size) && from % size == 0) return nodes(BitOperations.Log2((ulong)size), from / size);
        var left = Split(size);
        return MerkleTree.Join(Root(from, from + left, nodes), Root(from + left, to, nodes));
    }

    /// <summary>The proof that a leaf lies in the tree of that size: its siblings, from the leaf upwards (section 2.1.1).</summary>
    public static ImmutableArray<Hash> Inclusion(long index, long size, TreeNodes nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<Hash>();
        for (var (from, to) = (0L, size); to - from > 1;)
        {
            var middle = from + Split(to - from);
            if (index < middle)
            {
                path.Add(Root(middle, to, nodes));
                to = middle;
            }
            else
            {
                path.Add(Root(from, middle, nodes));
                from = middle;
            }
        }
        path.Reverse();
        return [.. path];
    }

    /// <summary>The root of the tree in which a proof places a leaf; null when the proof has not the shape for that place.</summary>
    public static Hash? RootOf(long index, long size, Hash leaf, IReadOnlyList<Hash> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size) return null;
        var (at, last, root) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0) return null;
            if ((at & 1) == 1 || at == last)
            {
                root = MerkleTree.Join(sibling, root);
                // A node on the right edge has no sibling on the levels where nothing stands beside it.
                while ((at & 1) == 0 && at != 0) (at, last) = (at >> 1, last >> 1);
            }
            else
            {
                root = MerkleTree.Join(root, sibling);
            }
            (at, last) = (at >> 1, last >> 1);
        }
        return last == 0 ? root : null;
    }

    /// <summary>The proof that the tree of one size goes on from that of a smaller one (section 2.1.2); empty from nothing and to itself.</summary>
    public static ImmutableArray<Hash> Consistency(long first, long second, TreeNodes nodes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        var path = new List<Hash>();
        if (first > 0 && first < second) Grow(first, 0, second, known: true, nodes, path);
        return [.. path];
    }

    /// <summary>
    /// Whether a proof shows that the second tree goes on from the first: no entry of the first was altered, moved or
    /// removed. Every tree goes on from the empty one, and needs no proof of it.
    /// </summary>
    public static bool IsConsistent(Head first, Head second, IReadOnlyList<Hash> proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (first.Size == 0) return proof.Count == 0 && first.Root == MerkleTree.Empty.Root && second.Size >= 0 && (second.Size > 0 || second.Root == first.Root);
        return Shows(first, second, proof);
    }

    /// <summary>The same of a first tree that has leaves: from the empty one there is nothing to show, and this says no.</summary>
    internal static bool Shows(Head first, Head second, IReadOnlyList<Hash> proof)
    {
        if (first.Size <= 0 || first.Size > second.Size) return false;
        if (first.Size == second.Size) return proof.Count == 0 && first.Root == second.Root;
        var at = 0;
        var (node, last) = (first.Size - 1, second.Size - 1);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        // A first tree that is complete is its own first node, and the proof leaves it out.
        if (node > 0 && proof.Count == 0) return false;
        var start = node > 0 ? proof[at++] : first.Root;
        var (old, now) = (start, start);
        for (; at < proof.Count; at++)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                (old, now) = (MerkleTree.Join(proof[at], old), MerkleTree.Join(proof[at], now));
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                now = MerkleTree.Join(now, proof[at]);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && old == first.Root && now == second.Root;
    }

    /// <summary>
    /// The fewest nodes that show several leaves to lie in the tree of that size: of each subtree without one of them its
    /// root, from left to right.
    /// </summary>
    /// <param name="indexes">The leaves, each once and in ascending order.</param>
    /// <param name="size">The size of the tree.</param>
    /// <param name="nodes">The tree.</param>
    public static ImmutableArray<Hash> Several(ReadOnlySpan<long> indexes, long size, TreeNodes nodes)
    {
        RequireAscending(indexes, size);
        var found = ImmutableArray.CreateBuilder<Hash>();
        Collect(indexes, 0, size, nodes, found);
        return found.ToImmutable();
    }

    /// <summary>The root of the tree in which <see cref="Several"/> places leaves; null when there are too few or too many nodes for those places.</summary>
    public static Hash? RootOfSeveral(ReadOnlySpan<long> indexes, ReadOnlySpan<Hash> leaves, long size, ReadOnlySpan<Hash> nodes)
    {
        if (indexes.Length != leaves.Length) return null;
        for (var i = 0; i < indexes.Length; i++)
            if (indexes[i] < 0 || indexes[i] >= size || (i > 0 && indexes[i] <= indexes[i - 1])) return null;
        if (size == 0) return nodes.IsEmpty ? MerkleTree.Empty.Root : null;
        var used = 0;
        var root = Rebuild(indexes, leaves, 0, size, nodes, ref used);
        return root is not null && used == nodes.Length ? root : null;
    }

    private static void Grow(long first, long from, long to, bool known, TreeNodes nodes, List<Hash> path)
    {
        var size = to - from;
        if (first == size)
        {
            if (!known) path.Add(Root(from, to, nodes));
            return;
        }
        var left = Split(size);
        if (first <= left)
        {
            Grow(first, from, from + left, known, nodes, path);
            path.Add(Root(from + left, to, nodes));
        }
        else
        {
            Grow(first - left, from + left, to, known: false, nodes, path);
            path.Add(Root(from, from + left, nodes));
        }
    }

    private static void Collect(ReadOnlySpan<long> indexes, long from, long to, TreeNodes nodes, ImmutableArray<Hash>.Builder found)
    {
        if (from == to) return;
        if (indexes.IsEmpty) found.Add(Root(from, to, nodes));
        else if (to - from > 1)
        {
            var middle = from + Split(to - from);
            var left = Below(indexes, middle);
            Collect(indexes[..left], from, middle, nodes, found);
            Collect(indexes[left..], middle, to, nodes, found);
        }
    }

    private static Hash? Rebuild(ReadOnlySpan<long> indexes, ReadOnlySpan<Hash> leaves, long from, long to, ReadOnlySpan<Hash> nodes, ref int used)
    {
        if (indexes.IsEmpty) return used < nodes.Length ? nodes[used++] : null;
        if (to - from == 1) return leaves[0];
        var middle = from + Split(to - from);
        var left = Below(indexes, middle);
        if (Rebuild(indexes[..left], leaves[..left], from, middle, nodes, ref used) is not { } before) return null;
        return Rebuild(indexes[left..], leaves[left..], middle, to, nodes, ref used) is { } after ? MerkleTree.Join(before, after) : null;
    }

    private static int Below(ReadOnlySpan<long> indexes, long middle)
    {
        var at = indexes.BinarySearch(middle);
        return at < 0 ? ~at : at;
    }

    private static void RequireAscending(ReadOnlySpan<long> indexes, long size)
    {
        for (var i = 0; i < indexes.Length; i++)
            if (indexes[i] < 0 || indexes[i] >= size || (i > 0 && indexes[i] <= indexes[i - 1]))
                throw new ArgumentException("leaves are given once each, in ascending order, and lie in the tree", nameof(indexes));
    }

    /// <summary>The largest power of two below a size: where RFC 6962 divides a tree.</summary>
    private static long Split(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}
