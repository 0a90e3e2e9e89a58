using System.Text;
using System.Text.RegularExpressions;

namespace Truceline.App.Intake;

/// <summary>
/// The letters of a file: by its byte order mark, by the encoding that it names in its beginning, as UTF-8, and, where that cannot be, as windows-1252. Bytes that are
/// no letter become U+FFFD.
/// </summary>
internal static partial class TextEncodings
{
    private const int Beginning = 1024;

    public static string Decode(byte[] bytes)
    {
        if (bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble)) return Encoding.UTF8.GetString(bytes, 3, bytes.Length - 3);
        if (bytes.AsSpan().StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        if (bytes.AsSpan().StartsWith(Encoding.BigEndianUnicode.Preamble)) return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        var named = Named().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, Beginning))) is { Success: true } match ? Known(match.Groups[1].Value.ToLowerInvariant()) : null;
        if (named is not null) return named.GetString(bytes);
        try
        {
            return CsvEncoding.Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            // Mostly UTF-8 with a few broken bytes, or an old encoding that does not say so.
            var lenient = Encoding.UTF8.GetString(bytes);
            return lenient.Count(letter => letter == '\uFFFD') * 100 <= lenient.Length ? lenient : CodePage(1252).GetString(bytes);
        }
    }

    // Others could be named to hide markup (UTF-7), or read no page there is.
    private static Encoding? Known(string name) => name switch
    {
        "utf-8" or "utf8" => Encoding.UTF8,
        "windows-1250" or "cp1250" => CodePage(1250),
        "windows-1251" or "cp1251" => CodePage(1251),
        "windows-1252" or "cp1252" or "iso-8859-1" or "latin1" or "us-ascii" => CodePage(1252),
        "windows-1253" => CodePage(1253),
        "windows-1254" or "iso-8859-9" => CodePage(1254),
        "windows-1255" => CodePage(1255),
        "windows-1256" => CodePage(1256),
        "iso-8859-2" => CodePage(28592),
        "iso-8859-5" => CodePage(28595),
        "iso-8859-15" => CodePage(28605),
        "koi8-r" => CodePage(20866),
        "koi8-u" => CodePage(21866),
        _ => null,
    };

    private static Encoding CodePage(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;

    [GeneratedRegex("""(?:charset|encoding)\s*=\s*["']?([a-zA-Z0-9_-]{1,40})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();
}
