using System.Buffers.Binary;
using System.Globalization;

namespace Truceline.Journal;

/// <summary>
/// 32 bytes of SHA-256 (FIPS 180-4). Equal when all bytes are equal; written as 64 lower-case hexadecimal digits. The
/// default value is 32 zero bytes, which is the hash of nothing known.
/// </summary>
public readonly record struct Hash
{
    /// <summary>The number of bytes.</summary>
    public const int Length = 32;

    private readonly ulong first, second, third, fourth;

    /// <summary>Takes 32 bytes as they are.</summary>
    /// <exception cref="ArgumentException">There are not 32 of them.</exception>
    public Hash(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length) throw new ArgumentException($"a hash has {Length} bytes, not {bytes.Length}", nameof(bytes));
        first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The SHA-256 of some bytes.</summary>
    public static Hash Of(ReadOnlySpan<byte> bytes) => Sha256.Of(bytes);

    /// <summary>Reads 64 lower-case hexadecimal digits, the only written form.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static Hash Parse(string text) =>
        TryParse(text, out var hash) ? hash : throw new FormatException("a hash is 64 lower-case hexadecimal digits");

    /// <summary>Reads 64 lower-case hexadecimal digits; false when the text is something else.</summary>
    public static bool TryParse(string? text, out Hash hash)
    {
        hash = default;
        if (text is not { Length: 2 * Length }) return false;
        foreach (var digit in text)
            if (!char.IsAsciiHexDigitLower(digit)) return false;
        Span<byte> bytes = stackalloc byte[Length];
        for (var i = 0; i < Length; i++)
            bytes[i] = byte.Parse(text.AsSpan(2 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        hash = new Hash(bytes);
        return true;
    }

    /// <summary>Writes the 32 bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, first);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], second);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], third);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], fourth);
    }

    /// <summary>The 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
