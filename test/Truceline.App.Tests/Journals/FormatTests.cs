using System.Text;
using Microsoft.Data.Sqlite;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Journals;

/// <summary>A journal of the first format is read as it is, and brought up to this one when somebody appends.</summary>
public sealed class FormatTests : IDisposable
{
    private const int Size = 700;

    private readonly TemporaryFolder folder = new();
    private readonly Random random = new(37);

    private string Journal => folder["journal"];

    [Fact]
    public void A_journal_of_the_first_format_is_read_and_verified_as_it_is()
    {
        var head = OfTheFirstFormat();
        var before = File.ReadAllBytes(SqliteJournal.DatabaseIn(Journal));
        using (var store = SqliteJournal.OpenForReading(Journal))
        {
            Assert.Equal(head, store.Head);
            Assert.Equal(Size, store.Read(Size).Count());
            Assert.Empty(store.Checkpoints());
            Assert.Null(store.LastCheckpoint());
            Assert.Equal(head.Root, MerkleProofs.Root(0, Size, store.Node));
        }
        Assert.Null(SqliteJournal.Verify(Journal).Fault);
        Assert.Equal(before, File.ReadAllBytes(SqliteJournal.DatabaseIn(Journal)));
    }

    [Fact]
    public void It_is_brought_up_when_somebody_appends_and_goes_on_from_where_it_was()
    {
        var head = OfTheFirstFormat();
        using (var store = SqliteJournal.OpenOrCreate(Journal, random.NextBytes))
        {
            Assert.Equal(head, store.Head);
            store.Append([Encoding.UTF8.GetBytes("{}")]);
            store.Publish(SigningKey.OpenOrCreate(Journal, random.NextBytes));
            store.Erase([3], new Erasure([3], "asked for", default).Encode());
            Assert.True(MerkleProofs.IsConsistent(head, store.Head, MerkleProofs.Consistency(Size, store.Head.Size, store.Node)));
        }
        var verified = SqliteJournal.Verify(Journal);
        Assert.Equal((null, 702L, 1L, 1L), (verified.Fault, verified.Head.Size, verified.Checkpoints, verified.Erased));
        using var again = SqliteJournal.OpenOrCreate(Journal, random.NextBytes);
        Assert.Equal(702, again.Head.Size);
    }

    /// <summary>As the first version of this program wrote it, batch by batch.</summary>
    private Head OfTheFirstFormat()
    {
        Directory.CreateDirectory(Journal);
        using var database = new SqliteConnection($"Data Source={SqliteJournal.DatabaseIn(Journal)};Pooling=False");
        database.Open();
        JournalDatabase.Execute(database, """
            PRAGMA journal_mode = WAL;
            CREATE TABLE entries (
              number INTEGER PRIMARY KEY CHECK (number >= 1),
              commitment BLOB NOT NULL CHECK (length(commitment) = 32),
              secret BLOB NOT NULL CHECK (length(secret) = 32),
              sealed BLOB NOT NULL
            ) STRICT;
            CREATE TABLE heads (
              batch INTEGER PRIMARY KEY CHECK (batch >= 1),
              size INTEGER NOT NULL REFERENCES entries (number),
              root BLOB NOT NULL CHECK (length(root) = 32),
              frontier BLOB NOT NULL CHECK (length(frontier) % 32 = 0)
            ) STRICT;
            PRAGMA application_id = 0x54727563;
            PRAGMA user_version = 1;
            BEGIN
            """);
        var tree = MerkleTree.Empty;
        for (var (batch, number) = (1, 1); number <= Size; batch++)
        {
            for (var last = number + 99; number <= last; number++)
            {
                var drawn = new byte[32];
                random.NextBytes(drawn);
                var bytes = Encoding.UTF8.GetBytes($"{{\"n\":{number}}}");
                var commitment = Leaf.Commit(new Secret(drawn), bytes);
                Insert(database, "INSERT INTO entries VALUES ($0, $1, $2, $3)", number, commitment.ToArray(), drawn, Sealing.Seal(new Secret(drawn), commitment, bytes));
                tree = tree.Append([Leaf.HashOf(commitment)]);
            }
            Insert(database, "INSERT INTO heads VALUES ($0, $1, $2, $3)", batch, tree.Size, tree.Root.ToArray(), tree.Frontier.SelectMany(node => node.ToArray()).ToArray());
        }
        JournalDatabase.Execute(database, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE)");
        return tree.Head;
    }

    private static void Insert(SqliteConnection database, string sql, params object[] values)
    {
        using var insert = database.CreateCommand();
        insert.CommandText = sql;
        for (var i = 0; i < values.Length; i++) insert.Parameters.AddWithValue($"${i}", values[i]);
        insert.ExecuteNonQuery();
    }

    public void Dispose() => folder.Dispose();
}
