namespace Truceline.Journal;

/// <summary>Base64 of RFC 4648, section 4, in its one written form: with padding, no white space, and no bits that say nothing.</summary>
internal static class Base64
{
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length / 4 * 3];
        if (text.Length % 4 != 0 || !Convert.TryFromBase64String(text, bytes, out var length)) return null;
        var decoded = bytes.AsSpan(0, length).ToArray();
        // Another writing of the same bytes (white space, stray bits at the end) would let a proof have two forms.
        return Convert.ToBase64String(decoded) == text ? decoded : null;
    }

    public static bool TryHash(string text, out Hash hash)
    {
        hash = default;
        if (Decode(text) is not { Length: Hash.Length } bytes) return false;
        hash = new Hash(bytes);
        return true;
    }
}
