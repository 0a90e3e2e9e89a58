using Microsoft.Data.Sqlite;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>An entry after its content was opened and held against its commitment.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Leaf">The leaf hash of its commitment.</param>
/// <param name="Fault">What is wrong with it; null: nothing.</param>
/// <param name="HasCommitment">Whether it has a commitment of the right length.</param>
internal readonly record struct CheckedEntry(long Number, Hash Leaf, FaultKind? Fault, bool HasCommitment);

/// <summary>All entries of a journal, checked by several cores and handed on in their order. Memory stays the same however many they are.</summary>
internal sealed class CheckedEntries(SqliteConnection connection)
{
    private const int RowsInChunk = 512;
    private const int BytesInChunk = 1 << 20;

    private readonly HashSet<long> erased = [];
    private readonly HashSet<long> named = [];

    /// <summary>How many entries were erased.</summary>
    public int Erased => erased.Count;

    /// <summary>The first entry that is erased without an entry that says so; of those read until now.</summary>
    public long? FirstUnnamed => erased.Where(number => !named.Contains(number)).Select(number => (long?)number).Min();

    /// <summary>The first entry that is there although another says that it was erased; of those read until now.</summary>
    public long? FirstStillThere => named.Where(number => !erased.Contains(number)).Select(number => (long?)number).Min();

    /// <summary>Reads and checks the entries.</summary>
    /// <exception cref="SqliteException">The database is damaged, behind the entries that came before.</exception>
    public IEnumerable<CheckedEntry> Read()
    {
        using var query = new SqliteStatement(connection, $"SELECT {StoredEntry.Columns} FROM entries ORDER BY number");
        var (idle, busy) = (new Stack<Chunk>(), new Queue<(Chunk Chunk, Task Done)>());
        try
        {
            SqliteException? failed = null;
            for (var more = true; more || busy.Count > 0;)
            {
                if (more && busy.Count <= Environment.ProcessorCount)
                {
                    var chunk = idle.TryPop(out var used) ? used : new Chunk();
                    more = chunk.Load(query, out failed);
                    busy.Enqueue((chunk, Task.Run(chunk.Check)));
                    continue;
                }
                var (first, done) = busy.Dequeue();
                done.GetAwaiter().GetResult();
                Note(first);
                foreach (var entry in first.Checked) yield return entry;
                idle.Push(first);
            }
            if (failed is not null) throw failed;
        }
        finally
        {
            foreach (var (chunk, done) in busy)
            {
                done.GetAwaiter().GetResult();
                chunk.Dispose();
            }
            foreach (var chunk in idle) chunk.Dispose();
        }
    }

    private void Note(Chunk chunk)
    {
        erased.UnionWith(chunk.Erased);
        named.UnionWith(chunk.Named);
    }

    /// <summary>Some rows as they were read, and what came of checking them.</summary>
    private sealed class Chunk : IDisposable
    {
        private readonly Sealer sealer = new();
        private readonly List<Row> rows = [];
        private byte[] bytes = new byte[BytesInChunk];
        private byte[] opened = [];
        private int used;

        public List<CheckedEntry> Checked { get; } = [];

        public List<long> Erased { get; } = [];

        public List<long> Named { get; } = [];

        /// <summary>Takes rows over; false behind the last, or where reading failed.</summary>
        public bool Load(SqliteStatement query, out SqliteException? failed)
        {
            rows.Clear();
            (used, failed) = (0, null);
            try
            {
                while (rows.Count < RowsInChunk && used < BytesInChunk)
                {
                    if (!query.Step()) return false;
                    var row = StoredEntry.From(query);
                    rows.Add(new(row.Number, row.IsErased, Copy(row.Commitment), Copy(row.Key), Copy(row.Sealed)));
                }
                return true;
            }
            catch (SqliteException damaged)
            {
                failed = damaged;
                return false;
            }
        }

        public void Check()
        {
            Checked.Clear();
            Erased.Clear();
            Named.Clear();
            foreach (var row in rows)
            {
                var stored = new StoredEntry
                {
                    Number = row.Number, IsErased = row.IsErased, Commitment = bytes.AsSpan(row.Commitment), Key = bytes.AsSpan(row.Key), Sealed = bytes.AsSpan(row.Sealed),
                };
                if (opened.Length < stored.Length) opened = new byte[Math.Max(stored.Length, 4096)];
                var content = opened.AsSpan(0, stored.Length);
                var fault = stored.Open(sealer, content);
                var whole = stored.Commitment.Length == Hash.Length;
                if (stored.IsErased) Erased.Add(row.Number);
                else if (fault is null && content.EndsWith(ErasureEnd)) Named.AddRange(NamedBy(content.ToArray(), row.Number));
                Checked.Add(new(row.Number, whole ? Leaf.HashOf(new Hash(stored.Commitment)) : default, fault, whole));
            }
        }

        public void Dispose() => sealer.Dispose();

        // Canonical JSON has "body" before "kind": an erasure is known by its end, and nothing else has to be parsed.
        private static ReadOnlySpan<byte> ErasureEnd => "\"kind\":\"erasure\"}"u8;

        private static IEnumerable<long> NamedBy(byte[] entry, long number)
        {
            try
            {
                return Erasure.Decode(entry) is { } erasure ? erasure.Entries.Where(named => named < number) : [];
            }
            catch (InvalidOperationException)
            {
                return []; // it cannot be read, so it says of nothing that it was erased
            }
        }

        private Range Copy(ReadOnlySpan<byte> from)
        {
            if (used + from.Length > bytes.Length) Array.Resize(ref bytes, Math.Max(used + from.Length, checked(bytes.Length * 2)));
            from.CopyTo(bytes.AsSpan(used));
            used += from.Length;
            return (used - from.Length)..used;
        }

        private readonly record struct Row(long Number, bool IsErased, Range Commitment, Range Key, Range Sealed);
    }
}
