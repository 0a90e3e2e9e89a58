using System.Collections.Immutable;

namespace Truceline.Reports;

/// <summary>What is not the very same in two records, of which the later goes on from the earlier. Most are the same objects.</summary>
internal static class Differing
{
    /// <summary>What was and is no more, and what has come; where both have the same place in the order they stand together.</summary>
    /// <param name="before">The earlier things, in order.</param>
    /// <param name="now">The later ones, in the same order.</param>
    /// <param name="order">The order; it is asked only around what differs.</param>
    public static List<(T? Was, T? Become)> Between<T>(ImmutableArray<T> before, ImmutableArray<T> now, Comparison<T> order) where T : class
    {
        var differing = new List<(T?, T?)>();
        var (i, j) = (0, 0);
        while (i < before.Length || j < now.Length)
        {
            if (i < before.Length && j < now.Length && ReferenceEquals(before[i], now[j]))
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }
            var side = i == before.Length ? 1 : j == now.Length ? -1 : order(before[i], now[j]);
            differing.Add((side <= 0 ? before[i] : null, side >= 0 ? now[j] : null));
            if (side <= 0) i++;
            if (side >= 0) j++;
        }
        return differing;
    }
}
