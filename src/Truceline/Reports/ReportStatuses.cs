using System.Collections.Immutable;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>A status that somebody gave, with the entry that holds it.</summary>
/// <param name="Entry">The number of the entry.</param>
/// <param name="Says">What it says.</param>
public sealed record GivenStatus(long Entry, StatusEntry Says);

/// <summary>
/// The statuses of the reports of a record, as people gave them. An entry number stands for the report that it brought, corrected or
/// took back; a status whose entry holds no report, was erased, or comes after the status says nothing.
/// </summary>
public sealed class ReportStatuses
{
    private readonly ImmutableSortedDictionary<long, ImmutableArray<GivenStatus>> byNamed;

    private ReportStatuses(ImmutableSortedDictionary<long, ImmutableArray<GivenStatus>> byNamed) => this.byNamed = byNamed;

    /// <summary>Nobody gave any.</summary>
    public static ReportStatuses None { get; } = new(ImmutableSortedDictionary<long, ImmutableArray<GivenStatus>>.Empty);

    /// <summary>The statuses of a record.</summary>
    /// <exception cref="InvalidOperationException">An entry of a status cannot be read; the message has its number.</exception>
    public static ReportStatuses Of(ReportLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return None.With(log.Others);
    }

    /// <summary>The entries of reports that are named, ascending.</summary>
    public IEnumerable<long> Named => byNamed.Keys;

    /// <summary>The statuses with those of entries that follow; entries of other kinds are passed over.</summary>
    /// <exception cref="InvalidOperationException">An entry of a status cannot be read; the message has its number.</exception>
    public ReportStatuses With(IEnumerable<Entry> later)
    {
        var now = byNamed.ToBuilder();
        foreach (var entry in later)
            if (Read(entry) is { } says && says.Report < entry.Number) now[says.Report] = now.GetValueOrDefault(says.Report, []).Add(new(entry.Number, says));
        return new(now.ToImmutable());
    }

    /// <summary>The statuses that were given to a report, in the order of their entries.</summary>
    public ImmutableArray<GivenStatus> On(JournalledReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return byNamed.IsEmpty ? [] : [.. report.Entries.SelectMany(entry => byNamed.GetValueOrDefault(entry, [])).OrderBy(given => given.Entry)];
    }

    /// <summary>The status of a report: withdrawn where its source took it back, else what was given last, else received.</summary>
    public ReportStatus StatusOf(JournalledReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.IsWithdrawn ? ReportStatus.Withdrawn : On(report) is [.., var last] ? last.Says.Status : ReportStatus.Received;
    }

    private static StatusEntry? Read(Entry entry)
    {
        try
        {
            return StatusEntry.Decode(entry.Bytes);
        }
        catch (InvalidOperationException fault)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"INVARIANT: entry {entry.Number} of the journal cannot be read: {fault.Message}"));
        }
    }
}
