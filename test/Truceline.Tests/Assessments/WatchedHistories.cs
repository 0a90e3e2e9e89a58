using System.Text;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;
using Truceline.Tests.Scenarios;

namespace Truceline.Tests.Assessments;

/// <summary>Records in which coverage, denials and breaches come in, are corrected and taken back, one entry after the other.</summary>
public class WatchedHistories
{
    private static readonly Instant Begin = Instant.FromUtc(2015, 2, 14, 22, 0);

    [Theory]
    [InlineData("more-than-two-in-a-day")]
    [InlineData("quiet-that-cameras-confirm")]
    [InlineData("each-while-the-other-is-kept")]
    public void What_is_kept_as_the_record_goes_on_is_what_the_whole_record_gives(string scenario)
    {
        var agreement = Scenario.Parse(scenario, File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", scenario + ".md"))).Agreement();
        var outcomes = new HashSet<Outcome>();
        for (var seed = 0; seed < 40; seed++)
        {
            var fold = new FindingFold(agreement, FusionRules.Default, null);
            var entries = new List<Entry>();
            foreach (var bytes in History(new Random(seed)))
            {
                entries.Add(new Entry(entries.Count + 1, default, bytes));
                var log = ReportLog.Fold(entries);
                fold.Update(log);
                var whole = Assessor.Assess(log, agreement, FusionRules.Default, null);
                Assert.Equal(Encoding.UTF8.GetString(AssessmentJson.Write(whole)), Encoding.UTF8.GetString(AssessmentJson.Write(fold.Snapshot())));
                outcomes.UnionWith(whole.Findings.Where(finding => finding.Key.Occasion is Occasion.OfDay).Select(finding => finding.Outcome));
            }
        }
        Assert.Contains(Outcome.Kept, outcomes);
        Assert.Contains(Outcome.KeptButUnseen, outcomes);
    }

    /// <summary>The entries of such a record; the same seed, the same record.</summary>
    internal static IEnumerable<Entry> Entries(int seed) => History(new Random(seed)).Select((bytes, i) => new Entry(i + 1, default, bytes));

    private static IEnumerable<byte[]> History(Random random)
    {
        var known = new HashSet<ReportId>();
        for (var i = 0; i < 14; i++)
        {
            var content = known.Count > 0 && random.Next(6) == 0 ? new Withdrawal("a mistake") : Content(random);
            var report = Report.Of("Observer Mission", FormattableString.Invariant($"r{random.Next(10)}"), content, exercise: true);
            if (content is Withdrawal && !known.Contains(report.Id)) continue;
            yield return new ReportEntry(ReportEntry.KindOf(report, !known.Add(report.Id)), report, Begin, null).Encode();
        }
    }

    private static Content Content(Random random)
    {
        var start = Begin + Duration.FromHours(random.Next(0, 120));
        var around = new Place(null, new Region.Disc(new Position(48 + random.NextDouble() * 0.05, 38 + random.NextDouble() * 0.1), new Metres(random.Next(2) == 0 ? 2_000 : 9_000)));
        return random.Next(4) switch
        {
            0 => new Access(AccessStatus.Jammed, new Interval(start, start + Duration.FromHours(random.Next(2) * 5)), around, [], Means.Seen, "camera 1", null),
            1 => new Observation
            {
                Occurred = new Interval(start, start), Where = new Place(null, new Region.Disc(new Position(48.02, 38.03), new Metres(random.Next(2) == 0 ? 100 : 5_000))),
                Act = Act.Fire, Phase = FirePhase.Impact, Means = Means.Camera, By = [new Attribution(random.Next(2) == 0 ? "Side A" : "Side B", AttributionBasis.Seen)],
            },
            _ => new Coverage(CoverageKind.Sensor, "camera 1", new Interval(start, start + Duration.FromHours(random.Next(10, 90))), around, Means.Camera, null),
        };
    }
}
