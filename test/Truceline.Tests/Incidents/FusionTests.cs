using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;
using Truceline.Tests.Assessments;

namespace Truceline.Tests.Incidents;

public class FusionTests
{
    private static readonly Instant Noon = Instant.FromUtc(2015, 2, 16, 12, 0);
    private static readonly Position Here = new(48.0, 38.0);

    private static Report Seen(string id, double minutes, double metresEast, Observation? like = null, double lasting = 0, double within = 0) =>
        Report.Of("Observer Mission", id, (like ?? new Observation { Occurred = default, Where = new Place(null, new Region.Anywhere()), Means = Means.Seen, Act = Act.Fire }) with
        {
            Occurred = new Interval(Noon + Duration.FromMinutes(minutes), Noon + Duration.FromMinutes(minutes + lasting)),
            Where = new Place(null, new Region.Disc(Geodesic.Direct(Here, 90, new Metres(metresEast)), new Metres(within))),
        });

    private static string[] Groups(params Report[] reports) =>
    [
        .. Fusion.Fuse(Worlds.Log(reports).Reports, FusionRules.Default)
            .Select(incident => string.Join('+', incident.Sightings.Select(sighting => sighting.Report.Report.OwnId).Order(StringComparer.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void Neighbours_join_up_to_the_gap_and_the_pause_and_no_further()
    {
        Assert.Equal(["a+b"], Groups(Seen("a", 0, 0), Seen("b", 60, 0)));
        Assert.Equal(["a", "b"], Groups(Seen("a", 0, 0), Seen("b", 60.1, 0)));
        Assert.Equal(["a+b"], Groups(Seen("a", 0, 0), Seen("b", 0, 2000)));
        Assert.Equal(["a", "b"], Groups(Seen("a", 0, 0), Seen("b", 0, 2000.01)));
        Assert.Equal(["a+b"], Groups(Seen("a", 0, 0, within: 500), Seen("b", 0, 2999, within: 500)));
    }

    [Fact]
    public void A_chain_that_grows_too_long_is_cut_at_its_largest_gap_and_says_so()
    {
        // 0, 50, 100, 159, 200 and 250 minutes: over three hours in all; the pause of 59 minutes is the largest.
        var reports = new[] { 0.0, 50, 100, 159, 200, 250 }.Select((minutes, i) => Seen($"{i}", minutes, 0)).ToArray();
        Assert.Equal(["0+1+2", "3+4+5"], Groups(reports));
        var incidents = Fusion.Fuse(Worlds.Log(reports).Reports, FusionRules.Default);
        Assert.All(incidents, incident => Assert.Single(incident.Reasons, reason => reason is Grouping.Split split && split.Pause == Duration.FromMinutes(59)));
        Assert.All(incidents, incident => Assert.Equal(2, incident.Reasons.Count(reason => reason is Grouping.Joined)));
    }

    [Fact]
    public void A_row_of_neighbours_that_reaches_too_far_is_cut()
    {
        // 1.5 km steps: four gaps make 6 km, more than the 5 km of one incident.
        Assert.Equal(["0+1", "2+3+4"], Groups(Seen("0", 0, 0), Seen("1", 0, 1500), Seen("2", 0, 3100), Seen("3", 0, 4600), Seen("4", 0, 6100)));
    }

    [Fact]
    public void What_excludes_each_other_is_never_in_one_incident_even_if_a_third_fits_both()
    {
        var mortar = new Observation { Occurred = default, Where = new Place(null, new Region.Anywhere()), Means = Means.Seen, Act = Act.Fire, What = "mortar" };
        var unknown = mortar with { What = null };
        Assert.Equal(["a+x", "b"], Groups(Seen("a", 0, 0, mortar), Seen("x", 0, 100, unknown), Seen("b", 0, 250, mortar with { What = "tank" })));
        Assert.Equal(["a", "b"], Groups(Seen("a", 0, 0, mortar), Seen("b", 0, 0, mortar with { Act = Act.Station })));
        Assert.Equal(["a", "b"], Groups(Seen("a", 0, 0, mortar with { Phase = FirePhase.Outgoing }), Seen("b", 0, 0, mortar with { Phase = FirePhase.Impact })));
        Assert.Equal(["a", "b"], Groups(Seen("a", 0, 0, By("A", AttributionBasis.Seen)), Seen("b", 0, 0, By("B", AttributionBasis.Analysis))));
        Assert.Equal(["a+b"], Groups(Seen("a", 0, 0, By("A", AttributionBasis.Seen)), Seen("b", 0, 0, By("B", AttributionBasis.Claim))));

        Observation By(string actor, AttributionBasis basis) => mortar with { By = [new Attribution(actor, basis)] };
    }

    [Fact]
    public void What_is_known_too_coarsely_stands_alone_and_says_why()
    {
        var incidents = Fusion.Fuse(Worlds.Log([Seen("a", 0, 0), Seen("day", 0, 0, lasting: 1440), Seen("wide", 0, 0, within: 2501)]).Reports, FusionRules.Default);
        Assert.Equal(3, incidents.Length);
        var reasons = incidents.SelectMany(incident => incident.Reasons).Select(reason => reason.Sentence()).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(["stands alone: its place is known only to within 2.5 km", "stands alone: its time is known only to within 24 hours"], reasons);
    }

    [Fact]
    public void Counts_of_several_observers_combine_and_never_add_up()
    {
        Report Count(string id, int least, int? most) => Seen(id, 0, 0, new Observation
        {
            Occurred = default, Where = new Place(null, new Region.Anywhere()), Means = Means.Heard, Act = Act.Fire, Count = new CountBounds(least, most),
        });
        CountBounds? Of(params Report[] reports) => Assert.Single(Fusion.Fuse(Worlds.Log(reports).Reports, FusionRules.Default)).Count;
        Assert.Equal(new CountBounds(12, 20), Of(Count("a", 10, 14), Count("b", 12, 20)));
        Assert.Equal(new CountBounds(12, null), Of(Count("a", 10, null), Count("b", 12, 20)));
        Assert.Null(Of(Seen("a", 0, 0)));
    }

    [Fact]
    public void An_incident_is_named_after_its_least_report()
    {
        var incident = Assert.Single(Fusion.Fuse(Worlds.Log([Seen("a", 0, 0), Seen("b", 0, 0)]).Reports, FusionRules.Default));
        Assert.Equal(IncidentId.Of(incident.Sightings.Min(sighting => sighting.Id)), incident.Id);
    }

    [Fact]
    public void A_hail_of_reports_in_one_place_is_fused_without_comparing_each_with_each()
    {
        var random = new Random(5);
        var reports = Enumerable.Range(0, 5_000).Select(i => Seen($"{i}", random.NextDouble() * 60, random.NextDouble() * 2000)).ToArray();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var incidents = Fusion.Fuse(Worlds.Log(reports).Reports, FusionRules.Default);
        Assert.Equal(5_000, Assert.Single(incidents).Sightings.Length);
        // Every pair as a link would take more than 1 GB.
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 400L << 20);
    }

    [Fact]
    public void A_group_across_the_antimeridian_is_one()
    {
        var at = new[] { new Position(10, 179.999), new Position(10, -179.999) };
        var reports = at.Select((position, i) => Report.Of("Observer Mission", $"{i}", new Observation
        {
            Occurred = new Interval(Noon, Noon), Where = new Place(null, new Region.Disc(position, Metres.Zero)), Means = Means.Seen,
        }));
        Assert.Single(Fusion.Fuse(Worlds.Log(reports).Reports, FusionRules.Default));
    }
}
