using System.Collections.Immutable;
using Truceline.Geography;

namespace Truceline.Tests.Geography;

public sealed class CrossingsTests
{
    private static readonly Position Middle = new(48, 38);

    [Fact]
    public void A_way_through_a_zone_goes_in_and_out()
    {
        var crossings = Through(Square(Middle, 1000), At(-3000, 0), At(3000, 0));
        Assert.Equal([true, false], crossings.Select(one => one.Enters));
        Assert.Equal(1.0 / 3, crossings[0].Share, 3);
        Assert.Equal(2.0 / 3, crossings[1].Share, 3);
    }

    [Fact]
    public void In_and_out_between_two_fixes_is_found_although_both_are_outside()
    {
        // It cuts the corner of the square: 30 m along the way, between fixes 6 km apart.
        var corner = new Zone.In(new Area([new Polygon([At(0, 0), At(-15, -1000), At(15, -1000)], [])]));
        // However far its ends are: none of the places at which a way is cut lies in it each time.
        foreach (var (west, east) in ((double, double)[])[(3000, 3000), (3000, 2300), (700, 450), (61, 90), (20, 400)])
            Assert.Equal([true, false], Through(corner, At(-west, -1000 + 2), At(east, -1000 + 2)).Select(one => one.Enters));
    }

    [Fact]
    public void A_way_that_passes_beside_a_zone_meets_nothing() => Assert.Empty(Through(Square(Middle, 1000), At(-3000, 1010), At(3000, 1010)));

    [Fact]
    public void A_mover_that_stays_crosses_nothing() => Assert.Empty(Through(Square(Middle, 1000), At(10, 10), At(10, 10), At(10, 10)));

    [Fact]
    public void No_fix_and_one_fix_are_no_way()
    {
        var index = ZoneIndex.Of([Square(Middle, 1000)]);
        Assert.Empty(Crossings.Of(index, []));
        Assert.Empty(Crossings.Of(index, [Middle]));
    }

    [Fact]
    public void A_crossing_says_after_which_fix_it_is()
    {
        var crossings = Through(Square(Middle, 1000), At(-5000, 0), At(-3000, 0), At(0, 0), At(0, 3000));
        Assert.Equal([(1, true), (2, false)], crossings.Select(one => (one.Fix, one.Enters)));
    }

    [Fact]
    public void Where_several_zones_begin_each_is_told_in_their_order()
    {
        var line = new Line([At(0, -50_000), At(0, 50_000)]);
        var crossings = Crossings.Of(
            ZoneIndex.Of([new Zone.Belt(line, new(2000), Side.Left), new Zone.Belt(line, new(2000), Side.Right), new Zone.Belt(line, new(9000), Side.Right)]), [At(-1000, 0), At(1000, 0)]);
        Assert.Equal([(0, false), (1, true), (2, true)], crossings.OrderBy(one => one.Zone).Select(one => (one.Zone, one.Enters)));
    }

    [Theory]
    [InlineData(0, 179.99, 0.0, -179.99, 0.0, 180.0)]
    [InlineData(1, 20, 89.9, -160, 89.9, 90.0)]
    [InlineData(2, 20, -89.9, -160, -89.9, -90.0)]
    public void Ways_across_the_antimeridian_and_over_a_pole_are_ways_like_others(int which, double west, double south, double east, double north, double middle)
    {
        var centre = which == 0 ? new Position(0, middle) : new Position(middle, 0);
        var (from, to) = (new Position(south, west), new Position(north, east));
        // An eight-cornered piece of ground round the middle, a third as wide as the way.
        var reach = Geodesic.Distance(from, to).Value / 6;
        var zone = new Zone.In(new Area([new Polygon([.. Enumerable.Range(0, 8).Select(k => Geodesic.Direct(centre, 45 * k + 22.5, new(reach)))], [])]));
        var crossings = Crossings.Of(ZoneIndex.Of([zone]), [from, to]);
        Assert.Equal([true, false], crossings.Select(one => one.Enters));
        Assert.Equal(1, crossings[0].Share + crossings[1].Share, 3);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Every_place_on_a_way_that_is_certain_is_on_the_side_that_the_crossings_say(int seed)
    {
        var random = new Random(seed);
        var zones = ZonesOf(random);
        var index = ZoneIndex.Of(zones);
        for (var round = 0; round < 4; round++)
        {
            var reach = new[] { 30.0, 700, 4000, 25_000 }[round % 4];
            var track = new List<Position> { Near(random, 12_000) };
            while (track.Count < 8) track.Add(Geodesic.Direct(track[^1], random.NextDouble() * 360, new(reach * random.NextDouble())));
            var crossings = Crossings.Of(index, track.ToArray());
            for (var zone = 0; zone < zones.Length; zone++) Hold(zones[zone], track, [.. crossings.Where(one => one.Zone == zone)]);
        }
    }

    // Step by step along each leg: what is surely in or out must be so after the crossings before it.
    private static void Hold(Zone zone, List<Position> track, Crossing[] crossings)
    {
        var first = zone.Margin(track[0]).Value;
        var begins = crossings.Length > 0 ? !crossings[0].Enters : first >= 0;
        for (var i = 1; i < crossings.Length; i++) Assert.NotEqual(crossings[i - 1].Enters, crossings[i].Enters);
        for (var leg = 0; leg + 1 < track.Count; leg++)
        {
            var way = Geodesic.Inverse(track[leg], track[leg + 1]);
            var count = 1 + (int)Math.Min(150, way.Distance.Value / 4);
            for (var k = 0; k <= count; k++)
            {
                var share = (double)k / count;
                var margin = zone.Margin(Geodesic.Direct(track[leg], way.AzimuthFrom, new(way.Distance.Value * share))).Value;
                if (Math.Abs(margin) < 1) continue;
                var before = crossings.Count(one => one.Fix < leg || (one.Fix == leg && one.Share <= share));
                Assert.True(begins ^ (before % 2 == 1) == margin > 0, $"{zone.GetType().Name}: leg {leg}, share {share}, margin {margin}");
            }
        }
    }

    private static ImmutableArray<Zone> ZonesOf(Random random)
    {
        var line = new Line(Enumerable.Range(0, 40).Select(k => Moved(-20_000 + 1000 * k, 3000 * random.NextDouble())));
        Area Star(double reach) => new([new Polygon([.. Enumerable.Range(0, 24).Select(_ => random.NextDouble()).Select((share, k) => Geodesic.Direct(Near(new Random(7), 1), 15 * k, new(reach * (0.4 + share))))], [])]);
        Zone belt = new Zone.Belt(line, new(2500), Side.Left), star = new Zone.In(Star(6000));
        return
        [
            belt, star, new Zone.Belt(line, new(400), null), new Zone.Belt(line, new(7000), Side.Right), new Zone.Beyond(line, new(3000), null),
            new Zone.Around(Star(2000), new(900)), new Zone.NotIn(star), new Zone.AnyOf([belt, star]), new Zone.AllOf([belt, new Zone.NotIn(star)]),
        ];
    }

    private static Position Near(Random random, double metres) => Moved((random.NextDouble() - 0.5) * 2 * metres, (random.NextDouble() - 0.5) * 2 * metres);

    private static Position Moved(double east, double north) => Geodesic.Direct(Geodesic.Direct(Middle, 0, new(north)), 90, new(east));

    private static Position At(double east, double north) => Moved(east, north);

    private static Zone.In Square(Position middle, double half) => new Zone.In(new Area([new Polygon([.. new[] { 45.0, 135, 225, 315 }.Select(bearing => Geodesic.Direct(middle, bearing, new(half * Math.Sqrt(2))))], [])]));

    private static ImmutableArray<Crossing> Through(Zone zone, params Position[] track) => Crossings.Of(ZoneIndex.Of([zone]), track);
}
