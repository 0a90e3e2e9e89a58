using System.Text;
using Microsoft.Data.Sqlite;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Journals;

/// <summary>A journal of nine entries in batches of 1, 4, 3 and 1, altered behind its back.</summary>
public sealed class TamperTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Random random = new(11);

    public TamperTests()
    {
        using var store = SqliteJournal.OpenOrCreate(folder.Path, random.NextBytes);
        var next = 1;
        foreach (var batch in new[] { 1, 4, 3, 1 })
            store.Append([.. Enumerable.Range(next, batch).Select(_ => Bytes(next++))]);
    }

    [Fact]
    public void A_journal_that_nobody_altered_is_sound()
    {
        var result = SqliteJournal.Verify(folder.Path);
        Assert.Null(result.Fault);
        Assert.Equal(4, result.Batches);
        using var store = SqliteJournal.OpenForReading(folder.Path);
        Assert.Equal(store.Head, result.Head);
    }

    [Fact]
    public void An_empty_journal_is_sound()
    {
        SqliteJournal.OpenOrCreate(folder["other"], random.NextBytes).Dispose();
        Assert.Equal(new Verification(MerkleTree.Empty.Head, 0, null), SqliteJournal.Verify(folder["other"]));
    }

    [Theory]
    [InlineData("commitment", FaultKind.Commitment)]
    [InlineData("secret", FaultKind.Content)]
    [InlineData("sealed", FaultKind.Content)]
    public void A_flipped_bit_of_an_entry_is_found_and_the_entry_named(string column, FaultKind kind)
    {
        for (var entry = 1; entry <= 9; entry++)
            foreach (var at in new[] { 0, 17, 31 })
            {
                Flip("entries", column, "number", entry, at);
                AssertFault(kind, entry, entry);
                AssertReadingStopsAt(entry);
                Flip("entries", column, "number", entry, at);
            }
        Assert.Null(SqliteJournal.Verify(folder.Path).Fault);
    }

    [Theory]
    [InlineData("root", 31)]
    [InlineData("frontier", 0)]
    public void A_flipped_bit_of_a_head_is_found_and_the_head_named(string column, int at)
    {
        long[] first = [1, 2, 6, 9];
        for (var batch = 1; batch <= 4; batch++)
        {
            Flip("heads", column, "batch", batch, at);
            var fault = SqliteJournal.Verify(folder.Path).Fault!;
            Assert.Equal((FaultKind.Head, first[batch - 1]), (fault.Kind, fault.First));
            Assert.Contains($"head {batch} ", fault.What, StringComparison.Ordinal);
            Flip("heads", column, "batch", batch, at);
        }
    }

    [Fact]
    public void A_head_of_another_size_is_found()
    {
        Sql("UPDATE heads SET size = 7 WHERE batch = 2");
        AssertFault(FaultKind.Head, 2, 2);
        Sql("UPDATE heads SET size = 1 WHERE batch = 2");
        AssertFault(FaultKind.Head, 2, 2);
    }

    [Fact]
    public void A_deleted_entry_is_named()
    {
        for (var entry = 1; entry <= 9; entry++)
        {
            using var _ = Saved();
            Sql($"DELETE FROM entries WHERE number = {entry}");
            AssertFault(FaultKind.Missing, entry, entry);
        }
    }

    [Fact]
    public void A_deleted_entry_is_named_when_the_later_ones_are_moved_up()
    {
        // Entry 2 gives way to what was entry 3: in that batch each is whole, and none is where it was.
        Sql("DELETE FROM entries WHERE number = 2; UPDATE entries SET number = -number WHERE number > 2; UPDATE entries SET number = -number - 1 WHERE number < 0");
        AssertFault(FaultKind.Order, 2, 5);
    }

    [Fact]
    public void Two_entries_that_changed_places_are_found_in_their_batch()
    {
        Swap(3, 4);
        AssertFault(FaultKind.Order, 2, 5);
    }

    [Fact]
    public void Two_entries_that_changed_places_across_batches_are_found_at_the_first()
    {
        Swap(1, 9);
        AssertFault(FaultKind.Order, 1, 1);
    }

    [Fact]
    public void An_entry_replaced_by_another_whole_one_is_found()
    {
        var secret = new Secret(new byte[32]);
        var commitment = Leaf.Commit(secret, Bytes(100).Span);
        Replace(9, commitment.ToArray(), new byte[32], Sealing.Seal(secret, commitment, Bytes(100).Span));
        AssertFault(FaultKind.Order, 9, 9);
    }

    [Fact]
    public void Content_sealed_again_for_a_commitment_that_is_not_its_own_is_found()
    {
        var secret = new Secret(new byte[32]);
        var commitment = Leaf.Commit(secret, Bytes(9).Span);
        Replace(9, commitment.ToArray(), new byte[32], Sealing.Seal(secret, commitment, Bytes(100).Span));
        AssertFault(FaultKind.Commitment, 9, 9);
        AssertReadingStopsAt(9);
    }

    [Fact]
    public void The_first_of_several_is_the_one_that_is_named()
    {
        Flip("entries", "sealed", "number", 7, 0);
        Flip("entries", "secret", "number", 3, 0);
        AssertFault(FaultKind.Content, 3, 3);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 6)]
    [InlineData(4, 9)]
    public void A_head_that_was_removed_is_missed(int batch, long first)
    {
        Sql($"DELETE FROM heads WHERE batch = {batch}");
        AssertFault(FaultKind.HeadMissing, first, first);
    }

    [Fact]
    public void Heads_cut_off_from_some_batch_on_are_missed()
    {
        Sql("DELETE FROM heads WHERE batch > 2");
        AssertFault(FaultKind.HeadMissing, 6, 6);
        Assert.Throws<JournalException>(() => SqliteJournal.OpenForReading(folder.Path));
        Sql("DELETE FROM heads");
        AssertFault(FaultKind.HeadMissing, 1, 1);
        Assert.Throws<JournalException>(() => SqliteJournal.OpenForReading(folder.Path));
    }

    [Fact]
    public void An_entry_that_no_head_covers_is_found()
    {
        Sql("INSERT INTO entries SELECT 10, commitment, secret, sealed FROM entries WHERE number = 9");
        AssertFault(FaultKind.HeadMissing, 10, 10);
        Assert.Throws<JournalException>(() => SqliteJournal.OpenForReading(folder.Path));
    }

    [Fact]
    public void Fields_of_another_length_or_type_are_faults_like_others()
    {
        foreach (var (set, kind) in new[]
        {
            ("commitment = x'00'", FaultKind.Commitment), ("secret = x'00'", FaultKind.Content), ("sealed = x''", FaultKind.Content),
        })
        {
            using var _ = Saved();
            Sql($"PRAGMA ignore_check_constraints = ON; UPDATE entries SET {set} WHERE number = 5");
            AssertFault(kind, 5, 5);
        }
    }

    [Fact]
    public void A_damaged_page_is_a_fault_and_no_crash()
    {
        var path = Path.Combine(folder.Path, "journal.db");
        var whole = File.ReadAllBytes(path);
        var faults = 0;
        for (var at = 8192; at < whole.Length; at += 53)
        {
            var altered = whole.ToArray();
            altered[at] ^= 0x5A;
            File.WriteAllBytes(path, altered);
            try
            {
                var result = SqliteJournal.Verify(folder.Path);
                if (result.Fault is null) AssertServesTheSame();
                else faults++;
            }
            catch (JournalException)
            {
                faults++; // the page with the tables' own description
            }
        }
        Assert.True(faults > 10);
        File.WriteAllBytes(path, whole);
    }

    [Fact]
    public void Damage_to_the_file_that_touches_no_entry_is_named_as_such()
    {
        using (var file = File.OpenHandle(folder["journal.db"], FileMode.Open, FileAccess.Write))
            RandomAccess.Write(file, [5], 39); // the header's number of free pages
        var fault = SqliteJournal.Verify(folder.Path).Fault!;
        Assert.Equal(FaultKind.Database, fault.Kind);
        Assert.Contains("every entry is whole", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_was_altered_removed_or_added_is_found_and_its_entries_named()
    {
        using (var store = SqliteJournal.OpenOrCreate(folder.Path, random.NextBytes))
            for (var i = 0; i < 10; i++) store.Append([.. Enumerable.Range(0, 110).Select(Bytes)]);
        Assert.Null(SqliteJournal.Verify(folder.Path).Fault);
        foreach (var (sql, first, last) in new[]
        {
            ("UPDATE nodes SET hash = zeroblob(32) WHERE level = 8 AND position = 2", 513, 768),
            ("DELETE FROM nodes WHERE level = 10", 1, 1024),
            ("UPDATE nodes SET position = 7 WHERE level = 9 AND position = 1", 513, 1024),
            ("INSERT INTO nodes VALUES (8, 4, zeroblob(32))", 1109, 1109),
        })
        {
            using var _ = Saved();
            Sql(sql);
            AssertFault(FaultKind.Node, first, last);
        }
    }

    [Fact]
    public void A_checkpoint_that_was_altered_forged_or_is_of_no_head_is_found()
    {
        var key = SigningKey.OpenOrCreate(folder.Path, random.NextBytes);
        using (var store = SqliteJournal.OpenOrCreate(folder.Path, random.NextBytes)) store.Publish(key);
        var sound = SqliteJournal.Verify(folder.Path);
        Assert.Null(sound.Fault);
        Assert.Equal((1L, key.Key), (sound.Checkpoints, sound.Key));
        var other = NoteSigner.Of(key.Key.Name, SignatureType.Ed25519, new byte[32]);
        var six = MerkleTree.Empty.Append(LeafHashes(5));
        foreach (var (size, note) in new[]
        {
            (9L, other.Note(new Checkpoint(key.Key.Name, sound.Head).Text)),
            (9L, key.Note(new Checkpoint(key.Key.Name, sound.Head with { Root = Hash.Of([]) }).Text)),
            (9L, key.Note(new Checkpoint("another.example/log", sound.Head).Text)),
            (9L, new SignedNote(new Checkpoint(key.Key.Name, sound.Head).Text, key.Note("another text\n").Signatures)),
            (8L, key.Note(new Checkpoint(key.Key.Name, sound.Head).Text)),
            (6L, key.Note(new Checkpoint(key.Key.Name, six.Head with { Size = 6 }).Text)), // within the third batch
            (12L, key.Note(new Checkpoint(key.Key.Name, new Head(12, Hash.Of([]))).Text)),
        })
        {
            using var _ = Saved();
            // Who alters a note alters its hash with it.
            Sql($"INSERT INTO checkpoints VALUES ({size}, '{note}', X'{Hash.Of(Encoding.UTF8.GetBytes(note.ToString()))}') ON CONFLICT DO UPDATE SET note = excluded.note, hash = excluded.hash");
            Assert.Equal(FaultKind.Checkpoint, SqliteJournal.Verify(folder.Path).Fault?.Kind);
        }
        File.Delete(Path.Combine(folder.Path, SigningKey.VerifierName));
        Assert.Null(SqliteJournal.Verify(folder.Path).Key);
    }

    private IEnumerable<Hash> LeafHashes(int count)
    {
        using var store = SqliteJournal.OpenForReading(folder.Path);
        return [.. store.Commitments(count).Select(Leaf.HashOf)];
    }

    private void AssertServesTheSame()
    {
        using var store = SqliteJournal.OpenForReading(folder.Path);
        Assert.Equal(Enumerable.Range(1, 9).Select(n => Text(Bytes(n))), store.Read(9).Select(entry => Text(entry.Bytes)));
    }

    private void AssertFault(FaultKind kind, long first, long last)
    {
        var fault = SqliteJournal.Verify(folder.Path).Fault;
        Assert.NotNull(fault);
        Assert.Equal((kind, first, last), (fault.Kind, fault.First, fault.Last));
    }

    private void AssertReadingStopsAt(int entry)
    {
        using var store = SqliteJournal.OpenForReading(folder.Path);
        var read = 0;
        var stopped = Assert.Throws<JournalException>(() =>
        {
            foreach (var _ in store.Read(9)) read++;
        });
        Assert.Equal(entry - 1, read);
        Assert.Contains($"entry {entry} ", stopped.Message, StringComparison.Ordinal);
    }

    private void Swap(int one, int other) => Sql(
        $"UPDATE entries SET number = 1000 WHERE number = {one}; UPDATE entries SET number = {one} WHERE number = {other}; UPDATE entries SET number = {other} WHERE number = 1000");

    private void Flip(string table, string column, string key, int row, int at)
    {
        using var database = Connect();
        using var query = database.CreateCommand();
        query.CommandText = $"SELECT {column} FROM {table} WHERE {key} = {row}";
        var bytes = (byte[])query.ExecuteScalar()!;
        bytes[at] ^= 0x01;
        using var update = database.CreateCommand();
        update.CommandText = $"UPDATE {table} SET {column} = $bytes WHERE {key} = {row}";
        update.Parameters.AddWithValue("$bytes", bytes);
        Assert.Equal(1, update.ExecuteNonQuery());
    }

    private void Replace(int entry, byte[] commitment, byte[] secret, byte[] content)
    {
        using var database = Connect();
        using var update = database.CreateCommand();
        update.CommandText = $"UPDATE entries SET commitment = $commitment, secret = $secret, sealed = $sealed WHERE number = {entry}";
        update.Parameters.AddWithValue("$commitment", commitment);
        update.Parameters.AddWithValue("$secret", secret);
        update.Parameters.AddWithValue("$sealed", content);
        Assert.Equal(1, update.ExecuteNonQuery());
    }

    private void Sql(string sql)
    {
        using var database = Connect();
        JournalDatabase.Execute(database, "PRAGMA ignore_check_constraints = ON;" + sql);
    }

    private SqliteConnection Connect()
    {
        var database = new SqliteConnection($"Data Source={folder["journal.db"]};Pooling=False;Foreign Keys=False");
        database.Open();
        return database;
    }

    /// <summary>The journal as it is now, put back at the end.</summary>
    private Restored Saved() => new(folder["journal.db"], File.ReadAllBytes(folder["journal.db"]));

    private static ReadOnlyMemory<byte> Bytes(int n) => Encoding.UTF8.GetBytes($$"""{"body":{"text":"a report of some length, so that its sealed form is longer than a hash","n":{{n}}},"kind":"test"}""");

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    public void Dispose() => folder.Dispose();

    private sealed class Restored(string path, byte[] bytes) : IDisposable
    {
        public void Dispose() => File.WriteAllBytes(path, bytes);
    }
}
