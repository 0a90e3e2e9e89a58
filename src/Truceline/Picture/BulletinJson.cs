using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime.Text;
using Truceline.Incidents;

namespace Truceline.Picture;

/// <summary>
/// The one machine-readable form of a bulletin: JSON in UTF-8 with members and lists in a fixed order, so that equal
/// bulletins are equal bytes. Journal positions stand only in arrays named <c>entries</c>; no report id is written.
/// </summary>
public static class BulletinJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The whole bulletin.</summary>
    /// <param name="bulletin">The bulletin.</param>
    /// <param name="published">Its publication; then each sentence has its id. Null: it was not published.</param>
    public static byte[] Write(Bulletin bulletin, PublishedBulletin? published = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var ids = new Dictionary<Sentence, string>(ReferenceEqualityComparer.Instance);
        if (published is not null) foreach (var (sentence, frozen) in FrozenBulletin.Statements(bulletin)) ids[sentence] = frozen.Id;
        using (var json = new Utf8JsonWriter(buffer, Options)) Write(json, bulletin, published, ids);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Bulletin bulletin, PublishedBulletin? published, Dictionary<Sentence, string> ids)
    {
        json.WriteStartObject();
        json.WriteString("agreement", bulletin.Agreement.Id);
        json.WriteString("rules", Rules.Version);
        json.WriteString("day", LocalDatePattern.Iso.Format(bulletin.Day));
        json.WriteString("zone", bulletin.Agreement.Clock.Zone.Id);
        json.WriteString("edition", "internal");
        if (bulletin.AsOf is { } asOf) json.WriteString("as-of", InstantPattern.ExtendedIso.Format(asOf));
        else json.WriteNull("as-of");
        json.WriteNumber("at-entry", bulletin.AtEntry);
        json.WriteBoolean("exercise", bulletin.Exercise);
        if (published is not null)
        {
            json.WriteStartObject("published");
            json.WriteNumber("entry", published.Number);
            json.WriteString("sentences-root", published.Publication.Root.ToString());
            json.WriteEndObject();
        }
        json.WriteStartArray("limits");
        foreach (var limit in bulletin.Limits) json.WriteStringValue(limit);
        json.WriteEndArray();
        json.WriteStartArray("sections");
        foreach (var section in bulletin.Sections) Section(json, section, ids);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Section(Utf8JsonWriter json, BulletinSection section, Dictionary<Sentence, string> ids)
    {
        json.WriteStartObject();
        json.WriteString("id", section.Id);
        json.WriteString("title", section.Title);
        if (section.Table is { } table)
        {
            json.WriteStartObject("table");
            json.WriteString("caption", table.Caption);
            Strings(json, "columns", table.Columns);
            json.WriteStartArray("rows");
            foreach (var row in table.Rows)
            {
                json.WriteStartObject();
                Strings(json, "names", row.Names);
                json.WriteStartArray("counts");
                foreach (var count in row.Counts) Sentence(json, count, ids);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteStartArray("sentences");
        foreach (var sentence in section.Sentences) Sentence(json, sentence, ids);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Sentence(Utf8JsonWriter json, Sentence sentence, Dictionary<Sentence, string> ids)
    {
        json.WriteStartObject();
        if (ids.TryGetValue(sentence, out var id)) json.WriteString("id", id);
        json.WriteString("text", sentence.Text);
        switch (sentence.About)
        {
            case Subject.OfFinding about:
                json.WriteString("finding", about.Id.Value);
                break;
            case Subject.OfIncident about:
                json.WriteString("incident", about.Id.Value);
                break;
            case Subject.OfClause about:
                json.WriteString("clause", about.Id);
                break;
            case Subject.OfFindings { Clause: { } clause }:
                json.WriteString("clause", clause);
                break;
        }
        json.WriteStartArray("entries");
        foreach (var entry in sentence.Entries) json.WriteNumberValue(entry);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
