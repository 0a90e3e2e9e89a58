using System.Collections.Immutable;
using NodaTime;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>Where a report stands after it was handed in.</summary>
/// <param name="Id">The report.</param>
/// <param name="Entry">Its entry: the new one, or the last of what was there already; 0 for what was left out.</param>
/// <param name="Adds">What was added; null: it was there already, or it was left out.</param>
internal sealed record Deposited(ReportId Id, long Entry, ReportEntryKind? Adds)
{
    /// <summary>Whether it was left out, because it takes back what the journal does not hold, or would put something else over a draft (<see cref="Admission.LeftOut"/>).</summary>
    public bool IsLeftOut => Entry == 0;
}

/// <summary>
/// Puts a few reports into a journal of which it is known what it holds. What the journal says already is not appended again;
/// other content under a known id is a correction, or takes it back.
/// </summary>
internal static class Deposit
{
    private const int MostEntries = 1000;

    /// <summary>Appends what the reports add, in their order; it is durable when this returns.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="known">What it holds, up to its head.</param>
    /// <param name="reports">The reports.</param>
    /// <param name="recorded">When they are handed in.</param>
    /// <param name="submitter">Who hands them in, where that is said.</param>
    /// <param name="strict">Whether nothing is appended when one is left out.</param>
    public static ImmutableArray<Deposited> Into(IJournalStore journal, HeldReports known, IReadOnlyCollection<Report> reports, Instant recorded, string? submitter, bool strict = false)
    {
        var now = new Dictionary<ReportId, Held>();
        var entries = new List<ReadOnlyMemory<byte>>();
        var deposited = ImmutableArray.CreateBuilder<Deposited>(reports.Count);
        foreach (var report in reports)
        {
            var content = ContentOf(report);
            var held = now.TryGetValue(report.Id, out var later) ? later : known[report.Id];
            if ((held is null && report.Content is Withdrawal) || Admission.IsOverDraft(held, report))
            {
                deposited.Add(new(report.Id, 0, null));
                continue;
            }
            var adds = Admission.Adds(held?.Content, report, content);
            if (adds is { } kind)
            {
                entries.Add(new ReportEntry(kind, report, recorded, submitter).Encode());
                held = now[report.Id] = Held.After(held, report, content, known.Size + entries.Count);
            }
            deposited.Add(new(report.Id, held!.Value.Entry, adds));
        }
        if (strict && deposited.Any(one => one.IsLeftOut)) return deposited.MoveToImmutable();
        foreach (var batch in entries.Chunk(MostEntries)) journal.Append(batch);
        return deposited.MoveToImmutable();
    }

    /// <summary>What a report says, as the hash of its content.</summary>
    public static Hash ContentOf(Report report) => Hash.Of(ReportEntry.ContentOf(report));
}
