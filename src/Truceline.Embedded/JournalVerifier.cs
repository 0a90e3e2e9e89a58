using Microsoft.Data.Sqlite;
using SQLitePCL;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>One pass over a journal, entry by entry, head by head, in one snapshot; SQLite checks the file meanwhile on a connection of its own.</summary>
/// <param name="connection">The journal.</param>
/// <param name="beside">The same journal once more.</param>
/// <param name="path">The file of both.</param>
/// <param name="key">The key of its checkpoints; null: their signatures are not checked.</param>
/// <param name="progress">Told the number of entries done.</param>
internal sealed class JournalVerifier(SqliteConnection connection, SqliteConnection beside, string path, NoteKey? key, IProgress<long>? progress)
{
    private const long Step = 10_000;

    private readonly CheckedEntries checks = new(connection);
    private readonly GrowingTree growing = new(MerkleTree.Empty);
    private MerkleTree tree = MerkleTree.Empty;
    private long batches;
    private long read;
    private long published;

    public Verification Run()
    {
        var file = Task.Run(CheckFile);
        VerificationFault? fault = null;
        var finished = false;
        try
        {
            using var snapshot = connection.BeginTransaction(deferred: true);
            fault = Walk();
            finished = true;
        }
        catch (SqliteException failed) when (failed.SqliteErrorCode is JournalDatabase.Corrupt or JournalDatabase.NotADatabase)
        {
            fault = At(FaultKind.Database, read + 1, $"the database file is damaged at or after entry {read + 1}: {JournalDatabase.Reason(failed)}");
        }
        finally
        {
            // What was found first is told, whatever SQLite would still find.
            if (fault is not null || !finished) raw.sqlite3_interrupt(beside.Handle!);
            file.Wait();
        }
        if (fault is null && file.Result != "ok")
            fault = At(FaultKind.Database, tree.Size, $"every entry is whole, but the database file is damaged: {file.Result}");
        return new Verification(tree.Head, batches, fault) { Checkpoints = published, Key = key, Erased = checks.Erased };
    }

    private VerificationFault? Walk()
    {
        var current = JournalSchema.VersionOf(connection) == JournalSchema.Version;
        using var nodes = current ? new NodeCheck(connection) : null;
        using var checkpoints = current ? new CheckpointCheck(connection, key) : null;
        using var heads = new SqliteStatement(connection, "SELECT batch, size, root, frontier FROM heads ORDER BY batch");
        using var entries = checks.Read().GetEnumerator();
        var fault = checkpoints?.UpTo(tree.Head);
        while (fault is null && heads.Step())
        {
            fault = WalkHead(heads, entries);
            var completed = growing.TakeCompleted();
            fault ??= nodes?.Hold(completed) ?? checkpoints?.UpTo(tree.Head);
        }
        published = checkpoints?.Count ?? 0;
        if (fault is not null) return fault;
        if (entries.MoveNext()) return At(FaultKind.HeadMissing, tree.Size + 1, $"head {batches + 1} is missing: entry {tree.Size + 1} stands after the last recorded head");
        if (checks.FirstUnnamed is { } unnamed) return At(FaultKind.Erasure, unnamed, $"entry {unnamed} has neither content nor secret, and no entry after it says that it was erased");
        if (checks.FirstStillThere is { } there) return At(FaultKind.Erasure, there, $"an entry says that entry {there} was erased, and its content is there: it was put back, or never destroyed");
        return checkpoints?.Rest(tree.Size) ?? nodes?.Rest(tree.Size);
    }

    private VerificationFault? WalkHead(SqliteStatement heads, IEnumerator<CheckedEntry> entries)
    {
        var (batch, size) = (heads.Integer(0), heads.Integer(1));
        if (batch != batches + 1)
            return At(FaultKind.HeadMissing, tree.Size + 1, $"head {batches + 1} is missing: after head {batches} comes head {batch}");
        if (size <= tree.Size)
            return At(FaultKind.Head, tree.Size + 1, $"head {batch} has size {size}, which is not above the {tree.Size} of the head before it");
        if (Frontier.Parse(size, heads.Blob(3)) is not { } recorded || !heads.Blob(2).SequenceEqual(recorded.Root.ToArray()))
            return At(FaultKind.Head, tree.Size + 1, $"head {batch} was altered: its size, root and frontier contradict each other");
        return WalkBatch(entries, batch, recorded.Head);
    }

    /// <summary>The entries after the head before, up to this one, and whether they are those that it recorded.</summary>
    private VerificationFault? WalkBatch(IEnumerator<CheckedEntry> entries, long batch, Head recorded)
    {
        (long Entry, FaultKind Kind)? bad = null;
        for (var number = tree.Size + 1; number <= recorded.Size; number++)
        {
            if (!entries.MoveNext() || entries.Current.Number != number)
                return bad is { } earlier ? Entry(earlier.Entry, earlier.Kind) : At(FaultKind.Missing, number, $"entry {number} is missing");
            read = number;
            if (entries.Current.Fault is { } kind) bad ??= (number, kind);
            if (!entries.Current.HasCommitment) return Entry(bad!.Value.Entry, bad.Value.Kind);
            growing.Add(entries.Current.Leaf);
            if (number % Step == 0) progress?.Report(number);
        }
        var next = growing.ToTree();
        // Content that does not open cannot say which of its parts was altered. The head can: it covers the commitments.
        if (bad is { } found) return Entry(found.Entry, next.Head == recorded ? found.Kind : FaultKind.Commitment);
        if (next.Head != recorded) return NotRecorded(batch, recorded.Size);
        (tree, batches) = (next, batch);
        return null;
    }

    private VerificationFault NotRecorded(long batch, long last)
    {
        var first = tree.Size + 1;
        var which = first == last ? $"entry {last} is whole in itself, but not the one" : $"entries {first} to {last} are each whole, but not those, or not in the order,";
        return new VerificationFault(FaultKind.Order, first, last, $"{which} that head {batch} recorded: replaced or moved, or the head was");
    }

    /// <summary>SQLite's own check of the file: pages, records, the list of free pages.</summary>
    private string CheckFile()
    {
        try
        {
            using var query = new SqliteStatement(beside, "PRAGMA integrity_check(1)");
            if (!query.Step()) return "SQLite's own check gave no answer";
            // SQLite reads what is missing of the last page as zeros.
            using var page = new SqliteStatement(beside, "PRAGMA page_size");
            return page.Step() && new FileInfo(path).Length % page.Integer(0) != 0 ? "it was cut off in the middle of a page" : query.Text(0);
        }
        catch (SqliteException failed)
        {
            return JournalDatabase.Reason(failed);
        }
    }

    private static VerificationFault Entry(long number, FaultKind kind) => At(kind, number, kind == FaultKind.Content
        ? $"the sealed content or the secret of entry {number} was altered"
        : $"the commitment of entry {number} was altered");

    private static VerificationFault At(FaultKind kind, long number, string what) => new(kind, number, number, what);
}
