namespace Truceline.Incidents;

/// <summary>Many points as columns of one length: what is seen at a place and an instant, each of one kind.</summary>
/// <param name="Longitudes">Degrees of WGS84.</param>
/// <param name="Latitudes">Degrees of WGS84.</param>
/// <param name="Times">Ticks of 100 ns since 1970, UTC.</param>
/// <param name="Kinds">The kind of each, from 0.</param>
/// <param name="MayBeOne">For two kinds, the lesser first, whether nothing says that they are two happenings; asked once for two.</param>
public sealed record PointColumns(double[] Longitudes, double[] Latitudes, long[] Times, byte[] Kinds, Func<int, int, bool> MayBeOne)
{
    private const int AtOnce = 1 << 14;

    /// <summary>How many points there are.</summary>
    public int Count => Times.Length;

    /// <summary>The points as fusion sees them.</summary>
    internal Spots Spots(FusionRules rules)
    {
        var all = GC.AllocateUninitializedArray<Spot>(Count);
        Parallel.For(0, (Count + AtOnce - 1) / AtOnce, part =>
        {
            for (var i = part * AtOnce; i < Math.Min(Count, (part + 1) * AtOnce); i++)
            {
                ref var spot = ref all[i];
                spot = new Spot { Number = i, Kind = Kinds[i], Start = Times[i], End = Times[i] };
                spot.Put(Longitudes[i], Latitudes[i]);
            }
        });
        return new(all, Longitudes, Latitudes, new Kinds(256, MayBeOne), rules, new());
    }
}
