using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using NodaTime;

namespace Truceline.Journal;

/// <summary>
/// A witness's statement (C2SP tlog-cosignature, v1): at this time the largest tree that it has seen of this log, every one
/// consistent with the one before, had this root.
/// </summary>
/// <param name="Seconds">When it says that it signed, in seconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Signature">64 bytes of Ed25519.</param>
public readonly record struct Cosignature(long Seconds, ImmutableArray<byte> Signature)
{
    private const int Length = 8 + 64;

    /// <summary>When it says that it signed.</summary>
    public Instant At => Instant.FromUnixTimeSeconds(Seconds);

    /// <summary>Reads what stands behind the id in a signature line.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Cosignature cosignature)
    {
        cosignature = default;
        if (bytes.Length != Length) return false;
        var seconds = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        // Year 9999: later than that is no time that a clock showed.
        if (seconds > 253_402_300_799) return false;
        cosignature = new((long)seconds, [.. bytes[8..]]);
        return true;
    }

    /// <summary>What stands behind the id in a signature line.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)Seconds);
        Signature.AsSpan().CopyTo(bytes.AsSpan(8));
        return bytes;
    }

    /// <summary>What is signed: a header, the time, and the whole text of the checkpoint.</summary>
    public byte[] Message(ReadOnlySpan<byte> text) => MessageAt(Seconds, text);

    internal static byte[] MessageAt(long seconds, ReadOnlySpan<byte> text) =>
        [.. Encoding.ASCII.GetBytes(FormattableString.Invariant($"cosignature/v1\ntime {seconds}\n")), .. text];
}
