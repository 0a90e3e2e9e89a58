using System.Text.Json;
using System.Text.Json.Nodes;

namespace Truceline.Agreements.Binding;

/// <summary>
/// The JSON Schema of truce files, made from the table of keys, for completion and hover in editors. It refuses nothing that
/// the binder accepts; what it cannot know (whether a name is declared, whether a circle closes) the binder tells.
/// </summary>
internal static class TruceSchema
{
    private const string InReading = "-in-a-reading";

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema (draft 2020-12), indented, ending in a line break.</summary>
    public static string Text()
    {
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "A truce file: an agreement that Truceline can run",
        };
        foreach (var (name, value) in Of(Language.Top, false)) root[name] = value?.DeepClone();
        var places = new JsonObject();
        foreach (var keys in Language.All.Where(keys => keys != Language.Top)) places[keys.Id] = Of(keys, false);
        foreach (var keys in new[] { Language.Clause, Language.Power, Language.Definition }) places[keys.Id + InReading] = Of(keys, true);
        root["$defs"] = places;
        return root.ToJsonString(Indented) + "\n";
    }

    /// <summary>An object of these keys and no others. Partly: none of them must be there, and none gives an id.</summary>
    private static JsonObject Of(Keys keys, bool partly)
    {
        var shown = keys.All.Where(key => !key.Foreign && !(partly && key.Name == "id")).ToList();
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = false };
        var properties = new JsonObject();
        foreach (var key in shown)
        {
            var value = Of(key.Shape);
            value.Insert(0, "description", $"{key.Meaning} Example: {key.Name}: {key.Example}");
            properties[key.Name] = value;
        }
        schema["properties"] = properties;
        var required = shown.Where(key => key.Required).Select(key => (JsonNode)key.Name).ToArray();
        if (required.Length > 0 && !partly) schema["required"] = new JsonArray(required);
        if (!keys.Exactly.IsEmpty && !partly) schema["oneOf"] = new JsonArray([.. keys.Exactly.Select(key => Required(key))]);
        var apart = shown.SelectMany(key => key.Without.Where(other => string.CompareOrdinal(key.Name, other) < 0 || !shown.First(one => one.Name == other).Without.Contains(key.Name)).Select(other => (JsonNode)new JsonObject { ["not"] = Required(key.Name, other) })).ToArray();
        if (apart.Length > 0) schema["allOf"] = new JsonArray(apart);
        return schema;
    }

    private static JsonObject Required(params string[] keys) => new() { ["required"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]) };

    private static JsonObject Of(Shape shape) => shape switch
    {
        Shape.String { Pattern: { } pattern } => new() { ["type"] = "string", ["pattern"] = pattern },
        Shape.String or Shape.Name => new() { ["type"] = "string", ["minLength"] = 1 },
        Shape.Truth => new() { ["type"] = "boolean" },
        Shape.Number number => new() { ["type"] = number.IsWhole ? "integer" : "number", ["minimum"] = number.Least, ["maximum"] = number.Most },
        Shape.Word word => new() { ["enum"] = new JsonArray([.. word.Words.Select(one => (JsonNode)one)]) },
        Shape.Several several => AnyOf(Of(several.One), new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Of(several.One) }),
        Shape.List list => new() { ["type"] = "array", ["items"] = Of(list.Item) },
        Shape.Map map => new() { ["$ref"] = $"#/$defs/{map.Place}{(map.Partly ? InReading : "")}" },
        // A section without entries may be written as an empty list.
        Shape.Entries entries => new() { ["type"] = new JsonArray("object", "array"), ["maxItems"] = 0, ["additionalProperties"] = Of(entries.Value) },
        Shape.Either either => AnyOf([.. either.Shapes.Select(Of)]),
        _ => throw new InvalidOperationException("INVARIANT: the family of shapes is closed"),
    };

    private static JsonObject AnyOf(params JsonObject[] schemas) => new() { ["anyOf"] = new JsonArray([.. schemas]) };
}
