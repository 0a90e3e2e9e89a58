using Truceline.Geography;

namespace Truceline.Tests.Geography;

public class LineTests
{
    private static readonly Position Donetsk = new(48.0159, 37.8028);

    [Theory]
    [InlineData(11, 300e3, 140e3, 0.001)]
    [InlineData(12, 20e3, 25e3, 0.001)]
    [InlineData(13, 2000e3, 3000e3, 0.001)]
    public void The_distance_to_a_segment_is_the_least_that_GeodSolve_finds(int seed, double length, double reach, double tolerance)
    {
        var random = new Random(seed);
        var cases = Enumerable.Range(0, 200).Select(_ =>
        {
            var from = random.Next(4) switch
            {
                0 => Donetsk,
                1 => new Position(89.5 + 0.5 * random.NextDouble(), 360 * random.NextDouble() - 180),
                2 => new Position(120 * random.NextDouble() - 60, 179.9),
                _ => Sample.Anywhere(random),
            };
            return (From: from, To: Sample.Near(random, from, length), Position: Sample.Near(random, from, reach));
        }).ToList();
        var least = LeastByGeodSolve(cases);
        for (var i = 0; i < cases.Count; i++)
        {
            var nearest = new Line([cases[i].From, cases[i].To]).Nearest(cases[i].Position);
            Assert.Equal(least[i], nearest.Distance.Value, tolerance);
            Assert.Equal(nearest.Distance.Value, Geodesic.Distance(nearest.At, cases[i].Position).Value, 1e-4);
        }
    }

    // Points along each segment by GeodSolve, measured by GeodSolve, around the best of them again, four times over.
    private static double[] LeastByGeodSolve(List<(Position From, Position To, Position Position)> cases)
    {
        const int points = 60;
        var ways = Oracle.Run("GeodSolve", "-i -p 6", cases.Select(c => $"{Oracle.Text(c.From)} {Oracle.Text(c.To)}"));
        var low = new double[cases.Count];
        var high = ways.Select(way => way[2]).ToArray();
        var least = new double[cases.Count];
        for (var round = 0; round < 4; round++)
        {
            double Along(int i, int k) => low[i] + (high[i] - low[i]) * k / points;
            var at = Oracle.Run("GeodSolve", "-p 9", cases.SelectMany((c, i) => Enumerable.Range(0, points + 1)
                .Select(k => $"{Oracle.Text(c.From)} {Oracle.Text(ways[i][0])} {Oracle.Text(Along(i, k))}")));
            var distances = Oracle.Run("GeodSolve", "-i -p 6", at.Select((row, n) =>
                $"{Oracle.Text(row[0])} {Oracle.Text(row[1])} {Oracle.Text(cases[n / (points + 1)].Position)}"));
            for (var i = 0; i < cases.Count; i++)
            {
                var best = Enumerable.Range(0, points + 1).MinBy(k => distances[i * (points + 1) + k][2]);
                least[i] = distances[i * (points + 1) + best][2];
                (low[i], high[i]) = (Along(i, Math.Max(0, best - 1)), Along(i, Math.Min(points, best + 1)));
            }
        }
        return least;
    }

    [Fact]
    public void Leaving_out_far_pieces_changes_nothing() => Seeded.Check(300, seed =>
    {
        var random = new Random(seed);
        var course = new Polyline(RandomCourse(random, 2 + random.Next(60)), ring: false);
        for (var n = 0; n < 10; n++)
        {
            var position = new SurfacePoint(random.Next(5) == 0
                ? course.Positions[random.Next(course.Positions.Length)]
                : Sample.Near(random, course.Positions[0], Math.Pow(10, 3 + 4.3 * random.NextDouble())));
            Foot pruned = course.Nearest(position), whole = course.NearestUnpruned(position);
            if (pruned.Segment != whole.Segment || pruned.Distance != whole.Distance || course.IsLeft(pruned) != course.IsLeft(whole))
                return false;
            var limit = whole.Distance * 2 * random.NextDouble();
            if (Math.Abs(course.DistanceUpTo(limit, position) - Math.Min(limit, whole.Distance)) > 1e-6) return false;
        }
        return true;
    });

    [Fact]
    public void No_vertex_and_no_point_between_is_nearer_than_the_nearest() => Seeded.Check(300, seed =>
    {
        var random = new Random(seed);
        var line = new Line(RandomCourse(random, 2 + random.Next(20)));
        var position = Sample.Near(random, line.Vertices[0], Math.Pow(10, 3 + 4.3 * random.NextDouble()));
        var nearest = line.Nearest(position).Distance.Value;
        for (var i = 0; i < line.Vertices.Length; i++)
        {
            if (Geodesic.Distance(line.Vertices[i], position).Value < nearest - 1e-6) return false;
            if (i == 0) continue;
            var way = Geodesic.Inverse(line.Vertices[i - 1], line.Vertices[i]);
            for (var k = 1; k < 40; k++)
            {
                var between = Geodesic.Direct(line.Vertices[i - 1], way.AzimuthFrom, new Metres(way.Distance.Value * k / 40));
                if (Geodesic.Distance(between, position).Value < nearest - 1e-6) return false;
            }
        }
        return true;
    });

    [Fact]
    public void The_mirrored_line_has_the_other_side() => Seeded.Check(500, seed =>
    {
        var random = new Random(seed);
        var vertices = RandomCourse(random, 2 + random.Next(10));
        Line line = new(vertices), mirrored = new(vertices.Select(v => new Position(v.Latitude, -v.Longitude)));
        var position = Sample.Near(random, vertices[0], 300e3);
        NearestPoint one = line.Nearest(position), other = mirrored.Nearest(new(position.Latitude, -position.Longitude));
        return Math.Abs(one.Distance.Value - other.Distance.Value) < 1e-6 && one.Side != other.Side;
    });

    [Fact]
    public void The_line_walked_the_other_way_has_the_other_side() => Seeded.Check(500, seed =>
    {
        var random = new Random(seed);
        var vertices = RandomCourse(random, 2 + random.Next(10));
        var position = Sample.Near(random, vertices[0], 300e3);
        return new Line(vertices).Nearest(position).Side != new Line(Enumerable.Reverse(vertices)).Nearest(position).Side;
    });

    [Theory]
    [InlineData(48.1, 37.5, Side.Left)]
    [InlineData(47.9, 37.5, Side.Right)]
    public void North_of_a_line_drawn_eastwards_is_left(double latitude, double longitude, Side side) =>
        Assert.Equal(side, new Line([new(48, 37), new(48, 38)]).Nearest(new(latitude, longitude)).Side);

    [Theory]
    [InlineData(0.1, 3, Side.Left)]
    [InlineData(-0.1, 3, Side.Right)]
    [InlineData(0.1, -3, Side.Left)]
    [InlineData(-0.1, -3, Side.Right)]
    [InlineData(0, 3, Side.Left)]
    public void A_point_past_an_end_is_on_the_side_of_the_straight_continuation(double latitude, double longitude, Side side)
    {
        var nearest = new Line([new(0, 0), new(0, 1)]).Nearest(new(latitude, longitude));
        Assert.Equal(side, nearest.Side);
        Assert.Equal(new Position(0, longitude > 0 ? 1 : 0), nearest.At);
    }

    [Fact]
    public void At_a_vertex_the_outer_side_of_the_turn_counts()
    {
        // East, then sharply back to the north-west: a left turn, whose outer side is the right one.
        var line = new Line([new(0, 0), new(0, 1), new(0.3, 0.2)]);
        foreach (var position in new Position[] { new(0, 1.2), new(0.05, 1.2), new(-0.1, 1.05) })
        {
            Assert.Equal(new Position(0, 1), line.Nearest(position).At);
            Assert.Equal(Side.Right, line.Nearest(position).Side);
        }
        Assert.Equal(Side.Left, line.Nearest(new(0.05, 0.7)).Side);
        Assert.Equal(0, line.Nearest(new(0, 1.2)).Segment);
    }

    [Fact]
    public void On_the_line_is_left()
    {
        var line = new Line([new(0, 0), new(0, 1), new(1, 1)]);
        foreach (var position in new Position[] { new(0, 0), new(0, 0.3), new(0, 1), new(0.7, 1), new(1, 1) })
        {
            Assert.Equal(Metres.Zero, line.Nearest(position).Distance.Rounded());
            Assert.Equal(Side.Left, line.Nearest(position).Side);
            Assert.Equal(Side.Left, new Line(Enumerable.Reverse(line.Vertices)).Nearest(position).Side);
        }
    }

    [Fact]
    public void A_line_across_the_antimeridian_has_its_sides()
    {
        var line = new Line([new(60, 179), new(61, -179)]);
        Assert.Equal(Side.Left, line.Nearest(new(61.5, 180)).Side);
        Assert.Equal(Side.Right, line.Nearest(new(59.5, -179.9)).Side);
        Assert.True(line.Nearest(new(60.5, -179.99)).Distance.Value < 2000);
    }

    [Fact]
    public void A_line_over_a_pole_has_its_sides()
    {
        var line = new Line([new(80, 0), new(80, 180)]);
        Assert.Equal(Side.Left, line.Nearest(new(85, -90)).Side);
        Assert.Equal(Side.Right, line.Nearest(new(85, 90)).Side);
        Assert.Equal(0, line.Nearest(new(90, 33)).Distance.Value, 1e-6);
        var throughPole = new Line([new(80, 0), new(90, 77), new(90, -20), new(80, 90)]);
        Assert.Equal(3, throughPole.Vertices.Length);
        Assert.Equal(Side.Right, throughPole.Nearest(new(85, 30)).Side);
        Assert.Equal(Side.Left, throughPole.Nearest(new(85, -120)).Side);
    }

    [Fact]
    public void A_line_round_a_pole_keeps_the_pole_on_one_side()
    {
        var line = new Line(Enumerable.Range(0, 13).Select(k => new Position(80, Math.IEEERemainder(30.0 * k, 360))));
        Assert.Equal(Side.Left, line.Nearest(new(90, 0)).Side);
        for (var longitude = -180; longitude <= 180; longitude += 5)
        {
            Assert.Equal(Side.Left, line.Nearest(new(85, longitude)).Side);
            Assert.Equal(Side.Right, line.Nearest(new(75, longitude)).Side);
        }
    }

    [Fact]
    public void Repeated_neighbours_are_dropped_and_two_distinct_vertices_needed()
    {
        Position a = new(48, 37), b = new(48, 38);
        Assert.Equal([a, b], new Line([a, a, b, b]).Vertices);
        Assert.Equal(0, new Line([a, a, b, b]).Nearest(new(48.2, 37.2)).Segment);
        Assert.Throws<ArgumentException>(() => new Line([a, a]));
        Assert.Throws<ArgumentException>(() => new Line([]));
        Assert.Throws<ArgumentException>(() => new Line([new(90, 0), new(90, 10)]));
    }

    [Fact]
    public void A_spike_is_seen_along_its_way_in()
    {
        var line = new Line([new(0, 0), new(0, 1), new(1, 1), new(0, 1), new(0, 2)]);
        Assert.Equal(Side.Left, line.Nearest(new(0.5, 0.9)).Side);
        Assert.Equal(Side.Right, line.Nearest(new(0.5, 1.1)).Side);
        Assert.Equal(Side.Left, line.Nearest(new(1.2, 0.9)).Side);
        Assert.Equal(Side.Right, line.Nearest(new(1.2, 1.1)).Side);
        Assert.Equal(1, line.Nearest(new(0.5, 1.1)).Segment);
        Assert.True(line.CrossesItself);
    }

    [Fact]
    public void A_line_knows_whether_it_crosses_itself()
    {
        Assert.False(new Line([new(0, 0), new(0, 2), new(1, 1), new(0.5, 1)]).CrossesItself);
        Assert.True(new Line([new(0, 0), new(0, 2), new(1, 1), new(-1, 1)]).CrossesItself);
        Assert.True(new Line([new(0, 0), new(0, 2), new(1, 1), new(0, 1)]).CrossesItself);
        Assert.False(new Line([new(0, 0), new(0, 2), new(1, 1), new(0, 0)]).CrossesItself);
        Assert.True(new Line([new(0, 0), new(0, 2), new(0, 1)]).CrossesItself);
        Assert.True(new Line([new(50, 170), new(50, -170), new(51, 180), new(40, 180)]).CrossesItself);
        Assert.False(new Line([new(50, 170), new(50, -170), new(51, 180), new(60, 180)]).CrossesItself);
        Assert.False(new Line(Fractal(5000)).CrossesItself);
    }

    [Fact]
    public void The_length_is_that_of_the_segments() =>
        Assert.Equal(2 * Geodesic.Distance(new(0, 0), new(0, 1)).Value, new Line([new(0, 0), new(0, 1), new(0, 2)]).Length.Value, 1e-6);

    [Fact]
    public void A_question_to_a_long_line_allocates_nothing()
    {
        var line = new Line(Fractal(5000));
        var position = new Position(48.3, 38.5);
        line.Nearest(position);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var n = 0; n < 100; n++) line.Nearest(position);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    /// <summary>A wandering course of about 1,000 km from the sea of Azov northwards, without crossings.</summary>
    internal static List<Position> Fractal(int count)
    {
        var random = new Random(7);
        var east = new double[count];
        for (var octave = 1; octave <= 4096; octave *= 2)
        {
            var knots = Enumerable.Range(0, octave + 2).Select(_ => random.NextDouble() - 0.5).ToArray();
            for (var i = 0; i < count; i++)
            {
                var x = (double)i / count * octave;
                east[i] += (knots[(int)x] * (1 - x % 1) + knots[(int)x + 1] * (x % 1)) * 3 / Math.Pow(octave, 0.8);
            }
        }
        return [.. east.Select((e, i) => new Position(46.8 + 9.0 * i / count, 37.5 + e))];
    }

    internal static List<Position> RandomCourse(Random random, int count)
    {
        var step = Math.Pow(10, 2 + 4 * random.NextDouble());
        var start = random.Next(4) switch
        {
            0 => new Position(90 - Math.Pow(10, 2 * random.NextDouble() - 1.5), 360 * random.NextDouble() - 180),
            1 => new Position(120 * random.NextDouble() - 60, random.Next(2) == 0 ? 179.99 : -179.99),
            _ => Sample.Anywhere(random),
        };
        List<Position> course = [start];
        var heading = 360 * random.NextDouble();
        while (course.Count < count)
        {
            course.Add(Geodesic.Direct(course[^1], heading, new Metres(step * (0.1 + random.NextDouble()))));
            heading += random.Next(3) == 0 ? 360 * random.NextDouble() : 60 * random.NextDouble() - 30;
        }
        return course;
    }
}
