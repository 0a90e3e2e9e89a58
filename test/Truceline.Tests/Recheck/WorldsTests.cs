using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Recheck;
using Truceline.Tests.Assessments;

namespace Truceline.Tests.Recheck;

/// <summary>Thousands of small worlds, evaluated naively beside what the product finds. The seed of one that fails is in the message.</summary>
public class WorldsTests(ITestOutputHelper output)
{
    private const int Cases = 2_000;

    /// <summary>What could have been seen is evaluated naively from thousands of places, which takes a hundred times as long as the rest.</summary>
    private const int WatchedIn = 40;

    /// <summary>
    /// One or two clauses of every form, a few reports of every kind. Where the naive evaluation cannot decide a place for good, or a share lies at its
    /// floor, either of its answers is accepted. What came out is counted, for worlds in which nothing happens would agree on anything.
    /// </summary>
    [Fact]
    public void A_naive_evaluation_finds_what_thousands_of_worlds_hold()
    {
        var census = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var (accepted, findings) = (0, 0);
        Assert.All(Enumerable.Range(0, Cases).AsParallel().AsOrdered().Select(World), one =>
        {
            Assert.True(one.Doubts.Length == 0, one.Doubts);
            accepted += one.IsAccepted ? 1 : 0;
            findings += one.Found.Length;
            foreach (var found in one.Found.SelectMany(Kinds)) census[found] = census.GetValueOrDefault(found) + 1;
        });
        output.WriteLine($"{Cases} worlds, {findings} findings, {accepted} worlds with one that is accepted\n{string.Join('\n', census.Select(one => $"{one.Value,6} {one.Key}"))}");
        Assert.InRange(accepted, 0, Cases / 100);
        Assert.DoesNotContain(Sought(), one => census.GetValueOrDefault(one) < 5);
    }

    /// <summary>What has to come out now and then, each by its words.</summary>
    private static IEnumerable<string> Sought() =>
    [
        .. Enum.GetValues<Outcome>().Select(one => $"outcome {one.Word()}"), .. Enum.GetValues<Standing>().Select(one => $"standing {one.Word()}"), .. Enum.GetValues<AttributionStatus>().Select(one => $"attribution {one.Word()}"),
        .. typeof(Occasion).GetNestedTypes().Select(one => $"occasion {one.Name}"), .. FormWorlds.Agreement.Clauses.Select(clause => $"clause {clause.Id}"), .. FormWorlds.Agreement.Readings.Keys.Append("none").Select(name => $"reading {name}"),
        .. new[] { "condition holds", "condition open", "condition missing", "coverage enough", "coverage below the floor", "counted verified", "out-of-turn not counted", "turn known", "turn not yet" }.Select(one => $"step {one}"),
    ];

    private static (string Doubts, bool IsAccepted, Finding[] Found) World(int seed)
    {
        var (agreement, log) = (FormWorlds.AgreementOf(seed, isWatched: seed % WatchedIn == 0), Worlds.Log(FormWorlds.Few(seed, 6 + seed % 8, isWatched: seed % WatchedIn == 0)));
        var assessment = Assessor.Assess(log, agreement, FusionRules.Default, null);
        var verification = Check.Of(AssessmentJson.Write(assessment), log, agreement, null);
        return (verification.Doubts.IsEmpty ? "" : $"seed {seed}: {string.Join('\n', verification.Doubts.Take(6))}", verification.Accepted.Length > 0, [.. assessment.Findings]);
    }

    private static IEnumerable<string> Kinds(Finding finding) =>
    [
        $"outcome {finding.Outcome.Word()}", finding.Standing is { } standing ? $"standing {standing.Word()}" : "standing none", finding.Attribution is { } who ? $"attribution {who.Word()}" : "attribution none",
        $"occasion {finding.Key.Occasion.GetType().Name}", finding.Key.Reading is null ? "reading none" : $"reading {finding.Key.Reading}", $"clause {finding.Key.Clause}",
        .. finding.Trace.All().Select(step => $"step {step.Predicate} {(int.TryParse(step.Value[..1], out _) ? "number" : step.Value)}").Distinct(),
    ];
}
