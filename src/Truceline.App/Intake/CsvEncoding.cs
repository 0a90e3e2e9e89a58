using System.Collections.Immutable;
using System.Text;

namespace Truceline.App.Intake;

/// <summary>The encodings in which tables come, each refusing bytes that are no character in it.</summary>
internal static class CsvEncoding
{
    /// <summary>Their names, as a file of columns writes them.</summary>
    public static ImmutableArray<string> Names { get; } = ["utf-8", "windows-1251", "windows-1252", "latin1"];

    public static Encoding Utf8 { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The encoding of a name; null for one that is not in the list.</summary>
    public static Encoding? Of(string name) => name switch
    {
        "utf-8" => Utf8,
        "windows-1251" => CodePage(1251),
        "windows-1252" => CodePage(1252),
        "latin1" => Encoding.Latin1,
        _ => null,
    };

    private static Encoding? CodePage(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
}
