using System.Collections.Immutable;
using System.Runtime.CompilerServices;
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
