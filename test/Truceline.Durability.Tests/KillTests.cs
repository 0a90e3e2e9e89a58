using Truceline.Embedded;

namespace Truceline.Durability.Tests;

/// <summary>The writer is killed (SIGKILL) at any moment, and at each of its writes and syncs.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TemporaryFolder folder = TemporaryFolder.OnDisk();

    [Fact]
    public void A_writer_killed_at_any_moment_has_lost_nothing_that_it_acknowledged()
    {
        var random = new Random(51);
        var (rounds, entries, inTheMidst) = (Extent.Of(200, 1_000), 0L, 0);
        for (var round = 0; round < rounds; round++)
        {
            // A journal is killed some twenty times before the next one is begun, so that checking it stays cheap.
            var directory = folder[$"journal-{round / 20}"];
            var killed = RunAndKill(directory, random);
            var fault = Soundness.Fault(directory, killed, random);
            Assert.True(fault is null, $"round {round}: {fault}");
            entries += killed.Heads.Count == 0 ? 0 : killed.Size - killed.Heads[0].Size + 1;
            if (killed.Heads.Count > 0) inTheMidst++;
        }
        TestContext.Current.TestOutputHelper!.WriteLine($"{rounds} kills, {inTheMidst} of them after an acknowledgement; {entries} entries acknowledged, 0 lost");
        Assert.True(inTheMidst > rounds / 2, $"only {inTheMidst} of {rounds} runs were killed while they wrote");
    }

    [Theory]
    [InlineData("pwrite64")]
    [InlineData("fsync")]
    [InlineData("fdatasync")]
    public void A_writer_killed_at_its_nth_write_or_sync_has_lost_nothing_that_it_acknowledged(string call)
    {
        var random = new Random(52);
        for (var nth = 1; ; nth++)
        {
            var directory = folder[$"{call}-{nth}"];
            var run = WriterProcess.RunUnder(FailingDisk.At(call, nth, "signal=SIGKILL"), directory, FailingDisk.Script);
            var fault = Soundness.Fault(directory, run.Acknowledged, random);
            Assert.True(fault is null, $"{call} {nth}: {fault}");
            if (!run.Acknowledged.Ended) continue;
            TestContext.Current.TestOutputHelper!.WriteLine($"killed at each of {nth - 1} calls of {call}: 0 lost");
            Assert.True(nth > 2, $"the writer calls {call} {nth - 1} times: nothing was tried");
            return;
        }
    }

    private static Acknowledged RunAndKill(string directory, Random random)
    {
        using var writer = WriterProcess.Start(directory, [$"seed:{random.Next()}", "open", "forever"]);
        var said = new List<string>();
        // One in twenty is killed before it said anything: in starting, or in the very making of the journal.
        var lines = random.Next(20) == 0 ? 0 : random.Next(1, 25);
        while (said.Count < lines && writer.StandardOutput.ReadLine() is { } line) said.Add(line);
        // Not a wait for a result: it moves the kill to another point of the writing. Wherever it falls, the test must hold.
        Thread.Sleep(TimeSpan.FromMicroseconds(random.Next(lines == 0 ? 150_000 : 3_000)));
        writer.Kill();
        said.AddRange(WriterProcess.WholeLines(writer.StandardOutput.ReadToEnd()));
        writer.WaitForExit();
        return Acknowledged.Of(said);
    }

    public void Dispose() => folder.Dispose();
}
