using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.Assessments;
using Truceline.Embedded;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Serving;

/// <summary>
/// One journal and the agreements that it is held against, kept ready for pages. The journal is followed, whoever writes to
/// it: reports are known as soon as they are read, findings follow when they are worked out, and meanwhile requests get those
/// before. So no request waits for an assessment, but the first ones and those that look at another time.
/// </summary>
internal sealed class Room : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(400);

    // A small journal is read in less, so that its first page comes at once; a large one is said to be read meanwhile.
    private static readonly TimeSpan PatienceOfPages = TimeSpan.FromSeconds(2);

    // Each may hold a record of its own: this bounds memory.
    private const int MostPinned = 6;

    /// <summary>What was found is kept of every so-manieth entry, the last of them.</summary>
    public const int Stride = 100;

    /// <summary>How many changes of findings are kept, the last ones.</summary>
    public const int MostChanges = 1_000;

    private readonly string directory;
    private readonly CancellationTokenSource stop = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock reading = new();
    private readonly SemaphoreSlim wake = new(0);
    private readonly Task following;
    private readonly PinnedViews pinned = new(MostPinned);
    // Only the thread that follows knows them: what they give away never changes.
    private ImmutableDictionary<string, FindingFold> folds = ImmutableDictionary<string, FindingFold>.Empty;
    private volatile Known known = new(ReportLog.Empty, ReportLog.Empty, null, ImmutableDictionary<string, Found>.Empty, ImmutableDictionary<string, Found>.Empty, ImmutableDictionary<string, ImmutableArray<FindingChange>>.Empty, null);
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What was found, and of which reports.</summary>
    private sealed record Found(ReportLog Record, Assessment Assessment)
    {
        public Found((ReportLog Record, Assessment Assessment) pinned) : this(pinned.Record, pinned.Assessment) { }
    }

    /// <summary>What is known at one moment: it is exchanged as a whole.</summary>
    /// <param name="Log">The reports.</param>
    /// <param name="Stage">The reports at the last entry before the end that is a whole <see cref="Stride"/>.</param>
    /// <param name="Tree">What was read, entry by entry; null: nothing yet.</param>
    /// <param name="Assessments">The findings, by agreement.</param>
    /// <param name="Stages">The findings of the stage, by agreement: what changed lately is seen beside them at once.</param>
    /// <param name="Changes">What changed since the room was opened, by agreement, the last first.</param>
    /// <param name="Fault">Why the journal cannot be followed; null: it is.</param>
    private sealed record Known(
        ReportLog Log, ReportLog Stage, MerkleTree? Tree, ImmutableDictionary<string, Found> Assessments, ImmutableDictionary<string, Found> Stages, ImmutableDictionary<string, ImmutableArray<FindingChange>> Changes, string? Fault)
    {
        public Head Head => Tree?.Head ?? default;
    }

    /// <summary>Opens a room on a journal that is there, and begins to work on it.</summary>
    /// <exception cref="UsageException">There is no journal, or no agreement.</exception>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="agreements">The agreements, each under its own id.</param>
    /// <param name="desk">Where reports are taken in; null: one of its own.</param>
    public Room(string directory, ImmutableArray<Agreement> agreements, Desk? desk = null)
    {
        JournalFolder.Require(directory);
        if (agreements.IsEmpty) throw new UsageException("name an agreement.");
        this.directory = directory;
        Agreements = agreements;
        Desk = desk ?? new Desk(directory);
        following = Task.Run(Follow);
    }

    /// <summary>Where reports are taken in.</summary>
    public Desk Desk { get; }

    /// <summary>The journal's directory.</summary>
    public string Directory => directory;

    /// <summary>The agreements, as named on the command line; at least one, each under its own id.</summary>
    public ImmutableArray<Agreement> Agreements { get; }

    /// <summary>Done when the first findings are there; it fails when the journal cannot be read.</summary>
    public Task Ready => ready.Task;

    /// <summary>How many entries the findings of now are made from.</summary>
    public long Entries => Volatile.Read(ref assessed);
    private long assessed;
    private int erased;

    /// <summary>
    /// What changed among the findings of an agreement since the room was opened, or since the last erasure: the last first, at most
    /// <see cref="MostChanges"/>.
    /// </summary>
    public ImmutableArray<FindingChange> Changes(string agreement) => known.Changes.GetValueOrDefault(agreement, []);

    /// <summary>Whether what was found at an entry is at hand, so that a look at it costs no more than one at now.</summary>
    internal bool IsKept(long entry) => known.Stages.Values.Any(stage => stage.Record.Size == entry);

    /// <summary>Done when other findings are there than at the moment of asking.</summary>
    public Task Changed => Volatile.Read(ref changed).Task;

    /// <summary>What an address asks for.</summary>
    /// <exception cref="UsageException">It asks for an agreement or an entry that is not there.</exception>
    /// <exception cref="StillReadingException">The findings are not there yet.</exception>
    public View View(Asked asked)
    {
        if (!Ready.IsCompleted && !((IAsyncResult)Ready).AsyncWaitHandle.WaitOne(PatienceOfPages))
            throw new StillReadingException("The record is still being read, and the findings are worked out after that. Reports are taken in already, at /api/reports; this page asks again by itself.");
        Ready.GetAwaiter().GetResult();
        var next = Changed;
        // After an erasure nothing that was found before is shown again: it is worked out anew first.
        if (known.Assessments.IsEmpty) ((IAsyncResult)next).AsyncWaitHandle.WaitOne(PatienceOfPages);
        var now = known;
        if (now.Assessments.IsEmpty)
            throw new StillReadingException("Entries were erased, and the findings are being worked out without them; this page asks again by itself.");
        var agreement = asked.Agreement is null ? Agreements[0]
            : Agreements.FirstOrDefault(one => one.Id == asked.Agreement) ?? throw new UsageException($"There is no agreement '{asked.Agreement}' here.");
        if (asked.AtEntry > now.Head.Size)
            throw new UsageException(FormattableString.Invariant($"Entry {asked.AtEntry} lies beyond the journal, which has {now.Head.Size:N0} entries."));
        var found = !asked.IsPinned ? now.Assessments[agreement.Id]
            : asked.AsOf is null && now.Stages.GetValueOrDefault(agreement.Id) is { } stage && stage.Record.Size == asked.AtEntry ? stage
            : new(pinned.Get(new(agreement.Id, asked.AsOf, asked.AtEntry ?? now.Log.Size, now.Log.Erased.Count), at => Pin(agreement, at, now.Log)));
        return new(Agreements, asked.IsPinned ? found.Record : now.Log, found.Assessment, now.Head, asked) { Record = found.Record, Fault = now.Fault };
    }

    /// <summary>
    /// Appends reports and returns when they are durable and every view knows them. What the journal says already is not
    /// appended again; other content under a known id is appended as a correction.
    /// </summary>
    /// <exception cref="JournalException">Nothing is acknowledged: another process keeps the journal busy, or the disk failed.</exception>
    public async Task<Handed> Append(ImmutableArray<Report> reports, Instant recorded, string? submitter, CancellationToken cancel)
    {
        try
        {
            var handed = await Desk.Take(reports, recorded, submitter, cancel);
            Read();
            return handed;
        }
        finally
        {
            wake.Release();
        }
    }

    /// <summary>Appends an entry that is no report, and returns when it is durable and every view knows it.</summary>
    /// <returns>Its number, and the receipt for it.</returns>
    /// <exception cref="JournalException">Nothing is acknowledged: another process keeps the journal busy, or the disk failed.</exception>
    public async Task<(long Entry, SignedNote Receipt)> Write(ReadOnlyMemory<byte> entry, CancellationToken cancel)
    {
        try
        {
            var written = await Desk.Write(entry, cancel);
            Read();
            return written;
        }
        finally
        {
            wake.Release();
        }
    }

    /// <summary>Brings the reports that are known up to the journal's head.</summary>
    /// <exception cref="JournalException">It does not go on from what was read before: somebody put another in its place.</exception>
    private ReportLog Read()
    {
        lock (reading)
        {
            // Opened here: a head from before what is known now would look like that of another journal.
            using var journal = JournalFolder.OpenForReading(directory);
            var now = known;
            var head = journal.Head;
            if (now.Tree is null || head != now.Head)
            {
                var end = Math.Max(0, head.Size - 1) / Stride * Stride;
                var (stage, tree) = end > now.Log.Size ? GoOn(now.Log, now.Tree, journal.Read(end, now.Log.Size)) : (now.Log, now.Tree ?? MerkleTree.Empty);
                (var log, tree) = GoOn(stage, tree, journal.Read(head.Size, stage.Size));
                Lookup.Follow(now.Log, log);
                if (tree.Head != head) throw new JournalException($"the journal in '{directory}' is not the one that was read before, or was altered; 'truceline verify' says more.");
                // What may still say what was erased goes with it. Who was being answered at that moment is answered still.
                var isLess = log.Erased.Count > now.Log.Erased.Count;
                known = isLess
                    ? new(log, log, tree, ImmutableDictionary<string, Found>.Empty, ImmutableDictionary<string, Found>.Empty, ImmutableDictionary<string, ImmutableArray<FindingChange>>.Empty, null)
                    : now with { Log = log, Stage = end >= now.Log.Size ? stage : now.Stage, Tree = tree, Fault = null };
                if (isLess) pinned.Clear();
            }
            else if (now.Fault is not null)
            {
                known = now with { Fault = null };
            }
            return known.Log;
        }
    }

    /// <summary>A log and its tree, with the entries that follow: each is let go as soon as it was read.</summary>
    private static (ReportLog Log, MerkleTree Tree) GoOn(ReportLog before, MerkleTree? known, IEnumerable<Entry> later)
    {
        const int chunk = 10_000;
        var tree = known ?? MerkleTree.Empty;
        var leaves = new List<Hash>();
        var log = before.With(Passed());
        return (log, tree.Append(leaves));

        IEnumerable<Entry> Passed()
        {
            foreach (var entry in later)
            {
                leaves.Add(Leaf.HashOf(entry.Commitment));
                if (leaves.Count == chunk)
                {
                    tree = tree.Append(leaves);
                    leaves.Clear();
                }
                yield return entry;
            }
        }
    }

    private async Task Follow()
    {
        // The desk first: who hands in waits for it, and both would read the whole journal at once.
        await Task.WhenAny(Desk.Opened);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                Read();
                Desk.Look();
                Assess();
                ready.TrySetResult();
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or SqliteException or UsageException or InvalidOperationException)
            {
                // What was read before is still shown, with this beside it; the journal may come back.
                if (ready.TrySetException(failed)) return;
                lock (reading) known = known with { Fault = failed.Message };
            }
            catch (Exception fault)
            {
                if (ready.TrySetException(fault)) return;
                lock (reading) known = known with { Fault = "The findings cannot be worked out: a fault of truceline's own, please report it." };
            }
            await Wait();
        }
    }

    private async Task Wait()
    {
        try
        {
            await wake.WaitAsync(BetweenLooks, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // The room is closed: the loop sees it.
        }
    }

    /// <summary>Works out the findings of what is known, unless that was done.</summary>
    private void Assess()
    {
        var (now, log) = (known, known.Log);
        if (now.Assessments.Count > 0 && log.Size == Entries) return;
        var before = folds;
        // What fails half way is begun anew.
        folds = ImmutableDictionary<string, FindingFold>.Empty;
        var (changes, stages) = (ImmutableDictionary<string, ImmutableArray<FindingChange>>.Empty, now.Stages);
        var isStage = now.Stage.Size > Entries && now.Stage.Erased.Count == log.Erased.Count;
        if (isStage) (before, changes, stages) = GoOn(before, now.Stage);
        else if (now.Stage.Size == Entries) stages = now.Assessments;
        (before, var later, var found) = GoOn(before, log);
        // Before it was opened nobody followed.
        if (now.Assessments.IsEmpty) (changes, later) = (changes.Clear(), later.Clear());
        foreach (var agreement in Agreements)
            Pictures.Follow(now.Assessments.GetValueOrDefault(agreement.Id)?.Assessment, found[agreement.Id].Assessment, log);
        folds = before;
        lock (reading)
        {
            // What was erased meanwhile is not brought back: the next round works it out again.
            if (known.Log.Erased.Count > log.Erased.Count) return;
            known = known with
            {
                Assessments = found,
                Stages = log.Erased.Count > erased ? ImmutableDictionary<string, Found>.Empty : stages,
                Changes = log.Erased.Count > erased ? known.Changes : Agreements.ToImmutableDictionary(one => one.Id, one => ImmutableArray.CreateRange(later.GetValueOrDefault(one.Id, []).Concat(changes.GetValueOrDefault(one.Id, [])).Concat(Changes(one.Id)).Take(MostChanges))),
            };
            erased = log.Erased.Count;
        }
        Volatile.Write(ref assessed, log.Size);
        Interlocked.Exchange(ref changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    /// <summary>Brings the folds up to a log; where there are none they begin with it, which changes nothing.</summary>
    private (ImmutableDictionary<string, FindingFold> Folds, ImmutableDictionary<string, ImmutableArray<FindingChange>> Changes, ImmutableDictionary<string, Found> Found) GoOn(
        ImmutableDictionary<string, FindingFold> before, ReportLog log)
    {
        var changes = before.IsEmpty ? Agreements.ToImmutableDictionary(one => one.Id, _ => ImmutableArray<FindingChange>.Empty) : before.ToImmutableDictionary(one => one.Key, one => one.Value.Update(log));
        if (before.IsEmpty) before = Agreements.ToImmutableDictionary(one => one.Id, one => FindingFold.Of(log, one, FusionRules.Default));
        return (before, changes, before.ToImmutableDictionary(one => one.Key, one => new Found(log, one.Value.Snapshot())));
    }

    /// <summary>The record up to an entry, held against an agreement up to an instant.</summary>
    private (ReportLog Log, Assessment Assessment) Pin(Agreement agreement, PinnedViews.Key at, ReportLog now)
    {
        if (at.Entry != now.Size)
        {
            Read();
            using var journal = JournalFolder.OpenForReading(directory);
            now = ReportLog.Fold(journal.Read(at.Entry));
        }
        return (now, Assessor.Assess(now, agreement, FusionRules.Default, at.AsOf));
    }

    /// <summary>Stops following.</summary>
    public void Dispose()
    {
        stop.Cancel();
        Desk.Dispose();
        // An assessment under way cannot be cut short. It holds nothing open, and ends with the process.
        if (!following.Wait(TimeSpan.FromSeconds(1))) return;
        stop.Dispose();
        wake.Dispose();
    }
}
