using System.Diagnostics;
using System.Globalization;
using System.Text;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Journals;

public sealed class KillTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_writer_killed_at_any_time_loses_nothing_that_it_acknowledged()
    {
        var random = new Random(5);
        for (var round = 0; round < 6; round++)
        {
            // In the first round, in the very making of the journal.
            var acknowledged = RunAndKill(lines: round == 0 ? 0 : random.Next(1, 60), TimeSpan.FromMilliseconds(random.Next(round == 0 ? 150 : 3)));
            if (!SqliteJournal.ExistsIn(folder.Path)) continue;
            Assert.Null(SqliteJournal.Verify(folder.Path).Fault);
            using var store = SqliteJournal.OpenForReading(folder.Path);
            var entries = store.Read(long.MaxValue).ToArray();
            Assert.Equal(store.Head.Size, entries.Length);
            Assert.All(entries, entry => Assert.Equal($"entry {entry.Number}", Encoding.ASCII.GetString(entry.Bytes.Span)));
            foreach (var head in acknowledged.TakeLast(3))
                Assert.Equal(head, MerkleTree.Empty.Append(entries.Take((int)head.Size).Select(entry => Leaf.HashOf(entry.Commitment))).Head);
            if (round > 0) Assert.NotEmpty(acknowledged);
        }
        Assert.True(SqliteJournal.ExistsIn(folder.Path));
    }

    /// <summary>Starts the writer, kills it some time after so many acknowledgements, and gives all that it printed.</summary>
    private List<Head> RunAndKill(int lines, TimeSpan after)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(KillTests).Assembly.Location])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[Appender.Variable] = folder.Path;
        using var writer = Process.Start(start)!;
        var heads = new List<Head>();
        for (var i = 0; i < lines; i++)
            if (Parse(writer.StandardOutput.ReadLine()) is { } head) heads.Add(head);
        // Not a wait for a result: it moves the kill to another point of the writing. Wherever it falls, the test must hold.
        Thread.Sleep(after);
        writer.Kill(); // SIGKILL
        while (writer.StandardOutput.ReadLine() is { } line)
            if (Parse(line) is { } head) heads.Add(head);
        writer.WaitForExit();
        return heads;
    }

    /// <summary>A head, or null for a line that was cut off.</summary>
    private static Head? Parse(string? line) => line is not null && line.EndsWith('.') && line.Split(' ', '.') is [var size, var root, ""]
        ? new Head(long.Parse(size, CultureInfo.InvariantCulture), Hash.Parse(root))
        : null;

    public void Dispose() => folder.Dispose();
}
