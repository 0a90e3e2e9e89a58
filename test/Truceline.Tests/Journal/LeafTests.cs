using System.Security.Cryptography;
using System.Text;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

public class LeafTests
{
    private static readonly Secret Key = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);
    private static readonly byte[] Bytes = Encoding.UTF8.GetBytes("""{"body":{"n":1},"kind":"report"}""");

    [Fact]
    public void A_leaf_is_final()
    {
        // Computed once outside this program; a change here would orphan every journal.
        var commitment = Leaf.Commit(Key, Bytes);
        Assert.Equal("8fc8a5beadca8313f9006440539151e0797c7216477e5bd1b6ccae2a2e26f700", commitment.ToString());
        Assert.Equal("056b00f63dac60f8df0a474e59a7b72e5c6fb9aa6cec44b16eeb598ab8ebc2ec", Leaf.HashOf(commitment).ToString());
    }

    [Fact]
    public void The_leaf_hash_is_the_one_of_RFC_6962_over_the_leaf_data()
    {
        var commitment = Leaf.Commit(Key, Bytes);
        var data = Leaf.Data(commitment);
        Assert.Equal("truceline/1\n"u8.ToArray(), data[..12]);
        Assert.Equal(commitment.ToArray(), data[12..]);
        Assert.Equal(Hash.Of([0x00, .. data]), Leaf.HashOf(commitment));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(991)]
    [InlineData(992)]
    [InlineData(993)]
    [InlineData(1_048_576)]
    public void The_commitment_hashes_the_secret_and_then_the_bytes_whatever_their_length(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var whole = new byte[32 + length];
        Key.CopyTo(whole);
        bytes.CopyTo(whole, 32);
        Assert.Equal(new Hash(SHA256.HashData(whole)), Leaf.Commit(Key, bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(1_048_576)]
    public void What_is_sealed_opens_again_and_is_sixteen_bytes_longer(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        var commitment = Leaf.Commit(Key, bytes);
        var content = Sealing.Seal(Key, commitment, bytes);
        Assert.Equal(length + Sealing.Overhead, content.Length);
        Assert.Equal(bytes, Sealing.Unseal(Key, commitment, content));
    }

    [Fact]
    public void The_sealing_key_is_SHA_256_of_the_word_seal_and_the_secret()
    {
        var commitment = Leaf.Commit(Key, Bytes);
        var seed = new byte[36];
        "seal"u8.CopyTo(seed);
        Key.CopyTo(seed.AsSpan(4));
        var expected = new byte[Bytes.Length + 16];
        using var cipher = new AesGcm(SHA256.HashData(seed), 16);
        cipher.Encrypt(new byte[12], Bytes, expected.AsSpan(0, Bytes.Length), expected.AsSpan(Bytes.Length), commitment.ToArray());
        Assert.Equal(expected, Sealing.Seal(Key, commitment, Bytes));
    }

    [Fact]
    public void Sealed_content_with_any_one_byte_altered_does_not_open()
    {
        var commitment = Leaf.Commit(Key, Bytes);
        var content = Sealing.Seal(Key, commitment, Bytes);
        for (var i = 0; i < content.Length; i++)
        {
            var altered = content.ToArray();
            altered[i] ^= 1;
            Assert.Null(Sealing.Unseal(Key, commitment, altered));
        }
        Assert.Null(Sealing.Unseal(Key, commitment, content.AsSpan()[..^1]));
        Assert.Null(Sealing.Unseal(Key, commitment, content.AsSpan(0, 15)));
        Assert.Null(Sealing.Unseal(Key, commitment, []));
    }

    [Fact]
    public void Sealed_content_does_not_open_under_another_secret_or_for_another_commitment()
    {
        var commitment = Leaf.Commit(Key, Bytes);
        var content = Sealing.Seal(Key, commitment, Bytes);
        Assert.Null(Sealing.Unseal(new Secret(new byte[32]), commitment, content));
        Assert.Null(Sealing.Unseal(Key, Leaf.Commit(Key, [.. Bytes, 0]), content));
    }
}
