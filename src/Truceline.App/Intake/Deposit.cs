using System.Collections.Immutable;
using NodaTime;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>Where a report stands after it was handed in.</summary>
/// <param name="Id">The report.</param>
/// <param name="Entry">Its entry: the new one, or the last of what was there already.</param>
/// <param name="Adds">What was added; null: it was there already.</param>
internal sealed record Receipt(ReportId Id, long Entry, ReportEntryKind? Adds);

/// <summary>
/// Puts a few reports into a journal whose record is known. What the journal says already is not appended again; other content
/// under a known id is a correction, or takes it back.
/// </summary>
internal static class Deposit
{
    private const int MostEntries = 1000;

    /// <summary>Appends what the reports add, in their order; it is durable when this returns.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="log">What it holds, up to its head.</param>
    /// <param name="reports">The reports.</param>
    /// <param name="recorded">When they are handed in.</param>
    /// <param name="submitter">Who hands them in, where that is said.</param>
    public static ImmutableArray<Receipt> Into(IJournalStore journal, ReportLog log, IReadOnlyCollection<Report> reports, Instant recorded, string? submitter)
    {
        var ids = reports.Select(report => report.Id).ToHashSet();
        var held = log.Reports.Where(report => ids.Contains(report.Report.Id))
            .ToDictionary(report => report.Report.Id, report => (Content: ContentOf(report.Report), Entry: report.Entries[^1]));
        var entries = new List<ReadOnlyMemory<byte>>();
        var receipts = ImmutableArray.CreateBuilder<Receipt>(reports.Count);
        foreach (var report in reports)
        {
            var content = ContentOf(report);
            var known = held.TryGetValue(report.Id, out var before);
            var adds = Admission.Adds(known ? before.Content : null, report, content);
            if (adds is { } kind)
            {
                entries.Add(new ReportEntry(kind, report, recorded, submitter).Encode());
                held[report.Id] = (content, log.Size + entries.Count);
            }
            receipts.Add(new(report.Id, held[report.Id].Entry, adds));
        }
        foreach (var batch in entries.Chunk(MostEntries)) journal.Append(batch);
        return receipts.MoveToImmutable();
    }

    /// <summary>What a report says, as the hash of its content.</summary>
    public static Hash ContentOf(Report report) => Hash.Of(ReportEntry.ContentOf(report));
}
