using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Recheck;
using Truceline.Reports;
using Truceline.Tests.Assessments;
using Truceline.Tests.Incidents;
using Truceline.Tests.Scenarios;

namespace Truceline.Tests.Recheck;

public class RecheckTests
{
    public static TheoryData<string> Scenarios => ScenarioTests.All;

    [Theory, MemberData(nameof(Scenarios))]
    public void The_checker_finds_what_a_scenario_finds(string name)
    {
        var scenario = Scenario.Parse(name, File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", name + ".md")));
        if (scenario.Expected.IsEmpty) return;
        AssertAgree(scenario.Log(), scenario.Agreement(), scenario.AsOf);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void The_checker_finds_what_random_worlds_hold(int part)
    {
        for (var seed = part * 100; seed < part * 100 + 40; seed++)
            AssertAgree(Worlds.Log(Worlds.Reports(seed, 12)), seed % 2 == 0 ? Worlds.Agreement : Worlds.Ceasefire, null, $"seed {seed}");
    }

    /// <summary>Where the checker's own test of a place cannot decide for good, or a share lies at its floor, either of its answers is accepted.</summary>
    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void The_checker_finds_what_random_worlds_of_every_form_hold(int part)
    {
        var accepted = 0;
        for (var seed = part * 50; seed < part * 50 + 3; seed++)
        {
            var log = Worlds.Log(FormWorlds.Reports(seed, 24));
            var verification = Check.Of(AssessmentJson.Write(Assessor.Assess(log, FormWorlds.Agreement, FusionRules.Default, null)), log, FormWorlds.Agreement, null);
            Assert.True(verification.Doubts.IsEmpty, $"seed {seed}: {string.Join('\n', verification.Doubts.Take(6))}");
            accepted += verification.Accepted.Length > 0 ? 1 : 0;
        }
        Assert.InRange(accepted, 0, 2);
    }

    /// <summary>Incidents with their reasons, where sectors, bearings and decisions crowd a small place and a few hours.</summary>
    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void The_checker_groups_what_fusion_groups(int part)
    {
        var (wide, open, crowded) = (0, 0, 0);
        for (var seed = part * 1000; seed < part * 1000 + 40; seed++)
        {
            var history = new FusionFoldTests.History(seed);
            for (var step = 0; step < 5; step++) history.Step();
            var sightings = history.Standing.Select(Sighting.Of).OfType<Sighting>().OrderBy(one => one.Id).ToImmutableArray();
            var rules = FusionFoldTests.RulesOf(seed);
            var fused = Fusion.Fuse(history.Standing, rules, history.Decisions);
            var grouped = new Groups(sightings, rules, history.Decisions).Incidents();
            Assert.Equal(fused.Select(Sentences), grouped.Select(Sentences));
            wide += fused.Sum(one => one.Reasons.Count(reason => reason is Grouping.JoinedWide));
            open += fused.Sum(one => one.Reasons.Count(reason => reason is Grouping.LeftOpen));
            crowded += fused.Count(one => one.Reasons.Any(reason => reason is Grouping.TooMany));
        }
        Assert.True(wide > 10 && open > 10 && crowded > 3, $"{wide} joined as wide, {open} left open, {crowded} in a crowd");
    }

    /// <summary>On tangents of one circle: nearly all of them cross each other, and no place is near to all.</summary>
    [Fact]
    public void Bearings_that_cross_each_other_at_no_one_place_are_left_open_by_fusion_at_once_in_a_stream_and_by_the_checker()
    {
        var (middle, noon) = (new Position(48, 38), Instant.FromUtc(2025, 12, 10, 12, 0));
        var log = Worlds.Log([.. Enumerable.Range(0, 20).Select(i => Report.Of("Observer Mission", $"{i}", new Observation
        {
            Occurred = new Interval(noon, noon), Means = Means.Seen, Act = Act.Fire,
            Where = new Place(null, new Region.Sector(
                Geodesic.Direct(Geodesic.Direct(middle, 18 * i + 90, new(2_300)), 18 * i + 180, new(9_000)), 18 * i, 1, Metres.Zero, new(19_000))),
        }))]).Reports;
        var fused = Fusion.Fuse(log, FusionRules.Default);
        var grouped = new Groups([.. log.Select(Sighting.Of).OfType<Sighting>().OrderBy(one => one.Id)], FusionRules.Default, GroupingDecisions.None).Incidents();
        Assert.Equal(20, fused.Length);
        Assert.All(fused, incident => Assert.Contains(incident.Reasons, reason => reason is Grouping.LeftOpen { Why: Ambiguity.Crowd }));
        Assert.Equal(fused.Select(Sentences), grouped.Select(Sentences));
        var fold = new FusionFold(FusionRules.Default);
        foreach (var part in log.Chunk(7)) fold.Update(part, [], GroupingDecisions.None);
        Assert.Equal(fused.Select(Sentences), fold.Incidents.Select(Sentences));
    }

    /// <summary>Time goes with what is looked at. What lies far off is not walked along, nor what crosses, and a straight edge beside another is bounded by its ends.</summary>
    [Theory]
    [InlineData("tangents", 40_000), InlineData("star", 12_000), InlineData("wide tangents", 60_000), InlineData("side by side", 200_000), InlineData("fan", 700_000)]
    public void What_the_checker_looks_at_for_sixty_bearings_stays_small(string shape, long most)
    {
        var (middle, noon) = (new Position(48, 38), Instant.FromUtc(2025, 12, 10, 12, 0));
        var sightings = Worlds.Log([.. Enumerable.Range(0, 60).Select(i => Report.Of("Observer Mission", $"{i}", new Observation
        {
            Occurred = new Interval(noon, noon), Means = Means.Seen, Act = Act.Fire, Where = new Place(null, Bearing(i)),
        }))]).Reports.Select(Sighting.Of).OfType<Sighting>().OrderBy(one => one.Id).ToImmutableArray();
        var groups = new Groups(sightings, FusionRules.Default, GroupingDecisions.None);
        Assert.Equal(Fusion.Fuse(sightings.Select(one => one.Report), FusionRules.Default).Select(Sentences), groups.Incidents().Select(Sentences));
        Assert.InRange(groups.Looked, 1, most);

        Region.Sector Bearing(int i) => shape switch
        {
            "tangents" => Tangent(i, 2_300),
            "wide tangents" => Tangent(i, 7_000),
            "star" => Tangent(i, 0),
            "fan" => new(middle, 5.9 * i + 0.01 * i * i, 1, new(500), new(15_000)),
            _ => new(Geodesic.Direct(middle, 90, new(150 * i)), 0, 0.5, Metres.Zero, new(19_000)),
        };
        Region.Sector Tangent(int i, double radius) =>
            new(Geodesic.Direct(Geodesic.Direct(middle, 6 * i + 90, new(radius)), 6 * i + 180, new(9_000)), 6 * i, 1, Metres.Zero, new(19_000));
    }

    private static string Sentences(Incident incident) =>
        $"{incident.Id} {string.Join(',', incident.Sightings.Select(one => one.Id))} {incident.Occurred} {incident.Count}: {string.Join("; ", incident.Reasons.Select(reason => $"{Grouping.Order(reason)} {reason.Sentence()}"))}";

    private static void AssertAgree(ReportLog log, Agreement agreement, Instant? asOf, string where = "")
    {
        var assessment = Assessor.Assess(log, agreement, FusionRules.Default, asOf);
        var verification = Check.Of(AssessmentJson.Write(assessment), log, agreement, asOf);
        Assert.True(verification.Doubts.IsEmpty, $"{where}: {string.Join('\n', verification.Doubts.Take(6))}");
        Assert.Empty(verification.Accepted);
        Assert.Equal(assessment.Findings.Length, verification.Findings);
    }
}
