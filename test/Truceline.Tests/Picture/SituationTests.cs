using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Picture;
using Truceline.Reports;
using Truceline.Tests.Assessments;

namespace Truceline.Tests.Picture;

public class SituationTests
{
    private static readonly Instant Noon = Instant.FromUtc(2015, 2, 15, 10, 0);

    [Fact]
    public void Every_incident_is_in_the_picture_once_and_the_latest_comes_first()
    {
        var situation = Of(Worlds.Reports(1, 200));
        Assert.Equal(situation.Assessment.Incidents.Select(incident => incident.Id).Order(), situation.Happenings.Select(happening => happening.Id).Order());
        Assert.Equal(situation.Happenings.OrderByDescending(happening => happening.Incident.Occurred.Start).ThenBy(happening => happening.Id), situation.Happenings);
    }

    [Fact]
    public void The_picture_is_the_same_whatever_the_order_in_which_the_reports_came()
    {
        var reports = Worlds.Reports(2, 120);
        var (one, other) = (Of(reports), Of([.. reports.Reverse()]));
        Assert.Equal(one.Happenings.Select(happening => (happening.Id, happening.Best.Id, happening.Gravest)), other.Happenings.Select(happening => (happening.Id, happening.Best.Id, happening.Gravest)));
        Assert.Equal(one.Clauses.SelectMany(row => row.Days), other.Clauses.SelectMany(row => row.Days));
    }

    [Fact]
    public void The_number_in_a_cell_is_what_the_filter_of_its_clause_and_days_finds()
    {
        var situation = Of(Worlds.Reports(3, 300), Worlds.Ceasefire);
        var cells = 0;
        foreach (var row in situation.Clauses)
            foreach (var (stretch, cell) in situation.Stretches.Zip(row.Days))
            {
                Assert.Equal(cell.Incidents, situation.Matching(SituationFilter.None with { From = stretch.From, To = stretch.To, Clause = row.Clause.Id }).Count);
                cells += cell.Incidents;
            }
        Assert.True(cells > 0);
    }

    [Fact]
    public void The_counts_of_a_clause_add_up_to_its_findings_in_the_plain_reading()
    {
        var situation = Of(Worlds.Reports(4, 200));
        foreach (var row in situation.Clauses)
            Assert.Equal(situation.Assessment.Plain.Count(finding => finding.Key.Clause == row.Clause.Id), row.Answers.Sum(answer => answer.Findings));
    }

    [Fact]
    public void The_symbol_stands_where_the_best_known_observation_is()
    {
        var (coarse, fine) = (new Region.Disc(new Position(48, 37.9), new Metres(900)), new Region.Disc(new Position(48.001, 37.901), new Metres(50)));
        var situation = Of([Heard("a", Noon, coarse), Heard("b", Noon, fine)]);
        var happening = Assert.Single(situation.Happenings);
        Assert.Equal(2, happening.Incident.Sightings.Length);
        Assert.Equal(fine.Centre, happening.Middle);
        Assert.Equal(HappeningKind.Fire, happening.Kind);
    }

    [Fact]
    public void An_incident_without_a_place_is_in_the_list_and_has_no_symbol()
    {
        var happening = Assert.Single(Of([Heard("a", Noon, new Region.Anywhere())]).Happenings);
        Assert.Null(happening.Middle);
    }

    [Fact]
    public void A_day_on_which_nobody_could_see_anything_is_blind_and_hours_of_several_patrols_count_once()
    {
        var patrol = new Coverage(CoverageKind.Patrol, "Patrol 1", new Interval(Noon, Noon + Duration.FromHours(4)), new Place(null, new Region.Anywhere()), Means.Seen, null);
        var other = patrol with { Observer = "Patrol 2", Occurred = new Interval(Noon + Duration.FromHours(2), Noon + Duration.FromHours(6)) };
        var situation = Of([Report.Of("Observer Mission", "c1", patrol), Report.Of("Observer Mission", "c2", other), Heard("a", Noon + Duration.FromDays(2), new Region.Anywhere())]);
        var observed = situation.Stretches.Where(stretch => !stretch.IsBlind).ToArray();
        Assert.Equal(Duration.FromHours(6), Assert.Single(observed).Observed);
        Assert.True(situation.Stretches[^1].IsBlind);
    }

    [Fact]
    public void Many_days_share_a_column_and_every_day_is_in_just_one()
    {
        var situation = Of([Heard("a", Noon, new Region.Anywhere()), Heard("b", Noon + Duration.FromDays(400), new Region.Anywhere())]);
        Assert.InRange(situation.Stretches.Length, 2, 40);
        for (var i = 1; i < situation.Stretches.Length; i++) Assert.Equal(situation.Stretches[i - 1].To.PlusDays(1), situation.Stretches[i].From);
        Assert.All(situation.Happenings, happening => Assert.Contains(situation.Stretches, stretch => stretch.Holds(happening)));
    }

    [Fact]
    public void An_empty_record_has_a_picture_of_clauses_and_nothing_else()
    {
        var situation = Of([]);
        Assert.Empty(situation.Happenings);
        Assert.Empty(situation.Stretches);
        Assert.Equal(situation.Assessment.Agreement.Clauses.Length, situation.Clauses.Length);
    }

    [Fact]
    public void A_unit_of_a_party_is_never_drawn_as_a_contingent()
    {
        var party = Worlds.Agreement.Actors.Values.First(actor => actor.Kind == ActorKind.Party);
        var presence = new Presence(party.Name, "unit 1", new Interval(Noon, Noon), new Place(null, new Region.Disc(new Position(48, 38), default)), null, null, AttributionBasis.Seen, Means.Seen, null, null);
        Assert.Empty(Of([Report.Of("Observer Mission", "p", presence)]).Contingents);
    }

    [Fact]
    public void Of_a_monitors_unit_the_last_place_is_drawn()
    {
        var monitor = Worlds.Agreement.Actors.Values.First(actor => actor.Kind == ActorKind.Monitor);
        Report Stood(string id, int hours, double longitude) => Report.Of("Observer Mission", id, new Presence(
            monitor.Name, "patrol 1", new Interval(Noon + Duration.FromHours(hours), Noon + Duration.FromHours(hours)), new Place(null, new Region.Disc(new Position(48, longitude), default)),
            null, null, AttributionBasis.Admission, Means.Track, null, null));
        var contingent = Assert.Single(Of([Stood("late", 5, 38.5), Stood("early", 1, 38.1)]).Contingents);
        Assert.Equal(38.5, Assert.IsType<Region.Disc>(contingent.Presence.Where.Region).Centre.Longitude);
    }

    [Theory]
    [InlineData(Outcome.Breached, Standing.Verified, "breached")]
    [InlineData(Outcome.Breached, Standing.Alleged, "alleged")]
    [InlineData(Outcome.Breached, Standing.Refuted, "refuted")]
    [InlineData(Outcome.KeptButUnseen, null, "unseen")]
    public void Every_conclusion_has_one_word(Outcome outcome, Standing? standing, string word) => Assert.Equal(word, new Conclusion(outcome, standing).Kind);

    [Fact]
    public void The_gravest_conclusion_is_a_verified_breach()
    {
        Conclusion[] all = [new(Outcome.Kept, null), new(Outcome.CannotRule, null), new(Outcome.Breached, Standing.Alleged), new(Outcome.Breached, Standing.Verified), new(Outcome.Breached, Standing.Corroborated)];
        Assert.Equal([all[3], all[4], all[2], all[1], all[0]], all.Order());
    }

    private static Report Heard(string id, Instant at, Region where) => Report.Of("Observer Mission", id, new Observation
    {
        Occurred = new Interval(at, at + Duration.FromMinutes(5)), Where = new Place(null, where), Act = Act.Fire, What = "artillery", Means = Means.Heard,
    });

    private static Situation Of(ImmutableArray<Report> reports, Agreement? agreement = null)
    {
        var log = Worlds.Log(reports);
        return Situation.Of(Assessor.Assess(log, agreement ?? Worlds.Agreement, FusionRules.Default, null), log);
    }
}
