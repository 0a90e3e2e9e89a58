using System.Text;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Journals;

/// <summary>Copies that are made while the journal is in use.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Random random = new(29);

    [Fact]
    public async Task A_copy_made_while_others_write_has_a_head_that_was_published()
    {
        var published = new HashSet<Head>();
        using (var store = SqliteJournal.OpenOrCreate(folder["journal"], random.NextBytes))
        {
            var key = SigningKey.OpenOrCreate(folder["journal"], random.NextBytes);
            store.Append(Entries(2000));
            published.Add(Checkpoint.Parse(store.Publish(key).Text).Head);
            using var stop = new CancellationTokenSource();
            var writing = Task.Run(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    store.Append(Entries(50));
                    lock (published) published.Add(Checkpoint.Parse(store.Publish(key).Text).Head);
                }
            }, CancellationToken.None);
            for (var (copy, seen) = (0, 1); copy < 5; copy++)
            {
                Assert.True(SpinWait.SpinUntil(() => { lock (published) return published.Count > seen; }, TimeSpan.FromMinutes(1)), "nothing was written meanwhile");
                lock (published) seen = published.Count;
                using var reading = SqliteJournal.OpenForReading(folder["journal"]);
                reading.BackupTo(folder[$"copy-{copy}"]);
            }
            await stop.CancelAsync();
            await writing;
        }
        var heads = new List<Head>();
        for (var copy = 0; copy < 5; copy++)
        {
            Assert.Equal(["README.txt", "journal.db", "verifier.key"], Names(folder[$"copy-{copy}"]));
            var verified = SqliteJournal.Verify(folder[$"copy-{copy}"]);
            Assert.Null(verified.Fault);
            Assert.Contains(verified.Head, published);
            heads.Add(verified.Head);
        }
        Assert.True(heads.Distinct().Count() > 1, "each copy is of another moment");
        Assert.DoesNotContain(Directory.GetFileSystemEntries(folder.Path), name => name.EndsWith(".new", StringComparison.Ordinal));
    }

    [Fact]
    public void A_journal_its_log_and_its_copy_are_for_their_owner_alone()
    {
        using var store = SqliteJournal.OpenOrCreate(folder["journal"], random.NextBytes);
        store.Append(Entries(10));
        store.BackupTo(folder["copy"]);
        if (OperatingSystem.IsWindows()) return; // rights are another thing there
        foreach (var name in new[] { "journal/journal.db", "journal/journal.db-wal", "copy/journal.db" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder[name]));
    }

    [Fact]
    public void A_copy_goes_on_as_a_journal()
    {
        Head head;
        using (var store = SqliteJournal.OpenOrCreate(folder["journal"], random.NextBytes))
        {
            head = store.Append(Entries(10));
            Assert.Equal(head, store.BackupTo(folder["copy"]));
        }
        using var copy = SqliteJournal.OpenOrCreate(folder["copy"], random.NextBytes);
        Assert.Equal(11, copy.Append(Entries(1)).Size);
        Assert.True(MerkleProofs.IsConsistent(head, copy.Head, MerkleProofs.Consistency(10, 11, copy.Node)));
    }

    [Fact]
    public void A_copy_is_laid_over_nothing_and_one_that_fails_leaves_nothing()
    {
        using var store = SqliteJournal.OpenOrCreate(folder["journal"], random.NextBytes);
        store.Append(Entries(3));
        Directory.CreateDirectory(folder["taken"]);
        File.WriteAllText(Path.Combine(folder["taken"], "mine"), "x");
        Assert.Contains("something in", Assert.Throws<JournalException>(() => store.BackupTo(folder["taken"])).Message, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => store.BackupTo(folder["journal"]));
        File.WriteAllText(folder["file"], "x");
        Assert.Throws<JournalException>(() => store.BackupTo(Path.Combine(folder["file"], "below")));
        Directory.CreateDirectory(folder["empty"]);
        Assert.Equal(3, store.BackupTo(folder["empty"]).Size);
        Assert.Equal(["empty", "file", "journal", "taken"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static ReadOnlyMemory<byte>[] Entries(int count) => [.. Enumerable.Range(0, count).Select(n => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"{{\"n\":{n}}}"))];

    private static IEnumerable<string?> Names(string directory) => Directory.GetFiles(directory).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    public void Dispose() => folder.Dispose();
}
