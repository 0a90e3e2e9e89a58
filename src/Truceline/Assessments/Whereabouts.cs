using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>In which zones of an agreement incidents were reported, and on which local day each counts.</summary>
internal sealed class Whereabouts(Agreement agreement)
{
    /// <summary>Whether an incident was reported in a zone: certain where some report surely was and none was surely not.</summary>
    public Certainty In(NamedZone zone, Incident incident)
    {
        var all = incident.Sightings.Select(sighting => At(zone, sighting.Observation.Occurred).Test(sighting.Observation.Where.Region)).ToHashSet();
        return all.Contains(Certainty.No) ? all.Count == 1 ? Certainty.No : Certainty.Possible : all.Max();
    }

    /// <summary>The local day on which an incident began; null where its time is not known to within a day.</summary>
    public LocalDate? Day(Incident incident) =>
        incident.Occurred.Duration <= Duration.FromHours(24) ? incident.Occurred.Start.InZone(agreement.Clock.Zone).Date : null;

    /// <summary>Whether an incident counts in a time, its end excluded: on the day on which it began, or perhaps where it may have been then.</summary>
    public Certainty Within(Incident incident, Instant from, Instant to)
    {
        var (start, end) = (incident.Occurred.Start, incident.Occurred.End);
        if (Day(incident) is not null || (start >= from && end < to)) return start >= from && start < to ? Certainty.Certain : Certainty.No;
        return start < to && end >= from ? Certainty.Possible : Certainty.No;
    }

    // What moves only moves from one day to the next; the day on which it began decides.
    private Zone At(NamedZone zone, Interval time)
    {
        var date = time.Start.InZone(agreement.Clock.Zone).Date;
        return zone.Versions.LastOrDefault(version => version.From <= date)?.Zone ?? zone.Zone;
    }
}
