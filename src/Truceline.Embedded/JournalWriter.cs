using Microsoft.Data.Sqlite;
using SQLitePCL;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>The statements with which a journal's database is written, each prepared once. All throw <see cref="SqliteException"/>.</summary>
internal sealed class JournalWriter : IDisposable
{
    private const int Many = 256;
    private const int PagesAfterFew = 512; // 4 MiB
    private const int PagesAfterMany = 8192; // 64 MiB

    private const int PagesWritten = 9; // SQLITE_DBSTATUS_CACHE_WRITE

    private readonly SqliteConnection connection;
    private int inLog;
    private readonly SqliteStatement begin, commit, rollback, lastHead, entry, node, head, erase, checkpoint;

    public JournalWriter(SqliteConnection connection)
    {
        this.connection = connection;
        // Seconds for which another program's transaction is waited for, before nothing was written.
        raw.sqlite3_busy_timeout(connection.Handle!, 1000 * connection.DefaultTimeout);
        JournalDatabase.Execute(connection, "PRAGMA wal_autocheckpoint = 0");
        begin = new(connection, "BEGIN IMMEDIATE");
        commit = new(connection, "COMMIT");
        rollback = new(connection, "ROLLBACK");
        lastHead = new(connection, "SELECT batch, size, root FROM heads ORDER BY batch DESC LIMIT 1");
        entry = new(connection, "INSERT INTO entries (number, commitment, secret, sealed) VALUES (?, ?, ?, ?)");
        node = new(connection, "INSERT INTO nodes (level, position, hash) VALUES (?, ?, ?)");
        head = new(connection, "INSERT INTO heads (batch, size, root, frontier) VALUES (?, ?, ?, ?)");
        erase = new(connection, "UPDATE entries SET secret = NULL, sealed = NULL WHERE number = ?");
        checkpoint = new(connection, "INSERT INTO checkpoints (size, note, hash) VALUES (?1, ?2, ?3) ON CONFLICT (size) DO UPDATE SET note = ?2, hash = ?3");
    }

    public void Begin() => begin.Run();

    public void Commit() => commit.Run();

    /// <summary>
    /// Copies the log into the database when it has grown long enough. SQLite would do so by itself, and pass over a failed sync.
    /// </summary>
    /// <returns>False when that failed.</returns>
    public bool CopyLog(int entries)
    {
        raw.sqlite3_db_status(connection.Handle!, PagesWritten, out var pages, out _, 1);
        inLog += pages;
        // After small commits this is done often, for the first bytes of the log are then written over, which costs less than
        // to make a file longer at each commit. A large one has to make it longer anyhow.
        if (inLog < (entries < Many ? PagesAfterFew : PagesAfterMany)) return true;
        var result = raw.sqlite3_wal_checkpoint_v2(connection.Handle!, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var log, out var copied);
        if (copied == log) inLog = 0; // else somebody reads what is older; it is tried again
        return result is raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_LOCKED;
    }

    /// <summary>Takes back what was not committed; where SQLite did so itself, because it failed, nothing.</summary>
    public void TakeBack()
    {
        if (raw.sqlite3_get_autocommit(connection.Handle!) != 0) return;
        try
        {
            rollback.Run();
        }
        catch (SqliteException)
        {
            // The failure that led here is the one to tell. The next to open the journal finds what was committed.
        }
    }

    /// <summary>Whether the last head recorded is this one.</summary>
    public bool LastIs(long batch, Head expected)
    {
        var there = lastHead.Step();
        var same = there ? lastHead.Integer(0) == batch && lastHead.Integer(1) == expected.Size && lastHead.Blob(2).SequenceEqual(expected.Root.ToArray()) : batch == 0;
        lastHead.Reset();
        return same;
    }

    public void Insert(SealedEntries entries, long after)
    {
        for (var i = 0; i < entries.Count; i++)
            entry.Bind(1, after + 1 + i).Bind(2, entries.Commitment(i)).Bind(3, entries.SecretOf(i)).Bind(4, entries.Content(i)).Run();
    }

    public void Insert(ReadOnlySpan<CompleteNode> nodes)
    {
        Span<byte> hash = stackalloc byte[Hash.Length];
        foreach (var complete in nodes)
        {
            complete.Hash.CopyTo(hash);
            node.Bind(1, complete.Level).Bind(2, complete.Position).Bind(3, hash).Run();
        }
    }

    public void Insert(long batch, MerkleTree tree) =>
        head.Bind(1, batch).Bind(2, tree.Size).Bind(3, tree.Root.ToArray()).Bind(4, Frontier.ToBytes(tree.Frontier)).Run();

    public void Erase(long number) => erase.Bind(1, number).Run();

    public void Put(long size, SignedNote note) => checkpoint.Bind(1, size).Bind(2, note.ToString()).Bind(3, StoredCheckpoints.HashOf(note.ToString()).ToArray()).Run();

    public void Dispose()
    {
        foreach (var statement in (SqliteStatement[])[begin, commit, rollback, lastHead, entry, node, head, erase, checkpoint]) statement.Dispose();
    }
}
