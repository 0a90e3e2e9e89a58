using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

/// <summary>Proofs that others made, of sound and of broken trees.</summary>
public class MerkleVectorsTests
{
    [Theory]
    [InlineData("inclusion")]
    [InlineData("consistency")]
    public void The_vectors_of_transparency_dev_are_accepted_or_rejected_as_they_say(string kind)
    {
        var wrong = new List<string>();
        var files = Directory.GetFiles(Needs.SharedData("tlog", "merkle-rfc6962", "testdata", kind), "*.json", SearchOption.AllDirectories);
        foreach (var file in files)
        {
            using var vector = JsonDocument.Parse(File.ReadAllBytes(file));
            var fields = vector.RootElement;
            if ((kind == "inclusion" ? Includes(fields) : GoesOn(fields)) == fields.GetProperty("wantErr").GetBoolean()) wrong.Add($"{file}: {fields.GetProperty("desc")}");
        }
        Assert.Equal("", string.Join("\n", wrong));
        Assert.Equal(98, files.Length);
    }

    /// <summary>
    /// The one vector on which a reader of journals says otherwise: a tree that goes on from the empty one needs no proof. The
    /// vectors call asking for one a mistake of the caller.
    /// </summary>
    [Fact]
    public void That_every_tree_goes_on_from_the_empty_one_is_said_without_a_proof()
    {
        var tree = TestTree.OfSize(1);
        Assert.True(MerkleProofs.IsConsistent(tree.Head(0), tree.Head(1), []));
        Assert.False(MerkleProofs.Shows(tree.Head(0), tree.Head(1), []));
    }

    [Fact]
    public void Proofs_and_roots_are_those_that_Go_computes()
    {
        var tree = TestTree.OfSize(130);
        var grown = MerkleTree.Empty;
        var (roots, inclusions, consistencies) = (0, 0, 0);
        foreach (var words in Lines().Select(line => line.Split(' ')))
        {
            var (a, b) = (Number(words[1]), words[0] == "root" ? 0 : Number(words[2]));
            var hashes = words.Skip(words[0] == "root" ? 2 : 3).Select(ReadHash).ToArray();
            switch (words[0])
            {
                case "root":
                    grown = grown.Append([tree[a - 1]]);
                    Assert.Equal(new Head(a, hashes[0]), grown.Head);
                    roots++;
                    break;
                case "inc":
                    Assert.Equal(hashes, MerkleProofs.Inclusion(b, a, tree.Node));
                    Assert.Equal(tree.Head(a).Root, MerkleProofs.RootOf(b, a, tree[b], hashes));
                    inclusions++;
                    break;
                default:
                    Assert.Equal("con", words[0]);
                    Assert.Equal(hashes, MerkleProofs.Consistency(a, b, tree.Node));
                    Assert.True(MerkleProofs.IsConsistent(tree.Head(a), tree.Head(b), hashes));
                    consistencies++;
                    break;
            }
        }
        Assert.Equal((130, 8515, 8515), (roots, inclusions, consistencies));
    }

    /// <summary>All bits of every 199th proof, and one bit of each of the others: of the proof, the leaf, either root.</summary>
    [Fact]
    public void Of_what_Go_computes_no_bit_can_be_another()
    {
        var tree = TestTree.OfSize(130);
        var random = new Random(6962);
        var (line, rejected) = (0, 0);
        foreach (var words in Lines().Select(text => text.Split(' ')).Where(words => words[0] != "root"))
        {
            var (a, b) = (Number(words[1]), Number(words[2]));
            var proof = words.Skip(3).Select(ReadHash).ToImmutableArray();
            Func<Hash[], bool> accepted = words[0] == "inc"
                ? parts => MerkleProofs.RootOf(b, a, parts[0], parts[2..]) == parts[1]
                : parts => MerkleProofs.IsConsistent(new(a, parts[0]), new(b, parts[1]), parts[2..]);
            Hash[] sound = words[0] == "inc" ? [tree[b], tree.Head(a).Root, .. proof] : [tree.Head(a).Root, tree.Head(b).Root, .. proof];
            foreach (var bit in line++ % 199 == 0 ? Enumerable.Range(0, 256 * sound.Length) : [random.Next(256 * sound.Length)])
            {
                var altered = sound.ToArray();
                altered[bit / 256] = MerkleProofsTests.Flipped(altered[bit / 256], bit % 256);
                Assert.False(accepted(altered), $"{string.Join(' ', words)}: bit {bit}");
                rejected++;
            }
        }
        Assert.True(rejected > 100_000, $"{rejected}");
    }

    private static bool Includes(JsonElement fields) =>
        Read(fields.GetProperty("leafHash")) is { } leaf && Read(fields.GetProperty("root")) is { } root && Proof(fields) is { } proof
        && fields.GetProperty("leafIdx").TryGetInt64(out var index) && fields.GetProperty("treeSize").TryGetInt64(out var size)
        && MerkleProofs.RootOf(index, size, leaf, proof) == root;

    private static bool GoesOn(JsonElement fields) =>
        Proof(fields) is { } proof && fields.GetProperty("size1").TryGetInt64(out var before) && fields.GetProperty("size2").TryGetInt64(out var after)
        && MerkleProofs.Shows(new(before, Root(fields.GetProperty("root1"))), new(after, Root(fields.GetProperty("root2"))), proof);

    /// <summary>Some roots are the words "don't care", and only their sameness matters.</summary>
    private static Hash Root(JsonElement text) => Read(text) ?? Hash.Of(Encoding.UTF8.GetBytes(text.GetString()!));

    private static Hash? Read(JsonElement text) => text.ValueKind == JsonValueKind.String && Base64.TryHash(text.GetString()!, out var hash) ? hash : null;

    private static Hash[]? Proof(JsonElement fields)
    {
        if (fields.GetProperty("proof").ValueKind == JsonValueKind.Null) return [];
        var read = fields.GetProperty("proof").EnumerateArray().Select(Read).ToArray();
        return read.Any(hash => hash is null) ? null : [.. read.Select(hash => hash!.Value)];
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static Hash ReadHash(string text) => Base64.TryHash(text, out var hash) ? hash : throw new FormatException(text);

    private static IEnumerable<string> Lines()
    {
        using var file = File.OpenRead(Needs.SharedData("tlog", "go-sumdb", "peer.txt.gz"));
        using var unzipped = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(unzipped, Encoding.ASCII);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
