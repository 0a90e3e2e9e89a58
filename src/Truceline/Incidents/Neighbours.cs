using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;
using Truceline.Geography;

namespace Truceline.Incidents;

/// <summary>
/// Finds the pairs of observations that may be one happening: a sweep over time with a grid over space. Each observation
/// is linked to at most <see cref="Most"/> earlier ones, the latest first: in a hail of reports its neighbours are linked
/// to each other anyway, and the number of links must not grow with the square of the number of reports.
/// </summary>
internal static class Neighbours
{
    /// <summary>The greatest number of links from one observation to earlier ones.</summary>
    public const int Most = 32;

    public static List<Link> Links(ImmutableArray<Spot> spots, FusionRules rules)
    {
        // INVARIANT: a fine observation's radius is at most half the extent, so the middles of two that join lie within one side.
        var side = rules.Gap.Value + rules.Extent.Value;
        var cells = new Dictionary<(int, int, int), List<int>>();
        var compatible = new Dictionary<(int, int), bool>();
        var links = new List<Link>();
        foreach (var later in Enumerable.Range(0, spots.Length).OrderBy(i => spots[i].Start).ThenBy(i => i))
        {
            var (x, y, z) = Cell(spots[later].Point, side);
            var found = new List<(int Earlier, Link Link)>();
            for (var dx = -1; dx <= 1; dx++)
                for (var dy = -1; dy <= 1; dy++)
                    for (var dz = -1; dz <= 1; dz++)
                        if (cells.TryGetValue((x + dx, y + dy, z + dz), out var cell))
                            found.AddRange(InCell(spots, cell, later, compatible, rules));
            links.AddRange(found.OrderByDescending(one => spots[one.Earlier].Start).ThenByDescending(one => one.Earlier).Take(Most).Select(one => one.Link));
            ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, (x, y, z), out _);
            (own ??= []).Add(later);
        }
        return links;
    }

    /// <summary>The latest of a cell's observations that may be one with a later one.</summary>
    private static IEnumerable<(int Earlier, Link Link)> InCell(
        ImmutableArray<Spot> spots, List<int> cell, int later, Dictionary<(int, int), bool> compatible, FusionRules rules)
    {
        var b = spots[later];
        var left = Most;
        for (var at = cell.Count - 1; at >= 0 && left > 0; at--)
        {
            var a = spots[cell[at]];
            // INVARIANT: fine observations last at most rules.Lasting, so no earlier start can reach further than that.
            if (b.Start - a.Start > rules.Lasting + rules.Pause) yield break;
            var pause = Duration.Max(Duration.Zero, b.Start - a.End);
            if (pause > rules.Pause || !MayBeOne(a.Kind, b.Kind)) continue;
            if ((a.Point - b.Point).Length - a.Extent.Radius.Value - b.Extent.Radius.Value > rules.Gap.Value) continue;
            var gap = a.Extent.GapTo(b.Extent);
            if (gap > rules.Gap) continue;
            left--;
            var (low, high) = (Math.Min(cell[at], later), Math.Max(cell[at], later));
            yield return (cell[at], new Link(low, high, gap, pause, Math.Max(gap.Value / rules.Gap.Value, pause / rules.Pause)));
        }

        bool MayBeOne(int x, int y)
        {
            if (x == y) return true;
            var pair = (Math.Min(x, y), Math.Max(x, y));
            return compatible.TryGetValue(pair, out var known) ? known : compatible[pair] = Spot.MayBeOne(spots, x, y);
        }
    }

    private static (int, int, int) Cell(Chord point, double side) =>
        ((int)Math.Floor(point.X / side), (int)Math.Floor(point.Y / side), (int)Math.Floor(point.Z / side));
}
