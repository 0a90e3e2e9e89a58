using System.Diagnostics;
using System.Text;
using Truceline.Durability.Writer;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.Durability.Tests;

/// <summary>One writes at a time; what is copied meanwhile is a journal that was there; no clock has a say in it.</summary>
public sealed class OneWriterTests : IDisposable
{
    private readonly TemporaryFolder folder = TemporaryFolder.OnDisk();
    private readonly Random random = new(91);

    [Fact]
    public void A_second_writer_is_refused_with_the_name_of_the_first_and_gets_in_at_once_when_that_one_was_killed()
    {
        var directory = folder["journal"];
        using var first = WriterProcess.Start(directory, ["open", "forever"]);
        for (var i = 0; i < 5; i++) first.StandardOutput.ReadLine();
        var refused = Assert.Throws<JournalException>(() => SqliteJournal.OpenOrCreate(directory, random.NextBytes).Dispose());
        Assert.True(refused.IsContended);
        Assert.Contains($"process {first.Id} ", refused.Message, StringComparison.Ordinal);
        // Reading goes on meanwhile.
        using (var reading = SqliteJournal.OpenForReading(directory)) Assert.NotEmpty(reading.Read(3));

        first.Kill();
        first.WaitForExit();
        var waited = Stopwatch.StartNew();
        using var next = SqliteJournal.OpenOrCreate(directory, random.NextBytes);
        var size = next.Head.Size;
        Assert.Equal(size + 1, next.Append(Scripted.After(size, 1)).Size);
        TestContext.Current.TestOutputHelper!.WriteLine($"{waited.ElapsedMilliseconds} ms after the first was killed the next had written");
        Assert.True(waited.Elapsed < TimeSpan.FromSeconds(1.5), $"the next had to wait {waited.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task A_backup_made_while_another_writes_is_a_journal_that_was_there()
    {
        var directory = folder["journal"];
        using var writer = WriterProcess.Start(directory, ["seed:5", "open", "append:300", "publish", "forever"]);
        var acknowledged = new Acknowledged();
        for (var i = 0; i < 4; i++) acknowledged.Add(writer.StandardOutput.ReadLine()!);
        var rest = Task.Run(writer.StandardOutput.ReadToEnd, TestContext.Current.CancellationToken);
        var backups = new List<(string Folder, Head Head)>();
        using (var journal = SqliteJournal.OpenForReading(directory))
            for (var i = 0; i < 20; i++) backups.Add((folder[$"backup-{i}"], journal.BackupTo(folder[$"backup-{i}"])));
        await Task.Delay(100, TestContext.Current.CancellationToken); // so that the last batch that a backup has is acknowledged, too
        writer.Kill();
        foreach (var line in WriterProcess.WholeLines(await rest)) acknowledged.Add(line);

        foreach (var (backup, head) in backups)
        {
            Assert.Contains(head, acknowledged.Heads);
            Assert.Equal((null, head), (SqliteJournal.Verify(backup).Fault, SqliteJournal.Verify(backup).Head));
            Assert.False(File.Exists(Path.Combine(backup, SigningKey.FileName)), "the private key is in a backup");
            Assert.Null(Soundness.Fault(backup, new(), random));
        }
        var sizes = backups.Select(backup => backup.Head.Size).Distinct().Count();
        TestContext.Current.TestOutputHelper!.WriteLine($"20 backups of {sizes} different sizes, {backups[0].Head.Size} to {backups[^1].Head.Size} entries: each is a head that was acknowledged");
        Assert.True(sizes > 5, "nothing was written meanwhile");
    }

    [Fact]
    public void A_clock_that_jumps_reorders_nothing()
    {
        string[] clock = ["2026-03-01T10:00:00Z", "2019-01-01T00:00:00Z", "2031-12-31T23:59:59Z", "2026-03-01T10:00:01Z", "1970-01-01T00:00:00Z"];
        var directory = folder["journal"];
        var written = new List<string>();
        foreach (var now in clock)
        {
            // Each time by another opening, as by another run of the program; the folder's own times jump, too.
            using var journal = SqliteJournal.OpenOrCreate(directory, random.NextBytes);
            written.Add($$"""{"body":{"exercise":true,"recorded":"{{now}}"},"kind":"exercise-synthetic"}""");
            journal.Append([Encoding.ASCII.GetBytes(written[^1])]);
            journal.Dispose();
            foreach (var file in Directory.GetFiles(directory)) File.SetLastWriteTimeUtc(file, DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture));
        }
        using var read = SqliteJournal.OpenForReading(directory);
        Assert.Equal(written, read.Read(long.MaxValue).Select(entry => Encoding.ASCII.GetString(entry.Bytes.Span)));
        Assert.Null(SqliteJournal.Verify(directory).Fault);
    }

    public void Dispose() => folder.Dispose();
}
