using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;
using Truceline.Tests.Assessments;

namespace Truceline.Tests.Incidents;

public class FusionCoreTests
{
    private static readonly Instant Noon = Instant.FromUtc(2015, 2, 16, 12, 0);
    private static readonly FusionRules Rules = FusionRules.Default;

    [Fact]
    public void It_gives_what_the_rule_told_plainly_gives()
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var dice = new Random(seed);
            var (width, hours) = (0.03 + 0.2 * dice.NextDouble(), 1 + 8 * dice.NextDouble());
            ImmutableArray<JournalledReport> reports = seed % 3 == 0
                ? Worlds.Log(Worlds.Reports(seed, 60)).Reports
                : [.. Enumerable.Range(0, 70).Select(i => Seen(i, Math.Round(60 * hours * dice.NextDouble()), new Position(48 + Math.Round(width * dice.NextDouble(), 3), 38 + Math.Round(width * dice.NextDouble(), 3)), dice.Next(3) switch { 0 => null, 1 => "mortar", _ => "tank" }, dice.Next(4) == 0 ? dice.Next(2000) : 0))];
            Assert.Equal(NaiveFusion.Groups([.. reports.Select(Sighting.Of).OfType<Sighting>()], Rules), Groups(Fusion.Fuse(reports, Rules)));
        }
    }

    [Fact]
    public void Points_as_columns_come_into_the_groups_into_which_their_reports_come()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var dice = new Random(seed);
            var reports = Enumerable.Range(0, 300)
                .Select(i => Seen(i, dice.Next(600), new Position(48 + 0.15 * dice.NextDouble(), 38 + 0.15 * dice.NextDouble()), (string?[])[null, "mortar", "tank"] is var of ? of[dice.Next(3)] : null, 0))
                .OrderBy(report => report.Report.Id).ToArray();
            var seen = reports.Select(report => (Observation)report.Report.Content).ToArray();
            var at = seen.Select(one => ((Region.Disc)one.Where.Region).Centre).ToArray();
            var groups = Fusion.Group(new PointColumns(
                [.. at.Select(one => one.Longitude)], [.. at.Select(one => one.Latitude)], [.. seen.Select(one => one.Occurred.Start.ToUnixTimeTicks())],
                [.. seen.Select(one => (byte)(one.What is null ? 0 : one.What == "mortar" ? 1 : 2))], (a, b) => a == 0 || a == b), Rules);
            Assert.Equal(
                Groups(Fusion.Fuse(reports, Rules)),
                groups.Select((group, i) => (group, reports[i].Report.Id.Value)).GroupBy(pair => pair.group, pair => pair.Value).Select(group => string.Join('+', group.Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));
            Assert.Equal(Enumerable.Range(0, groups.Max() + 1), groups.Distinct());
        }
    }

    [Theory]
    [InlineData(10, 179.9999, 10, -179.9999)]
    [InlineData(89.9999, 0, 89.9999, 180)]
    [InlineData(-89.9999, 45, -89.9999, -100)]
    [InlineData(90, 0, 89.99, 77)]
    public void Neither_the_antimeridian_nor_a_pole_lies_between_two_reports(double latitude, double longitude, double otherLatitude, double otherLongitude) =>
        Assert.Single(Fusion.Fuse([Seen(1, 0, new(latitude, longitude)), Seen(2, 1, new(otherLatitude, otherLongitude))], Rules));

    [Fact]
    public void At_the_bound_the_geodesic_decides_in_whole_millimetres()
    {
        foreach (var azimuth in (double[])[0, 33, 90, 171])
            foreach (var latitude in (double[])[-72, 0, 48.3, 89.9])
                foreach (var (metres, joined) in ((double, bool)[])[(1999.9994, true), (2000.0004, true), (2000.0006, false), (2000.002, false)])
                {
                    var from = new Position(latitude, 38.123);
                    Assert.Equal(joined ? 1 : 2, Fusion.Fuse([Seen(1, 0, from), Seen(2, 0, Geodesic.Direct(from, azimuth, new Metres(metres)))], Rules).Length);
                }
    }

    [Fact]
    public void With_a_wide_bound_too_the_geodesic_decides_and_not_what_the_chord_comes_to()
    {
        // The chord and a round Earth tell 15 km to 50 micrometres: nearer to half a millimetre only the geodesic is right.
        var wide = Rules with { Gap = new(15_000), Extent = new(50_000) };
        var (joined, apart) = (0, 0);
        foreach (var azimuth in (double[])[0, 20, 45, 90, 171])
            foreach (var latitude in (double[])[-89, -72, 0, 48.3])
                for (var micrometres = -40; micrometres <= 40; micrometres += 5)
                {
                    var from = new Position(latitude, 38.123);
                    var to = Geodesic.Direct(from, azimuth, new(15_000.0005 + micrometres * 1e-6));
                    var isOne = Geodesic.Distance(from, to).Rounded().Value <= 15_000;
                    Assert.Equal(isOne ? 1 : 2, Fusion.Fuse([Seen(1, 0, from), Seen(2, 0, to)], wide).Length);
                    if (isOne) joined++;
                    else apart++;
                }
        Assert.True(joined > 100 && apart > 100);
    }

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(0, 600, false)]
    [InlineData(2000, 600, false)]
    [InlineData(4000, 0, false)]
    [InlineData(0, 600, true)]
    [InlineData(2000, 600, true)]
    [InlineData(4000, 0, true)]
    public void Two_crowds_out_of_reach_of_each_other_are_not_compared_each_with_each(int widest, int between, bool isInTurns)
    {
        // One report that may have been far away makes the cubes large, so that the crowds share one; one half way makes their box wide.
        const int each = 1_500, all = 2 * each + 1;
        long most = 0;
        for (var azimuth = 0; azimuth < 360; azimuth += 30)
        {
            Position one = new(48, 38), other = Geodesic.Direct(one, azimuth, new(2 * widest + 2_500));
            var spots = Sightings.Columns(
            [
                .. Enumerable.Range(0, all).Select(i => i == 2 * each ? Seen(i, 45, Geodesic.Direct(one, azimuth, new(between)), null, widest)
                    : Seen(i, isInTurns ? 40.0 * i / all : i < each ? 20.0 * i / each : 10 + 20.0 * i / each, (isInTurns ? i % 2 == 0 : i < each) ? one : other))
                    .OrderBy(report => report.Report.Id).Select(Sighting.Of).OfType<Sighting>(),
            ], Rules);
            Neighbours.Links(spots, out var compared);
            most = Math.Max(most, compared);
        }
        Assert.True(most < 100 * all, $"{most} pairs were compared");
    }

    [Fact]
    public async Task The_number_of_threads_changes_no_group()
    {
        var dice = new Random(5);
        var reports = Enumerable.Range(0, 4000)
            .Select(i => Seen(i, dice.Next(3000), new Position(48 + 2 * dice.NextDouble(), 38 + 2 * dice.NextDouble()), dice.Next(2) == 0 ? null : "tank", dice.Next(4) == 0 ? dice.Next(2000) : 0)).ToArray();
        var freely = Fusion.Fuse(reports, Rules).Select(FusionFoldTests.Said).ToArray();
        Assert.InRange(freely.Length, 500, 3900);
        // On a scheduler that runs one thing at a time, and four times at once.
        var alone = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, 1).ExclusiveScheduler;
        Assert.Equal(freely, await Task.Factory.StartNew(() => Fusion.Fuse(reports, Rules).Select(FusionFoldTests.Said).ToArray(), TestContext.Current.CancellationToken, TaskCreationOptions.None, alone));
        var crowd = Enumerable.Range(0, 4).AsParallel().WithDegreeOfParallelism(4).Select(_ => Fusion.Fuse(reports, Rules).Select(FusionFoldTests.Said).ToArray());
        Assert.All(crowd, one => Assert.Equal(freely, one));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 0)]
    [InlineData(2, 2500)]
    [InlineData(2, 4900)]
    public void Ten_thousand_reports_of_one_instant_are_not_compared_each_with_each(int kinds, double apart)
    {
        // At one place, or at two that are out of each other's reach.
        const int count = 10_000;
        var places = new[] { new Position(48, 38), Geodesic.Direct(new(48, 38), 77, new Metres(apart)) };
        var at = Enumerable.Range(0, count).Select(i => places[i / kinds % 2]).ToArray();
        var groups = Fusion.Group(new PointColumns(
            [.. at.Select(one => one.Longitude)], [.. at.Select(one => one.Latitude)], new long[count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % kinds))], (a, b) => a == b), Rules, out var compared);
        Assert.Equal(kinds * (apart > 2000 ? 2 : 1), groups.Max() + 1);
        Assert.True(compared < 150L * count, $"{compared} pairs were compared");
    }

    [Fact]
    public void Reports_of_one_instant_all_over_the_world_stand_alone()
    {
        var dice = new Random(3);
        var groups = Fusion.Group(new PointColumns(
            [.. Enumerable.Range(0, 20_000).Select(i => i % 200 * 1.8 - 180)], [.. Enumerable.Range(0, 20_000).Select(i => i / 200 * 1.79 - 89)], new long[20_000], new byte[20_000], (_, _) => true), Rules, out var compared);
        Assert.Equal(20_000, groups.Max() + 1);
        Assert.True(compared < 1000, $"{compared} pairs were compared");
    }

    [Fact]
    public void The_far_past_and_future_are_timed_like_today()
    {
        var years = new[] { 1, 1600, 2015, 9000 };
        var reports = years.SelectMany((year, i) => new[] { 0, 30, 200 }.Select((minute, j) => new JournalledReport(Report.Of("Observer Mission", $"{i}/{j}", new Observation
        {
            Occurred = new Interval(Instant.FromUtc(year, 2, 16, 12, 0) + Duration.FromMinutes(minute), Instant.FromUtc(year, 2, 16, 12, 0) + Duration.FromMinutes(minute)),
            Where = new Place(null, new Region.Disc(new(48, 38), Metres.Zero)), Means = Means.Seen, Act = Act.Fire,
        }), [1])));
        Assert.Equal(8, Fusion.Fuse(reports, Rules).Length);
    }

    private static string[] Groups(ImmutableArray<Incident> incidents) =>
        [.. incidents.Select(incident => string.Join('+', incident.Sightings.Select(sighting => sighting.Id.Value).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)];

    private static JournalledReport Seen(int id, double minutes, Position at, string? what = null, double within = 0) => new(Report.Of("Observer Mission", $"{id}", new Observation
    {
        Occurred = new Interval(Noon + Duration.FromMinutes(minutes), Noon + Duration.FromMinutes(minutes)),
        Where = new Place(null, new Region.Disc(at, new Metres(within))),
        Means = Means.Seen, Act = Act.Fire, What = what,
    }), [id + 1]);
}
