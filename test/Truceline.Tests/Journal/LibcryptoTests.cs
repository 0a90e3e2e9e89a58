using System.Security.Cryptography;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

/// <summary>What goes through libcrypto gives what the base library gives, byte for byte.</summary>
public class LibcryptoTests
{
    [Fact]
    public void Digests_are_those_of_the_base_library_whatever_the_length_and_wherever_divided()
    {
        var bytes = new byte[300];
        new Random(31).NextBytes(bytes);
        Span<byte> managed = stackalloc byte[Hash.Length];
        for (var length = 0; length <= bytes.Length; length++)
        {
            var message = bytes.AsSpan(0, length);
            Assert.Equal(SHA256.HashData(message), Hash.Of(message).ToArray());
            foreach (var at in (int[])[0, length / 3, length])
            {
                Assert.Equal(Hash.Of(message), Sha256.Of(message[..at], message[at..]));
                Sha256.Managed(message[..at], message[at..], managed);
                Assert.Equal(Hash.Of(message), new Hash(managed));
            }
        }
    }

    [Fact]
    public void What_one_seals_the_other_opens()
    {
        var random = new Random(32);
        using var sealer = new Sealer();
        foreach (var length in (int[])[0, 1, 15, 16, 17, 350, 4096, 1 << 20])
        {
            var (bytes, drawn) = (new byte[length], new byte[Secret.Length]);
            random.NextBytes(bytes);
            random.NextBytes(drawn);
            var secret = new Secret(drawn);
            var commitment = Leaf.Commit(secret, bytes);
            var (content, opened) = (new byte[length + Sealing.Overhead], new byte[length]);
            sealer.Seal(secret, commitment, bytes, content);
            Assert.Equal(Sealing.Seal(secret, commitment, bytes), content);
            Assert.Equal(bytes, Sealing.Unseal(secret, commitment, content));
            Assert.True(sealer.TryUnseal(secret, commitment, content, opened));
            Assert.Equal(bytes, opened);
        }
    }

    [Fact]
    public void One_wrong_bit_opens_nothing_and_leaves_nothing_and_the_next_is_opened_all_the_same()
    {
        using var sealer = new Sealer();
        var (secret, bytes) = (new Secret(new byte[32]), new byte[40]);
        bytes.AsSpan().Fill(7);
        var commitment = Leaf.Commit(secret, bytes);
        var content = Sealing.Seal(secret, commitment, bytes);
        var opened = new byte[bytes.Length];
        for (var bit = 0; bit < content.Length * 8; bit++)
        {
            content[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(sealer.TryUnseal(secret, commitment, content, opened));
            Assert.All(opened, one => Assert.Equal(0, one));
            content[bit / 8] ^= (byte)(1 << bit % 8);
        }
        Assert.False(sealer.TryUnseal(new Secret([1, .. new byte[31]]), commitment, content, opened));
        Assert.False(sealer.TryUnseal(secret, Hash.Of([]), content, opened));
        Assert.False(sealer.TryUnseal(secret, commitment, content.AsSpan(0, content.Length - 1), opened));
        Assert.False(sealer.TryUnseal(secret, commitment, content.AsSpan(0, 8), []));
        Assert.True(sealer.TryUnseal(secret, commitment, content, opened));
        Assert.Equal(bytes, opened);
    }
}
