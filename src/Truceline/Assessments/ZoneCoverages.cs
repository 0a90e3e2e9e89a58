using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>Works out the coverage of zones, hour by hour.</summary>
internal sealed class ZoneCoverages
{
    /// <summary>Some eleven years: one report of a thousand, by a slip in a date, must not keep everybody waiting.</summary>
    public const int MostDays = 4_000;

    private readonly Assessment assessment;
    private readonly Agreement agreement;
    private readonly CoverageRecord record;
    private readonly Whereabouts whereabouts;
    private readonly ImmutableArray<Incident> noticed;

    private ZoneCoverages(Assessment assessment, ReportLog log)
    {
        (this.assessment, agreement) = (assessment, assessment.Agreement);
        record = new(agreement, [.. log.Standing.Where(report => assessment.AsOf is { } end && report.Report.Content.When is { } when && when.Start <= end)]);
        whereabouts = new(agreement);
        var monitors = new Dictionary<string, bool>(StringComparer.Ordinal);
        noticed = [.. assessment.Incidents.Where(incident => !incident.IsPosition && whereabouts.Day(incident) is not null && incident.Sightings.Any(sighting => IsMonitor(sighting.Report.Report.Source)))];

        bool IsMonitor(string source) => monitors.TryGetValue(source, out var known) ? known : monitors[source] = agreement.ActorNamed(source)?.Kind == ActorKind.Monitor;
    }

    /// <summary>The zones that an agreement names and that have an end, in ordinal order.</summary>
    public static ImmutableArray<string> Bounded(Agreement agreement) => [.. agreement.Zones.Values.Where(zone => zone.IsNamed && Bounds.Of(zone.Zone) is not null).Select(zone => zone.Id)];

    /// <summary>The coverage of some zones, in their order.</summary>
    public static ImmutableArray<ZoneCoverage> Of(Assessment assessment, ReportLog log, ImmutableArray<string> zones)
    {
        var work = new ZoneCoverages(assessment, log);
        return [.. zones.Select(id => work.Of(assessment.Agreement.Zones[id]))];
    }

    private ZoneCoverage Of(NamedZone zone)
    {
        if (record.Time is not { } recorded || assessment.AsOf is not { } end) return new(zone.Id, 0, []);
        var clock = agreement.Clock.Zone;
        var hindrances = record.Hindrances(zone);
        var began = noticed.Where(incident => whereabouts.In(zone, incident) == Certainty.Certain).ToLookup(incident => whereabouts.Day(incident));
        var last = (end - Duration.Epsilon).InZone(clock).Date;
        var first = LocalDate.Max(recorded.Start.InZone(clock).Date, last.PlusDays(1 - MostDays));
        return new(zone.Id, record.Ground(zone, null, recorded.Start).Places, [.. Dates(first, last).Select(date => Day(zone, date, end, hindrances, [.. began[date]]))]);
    }

    private static IEnumerable<LocalDate> Dates(LocalDate first, LocalDate last)
    {
        for (var date = first; date <= last; date = date.PlusDays(1)) yield return date;
    }

    private CoverageDay Day(NamedZone zone, LocalDate date, Instant end, ImmutableArray<Hindrance> hindrances, ImmutableArray<Incident> began)
    {
        var (start, next) = (Clock.StartOf(date, agreement.Clock.Zone), Instant.Min(end, Clock.StartOf(date.PlusDays(1), agreement.Clock.Zone)));
        var ground = record.Ground(zone, null, start);
        var hours = ImmutableArray.CreateBuilder<CoverageHour>();
        for (var from = start; from < next; from += Duration.FromHours(1))
        {
            var to = Instant.Min(from + Duration.FromHours(1), next);
            var all = ground.In(from, to, []);
            hours.Add(new(
                new Interval(from, to),
                all.Seen > 0 ? all.Share : null,
                ground.MeansIn(from, to).Select(means => (means, ground.In(from, to, [means]).Share)).Where(one => one.Share > 0).ToImmutableSortedDictionary(one => one.means, one => one.Share),
                [.. hindrances.Where(one => one.Time.Start < to && one.Time.End >= from)],
                began.Count(incident => incident.Occurred.Start >= from && incident.Occurred.Start < to),
                all.Entries));
        }
        return new(date, hours.ToImmutable());
    }
}
