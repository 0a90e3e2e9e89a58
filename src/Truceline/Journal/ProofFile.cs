using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Truceline.Journal;

/// <summary>
/// A proof that one can carry away and check without the journal: canonical JSON (RFC 8785) and a line feed, in one written
/// form only, so that no byte of it can be altered unseen. It holds the journal's verifier key, the place of one entry in the
/// tree with a signed checkpoint, and, where they are disclosed, the entry's content and one sentence of a bulletin.
/// </summary>
public sealed record ProofFile
{
    /// <summary>What the member <c>format</c> says.</summary>
    public const string Format = "truceline-proof/1";

    /// <summary>How the name of such a file ends.</summary>
    public const string Extension = ".proof.json";

    /// <summary>The most bytes that are read.</summary>
    public const int MostBytes = 4 << 20;

    /// <summary>The key that signed the checkpoint, as the file says: whose it is must be known from elsewhere.</summary>
    public required NoteKey Key { get; init; }

    /// <summary>The place of the entry, and the checkpoint with its cosignatures.</summary>
    public required TlogProof Proof { get; init; }

    /// <summary>The entry.</summary>
    public required ProvenEntry Entry { get; init; }

    /// <summary>The sentence of the bulletin whose publication the entry is; null: the proof is of the entry alone.</summary>
    public ProvenSentence? Sentence { get; init; }

    /// <summary>Whether it tells of an exercise: everything in it is made up.</summary>
    public bool Exercise { get; init; }

    /// <summary>Reads a proof file.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static ProofFile Parse(ReadOnlySpan<byte> file) => ProofFileReading.Read(file);

    /// <summary>The file, in UTF-8.</summary>
    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("key", Key.ToString());
            json.WriteString("proof", Proof.ToString());
            if (Exercise) json.WriteBoolean("exercise", true);
            json.WritePropertyName("entry");
            Write(json, Entry);
            if (Sentence is { } sentence) Write(json, sentence);
            json.WriteEndObject();
        }
        return [.. CanonicalJson.Canonicalise(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)), (byte)'\n'];
    }

    private static void Write(Utf8JsonWriter json, ProvenEntry entry)
    {
        json.WriteStartObject();
        json.WriteNumber("number", entry.Number);
        json.WriteString("commitment", entry.Commitment.ToString());
        if (entry.Disclosed is { } disclosed)
        {
            var secret = new byte[Secret.Length];
            disclosed.Secret.CopyTo(secret);
            json.WriteBase64String("secret", secret);
            json.WriteString("bytes", disclosed.Bytes.Span);
        }
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ProvenSentence sentence)
    {
        json.WriteStartObject("sentence");
        json.WriteString("id", sentence.Id);
        json.WriteString("text", sentence.Text);
        json.WriteString("salt", sentence.Salt.ToString());
        json.WriteStartArray("entries");
        foreach (var entry in sentence.Entries) Write(json, entry);
        json.WriteEndArray();
        Write(json, "path", sentence.Path);
        Write(json, "nodes", sentence.Nodes);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<Hash> hashes)
    {
        json.WriteStartArray(name);
        foreach (var hash in hashes) json.WriteBase64StringValue(hash.ToArray());
        json.WriteEndArray();
    }

    /// <inheritdoc/>
    public bool Equals(ProofFile? other) => other is not null && Write().AsSpan().SequenceEqual(other.Write());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Entry.Number, Entry.Commitment);
}

/// <summary>An entry that a proof names: by its number and its commitment, and no more unless it is disclosed.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Commitment">What the journal has committed to.</param>
public sealed record ProvenEntry(long Number, Hash Commitment)
{
    /// <summary>What opens the commitment; null: the content is not disclosed, or was erased.</summary>
    public Disclosure? Disclosed { get; init; }
}

/// <summary>What opens a commitment, to whoever reads it.</summary>
/// <param name="Secret">The entry's secret.</param>
/// <param name="Bytes">The entry's canonical bytes.</param>
public sealed record Disclosure(Secret Secret, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The bytes as text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <inheritdoc/>
    public bool Equals(Disclosure? other) => other is not null && Secret == other.Secret && Bytes.Span.SequenceEqual(other.Bytes.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Secret, Bytes.Length);
}

/// <summary>A sentence that a proof holds, with what places it among the sentences of its bulletin.</summary>
/// <param name="Id">Which of its bulletin, from <c>s1</c>, in the order in which it is read.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Salt">32 bytes of its own, so that the leaves of other sentences confirm no guess at what they say.</param>
/// <param name="Entries">The entries on which it rests, ascending, named and not disclosed.</param>
/// <param name="Path">Its siblings in the tree over the sentences, from the leaf upwards.</param>
/// <param name="Nodes">The nodes that show its entries to lie in the tree of the checkpoint (<see cref="MerkleProofs.Several"/>).</param>
public sealed record ProvenSentence(string Id, string Text, Hash Salt, ImmutableArray<ProvenEntry> Entries, ImmutableArray<Hash> Path, ImmutableArray<Hash> Nodes)
{
    /// <summary>
    /// The leaf of the sentence: the hash, as RFC 6962 hashes leaves, of canonical JSON
    /// <c>{"entries":[commitments],"id":…,"salt":…,"text":…}</c>.
    /// </summary>
    public Hash Leaf => LeafOf(Id, Text, Salt, Entries.Select(entry => entry.Commitment));

    /// <summary>The leaf of a sentence.</summary>
    public static Hash LeafOf(string id, string text, Hash salt, IEnumerable<Hash> entries)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("entries");
            foreach (var entry in entries) json.WriteStringValue(entry.ToString());
            json.WriteEndArray();
            json.WriteString("id", id);
            json.WriteString("salt", salt.ToString());
            json.WriteString("text", text);
            json.WriteEndObject();
        }
        return Hash.Of([0x00, .. CanonicalJson.Canonicalise(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))]);
    }

    /// <inheritdoc/>
    public bool Equals(ProvenSentence? other) => other is not null && Leaf == other.Leaf && Entries.SequenceEqual(other.Entries) && Path.SequenceEqual(other.Path) && Nodes.SequenceEqual(other.Nodes);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Text);
}
