using System.Collections.Immutable;
using NodaTime;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>Sightings on their way into incidents: the groups that the rules grow, those that were decided, and the reasons of each.</summary>
internal sealed class Grouped
{
    private readonly ImmutableArray<Sighting> sightings;
    private readonly ImmutableArray<Spot> spots;
    private readonly ImmutableArray<int> places;
    private readonly Dictionary<int, string> coarse;
    private readonly Ties ties;
    private readonly FusionRules rules;

    // Taken before the rules grow any group, because growing goes on from the ties.
    private readonly ImmutableArray<ImmutableArray<int>> decided;

    public Grouped(ImmutableArray<Sighting> sightings, ImmutableArray<Spot> spots, ImmutableArray<int> places, Dictionary<int, string> coarse, Ties ties, FusionRules rules)
    {
        (this.sightings, this.spots, this.places, this.coarse, this.ties, this.rules) = (sightings, spots, places, coarse, ties, rules);
        decided = ties.Groups;
    }

    public IEnumerable<Incident> Incidents()
    {
        var links = Neighbours.Links(spots, rules);
        var neighbours = ties.IsEmpty ? [] : links.Select(link => (places[link.A], places[link.B])).ToHashSet();
        var groupOf = decided.SelectMany((group, i) => group.Select(place => (place, i))).ToDictionary();
        var seen = new HashSet<int>();
        foreach (var chain in Chains.Grow(spots, links, rules, ties, places).ToList())
        {
            var members = chain.Members.Select(i => places[i]).ToList();
            // What is known too coarsely comes in by decision alone.
            var inside = members.Where(groupOf.ContainsKey).Select(place => groupOf[place]).Distinct().ToList();
            foreach (var group in inside)
            {
                seen.Add(group);
                members.AddRange(decided[group].Where(coarse.ContainsKey));
            }
            yield return Make(members, [.. Decisions(members, neighbours), .. ByRule(chain)]);
        }
        foreach (var group in decided.Where((_, i) => !seen.Contains(i))) yield return Make(group, Decisions(group, neighbours));
        foreach (var (place, why) in coarse.Where(one => !groupOf.ContainsKey(one.Key)))
            yield return Make([place], [.. Decisions([place], neighbours), new Grouping.TooCoarse(sightings[place].Id, why)]);
    }

    private IEnumerable<Grouping> ByRule(Chain chain) =>
    [
        .. chain.Kept.Select(link => new Grouping.Joined(Id(link.A), Id(link.B), link.Gap, link.Pause)),
        .. chain.Cut.Select(link => new Grouping.Split(Id(link.A), Id(link.B), link.Gap, link.Pause)),
        .. chain.Barred.Where(one => !ties.KeptApart.Any(pair => pair.A == places[one.Link.A] && pair.B == places[one.Link.B]))
            .Select(one => new Grouping.KeptApart(Id(one.Link.A), Id(one.Link.B), one.Decided.Entry, null, IsDirect: false)),
    ];

    /// <summary>What was decided on the members of a group: what holds it together, and from what it is kept.</summary>
    private IEnumerable<Grouping> Decisions(IReadOnlyCollection<int> members, HashSet<(int, int)> neighbours)
    {
        if (ties.IsEmpty) return [];
        var inside = members.ToHashSet();
        return
        [
            .. ties.Joined.Where(pair => inside.Contains(pair.A)).OrderBy(pair => pair.A).ThenBy(pair => pair.B)
                .Select(pair => new Grouping.Decided(sightings[pair.A].Id, sightings[pair.B].Id, pair.Decided.Entry, pair.Decided.Against, neighbours.Contains((pair.A, pair.B)))),
            .. ties.KeptApart.Where(pair => inside.Contains(pair.A) || inside.Contains(pair.B)).OrderBy(pair => pair.A).ThenBy(pair => pair.B)
                .Select(pair => new Grouping.KeptApart(sightings[pair.A].Id, sightings[pair.B].Id, pair.Decided.Entry, pair.Decided.Against, pair.IsDirect)),
        ];
    }

    private ReportId Id(int spot) => spots[spot].Sighting.Id;

    private Incident Make(IEnumerable<int> members, IEnumerable<Grouping> reasons)
    {
        var all = members.Select(place => sightings[place]).OrderBy(sighting => sighting.Id).ToImmutableArray();
        var occurred = new Interval(
            all.Min(sighting => sighting.Observation.Occurred.Start),
            all.Max(sighting => sighting.Observation.Occurred.End));
        return new Incident(IncidentId.Of(all[0].Id), all, occurred, Combine(all), [.. reasons]);
    }

    private static CountBounds? Combine(ImmutableArray<Sighting> sightings)
    {
        var counts = sightings.Where(sighting => sighting.Observation.Count is not null).Select(sighting => sighting.Observation.Count!.Value).ToArray();
        if (counts.Length == 0) return null;
        return new CountBounds(counts.Max(count => count.Least), counts.Any(count => count.Most is null) ? null : counts.Max(count => count.Most));
    }
}
