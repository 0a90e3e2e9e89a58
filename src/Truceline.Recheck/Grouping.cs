using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Reports;
using Grouping = Truceline.Incidents.Grouping;
using static Truceline.Reports.FirePhase;

namespace Truceline.Recheck;

/// <summary>
/// Which reports are of one happening, pair by pair: what is decided before all, then the closest first. A group whose
/// closest link leads to what it cannot take in, within the greatest extent and time, takes in nothing more.
/// </summary>
internal sealed class Groups(ImmutableArray<Sighting> all, FusionRules rules, GroupingDecisions decisions)
{
    /// <summary>What stands together; whether somebody decided so beyond the bounds, and whether it takes in nothing more.</summary>
    private sealed class Group(ImmutableArray<int> members, bool isOver)
    {
        public ImmutableArray<int> Members => members;
        public bool IsOver => isOver;
        public bool IsFinished { get; set; }
    }

    private sealed record Link(int A, int B, double Gap, Duration Pause, double Score);

    private sealed record Decision(int A, int B, GroupingAct Act, long Entry, long? Against);

    private Decision[] decided = [];

    private readonly Group[] group = [.. Enumerable.Range(0, all.Length).Select(i => new Group([i], false))];

    /// <summary>Reasons, those of the first rank first, with the reports whose incidents have them.</summary>
    private readonly List<(int Rank, int A, int B, Grouping Why)> reasons = [];

    private readonly Places places = new(DateTimeZone.Utc);

    /// <summary>The incidents, in the order of their ids.</summary>
    public ImmutableArray<Incident> Incidents()
    {
        var (links, barred) = (Links(), new List<(Link Link, long Entry)>());
        decided = Decided();
        foreach (var (a, b, act, entry, against) in decided)
            if (act == GroupingAct.Apart) KeepApart(1, a, b, entry, against, true);
            else if (group[a] == group[b]) continue;
            else if (Bar(a, b) is { } bar) KeepApart(1, a, b, bar, entry, false);
            else
            {
                reasons.Add((0, a, b, new Grouping.Decided(all[a].Id, all[b].Id, entry, against, links.Any(link => (link.A, link.B) == (a, b)))));
                Join(a, b, !Fits(group[a], group[b]));
            }
        foreach (var link in links.OrderBy(link => (link.Score, link.A, link.B)))
        {
            var (one, other) = (group[link.A], group[link.B]);
            if (one == other || (one.IsFinished && other.IsFinished)) continue;
            if (!one.IsFinished && !other.IsFinished && Bar(link.A, link.B) is { } bar) barred.Add((link, bar));
            else if (!one.IsFinished && !other.IsFinished && Fits(one, other))
            {
                reasons.Add((3, link.A, link.B, new Grouping.Joined(all[link.A].Id, all[link.B].Id, new(link.Gap), link.Pause)));
                Join(link.A, link.B, false);
            }
            else
            {
                reasons.Add((4, link.A, link.B, new Grouping.Split(all[link.A].Id, all[link.B].Id, new(link.Gap), link.Pause)));
                one.IsFinished = other.IsFinished = true;
            }
        }
        // Of the links between two groups that a decision barred, the closest is told, unless the decision names these two.
        foreach (var (link, entry) in barred.DistinctBy(one => (First(one.Link, Math.Min), First(one.Link, Math.Max))))
            if (!reasons.Any(one => (one.Rank, one.A, one.B) == (1, link.A, link.B))) KeepApart(5, link.A, link.B, entry, null, false);
        JoinWide();
        return [.. group.Distinct().Select(Make).OrderBy(incident => incident.Id)];

        int First(Link link, Func<int, int, int> of) => of(group[link.A].Members[0], group[link.B].Members[0]);
        void KeepApart(int rank, int a, int b, long entry, long? against, bool isDirect) =>
            reasons.Add((rank, a, b, new Grouping.KeptApart(all[a].Id, all[b].Id, entry, against, isDirect)));
        // The latest decision that keeps a member of the one group from a member of the other.
        long? Bar(int a, int b) => decided.FirstOrDefault(one => one.Act == GroupingAct.Apart
            && ((group[one.A] == group[a] && group[one.B] == group[b]) || (group[one.A] == group[b] && group[one.B] == group[a])))?.Entry;
        void Join(int a, int b, bool isOver)
        {
            var joined = new Group([.. group[a].Members, .. group[b].Members], isOver);
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
        : extent.Radius > Math.Max(rules.Extent.Value / 2, rules.Widest.Value) ? $"its place is known only to within {new Geography.Metres(extent.Radius)}"
        : Time(sighting).Duration is var lasting && lasting <= rules.Lasting ? null
        : FormattableString.Invariant($"its time is known only to within {Math.Round(lasting.TotalHours):0} hours");

    /// <summary>When it may have happened: what is heard happened so much earlier as sound takes, at 340 m/s.</summary>
    private static Interval Time(Sighting one)
    {
        static Duration Sound(Geography.Metres way) => Duration.FromTicks(Math.Round(way.Value / 340 * 1e7));
        return one.Seen is { Means: Means.Heard, Where.Region: Geography.Region.Sector from }
            ? new(one.Time.Start - Sound(from.Far), one.Time.End - Sound(from.Near)) : one.Time;
    }

    private bool IsWide(Sighting one) => Coarse(one) is null && Places.Extent(one.Region)!.Value.Radius > rules.Extent.Value / 2;

    private bool IsFine(Sighting one) => Coarse(one) is null && !IsWide(one);

    /// <summary>
    /// What is known widely only joins the one group with which it can be one, if no other that can be one with that group alone excludes it. What
    /// reaches none joins others of its like if each can be one with each at one place. The rest is left open for a person.
    /// </summary>
    private void JoinWide()
    {
        var known = Enumerable.Range(0, all.Length).Where(i => Coarse(all[i]) is null).ToArray();
        var alone = known.Where(i => IsWide(all[i]) && group[i].Members.Length == 1).ToArray();
        var crowded = known.Where(i => IsWide(all[i]) && known.Where(other => other != i && Pause(i, other) is not null).Skip(rules.Around).Any()).ToArray();
        reasons.AddRange(crowded.Intersect(alone).Select(one => (7, one, one, (Grouping)new Grouping.TooMany(all[one].Id, rules.Around))));
        var wide = alone.Except(crowded).ToArray();
        var (near, joined) = (wide.ToDictionary(one => one, Near), new List<(int Wide, int To, Link Why)>());
        var hosts = wide.ToDictionary(one => one, one => near[one]
            .Where(to => !wide.Contains(to.Other) && !group[to.Other].Members.Any(member => Exclude(one, member))).DistinctBy(to => group[to.Other]).ToArray());
        foreach (var one in wide)
            if (hosts[one].Length > 1) Array.ForEach(hosts[one][..Math.Min(8, hosts[one].Length)], to => Open(to.Link, Ambiguity.Elsewhere));
            else if (hosts[one] is not [var to]) continue;
            else if (wide.Any(two => two != one && hosts[two] is [var there] && group[there.Other] == group[to.Other] && Exclude(one, two)))
                Open(to.Link, Ambiguity.Rival);
            else joined.Add((one, to.Other, to.Link));
        var free = wide.Where(one => hosts[one].Length == 0).ToArray();
        var like = free.ToDictionary(one => one, one => near[one].Where(to => free.Contains(to.Other) && !Exclude(one, to.Other)).ToArray());
        for (var left = free.ToHashSet(); left.Count > 0;)
        {
            var crowd = new List<int> { left.Min() };
            for (var i = 0; i < crowd.Count; i++) crowd.AddRange(like[crowd[i]].Select(to => to.Other).Except(crowd));
            left.ExceptWith(crowd);
            crowd.Sort();
            if (crowd.Count == 1) continue;
            if (crowd.All(one => like[one].Length == crowd.Count - 1)
                && (crowd.Count == 2 || places.ShareAPlace([.. crowd.Select(one => all[one].Region)], rules.Gap.Value)))
                joined.AddRange(crowd.Skip(1).Select(one => (one, crowd[0], like[one].First(to => to.Other < one).Link)));
            else
                foreach (var link in crowd.Select(one => like[one][0].Link).DistinctBy(link => (link.A, link.B))) Open(link, Ambiguity.Crowd);
        }
        foreach (var (one, to, why) in joined)
        {
            reasons.Add((6, why.A, why.B, new Grouping.JoinedWide(all[why.A].Id, all[why.B].Id, new(why.Gap), why.Pause)));
            var made = new Group([.. group[to].Members, one], false);
            foreach (var member in made.Members) group[member] = made;
        }

        (int Other, Link Link)[] Near(int one) => [.. known.Except(crowded).Where(other => other != one)
            .Select(other => (Other: other, Link: Between(Math.Min(one, other), Math.Max(one, other))))
            .Where(to => to.Link is not null).Select(to => (to.Other, to.Link!)).OrderBy(to => (to.Item2.Score, to.Item2.A, to.Item2.B))];
        void Open(Link link, Ambiguity why) =>
            reasons.Add((7, link.A, link.B, new Grouping.LeftOpen(all[link.A].Id, all[link.B].Id, new(link.Gap), link.Pause, why)));
    }

    /// <summary>Whether two cannot be one: by decision, by the bounds, or by what they say. What is too coarse says nothing of the bounds.</summary>
    private bool Exclude(int a, int b)
    {
        var (one, other) = (all[a], all[b]);
        return decided.Any(by => by.Act == GroupingAct.Apart && (by.A, by.B) == (Math.Min(a, b), Math.Max(a, b)))
            || (Coarse(one) is null && Coarse(other) is null && (!MayBeOne(one, other)
                || Instant.Max(Time(one).End, Time(other).End) - Instant.Min(Time(one).Start, Time(other).Start) > rules.Lasting
                || Places.Gap(one.Region, other.Region) > rules.Extent.Value || places.Apart(one.Region, other.Region) > rules.Extent.Value));
    }

    /// <summary>All pairs that may be one; of each report the 32 latest before it.</summary>
    private Link[] Links()
    {
        var order = Enumerable.Range(0, all.Length).Where(i => IsFine(all[i])).OrderBy(i => (Time(all[i]).Start, i)).ToArray();
        return [.. order.SelectMany((b, n) => order.Take(n).Reverse().Select(a => Between(Math.Min(a, b), Math.Max(a, b))).OfType<Link>().Take(32))];
    }

    private Link? Between(int a, int b)
    {
        if (Pause(a, b) is not { } pause) return null;
        var gap = places.Apart(all[a].Region, all[b].Region);
        return gap > rules.Gap.Value ? null : new(a, b, gap, pause, Math.Max(gap / rules.Gap.Value, pause / rules.Pause));
    }

    /// <summary>The pause between two that may be one, as far as their middles and radii tell.</summary>
    private Duration? Pause(int a, int b)
    {
        var (one, two) = (Time(all[a]), Time(all[b]));
        var pause = Duration.Max(Duration.Zero, Duration.Max(two.Start - one.End, one.Start - two.End));
        return pause > rules.Pause || !MayBeOne(all[a], all[b]) || Places.Gap(all[a].Region, all[b].Region) > rules.Gap.Value ? null : pause;
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

    /// <summary>Whether two groups keep within the bounds together, and nothing in them excludes each other.</summary>
    private bool Fits(Group a, Group b)
    {
        Sighting[] some = [.. a.Members.Select(i => all[i]).Where(IsFine)], others = [.. b.Members.Select(i => all[i]).Where(IsFine)];
        if (a.IsOver || b.IsOver || some.Length == 0 || others.Length == 0) return !a.IsOver && !b.IsOver;
        return some.Concat(others).Max(one => Time(one).End) - some.Concat(others).Min(one => Time(one).Start) <= rules.Lasting
            && some.All(one => others.All(other => MayBeOne(one, other) && Places.Rounded(Places.Distance(
                Places.Extent(one.Region)!.Value.Middle, Places.Extent(other.Region)!.Value.Middle)) <= rules.Extent.Value));
    }

    private Incident Make(Group made)
    {
        var sightings = made.Members.Order().Select(i => all[i]).ToImmutableArray();
        var counted = made.Members.Order().Where(i => all[i].Seen.Count is not null).ToArray();
        var (least, most) = (counted.Max(i => all[i].Seen.Count?.Least), counted.Min(i => all[i].Seen.Count?.Most));
        if (least > most)
        {
            var (more, less) = (counted.First(i => all[i].Seen.Count!.Value.Least == least), counted.First(i => all[i].Seen.Count!.Value.Most == most));
            reasons.Add((8, more, less, new Grouping.CountsContradict(all[more].Id, all[less].Id, least.Value, most.Value)));
            least = counted.Min(i => all[i].Seen.Count?.Least);
            most = counted.Any(i => all[i].Seen.Count!.Value.Most is null) ? null : counted.Max(i => all[i].Seen.Count!.Value.Most);
        }
        if (sightings is [var alone] && Coarse(alone) is { } why) reasons.Add((2, made.Members[0], made.Members[0], new Grouping.TooCoarse(alone.Id, why)));
        var own = reasons.Where(one => made.Members.Contains(one.A) || made.Members.Contains(one.B)).OrderBy(one => (one.Rank, one.A, one.B));
        return new(IncidentId.Of(sightings[0].Id), sightings,
            new(sightings.Min(one => one.Time.Start), sightings.Max(one => one.Time.End)),
            least is { } from ? new(from, most) : null,
            [.. own.Select(one => one.Why)]);
    }
}
