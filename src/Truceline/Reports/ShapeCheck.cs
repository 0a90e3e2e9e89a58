using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Truceline.Agreements.Text;

namespace Truceline.Reports;

/// <summary>
/// Says in the words of the format where a JSON value leaves the shape that a type describes. The serializer would notice
/// the same, but names types of the program instead of members of the file.
/// </summary>
internal static class ShapeCheck
{
    /// <summary>The first fault, or null when the value has the shape.</summary>
    public static Fault? FirstFault(JsonElement value, Type shape) => Check(value, Info(shape), "");

    private static JsonTypeInfo Info(Type type) => ReportJson.Default.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);

    private static Fault? Check(JsonElement value, JsonTypeInfo shape, string path) => shape.Kind switch
    {
        JsonTypeInfoKind.Object => CheckObject(value, shape, path),
        JsonTypeInfoKind.Enumerable => CheckList(value, shape, path),
        JsonTypeInfoKind.Dictionary => CheckDictionary(value, shape, path),
        _ => CheckLeaf(value, shape.Type, path),
    };

    private static Fault? CheckObject(JsonElement value, JsonTypeInfo shape, string path)
    {
        if (value.ValueKind != JsonValueKind.Object) return Expected("an object in braces", value, path);
        foreach (var given in value.EnumerateObject())
        {
            var name = given.Name;
            var member = shape.Properties.FirstOrDefault(known => known.Name == name);
            if (member is null)
                return Fault.Unknown($"{At(path)}there is no member {Shown.Quoted(name)}", name, shape.Properties.Select(known => known.Name), "leave it out, or put it into 'note'");
            if (given.Value.ValueKind == JsonValueKind.Null && !member.IsRequired) continue;
            if (Check(given.Value, Info(member.PropertyType), Join(path, name)) is { } fault) return fault;
        }
        var missing = shape.Properties.Where(member => member.IsRequired && !value.TryGetProperty(member.Name, out _)).Select(member => $"'{member.Name}'").ToList();
        return missing.Count == 0 ? null : new($"{At(path)}{string.Join(" and ", missing)} {(missing.Count == 1 ? "is" : "are")} missing", "add what is missing");
    }

    private static Fault? CheckList(JsonElement value, JsonTypeInfo shape, string path)
    {
        if (value.ValueKind != JsonValueKind.Array) return Expected("a list in brackets", value, path);
        var element = Info(shape.ElementType!);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var place = FormattableString.Invariant($"{path}[{index++}]");
            if (item.ValueKind == JsonValueKind.Null && MayBeNull(path)) continue;
            if (Check(item, element, place) is { } fault) return fault;
        }
        return null;
    }

    // An unnamed link of a source chain is the only null that stands in a list.
    private static bool MayBeNull(string path) => path.LastIndexOf('.') is > 0 and var at && path.AsSpan(at + 1).StartsWith("chains[");

    private static Fault? CheckDictionary(JsonElement value, JsonTypeInfo shape, string path)
    {
        if (value.ValueKind != JsonValueKind.Object) return Expected("an object in braces", value, path);
        foreach (var given in value.EnumerateObject())
        {
            if (Check(given.Value, Info(shape.ElementType!), Join(path, Shown.Quoted(given.Name))) is { } fault) return fault;
        }
        return null;
    }

    private static Fault? CheckLeaf(JsonElement value, Type type, string path)
    {
        if (type == typeof(string))
            return value.ValueKind == JsonValueKind.String ? null : Expected("a text in quotes", value, path);
        if (type == typeof(bool))
            return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : Expected("true or false", value, path);
        if (type == typeof(int))
            return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _) ? null : Expected("a whole number up to 2147483647", value, path);
        if (type == typeof(double))
            return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? null : Expected("a number", value, path);
        try
        {
            value.Deserialize(Info(type));
            return null;
        }
        catch (JsonException)
        {
            return Expected(type == typeof(CountShape) ? CountConverter.Expected : OccurredConverter.Expected, value, path);
        }
    }

    private static Fault Expected(string what, JsonElement value, string path) =>
        new($"{At(path)}{Kind(value)} stands where {what} is expected", "write it as the reference shows");

    private static string Kind(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => $"the number {Short(value.GetRawText())}",
        JsonValueKind.Null => "null",
        _ => value.GetRawText(),
    };

    private static string Short(string text) => text.Length <= 30 ? text : $"{text[..30]}…";

    private static string At(string path) => path.Length == 0 ? "" : $"`{path}`: ";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
