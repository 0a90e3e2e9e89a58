using Microsoft.Data.Sqlite;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>
/// A journal kept in one directory, in SQLite: write-ahead log, <c>synchronous=FULL</c>. An append returns only after the
/// commit has; entries and the head over them are one transaction. Any failure while writing stops this object: it takes
/// no more entries and never tries a failed sync again; the journal is opened anew, and what was not acknowledged may or
/// may not be there. Calls may come from several threads; appends then wait for each other.
/// </summary>
public sealed class SqliteJournal : IJournalStore
{
    private readonly string directory;
    private readonly Action<Span<byte>>? drawSecrets;
    private readonly WriterLock? place;
    private readonly SqliteConnection connection;
    private readonly JournalReader reader;
    private readonly JournalWriter? writer;
    private readonly Lock gate = new();
    private SealedEntries[] buffers = [];
    private MerkleTree tree;
    private long batches;
    private bool stopped;

    private SqliteJournal(string directory, Action<Span<byte>>? drawSecrets, WriterLock? place)
    {
        this.directory = directory;
        this.drawSecrets = drawSecrets;
        this.place = place;
        reader = new JournalReader(directory);
        connection = JournalDatabase.Open(directory, writable: drawSecrets is not null);
        try
        {
            if (drawSecrets is not null)
            {
                WriteAheadLog.Settle(connection, directory);
                if (JournalSchema.VersionOf(connection) < JournalSchema.Version) JournalSchema.BringUp(connection);
                writer = new JournalWriter(connection);
            }
            (batches, tree) = ReadHead();
            // SQLite syncs the name of its log, too, but passes over a failure: what is then acknowledged could be lost with the name.
            if (drawSecrets is not null) DurableFile.SyncDirectory(directory);
        }
        catch (Exception failed)
        {
            writer?.Dispose();
            connection.Dispose();
            if (failed is SqliteException sqlite) throw reader.Unreadable(sqlite);
            if (failed is IOException and not JournalException) throw new JournalException($"the journal in '{directory}' cannot be written: {failed.Message.TrimEnd('.')}.", failed);
            throw;
        }
    }

    /// <inheritdoc/>
    public Head Head => Volatile.Read(ref tree).Head;

    /// <summary>True when a directory holds a journal, sound or not.</summary>
    public static bool ExistsIn(string directory) => JournalDatabase.ExistsIn(directory);

    /// <summary>The file of the journal in a directory, whether there is one or not.</summary>
    public static string DatabaseIn(string directory) => Path.Combine(directory, JournalDatabase.FileName);

    /// <summary>Opens the journal in a directory for reading; it is not created.</summary>
    /// <exception cref="JournalException">There is none, or it cannot be read.</exception>
    public static SqliteJournal OpenForReading(string directory) => new(directory, drawSecrets: null, place: null);

    /// <summary>
    /// Opens the journal in a directory for appending, and creates both where they are missing. Until it is closed nobody else
    /// can do so; a journal of an earlier format is brought up to this one.
    /// </summary>
    /// <param name="directory">The directory; it is the journal's own.</param>
    /// <param name="drawSecrets">Fills what it is given, 32 bytes for each entry, with randomness fit for keys.</param>
    /// <param name="holder">Who opens it, in words for those who are refused meanwhile: <c>truceline import (process 812)</c>.</param>
    /// <exception cref="JournalException">There is something else, or it cannot be opened, or another has it open for appending.</exception>
    public static SqliteJournal OpenOrCreate(string directory, Action<Span<byte>> drawSecrets, string? holder = null)
    {
        ArgumentNullException.ThrowIfNull(drawSecrets);
        try
        {
            if (!JournalDatabase.ExistsIn(directory)) JournalDatabase.Create(directory);
        }
        catch (SqliteException failed)
        {
            throw new JournalException($"no journal can be created in '{directory}': {JournalDatabase.Reason(failed)}.", failed);
        }
        var place = WriterLock.Take(directory, holder ?? FormattableString.Invariant($"process {Environment.ProcessId}"));
        try
        {
            return new SqliteJournal(directory, drawSecrets, place);
        }
        catch
        {
            // What failed is told by the exception; only the place must not stay taken.
            place.Dispose();
            throw;
        }
    }

    /// <summary>Re-hashes a whole journal; see <see cref="Verification"/>. It is opened for reading and may be in use meanwhile.</summary>
    /// <param name="directory">The journal's directory.</param>
    /// <param name="progress">Told the number of entries done, from time to time.</param>
    /// <exception cref="JournalException">There is no journal, or it cannot be read as one.</exception>
    public static Verification Verify(string directory, IProgress<long>? progress = null)
    {
        try
        {
            using var connection = JournalDatabase.Open(directory, writable: false);
            using var beside = JournalDatabase.Open(directory, writable: false);
            var found = new JournalVerifier(connection, beside, DatabaseIn(directory), SigningKey.Verifier(directory), progress).Run();
            return found.Fault is null ? found with { Fault = WriteAheadLog.FaultBehind(directory, found.Head.Size) } : found;
        }
        catch (JournalException failed) when (failed.InnerException is SqliteException { SqliteErrorCode: JournalDatabase.Corrupt or JournalDatabase.NotADatabase } damage)
        {
            return new(MerkleTree.Empty.Head, 0, new(FaultKind.Database, 1, 1, $"the database file is damaged from its beginning, before entry 1: {JournalDatabase.Reason(damage)}"));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JournalException">Another process is writing, or has written; or the disk failed; or it failed before.</exception>
    /// <exception cref="InvalidOperationException">The journal was opened for reading.</exception>
    public Head Append(IReadOnlyList<ReadOnlyMemory<byte>> entries)
    {
        RequireWritable();
        lock (gate)
        {
            RequireGoingOn();
            if (entries.Count == 0) return Head;
            return AppendLocked(entries, []);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JournalException">An entry is missing or is not what its commitment says.</exception>
    public IEnumerable<Entry> Read(long upTo, long after = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(upTo);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return reader.Entries(after, Math.Min(upTo, Head.Size));
    }

    /// <inheritdoc/>
    public IEnumerable<Hash> Commitments(long upTo, long after = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(upTo);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return reader.Commitments(after, Math.Min(upTo, Head.Size));
    }

    /// <inheritdoc/>
    /// <exception cref="JournalException">What it follows from is missing.</exception>
    public Hash Node(int level, long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        if (level > 62 || index >= Head.Size >> level) throw new ArgumentOutOfRangeException(nameof(index), "the subtree does not lie in the tree whole");
        return reader.Node(level, index);
    }

    /// <summary>The checkpoints that were published, each with the cosignatures that came for it, in the order of their sizes.</summary>
    public IReadOnlyList<SignedNote> Checkpoints() => reader.Checkpoints();

    /// <summary>The last checkpoint that was published; null: none was.</summary>
    public SignedNote? LastCheckpoint() => reader.Checkpoints(last: true).SingleOrDefault();

    /// <summary>Publishes the head: signs it and keeps the note, durably, unless that was done; gives the note with what cosignatures there are.</summary>
    /// <exception cref="JournalException">It cannot be kept, or the journal has published under another name.</exception>
    /// <exception cref="InvalidOperationException">The journal was opened for reading.</exception>
    public SignedNote Publish(NoteSigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        RequireWritable();
        lock (gate)
        {
            RequireGoingOn();
            var checkpoint = new Checkpoint(signer.Key.Name, Head);
            if (LastCheckpoint() is { } last)
            {
                var origin = Checkpoint.Parse(last.Text).Origin;
                if (origin != checkpoint.Origin) throw new JournalException($"the journal in '{directory}' has published as {origin}; {checkpoint.Origin} is another name.");
                if (last.Text == checkpoint.Text && last.VerifiedBy([signer.Key]).Length > 0) return last;
            }
            return Keep(Head.Size, signer.Note(checkpoint.Text));
        }
    }

    /// <summary>Adds cosignatures to a checkpoint that was published. Whose they are is for the caller to have verified.</summary>
    /// <exception cref="JournalException">None of that size was published, or it cannot be kept.</exception>
    /// <exception cref="InvalidOperationException">The journal was opened for reading.</exception>
    public SignedNote Cosign(long size, IReadOnlyCollection<NoteSignature> cosignatures)
    {
        ArgumentNullException.ThrowIfNull(cosignatures);
        RequireWritable();
        lock (gate)
        {
            RequireGoingOn();
            var note = reader.Checkpoint(size)
                ?? throw new JournalException(FormattableString.Invariant($"the journal in '{directory}' has published no checkpoint of size {size}."));
            var more = note.With(cosignatures);
            if (more.Signatures.Length > SignedNote.MostSignatures) throw new JournalException($"a checkpoint has at most {SignedNote.MostSignatures} signatures.");
            return more.Equals(note) ? note : Keep(size, more);
        }
    }

    /// <summary>
    /// Destroys the secrets and the content of entries, and appends an entry that says so, in one transaction; then leaves
    /// nothing of them in the files. What has failed after the transaction is told, and is done again by erasing again.
    /// </summary>
    /// <param name="entries">The numbers of the entries.</param>
    /// <param name="erasure">The bytes of the entry that says so.</param>
    /// <exception cref="JournalException">There is no such entry, or the files still hold what was erased because somebody reads.</exception>
    /// <exception cref="InvalidOperationException">The journal was opened for reading.</exception>
    public Head Erase(IReadOnlyCollection<long> entries, ReadOnlyMemory<byte> erasure)
    {
        ArgumentNullException.ThrowIfNull(entries);
        RequireWritable();
        lock (gate)
        {
            RequireGoingOn();
            if (entries.Any(number => number < 1 || number > tree.Size)) throw new JournalException($"the journal in '{directory}' has not all of these entries.");
            // Said again because the files could not be cleared, it is not written again.
            var head = entries.All(reader.IsErased) ? Head : AppendLocked([erasure], entries);
            RequireGoingOn();
            ClearLog();
            return head;
        }
    }

    /// <summary>Copies the journal, as it is at one moment, into a folder that is made for it, without the private key; others may write meanwhile.</summary>
    /// <param name="folder">The folder; there is nothing in it yet.</param>
    /// <param name="progress">Told the part that is done, from 0 to 1.</param>
    /// <returns>The head of the copy.</returns>
    /// <exception cref="JournalException">There is something already, or it cannot be made.</exception>
    public Head BackupTo(string folder, IProgress<double>? progress = null)
    {
        using var own = JournalDatabase.Open(directory, writable: false);
        return JournalCopy.Make(own, directory, folder, progress);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        reader.Dispose();
        foreach (var buffer in buffers) buffer.Dispose();
        writer?.Dispose();
        connection.Dispose();
        place?.Dispose();
    }

    private void RequireWritable()
    {
        if (drawSecrets is null) throw new InvalidOperationException("the journal was opened for reading");
    }

    private void RequireGoingOn()
    {
        if (stopped) throw new JournalException($"the journal in '{directory}' stopped after a failure while writing; open it anew.");
    }

    private Head AppendLocked(IReadOnlyList<ReadOnlyMemory<byte>> entries, IReadOnlyCollection<long> erased)
    {
        var next = new GrowingTree(tree);
        Write(entries.Count, () =>
        {
            Insert(entries, next);
            foreach (var number in erased) writer!.Erase(number);
            writer!.Insert(batches + 1, next.ToTree());
        });
        batches++;
        Volatile.Write(ref tree, next.ToTree()); // only now is it the head
        return tree.Head;
    }

    private void ClearLog()
    {
        bool cleared;
        try
        {
            cleared = LogEraser.Run(connection, directory, () => writer!.LastIs(batches, tree.Head));
        }
        catch (Exception failed) when (failed is SqliteException or IOException)
        {
            stopped = true;
            throw new JournalException($"the entries are erased, but what was erased may still be in the files of the journal in '{directory}': {(failed is SqliteException sqlite ? JournalDatabase.Reason(sqlite) : failed.Message.TrimEnd('.'))}; erase them again.", failed);
        }
        if (!cleared) throw new JournalException($"the entries are erased, but what was erased is still in the log of the journal in '{directory}', because somebody reads it or has written to it; erase them again when they are done.") { IsContended = true };
    }

    private SignedNote Keep(long size, SignedNote note)
    {
        Write(0, () => writer!.Put(size, note));
        return note;
    }

    /// <summary>One transaction: all that is done in it is on the disk when this returns, or none of it.</summary>
    private void Write(int entries, Action change)
    {
        Begin();
        var done = false;
        try
        {
            if (!writer!.LastIs(batches, tree.Head))
            {
                stopped = true;
                throw new JournalException($"another process has written to the journal in '{directory}'; import again.") { IsContended = true };
            }
            change();
            writer.Commit();
            done = true;
            // The entries are on the disk. Where copying them on fails, this append has gone in and is the last one.
            stopped = !writer.CopyLog(entries);
        }
        catch (SqliteException failed)
        {
            throw Stop(failed);
        }
        finally
        {
            if (!done) writer!.TakeBack();
        }
    }

    private void Begin()
    {
        try
        {
            writer!.Begin();
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode is Busy or Locked)
        {
            // Nothing was written: this is no failure of the disk, and a later append may well go in.
            throw new JournalException($"another process is writing to the journal in '{directory}'; import again when it is done.", busy) { IsContended = true };
        }
        catch (SqliteException failed)
        {
            throw Stop(failed);
        }
    }

    private JournalException Stop(SqliteException failed)
    {
        stopped = true;
        return new JournalException($"the journal in '{directory}' cannot be written: {JournalDatabase.Reason(failed)}.", failed);
    }

    /// <summary>Puts entries in, some hundred at a time; while some go in, another core seals the next.</summary>
    private void Insert(IReadOnlyList<ReadOnlyMemory<byte>> entries, GrowingTree next)
    {
        if (buffers.Length == 0) buffers = [new(), new()];
        var (now, ahead) = (buffers[0], buffers[1]);
        now.Fill(entries, 0, Math.Min(SealedEntries.Most, entries.Count), drawSecrets!);
        while (true)
        {
            var from = (int)(next.Size - tree.Size) + now.Count;
            var left = Math.Min(SealedEntries.Most, entries.Count - from);
            var into = ahead;
            var sealing = left > 0 ? Task.Run(() => into.Fill(entries, from, left, drawSecrets!)) : null;
            try
            {
                writer!.Insert(now, next.Size);
                for (var i = 0; i < now.Count; i++) next.Add(now.Leaves[i]);
                writer.Insert(next.TakeCompleted());
            }
            finally
            {
                sealing?.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Wait();
            }
            if (sealing is null) return;
            sealing.GetAwaiter().GetResult(); // what the source of the entries has thrown, as it threw it
            (now, ahead) = (ahead, now);
        }
    }

    /// <summary>The last head, which must be the head of what is there: the cheap part of what a verification does.</summary>
    private (long Batches, MerkleTree Tree) ReadHead()
    {
        using var query = new SqliteStatement(connection, "SELECT batch, size, root, frontier, (SELECT max(number) FROM entries) FROM heads ORDER BY batch DESC LIMIT 1");
        if (!query.Step()) return IsEmpty() ? (0, MerkleTree.Empty) : throw reader.Damaged();
        var (batch, size) = (query.Integer(0), query.Integer(1));
        var frontier = Frontier.Parse(size, query.Blob(3));
        if (frontier is null || !query.Blob(2).SequenceEqual(frontier.Root.ToArray()) || query.IsNull(4) || query.Integer(4) != size) throw reader.Damaged();
        return (batch, frontier);
    }

    private bool IsEmpty()
    {
        using var query = new SqliteStatement(connection, "SELECT 1 FROM entries LIMIT 1");
        return !query.Step();
    }

    private const int Busy = 5;
    private const int Locked = 6;
}
