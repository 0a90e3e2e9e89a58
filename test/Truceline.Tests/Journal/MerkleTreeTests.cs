using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

public class MerkleTreeTests
{
    [Fact]
    public void The_empty_tree_has_the_hash_of_nothing_as_its_root()
    {
        Assert.Equal(Hash.Parse("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"), MerkleTree.Empty.Root);
        Assert.Equal(new Head(0, MerkleTree.Empty.Root), MerkleTree.Empty.Head);
    }

    [Fact]
    public void Roots_agree_with_the_definition_of_RFC_6962()
    {
        var leaves = Enumerable.Range(0, 300).Select(LeafHash).ToArray();
        for (var size = 0; size <= leaves.Length; size++)
            Assert.Equal(Defined(leaves.AsSpan(0, size)), MerkleTree.Empty.Append(leaves.Take(size)).Root);
    }

    [Fact]
    public void A_tree_grown_in_any_batches_and_resumed_between_them_is_the_same_tree() =>
        Prop.ForAll<byte[]>(batches =>
        {
            var tree = MerkleTree.Empty;
            foreach (var batch in batches)
            {
                var from = (int)tree.Size;
                var grown = tree.Append(Enumerable.Range(from, batch).Select(LeafHash));
                tree = MerkleTree.Resume(grown.Size, grown.Frontier);
            }
            var whole = MerkleTree.Empty.Append(Enumerable.Range(0, (int)tree.Size).Select(LeafHash));
            return tree.Head == whole.Head && tree.Frontier.SequenceEqual(whole.Frontier);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Appending_leaves_the_tree_that_was_there_as_it_was()
    {
        var before = MerkleTree.Empty.Append([LeafHash(0), LeafHash(1)]);
        var head = before.Head;
        before.Append([LeafHash(2)]);
        Assert.Equal(head, before.Head);
        Assert.Single(before.Frontier);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 2)]
    public void A_frontier_has_one_node_for_each_bit_of_the_size(long size, int nodes) =>
        Assert.Throws<ArgumentException>(() => MerkleTree.Resume(size, [.. Enumerable.Range(0, nodes).Select(LeafHash)]));

    [Fact]
    public void A_tree_has_no_negative_size() => Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.Resume(-1, ImmutableArray<Hash>.Empty));

    [Fact]
    public void Roots_agree_with_those_that_Go_computes()
    {
        using var file = File.OpenRead(Needs.SharedData("tlog", "go-sumdb", "peer.txt.gz"));
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped);
        var tree = MerkleTree.Empty;
        while (reader.ReadLine() is { } line && line.StartsWith("root ", StringComparison.Ordinal))
        {
            var words = line.Split(' ');
            tree = tree.Append([DataHash(Encoding.ASCII.GetBytes($"leaf {tree.Size}"))]);
            Assert.Equal(words[1], tree.Size.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(words[2], Convert.ToBase64String(tree.Root.ToArray()));
        }
        Assert.Equal(130, tree.Size);
    }

    [Fact]
    public void Roots_agree_with_the_public_vectors_of_RFC_6962()
    {
        // The leaves over which those vectors were made, as Certificate Transparency's first tests had them.
        string[] leaves = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
        var hashes = leaves.Select(leaf => DataHash(Convert.FromHexString(leaf))).ToArray();
        var seen = new SortedSet<int>();
        foreach (var path in Directory.GetFiles(Needs.SharedData("tlog", "merkle-rfc6962", "testdata"), "happy-path.json", SearchOption.AllDirectories))
        {
            using var vector = JsonDocument.Parse(File.ReadAllBytes(path));
            var fields = vector.RootElement;
            foreach (var (size, root) in new[] { ("size1", "root1"), ("size2", "root2"), ("treeSize", "root") })
                if (fields.TryGetProperty(size, out var count))
                {
                    Assert.Equal(fields.GetProperty(root).GetBytesFromBase64(), MerkleTree.Empty.Append(hashes.Take(count.GetInt32())).Root.ToArray());
                    seen.Add(count.GetInt32());
                }
            if (fields.TryGetProperty("leafHash", out var leaf))
                Assert.Equal(leaf.GetBytesFromBase64(), hashes[fields.GetProperty("leafIdx").GetInt32()].ToArray());
        }
        Assert.Equal([1, 2, 3, 5, 6, 7, 8], seen);
    }

    private static Hash LeafHash(int n) => DataHash(Encoding.ASCII.GetBytes($"{n}"));

    private static Hash DataHash(byte[] data) => Hash.Of([0x00, .. data]);

    /// <summary>MTH of RFC 6962, section 2.1, as it is written there.</summary>
    private static Hash Defined(ReadOnlySpan<Hash> leaves)
    {
        if (leaves.IsEmpty) return Hash.Of([]);
        if (leaves.Length == 1) return leaves[0];
        var k = 1;
        while (2 * k < leaves.Length) k *= 2;
        return Hash.Of([0x01, .. Defined(leaves[..k]).ToArray(), .. Defined(leaves[k..]).ToArray()]);
    }
}
