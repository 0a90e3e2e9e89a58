using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Truceline.Journal;

/// <summary>Reads proof files: every member is expected and nothing else is there, and the whole is in its one written form.</summary>
internal static class ProofFileReading
{
    private const int MostEntries = 20_000;

    public static ProofFile Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > ProofFile.MostBytes) throw new FormatException($"a proof file has at most {ProofFile.MostBytes} bytes, not {file.Length}");
        if (file.IsEmpty || file[^1] != '\n') throw new FormatException("a proof file ends with a line feed; this one was cut off, or is another file");
        var text = file[..^1];
        if (!CanonicalJson.TryCanonicalise(text, out var canonical, out var fault)) throw new FormatException($"this is no proof file: {fault}");
        if (!text.SequenceEqual(canonical)) throw new FormatException("the proof file is not in the one form in which it is written (canonical JSON): it was altered, or written anew by another program");
        using var document = JsonDocument.Parse(canonical);
        var root = Members(document.RootElement, "the proof file", ["entry", "format", "key", "proof"], ["exercise", "sentence"]);
        if (Text(root, "format") != ProofFile.Format) throw new FormatException($"the member 'format' is not \"{ProofFile.Format}\": this is another kind of file, or of a later version");
        if (root.TryGetProperty("exercise", out var exercise) && exercise.ValueKind != JsonValueKind.True) throw new FormatException("the member 'exercise' is true or is not there");
        return new()
        {
            Key = NoteKey.Parse(Text(root, "key")),
            Proof = Proof(Text(root, "proof")),
            Entry = Entry(root.GetProperty("entry"), mayDisclose: true),
            Sentence = root.TryGetProperty("sentence", out var sentence) ? Sentence(sentence) : null,
            Exercise = root.TryGetProperty("exercise", out _),
        };
    }

    private static TlogProof Proof(string text)
    {
        var proof = TlogProof.Parse(text);
        if (proof.Extra is not null) throw new FormatException("the proof has an extra line, which nothing proves");
        // One written form here too: a proof that is written otherwise is not one of ours.
        return proof.ToString() == text ? proof : throw new FormatException("the member 'proof' is not in the one form in which it is written");
    }

    private static ProvenEntry Entry(JsonElement json, bool mayDisclose)
    {
        Members(json, "an entry", ["commitment", "number"], mayDisclose ? ["bytes", "secret"] : []);
        if (!json.GetProperty("number").TryGetInt64(out var number) || number is < 1 or > 1L << 53) throw new FormatException("the number of an entry is a whole number from 1");
        if (!Hash.TryParse(Text(json, "commitment"), out var commitment)) throw new FormatException("a commitment is 64 lower-case hexadecimal digits");
        var entry = new ProvenEntry(number, commitment);
        if (json.TryGetProperty("secret", out _) != json.TryGetProperty("bytes", out _)) throw new FormatException("an entry is disclosed by its secret and its bytes together");
        if (!json.TryGetProperty("secret", out _)) return entry;
        if (Base64.Decode(Text(json, "secret")) is not { Length: Secret.Length } secret) throw new FormatException($"a secret is {Secret.Length} bytes in base64");
        return entry with { Disclosed = new(new(secret), Encoding.UTF8.GetBytes(Text(json, "bytes"))) };
    }

    private static ProvenSentence Sentence(JsonElement json)
    {
        Members(json, "the sentence", ["entries", "id", "nodes", "path", "salt", "text"], []);
        if (!Hash.TryParse(Text(json, "salt"), out var salt)) throw new FormatException("the salt of a sentence is 64 lower-case hexadecimal digits");
        var entries = Items(json, "entries").Select(entry => Entry(entry, mayDisclose: false)).ToImmutableArray();
        for (var i = 1; i < entries.Length; i++)
            if (entries[i].Number <= entries[i - 1].Number) throw new FormatException("the entries on which the sentence rests stand in ascending order, each once");
        return new(Text(json, "id"), Text(json, "text"), salt, entries, Hashes(json, "path"), Hashes(json, "nodes"));
    }

    private static ImmutableArray<Hash> Hashes(JsonElement json, string name) =>
        [.. Items(json, name).Select(item => item.ValueKind == JsonValueKind.String && Base64.TryHash(item.GetString()!, out var hash) ? hash : throw new FormatException($"the member '{name}' holds hashes, 32 bytes in base64"))];

    private static JsonElement.ArrayEnumerator Items(JsonElement json, string name) =>
        json.GetProperty(name) is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() <= MostEntries ? array.EnumerateArray()
        : throw new FormatException($"the member '{name}' is an array of at most {MostEntries}");

    private static string Text(JsonElement json, string name) =>
        json.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw new FormatException($"the member '{name}' is a text");

    private static JsonElement Members(JsonElement json, string of, string[] needed, string[] possible)
    {
        if (json.ValueKind != JsonValueKind.Object) throw new FormatException($"{of} is an object");
        foreach (var name in needed)
            if (!json.TryGetProperty(name, out _)) throw new FormatException($"{of} has no member '{name}'");
        foreach (var member in json.EnumerateObject())
            if (!needed.Contains(member.Name) && !possible.Contains(member.Name)) throw new FormatException($"{of} has a member that is not one of its own: nothing proves it");
        return json;
    }
}
