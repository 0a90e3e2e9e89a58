using Truceline.Geography;

namespace Truceline.Tests.Geography;

public class StraightEdgesTests
{
    [Fact]
    public void A_meridian_and_the_equator_stay_as_they_are()
    {
        Position[] vertices = [new(-10, 20), new(60, 20), new(0, 20), new(0, 80)];
        Assert.Equal(vertices, StraightEdges.Densify(vertices, closed: false));
    }

    [Fact]
    public void A_parallel_gets_vertices_on_the_parallel()
    {
        var dense = StraightEdges.Densify([new(48, 37), new(48, 38)], closed: false);
        Assert.Equal(new Position(48, 37), dense[0]);
        Assert.Equal(new Position(48, 38), dense[^1]);
        Assert.InRange(dense.Length, 30, 130);
        Assert.All(dense, vertex => Assert.Equal(48, vertex.Latitude));
    }

    [Fact]
    public void An_edge_across_the_antimeridian_goes_the_short_way() =>
        Assert.All(
            StraightEdges.Densify([new(60, 179), new(61, -179)], closed: false),
            vertex => Assert.True(Math.Abs(vertex.Longitude) >= 179));

    [Fact]
    public void A_ring_is_closed_without_repeating_its_first_vertex()
    {
        Position[] ring = [new(48, 37), new(48, 37.01), new(48.01, 37.01), new(48.01, 37), new(48, 37)];
        var dense = StraightEdges.Densify(ring, closed: true);
        Assert.Equal(4, dense.Length);
        Assert.Equal(ring[..4], dense);
    }

    [Fact]
    public void Repeated_neighbours_are_dropped() =>
        Assert.Equal(
            [new(1, 1), new(1.0001, 1)],
            StraightEdges.Densify([new(1, 1), new(1, 1), new(1.0001, 1), new(1.0001, 1)], closed: false));

    [Fact]
    public void The_geodesics_stay_within_a_decimetre_of_the_straight_edge() => Seeded.Check(400, seed =>
    {
        var random = new Random(seed);
        var from = random.Next(4) == 0 ? new Position(90 - 10 * Math.Pow(random.NextDouble(), 6), 0) : Sample.Anywhere(random);
        double north = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-4, 2));
        double east = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-4, 3));
        var to = new Position(Math.Clamp(from.Latitude + north, -90, 90), Math.IEEERemainder(from.Longitude + east, 360));
        north = to.Latitude - from.Latitude;
        var dense = StraightEdges.Densify([from, to], closed: false);
        for (var n = 0; n < 60; n++)
        {
            var piece = random.Next(dense.Length - 1);
            Position a = dense[piece], b = dense[piece + 1];
            var t = random.NextDouble();
            var across = Math.IEEERemainder(b.Longitude - a.Longitude, 360);
            var straight = new Position(
                a.Latitude + t * (b.Latitude - a.Latitude), Math.IEEERemainder(a.Longitude + t * across, 360));
            if (a == b) continue;
            if (new Line([a, b]).Nearest(straight).Distance.Value > 0.1) return false;
            // The vertices themselves are on the edge.
            if (north != 0 && Math.Abs(Math.IEEERemainder(
                    from.Longitude + (b.Latitude - from.Latitude) / north * Math.IEEERemainder(to.Longitude - from.Longitude, 360) - b.Longitude, 360))
                * Math.Cos(b.Latitude * Math.PI / 180) > 1e-6 * Math.Max(1, 1e-6 / Math.Abs(north))) return false;
        }
        return true;
    });
}
