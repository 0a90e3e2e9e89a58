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

    private readonly ILookup<LocalDate, JournalledReport> reports;
    private readonly ILookup<LocalDate, Incident> incidents;
    private readonly ILookup<LocalDate, Finding> findings;
    private readonly ImmutableArray<Incident> coarse;
    private readonly ILookup<IncidentId, Finding> ofIncident;
    private readonly ImmutableArray<JournalledReport> lasting;
    private readonly ImmutableArray<JournalledReport> changed;

    private Daybook(ReportLog log, Assessment assessment)
    {
        (Log, Assessment) = (log, assessment);
        var standing = log.Standing.OrderBy(report => report.Entries[0]).ToImmutableArray();
        reports = standing.Where(report => OfReport(report.Report.Content) is not null).ToLookup(report => OfReport(report.Report.Content)!.Value);
        incidents = assessment.Incidents.Where(incident => IsOfADay(incident.Occurred)).ToLookup(incident => Local(incident.Occurred.Start));
        coarse = [.. assessment.Incidents.Where(incident => !IsOfADay(incident.Occurred))];
        var days = assessment.Incidents.Where(incident => IsOfADay(incident.Occurred)).ToDictionary(incident => incident.Id, incident => Local(incident.Occurred.Start));
        findings = assessment.Findings.Select(finding => (Day: OfFinding(finding, days), finding)).Where(pair => pair.Day is not null).ToLookup(pair => pair.Day!.Value, pair => pair.finding);
        ofIncident = assessment.Plain.Where(finding => finding.Key.Occasion is Occasion.OfIncident).ToLookup(finding => ((Occasion.OfIncident)finding.Key.Occasion).Incident);
        lasting = [.. standing.Where(report => report.Report.Content is Access or Coverage or Notification)];
        changed = [.. log.Reports.Where(report => report.Versions.Length > 1).OrderBy(report => report.Entries[^1])];
        Dates =
        [
            .. reports.Select(day => day.Key)
                .Concat(incidents.Select(day => day.Key))
                .Concat(changed.SelectMany(report => report.Versions).Select(version => OfReport(version.Report.Content)).OfType<LocalDate>())
                .Distinct()
                .OrderDescending(),
        ];
    }

    /// <summary>The record by days.</summary>
    public static Daybook Of(ReportLog log, Assessment assessment) => new(log, assessment);

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
        return new RecordedDay
        {
            Date = date,
            Time = time,
            Reports = [.. reports[date]],
            Incidents = [.. incidents[date].Where(incident => !incident.IsPosition)],
            Positions = [.. incidents[date].Where(incident => incident.IsPosition)],
            Perhaps = [.. coarse.Where(incident => Meets(incident.Occurred, time))],
            Findings = [.. findings[date]],
            Access = [.. lasting.Where(report => report.Report.Content is Access access && Meets(access.Occurred, time))],
            Coverage = [.. lasting.Where(report => report.Report.Content is Coverage coverage && Meets(coverage.Occurred, time) && coverage.Occurred.End > time.Start)],
            Notifications = [.. lasting.Where(report => report.Report.Content is Notification given && (time.Start <= given.Given && given.Given <= time.End || given.Window is { } window && Meets(window, time)))],
            Changed = [.. changed.Where(report => report.Versions.Any(version => OfReport(version.Report.Content) == date))],
        };
    }

    /// <summary>The findings about an incident in the plain text.</summary>
    internal IEnumerable<Finding> About(Incident incident) => ofIncident[incident.Id];

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
    private LocalDate? OfFinding(Finding finding, Dictionary<IncidentId, LocalDate> days) => finding.Key.Occasion switch
    {
        Occasion.OfIncident about => days.TryGetValue(about.Incident, out var day) ? day : null,
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
