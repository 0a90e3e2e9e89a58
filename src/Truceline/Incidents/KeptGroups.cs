using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>A group of a fold: its sightings, the link at which it was finished, and those that were finished by meeting it.</summary>
/// <param name="members">The numbers of its sightings, in the order of their report ids.</param>
/// <param name="inner">What is said of it before the cuts.</param>
/// <param name="outer">What is said of it after them.</param>
/// <param name="end">The link at which it was finished, by the numbers of the fold; null: none.</param>
internal sealed class KeptGroup(ImmutableArray<int> members, ImmutableArray<Grouping> inner, ImmutableArray<Grouping> outer, Link? end)
{
    public ImmutableArray<int> Members { get; } = members;

    public ImmutableArray<Grouping> Inner { get; } = inner;

    public ImmutableArray<Grouping> Outer { get; } = outer;

    public Link? End { get; } = end;

    /// <summary>The group at the other end of that link; null: none.</summary>
    public KeptGroup? Met { get; set; }

    /// <summary>The groups whose last link leads here.</summary>
    public List<KeptGroup> Into { get; } = [];

    /// <summary>Its incident.</summary>
    public Incident Incident { get; set; } = null!;
}

/// <summary>The groups of a fold. See <see cref="Linkage"/> for why a few can be worked out again and the others left.</summary>
internal sealed class KeptGroups(KeptSpots kept)
{
    private readonly List<KeptGroup?> groupOf = [];
    private readonly HashSet<KeptGroup> all = [];
    private readonly HashSet<KeptGroup> open = [];

    /// <summary>All groups, in no order.</summary>
    public IEnumerable<KeptGroup> All => all;

    /// <summary>The group of a sighting; null: none yet.</summary>
    public KeptGroup? Of(int number) => number < groupOf.Count ? groupOf[number] : null;

    /// <summary>Takes the chains of all sightings into a fold of nothing; they are numbered as the fold is.</summary>
    public FusionChange Load(IEnumerable<Chain> chains)
    {
        groupOf.AddRange(Enumerable.Repeat<KeptGroup?>(null, kept.Room));
        foreach (var chain in chains) Take(new(chain.Members, chain.Inner, chain.Outer, chain.End));
        foreach (var group in all) Meet(group);
        foreach (var group in all) group.Incident = Made(group);
        return new([], [.. all.Select(group => group.Incident).OrderBy(incident => incident.Id)]);
    }

    private void Take(KeptGroup group)
    {
        all.Add(group);
        foreach (var number in group.Members) groupOf[number] = group;
    }

    /// <summary>Finds the group at which one was finished; null: none.</summary>
    private KeptGroup? Meet(KeptGroup group)
    {
        if (group.End is not { } end) return null;
        group.Met = Of(end.A) == group ? Of(end.B)! : Of(end.A)!;
        group.Met.Into.Add(group);
        return group.Met;
    }

    /// <summary>The group of a sighting that goes is to be worked out again.</summary>
    public void Open(int number)
    {
        if (Of(number) is not { } group) return;
        open.Add(group);
        groupOf[number] = null;
    }

    /// <summary>Works out the groups of some sightings again, and of what was opened.</summary>
    public FusionChange Regroup(HashSet<int> touched, GroupingDecisions decisions, DecisionGraph decided)
    {
        foreach (var number in touched)
            if (Of(number) is { } group) open.Add(group);
        if (open.Count == 0 && touched.Count == 0) return FusionChange.None;
        while (true)
        {
            var numbers = touched.ToHashSet();
            foreach (var group in open) numbers.UnionWith(group.Members.Where(number => Of(number) == group));
            var region = new Regrouping(kept, this, numbers, decisions, decided);
            var chains = region.Chains();
            if (region.Opened is not { } opened) return Replace(region, chains);
            open.Add(opened);
        }
    }

    private FusionChange Replace(Regrouping region, List<Chain> chains)
    {
        var (before, recut) = (open.ToDictionary(group => group.Incident.Id, group => group.Incident), new HashSet<KeptGroup>());
        var waiting = new List<KeptGroup>();
        foreach (var group in open)
        {
            all.Remove(group);
            waiting.AddRange(group.Into.Where(other => !open.Contains(other)));
            if (group.Met is not { } at || open.Contains(at)) continue;
            at.Into.Remove(group);
            recut.Add(at);
        }
        var made = chains.ConvertAll(region.Kept);
        while (groupOf.Count < kept.Room) groupOf.Add(null);
        made.ForEach(Take);
        foreach (var group in made.Concat(waiting))
            if (Meet(group) is { } met) recut.Add(met);
        foreach (var group in recut.Where(group => group.Incident is not null)) before[group.Incident.Id] = group.Incident;
        recut.UnionWith(made);
        open.Clear();
        return Changes(before, recut);
    }

    private FusionChange Changes(Dictionary<IncidentId, Incident> before, HashSet<KeptGroup> recut)
    {
        var added = new List<Incident>();
        foreach (var group in recut)
        {
            var incident = Made(group);
            if (before.Remove(incident.Id, out var was))
            {
                if (IsSame(was, incident)) incident = was;
                else before[incident.Id] = was;
            }
            if (!ReferenceEquals(incident, was)) added.Add(incident);
            group.Incident = incident;
        }
        return new([.. before.Values.OrderBy(incident => incident.Id)], [.. added.OrderBy(incident => incident.Id)]);
    }

    private Incident Made(KeptGroup group)
    {
        var cuts = group.Into.ConvertAll(other => other.End!.Value);
        if (group.End is { } end) cuts.Add(end);
        cuts.Sort((a, b) => kept.ById(a.A, b.A) is var order and not 0 ? order : kept.ById(a.B, b.B));
        return Chains.Incident([.. group.Members.Select(number => kept.At(number)!)], group.Inner, cuts.Distinct().Select(Split), group.Outer);
    }

    private Grouping.Split Split(Link link)
    {
        var (gap, pause) = kept.Spots.Between(link.A, link.B);
        return new(kept.At(link.A)!.Id, kept.At(link.B)!.Id, gap, pause);
    }

    private static bool IsSame(Incident a, Incident b)
    {
        if (a.Sightings.Length != b.Sightings.Length || !a.Reasons.SequenceEqual(b.Reasons)) return false;
        for (var i = 0; i < a.Sightings.Length; i++)
            if (!ReferenceEquals(a.Sightings[i], b.Sightings[i])) return false;
        return true;
    }
}
