using Microsoft.Data.Sqlite;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>What is read from a journal, beside whoever appends to it: on connections of its own, so that neither disturbs the other.</summary>
internal sealed class JournalReader(string directory) : IDisposable
{
    private readonly Lock gate = new();
    private SqliteConnection? lookups;
    private bool closed;

    public IEnumerable<Entry> Entries(long after, long upTo)
    {
        using var own = JournalDatabase.Open(directory, writable: false);
        using var query = Rows(own, StoredEntry.Columns, after, upTo);
        using var sealer = new Sealer();
        for (var expected = after + 1; expected <= upTo; expected++) yield return Next(query, sealer, expected);
    }

    public IEnumerable<Hash> Commitments(long after, long upTo)
    {
        using var own = JournalDatabase.Open(directory, writable: false);
        using var query = Rows(own, "number, commitment", after, upTo);
        for (var expected = after + 1; expected <= upTo; expected++)
        {
            if (!Step(query) || query.Integer(0) != expected || query.Blob(1).Length != Hash.Length) throw Altered(expected);
            yield return new Hash(query.Blob(1));
        }
    }

    public Hash Node(int level, long position) => Look(own => StoredNodes.Read(own, level, position, IsCurrent(own))) ?? throw Damaged();

    public List<SignedNote> Checkpoints(bool last = false) => Look(own => IsCurrent(own) ? StoredCheckpoints.Read(own, last) : []);

    public SignedNote? Checkpoint(long size) => Look(own => IsCurrent(own) ? StoredCheckpoints.Of(own, size) : null);

    public bool IsErased(long number) => Look(own =>
    {
        using var query = new SqliteStatement(own, "SELECT 1 FROM entries WHERE number = ? AND secret IS NULL AND sealed IS NULL").Bind(1, number);
        return query.Step();
    });

    /// <summary>Looks something up on a connection that is kept for that.</summary>
    public T Look<T>(Func<SqliteConnection, T> look)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            try
            {
                return look(lookups ??= JournalDatabase.Open(directory, writable: false));
            }
            catch (SqliteException failed)
            {
                throw Unreadable(failed);
            }
            catch (FormatException)
            {
                throw Damaged();
            }
        }
    }

    public JournalException Unreadable(SqliteException failed) =>
        new($"the journal in '{directory}' cannot be read: {JournalDatabase.Reason(failed)}.", failed);

    public JournalException Damaged() =>
        new($"the journal in '{directory}' does not agree with its last head; 'truceline verify' names what is wrong.");

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            lookups?.Dispose();
        }
    }

    /// <summary>Whether the format has nodes and checkpoints: a journal of format 1 is read as it is until somebody appends to it.</summary>
    private static bool IsCurrent(SqliteConnection own) => JournalSchema.VersionOf(own) == JournalSchema.Version;

    private Entry Next(SqliteStatement query, Sealer sealer, long expected)
    {
        if (!Step(query) || query.Integer(0) != expected) throw Altered(expected);
        var stored = StoredEntry.From(query);
        var bytes = stored.Length == 0 ? [] : new byte[stored.Length];
        if (stored.Open(sealer, bytes) is not null) throw Altered(expected);
        return new Entry(expected, new Hash(stored.Commitment), bytes) { Secret = stored.IsErased ? null : new Secret(stored.Key) };
    }

    private static SqliteStatement Rows(SqliteConnection own, string columns, long after, long upTo) =>
        new SqliteStatement(own, $"SELECT {columns} FROM entries WHERE number > ? AND number <= ? ORDER BY number").Bind(1, after).Bind(2, upTo);

    private bool Step(SqliteStatement query)
    {
        try
        {
            return query.Step();
        }
        catch (SqliteException failed)
        {
            throw Unreadable(failed);
        }
    }

    private JournalException Altered(long entry) =>
        new(FormattableString.Invariant($"entry {entry} of the journal in '{directory}' is missing or altered; 'truceline verify' says more."));
}
