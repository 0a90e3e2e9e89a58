using System.Collections.Immutable;
using NodaTime;
using Truceline.Geography;

namespace Truceline.Incidents;

/// <summary>That two observations may be one happening; the score is the larger of gap and pause, each as a share of its bound.</summary>
internal readonly record struct Link(int A, int B, Metres Gap, Duration Pause, double Score);

/// <summary>A group of observations, the links that hold it together, and those at which it was cut from its neighbours.</summary>
/// <param name="Members">The observations.</param>
/// <param name="Kept">The links that hold it together.</param>
/// <param name="Cut">The links at which it was cut from its neighbours.</param>
/// <param name="Barred">The closest link to each neighbour from which a decision keeps it apart, with that decision.</param>
internal sealed record Chain(ImmutableArray<int> Members, ImmutableArray<Link> Kept, ImmutableArray<Link> Cut, ImmutableArray<(Link Link, DecidedPair Decided)> Barred);

/// <summary>
/// Single linkage with outer bounds. The closest links are joined first, which gives a tree of joins; from its root down, a
/// join that would exceed the bounds is undone, so that each chain is cut at its largest gap until all parts fit. Ties are
/// broken by the numbers of the observations, which stand in the order of their report ids.
/// </summary>
internal sealed class Chains
{
    private readonly ImmutableArray<Spot> spots;
    private readonly FusionRules rules;
    private readonly Ties ties;
    private readonly ImmutableArray<int> places;
    private readonly List<Node> nodes = [];
    private readonly List<(Link Link, DecidedPair Decided)> barred = [];

    private Chains(ImmutableArray<Spot> spots, FusionRules rules, Ties ties, ImmutableArray<int> places)
    {
        this.spots = spots;
        this.rules = rules;
        this.ties = ties;
        this.places = places;
    }

    /// <summary>The groups of some observations, given which of them may be one.</summary>
    /// <param name="spots">The observations.</param>
    /// <param name="links">Which may be one.</param>
    /// <param name="rules">The bounds of a group.</param>
    /// <param name="ties">What was decided: its groups are never cut, and it bars joins.</param>
    /// <param name="places">The place of each observation among the sightings that the ties speak of.</param>
    public static IEnumerable<Chain> Grow(ImmutableArray<Spot> spots, IEnumerable<Link> links, FusionRules rules, Ties ties, ImmutableArray<int> places)
    {
        var chains = new Chains(spots, rules, ties, places);
        return chains.Cut(chains.Join(links));
    }

    /// <summary>A join, or a single observation, with the bounds of all below it.</summary>
    private readonly record struct Node(int Left, int Right, Link Link, Instant First, Instant Last, Box Box, ImmutableArray<int> Kinds)
    {
        /// <summary>Whether it was decided: then it stands whatever its bounds, and its link says nothing.</summary>
        public bool IsDecided { get; init; }
    }

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

        void Add(int a, int b, Link link, bool isDecided)
        {
            var (left, right) = (nodes[top[a]], nodes[top[b]]);
            nodes.Add(new Node(
                top[a], top[b], link, Instant.Min(left.First, right.First), Instant.Max(left.Last, right.Last), left.Box.With(right.Box),
                right.Kinds.All(left.Kinds.Contains) ? left.Kinds : [.. left.Kinds.Union(right.Kinds).Order()]) { IsDecided = isDecided });
            parent[a] = b;
            top[b] = nodes.Count - 1;
        }

        foreach (var group in Decided())
            for (var i = 1; i < group.Length; i++) Add(Find(group[i - 1]), Find(group[i]), default, isDecided: true);
        foreach (var link in links.OrderBy(link => link.Score).ThenBy(link => link.A).ThenBy(link => link.B))
        {
            var (a, b) = (Find(link.A), Find(link.B));
            if (a == b || IsBarred(link)) continue;
            Add(a, b, link, isDecided: false);
        }
        return Enumerable.Range(0, spots.Length).Where(i => parent[i] == i).Select(i => top[i]);
    }

    /// <summary>The decided groups, as far as they are of these observations.</summary>
    private IEnumerable<ImmutableArray<int>> Decided()
    {
        if (ties.IsEmpty) return [];
        var spotAt = places.Select((place, spot) => (place, spot)).ToDictionary();
        return ties.Groups.Select(group => group.Where(spotAt.ContainsKey).Select(place => spotAt[place]).ToImmutableArray());
    }

    /// <summary>Whether a decision keeps the two sides of a link apart; where none does, they are one from now on.</summary>
    private bool IsBarred(Link link)
    {
        if (ties.IsEmpty) return false;
        var (a, b) = (places[link.A], places[link.B]);
        if (ties.Between(a, b) is { } decided)
        {
            barred.Add((link, decided));
            return true;
        }
        ties.Join(a, b);
        return false;
    }

    private IEnumerable<Chain> Cut(IEnumerable<int> roots)
    {
        var cuts = new Dictionary<int, List<Link>>();
        var whole = new List<int>();
        var open = new Stack<int>(roots);
        while (open.TryPop(out var root))
        {
            var node = nodes[root];
            if (node.Left < 0 || node.IsDecided || Fits(root))
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
        var grown = whole.Select(Below).ToList();
        var closest = Closest(grown.Select(chain => chain.Members));
        foreach (var (members, kept) in grown)
            yield return new Chain(
                members,
                [.. kept.OrderBy(link => link.A).ThenBy(link => link.B)],
                [.. members.SelectMany(member => cuts.GetValueOrDefault(member) ?? []).Distinct().OrderBy(link => link.A).ThenBy(link => link.B)],
                [.. closest.Where(one => members.BinarySearch(one.Link.A) >= 0 || members.BinarySearch(one.Link.B) >= 0)]);
    }

    /// <summary>Of the barred links between each two groups the closest, which was met first.</summary>
    private List<(Link Link, DecidedPair Decided)> Closest(IEnumerable<ImmutableArray<int>> groups)
    {
        if (barred.Count == 0) return [];
        var group = groups.SelectMany((members, i) => members.Select(member => (member, i))).ToDictionary();
        return [.. barred.DistinctBy(one => (Math.Min(group[one.Link.A], group[one.Link.B]), Math.Max(group[one.Link.A], group[one.Link.B]))).OrderBy(one => one.Link.A).ThenBy(one => one.Link.B)];
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
            if (!node.IsDecided) kept.Add(node.Link);
            open.Push(node.Left);
            open.Push(node.Right);
        }
        members.Sort();
        return ([.. members], kept);
    }
}
