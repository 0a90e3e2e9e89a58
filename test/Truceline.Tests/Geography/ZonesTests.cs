using Truceline.Geography;

namespace Truceline.Tests.Geography;

public class ZonesTests
{
    private static readonly Line South = new([new(48, 37), new(48, 37.5), new(48, 38)]);
    private static readonly Line North = new([new(48.2, 37), new(48.3, 37.5), new(48.2, 38)]);

    private static bool Holds(Zone zone, double latitude, double longitude) => zone.Margin(new(latitude, longitude)).Value > 0;

    [Fact]
    public void Between_two_lines_is_what_they_and_the_ways_between_their_ends_enclose()
    {
        var between = Zones.Between(South, North, out _)!;
        Assert.True(Holds(between, 48.1, 37.5));
        Assert.True(Holds(between, 48.1, 37.01));
        Assert.False(Holds(between, 48.1, 36.99));
        Assert.False(Holds(between, 48.4, 37.5));
        Assert.False(Holds(between, 47.9, 37.5));
    }

    [Fact]
    public void The_ground_between_two_lines_depends_neither_on_their_order_nor_on_their_direction()
    {
        Line Back(Line line) => new(line.Vertices.Reverse());
        Zone[] ways =
        [
            Zones.Between(South, North, out _)!, Zones.Between(North, South, out _)!,
            Zones.Between(South, Back(North), out _)!, Zones.Between(Back(South), North, out _)!, Zones.Between(Back(North), Back(South), out _)!,
        ];
        var random = new Random(3);
        for (var n = 0; n < 300; n++)
        {
            var at = Sample.Near(random, new(48.1, 37.5), 60e3);
            Assert.All(ways, way => Assert.Equal(ways[0].Margin(at).Value, way.Margin(at).Value, 0.0011));
        }
    }

    [Fact]
    public void Between_lines_that_cross_lie_the_lenses_on_both_sides_of_the_crossing()
    {
        var between = Zones.Between(new([new(48, 37), new(48.2, 38)]), new([new(48.2, 37), new(48, 38)]), out _)!;
        Assert.True(Holds(between, 48.1, 37.1));
        Assert.True(Holds(between, 48.1, 37.9));
        Assert.False(Holds(between, 48.18, 37.5));
        Assert.False(Holds(between, 48.02, 37.5));
        Assert.False(Holds(between, 48.1, 36.9));
    }

    [Fact]
    public void Between_lines_that_run_together_for_a_while_lies_the_rest()
    {
        var between = Zones.Between(
            new([new(48, 37), new(48, 37.3), new(48.2, 37.5), new(48, 37.7), new(48, 38)]),
            new([new(48, 37), new(48, 37.3), new(47.9, 37.5), new(48, 37.7), new(48, 38)]), out _)!;
        Assert.True(Holds(between, 48.05, 37.5));
        Assert.True(Holds(between, 47.95, 37.5));
        Assert.False(Holds(between, 48.01, 37.1));
        Assert.False(Holds(between, 47.99, 37.9));
        Assert.True(between.Margin(new(48, 37)).Value < -20e3);
        Assert.Equal(0, between.Margin(new(48, 37.3)).Value);
    }

    [Fact]
    public void Between_two_rings_lies_what_is_in_one_alone()
    {
        Line Ring(double d) => new([new(48 - d, 37 - d), new(48 - d, 37 + d), new(48 + d, 37 + d), new(48 + d, 37 - d), new(48 - d, 37 - d)]);
        var between = Zones.Between(Ring(0.1), Ring(0.3), out _)!;
        Assert.False(Holds(between, 48, 37));
        Assert.True(Holds(between, 48.2, 37));
        Assert.False(Holds(between, 48.4, 37));
        Assert.Null(Zones.Between(Ring(0.1), South, out var why));
        Assert.Equal("one of the lines ends where it began and the other does not", why);
    }

    [Fact]
    public void Between_a_straight_line_and_itself_or_between_lines_round_the_globe_lies_nothing()
    {
        var straight = new Line([new(48, 37), new(48, 38)]);
        Assert.Null(Zones.Between(straight, new(straight.Vertices.Reverse()), out var why));
        Assert.Equal("the lines are the same", why);
        var round = new Line([new(0, -80), new(0, 0), new(0, 80)]);
        Assert.Null(Zones.Between(round, new([new(10, -80), new(10, 0), new(10, 80)]), out why));
        Assert.Equal("the lines span half the globe", why);
    }

    [Fact]
    public void A_hull_holds_its_places_and_the_ways_between_them_and_has_no_corner_elsewhere() => Seeded.Check(150, seed =>
    {
        var random = new Random(seed);
        var centre = random.Next(4) == 0 ? new Position(random.Next(2) == 0 ? 89.9 : -0.1, 180) : Sample.Anywhere(random);
        var reach = Math.Pow(10, 3.5 + 2.3 * random.NextDouble());
        var places = Enumerable.Range(0, 3 + random.Next(20)).Select(_ => Sample.Near(random, centre, reach)).ToList();
        if (Zones.Through(places, out _) is not Zone.In { Area: var hull }) return false;
        if (places.Any(place => hull.Margin(place).Value < -0.002)) return false;
        if (!hull.Polygons[0].Outer.All(places.Contains)) return false;
        for (var n = 0; n < 30; n++)
        {
            var (a, b) = (places[random.Next(places.Count)], places[random.Next(places.Count)]);
            var way = Geodesic.Inverse(a, b);
            if (hull.Margin(Geodesic.Direct(a, way.AzimuthFrom, new(way.Distance.Value * random.NextDouble()))).Value < -0.002) return false;
        }
        // The least such area: its corners are places, and each edge has all places on one side.
        var ring = hull.Polygons[0].Outer;
        var shuffled = places.OrderBy(_ => random.Next()).ToList();
        return ring.SequenceEqual(((Zone.In)Zones.Through(shuffled, out _)!).Area.Polygons[0].Outer);
    });

    [Fact]
    public void No_hull_is_drawn_through_two_places_or_places_on_one_line_or_on_half_the_globe()
    {
        Assert.Null(Zones.Through([new(48, 37), new(48, 38), new(48, 37)], out var why));
        Assert.Equal("a hull needs three places or more", why);
        Assert.Null(Zones.Through([new(47, 37), new(48, 37), new(48.5, 37), new(49, 37)], out why));
        Assert.Equal("the places lie on one line", why);
        Assert.Null(Zones.Through([new(48, 37), new(0, 38), new(-40, 100)], out why));
        Assert.StartsWith("the places are too far apart", why);
    }

    [Fact]
    public void A_corridor_is_as_wide_on_both_sides_of_the_ways_from_place_to_place()
    {
        var corridor = Zones.Corridor([new(48, 37), new(48, 38), new(49, 38)], new(5000), out _)!;
        Assert.Equal(5000, corridor.Margin(new(48, 38)).Value);
        Assert.True(Holds(corridor, 48.5, 38.05));
        Assert.False(Holds(corridor, 48.5, 37.5));
        Assert.Null(Zones.Corridor([new(48, 37)], new(5000), out var why));
        Assert.Equal("a corridor needs two places or more", why);
    }

    [Fact]
    public void Within_a_distance_of_a_zone_is_what_has_a_point_of_the_zone_so_near() => Seeded.Check(40, seed =>
    {
        var random = new Random(seed);
        var line = new Line([new(48, 37), Sample.Near(random, new(48.2, 37.5), 15e3), Sample.Near(random, new(48, 38), 15e3)]);
        var area = new Area([new([.. AreaTests.Star(random, 5, 20e3, new(48.5, 37.3))], [])]);
        Zone Simple() => random.Next(4) switch
        {
            0 => new Zone.In(area),
            1 => new Zone.Belt(line, new(8e3), null),
            2 => new Zone.Belt(line, new(8e3), random.Next(2) == 0 ? Side.Left : Side.Right),
            _ => new Zone.Around(area, new(3e3)),
        };
        Zone zone = random.Next(2) == 0 ? Simple() : new Zone.AnyOf([Simple(), Simple()]);
        var distance = 500 + 15e3 * random.NextDouble();
        var around = Zones.Within(zone, new(distance), out _)!;
        for (var n = 0; n < 20; n++)
        {
            var at = Sample.Near(random, new(48.2, 37.5), 70e3);
            var inside = around.Margin(at).Value;
            // Walk to the zone: on all bearings, as far as the distance.
            var reached = zone.Margin(at).Value >= 0 || Enumerable.Range(0, 60).Any(k => Enumerable.Range(1, 6).Any(step =>
                zone.Margin(Geodesic.Direct(at, 6 * k, new(distance * step / 6))).Value > 0));
            if (inside > 1000 && !reached) return false;
            if (reached && inside < -0.01) return false;
        }
        return true;
    });

    [Fact]
    public void The_distance_from_what_zones_share_or_from_the_outside_of_one_is_refused()
    {
        Zone belt = new Zone.Belt(South, new(8e3), null);
        foreach (var zone in new Zone[] { new Zone.AllOf([belt, belt]), new Zone.NotIn(belt), new Zone.Beyond(South, new(8e3), null), new Zone.AnyOf([belt, new Zone.NotIn(belt)]) })
        {
            Assert.Null(Zones.Within(zone, new(1000), out var why));
            Assert.Equal("it is what several zones share, or the outside of one", why);
        }
    }

    [Fact]
    public void The_distance_from_a_belt_on_one_side_of_a_line_that_hooks_back_is_refused()
    {
        var hook = new Line([new(48, 37), new(48, 38), new(48.1, 38), new(48.1, 37.5), new(48.02, 37.5)]);
        Assert.Null(Zones.Within(new Zone.Belt(hook, new(8e3), Side.Left), new(1000), out var why));
        Assert.Equal("its line crosses itself, or bends back within the reach of the belt", why);
        Assert.NotNull(Zones.Within(new Zone.Belt(hook, new(500), Side.Left), new(1000), out _));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void The_sectors_of_a_belt_cover_it_share_nothing_and_have_equal_lengths_of_its_line(int count)
    {
        var line = new Line([new(48, 37), new(48.3, 37.5), new(48, 38), new(48.3, 38.5)]);
        Zone belt = new Zone.Belt(line, new(10e3), Side.Left);
        var sectors = Sectors.Of(belt, count, out _)!.Value;
        Assert.Equal(count, sectors.Length);
        var random = new Random(11);
        var undecided = 0;
        for (var n = 0; n < 2000; n++)
        {
            var at = Sample.Near(random, new(48.15, 37.75), 80e3);
            var margins = sectors.Select(sector => sector.Margin(at).Value).ToArray();
            var whole = belt.Margin(at).Value;
            Assert.True(margins.Count(margin => margin > 0) <= 1);
            Assert.True(margins.Max() <= whole);
            if (whole >= 0) Assert.True(margins.Max() >= 0);
            if (whole > 50 && margins.Max() < 25) undecided++;
        }
        Assert.True(undecided <= 12, $"{undecided}");
        // Along the line the cuts lie at equal lengths.
        for (var k = 0; k < count; k++)
            foreach (var share in new[] { 0.02, 0.5, 0.98 })
            {
                var along = (k + share) / count * line.Length.Value;
                var at = line.Part(along, line.Length.Value).Vertices[0];
                Assert.True(new Zone.Nearer(((Zone.Nearer)((Zone.AllOf)sectors[k]).Zones[1]).Lines, k).Margin(at).Value > 0, $"{k} {share}");
            }
    }

    [Fact]
    public void The_sectors_of_an_area_are_wedges_from_its_middle_clockwise_from_north()
    {
        var area = new Area([new([new(48, 37), new(48, 38), new(48.7, 38), new(48.7, 37)], [])]);
        var sectors = Sectors.Of(new Zone.In(area), 4, out _)!.Value;
        Assert.True(Holds(sectors[0], 48.5, 37.7));
        Assert.True(Holds(sectors[1], 48.05, 37.7));
        Assert.True(Holds(sectors[2], 48.05, 37.3));
        Assert.True(Holds(sectors[3], 48.5, 37.3));
        var random = new Random(4);
        for (var n = 0; n < 1000; n++)
        {
            var at = Sample.Near(random, new(48.35, 37.5), 70e3);
            var margins = sectors.Select(sector => sector.Margin(at).Value).ToArray();
            Assert.True(margins.Count(margin => margin > 0) <= 1);
            var whole = area.Margin(at).Value;
            if (whole < 0) Assert.True(margins.Max() < 0);
            else Assert.True(margins.Max() >= 0);
        }
    }

    [Fact]
    public void A_zone_without_an_end_has_no_sectors_and_one_sector_is_the_zone()
    {
        Zone outside = new Zone.Beyond(South, new(1000), null);
        Assert.Null(Sectors.Of(outside, 3, out var why));
        Assert.Equal("a zone without an end has no sectors", why);
        Assert.Equal([outside], Sectors.Of(outside, 1, out _)!.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => Sectors.Of(outside, 0, out _));
    }

    [Fact]
    public void In_a_ring_that_crosses_itself_lies_what_it_runs_round_an_odd_number_of_times() => Seeded.Check(150, seed =>
    {
        var random = new Random(seed);
        Position centre = random.Next(4) switch
        {
            0 => new(random.Next(2) == 0 ? 89.99 : -89.99, 360 * random.NextDouble() - 180),
            1 => new(170 * random.NextDouble() - 85, 180),
            _ => Sample.Anywhere(random),
        };
        // Flat enough here for a plane, of bearings and distances from the middle.
        var ring = Enumerable.Range(0, 5 + random.Next(6)).Select(_ => Sample.Near(random, centre, 4e3)).ToList();
        var area = new Area([new([.. ring], [])]);
        (double X, double Y) Flat(Position at)
        {
            var way = Geodesic.Inverse(centre, at);
            var (sin, cos) = Math.SinCos(way.AzimuthFrom * Math.PI / 180);
            return (way.Distance.Value * sin, way.Distance.Value * cos);
        }

        var flat = ring.Select(Flat).ToList();
        for (var n = 0; n < 60; n++)
        {
            var at = Sample.Near(random, centre, 6e3);
            var margin = area.Margin(at).Value;
            if (Math.Abs(margin) < 1) continue;
            var (x, y) = Flat(at);
            var odd = false;
            for (var k = 0; k < flat.Count; k++)
            {
                var (a, b) = (flat[k], flat[(k + 1) % flat.Count]);
                if (a.Y > y != b.Y > y && x < a.X + (b.X - a.X) * (y - a.Y) / (b.Y - a.Y)) odd = !odd;
            }
            if (margin > 0 != odd) return false;
        }
        return true;
    });
}
