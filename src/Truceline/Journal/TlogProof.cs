using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Truceline.Journal;

/// <summary>
/// A proof that a leaf lies in a journal, to be checked without it (C2SP tlog-proof, v1): the place, the path, and the signed
/// checkpoint with its cosignatures.
/// </summary>
/// <param name="Index">The leaf, from 0: entry n is leaf n − 1.</param>
/// <param name="Path">Its siblings, from the leaf upwards.</param>
/// <param name="Checkpoint">The note of the checkpoint.</param>
public sealed record TlogProof(long Index, ImmutableArray<Hash> Path, SignedNote Checkpoint)
{
    private const string FirstLine = "c2sp.org/tlog-proof@v1";

    /// <summary>The extra line of other programs' proofs, decoded; it is not proven. Ours have none.</summary>
    public ImmutableArray<byte>? Extra { get; init; }

    /// <summary>Reads a proof.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static TlogProof Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > SignedNote.MostBytes) throw new FormatException("a proof is not that long");
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (blank < 0) throw new FormatException("a proof ends with an empty line and a checkpoint; there is none");
        var lines = new Queue<string>(text[..blank].Split('\n'));
        if (!lines.TryDequeue(out var first) || first != FirstLine) throw new FormatException($"a proof begins with the line '{FirstLine}'");
        ImmutableArray<byte>? extra = null;
        if (lines.TryPeek(out var line) && line.StartsWith("extra ", StringComparison.Ordinal))
            extra = [.. Base64.Decode(lines.Dequeue()[6..]) ?? throw new FormatException("the extra line of the proof is not base64")];
        if (!lines.TryDequeue(out line) || !line.StartsWith("index ", StringComparison.Ordinal) || Journal.Checkpoint.Size(line[6..]) is not { } index)
            throw new FormatException("the proof does not say which leaf it is of: 'index', a space, a number");
        if (lines.Count > 63) throw new FormatException("the path of a proof has at most 63 hashes");
        var path = lines.Select(hash => Base64.TryHash(hash, out var one) ? one : throw new FormatException("a line of the path is not 32 bytes in base64")).ToImmutableArray();
        var checkpoint = SignedNote.Parse(text[(blank + 2)..]);
        if (index >= Journal.Checkpoint.Parse(checkpoint.Text).Head.Size) throw new FormatException("the leaf lies beyond the checkpoint of the proof");
        return new(index, path, checkpoint) { Extra = extra };
    }

    /// <summary>
    /// Whether the leaf lies where the proof says, in the tree of its checkpoint. Who signed the checkpoint is asked of the
    /// note (<see cref="SignedNote.VerifiedBy"/>) before.
    /// </summary>
    /// <param name="leaf">The leaf hash.</param>
    public bool Places(Hash leaf)
    {
        var head = Journal.Checkpoint.Parse(Checkpoint.Text).Head;
        return MerkleProofs.RootOf(Index, head.Size, leaf, Path) == head.Root;
    }

    /// <summary>The proof as it is written.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(FirstLine).Append('\n');
        if (Extra is { } extra) text.Append("extra ").Append(Convert.ToBase64String([.. extra])).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Path) text.Append(Convert.ToBase64String(hash.ToArray())).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }

    /// <inheritdoc/>
    public bool Equals(TlogProof? other) => other is not null && ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Index, Path.Length);
}
