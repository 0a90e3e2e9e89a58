using System.Collections.Immutable;
using Truceline.Agreements;
using System.Runtime.InteropServices;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>
/// Joins what is known widely only, such as a bearing with a long range, after all else has its groups. It is joined to a group if it
/// can be one with that group alone, and nothing excludes it that can be one with that group alone too. What reaches no group
/// is joined with others of its like if each can be one with each, and one place serves them all. All else is left open for a
/// person, and said so on either side; so is one that has too many around it. What becomes of one hangs on its own links, and on what is linked to the same.
/// </summary>
/// <param name="spots">The observations as columns.</param>
/// <param name="near">Those by number, narrow or wide, that are linked to a wide one, with the scores of the links; none of them in a crowd.</param>
/// <param name="isCrowded">Whether a wide one is in a crowd: more are around it than the rules allow.</param>
/// <param name="number">The number of a report that stands in a group.</param>
/// <param name="decisions">What was decided.</param>
internal sealed class WideJoins(Spots spots, Func<int, IEnumerable<(int Number, double Score)>> near, Func<int, bool> isCrowded, Func<ReportId, int> number, GroupingDecisions decisions)
{
    /// <summary>With how many groups one is at most listed that is left open: the closest.</summary>
    public const int MostOpen = 8;

    /// <summary>How often the square of ground in which one place is looked for is quartered: to 64 squares on a side.</summary>
    private const int Quarterings = 6;

    private readonly Dictionary<int, int> groupOf = [];
    private readonly Dictionary<int, (int Number, double Score)[]> known = [];
    private readonly Dictionary<int, Sighting> told = [];
    private readonly List<(Way Way, Ambiguity Why, ImmutableArray<Sighting> By, string Whose)> open = [];
    private Node[] nodes = [];

    private sealed class Node(Incident own, int wide)
    {
        private ImmutableArray<Sighting>? all;

        public Incident Own { get; } = own;

        /// <summary>The number of the one observation that is known widely; -1: it is a group like any other.</summary>
        public int Wide { get; } = wide;

        public List<Incident> With { get; } = [];

        public List<Grouping> Reasons { get; } = [];

        /// <summary>All that stand in it, when nothing more is joined.</summary>
        public ImmutableArray<Sighting> All => all ??= With.Count == 0 ? Own.Sightings : [.. Own.Sightings.Concat(With.SelectMany(other => other.Sightings)).OrderBy(sighting => sighting.Id)];

        public bool IsTaken { get; set; }
    }

    /// <summary>A way to join a wide observation with another, the lesser id first: the order is that of score and ids.</summary>
    private readonly record struct Way(double Score, ReportId A, ReportId B, int Wide, int Other)
    {
        public static int Order(Way one, Way other) =>
            one.Score.CompareTo(other.Score) is var score and not 0 ? score : one.A.CompareTo(other.A) is var a and not 0 ? a : one.B.CompareTo(other.B);
    }

    /// <summary>What becomes of some groups, among which is every one that is linked to a wide one of them; a group to which nothing comes is the very object.</summary>
    /// <param name="groups">The groups in the order of their ids.</param>
    public List<Incident> Joined(IReadOnlyList<Incident> groups)
    {
        nodes = new Node[groups.Count];
        for (var i = 0; i < nodes.Length; i++)
        {
            foreach (var sighting in groups[i].Sightings) (groupOf[number(sighting.Id)], told[number(sighting.Id)]) = (i, sighting);
            var only = number(groups[i].Sightings[0].Id);
            nodes[i] = new(groups[i], groups[i].Sightings.Length == 1 && spots.All[only].IsWide ? only : -1);
        }
        var (single, free) = (new SortedDictionary<int, List<(int Node, Way Way)>>(), new List<int>());
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Wide < 0) continue;
            if (isCrowded(nodes[i].Wide))
            {
                nodes[i].Reasons.Add(new Grouping.TooMany(told[nodes[i].Wide].Id, spots.Rules.Around));
                continue;
            }
            var hosts = Hosts(nodes[i].Wide);
            if (hosts.Count == 0) free.Add(i);
            else if (hosts is [var host])
            {
                if (!single.TryGetValue(host.Group, out var there)) single[host.Group] = there = [];
                there.Add((i, host.Way));
            }
            else
                foreach (var (_, way) in hosts.Take(MostOpen)) Open(way, Ambiguity.Elsewhere, [.. hosts.Take(MostOpen).Select(other => other.Way.Other).Where(other => other != way.Other)]);
        }
        foreach (var (host, all) in single)
            foreach (var (node, way) in all)
            {
                var rivals = all.Where(other => other.Node != node && Exclude(nodes[node].Wide, nodes[other.Node].Wide)).Select(other => nodes[other.Node].Wide).ToList();
                if (rivals.Count > 0) Open(way, Ambiguity.Rival, [.. rivals.OrderBy(rival => told[rival].Id)]);
                else Join(nodes[host], node, way);
            }
        Among(free);
        foreach (var (way, why, by, whose) in open) LeaveOpen(way, why, by, whose);
        return [.. nodes.Where(node => !node.IsTaken).Select(Made)];
    }

    /// <summary>The groups with which one can be one, the closest first, and its best way to each.</summary>
    private List<(int Group, Way Way)> Hosts(int wide)
    {
        var best = new Dictionary<int, Way>();
        foreach (var (other, score) in Near(wide))
            if (groupOf.TryGetValue(other, out var group) && nodes[group].Wide < 0 && Between(wide, other, score) is var way && (!best.TryGetValue(group, out var closest) || Way.Order(way, closest) < 0)) best[group] = way;
        var hosts = best.Where(one => !nodes[one.Key].Own.Sightings.Any(member => Exclude(wide, number(member.Id)))).Select(one => (one.Key, one.Value)).ToList();
        hosts.Sort((a, b) => Way.Order(a.Value, b.Value));
        return hosts;
    }

    /// <summary>Joins those that reach no group with each other.</summary>
    private void Among(List<int> free)
    {
        var ways = new Dictionary<int, List<Way>>();
        var loose = free.ToHashSet();
        foreach (var node in free)
            ways[node] =
            [
                .. Near(nodes[node].Wide).Where(other => groupOf.TryGetValue(other.Number, out var group) && loose.Contains(group) && !Exclude(nodes[node].Wide, other.Number, isNear: true))
                    .Select(other => Between(nodes[node].Wide, other.Number, other.Score)),
            ];
        var seen = new HashSet<int>();
        foreach (var first in free)
        {
            if (!seen.Add(first)) continue;
            var all = new List<int> { first };
            for (var i = 0; i < all.Count; i++)
                foreach (var way in ways[all[i]])
                    if (seen.Add(groupOf[way.Other])) all.Add(groupOf[way.Other]);
            if (all.Count == 1) continue;
            all.Sort(ById);
            var isEach = all.All(node => ways[node].Count == all.Count - 1) && (all.Count == 2 || HaveAPlace([.. all.Select(node => nodes[node].Own.Sightings[0].Observation.Where.Region)]));
            if (isEach)
                foreach (var node in all.Skip(1)) Join(nodes[all[0]], node, Best(ways[node].Where(way => ById(groupOf[way.Other], node) < 0)));
            else
            {
                // Those stand first that the fewest may be one with: ids can be chosen, and who opened it would be behind others.
                var crowd = all.ConvertAll(node => (nodes[node].Wide, Missing: all.Count - 1 - ways[node].Count)).OrderByDescending(one => one.Missing).ToArray();
                var (by, whose) = (Array.ConvertAll(crowd, one => one.Wide), Whose(crowd));
                foreach (var way in all.Select(node => Best(ways[node])).DistinctBy(way => (way.A, way.B))) Open(way, Ambiguity.Crowd, by, whose);
            }
        }

        int ById(int a, int b) => told[nodes[a].Wide].Id.CompareTo(told[nodes[b].Wide].Id);

        static Way Best(IEnumerable<Way> some) => some.Aggregate((best, way) => Way.Order(way, best) < 0 ? way : best);
    }

    private (int Number, double Score)[] Near(int wide) => known.TryGetValue(wide, out var found) ? found : known[wide] = [.. near(wide)];

    private Way Between(int wide, int other, double score)
    {
        var (one, two) = (told[wide].Id, told[other].Id);
        return one.CompareTo(two) < 0 ? new(score, one, two, wide, other) : new(score, two, one, wide, other);
    }

    /// <summary>Whether two cannot be of one happening: by what they say, by the bounds, or by a decision. What is too coarse says nothing of the bounds.</summary>
    /// <param name="a">The one.</param>
    /// <param name="b">The other.</param>
    /// <param name="isNear">Whether they are known to be within the rule's gap.</param>
    private bool Exclude(int a, int b, bool isNear = false)
    {
        if (decisions.For(told[a].Id, told[b].Id) is { Act: GroupingAct.Apart }) return true;
        ref readonly var one = ref spots.All[a];
        ref readonly var other = ref spots.All[b];
        if (one.Kind == Spot.Coarse || other.Kind == Spot.Coarse) return false;
        return !spots.Kinds.MayBeOne(one.OwnKind, other.OwnKind)
            || Math.Max(one.End, other.End) - Math.Min(one.Start, other.Start) > spots.Rules.Lasting.BclCompatibleTicks
            || (!(isNear && spots.Rules.Gap <= spots.Rules.Extent) && spots.Gap(a, b) > spots.Rules.Extent.Value);
    }

    /// <summary>Leaves it open whether two are one; it is said when all are joined.</summary>
    /// <param name="way">The two.</param>
    /// <param name="why">Why.</param>
    /// <param name="by">Those because of which it is open, by number, and perhaps the two; those before the others that tell most.</param>
    /// <param name="whose">Whose they are; null: worked out, each alike.</param>
    private void Open(Way way, Ambiguity why, int[] by, string? whose = null)
    {
        var others = by.Where(one => one != way.Wide && one != way.Other).Take(MostOpen).Select(one => told[one]).OrderBy(one => one.Id);
        open.Add((way, why, [.. others], whose ?? Whose(by.Select(one => (one, 1)))));
    }

    private void LeaveOpen(Way way, Ambiguity why, ImmutableArray<Sighting> by, string whose)
    {
        var (gap, pause) = spots.Between(way.Wide, way.Other);
        var (a, b) = told[way.Wide].Id == way.A ? (way.Wide, way.Other) : (way.Other, way.Wide);
        var reason = new Grouping.LeftOpen(told[a], told[b], gap, pause, why, by, whose, nodes[groupOf[a]].All, nodes[groupOf[b]].All);
        nodes[groupOf[a]].Reasons.Add(reason);
        nodes[groupOf[b]].Reasons.Add(reason);
    }

    /// <summary>Whose some are, with how many reports each: those first of which a report lacks most pairs, then by name. Spellings that look alike are one (<see cref="PlainName"/>).</summary>
    private string Whose(IEnumerable<(int Number, int Missing)> some)
    {
        var sources = some.Select(one => (Name: told[one.Number].Report.Report.Source.Trim(), one.Missing)).GroupBy(one => PlainName.Of(one.Name), StringComparer.Ordinal)
            .Select(of => (Name: of.Select(one => one.Name).Min(StringComparer.Ordinal)!, Reports: of.Count(), Missing: of.Max(one => one.Missing)))
            .OrderByDescending(one => one.Missing).ThenBy(one => one.Name, StringComparer.Ordinal).ToArray();
        return string.Join(", ", sources.Take(MostOpen).Select(one => FormattableString.Invariant($"{one.Reports} of {one.Name}")))
            + (sources.Length > MostOpen ? FormattableString.Invariant($", and {sources.Length - MostOpen} more") : "");
    }

    private void Join(Node host, int node, Way way)
    {
        var (gap, pause) = spots.Between(way.Wide, way.Other);
        host.With.Add(nodes[node].Own);
        host.Reasons.Add(new Grouping.JoinedWide(way.A, way.B, gap, pause));
        nodes[node].IsTaken = true;
    }

    private static Incident Made(Node node)
    {
        if (node.Reasons.Count == 0) return node.Own;
        var reasons = node.Own.Reasons.Concat(node.With.SelectMany(other => other.Reasons)).Concat(node.Reasons);
        return Chains.Incident(node.All, [.. reasons.Where(reason => reason is not Grouping.CountsContradict).Distinct().OrderBy(Grouping.Order)]);
    }

    /// <summary>
    /// Whether one place is within the rule's gap of every region. The places are the middles of squares of ground: of the one around the first region, of the four into which
    /// it is cut, and so on six times. Which of them are looked at changes nothing: a square is passed over where none of its places can be near enough, as the distance to a region
    /// changes no faster than one walks.
    /// </summary>
    private bool HaveAPlace(ImmutableArray<Region> regions)
    {
        var edges = regions.Select(region => RegionEdge.Of(region)!).ToArray();
        var extent = Extent.Of(regions[0])!;
        return IsIn(0, 0, extent.Radius.Value, Quarterings);

        bool IsIn(double east, double north, double half, int left)
        {
            var place = new SurfacePoint(Geodesic.Direct(extent.Middle, Ellipsoid.Atan2Degrees(east, north), new(Math.Sqrt(east * east + north * north))));
            var isHere = true;
            foreach (var edge in edges)
            {
                var distance = edge.Distance(place);
                // A little more than the half diagonal, for the ground is not flat.
                if (distance > spots.Rules.Gap.Value + (left == 0 ? 0 : 1.42 * half)) return false;
                isHere &= distance <= spots.Rules.Gap.Value;
            }
            var quarter = half / 2;
            return isHere || (left > 0 && (IsIn(east + quarter, north + quarter, quarter, left - 1) || IsIn(east + quarter, north - quarter, quarter, left - 1)
                || IsIn(east - quarter, north + quarter, quarter, left - 1) || IsIn(east - quarter, north - quarter, quarter, left - 1)));
        }
    }
}

/// <summary>Observations by where and when they were, for wide ones: in cubes of space and slots of time within reach of any other.</summary>
internal sealed class WideGrid(Spots spots)
{
    private readonly CellTable cubes = new(spots.Rules.Gap.Value + 2 * Math.Max(spots.Rules.Widest.Value, spots.Rules.Extent.Value / 2) + Spot.Rounding);
    private readonly long slot = spots.Rules.Lasting.BclCompatibleTicks + spots.Rules.Pause.BclCompatibleTicks + 1;
    private readonly Dictionary<(long Cube, long Slot), List<int>> cells = [];

    /// <summary>Adds one that is not too coarse.</summary>
    public void Add(int number)
    {
        ref var cell = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, Key(number), out _);
        (cell ??= []).Add(number);
    }

    /// <summary>Takes one out.</summary>
    public void Remove(int number)
    {
        var key = Key(number);
        cells[key].Remove(number);
        if (cells[key].Count == 0) cells.Remove(key);
    }

    /// <summary>Those that are linked to one, in no order, with the scores of the links: of kinds that may be one, and within the rule's gap and pause.</summary>
    public IEnumerable<(int Number, double Score)> Linked(int number)
    {
        foreach (var other in Around(number))
        {
            var (earlier, later) = InTime(number, other);
            if (spots.Joins(spots.All[earlier], spots.All[later], out var score)) yield return (other, score);
        }
    }

    /// <summary>Those that are linked to one, or would be if the discs around their regions were the regions; in no order.</summary>
    public IEnumerable<int> Around(int number)
    {
        if (cells.Count == 0) yield break;
        var (cube, at) = Key(number);
        for (var i = 0; i < 81; i++)
            if (cells.TryGetValue((cube + CellTable.Step(i / 9 % 3 - 1, i / 3 % 3 - 1, i % 3 - 1), at + i / 27 - 1), out var cell))
                foreach (var other in cell)
                    if (IsAround(number, other)) yield return other;
    }

    private bool IsAround(int number, int other)
    {
        var (earlier, later) = InTime(number, other);
        return number != other && spots.Kinds.MayBeOne(spots.All[number].OwnKind, spots.All[other].OwnKind) && spots.MayJoin(spots.All[earlier], spots.All[later]);
    }

    private (int Earlier, int Later) InTime(int a, int b) => spots.All[a].Start <= spots.All[b].Start ? (a, b) : (b, a);

    private (long Cube, long Slot) Key(int number)
    {
        ref readonly var spot = ref spots.All[number];
        return (cubes.KeyOf(spot), (long)Math.Floor(spot.Start / (double)slot));
    }
}
