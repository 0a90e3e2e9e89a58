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

    /// <summary>It takes a report back; its content is a <see cref="Reports.Withdrawal"/>.</summary>
    Withdrawal,
}

/// <summary>What the content of a report is, as far as it decides what may be put over it.</summary>
internal enum ContentSort
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>A <see cref="SourceText"/>.</summary>
    Text,

    /// <summary>A <see cref="StatementDraft"/>.</summary>
    Draft,

    /// <summary>A <see cref="Reports.Withdrawal"/>.</summary>
    Withdrawal,
}

/// <summary>A report on its way into or out of the journal.</summary>
/// <param name="Kind">Whether it brings, corrects or takes back the report.</param>
/// <param name="Report">The report.</param>
/// <param name="Recorded">When it was handed in: information that no rule reads.</param>
/// <param name="Submitter">Who handed it in, where that is said.</param>
public sealed record ReportEntry(ReportEntryKind Kind, Report Report, Instant Recorded, string? Submitter)
{
    /// <summary>
    /// What the entry of a report does: a withdrawal takes back what the journal holds, and of what it holds already any
    /// other content is a correction.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="isHeld">Whether the journal holds it already.</param>
    /// <exception cref="ArgumentException">It takes back what the journal does not hold.</exception>
    public static ReportEntryKind KindOf(Report report, bool isHeld) => report.Content is Reports.Withdrawal
        ? isHeld ? ReportEntryKind.Withdrawal : throw new ArgumentException("nothing is there to be taken back", nameof(report))
        : isHeld ? ReportEntryKind.Correction : ReportEntryKind.Report;

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

    /// <summary>Reads an entry; null for one of another kind, and for one that was erased.</summary>
    /// <exception cref="InvalidOperationException">It claims to be of this stage and cannot be read.</exception>
    public static ReportEntry? Decode(ReadOnlyMemory<byte> entry)
    {
        if (!EntryBody.MayBe(entry.Span, ["report", "correction", "withdrawal"])) return null;
        using var document = JsonDocument.Parse(entry, ReportJson.Strict);
        if (KindOf(document.RootElement.GetProperty("kind").GetString()) is not { } kind) return null;
        var json = document.RootElement.GetProperty("body");
        if (ShapeCheck.FirstFault(json, typeof(ReportBody)) is { } misshapen) throw Broken(misshapen.What);
        var body = json.Deserialize(ReportJson.Default.ReportBody)!;
        var faults = new List<Fault>();
        var report = ReportDecoding.Report(body, body.Source, faults) ?? throw Broken(faults[0].What);
        if (FieldDecoding.ParseInstant(body.Recorded ?? "") is not { } recorded) throw Broken("`recorded` is not an instant");
        if (report.Content is Withdrawal != (kind == ReportEntryKind.Withdrawal)) throw Broken($"its kind is '{Word(kind)}', and its content is of another");
        return new(kind, report, recorded, body.Submitter);
    }

    /// <summary>
    /// What a report says, as canonical bytes: the body without recorded time and submitter. Two submissions of one report
    /// are equal when these bytes are.
    /// </summary>
    public static byte[] ContentOf(Report report) =>
        CanonicalJson.Canonicalise(Written(ReportEncoding.Body(report, null, null)));

    /// <summary>
    /// Whether the journal would give a report back as the same. A report for which this is false must not be written: the
    /// journal could not be read any more.
    /// </summary>
    public static bool ReadsBack(Report report) => WhyNotKept(report) is null;

    /// <summary>Why the journal would not give a report back as the same (<see cref="ReadsBack"/>), and what to do; null: it would.</summary>
    internal static Fault? WhyNotKept(Report report)
    {
        // Through the records of the written form alone: that they are written as JSON and read back from it in every part
        // holds for all reports alike, and is tested as such. What can differ from one report to the next is what they hold.
        var body = ReportEncoding.Body(report, null, null);
        var faults = new List<Fault>();
        return ReportDecoding.Report(body, body.Source, faults) is not { } read ? faults[0]
            : Written(ReportEncoding.Body(read, null, null)).AsSpan().SequenceEqual(Written(body)) ? null
            : new("the journal would not give it back as it is", "write its names, places and times as the format says");
    }

    /// <summary>
    /// The name of the report that an entry is about, the hash of what the entry says of it (<see cref="ContentOf"/>), its source and the sort of its content;
    /// null for an entry of another kind. It gives what reading the whole entry would, in a tenth of the time: the bytes are
    /// canonical, so what is said is the body with recorded time and submitter cut out.
    /// </summary>
    internal static (ReportId Id, Hash Content, string Source, ContentSort Sort)? Identify(ReadOnlyMemory<byte> entry)
    {
        var bytes = entry.Span;
        if (!bytes.EndsWith("\"kind\":\"report\"}"u8) && !bytes.EndsWith("\"kind\":\"correction\"}"u8) && !bytes.EndsWith("\"kind\":\"withdrawal\"}"u8)) return null;
        var content = new byte[bytes.Length];
        content[0] = (byte)'{';
        var length = 1;
        string? source = null, ownId = null;
        var sort = ContentSort.Other;
        var json = new Utf8JsonReader(bytes);
        json.Read(); // {
        json.Read(); // "body"
        json.Read(); // {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)json.TokenStartIndex;
            var cutOut = json.ValueTextEquals("recorded"u8) || json.ValueTextEquals("submitter"u8);
            var (isSource, isOwnId) = (json.ValueTextEquals("source"u8), json.ValueTextEquals("own-id"u8));
            if (json.ValueTextEquals("draft"u8)) sort = ContentSort.Draft;
            else if (json.ValueTextEquals("text"u8)) sort = ContentSort.Text;
            else if (json.ValueTextEquals("withdrawal"u8)) sort = ContentSort.Withdrawal;
            json.Read();
            if (isSource) source = json.GetString();
            if (isOwnId) ownId = json.GetString();
            json.Skip();
            if (cutOut) continue;
            if (length > 1) content[length++] = (byte)',';
            var member = bytes[start..(int)json.BytesConsumed];
            member.CopyTo(content.AsSpan(length));
            length += member.Length;
        }
        content[length++] = (byte)'}';
        var said = content.AsSpan(0, length);
        if (source is null) throw Broken("it names no source");
        return (ownId is null ? ReportId.OfBody(said) : ReportId.Of(source, ownId), Hash.Of(said), source, sort);
    }

    private static byte[] Written(ReportBody body) => JsonSerializer.SerializeToUtf8Bytes(body, ReportJson.Default.ReportBody);

    private static ReportEntryKind? KindOf(string? word) => word switch
    {
        "report" => ReportEntryKind.Report,
        "correction" => ReportEntryKind.Correction,
        "withdrawal" => ReportEntryKind.Withdrawal,
        _ => null,
    };

    private static string Word(ReportEntryKind kind) => kind switch
    {
        ReportEntryKind.Report => "report",
        ReportEntryKind.Correction => "correction",
        ReportEntryKind.Withdrawal => "withdrawal",
        _ => throw new InvalidOperationException("INVARIANT: every kind of entry has its word"),
    };

    private static InvalidOperationException Broken(string what) => new($"INVARIANT: the body of an entry is a report: {what}");
}
