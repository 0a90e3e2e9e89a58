using System.Security.Cryptography;

namespace Truceline.Journal;

/// <summary>
/// How an entry becomes a leaf of the tree. The leaf commits to the entry through its secret, so that the tree can be
/// published without disclosing or confirming anything that an entry says.
/// </summary>
public static class Leaf
{
    /// <summary>The commitment to an entry: SHA-256(secret ‖ bytes).</summary>
    public static Hash Commit(Secret secret, ReadOnlySpan<byte> bytes)
    {
        Span<byte> key = stackalloc byte[Secret.Length];
        secret.CopyTo(key);
        var commitment = Sha256.Of(key, bytes);
        // No secret stays behind in memory that others are handed.
        CryptographicOperations.ZeroMemory(key);
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

    /// <summary>The leaf hash of leaf data as somebody else serves them, ours or not.</summary>
    internal static Hash HashOfData(ReadOnlySpan<byte> data)
    {
        var node = new byte[1 + data.Length];
        data.CopyTo(node.AsSpan(1));
        return Hash.Of(node);
    }

    private static ReadOnlySpan<byte> Prefix => "truceline/1\n"u8;
}
