using System.Collections.Concurrent;
using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>The coverage of zones, hour by hour, worked out day by day when it is asked for and kept as the record goes on.</summary>
internal sealed class ZoneCoverages
{
    /// <summary>Some eleven years: one report of a thousand, by a slip in a date, must not keep everybody waiting.</summary>
    public const int MostDays = 4_000;

    private readonly Agreement agreement;
    private readonly Instant? end;
    private readonly ImmutableArray<JournalledReport> beside;
    private readonly CoverageRecord record;
    private readonly Whereabouts whereabouts;
    private readonly Func<LocalDate, IEnumerable<Incident>> began;
    private readonly ConcurrentDictionary<string, bool> monitors;
    private readonly ConcurrentDictionary<(string Zone, LocalDate Date), CoverageDay> days = new();
    private readonly ConcurrentDictionary<string, ImmutableSortedSet<LocalDate>> seen = new(StringComparer.Ordinal);

    /// <summary>The coverage of a record.</summary>
    /// <param name="assessment">What was found.</param>
    /// <param name="log">The record.</param>
    /// <param name="began">The incidents that began on a local day.</param>
    /// <param name="before">The coverage of the record that it goes on from; null: none.</param>
    /// <param name="touched">The days on which other incidents began than before.</param>
    public ZoneCoverages(Assessment assessment, ReportLog log, Func<LocalDate, IEnumerable<Incident>> began, ZoneCoverages? before, IReadOnlySet<LocalDate> touched)
    {
        (agreement, end, beside, this.began) = (assessment.Agreement, assessment.AsOf, log.Beside, began);
        (whereabouts, monitors) = (before?.whereabouts ?? new(agreement), before?.monitors ?? new(StringComparer.Ordinal));
        record = before is not null && before.beside == beside && before.end <= end ? before.record
            : new(agreement, [.. beside.Where(report => end is { } last && report.Report.Content.When is { } when && when.Start <= last)], before?.record);
        if (before is null || before.record != record || before.Dates is not { End: var last }) return;
        // The last day goes on.
        foreach (var (of, day) in before.days)
            if (of.Date < last && !touched.Contains(of.Date)) days[of] = day;
        if (before.end == end) seen = before.seen;
    }

    /// <summary>The coverage of a record that is looked at once.</summary>
    public static ZoneCoverages Of(Assessment assessment, ReportLog log)
    {
        var whereabouts = new Whereabouts(assessment.Agreement);
        var began = assessment.Incidents.ToLookup(incident => whereabouts.Day(incident));
        return new(assessment, log, date => began[date], null, ImmutableHashSet<LocalDate>.Empty);
    }

    /// <summary>The zones that an agreement names and that have an end, in ordinal order.</summary>
    public static ImmutableArray<string> Bounded(Agreement agreement) => [.. agreement.Zones.Values.Where(zone => zone.IsNamed && Bounds.Of(zone.Zone) is not null).Select(zone => zone.Id)];

    /// <summary>From the first day on which any monitor could see any ground to the last of the world looked at; null: nobody ever could.</summary>
    public DateInterval? Dates
    {
        get
        {
            if (record.Time is not { } recorded || end is not { } at) return null;
            var last = (at - Duration.Epsilon).InZone(agreement.Clock.Zone).Date;
            var first = LocalDate.Max(recorded.Start.InZone(agreement.Clock.Zone).Date, last.PlusDays(1 - MostDays));
            return first <= last ? new(first, last) : null;
        }
    }

    /// <summary>The coverage of a zone on some of the days.</summary>
    public ZoneCoverage Of(string zone, DateInterval? dates)
    {
        if (record.Time is not { } recorded || dates is null) return new(zone, 0, []);
        var named = agreement.Zones[zone];
        ImmutableArray<Hindrance>? hindrances = null;
        return new(zone, record.Ground(named, null, recorded.Start).Places, [.. dates.Select(date => days.GetOrAdd((zone, date), _ => Day(named, date, end!.Value, hindrances ??= record.Hindrances(named))))]);
    }

    /// <summary>The days on which something of a zone could be seen.</summary>
    public ImmutableSortedSet<LocalDate> Seen(string zone) => seen.GetOrAdd(zone, _ =>
    {
        if (Dates is not { } dates) return [];
        var (named, clock) = (agreement.Zones[zone], agreement.Clock.Zone);
        var found = ImmutableSortedSet.CreateBuilder<LocalDate>();
        var versions = named.Versions.Select(version => version.From).Where(dates.Contains).Prepend(dates.Start);
        foreach (var ground in versions.Select(date => Ground(named, date)).Distinct())
            foreach (var time in ground.Times)
                for (var date = LocalDate.Max(dates.Start, time.Start.InZone(clock).Date); date <= dates.End && Clock.StartOf(date, clock) < Instant.Min(time.End, end!.Value); date = date.PlusDays(1))
                    if (Ground(named, date) == ground) found.Add(date);
        return found.ToImmutable();
    });

    private WatchedGround Ground(NamedZone zone, LocalDate date) => record.Ground(zone, null, Clock.StartOf(date, agreement.Clock.Zone));

    private bool IsNoticed(Incident incident) => !incident.IsPosition && incident.Sightings.Any(sighting =>
        monitors.GetOrAdd(sighting.Report.Report.Source, source => agreement.ActorNamed(source)?.Kind == ActorKind.Monitor));

    private CoverageDay Day(NamedZone zone, LocalDate date, Instant end, ImmutableArray<Hindrance> hindrances)
    {
        Incident[] noticed = [.. began(date).Where(incident => IsNoticed(incident) && whereabouts.In(zone, incident) == Certainty.Certain)];
        var (start, next) = (Clock.StartOf(date, agreement.Clock.Zone), Instant.Min(end, Clock.StartOf(date.PlusDays(1), agreement.Clock.Zone)));
        var ground = Ground(zone, date);
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
                noticed.Count(incident => incident.Occurred.Start >= from && incident.Occurred.Start < to),
                all.Entries));
        }
        return new(date, hours.ToImmutable());
    }
}
