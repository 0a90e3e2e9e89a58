using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Reports;
using Grouping = Truceline.Incidents.Grouping;
using static Truceline.Reports.FirePhase;

namespace Truceline.Recheck;

/// <summary>
/// Which reports are of one happening, pair by pair: the closest are joined first, what is decided before all; then each group is cut at the
/// last join that made it, until it keeps within the greatest extent and time.
/// </summary>
internal sealed class Groups(ImmutableArray<Sighting> all, FusionRules rules, GroupingDecisions decisions)
{
    /// <summary>What stands together, and of which two it was made; the link is null for one report, and where somebody decided.</summary>
    private sealed record Group(ImmutableArray<int> Members, Group? Left, Group? Right, Link? Why);

    private sealed record Link(int A, int B, double Gap, Duration Pause, double Score);

    private sealed record Decision(int A, int B, GroupingAct Act, long Entry, long? Against);

    private readonly Group[] group = [.. Enumerable.Range(0, all.Length).Select(i => new Group([i], null, null, null))];

    /// <summary>Reasons, those of the first rank first, with the reports whose incidents have them.</summary>
    private readonly List<(int Rank, int A, int B, Grouping Why)> reasons = [];

    /// <summary>The incidents, in the order of their ids.</summary>
    public ImmutableArray<Incident> Incidents()
    {
        var (links, decided, barred) = (Links(), Decided(), new List<(Link Link, long Entry)>());
        foreach (var (a, b, act, entry, against) in decided)
            if (act == GroupingAct.Apart) KeepApart(1, a, b, entry, against, true);
            else if (group[a] == group[b]) continue;
            else if (Bar(a, b) is { } bar) KeepApart(1, a, b, bar, entry, false);
            else
            {
                reasons.Add((0, a, b, new Grouping.Decided(all[a].Id, all[b].Id, entry, against, links.Any(link => (link.A, link.B) == (a, b)))));
                Join(a, b, null);
            }
        foreach (var link in links.OrderBy(link => (link.Score, link.A, link.B)))
            if (group[link.A] == group[link.B]) continue;
            else if (Bar(link.A, link.B) is { } bar) barred.Add((link, bar));
            else Join(link.A, link.B, link);
        foreach (var part in group.Distinct().SelectMany(Cut).ToArray())
            foreach (var member in part.Members) group[member] = part;
        // Of the links between two groups that a decision barred, the closest is told, unless the decision names these two.
        foreach (var (link, entry) in barred.DistinctBy(one => (First(one.Link, Math.Min), First(one.Link, Math.Max))))
            if (!reasons.Any(one => (one.Rank, one.A, one.B) == (1, link.A, link.B))) KeepApart(5, link.A, link.B, entry, null, false);
        return [.. group.Distinct().Select(Make).OrderBy(incident => incident.Id)];

        int First(Link link, Func<int, int, int> of) => of(group[link.A].Members[0], group[link.B].Members[0]);
        void KeepApart(int rank, int a, int b, long entry, long? against, bool isDirect) =>
            reasons.Add((rank, a, b, new Grouping.KeptApart(all[a].Id, all[b].Id, entry, against, isDirect)));
        // The latest decision that keeps a member of the one group from a member of the other.
        long? Bar(int a, int b) => decided.FirstOrDefault(one => one.Act == GroupingAct.Apart
            && ((group[one.A] == group[a] && group[one.B] == group[b]) || (group[one.A] == group[b] && group[one.B] == group[a])))?.Entry;
        void Join(int a, int b, Link? why)
        {
            var joined = new Group([.. group[a].Members, .. group[b].Members], group[a], group[b], why);
            foreach (var member in joined.Members) group[member] = joined;
        }
    }

    /// <summary>The pairs on which somebody decided, the latest decision first, and the latest one before it that said otherwise.</summary>
    private Decision[] Decided()
    {
        var (place, pairs) = (all.Select((one, i) => (one.Id, i)).ToDictionary(), new Dictionary<(int A, int B), Decision>());
        foreach (var (entry, says, named) in decisions.All.Select(one => (one.Entry, one.Says, one.Reports.Where(place.ContainsKey).Select(id => place[id]))))
            foreach (var (a, b) in from a in named from b in named where a < b select (a, b))
                pairs[(a, b)] = new(a, b, says.Act, entry, !pairs.TryGetValue((a, b), out var last) ? null : last.Act == says.Act ? last.Against : last.Entry);
        return [.. pairs.Values.OrderBy(one => (-one.Entry, one.A, one.B))];
    }

    private string? Coarse(Sighting sighting) =>
        Places.Extent(sighting.Region) is not { } extent ? "no place is known"
        : extent.Radius > rules.Extent.Value / 2 ? $"its place is known only to within {new Geography.Metres(extent.Radius)}"
        : sighting.Time.Duration is var lasting && lasting <= rules.Lasting ? null
        : FormattableString.Invariant($"its time is known only to within {Math.Round(lasting.TotalHours):0} hours");

    /// <summary>All pairs that may be one; of each report the 32 latest before it.</summary>
    private Link[] Links()
    {
        var order = Enumerable.Range(0, all.Length).Where(i => Coarse(all[i]) is null).OrderBy(i => (all[i].Time.Start, i)).ToArray();
        return [.. order.SelectMany((b, n) => order.Take(n).Reverse().Select(a => Between(Math.Min(a, b), Math.Max(a, b))).OfType<Link>().Take(32))];
    }

    private Link? Between(int a, int b)
    {
        var (one, two) = (all[a].Seen, all[b].Seen);
        var pause = Duration.Max(Duration.Zero, Duration.Max(two.Occurred.Start - one.Occurred.End, one.Occurred.Start - two.Occurred.End));
        if (pause > rules.Pause || !MayBeOne(all[a], all[b])) return null;
        var gap = Places.Gap(one.Where.Region, two.Where.Region);
        return gap > rules.Gap.Value ? null : new(a, b, gap, pause, Math.Max(gap / rules.Gap.Value, pause / rules.Pause));
    }

    /// <summary>Whether nothing that two reports say makes them two things: act, end of a fire, class, actor, unit.</summary>
    private static bool MayBeOne(Sighting one, Sighting other)
    {
        var (a, b) = (one.Seen, other.Seen);
        static bool AreEnds(Observation from, Observation to) => from.Phase is Outgoing && to.Phase is Impact or Airburst;
        static string[] Named(Observation seen) => [.. seen.By.Where(by => by.Basis != AttributionBasis.Claim).Select(by => by.Actor)];
        static string? ClassOf(Observation seen) => seen.What is { } words ? ClassGraph.BuiltIn.Named(words) : null;
        return !(a.Act is { } act && b.Act is { } acted && !act.Includes(acted) && !acted.Includes(act))
            && !AreEnds(a, b) && !AreEnds(b, a)
            && !(ClassOf(a) is { } x && ClassOf(b) is { } y && !ClassGraph.BuiltIn.IsA(x, y) && !ClassGraph.BuiltIn.IsA(y, x))
            && !(Named(a) is { Length: > 0 } p && Named(b) is { Length: > 0 } q && !p.Intersect(q, StringComparer.OrdinalIgnoreCase).Any())
            && !(one.Content is Presence { Unit: { } unit } ours && other.Content is Presence { Unit: { } second } theirs
                && !(Words.Same(unit, second) && Words.Same(ours.Who, theirs.Who)));
    }

    private Group[] Cut(Group whole)
    {
        if (whole.Why is { } link && !Fits([.. whole.Members.Select(i => all[i]).Where(one => Coarse(one) is null)]))
        {
            reasons.Add((4, link.A, link.B, new Grouping.Split(all[link.A].Id, all[link.B].Id, new(link.Gap), link.Pause)));
            return [.. Cut(whole.Left!), .. Cut(whole.Right!)];
        }
        reasons.AddRange(Why(whole).Select(why => (3, why.A, why.B, (Grouping)new Grouping.Joined(all[why.A].Id, all[why.B].Id, new(why.Gap), why.Pause))));
        return [whole];

        static IEnumerable<Link> Why(Group? part) => part is null ? [] : Why(part.Left).Concat(Why(part.Right)).Concat(part.Why is null ? [] : [part.Why]);
    }

    private bool Fits(Sighting[] members) =>
        members.Max(one => one.Time.End) - members.Min(one => one.Time.Start) <= rules.Lasting
        && members.All(one => members.All(other => one == other || (MayBeOne(one, other) && Places.Rounded(Places.Distance(
            Places.Extent(one.Region)!.Value.Middle, Places.Extent(other.Region)!.Value.Middle)) <= rules.Extent.Value)));

    private Incident Make(Group made)
    {
        var sightings = made.Members.Order().Select(i => all[i]).ToImmutableArray();
        var counts = sightings.Select(one => one.Seen.Count).OfType<CountBounds>().ToArray();
        if (sightings is [var alone] && Coarse(alone) is { } why) reasons.Add((2, made.Members[0], made.Members[0], new Grouping.TooCoarse(alone.Id, why)));
        var own = reasons.Where(one => made.Members.Contains(one.A) || made.Members.Contains(one.B)).OrderBy(one => (one.Rank, one.A, one.B));
        return new(IncidentId.Of(sightings[0].Id), sightings,
            new(sightings.Min(one => one.Time.Start), sightings.Max(one => one.Time.End)),
            counts.Length == 0 ? null : new(counts.Max(one => one.Least), counts.Any(one => one.Most is null) ? null : counts.Max(one => one.Most)),
            [.. own.Select(one => one.Why)]);
    }
}
