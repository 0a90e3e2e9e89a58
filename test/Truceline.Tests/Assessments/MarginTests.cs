using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;
using Truceline.Tests.Scenarios;

namespace Truceline.Tests.Assessments;

/// <summary>
/// How far a finding says that a sighting lies inside. The area's eastern edge is the meridian of 39° E, 746 m from a
/// point at 48° N and 0.01° beside it, as a degree of longitude is 74.6 km there.
/// </summary>
public class MarginTests
{
    private const double Beside = 746;

    private static readonly Agreement Agreement =
        Scenario.Parse("which-end-and-which-side", File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", "which-end-and-which-side.md"))).Agreement();

    [Theory]
    // Inside by the distance to the edge less the radius of uncertainty; negative as soon as a part may lie outside.
    [InlineData("effect", Act.Fire, FirePhase.Impact, 38.99, 0, Outcome.Breached, Beside)]
    [InlineData("effect", Act.Fire, FirePhase.Impact, 38.99, 100, Outcome.Breached, Beside - 100)]
    [InlineData("effect", Act.Fire, FirePhase.Impact, 38.99, 1500, Outcome.CannotRule, Beside - 1500)]
    [InlineData("effect", Act.Fire, FirePhase.Impact, 39.01, 1500, Outcome.CannotRule, -Beside - 1500)]
    [InlineData("origin", Act.Fire, FirePhase.Outgoing, 38.99, 100, Outcome.Breached, Beside - 100)]
    // Of what is prohibited outside, the outside is what it lies in.
    [InlineData("stay", Act.Station, null, 39.01, 0, Outcome.Breached, Beside)]
    [InlineData("stay", Act.Station, null, 39.01, 100, Outcome.Breached, Beside - 100)]
    [InlineData("stay", Act.Station, null, 39.01, 1500, Outcome.CannotRule, Beside - 1500)]
    [InlineData("stay", Act.Station, null, 38.99, 1500, Outcome.CannotRule, -Beside - 1500)]
    public void A_margin_is_what_the_whole_region_of_uncertainty_keeps(
        string clause, Act act, FirePhase? phase, double longitude, int radius, Outcome outcome, double metres)
    {
        var finding = Find(clause, Seen("one", act, phase, longitude, radius));
        Assert.Equal(outcome, finding.Outcome);
        Assert.NotNull(finding.Margin);
        Assert.InRange(finding.Margin.Value.Value, metres - 1, metres + 1);
    }

    [Fact]
    public void Where_one_end_is_not_known_there_is_no_margin() =>
        Assert.Null(Find("effect", Seen("one", Act.Fire, FirePhase.Outgoing, 38.99, 100)).Margin);

    [Fact]
    public void Of_several_sightings_the_one_that_places_it_best_gives_the_margin()
    {
        var finding = Find(
            "effect", Seen("coarse", Act.Fire, FirePhase.Impact, 38.99, 1500), Seen("fine", Act.Fire, FirePhase.Impact, 38.99, 100), Seen("middling", Act.Fire, FirePhase.Impact, 38.99, 700));
        Assert.InRange(finding.Margin!.Value.Value, Beside - 101, Beside - 99);
    }

    private static Finding Find(string clause, params Report[] reports)
    {
        var assessment = Assessor.Assess(Worlds.Log(reports), Agreement, FusionRules.Default, null);
        return Assert.Single(assessment.Findings, finding => finding.Key.Clause == clause && finding.Key.Occasion is Occasion.OfIncident);
    }

    private static Report Seen(string name, Act act, FirePhase? phase, double longitude, int radius)
    {
        var at = Instant.FromUtc(2015, 2, 16, 8, 0);
        return Report.Of("Observer Mission", name, new Observation
        {
            Occurred = new Interval(at, at),
            Where = new Place(null, new Region.Disc(new Position(48, longitude), new Metres(radius))),
            Act = act,
            Phase = phase,
            By = [new Attribution("Side A", AttributionBasis.Seen)],
            Means = Means.Camera,
        });
    }
}
