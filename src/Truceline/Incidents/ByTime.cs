using System.Buffers;

namespace Truceline.Incidents;

/// <summary>Sorts observations by their beginnings: digit by digit, from the last, which leaves equal ones in the order of their numbers.</summary>
internal static class ByTime
{
    private const int Digit = 11;

    /// <summary>The numbers of the observations that are neither too coarse nor wide, in the order of time.</summary>
    public static int[] Order(Spot[] spots, int count)
    {
        var order = new int[count];
        var (least, most, sorted, n) = (long.MaxValue, long.MinValue, true, 0);
        for (var i = 0; i < spots.Length; i++)
        {
            if (!spots[i].IsFine) continue;
            var start = spots[i].Start;
            sorted &= start >= most;
            (least, most) = (Math.Min(least, start), Math.Max(most, start));
            order[n++] = i;
        }
        return sorted ? order : Sort(spots, order, least, (ulong)(most - least));
    }

    private static int[] Sort(Spot[] spots, int[] order, long least, ulong range)
    {
        var other = new int[order.Length];
        var keys = ArrayPool<ulong>.Shared.Rent(order.Length);
        var otherKeys = ArrayPool<ulong>.Shared.Rent(order.Length);
        for (var i = 0; i < order.Length; i++) keys[i] = (ulong)(spots[order[i]].Start - least);
        Span<int> places = stackalloc int[1 << Digit];
        for (var shift = 0; shift < 64 && range >> shift != 0; shift += Digit)
        {
            places.Clear();
            for (var i = 0; i < order.Length; i++) places[(int)(keys[i] >> shift) & ((1 << Digit) - 1)]++;
            var sum = 0;
            foreach (ref var place in places) (place, sum) = (sum, sum + place);
            for (var i = 0; i < order.Length; i++)
            {
                var at = places[(int)(keys[i] >> shift) & ((1 << Digit) - 1)]++;
                (other[at], otherKeys[at]) = (order[i], keys[i]);
            }
            (order, other, keys, otherKeys) = (other, order, otherKeys, keys);
        }
        ArrayPool<ulong>.Shared.Return(keys);
        ArrayPool<ulong>.Shared.Return(otherKeys);
        return order;
    }
}
