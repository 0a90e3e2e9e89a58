using System.Collections.Immutable;
using NodaTime;
using Truceline.App.Wording;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Serving;

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
        if (kind is null)
            return byStatus.Before(one => one.Status < status || (one.Status == status && one.Report.Entries[0] <= entry)) is var at && at < byStatus.Count && byStatus[at] is var next && next.Status == status ? next.Report : null;
        var place = byStatusAndKind.Before(one => one.Status < status || (one.Status == status && (string.CompareOrdinal(one.Kind, kind) is < 0 || (one.Kind == kind && one.Report.Entries[0] <= entry))));
        return place < byStatusAndKind.Count && byStatusAndKind[place] is var found && found.Status == status && found.Kind == kind ? found.Report : null;
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
