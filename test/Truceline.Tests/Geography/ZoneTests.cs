using Truceline.Geography;

namespace Truceline.Tests.Geography;

public class ZoneTests
{
    private static readonly Line Eastwards = new([new(0, 0), new(0, 1), new(0, 2)]);

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(-0.1, 1)]
    [InlineData(0.1, 2.1)]
    [InlineData(0, -0.05)]
    public void A_belt_on_both_sides_has_the_margin_that_the_distance_leaves(double latitude, double longitude)
    {
        Position position = new(latitude, longitude);
        var distance = Eastwards.Nearest(position).Distance.Value;
        Assert.Equal(15e3 - distance, new Zone.Belt(Eastwards, new(15e3), null).Margin(position).Value, 0.0006);
        Assert.Equal(distance - 15e3, new Zone.Beyond(Eastwards, new(15e3), null).Margin(position).Value, 0.0006);
    }

    [Fact]
    public void A_belt_on_one_side_ends_at_the_line_and_at_its_rim()
    {
        Zone left = new Zone.Belt(Eastwards, new(15e3), Side.Left), right = new Zone.Belt(Eastwards, new(15e3), Side.Right);
        Position Off(double metres) => Geodesic.Direct(new(0, 1), metres > 0 ? 0 : 180, new Metres(Math.Abs(metres)));
        foreach (var (offset, margin) in new[] { (5e3, 5e3), (12e3, 3e3), (18e3, -3e3), (-5e3, -5e3), (-18e3, -18e3) })
        {
            Assert.Equal(margin, left.Margin(Off(offset)).Value, 0.001);
            Assert.Equal(margin, right.Margin(Off(-offset)).Value, 0.001);
        }
        Assert.Equal(Metres.Zero, left.Margin(new(0, 1)));
        Assert.Equal(Metres.Zero, right.Margin(new(0, 1)));
    }

    [Fact]
    public void Past_an_end_a_belt_on_one_side_ends_at_the_straight_continuation()
    {
        Zone left = new Zone.Belt(Eastwards, new(15e3), Side.Left);
        var past = Geodesic.Direct(new(0, 2), 90, new Metres(8e3));
        Assert.Equal(Metres.Zero, left.Margin(past));
        Assert.Equal(2e3, left.Margin(Geodesic.Direct(past, 0, new Metres(2e3))).Value, 0.01);
        Assert.Equal(-2e3, left.Margin(Geodesic.Direct(past, 180, new Metres(2e3))).Value, 0.01);
        Assert.Equal(-5e3, left.Margin(Geodesic.Direct(new(0, 2), 90, new Metres(20e3))).Value, 0.001);
    }

    [Fact]
    public void The_beyond_on_one_side_begins_at_its_rim_and_at_the_continuation()
    {
        Zone left = new Zone.Beyond(Eastwards, new(15e3), Side.Left);
        Assert.Equal(5e3, left.Margin(Geodesic.Direct(new(0, 1), 0, new Metres(20e3))).Value, 0.001);
        Assert.Equal(-5e3, left.Margin(Geodesic.Direct(new(0, 1), 0, new Metres(10e3))).Value, 0.001);
        Assert.Equal(-25e3, left.Margin(Geodesic.Direct(new(0, 1), 180, new Metres(10e3))).Value, 15e3);
        Assert.True(left.Margin(Geodesic.Direct(new(0, 1), 180, new Metres(40e3))).Value <= -40e3 + 0.001);
        var far = Geodesic.Direct(new(0, 2), 90, new Metres(30e3));
        Assert.Equal(3e3, left.Margin(Geodesic.Direct(far, 0, new Metres(3e3))).Value, 0.01);
        Assert.Equal(-3e3, left.Margin(Geodesic.Direct(far, 180, new Metres(3e3))).Value, 0.01);
    }

    [Fact]
    public void Areas_and_what_is_around_and_not_in_them_have_their_margins()
    {
        var area = new Area([new([new(0, 0), new(0, 1), new(1, 1), new(1, 0)], [])]);
        Position inside = new(0.4, 0.3), outside = new(-0.1, 0.5);
        Assert.Equal(area.Margin(inside), new Zone.In(area).Margin(inside));
        Assert.Equal(-area.Margin(inside), new Zone.NotIn(new Zone.In(area)).Margin(inside));
        Assert.Equal(area.Margin(outside).Value + 20e3, new Zone.Around(area, new(20e3)).Margin(outside).Value, 0.001);
        Assert.True(new Zone.Around(area, new(20e3)).Margin(outside).Value > 0);
        Assert.Equal(area.Margin(inside), new Zone.AnyOf([new Zone.In(area), new Zone.Around(area, new(0))]).Margin(inside));
        Assert.Equal(-area.Margin(inside), new Zone.AllOf([new Zone.In(area), new Zone.NotIn(new Zone.In(area))]).Margin(inside));
        Assert.True(new Zone.AnyOf([]).Margin(inside).Value < -1e7);
        Assert.True(new Zone.AllOf([]).Margin(inside).Value > 1e7);
    }

    [Fact]
    public void Margins_are_whole_millimetres() => Seeded.Check(60, seed =>
    {
        var random = new Random(seed);
        var (zone, near) = Lines.AnyZone(random);
        var margin = zone.Margin(Sample.Near(random, near, 300e3)).Value;
        return margin == Math.Round(margin * 1000, MidpointRounding.AwayFromZero) / 1000;
    });

    [Fact]
    public void A_margin_never_changes_faster_than_the_distance_walked() => Seeded.Check(300, seed =>
    {
        var random = new Random(seed);
        var (zone, near) = Lines.AnyZone(random);
        var reach = Math.Pow(10, 3 + 3 * random.NextDouble());
        for (var n = 0; n < 24; n++)
        {
            var a = Sample.Near(random, near, reach);
            var b = Sample.Near(random, a, reach * Math.Pow(10, -4 * random.NextDouble()));
            if (Math.Abs(zone.Margin(a).Value - zone.Margin(b).Value) > Geodesic.Distance(a, b).Value + 0.0011) return false;
        }
        return true;
    });

    [Fact]
    public void Within_its_margin_a_position_stays_inside_or_outside() => Seeded.Check(250, seed =>
    {
        var random = new Random(seed);
        var line = Lines.Any(random);
        var side = random.Next(2) == 0 ? Side.Left : Side.Right;
        var reach = line.Length.Value * Math.Pow(10, 1.5 * random.NextDouble() - 1.2);
        var belt = random.Next(2) == 0;
        Zone zone = belt ? new Zone.Belt(line, new(reach), side) : new Zone.Beyond(line, new(reach), side);
        for (var n = 0; n < 20; n++)
        {
            var position = Sample.Near(random, line.Vertices[random.Next(line.Vertices.Length)], 2 * reach);
            var margin = zone.Margin(position).Value;
            for (var k = 0; k < 10; k++)
            {
                var other = Geodesic.Direct(
                    position, 360 * random.NextDouble(), new Metres(Math.Abs(margin) * 0.9999 * Math.Pow(random.NextDouble(), 0.2)));
                var seen = line.Nearest(other);
                var inside = seen.Side == side && (belt ? seen.Distance.Value <= reach : seen.Distance.Value >= reach);
                if (margin > 0.01 && !inside || margin < -0.01 && inside) return false;
            }
        }
        return true;
    });

    // What the definition promises where the continuations run clear: the whole depth, not merely a bound.
    [Fact]
    public void Along_a_plain_line_the_one_sided_margin_is_the_whole_depth()
    {
        var line = new Line([new(48, 36), new(48.2, 36.5), new(47.9, 37), new(48.3, 37.5)]);
        var spine = new Line([
            Geodesic.Direct(line.Vertices[0], Geodesic.Inverse(line.Vertices[0], line.Vertices[1]).AzimuthFrom, new(-25e3)),
            .. line.Vertices,
            Geodesic.Direct(line.Vertices[^1], Geodesic.Inverse(line.Vertices[^2], line.Vertices[^1]).AzimuthTo, new(25e3))]);
        var zone = new Zone.Belt(line, new(25e3), Side.Left);
        var random = new Random(5);
        for (var n = 0; n < 1000; n++)
        {
            var position = Sample.Near(random, new(48, 36.8), 80e3);
            var seen = line.Nearest(position);
            var toSpine = spine.Nearest(position).Distance.Value;
            var expected = seen.Side == Side.Right ? -toSpine : Math.Min(25e3 - seen.Distance.Value, toSpine);
            if (seen.Side == Side.Left && seen.Distance.Value > 25e3) expected = 25e3 - seen.Distance.Value;
            if (seen.Side == Side.Right && seen.At == line.Vertices[^1] | seen.At == line.Vertices[0])
                Assert.InRange(zone.Margin(position).Value, expected - 0.001, 0);
            else Assert.Equal(expected, zone.Margin(position).Value, 0.001);
        }
    }

    [Fact]
    public void A_fractal_line_of_5000_vertices_leaves_most_of_its_belt_certain()
    {
        var line = new Line(LineTests.Fractal(5000));
        var zone = new Zone.Belt(line, new(25e3), Side.Left);
        var random = new Random(9);
        int inside = 0, lost = 0;
        for (var n = 0; n < 2000; n++)
        {
            var position = Sample.Near(random, line.Vertices[random.Next(line.Vertices.Length)], 25e3);
            var seen = line.Nearest(position);
            if (seen.Side != Side.Left || seen.Distance.Value > 25e3) continue;
            inside++;
            var expected = Math.Min(25e3 - seen.Distance.Value, seen.Distance.Value);
            if (zone.Margin(position).Value < 0.9 * expected) lost++;
        }
        Assert.True(inside > 500);
        Assert.True(lost < inside / 50, $"{lost} of {inside}");
    }

    [Fact]
    public void Where_a_hooked_end_and_the_line_claim_a_place_for_different_sides_there_is_no_margin()
    {
        // East along the equator, then round to the left and back: the end looks down on the line.
        var hook = new Line([new(0, 0), new(0, 4), new(2, 4), new(2, 2), new(1, 2)]);
        var zone = new Zone.Belt(hook, new(150e3), Side.Left);
        var claimed = hook.Nearest(new(0.55, 1.4)).Side;
        Assert.NotEqual(claimed, hook.Nearest(new(1.2, 1.4)).Side);
        var flip = Enumerable.Range(0, 650).Select(k => new Position(0.55 + k / 1000.0, 1.4)).First(p => hook.Nearest(p).Side != claimed);
        Assert.InRange(zone.Margin(flip).Value, -200, 200);
        Assert.True(zone.Margin(new(0.3, 0.5)).Value > 30e3);
        Assert.True(zone.Margin(new(1, 3)).Value > 30e3);
    }

    [Fact]
    public void A_one_sided_belt_on_a_line_that_crosses_itself_has_no_margin_within_reach()
    {
        var line = new Line([new(0, 0), new(0, 2), new(1, 1), new(-1, 1)]);
        var zone = new Zone.Belt(line, new(50e3), Side.Left);
        Assert.Equal(Metres.Zero, zone.Margin(new(0.2, 0.2)));
        Assert.True(zone.Margin(new(3, 0.2)).Value < -50e3);
        Assert.Equal(Certainty.Possible, zone.Test(new Region.Disc(new(0.2, 0.2), Metres.Zero)));
    }

    [Fact]
    public void A_belt_round_a_pole_and_across_the_antimeridian_is_whole()
    {
        var round = new Line(Enumerable.Range(0, 13).Select(k => new Position(80, Math.IEEERemainder(30.0 * k, 360))));
        Zone inner = new Zone.Belt(round, new(300e3), Side.Left), outer = new Zone.Belt(round, new(300e3), Side.Right);
        for (var longitude = -180; longitude < 180; longitude += 7)
        {
            Assert.True(inner.Margin(new(81.5, longitude)).Value > 100e3);
            Assert.True(outer.Margin(new(78.5, longitude)).Value > 80e3);
            Assert.True(outer.Margin(new(81.5, longitude)).Value < -100e3);
        }
    }
}

/// <summary>Lines that try one-sided zones: bent, hooked, wound up, sharp, round poles and across the antimeridian.</summary>
internal static class Lines
{
    public static Line Any(Random random)
    {
        while (true)
        {
            var line = new Line(Course(random));
            // Lines that cross themselves have no margin, which tries nothing: few of them.
            if (!line.CrossesItself || random.Next(20) == 0) return line;
        }
    }

    private static List<Position> Course(Random random)
    {
        var step = Math.Pow(10, 2 + 3.5 * random.NextDouble());
        var start = AreaTests.Centre(random);
        if (random.Next(3) == 0) return Spiral(random, start, step);
        if (random.Next(4) == 0)
        {
            var ring = AreaTests.Star(random, 4 + random.Next(8), step, start);
            if (random.Next(2) == 0) ring.Add(ring[0]);
            return ring;
        }
        return LineTests.RandomCourse(random, 2 + random.Next(7));
    }

    private static List<Position> Spiral(Random random, Position centre, double step)
    {
        var growth = 1 + 0.3 * random.NextDouble();
        var turn = (random.Next(2) == 0 ? 1 : -1) * (15 + 60 * random.NextDouble());
        var count = 3 + random.Next(25);
        var course = Enumerable.Range(0, count)
            .Select(k => Geodesic.Direct(centre, turn * k, new Metres(Math.Min(2e6, step * Math.Pow(growth, k))))).ToList();
        if (random.Next(2) == 0) course.Reverse();
        return course;
    }

    public static (Zone Zone, Position Near) AnyZone(Random random)
    {
        var line = Any(random);
        var near = line.Vertices[random.Next(line.Vertices.Length)];
        var area = new Area([new([.. AreaTests.Star(random, 3 + random.Next(8), line.Length.Value, near)], [])]);
        var reach = new Metres(line.Length.Value * Math.Pow(10, 1.5 * random.NextDouble() - 1.2));
        Zone Simple() => random.Next(7) switch
        {
            0 => new Zone.In(area),
            1 => new Zone.Belt(line, reach, null),
            2 => new Zone.Belt(line, reach, random.Next(2) == 0 ? Side.Left : Side.Right),
            3 => new Zone.Beyond(line, reach, null),
            4 => new Zone.Beyond(line, reach, random.Next(2) == 0 ? Side.Left : Side.Right),
            5 => new Zone.Around(area, reach),
            _ => new Zone.Nearer([line, Any(random), new Line([near, Sample.Near(random, near, reach.Value)])], random.Next(3)),
        };
        Zone zone = random.Next(6) switch
        {
            0 => new Zone.NotIn(Simple()),
            1 => new Zone.AnyOf([Simple(), Simple()]),
            2 => new Zone.AllOf([Simple(), Simple(), Simple()]),
            _ => Simple(),
        };
        return (zone, near);
    }
}
