using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Reports;
using Grouping = Truceline.Incidents.Grouping;

namespace Truceline.Recheck;

/// <summary>
/// Which reports are of one happening, pair by pair: the closest are joined first, what is decided before all; then each group is cut at the
/// last join that made it, until it keeps within the greatest extent and time.
/// </summary>
internal sealed class Groups(ImmutableArray<Sighting> all, FusionRules rules, GroupingDecisions decisions)
{
    /// <summary>A joining of two groups; the link is null where it was decided.</summary>
    private sealed record Node(ImmutableArray<int> Members, Node? Left, Node? Right, Link? Why);

    private sealed record Link(int A, int B, double Gap, Duration Pause)
    {
        public required double Score { get; init; }
    }

    private readonly List<Link> cuts = [], kept = [];
    private readonly List<(int A, int B, long Entry, long? Against, bool IsDirect)> apart = [];
    private readonly List<(int A, int B, long Entry, long? Against)> together = [];

    /// <summary>The incidents, in the order of their ids.</summary>
    public ImmutableArray<Incident> Incidents()
    {
        var coarse = all.Select(Coarse).ToArray();
        var node = Enumerable.Range(0, all.Length).Select(i => new Node([i], null, null, null)).ToArray();
        void Join(int a, int b, Link? why)
        {
            var joined = new Node([.. node[a].Members, .. node[b].Members], node[a], node[b], why);
            foreach (var member in joined.Members) node[member] = joined;
        }

        var decided = Decided();
        foreach (var (a, b, act, entry, against) in decided.Where(one => one.Act == GroupingAct.Apart)) apart.Add((a, b, entry, against, true));
        foreach (var (a, b, _, entry, against) in decided.Where(one => one.Act == GroupingAct.Together))
        {
            if (node[a] == node[b]) continue;
            if (Barred(node[a], node[b]) is { } bar) apart.Add((a, b, bar.Entry, entry, false));
            else
            {
                Join(a, b, null);
                together.Add((a, b, entry, against));
            }
        }
        var links = Links(coarse);
        var barred = new List<(Link Link, long Entry)>();
        foreach (var link in links.OrderBy(link => link.Score).ThenBy(link => link.A).ThenBy(link => link.B))
            if (node[link.A] == node[link.B]) continue;
            else if (Barred(node[link.A], node[link.B]) is { } bar) barred.Add((link, bar.Entry));
            else Join(link.A, link.B, link);

        var groups = node.Distinct().SelectMany(Cut).ToArray();
        var groupOf = groups.SelectMany((group, g) => group.Members.Select(member => (member, g))).ToDictionary();
        var closest = barred.DistinctBy(one => (Math.Min(groupOf[one.Link.A], groupOf[one.Link.B]), Math.Max(groupOf[one.Link.A], groupOf[one.Link.B]))).ToArray();
        return [.. groups.Select(group => Make(group, coarse, links, closest)).OrderBy(incident => incident.Id)];
    }

    private string? Coarse(Sighting sighting)
    {
        if (Places.Extent(sighting.Observation.Where.Region) is not { } extent) return "no place is known";
        if (extent.Radius > rules.Extent.Value / 2) return $"its place is known only to within {new Geography.Metres(extent.Radius)}";
        var lasting = sighting.Observation.Occurred.Duration;
        return lasting > rules.Lasting ? FormattableString.Invariant($"its time is known only to within {Math.Round(lasting.TotalHours):0} hours") : null;
    }

    /// <summary>The pairs on which somebody decided, the latest decision first, and the latest one before it that said otherwise.</summary>
    private List<(int A, int B, GroupingAct Act, long Entry, long? Against)> Decided()
    {
        var place = all.Select((sighting, i) => (sighting.Id, i)).ToDictionary();
        return [.. (from decision in decisions.All
                    from a in decision.Reports
                    from b in decision.Reports
                    where a.CompareTo(b) < 0 && place.ContainsKey(a) && place.ContainsKey(b)
                    group decision by (A: place[a], B: place[b]) into pair
                    let last = pair.MaxBy(decision => decision.Entry)
                    select (pair.Key.A, pair.Key.B, last.Says.Act, last.Entry, Against: pair.Where(other => other.Says.Act != last.Says.Act).Max(other => (long?)other.Entry)))
            .OrderByDescending(one => one.Entry).ThenBy(one => one.A).ThenBy(one => one.B)];
    }

    private (int A, int B, long Entry, long? Against, bool IsDirect)? Barred(Node one, Node other)
    {
        var between = apart.Where(pair => pair.IsDirect && ((one.Members.Contains(pair.A) && other.Members.Contains(pair.B)) || (one.Members.Contains(pair.B) && other.Members.Contains(pair.A)))).ToArray();
        return between.Length == 0 ? null : between.MaxBy(pair => pair.Entry);
    }

    /// <summary>All pairs that may be one; of each report the 32 latest before it.</summary>
    private List<Link> Links(string?[] coarse)
    {
        var order = Enumerable.Range(0, all.Length).Where(i => coarse[i] is null).OrderBy(i => all[i].Observation.Occurred.Start).ThenBy(i => i).ToArray();
        return [.. order.SelectMany((b, n) => order.Take(n).Reverse().Select(a => Between(Math.Min(a, b), Math.Max(a, b))).OfType<Link>().Take(32))];
    }

    private Link? Between(int a, int b)
    {
        var (one, two) = (all[a].Observation, all[b].Observation);
        var pause = Duration.Max(Duration.Zero, Duration.Max(two.Occurred.Start - one.Occurred.End, one.Occurred.Start - two.Occurred.End));
        if (pause > rules.Pause || !MayBeOne(a, b)) return null;
        var gap = Places.Gap(one.Where.Region, two.Where.Region);
        return gap > rules.Gap.Value ? null : new(a, b, gap, pause) { Score = Math.Max(gap / rules.Gap.Value, pause / rules.Pause) };
    }

    /// <summary>Whether nothing that two reports say makes them two things.</summary>
    private bool MayBeOne(int i, int j)
    {
        var (a, b) = (all[i].Observation, all[j].Observation);
        bool Ends(FirePhase? x, FirePhase? y) => x is FirePhase.Outgoing && y is FirePhase.Impact or FirePhase.Airburst;
        var (x, y) = (Words.BuiltIn(a.What), Words.BuiltIn(b.What));
        string[] Named(Observation o) => [.. o.By.Where(by => by.Basis != AttributionBasis.Claim).Select(by => by.Actor)];
        if (a.Act is { } one && b.Act is { } two && !Words.Includes(one, two) && !Words.Includes(two, one)) return false;
        if (Ends(a.Phase, b.Phase) || Ends(b.Phase, a.Phase)) return false;
        if (x is not null && y is not null && !Words.IsA(ClassGraph.BuiltIn, x, y) && !Words.IsA(ClassGraph.BuiltIn, y, x)) return false;
        if (Named(a) is { Length: > 0 } p && Named(b) is { Length: > 0 } q && !p.Intersect(q, StringComparer.OrdinalIgnoreCase).Any()) return false;
        return !(all[i].Report.Report.Content is Presence { Unit: { } unit } ours && all[j].Report.Report.Content is Presence { Unit: { } other } theirs
            && !(Words.Same(unit, other) && Words.Same(ours.Who, theirs.Who)));
    }

    private IEnumerable<Node> Cut(Node node)
    {
        if (node.Why is null || Fits(node.Members))
        {
            kept.AddRange(Below(node));
            return [node];
        }
        cuts.Add(node.Why);
        return [.. Cut(node.Left!), .. Cut(node.Right!)];
    }

    private static IEnumerable<Link> Below(Node node) => node.Left is null ? [] : [.. node.Why is null ? [] : new[] { node.Why }, .. Below(node.Left), .. Below(node.Right!)];

    private bool Fits(ImmutableArray<int> joined)
    {
        var members = joined.Where(i => Coarse(all[i]) is null).ToArray();
        if (members.Max(i => all[i].Observation.Occurred.End) - members.Min(i => all[i].Observation.Occurred.Start) > rules.Lasting) return false;
        var middle = members.ToDictionary(i => i, i => Places.Extent(all[i].Observation.Where.Region));
        return members.All(a => members.All(b => a >= b || middle[a] is not { } one || middle[b] is not { } two
            || (MayBeOne(a, b) && Places.Rounded(Places.Distance(one.Middle, two.Middle)) <= rules.Extent.Value)));
    }

    private Incident Make(Node group, string?[] coarse, List<Link> links, (Link Link, long Entry)[] closest)
    {
        var members = group.Members.Sort();
        var inside = members.ToHashSet();
        Reports.ReportId Id(int i) => all[i].Id;
        var reasons = together.Where(pair => inside.Contains(pair.A)).OrderBy(pair => pair.A).ThenBy(pair => pair.B)
            .Select(pair => (Grouping)new Grouping.Decided(Id(pair.A), Id(pair.B), pair.Entry, pair.Against, links.Any(link => link.A == pair.A && link.B == pair.B)))
            .Concat(apart.Where(pair => inside.Contains(pair.A) || inside.Contains(pair.B)).OrderBy(pair => pair.A).ThenBy(pair => pair.B)
                .Select(pair => new Grouping.KeptApart(Id(pair.A), Id(pair.B), pair.Entry, pair.Against, pair.IsDirect)));
        if (members is [var alone] && coarse[alone] is { } why && !together.Any(pair => pair.A == alone || pair.B == alone))
            reasons = reasons.Append(new Grouping.TooCoarse(Id(alone), why));
        bool Touches(Link link) => inside.Contains(link.A) || inside.Contains(link.B);
        reasons = reasons
            .Concat(kept.Where(Touches).OrderBy(link => link.A).ThenBy(link => link.B).Select(link => new Grouping.Joined(Id(link.A), Id(link.B), new(link.Gap), link.Pause)))
            .Concat(cuts.Where(Touches).Distinct().OrderBy(link => link.A).ThenBy(link => link.B).Select(link => new Grouping.Split(Id(link.A), Id(link.B), new(link.Gap), link.Pause)))
            .Concat(closest.Where(one => Touches(one.Link) && !apart.Any(pair => pair.A == one.Link.A && pair.B == one.Link.B)).OrderBy(one => one.Link.A).ThenBy(one => one.Link.B)
                .Select(one => new Grouping.KeptApart(Id(one.Link.A), Id(one.Link.B), one.Entry, null, false)));
        var reports = members.Select(i => all[i]).ToImmutableArray();
        var counts = reports.Where(one => one.Observation.Count is not null).Select(one => one.Observation.Count!.Value).ToArray();
        return new(IncidentId.Of(reports[0].Id), reports, new(reports.Min(one => one.Observation.Occurred.Start), reports.Max(one => one.Observation.Occurred.End)),
            counts.Length == 0 ? null : new(counts.Max(one => one.Least), counts.Any(one => one.Most is null) ? null : counts.Max(one => one.Most)), [.. reasons]);
    }
}
