using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// What stays the same while one reading of an agreement is held against a record: the reports, the incidents, the end of the world,
/// how names bind, and what each zone said of each report.
/// </summary>
internal sealed class Hearing(Agreement agreement, string? reading, ImmutableArray<JournalledReport> reports, ImmutableArray<Incident> incidents, Instant asOf)
{
    public Agreement Agreement { get; } = agreement;

    public string? Reading { get; } = reading;

    public ImmutableArray<JournalledReport> Reports { get; } = reports;

    public ImmutableArray<Incident> Incidents { get; } = incidents;

    public Instant AsOf { get; } = asOf;

    /// <summary>The end of the last incident.</summary>
    public Instant LastKnown { get; } = incidents.Select(incident => incident.Occurred.End).DefaultIfEmpty(asOf).Max();

    public Naming Naming { get; } = new(agreement);

    public Weighing Weighing { get; } = new(agreement);

    public Standings Standings => field ??= new Standings(Agreement, Naming);
}
