namespace Truceline.Incidents;

/// <summary>
/// Single linkage with outer bounds, one component after the other. The closest links are joined first; two groups that
/// would not keep within the bounds together are finished, and so is a group whose closest link leads to a finished one, for
/// what is too large does not become smaller: each chain is cut at its largest gaps until all parts fit. Ties are broken by
/// the numbers of the observations. What becomes of a group thus depends on its own links alone, and on the groups at their
/// other ends: that is what lets <see cref="FusionFold"/> work out a few groups again, and leave the others. For one thread.
/// </summary>
internal sealed class Linkage(Spots spots)
{
    private readonly KindSets sets = new(spots.Kinds);
    private readonly long lasting = spots.Rules.Lasting.BclCompatibleTicks;
    private readonly double extent = spots.Rules.Extent.Value;
    private Node[] nodes = new Node[64];
    private int[] least = new int[64];
    private int[] firsts = new int[64];

    /// <summary>How many pairs of observations were held against the extent.</summary>
    public long Compared { get; private set; }

    /// <summary>An observation, and at a root the group that hangs on it.</summary>
    private struct Node
    {
        /// <summary>Towards the root of its group.</summary>
        public int Group;

        /// <summary>The next of its group, in a ring.</summary>
        public int Next;

        public int Size;
        public int Number;
        public int Kinds;

        /// <summary>Whether the group is finished, and the link at which.</summary>
        public bool IsFinished;
        public Link End;

        /// <summary>Whether a decision holds together what the bounds do not.</summary>
        public bool IsOver;

        public long First, Last;
        public Box Box;
    }

    /// <summary>Joins a component.</summary>
    /// <param name="members">The numbers of its observations, ascending.</param>
    /// <param name="links">Its links, whose ends are places among the members; they are sorted.</param>
    /// <param name="ties">What was decided on these observations.</param>
    /// <param name="log">Takes down which links were joined, and at which was cut; null: nobody asks.</param>
    /// <param name="outside">Those of the members that stand in groups which are not worked out again; null: none does. Where one of these opens, nothing else of the answer means anything.</param>
    /// <returns>For each member the least one of its group, as a place among the members; good until the next component.</returns>
    public ReadOnlySpan<int> Join(ReadOnlySpan<int> members, Span<Link> links, Ties ties, LinkLog? log, Outside? outside = null)
    {
        Begin(members);
        foreach (var group in ties.GroupsIn(members))
        {
            if (outside is not null && outside.Has(members.BinarySearch(group[0]))) continue;
            for (var i = 1; i < group.Length; i++) Decide(members.BinarySearch(group[i - 1]), members.BinarySearch(group[i]));
        }
        links.Sort();
        foreach (ref readonly var link in links)
        {
            var (a, b) = (Group(link.A), Group(link.B));
            if (outside is not null && (outside.Has(link.A) || outside.Has(link.B)))
            {
                var (inner, outer) = outside.Has(link.A) ? (b, link.A) : (a, link.B);
                if (outside.Opens(link, outer, nodes[inner].IsFinished)) break;
                Finish(ref nodes[inner], link);
                continue;
            }
            if (a == b || (nodes[a].IsFinished && nodes[b].IsFinished)) continue;
            if (!nodes[a].IsFinished && !nodes[b].IsFinished)
            {
                if (!ties.IsEmpty && ties.IsBarred(members[link.A], members[link.B], out var decided))
                {
                    log?.Barred.Add((link, decided));
                    continue;
                }
                if (Fits(a, b, out var kinds))
                {
                    Unite(a, b, kinds);
                    if (!ties.IsEmpty) ties.Join(members[link.A], members[link.B]);
                    log?.Kept.Add(link);
                    continue;
                }
            }
            Finish(ref nodes[a], link);
            Finish(ref nodes[b], link);
        }
        return Groups(members.Length, log);
    }

    private static void Finish(ref Node group, Link link)
    {
        if (group.IsFinished) return;
        (group.IsFinished, group.End) = (true, link);
    }

    private ReadOnlySpan<int> Groups(int count, LinkLog? log)
    {
        firsts.AsSpan(0, count).Fill(-1);
        for (var i = 0; i < count; i++)
        {
            var root = Group(i);
            ref var first = ref firsts[root];
            if (first < 0)
            {
                first = i;
                if (nodes[root].IsFinished) log?.Ends.Add(i, nodes[root].End);
            }
            least[i] = first;
        }
        return least.AsSpan(0, count);
    }

    private void Begin(ReadOnlySpan<int> members)
    {
        if (nodes.Length < members.Length)
        {
            var room = Math.Max(2 * nodes.Length, members.Length);
            (nodes, least, firsts) = (new Node[room], new int[room], new int[room]);
        }
        for (var i = 0; i < members.Length; i++)
        {
            ref readonly var spot = ref spots.All[members[i]];
            ref var node = ref nodes[i];
            (node.Group, node.Next, node.Size, node.Number, node.Kinds, node.IsFinished, node.IsOver) = (i, i, 1, members[i], sets.Of(spot.Kind), false, false);
            (node.First, node.Last, node.Box) = (long.MaxValue, long.MinValue, Box.None);
            // What is too coarse, or wide, comes in by decision here, and says nothing of the bounds.
            if (!spot.IsFine) continue;
            (node.First, node.Last) = (spot.Start, spot.End);
            node.Box.Add(spot);
        }
    }

    private int Group(int i)
    {
        while (nodes[i].Group != i) i = nodes[i].Group = nodes[nodes[i].Group].Group;
        return i;
    }

    /// <summary>What was decided to be one is one whatever the bounds; what exceeds them grows no further.</summary>
    private void Decide(int one, int other)
    {
        var (a, b) = (Group(one), Group(other));
        if (a == b) return;
        var fits = Fits(a, b, out var kinds);
        Unite(a, b, kinds);
        nodes[b].IsOver |= nodes[a].IsOver || !fits;
    }

    private void Unite(int a, int b, int kinds)
    {
        ref var from = ref nodes[a];
        ref var to = ref nodes[b];
        (from.Next, to.Next) = (to.Next, from.Next);
        from.Group = b;
        to.Size += from.Size;
        to.Kinds = kinds;
        (to.First, to.Last, to.Box) = (Math.Min(to.First, from.First), Math.Max(to.Last, from.Last), to.Box.With(from.Box));
    }

    /// <summary>
    /// Whether two groups that keep within the bounds do so together, and no two of their observations exclude each other
    /// (two that do may both be compatible with a third that says less).
    /// </summary>
    private bool Fits(int a, int b, out int kinds)
    {
        kinds = KindSets.Nothing;
        ref readonly var one = ref nodes[a];
        ref readonly var other = ref nodes[b];
        if (one.IsOver || other.IsOver) return false;
        kinds = sets.Union(one.Kinds, other.Kinds);
        if (one.Kinds == KindSets.Nothing || other.Kinds == KindSets.Nothing) return true;
        if (kinds == KindSets.Excluded || Math.Max(one.Last, other.Last) - Math.Min(one.First, other.First) > lasting) return false;
        var box = one.Box.With(other.Box);
        if (box.Widest > extent + 1) return false;
        if (extent > 2 && box.DiagonalSquared < (extent - 2) * (extent - 2)) return true;
        return one.Size < other.Size ? IsWithin(a, b) : IsWithin(b, a);
    }

    /// <summary>Whether each of the lesser group is within the extent of each of the greater.</summary>
    private bool IsWithin(int lesser, int greater)
    {
        var surely = extent > 2 ? (extent - 2) * (extent - 2) : -1;
        var at = lesser;
        do
        {
            ref readonly var spot = ref spots.All[nodes[at].Number];
            if (spot.IsFine && nodes[greater].Box.FarthestSquared(spot) > surely && !IsWithin(spot, greater)) return false;
            at = nodes[at].Next;
        }
        while (at != lesser);
        return true;
    }

    private bool IsWithin(in Spot spot, int group)
    {
        var at = group;
        do
        {
            ref readonly var other = ref spots.All[nodes[at].Number];
            Compared++;
            if (other.IsFine && spots.IsFurther(spot, other)) return false;
            at = nodes[at].Next;
        }
        while (at != group);
        return true;
    }
}

/// <summary>What became of a component's links, in the order in which they were met; the ends are places among its members.</summary>
internal sealed class LinkLog
{
    /// <summary>Those that hold groups together.</summary>
    public List<Link> Kept { get; } = [];

    /// <summary>The link at which each finished group was finished, by its least member as a place.</summary>
    public Dictionary<int, Link> Ends { get; } = [];

    /// <summary>Those that a decision forbids to join.</summary>
    public List<(Link Link, DecidedPair Decided)> Barred { get; } = [];
}
