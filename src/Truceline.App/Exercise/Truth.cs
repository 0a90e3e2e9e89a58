using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Truceline.Geography;

namespace Truceline.App.Exercise;

/// <summary>What truly happened in an exercise, and which report tells of what: <c>truth.json</c>. A report stands in exactly one happening or under noise.</summary>
internal static class Truth
{
    /// <summary>The bytes of the file.</summary>
    public static byte[] Of(Theatre theatre, ulong seed, int first, int last, IEnumerable<Happening> happenings, IReadOnlyCollection<Note> notes)
    {
        var told = notes.Where(note => note.About is not null).ToLookup(note => note.About!.Id, StringComparer.Ordinal);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteBoolean("exercise", true);
            json.WriteString("title", theatre.Plan.Title);
            json.WriteString("agreement", theatre.Agreement.Id);
            json.WriteNumber("seed", seed);
            json.WriteStartArray("days");
            json.WriteNumberValue(first);
            json.WriteNumberValue(last);
            json.WriteEndArray();
            json.WriteStartArray("happenings");
            // What happened before the first day is there as far as something is told of it now.
            foreach (var happening in happenings.Where(one => (one.Day >= first && one.Day <= last) || told.Contains(one.Id)).OrderBy(one => one.Occurred.Start).ThenBy(one => one.Id, StringComparer.Ordinal))
                Happened(json, happening, told[happening.Id]);
            json.WriteEndArray();
            Cited(json, "noise", notes.Where(note => note.About is null));
            Copies(json, notes);
            foreach (var fate in (string[])["late", "correction", "withdrawal"]) Cited(json, fate, notes.Where(note => note.Fate == fate));
            json.WriteEndObject();
        }
        bytes.WriteByte((byte)'\n');
        return bytes.ToArray();
    }

    private static void Happened(Utf8JsonWriter json, Happening happening, IEnumerable<Note> told)
    {
        json.WriteStartObject();
        json.WriteString("id", happening.Id);
        json.WriteString("kind", happening.Kind);
        if (happening.By is { } by) json.WriteString("by", by);
        if (happening.Against is { } against) json.WriteString("against", against);
        json.WriteStartArray("occurred");
        json.WriteStringValue(Written(happening.Occurred.Start));
        json.WriteStringValue(Written(happening.Occurred.End));
        json.WriteEndArray();
        if (happening.At is { } at) Place(json, "at", at);
        if (happening.From is { } from) Place(json, "from", from);
        if (happening.Near is { } near) json.WriteString("near", near.Name);
        if (happening.Weapon is { } weapon) json.WriteString("what", weapon.Class);
        if (happening.Count is { } count) json.WriteNumber("count", count);
        if (happening.Killed > 0) json.WriteNumber("killed", happening.Killed);
        if (happening.Note is { } note) json.WriteString("note", note);
        Cited(json, "reports", told);
        json.WriteEndObject();
    }

    private static void Place(Utf8JsonWriter json, string name, Position at)
    {
        json.WriteStartObject(name);
        json.WriteNumber("lat", at.Latitude);
        json.WriteNumber("lon", at.Longitude);
        json.WriteEndObject();
    }

    /// <summary>Each report once: a correction has the name of what it corrects.</summary>
    private static void Cited(Utf8JsonWriter json, string name, IEnumerable<Note> notes)
    {
        json.WriteStartArray(name);
        foreach (var cited in notes.Select(note => note.Cited).Distinct().Order(StringComparer.Ordinal)) json.WriteStringValue(cited);
        json.WriteEndArray();
    }

    private static void Copies(Utf8JsonWriter json, IEnumerable<Note> notes)
    {
        json.WriteStartArray("copies");
        foreach (var note in notes.Where(note => note.Copy is not null).OrderBy(note => note.Cited, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("copy", note.Cited);
            json.WriteString("of", note.Copy!.Value.Of.Cited);
            json.WriteString("how", note.Copy.Value.How == CopyKind.Exact ? "exact" : "altered");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Written(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
