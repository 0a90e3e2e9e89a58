using System.Text;

namespace Truceline.Durability.Tests;

/// <summary>A traced run, to be cut off at any of its moments.</summary>
internal sealed class Recorded
{
    private readonly SystemCall[] calls;
    private readonly string root;
    private readonly int[] moments;

    public Recorded(IEnumerable<SystemCall> all, string root)
    {
        this.root = root;
        var disk = new TracedDisk(root);
        var kept = new List<SystemCall>();
        var changing = new List<int>();
        foreach (var call in all)
        {
            kept.Add(call);
            // The moment after each change, and after each word of the writer: that is when something is at stake.
            if (disk.Do(call) || IsWord(call)) changing.Add(kept.Count);
        }
        calls = [.. kept];
        moments = [.. changing];
    }

    /// <summary>The number of moments at which the power can be lost.</summary>
    public int Moments => moments.Length;

    /// <summary>A folder as it may be found after the power was lost.</summary>
    public sealed record State(int Number, int Moment, string Path, Acknowledged Acknowledged, bool WasWhole);

    /// <summary>States at moments in ascending order; the folders are made in the order of the enumeration.</summary>
    public IEnumerable<State> StatesAt(IEnumerable<int> ascending, TemporaryFolder memory)
    {
        var disk = new TracedDisk(root);
        var said = new StringBuilder();
        var (done, number) = (0, 0);
        foreach (var moment in ascending)
        {
            for (; done < moments[moment]; done++)
            {
                disk.Do(calls[done]);
                if (IsWord(calls[done])) said.Append(calls[done].Text(1));
            }
            number++;
            var fate = new Fate(new Random(number));
            var path = memory[$"{number}"];
            disk.Root.AfterLoss(fate, path);
            yield return new(number, moment, path, Acknowledged.Of(WriterProcess.WholeLines(said.ToString())), !disk.HasUnsynced);
        }
    }

    private static bool IsWord(SystemCall call) => call.Name == "write" && call.Arguments[0] == "1";
}
