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
    private readonly Action<Span<byte>>? drawSecret;
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();
    private MerkleTree tree;
    private long batches;
    private bool stopped;

    private SqliteJournal(string directory, Action<Span<byte>>? drawSecret)
    {
        this.directory = directory;
        this.drawSecret = drawSecret;
        connection = JournalDatabase.Open(directory, writable: drawSecret is not null);
        try
        {
            (batches, tree) = ReadHead();
        }
        catch (Exception failed)
        {
            connection.Dispose();
            if (failed is SqliteException sqlite) throw Unreadable(sqlite);
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
    public static SqliteJournal OpenForReading(string directory) => new(directory, drawSecret: null);

    /// <summary>Opens the journal in a directory for appending, and creates both where they are missing.</summary>
    /// <param name="directory">The directory; it is the journal's own.</param>
    /// <param name="drawSecret">Fills 32 bytes with randomness fit for keys; called once for each entry.</param>
    /// <exception cref="JournalException">There is something else, or it cannot be opened.</exception>
    public static SqliteJournal OpenOrCreate(string directory, Action<Span<byte>> drawSecret)
    {
        ArgumentNullException.ThrowIfNull(drawSecret);
        try
        {
            if (!JournalDatabase.ExistsIn(directory)) JournalDatabase.Create(directory);
        }
        catch (SqliteException failed)
        {
            throw new JournalException($"no journal can be created in '{directory}': {JournalDatabase.Reason(failed)}.", failed);
        }
        return new SqliteJournal(directory, drawSecret);
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
            return new JournalVerifier(connection, progress).Run();
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
        if (drawSecret is null) throw new InvalidOperationException("the journal was opened for reading");
        lock (gate)
        {
            if (stopped) throw new JournalException($"the journal in '{directory}' stopped after a failure while writing; open it anew.");
            if (entries.Count == 0) return Head;
            var rows = entries.Select(SealEntry).ToArray();
            var next = tree.Append(rows.Select(row => Leaf.HashOf(row.Commitment)));
            using var transaction = Begin();
            Write(transaction, rows, next);
            batches++;
            Volatile.Write(ref tree, next); // only now is it the head
            return next.Head;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JournalException">An entry is missing or is not what its commitment says.</exception>
    public IEnumerable<Entry> Read(long upTo, long after = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(upTo);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return ReadRows(after, Math.Min(upTo, Head.Size));
    }

    /// <inheritdoc/>
    public void Dispose() => connection.Dispose();

    private Row SealEntry(ReadOnlyMemory<byte> bytes)
    {
        Span<byte> drawn = stackalloc byte[Secret.Length];
        drawSecret!(drawn);
        var secret = new Secret(drawn);
        var commitment = Leaf.Commit(secret, bytes.Span);
        return new Row(commitment, drawn.ToArray(), Sealing.Seal(secret, commitment, bytes.Span));
    }

    private SqliteTransaction Begin()
    {
        try
        {
            return connection.BeginTransaction(deferred: false);
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

    private void Write(SqliteTransaction transaction, Row[] rows, MerkleTree next)
    {
        try
        {
            if (ReadHead(transaction).Tree.Head != tree.Head)
            {
                stopped = true;
                throw new JournalException($"another process has written to the journal in '{directory}'; import again.") { IsContended = true };
            }
            InsertEntries(transaction, rows);
            InsertHead(transaction, next);
            transaction.Commit();
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

    private void InsertEntries(SqliteTransaction transaction, Row[] rows)
    {
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO entries (number, commitment, secret, sealed) VALUES ($number, $commitment, $secret, $sealed)";
        var number = insert.Parameters.Add("$number", SqliteType.Integer);
        var commitment = insert.Parameters.Add("$commitment", SqliteType.Blob);
        var secret = insert.Parameters.Add("$secret", SqliteType.Blob);
        var content = insert.Parameters.Add("$sealed", SqliteType.Blob);
        insert.Prepare();
        for (var i = 0; i < rows.Length; i++)
        {
            number.Value = tree.Size + 1 + i;
            commitment.Value = rows[i].Commitment.ToArray();
            secret.Value = rows[i].Secret;
            content.Value = rows[i].Sealed;
            insert.ExecuteNonQuery();
        }
    }

    private void InsertHead(SqliteTransaction transaction, MerkleTree next)
    {
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO heads (batch, size, root, frontier) VALUES ($batch, $size, $root, $frontier)";
        insert.Parameters.AddWithValue("$batch", batches + 1);
        insert.Parameters.AddWithValue("$size", next.Size);
        insert.Parameters.AddWithValue("$root", next.Root.ToArray());
        insert.Parameters.AddWithValue("$frontier", Frontier.ToBytes(next.Frontier));
        insert.ExecuteNonQuery();
    }

    /// <summary>The last head, which must be the head of what is there: the cheap part of what a verification does.</summary>
    private (long Batches, MerkleTree Tree) ReadHead(SqliteTransaction? transaction = null)
    {
        using var query = connection.CreateCommand();
        query.Transaction = transaction;
        query.CommandText = """
            SELECT batch, size, root, frontier, (SELECT max(number) FROM entries) FROM heads ORDER BY batch DESC LIMIT 1
            """;
        using var reader = query.ExecuteReader();
        if (!reader.Read()) return IsEmpty(transaction) ? (0, MerkleTree.Empty) : throw Damaged();
        var (batch, size) = (reader.GetInt64(0), reader.GetInt64(1));
        var frontier = Frontier.Parse(size, (byte[])reader[3]);
        if (frontier is null || !frontier.Root.ToArray().AsSpan().SequenceEqual((byte[])reader[2]) || reader.IsDBNull(4) || reader.GetInt64(4) != size)
            throw Damaged();
        return (batch, frontier);
    }

    private bool IsEmpty(SqliteTransaction? transaction)
    {
        using var query = connection.CreateCommand();
        query.Transaction = transaction;
        query.CommandText = "SELECT NOT EXISTS (SELECT 1 FROM entries)";
        return (long)query.ExecuteScalar()! == 1;
    }

    private JournalException Damaged() =>
        new($"the journal in '{directory}' does not agree with its last head; 'truceline verify' names what is wrong.");

    /// <summary>Reads on a connection of its own, so that an append meanwhile disturbs nothing.</summary>
    private IEnumerable<Entry> ReadRows(long after, long upTo)
    {
        using var own = JournalDatabase.Open(directory, writable: false);
        using var query = own.CreateCommand();
        query.CommandText = "SELECT number, commitment, secret, sealed FROM entries WHERE number > $after AND number <= $upTo ORDER BY number";
        query.Parameters.AddWithValue("$after", after);
        query.Parameters.AddWithValue("$upTo", upTo);
        using var reader = query.ExecuteReader();
        for (var expected = after + 1; expected <= upTo; expected++)
        {
            if (!Next(reader) || reader.GetInt64(0) != expected) throw Altered(expected);
            var stored = StoredEntry.From(reader);
            if (stored.Open(out var bytes) is not null) throw Altered(expected);
            yield return new Entry(expected, new Hash(stored.Commitment), bytes);
        }
    }

    private bool Next(SqliteDataReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (SqliteException failed)
        {
            throw Unreadable(failed);
        }
    }

    private JournalException Unreadable(SqliteException failed) =>
        new($"the journal in '{directory}' cannot be read: {JournalDatabase.Reason(failed)}.", failed);

    private JournalException Altered(long entry) =>
        new(FormattableString.Invariant($"entry {entry} of the journal in '{directory}' is missing or altered; 'truceline verify' says more."));

    private const int Busy = 5;
    private const int Locked = 6;

    private readonly record struct Row(Hash Commitment, byte[] Secret, byte[] Sealed);
}
