using System.Collections.Immutable;
using NodaTime;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>A group of sightings that the rules and the decisions make, on its way to an incident.</summary>
/// <param name="Members">The numbers of its sightings, ascending.</param>
/// <param name="Inner">Why they stand together, and what was decided on them.</param>
/// <param name="Outer">What is said last: from what a decision keeps it, or that it is too coarse.</param>
/// <param name="End">The link at which it was finished; null: it met nothing that it did not take in.</param>
internal sealed record Chain(ImmutableArray<int> Members, ImmutableArray<Grouping> Inner, ImmutableArray<Grouping> Outer, Link? End);

/// <summary>Makes chains of sightings that are linked, and incidents of chains, with the reasons of each.</summary>
/// <param name="sightings">The sightings, in the order of their ids.</param>
/// <param name="spots">The same as columns.</param>
internal sealed class Chains(ImmutableArray<Sighting> sightings, Spots spots)
{
    /// <summary>The chains of a component, in the order of their least members.</summary>
    /// <param name="members">The numbers of its sightings, ascending.</param>
    /// <param name="links">Its links, whose ends are places among the members.</param>
    /// <param name="linkage">What joins them.</param>
    /// <param name="ties">What was decided on them.</param>
    /// <param name="outside">Those that are not worked out again; where one of these opens, there is no answer.</param>
    public List<Chain> Of(ReadOnlySpan<int> members, Span<Link> links, Linkage linkage, Ties ties, Outside? outside = null)
    {
        var log = new LinkLog();
        var least = linkage.Join(members, links, ties, log, outside);
        var groups = new SortedDictionary<int, Growing>();
        if (outside is { Opened: >= 0 }) return [];
        for (var i = 0; i < least.Length; i++)
        {
            if (outside is not null && outside.Has(i)) continue;
            if (least[i] == i) groups[i] = new([], [], []);
            groups[least[i]].Members.Add(members[i]);
        }
        if (!ties.IsEmpty) Decisions(members, links, ties, groups);
        log.Kept.Sort((a, b) => a.A != b.A ? a.A.CompareTo(b.A) : a.B.CompareTo(b.B));
        foreach (var link in log.Kept) groups[least[link.A]].Inner.Add(Joined(members[link.A], members[link.B]));
        foreach (var (link, decision) in Closest(log.Barred, least))
        {
            var (a, b) = (members[link.A], members[link.B]);
            if (ties.KeptApart.Any(pair => pair.A == a && pair.B == b)) continue;
            var reason = new Grouping.KeptApart(sightings[a].Id, sightings[b].Id, decision.Entry, null, IsDirect: false);
            groups[least[link.A]].Outer.Add(reason);
            groups[least[link.B]].Outer.Add(reason);
        }
        var chains = new List<Chain>(groups.Count);
        foreach (var (first, group) in groups)
        {
            if (group.Members is [var alone]) group.Outer.AddRange(TooCoarse(alone));
            Link? end = log.Ends.TryGetValue(first, out var at) ? at with { A = members[at.A], B = members[at.B] } : null;
            chains.Add(new([.. group.Members], [.. group.Inner], [.. group.Outer], end));
        }
        return chains;
    }

    /// <summary>The chain of a sighting that nothing connects with another.</summary>
    public Chain Alone(int number) => new([number], [], [.. TooCoarse(number)], null);

    /// <summary>The incident of a chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="cuts">The links at which it was finished, and at which others were finished that met it; in any order.</param>
    /// <param name="of">The chain of an observation.</param>
    public Incident Incident(Chain chain, List<Link> cuts, Func<int, Chain> of)
    {
        cuts.Sort((a, b) => a.A != b.A ? a.A.CompareTo(b.A) : a.B.CompareTo(b.B));
        return Incident([.. chain.Members.Select(number => sightings[number])], chain.Inner, cuts.Distinct().Select(link => Split(link, of(link.A), of(link.B))), chain.Outer);
    }

    /// <summary>The incident of some sightings, which stand in the order of their ids, with what is said of them.</summary>
    public static Incident Incident(ImmutableArray<Sighting> all, ImmutableArray<Grouping> inner, IEnumerable<Grouping> cuts, ImmutableArray<Grouping> outer) =>
        Incident(all, [.. inner, .. cuts, .. outer]);

    /// <summary>The incident of some sightings, which stand in the order of their ids, with the reasons for it.</summary>
    public static Incident Incident(ImmutableArray<Sighting> all, ImmutableArray<Grouping> reasons)
    {
        var count = Counts.Of(all, out var contradiction);
        var occurred = new Interval(
            all.Min(sighting => sighting.Observation.Occurred.Start),
            all.Max(sighting => sighting.Observation.Occurred.End));
        return new Incident(IncidentId.Of(all[0].Id), all, occurred, count, contradiction is null ? reasons : reasons.Add(contradiction));
    }

    private Grouping.Joined Joined(int a, int b)
    {
        var (gap, pause) = spots.Between(a, b);
        return new(sightings[a].Id, sightings[b].Id, gap, pause);
    }

    private Grouping.Split Split(Link link, Chain one, Chain other)
    {
        var (gap, pause) = spots.Between(link.A, link.B);
        var bar = one.End == link && other.End == link ? Bars.Between(one.Members, other.Members, (a, b) => a.CompareTo(b), spots, number => sightings[number]) : null;
        return new(sightings[link.A].Id, sightings[link.B].Id, gap, pause, bar);
    }

    /// <summary>Of the barred links between each two groups the closest, which was met first.</summary>
    private static IEnumerable<(Link Link, DecidedPair Decided)> Closest(List<(Link Link, DecidedPair Decided)> barred, ReadOnlySpan<int> least)
    {
        var (seen, closest) = (new HashSet<(int, int)>(), new List<(Link Link, DecidedPair Decided)>());
        foreach (var one in barred)
        {
            var (a, b) = (least[one.Link.A], least[one.Link.B]);
            if (seen.Add((Math.Min(a, b), Math.Max(a, b)))) closest.Add(one);
        }
        return closest.OrderBy(one => one.Link.A).ThenBy(one => one.Link.B);
    }

    /// <summary>What was decided on the members of each group: what holds it together, and from what it is kept.</summary>
    private void Decisions(ReadOnlySpan<int> members, ReadOnlySpan<Link> links, Ties ties, SortedDictionary<int, Growing> groups)
    {
        var neighbours = new HashSet<(int, int)>();
        foreach (ref readonly var link in links) neighbours.Add((members[link.A], members[link.B]));
        foreach (var group in groups.Values) group.Inner.AddRange(Decisions(group.Members, ties, neighbours));
    }

    private IEnumerable<Grouping> Decisions(List<int> members, Ties own, HashSet<(int, int)> neighbours)
    {
        var inside = members.ToHashSet();
        return
        [
            .. own.Joined.Where(pair => inside.Contains(pair.A)).OrderBy(pair => pair.A).ThenBy(pair => pair.B)
                .Select(pair => new Grouping.Decided(sightings[pair.A].Id, sightings[pair.B].Id, pair.Decided.Entry, pair.Decided.Against, neighbours.Contains((pair.A, pair.B)))),
            .. own.KeptApart.Where(pair => inside.Contains(pair.A) || inside.Contains(pair.B)).OrderBy(pair => pair.A).ThenBy(pair => pair.B)
                .Select(pair => new Grouping.KeptApart(sightings[pair.A].Id, sightings[pair.B].Id, pair.Decided.Entry, pair.Decided.Against, pair.IsDirect)),
        ];
    }

    private List<Grouping> TooCoarse(int number) => Sightings.Coarse(sightings[number], spots.Rules) is { } why ? [new Grouping.TooCoarse(sightings[number].Id, why)] : [];

    private sealed record Growing(List<int> Members, List<Grouping> Inner, List<Grouping> Outer);
}
