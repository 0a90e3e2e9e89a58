using System.Collections.Immutable;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>What a journal holds of a report.</summary>
/// <param name="Content">What it says last, as the hash of its content.</param>
/// <param name="Entry">The number of the entry that says so.</param>
internal readonly record struct Held(Hash Content, long Entry);

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

    /// <summary>The number of the last entry that was passed by.</summary>
    public long Size { get; private set; }

    /// <summary>The entries by which sources and their tokens were brought in and changed, in their order.</summary>
    public IReadOnlyList<Entry> Sources => sources;

    /// <summary>What the journal holds of a report; null: nothing.</summary>
    public Held? this[ReportId id] => held.TryGetValue(id, out var known) ? known : null;

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
            Size = 0;
            GoOn(journal);
            return;
        }
        foreach (var share in passed)
        {
            foreach (var (id, last) in share.Reports) held[id] = last;
            sources.AddRange(share.Sources);
        }
        Size = upTo;
    }

    /// <summary>What entries in a row say.</summary>
    private sealed record Passed(List<(ReportId Id, Held Last)> Reports, List<Entry> Sources, bool Erases);

    private static Passed Pass(IEnumerable<Entry> entries)
    {
        var (reports, sources, erases) = (new List<(ReportId, Held)>(), new List<Entry>(), false);
        foreach (var entry in entries)
        {
            if (entry.IsErased) continue;
            if (ReportEntry.Identify(entry.Bytes) is var (id, content)) reports.Add((id, new(content, entry.Number)));
            else if (entry.Bytes.Span.EndsWith("\"kind\":\"source\"}"u8)) sources.Add(entry);
            else if (entry.Bytes.Span.EndsWith("\"kind\":\"erasure\"}"u8)) erases = true;
        }
        return new(reports, sources, erases);
    }
}
