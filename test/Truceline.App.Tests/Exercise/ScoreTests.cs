using Truceline.Benchmarks;
using Truceline.Incidents;

namespace Truceline.App.Tests.Exercise;

/// <summary>How right fusion is, on exercises whose truth is known.</summary>
public sealed class ScoreTests
{
    /// <summary>Who makes one worse has to say why; who makes one better raises it.</summary>
    [Fact]
    public void Fusion_is_no_less_right_than_it_was()
    {
        var all = new FusionScore();
        for (ulong seed = 1; seed <= 3; seed++)
        {
            var score = FusionScore.Of(ScoredExercise.Of(Exercised.Folder, seed), FusionRules.Default);
            Assert.Contains(score.Row($"{seed}"), Page, StringComparison.Ordinal);
            all.Add(score);
        }
        Assert.InRange(all.Precision, 0.90, 1);
        Assert.InRange(all.Recall, 0.985, 1);
        Assert.InRange(all.LeftOpen, 0, 0.01);
        Assert.Equal(1, all.CountRight);
        Assert.InRange(all.CountError, 0, 0.07);
    }

    [Fact]
    public void The_page_has_the_table_that_the_benchmark_wrote()
    {
        var written = File.ReadAllText(Path.Combine(Needs.Root, "bench", "results", "debian-12-epyc-2-cores", "score.md"));
        Assert.Contains(written[written.IndexOf("| seed", StringComparison.Ordinal)..].TrimEnd(), Page, StringComparison.Ordinal);
    }

    private static string Page => File.ReadAllText(Path.Combine(Needs.Root, "docs", "explanation", "how-fusion-works.md"));
}
