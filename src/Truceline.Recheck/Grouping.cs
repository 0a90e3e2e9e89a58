using System.Collections.Immutable;
using System.Numerics;
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
    private sealed record Group(ImmutableArray<int> Members, bool IsOver)
    {
        public bool IsFinished { get; set; }
    }

    private sealed record Link(int A, int B, double Gap, Duration Pause, double Score);

    private sealed record Decision(int A, int B, GroupingAct Act, long Entry, long? Against);

    private Decision[] decided = [];

    private readonly Group[] group = [.. Enumerable.Range(0, all.Length).Select(i => new Group([i], false))];

    /// <summary>Reasons, those of the first rank first, with the reports whose incidents have them.</summary>
    private readonly List<(int Rank, int A, int B, Grouping Why)> reasons = [];

    private readonly Places places = new(DateTimeZone.Utc);
    private readonly Interval[] times = [.. all.Select(Time)];
    private readonly (Geography.Position Middle, double Radius)?[] extents = [.. all.Select(one => Places.Extent(one.Region))];
    private ILookup<long, int>? slots;

    /// <summary>How many pairs were held against each other, and places against regions: what the time that it takes goes with.</summary>
    internal long Looked => places.Looked;

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
                var why = one.IsFinished || other.IsFinished ? null : Bars([.. one.Members.Concat(other.Members).Where(IsFine).Order()]);
                reasons.Add((4, link.A, link.B, new Grouping.Split(all[link.A].Id, all[link.B].Id, new(link.Gap), link.Pause, why)));
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
    }

    private void Join(int a, int b, bool isOver)
    {
        var joined = new Group([.. group[a].Members, .. group[b].Members], isOver);
        foreach (var member in joined.Members) group[member] = joined;
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

    private string? Coarse(int i) =>
        extents[i] is not { } extent ? "no place is known"
        : extent.Radius > Math.Max(rules.Extent.Value / 2, rules.Widest.Value) ? $"its place is known only to within {new Geography.Metres(extent.Radius)}"
        : times[i].Duration is var lasting && lasting <= rules.Lasting ? null
        : FormattableString.Invariant($"its time is known only to within {Math.Round(lasting.TotalHours):0} hours");

    /// <summary>When it may have happened: what is heard happened so much earlier as sound takes, at 340 m/s.</summary>
    private static Interval Time(Sighting one)
    {
        static Duration Sound(Geography.Metres way) => Duration.FromTicks(Math.Round(way.Value / 340 * 1e7));
        return one.Seen is { Means: Means.Heard, Where.Region: Geography.Region.Sector from }
            ? new(one.Time.Start - Sound(from.Far), one.Time.End - Sound(from.Near)) : one.Time;
    }

    private bool IsWide(int i) => Coarse(i) is null && extents[i]!.Value.Radius > rules.Extent.Value / 2;

    private bool IsFine(int i) => Coarse(i) is null && !IsWide(i);

    /// <summary>Those not too coarse that begin no further from one in time than two that are linked can.</summary>
    private IEnumerable<int> Beside(int i)
    {
        long Slot(int one) => (long)Math.Floor((times[one].Start - Instant.MinValue) / (rules.Lasting + rules.Pause + Duration.Epsilon));
        slots ??= Enumerable.Range(0, all.Length).Where(one => Coarse(one) is null).ToLookup(Slot);
        return new[] { -1, 0, 1 }.SelectMany(step => slots[Slot(i) + step]).Where(other => other != i);
    }

    /// <summary>
    /// What is known widely only joins the one group with which it can be one, if no other that can be one with that group alone excludes it. What
    /// reaches none joins others of its like if each can be one with each at one place. The rest is left open for a person.
    /// </summary>
    private void JoinWide()
    {
        var widely = Enumerable.Range(0, all.Length).Where(IsWide).ToArray();
        var (alone, crowded) = (widely.Where(i => group[i].Members.Length == 1).ToArray(), widely.Where(IsCrowded).ToHashSet());
        reasons.AddRange(alone.Where(crowded.Contains).Select(one => (7, one, one, (Grouping)new Grouping.TooMany(all[one].Id, rules.Around))));
        var wide = alone.Except(crowded).ToHashSet();
        var (near, joined, open) = (wide.ToDictionary(one => one, Near), new List<(int Wide, int To, Link Why)>(), new List<Action>());
        var hosts = wide.ToDictionary(one => one, one => near[one].Where(to => !wide.Contains(to.Other)).DistinctBy(to => group[to.Other])
            .Where(to => !group[to.Other].Members.Any(member => Exclude(one, member))).ToArray());
        var single = wide.Where(one => hosts[one].Length == 1).ToLookup(one => group[hosts[one][0].Other]);
        foreach (var one in wide)
            if (hosts[one] is [_, _, ..] several)
                foreach (var to in several.Take(8)) Open(to.Link, Ambiguity.Elsewhere, several.Take(8).Select(by => by.Other).Where(by => by != to.Other));
            else if (hosts[one] is not [var to]) continue;
            else if (single[group[to.Other]].Where(two => two != one && Exclude(one, two)).ToArray() is [_, ..] rivals)
                Open(to.Link, Ambiguity.Rival, rivals.Order());
            else joined.Add((one, to.Other, to.Link));
        var free = wide.Where(one => hosts[one].Length == 0).Order().ToList();
        var like = free.ToDictionary(one => one, one => near[one]
            .Where(to => hosts.TryGetValue(to.Other, out var its) && its.Length == 0 && !Exclude(one, to.Other)).ToArray());
        for (var left = free.ToHashSet(); free.FirstOrDefault(left.Remove, -1) is var first and >= 0;)
        {
            var crowd = new List<int> { first };
            for (var i = 0; i < crowd.Count; i++) crowd.AddRange(like[crowd[i]].Select(to => to.Other).Where(left.Remove));
            crowd.Sort();
            if (crowd.Count == 1) continue;
            if (crowd.All(one => like[one].Length == crowd.Count - 1)
                && (crowd.Count == 2 || places.ShareAPlace([.. crowd.Select(one => all[one].Region)], rules.Gap.Value)))
                joined.AddRange(crowd.Skip(1).Select(one => (one, crowd[0], like[one].First(to => to.Other < one).Link)));
            else
                foreach (var link in crowd.Select(one => like[one][0].Link).DistinctBy(link => (link.A, link.B)))
                    Open(link, Ambiguity.Crowd, crowd.OrderByDescending(Missing), Missing);
            int Missing(int one) => crowd.Count - 1 - like[one].Length;
        }
        foreach (var (one, to, why) in joined)
        {
            reasons.Add((6, why.A, why.B, new Grouping.JoinedWide(all[why.A].Id, all[why.B].Id, new(why.Gap), why.Pause)));
            Join(to, one, false);
        }
        foreach (var add in open) add();

        (int Other, Link Link)[] Near(int one) => [.. Beside(one).Where(other => !crowded.Contains(other))
            .Select(other => (Other: other, Link: Between(Math.Min(one, other), Math.Max(one, other))))
            .Where(to => to.Link is not null).Select(to => (to.Other, to.Link!)).OrderBy(to => (to.Item2.Score, to.Item2.A, to.Item2.B))];
        // Said at the end, for it names all that stand together then.
        void Open(Link link, Ambiguity why, IEnumerable<int> by, Func<int, int>? missing = null) => open.Add(() => reasons.Add((7, link.A, link.B,
            new Grouping.LeftOpen(all[link.A], all[link.B], new(link.Gap), link.Pause, why, Told(by.Except([link.A, link.B]).Take(8)),
                Whose(by, missing ?? (_ => 1)), Told(group[link.A].Members), Told(group[link.B].Members)))));
        ImmutableArray<Sighting> Told(IEnumerable<int> some) => [.. some.Order().Select(one => all[one])];
    }

    /// <summary>Whose some are: those first of which a report lacks most pairs.</summary>
    private string Whose(IEnumerable<int> some, Func<int, int> missing)
    {
        var sources = some.GroupBy(one => PlainName.Of(all[one].Source))
            .Select(of => (Of: of.ToArray(), Name: of.Select(one => all[one].Source.Trim()).Min(StringComparer.Ordinal)))
            .OrderByDescending(one => one.Of.Max(missing)).ThenBy(one => one.Name, StringComparer.Ordinal)
            .Select(one => $"{one.Of.Length} of {one.Name}").ToArray();
        return string.Join(", ", sources.Take(8)) + (sources.Length > 8 ? $", and {sources.Length - 8} more" : "");
    }

    /// <summary>Whether too many are around one, by their middles and radii: those of its own source count all, those of another only so often.</summary>
    private bool IsCrowded(int one)
    {
        var around = Beside(one).Where(by => Pause(one, by) is not null).Take(rules.AroundInAll + 1).Select(by => PlainName.Of(all[by].Source)).ToArray();
        return around.Length > rules.AroundInAll || rules.Around < around.CountBy(source => source)
            .Sum(by => by.Key == PlainName.Of(all[one].Source) ? by.Value : Math.Min(by.Value, rules.OfOneSource));
    }

    /// <summary>Whether two cannot be one: by decision, by the bounds, or by what they say. What is too coarse says nothing of the bounds.</summary>
    private bool Exclude(int a, int b) => decided.Any(by => by.Act == GroupingAct.Apart && (by.A, by.B) == (Math.Min(a, b), Math.Max(a, b)))
        || (Coarse(a) is null && Coarse(b) is null && (!MayBeOne(all[a], all[b])
            || Instant.Max(times[a].End, times[b].End) - Instant.Min(times[a].Start, times[b].Start) > rules.Lasting
            || Gap(a, b) > rules.Extent.Value || places.Apart(all[a].Region, all[b].Region, rules.Extent.Value) > rules.Extent.Value));

    /// <summary>All pairs that may be one; of each report the 32 latest before it.</summary>
    private Link[] Links() =>
        [.. Enumerable.Range(0, all.Length).Where(IsFine).SelectMany(b => Beside(b)
            .Where(a => IsFine(a) && (times[a].Start, a).CompareTo((times[b].Start, b)) < 0).OrderByDescending(a => (times[a].Start, a))
            .Select(a => Between(Math.Min(a, b), Math.Max(a, b))).OfType<Link>().Take(32))];

    private Link? Between(int a, int b)
    {
        if (Pause(a, b) is not { } pause) return null;
        var gap = places.Apart(all[a].Region, all[b].Region, rules.Gap.Value);
        return gap > rules.Gap.Value ? null : new(a, b, gap, pause, Math.Max(gap / rules.Gap.Value, pause / rules.Pause));
    }

    /// <summary>The pause between two that may be one, as far as their middles and radii tell.</summary>
    private Duration? Pause(int a, int b)
    {
        var pause = Duration.Max(Duration.Zero, Duration.Max(times[b].Start - times[a].End, times[a].Start - times[b].End));
        places.Looked++;
        return pause > rules.Pause || Gap(a, b) > rules.Gap.Value || !MayBeOne(all[a], all[b]) ? null : pause;
    }

    /// <summary>The gap between two as far as their middles and radii tell; where it is far, at least so much.</summary>
    private double Gap(int a, int b) => (extents[a], extents[b]) is not ({ } one, { } two) ? 0
        : Straight(a, b) - one.Radius - two.Radius - 10 is var surely && surely > rules.Extent.Value ? surely
        : Places.Rounded(Math.Max(0, Places.Distance(one.Middle, two.Middle) - one.Radius - two.Radius));

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
        int[] some = [.. a.Members.Where(IsFine)], others = [.. b.Members.Where(IsFine)];
        if (a.IsOver || b.IsOver || some.Length == 0 || others.Length == 0) return !a.IsOver && !b.IsOver;
        return Lasting(some.Concat(others)) <= rules.Lasting
            && some.All(one => others.All(other => MayBeOne(all[one], all[other]) && Across(one, other) <= rules.Extent.Value));
    }

    private Duration Lasting(IEnumerable<int> some) => some.Max(one => times[one].End) - some.Min(one => times[one].Start);

    /// <summary>The straight way through the Earth between two middles, to a few metres.</summary>
    private double Straight(int a, int b) => Vector3.Distance(Globe.InSpace(extents[a]!.Value.Middle), Globe.InSpace(extents[b]!.Value.Middle));

    private double Across(int a, int b) => Places.Rounded(Places.Distance(extents[a]!.Value.Middle, extents[b]!.Value.Middle));

    /// <summary>By how much some exceed the bounds together, and the first two of them that exclude each other.</summary>
    private GroupingBar Bars(int[] some)
    {
        // The pairs are gone through, never kept: of many reports there are too many. Of those at one place one is enough to tell how far.
        var (spread, lasting) = (Pairs([.. some.DistinctBy(one => extents[one]!.Value.Middle)]), Lasting(some));
        var far = spread.Select(pair => Straight(pair.A, pair.B)).DefaultIfEmpty().Max() - 10;
        var across = spread.Where(pair => Straight(pair.A, pair.B) > far).Select(pair => Across(pair.A, pair.B)).DefaultIfEmpty().Max();
        var two = Pairs(some).Where(pair => !MayBeOne(all[pair.A], all[pair.B])).Select(pair => (all[pair.A], all[pair.B])).Take(1).ToArray();
        static IEnumerable<(int A, int B)> Pairs(int[] of) => from a in of from b in of where a < b select (a, b);
        return new(across > rules.Extent.Value ? new(across) : null, lasting > rules.Lasting ? lasting : null, two is [var pair] ? pair : null);
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
        if (made.Members is [var alone] && Coarse(alone) is { } why) reasons.Add((2, alone, alone, new Grouping.TooCoarse(all[alone].Id, why)));
        var own = reasons.Where(one => made.Members.Contains(one.A) || made.Members.Contains(one.B)).OrderBy(one => (one.Rank, one.A, one.B));
        return new(IncidentId.Of(sightings[0].Id), sightings, new(sightings.Min(one => one.Time.Start), sightings.Max(one => one.Time.End)),
            least is { } from ? new(from, most) : null, [.. own.Select(one => one.Why)]);
    }
}
