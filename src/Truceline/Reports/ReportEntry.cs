using System.Text.Json;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>What an entry of this stage does.</summary>
public enum ReportEntryKind
{
    /// <summary>It brings a report.</summary>
    Report,

    /// <summary>It replaces what a report said.</summary>
    Correction,
}

/// <summary>A report on its way into or out of the journal.</summary>
/// <param name="Kind">Whether it brings or corrects the report.</param>
/// <param name="Report">The report.</param>
/// <param name="Recorded">When it was handed in: information that no rule reads.</param>
/// <param name="Submitter">Who handed it in, where that is said.</param>
public sealed record ReportEntry(ReportEntryKind Kind, Report Report, Instant Recorded, string? Submitter)
{
    /// <summary>The entry's canonical bytes: RFC 8785 JSON <c>{"body":…,"kind":"report"}</c>.</summary>
    public byte[] Encode()
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("kind", Word(Kind));
            json.WritePropertyName("body");
            JsonSerializer.Serialize(json, ReportEncoding.Body(Report, Recorded, Submitter), ReportJson.Default.ReportBody);
            json.WriteEndObject();
        }
        return CanonicalJson.Canonicalise(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    /// <summary>Reads an entry; null for one of another kind.</summary>
    /// <exception cref="InvalidOperationException">It claims to be of this stage and cannot be read.</exception>
    public static ReportEntry? Decode(ReadOnlyMemory<byte> entry)
    {
        using var document = JsonDocument.Parse(entry, ReportJson.Strict);
        var kind = document.RootElement.GetProperty("kind").GetString();
        if (kind != Word(ReportEntryKind.Report) && kind != Word(ReportEntryKind.Correction)) return null;
        var json = document.RootElement.GetProperty("body");
        if (ShapeCheck.FirstFault(json, typeof(ReportBody)) is { } misshapen)
            throw new InvalidOperationException($"INVARIANT: the body of an entry is a report: {misshapen.What}");
        var body = json.Deserialize(ReportJson.Default.ReportBody)!;
        var faults = new List<Fault>();
        var report = ReportDecoding.Report(body, body.Source, faults);
        if (report is null || ReportDecoding.ParseInstant(body.Recorded ?? "") is not { } recorded)
            throw new InvalidOperationException($"INVARIANT: the body of an entry is a report: {(report is null ? faults[0].What : "`recorded` is not an instant")}");
        return new(kind == Word(ReportEntryKind.Report) ? ReportEntryKind.Report : ReportEntryKind.Correction, report, recorded, body.Submitter);
    }

    /// <summary>
    /// What a report says, as canonical bytes: the body without recorded time and submitter. Two submissions of one report
    /// are equal when these bytes are.
    /// </summary>
    public static byte[] ContentOf(Report report) =>
        CanonicalJson.Canonicalise(JsonSerializer.SerializeToUtf8Bytes(ReportEncoding.Body(report, null, null), ReportJson.Default.ReportBody));

    /// <summary>
    /// Whether the journal would give a report back as the same. A report for which this is false must not be written: the
    /// journal could not be read any more.
    /// </summary>
    public static bool ReadsBack(Report report)
    {
        var content = ContentOf(report);
        using var document = JsonDocument.Parse(content, ReportJson.Strict);
        if (ShapeCheck.FirstFault(document.RootElement, typeof(ReportBody)) is not null) return false;
        var body = document.RootElement.Deserialize(ReportJson.Default.ReportBody)!;
        return ReportDecoding.Report(body, body.Source, []) is { } read && ContentOf(read).AsSpan().SequenceEqual(content);
    }

    private static string Word(ReportEntryKind kind) => kind == ReportEntryKind.Report ? "report" : "correction";
}
