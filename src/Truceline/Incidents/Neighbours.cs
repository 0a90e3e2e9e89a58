using System.Buffers;

namespace Truceline.Incidents;

/// <summary>
/// Finds the pairs of observations that may be one happening. Each observation is linked to at most <see cref="Most"/>
/// earlier ones, the latest first: in a hail of reports its neighbours are linked to each other anyway, and the number of
/// links must not grow with the square of the number of reports.
/// </summary>
internal static class Neighbours
{
    /// <summary>The greatest number of links from one observation to earlier ones.</summary>
    public const int Most = 32;

    private const int CellsAtOnce = 1024;
    private const int Around = 27;

    /// <summary>The links of some observations, in lists that do not depend on how many threads made them.</summary>
    /// <param name="spots">The observations.</param>
    /// <param name="compared">How many pairs of observations were looked at.</param>
    public static LinkList[] Links(Spots spots, out long compared)
    {
        var cells = Cells.Of(spots);
        var lists = new LinkList[(cells.All.Length + CellsAtOnce - 1) / CellsAtOnce];
        Parallel.For(0, lists.Length, part =>
        {
            var search = new Search(spots, cells);
            for (var cell = part * CellsAtOnce; cell < Math.Min(cells.All.Length, (part + 1) * CellsAtOnce); cell++) search.In(cell);
            lists[part] = search.Found;
        });
        compared = lists.Sum(list => list.Compared);
        return lists;
    }

    /// <summary>The way through some cubes, with what is kept between them.</summary>
    private sealed class Search(Spots spots, Cells cells)
    {
        private readonly long back = cells.Longest + spots.Rules.Pause.BclCompatibleTicks;
        private readonly int[] around = new int[Around];
        private readonly int[] from = new int[Around];
        private readonly int[] until = new int[Around];

        // The latest that were found for one observation, the latest first: where they stand among the spots, and their scores.
        private readonly int[] places = new int[Most];
        private readonly double[] scores = new double[Most];

        public LinkList Found { get; } = new();

        public void In(int number)
        {
            ref readonly var cell = ref cells.All[number];
            var count = cells.Around(cell, around);
            for (var i = 0; i < count; i++) from[i] = until[i] = cells.All[around[i]].First;
            for (var at = cell.First; at < cell.End; at++)
            {
                ref readonly var later = ref cells.Spots[at];
                var n = 0;
                for (var i = 0; i < count; i++)
                {
                    ref readonly var other = ref cells.All[around[i]];
                    Move(later, other.End, ref from[i], ref until[i]);
                    if (from[i] < until[i] && cells.MayReach(other, later)) n = Earlier(later, from[i], until[i], n);
                }
                for (var i = 0; i < n; i++)
                {
                    var earlier = cells.Spots[places[i]].Number;
                    Found.Add(new(scores[i], Math.Min(earlier, later.Number), Math.Max(earlier, later.Number)));
                }
            }
        }

        /// <summary>Moves the run of a cube's observations that are early, and late, enough for a later one.</summary>
        private void Move(in Spot later, int last, ref int first, ref int end)
        {
            var all = cells.Spots;
            while (end < last && all[end].IsBefore(later)) end++;
            var earliest = later.Start - back;
            while (first < end && all[first].Start < earliest) first++;
        }

        /// <summary>Takes the latest of a run that may be one with a later observation among those that were found; returns how many these are then.</summary>
        private int Earlier(in Spot later, int first, int end, int n)
        {
            var all = cells.Spots;
            for (var at = end - 1; at >= first; at--)
            {
                ref readonly var earlier = ref all[at];
                if (n == Most && earlier.IsBefore(all[places[Most - 1]])) break;
                Found.Compared++;
                if (!spots.Kinds.MayBeOne(earlier.Kind, later.Kind) || !spots.Joins(earlier, later, out var score)) continue;
                if (n < Most) n++;
                var to = n - 1;
                for (; to > 0 && all[places[to - 1]].IsBefore(earlier); to--) (places[to], scores[to]) = (places[to - 1], scores[to - 1]);
                (places[to], scores[to]) = (at, score);
            }
            return n;
        }
    }
}

/// <summary>Links in the order in which they were found.</summary>
internal sealed class LinkList
{
    private Link[] links = ArrayPool<Link>.Shared.Rent(64);
    private int count;

    /// <summary>How many pairs were looked at to find them.</summary>
    public long Compared { get; set; }

    public ReadOnlySpan<Link> All => links.AsSpan(0, count);

    public void Add(Link link)
    {
        if (count == links.Length)
        {
            var wider = ArrayPool<Link>.Shared.Rent(2 * count);
            links.AsSpan().CopyTo(wider);
            ArrayPool<Link>.Shared.Return(links);
            links = wider;
        }
        links[count++] = link;
    }

    /// <summary>Gives back the room; the links are gone.</summary>
    public void Clear()
    {
        ArrayPool<Link>.Shared.Return(links);
        (links, count) = ([], 0);
    }
}
