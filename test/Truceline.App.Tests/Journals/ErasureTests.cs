using System.Diagnostics;
using System.Text;
using NodaTime;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Journals;

/// <summary>What is left of an entry that was erased: its place and its commitment, and nothing else in any file.</summary>
public sealed class ErasureTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Random random = new(23);

    private string Journal => folder["journal"];

    [Fact]
    public void An_erased_entry_is_read_as_erased_and_every_proof_stands()
    {
        using var store = Filled(300);
        var before = store.Head;
        var proof = MerkleProofs.Inclusion(6, before.Size, store.Node);
        var commitments = store.Commitments(300).ToArray();
        var head = store.Erase([7, 9], Saying(7, 9));
        Assert.Equal(301, head.Size);
        Assert.Equal([7, 9], store.Read(301).Where(entry => entry.IsErased).Select(entry => entry.Number));
        Assert.All(store.Read(9).Where(entry => entry.IsErased), entry => Assert.Null(entry.Secret));
        Assert.Equal(commitments, store.Commitments(300));
        Assert.Equal(proof, MerkleProofs.Inclusion(6, before.Size, store.Node));
        Assert.Equal(before.Root, MerkleProofs.RootOf(6, 300, Leaf.HashOf(commitments[6]), proof));
        Assert.True(MerkleProofs.IsConsistent(before, head, MerkleProofs.Consistency(300, 301, store.Node)));
        var verified = SqliteJournal.Verify(Journal);
        Assert.Null(verified.Fault);
        Assert.Equal(2, verified.Erased);
    }

    [Fact]
    public void Nothing_of_an_erased_entry_is_left_in_any_file()
    {
        // Small ones and ones that need pages of their own, taken out one by one, here and there, while others come in between.
        using var store = Filled(400, entry => entry % 17 == 0 ? 40_000 : 40 + entry * 7 % 900);
        var gone = Enumerable.Range(1, 400).OrderBy(_ => random.Next()).Take(120).Select(n => (long)n).ToArray();
        var traces = new List<byte[]>();
        foreach (var some in gone.Chunk(20))
        {
            foreach (var number in some)
            {
                var entry = store.Read(number, number - 1).Single();
                var secret = new byte[Secret.Length];
                entry.Secret!.Value.CopyTo(secret);
                traces.Add(secret);
                traces.Add(Sealing.Seal(entry.Secret.Value, entry.Commitment, entry.Bytes.Span)[..24]);
            }
            Assert.All(Found(traces.TakeLast(40)), Assert.True);
            store.Erase(some, Saying(some));
            store.Append([Encoding.UTF8.GetBytes($"{{\"later\":{some[0]}}}")]);
            Assert.All(Found(traces), Assert.False);
        }
        Assert.Null(SqliteJournal.Verify(Journal).Fault);
        Assert.Equal(280 + 12, store.Read(long.MaxValue).Count(entry => !entry.IsErased));
    }

    [Fact]
    public void While_somebody_reads_what_is_older_it_is_said_and_a_repeat_finishes()
    {
        using var store = Filled(3);
        var secret = new byte[Secret.Length];
        store.Read(2, 1).Single().Secret!.Value.CopyTo(secret);
        Head head;
        using (var reading = store.Read(3).GetEnumerator())
        {
            Assert.True(reading.MoveNext());
            var refused = Assert.Throws<JournalException>(() => store.Erase([2], Saying(2)));
            Assert.Contains("somebody reads", refused.Message, StringComparison.Ordinal);
            head = store.Head;
            Assert.Equal(4, head.Size);
            Assert.True(Found([secret]).Single());
        }
        Assert.Equal(head, store.Erase([2], Saying(2)));
        Assert.False(Found([secret]).Single());
    }

    [Fact]
    public void An_entry_that_lost_its_content_without_a_word_is_a_fault()
    {
        using (var store = Filled(5)) store.Erase([2], Saying(2));
        Assert.Null(SqliteJournal.Verify(Journal).Fault);
        using (var database = JournalDatabase.Open(Journal, writable: true)) JournalDatabase.Execute(database, "UPDATE entries SET secret = NULL, sealed = NULL WHERE number = 4");
        var fault = SqliteJournal.Verify(Journal).Fault!;
        Assert.Equal((FaultKind.Erasure, 4), (fault.Kind, fault.First));
    }

    [Fact]
    public void Content_that_was_put_back_after_its_erasure_is_a_fault()
    {
        using (var store = Filled(5)) store.Append([Encoding.UTF8.GetBytes("{}")]);
        File.Copy(Path.Combine(Journal, JournalDatabase.FileName), folder["before.db"]);
        using (var store = Filled(0)) store.Erase([2, 4], Saying(2, 4));
        using (var database = JournalDatabase.Open(Journal, writable: true))
        {
            JournalDatabase.Execute(database, $"ATTACH '{folder["before.db"]}' AS before");
            JournalDatabase.Execute(database, "UPDATE main.entries SET (secret, sealed) = (SELECT secret, sealed FROM before.entries WHERE number = 4) WHERE number = 4");
        }
        var fault = SqliteJournal.Verify(Journal).Fault!;
        Assert.Equal((FaultKind.Erasure, 4), (fault.Kind, fault.First));
        Assert.Contains("its content is there", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public void What_says_that_an_entry_was_erased_stands_after_it()
    {
        using (var store = Filled(2))
        {
            store.Append([Saying(4)]);
            store.Append([Encoding.UTF8.GetBytes("{}")]);
        }
        using (var database = JournalDatabase.Open(Journal, writable: true)) JournalDatabase.Execute(database, "UPDATE entries SET secret = NULL, sealed = NULL WHERE number = 4");
        Assert.Equal(FaultKind.Erasure, SqliteJournal.Verify(Journal).Fault!.Kind);
    }

    [Fact]
    public void What_is_not_there_cannot_be_erased_and_a_reader_erases_nothing()
    {
        using (var store = Filled(2))
        {
            Assert.Throws<JournalException>(() => store.Erase([3], Saying(3)));
            Assert.Throws<JournalException>(() => store.Erase([0], Saying(1)));
            Assert.Equal(2, store.Head.Size);
        }
        using var reading = SqliteJournal.OpenForReading(Journal);
        Assert.Throws<InvalidOperationException>(() => reading.Erase([1], Saying(1)));
    }

    private SqliteJournal Filled(int entries, Func<int, int>? length = null)
    {
        var store = SqliteJournal.OpenOrCreate(Journal, random.NextBytes);
        foreach (var batch in Enumerable.Range(1, entries).Chunk(37))
            store.Append([.. batch.Select(n => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"{{\"n\":{n},\"text\":\"{new string('x', length?.Invoke(n) ?? 30)}\"}}"))]);
        return store;
    }

    private static ReadOnlyMemory<byte> Saying(params long[] entries) =>
        new Erasure([.. entries.Order()], "asked for", Instant.FromUtc(2026, 1, 5, 0, 0)).Encode();

    /// <summary>Which of these stand in any file of the journal.</summary>
    private List<bool> Found(IEnumerable<byte[]> traces)
    {
        var seen = folder["seen"];
        // Read by another process: closing a file in this one takes back SQLite's locks on it.
        using (var copy = Process.Start("cp", ["-rT", Journal, seen])) copy.WaitForExit();
        var files = Directory.GetFiles(seen).Select(File.ReadAllBytes).ToArray();
        Assert.True(files.Length >= 3);
        Directory.Delete(seen, recursive: true);
        return [.. traces.Select(trace => files.Any(file => file.AsSpan().IndexOf(trace) >= 0))];
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_log_in_which_somebody_else_has_written_meanwhile_is_left_as_it_is()
    {
        using var store = SqliteJournal.OpenOrCreate(folder.Path, random.NextBytes);
        store.Append([Encoding.UTF8.GetBytes("{\"body\":{},\"kind\":\"made-up\"}")]);
        var log = Path.Combine(folder.Path, JournalDatabase.FileName + "-wal");
        using var connection = JournalDatabase.Open(folder.Path, writable: true);
        var before = File.ReadAllBytes(log);
        Assert.NotEmpty(before);
        Assert.False(LogEraser.Run(connection, folder.Path, () => false));
        Assert.Equal(before, File.ReadAllBytes(log));
        Assert.True(LogEraser.Run(connection, folder.Path, () => true));
        Assert.Equal(0, new FileInfo(log).Length);
    }
}
