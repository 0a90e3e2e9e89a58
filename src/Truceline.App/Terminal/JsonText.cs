using System.Text.Encodings.Web;
using System.Text.Json;

namespace Truceline.App.Terminal;

/// <summary>How JSON is written that a person may read too: keys, receipts and quotation marks stand in it as they are.</summary>
internal static class JsonText
{
    /// <summary>On several lines, to a terminal or a file.</summary>
    public static JsonSerializerOptions Written { get; } = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>On one line, as an answer of type <c>application/json</c>.</summary>
    public static JsonSerializerOptions Answered { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
