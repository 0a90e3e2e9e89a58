using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>
/// The sightings of a fold that are grouped again, with what lies around them: the sightings to which they are linked, and
/// those with which decisions bring them into touch. Numbered by itself, in the order of the report ids.
/// </summary>
internal sealed class Regrouping
{
    private readonly KeptSpots kept;
    private readonly KeptGroups groups;
    private readonly HashSet<int> inner;
    private readonly ImmutableArray<int> order;
    private readonly Dictionary<int, int> places;
    private readonly GroupingDecisions decisions;

    public Regrouping(KeptSpots kept, KeptGroups groups, HashSet<int> inner, GroupingDecisions decisions, DecisionGraph decided)
    {
        (this.kept, this.groups, this.inner, this.decisions) = (kept, groups, inner, decisions);
        var all = new HashSet<int>(inner);
        foreach (var number in inner)
        {
            foreach (var other in kept.Earlier(number)) Around(all, other);
            foreach (var other in kept.Later(number)) Around(all, other);
        }
        var met = new HashSet<ReportId>();
        decided.Reach(inner.Select(number => kept.At(number)!.Id), met);
        foreach (var id in met)
            if (kept.Find(id) is >= 0 and var number) Around(all, number);
        var sorted = all.ToArray();
        Array.Sort(sorted, kept.ById);
        order = ImmutableCollectionsMarshal.AsImmutableArray(sorted);
        places = new(sorted.Length);
        for (var i = 0; i < sorted.Length; i++) places[sorted[i]] = i;
    }

    /// <summary>The group that must be grouped again too before there is an answer; null: none.</summary>
    public KeptGroup? Opened { get; private set; }

    /// <summary>The chains of the sightings that are grouped again.</summary>
    public List<Chain> Chains()
    {
        var sightings = order.Select(number => kept.At(number)!).ToImmutableArray();
        var spots = kept.Spots.Of(order);
        var (outside, beside) = Outside();
        var members = Enumerable.Range(0, order.Length).ToArray();
        var ties = decisions.All.IsEmpty ? Ties.None : Ties.Of(sightings, decisions);
        var chains = new Chains(sightings, spots).Of(members, CollectionsMarshal.AsSpan(Links()), new Linkage(spots), ties, outside);
        if (outside.Opened >= 0) Opened = beside[outside.Opened];
        return chains;
    }

    /// <summary>A chain as the fold keeps it.</summary>
    public KeptGroup Kept(Chain chain) => new(
        [.. chain.Members.Select(place => order[place])], chain.Inner, chain.Outer,
        chain.End is { } end ? end with { A = order[end.A], B = order[end.B] } : null);

    private void Around(HashSet<int> all, int number)
    {
        if (inner.Contains(number)) return;
        all.Add(number);
        if (groups.Of(number)!.End is not { } end) return;
        all.Add(end.A);
        all.Add(end.B);
    }

    private (Outside Outside, List<KeptGroup> Beside) Outside()
    {
        var (beside, numbers, of) = (new List<KeptGroup>(), new Dictionary<KeptGroup, int>(), new int[order.Length]);
        for (var place = 0; place < of.Length; place++)
        {
            of[place] = -1;
            if (inner.Contains(order[place])) continue;
            var group = groups.Of(order[place])!;
            if (!numbers.TryGetValue(group, out of[place]))
            {
                numbers[group] = of[place] = beside.Count;
                beside.Add(group);
            }
        }
        return (new(of, [.. beside.Select(End)]), beside);
    }

    /// <summary>Where a group beside was finished. One that is here only as the end of another's link is not asked.</summary>
    private Link End(KeptGroup group) => group.End is { } end && places.TryGetValue(end.A, out var a) && places.TryGetValue(end.B, out var b)
        ? new(end.Score, a, b)
        : new(double.PositiveInfinity, 0, 0);

    private List<Link> Links()
    {
        var links = new List<Link>();
        foreach (var number in inner)
        {
            foreach (var other in kept.Earlier(number)) Add(other, number);
            foreach (var other in kept.Later(number))
                if (!inner.Contains(other)) Add(number, other);
        }
        return links;

        void Add(int early, int late)
        {
            var (a, b) = (places[early], places[late]);
            links.Add(new(kept.Score(early, late), Math.Min(a, b), Math.Max(a, b)));
        }
    }
}
