using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>The reports that were new or other in a step of the record, for what changed because of them.</summary>
/// <param name="New">The new entries, ascending.</param>
/// <param name="ByEntry">For the entries of each report that was touched, before and now, its new ones.</param>
internal sealed record Touched(ImmutableArray<long> New, ImmutableDictionary<long, ImmutableArray<long>> ByEntry)
{
    /// <summary>The new entries of what a finding rests on, before or now; where it rests on none of them, all.</summary>
    public ImmutableArray<long> Because(Finding? before, Finding? now)
    {
        if (New.Length < 2) return New;
        ImmutableArray<long> own = [.. (before?.Entries ?? []).Concat(now?.Entries ?? []).SelectMany(entry => ByEntry.GetValueOrDefault(entry, [])).Distinct().Order()];
        return own.IsEmpty ? New : own;
    }
}

/// <summary>A record that goes on, and its incidents: what of it findings are made from.</summary>
internal sealed class RecordFold
{
    private readonly FusionRules rules;
    private readonly Instant? asOf;
    private readonly FusionFold fusion;
    private readonly SortedDictionary<ReportId, JournalledReport> beside = [];
    private readonly SortedDictionary<IncidentId, Incident> fulfilments = [];
    private readonly SortedDictionary<string, int> limits = new(StringComparer.Ordinal);
    private ImmutableArray<Incident>? once;
    private IncidentDays? byDay;
    private int exercises;
    private Instant? lastIncident;

    public RecordFold(FusionRules rules, Instant? asOf)
    {
        (this.rules, this.asOf, End) = (rules, asOf, asOf);
        fusion = new FusionFold(rules);
    }

    /// <summary>The reports.</summary>
    public ReportLog Log { get; private set; } = ReportLog.Empty;

    /// <summary>The end of the world that is looked at; null: nothing in the record has a time.</summary>
    public Instant? End { get; private set; }

    /// <summary>Whether the end follows the record: nobody asked for another.</summary>
    public bool FollowsRecord => asOf is null;

    /// <summary>How many reports are used.</summary>
    public int Used { get; private set; }

    /// <summary>Whether any of them is made up.</summary>
    public bool Exercise => exercises > 0;

    /// <summary>What sources leave out as a rule.</summary>
    public ImmutableArray<string> Limits => [.. limits.Keys];

    /// <summary>The incidents, in the order of their ids.</summary>
    public ImmutableArray<Incident> Incidents => once ?? fusion.Incidents;

    /// <summary>What findings are made from.</summary>
    public KnownWorld World { get; private set; } = KnownWorld.Of([], [], default);

    /// <summary>Goes on to a later record.</summary>
    /// <param name="now">The record.</param>
    /// <param name="number">The number of the step.</param>
    /// <param name="isOnce">Whether there will be no other.</param>
    public (Touched Touched, Stride Stride) Bring(ReportLog now, long number, bool isOnce)
    {
        var (reports, before) = (Differing.Between(Log.Reports, now.Reports, (a, b) => a.Report.Id.CompareTo(b.Report.Id)), Log);
        Log = now;
        var watched = ImmutableArray.CreateBuilder<Interval>();
        var isBeside = false;
        foreach (var (was, become) in reports)
        {
            if (was is not null && IsUsed(was)) isBeside |= Count(was, -1, watched);
            if (become is not null && IsUsed(become)) isBeside |= Count(become, 1, watched);
        }
        var fused = Fuse(reports, isOnce);
        var isEnd = Moved(reports) | MovedIncidents(fused);
        var isFulfilment = false;
        foreach (var incident in fused.Removed) isFulfilment |= fulfilments.Remove(incident.Id);
        foreach (var incident in fused.Added.Where(KnownWorld.SpeaksOfFulfilment)) isFulfilment |= fulfilments.TryAdd(incident.Id, incident);
        var (said, end) = (fulfilments, End ?? default);
        World = new KnownWorld(
            isBeside ? [.. beside.Values] : World.Reports, () => Incidents,
            () => [.. said.Values], end, lastIncident ?? end, () => byDay ??= IncidentDays.Of(Incidents));
        byDay?.Change(fused);
        return (Touches(reports, before, now), new Stride(number, fused.Removed, fused.Added, isBeside, isEnd, isFulfilment, watched.ToImmutable()));
    }

    private FusionChange Fuse(List<(JournalledReport? Was, JournalledReport? Become)> reports, bool isOnce)
    {
        var decisions = GroupingDecisions.Of(Log);
        if (isOnce)
        {
            once = Fusion.Fuse(reports.Select(one => one.Become!).Where(IsUsed), rules, decisions);
            return new([], once.Value);
        }
        return fusion.Update(
            reports.Where(one => one.Become is { } become && IsUsed(become)).Select(one => one.Become!),
            reports.Where(one => one.Was is not null && (one.Become is null || !IsUsed(one.Become))).Select(one => one.Was!.Report.Id), decisions);
    }

    private bool IsUsed(JournalledReport report) =>
        !report.IsWithdrawn && (asOf is not { } end || report.Report.Content.When is not { } when || when.Start <= end);

    /// <summary>Counts a report in or out; true where it is no sighting.</summary>
    private bool Count(JournalledReport report, int by, ImmutableArray<Interval>.Builder watched)
    {
        Used += by;
        if (report.Report.Exercise) exercises += by;
        if (report.Report.Limits is { } limit)
        {
            var says = $"{report.Report.Source}: {limit}";
            if ((limits[says] = limits.GetValueOrDefault(says) + by) == 0) limits.Remove(says);
        }
        if (report.Report.Content is Observation or Presence) return false;
        if (by > 0) beside[report.Report.Id] = report;
        else beside.Remove(report.Report.Id);
        // Who is turned back at an instant saw nothing for the rest of what it reports, however long that is.
        if (report.Report.Content is Coverage or Access && report.Report.Content.When is { } when)
            watched.Add(report.Report.Content is Access && when.Duration == Duration.Zero ? new(when.Start, Instant.MaxValue) : when);
        return true;
    }

    /// <summary>Moves the end of the world, where it follows the record.</summary>
    private bool Moved(List<(JournalledReport? Was, JournalledReport? Become)> reports)
    {
        if (asOf is not null) return false;
        var before = End;
        if (reports.Any(one => one.Was is { } was && EndOf(was) == before)) End = Log.Standing.Select(EndOf).Max();
        else
            foreach (var (_, become) in reports)
                if (become is { IsWithdrawn: false } && EndOf(become) is { } end && !(End >= end)) End = end;
        return End != before;
    }

    private static Instant? EndOf(JournalledReport report) => report.IsWithdrawn ? null : report.Report.Content.When?.End;

    private bool MovedIncidents(FusionChange fused)
    {
        var before = lastIncident;
        foreach (var incident in fused.Added)
            if (!(lastIncident >= incident.Occurred.End)) lastIncident = incident.Occurred.End;
        if (lastIncident == before && fused.Removed.Any(incident => incident.Occurred.End == before) && !fused.Added.Any(incident => incident.Occurred.End == before))
            lastIncident = Incidents.Select(incident => (Instant?)incident.Occurred.End).Max();
        return lastIncident != before;
    }

    private static Touched Touches(List<(JournalledReport? Was, JournalledReport? Become)> reports, ReportLog before, ReportLog now)
    {
        var own = reports.Select(one => (All: (one.Was?.Entries ?? []).Union(one.Become?.Entries ?? []).ToList(), New: (one.Become?.Entries ?? []).Where(entry => entry > before.Size).ToImmutableArray())).ToList();
        var others = now.Others.Where(entry => entry.Number > before.Size).Select(entry => entry.Number).ToList();
        return new(
            [.. own.SelectMany(one => one.New).Concat(others).Distinct().Order()],
            own.SelectMany(one => one.All.Select(entry => (entry, one.New))).Concat(others.Select(entry => (entry, New: ImmutableArray.Create(entry)))).DistinctBy(one => one.entry)
                .ToImmutableDictionary(one => one.entry, one => one.New));
    }
}
