using Microsoft.Data.Sqlite;
using Truceline.Durability.Writer;
using Truceline.Embedded;

namespace Truceline.Durability.Tests;

/// <summary>After an erasure nothing of the entry stands in any file of the journal's folder.</summary>
public sealed class ErasureTests : IDisposable
{
    private static readonly string[] Script = ["seed:7", "open", "append:12", "append:8", "open", "append:6"];

    private readonly TemporaryFolder folder = TemporaryFolder.OnDisk();
    private readonly Random random = new(81);

    [Theory]
    [InlineData(3)] // stands in the database, after the log was copied there
    [InlineData(5)] // and is longer than a page
    [InlineData(18)] // longer than a page, too
    [InlineData(23)] // stands in the log alone
    public void Neither_secret_nor_content_of_an_erased_entry_is_in_any_file(int entry)
    {
        var directory = folder["journal"];
        Assert.True(WriterProcess.Run(directory, Script[..^1]).Acknowledged.Ended);
        using (var journal = SqliteJournal.OpenOrCreate(directory, random.NextBytes))
        {
            journal.Append(Scripted.After(journal.Head.Size, 6));
            var traces = Traces.Of(directory, entry);
            Assert.True(traces.FoundIn(directory) is not null, "before the erasure it must be found, or this test finds nothing");
            var before = journal.Head;
            journal.Erase([entry], Scripted.Erasure(entry));
            Assert.Equal(before.Size + 1, journal.Head.Size);
            Assert.Null(traces.FoundIn(directory));
            journal.Append(Scripted.After(journal.Head.Size, 2));
            Assert.Null(traces.FoundIn(directory));
            journal.Dispose();
            Assert.Null(traces.FoundIn(directory));
        }
        Assert.Null(SqliteJournal.Verify(directory).Fault);
        using var read = SqliteJournal.OpenForReading(directory);
        Assert.Equal([(long)entry], read.Read(long.MaxValue).Where(one => one.IsErased).Select(one => one.Number));
    }

    [Theory]
    [InlineData("pwrite64")]
    [InlineData("fsync")]
    public void An_erasure_killed_at_any_of_its_writes_or_syncs_is_finished_by_erasing_again(string call)
    {
        const int entry = 5;
        var traces = TracesOfTheScript(entry);
        var tried = 0;
        // From the end of the run back to where the erasure begins.
        for (var nth = CallsOf(call); nth > 0; nth--)
        {
            var directory = folder[$"{call}-{nth}"];
            var killed = WriterProcess.RunUnder(FailingDisk.At(call, nth, "signal=SIGKILL"), directory, [.. Script, $"erase:{entry}"]).Acknowledged;
            if (!killed.Erasing.Contains(entry)) break;
            var fault = Soundness.Fault(directory, killed, random);
            Assert.True(fault is null, $"{call} {nth}: {fault}");
            if (killed.Erased.Contains(entry)) Assert.Null(traces.FoundIn(directory));
            using (var journal = SqliteJournal.OpenOrCreate(directory, random.NextBytes)) journal.Erase([entry], Scripted.Erasure(entry));
            Assert.True(traces.FoundIn(directory) is not { } file, $"{call} {nth}: still in {traces.FoundIn(directory)}");
            Assert.Null(SqliteJournal.Verify(directory).Fault);
            tried++;
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"killed at {tried} calls of {call} of an erasure: after erasing again nothing of the entry is found");
        Assert.True(tried > 1, "nothing was tried");
    }

    private Traces TracesOfTheScript(int entry)
    {
        var directory = folder["reference"];
        Assert.True(WriterProcess.Run(directory, Script).Acknowledged.Ended);
        return Traces.Of(directory, entry);
    }

    private int CallsOf(string call)
    {
        var (trace, directory) = (folder["trace"], folder[$"{call}-counted"]);
        var run = WriterProcess.RunUnder(["-o", trace, "-e", $"trace={call}"], directory, [.. Script, "erase:5"]);
        Assert.True(run.Acknowledged.Ended, run.Error);
        return File.ReadLines(trace).Count();
    }

    public void Dispose() => folder.Dispose();

    /// <summary>What would betray an entry: its secret, and its content sealed and plain, in pieces.</summary>
    private sealed class Traces(List<(string What, byte[] Bytes)> pieces)
    {
        private const int Piece = 24;

        public static Traces Of(string directory, long entry)
        {
            using var connection = new SqliteConnection($"Data Source={SqliteJournal.DatabaseIn(directory)};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var query = connection.CreateCommand();
            query.CommandText = "SELECT secret, sealed FROM entries WHERE number = $number";
            query.Parameters.AddWithValue("$number", entry);
            using var row = query.ExecuteReader();
            Assert.True(row.Read());
            var pieces = new List<(string, byte[])> { ("secret", (byte[])row[0]) };
            pieces.AddRange(Cut((byte[])row[1]).Select(piece => ("sealed content", piece)));
            // What every entry says alike is no trace of this one.
            pieces.AddRange(Cut(Scripted.Bytes(entry)[40..^30]).Select(piece => ("content", piece)));
            return new(pieces);
        }

        private static IEnumerable<byte[]> Cut(byte[] bytes) => Enumerable.Range(0, bytes.Length / Piece).Select(i => bytes[(i * Piece)..((i + 1) * Piece)]);

        /// <summary>The first file with any of it, and what; null: it is nowhere.</summary>
        public string? FoundIn(string directory)
        {
            foreach (var file in Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(WriterLock.FileName, StringComparison.Ordinal)))
            {
                var bytes = Copied(file);
                foreach (var (what, piece) in pieces)
                    if (bytes.AsSpan().IndexOf(piece) is >= 0 and var at) return $"{Path.GetFileName(file)}: {what} at byte {at}";
            }
            return null;
        }

        // By another process: who opens and closes a database's file itself loses SQLite's locks on it.
        private static byte[] Copied(string file)
        {
            using var copy = WriterProcess.Start([Needs.Tool("cat"), file]);
            using var bytes = new MemoryStream();
            copy.StandardOutput.BaseStream.CopyTo(bytes);
            copy.WaitForExit();
            return bytes.ToArray();
        }
    }
}
