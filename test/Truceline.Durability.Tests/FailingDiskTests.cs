namespace Truceline.Durability.Tests;

/// <summary>The disk answers with an error, at each sync and at each write of a scripted run.</summary>
public sealed class FailingDiskTests : IDisposable
{
    private const int Told = 3;

    private readonly TemporaryFolder folder = TemporaryFolder.OnDisk();
    private readonly Random random = new(61);
    private int told;
    private int harmless;

    [Theory]
    [InlineData("fsync", "EIO")]
    [InlineData("fsync", "ENOSPC")]
    [InlineData("fdatasync", "EIO")]
    [InlineData("pwrite64", "ENOSPC")]
    public void A_writer_whose_disk_fails_says_so_and_takes_no_more_and_the_journal_goes_on_when_it_is_opened_again(string call, string error)
    {
        var nth = 1;
        while (Try(call, nth, error)) nth++;
        TestContext.Current.TestOutputHelper!.WriteLine($"{error} at each of {nth - 1} calls of {call}: {told} times the writer stopped and said so, {harmless} times nothing was at stake; 0 false acknowledgements");
        Assert.True(told > 1, "nothing was tried");
    }

    /// <summary>False: the run makes fewer calls than that.</summary>
    private bool Try(string call, int nth, string error)
    {
        var which = $"{call} {nth} with {error}";
        var (trace, disk) = (folder["trace"], folder[$"{call}-{nth}"]);
        var directory = Path.Combine(disk, "journal");
        Directory.CreateDirectory(disk);
        var run = WriterProcess.RunUnder(FailingDisk.Traced(trace, call, nth, error), directory, FailingDisk.Script);
        Assert.False(run.Acknowledged.AcceptedAfterFailure, $"{which}: it took entries after it had failed");
        if (!File.ReadLines(trace).Any(line => line.EndsWith("(INJECTED)", StringComparison.Ordinal))) return false;
        if (run.Status == Told)
        {
            told++;
            Assert.Contains(folder.Path, run.Error, StringComparison.Ordinal); // the place
        }
        else
        {
            harmless++;
            Assert.True(run is { Status: 0, Acknowledged.Ended: true }, $"{which}: status {run.Status}, {run.Error}");
        }
        AssertNothingIsLost(which, directory, run.Acknowledged);
        // Where the writer went on, what failed must not have mattered; where it stopped, a sync may have failed in part.
        if (run.Status != Told || call != "pwrite64") AssertNothingIsLostWithThePower(which, trace, disk);
        return true;
    }

    private void AssertNothingIsLost(string which, string directory, Acknowledged acknowledged)
    {
        var fault = Soundness.Fault(directory, acknowledged, random);
        Assert.True(fault is null, $"{which}: {fault}");
    }

    /// <summary>What was acknowledged after an error is on the disk, too: the error was not only overlooked.</summary>
    private void AssertNothingIsLostWithThePower(string which, string trace, string disk)
    {
        var recorded = new Recorded(SystemCalls.Read(trace), disk);
        using var memory = TemporaryFolder.InMemory();
        var moments = Enumerable.Range(0, Extent.Of(12, 100)).Select(_ => random.Next(recorded.Moments)).Order().ToArray();
        foreach (var state in recorded.StatesAt(moments, memory))
            AssertNothingIsLost($"{which}, then the power was lost at moment {state.Moment}", Path.Combine(state.Path, "journal"), state.Acknowledged);
    }

    public void Dispose() => folder.Dispose();
}
