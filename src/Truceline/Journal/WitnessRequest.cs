using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Truceline.Journal;

/// <summary>
/// What a journal asks of a witness (C2SP tlog-witness, <c>add-checkpoint</c>): to cosign a checkpoint, with the proof that it
/// goes on from the size that the witness has seen.
/// </summary>
/// <param name="Old">The size of the last checkpoint that the witness cosigned; 0: none, or not known.</param>
/// <param name="Proof">The consistency proof from that size; empty from 0.</param>
/// <param name="Checkpoint">The note of the checkpoint.</param>
public sealed record WitnessRequest(long Old, ImmutableArray<Hash> Proof, SignedNote Checkpoint)
{
    /// <summary>The most bytes that a request may have.</summary>
    public const int MostBytes = 64 << 10;

    /// <summary>The most lines that a proof may have.</summary>
    public const int MostProofLines = 63;

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static WitnessRequest Parse(ReadOnlySpan<byte> body)
    {
        if (body.Length > MostBytes) throw new FormatException($"a request has at most {MostBytes} bytes, not {body.Length}");
        var blank = body.IndexOf("\n\n"u8);
        if (blank < 0) throw new FormatException("a request is the old size, a proof, an empty line, and a checkpoint; there is no empty line");
        var lines = Encoding.Latin1.GetString(body[..blank]).Split('\n');
        if (!lines[0].StartsWith("old ", StringComparison.Ordinal) || Journal.Checkpoint.Size(lines[0][4..]) is not { } old)
            throw new FormatException("a request begins with 'old', a space, and a size without leading zeros");
        if (lines.Length - 1 > MostProofLines) throw new FormatException($"a proof has at most {MostProofLines} lines, not {lines.Length - 1}");
        var proof = lines.Skip(1).Select((line, i) => Base64.TryHash(line, out var hash) ? hash : throw new FormatException($"line {i + 1} of the proof is not 32 bytes in base64"));
        return new(old, [.. proof], SignedNote.Parse(body[(blank + 2)..]));
    }

    /// <summary>The body of the request as it is written.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"old {Old}\n{string.Concat(Proof.Select(hash => Convert.ToBase64String(hash.ToArray()) + "\n"))}\n{Checkpoint}");

    /// <inheritdoc/>
    public bool Equals(WitnessRequest? other) => other is not null && Old == other.Old && Proof.AsSpan().SequenceEqual(other.Proof.AsSpan()) && Checkpoint == other.Checkpoint;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Old, Proof.Length, Checkpoint);
}
