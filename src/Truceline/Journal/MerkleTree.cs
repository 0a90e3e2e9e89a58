using System.Collections.Immutable;
using System.Numerics;

namespace Truceline.Journal;

/// <summary>
/// The Merkle tree of RFC 6962, section 2.1, over leaf hashes, kept as its frontier alone: the roots of the complete
/// subtrees from the largest to the smallest, one for each bit that is set in its size. That is all that is needed to
/// append to it, to know its root, and to go on after a pause without reading the leaves again.
/// </summary>
public sealed class MerkleTree
{
    private MerkleTree(long size, ImmutableArray<Hash> frontier)
    {
        Size = size;
        Frontier = frontier;
        Root = RootOf(frontier);
    }

    /// <summary>The tree without leaves; its root is SHA-256 of nothing.</summary>
    public static MerkleTree Empty { get; } = new(0, []);

    /// <summary>The number of leaves.</summary>
    public long Size { get; }

    /// <summary>The roots of the complete subtrees, the largest first.</summary>
    public ImmutableArray<Hash> Frontier { get; }

    /// <summary>The root over all leaves.</summary>
    public Hash Root { get; }

    /// <summary>The head of a journal with this tree.</summary>
    public Head Head => new(Size, Root);

    /// <summary>Takes up a tree where it was left.</summary>
    /// <exception cref="ArgumentException">The frontier does not have one node for each bit set in the size.</exception>
    public static MerkleTree Resume(long size, ImmutableArray<Hash> frontier)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (frontier.Length != BitOperations.PopCount((ulong)size))
            throw new ArgumentException($"a tree of {size} leaves has another number of nodes than {frontier.Length}", nameof(frontier));
        return new MerkleTree(size, frontier);
    }

    /// <summary>The tree with more leaves behind those it has.</summary>
    /// <param name="leaves">Leaf hashes, as <see cref="Leaf.HashOf"/> gives them.</param>
    public MerkleTree Append(IEnumerable<Hash> leaves)
    {
        var size = Size;
        var frontier = new List<Hash>(Frontier);
        foreach (var leaf in leaves)
        {
            var node = leaf;
            // Each set bit at the low end is a complete subtree that the new one of equal height completes to the next.
            for (var bits = size; (bits & 1) == 1; bits >>= 1)
            {
                node = Join(frontier[^1], node);
                frontier.RemoveAt(frontier.Count - 1);
            }
            frontier.Add(node);
            size++;
        }
        return new MerkleTree(size, [.. frontier]);
    }

    private static Hash RootOf(ImmutableArray<Hash> frontier)
    {
        if (frontier.IsEmpty) return Hash.Of([]);
        var root = frontier[^1];
        for (var i = frontier.Length - 2; i >= 0; i--) root = Join(frontier[i], root);
        return root;
    }

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    internal static Hash Join(Hash left, Hash right)
    {
        Span<byte> node = stackalloc byte[1 + 2 * Hash.Length];
        node[0] = 0x01;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + Hash.Length)..]);
        return Hash.Of(node);
    }
}
