using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Truceline.Journal;

/// <summary>
/// The body of an entry of one of the plain kinds, being written or read. Reading is strict: the entry must be canonical,
/// every member known and of its form. What is not is an <see cref="InvalidOperationException"/> that names the kind, the
/// member and what is wrong with it.
/// </summary>
internal sealed class EntryBody
{
    /// <summary>The most characters that a text of such an entry has.</summary>
    public const int MostCharacters = 10_000;

    // Numbers are doubles in canonical JSON: above this not every whole number is one.
    private const long GreatestNumber = (1L << 53) - 1;
    private static readonly Instant Earliest = Instant.FromUtc(1000, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(9899, 12, 31, 0, 0);

    private static readonly SearchValues<byte> KindLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz-"u8);

    private readonly string place;
    private readonly JsonElement json;
    private readonly HashSet<string> asked = new(StringComparer.Ordinal);

    private EntryBody(string kind, string place, JsonElement json)
    {
        Kind = kind;
        this.place = place;
        this.json = json;
        if (json.ValueKind != JsonValueKind.Object) throw Broken("it is no object in braces");
    }

    /// <summary>The kind of the entry.</summary>
    public string Kind { get; }

    /// <summary>The canonical bytes of an entry.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="members">Writes the members of the body, in any order.</param>
    public static byte[] Write(string kind, Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind);
            writer.WriteStartObject("body");
            members(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return CanonicalJson.Canonicalise(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Writes a member, or leaves it out when there is nothing to say.</summary>
    public static void Write(Utf8JsonWriter body, string member, string? text)
    {
        if (text is not null) body.WriteString(member, text);
    }

    /// <summary>Writes numbers of entries, or leaves them out when there are none.</summary>
    public static void Write(Utf8JsonWriter body, string member, ImmutableArray<long> numbers)
    {
        if (numbers.IsEmpty) return;
        body.WriteStartArray(member);
        foreach (var number in numbers) body.WriteNumberValue(number);
        body.WriteEndArray();
    }

    /// <summary>The written form of an instant, in UTC.</summary>
    public static string Written(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    /// <summary>
    /// Whether an entry may be of one of these kinds: told by the end of its canonical bytes, without reading the rest. An
    /// entry that does not end like a canonical one may be of any kind, and one that was erased is of none.
    /// </summary>
    public static bool MayBe(ReadOnlySpan<byte> entry, ReadOnlySpan<string> kinds)
    {
        if (entry.IsEmpty) return false;
        if (!entry.EndsWith("\"}"u8)) return true;
        var rest = entry[..^2];
        // In a text no quotation mark stands bare: what is found is the last member's name and its whole value.
        var mark = rest.LastIndexOf("\"kind\":\""u8);
        if (mark < 0) return true;
        var word = rest[(mark + "\"kind\":\"".Length)..];
        if (word.ContainsAnyExcept(KindLetters)) return true;
        foreach (var kind in kinds)
            if (Ascii.Equals(word, kind)) return true;
        return false;
    }

    /// <summary>The body of an entry of one of these kinds; null for one of another, and for one that was erased.</summary>
    public static EntryBody? Read(ReadOnlyMemory<byte> entry, params ReadOnlySpan<string> kinds)
    {
        if (!MayBe(entry.Span, kinds)) return null;
        try
        {
            using var document = JsonDocument.Parse(entry, new JsonDocumentOptions { MaxDepth = CanonicalJson.MaxDepth });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("kind", out var kind) || kind.ValueKind != JsonValueKind.String)
                throw new InvalidOperationException("INVARIANT: an entry is an object with a kind and a body");
            var word = kind.GetString()!;
            if (!kinds.Contains(word)) return null;
            if (!root.TryGetProperty("body", out var body)) throw new InvalidOperationException($"INVARIANT: the entry of kind '{word}' has no body");
            if (!CanonicalJson.IsCanonical(entry.Span)) throw new InvalidOperationException($"INVARIANT: the entry of kind '{word}' is not in canonical form (RFC 8785)");
            if (root.EnumerateObject().Count() != 2) throw new InvalidOperationException($"INVARIANT: the entry of kind '{word}' has more than a kind and a body");
            return new(word, "body", body.Clone());
        }
        catch (JsonException)
        {
            throw new InvalidOperationException("INVARIANT: an entry is JSON in UTF-8, nested no deeper than 64");
        }
    }

    /// <summary>A text; null when the member is left out.</summary>
    public string? Text(string member)
    {
        if (Member(member) is not { } value) return null;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Broken($"'{member}' is no text");
        if (string.IsNullOrWhiteSpace(text)) throw Broken($"'{member}' is empty");
        return text.Length <= MostCharacters ? text : throw Broken(string.Create(CultureInfo.InvariantCulture, $"'{member}' is longer than {MostCharacters:N0} characters"));
    }

    /// <summary>A text that must be there.</summary>
    public string RequiredText(string member) => Text(member) ?? throw Missing(member);

    /// <summary>A whole number from 1; null when the member is left out.</summary>
    public long? Number(string member) => Member(member) is { } value ? Number(value, member) : null;

    /// <summary>A whole number from 1 that must be there.</summary>
    public long RequiredNumber(string member) => Number(member) ?? throw Missing(member);

    /// <summary>Different numbers of entries, ascending, one at least; null when the member is left out.</summary>
    public ImmutableArray<long>? Numbers(string member)
    {
        if (Member(member) is not { } value) return null;
        var numbers = Items(value, member).Select(item => Number(item, member)).ToImmutableArray();
        if (numbers.IsEmpty) throw Broken($"'{member}' names no entry");
        for (var i = 1; i < numbers.Length; i++)
            if (numbers[i] <= numbers[i - 1]) throw Broken($"'{member}' is not ascending, or names an entry twice");
        return numbers;
    }

    /// <summary>Numbers of entries that must be there.</summary>
    public ImmutableArray<long> RequiredNumbers(string member) => Numbers(member) ?? throw Missing(member);

    /// <summary>An instant in UTC, in its one written form, which must be there.</summary>
    public Instant RequiredInstant(string member)
    {
        var text = RequiredText(member);
        return InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var instant } && instant >= Earliest && instant <= Latest && Written(instant) == text
            ? instant
            : throw Broken($"'{member}' is not an instant in UTC like 2015-02-16T08:00:00Z");
    }

    /// <summary>A list of objects, which must be there and may be empty.</summary>
    public ImmutableArray<EntryBody> Objects(string member)
    {
        var value = Member(member) ?? throw Missing(member);
        return [.. Items(value, member).Select((item, index) => new EntryBody(Kind, string.Create(CultureInfo.InvariantCulture, $"{place}.{member}[{index}]"), item))];
    }

    /// <summary>A list of objects, one at least; none when the member is left out.</summary>
    public ImmutableArray<EntryBody> ObjectsOrNone(string member) =>
        Member(member) is null ? [] : Objects(member) is { IsEmpty: false } objects ? objects : throw Broken($"'{member}' is empty");

    /// <summary>To be called last: every member that is there was asked for.</summary>
    public void Close()
    {
        foreach (var member in json.EnumerateObject())
            if (!asked.Contains(member.Name)) throw Broken($"there is no member '{member.Name}'");
    }

    /// <summary>What is thrown for a body that is not as it must be.</summary>
    public InvalidOperationException Broken(string what) => new($"INVARIANT: the {place} of an entry of kind '{Kind}' is as its kind demands: {what}");

    private InvalidOperationException Missing(string member) => Broken($"'{member}' is missing");

    private JsonElement? Member(string name)
    {
        asked.Add(name);
        return json.TryGetProperty(name, out var value) ? value : null;
    }

    private JsonElement.ArrayEnumerator Items(JsonElement value, string member) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Broken($"'{member}' is no list");

    private long Number(JsonElement value, string member) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number is >= 1 and <= GreatestNumber
            ? number
            : throw Broken($"'{member}' is no whole number from 1");
}
