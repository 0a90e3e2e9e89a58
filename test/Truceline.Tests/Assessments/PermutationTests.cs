using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Tests.Assessments;

/// <summary>Histories that came in in another order. The seed of one that fails is in the message.</summary>
public partial class PermutationTests(ITestOutputHelper output)
{
    private const int Parts = 4;
    private const int Cases = 3_000;

    private static readonly Instant Middle = Instant.FromUtc(2015, 2, 16, 0, 0);

    /// <summary>
    /// In any order, each report any number of times, taken in by and by: the findings are those of the whole journal in that order,
    /// and those of the first order in everything but the numbers of entries.
    /// </summary>
    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void The_order_in_which_a_history_came_in_changes_only_the_numbers_of_its_entries(int part)
    {
        var (moved, repeated, decided, erased, findings) = (0, 0, 0, 0, 0);
        for (var seed = 10_000 + part; seed < 10_000 + Cases; seed += Parts)
        {
            var agreement = Histories.Agreements[seed % Histories.Agreements.Length];
            var asOf = seed % 5 == 0 ? (Instant?)Middle : null;
            var entries = Histories.Of(agreement, seed, 12);
            var mixed = Histories.Permuted(entries, seed);
            var where = $"{agreement.Id}, seed {seed}";

            var (fold, log, random) = (new FindingFold(agreement, FusionRules.Default, asOf), ReportLog.Empty, new Random(seed));
            for (var at = 0; at < mixed.Length;)
            {
                var next = Math.Min(mixed.Length, at + 1 + random.Next(4));
                log = log.With(mixed[at..next]);
                fold.Update(log);
                at = next;
            }
            var whole = Assessor.Assess(ReportLog.Fold(mixed), agreement, FusionRules.Default, asOf);
            FindingFoldTests.AssertSame(AssessmentJson.Write(whole), AssessmentJson.Write(fold.Snapshot()), where);
            var first = Assessor.Assess(ReportLog.Fold(entries), agreement, FusionRules.Default, asOf);
            FindingFoldTests.AssertSame(WithoutNumbers(first), WithoutNumbers(whole), where + ", in another order");

            findings += whole.Findings.Length;
            moved += entries.Zip(mixed).Any(pair => !pair.First.Bytes.Span.SequenceEqual(pair.Second.Bytes.Span)) ? 1 : 0;
            repeated += mixed.Length > entries.Length ? 1 : 0;
            erased += log.Erased.IsEmpty ? 0 : 1;
            decided += GroupingDecisions.Of(log).All.Any(one => one.Reports.Length > 1) ? 1 : 0;
        }
        output.WriteLine($"{Cases / Parts} histories: {moved} in another order, {repeated} with more doubles, {decided} with decisions, {erased} with erasures; {findings} findings");
        // What is asked of so few says nothing.
        Assert.All([moved * 10 / 9, repeated * 2, decided * 4, erased * 4], number => Assert.True(number > Cases / Parts, output.Output));
    }

    private static byte[] WithoutNumbers(Assessment assessment) => Encoding.UTF8.GetBytes(Numbers().Replace(Encoding.UTF8.GetString(AssessmentJson.Write(assessment)), ""));

    [GeneratedRegex(@"""entries"": \[[^\]]*\],?\s*|""at-entry"": \d+,|(?<=\bentry )\d+")]
    private static partial Regex Numbers();
}
