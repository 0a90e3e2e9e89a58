namespace Truceline.Incidents;

/// <summary>
/// Observations that links, or decisions, connect: what is in two components is never one happening. The components stand in
/// the order of their least observations, and so do the observations of each; one that nothing connects is in none.
/// </summary>
internal sealed class Components
{
    private readonly int[] members;
    private readonly int[] memberEnds;
    private readonly Link[] links;
    private readonly int[] linkEnds;

    private Components(int[] members, int[] memberEnds, Link[] links, int[] linkEnds, int[] of) =>
        (this.members, this.memberEnds, this.links, this.linkEnds, Of) = (members, memberEnds, links, linkEnds, of);

    /// <summary>How many there are.</summary>
    public int Count => memberEnds.Length;

    /// <summary>The component of each observation; -1: none.</summary>
    public int[] Of { get; }

    /// <summary>The numbers of a component's observations, ascending.</summary>
    public ReadOnlySpan<int> Members(int component) => members.AsSpan(Begin(memberEnds, component)..memberEnds[component]);

    /// <summary>Its links; the ends are places among its members.</summary>
    public Span<Link> Links(int component) => links.AsSpan(Begin(linkEnds, component)..linkEnds[component]);

    /// <summary>The components in runs of about so many observations and links each, which do not hang on how many threads there are.</summary>
    public Range[] Parts(int atOnce)
    {
        var parts = new List<Range>();
        for (var (first, end) = (0, 0); first < Count; first = end)
        {
            var begin = Begin(memberEnds, first) + (long)Begin(linkEnds, first);
            do end++;
            while (end < Count && memberEnds[end] + (long)linkEnds[end] - begin <= atOnce);
            parts.Add(first..end);
        }
        return [.. parts];
    }

    /// <summary>The components of some observations.</summary>
    /// <param name="count">How many observations there are.</param>
    /// <param name="lists">The links; they are given back.</param>
    /// <param name="decided">The pairs on which something was decided, which stay in one component whatever it was.</param>
    public static Components Find(int count, LinkList[] lists, IReadOnlyCollection<(int A, int B)> decided)
    {
        var parent = new int[count];
        for (var i = 0; i < count; i++) parent[i] = i;
        foreach (var list in lists)
            foreach (ref readonly var link in list.All) Join(parent, link.A, link.B);
        foreach (var (a, b) in decided) Join(parent, a, b);
        var (of, memberEnds) = Number(parent);
        var (members, places) = Members(of, memberEnds, parent);
        var linkEnds = new int[memberEnds.Length];
        foreach (var list in lists)
            foreach (ref readonly var link in list.All) linkEnds[of[link.A]]++;
        var total = Begins(linkEnds);
        var links = new Link[total];
        foreach (var list in lists)
        {
            foreach (ref readonly var link in list.All) links[linkEnds[of[link.A]]++] = new(link.Score, places[link.A], places[link.B]);
            list.Clear();
        }
        return new(members, memberEnds, links, linkEnds, of);
    }

    private static int Begin(int[] ends, int at) => at == 0 ? 0 : ends[at - 1];

    /// <summary>The root of each is its least observation.</summary>
    private static void Join(int[] parent, int a, int b)
    {
        while (parent[a] != a) a = parent[a] = parent[parent[a]];
        while (parent[b] != b) b = parent[b] = parent[parent[b]];
        if (a < b) parent[b] = a;
        else parent[a] = b;
    }

    private static (int[] Of, int[] Sizes) Number(int[] parent)
    {
        var sizes = new int[parent.Length];
        for (var i = 0; i < parent.Length; i++) sizes[parent[i] = parent[parent[i]]]++;
        var (of, count) = (new int[parent.Length], 0);
        for (var i = 0; i < parent.Length; i++)
        {
            if (parent[i] != i) of[i] = of[parent[i]];
            else if (sizes[i] == 1) of[i] = -1;
            else
            {
                sizes[count] = sizes[i];
                of[i] = count++;
            }
        }
        return (of, sizes[..count]);
    }

    private static (int[] Members, int[] Places) Members(int[] of, int[] ends, int[] places)
    {
        var members = new int[Begins(ends)];
        var begins = (int[])ends.Clone();
        for (var i = 0; i < of.Length; i++)
        {
            if (of[i] < 0) continue;
            places[i] = ends[of[i]] - begins[of[i]];
            members[ends[of[i]]++] = i;
        }
        return (members, places);
    }

    /// <summary>Makes of sizes the beginnings, which filling turns into the ends.</summary>
    private static int Begins(int[] sizes)
    {
        var sum = 0;
        foreach (ref var size in sizes.AsSpan()) (size, sum) = (sum, sum + size);
        return sum;
    }
}
