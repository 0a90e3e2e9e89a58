using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Truceline.Journal;

/// <summary>One signature line of a note.</summary>
/// <param name="Name">The name of the key.</param>
/// <param name="Id">The short number of the key.</param>
/// <param name="Bytes">What the key made of the text.</param>
public sealed record NoteSignature(string Name, uint Id, ImmutableArray<byte> Bytes)
{
    /// <summary>The line, with its line feed.</summary>
    public override string ToString()
    {
        var all = new byte[4 + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(all, Id);
        Bytes.AsSpan().CopyTo(all.AsSpan(4));
        return $"— {Name} {Convert.ToBase64String(all)}\n";
    }

    /// <summary>Reads a line without its line feed; null when it is none.</summary>
    public static NoteSignature? Parse(string line)
    {
        if (!line.StartsWith("— ", StringComparison.Ordinal) || line[2..].Split(' ') is not [var name, var base64]) return null;
        if (!NoteKey.IsForeignName(name) || Base64.Decode(base64) is not { Length: > 4 } bytes) return null;
        return new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), [.. bytes.AsSpan(4)]);
    }

    /// <inheritdoc/>
    public bool Equals(NoteSignature? other) => other is not null && Name == other.Name && Id == other.Id && Bytes.AsSpan().SequenceEqual(other.Bytes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Id, Bytes.Length);
}

/// <summary>
/// A text with signatures (C2SP signed-note). The text means nothing until a key that is trusted has verified it: ask
/// <see cref="VerifiedBy"/> before reading it.
/// </summary>
/// <param name="Text">The text, with its last line feed.</param>
/// <param name="Signatures">The signature lines, in their order.</param>
public sealed record SignedNote(string Text, ImmutableArray<NoteSignature> Signatures)
{
    /// <summary>The most signatures that a note may have.</summary>
    public const int MostSignatures = 16;

    /// <summary>The most bytes that a note may have.</summary>
    public const int MostBytes = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a note.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static SignedNote Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MostBytes) throw new FormatException($"a note has at most {MostBytes} bytes, not {bytes.Length}");
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("a note is UTF-8, and this is not");
        }
        return Parse(text);
    }

    /// <summary>Reads a note.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static SignedNote Parse(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        if (!IsWellFormed(note)) throw new FormatException("a note is UTF-8, and this is not");
        if (note.AsSpan().ContainsAnyInRange('\0', '\t') || note.AsSpan().ContainsAnyInRange('\v', '\u001f')) throw new FormatException("a note has a control character");
        var blank = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0) throw new FormatException("a note is a text, an empty line, and signatures; there is no empty line");
        if (!note.EndsWith('\n')) throw new FormatException("a note ends with a line feed; this one was cut off");
        var (text, rest) = (note[..(blank + 1)], note[(blank + 2)..]);
        if (rest.Length == 0) throw new FormatException("the note has no signature");
        var lines = rest[..^1].Split('\n');
        if (lines.Length > MostSignatures) throw new FormatException($"a note has at most {MostSignatures} signatures, not {lines.Length}");
        var signatures = lines.Select((line, i) => NoteSignature.Parse(line) ?? throw new FormatException($"signature {i + 1} of the note is not written as one")).ToImmutableArray();
        var keys = new HashSet<(string, uint)>();
        foreach (var signature in signatures)
            if (!keys.Add((signature.Name, signature.Id))) throw new FormatException($"the note has two signatures of one key, {signature.Name}");
        return new(text, signatures);
    }

    /// <summary>
    /// The keys, of those that are trusted, that signed the text. Signatures of other keys are passed over.
    /// </summary>
    /// <exception cref="FormatException">A signature names a trusted key and is not its own: the note was altered or forged.</exception>
    public ImmutableArray<NoteKey> VerifiedBy(IEnumerable<NoteKey> trusted)
    {
        var text = Encoding.UTF8.GetBytes(Text);
        var keys = trusted.ToArray();
        var verified = ImmutableArray.CreateBuilder<NoteKey>();
        foreach (var signature in Signatures)
            foreach (var key in keys)
            {
                if (key.Id != signature.Id || key.Name != signature.Name) continue;
                if (!key.Verifies(text, signature.Bytes.AsSpan())) throw new FormatException($"the signature of {key.Name} is not one of this text: the note was altered or forged");
                if (!verified.Contains(key)) verified.Add(key);
            }
        return verified.ToImmutable();
    }

    /// <summary>The note with more signatures behind those that it has; one of a key that has signed already takes the place of the older.</summary>
    public SignedNote With(IEnumerable<NoteSignature> more)
    {
        var all = Signatures.ToList();
        foreach (var one in more)
        {
            all.RemoveAll(known => known.Name == one.Name && known.Id == one.Id);
            all.Add(one);
        }
        return this with { Signatures = [.. all] };
    }

    /// <summary>The note as it is written.</summary>
    public override string ToString() => $"{Text}\n{string.Concat(Signatures)}";

    /// <summary>Whether each half of a character outside of the first 65,536 has its other half: else there are no bytes of it.</summary>
    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
            if (char.IsSurrogate(text[i]) && !(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[++i]))) return false;
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(SignedNote? other) => other is not null && Text == other.Text && Signatures.SequenceEqual(other.Signatures);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Signatures.Length);
}
