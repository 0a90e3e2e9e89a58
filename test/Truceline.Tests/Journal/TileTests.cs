using Truceline.Journal;

namespace Truceline.Tests.Journal;

public sealed class TileTests
{
    private static Hash[] Leaves(long size) => [.. Enumerable.Range(0, (int)size).Select(i => Leaf.HashOf(Hash.Of(BitConverter.GetBytes(i))))];

    /// <summary>The tree as the definition has it, without anything that is kept.</summary>
    private static TreeNodes Naive(Hash[] leaves) => (level, index) => MerkleTree.Empty.Append(leaves.Skip((int)(index << level)).Take(1 << level)).Root;

    [Theory]
    [InlineData("0/000", 0, 0, 256)]
    [InlineData("0/x001/x234/067", 0, 1234067, 256)]
    [InlineData("1/x001/000.p/17", 1, 1000, 17)]
    [InlineData("entries/005.p/1", Tile.Entries, 5, 1)]
    [InlineData("7/999", 7, 999, 256)]
    public void A_tile_has_one_address_and_is_read_from_it(string path, int level, long index, int width)
    {
        Assert.Equal(new Tile(level, index, width), Tile.Parse(path));
        Assert.Equal(path, new Tile(level, index, width).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("0/")]
    [InlineData("0/0")]
    [InlineData("0/00")]
    [InlineData("0/0000")]
    [InlineData("0/1234067")]
    [InlineData("0/x000/001")]
    [InlineData("0/001/234")]
    [InlineData("0/x001")]
    [InlineData("0/x001/x002")]
    [InlineData("00/000")]
    [InlineData("8/000")]
    [InlineData("64/000")]
    [InlineData("-1/000")]
    [InlineData("+1/000")]
    [InlineData("data/000")]
    [InlineData("Entries/000")]
    [InlineData("0/000.p")]
    [InlineData("0/000.p/")]
    [InlineData("0/000.p/0")]
    [InlineData("0/000.p/01")]
    [InlineData("0/000.p/256")]
    [InlineData("0/000.p/257")]
    [InlineData("0/000.p/-1")]
    [InlineData("0/000.p/1/")]
    [InlineData("0/000/1")]
    [InlineData("0/x001/x001/x001/x001/x001/x001/x001/001")]
    [InlineData("0/٠٠١")]
    public void No_other_way_to_write_one_is_read(string path) => Assert.Null(Tile.Parse(path));

    [Fact]
    public void A_tree_of_70_000_has_the_tiles_of_the_specification()
    {
        Assert.Equal([0, 1, 2], Tile.Levels(70_000));
        var (lowest, middle) = (Tile.Of(0, 70_000).ToArray(), Tile.Of(1, 70_000).ToArray());
        Assert.Equal((273, 112), (lowest.Count(tile => tile.Width == 256), lowest[^1].Width));
        Assert.Equal((2, 256, 17), (middle.Length, middle[0].Width, middle[1].Width));
        Assert.Equal(1, Assert.Single(Tile.Of(2, 70_000)).Width);
        Assert.Equal((256, 1), (Assert.Single(Tile.Of(0, 256)).Width, Assert.Single(Tile.Of(1, 256)).Width));
        Assert.Empty(Tile.Levels(0));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1000)]
    public void A_tree_from_tiles_is_the_tree(int size)
    {
        var leaves = Leaves(size);
        var naive = Naive(leaves);
        var asked = new List<Tile>();
        var tiled = new TiledTree(size, tile =>
        {
            asked.Add(tile);
            return tile.Bytes(naive);
        });
        var head = MerkleTree.Empty.Append(leaves).Head;
        Assert.Equal(head.Root, MerkleProofs.Root(0, size, tiled.Node));
        for (var index = 0; index < size; index += 37) Assert.Equal(head.Root, MerkleProofs.RootOf(index, size, leaves[index], MerkleProofs.Inclusion(index, size, tiled.Node)));
        for (var first = 1; first <= size; first += 41) Assert.True(MerkleProofs.IsConsistent(MerkleTree.Empty.Append(leaves.Take(first)).Head, head, MerkleProofs.Consistency(first, size, tiled.Node)));
        Assert.All(asked, tile => Assert.True(tile.LiesIn(size) && tile == Tile.Parse(tile.ToString())));
        Assert.Equal(asked.Count, asked.Distinct().Count());
    }

    [Fact]
    public void A_tile_lies_in_a_tree_that_has_all_of_its_hashes()
    {
        Assert.True(new Tile(0, 0, 10).LiesIn(10));
        Assert.False(new Tile(0, 0, 11).LiesIn(10));
        Assert.False(new Tile(1, 0, 1).LiesIn(255));
        Assert.True(new Tile(1, 0, 1).LiesIn(256));
        Assert.False(new Tile(7, 999_999_999_999, 256).LiesIn(long.MaxValue));
    }

    [Fact]
    public void A_bundle_has_the_leaf_data_of_each_entry_with_its_length()
    {
        var commitments = Enumerable.Range(0, 3).Select(i => Hash.Of([(byte)i])).ToArray();
        var bundle = EntryBundle.Write(commitments);
        Assert.Equal(3 * (2 + 44), bundle.Length);
        Assert.Equal([0, 44, .. "truceline/1\n"u8, .. commitments[0].ToArray()], bundle[..46]);
        Assert.Equal(commitments.Select(Leaf.HashOf), EntryBundle.LeafHashes(bundle, 3));
        Assert.Null(EntryBundle.LeafHashes(bundle, 2));
        Assert.Null(EntryBundle.LeafHashes(bundle, 4));
        Assert.Null(EntryBundle.LeafHashes(bundle.AsSpan(0, bundle.Length - 1), 3));
    }

    [Fact]
    public void A_receipt_is_honoured_by_the_journal_it_is_of_and_by_none_that_was_altered()
    {
        var commitments = Enumerable.Range(0, 600).Select(i => Hash.Of(BitConverter.GetBytes(i))).ToArray();
        Head HeadOf(IEnumerable<Hash> all) => MerkleTree.Empty.Append(all.Select(Leaf.HashOf)).Head;
        TreeNodes TreeOf(Hash[] all) => Naive([.. all.Select(Leaf.HashOf)]);
        var receipt = ReceiptCheck.Of("o", HeadOf(commitments[..500]), [7, 8, 9, 300, 8, 500], (after, upTo) => commitments[(int)after..(int)upTo]);
        Assert.Equal([(7, 9), (300, 300), (500, 500)], receipt.Runs.Select(run => (run.First, run.Last)));
        Assert.Equal(Leaf.HashOf(commitments[299]), receipt.Runs[1].Commitments);
        Assert.Equal(receipt, Receipt.Parse(receipt.Text));

        Assert.Equal(ReceiptState.Honoured, ReceiptCheck.Against(receipt, HeadOf(commitments), TreeOf(commitments)));
        Assert.Equal(ReceiptState.Honoured, ReceiptCheck.Against(receipt, HeadOf(commitments[..500]), TreeOf(commitments[..500])));
        Assert.Equal(ReceiptState.Shorter, ReceiptCheck.Against(receipt, HeadOf(commitments[..499]), TreeOf(commitments[..499])));
        foreach (var altered in new[] { 0, 7, 299, 498, 499 })
        {
            Hash[] others = [.. commitments];
            others[altered] = Hash.Of("other"u8);
            Assert.Equal(ReceiptState.Rewritten, ReceiptCheck.Against(receipt, HeadOf(others), TreeOf(others)));
            // A server that shows the head it signed and another tree below it convinces nobody.
            Assert.NotEqual(ReceiptState.Honoured, ReceiptCheck.Against(receipt, HeadOf(commitments), TreeOf(others)));
        }
        var lied = receipt with { Runs = [new(7, 7, Hash.Of("other"u8))] };
        Assert.Equal(ReceiptState.OtherEntries, ReceiptCheck.Against(lied, HeadOf(commitments), TreeOf(commitments)));
    }

    [Fact]
    public void A_receipt_for_very_many_scattered_entries_still_fits_a_note()
    {
        var commitments = Enumerable.Range(0, 10_000).Select(i => Hash.Of(BitConverter.GetBytes(i))).ToArray();
        var receipt = ReceiptCheck.Of("o", MerkleTree.Empty.Append(commitments.Select(Leaf.HashOf)).Head, Enumerable.Range(1, 5000).Select(i => 2L * i), (after, upTo) => commitments[(int)after..(int)upTo]);
        Assert.Equal((2, 10_000), (Assert.Single(receipt.Runs).First, receipt.Runs[0].Last));
    }
}
