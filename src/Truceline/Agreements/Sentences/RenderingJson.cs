using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Truceline.Agreements.Sentences;

/// <summary>A rendering as JSON.</summary>
public static class RenderingJson
{
    /// <summary>UTF-8, indented; keys in a fixed order. The same rendering gives the same bytes.</summary>
    public static byte[] Write(Rendering rendering)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("agreement", rendering.Id);
            json.WriteString("language", Rendering.CodeOf(rendering.Language));
            json.WriteString("title", rendering.Title);
            Write(json, "source", rendering.Source);
            json.WriteStartArray("clauses");
            foreach (var clause in rendering.Clauses) Write(json, clause);
            json.WriteEndArray();
            json.WriteStartArray("parts");
            foreach (var part in rendering.Parts)
            {
                json.WriteStartObject();
                json.WriteString("name", part.Name);
                json.WriteString("title", part.Title);
                json.WriteStartArray("things");
                foreach (var thing in part.Things)
                {
                    json.WriteStartObject();
                    json.WriteString("id", thing.Id);
                    Write(json, "says", thing.Says);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, RenderedClause clause)
    {
        json.WriteStartObject();
        json.WriteString("id", clause.Id);
        json.WriteString("article", clause.Article);
        json.WriteString("quote", clause.Quote);
        json.WriteString("gist", clause.Gist);
        json.WriteString("file", clause.Where.File);
        json.WriteNumber("line", clause.Where.Line);
        json.WriteString("sentence", clause.Sentence);
        Write(json, "further", clause.Further);
        Write(json, "binds", clause.Binds);
        Write(json, "seen", clause.Seen);
        Write(json, "doubts", clause.Doubts);
        json.WriteStartArray("readings");
        foreach (var reading in clause.Readings)
        {
            json.WriteStartObject();
            json.WriteString("name", reading.Name);
            Write(json, "says", reading.Says);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, ImmutableArray<string> sentences)
    {
        json.WriteStartArray(name);
        foreach (var sentence in sentences) json.WriteStringValue(sentence);
        json.WriteEndArray();
    }
}
