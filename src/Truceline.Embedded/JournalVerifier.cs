using Microsoft.Data.Sqlite;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>One pass over a journal, entry by entry, head by head, in one snapshot.</summary>
internal sealed class JournalVerifier(SqliteConnection connection, IProgress<long>? progress)
{
    private const long Step = 10_000;

    private MerkleTree tree = MerkleTree.Empty;
    private long batches;
    private long read;

    public Verification Run()
    {
        VerificationFault? fault;
        try
        {
            using var snapshot = connection.BeginTransaction(deferred: true);
            fault = Walk(snapshot) ?? Check(snapshot);
        }
        catch (SqliteException failed) when (failed.SqliteErrorCode is JournalDatabase.Corrupt or JournalDatabase.NotADatabase)
        {
            fault = At(FaultKind.Database, read + 1, $"the database file is damaged at or after entry {read + 1}: {JournalDatabase.Reason(failed)}");
        }
        return new Verification(tree.Head, batches, fault);
    }

    private VerificationFault? Walk(SqliteTransaction snapshot)
    {
        using var headQuery = Query(snapshot, "SELECT batch, size, root, frontier FROM heads ORDER BY batch");
        using var entryQuery = Query(snapshot, "SELECT number, commitment, secret, sealed FROM entries ORDER BY number");
        using var heads = headQuery.ExecuteReader();
        using var entries = entryQuery.ExecuteReader();
        while (heads.Read())
        {
            var (batch, size) = (heads.GetInt64(0), heads.IsDBNull(1) ? 0 : heads.GetInt64(1));
            var (root, frontier) = (heads.GetValue(2) as byte[] ?? [], heads.GetValue(3) as byte[] ?? []);
            if (batch != batches + 1)
                return At(FaultKind.HeadMissing, tree.Size + 1, $"head {batches + 1} is missing: after head {batches} comes head {batch}");
            if (size <= tree.Size)
                return At(FaultKind.Head, tree.Size + 1, $"head {batch} has size {size}, which is not above the {tree.Size} of the head before it");
            if (Frontier.Parse(size, frontier) is not { } recorded || !recorded.Root.ToArray().AsSpan().SequenceEqual(root))
                return At(FaultKind.Head, tree.Size + 1, $"head {batch} was altered: its size, root and frontier contradict each other");
            if (WalkBatch(entries, batch, recorded.Head) is { } fault) return fault;
        }
        return entries.Read()
            ? At(FaultKind.HeadMissing, tree.Size + 1, $"head {batches + 1} is missing: entry {tree.Size + 1} stands after the last recorded head")
            : null;
    }

    /// <summary>The entries after the head before, up to this one, and whether they are those that it recorded.</summary>
    private VerificationFault? WalkBatch(SqliteDataReader entries, long batch, Head recorded)
    {
        (long Entry, FaultKind Kind)? bad = null;
        var leaves = new List<Hash>();
        for (var number = tree.Size + 1; number <= recorded.Size; number++)
        {
            if (!entries.Read() || entries.GetInt64(0) != number)
                return bad is { } earlier ? Entry(earlier.Entry, earlier.Kind) : At(FaultKind.Missing, number, $"entry {number} is missing");
            read = number;
            var stored = StoredEntry.From(entries);
            if (stored.Open(out _) is { } kind) bad ??= (number, kind);
            if (stored.Commitment.Length != Hash.Length) return Entry(bad!.Value.Entry, bad.Value.Kind);
            leaves.Add(Leaf.HashOf(new Hash(stored.Commitment)));
            if (number % Step == 0) progress?.Report(number);
        }
        var next = tree.Append(leaves);
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
    private VerificationFault? Check(SqliteTransaction snapshot)
    {
        using var query = Query(snapshot, "PRAGMA integrity_check(1)");
        var answer = query.ExecuteScalar() as string;
        return answer == "ok" ? null : At(FaultKind.Database, tree.Size, $"every entry is whole, but the database file is damaged: {answer}");
    }

    private SqliteCommand Query(SqliteTransaction snapshot, string sql)
    {
        var query = connection.CreateCommand();
        query.Transaction = snapshot;
        query.CommandText = sql;
        return query;
    }

    private static VerificationFault Entry(long number, FaultKind kind) => At(kind, number, kind == FaultKind.Content
        ? $"the sealed content or the secret of entry {number} was altered"
        : $"the commitment of entry {number} was altered");

    private static VerificationFault At(FaultKind kind, long number, string what) => new(kind, number, number, what);
}
