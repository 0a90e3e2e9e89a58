using System.Globalization;
using System.Text;
using Truceline.Incidents;

namespace Truceline.Benchmarks;

/// <summary>How right fusion is on exercises, whose truth is known. Written to bench/results.</summary>
internal static class ScoreFigures
{
    /// <summary>Scores the seeds from 1 on.</summary>
    public static int Run(TextWriter output, int seeds)
    {
        var root = Path.GetDirectoryName(Record.Find("Truceline.slnx"))!;
        var table = new StringBuilder(FusionScore.Header);
        var (all, narrow) = (new FusionScore(), new FusionScore());
        for (var seed = 1; seed <= seeds; seed++)
        {
            var told = ScoredExercise.Of(Path.Combine(root, "examples", "paris-2025"), (ulong)seed);
            var score = FusionScore.Of(told, FusionRules.Default);
            table.AppendLine(score.Row(string.Create(CultureInfo.InvariantCulture, $"{seed}")));
            all.Add(score);
            narrow.Add(FusionScore.Of(told, FusionRules.Default with { Widest = Geography.Metres.Zero }));
        }
        table.AppendLine(all.Row("all"));
        table.AppendLine(narrow.Row("all, with nothing wide joined"));
        var text = Page(seeds, table.ToString());
        output.Write(text);
        var to = Path.Combine(root, "bench", "results", Machine.Name);
        Directory.CreateDirectory(to);
        File.WriteAllText(Path.Combine(to, "score.md"), text);
        return 0;
    }

    private static string Page(int seeds, string table) => string.Create(CultureInfo.InvariantCulture, $"""
        # How right fusion is
        `dotnet run -c Release --project bench/Truceline.Benchmarks -- score --seeds {seeds}`, on exercises of paris-2025 (*exercise, synthetic*), whose truth is known.
        What the columns mean, and what they do not show, says [how fusion works](../../../docs/explanation/how-fusion-works.md).

        {table}
        """);
}
