using System.Numerics;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>A complete subtree: the root over 2^<paramref name="Level"/> leaves.</summary>
internal readonly record struct CompleteNode(int Level, long Position, Hash Hash);

/// <summary>A tree while leaves are put behind those that it has; it notes the nodes that are kept as it completes them.</summary>
internal sealed class GrowingTree(MerkleTree from)
{
    private readonly List<Hash> frontier = [.. from.Frontier];

    private readonly List<CompleteNode> completed = [];

    /// <summary>The number of leaves.</summary>
    public long Size { get; private set; } = from.Size;

    /// <summary>Puts a leaf behind those that are there.</summary>
    public void Add(Hash leaf)
    {
        var node = leaf;
        var joined = BitOperations.TrailingZeroCount(~Size);
        for (var level = 1; level <= joined; level++)
        {
            node = MerkleTree.Join(frontier[^1], node);
            frontier.RemoveAt(frontier.Count - 1);
            if (level >= StoredNodes.Lowest) completed.Add(new(level, Size >> level, node));
        }
        frontier.Add(node);
        Size++;
    }

    /// <summary>The nodes that are kept, of those that leaves completed since the last call, in the order in which they did.</summary>
    public ReadOnlySpan<CompleteNode> TakeCompleted()
    {
        if (completed.Count == 0) return default;
        var taken = completed.ToArray();
        completed.Clear();
        return taken;
    }

    /// <summary>The tree as it is now.</summary>
    public MerkleTree ToTree() => MerkleTree.Resume(Size, [.. frontier]);
}
