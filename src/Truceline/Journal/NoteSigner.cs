using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;

namespace Truceline.Journal;

/// <summary>
/// What signs notes: a journal's own key, or that of a witness. Written as Go's <c>sumdb/note</c> writes it,
/// <c>PRIVATE+KEY+name+hexadecimal id+base64(type ‖ seed)</c>; that text is a secret.
/// </summary>
[DebuggerDisplay("{Key}")]
public sealed class NoteSigner
{
    private const string Prefix = "PRIVATE+KEY+";
    private readonly byte[] secret;

    private NoteSigner(NoteKey key, byte[] secret)
    {
        Key = key;
        this.secret = secret;
    }

    /// <summary>The key that verifies what it signs.</summary>
    public NoteKey Key { get; }

    /// <summary>Whether this machine has Ed25519. Where it has not, a new key is one of <see cref="SignatureType.EcdsaP256"/>.</summary>
    public static bool HasEd25519 => Ed25519.IsSupported;

    /// <summary>A signer under a name.</summary>
    /// <param name="name">The name; of a journal its origin.</param>
    /// <param name="type">How it signs.</param>
    /// <param name="seed">32 random bytes for Ed25519; a private key in PKCS #8 for ECDSA.</param>
    /// <exception cref="FormatException">The name or the seed is none.</exception>
    public static NoteSigner Of(string name, SignatureType type, ReadOnlySpan<byte> seed)
    {
        if (type != SignatureType.EcdsaP256)
        {
            if (seed.Length != Ed25519.SeedLength) throw new FormatException($"the seed of an Ed25519 key has {Ed25519.SeedLength} bytes, not {seed.Length}");
            return new(NoteKey.Of(name, type, Ed25519.PublicKeyOf(seed)), seed.ToArray());
        }
        try
        {
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(seed, out var read);
            if (read != seed.Length) throw new FormatException("there is more than a private ECDSA key");
            return new(NoteKey.Of(name, type, key.ExportSubjectPublicKeyInfo()), seed.ToArray());
        }
        catch (CryptographicException)
        {
            throw new FormatException("the private ECDSA key cannot be read");
        }
    }

    /// <summary>Reads a signer as it is written.</summary>
    /// <exception cref="FormatException">It is none. The message holds nothing of it.</exception>
    public static NoteSigner Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..].Split('+', 3) : [];
        if (parts.Length != 3 || Base64.Decode(parts[2]) is not { Length: > 1 } data || !Enum.IsDefined((SignatureType)data[0]))
            throw new FormatException("this is no private key of a note: PRIVATE+KEY+name+hexadecimal+base64");
        var signer = Of(parts[0], (SignatureType)data[0], data.AsSpan(1));
        return parts[1] == signer.Key.Id.ToString("x8", CultureInfo.InvariantCulture) ? signer
            : throw new FormatException("the id of the private key is not that of its name and public part: it was altered");
    }

    /// <summary>The private key as it is written: a secret.</summary>
    public string ToSecretText() =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Key.Name}+{Key.Id:x8}+{Convert.ToBase64String([(byte)Key.Type, .. secret])}");

    /// <summary>The signature of a text as a line of its note.</summary>
    /// <param name="text">The text of the note.</param>
    /// <param name="at">When a witness says that it signs; for a key of another type it is not read.</param>
    public NoteSignature Sign(string text, Instant at = default)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(Key.Name, Key.Id, [.. Key.Type switch
        {
            SignatureType.Cosignature => new Cosignature(at.ToUnixTimeSeconds(), [.. Ed25519.Sign(secret, Cosignature.MessageAt(at.ToUnixTimeSeconds(), bytes))]).ToArray(),
            SignatureType.EcdsaP256 => SignEcdsa(bytes),
            _ => Ed25519.Sign(secret, bytes),
        }]);
    }

    /// <summary>A note of a text with this signature alone.</summary>
    public SignedNote Note(string text) => new(text, [Sign(text)]);

    /// <summary>The verifier key: never the private one, so that no log or message discloses it by accident.</summary>
    public override string ToString() => Key.ToString();

    private byte[] SignEcdsa(byte[] text)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(secret, out _);
        return key.SignData(text, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
