using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>All sightings of a record on their way into incidents, one component after the other, many at once.</summary>
internal sealed class Grouped
{
    private const int AtOnce = 1 << 12;

    private readonly Spots spots;
    private readonly Chains chains;
    private readonly Ties ties;
    private readonly Components components;
    private readonly ImmutableArray<Sighting> sightings;
    private readonly GroupingDecisions decisions;

    /// <param name="sightings">The sightings, in the order of their ids.</param>
    /// <param name="spots">The same as columns.</param>
    /// <param name="links">Which of them may be one by the rules; they are given back.</param>
    /// <param name="decisions">What was decided.</param>
    public Grouped(ImmutableArray<Sighting> sightings, Spots spots, LinkList[] links, GroupingDecisions decisions)
    {
        (this.spots, this.sightings, this.decisions, chains, ties) = (spots, sightings, decisions, new(sightings, spots), Ties.Of(sightings, decisions));
        components = Components.Find(sightings.Length, links, ties.Pairs);
    }

    /// <summary>The incidents, in the order of their ids.</summary>
    public ImmutableArray<Incident> Incidents()
    {
        var made = Each(component => component.Count == 1 ? [chains.Incident(component[0], [], _ => component[0])] : Incidents(component));
        var groups = made.SelectMany(part => part).OrderBy(incident => incident.Id).ToArray();
        return spots.HasWide ? [.. WithWide(groups).OrderBy(incident => incident.Id)] : ImmutableCollectionsMarshal.AsImmutableArray(groups);
    }

    /// <summary>The incidents with what is known widely only.</summary>
    private List<Incident> WithWide(Incident[] groups)
    {
        var (all, linked, numbers, crowded) = (new WideGrid(spots), new WideGrid(spots), new Dictionary<ReportId, int>(sightings.Length), new HashSet<int>());
        for (var i = 0; i < sightings.Length; i++)
        {
            numbers[sightings[i].Id] = i;
            if (spots.All[i].Kind != Spot.Coarse) all.Add(i);
        }
        for (var i = 0; i < sightings.Length; i++)
            if (spots.All[i].IsWide && Crowd.Is(all.Around(i), i, Source, spots.Rules)) crowded.Add(i);
            else if (spots.All[i].Kind != Spot.Coarse) linked.Add(i);
        return new WideJoins(spots, linked.Linked, crowded.Contains, id => numbers[id], decisions).Joined(groups);

        string Source(int number) => sightings[number].Report.Report.Source;
    }

    /// <summary>The chains of which the incidents are made.</summary>
    public IEnumerable<Chain> Chains() => Each(component => component).SelectMany(part => part);

    /// <summary>Makes something of the chains of every component, many at once, in an order that does not depend on how many.</summary>
    private List<T>[] Each<T>(Func<List<Chain>, List<T>> make)
    {
        var decided = ties.Pairs.Select(pair => components.Of[pair.A]).ToHashSet();
        var ranges = components.Parts(AtOnce);
        var parts = new List<T>[ranges.Length + 1];
        Parallel.For(0, ranges.Length, part =>
        {
            var linkage = new Linkage(spots);
            var made = parts[part] = [];
            for (var i = ranges[part].Start.Value; i < ranges[part].End.Value; i++)
                if (!decided.Contains(i)) made.AddRange(make(Of(i, linkage, Ties.None)));
        });
        // One after the other, for the ties grow while the groups do.
        var rest = parts[^1] = [];
        foreach (var component in decided.Order()) rest.AddRange(make(Of(component, new Linkage(spots), ties)));
        for (var i = 0; i < components.Of.Length; i++)
            if (components.Of[i] < 0) rest.AddRange(make([chains.Alone(i)]));
        return parts;
    }

    private List<Chain> Of(int component, Linkage linkage, Ties own) => chains.Of(components.Members(component), components.Links(component), linkage, own);

    private List<Incident> Incidents(List<Chain> component)
    {
        var cuts = new Dictionary<int, List<Link>>();
        var chainOf = new Dictionary<int, int>();
        for (var i = 0; i < component.Count; i++)
            foreach (var member in component[i].Members) chainOf[member] = i;
        foreach (var chain in component)
            if (chain.End is { } end)
                foreach (var number in (ReadOnlySpan<int>)[chainOf[end.A], chainOf[end.B]])
                {
                    if (!cuts.TryGetValue(number, out var at)) cuts[number] = at = [];
                    at.Add(end);
                }
        var made = new List<Incident>(component.Count);
        for (var i = 0; i < component.Count; i++) made.Add(chains.Incident(component[i], cuts.GetValueOrDefault(i) ?? [], number => component[chainOf[number]]));
        return made;
    }
}
