using Truceline.Geography;

namespace Truceline.Benchmarks;

/// <summary>Made-up polygons: rough rings round middles within 100 km of the line, seen whole from their middles.</summary>
internal static class WorkloadRings
{
    private const double KilometresEast = 74.6, KilometresNorth = 111.2;

    // The cosine and sine of the two-hundredth part of a turn.
    private const double Cos = 0.99950656036573155700, Sin = 0.03141075907812829383;

    public static Position[][] Make(WorkloadDice dice, Position[] line)
    {
        var rings = new Position[Workload.Polygons][];
        for (var i = 0; i < rings.Length; i++)
        {
            var from = line[dice.Below(line.Length)];
            var (east, north) = dice.Direction();
            var away = 100 * dice.Share();
            rings[i] = Ring(dice, from.Longitude + east * away / KilometresEast, from.Latitude + north * away / KilometresNorth, 1.5 + 18 * dice.Share() * dice.Share());
        }
        return rings;
    }

    private static Position[] Ring(WorkloadDice dice, double east, double north, double kilometres)
    {
        var reach = Rough(dice);
        var ring = new Position[Workload.Corners];
        var (x, y) = (1.0, 0.0);
        for (var i = 0; i < ring.Length; i++)
        {
            ring[i] = new(Workload.Rounded(north + y * reach[i] * kilometres / KilometresNorth), Workload.Rounded(east + x * reach[i] * kilometres / KilometresEast));
            (x, y) = (x * Cos - y * Sin, x * Sin + y * Cos);
        }
        return ring;
    }

    // How far the ring is from its middle all the way round: eight shares, and between them ever smaller steps aside.
    private static double[] Rough(WorkloadDice dice)
    {
        const int whole = 256;
        var all = new double[whole];
        for (var i = 0; i < whole; i += 32) all[i] = 0.6 + 0.8 * dice.Share();
        var aside = 0.2;
        for (var step = 32; step > 1; step /= 2, aside *= 0.6)
            for (var i = 0; i < whole; i += step)
                all[i + step / 2] = Math.Max(0.3, (all[i] + all[(i + step) % whole]) / 2 + aside * (2 * dice.Share() - 1));
        var reach = new double[Workload.Corners];
        for (var i = 0; i < reach.Length; i++) reach[i] = all[i * whole / reach.Length];
        return reach;
    }
}

/// <summary>Made-up movers: each begins near the line and goes on at up to 20 m/s, turning now and then.</summary>
internal static class WorkloadTracks
{
    private const double KilometresEast = 74.6, KilometresNorth = 111.2, SecondsApart = 60;

    public static Position[] Make(WorkloadDice dice, Position[] line, int movers, int fixes)
    {
        var made = new Position[movers * fixes];
        for (var mover = 0; mover < movers; mover++)
        {
            var from = line[dice.Below(line.Length)];
            var (east, north) = (from.Longitude + 25 * dice.Spread() / KilometresEast, from.Latitude + 25 * dice.Spread() / KilometresNorth);
            var (x, y) = dice.Direction();
            var speed = 0.02 * dice.Share();
            for (var i = 0; i < fixes; i++)
            {
                made[mover * fixes + i] = new(Workload.Rounded(north), Workload.Rounded(east));
                if (dice.Below(8) == 0) (x, y) = dice.Direction();
                if (dice.Below(16) == 0) speed = 0.02 * dice.Share();
                east += x * speed * SecondsApart / KilometresEast;
                north += y * speed * SecondsApart / KilometresNorth;
            }
        }
        return made;
    }
}
