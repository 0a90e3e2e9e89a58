using System.Collections.Immutable;
using System.Text.Json;
using Truceline.Agreements;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>What reading one report gave: the report, or what is wrong with it.</summary>
/// <param name="Report">The report; null when there are problems.</param>
/// <param name="Problems">What is wrong, in the order of the text; empty when there is a report.</param>
public sealed record ReportReading(Report? Report, ImmutableArray<Problem> Problems);

/// <summary>Reads reports in our own format: one JSON object, a line of a <c>jsonl</c> file.</summary>
public static class ReportReader
{
    /// <summary>The text is not JSON.</summary>
    public const string NotJson = "TR001";

    /// <summary>It is JSON, but does not say what a report says.</summary>
    public const string NotAReport = "TR002";

    /// <summary>Reads one report.</summary>
    /// <param name="where">Where it stands, as problems shall show it.</param>
    /// <param name="json">Its bytes, UTF-8, without a byte order mark.</param>
    /// <param name="source">Who hands it in.</param>
    public static ReportReading Read(Location where, ReadOnlyMemory<byte> json, string source)
    {
        if (!CanonicalJson.TryCanonicalise(json.Span, out var canonical, out var refused))
        {
            var column = (int)Math.Min(int.MaxValue, where.Column + refused.At);
            return new(null, [new Problem(NotJson, Severity.Error, where with { Column = column }, $"the line cannot be read: {refused.What}", "each line is one JSON object in UTF-8")]);
        }
        using var document = JsonDocument.Parse(canonical, ReportJson.Strict);
        var faults = new List<Fault>();
        var report = FromJson(document.RootElement, source, faults);
        return new(report, [.. faults.Select(fault => new Problem(NotAReport, Severity.Error, where, fault.What, fault.Remedy))]);
    }

    private static Report? FromJson(JsonElement json, string source, List<Fault> faults)
    {
        if (ShapeCheck.FirstFault(json, typeof(ReportLine)) is { } fault)
        {
            faults.Add(fault);
            return null;
        }
        var report = ReportDecoding.Report(json.Deserialize(ReportJson.Default.ReportLine)!, source, faults);
        // A journal may hold such a draft from before this was asked for, and must be read all the same.
        if (report?.Content is not StatementDraft { IsMisquoted: true }) return report;
        faults.Add(new("`draft.statement.says` does not stand in 'draft.words', and is called verbatim", "say what stands there, or call it a paraphrase"));
        return null;
    }
}
