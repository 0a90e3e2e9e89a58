using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Truceline.Agreements;
using Truceline.Texts;

namespace Truceline.Reports;

/// <summary>The JSON Schema of one line of our own format, generated from the records that read it.</summary>
internal static class ReportSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const string Instant =
        """{"type":"string","format":"date-time"}""";

    private const string Occurred =
        $$"""{"anyOf":[{{Instant}},{"type":"array","items":{{Instant}},"minItems":2,"maxItems":2}]}""";

    private const string Count =
        """{"anyOf":[{"type":["integer","null"],"minimum":0},{"type":"array","prefixItems":[{"type":"integer","minimum":0},{"type":["integer","null"],"minimum":0}],"minItems":2,"maxItems":2}]}""";

    // A chain is the one list of texts inside a list; an unnamed link of it is null.
    private const string Link = """{"type":["string","null"]}""";

    /// <summary>The schema (draft 2020-12), indented, ending in a line break.</summary>
    public static string Text()
    {
        var schema = ReportJson.Default.Options.GetJsonSchemaAsNode(
            typeof(ReportLine), new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe });
        var root = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "A report, one line of a Truceline jsonl file",
        };
        foreach (var (name, value) in schema.AsObject()) root[name] = value?.DeepClone();
        root["oneOf"] = new JsonArray([.. ReportDecoding.Contents.Select(Alone)]);
        return root.ToJsonString(Indented) + "\n";
    }

    /// <summary>That a content is there. That no other is follows from <c>oneOf</c>.</summary>
    private static JsonObject Alone(string content) => new()
    {
        ["required"] = new JsonArray(content),
        ["properties"] = new JsonObject { [content] = new JsonObject { ["type"] = "object" } },
    };

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode schema)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        if (type == typeof(OccurredShape)) schema = JsonNode.Parse(Occurred)!;
        if (type == typeof(CountShape)) schema = JsonNode.Parse(Count)!;
        if (schema is not JsonObject described) return schema;
        if (type == typeof(string[]) && context.PropertyInfo is null) described["items"] = JsonNode.Parse(Link);
        var attributes = (context.PropertyInfo?.AttributeProvider ?? type) as ICustomAttributeProvider;
        if (Attribute<WordsAttribute>(attributes) is { } words)
            described["enum"] = new JsonArray([.. Written(words.Vocabulary).Select(word => (JsonNode?)word), .. context.PropertyInfo!.IsRequired ? Array.Empty<JsonNode?>() : [null]]);
        if (Attribute<DescriptionAttribute>(attributes) is { } description)
            described.Insert(0, "description", description.Description);
        return described;
    }

    private static T? Attribute<T>(ICustomAttributeProvider? on) where T : Attribute =>
        on?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();

    private static IEnumerable<string> Written(Type vocabulary) => vocabulary switch
    {
        _ when vocabulary == typeof(Act) => Vocabulary.All<Act>(),
        _ when vocabulary == typeof(Means) => Vocabulary.All<Means>(),
        _ when vocabulary == typeof(FirePhase) => Vocabulary.All<FirePhase>(),
        _ when vocabulary == typeof(AttributionBasis) => Vocabulary.All<AttributionBasis>(),
        _ when vocabulary == typeof(FulfilmentStage) => Vocabulary.All<FulfilmentStage>(),
        _ when vocabulary == typeof(AccessStatus) => Vocabulary.All<AccessStatus>(),
        _ when vocabulary == typeof(CoverageKind) => Vocabulary.All<CoverageKind>(),
        _ when vocabulary == typeof(StatementAuthority) => Vocabulary.All<StatementAuthority>(),
        _ when vocabulary == typeof(StatementAct) => Vocabulary.All<StatementAct>(),
        _ when vocabulary == typeof(StatementFidelity) => Vocabulary.All<StatementFidelity>(),
        _ => throw new InvalidOperationException("INVARIANT: every vocabulary of a report is listed here"),
    };
}
