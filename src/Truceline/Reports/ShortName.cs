using System.Security.Cryptography;
using System.Text;

namespace Truceline.Reports;

/// <summary>
/// The names of reports, incidents and findings: the first 128 bits of a SHA-256 in base32 (RFC 4648, lower case, no
/// padding), 26 letters.
/// </summary>
internal static class ShortName
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The name of some parts, hashed with a NUL between them.</summary>
    /// <exception cref="ArgumentException">A part but the last holds a NUL (two lists could share a name), or half a surrogate pair.</exception>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts[..^1])
            if (part.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("a part of a name holds no NUL", nameof(parts));
        return OfHash(SHA256.HashData(Utf8.GetBytes(string.Join('\0', parts))));
    }

    /// <summary>The name of a hash.</summary>
    public static string OfHash(ReadOnlySpan<byte> hash)
    {
        const string alphabet = "abcdefghijklmnopqrstuvwxyz234567";
        Span<char> letters = stackalloc char[26];
        var bits = 0;
        var held = 0;
        var next = 0;
        foreach (var value in hash[..16])
        {
            bits = (bits << 8) | value;
            for (held += 8; held >= 5; held -= 5) letters[next++] = alphabet[(bits >> (held - 5)) & 31];
        }
        letters[next] = alphabet[(bits << (5 - held)) & 31];
        return new string(letters);
    }
}
