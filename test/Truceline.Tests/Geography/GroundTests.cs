using Truceline.Geography;

namespace Truceline.Tests.Geography;

public class GroundTests
{
    // The lines of examples/minsk-2, but for the straight edges.
    private static readonly Line Of2015 = new([
        new(47.10, 37.82), new(47.26, 37.79), new(47.44, 37.86), new(47.75, 37.68), new(47.94, 37.51), new(48.14, 37.75),
        new(48.30, 38.05), new(48.43, 38.22), new(48.63, 38.38), new(48.69, 38.52), new(48.74, 39.23), new(48.65, 39.47)]);

    private static readonly Line Of2014 = new([
        new(47.10, 37.82), new(47.26, 37.79), new(47.44, 37.86), new(47.83, 37.66), new(47.94, 37.51), new(48.14, 37.75),
        new(48.30, 38.05), new(48.34, 38.41), new(48.63, 38.55), new(48.74, 39.23), new(48.65, 39.47)]);

    private static Ground Of(Zone zone) => Ground.Of(zone)!;

    private static string Both(Line line, double metres) => PostGis.Buffer(PostGis.Line(line.Vertices), metres);

    /// <summary>One side of a belt: what of it lies on a side of the line and its straight continuations.</summary>
    private static string OneSide(Line line, double metres, Side side) => $"ST_Intersection({Both(line, metres)}, {PostGis.Polygon(Half(line, side))})";

    /// <summary>The half of a wide disc that lies on a side of a line that does not turn back.</summary>
    private static IEnumerable<Position> Half(Line line, Side side)
    {
        var centre = line.Vertices[line.Vertices.Length / 2];
        var radius = line.Length.Value + 150e3;
        Position Rim(Position end, Position before)
        {
            var onwards = Geodesic.Inverse(before, end).AzimuthTo;
            double low = 0, high = 2 * radius;
            while (high - low > 1)
                if (Geodesic.Distance(centre, Geodesic.Direct(end, onwards, new((low + high) / 2))).Value < radius) low = (low + high) / 2;
                else high = (low + high) / 2;
            return Geodesic.Direct(end, onwards, new(low));
        }

        Position first = Rim(line.Vertices[0], line.Vertices[1]), last = Rim(line.Vertices[^1], line.Vertices[^2]);
        double from = Geodesic.Inverse(centre, last).AzimuthFrom, to = Geodesic.Inverse(centre, first).AzimuthFrom;
        // Along the rim from the end back to the beginning: against the clock round what is on the left.
        var turn = side == Side.Left ? -((from - to + 720) % 360) : (to - from + 720) % 360;
        return [first, .. line.Vertices, last, .. Enumerable.Range(1, 39).Select(k => Geodesic.Direct(centre, from + turn * k / 40, new(radius)))];
    }

    private static Line Wandering(Random random)
    {
        var start = new Position(-55 + 110 * random.NextDouble(), 170 + 9 * random.NextDouble());
        var step = 5e3 + 30e3 * random.NextDouble();
        var vertices = new List<Position> { start };
        for (var k = 0; k < 3 + random.Next(6); k++) vertices.Add(Geodesic.Direct(vertices[^1], 90 + 70 * (random.NextDouble() - 0.5), new(step * (0.5 + random.NextDouble()))));
        // Kept off the antimeridian, across which the oracle's polygons do not reach.
        return new(vertices.Select(at => new Position(at.Latitude, Math.IEEERemainder(at.Longitude - 120, 360))));
    }

    [Fact]
    public void The_ground_in_a_zone_is_that_of_PostGIS_to_one_percent()
    {
        var cases = new List<(string Name, Zone Zone, string Geography)>();
        foreach (var metres in new[] { 25e3, 35e3, 70e3 })
            foreach (var (name, line) in new[] { ("2015", Of2015), ("2014", Of2014) })
            {
                cases.Add(($"{name} both {metres}", new Zone.Belt(line, new(metres), null), Both(line, metres)));
                foreach (var side in new[] { Side.Left, Side.Right })
                    cases.Add(($"{name} {side} {metres}", new Zone.Belt(line, new(metres), side), OneSide(line, metres, side)));
            }
        Zone left = new Zone.Belt(Of2015, new(25e3), Side.Left), right = new Zone.Belt(Of2014, new(25e3), Side.Right);
        cases.Add(("either", new Zone.AnyOf([left, right]), $"ST_Union(({OneSide(Of2015, 25e3, Side.Left)})::geometry, ({OneSide(Of2014, 25e3, Side.Right)})::geometry)::geography"));
        // The lens of the other two sides, which is what lies between the lines.
        cases.Add(("lens", new Zone.AllOf([new Zone.Belt(Of2015, new(25e3), Side.Right), new Zone.Belt(Of2014, new(25e3), Side.Left)]),
            $"ST_Intersection({OneSide(Of2015, 25e3, Side.Right)}, {OneSide(Of2014, 25e3, Side.Left)})"));
        cases.Add(("gap", new Zone.AllOf([Zones.Between(Of2015, Of2014, out _)!, new Zone.NotIn(left), new Zone.NotIn(right)]),
            $"ST_Intersection({PostGis.Polygon(Half(Of2015, Side.Right))}, {PostGis.Polygon(Half(Of2014, Side.Left))})"));
        var random = new Random(20261);
        for (var n = 0; n < 8; n++)
        {
            var line = Wandering(random);
            double wide = line.Length.Value * (0.1 + 0.3 * random.NextDouble()), narrow = wide * (0.3 + 0.6 * random.NextDouble());
            var side = random.Next(2) == 0 ? Side.Left : Side.Right;
            cases.Add(($"belt {n}", new Zone.Belt(line, new(wide), null), Both(line, wide)));
            cases.Add(($"side {n}", new Zone.Belt(line, new(wide), side), OneSide(line, wide, side)));
            Position[] star = [.. AreaTests.Star(random, 4 + random.Next(8), 0.4 * line.Length.Value, line.Vertices[1])];
            var area = new Area([new([.. star], [])]);
            cases.Add(($"area {n}", new Zone.In(area), PostGis.Polygon(star)));
            cases.Add(($"around {n}", new Zone.Around(area, new(narrow)), PostGis.Buffer(PostGis.Polygon(star), narrow)));
            cases.Add(($"shared {n}", new Zone.AllOf([new Zone.In(area), new Zone.Belt(line, new(narrow), null)]), $"ST_Intersection({PostGis.Polygon(star)}, {Both(line, narrow)})"));
            cases.Add(($"rest {n}", new Zone.AllOf([new Zone.Belt(line, new(wide), side), new Zone.NotIn(new Zone.In(area))]),
                $"ST_Difference(({OneSide(line, wide, side)})::geometry, {PostGis.Polygon(star)}::geometry)::geography"));
        }
        var expected = PostGis.Ask([.. cases.Select(one => $"select ST_Area({one.Geography})")]);
        var wrong = cases.Zip(expected)
            .Select(pair => (pair.First.Name, Ours: Of(pair.First.Zone).SquareMetres, Theirs: pair.Second))
            .Where(pair => !(Math.Abs(pair.Ours - pair.Theirs) <= 0.01 * pair.Theirs))
            .Select(pair => $"{pair.Name}: {pair.Ours / 1e6:F3} and {pair.Theirs / 1e6:F3} km²");
        Assert.Equal([], wrong);
    }

    [Fact]
    public void The_ground_in_an_area_is_its_content_and_off_by_no_more_than_it_says() => Seeded.Check(60, seed =>
    {
        var random = new Random(seed);
        var centre = random.Next(3) == 0 ? new Position(-20 + 100 * random.NextDouble(), 180) : Sample.Anywhere(random);
        var area = new Area([new([.. AreaTests.Star(random, 3 + random.Next(9), Math.Pow(10, 3 + 2.5 * random.NextDouble()), centre)], [])]);
        var ground = Of(new Zone.In(area));
        var off = Math.Abs(ground.SquareMetres - area.SquareMetres);
        return off <= 0.0005 * area.SquareMetres && off <= ground.Within && ground.Exists == Certainty.Certain;
    });

    [Fact]
    public void Parts_that_share_no_ground_add_up_and_what_is_shared_is_no_more_than_either() => Seeded.Check(40, seed =>
    {
        var random = new Random(seed);
        var line = Wandering(random);
        Zone Any() => random.Next(3) switch
        {
            0 => new Zone.Belt(line, new(line.Length.Value / 4), Side.Left),
            1 => new Zone.Belt(line, new(line.Length.Value / 6), null),
            _ => new Zone.In(new([new([.. AreaTests.Star(random, 6, line.Length.Value / 3, line.Vertices[1])], [])])),
        };
        Zone one = Any(), other = Any();
        double whole = Of(one).SquareMetres, shared = Of(new Zone.AllOf([one, other])).SquareMetres, rest = Of(new Zone.AllOf([one, new Zone.NotIn(other)])).SquareMetres;
        var either = Of(new Zone.AnyOf([one, other])).SquareMetres;
        var slack = 0.005 * either;
        return Math.Abs(whole - shared - rest) < slack
            && shared <= whole + slack && shared <= Of(other).SquareMetres + slack
            && Math.Abs(either - rest - Of(other).SquareMetres) < slack;
    });

    [Fact]
    public void The_sectors_of_a_zone_have_all_its_ground()
    {
        foreach (var (zone, count) in new[] { ((Zone)new Zone.Belt(Of2015, new(25e3), Side.Left), 6), (new Zone.AnyOf([new Zone.Belt(Of2015, new(5e3), null), new Zone.Belt(Of2014, new(5e3), null)]), 5) })
        {
            var parts = Sectors.Of(zone, count, out _)!.Value.Select(sector => Of(sector).SquareMetres).ToArray();
            Assert.Equal(1, parts.Sum() / Of(zone).SquareMetres, 0.005);
            // Along a line each has some; a wedge may miss the zone.
            if (zone is Zone.Belt) Assert.All(parts, part => Assert.True(part > 0.05 * parts.Sum()));
        }
    }

    [Fact]
    public void The_outline_holds_as_much_ground_as_the_zone_and_its_largest_part_comes_first()
    {
        var ground = Of(Zones.Between(Of2015, Of2014, out _)!);
        // From Horlivka to Shchastia, and near Dokuchaievsk; where a part is narrow the outline may come apart.
        Assert.InRange(ground.Parts.Length, 2, 4);
        Assert.Equal([800, 70], ground.Parts.Take(2).Select(part => Math.Floor(new Area([part]).SquareMetres / 1e7) * 10));
        var contents = ground.Parts.Select(part => new Area([part]).SquareMetres).ToArray();
        Assert.Equal(contents.OrderDescending(), contents);
        Assert.InRange(contents.Sum() / ground.SquareMetres, 0.97, 1.03);
        // A ring has a hole.
        var ring = Of(new Zone.AllOf([new Zone.Belt(new([new(48, 37), new(48, 37.1)]), new(20e3), null), new Zone.NotIn(new Zone.Belt(new([new(48, 37), new(48, 37.1)]), new(10e3), null))]));
        Assert.Single(Assert.Single(ring.Parts).Holes);
        Assert.Equal(48, ring.Middle!.Value.Latitude, 0.01);
        Assert.Equal(37.05, ring.Middle.Value.Longitude, 0.01);
    }

    [Fact]
    public void Round_a_pole_and_across_the_antimeridian_the_ground_is_the_same()
    {
        var polar = new Area([new([.. Enumerable.Range(0, 12).Select(k => new Position(85, 30 * k - 180))], [])]);
        var ground = Of(new Zone.In(polar));
        Assert.Equal(1, ground.SquareMetres / polar.SquareMetres, 0.002);
        Assert.Empty(ground.Parts);
        Line At(double longitude) => new([new(10, longitude), new(10.3, longitude == 180 ? -179.5 : longitude + 0.5)]);
        Assert.Equal(1, Of(new Zone.Belt(At(180), new(9e3), Side.Left)).SquareMetres / Of(new Zone.Belt(At(20), new(9e3), Side.Left)).SquareMetres, 0.001);
    }

    [Fact]
    public void A_zone_without_an_end_has_no_measure_and_an_empty_one_none()
    {
        Zone belt = new Zone.Belt(Of2014, new(25e3), null), far = new Zone.Belt(new([new(10, 10), new(11, 10)]), new(25e3), null);
        Assert.Null(Ground.Of(new Zone.NotIn(belt)));
        Assert.Null(Ground.Of(new Zone.Beyond(Of2014, new(1), null)));
        Assert.Null(Ground.Of(new Zone.AnyOf([belt, new Zone.NotIn(belt)])));
        Assert.Equal(Ground.None, Of(new Zone.AnyOf([])));
        var nothing = Of(new Zone.AllOf([belt, far]));
        Assert.Equal((0, Certainty.No), (nothing.SquareMetres, nothing.Exists));
        Assert.Null(nothing.Middle);
    }

    [Fact]
    public void Where_the_margin_says_nothing_the_zone_itself_is_asked()
    {
        // A line whose end hooks back: between the hook and the line is a band in which the margin is zero.
        var hook = new Line([new(48, 37), new(48, 38), new(48.2, 38), new(48.2, 37.5), new(48.1, 37.5), new(48.1, 37.8)]);
        double left = Of(new Zone.Belt(hook, new(20e3), Side.Left)).SquareMetres, right = Of(new Zone.Belt(hook, new(20e3), Side.Right)).SquareMetres;
        Assert.Equal(1, (left + right) / Of(new Zone.Belt(hook, new(20e3), null)).SquareMetres, 0.005);
    }

    [Fact]
    public void There_is_ground_where_a_place_is_a_metre_inside_and_none_where_all_places_are_shown_to_be_outside()
    {
        Area Square(double south, double west, double side) => new([new([new(south, west), new(south, west + side), new(south + side, west + side), new(south + side, west)], [])]);
        Zone one = new Zone.In(Square(48, 37, 1)), beside = new Zone.In(Square(48, 38.01, 1)), adjacent = new Zone.In(Square(48, 38, 1)), within = new Zone.In(Square(48.4, 37.4, 0.0001));
        Assert.Equal(Certainty.Certain, Depth.Of(one)!.Value.Exists);
        Assert.Equal(Certainty.Certain, Depth.Of(new Zone.AllOf([one, within]))!.Value.Exists);
        Assert.Equal(Certainty.No, Depth.Of(new Zone.AllOf([one, beside]))!.Value.Exists);
        Assert.Equal(Certainty.No, Depth.Of(new Zone.AllOf([within, new Zone.NotIn(one)]))!.Value.Exists);
        Assert.Equal(Certainty.No, Depth.Of(new Zone.AnyOf([]))!.Value.Exists);
        Assert.Null(Depth.Of(new Zone.NotIn(one)));
        // A shared edge of 111 km, or a line, is not searched to the last metre; what could be there is narrow.
        foreach (var narrow in new Zone[] { new Zone.AllOf([one, adjacent]), new Zone.Belt(Of2014, new(0.5), null) })
        {
            var edge = Depth.Of(narrow)!.Value;
            Assert.Equal(Certainty.Possible, edge.Exists);
            Assert.InRange(edge.Most.Value, 1, 250);
        }
    }
}
