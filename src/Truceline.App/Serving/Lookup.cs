using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Truceline.App.Terminal;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Serving;

/// <summary>
/// The indexes of a record: what a page asks for is found in the time of a look-up, however many reports there are. Each is
/// made when it is first asked for, and once for all views of the same reports or the same assessment. Reports may be known
/// whose findings are still being worked out.
/// </summary>
public sealed class Lookup
{
    private static readonly ConditionalWeakTable<ReportLog, OfReports> KnownReports = [];
    private static readonly ConditionalWeakTable<Assessment, OfFindings> KnownFindings = [];

    private readonly OfReports reports;
    private readonly OfFindings findings;

    private Lookup(OfReports reports, OfFindings findings) => (this.reports, this.findings) = (reports, findings);

    /// <summary>The indexes of some reports and of what was found.</summary>
    public static Lookup Of(ReportLog log, Assessment assessment) =>
        new(KnownReports.GetValue(log, known => new(known)), KnownFindings.GetValue(assessment, known => new(known)));

    /// <summary>The reports, the one with the newest entry first.</summary>
    public ImmutableArray<JournalledReport> Newest => reports.Newest.Value;

    /// <summary>Who handed in reports, in ordinal order.</summary>
    public ImmutableArray<string> Sources => reports.Sources.Value;

    /// <summary>
    /// The findings to list: those of the plain text, and those that only a reading makes. By clause as the agreement has
    /// them, then the gravest, then the earliest.
    /// </summary>
    public ImmutableArray<Finding> Listed => findings.Listed.Value;

    /// <summary>The report of an id, or null.</summary>
    public JournalledReport? Report(ReportId id) => reports.ById.Value.GetValueOrDefault(id);

    /// <summary>The report that an entry brought, corrected or withdrew, or null.</summary>
    public JournalledReport? ReportAt(long entry) => reports.ByEntry.Value.GetValueOrDefault(entry);

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
    public Incident? Incident(string id) => findings.Incidents.Value.GetValueOrDefault(id.ToLowerInvariant());

    /// <summary>The incident that a report is part of, or null.</summary>
    public Incident? IncidentOf(ReportId report) => findings.IncidentOf.Value.GetValueOrDefault(report);

    /// <summary>The incident that a finding holds against its clause, or null for a deadline or a day.</summary>
    public Incident? IncidentOf(Finding finding) => finding.Key.Occasion is Occasion.OfIncident occasion ? Incident(occasion.Incident.Value) : null;

    /// <summary>The findings whose id begins so, in the order of their ids.</summary>
    public IEnumerable<Finding> Beginning(string prefix)
    {
        var wanted = prefix.ToLowerInvariant();
        var (low, high) = (0, findings.ById.Value.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(findings.ById.Value[middle].Id.Value, wanted) < 0) low = middle + 1;
            else high = middle;
        }
        for (; low < findings.ById.Value.Length && findings.ById.Value[low].Id.Value.StartsWith(wanted, StringComparison.Ordinal); low++) yield return findings.ById.Value[low];
    }

    /// <summary>The findings that hold an incident against clauses, readings included, as the assessment orders them.</summary>
    public IEnumerable<Finding> Of(Incident incident) => findings.OfIncident.Value[incident.Id];

    /// <summary>The findings that rest on a report, readings included, as the assessment orders them.</summary>
    public ImmutableArray<Finding> RestingOn(JournalledReport report) =>
        report.Entries.Length == 1
            ? [.. findings.OnEntry.Value.GetValueOrDefault(report.Entries[0]) ?? []]
            : [.. report.Entries.SelectMany(entry => findings.OnEntry.Value.GetValueOrDefault(entry) ?? []).Distinct()];

    /// <summary>The reports that a finding rests on, in the order of their entries.</summary>
    public ImmutableArray<JournalledReport> Beneath(Finding finding) =>
        [.. finding.Entries.Select(ReportAt).OfType<JournalledReport>().DistinctBy(report => report.Report.Id)];

    private static ImmutableArray<Finding> InOrderOfGravity(Assessment assessment)
    {
        var order = assessment.Agreement.Clauses.Select((clause, i) => (clause.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        // The order of the assessment, by time within a clause, breaks ties.
        return [.. assessment.Findings
            .Where(finding => finding.Key.Reading is null || assessment.Find(finding.Key with { Reading = null }) is null)
            .OrderBy(finding => order[finding.Key.Clause]).ThenBy(AssessmentText.Gravity).ThenBy(finding => finding.Time?.Start ?? NodaTime.Instant.MaxValue)];
    }

    private static Dictionary<long, List<Finding>> OnEachEntry(Assessment assessment)
    {
        var found = new Dictionary<long, List<Finding>>();
        foreach (var finding in assessment.Findings)
            foreach (var entry in finding.Entries)
            {
                ref var on = ref CollectionsMarshal.GetValueRefOrAddDefault(found, entry, out _);
                (on ??= []).Add(finding);
            }
        return found;
    }

    private sealed class OfReports(ReportLog log)
    {
        public readonly Lazy<Dictionary<ReportId, JournalledReport>> ById = new(() => log.Reports.ToDictionary(report => report.Report.Id));
        public readonly Lazy<ImmutableArray<JournalledReport>> Newest = new(() => [.. log.Reports.OrderByDescending(report => report.Entries[^1])]);
        public readonly Lazy<ImmutableArray<string>> Sources = new(() => [.. log.Reports.Select(report => report.Report.Source).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
        public readonly Lazy<Dictionary<long, JournalledReport>> ByEntry = new(() =>
            log.Reports.SelectMany(report => report.Entries.Select(entry => (entry, report))).ToDictionary(one => one.entry, one => one.report));
    }

    private sealed class OfFindings(Assessment assessment)
    {
        public readonly Lazy<Dictionary<string, Incident>> Incidents = new(() => assessment.Incidents.ToDictionary(incident => incident.Id.Value, StringComparer.Ordinal));
        public readonly Lazy<Dictionary<ReportId, Incident>> IncidentOf = new(() =>
            assessment.Incidents.SelectMany(incident => incident.Sightings.Select(sighting => (sighting.Id, incident))).ToDictionary(one => one.Id, one => one.incident));
        public readonly Lazy<ImmutableArray<Finding>> ById = new(() => [.. assessment.Findings.OrderBy(finding => finding.Id)]);
        public readonly Lazy<ILookup<IncidentId, Finding>> OfIncident = new(() => assessment.Findings
            .Where(finding => finding.Key.Occasion is Occasion.OfIncident)
            .ToLookup(finding => ((Occasion.OfIncident)finding.Key.Occasion).Incident));
        public readonly Lazy<ImmutableArray<Finding>> Listed = new(() => InOrderOfGravity(assessment));
        public readonly Lazy<Dictionary<long, List<Finding>>> OnEntry = new(() => OnEachEntry(assessment));
    }
}
