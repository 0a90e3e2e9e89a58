using System.Buffers;
using System.Security.Cryptography;

namespace Truceline.Journal;

/// <summary>
/// How an entry becomes a leaf of the tree. The leaf commits to the entry through its secret, so that the tree can be
/// published without disclosing or confirming anything that an entry says.
/// </summary>
public static class Leaf
{
    private const int Stacked = 1024;

    /// <summary>The commitment to an entry: SHA-256(secret ‖ bytes).</summary>
    public static Hash Commit(Secret secret, ReadOnlySpan<byte> bytes)
    {
        var length = Secret.Length + bytes.Length;
        byte[]? rented = length <= Stacked ? null : ArrayPool<byte>.Shared.Rent(length);
        var whole = rented is null ? stackalloc byte[Stacked] : rented;
        whole = whole[..length];
        secret.CopyTo(whole);
        bytes.CopyTo(whole[Secret.Length..]);
        var commitment = Hash.Of(whole);
        // No secret stays behind in memory that others are handed.
        CryptographicOperations.ZeroMemory(whole);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
        return commitment;
    }

    /// <summary>The data of the leaf: <c>truceline/1</c>, a line feed, the 32 bytes of the commitment.</summary>
    public static byte[] Data(Hash commitment)
    {
        var data = new byte[Prefix.Length + Hash.Length];
        Prefix.CopyTo(data);
        commitment.CopyTo(data.AsSpan(Prefix.Length));
        return data;
    }

    /// <summary>The leaf hash of RFC 6962, section 2.1: SHA-256(0x00 ‖ leaf data).</summary>
    public static Hash HashOf(Hash commitment)
    {
        Span<byte> node = stackalloc byte[1 + Prefix.Length + Hash.Length];
        node[0] = 0x00;
        Prefix.CopyTo(node[1..]);
        commitment.CopyTo(node[(1 + Prefix.Length)..]);
        return Hash.Of(node);
    }

    private static ReadOnlySpan<byte> Prefix => "truceline/1\n"u8;
}
