using System.Security.Cryptography;

namespace Truceline.Journal;

/// <summary>
/// How an entry's content is kept at rest: AES-256-GCM (NIST SP 800-38D) under SHA-256(<c>seal</c> ‖ secret), with the
/// commitment as associated data; ciphertext, then the 16 bytes of the tag.
/// </summary>
public static class Sealing
{
    /// <summary>How many bytes longer the sealed content is.</summary>
    public const int Overhead = 16;

    // GCM breaks when one key meets one nonce twice. Each key comes from a secret that was drawn for one entry and seals
    // one message in its life, so that no nonce can repeat under it and a constant one is safe. It follows that a batch
    // that failed must never be sealed again under the same secrets: the store draws anew.
    private static ReadOnlySpan<byte> Nonce => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Seals an entry's bytes. A secret must seal one entry only.</summary>
    public static byte[] Seal(Secret secret, Hash commitment, ReadOnlySpan<byte> bytes)
    {
        Span<byte> associated = stackalloc byte[Hash.Length];
        commitment.CopyTo(associated);
        var content = new byte[bytes.Length + Overhead];
        using var cipher = CipherUnder(secret);
        cipher.Encrypt(Nonce, bytes, content.AsSpan(0, bytes.Length), content.AsSpan(bytes.Length), associated);
        return content;
    }

    /// <summary>
    /// Opens sealed content, or gives null when the secret, the commitment or the content is not the one that was sealed
    /// together with the others.
    /// </summary>
    public static byte[]? Unseal(Secret secret, Hash commitment, ReadOnlySpan<byte> content)
    {
        if (content.Length < Overhead) return null;
        Span<byte> associated = stackalloc byte[Hash.Length];
        commitment.CopyTo(associated);
        var bytes = new byte[content.Length - Overhead];
        using var cipher = CipherUnder(secret);
        try
        {
            cipher.Decrypt(Nonce, content[..bytes.Length], content[bytes.Length..], bytes, associated);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return bytes;
    }

    /// <summary>The key that follows from a secret.</summary>
    internal static void KeyOf(Secret secret, Span<byte> key)
    {
        Span<byte> seed = stackalloc byte[4 + Secret.Length];
        "seal"u8.CopyTo(seed);
        secret.CopyTo(seed[4..]);
        Sha256.Of(seed).CopyTo(key);
        CryptographicOperations.ZeroMemory(seed);
    }

    private static AesGcm CipherUnder(Secret secret)
    {
        Span<byte> key = stackalloc byte[Hash.Length];
        KeyOf(secret, key);
        var cipher = new AesGcm(key, Overhead);
        CryptographicOperations.ZeroMemory(key);
        return cipher;
    }
}
