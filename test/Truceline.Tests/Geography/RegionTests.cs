using Truceline.Geography;

namespace Truceline.Tests.Geography;

public class RegionTests
{
    private static readonly Line Eastwards = new([new(0, 0), new(0, 10)]);
    private static readonly Zone NorthernBelt = new Zone.Belt(Eastwards, new(50e3), Side.Left);
    private static readonly Area Square = new([new([new(0, 0), new(0, 1), new(1, 1), new(1, 0)], [])]);

    private static Position North(double metres) => Geodesic.Direct(new(0, 5), 0, new Metres(metres));

    [Theory]
    [InlineData(20e3, Certainty.Certain)]
    [InlineData(60e3, Certainty.No)]
    [InlineData(-20e3, Certainty.No)]
    [InlineData(1.01, Certainty.Certain)]
    [InlineData(-1.01, Certainty.No)]
    [InlineData(0.99, Certainty.Possible)]
    [InlineData(-0.99, Certainty.Possible)]
    [InlineData(50e3, Certainty.Possible)]
    [InlineData(49998.99, Certainty.Certain)]
    [InlineData(50001.01, Certainty.No)]
    public void A_point_is_certain_a_metre_inside_and_excluded_a_metre_outside(double north, Certainty expected) =>
        Assert.Equal(expected, NorthernBelt.Test(new Region.Disc(North(north), Metres.Zero)));

    [Theory]
    [InlineData(25e3, 20e3, Certainty.Certain)]
    [InlineData(25e3, 24998, Certainty.Certain)]
    [InlineData(25e3, 25001, Certainty.Possible)]
    [InlineData(60e3, 9998, Certainty.No)]
    [InlineData(60e3, 10002, Certainty.Possible)]
    [InlineData(-30e3, 29998, Certainty.No)]
    [InlineData(-30e3, 30002, Certainty.Possible)]
    public void A_disc_is_certain_or_excluded_if_all_of_it_is(double north, double radius, Certainty expected) =>
        Assert.Equal(expected, NorthernBelt.Test(new Region.Disc(North(north), new(radius))));

    [Fact]
    public void Anywhere_is_possible()
    {
        Assert.Equal(Certainty.Possible, NorthernBelt.Test(new Region.Anywhere()));
        Assert.Equal(Certainty.Possible, new Zone.AllOf([]).Test(new Region.Anywhere()));
    }

    [Theory]
    [InlineData(-60e3, 0, 20, 65e3, 100e3, Certainty.Certain)]
    [InlineData(-60e3, 180, 20, 65e3, 100e3, Certainty.No)]
    [InlineData(-60e3, 360, 20, 65e3, 100e3, Certainty.Certain)]
    [InlineData(-60e3, 0, 20, 30e3, 100e3, Certainty.Possible)]
    [InlineData(-60e3, 0, 20, 30e3, 58e3, Certainty.No)]
    [InlineData(-60e3, 0, 75, 65e3, 100e3, Certainty.Possible)]
    [InlineData(-60e3, 0, 180, 65e3, 100e3, Certainty.Possible)]
    [InlineData(-60e3, 0, 180, 0, 59e3, Certainty.No)]
    [InlineData(25e3, 123, 180, 0, 24e3, Certainty.Certain)]
    [InlineData(25e3, 123, 180, 10e3, 24e3, Certainty.Certain)]
    [InlineData(25e3, 123, 180, 10e3, 26e3, Certainty.Possible)]
    [InlineData(5e3, 350, 15, 3e3, 40e3, Certainty.Certain)]
    public void A_sector_counts_with_its_width_and_its_range(
        double north, double bearing, double halfWidth, double near, double far, Certainty expected) =>
        Assert.Equal(expected, NorthernBelt.Test(new Region.Sector(North(north), bearing, halfWidth, new(near), new(far))));

    [Fact]
    public void An_area_counts_as_a_whole()
    {
        Region within = new Region.Within(Square);
        var wide = new Area([new([new(-1, -1), new(-1, 2), new(2, 2), new(2, -1)], [])]);
        var apart = new Area([new([new(5, 5), new(5, 6), new(6, 6)], [])]);
        var half = new Area([new([new(-1, -1), new(-1, 2), new(0.5, 2), new(0.5, -1)], [])]);
        Assert.Equal(Certainty.Certain, new Zone.In(wide).Test(within));
        Assert.Equal(Certainty.No, new Zone.In(apart).Test(within));
        Assert.Equal(Certainty.Possible, new Zone.In(half).Test(within));
        Assert.Equal(Certainty.Possible, new Zone.In(Square).Test(within));
        Assert.Equal(Certainty.Certain, new Zone.Around(Square, new(20e3)).Test(within));
        Assert.Equal(Certainty.No, new Zone.NotIn(new Zone.In(wide)).Test(within));
        Assert.Equal(Certainty.Possible, new Zone.In(new Area([wide.Polygons[0] with { Holes = [[new(0.4, 0.4), new(0.4, 0.6), new(0.6, 0.6)]] }])).Test(within));
    }

    [Fact]
    public void A_hole_of_an_uncertain_area_does_not_count()
    {
        var holed = new Area([new([new(-1, -1), new(-1, 2), new(2, 2), new(2, -1)], [[new(0.2, 0.2), new(0.2, 0.8), new(0.8, 0.8), new(0.8, 0.2)]])]);
        var middle = new Area([new([new(0.3, 0.3), new(0.3, 0.7), new(0.7, 0.7), new(0.7, 0.3)], [])]);
        Assert.Equal(Certainty.No, new Zone.In(middle).Test(new Region.Within(holed)));
        Assert.Equal(Certainty.Certain, new Zone.NotIn(new Zone.In(middle)).Test(new Region.Within(holed)));
    }

    [Fact]
    public void Discs_and_sectors_over_a_pole_and_the_antimeridian_are_whole()
    {
        var cap = new Area([new([.. Enumerable.Range(0, 12).Select(k => new Position(80, Math.IEEERemainder(30.0 * k, 360)))], [])]);
        Assert.Equal(Certainty.Certain, new Zone.In(cap).Test(new Region.Disc(new(88, 20), new(500e3))));
        Assert.Equal(Certainty.Possible, new Zone.In(cap).Test(new Region.Disc(new(88, 20), new(1000e3))));
        Assert.Equal(Certainty.Certain, new Zone.In(cap).Test(new Region.Sector(new(82, 30), 0, 10, new(0), new(1600e3))));
        Assert.Equal(Certainty.Possible, new Zone.In(cap).Test(new Region.Sector(new(82, 30), 0, 10, new(0), new(2200e3))));
        var box = new Area([new([new(50, 175), new(50, -175), new(55, -175), new(55, 175)], [])]);
        Assert.Equal(Certainty.Certain, new Zone.In(box).Test(new Region.Disc(new(52.5, 180), new(200e3))));
        Assert.Equal(Certainty.Certain, new Zone.In(box).Test(new Region.Sector(new(52.5, 179), 90, 20, new(50e3), new(300e3))));
        Assert.Equal(Certainty.No, new Zone.In(box).Test(new Region.Sector(new(52.5, 174), 270, 40, new(0), new(300e3))));
    }

    [Fact]
    public void Distances_that_make_no_region_are_refused()
    {
        Assert.Throws<ArgumentException>(() => NorthernBelt.Test(new Region.Disc(North(0), new(-1))));
        Assert.Throws<ArgumentException>(() => NorthernBelt.Test(new Region.Disc(North(0), new(double.NaN))));
        Assert.Throws<ArgumentException>(() => NorthernBelt.Test(new Region.Sector(North(0), 0, 10, new(2), new(1))));
    }

    [Fact]
    public void What_is_certain_holds_at_every_place_of_the_region_and_what_is_excluded_at_none()
    {
        var seen = new int[3];
        Seeded.Check(400, seed =>
        {
            var random = new Random(seed);
            var (zone, near) = Lines.AnyZone(random);
            var size = Math.Pow(10, 2 + 3.5 * random.NextDouble());
            var apex = Sample.Near(random, near, 5 * size);
            var (region, places) = random.Next(3) switch
            {
                0 => InDisc(random, apex, size),
                1 => InSector(random, apex, size),
                _ => InArea(random, apex, size),
            };
            var answer = zone.Test(region);
            seen[(int)answer]++;
            if (answer == Certainty.Possible) return true;
            for (var n = 0; n < 60; n++)
                if (places() is { } place && zone.Margin(place).Value > 0 != (answer == Certainty.Certain)) return false;
            return true;
        });
        Assert.All(seen, count => Assert.True(count > 40));
    }

    // Possible should mean that it can be either: rarely only that the budget was spent.
    [Fact]
    public void A_disc_that_is_possible_has_places_of_both_kinds()
    {
        int possible = 0, both = 0;
        Seeded.Check(600, seed =>
        {
            var random = new Random(seed);
            var line = Lines.Any(random);
            var reach = new Metres(line.Length.Value * random.NextDouble());
            Zone zone = new Zone.Belt(line, reach, null);
            var size = line.Length.Value * random.NextDouble();
            var (region, places) = InDisc(random, Sample.Near(random, line.Vertices[0], 2 * line.Length.Value), size);
            if (zone.Test(region) != Certainty.Possible) return true;
            possible++;
            var margins = Enumerable.Range(0, 300).Select(_ => zone.Margin(places()!.Value).Value).ToList();
            if (margins.Min() < 1 && margins.Max() > -1) both++;
            return true;
        });
        Assert.True(possible > 100 && both > 0.9 * possible, $"{both} of {possible}");
    }

    private static (Region, Func<Position?>) InDisc(Random random, Position centre, double size) =>
        (new Region.Disc(centre, new(size)), () => Sample.Near(random, centre, size));

    private static (Region, Func<Position?>) InSector(Random random, Position apex, double size)
    {
        double bearing = 720 * random.NextDouble() - 360, half = random.Next(5) == 0 ? 180 : 1 + 179 * random.NextDouble();
        var near = random.Next(3) == 0 ? 0 : size * random.NextDouble();
        return (new Region.Sector(apex, bearing, half, new(near), new(size)), () => Geodesic.Direct(
            apex, bearing + half * (2 * random.NextDouble() - 1), new Metres(near + (size - near) * random.NextDouble())));
    }

    private static (Region, Func<Position?>) InArea(Random random, Position centre, double size)
    {
        var area = new Area([new([.. AreaTests.Star(random, 3 + random.Next(8), size, centre)], [])]);
        return (new Region.Within(area), () =>
        {
            var place = Sample.Near(random, centre, size);
            return area.Margin(place).Value > 0 ? place : null;
        });
    }
}
