using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;

namespace Truceline.Tests.Assessments;

public class TallyTests
{
    private static readonly ImmutableArray<CountingRule> Rules =
    [
        .. new[] { CountingUnit.Detonation, CountingUnit.Burst, CountingUnit.Observation, CountingUnit.Incident }.Select(unit => Tally.Rule(unit)!),
        new("fire", CountingUnit.Incident, null, null, "explosion", false),
        new("short", CountingUnit.Episode, Duration.FromMinutes(30), new Metres(2_000), null, false),
        new("long", CountingUnit.Episode, Duration.FromHours(6), null, null, false),
    ];

    [Fact]
    public void Rows_and_groups_add_up_to_the_total_under_every_rule()
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var assessment = Assessor.Assess(Worlds.Log(Worlds.Reports(seed, 40)), Worlds.Agreement, FusionRules.Default, null);
            foreach (var by in Enum.GetValues<TallyBy>())
                foreach (var period in new DateInterval?[] { null, new(new(2015, 2, 15), new(2015, 2, 16)) })
                {
                    var tally = Tally.Of(assessment, Rules, by, period);
                    for (var rule = 0; rule < Rules.Length; rule++)
                    {
                        Assert.Equal(tally.Totals[rule], tally.Rows.Aggregate(new TallyCount(0, 0), (sum, row) => sum + row.Counts[rule]));
                        Assert.Equal(tally.Totals[rule], tally.Groups.Aggregate(new TallyCount(0, 0), (sum, group) => sum + group.Counts[rule]));
                        Assert.True(tally.Totals[rule].Most is not { } most || most >= tally.Totals[rule].Least);
                    }
                    var grouped = tally.Groups.SelectMany(group => group.Incidents).ToArray();
                    Assert.Equal(grouped.Length, grouped.Distinct().Count());
                    Assert.Equal(grouped.Order(), tally.Rows.SelectMany(row => row.Incidents).Distinct().Order());
                    if (period is null) Assert.Equal(assessment.Incidents.Select(incident => incident.Id), grouped.Order());
                }
        }
    }

    [Fact]
    public void Days_side_by_side_add_up_to_the_period_that_they_make_up_where_every_time_is_known()
    {
        var assessment = Assessor.Assess(Worlds.Log(Worlds.Reports(3, 60)), Worlds.Agreement, FusionRules.Default, null);
        var all = Tally.Of(assessment, [Tally.Rule(CountingUnit.Incident)!], TallyBy.Day, null);
        foreach (var row in all.Rows)
            if (NodaTime.Text.LocalDatePattern.Iso.Parse(row.Key!).Value is var day)
                Assert.Equal(row.Counts[0], Tally.Of(assessment, all.Rules, TallyBy.Day, new DateInterval(day, day)).Totals[0]);
    }

    [Fact]
    public void The_order_in_which_reports_come_in_does_not_change_a_tally()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var reports = Worlds.Reports(seed, 40);
            var shuffled = reports.ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(Words(reports), Words(shuffled));
        }

        static string Words(IEnumerable<Truceline.Reports.Report> reports)
        {
            var tally = Tally.Of(Assessor.Assess(Worlds.Log(reports), Worlds.Agreement, FusionRules.Default, null), Rules, TallyBy.Area, null);
            return string.Join('\n', tally.Rows.Select(row => $"{row.Key} {string.Join(' ', row.Counts)} {string.Join(' ', row.Incidents)}")) + string.Join('\n', tally.Groups.Select(group => $"{string.Join(' ', group.Counts)} {string.Join(' ', group.Incidents)}"));
        }
    }

    [Fact]
    public void An_episode_ends_with_a_longer_pause_or_a_greater_distance()
    {
        var assessment = Assessor.Assess(Worlds.Log(Worlds.Reports(5, 60)), Worlds.Agreement, FusionRules.Default, null);
        var counts = new[] { 0, 15, 60, 360, 4000 }.Select(minutes => Tally.Of(assessment, [new("e", CountingUnit.Episode, Duration.FromMinutes(minutes), null, null, false)], TallyBy.Day, null).Totals[0].Least).ToArray();
        Assert.Equal(counts.OrderDescending(), counts);
        Assert.True(counts[0] > counts[^1]);
    }
}
