using System.Globalization;
using System.Text.RegularExpressions;
using Truceline.App.Pages;
using Truceline.Geography;

namespace Truceline.App.Tests.Pages;

public sealed class SketchTests
{
    private static readonly Position Here = new(48.69, 38.52);

    private static (double X, double Y)[] Points(SketchedRegion region) =>
        [.. Regex.Matches(region.Path!, @"[ML](-?[0-9.]+) (-?[0-9.]+)").Select(at => (double.Parse(at.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(at.Groups[2].Value, CultureInfo.InvariantCulture)))];

    [Theory]
    [InlineData(1)]
    [InlineData(400)]
    [InlineData(25_000)]
    [InlineData(3_000_000)]
    public void A_disc_is_as_wide_as_the_scale_bar_says_and_stays_in_the_frame(double radius)
    {
        var sketch = Sketch.Of([("A", new Region.Disc(Here, new Metres(radius)))])!;
        var points = Points(Assert.Single(sketch.Regions));
        var metres = (points.Max(at => at.X) - points.Min(at => at.X)) * sketch.BarLength.Value / sketch.Bar;
        Assert.Equal(2 * radius, metres, Math.Max(radius * 0.02, 1));
        Assert.All(points, at => Assert.True(at.X is >= 0 and <= Sketch.Width && at.Y is >= 0 and <= Sketch.Height));
    }

    [Fact]
    public void North_is_up_and_east_is_right()
    {
        var sketch = Sketch.Of(
        [
            ("A", new Region.Disc(Here, Metres.Zero)),
            ("B", new Region.Disc(Geodesic.Direct(Here, 0, new Metres(1000)), Metres.Zero)),
            ("C", new Region.Disc(Geodesic.Direct(Here, 90, new Metres(1000)), Metres.Zero)),
        ])!;
        var (a, b, c) = (sketch.Regions[0], sketch.Regions[1], sketch.Regions[2]);
        Assert.True(b.Y < a.Y && Math.Abs(b.X - a.X) < 0.5, "north is up");
        Assert.True(c.X > a.X && Math.Abs(c.Y - a.Y) < 0.5, "east is right");
    }

    [Fact]
    public void A_sector_shows_where_its_observer_stood_and_lies_on_its_bearing()
    {
        var region = Assert.Single(Sketch.Of([("A", new Region.Sector(Here, 225, 20, new Metres(1500), new Metres(4000)))])!.Regions);
        Assert.All(Points(region), at => Assert.True(at.X < region.Apex!.Value.X && at.Y > region.Apex.Value.Y, "all of it lies to the south-west"));
    }

    [Fact]
    public void What_has_no_place_is_not_drawn()
    {
        Assert.Null(Sketch.Of([("A", new Region.Anywhere())]));
        Assert.Equal("B", Assert.Single(Sketch.Of([("A", new Region.Anywhere()), ("B", new Region.Disc(Here, Metres.Zero))])!.Regions).Letter);
    }

    [Fact]
    public void Shapes_of_every_kind_are_drawn_wherever_they_lie()
    {
        var ring = new[] { new Position(89.9, 0), new Position(89.9, 120), new Position(89.9, -120) };
        Region[] regions =
        [
            new Region.Within(new Area([new Polygon([.. ring], [])])), new Region.Sector(new Position(-90, 0), 0, 180, new Metres(10), new Metres(20_004_000)),
            new Region.Sector(new Position(0, 180), 0, 1e-6, Metres.Zero, Metres.Zero), new Region.Disc(new Position(0, -179.99), new Metres(20_004_000)),
        ];
        foreach (var region in regions)
        {
            var drawn = Assert.Single(Sketch.Of([("A", region)])!.Regions);
            Assert.DoesNotContain("NaN", $"{drawn.Path}{Sketch.Number(drawn.X)}{Sketch.Number(drawn.Y)}", StringComparison.Ordinal);
        }
        Assert.Equal(regions.Length, Sketch.Of(regions.Select((region, i) => ($"{i}", region)))!.Regions.Length);
    }
}
