using System.Text.Encodings.Web;
using System.Text.Json;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.App.Commands;

/// <summary>What checking found, as JSON: a list of files, each with its problems and their proofs.</summary>
internal static class CheckJson
{
    internal static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    public static byte[] Write(IEnumerable<CheckedFile> files)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartArray();
            foreach (var file in files) Write(json, file);
            json.WriteEndArray();
        }
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, CheckedFile file)
    {
        json.WriteStartObject();
        json.WriteString("file", file.Path);
        json.WriteString("id", file.Agreement?.Id);
        json.Strings("clauses", file.Agreement?.Clauses.Select(clause => clause.Id) ?? []);
        json.Strings("powers", file.Agreement?.Powers.Select(power => power.Id) ?? []);
        json.Strings("terms", file.Agreement?.Definitions.Select(definition => definition.Id) ?? []);
        json.Strings("readings", file.Agreement?.Readings.Keys ?? []);
        json.WriteStartArray("problems");
        foreach (var problem in file.Problems) Write(json, problem);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>One problem.</summary>
    internal static void Write(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("code", problem.Code);
        json.WriteString("severity", problem.Severity.Written());
        json.Place(problem.Where);
        json.WriteString("what", problem.What);
        json.WriteString("remedy", problem.Remedy);
        json.Strings("about", problem.About);
        json.Strings("articles", problem.Articles);
        if (problem.Proof is { } proof)
        {
            json.WritePropertyName("proof");
            Write(json, proof);
        }
        json.WriteEndObject();
    }

    /// <summary>A proof: its kind, and its steps or the ground with its outline as GeoJSON positions.</summary>
    internal static void Write(Utf8JsonWriter json, Proof proof)
    {
        json.WriteStartObject();
        json.WriteString("kind", proof switch { Proof.Circle => "circle", Proof.Chain => "chain", Proof.Conflict => "conflict", Proof.Ground => "ground", _ => "listing" });
        if (proof is Proof.Ground ground)
        {
            json.WriteNumber("square-km", ground.SquareKilometres);
            json.Strings("places", ground.Places);
            json.WriteStartObject("geometry");
            json.WriteString("type", "MultiPolygon");
            json.WriteStartArray("coordinates");
            foreach (var part in ground.Parts) Polygon(json, part);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteStartArray("steps");
            foreach (var step in proof.All)
            {
                json.WriteStartObject();
                json.WriteString("id", step.Id);
                json.WriteString("says", step.Says);
                if (step.Where is { } where) json.Place(where);
                json.Strings("statements", step.Statements);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Polygon(Utf8JsonWriter json, Polygon polygon)
    {
        json.WriteStartArray();
        foreach (var ring in polygon.Holes.IsDefaultOrEmpty ? [polygon.Outer] : polygon.Holes.Insert(0, polygon.Outer))
        {
            json.WriteStartArray();
            foreach (var at in ring.Add(ring[0]))
            {
                json.WriteStartArray();
                json.WriteNumberValue(Math.Round(at.Longitude, 5));
                json.WriteNumberValue(Math.Round(at.Latitude, 5));
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static void Place(this Utf8JsonWriter json, Location where)
    {
        json.WriteString("file", where.File);
        json.WriteNumber("line", where.Line);
        json.WriteNumber("column", where.Column);
    }

    private static void Strings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
