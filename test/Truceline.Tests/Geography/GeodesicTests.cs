using Truceline.Geography;

namespace Truceline.Tests.Geography;

public class GeodesicTests
{
    private const double Millimetre = 0.001;

    private static List<(Position From, Position To)> Pairs(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => i % 2 == 0
            ? (Sample.Anywhere(random), Sample.Anywhere(random))
            : Sample.AwkwardPair(random))];
    }

    [Fact]
    public void Distances_agree_with_GeodSolve_within_a_millimetre_everywhere()
    {
        var pairs = Pairs(1, 20000);
        var expected = Oracle.Run("GeodSolve", "-i -p 6", pairs.Select(p => $"{Oracle.Text(p.From)} {Oracle.Text(p.To)}"));
        var worst = 0.0;
        for (var i = 0; i < pairs.Count; i++)
        {
            var difference = Math.Abs(Geodesic.Distance(pairs[i].From, pairs[i].To).Value - expected[i][2]);
            worst = Math.Max(worst, difference);
            Assert.True(difference < Millimetre, $"{pairs[i]}: off by {difference} m");
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"worst {worst} m");
    }

    [Fact]
    public void Bearings_lead_to_the_other_point_as_GeodSolve_goes()
    {
        var pairs = Pairs(2, 10000);
        var paths = pairs.ConvertAll(p => Geodesic.Inverse(p.From, p.To));
        var reached = Oracle.Run("GeodSolve", "-p 9", pairs.Select((p, i) =>
            $"{Oracle.Text(p.From)} {Oracle.Text(paths[i].AzimuthFrom)} {Oracle.Text(paths[i].Distance.Value)}"));
        var back = Oracle.Run("GeodSolve", "-p 9", pairs.Select((p, i) =>
            $"{Oracle.Text(p.To)} {Oracle.Text(paths[i].AzimuthTo)} {Oracle.Text(-paths[i].Distance.Value)}"));
        for (var i = 0; i < pairs.Count; i++)
        {
            Assert.True(Geodesic.Distance(At(reached[i]), pairs[i].To).Value < Millimetre, $"{pairs[i]} there");
            Assert.True(Geodesic.Distance(At(back[i]), pairs[i].From).Value < Millimetre, $"{pairs[i]} back");
        }

        static Position At(double[] row) => new(row[0], row[1]);
    }

    [Fact]
    public void Arrivals_agree_with_GeodSolve_within_a_millimetre_everywhere()
    {
        var random = new Random(3);
        var starts = Pairs(3, 10000).ConvertAll(p =>
            (p.From, Azimuth: random.Next(8) == 0 ? 90.0 * random.Next(-2, 3) : 360 * random.NextDouble() - 180,
             Distance: Math.Pow(10, 7.4 * random.NextDouble()) * (random.Next(10) == 0 ? -1 : 1)));
        var expected = Oracle.Run("GeodSolve", "-p 9", starts.Select(s =>
            $"{Oracle.Text(s.From)} {Oracle.Text(s.Azimuth)} {Oracle.Text(s.Distance)}"));
        for (var i = 0; i < starts.Count; i++)
        {
            var at = Geodesic.Direct(starts[i].From, starts[i].Azimuth, new Metres(starts[i].Distance));
            var difference = Geodesic.Distance(at, new Position(expected[i][0], expected[i][1])).Value;
            Assert.True(difference < Millimetre, $"{starts[i]}: off by {difference} m");
        }
    }

    // Values of GeodSolve 2.1.2, so that something holds where the program is missing.
    [Theory]
    [InlineData(40.6, -73.8, 49.01666667, 2.55, 5853226.255613, 53.47021824, 111.59366951)]
    [InlineData(0, 0, 0, 90, 10018754.171395, 90, 90)]
    [InlineData(90, 0, -90, 0, 20003931.458625, 180, 180)]
    [InlineData(0, 0, 0.5, 179.7, 19944127.420750, 15.55688279, 164.44251389)]
    [InlineData(50, 179.9, 50.1, -179.9, 18135.755152, 52.09352267, 52.24684381)]
    public void Known_geodesics_come_out(
        double lat1, double lon1, double lat2, double lon2, double metres, double azimuthFrom, double azimuthTo)
    {
        var path = Geodesic.Inverse(new Position(lat1, lon1), new Position(lat2, lon2));
        Assert.Equal(metres, path.Distance.Value, Millimetre);
        Assert.Equal(azimuthFrom, path.AzimuthFrom, 1e-7);
        Assert.Equal(azimuthTo, path.AzimuthTo, 1e-7);
    }

    [Fact]
    public void A_degree_of_the_equator_is_a_fraction_of_the_equator() =>
        Assert.Equal(6378137.0 * Math.PI / 180, Geodesic.Distance(new(0, 10), new(0, 11)).Value, 1e-6);

    [Fact]
    public void Half_way_round_the_equator_the_shortest_way_goes_over_a_pole() =>
        Assert.Equal(20003931.458625, Geodesic.Distance(new(0, 0), new(0, 180)).Value, 1e-5);

    [Fact]
    public void All_positions_at_a_pole_are_one_place()
    {
        Assert.Equal(0, Geodesic.Distance(new(90, 10), new(90, -120)).Value, 1e-9);
        Assert.Equal(
            Geodesic.Distance(new(90, 10), new(48, 37)).Value, Geodesic.Distance(new(90, -77), new(48, 37)).Value, 1e-8);
    }

    [Fact]
    public void The_way_there_is_as_long_as_the_way_back() => Seeded.Check(5000, seed =>
    {
        var (a, b) = Sample.AwkwardPair(new Random(seed));
        return Math.Abs(Geodesic.Distance(a, b).Value - Geodesic.Distance(b, a).Value) < 1e-6;
    });

    [Fact]
    public void A_detour_is_never_shorter() => Seeded.Check(5000, seed =>
    {
        var random = new Random(seed);
        var (a, b) = Sample.AwkwardPair(random);
        var c = random.Next(2) == 0 ? Sample.Anywhere(random) : Sample.Near(random, a, 100000);
        return Geodesic.Distance(a, b).Value
            <= Geodesic.Distance(a, c).Value + Geodesic.Distance(c, b).Value + 1e-6;
    });

    [Fact]
    public void Following_the_bearing_for_the_distance_arrives() => Seeded.Check(5000, seed =>
    {
        var (a, b) = Sample.AwkwardPair(new Random(seed));
        var path = Geodesic.Inverse(a, b);
        return Geodesic.Distance(Geodesic.Direct(a, path.AzimuthFrom, path.Distance), b).Value < 1e-4;
    });

    [Fact]
    public void The_straight_way_through_the_Earth_is_bounded_by_the_geodesic() => Seeded.Check(5000, seed =>
    {
        var (a, b) = Sample.AwkwardPair(new Random(seed));
        SurfacePoint p = new(a), q = new(b);
        double distance = Geodesic.Distance(a, b).Value, chord = p.ChordTo(q);
        return chord <= distance + 1e-7 && chord <= Chords.GreatestWithin(distance) + 1e-6;
    });
}
