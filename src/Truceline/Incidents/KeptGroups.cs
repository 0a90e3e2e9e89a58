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

    /// <summary>Its incident before what is known widely only is joined; the very same where nothing is.</summary>
    public Incident Own { get; set; } = null!;

    /// <summary>The incident in which it stands.</summary>
    public Incident Incident { get; set; } = null!;
}

/// <summary>The groups of a fold. See <see cref="Linkage"/> for why a few can be worked out again and the others left.</summary>
internal sealed class KeptGroups(KeptSpots kept)
{
    private readonly List<KeptGroup?> groupOf = [];
    private readonly HashSet<KeptGroup> all = [];
    private readonly HashSet<KeptGroup> open = [];
    private readonly HashSet<int> beside = [];

    /// <summary>All groups, in no order.</summary>
    public IEnumerable<KeptGroup> All => all;

    /// <summary>The group of a sighting; null: none yet.</summary>
    public KeptGroup? Of(int number) => number < groupOf.Count ? groupOf[number] : null;

    /// <summary>Takes the chains of all sightings into a fold of nothing; they are numbered as the fold is.</summary>
    public FusionChange Load(IEnumerable<Chain> chains, GroupingDecisions decisions)
    {
        groupOf.AddRange(Enumerable.Repeat<KeptGroup?>(null, kept.Room));
        foreach (var chain in chains) Take(new(chain.Members, chain.Inner, chain.Outer, chain.End));
        foreach (var group in all) Meet(group);
        return Changes([], all, decisions);
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
        beside.UnionWith(kept.WideAround(number));
        open.Add(group);
        groupOf[number] = null;
    }

    /// <summary>What is around a wide one that comes into a crowd, or out of it, may be joined otherwise.</summary>
    public void Look(IEnumerable<int> numbers) => beside.UnionWith(numbers);

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
            if (region.Opened is not { } opened) return Replace(region, chains, decisions);
            open.Add(opened);
        }
    }

    private FusionChange Replace(Regrouping region, List<Chain> chains, GroupingDecisions decisions)
    {
        var (before, recut) = (open.Select(group => group.Incident).DistinctBy(incident => incident.Id).ToDictionary(incident => incident.Id), new HashSet<KeptGroup>());
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
        recut.UnionWith(made);
        // What bars them from what they met hangs on all that stands there.
        recut.UnionWith(waiting);
        open.Clear();
        return Changes(before, recut, decisions);
    }

    /// <summary>Makes the incidents of groups again, and of those around that share what is known widely only.</summary>
    private FusionChange Changes(Dictionary<IncidentId, Incident> before, HashSet<KeptGroup> recut, GroupingDecisions decisions)
    {
        foreach (var group in recut) group.Own = Made(group);
        var around = kept.HasWide ? Around(recut, before.Values) : recut;
        foreach (var group in around)
            if (group.Incident is { } was) before[was.Id] = was;
        IEnumerable<(Incident Incident, KeptGroup? Alone)> now = around.Select(group => (group.Own, (KeptGroup?)group));
        if (kept.HasWide) now = new WideJoins(kept.Spots, kept.Near, kept.IsCrowded, kept.Find, decisions).Joined([.. around.Select(group => group.Own).OrderBy(own => own.Id)]).Select(incident => (incident, (KeptGroup?)null));
        var added = new List<Incident>();
        foreach (var (one, alone) in now)
        {
            var incident = one;
            if (before.Remove(incident.Id, out var was))
            {
                if (IsSame(was, incident)) incident = was;
                else before[incident.Id] = was;
            }
            if (!ReferenceEquals(incident, was)) added.Add(incident);
            if (alone is not null) alone.Incident = incident;
            else
                foreach (var sighting in incident.Sightings) Of(kept.Find(sighting.Id))!.Incident = incident;
        }
        return new([.. before.Values.OrderBy(incident => incident.Id)], [.. added.OrderBy(incident => incident.Id)]);
    }

    /// <summary>Some groups with all that are linked, one after the other, by what is known widely only, or were said to be.</summary>
    private HashSet<KeptGroup> Around(IEnumerable<KeptGroup> some, IEnumerable<Incident> before)
    {
        var (found, next) = (new HashSet<KeptGroup>(), new Stack<KeptGroup>());
        foreach (var group in some) Take(group);
        foreach (var incident in before) Of(incident);
        foreach (var number in beside)
            if (kept.At(number) is not null) Take(this.Of(number));
        beside.Clear();
        while (next.TryPop(out var group))
        {
            if (group.Incident is { } incident) Of(incident);
            foreach (var number in group.Members)
                foreach (var other in group.Members.Length > 1 || !kept.Spots.All[number].IsWide ? kept.WideAround(number) : kept.IsCrowded(number) ? [] : kept.Near(number).Select(one => one.Number)) Take(this.Of(other));
        }
        return found;

        void Take(KeptGroup? group)
        {
            if (group is not null && found.Add(group)) next.Push(group);
        }

        void Of(Incident incident)
        {
            foreach (var sighting in incident.Sightings) Named(sighting.Id);
            foreach (var reason in incident.Reasons)
                if (reason is Grouping.LeftOpen open)
                {
                    Named(open.A.Id);
                    Named(open.B.Id);
                }
        }

        void Named(ReportId id)
        {
            if (kept.Find(id) is >= 0 and var number) Take(this.Of(number));
        }
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
        var ((gap, pause), one, other) = (kept.Spots.Between(link.A, link.B), Of(link.A)!, Of(link.B)!);
        var bar = one.End == link && other.End == link ? Bars.Between(one.Members, other.Members, kept.ById, kept.Spots, number => kept.At(number)!) : null;
        return new(kept.At(link.A)!.Id, kept.At(link.B)!.Id, gap, pause, bar);
    }

    private static bool IsSame(Incident a, Incident b)
    {
        if (a.Sightings.Length != b.Sightings.Length || !a.Reasons.SequenceEqual(b.Reasons)) return false;
        for (var i = 0; i < a.Sightings.Length; i++)
            if (!ReferenceEquals(a.Sightings[i], b.Sightings[i])) return false;
        return true;
    }
}
