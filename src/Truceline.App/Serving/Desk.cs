using System.Collections.Immutable;
using Microsoft.Data.Sqlite;
using NodaTime;
using Truceline.App.Api;
using Truceline.App.Intake;
using Truceline.Embedded;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Serving;

/// <summary>What whoever handed something in takes home.</summary>
/// <param name="Reports">Where each report stands, in the order in which they were handed in.</param>
/// <param name="Commitments">The commitments of the entries named there.</param>
/// <param name="Receipt">The signed <see cref="Receipt"/>.</param>
internal sealed record Handed(ImmutableArray<Deposited> Reports, ImmutableDictionary<long, Hash> Commitments, SignedNote Receipt);

/// <summary>
/// Where a running server takes in what others hand in, and signs for it. It knows of each report whether the journal holds
/// it, and of each source its token, and nothing else: so it is open long before the findings are worked out. What it has
/// acknowledged is durable. A disk that fails closes it for good.
/// </summary>
internal sealed class Desk : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string directory;
    private readonly Func<IJournalStore, IJournalStore> store;
    private readonly SemaphoreSlim working = new(1);
    private readonly SemaphoreSlim publishing = new(1);
    private readonly TaskCompletionSource<IOException> failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task opening;
    private HeldReports held = new();
    private volatile Seen seen = new(default);
    private NoteSigner? signer;
    private volatile SourceRegister sources = SourceRegister.Empty;
    private volatile SignedNote? published;

    /// <summary>The head up to which the journal is known: it is exchanged as a whole.</summary>
    private sealed record Seen(Head Head);

    /// <summary>A desk on a journal that is there; it begins to read at once.</summary>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="store">What stands between it and the disk; null: nothing. For tests of a disk that fails.</param>
    public Desk(string directory, Func<IJournalStore, IJournalStore>? store = null)
    {
        this.directory = directory;
        this.store = store ?? (journal => journal);
        working.Wait();
        opening = Task.Run(Open);
    }

    /// <summary>Done when the disk has failed while something was handed in: nothing more is taken, and the server must end.</summary>
    public Task<IOException> Failed => failed.Task;

    /// <summary>Done when reports are taken in.</summary>
    public Task Opened => opening;

    /// <summary>The last head that was published, with the cosignatures that had come when this was last looked at; null: none.</summary>
    public SignedNote? Published => published;

    /// <summary>Looks whether another head was published, or a witness has cosigned.</summary>
    /// <exception cref="IOException">The journal cannot be read.</exception>
    public void Look()
    {
        using var journal = JournalFolder.OpenForReading(directory);
        published = journal.LastCheckpoint();
    }

    /// <summary>The source of a token among those known when it last looked; null: none. For what need not be exact to the moment.</summary>
    public RegisteredSource? Remembered(string token) => sources.Authenticate(token);

    /// <summary>The source whose token this is now; null: nobody's.</summary>
    /// <exception cref="JournalException">The journal cannot be read.</exception>
    public async Task<RegisteredSource?> Authenticate(string token, CancellationToken cancel)
    {
        await Enter(cancel);
        try
        {
            using var journal = JournalFolder.OpenForReading(directory);
            GoOn(journal);
            return sources.Authenticate(token);
        }
        finally
        {
            working.Release();
        }
    }

    /// <summary>
    /// Appends reports, publishes the head and gives a receipt, when all of it is durable. What the journal says already is
    /// not appended again; other content under a known id is a correction, or takes it back.
    /// </summary>
    /// <exception cref="JournalException">Nothing is acknowledged: another process keeps the journal busy, or the disk failed.</exception>
    public async Task<Handed> Take(ImmutableArray<Report> reports, Instant recorded, string? submitter, CancellationToken cancel, bool strict = false)
    {
        await Enter(cancel);
        try
        {
            using var journal = OpenForAppending();
            GoOn(journal);
            // Before anything is written: what cannot be signed for is not taken in.
            var key = Signer();
            var deposited = Durably(() => Deposit.Into(store(journal), held, reports, recorded, submitter, strict));
            GoOn(journal);
            return Sign(journal, deposited, published = Durably(() => journal.Publish(key)));
        }
        finally
        {
            working.Release();
        }
    }

    /// <summary>Appends an entry that is no report, publishes the head and gives a receipt, when all of it is durable.</summary>
    /// <exception cref="JournalException">Nothing is acknowledged: another process keeps the journal busy, or the disk failed.</exception>
    public async Task<(long Entry, SignedNote Receipt)> Write(ReadOnlyMemory<byte> entry, CancellationToken cancel)
    {
        await Enter(cancel);
        try
        {
            using var journal = OpenForAppending();
            GoOn(journal);
            var key = Signer();
            var at = Durably(() => store(journal).Append([entry])).Size;
            GoOn(journal);
            published = Durably(() => journal.Publish(key));
            return (at, key.Note(ReceiptCheck.Of(key.Key.Name, Journal.Checkpoint.Parse(published.Text).Head, [at], (after, upTo) => journal.Commitments(upTo, after)).Text));
        }
        finally
        {
            working.Release();
        }
    }

    /// <summary>Appends an entry that says only that the journal is kept, and publishes the head, where nothing came in since a head.</summary>
    /// <param name="since">The head after which nothing may have come in.</param>
    /// <param name="recorded">When it is.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The head now.</returns>
    /// <exception cref="JournalException">Another process keeps the journal busy, or the disk failed.</exception>
    public async Task<Head> Tick(Head since, Instant recorded, CancellationToken cancel)
    {
        await Enter(cancel);
        try
        {
            using var journal = OpenForAppending();
            GoOn(journal);
            if (journal.Head != since) return journal.Head;
            var key = Signer();
            Durably(() => store(journal).Append([new Tick(recorded).Encode()]));
            GoOn(journal);
            Durably(() => journal.Publish(key));
            return journal.Head;
        }
        finally
        {
            working.Release();
        }
    }

    /// <summary>The receipt for an entry that is there.</summary>
    /// <exception cref="UsageException">It is not.</exception>
    public async Task<SignedNote> ReceiptOf(long entry, CancellationToken cancel)
    {
        var note = await Checkpoint(cancel);
        using var journal = JournalFolder.OpenForReading(directory);
        var head = Journal.Checkpoint.Parse(note.Text).Head;
        if (entry < 1 || entry > head.Size) throw new UsageException(FormattableString.Invariant($"There is no entry {entry} in the journal that was published, which has {head.Size:N0}."));
        return Signer().Note(ReceiptCheck.Of(Signer().Key.Name, head, [entry], (after, upTo) => journal.Commitments(upTo, after)).Text);
    }

    /// <summary>The signed head with the cosignatures that came for it; where the journal has grown it is published first.</summary>
    /// <exception cref="JournalException">None was published yet, and none can be.</exception>
    public async Task<SignedNote> Checkpoint(CancellationToken cancel)
    {
        SignedNote? last;
        using (var journal = JournalFolder.OpenForReading(directory))
        {
            last = journal.LastCheckpoint();
            if (last is not null && Journal.Checkpoint.Parse(last.Text).Head == journal.Head) return last;
        }
        // Whoever comes and goes at the desk meanwhile, the place to write is taken by one: nothing need be known of reports here.
        // And one waits for it at a time: the rest is answered with what stands, so that asking costs nobody anything.
        if (!await publishing.WaitAsync(last is null ? Patience : TimeSpan.Zero, cancel))
            return last ?? throw new JournalException("the journal is busy: its first head is being published; ask again.") { IsContended = true };
        try
        {
            return await Task.Run(Publish, cancel);
        }
        catch (JournalException) when (last is not null)
        {
            // Somebody is writing and will publish in turn, or the disk failed: what was published before still stands.
            return last;
        }
        finally
        {
            publishing.Release();
        }
    }

    private SignedNote Publish()
    {
        using var journal = OpenForAppending();
        RequireGoesOn(journal);
        var key = Signer();
        return published = Durably(() => journal.Publish(key));
    }

    /// <summary>A piece of the tree that was published; null where it lies beyond.</summary>
    public byte[]? TileOf(Tile tile)
    {
        using var journal = JournalFolder.OpenForReading(directory);
        return journal.LastCheckpoint() is { } last && tile.LiesIn(Journal.Checkpoint.Parse(last.Text).Head.Size) ? journal.Bytes(tile) : null;
    }

    private Handed Sign(SqliteJournal journal, ImmutableArray<Deposited> deposited, SignedNote note)
    {
        var entries = deposited.Where(one => !one.IsLeftOut && one.Entry <= journal.Head.Size).Select(one => one.Entry).ToHashSet();
        var receipt = ReceiptCheck.Of(Signer().Key.Name, Journal.Checkpoint.Parse(note.Text).Head, entries, (after, upTo) => journal.Commitments(upTo, after));
        var commitments = receipt.Runs.SelectMany(run => journal.Commitments(run.Last, run.First - 1).Select((commitment, i) => KeyValuePair.Create(run.First + i, commitment)));
        return new(deposited, commitments.ToImmutableDictionary(), Signer().Note(receipt.Text));
    }

    private NoteSigner Signer() => signer ??= JournalFolder.Signer(directory);

    private async Task Enter(CancellationToken cancel)
    {
        if (failed.Task.IsCompleted) throw Closed(failed.Task.Result);
        if (!await working.WaitAsync(Patience, cancel)) throw new JournalException("the journal is busy: it is still being read, or many are handing in at once; send it again.") { IsContended = true };
    }

    private SqliteJournal OpenForAppending()
    {
        if (failed.Task.IsCompleted) throw Closed(failed.Task.Result);
        // One that is gone is not begun anew: its reports would stay behind.
        if (!SqliteJournal.ExistsIn(directory)) throw new JournalException($"there is no journal in '{directory}' any more.");
        return JournalFolder.OpenOrCreate(directory, "truceline serve");
    }

    /// <summary>Takes in what the journal says by now.</summary>
    /// <exception cref="JournalException">It does not go on from what was read before: somebody put another in its place.</exception>
    private void GoOn(SqliteJournal journal)
    {
        if (journal.Head == seen.Head) return;
        RequireGoesOn(journal);
        held.GoOn(journal);
        sources = SourceRegister.Fold(held.Sources);
        seen = new(journal.Head);
    }

    private void RequireGoesOn(SqliteJournal journal)
    {
        var (known, head) = (seen.Head, journal.Head);
        if (head == known) return;
        if (head.Size < known.Size || (known.Size > 0 && MerkleProofs.Root(0, known.Size, journal.Node) != known.Root))
            throw new JournalException($"the journal in '{directory}' is not the one that was read before, or was altered; 'truceline verify' says more.");
    }

    /// <summary>Writes; when the disk fails, no more after it: a sync that failed is never tried again.</summary>
    private T Durably<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception fault) when (fault is IOException and not JournalException { IsContended: true } or UnauthorizedAccessException or SqliteException)
        {
            var closed = Closed(fault);
            failed.TrySetResult(closed);
            throw closed;
        }
    }

    private static JournalException Closed(Exception fault) =>
        fault is JournalException { IsContended: false } known ? known : new($"the journal cannot be written: {fault.Message.TrimEnd('.')}.", fault);

    private void Open()
    {
        try
        {
            using var journal = JournalFolder.OpenForReading(directory);
            GoOn(journal);
        }
        catch (Exception unread) when (unread is IOException or UsageException or InvalidOperationException or SqliteException)
        {
            // Who hands something in is told; the journal may come back.
            held = new();
        }
        finally
        {
            working.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Reading under way cannot be cut short. It holds nothing open for writing, and ends with the process.
        if (!opening.Wait(TimeSpan.FromSeconds(1))) return;
        working.Dispose();
        publishing.Dispose();
    }
}
