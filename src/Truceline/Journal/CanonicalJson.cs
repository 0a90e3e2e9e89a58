using System.Text;
using System.Text.Json;

namespace Truceline.Journal;

/// <summary>
/// The one written form of a JSON value, RFC 8785 (JCS): no white space, members in the order of their names' UTF-16
/// code units, numbers as ECMAScript writes them, the shortest escapes. A number is an IEEE 754 double, as in RFC 7493:
/// digits beyond its precision are rounded, −0 is 0, and a number out of its range is refused. Refused too are
/// duplicate names, nesting deeper than 64, comments, a byte order mark, text that is not UTF-8, and half a surrogate pair.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The deepest nesting of arrays and objects that is read.</summary>
    public const int MaxDepth = 64;

    /// <summary>The canonical form of a JSON text in UTF-8.</summary>
    /// <exception cref="FormatException">It has none; the message names the byte and what is wrong.</exception>
    public static byte[] Canonicalise(ReadOnlySpan<byte> json) =>
        TryCanonicalise(json, out var canonical, out var fault) ? canonical : throw new FormatException(fault.ToString());

    /// <summary>The canonical form of a JSON text in UTF-8, or the reason why it has none.</summary>
    public static bool TryCanonicalise(ReadOnlySpan<byte> json, out byte[] canonical, out JsonFault fault)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth + 1 });
        using var output = new MemoryStream(json.Length);
        try
        {
            reader.Read();
            Write(ref reader, output);
            // What follows the value is white space or an error, which this call throws.
            reader.Read();
        }
        catch (Refusal refused)
        {
            canonical = [];
            fault = refused.Fault;
            return false;
        }
        catch (JsonException)
        {
            canonical = [];
            fault = new JsonFault(reader.BytesConsumed, "this is not JSON");
            return false;
        }
        canonical = output.ToArray();
        fault = default;
        return true;
    }

    /// <summary>True when a text is its own canonical form, byte for byte.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> json) =>
        TryCanonicalise(json, out var canonical, out _) && json.SequenceEqual(canonical);

    private static void Write(ref Utf8JsonReader reader, MemoryStream output)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= MaxDepth)
            throw new Refusal(reader.TokenStartIndex, $"nested deeper than {MaxDepth}");
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WriteObject(ref reader, output);
                break;
            case JsonTokenType.StartArray:
                WriteArray(ref reader, output);
                break;
            case JsonTokenType.String:
                WriteString(Text(ref reader), output);
                break;
            case JsonTokenType.Number:
                WriteNumber(ref reader, output);
                break;
            case JsonTokenType.True:
                output.Write("true"u8);
                break;
            case JsonTokenType.False:
                output.Write("false"u8);
                break;
            case JsonTokenType.Null:
                output.Write("null"u8);
                break;
            default:
                throw new InvalidOperationException("INVARIANT: the reader stands on a value");
        }
    }

    private static void WriteArray(ref Utf8JsonReader reader, MemoryStream output)
    {
        output.WriteByte((byte)'[');
        for (var first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
        {
            if (!first) output.WriteByte((byte)',');
            Write(ref reader, output);
        }
        output.WriteByte((byte)']');
    }

    private static void WriteObject(ref Utf8JsonReader reader, MemoryStream output)
    {
        var members = new List<Member>();
        output.WriteByte((byte)'{');
        var start = (int)output.Position;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var place = reader.TokenStartIndex;
            var name = Text(ref reader);
            var from = (int)output.Position;
            WriteString(name, output);
            output.WriteByte((byte)':');
            reader.Read();
            Write(ref reader, output);
            members.Add(new Member(name, place, from, (int)output.Position));
        }
        // The members stand one after the other as they came; now they are laid again in their order.
        var written = output.GetBuffer().AsSpan(start, (int)output.Position - start).ToArray();
        output.SetLength(start);
        output.Position = start;
        members.Sort();
        for (var i = 0; i < members.Count; i++)
        {
            var member = members[i];
            if (i > 0)
            {
                if (member.Name == members[i - 1].Name) throw new Refusal(member.Place, "the name stands twice in one object");
                output.WriteByte((byte)',');
            }
            output.Write(written, member.From - start, member.To - member.From);
        }
        output.WriteByte((byte)'}');
    }

    private static void WriteNumber(ref Utf8JsonReader reader, MemoryStream output)
    {
        var value = reader.GetDouble();
        if (!double.IsFinite(value)) throw new Refusal(reader.TokenStartIndex, "the number is out of the range of a double");
        output.Write(Encoding.ASCII.GetBytes(CanonicalNumber.Text(value)));
    }

    private static void WriteString(string text, MemoryStream output)
    {
        var escaped = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\t' => escaped.Append("\\t"),
                '\n' => escaped.Append("\\n"),
                '\f' => escaped.Append("\\f"),
                '\r' => escaped.Append("\\r"),
                < ' ' => escaped.Append("\\u00").Append(c < 0x10 ? '0' : '1').Append("0123456789abcdef"[c & 0xF]),
                _ => escaped.Append(c),
            };
        output.Write(Encoding.UTF8.GetBytes(escaped.Append('"').ToString()));
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new Refusal(reader.TokenStartIndex, "the text is not UTF-8, or has half a surrogate pair");
        }
    }

    /// <summary>One member of an object: its name, where it was read, and where it stands in the output.</summary>
    private readonly record struct Member(string Name, long Place, int From, int To) : IComparable<Member>
    {
        // Names by UTF-16 code units; of equal ones the later is the one to complain about.
        public int CompareTo(Member other) =>
            string.CompareOrdinal(Name, other.Name) is var order and not 0 ? order : Place.CompareTo(other.Place);
    }

    private sealed class Refusal(long at, string what) : Exception(what)
    {
        public JsonFault Fault { get; } = new(at, what);
    }
}
