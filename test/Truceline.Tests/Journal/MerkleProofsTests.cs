using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

public class MerkleProofsTests
{
    private static readonly TestTree Tree = TestTree.OfSize(300);

    [Fact]
    public void Proofs_are_those_of_RFC_6962_for_every_leaf_and_every_pair_of_sizes()
    {
        for (var size = 1; size <= 70; size++)
        {
            Assert.Equal(Tree.Root(0, size), MerkleProofs.Root(0, size, Tree.Node));
            for (var i = 0; i < size; i++)
            {
                Assert.Equal(Tree.Path(i, 0, size), MerkleProofs.Inclusion(i, size, Tree.Node));
                if (i > 0) Assert.Equal(Tree.Subproof(i, 0, size, true), MerkleProofs.Consistency(i, size, Tree.Node));
            }
        }
    }

    [Fact]
    public void Any_part_of_a_tree_has_the_root_of_a_tree_of_its_own() => Prop.ForAll<int, int>((a, b) =>
    {
        var (from, to) = (Math.Min(Within(a), Within(b)), Math.Max(Within(a), Within(b)));
        return MerkleProofs.Root(from, to, Tree.Node) == Tree.Root(from, to);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_proof_shows_its_own_leaf_at_its_own_place_in_its_own_tree_and_nothing_else() => Prop.ForAll<int, int, int>((a, b, c) =>
    {
        var size = 1 + Within(a);
        var (leaf, other) = (Within(b) % size, Within(c) % size);
        var proof = MerkleProofs.Inclusion(leaf, size, Tree.Node);
        var root = Tree.Root(0, size);
        return MerkleProofs.RootOf(leaf, size, Tree[leaf], proof) == root
            && (other == leaf || (MerkleProofs.RootOf(other, size, Tree[leaf], proof) != root && MerkleProofs.RootOf(leaf, size, Tree[other], proof) != root))
            && MerkleProofs.RootOf(leaf, size, Tree[leaf], [.. proof, root]) is null
            && (proof.IsEmpty || MerkleProofs.RootOf(leaf, size, Tree[leaf], proof[..^1]) is null);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Places_outside_of_a_tree_have_no_root()
    {
        Assert.Null(MerkleProofs.RootOf(-1, 1, Tree[0], []));
        Assert.Null(MerkleProofs.RootOf(1, 1, Tree[0], []));
        Assert.Null(MerkleProofs.RootOf(0, 0, Tree[0], []));
        Assert.Null(MerkleProofs.RootOf(long.MaxValue, long.MinValue, Tree[0], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProofs.Inclusion(3, 3, Tree.Node));
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleProofs.Consistency(4, 3, Tree.Node));
    }

    [Fact]
    public void A_place_in_the_largest_tree_ends_as_soon_as_the_proof_does()
    {
        var many = Enumerable.Repeat(Tree[0], 200).ToArray();
        Assert.Null(MerkleProofs.RootOf(long.MaxValue - 1, long.MaxValue, Tree[0], many));
        Assert.NotNull(MerkleProofs.RootOf(long.MaxValue - 1, long.MaxValue, Tree[0], many[..62]));
        Assert.False(MerkleProofs.IsConsistent(new(long.MaxValue - 1, Tree[0]), new(long.MaxValue, Tree[1]), many));
    }

    [Fact]
    public void Every_tree_goes_on_from_the_empty_one_and_from_itself_without_a_proof()
    {
        var empty = MerkleTree.Empty.Head;
        Assert.True(MerkleProofs.IsConsistent(empty, empty, []));
        Assert.True(MerkleProofs.IsConsistent(empty, Tree.Head(3), []));
        Assert.True(MerkleProofs.IsConsistent(Tree.Head(3), Tree.Head(3), []));
        Assert.False(MerkleProofs.IsConsistent(empty, Tree.Head(3), [Tree[0]]));
        Assert.False(MerkleProofs.IsConsistent(Tree.Head(3), Tree.Head(3), [Tree[0]]));
        Assert.False(MerkleProofs.IsConsistent(new(0, Tree[0]), Tree.Head(3), []));
        Assert.False(MerkleProofs.IsConsistent(empty, new(0, Tree[0]), []));
        Assert.False(MerkleProofs.IsConsistent(Tree.Head(3), Tree.Head(2), []));
        Assert.False(MerkleProofs.IsConsistent(new(-1, Tree[0]), Tree.Head(2), []));
    }

    [Fact]
    public void A_tree_in_which_one_early_leaf_was_altered_does_not_go_on_from_the_old_one() => Prop.ForAll<int, int, int>((a, b, c) =>
    {
        var second = 2 + Within(a) % 200;
        var first = 1 + Within(b) % (second - 1);
        var altered = Within(c) % first;
        var other = new TestTree(Enumerable.Range(0, second).Select(n => n == altered ? Hash.Of([1]) : Tree[n]));
        return MerkleProofs.IsConsistent(Tree.Head(first), Tree.Head(second), MerkleProofs.Consistency(first, second, Tree.Node))
            && !MerkleProofs.IsConsistent(Tree.Head(first), other.Head(second), MerkleProofs.Consistency(first, second, other.Node));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Several_leaves_are_shown_by_what_the_others_come_to() => Prop.ForAll<int, int[]>((a, some) =>
    {
        var size = Within(a);
        long[] indexes = [.. some.Select(one => (long)Within(one)).Where(one => one < size).Distinct().Order()];
        Hash[] leaves = [.. indexes.Select(one => Tree[one])];
        var nodes = MerkleProofs.Several(indexes, size, Tree.Node);
        return MerkleProofs.RootOfSeveral(indexes, leaves, size, nodes.AsSpan()) == Tree.Root(0, size)
            && nodes.Length <= Math.Max(1, indexes.Sum(one => MerkleProofs.Inclusion(one, size, Tree.Node).Length))
            && OnlyOf(indexes, leaves, size, nodes);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_one_leaf_several_is_its_inclusion_proof_from_left_to_right()
    {
        for (var i = 0; i < 37; i++)
            Assert.Equal(MerkleProofs.Inclusion(i, 37, Tree.Node).Order(Comparer<Hash>.Create(ByText)), MerkleProofs.Several([i], 37, Tree.Node).Order(Comparer<Hash>.Create(ByText)));
        Assert.Empty(MerkleProofs.Several([.. Enumerable.Range(0, 37).Select(i => (long)i)], 37, Tree.Node));
        Assert.Equal([Tree.Root(0, 37)], MerkleProofs.Several([], 37, Tree.Node));
    }

    [Theory]
    [InlineData(new long[] { 1, 1 })]
    [InlineData(new long[] { 2, 1 })]
    [InlineData(new long[] { -1 })]
    [InlineData(new long[] { 9 })]
    public void Several_leaves_are_named_once_each_in_order_and_lie_in_the_tree(long[] indexes)
    {
        Assert.Throws<ArgumentException>(() => MerkleProofs.Several(indexes, 9, Tree.Node));
        Assert.Null(MerkleProofs.RootOfSeveral(indexes, new Hash[indexes.Length], 9, []));
    }

    /// <summary>One bit of a leaf or a node, one place, one node more or less: each is another root or none.</summary>
    private static bool OnlyOf(long[] indexes, Hash[] leaves, int size, ImmutableArray<Hash> nodes)
    {
        var root = Tree.Root(0, size);
        for (var i = 0; i < leaves.Length; i++)
            if (MerkleProofs.RootOfSeveral(indexes, [.. leaves[..i], Flipped(leaves[i], 8 * i % 256), .. leaves[(i + 1)..]], size, nodes.AsSpan()) == root) return false;
        for (var i = 0; i < nodes.Length; i++)
            if (MerkleProofs.RootOfSeveral(indexes, leaves, size, nodes.SetItem(i, Flipped(nodes[i], 255 - i % 256)).AsSpan()) == root) return false;
        return MerkleProofs.RootOfSeveral(indexes, leaves, size, nodes.Add(root).AsSpan()) is null
            && (nodes.IsEmpty || MerkleProofs.RootOfSeveral(indexes, leaves, size, nodes.AsSpan()[..^1]) is null)
            && (leaves.Length == 0 || MerkleProofs.RootOfSeveral(indexes, leaves.AsSpan()[..^1], size, nodes.AsSpan()) is null);
    }

    internal static Hash Flipped(Hash hash, int bit)
    {
        var bytes = hash.ToArray();
        bytes[bit / 8] ^= (byte)(1 << bit % 8);
        return new(bytes);
    }

    private static int ByText(Hash a, Hash b) => string.CompareOrdinal(a.ToString(), b.ToString());

    private static int Within(int number) => (int)((uint)number % 290);
}
