namespace Truceline.Durability.Tests;

/// <summary>
/// The power is lost at any moment of a run whose system calls were recorded. Of what was not synced then, each sector is
/// kept, dropped or torn by itself, so that writes are found in any order; names of files likewise.
/// </summary>
public sealed class PowerLossTests : IDisposable
{
    // Opened four times, with an end in between, when the log is copied into the database; enough for it to be copied while it grows, too.
    private static readonly string[] Script =
        ["open", "append:1", "append:4", "append:40", "open", "times:25", "append:150", "publish", "open", "times:12", "erase:5", "append:400", "publish", "times:150", "append:300", "times:20", "open", "times:6"];

    private readonly TemporaryFolder folder = TemporaryFolder.OnDisk();

    [Fact]
    public void A_loss_of_power_takes_nothing_that_was_acknowledged()
    {
        var outcome = Lose(Extent.Of(2_000, 10_000), ["seed:3", .. Script]);
        TestContext.Current.TestOutputHelper!.WriteLine(outcome.ToString());
        Assert.Equal([], outcome.Faults.Take(5));
        Assert.True(outcome.WithSomethingUnsynced > outcome.States / 4, $"in too few states was anything at stake: {outcome}");
    }

    [Fact]
    public void Without_a_sync_for_each_commit_acknowledged_entries_are_lost_so_this_test_can_see_a_loss()
    {
        var outcome = Lose(Extent.Of(300, 2_000), ["normal", "seed:3", .. Script]);
        TestContext.Current.TestOutputHelper!.WriteLine(outcome.ToString());
        Assert.True(outcome.Lost > outcome.States / 4, $"the negative control lost too little: {outcome}");
        Assert.Equal(outcome.Faults.Count, outcome.Lost); // nothing is altered even so
    }

    private Outcome Lose(int states, string[] steps)
    {
        var (trace, directory) = (folder["trace"], folder["disk"]);
        Directory.CreateDirectory(directory);
        var run = WriterProcess.RunUnder(SystemCalls.Options(trace), Path.Combine(directory, "journal"), steps);
        Assert.True(run.Acknowledged.Ended, run.Error);
        var recorded = new Recorded(SystemCalls.Read(trace), directory);
        var outcome = new Outcome(states);
        using var memory = TemporaryFolder.InMemory();
        var points = new Random(4);
        var chosen = Enumerable.Range(0, states).Select(_ => points.Next(recorded.Moments)).Order().ToArray();
        Parallel.ForEach(recorded.StatesAt(chosen, memory), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, state =>
        {
            var journal = Path.Combine(state.Path, "journal");
            outcome.Add(Soundness.Fault(journal, state.Acknowledged, new Random(state.Number)) is { } fault ? $"state {state.Number}, moment {state.Moment}: {fault}" : null, state.WasWhole);
            Directory.Delete(state.Path, recursive: true);
        });
        return outcome;
    }

    public void Dispose() => folder.Dispose();

    /// <summary>What was found in all states.</summary>
    private sealed class Outcome(int states)
    {
        private readonly Lock gate = new();
        private int whole;

        public int States => states;

        public List<string> Faults { get; } = [];

        public int Lost => Faults.Count(fault => fault.Contains("lost: ", StringComparison.Ordinal)) + Noticed;

        /// <summary>The store itself refuses to go on, because it sees that what was acknowledged is gone.</summary>
        public int Noticed => Faults.Count(fault => fault.Contains("is damaged, and acknowledged entries with it", StringComparison.Ordinal));

        public int WithSomethingUnsynced => states - whole;

        public void Add(string? fault, bool wasWhole)
        {
            lock (gate)
            {
                if (fault is not null) Faults.Add(fault);
                if (wasWhole) whole++;
            }
        }

        public override string ToString() => $"{states} states, in {WithSomethingUnsynced} of them something was not synced; acknowledged entries lost in {Lost} (in {Noticed} the store says so), other faults in {Faults.Count - Lost}";
    }
}
