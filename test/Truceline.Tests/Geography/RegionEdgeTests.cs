using NodaTime;
using Truceline.Geography;
using Truceline.Recheck;

namespace Truceline.Tests.Geography;

public class RegionEdgeTests
{
    private static readonly Position[] Around =
        [new(48, 38), new(90, 0), new(-90, 17), new(89.97, 120), new(0, 180), new(12, -179.99), new(0.01, 0), new(-71, 64)];

    [Fact]
    public void No_two_places_of_two_regions_are_nearer_than_their_gap_and_some_are_as_near() => Seeded.Check(90, seed =>
    {
        var (a, b) = Pair(seed);
        var gap = Gap(a, b);
        var (nearest, step) = Nearest(a, b);
        Assert.True(gap <= nearest + 1e-6, $"seed {seed}: {a} {b}: the gap is {gap}, two places are {nearest} apart");
        // Where they meet, one lies in the midst of the other, or places of both lie beside each other; where not, the sampled ones were refined to millimetres.
        Assert.True(gap == 0 ? nearest <= step || LiesIn(a, b) || LiesIn(b, a) : nearest - gap < 0.01, $"seed {seed}: {a} {b}: the gap is {gap}, the nearest places found are {nearest} apart");
        return true;
    });

    [Fact]
    public void The_gap_is_the_one_that_the_checker_finds_by_walking_along_the_edge()
    {
        var places = new Places(DateTimeZone.Utc);
        var apart = 0;
        Seeded.Check(250, seed =>
        {
            var (a, b) = Pair(seed);
            var gap = Gap(a, b);
            Assert.InRange(Math.Abs(places.Apart(a, b) - gap), 0, 0.0011);
            if (gap > 0) apart++;
            return true;
        });
        Assert.InRange(apart, 60, 240);
    }

    [Fact]
    public void The_gap_is_the_same_whichever_region_comes_first() => Seeded.Check(300, seed =>
    {
        var (a, b) = Pair(seed);
        Assert.InRange(Math.Abs(Gap(a, b) - Gap(b, a)), 0, 2e-6);
        return true;
    });

    [Theory]
    [InlineData(0, 0)]
    [InlineData(89.99, 0)]
    [InlineData(12, 180)]
    public void Bearings_that_cross_have_no_gap_though_neither_end_lies_in_the_other(double latitude, double longitude)
    {
        var crossing = new Position(latitude, longitude);
        Region Through(double bearing) => new Region.Sector(Geodesic.Direct(crossing, bearing + 180, new(8000)), Bearing(Geodesic.Direct(crossing, bearing + 180, new(8000)), crossing), 0.5, new(0), new(16000));
        Assert.Equal(0, Gap(Through(10), Through(95)));
        Assert.Equal(0, Gap(Through(350), Through(80)));
        // Past the end of the one by 200 m.
        var shortOf = new Region.Sector(Geodesic.Direct(crossing, 275, new(9000)), Bearing(Geodesic.Direct(crossing, 275, new(9000)), crossing), 0.01, new(0), new(8700));
        Assert.InRange(Gap(Through(10), shortOf), 150, 300);
    }

    [Fact]
    public void A_band_across_a_bearing_meets_it_with_its_arcs_alone()
    {
        var at = new Position(48, 38);
        Assert.Equal(0, Gap(new Region.Sector(at, 0, 40, new(4000), new(4200)), new Region.Sector(at, 0, 0.2, new(1000), new(9000))));
        // Two bands all round, whose circles cross; one inside the hole of the other; one beyond.
        Region Band(double east, double near, double far) => new Region.Sector(Geodesic.Direct(at, 90, new(east)), 0, 180, new(near), new(far));
        Assert.Equal(0, Gap(Band(0, 4000, 5000), Band(6000, 2000, 3000)));
        Assert.Equal(1000, Gap(Band(0, 4000, 5000), Band(500, 1000, 2500)), 1e-3);
        Assert.Equal(1500, Gap(Band(0, 4000, 5000), Band(9500, 1000, 3000)), 1e-3);
    }

    private static double Gap(Region a, Region b) => RegionEdge.Gap(RegionEdge.Of(a)!, RegionEdge.Of(b)!);

    private static double Bearing(Position from, Position to) => Geodesic.Inverse(from, to).AzimuthFrom;

    private static (Region A, Region B) Pair(int seed)
    {
        var random = new Random(seed);
        var centre = Around[random.Next(Around.Length)];
        return (Some(random, Sample.Near(random, centre, 9000)), Some(random, Sample.Near(random, centre, 9000)));
    }

    private static Region Some(Random random, Position at)
    {
        double far = 50 + 9000 * random.NextDouble() * random.NextDouble(), near = far * (random.Next(3) == 0 ? 0 : random.NextDouble());
        return random.Next(8) switch
        {
            0 => new Region.Disc(at, new(far / 2)),
            1 => new Region.Sector(at, 360 * random.NextDouble(), 180, new(near), new(far)),
            2 => new Region.Sector(at, random.Next(2) * 359.5, 5 + 80 * random.NextDouble(), new(near), new(far)),
            3 => new Region.Sector(at, 360 * random.NextDouble(), 90 + 85 * random.NextDouble(), new(near), new(far)),
            4 => new Region.Sector(at, 360 * random.NextDouble(), 0.3 + random.NextDouble(), new(0), new(12000)),
            5 => new Region.Within(new Area([new(Ring(random, at, far), random.Next(2) == 0 ? [] : [Ring(random, at, far / 3)])])),
            _ => new Region.Sector(at, 360 * random.NextDouble(), 1 + 44 * random.NextDouble(), new(near), new(far)),
        };
    }

    private static System.Collections.Immutable.ImmutableArray<Position> Ring(Random random, Position at, double reach) =>
        [.. Enumerable.Range(0, 7).Select(k => Geodesic.Direct(at, (k + 0.8 * random.NextDouble()) * 360 / 7, new(reach * (0.6 + 0.4 * random.NextDouble()))))];

    /// <summary>The least distance between places on the edges, or in the midst, of both, and how far apart such places were taken.</summary>
    private static (double Distance, double Step) Nearest(Region a, Region b)
    {
        const int each = 120;
        var (best, step) = (double.PositiveInfinity, 0.0);
        foreach (var (one, length, isRound) in Curves(a))
            foreach (var (other, reach, isOtherRound) in Curves(b))
            {
                step = Math.Max(step, (length + reach) / each);
                var ours = Enumerable.Range(0, each + 1).Select(i => one((double)i / each)).ToArray();
                var theirs = Enumerable.Range(0, each + 1).Select(i => other((double)i / each)).ToArray();
                var (nearest, s, t) = (double.PositiveInfinity, 0.0, 0.0);
                for (var i = 0; i <= each; i += 4)
                    for (var j = 0; j <= each; j += 4)
                        if (Geodesic.Distance(ours[i], theirs[j]).Value is var distance && distance < nearest) (nearest, s, t) = (distance, (double)i / each, (double)j / each);
                if (nearest > best + 4 * step) continue;
                for (var (width, rounds) = (4.0 / each, 0); width > 1e-7 && rounds < 400; rounds++)
                {
                    var before = nearest;
                    var (from, to) = (s, t);
                    for (var i = -4; i <= 4; i++)
                        for (var j = -4; j <= 4; j++)
                        {
                            var (u, v) = (from + i * width / 4, to + j * width / 4);
                            if (!isRound) u = Math.Clamp(u, 0, 1);
                            if (!isOtherRound) v = Math.Clamp(v, 0, 1);
                            if (Geodesic.Distance(one(u), other(v)).Value is var distance && distance < nearest) (nearest, s, t) = (distance, u, v);
                        }
                    if (nearest > before - 1e-5) width /= 3;
                }
                best = Math.Min(best, nearest);
            }
        return (best, step);
    }

    /// <summary>Whether the midst of a line on or across the one is in the other, by what its words mean: less than half the width off the bearing, and neither too near nor too far.</summary>
    private static bool LiesIn(Region one, Region other) => Curves(one).Any(curve => other switch
    {
        Region.Disc disc => Geodesic.Distance(disc.Centre, curve.At(0.5)) <= disc.Radius,
        Region.Sector sector => Geodesic.Inverse(sector.Apex, curve.At(0.5)) is var way && way.Distance >= sector.Near && way.Distance <= sector.Far
            && Math.Abs(Math.IEEERemainder(way.AzimuthFrom - sector.Bearing, 360)) <= sector.HalfWidth,
        Region.Within within => within.Area.Contains(curve.At(0.5)),
        _ => false,
    });

    /// <summary>The edges of a region, and some lines across it.</summary>
    private static IEnumerable<(Func<double, Position> At, double Length, bool IsRound)> Curves(Region region)
    {
        switch (region)
        {
            case Region.Disc disc:
                return Curves(new Region.Sector(disc.Centre, 0, 180, Metres.Zero, disc.Radius));
            case Region.Sector sector:
                double half = sector.HalfWidth, near = sector.Near.Value, far = sector.Far.Value;
                Position In(double turn, double range) => Geodesic.Direct(sector.Apex, sector.Bearing + turn, new(range));
                return
                [
                    .. Enumerable.Range(0, 5).Select(k => ((Func<double, Position>)(t => In(-half + 2 * half * t, near + k / 4.0 * (far - near))), (near + k / 4.0 * (far - near)) * 2 * half * Math.PI / 180, half == 180)),
                    .. Enumerable.Range(0, 5).Select(k => ((Func<double, Position>)(t => In(-half + k * half / 2, near + t * (far - near))), far - near, false)),
                ];
            default:
                var polygon = ((Region.Within)region).Area.Polygons[0];
                return polygon.Holes.Append(polygon.Outer).SelectMany(ring => ring.Select((from, i) => Geodesic.Inverse(from, ring[(i + 1) % ring.Length]) is var way
                    ? ((Func<double, Position>)(t => Geodesic.Direct(from, way.AzimuthFrom, new(t * way.Distance.Value))), way.Distance.Value, false) : default));
        }
    }
}
