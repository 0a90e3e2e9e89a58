using System.Collections.Immutable;
using System.Text.Json;

namespace Truceline.Texts;

/// <summary>An actor that an operator knows: statements of its people are its position.</summary>
/// <param name="Id">Its short name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Camp">With whom it speaks as one; null: for itself alone.</param>
/// <param name="Aliases">What else texts call it: its adjective, its capital, its name in other scripts.</param>
public sealed record LexiconActor(string Id, string Name, string? Camp, ImmutableArray<string> Aliases);

/// <summary>Somebody who speaks for an actor.</summary>
/// <param name="Name">The full name.</param>
/// <param name="Actor">The actor, by id; null: for nobody.</param>
/// <param name="Role">The office.</param>
public sealed record LexiconPerson(string Name, string? Actor, string? Role);

/// <summary>What is spoken about.</summary>
/// <param name="Id">Its short name, which groups statements.</param>
/// <param name="Cues">Words by which texts speak of it.</param>
public sealed record LexiconIssue(string Id, ImmutableArray<string> Cues);

/// <summary>What an operator tells of a conflict before texts are read: who speaks in it, for whom, and about what.</summary>
public sealed record StatementLexicon
{
    /// <summary>Nobody and nothing is known: names are found by their offices, and the issue of each draft is a word of its own.</summary>
    public static StatementLexicon Empty { get; } = new();

    /// <summary>The actors.</summary>
    public ImmutableArray<LexiconActor> Actors { get; init; } = [];

    /// <summary>The people who speak for them.</summary>
    public ImmutableArray<LexiconPerson> People { get; init; } = [];

    /// <summary>Offices beyond those that are known anyway.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>The issues.</summary>
    public ImmutableArray<LexiconIssue> Issues { get; init; } = [];

    /// <summary>Reads a lexicon: a JSON object with <c>actors</c>, <c>people</c>, <c>roles</c> and <c>issues</c>, each of which may be left out.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static StatementLexicon Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) throw new FormatException("it is no lexicon: it is no object in braces");
            Only(root, "the lexicon", "actors", "people", "roles", "issues");
            foreach (var actor in Each(root, "actors")) Only(actor, "an actor", "id", "name", "camp", "aliases");
            foreach (var person in Each(root, "people")) Only(person, "a person", "name", "actor", "role");
            foreach (var issue in Each(root, "issues")) Only(issue, "an issue", "id", "cues");
            return new()
            {
                Actors = [.. Each(root, "actors").Select(one => new LexiconActor(Required(one, "id"), Text(one, "name") ?? Required(one, "id"), Text(one, "camp"), Texts(one, "aliases")))],
                People = [.. Each(root, "people").Select(one => new LexiconPerson(Required(one, "name"), Text(one, "actor"), Text(one, "role")))],
                Roles = Texts(root, "roles"),
                Issues = [.. Each(root, "issues").Select(one => new LexiconIssue(Required(one, "id"), Texts(one, "cues")))],
            };
        }
        catch (JsonException fault)
        {
            throw new FormatException(FormattableString.Invariant($"it is no lexicon: line {fault.LineNumber + 1} is no JSON"), fault);
        }
        catch (InvalidOperationException fault)
        {
            throw new FormatException($"it is no lexicon: {fault.Message}", fault);
        }
    }

    private static JsonElement.ArrayEnumerator Each(JsonElement from, string member) => from.TryGetProperty(member, out var list) ? list.EnumerateArray() : default;

    private static void Only(JsonElement one, string what, params ReadOnlySpan<string> members)
    {
        foreach (var member in one.EnumerateObject())
            if (!members.Contains(member.Name)) throw new FormatException($"{what} has no member {Agreements.Text.Shown.Quoted(member.Name)}: it has {string.Join(", ", members)}");
    }

    private static string? Text(JsonElement from, string member) => from.TryGetProperty(member, out var text) && text.ValueKind != JsonValueKind.Null ? text.GetString() : null;

    private static string Required(JsonElement from, string member) => Text(from, member) is { Length: > 0 } text ? text : throw new FormatException($"an item has no '{member}'");

    private static ImmutableArray<string> Texts(JsonElement from, string member) => [.. Each(from, member).Select(one => one.GetString() ?? throw new FormatException($"an item of '{member}' is no text"))];
}
