using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Incidents;

/// <summary>What bars two finished groups from being one, measured once the groups are known.</summary>
internal static class Bars
{
    /// <summary>What bars two groups that were finished where they met.</summary>
    /// <param name="one">The numbers of the one's observations.</param>
    /// <param name="other">Those of the other's.</param>
    /// <param name="byId">The order of two numbers by their reports.</param>
    /// <param name="spots">The observations as columns.</param>
    /// <param name="sighting">The sighting of a number.</param>
    public static GroupingBar Between(ImmutableArray<int> one, ImmutableArray<int> other, Comparison<int> byId, Spots spots, Func<int, Sighting> sighting)
    {
        // What is too coarse, or wide, came in by decision, and says nothing of the bounds.
        var all = one.Concat(other).Where(number => spots.All[number].IsFine).ToArray();
        var lasting = all.Max(number => spots.All[number].End) - all.Min(number => spots.All[number].Start);
        var across = spots.Across(all);
        Array.Sort(all, byId);
        return new(
            across > spots.Rules.Extent ? across : null, lasting > spots.Rules.Lasting.BclCompatibleTicks ? Duration.FromTicks(lasting) : null,
            Excluding(all, spots) is var (a, b) ? (sighting(a), sighting(b)) : null);
    }

    private static (int, int)? Excluding(int[] all, Spots spots)
    {
        var first = new Dictionary<int, int>();
        for (var i = 0; i < all.Length; i++) first.TryAdd(spots.All[all[i]].Kind, i);
        foreach (var (kind, at) in first.OrderBy(one => one.Value))
            if (first.Where(one => one.Value > at && !spots.Kinds.MayBeOne(kind, one.Key)).Select(one => one.Value).DefaultIfEmpty(-1).Min() is >= 0 and var other) return (all[at], all[other]);
        return null;
    }
}
