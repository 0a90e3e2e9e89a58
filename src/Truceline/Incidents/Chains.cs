using System.Collections.Immutable;
using NodaTime;
using Truceline.Geography;

namespace Truceline.Incidents;

/// <summary>That two observations may be one happening; the score is the larger of gap and pause, each as a share of its bound.</summary>
internal readonly record struct Link(int A, int B, Metres Gap, Duration Pause, double Score);

/// <summary>A group of observations, the links that hold it together, and those at which it was cut from its neighbours.</summary>
internal sealed record Chain(ImmutableArray<int> Members, ImmutableArray<Link> Kept, ImmutableArray<Link> Cut);

/// <summary>
/// Single linkage with outer bounds. The closest links are joined first, which gives a tree of joins; from its root down, a
/// join that would exceed the bounds is undone, so that each chain is cut at its largest gap until all parts fit. Ties are
/// broken by the numbers of the observations, which stand in the order of their report ids.
/// </summary>
internal sealed class Chains
{
    private readonly ImmutableArray<Spot> spots;
    private readonly FusionRules rules;
    private readonly List<Node> nodes = [];

    private Chains(ImmutableArray<Spot> spots, FusionRules rules)
    {
        this.spots = spots;
        this.rules = rules;
    }

    /// <summary>The groups of some observations, given which of them may be one.</summary>
    public static IEnumerable<Chain> Grow(ImmutableArray<Spot> spots, IEnumerable<Link> links, FusionRules rules)
    {
        var chains = new Chains(spots, rules);
        return chains.Cut(chains.Join(links));
    }

    /// <summary>A join, or a single observation, with the bounds of all below it.</summary>
    private readonly record struct Node(int Left, int Right, Link Link, Instant First, Instant Last, Box Box, ImmutableArray<int> Kinds);

    /// <summary>Joins along the closest links first; returns the roots.</summary>
    private IEnumerable<int> Join(IEnumerable<Link> links)
    {
        foreach (var spot in spots) nodes.Add(new Node(-1, -1, default, spot.Start, spot.End, Box.Of(spot.Point), [spot.Kind]));
        var parent = Enumerable.Range(0, spots.Length).ToArray();
        var top = Enumerable.Range(0, spots.Length).ToArray();
        int Find(int i)
        {
            while (parent[i] != i) i = parent[i] = parent[parent[i]];
            return i;
        }

        foreach (var link in links.OrderBy(link => link.Score).ThenBy(link => link.A).ThenBy(link => link.B))
        {
            var (a, b) = (Find(link.A), Find(link.B));
            if (a == b) continue;
            var (left, right) = (nodes[top[a]], nodes[top[b]]);
            nodes.Add(new Node(
                top[a], top[b], link, Instant.Min(left.First, right.First), Instant.Max(left.Last, right.Last), left.Box.With(right.Box),
                right.Kinds.All(left.Kinds.Contains) ? left.Kinds : [.. left.Kinds.Union(right.Kinds).Order()]));
            parent[a] = b;
            top[b] = nodes.Count - 1;
        }
        return Enumerable.Range(0, spots.Length).Where(i => parent[i] == i).Select(i => top[i]);
    }

    private IEnumerable<Chain> Cut(IEnumerable<int> roots)
    {
        var cuts = new Dictionary<int, List<Link>>();
        var whole = new List<int>();
        var open = new Stack<int>(roots);
        while (open.TryPop(out var root))
        {
            var node = nodes[root];
            if (node.Left < 0 || Fits(root))
            {
                whole.Add(root);
                continue;
            }
            foreach (var end in (int[])[node.Link.A, node.Link.B])
            {
                if (!cuts.TryGetValue(end, out var at)) cuts[end] = at = [];
                at.Add(node.Link);
            }
            open.Push(node.Left);
            open.Push(node.Right);
        }
        foreach (var root in whole)
        {
            var (members, kept) = Below(root);
            yield return new Chain(
                members,
                [.. kept.OrderBy(link => link.A).ThenBy(link => link.B)],
                [.. members.SelectMany(member => cuts.GetValueOrDefault(member) ?? []).Distinct().OrderBy(link => link.A).ThenBy(link => link.B)]);
        }
    }

    /// <summary>
    /// Whether all below a join keep within the greatest extent and duration, and no two of them exclude each other (two
    /// that do may both be compatible with a third that says less).
    /// </summary>
    private bool Fits(int root)
    {
        var node = nodes[root];
        if (node.Last - node.First > rules.Lasting || node.Box.Widest > rules.Extent.Value + 1) return false;
        foreach (var a in node.Kinds)
            foreach (var b in node.Kinds)
                if (a < b && !Spot.MayBeOne(spots, a, b)) return false;

        var members = Below(root).Members;
        // All within half the extent of one point: then no two are further apart than the extent.
        var middle = node.Box.Middle;
        if (members.All(member => (spots[member].Point - middle).Length < rules.Extent.Value / 2 - 1)) return true;
        for (var i = 0; i < members.Length; i++)
            for (var j = i + 1; j < members.Length; j++)
                if (IsFurther(spots[members[i]], spots[members[j]], rules.Extent)) return false;
        return true;
    }

    /// <summary>The chord decides but near the bound, where the geodesic does.</summary>
    private static bool IsFurther(Spot a, Spot b, Metres bound)
    {
        var chord = (a.Point - b.Point).Length;
        return chord > bound.Value + 1 || (chord > bound.Value - 1 && Geodesic.Distance(a.Extent.Middle, b.Extent.Middle).Rounded() > bound);
    }

    private (ImmutableArray<int> Members, List<Link> Kept) Below(int root)
    {
        var (members, kept) = (new List<int>(), new List<Link>());
        var open = new Stack<int>([root]);
        while (open.TryPop(out var at))
        {
            var node = nodes[at];
            if (node.Left < 0)
            {
                members.Add(at);
                continue;
            }
            kept.Add(node.Link);
            open.Push(node.Left);
            open.Push(node.Right);
        }
        members.Sort();
        return ([.. members], kept);
    }
}
