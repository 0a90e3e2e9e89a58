using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using NodaTime;
using Truceline.App.Wording;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Serving;

/// <summary>
/// The indexes of a record: what a page asks for is found in the time of a look-up, however many reports there are. They are those of
/// reports and those of findings, for reports may be known whose findings are still being worked out.
/// </summary>
public sealed class Lookup
{
    private static readonly ConditionalWeakTable<ReportLog, ReportIndex> KnownReports = [];
    private static readonly ConditionalWeakTable<Assessment, FindingIndex> KnownFindings = [];

    private readonly Assessment assessment;

    private Lookup(ReportIndex reports, FindingIndex findings, Assessment assessment) => (Reports, Findings, this.assessment) = (reports, findings, assessment);

    /// <summary>The indexes of some reports and of what was found.</summary>
    public static Lookup Of(ReportLog log, Assessment assessment) =>
        new(KnownReports.GetValue(log, known => ReportIndex.Next(null, known)), KnownFindings.GetValue(assessment, known => FindingIndex.Next(null, AssessmentStep.Between(null, known))), assessment);

    /// <summary>Makes the index of reports from that of the ones before, which is faster by far than from all of them.</summary>
    internal static void Follow(ReportLog? before, ReportLog now)
    {
        ReportIndex? known = null;
        if (before is not null) KnownReports.TryGetValue(before, out known);
        KnownReports.AddOrUpdate(now, ReportIndex.Next(known, now));
    }

    /// <summary>Makes the index of findings from that of the ones before.</summary>
    internal static void Follow(Assessment? before, AssessmentStep step)
    {
        FindingIndex? known = null;
        if (before is not null) KnownFindings.TryGetValue(before, out known);
        KnownFindings.AddOrUpdate(step.Now, FindingIndex.Next(known, step));
    }

    /// <summary>The index of the reports.</summary>
    internal ReportIndex Reports { get; }

    /// <summary>The index of the findings.</summary>
    internal FindingIndex Findings { get; }

    /// <summary>The reports, the one with the newest entry first.</summary>
    public IReadOnlyList<JournalledReport> Newest => Reports.Newest;

    /// <summary>Who handed in reports, in ordinal order.</summary>
    public IEnumerable<string> Sources => Reports.Sources;

    /// <summary>
    /// The findings to list: those of the plain text, and those that only a reading makes. By clause as the agreement has
    /// them, then the gravest, then by outcome, then the earliest.
    /// </summary>
    public IReadOnlyList<Finding> Listed => Findings.Listed;

    /// <summary>The report of an id, or null.</summary>
    public JournalledReport? Report(ReportId id) => Reports.Log.Find(id);

    /// <summary>The report that an entry brought, corrected or withdrew, or null.</summary>
    public JournalledReport? ReportAt(long entry) => Reports.At(entry);

    /// <summary>The report that a source knows under its own id, or null.</summary>
    public JournalledReport? Report(string source, string ownId)
    {
        try
        {
            return Report(ReportId.Of(source, ownId));
        }
        catch (ArgumentException)
        {
            // No report can have such a name.
            return null;
        }
    }

    /// <summary>The incident of an id, or null.</summary>
    public Incident? Incident(string id) => assessment.Incident(new IncidentId(id.ToLowerInvariant()));

    /// <summary>The incident that a report is part of, or null.</summary>
    public Incident? IncidentOf(ReportId report) => Findings.IncidentOf(report);

    /// <summary>The incident that a finding holds against its clause, or null for a deadline or a day.</summary>
    public Incident? IncidentOf(Finding finding) => finding.Incident;

    /// <summary>The findings whose id begins so, in the order of their ids.</summary>
    public IEnumerable<Finding> Beginning(string prefix) => Findings.Beginning(prefix.ToLowerInvariant());

    /// <summary>The findings that hold an incident against clauses, readings included, as the assessment orders them.</summary>
    public IEnumerable<Finding> Of(Incident incident) => assessment.About(incident);

    /// <summary>The findings that rest on a report, readings included, as the assessment orders them.</summary>
    public ImmutableArray<Finding> RestingOn(JournalledReport report)
    {
        ImmutableArray<Finding> others = [.. report.Entries.SelectMany(Findings.RestingOn)];
        Finding[] own = IncidentOf(report.Report.Id) is { } incident ? [.. assessment.About(incident).Where(finding => finding.Entries.Any(report.Entries.Contains))] : [];
        return own.Length == 0 && report.Entries.Length == 1 ? others : [.. others.Concat(own).Distinct().Order(Comparer<Finding>.Create(assessment.Order))];
    }

    /// <summary>The reports that a finding rests on, in the order of their entries.</summary>
    public ImmutableArray<JournalledReport> Beneath(Finding finding) =>
        [.. finding.Entries.Select(ReportAt).OfType<JournalledReport>().DistinctBy(report => report.Report.Id)];
}

/// <summary>The index of some reports.</summary>
internal sealed class ReportIndex
{
    // What lasts longer is looked at apart, so that the rest can be found by when it begins.
    private static readonly Duration Long = Duration.FromDays(2);

    private readonly Ordered<(long Entry, JournalledReport Report)> byEntry;
    private readonly Ordered<JournalledReport> newest;
    private readonly Ordered<(string Source, JournalledReport Report)> bySource;
    private readonly Ordered<(string Kind, JournalledReport Report)> byKind;
    private readonly Ordered<(Instant Start, JournalledReport Report)> byTime;
    private readonly Ordered<JournalledReport> lasting;
    private readonly Ordered<(ReportStatus Status, JournalledReport Report)> byStatus;
    private readonly Ordered<(ReportStatus Status, string Kind, JournalledReport Report)> byStatusAndKind;
    private readonly ImmutableDictionary<long, ImmutableArray<(long Entry, GroupingEntry Says)>> groupings;
    private readonly ImmutableSortedDictionary<string, int> sources;
    private readonly int exercises;

    private ReportIndex(ReportIndex? before, ReportLog log)
    {
        Log = log;
        var steps = Differing.Between(before?.Log.Reports ?? [], log.Reports, (a, b) => a.Report.Id.CompareTo(b.Report.Id));
        var (gone, come) = (steps.Select(one => one.Was).OfType<JournalledReport>().ToArray(), steps.Select(one => one.Become).OfType<JournalledReport>().ToArray());
        newest = Next(before?.newest, Later, report => [report]);
        byEntry = Next(before?.byEntry, (a, b) => a.Entry.CompareTo(b.Entry), report => report.Entries.Select(entry => (Entry: entry, Report: report)));
        bySource = Next(before?.bySource, (a, b) => First(string.CompareOrdinal(a.Source, b.Source), a.Report, b.Report), report => [(report.Report.Source, report)]);
        byKind = Next(before?.byKind, (a, b) => First(string.CompareOrdinal(a.Kind, b.Kind), a.Report, b.Report), report => [(ReportWords.Kind(report.Report.Content), report)]);
        byTime = Next(before?.byTime, (a, b) => First(a.Start.CompareTo(b.Start), a.Report, b.Report), report => ReportWords.Time(report.Report.Content) is { } time && time.Duration <= Long ? [(time.Start, report)] : []);
        lasting = Next(before?.lasting, Later, report => ReportWords.Time(report.Report.Content) is { } time && time.Duration > Long ? [report] : []);
        var (counts, states) = ((before?.sources ?? ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal)).ToBuilder(), before?.Entries ?? default);
        var madeUp = before?.exercises ?? 0;
        foreach (var report in gone) Count(report, -1);
        foreach (var report in come) Count(report, 1);
        (sources, Entries, exercises) = (counts.ToImmutable(), states, madeUp);

        // An erasure may take away what people said as well: then all of it is read again.
        var goesOn = before is not null && before.Log.Erased.Count == log.Erased.Count;
        var later = goesOn ? log.Others.Skip(before!.Log.Others.Length).ToArray() : [.. log.Others];
        groupings = Grouped(goesOn ? before!.groupings : ImmutableDictionary<long, ImmutableArray<(long, GroupingEntry)>>.Empty, later);
        var was = before?.Statuses ?? ReportStatuses.None;
        Statuses = (goesOn ? was : ReportStatuses.None).With(later);
        var named = goesOn ? later.Select(entry => StatusEntry.Decode(entry.Bytes)?.Report).OfType<long>() : was.Named.Concat(Statuses.Named);
        var moved = named.Select(At).OfType<JournalledReport>().Distinct().Except(come).ToArray();
        var (left, now) = (gone.Concat(moved).Where(IsForTriage).Select(report => (Status: was.StatusOf(report), Report: report)).ToArray(), come.Concat(moved).Where(IsForTriage).Select(report => (Status: Statuses.StatusOf(report), Report: report)).ToArray());
        byStatus = (before?.byStatus ?? Ordered<(ReportStatus Status, JournalledReport Report)>.Empty((a, b) => a.Status != b.Status ? a.Status.CompareTo(b.Status) : Earlier(a.Report, b.Report))).With(left, now);
        byStatusAndKind = (before?.byStatusAndKind ?? Ordered<(ReportStatus Status, string Kind, JournalledReport Report)>.Empty((a, b) =>
                a.Status != b.Status ? a.Status.CompareTo(b.Status) : string.CompareOrdinal(a.Kind, b.Kind) is not 0 and var kinds ? kinds : Earlier(a.Report, b.Report)))
            .With(left.Select(WithKind), now.Select(WithKind));

        // Drafts wait in a list of their own, for another word.
        static bool IsForTriage(JournalledReport report) => report.Report.Content is not StatementDraft;

        static (ReportStatus, string, JournalledReport) WithKind((ReportStatus Status, JournalledReport Report) one) => (one.Status, ReportWords.Kind(one.Report.Report.Content), one.Report);

        Ordered<T> Next<T>(Ordered<T>? known, Comparison<T> order, Func<JournalledReport, IEnumerable<T>> of) => (known ?? Ordered<T>.Empty(order)).With(gone.SelectMany(of), come.SelectMany(of));

        void Count(JournalledReport report, int by)
        {
            if ((counts[report.Report.Source] = counts.GetValueOrDefault(report.Report.Source) + by) == 0) counts.Remove(report.Report.Source);
            if (report.Report.Exercise) madeUp += by;
            var taken = report.Versions.Count(version => version.Report.Content is Withdrawal);
            states = (states.Brought + by, states.Corrected + by * (report.Versions.Length - 1 - taken), states.Withdrawn + by * taken);
        }
    }

    /// <summary>The index of a log that goes on from that of another.</summary>
    public static ReportIndex Next(ReportIndex? before, ReportLog log) => before is not null && ReferenceEquals(before.Log, log) ? before : new(before, log);

    /// <summary>The reports.</summary>
    public ReportLog Log { get; }

    /// <summary>How many entries brought, corrected and withdrew reports.</summary>
    public (long Brought, long Corrected, long Withdrawn) Entries { get; }

    /// <summary>Whether any of them is made up.</summary>
    public bool IsExercise => exercises > 0;

    /// <summary>The reports, the one with the newest entry first.</summary>
    public IReadOnlyList<JournalledReport> Newest => newest;

    /// <summary>Who handed in reports, in ordinal order.</summary>
    public IEnumerable<string> Sources => sources.Keys;

    /// <summary>The report that an entry brought, corrected or withdrew; null: none.</summary>
    public JournalledReport? At(long entry) => byEntry.Before(one => one.Entry < entry) is var place && place < byEntry.Count && byEntry[place].Entry == entry ? byEntry[place].Report : null;

    /// <summary>The reports of a kind, the one with the newest entry first.</summary>
    public IReadOnlyList<JournalledReport> OfKind(string kind) => Of(byKind, one => string.CompareOrdinal(one.Kind, kind), one => one.Report);

    /// <summary>The reports of a source, the one with the newest entry first.</summary>
    public IReadOnlyList<JournalledReport> OfSource(string source) => Of(bySource, one => string.CompareOrdinal(one.Source, source), one => one.Report);

    /// <summary>The reports of which a time meets another, the one with the newest entry first.</summary>
    public IReadOnlyList<JournalledReport> Meeting(Interval time) =>
    [
        .. byTime.Range(one => one.Start < time.Start - Long, one => one.Start <= time.End).Select(one => one.Report).Concat(lasting)
            .Where(report => ReportWords.Time(report.Report.Content) is { } when && when.Start <= time.End && when.End >= time.Start)
            .Order(Comparer<JournalledReport>.Create(Later)),
    ];

    /// <summary>What people said of the handling of the reports.</summary>
    public ReportStatuses Statuses { get; }

    /// <summary>The reports of a status, and of a kind unless that is null, the one that came first first.</summary>
    public IReadOnlyList<JournalledReport> OfStatus(ReportStatus status, string? kind) => kind is null
        ? Of(byStatus, one => one.Status.CompareTo(status), one => one.Report)
        : Of(byStatusAndKind, one => one.Status != status ? one.Status.CompareTo(status) : string.CompareOrdinal(one.Kind, kind), one => one.Report);

    /// <summary>The first report of a status, and of a kind unless that is null, that came after an entry; null: none did.</summary>
    public JournalledReport? After(long entry, ReportStatus status, string? kind)
    {
        var all = OfStatus(status, kind);
        var (low, high) = (0, all.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (all[middle].Entries[0] <= entry) low = middle + 1;
            else high = middle;
        }
        return low < all.Count ? all[low] : null;
    }

    /// <summary>The decisions on incidents that name any of some reports, in the order of their entries.</summary>
    public ImmutableArray<GroupingDecision> DecisionsOn(IEnumerable<JournalledReport> reports) => groupings.IsEmpty ? [] :
    [
        .. reports.SelectMany(report => report.Entries).SelectMany(entry => groupings.GetValueOrDefault(entry, [])).DistinctBy(one => one.Entry).OrderBy(one => one.Entry)
            .Select(one => new GroupingDecision(one.Entry, one.Says, [.. one.Says.Reports.Select(At).OfType<JournalledReport>().Select(report => report.Report.Id).Distinct().Order()])),
    ];

    /// <summary>The reports of what began within a time, the earliest first.</summary>
    public IEnumerable<JournalledReport> Beginning(Instant from, Instant to) => byTime.Range(one => one.Start < from, one => one.Start <= to).Select(one => one.Report);

    private static ImmutableDictionary<long, ImmutableArray<(long, GroupingEntry)>> Grouped(ImmutableDictionary<long, ImmutableArray<(long, GroupingEntry)>> known, IEnumerable<Journal.Entry> later)
    {
        var grouped = known.ToBuilder();
        foreach (var entry in later)
            if (GroupingEntry.Decode(entry.Bytes) is { } says)
                foreach (var report in says.Reports) grouped[report] = grouped.GetValueOrDefault(report, []).Add((entry.Number, says));
        return grouped.ToImmutable();
    }

    private static Part<T, JournalledReport> Of<T>(Ordered<T> all, Func<T, int> order, Func<T, JournalledReport> report)
    {
        var from = all.Before(one => order(one) < 0);
        return new(all, [(from, all.Before(one => order(one) <= 0) - from)], report);
    }

    private static int Earlier(JournalledReport a, JournalledReport b) => a.Entries[0].CompareTo(b.Entries[0]);

    private static int Later(JournalledReport a, JournalledReport b) => b.Entries[^1].CompareTo(a.Entries[^1]);

    private static int First(int order, JournalledReport a, JournalledReport b) => order != 0 ? order : Later(a, b);
}

/// <summary>The index of some findings, and of the incidents that they are about.</summary>
internal sealed class FindingIndex
{
    // Twelve letters of an id are 60 bits: enough to find the few that share them.
    private const int Letters = 12;
    private static readonly Duration Long = Duration.FromDays(2);

    private readonly Ordered<(ulong Id, Finding Finding)> byId;
    private readonly Ordered<(long Entry, Finding Finding)> byEntry;
    private readonly Ordered<(ReportId Report, Incident Incident)> byReport;
    private readonly Ordered<(Instant Start, Finding Finding)> byTime;
    private readonly Ordered<Finding> lasting;
    private readonly Comparison<Finding> answers;
    private readonly Comparison<Finding> listing;

    private FindingIndex(FindingIndex? before, AssessmentStep step, Assessment? was)
    {
        Assessment = step.Now;
        var order = step.Now.Order;
        answers = before?.answers ?? InAnswers(step.Now.Agreement.Clauses.Index().ToDictionary(one => one.Item.Id, one => one.Index, StringComparer.Ordinal));
        listing = before?.listing ?? InOrder(answers, order);
        var (gone, come) = (step.Gone.ToArray(), step.Come.ToArray());
        byId = Next(before?.byId, (a, b) => a.Id != b.Id ? a.Id.CompareTo(b.Id) : a.Finding.Id.CompareTo(b.Finding.Id), finding => [(Number(finding.Id.Value, '2'), finding)]);
        byEntry = Next(before?.byEntry, By<long>(order), Foreign);
        byTime = Next(before?.byTime, By<Instant>(order), finding => finding.Time is { } time && time.Duration <= Long ? [(time.Start, finding)] : []);
        lasting = Next(before?.lasting, order, finding => finding.Time is { } time && time.Duration > Long ? [finding] : []);
        byReport = (before?.byReport ?? Ordered<(ReportId Report, Incident Incident)>.Empty((a, b) => a.Report.CompareTo(b.Report)))
            .With(step.Incidents.Select(one => one.Was).OfType<Incident>().SelectMany(Sightings), step.Incidents.Select(one => one.Become).OfType<Incident>().SelectMany(Sightings));
        var touched = gone.Concat(come).Select(finding => finding.Key with { Reading = null }).ToHashSet();
        Listed = (before?.Listed ?? Ordered<Finding>.Empty(listing)).With(
            was is null ? [] : touched.SelectMany(key => ListedOf(was, key)), before is null ? come.Where(IsListed) : touched.SelectMany(key => ListedOf(Assessment, key)));

        Ordered<T> Next<T>(Ordered<T>? known, Comparison<T> order, Func<Finding, IEnumerable<T>> of) => (known ?? Ordered<T>.Empty(order)).With(gone.SelectMany(of), come.SelectMany(of));
    }

    /// <summary>The index of findings that go on from those of another.</summary>
    public static FindingIndex Next(FindingIndex? before, AssessmentStep step) => new(before, step, before?.Assessment);

    /// <summary>What was found.</summary>
    public Assessment Assessment { get; }

    /// <summary>The findings to list, in their order.</summary>
    public Ordered<Finding> Listed { get; }

    /// <summary>The incident that a report is part of; null: none.</summary>
    public Incident? IncidentOf(ReportId report) => byReport.Range(one => one.Report.CompareTo(report) < 0, one => one.Report == report).Select(one => one.Incident).FirstOrDefault();

    /// <summary>The findings that rest on an entry which brought no report of their own incident, in the order of the assessment.</summary>
    public IEnumerable<Finding> RestingOn(long entry) => byEntry.Range(one => one.Entry < entry, one => one.Entry == entry).Select(one => one.Finding);

    /// <summary>The findings whose id begins so, in the order of their ids.</summary>
    public IEnumerable<Finding> Beginning(string prefix)
    {
        if (prefix.Any(letter => letter is not (>= 'a' and <= 'z' or >= '2' and <= '7'))) return [];
        var (least, most) = (Number(prefix, '2'), Number(prefix, 'z'));
        return byId.Range(one => one.Id < least, one => one.Id <= most).Select(one => one.Finding).Where(finding => finding.Id.Value.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>The findings whose time may meet another one, in no order.</summary>
    public IEnumerable<Finding> Around(Interval time) =>
        byTime.Range(one => one.Start < time.Start - Long, one => one.Start <= time.End + Duration.Epsilon).Select(one => one.Finding).Concat(lasting);

    /// <summary>Those of some findings that are listed, in their order.</summary>
    public ImmutableArray<Finding> InOrder(IEnumerable<Finding> some) => [.. some.Where(IsListed).Order(Comparer<Finding>.Create(listing))];

    /// <summary>The findings that are listed under some clauses with some answers, and how many have each.</summary>
    public (IReadOnlyList<Finding> Found, ImmutableArray<(string Clause, Outcome Outcome, Standing? Standing, int Count)> Counts) Under(
        Func<string, bool> isClause, Func<Outcome, Standing?, bool> isAnswer)
    {
        var counts = ImmutableArray.CreateBuilder<(string, Outcome, Standing?, int)>();
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        var earlier = new HashSet<string>(StringComparer.Ordinal);
        foreach (var clause in Assessment.Agreement.Clauses)
        {
            for (var from = Listed.Before(finding => earlier.Contains(finding.Clause)); from < Listed.Count && Listed[from] is var first && first.Clause == clause.Id && isClause(clause.Id);)
            {
                var to = Listed.Before(finding => answers(finding, first) <= 0);
                if (isAnswer(first.Outcome, first.Standing))
                {
                    counts.Add((clause.Id, first.Outcome, first.Standing, to - from));
                    ranges.Add((from, to - from));
                }
                from = to;
            }
            earlier.Add(clause.Id);
        }
        return (new Part<Finding, Finding>(Listed, ranges.ToImmutable(), finding => finding), counts.ToImmutable());
    }

    // The orders are kept from one index to the next: they hold on to no finding.
    private static Comparison<(TKey Key, Finding Finding)> By<TKey>(Comparison<Finding> order) where TKey : IComparable<TKey> =>
        (a, b) => a.Key.CompareTo(b.Key) is not 0 and var keys ? keys : order(a.Finding, b.Finding);

    private static Comparison<Finding> InOrder(Comparison<Finding> answers, Comparison<Finding> order) => (a, b) =>
        answers(a, b) is not 0 and var said ? said
        : (a.Time?.Start ?? Instant.MaxValue).CompareTo(b.Time?.Start ?? Instant.MaxValue) is not 0 and var time ? time
        : order(a, b);

    private static Comparison<Finding> InAnswers(Dictionary<string, int> clauses) => (a, b) =>
        clauses[a.Clause].CompareTo(clauses[b.Clause]) is not 0 and var clause ? clause
        : Terminal.AssessmentText.Gravity(a).CompareTo(Terminal.AssessmentText.Gravity(b)) is not 0 and var gravity ? gravity
        : a.Outcome != b.Outcome ? a.Outcome.CompareTo(b.Outcome)
        : Nullable.Compare(b.Standing, a.Standing);

    private bool IsListed(Finding finding) => finding.Reading is null || Assessment.Find(finding.Key with { Reading = null }) is null;

    private static IEnumerable<(long, Finding)> Foreign(Finding finding)
    {
        var own = finding.Incident is { } incident ? incident.Sightings.SelectMany(sighting => sighting.Report.Entries).ToArray() : [];
        return finding.Entries.Except(own).Select(entry => (entry, finding));
    }

    private static IEnumerable<(ReportId, Incident)> Sightings(Incident incident) => incident.Sightings.Select(sighting => (sighting.Id, incident));

    private static IEnumerable<Finding> ListedOf(Assessment assessment, FindingKey bare) => assessment.Find(bare) is { } plain
        ? [plain]
        : assessment.Agreement.Readings.Values.Where(reading => reading.Changes.Contains(bare.Clause)).Select(reading => assessment.Find(bare with { Reading = reading.Name })).OfType<Finding>();

    /// <summary>The number of the first letters of an id, in the order of ids; one that is shorter is filled up.</summary>
    private static ulong Number(string id, char filling)
    {
        var number = 0UL;
        for (var i = 0; i < Letters; i++)
        {
            var letter = i < id.Length ? id[i] : filling;
            number = number << 5 | (letter <= '7' ? (ulong)(letter - '2') : (ulong)(letter - 'a' + 6));
        }
        return number;
    }
}

/// <summary>Some ranges of things in an order, one after the other.</summary>
internal sealed class Part<TOf, T>(Ordered<TOf> all, ImmutableArray<(int From, int Count)> ranges, Func<TOf, T> of) : IReadOnlyList<T>
{
    /// <inheritdoc/>
    public int Count { get; } = ranges.Sum(range => range.Count);

    /// <inheritdoc/>
    public T this[int index] => From(index).First();

    /// <summary>The things from a place on.</summary>
    public IEnumerable<T> From(int index)
    {
        foreach (var (from, count) in ranges)
        {
            if (index < count)
                foreach (var one in all.From(from + index).Take(count - index)) yield return of(one);
            index = Math.Max(0, index - count);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => From(0).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
