using System.Collections.Immutable;
using System.Text.Json;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>A report as it stands after its corrections, with the journal entries that made it so.</summary>
/// <param name="Report">What it says now.</param>
/// <param name="Entries">The numbers of its entries, in order: the first brought it, the others corrected it.</param>
public sealed record JournalledReport(Report Report, ImmutableArray<long> Entries);

/// <summary>
/// The reports that a journal holds: a fold over its entries. A correction replaces the report that it corrects.
/// </summary>
/// <param name="Reports">The reports, in the order of their ids.</param>
/// <param name="Size">The number of entries read: what is known.</param>
public sealed record ReportLog(ImmutableArray<JournalledReport> Reports, long Size)
{
    /// <summary>
    /// Folds the entries, which come in the order of the journal. Entries of other kinds are passed over; a report that
    /// is brought again changes nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// An entry of this stage cannot be read, or corrects a report that was not brought before; the message has its number.
    /// </exception>
    public static ReportLog Fold(IEnumerable<Entry> entries)
    {
        var reports = new SortedDictionary<ReportId, JournalledReport>();
        var size = 0L;
        foreach (var entry in entries)
        {
            size++;
            if (Read(entry) is not { } read) continue;
            var known = reports.GetValueOrDefault(read.Report.Id);
            if (read.Kind == ReportEntryKind.Correction)
                reports[read.Report.Id] = known is null
                    ? throw Broken(entry, "it corrects a report that no entry before it brought")
                    : new(read.Report, known.Entries.Add(entry.Number));
            else if (known is null)
                reports[read.Report.Id] = new(read.Report, [entry.Number]);
        }
        return new([.. reports.Values], size);
    }

    private static ReportEntry? Read(Entry entry)
    {
        try
        {
            return ReportEntry.Decode(entry.Bytes);
        }
        catch (Exception fault) when (fault is InvalidOperationException or JsonException or KeyNotFoundException)
        {
            throw Broken(entry, fault.Message);
        }
    }

    private static InvalidOperationException Broken(Entry entry, string reason) =>
        new(FormattableString.Invariant($"INVARIANT: entry {entry.Number} of the journal cannot be read: {reason}"));
}
