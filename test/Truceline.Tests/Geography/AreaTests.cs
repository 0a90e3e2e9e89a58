using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Truceline.Geography;

namespace Truceline.Tests.Geography;

public partial class AreaTests
{
    private const double Globe = 510065621724088.44;

    private static Area Single(params Position[] ring) => new([new Polygon([.. ring], [])]);

    [Fact]
    public void The_content_agrees_with_Planimeter()
    {
        var random = new Random(21);
        var rings = Enumerable.Range(0, 300).Select(_ => Star(random, 3 + random.Next(30), Math.Pow(10, 3 + 3.5 * random.NextDouble()))).ToList();
        rings.Add([new(0, 0), new(0, 90), new(90, 0)]);
        rings.Add([new(-80, 0), new(-75, 120), new(-85, -120)]);
        var expected = Planimeter(rings);
        for (var i = 0; i < rings.Count; i++)
            Assert.InRange(Single([.. rings[i]]).SquareMetres / expected[i], 1 - 1e-7, 1 + 1e-7);
    }

    // Planimeter ends a polygon at a line that it cannot read, and prints number of vertices, perimeter, content.
    private static double[] Planimeter(List<List<Position>> rings)
    {
        var start = new ProcessStartInfo(Needs.Tool("Planimeter"), "-s -p 9") { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var feed = Task.Run(() =>
        {
            using var input = process.StandardInput;
            foreach (var ring in rings)
            {
                foreach (var vertex in ring) input.WriteLine(Oracle.Text(vertex));
                input.WriteLine("next");
            }
        });
        var output = process.StandardOutput.ReadToEnd();
        feed.GetAwaiter().GetResult();
        return [.. Row().Matches(output).Select(row => double.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture))
            .Select(content => Math.Min(Math.Abs(content), Globe - Math.Abs(content)))];
    }

    [GeneratedRegex(@"^\d+ \S+ (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [Fact]
    public void An_octant_has_an_eighth_of_the_globe() =>
        Assert.Equal(Globe / 8, Single(new(0, 0), new(0, 90), new(90, 0)).SquareMetres, 1000.0);

    [Fact]
    public void Holes_are_taken_off_and_polygons_added()
    {
        Position[] outer = [new(48, 37), new(48, 38), new(49, 38), new(49, 37)];
        Position[] hole = [new(48.4, 37.4), new(48.6, 37.4), new(48.6, 37.6), new(48.4, 37.6)];
        Position[] island = [new(40, 20), new(40, 21), new(41, 21)];
        var area = new Area([new([.. outer], [[.. hole]]), new([.. island], [])]);
        Assert.Equal(
            Single(outer).SquareMetres - Single(hole).SquareMetres + Single(island).SquareMetres, area.SquareMetres, 1.0);
        Assert.True(area.Contains(new(48.2, 37.2)));
        Assert.False(area.Contains(new(48.5, 37.5)));
        Assert.True(area.Contains(new(40.2, 20.9)));
        Assert.Equal(-Single(hole).Margin(new(48.5, 37.5)).Value, area.Margin(new(48.5, 37.5)).Value, 0.001);
    }

    [Fact]
    public void Either_direction_of_a_ring_gives_the_same_area() => Seeded.Check(200, seed =>
    {
        var random = new Random(seed);
        var ring = Star(random, 3 + random.Next(20), Math.Pow(10, 3 + 3.5 * random.NextDouble()));
        Area one = Single([.. ring]), other = Single([.. Enumerable.Reverse(ring)]);
        var position = Sample.Near(random, ring[0], 1e6);
        return Math.Abs(one.SquareMetres - other.SquareMetres) <= 1e-9 * one.SquareMetres + 0.5
            && Math.Abs(one.Margin(position).Value - other.Margin(position).Value) < 0.0015;
    });

    [Fact]
    public void The_margin_is_the_distance_to_the_edge_and_its_sign_tells_the_inside() => Seeded.Check(300, seed =>
    {
        var random = new Random(seed);
        var radius = Math.Pow(10, 3 + 3.3 * random.NextDouble());
        var centre = Centre(random);
        var ring = Star(random, 3 + random.Next(20), radius, centre);
        var area = Single([.. ring]);
        for (var n = 0; n < 10; n++)
        {
            var position = Sample.Near(random, centre, 2 * radius);
            var margin = area.Margin(position).Value;
            if (Math.Abs(Math.Abs(margin) - new Line([.. ring, ring[0]]).Nearest(position).Distance.Value) > 0.001) return false;
            // Seen from the centre of a star, a place is inside if the edge lies behind it: the way there crosses no edge.
            var way = Geodesic.Inverse(centre, position);
            var crossings = 0;
            for (var i = 0; i < ring.Count; i++)
                if (Crosses(centre, position, ring[i], ring[(i + 1) % ring.Count])) crossings++;
            if (Math.Abs(margin) > 0.01 && margin > 0 != (crossings % 2 == 0)) return false;
        }
        return true;
    });

    private static bool Crosses(Position a, Position b, Position c, Position d)
    {
        return Left(a, b, c) != Left(a, b, d) && Left(c, d, a) != Left(c, d, b);

        static bool Left(Position from, Position to, Position position) =>
            Math.Sin((Geodesic.Inverse(from, position).AzimuthFrom - Geodesic.Inverse(from, to).AzimuthFrom) * Math.PI / 180) < 0;
    }

    [Fact]
    public void An_area_across_the_antimeridian_has_its_inside()
    {
        var area = Single(new(60, 179), new(60, -179), new(61, -179), new(61, 179));
        Assert.True(area.Contains(new(60.5, 180)));
        Assert.True(area.Contains(new(60.5, -179.5)));
        Assert.False(area.Contains(new(60.5, 178.9)));
        Assert.False(area.Contains(new(60.5, 0)));
    }

    [Fact]
    public void An_area_round_a_pole_holds_the_pole()
    {
        foreach (var sign in new[] { 1, -1 })
        {
            var area = Single(new(80 * sign, 0), new(80 * sign, 120), new(80 * sign, -120));
            Assert.True(area.Contains(new(90 * sign, 0)));
            Assert.True(area.Contains(new(90 * sign, 77)));
            Assert.False(area.Contains(new(80 * sign, 60)));
            Assert.False(area.Contains(new(0, 0)));
        }
    }

    [Fact]
    public void The_inside_is_the_smaller_part_of_the_globe()
    {
        var area = Single(new(-10, 0), new(-10, 120), new(-10, -120));
        Assert.True(area.Contains(new(-90, 0)));
        Assert.False(area.Contains(new(90, 0)));
        Assert.False(area.Contains(new(0, 50)));
    }

    [Fact]
    public void The_edge_belongs_to_it()
    {
        var area = Single(new(0, 0), new(0, 2), new(2, 2), new(2, 0));
        Assert.Equal(Metres.Zero, area.Margin(new(0, 1)));
        Assert.Equal(Metres.Zero, area.Margin(new(2, 2)));
        Assert.True(area.Contains(new(0, 1)));
        Assert.Equal("0 m", area.Margin(new(0, 1)).ToString());
    }

    [Fact]
    public void A_repeated_first_vertex_is_dropped()
    {
        Area open = Single(new(0, 0), new(0, 2), new(2, 2)), closed = Single(new(0, 0), new(0, 2), new(0, 2), new(2, 2), new(0, 0));
        Assert.Equal(open.SquareMetres, closed.SquareMetres);
        Assert.Equal(open.Margin(new(0.5, 1)), closed.Margin(new(0.5, 1)));
        Assert.Equal(open.Margin(new(-0.5, -0.1)), closed.Margin(new(-0.5, -0.1)));
    }

    [Fact]
    public void Fewer_than_three_distinct_vertices_are_no_ring()
    {
        Assert.Throws<ArgumentException>(() => Single(new(0, 0), new(0, 2), new(0, 0)));
        Assert.Throws<ArgumentException>(() => Single(new(0, 0), new(0, 2), new(0, 0), new(0, 2)));
        Assert.Throws<ArgumentException>(() => Single());
        Assert.Throws<ArgumentException>(() => new Area([]));
    }

    [Fact]
    public void A_ring_that_crosses_itself_goes_by_even_and_odd()
    {
        var bow = Single(new(0, 0), new(0, 2), new(2, 0), new(2, 2));
        Assert.True(bow.CrossesItself);
        Assert.True(bow.Contains(new(0.3, 1)));
        Assert.True(bow.Contains(new(1.7, 1)));
        Assert.False(bow.Contains(new(1, 0.3)));
        Assert.False(bow.Contains(new(1, 1.7)));
        Assert.False(bow.Contains(new(5, 5)));
        var flat = Single(new(0, 0), new(0, 2), new(0, 1));
        Assert.True(flat.CrossesItself);
        Assert.False(flat.Contains(new(1, 1)));
        Assert.False(flat.Contains(new(-1, 1)));
    }

    internal static Position Centre(Random random) => random.Next(4) switch
    {
        0 => new(89 + random.NextDouble(), 360 * random.NextDouble() - 180),
        1 => new(120 * random.NextDouble() - 60, 179.9),
        2 => new(-90, 0),
        _ => Sample.Anywhere(random),
    };

    internal static List<Position> Star(Random random, int count, double radius, Position? centre = null)
    {
        var middle = centre ?? Centre(random);
        return [.. Enumerable.Range(0, count).Select(k => Geodesic.Direct(
            middle, 360.0 * (k + 0.4 * random.NextDouble()) / count, new Metres(radius * (0.2 + 0.8 * random.NextDouble()))))];
    }
}
