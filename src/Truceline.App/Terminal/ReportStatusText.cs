using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Wording;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Terminal;

/// <summary>Reports with what people said of their handling, in a terminal and as JSON.</summary>
internal static class ReportStatusText
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How many reports have each status, and those of one with what was said last.</summary>
    public static void Write(TextWriter output, IReadOnlyList<KeyValuePair<ReportStatus, int>> counts, ReportStatus asked, IReadOnlyList<(JournalledReport Report, ImmutableArray<GivenStatus> Said)> shown)
    {
        output.WriteLine(counts.Count == 0 ? "no report" : string.Join(", ", counts.Select(count => FormattableString.Invariant($"{count.Value:N0} {ReportWords.Spaced(count.Key.Written())}"))));
        if (counts.Count > 0 && shown.Count == 0) output.WriteLine($"no report is {ReportWords.Spaced(asked.Written())}");
        foreach (var (report, said) in shown)
        {
            var content = report.Withdrawn?.Before ?? report.Report.Content;
            var time = ReportWords.Time(content) is { } when ? $", {TimeWords.Words(when, DateTimeZone.Utc)} UTC" : "";
            if (Sighting.Of(report)?.Observation.Where is { } where) time += $", {PlaceWords.Words(where)}";
            output.WriteLine(Screen.Plain(FormattableString.Invariant($"entry {report.Entries[0]}  {ReportWords.Kind(content)} by {report.Report.Source}{(report.Report.OwnId is { } own ? $", its id {own}" : "")}: {ForeignWords.Cut(ReportWords.Summary(content), 160)}{time}{(report.Exercise ? " · exercise" : "")}")));
            if (said is [.., var last]) output.WriteLine(Screen.Plain(FormattableString.Invariant($"    {DecisionWords.Words(last.Says)}, says {last.Says.By}: {last.Says.Reason}  [entry {last.Entry}]{(report.Entries[^1] > last.Entry ? FormattableString.Invariant($"; entry {report.Entries[^1]} came after it") : "")}")));
        }
    }

    /// <summary>The same for machines, with all that was said of each.</summary>
    public static byte[] Json(IReadOnlyList<KeyValuePair<ReportStatus, int>> counts, ReportStatus asked, IReadOnlyList<(JournalledReport Report, ImmutableArray<GivenStatus> Said)> shown)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            json.WriteStartObject("counts");
            foreach (var (status, count) in counts) json.WriteNumber(status.Written(), count);
            json.WriteEndObject();
            json.WriteString("status", asked.Written());
            json.WriteStartArray("reports");
            foreach (var (report, said) in shown) Write(json, report, said);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter json, JournalledReport report, IEnumerable<GivenStatus> said)
    {
        var content = report.Withdrawn?.Before ?? report.Report.Content;
        json.WriteStartObject();
        json.WriteStartArray("entries");
        foreach (var entry in report.Entries) json.WriteNumberValue(entry);
        json.WriteEndArray();
        json.WriteString("source", report.Report.Source);
        json.WriteString("own-id", report.Report.OwnId);
        json.WriteBoolean("exercise", report.Exercise);
        json.WriteString("kind", ReportWords.Kind(content));
        if (ReportWords.Time(content) is { } occurred) AssessmentJson.Time(json, "occurred", occurred);
        if (Sighting.Of(report)?.Observation.Where is { } where) json.WriteString("where", PlaceWords.Words(where));
        json.WriteString("says", ReportWords.Summary(content));
        json.WriteStartArray("said");
        foreach (var (entry, says) in said)
        {
            json.WriteStartObject();
            json.WriteNumber("entry", entry);
            json.WriteString("status", says.Status.Written());
            if (says.Of is { } of) json.WriteNumber("of", of);
            json.WriteString("reason", says.Reason);
            json.WriteString("by", says.By);
            json.WriteString("recorded", InstantPattern.ExtendedIso.Format(says.Recorded));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
