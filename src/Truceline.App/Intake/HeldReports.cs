using System.Collections.Immutable;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>What a journal holds of a report.</summary>
/// <param name="Content">What it says last, as the hash of its content.</param>
/// <param name="Entry">The number of the entry that says so.</param>
/// <param name="IsDrafted">Whether it was ever a draft of a statement.</param>
internal readonly record struct Held(Hash Content, long Entry, bool IsDrafted = false)
{
    /// <summary>What a journal holds after one more entry.</summary>
    public static Held After(Held? before, Report report, Hash content, long entry) => new(content, entry, before is { IsDrafted: true } || report.Content is StatementDraft);
}

/// <summary>
/// Which reports a journal holds and what each says last, by name and hash alone: what must be known to take in another. It is
/// worked out from the entries as they are passed by, without reading them whole, and goes on from where it stands.
/// </summary>
internal sealed class HeldReports
{
    // Below this a second thread costs more than it saves.
    private const long WorthSharing = 20_000;

    private readonly Dictionary<ReportId, Held> held = [];
    private readonly List<Entry> sources = [];
    private readonly HashSet<string> reporting = new(StringComparer.Ordinal);

    /// <summary>The number of the last entry that was passed by.</summary>
    public long Size { get; private set; }

    /// <summary>The entries by which sources and their tokens were brought in and changed, in their order.</summary>
    public IReadOnlyList<Entry> Sources => sources;

    /// <summary>What the journal holds of a report; null: nothing.</summary>
    public Held? this[ReportId id] => held.TryGetValue(id, out var known) ? known : null;

    /// <summary>Whether a source has brought anything but texts and drafts of statements.</summary>
    public bool Reports(string source) => reporting.Contains(source);

    /// <summary>What a journal holds at its head.</summary>
    public static HeldReports Of(IJournalStore journal)
    {
        var all = new HeldReports();
        all.GoOn(journal);
        return all;
    }

    /// <summary>Takes in the entries up to the head of the journal.</summary>
    public void GoOn(IJournalStore journal)
    {
        var (after, upTo) = (Size, journal.Head.Size);
        var shares = upTo - after < WorthSharing ? 1 : Environment.ProcessorCount;
        var bounds = Enumerable.Range(0, shares + 1).Select(i => after + (upTo - after) * i / shares).ToArray();
        var passed = new Passed[shares];
        Parallel.For(0, shares, share => passed[share] = Pass(journal.Read(bounds[share + 1], bounds[share])));
        if (after > 0 && passed.Any(share => share.Erases))
        {
            // What was erased may have been the last word on a report, and what stands before it is not kept here.
            held.Clear();
            sources.Clear();
            reporting.Clear();
            Size = 0;
            GoOn(journal);
            return;
        }
        foreach (var share in passed)
        {
            foreach (var (id, last, sort) in share.Reports)
            {
                var isDrafted = held.TryGetValue(id, out var before) && before.IsDrafted;
                // Older programs put anything over a draft. It still is the draft (JournalledReport.AsDraft).
                if (!isDrafted) held[id] = last;
                else if (sort is ContentSort.Draft or ContentSort.Withdrawal) held[id] = last with { IsDrafted = true };
            }
            reporting.UnionWith(share.Reporting);
            sources.AddRange(share.Sources);
        }
        Size = upTo;
    }

    /// <summary>What entries in a row say.</summary>
    private sealed record Passed(List<(ReportId Id, Held Last, ContentSort Sort)> Reports, HashSet<string> Reporting, List<Entry> Sources, bool Erases);

    private static Passed Pass(IEnumerable<Entry> entries)
    {
        var (reports, reporting, sources, erases) = (new List<(ReportId, Held, ContentSort)>(), new HashSet<string>(StringComparer.Ordinal), new List<Entry>(), false);
        foreach (var entry in entries)
        {
            if (entry.IsErased) continue;
            if (ReportEntry.Identify(entry.Bytes) is var (id, content, source, sort))
            {
                reports.Add((id, new(content, entry.Number, sort == ContentSort.Draft), sort));
                if (sort == ContentSort.Other) reporting.Add(source);
            }
            else if (entry.Bytes.Span.EndsWith("\"kind\":\"source\"}"u8)) sources.Add(entry);
            else if (entry.Bytes.Span.EndsWith("\"kind\":\"erasure\"}"u8)) erases = true;
        }
        return new(reports, reporting, sources, erases);
    }
}
