using System.Collections.Immutable;
using System.Text.Json;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>What one entry of a journal says of a report.</summary>
/// <param name="Entry">The number of the entry.</param>
/// <param name="Report">What the report says from that entry on.</param>
/// <param name="Recorded">When it was handed in: information that no rule reads.</param>
/// <param name="Submitter">Who handed it in, where that is said.</param>
public sealed record ReportVersion(long Entry, Report Report, Instant Recorded, string? Submitter)
{
    /// <summary>
    /// The members of the written form in which it differs from an earlier version of the same content, in ordinal order
    /// ("count", "note"); of another content the names of both ("observation", "withdrawal").
    /// </summary>
    public ImmutableArray<string> ChangedSince(ReportVersion earlier)
    {
        using var before = JsonDocument.Parse(ReportEntry.ContentOf(earlier.Report));
        using var now = JsonDocument.Parse(ReportEntry.ContentOf(Report));
        var outer = Differing(before.RootElement, now.RootElement);
        return outer.Length == 1 && before.RootElement.TryGetProperty(outer[0], out var one) && now.RootElement.TryGetProperty(outer[0], out var two) && one.ValueKind == JsonValueKind.Object
            ? Differing(one, two)
            : outer;
    }

    private static ImmutableArray<string> Differing(JsonElement a, JsonElement b) =>
    [
        .. a.EnumerateObject().Concat(b.EnumerateObject()).Select(member => member.Name).Distinct(StringComparer.Ordinal)
            .Where(name => !(a.TryGetProperty(name, out var one) && b.TryGetProperty(name, out var two) && JsonElement.DeepEquals(one, two)))
            .Order(StringComparer.Ordinal),
    ];
}

/// <summary>That a report counts for nothing any more.</summary>
/// <param name="Reason">Why, in the source's words; null when it does not say.</param>
/// <param name="Entry">The number of the entry that says so.</param>
/// <param name="Before">What the report said last before it.</param>
public sealed record Withdrawn(string? Reason, long Entry, Content Before);

/// <summary>A report as it stands after its corrections, with the journal entries that made it so.</summary>
/// <param name="Report">What it says now; of a withdrawn report the content is the <see cref="Withdrawal"/>.</param>
/// <param name="Entries">The numbers of its entries, in order: the first brought it, the others corrected it or took it back.</param>
public sealed record JournalledReport(Report Report, ImmutableArray<long> Entries)
{
    /// <summary>What each of its entries says, in their order: the last is what it says now. Empty for a report that was not read from a journal.</summary>
    public ImmutableArray<ReportVersion> Versions { get; init; } = [];

    /// <summary>Whether the source took it back: it counts for nothing.</summary>
    public bool IsWithdrawn => Report.Content is Withdrawal;

    /// <summary>That it was taken back, and what it had said; null for a report that stands, and for one that was not read from a journal.</summary>
    public Withdrawn? Withdrawn =>
        Report.Content is Withdrawal now && Versions.LastOrDefault(version => version.Report.Content is not Withdrawal) is { } before
            ? new(now.Reason, Entries[^1], before.Report.Content)
            : null;

    /// <summary>Whether it is made up, or ever said so.</summary>
    public bool Exercise => Report.Exercise || Versions.Any(version => version.Report.Exercise);
}

/// <summary>
/// The reports that a journal holds: a fold over its entries. A correction replaces the report that it corrects, and a
/// withdrawal takes its place until the source corrects it again.
/// </summary>
/// <param name="Reports">The reports, withdrawn ones included, in the order of their ids.</param>
/// <param name="Size">The number of entries read: what is known.</param>
public sealed record ReportLog(ImmutableArray<JournalledReport> Reports, long Size)
{
    /// <summary>The reports that count: all but the withdrawn ones.</summary>
    public IEnumerable<JournalledReport> Standing => Reports.Where(report => !report.IsWithdrawn);

    /// <summary>
    /// Folds the entries, which come in the order of the journal. Entries of other kinds are passed over; a report that
    /// is brought again changes nothing.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// An entry of this stage cannot be read, or corrects or takes back a report that was not brought before; the message
    /// has its number.
    /// </exception>
    public static ReportLog Fold(IEnumerable<Entry> entries) => new ReportLog([], 0).With(entries);

    /// <summary>The log with the entries that follow those it knows; the same as folding all of them at once.</summary>
    /// <exception cref="InvalidOperationException">As for <see cref="Fold"/>.</exception>
    public ReportLog With(IEnumerable<Entry> later)
    {
        var reports = new SortedDictionary<ReportId, JournalledReport>(Reports.ToDictionary(report => report.Report.Id));
        var size = Size;
        foreach (var entry in later)
        {
            size++;
            if (Read(entry) is not { } read) continue;
            var version = new ReportVersion(entry.Number, read.Report, read.Recorded, read.Submitter);
            var known = reports.GetValueOrDefault(read.Report.Id);
            if (read.Kind != ReportEntryKind.Report)
                reports[read.Report.Id] = known is null
                    ? throw Broken(entry, $"it {(read.Kind == ReportEntryKind.Correction ? "corrects" : "takes back")} a report that no entry before it brought")
                    : new(read.Report, known.Entries.Add(entry.Number)) { Versions = known.Versions.Add(version) };
            else if (known is null)
                reports[read.Report.Id] = new(read.Report, [entry.Number]) { Versions = [version] };
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
