using System.Collections.Immutable;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>
/// Incidents kept while reports come, are corrected, are taken back, and are decided to be together or apart: after every
/// step the same as <see cref="Fusion.Fuse(IEnumerable{JournalledReport}, FusionRules, GroupingDecisions)"/> of all that
/// stands, whatever the order of the steps. A step works out again the groups of what it changes, and those that their new
/// neighbours may open, and nothing else. Not for several threads at once.
/// </summary>
public sealed class FusionFold
{
    private readonly KeptSpots kept;
    private readonly KeptGroups groups;
    private readonly DecisionGraph decided = new();
    private ImmutableArray<Incident>? incidents;

    /// <summary>A fold of nothing.</summary>
    public FusionFold(FusionRules rules)
    {
        kept = new(rules);
        groups = new(kept);
    }

    /// <summary>All incidents, in the order of their ids.</summary>
    public ImmutableArray<Incident> Incidents => incidents ??= [.. groups.All.Select(group => group.Incident).DistinctBy(incident => incident.Id).OrderBy(incident => incident.Id)];

    /// <summary>The fold of some reports.</summary>
    public static FusionFold Of(IEnumerable<JournalledReport> reports, FusionRules rules, GroupingDecisions decisions)
    {
        var fold = new FusionFold(rules);
        fold.Update(reports, [], decisions);
        return fold;
    }

    /// <summary>The incident of a report; null when the report stands in none: it observes nothing, or is not there.</summary>
    public Incident? Holding(ReportId report) => kept.Find(report) is >= 0 and var number ? groups.Of(number)!.Incident : null;

    /// <summary>Takes in what changed.</summary>
    /// <param name="changed">The reports that are new or say something else; one that was withdrawn or observes nothing counts as gone.</param>
    /// <param name="gone">Reports that no longer stand; a name that is not there changes nothing.</param>
    /// <param name="decisions">All decisions as they are now, not only the new ones.</param>
    public FusionChange Update(IEnumerable<JournalledReport> changed, IEnumerable<ReportId> gone, GroupingDecisions decisions)
    {
        var said = new Dictionary<ReportId, Sighting?>();
        foreach (var id in gone) said[id] = null;
        foreach (var report in changed)
        {
            if (kept.Find(report.Report.Id) is >= 0 and var known && ReferenceEquals(kept.At(known)!.Report, report)) said.Remove(report.Report.Id);
            else said[report.Report.Id] = Sighting.Of(report);
        }

        if (kept.Room == 0) return Load(said.Values.OfType<Sighting>(), decisions);
        var (unlinked, touched) = (new HashSet<int>(), new HashSet<int>());
        var redecided = decided.Change(decisions, said.Keys);
        foreach (var id in said.Keys)
            if (kept.Find(id) is >= 0 and var number)
            {
                groups.Open(number);
                kept.Remove(number, unlinked, touched);
            }
        var come = new HashSet<int>();
        foreach (var sighting in said.Values)
            if (sighting is not null) come.Add(kept.Add(sighting, unlinked));
        touched.UnionWith(come);
        foreach (var number in kept.Settle(come))
        {
            touched.Add(number);
            groups.Look(kept.AllAround(number));
        }
        foreach (var number in unlinked) kept.Link(number, touched);
        foreach (var id in redecided)
            if (kept.Find(id) is >= 0 and var number) touched.Add(number);

        var change = groups.Regroup(touched, decisions, decided);
        if (change.Removed.Length + change.Added.Length > 0) incidents = null;
        return change;
    }

    private FusionChange Load(IEnumerable<Sighting> sightings, GroupingDecisions decisions)
    {
        decided.Change(decisions, []);
        var all = sightings.OrderBy(sighting => sighting.Id).ToImmutableArray();
        var change = groups.Load(new Grouped(all, kept.Spots, kept.Load(all), decisions).Chains(), decisions);
        incidents = change.Added;
        return change;
    }
}

/// <summary>Which reports decisions bring into touch with each other, step by step.</summary>
internal sealed class DecisionGraph
{
    private GroupingDecisions decisions = GroupingDecisions.None;
    private Dictionary<(ReportId, ReportId), DecidedPair> pairs = [];
    private Dictionary<ReportId, List<ReportId>> partners = [];

    /// <summary>Takes in the decisions as they are now; returns the reports whose ties they, or changed reports, may change.</summary>
    public IEnumerable<ReportId> Change(GroupingDecisions now, IEnumerable<ReportId> changed)
    {
        var met = new HashSet<ReportId>();
        if (now.All.IsEmpty && decisions.All.IsEmpty) return met;
        var moved = changed.ToHashSet();
        if (now != decisions)
        {
            var later = now.Pairs.ToDictionary(pair => (pair.A, pair.B), pair => pair.Decided);
            foreach (var (a, b) in pairs.Keys.Concat(later.Keys))
                if (!later.TryGetValue((a, b), out var after) || !pairs.TryGetValue((a, b), out var before) || after != before) moved.UnionWith([a, b]);
            Reach(moved, met);
            (decisions, pairs, partners) = (now, later, []);
            foreach (var (a, b) in pairs.Keys)
                foreach (var (one, other) in ((ReportId, ReportId)[])[(a, b), (b, a)])
                {
                    if (!partners.TryGetValue(one, out var with)) partners[one] = with = [];
                    with.Add(other);
                }
        }
        var reached = new HashSet<ReportId>();
        Reach(moved, reached);
        met.UnionWith(reached);
        return met;
    }

    /// <summary>Adds all reports that decisions bring into touch with some.</summary>
    public void Reach(IEnumerable<ReportId> from, HashSet<ReportId> met)
    {
        if (partners.Count == 0) return;
        var open = new Stack<ReportId>(from.Where(partners.ContainsKey));
        while (open.TryPop(out var id))
        {
            if (!met.Add(id)) continue;
            foreach (var other in partners[id]) open.Push(other);
        }
    }
}
