using System.Collections.Immutable;
using Truceline.Geography;

namespace Truceline.Tests.Geography;

public class ZoneIndexTests
{
    [Fact]
    public void An_index_says_what_the_zones_say() => Seeded.Check(8, seed =>
    {
        var random = new Random(seed);
        var (zone, near) = Lines.AnyZone(random);
        var index = ZoneIndex.Of([zone]);
        var reach = Math.Pow(10, 2 + 5 * random.NextDouble());
        return Enumerable.Range(0, 40).All(n => Agrees(index, 0, n % 8 == 0 ? Sample.Anywhere(random) : Sample.Near(random, near, reach)));
    });

    [Fact]
    public void It_does_so_within_two_metres_of_the_edge() => Seeded.Check(12, seed =>
    {
        var random = new Random(seed);
        var (zone, near) = Small(random, new(70 * random.NextDouble() - 20, 360 * random.NextDouble() - 180));
        var index = ZoneIndex.Of([zone]);
        return AtTheEdge(random, zone, near, 12).All(at => Agrees(index, 0, at));
    });

    [Theory]
    [InlineData(89.9, 20)]
    [InlineData(90, 0)]
    [InlineData(-89.95, -170)]
    [InlineData(10, 180)]
    [InlineData(-40, -179.99)]
    [InlineData(0, 0)]
    public void It_does_so_at_the_poles_and_across_the_antimeridian(double latitude, double longitude)
    {
        var random = new Random(7);
        for (var n = 0; n < 4; n++)
        {
            var (zone, near) = Small(random, new(latitude, longitude));
            var index = ZoneIndex.Of([zone]);
            foreach (var at in AtTheEdge(random, zone, near, 10)) Assert.True(Agrees(index, 0, at), $"{zone} at {at}");
            foreach (var at in new[] { new Position(90, 0), new(-90, 50), new(latitude, 180), new(latitude, -180), new(latitude, longitude) })
                Assert.True(Agrees(index, 0, at), $"{zone} at {at}");
        }
    }

    [Fact]
    public void Spikes_repeated_vertices_crossings_holes_and_nothing_at_all_are_zones_too()
    {
        ImmutableArray<Position> bow = [new(48, 37), new(48.2, 37.3), new(48.2, 37), new(48, 37.3)];
        ImmutableArray<Position> square = [new(48, 37), new(48, 37.4), new(48.3, 37.4), new(48.3, 37)];
        ImmutableArray<Position> hole = [new(48.1, 37.1), new(48.1, 37.2), new(48.1, 37.2), new(48.2, 37.2)];
        Line spike = new([new(48, 37), new(48, 37.2), new(48.0001, 37.01), new(48.1, 37.3), new(48.1, 37.3), new(48, 37.3)]), back = new([new(48, 37), new(48, 37.2), new(48, 37.1)]);
        Zone[] zones =
        [
            new Zone.In(new([new(bow, [])])), new Zone.In(new([new(square, [hole])])), new Zone.In(new([new(square, []), new(bow, [])])),
            new Zone.Belt(spike, new(3e3), Side.Left), new Zone.Belt(back, new(3e3), Side.Right), new Zone.Beyond(back, new(3e3), null), new Zone.Belt(spike, new(0), null),
            new Zone.AnyOf([]), new Zone.AllOf([]), new Zone.NotIn(new Zone.AllOf([])), new Zone.Nearer([spike], 0),
            new Zone.AllOf([new Zone.In(new([new(square, [])])), new Zone.NotIn(new Zone.In(new([new(square, [])])))]),
        ];
        var index = ZoneIndex.Of([.. zones]);
        var random = new Random(3);
        for (var zone = 0; zone < zones.Length; zone++)
        {
            for (var n = 0; n < 150; n++) Assert.True(Agrees(index, zone, Sample.Near(random, new(48.1, 37.2), 30e3)));
            foreach (var at in AtTheEdge(random, zones[zone], new(48.1, 37.2), 10)) Assert.True(Agrees(index, zone, at), $"{zone} at {at}");
        }
    }

    [Fact]
    public void A_sketch_holds_the_distance_within_its_bounds_and_names_no_wrong_side()
    {
        var (random, seen, sided) = (new Random(11), 0, 0);
        foreach (var latitude in new[] { 0, -30.0, 48, 67, 77 })
            foreach (var reach in new[] { 500, 9e3, 120e3 })
            {
                var middle = new Position(latitude, 360 * random.NextDouble() - 180);
                var line = new Line([.. Enumerable.Range(0, 30).Select(n => Sample.Near(random, Geodesic.Direct(middle, 80, new(400 * n)), 500))]);
                var zone = new Zone.Belt(line, new(reach), Side.Left);
                var index = ZoneIndex.Of([zone]);
                foreach (var at in AtTheEdge(random, zone, Geodesic.Direct(middle, 350, new(reach)), 40).SelectMany(at => Enumerable.Range(0, 5).Select(_ => Sample.Near(random, at, 300))))
                    foreach (var question in index.Table.Questions(index.Table.At(at.Longitude, at.Latitude)))
                    {
                        if (question.Sketch is not { } sketch) continue;
                        var (reading, nearest) = (sketch.Read(at.Latitude, at.Longitude), line.Nearest(at));
                        Assert.InRange(nearest.Distance.Value, reading.Least, reading.Most);
                        Assert.InRange(reading.Most - reading.Least, 0, 2);
                        Assert.True(reading.Side == 0 || reading.Side > 0 == (nearest.Side == Side.Left), $"{at}: {reading}");
                        seen++;
                        sided += Math.Abs(reading.Side);
                    }
            }
        Assert.InRange(seen, 500, 100_000);
        Assert.InRange(sided, 100, seen);
    }

    [Fact]
    public void Regions_are_answered_as_the_zone_answers_them() => Seeded.Check(12, seed =>
    {
        var random = new Random(seed);
        var (zone, near) = Small(random, new(48, 37));
        var index = ZoneIndex.Of([zone]);
        for (var n = 0; n < 12; n++)
        {
            var at = Sample.Near(random, near, 12e3);
            var size = Math.Pow(10, 4.2 * random.NextDouble());
            Region region = random.Next(4) switch
            {
                0 => new Region.Sector(at, random.Next(360), 1 + random.Next(90), new(size / 3), new(size)),
                1 => new Region.Within(new([new([.. AreaTests.Star(random, 3 + random.Next(8), size, at)], [])])),
                _ => new Region.Disc(at, new(size)),
            };
            if (index.Test(0, region) != zone.Test(region)) return false;
        }
        return true;
    });

    [Fact]
    public void One_zone_changed_is_the_whole_made_anew() => Seeded.Check(6, seed =>
    {
        var random = new Random(seed);
        var line = new Line([.. Enumerable.Range(0, 6).Select(_ => Sample.Near(random, new(48, 37), 20e3))]);
        ImmutableArray<Zone> zones = [.. new[] { 2e3, 5e3, 9e3 }.SelectMany(reach => new Zone[] { new Zone.Belt(line, new(reach), Side.Left), new Zone.Belt(line, new(reach), null) }), Small(random, new(48, 37)).Zone];
        var before = ZoneIndex.Of(zones);
        for (var round = 0; round < 3; round++)
        {
            var zone = random.Next(zones.Length);
            zones = zones.SetItem(zone, random.Next(2) == 0 ? new Zone.Belt(line, new(7e3), Side.Right) : Small(random, new(48, 37)).Zone);
            before = before.With(zone, zones[zone]);
        }
        var whole = ZoneIndex.Of(zones);
        for (var n = 0; n < 150; n++)
        {
            var at = Sample.Near(random, new(48, 37), 40e3);
            for (var zone = 0; zone < zones.Length; zone++)
                if (before.Test(zone, at) != whole.Test(zone, at) || !Agrees(before, zone, at)) return false;
        }
        return true;
    });

    [Fact]
    public void Zones_as_large_as_continents_cost_no_more_than_they_may()
    {
        Line meridian = new([.. Enumerable.Range(0, 160).Select(n => new Position(n - 80, 20 + n % 2))]), bent = new([new(-30, -150), new(45, -80), new(-20, 10), new(60, 100)]);
        Line hook = new([.. Enumerable.Range(0, 30).Select(n => Geodesic.Direct(new(10, 60), 40 * n, new(100e3 * Math.Pow(1.12, n))))]);
        Zone[] zones =
        [
            new Zone.Beyond(meridian, new(2e6), Side.Left), new Zone.Belt(meridian, new(3e6), Side.Right), new Zone.Beyond(bent, new(500e3), Side.Right),
            new Zone.Belt(hook, new(900e3), Side.Left), new Zone.Nearer([meridian, bent, hook], 1), new Zone.NotIn(new Zone.Beyond(hook, new(300e3), Side.Right)),
            new Zone.AllOf([new Zone.Beyond(bent, new(0), null), new Zone.Nearer([hook, meridian], 0), new Zone.NotIn(new Zone.Belt(hook, new(5e6), Side.Left))]),
        ];
        var index = ZoneIndex.Of([.. zones]);
        Assert.InRange(index.Table.MixedCount, 100, 400_000);
        var random = new Random(5);
        for (var n = 0; n < 10; n++)
        {
            var at = Sample.Anywhere(random);
            for (var zone = 0; zone < zones.Length; zone++) Assert.True(Agrees(index, zone, at), $"zone {zone} at {at}");
        }
    }

    [Fact]
    public void A_zone_that_is_not_there_cannot_be_changed()
    {
        var index = ZoneIndex.Of([new Zone.AnyOf([])]);
        Assert.Throws<ArgumentOutOfRangeException>(() => index.With(1, new Zone.AnyOf([])));
        Assert.Throws<ArgumentOutOfRangeException>(() => index.With(-1, new Zone.AnyOf([])));
    }

    private static bool Agrees(ZoneIndex index, int zone, Position at) => index.Test(zone, at) == index.Zones[zone].Test(new Region.Disc(at, Metres.Zero));

    private static (Zone Zone, Position Near) Small(Random random, Position at)
    {
        var near = Sample.Near(random, at, 5e3);
        var line = new Line([.. Enumerable.Range(0, 4).Select(_ => Sample.Near(random, near, 12e3))]);
        var area = new Area([new([.. AreaTests.Star(random, 3 + random.Next(12), 9e3, near)], [])]);
        var reach = new Metres(8e3 * random.NextDouble());
        return (random.Next(9) switch
        {
            0 => new Zone.Belt(line, reach, null),
            1 or 2 => new Zone.Belt(line, reach, Side.Left),
            3 => new Zone.Beyond(line, reach, Side.Right),
            4 => new Zone.Around(area, reach),
            5 => new Zone.NotIn(new Zone.AnyOf([new Zone.In(area), new Zone.Belt(line, reach, Side.Right)])),
            6 => new Zone.AllOf([new Zone.In(area), new Zone.Beyond(line, reach, null)]),
            7 => new Zone.Nearer([line, new Line([near, Sample.Near(random, near, 9e3)])], 0),
            _ => new Zone.In(area),
        }, near);
    }

    // Halved towards where the sign changes, and then a few centimetres to two metres aside.
    private static IEnumerable<Position> AtTheEdge(Random random, Zone zone, Position near, int count)
    {
        for (var n = 0; n < count; n++)
        {
            Position inside = Sample.Near(random, near, 15e3), outside = Sample.Near(random, near, 25e3);
            if (zone.Margin(inside).Value >= 0 == zone.Margin(outside).Value >= 0) continue;
            var way = Geodesic.Inverse(inside, outside);
            double low = 0, high = way.Distance.Value;
            for (var k = 0; k < 30; k++)
            {
                var middle = (low + high) / 2;
                if (zone.Margin(Geodesic.Direct(inside, way.AzimuthFrom, new(middle))).Value >= 0 == zone.Margin(inside).Value >= 0) low = middle;
                else high = middle;
            }
            foreach (var aside in new[] { -2, -1.02, -1, -0.98, -0.5, 0, 0.5, 0.98, 1, 1.02, 2 })
                yield return Geodesic.Direct(inside, way.AzimuthFrom, new(low + aside * (1 + random.NextDouble())));
        }
    }
}
