using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Tests.Assessments;

public class CoverageTests(ITestOutputHelper output)
{
    [Fact]
    public void A_share_over_even_places_agrees_with_a_dense_random_sample_of_the_zone()
    {
        var worst = 0.0;
        for (var seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var zone = Grounds.Zone(random);
            var regions = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Grounds.Region(random)).ToArray();
            if (Grounds.Sample(random, zone, 4_000) is not { Length: > 0 } sample) continue;
            var places = EvenPlaces.Of(zone)!.Value;
            Assert.InRange(places.Length, EvenPlaces.Enough, 5 * EvenPlaces.Enough);
            Assert.All(places, place => Assert.True(zone.Holds(place)));
            var bits = regions.Select(region => PlacesWithin.Of(region, places)).Aggregate((a, b) => [.. a.Zip(b, (one, other) => one | other)]);
            var share = (double)bits.Sum(word => System.Numerics.BitOperations.PopCount(word)) / places.Length;
            var truth = (double)sample.Count(place => regions.Any(region => Grounds.Holds(region, place))) / sample.Length;
            worst = Math.Max(worst, Math.Abs(share - truth));
        }
        output.WriteLine(FormattableString.Invariant($"worst difference {worst:0.0000}"));
        // The sample of 4,000 is itself off by up to about 0.025.
        Assert.InRange(worst, 0, 0.035);
    }

    [Fact]
    public void A_part_that_ends_at_a_meridian_or_along_a_parallel_has_its_share_of_the_ground()
    {
        var zone = new Zone.In(Box(48, 38, 48.5, 39));
        var places = EvenPlaces.Of(zone)!.Value;
        var all = Truceline.Geography.Ground.Of(zone)!.SquareMetres;
        foreach (var i in (int[])[1, 7, 10, 19])
            foreach (var part in new[] { Box(47, 37, 49, 38 + i / 20.0), Box(47, 37.9, 48 + i / 40.0, 39.1) })
            {
                var truth = Truceline.Geography.Ground.Of(new Zone.AllOf([zone, new Zone.In(part)]))!.SquareMetres / all;
                Assert.InRange((double)PlacesWithin.Of(new Region.Within(part), places).Sum(word => System.Numerics.BitOperations.PopCount(word)) / places.Length - truth, -0.01, 0.01);
            }
    }

    [Fact]
    public void A_zone_without_an_end_has_no_places_and_one_without_ground_none()
    {
        Assert.Null(EvenPlaces.Of(new Zone.NotIn(new Zone.In(Box(48, 38, 49, 39)))));
        Assert.Empty(EvenPlaces.Of(new Zone.AllOf([new Zone.In(Box(48, 38, 49, 39)), new Zone.In(Box(50, 38, 51, 39))]))!.Value);
    }

    [Fact]
    public void What_was_watched_is_what_a_count_of_every_place_in_every_minute_gives()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            const int places = 90;
            var start = Instant.FromUtc(2015, 2, 15, 0, 0);
            Instant Minute(int minute) => start + Duration.FromMinutes(minute);
            ulong[] Some() => [(ulong)random.NextInt64() & (ulong)random.NextInt64(), (ulong)random.NextInt64(1L << 26)];
            Watch[] watches = [.. Enumerable.Range(0, random.Next(7)).Select(i =>
            {
                var from = random.Next(-60, 180);
                return new Watch(Minute(from), Minute(from + random.Next(1, 120)), Some(), random.Next(2) == 0 ? Means.Camera : Means.Seen, [i + 1]);
            })];
            var (gone, goneFrom, goneTo) = (random.Next(2) == 0 ? null : Some(), random.Next(0, 60), random.Next(60, 120));
            ImmutableArray<Watch> left = [.. watches.SelectMany(watch => watch.Without(Minute(goneFrom), Minute(goneTo), gone))];
            ImmutableArray<Means> by = random.Next(2) == 0 ? [] : [Means.Camera];
            var seen = 0;
            for (var minute = 0; minute < 120; minute++)
                for (var place = 0; place < places; place++)
                    if (watches.Any(watch => (by.IsEmpty || by.Contains(watch.Means)) && watch.From <= Minute(minute) && Minute(minute) < watch.To && Has(watch.Places, place)
                        && !(minute >= goneFrom && minute < goneTo && (gone is null || Has(gone, place))))) seen++;
            Assert.Equal(seen / (places * 120.0), new WatchedGround(places, left).In(Minute(0), Minute(120), by).Share, 12);
        }

        static bool Has(ulong[] bits, int place) => (bits[place / 64] >> (place % 64) & 1) == 1;
    }

    [Fact]
    public void A_report_of_a_thousand_years_keeps_nobody_waiting_and_the_last_days_are_said()
    {
        var report = new Coverage(
            CoverageKind.Sensor, "camera 1", new Interval(Instant.FromUtc(1015, 2, 15, 0, 0), Instant.FromUtc(2015, 2, 15, 21, 0)),
            new Place(null, new Region.Disc(new Position(48.2, 38), new Metres(8000))), Means.Camera, null);
        var log = Worlds.Log([Report.Of("Observer Mission", "c", report)]);
        var assessment = Assessor.Assess(log, Worlds.Agreement, Truceline.Incidents.FusionRules.Default, null);
        var zone = Worlds.Agreement.Zones.Values.First(one => one.IsNamed && EvenPlaces.Of(one.Zone) is { IsEmpty: false }).Id;
        var days = ZoneCoverage.Of(assessment, log, zone).Days;
        Assert.Equal(4_000, days.Length);
        Assert.Equal(new LocalDate(2015, 2, 15), days[^1].Date);
    }

    [Theory]
    [InlineData(48.2, Outcome.Kept)]
    [InlineData(20, Outcome.KeptButUnseen)]
    public void A_floor_of_nothing_keeps_no_day_of_which_nothing_was_seen(double latitude, Outcome expected)
    {
        var agreement = Truceline.Tests.Agreements.Truces.Agreement(
            """
            truce: 1
            id: t
            title: A truce
            source: { status: signed, signed: 2015-02-12 }
            clock: { zone: Europe/Kyiv, day: calendar }
            actors: { A: { kind: party, name: Side A }, OM: { kind: monitor, name: Observer Mission } }
            zones: { area: { geometry: area.geojson } }
            clauses:
              - { id: stop, must-not: { who: [A], do: fire, in: area }, from: 2015-02-15T00:00:00+02:00, floor: { coverage: 0 } }
            """, ("area.geojson", """{"type":"Polygon","coordinates":[[[38.0,48.0],[38.5,48.0],[38.5,48.4],[38.0,48.4],[38.0,48.0]]]}"""));
        var watched = new Coverage(
            CoverageKind.Sensor, "camera 1", new Interval(Instant.FromUtc(2015, 2, 14, 22, 0), Instant.FromUtc(2015, 2, 15, 22, 0)),
            new Place(null, new Region.Disc(new Position(latitude, 38.2), new Metres(8000))), Means.Camera, null);
        var log = Worlds.Log([Report.Of("Observer Mission", "c", watched)]);
        var assessment = Assessor.Assess(log, agreement, Truceline.Incidents.FusionRules.Default, null);
        Assert.Equal(expected, Assert.Single(assessment.Findings).Outcome);
        Assert.Empty(Truceline.Recheck.Check.Of(AssessmentJson.Write(assessment), log, agreement, null).Doubts);
    }

    private const string Watched = """
        truce: 1
        id: t
        title: A truce
        source: { status: signed, signed: 2015-02-12 }
        clock: { zone: UTC, day: calendar }
        actors: { A: { kind: party, name: Side A }, OM: { kind: monitor, name: Observer Mission }, Other: { kind: monitor, name: Other Mission } }
        zones: { area: { geometry: area.geojson } }
        clauses:
          - { id: stop, must-not: { who: [A], do: fire, in: area }, from: 2015-02-15 }
        """;

    private static readonly Instant Begin = Instant.FromUtc(2015, 2, 15, 0, 0);
    private static readonly Position Middle = new(48.2, 38.25);

    /// <summary>The coverage of an area of 37 km by 44 km, from what the Observer Mission reports and, where it says so, another.</summary>
    private static ZoneCoverage Of(params (string Source, Content Content)[] contents)
    {
        var agreement = Truceline.Tests.Agreements.Truces.Agreement(Watched, ("area.geojson", """{"type":"Polygon","coordinates":[[[38.0,48.0],[38.5,48.0],[38.5,48.4],[38.0,48.4],[38.0,48.0]]]}"""));
        var log = Worlds.Log([.. contents.Select((one, i) => Report.Of(one.Source, FormattableString.Invariant($"r{i}"), one.Content))]);
        return ZoneCoverage.Of(Assessor.Assess(log, agreement, Truceline.Incidents.FusionRules.Default, Begin + Duration.FromDays(1)), log, "area");
    }

    private static (string, Content) Seen(CoverageKind kind = CoverageKind.Sensor, double hours = 24, Region? region = null) => ("Observer Mission", new Coverage(
        kind, "one", new Interval(Begin, Begin + Duration.FromHours(hours)), new Place(null, region ?? new Region.Disc(Middle, new Metres(40_000))), Means.Camera, null));

    private static (string, Content) Kept(AccessStatus status, string source = "Observer Mission", double from = 0, double hours = 24) => (source, new Access(
        status, new Interval(Begin + Duration.FromHours(from), Begin + Duration.FromHours(from + hours)), new Place(null, new Region.Disc(Middle, new Metres(60_000))), [], Means.Seen, null, null));

    private static (string, Content) Fire(double hour, double within, double longitude = 38.25) => ("Observer Mission", new Observation
    {
        Occurred = new Interval(Begin + Duration.FromHours(hour), Begin + Duration.FromHours(hour)), Where = new Place(null, new Region.Disc(new Position(48.2, longitude), new Metres(within))),
        Act = Act.Fire, Phase = FirePhase.Impact, Means = Means.Camera,
    });

    [Fact]
    public void What_is_nearer_than_a_sector_begins_is_not_seen()
    {
        Assert.Equal(1, Of(Seen(region: Sector(0))).Days[0].Share!.Value, 9);
        Assert.Null(Of(Seen(region: Sector(35_000))).Days[0].Share);

        static Region Sector(double near) => new Region.Sector(Middle, 0, 180, new Metres(near), new Metres(60_000));
    }

    [Fact]
    public void Who_is_denied_access_patrols_no_more_and_its_cameras_see_on_and_so_do_the_patrols_of_others()
    {
        Assert.Null(Of(Seen(CoverageKind.Patrol), Kept(AccessStatus.Denied)).Days[0].Share);
        Assert.Null(Of(Seen(), Kept(AccessStatus.Jammed)).Days[0].Share);
        foreach (var one in new[] { Of(Seen(), Kept(AccessStatus.Denied)), Of(Seen(CoverageKind.Patrol), Kept(AccessStatus.Jammed)), Of(Seen(CoverageKind.Patrol), Kept(AccessStatus.Denied, "Other Mission")) })
            Assert.Equal(1, one.Days[0].Share!.Value, 9);
    }

    [Fact]
    public void What_kept_monitors_away_is_told_in_each_hour_that_it_meets_and_at_an_instant_in_the_hour_that_it_begins()
    {
        Assert.Equal([10], Hours(Kept(AccessStatus.Denied, from: 10, hours: 0)));
        Assert.Equal([10, 11], Hours(Kept(AccessStatus.Denied, from: 10.5, hours: 1)));

        static int[] Hours((string, Content) kept) => [.. Of(Seen(), kept).Days[0].Hours.Select((hour, i) => (hour, i)).Where(one => !one.hour.Hindrances.IsEmpty).Select(one => one.i)];
    }

    [Fact]
    public void What_was_noticed_is_counted_in_its_hour_and_only_where_it_was_surely_in_the_zone()
    {
        var day = Of(Seen(), Fire(5, 100), Fire(7.5, 100), Fire(9, 3_000, 38.49)).Days[0];
        Assert.Equal([5, 7], day.Hours.Select((hour, i) => (hour.Incidents, i)).Where(one => one.Incidents > 0).Select(one => one.i));
        Assert.Equal((2, 2 / 24.0), (day.Incidents, day.Rate!.Value));
    }

    [Fact]
    public void There_is_a_rate_from_an_hour_of_the_whole_zone_on()
    {
        Assert.Equal(1, Of(Seen(hours: 1), Fire(5, 100)).Days[0].Rate!.Value, 9);
        Assert.Equal((1, null), (Of(Seen(hours: 0.9), Fire(5, 100)).Days[0].Incidents, Of(Seen(hours: 0.9), Fire(5, 100)).Days[0].Rate));
    }

    private static Area Box(double south, double west, double north, double east) =>
        new([new([new(south, west), new(south, east), new(north, east), new(north, west)], [])]);

    /// <summary>Random zones and regions near one another, and an own way to say what lies in them.</summary>
    private static class Grounds
    {
        public static Zone Zone(Random random)
        {
            var (south, west) = (40 + random.NextDouble() * 20, 20 + random.NextDouble() * 20);
            Position At(double up, double right) => new(south + up, west + right);
            var line = new Line([At(0, 0), At(random.NextDouble() * 0.4, 0.4), At(random.NextDouble() * 0.4, 0.8), At(0.3, 1.2)]);
            Current = (south, west);
            return random.Next(4) switch
            {
                0 => new Zone.In(new Area([new([At(0, 0), At(0, 1.2), At(0.4, 0.9 + random.NextDouble() / 3), At(0.4, 0.1)], [])])),
                1 => new Zone.Belt(line, new Metres(3_000 + random.Next(20_000)), null),
                2 => new Zone.Belt(line, new Metres(3_000 + random.Next(20_000)), Side.Left),
                _ => new Zone.AllOf([new Zone.Belt(line, new Metres(25_000), null), new Zone.NotIn(new Zone.Belt(line, new Metres(5_000), null))]),
            };
        }

        private static (double South, double West) Current;

        public static Region Region(Random random)
        {
            var at = new Position(Current.South + random.NextDouble() * 0.4, Current.West + random.NextDouble() * 1.2);
            return random.Next(3) switch
            {
                0 => new Region.Disc(at, new Metres(2_000 + random.Next(25_000))),
                1 => new Region.Sector(at, random.Next(360), 15 + random.Next(60), new Metres(random.Next(3_000)), new Metres(5_000 + random.Next(30_000))),
                _ => new Region.Within(Box(at.Latitude, at.Longitude, at.Latitude + 0.2, at.Longitude + 0.3)),
            };
        }

        /// <summary>Places drawn evenly by chance from the box round the zone, those that lie in it.</summary>
        public static ImmutableArray<Position> Sample(Random random, Zone zone, int count)
        {
            var (low, high) = (Math.Sin((Current.South - 0.4) * Math.PI / 180), Math.Sin((Current.South + 0.9) * Math.PI / 180));
            var sample = ImmutableArray.CreateBuilder<Position>();
            for (var i = 0; i < 8 * count && sample.Count < count; i++)
            {
                var at = new Position(Math.Asin(low + (high - low) * random.NextDouble()) * 180 / Math.PI, Current.West - 0.6 + 2.4 * random.NextDouble());
                if (zone.Holds(new SurfacePoint(at))) sample.Add(at);
            }
            return sample.ToImmutable();
        }

        public static bool Holds(Region region, Position place) => region.Match(
            disc => Geodesic.Distance(disc.Centre, place) <= disc.Radius,
            sector => Geodesic.Inverse(sector.Apex, place) is var way && way.Distance <= sector.Far && way.Distance >= sector.Near
                && Math.Abs(((way.AzimuthFrom - sector.Bearing) % 360 + 540) % 360 - 180) <= sector.HalfWidth,
            within => within.Area.Contains(place),
            _ => false);
    }
}
