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
        var incidents = Fusion.Fuse(Worlds.Log([Seen("a", 0, 0), Seen("day", 0, 0, lasting: 1440), Seen("wide", 0, 0, within: 10_001)]).Reports, FusionRules.Default);
        Assert.Equal(3, incidents.Length);
        var reasons = incidents.SelectMany(incident => incident.Reasons).Select(reason => reason.Sentence()).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(["stands alone: its place is known only to within 10.0 km", "stands alone: its time is known only to within 24 hours"], reasons);
    }

    [Fact]
    public void Counts_of_several_observers_combine_and_never_add_up()
    {
        Report Count(string id, int least, int? most) => Seen(id, 0, 0, new Observation
        {
            Occurred = default, Where = new Place(null, new Region.Anywhere()), Means = Means.Heard, Act = Act.Fire, Count = new CountBounds(least, most),
        });
        CountBounds? Of(params Report[] reports) => Assert.Single(Fusion.Fuse(Worlds.Log(reports).Reports, FusionRules.Default)).Count;
        Assert.Equal(new CountBounds(12, 14), Of(Count("a", 10, 14), Count("b", 12, 20)));
        Assert.Equal(new CountBounds(12, 20), Of(Count("a", 10, null), Count("b", 12, 20)));
        Assert.Equal(new CountBounds(12, null), Of(Count("a", 10, null), Count("b", 12, null)));
        Assert.Null(Of(Seen("a", 0, 0)));
    }

    [Fact]
    public void Counts_that_contradict_each_other_leave_the_widest_bounds_and_are_said_to()
    {
        var counting = new Observation { Occurred = default, Where = new Place(null, new Region.Anywhere()), Means = Means.Seen, Act = Act.Fire };
        var incident = Assert.Single(Fusion.Fuse(Worlds.Log([
            Seen("a", 0, 0, counting with { Count = new(3, 4) }), Seen("b", 0, 0, counting with { Count = new(47, 47) }), Seen("c", 0, 0, counting with { Count = new(5, 60) })]).Reports, FusionRules.Default));
        Assert.Equal(new CountBounds(3, 60), incident.Count);
        var said = Assert.Single(incident.Reasons.OfType<Grouping.CountsContradict>());
        Assert.Equal((Id("b"), Id("a"), 47, 4), (said.A, said.B, said.Least, said.Most));
        Assert.Equal("the counts contradict each other: one observer counted 47 at least, another 4 at most", said.Sentence());
    }

    [Fact]
    public void An_incident_is_of_the_class_that_lies_below_all_others_named()
    {
        string? Of(params string?[] named) => Assert.Single(Fusion.Fuse(Worlds.Log([.. named.Select((what, i) => Seen($"{i}", 0, 0, new Observation
        {
            Occurred = default, Where = new Place(null, new Region.Anywhere()), Means = Means.Seen, Act = Act.Fire, What = what,
        }))]).Reports, FusionRules.Default)).Class;
        Assert.Equal("mortar", Of("hardware", "mortar", null));
        Assert.Equal("hardware", Of(null, "hardware"));
        Assert.Null(Of(null, "a loud thing"));
    }

    [Fact]
    public void A_bearing_joins_the_one_incident_that_it_reaches_and_says_so()
    {
        var bearing = Bearing("bearing", 5, -9_000, 90, 2, 15_000);
        Assert.Equal(["a+b+bearing"], Groups(Seen("a", 0, 0), Seen("b", 10, 400), bearing));
        // Nothing is within two kilometres of it, or all of it is an hour and more away.
        Assert.Equal(["a", "bearing"], Groups(Seen("a", 0, 0), Bearing("bearing", 5, -9_000, 45, 2, 15_000)));
        Assert.Equal(["a", "bearing"], Groups(Seen("a", 0, 0), Bearing("bearing", 65, -9_000, 90, 2, 15_000)));
        var incident = Assert.Single(Fusion.Fuse(Worlds.Log([Seen("a", 0, 0), bearing]).Reports, FusionRules.Default));
        Assert.Equal("joined: 0 m and 5 min apart, within the rule; its place is known widely only, and it can be one with nothing else", Assert.Single(incident.Reasons).Sentence());
    }

    [Fact]
    public void A_bearing_that_reaches_two_incidents_is_left_open_on_all_three()
    {
        Report[] reports = [Seen("a", 0, 0), Seen("b", 0, 3_500), Bearing("bearing", 0, -9_000, 90, 2, 15_000)];
        Assert.Equal(["a", "b", "bearing"], Groups(reports));
        var incidents = Fusion.Fuse(Worlds.Log(reports).Reports, FusionRules.Default).ToDictionary(incident => incident.Sightings[0].Report.Report.OwnId!);
        Assert.Equal(2, incidents["bearing"].Reasons.Count(reason => reason is Grouping.LeftOpen { Why: Ambiguity.Elsewhere }));
        Assert.IsType<Grouping.LeftOpen>(Assert.Single(incidents["a"].Reasons));
        Assert.IsType<Grouping.LeftOpen>(Assert.Single(incidents["b"].Reasons));
        // What somebody decided of one of the two is enough for the other.
        var log = Worlds.Log(reports);
        var apart = new GroupingDecisions([new(9, new(GroupingAct.Apart, [1, 3], "other street", "Desk", Noon), [.. new[] { Id("a"), Id("bearing") }.Order()])]);
        Assert.Equal(["a", "b+bearing"], Fusion.Fuse(log.Reports, FusionRules.Default, apart).Select(incident => string.Join('+', incident.Sightings.Select(one => one.Report.Report.OwnId).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_of_one_incident_alone_that_exclude_each_other_are_both_left_open()
    {
        var mortar = new Observation { Occurred = default, Where = new Place(null, new Region.Anywhere()), Means = Means.Seen, Act = Act.Fire, What = "mortar" };
        Report[] reports = [Seen("a", 0, 0), Bearing("x", 0, -9_000, 90, 2, 15_000, mortar), Bearing("y", 0, 9_000, 270, 2, 15_000, mortar with { What = "tank" })];
        Assert.Equal(["a", "x", "y"], Groups(reports));
        Assert.All(Fusion.Fuse(Worlds.Log(reports).Reports, FusionRules.Default), incident => Assert.All(incident.Reasons, reason => Assert.Equal(Ambiguity.Rival, Assert.IsType<Grouping.LeftOpen>(reason).Why)));
        Assert.Equal(["a+x+y"], Groups(reports[0], reports[1], Bearing("y", 0, 9_000, 270, 2, 15_000, mortar)));
    }

    [Fact]
    public void Bearings_that_cross_at_one_place_are_one_and_those_that_cross_at_several_are_left_open()
    {
        var (one, two) = (Bearing("one", 0, -9_000, 90, 2, 15_000), From("two", Geodesic.Direct(Here, 180, new(9_000)), 0));
        Assert.Equal(["one+two"], Groups(one, two));
        Assert.Equal(["one+three+two"], Groups(one, two, From("three", Geodesic.Direct(Here, 225, new(9_000)), 45)));
        // From far off the crossing: each pair crosses, more than eight kilometres from where another does.
        Report[] scattered = [From("one", Geodesic.Direct(Here, 270, new(9_000)), 90), two, From("three", Geodesic.Direct(Geodesic.Direct(Here, 90, new(8_500)), 135, new(5_000)), 315)];
        Assert.Equal(["one", "three", "two"], Groups(scattered));
        Assert.All(Fusion.Fuse(Worlds.Log(scattered).Reports, FusionRules.Default), incident => Assert.Contains(incident.Reasons, reason => reason is Grouping.LeftOpen { Why: Ambiguity.Crowd }));

        Report From(string id, Position at, double bearing) => Bearing(id, 0, 0, bearing, 1, 18_000, null, at);
    }

    /// <summary>Own ids can be chosen: whoever sorts last among twelve would stand behind those whom it opened.</summary>
    [Fact]
    public void Whoever_opens_a_crowd_is_named_first_whatever_its_reports_are_called()
    {
        var crossing = Enumerable.Range(0, 11).Select(i => From("Observer Mission", $"a{i}", Geodesic.Direct(Here, 16 * i + 180, new(9_000)), 16 * i));
        // Beside the crossing of all the others, and crossing some of them.
        var opener = From("Side B", "zz", Geodesic.Direct(Geodesic.Direct(Here, 8, new(7_000)), 278, new(9_000)), 98);
        var open = Fusion.Fuse(Worlds.Log([.. crossing, opener]).Reports, FusionRules.Default).SelectMany(incident => incident.Reasons).OfType<Grouping.LeftOpen>().ToArray();
        Assert.NotEmpty(open);
        Assert.All(open, reason => Assert.Equal((Ambiguity.Crowd, "1 of Side B, 11 of Observer Mission"), (reason.Why, reason.Whose)));
        Assert.Contains(open, reason => reason.By.Any(one => one.Report.Report.Source == "Side B"));

        static Report From(string source, string id, Position at, double bearing) => Report.Of(source, id, new Observation
        {
            Occurred = new Interval(Noon, Noon), Means = Means.Heard, Act = Act.Fire, Where = new Place(null, new Region.Sector(at, bearing, 1, Metres.Zero, new(18_000))),
        });
    }

    [Fact]
    public void Sectors_are_as_far_apart_as_their_edges_and_not_as_discs_around_them()
    {
        // Side by side, each 4 km deep and narrow: discs around them overlap, the sectors are 2.5 km apart.
        Assert.Equal(["a", "b"], Groups(Bearing("a", 0, 0, 0, 3, 4_000), Bearing("b", 0, 2_900, 0, 3, 4_000)));
        Assert.Equal(["a+b"], Groups(Bearing("a", 0, 0, 0, 3, 4_000), Bearing("b", 0, 2_300, 0, 3, 4_000)));
    }

    [Fact]
    public void What_is_heard_happened_as_much_earlier_as_sound_takes()
    {
        var heard = new Observation { Occurred = default, Where = new Place(null, new Region.Anywhere()), Means = Means.Heard, Act = Act.Fire };
        // From 3.4 to 4.08 km: 10 to 12 seconds. An hour after a flash is still an hour with five seconds more, and no more with thirteen.
        Report At(double seconds, Observation like) => Band("b", 60 + seconds / 60, like);
        Assert.Equal(["a+b"], Groups(Seen("a", 0, 0), At(5, heard)));
        Assert.Equal(["a+b"], Groups(Seen("a", 0, 0), At(12, heard)));
        Assert.Equal(["a", "b"], Groups(Seen("a", 0, 0), At(12.1, heard)));
        Assert.Equal(["a", "b"], Groups(Seen("a", 0, 0), At(5, heard with { Means = Means.Seen })));

        Report Band(string id, double minutes, Observation like) => Report.Of("Observer Mission", id, like with
        {
            Occurred = new Interval(Noon + Duration.FromMinutes(minutes), Noon + Duration.FromMinutes(minutes)),
            Where = new Place(null, new Region.Sector(Geodesic.Direct(Here, 270, new(3_700)), 90, 10, new(3_400), new(4_080))),
        });
    }

    private static ReportId Id(string own) => ReportId.Of("Observer Mission", own);

    private static Report Bearing(string id, double minutes, double metresEast, double bearing, double halfWidth, double far, Observation? like = null, Position? from = null) =>
        Report.Of("Observer Mission", id, (like ?? new Observation { Occurred = default, Where = new Place(null, new Region.Anywhere()), Means = Means.Seen, Act = Act.Fire }) with
        {
            Occurred = new Interval(Noon + Duration.FromMinutes(minutes), Noon + Duration.FromMinutes(minutes)),
            Where = new Place(null, new Region.Sector(from ?? Geodesic.Direct(Here, 90, new Metres(metresEast)), bearing, halfWidth, Metres.Zero, new Metres(far))),
        });

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
    public void Ten_thousand_alike_that_are_known_widely_are_left_open_and_held_against_few()
    {
        Report[] reports = [.. Enumerable.Range(0, 10_000).Select(i => Bearing($"{i}", 0, 0, 90, 5, 15_000))];
        var log = Worlds.Log(reports).Reports;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var incidents = Fusion.Fuse(log, FusionRules.Default);
        // Each with each would be a hundred million pairs.
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100L << 20, $"{(GC.GetAllocatedBytesForCurrentThread() - before) >> 20} MiB");
        Assert.Equal(10_000, incidents.Length);
        Assert.All(incidents, incident => Assert.Equal(
            "left open for a person: its place is known widely only, and more than 64 others are within the rule of the disc around it, of which another source counts a few times only", Assert.Single(incident.Reasons).Sentence()));
        var fold = new FusionFold(FusionRules.Default);
        foreach (var part in log.Chunk(500)) fold.Update(part, [], GroupingDecisions.None);
        Assert.Equal(incidents.Select(incident => (incident.Id, incident.Reasons[0])), fold.Incidents.Select(incident => (incident.Id, incident.Reasons[0])));
        // When all but five are withdrawn, the five are one.
        fold.Update([], [.. log.Skip(5).Select(report => report.Report.Id)], GroupingDecisions.None);
        Assert.Equal(5, Assert.Single(fold.Incidents).Sightings.Length);
    }

    [Fact]
    public void Sixty_five_around_one_another_are_one_and_sixty_six_are_left_open()
    {
        Report[] reports = [.. Enumerable.Range(0, 66).Select(i => Bearing($"{i}", 0, 0, 90, 5, 15_000))];
        Assert.Equal(65, Assert.Single(Fusion.Fuse(Worlds.Log(reports[1..]).Reports, FusionRules.Default)).Sightings.Length);
        Assert.All(Fusion.Fuse(Worlds.Log(reports).Reports, FusionRules.Default), incident => Assert.IsType<Grouping.TooMany>(Assert.Single(incident.Reasons)));
    }

    /// <summary>4 km to the side of a bearing, and within the disc around it.</summary>
    [Theory]
    [InlineData(1, 500, false), InlineData(4, 70, false), InlineData(4, 100, false), InlineData(5, 13, true), InlineData(5, 12, false), InlineData(1, 512, false), InlineData(1, 513, true)]
    public void Of_those_around_a_bearing_another_source_counts_sixteen_times_at_most_and_512_are_a_crowd_of_any(int sources, int of, bool isCrowd)
    {
        var beside = Geodesic.Direct(Geodesic.Direct(Here, 90, new(7_500)), 0, new(4_000));
        Report[] reports =
        [
            Bearing("bearing", 0, 0, 90, 2, 15_000),
            .. from source in Enumerable.Range(0, sources) from i in Enumerable.Range(0, of) select Report.Of((i % 3) switch { 0 => $"Source {source}", 1 => $" source\u00a0 {source} ", _ => $"Ｓource {source}" }, $"{i}", new Observation
            {
                Occurred = new Interval(Noon, Noon), Where = new Place(null, new Region.Disc(beside, Metres.Zero)), Means = Means.Seen, Act = Act.Fire,
            }),
        ];
        var log = Worlds.Log(reports).Reports;
        foreach (var incidents in new[] { Fusion.Fuse(log, FusionRules.Default), InAStream() })
        {
            var own = Assert.Single(incidents, incident => incident.Sightings.Any(one => one.Report.Report.OwnId == "bearing"));
            Assert.Equal(isCrowd, own.Reasons.Any(reason => reason is Grouping.TooMany));
            Assert.Equal(isCrowd ? 1 : 0, own.Reasons.Length);
        }

        ImmutableArray<Incident> InAStream()
        {
            var fold = new FusionFold(FusionRules.Default);
            foreach (var part in log.Chunk(97)) fold.Update(part, [], GroupingDecisions.None);
            return fold.Incidents;
        }
    }

    [Fact]
    public void A_cut_says_what_bars_it()
    {
        var mortar = new Observation { Occurred = default, Where = new Place(null, new Region.Anywhere()), Means = Means.Seen, Act = Act.Fire, What = "mortar" };
        var unknown = mortar with { What = null };
        Assert.Equal("kept apart from a neighbour 0 m and 59 min away, because together the reports of both would last 250 min, which is more than one incident may",
            Cut([.. new[] { 0.0, 50, 100, 159, 200, 250 }.Select((minutes, i) => Seen($"{i}", minutes, 0))]));
        Assert.Equal("kept apart from a neighbour 1.9 km and 0 min away, because together the reports of both would be 5.5 km across, which is more than one incident may be",
            Cut(Seen("a", 0, 0), Seen("b", 0, 1_800), Seen("c", 0, 3_700), Seen("d", 0, 5_500)));
        Assert.Equal("kept apart from a neighbour 150 m and 0 min away, because together the reports of both say what excludes each other: 'tank' and 'mortar'",
            Cut(Seen("a", 0, 0, mortar), Seen("x", 0, 100, unknown), Seen("b", 0, 250, mortar with { What = "tank" })));
        // What the tank's group met was nearer than the last, which nothing in itself keeps from it.
        var torn = Fusion.Fuse(Worlds.Log([Seen("a", 0, 0, mortar), Seen("x", 0, 100, unknown), Seen("b", 0, 250, mortar with { What = "tank" }), Seen("y", 0, 1_000, unknown)]).Reports, FusionRules.Default);
        Assert.Equal("kept apart from a neighbour 750 m and 0 min away, because the group of one of the two was finished before, at a closer neighbour that it could not take in",
            torn.Single(incident => incident.Sightings.Any(one => one.Report.Report.OwnId == "y")).Reasons.Select(reason => reason.Sentence()).First(sentence => sentence.Contains("750 m", StringComparison.Ordinal)));

        static string Cut(params Report[] reports) => Assert.Single(Fusion.Fuse(Worlds.Log(reports).Reports, FusionRules.Default)
            .SelectMany(incident => incident.Reasons).OfType<Grouping.Split>().Distinct()).Sentence();
    }

    [Fact]
    public void What_was_linked_to_one_that_comes_into_a_crowd_is_looked_at_again()
    {
        // In a row, each crossing the next: the first, the second, the third; the fourth crosses the first at its other end.
        Report[] reports =
        [
            Line("first", 0, -7_500, 0, 90, 15_000), Line("second", 20, 6_000, -1_000, 0, 18_000), Line("third", 20, -1_500, 16_900, 90, 15_000), Line("fourth", 0, -6_000, 1_000, 180, 15_000),
            Point("north", 0), Point("south", 180),
        ];
        var (rules, log) = (FusionRules.Default with { Around = 3 }, Worlds.Log(reports).Reports);
        var isPoint = log.ToLookup(report => report.Report.OwnId is "north" or "south");
        var fold = FusionFold.Of(isPoint[false], rules, GroupingDecisions.None);
        Assert.All(fold.Incidents, incident => Assert.All(incident.Reasons, reason => Assert.Equal(Ambiguity.Crowd, Assert.IsType<Grouping.LeftOpen>(reason).Why)));
        Assert.Equal(4, fold.Incidents.Length);
        // The two are near the disc around the first alone, and near no bearing.
        fold.Update(isPoint[true], [], GroupingDecisions.None);
        Assert.Equal(["first", "fourth", "north", "second+third", "south"], fold.Incidents.Select(incident => string.Join('+', incident.Sightings.Select(one => one.Report.Report.OwnId).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));
        Assert.Equal(Fusion.Fuse(log, rules).Select(FusionFoldTests.Said), fold.Incidents.Select(FusionFoldTests.Said));

        Report Line(string id, double minutes, double east, double north, double bearing, double far) =>
            Bearing(id, minutes, 0, bearing, 1, far, null, Geodesic.Direct(Geodesic.Direct(Here, 90, new(east)), 0, new(north)));
        static Report Point(string id, double bearing) => Report.Of("Observer Mission", id, new Observation
        {
            Occurred = new Interval(Noon, Noon), Where = new Place(null, new Region.Disc(Geodesic.Direct(Here, bearing, new(5_000)), Metres.Zero)), Means = Means.Seen, Act = Act.Fire,
        });
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
