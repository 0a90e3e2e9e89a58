using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Truceline.Agreements.Text;

namespace Truceline.Tests.Agreements;

/// <summary>
/// Holds a value against a JSON Schema: the few keywords that our schemas use, and a failure for any other. What is said of
/// it here was compared with a validator of the whole standard.
/// </summary>
internal sealed class JsonSchemaCheck(JsonObject root)
{
    /// <summary>What is wrong, with a path to it; null when the value satisfies the schema.</summary>
    public string? Fault(JsonNode? value) => Fault(root, value, "$");

    private string? Fault(JsonObject schema, JsonNode? value, string at)
    {
        foreach (var (keyword, rule) in schema)
            if (Fault(schema, keyword, rule!, value, at) is { } fault) return fault;
        return null;
    }

    private string? Fault(JsonObject schema, string keyword, JsonNode rule, JsonNode? value, string at) => keyword switch
    {
        "$schema" or "title" or "description" or "$defs" => null,
        "$ref" => Fault(root["$defs"]![rule.GetValue<string>()["#/$defs/".Length..]]!.AsObject(), value, at),
        "type" => (rule is JsonArray types ? types.Select(one => one!.GetValue<string>()) : [rule.GetValue<string>()]).Any(type => Is(type, value)) ? null : $"{at} is no {rule.ToJsonString()}",
        "enum" => rule.AsArray().Any(one => JsonNode.DeepEquals(one, value)) ? null : $"{at} is none of the words",
        "pattern" => value is JsonValue text && text.TryGetValue<string>(out var words) && !Regex.IsMatch(words, rule.GetValue<string>(), RegexOptions.ECMAScript | RegexOptions.None) ? $"{at} does not match {rule}" : null,
        "minLength" => value is JsonValue text && text.TryGetValue<string>(out var words) && words.Length < rule.GetValue<int>() ? $"{at} is empty" : null,
        "minimum" => Number(value) is { } number && number < rule.GetValue<double>() ? $"{at} is too small" : null,
        "maximum" => Number(value) is { } number && number > rule.GetValue<double>() ? $"{at} is too great" : null,
        "minItems" => value is JsonArray list && list.Count < rule.GetValue<int>() ? $"{at} has too few items" : null,
        "maxItems" => value is JsonArray list && list.Count > rule.GetValue<int>() ? $"{at} has too many items" : null,
        "items" => value is JsonArray list ? list.Select((item, i) => Fault(rule.AsObject(), item, $"{at}[{i}]")).FirstOrDefault(fault => fault is not null) : null,
        "required" => value is JsonObject fields && rule.AsArray().FirstOrDefault(key => !fields.ContainsKey(key!.GetValue<string>())) is { } missing ? $"{at} has no {missing}" : null,
        "properties" => value is JsonObject fields ? fields.Where(field => rule[field.Key] is not null).Select(field => Fault(rule[field.Key]!.AsObject(), field.Value, $"{at}.{field.Key}")).FirstOrDefault(fault => fault is not null) : null,
        "additionalProperties" => value is JsonObject fields ? fields.Where(field => schema["properties"]?[field.Key] is null)
            .Select(field => rule is JsonObject other ? Fault(other, field.Value, $"{at}.{field.Key}") : $"{at}.{field.Key} is not known").FirstOrDefault(fault => fault is not null) : null,
        "anyOf" => rule.AsArray().Select(one => Fault(one!.AsObject(), value, at)).ToList() is var faults && faults.Contains(null) ? null : string.Join(" | ", faults),
        "oneOf" => rule.AsArray().Count(one => Fault(one!.AsObject(), value, at) is null) is 1 ? null : $"{at} is not exactly one",
        "allOf" => rule.AsArray().Select(one => Fault(one!.AsObject(), value, at)).FirstOrDefault(fault => fault is not null),
        "not" => Fault(rule.AsObject(), value, at) is null ? $"{at} has what excludes each other" : null,
        _ => throw new InvalidOperationException($"the keyword {keyword} is not checked here"),
    };

    private static bool Is(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => value is JsonValue text && text.TryGetValue<string>(out _),
        "boolean" => value is JsonValue truth && truth.TryGetValue<bool>(out _),
        "number" => Number(value) is not null,
        "integer" => Number(value) is { } number && number == Math.Floor(number),
        _ => throw new InvalidOperationException($"the type {type} is not checked here"),
    };

    private static double? Number(JsonNode? value) => value is JsonValue number && number.TryGetValue<double>(out var of) ? of : null;

    /// <summary>A YAML document as an editor sees it: unquoted words are what YAML 1.2 takes them for.</summary>
    public static JsonNode? Json(YamlNode node) => node switch
    {
        YamlNode.Mapping mapping => new JsonObject(mapping.Pairs.Select(pair => KeyValuePair.Create(pair.Key.Text, Json(pair.Value)))),
        YamlNode.Sequence list => new JsonArray([.. list.Items.Select(Json)]),
        YamlNode.Scalar { Trap: YamlTrap.Null } => null,
        YamlNode.Scalar { Trap: YamlTrap.TruthValue, Text: var text } => text.StartsWith("t", StringComparison.OrdinalIgnoreCase),
        YamlNode.Scalar { Trap: YamlTrap.Number, Text: var text } when double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
        YamlNode.Scalar { Text: var text } => text,
        _ => throw new InvalidOperationException(),
    };
}
