using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Truceline.Journal;

/// <summary>How a line of a note was signed (C2SP signed-note, signature types).</summary>
public enum SignatureType : byte
{
    /// <summary>Ed25519 over the text of the note.</summary>
    Ed25519 = 0x01,

    /// <summary>ECDSA over NIST P-256 and SHA-256, in DER; for machines without OpenSSL.</summary>
    EcdsaP256 = 0x02,

    /// <summary>A witness's Ed25519 cosignature of a checkpoint, with its time (C2SP tlog-cosignature).</summary>
    Cosignature = 0x04,
}

/// <summary>
/// A verifier key of C2SP signed-note: who signs notes under a name, and what proves it. Written
/// <c>name+hexadecimal id+base64(type ‖ public key)</c>.
/// </summary>
public sealed class NoteKey : IEquatable<NoteKey>
{
    private NoteKey(string name, SignatureType type, ImmutableArray<byte> publicKey)
    {
        Name = name;
        Type = type;
        PublicKey = publicKey;
        Id = IdOf(name, type, publicKey.AsSpan());
    }

    /// <summary>The name under which it signs, without spaces and without <c>+</c>.</summary>
    public string Name { get; }

    /// <summary>How it signs.</summary>
    public SignatureType Type { get; }

    /// <summary>The public key: 32 bytes of Ed25519, or the SPKI form (DER) of an ECDSA key.</summary>
    public ImmutableArray<byte> PublicKey { get; }

    /// <summary>The short number by which a signature line names it; an identifier, not a proof.</summary>
    public uint Id { get; }

    /// <summary>A key from its parts.</summary>
    /// <exception cref="FormatException">The name or the key is none; the message says which.</exception>
    public static NoteKey Of(string name, SignatureType type, ReadOnlySpan<byte> publicKey)
    {
        if (!IsName(name)) throw new FormatException("the name of a key is empty, or has a space, a control character or a '+'");
        if (type is SignatureType.Ed25519 or SignatureType.Cosignature && publicKey.Length != Ed25519.PublicKeyLength)
            throw new FormatException($"an Ed25519 key has {Ed25519.PublicKeyLength} bytes, not {publicKey.Length}");
        if (type == SignatureType.EcdsaP256) RequireP256(publicKey);
        return new NoteKey(name, type, [.. publicKey]);
    }

    /// <summary>Reads a key as it is written.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static NoteKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // The base64 may hold a '+' too: the first two are the ones that divide.
        var parts = text.Split('+', 3);
        if (parts.Length != 3) throw new FormatException("a verifier key is written name+hexadecimal+base64");
        if (parts[1].Length != 8 || !parts[1].All(char.IsAsciiHexDigitLower)) throw new FormatException("the id of a verifier key is 8 lower-case hexadecimal digits");
        var data = Base64.Decode(parts[2]) ?? throw new FormatException("the public part of a verifier key is not base64");
        if (data.Length == 0 || !Enum.IsDefined((SignatureType)data[0])) throw new FormatException("the key is of a type that is not read here (1, 2 and 4 are)");
        var key = Of(parts[0], (SignatureType)data[0], data.AsSpan(1));
        return key.Id == uint.Parse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture) ? key
            : throw new FormatException("the id of the verifier key is not that of its name and public part: it was altered or mistyped");
    }

    /// <summary>Whether a signature is this key's over a text.</summary>
    /// <param name="text">The text of the note.</param>
    /// <param name="signature">What stands behind the id in the signature line.</param>
    public bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature) => Type switch
    {
        SignatureType.Ed25519 => Ed25519.Verify(PublicKey.AsSpan(), text, signature),
        SignatureType.Cosignature => Cosignature.TryRead(signature, out var cosignature) && Ed25519.Verify(PublicKey.AsSpan(), cosignature.Message(text), cosignature.Signature.AsSpan()),
        SignatureType.EcdsaP256 => VerifiesEcdsa(text, signature),
        _ => false,
    };

    /// <summary>Whether a name can be that of a key that is not trusted here: as the format has it, which is wider.</summary>
    internal static bool IsForeignName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || c == '+');

    /// <summary>Whether a name can be that of a key that is trusted here: nothing in it that cannot be seen.</summary>
    public static bool IsName(string? name) =>
        name is { Length: > 0 and <= 200 } && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || char.IsSurrogate(c) || c is '+' or '\u200E' or '\u200F' || char.GetUnicodeCategory(c) == UnicodeCategory.Format);

    /// <summary>The key as it is written.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([(byte)Type, .. PublicKey])}");

    /// <inheritdoc/>
    public bool Equals(NoteKey? other) => other is not null && Name == other.Name && Type == other.Type && PublicKey.AsSpan().SequenceEqual(other.PublicKey.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NoteKey);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Id);

    private static uint IdOf(string name, SignatureType type, ReadOnlySpan<byte> publicKey)
    {
        byte[] named = type == SignatureType.EcdsaP256 ? publicKey.ToArray() : [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)type, .. publicKey];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(named));
    }

    private static void RequireP256(ReadOnlySpan<byte> publicKey)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out var read);
            if (read != publicKey.Length || key.ExportParameters(false).Curve.Oid.Value != "1.2.840.10045.3.1.7") throw new FormatException("an ECDSA key is one over NIST P-256");
        }
        catch (CryptographicException)
        {
            throw new FormatException("the ECDSA key cannot be read");
        }
    }

    private bool VerifiesEcdsa(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(PublicKey.AsSpan(), out _);
        return key.VerifyData(text, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
