using System.Text.Json;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary>
/// Entries as lines of JSON: <c>{"number":…,"commitment":…,"secret":…,"entry":…}</c>, or <c>"erased":true</c> where content
/// and secret are destroyed. The commitment is SHA-256(secret ‖ the bytes of the value of "entry", as they stand).
/// </summary>
internal static class EntryLines
{
    /// <summary>The lines, in UTF-8, without their line ends.</summary>
    public static IEnumerable<byte[]> Of(IEnumerable<Entry> entries)
    {
        var secret = new byte[Secret.Length];
        foreach (var entry in entries)
        {
            using var bytes = new MemoryStream();
            using (var json = new Utf8JsonWriter(bytes))
            {
                json.WriteStartObject();
                json.WriteNumber("number", entry.Number);
                json.WriteString("commitment", entry.Commitment.ToString());
                if (entry.Secret is { } known)
                {
                    known.CopyTo(secret);
                    json.WriteBase64String("secret", secret);
                    // Only what is canonical may stand as JSON: another reader could not cut out the same bytes.
                    if (CanonicalJson.IsCanonical(entry.Bytes.Span)) Raw(json, entry.Bytes.Span);
                    else json.WriteBase64String("bytes", entry.Bytes.Span);
                }
                else
                {
                    json.WriteBoolean("erased", true);
                }
                json.WriteEndObject();
            }
            yield return bytes.ToArray();
        }
    }

    private static void Raw(Utf8JsonWriter json, ReadOnlySpan<byte> value)
    {
        json.WritePropertyName("entry");
        json.WriteRawValue(value, skipInputValidation: true);
    }
}
