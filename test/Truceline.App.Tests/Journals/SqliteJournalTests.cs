using System.Diagnostics;
using System.Text;
using Microsoft.Data.Sqlite;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Journals;

/// <summary>The contract on SQLite, and what is SQLite's own.</summary>
public sealed class SqliteJournalTests : JournalStoreContract
{
    private readonly TemporaryFolder folder = new();

    private string Journal => folder["journal"];

    private string Database => Path.Combine(Journal, "journal.db");

    protected override IJournalStore Open() => SqliteJournal.OpenOrCreate(Journal, DrawSecret);

    [Fact]
    public void A_new_journal_is_its_database_and_a_note_and_nothing_half_made()
    {
        Assert.False(SqliteJournal.ExistsIn(Journal));
        Open().Dispose();
        Assert.True(SqliteJournal.ExistsIn(Journal));
        Assert.Equal(["README.txt", "journal.db", "writer.lock"], Directory.GetFiles(Journal).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("Do not edit", File.ReadAllText(Path.Combine(Journal, "README.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_commit_waits_for_the_disk()
    {
        using var store = Open();
        store.Append(Entries(0, 1));
        using var database = JournalDatabase.Open(Journal, writable: true);
        Assert.Equal("wal", Scalar(database, "PRAGMA journal_mode"));
        Assert.Equal(2L, Scalar(database, "PRAGMA synchronous")); // FULL
    }

    [Fact]
    public void Reading_does_not_create_a_journal()
    {
        Assert.Throws<JournalException>(() => SqliteJournal.OpenForReading(Journal));
        Assert.Throws<JournalException>(() => SqliteJournal.Verify(Journal));
        Assert.False(Directory.Exists(Journal));
        Directory.CreateDirectory(Journal);
        Assert.Throws<JournalException>(() => SqliteJournal.OpenForReading(Journal));
        Assert.Empty(Directory.GetFiles(Journal));
    }

    [Fact]
    public void A_journal_opened_for_reading_takes_no_entries()
    {
        using (var store = Open()) store.Append(Entries(0, 2));
        using var reading = SqliteJournal.OpenForReading(Journal);
        Assert.Equal(2, reading.Head.Size);
        Assert.Throws<InvalidOperationException>(() => reading.Append(Entries(2, 1)));
    }

    [Fact]
    public void A_reader_keeps_the_head_at_which_it_was_opened()
    {
        using var store = Open();
        store.Append(Entries(0, 2));
        using var reading = SqliteJournal.OpenForReading(Journal);
        store.Append(Entries(2, 3));
        Assert.Equal(2, reading.Read(long.MaxValue).Count());
        using var later = SqliteJournal.OpenForReading(Journal);
        Assert.Equal(5, later.Read(long.MaxValue).Count());
    }

    [Fact]
    public void The_content_is_not_on_the_disk_in_the_clear()
    {
        using (var store = Open()) store.Append([Encoding.UTF8.GetBytes("a patrol at the bridge of Schastia")]);
        foreach (var file in Directory.GetFiles(Journal))
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("Schastia"u8));
    }

    [Fact]
    public void While_another_is_writing_an_append_is_refused_and_may_be_tried_later()
    {
        using var store = Open();
        var head = store.Append(Entries(0, 1));
        using (var other = JournalDatabase.Open(Journal, writable: true))
        {
            using var transaction = other.BeginTransaction(deferred: false);
            var refused = Assert.Throws<JournalException>(() => store.Append(Entries(1, 1)));
            Assert.Matches("another process is writing .*; import again", refused.Message);
        }
        Assert.Equal(head, store.Head);
        Assert.Equal(2, store.Append(Entries(1, 1)).Size);
    }

    [Fact]
    public void There_is_one_writer_and_a_second_is_told_who()
    {
        using (var first = SqliteJournal.OpenOrCreate(Journal, DrawSecret, "truceline import (process 812)"))
        {
            var refused = Assert.Throws<JournalException>(Open);
            Assert.StartsWith("truceline import (process 812) is writing to the journal in", refused.Message, StringComparison.Ordinal);
            Assert.True(refused.IsContended);
            Assert.Equal(1, first.Append(Entries(0, 1)).Size);
        }
        using var second = Open();
        Assert.Equal(2, second.Append(Entries(1, 1)).Size);
    }

    [Fact]
    public void A_place_that_leads_to_another_file_is_not_taken_and_the_file_stays_as_it_is()
    {
        Open().Dispose();
        var other = Path.Combine(Path.GetDirectoryName(Journal)!, "of-somebody");
        File.WriteAllText(other, "mine");
        File.Delete(Path.Combine(Journal, "writer.lock"));
        File.CreateSymbolicLink(Path.Combine(Journal, "writer.lock"), other);
        Assert.Contains("'writer.lock' is a link", Assert.Throws<JournalException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(other));
        File.Delete(other);
    }

    [Fact]
    public void What_another_program_has_written_meanwhile_stops_a_writer_for_good()
    {
        using var first = Open();
        first.Append(Entries(0, 1));
        using (var other = JournalDatabase.Open(Journal, writable: true))
            JournalDatabase.Execute(other, "INSERT INTO entries SELECT 2, commitment, secret, sealed FROM entries; INSERT INTO heads SELECT 2, 2, root, root FROM heads");
        Assert.Throws<JournalException>(() => first.Append(Entries(0, 1)));
        Assert.Throws<JournalException>(() => first.Append(Entries(0, 1)));
        Assert.Equal(1, first.Head.Size);
    }

    [Fact]
    public void After_a_failure_while_writing_nothing_more_is_taken_and_what_was_acknowledged_is_there()
    {
        Head head;
        using (var store = Open())
        {
            head = store.Append(Entries(0, 3));
            // The disk fills up, as far as SQLite can tell.
            LimitPages(store);
            var failed = Assert.Throws<JournalException>(() => store.Append([new byte[1_000_000]]));
            Assert.Contains("full", failed.Message, StringComparison.Ordinal);
            Assert.Equal(head, store.Head);
            var refused = Assert.Throws<JournalException>(() => store.Append(Entries(3, 1)));
            Assert.Contains("stopped", refused.Message, StringComparison.Ordinal);
            Assert.Equal(3, store.Read(long.MaxValue).Count());
        }
        using var again = Open();
        Assert.Equal(head, again.Head);
        Assert.Equal(4, again.Append(Entries(3, 1)).Size);
    }

    [Theory]
    [InlineData("journal")]
    [InlineData("Звіти за 50 % днів? #1; a=b")]
    public void A_copy_on_a_medium_that_cannot_be_written_can_be_opened(string name)
    {
        using (var store = SqliteJournal.OpenOrCreate(folder[name], DrawSecret)) store.Append(Entries(0, 3));
        var path = Path.Combine(folder[name], "journal.db");
        using (var database = JournalDatabase.Connect(JournalDatabase.ReadOnlyMedium(path), SqliteOpenMode.ReadOnly))
            Assert.Equal(3L, Scalar(database, "SELECT max(number) FROM entries"));
        Assert.False(File.Exists(path + "-wal")); // SQLite wrote nothing beside it
        Assert.Null(SqliteJournal.Verify(folder[name]).Fault);
    }

    [Fact]
    public void A_journal_in_a_directory_that_is_not_ones_own_can_be_verified()
    {
        using (var store = SqliteJournal.OpenOrCreate(Journal, DrawSecret)) store.Append(Entries(0, 3));
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("needs the modes of directories");
            return;
        }
        foreach (var above in new[] { folder.Path, Journal })
            File.SetUnixFileMode(above, (UnixFileMode)Convert.ToInt32("555", 8));
        File.SetUnixFileMode(Path.Combine(Journal, "journal.db"), (UnixFileMode)Convert.ToInt32("444", 8));
        try
        {
            // The administrator may write anywhere, so another user has to try.
            string[] other = Environment.IsPrivilegedProcess ? [Needs.Tool("setpriv"), "--reuid", "65534", "--clear-groups"] : ["/usr/bin/env"];
            using (var sees = Process.Start(other[0], [.. other[1..], "test", "-r", typeof(Cli).Assembly.Location]))
            {
                sees.WaitForExit();
                if (sees.ExitCode != 0) Assert.Skip("needs a build that every user may read");
            }
            var start = new ProcessStartInfo(other[0], [.. other[1..], Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", typeof(Cli).Assembly.Location, "verify", Journal])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["HOME"] = Path.GetTempPath();
            using var verify = Process.Start(start)!;
            var (output, error) = (verify.StandardOutput.ReadToEnd(), verify.StandardError.ReadToEnd());
            verify.WaitForExit();
            Assert.Equal((0, ""), (verify.ExitCode, error));
            Assert.StartsWith("3 entries", output, StringComparison.Ordinal);
        }
        finally
        {
            foreach (var above in new[] { folder.Path, Journal }) File.SetUnixFileMode(above, (UnixFileMode)Convert.ToInt32("755", 8));
        }
    }

    [Fact]
    public void Several_may_create_the_same_journal_at_once()
    {
        Parallel.For(0, 8, _ => JournalDatabase.Create(Journal));
        using var first = Open();
        first.Append(Entries(0, 1));
        JournalDatabase.Create(Journal); // as one that saw no journal a moment ago
        Assert.Equal(2, first.Append(Entries(1, 1)).Size);
        Assert.Equal(["README.txt", "journal.db", "journal.db-shm", "journal.db-wal", "writer.lock"],
            Directory.GetFiles(Journal).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> NotJournals => ["empty", "random", "text", "truncated header", "truncated", "another database", "newer", "a trigger", "a directory"];

    [Theory]
    [MemberData(nameof(NotJournals))]
    public void What_is_not_a_journal_gives_one_clear_error_and_is_left_as_it_is(string what)
    {
        using (var store = Open()) store.Append(Entries(0, 200));
        Spoil(what);
        var before = Directory.Exists(Database) ? [] : File.ReadAllBytes(Database);
        foreach (var open in new Action[] { () => SqliteJournal.OpenForReading(Journal), () => Open() })
            AssertOneSentence(Assert.Throws<JournalException>(open));
        // A damaged file is what a verification is there to find; anything else is no journal.
        if (what is "random" or "text" or "truncated") Assert.Equal((FaultKind.Database, 1), (SqliteJournal.Verify(Journal).Fault!.Kind, SqliteJournal.Verify(Journal).Fault!.First));
        else AssertOneSentence(Assert.Throws<JournalException>(() => SqliteJournal.Verify(Journal)));
        if (what != "a directory") Assert.Equal(before, File.ReadAllBytes(Database));
    }

    private static void AssertOneSentence(JournalException failed)
    {
        Assert.DoesNotContain('\n', failed.Message);
        Assert.DoesNotContain("SQLite Error", failed.Message, StringComparison.Ordinal);
    }

    private void Spoil(string what)
    {
        var whole = File.ReadAllBytes(Database);
        switch (what)
        {
            case "empty": File.WriteAllBytes(Database, []); break;
            case "random": new Random(1).NextBytes(whole); File.WriteAllBytes(Database, whole); break;
            case "text": File.WriteAllText(Database, "This is not a journal.\n"); break;
            case "truncated header": File.WriteAllBytes(Database, whole[..50]); break;
            case "truncated": File.WriteAllBytes(Database, whole[..(8192 * 5)]); break;
            case "a directory": File.Delete(Database); Directory.CreateDirectory(Database); break;
            case "another database":
                File.Delete(Database);
                Alter("CREATE TABLE entries (number INTEGER PRIMARY KEY)");
                break;
            case "newer": Alter("PRAGMA user_version = 3"); break;
            case "a trigger": Alter("CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM heads; END"); break;
            default: throw new ArgumentException(what);
        }
    }

    private void Alter(string sql)
    {
        using var database = new SqliteConnection($"Data Source={Database};Pooling=False");
        database.Open();
        JournalDatabase.Execute(database, sql);
    }

    private static void LimitPages(IJournalStore store)
    {
        var field = typeof(SqliteJournal).GetField("connection", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance)!;
        JournalDatabase.Execute((SqliteConnection)field.GetValue(store)!, "PRAGMA max_page_count = 8");
    }

    private static object? Scalar(SqliteConnection database, string sql)
    {
        using var query = database.CreateCommand();
        query.CommandText = sql;
        return query.ExecuteScalar();
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) folder.Dispose();
    }
}
