using System.Collections.Immutable;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>
/// What decisions make of some sightings before any rule is asked: groups that stay together, and pairs that no group may
/// hold. The pairs that are to be together are joined one after the other, those of the latest decision first, then in the
/// order of their ids; a join that would bring a pair together that is to be apart is left out and listed.
/// </summary>
internal sealed class Ties
{
    private readonly int[] parent;
    private readonly Dictionary<int, List<(int Other, DecidedPair Decided)>> apart = [];
    private readonly Dictionary<int, List<int>> guarded = [];

    private Ties(int count) => parent = [.. Enumerable.Range(0, count)];

    /// <summary>That nothing was decided.</summary>
    public static Ties None { get; } = new(0);

    /// <summary>The joins made, with the entry that decides each.</summary>
    public List<(int A, int B, DecidedPair Decided)> Joined { get; } = [];

    /// <summary>The pairs that are kept apart, and the joins that were left out for them.</summary>
    public List<(int A, int B, DecidedPair Decided, bool IsDirect)> KeptApart { get; } = [];

    /// <summary>Whether nothing was decided on any of these sightings.</summary>
    public bool IsEmpty => Joined.Count == 0 && KeptApart.Count == 0;

    /// <summary>The pairs on which something was decided.</summary>
    public ImmutableArray<(int A, int B)> Pairs { get; private set; } = [];

    /// <summary>The groups of two or more that the decisions alone make, each ascending.</summary>
    public ImmutableArray<ImmutableArray<int>> Groups { get; private set; } = [];

    /// <summary>The ties of sightings, which stand in the order of their ids.</summary>
    public static Ties Of(ImmutableArray<Sighting> sightings, GroupingDecisions decisions)
    {
        var ties = new Ties(sightings.Length);
        if (decisions.All.IsEmpty) return ties;
        var place = sightings.Select((sighting, i) => (sighting.Id, i)).ToDictionary();
        var pairs = decisions.Pairs.Where(pair => place.ContainsKey(pair.A) && place.ContainsKey(pair.B))
            .Select(pair => (A: place[pair.A], B: place[pair.B], pair.Decided))
            .OrderByDescending(pair => pair.Decided.Entry).ThenBy(pair => pair.A).ThenBy(pair => pair.B).ToList();
        foreach (var (a, b, decided) in pairs.Where(pair => pair.Decided.Act == GroupingAct.Apart)) ties.Part(a, b, decided);
        foreach (var (a, b, decided) in pairs.Where(pair => pair.Decided.Act == GroupingAct.Together)) ties.Tie(a, b, decided);
        ties.Pairs = [.. pairs.Select(pair => (pair.A, pair.B))];
        ties.Groups = [.. ties.Joined.SelectMany(one => (int[])[one.A, one.B]).Distinct().Order().GroupBy(ties.Find).Select(group => group.ToImmutableArray())];
        return ties;
    }

    /// <summary>The groups among some sightings, which are ascending; a group is never partly among them.</summary>
    public IEnumerable<ImmutableArray<int>> GroupsIn(ReadOnlySpan<int> members)
    {
        if (Groups.IsEmpty) return [];
        var found = new List<ImmutableArray<int>>();
        foreach (var group in Groups)
            if (members.BinarySearch(group[0]) >= 0) found.Add(group);
        return found;
    }

    /// <summary>Whether a decision keeps the groups of two apart.</summary>
    public bool IsBarred(int a, int b, out DecidedPair decided)
    {
        var between = Between(a, b);
        decided = between ?? default;
        return between is not null;
    }

    /// <summary>The group of a sighting, as one of its members.</summary>
    private int Find(int i)
    {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }

    /// <summary>Makes one group of two.</summary>
    public void Join(int a, int b)
    {
        var (from, to) = (Find(a), Find(b));
        if (from == to) return;
        parent[from] = to;
        if (!guarded.Remove(from, out var moved)) return;
        if (guarded.TryGetValue(to, out var there)) there.AddRange(moved);
        else guarded[to] = moved;
    }

    /// <summary>The decision that keeps the groups of two apart; null: none does.</summary>
    private DecidedPair? Between(int a, int b)
    {
        var (one, other) = (Find(a), Find(b));
        if (!guarded.TryGetValue(one, out var members) || !guarded.ContainsKey(other)) return null;
        DecidedPair? latest = null;
        foreach (var member in members)
            foreach (var (against, decided) in apart[member])
                if (Find(against) == other && (latest is not { } known || decided.Entry > known.Entry)) latest = decided;
        return latest;
    }

    private void Part(int a, int b, DecidedPair decided)
    {
        KeptApart.Add((a, b, decided, true));
        foreach (var (one, other) in ((int, int)[])[(a, b), (b, a)])
        {
            if (!apart.TryGetValue(one, out var partners)) apart[one] = partners = [];
            partners.Add((other, decided));
            if (!guarded.ContainsKey(one)) guarded[one] = [one];
        }
    }

    private void Tie(int a, int b, DecidedPair decided)
    {
        if (Find(a) == Find(b)) return;
        if (Between(a, b) is { } against)
        {
            KeptApart.Add((a, b, against with { Against = decided.Entry }, false));
            return;
        }
        Join(a, b);
        Joined.Add((a, b, decided));
    }
}
