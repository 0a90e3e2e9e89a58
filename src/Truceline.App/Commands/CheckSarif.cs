using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Truceline.Agreements;

namespace Truceline.App.Commands;

/// <summary>
/// What checking found, as a log of the Static Analysis Results Interchange Format (SARIF 2.1.0, OASIS): one run, a rule for
/// each code, a result for each problem, the steps of a proof as related places, the whole proof among the properties.
/// </summary>
internal static class CheckSarif
{
    public static byte[] Write(IEnumerable<CheckedFile> files)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, CheckJson.Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Tool(json);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartArray("results");
            foreach (var problem in files.SelectMany(file => file.Problems)) Result(json, problem);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void Tool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "truceline");
        json.WriteString("version", Truceline.Incidents.Rules.Version);
        json.WriteStartArray("rules");
        foreach (var code in ProblemCodes.All)
        {
            json.WriteStartObject();
            json.WriteString("id", code.Code);
            Text(json, "shortDescription", $"{code.Finds}.");
            if (code.Why is { } why) Text(json, "fullDescription", why);
            Text(json, "help", $"{code.Remedy}.");
            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", code.Severity.Written());
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Result(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", problem.Code);
        json.WriteNumber("ruleIndex", ProblemCodes.All.IndexOf(ProblemCodes.Of(problem.Code)));
        json.WriteString("level", problem.Severity.Written());
        Text(json, "message", $"{problem.What} ({problem.Remedy})");
        json.WriteStartArray("locations");
        Place(json, problem.Where, null, null);
        json.WriteEndArray();
        if (problem.Proof?.All is { IsEmpty: false } steps)
        {
            json.WriteStartArray("relatedLocations");
            for (var i = 0; i < steps.Length; i++) Place(json, steps[i].Where, steps[i].Says, i + 1);
            json.WriteEndArray();
        }
        json.WriteStartObject("partialFingerprints");
        json.WriteString("truceline/v1", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{problem.Code}\n{string.Join('\n', problem.About)}\n{problem.What}")).AsSpan(0, 16)));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        Strings(json, "about", problem.About);
        Strings(json, "articles", problem.Articles);
        if (problem.Proof is { } proof)
        {
            json.WritePropertyName("proof");
            CheckJson.Write(json, proof);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Place(Utf8JsonWriter json, Location? where, string? says, int? id)
    {
        json.WriteStartObject();
        if (id is { } number) json.WriteNumber("id", number);
        if (where is { } place)
        {
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", string.Join('/', place.File.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString)));
            json.WriteEndObject();
            json.WriteStartObject("region");
            json.WriteNumber("startLine", place.Line);
            json.WriteNumber("startColumn", place.Column);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        if (says is not null) Text(json, "message", says);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
