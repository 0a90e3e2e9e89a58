using Truceline.Geography;
using Truceline.Picture;

namespace Truceline.Tests.Picture;

public class OutlineTests
{
    private static readonly Line Bent = new([new(47.5, 37.5), new(48.0, 37.9), new(48.3, 37.7), new(48.6, 38.6)]);

    [Theory]
    [InlineData(null)]
    [InlineData(Side.Left)]
    [InlineData(Side.Right)]
    public void The_outline_of_a_belt_holds_what_the_belt_holds_but_near_its_edge(Side? side)
    {
        var belt = new Zone.Belt(Bent, new Metres(20_000), side);
        var outline = new Area(Outline.Of(belt).Polygons);
        var (inside, random) = (0, new Random(7));
        for (var i = 0; i < 400; i++)
        {
            var at = new Position(47.2 + random.NextDouble() * 1.7, 37.0 + random.NextDouble() * 2.1);
            var margin = belt.Margin(at).Value;
            if (Math.Abs(margin) < 2_000) continue;
            Assert.True(outline.Contains(at) == margin > 0, $"{at} has a margin of {margin} m");
            if (margin > 0) inside++;
        }
        Assert.True(inside > 20);
    }

    [Fact]
    public void A_belt_round_a_closed_line_leaves_its_middle_open()
    {
        var round = new Line([new(48, 37), new(48, 38), new(48.7, 38), new(48.7, 37), new(48, 37)]);
        var polygon = Assert.Single(Outline.Of(new Zone.Belt(round, new Metres(8_000), null)).Polygons);
        Assert.Single(polygon.Holes);
    }

    [Fact]
    public void A_zone_without_an_end_and_one_across_the_antimeridian_have_no_outline()
    {
        Assert.Empty(Outline.Of(new Zone.Beyond(Bent, new Metres(5_000), null)).Polygons);
        Assert.Empty(Outline.Of(new Zone.Belt(new Line([new(10, 179.9), new(11, -179.9)]), new Metres(50_000), null)).Polygons);
    }

    [Fact]
    public void An_area_is_outlined_as_it_was_drawn()
    {
        var drawn = new Area([new Polygon([new(48, 37), new(48, 38), new(49, 38)], [])]);
        Assert.Equal(drawn.Polygons, Outline.Of(new Zone.In(drawn)).Polygons);
    }
}
