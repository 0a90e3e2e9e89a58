using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Picture;

/// <summary>
/// A record by local days of an agreement's clock. What happened is of the day on which it began, if its time is known to
/// within 24 hours; what is known less well is of no day, and perhaps of each that it touches.
/// </summary>
public sealed class Daybook
{
    private static readonly Duration OneDay = Duration.FromHours(24);

    private readonly Ordered<Dated<JournalledReport>> reports;
    private readonly Ordered<Dated<Incident>> incidents;
    private readonly Ordered<Dated<Finding>> others;
    private readonly Ordered<Incident> coarse;
    private readonly Ordered<JournalledReport> changed;
    private readonly ImmutableSortedDictionary<LocalDate, int> recorded;

    /// <summary>Something with the day that it is of.</summary>
    private readonly record struct Dated<T>(LocalDate Day, T Is);

    private Daybook(Daybook? before, AssessmentStep step, List<(JournalledReport? Was, JournalledReport? Become)> reported, ReportLog log)
    {
        (Log, Assessment) = (log, step.Now);
        var touched = new HashSet<LocalDate>();
        var (goneReports, comeReports) = (new List<Dated<JournalledReport>>(), new List<Dated<JournalledReport>>());
        var counts = (before?.recorded ?? ImmutableSortedDictionary<LocalDate, int>.Empty).ToBuilder();
        foreach (var (was, become) in reported)
        {
            if (was is not null) Report(was, goneReports, -1);
            if (become is not null) Report(become, comeReports, 1);
        }
        reports = (before?.reports ?? Ordered<Dated<JournalledReport>>.Empty(ByDay<JournalledReport>((a, b) => a.Entries[0].CompareTo(b.Entries[0])))).With(goneReports, comeReports);
        changed = (before?.changed ?? Ordered<JournalledReport>.Empty((a, b) => a.Entries[^1].CompareTo(b.Entries[^1])))
            .With(reported.Select(one => one.Was).Where(IsChanged)!, reported.Select(one => one.Become).Where(IsChanged)!);
        var (gone, come) = (step.Incidents.Select(one => one.Was).OfType<Incident>().ToArray(), step.Incidents.Select(one => one.Become).OfType<Incident>().ToArray());
        foreach (var day in OfADay(gone)) Add(day.Day, -1);
        foreach (var day in OfADay(come)) Add(day.Day, 1);
        incidents = (before?.incidents ?? Ordered<Dated<Incident>>.Empty(ByDay<Incident>((a, b) => a.Id.CompareTo(b.Id)))).With(OfADay(gone), OfADay(come));
        coarse = (before?.coarse ?? Ordered<Incident>.Empty((a, b) => a.Id.CompareTo(b.Id))).With(gone.Where(incident => !IsOfADay(incident.Occurred)), come.Where(incident => !IsOfADay(incident.Occurred)));
        others = (before?.others ?? Ordered<Dated<Finding>>.Empty(ByDay(step.Now.Order))).With(Others(step.Gone), Others(step.Come));
        recorded = counts.ToImmutable();
        foreach (var finding in step.Gone.Concat(step.Come))
            if ((finding.Incident is { } about ? IsOfADay(about.Occurred) ? Local(about.Occurred.Start) : null : OfFinding(finding)) is { } day) touched.Add(day);
        // What lasts, and what is known less well than to a day, is of many days.
        var isOfMany = before is null || before.Log.Beside != log.Beside || before.coarse != coarse;
        Touched = isOfMany ? null : touched;
        Dates = [.. recorded.Keys.Reverse()];

        void Report(JournalledReport report, List<Dated<JournalledReport>> to, int by)
        {
            if (!report.IsWithdrawn && OfReport(report.Report.Content) is { } day)
            {
                to.Add(new(day, report));
                Add(day, by);
            }
            if (!IsChanged(report)) return;
            foreach (var version in report.Versions)
                if (OfReport(version.Report.Content) is { } then) Add(then, by);
        }

        void Add(LocalDate day, int by)
        {
            touched.Add(day);
            if (counts.TryGetValue(day, out var count) && count + by == 0) counts.Remove(day);
            else counts[day] = count + by;
        }

        IEnumerable<Dated<Incident>> OfADay(Incident[] some) => some.Where(incident => IsOfADay(incident.Occurred)).Select(incident => new Dated<Incident>(Local(incident.Occurred.Start), incident));

        IEnumerable<Dated<Finding>> Others(IEnumerable<Finding> some) => some.Where(finding => finding.Incident is null && OfFinding(finding) is not null).Select(finding => new Dated<Finding>(OfFinding(finding)!.Value, finding));
    }

    /// <summary>The record by days.</summary>
    public static Daybook Of(ReportLog log, Assessment assessment) => Next(null, AssessmentStep.Between(null, assessment), log);

    /// <summary>The record by days that goes on from that of an earlier record: the same as of itself, in the time of what changed.</summary>
    internal static Daybook Next(Daybook? before, AssessmentStep step, ReportLog log) =>
        new(before, step, Differing.Between(before?.Log.Reports ?? [], log.Reports, (a, b) => a.Report.Id.CompareTo(b.Report.Id)), log);

    /// <summary>The reports.</summary>
    public ReportLog Log { get; }

    /// <summary>What was found.</summary>
    public Assessment Assessment { get; }

    /// <summary>The days of which something is recorded, the newest first.</summary>
    public ImmutableArray<LocalDate> Dates { get; }

    /// <summary>What is recorded of a day; of one that has no record, nothing.</summary>
    public RecordedDay On(LocalDate date)
    {
        var start = Clock.StartOf(date, Zone);
        var time = new Interval(start, Instant.Max(start, Clock.StartOf(date.PlusDays(1), Zone) - Duration.Epsilon));
        var ofDay = Of(incidents, date).ToArray();
        var lasting = Log.Beside.Where(report => report.Report.Content is Access or Coverage or Notification).OrderBy(report => report.Entries[0]);
        return new RecordedDay
        {
            Date = date,
            Time = time,
            Reports = [.. Of(reports, date)],
            Incidents = [.. ofDay.Where(incident => !incident.IsPosition)],
            Positions = [.. ofDay.Where(incident => incident.IsPosition)],
            Perhaps = [.. coarse.Where(incident => Meets(incident.Occurred, time))],
            Findings = [.. ofDay.SelectMany(Assessment.About).Concat(Of(others, date)).Order(Comparer<Finding>.Create(Assessment.Order))],
            Access = [.. lasting.Where(report => report.Report.Content is Access access && Meets(access.Occurred, time))],
            Coverage = [.. lasting.Where(report => report.Report.Content is Coverage coverage && Meets(coverage.Occurred, time) && coverage.Occurred.End > time.Start)],
            Notifications = [.. lasting.Where(report => report.Report.Content is Notification given && (time.Start <= given.Given && given.Given <= time.End || given.Window is { } window && Meets(window, time)))],
            Changed = [.. changed.Where(report => report.Versions.Any(version => OfReport(version.Report.Content) == date))],
        };
    }

    /// <summary>What is known less well than to a day, in the order of the ids.</summary>
    internal IReadOnlyList<Incident> Coarse => coarse;

    /// <summary>The days of which something is recorded otherwise than in the record from which it goes on; null: all may be.</summary>
    internal IReadOnlySet<LocalDate>? Touched { get; }

    /// <summary>The incidents of a day, positions of units among them.</summary>
    internal IEnumerable<Incident> IncidentsOn(LocalDate date) => Of(incidents, date);

    /// <summary>The findings about an incident in the plain text.</summary>
    internal IEnumerable<Finding> About(Incident incident) => Assessment.About(incident).Where(finding => finding.Reading is null);

    private static IEnumerable<T> Of<T>(Ordered<Dated<T>> dated, LocalDate date) => dated.Range(one => one.Day < date, one => one.Day == date).Select(one => one.Is);

    // It is kept from one record to the next: it holds on to none.
    private static Comparison<Dated<T>> ByDay<T>(Comparison<T> order) => (a, b) => a.Day != b.Day ? a.Day.CompareTo(b.Day) : order(a.Is, b.Is);

    private static bool IsChanged(JournalledReport? report) => report?.Versions.Length > 1;

    private DateTimeZone Zone => Assessment.Agreement.Clock.Zone;

    private LocalDate Local(Instant instant) => instant.InZone(Zone).Date;

    private static bool IsOfADay(Interval time) => time.Duration <= OneDay;

    private static bool Meets(Interval a, Interval b) => a.Start <= b.End && b.Start <= a.End;

    /// <summary>The day that a report tells of; null when it is of none alone, or says nothing any more.</summary>
    private LocalDate? OfReport(Content content) => content switch
    {
        Declaration declaration => Local(declaration.Effective),
        SourceText text => Local(text.Published),
        { When: { } when } => IsOfADay(when) || content is Coverage or Access ? Local(when.Start) : null,
        _ => null,
    };

    /// <summary>The day that a finding is of; a deadline at midnight is of the day that it ends, and so is a period.</summary>
    private LocalDate? OfFinding(Finding finding) => finding.Key.Occasion switch
    {
        Occasion.OfDay about => about.Date,
        Occasion.OfThreshold about => about.Date,
        Occasion.OfDeadline or Occasion.OfPeriod when finding.Time is { } time => Local(time.End - Duration.Epsilon),
        _ => null,
    };
}

/// <summary>What is recorded of one local day.</summary>
public sealed record RecordedDay
{
    /// <summary>The day.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>From its first to its last instant.</summary>
    public required Interval Time { get; init; }

    /// <summary>The reports of the day, in the order of their first entries; withdrawn ones are not among them.</summary>
    public required ImmutableArray<JournalledReport> Reports { get; init; }

    /// <summary>The incidents of the day; positions of units are not among them.</summary>
    public required ImmutableArray<Incident> Incidents { get; init; }

    /// <summary>The positions of units on the day.</summary>
    public required ImmutableArray<Incident> Positions { get; init; }

    /// <summary>What is known less well than to a day, and may have been on this one.</summary>
    public required ImmutableArray<Incident> Perhaps { get; init; }

    /// <summary>The findings of the day, under the plain text and under readings.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>The reports of access on the day.</summary>
    public required ImmutableArray<JournalledReport> Access { get; init; }

    /// <summary>The reports of what could be seen on the day.</summary>
    public required ImmutableArray<JournalledReport> Coverage { get; init; }

    /// <summary>The notifications that were given on the day, or are about it.</summary>
    public required ImmutableArray<JournalledReport> Notifications { get; init; }

    /// <summary>The reports of the day, as they stand or as they once stood, that were corrected or taken back.</summary>
    public required ImmutableArray<JournalledReport> Changed { get; init; }

    /// <summary>The restrictions of access: denied, delayed, conditional, threatened, mine risk, jammed.</summary>
    public IEnumerable<JournalledReport> Restrictions => Access.Where(report => ((Access)report.Report.Content).Status is not (AccessStatus.Free or AccessStatus.NotAttempted));

    /// <summary>The findings of the plain text on incidents, deadlines and days. How often, against the number of an alert, is told apart: it would count twice.</summary>
    public IEnumerable<Finding> Plain => Findings.Where(finding => finding.Key.Reading is null && finding.Key.Occasion is not Occasion.OfThreshold);

    /// <summary>The findings of the plain text on how often a clause was breached, against the number of its alert.</summary>
    public IEnumerable<Finding> Thresholds => Findings.Where(finding => finding.Key.Reading is null && finding.Key.Occasion is Occasion.OfThreshold);

    /// <summary>The breaches of the plain text that are known so well.</summary>
    public IEnumerable<Finding> Breaches(Standing standing) => Plain.Where(finding => finding.Outcome == Outcome.Breached && finding.Standing == standing);

    /// <summary>For how long patrols, or sensors, observed on the day: the sum over observers, of each the time in which it did at all.</summary>
    public Duration Observed(CoverageKind kind) => Coverage
        .Where(report => ((Coverage)report.Report.Content).Kind == kind)
        .GroupBy(report => (Source: report.Report.Source.Trim().ToUpperInvariant(), Observer: ((Coverage)report.Report.Content).Observer.Trim().ToUpperInvariant()))
        .Aggregate(Duration.Zero, (sum, one) => sum + Together(one.Select(report => ((Coverage)report.Report.Content).Occurred)));

    /// <summary>Whether nothing is recorded of it.</summary>
    public bool IsEmpty => Reports.IsEmpty && Incidents.IsEmpty && Positions.IsEmpty && Perhaps.IsEmpty && Access.IsEmpty && Coverage.IsEmpty && Notifications.IsEmpty && Changed.IsEmpty;

    private Duration Together(IEnumerable<Interval> times)
    {
        var (sum, until) = (Duration.Zero, Time.Start);
        foreach (var time in times.OrderBy(time => time.Start))
        {
            var (start, end) = (Instant.Max(time.Start, until), Instant.Min(time.End, Time.End));
            if (end <= start) continue;
            sum += end - start;
            until = end;
        }
        return sum;
    }
}
