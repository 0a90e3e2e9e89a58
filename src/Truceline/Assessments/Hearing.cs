using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>What is known of the world at one entry, whatever it is held against.</summary>
/// <param name="reports">The reports that are no sightings: declarations, notifications, coverage, access.</param>
/// <param name="incidents">The incidents, in the order of their ids; worked out when they are asked for.</param>
/// <param name="fulfilling">The incidents that say that an obligation was begun or completed, in the order of their ids.</param>
/// <param name="asOf">The end of the world that is looked at.</param>
/// <param name="lastKnown">The end of the last incident.</param>
/// <param name="byDay">The incidents by the days that they touch; put in order when it is asked for.</param>
internal sealed class KnownWorld(
    ImmutableArray<JournalledReport> reports, Func<ImmutableArray<Incident>> incidents, Func<ImmutableArray<Incident>> fulfilling, Instant asOf, Instant lastKnown,
    Func<IncidentDays> byDay)
{
    private readonly Lazy<IncidentDays> byDay = new(byDay);
    private readonly Lazy<ImmutableArray<Incident>> incidents = new(incidents);
    private readonly Lazy<IncidentPlaces> places = new(() => IncidentPlaces.Of(incidents()));
    private readonly Lazy<ImmutableArray<Incident>> fulfilling = new(fulfilling);
    private readonly Lazy<ImmutableArray<Sighting>> fulfilments = new(() => [.. fulfilling().SelectMany(incident => incident.Sightings).Where(sighting => sighting.Observation.Fulfilment is not null)]);

    public ImmutableArray<JournalledReport> Reports { get; } = reports;

    public ImmutableArray<Incident> Incidents => incidents.Value;

    /// <summary>The incidents by their places; put in order when it is asked for.</summary>
    public IncidentPlaces Places => places.Value;

    /// <summary>The incidents of which a sighting says that an obligation was begun or completed.</summary>
    public ImmutableArray<Incident> Fulfilling => fulfilling.Value;

    /// <summary>The sightings that say that an obligation was begun or completed.</summary>
    public ImmutableArray<Sighting> Fulfilments => fulfilments.Value;

    public Instant AsOf { get; } = asOf;

    public Instant LastKnown { get; } = lastKnown;

    /// <summary>The incidents that touch a time, each once, in no order, and perhaps others of its days.</summary>
    public IEnumerable<Incident> IncidentsIn(Instant from, Instant to) => byDay.Value.In(from, to);

    /// <summary>The same world, whatever becomes of what it was read from.</summary>
    public KnownWorld Kept()
    {
        var (all, some) = (Incidents, Fulfilling);
        return new(Reports, () => all, () => some, AsOf, LastKnown, () => IncidentDays.Of(all));
    }

    /// <summary>The world of some reports and the incidents of all of them.</summary>
    public static KnownWorld Of(ImmutableArray<JournalledReport> reports, ImmutableArray<Incident> incidents, Instant asOf) => new(
        reports, () => incidents, () => [.. incidents.Where(SpeaksOfFulfilment)],
        asOf, incidents.Select(incident => incident.Occurred.End).DefaultIfEmpty(asOf).Max(), () => IncidentDays.Of(incidents));

    /// <summary>Whether a sighting of an incident says that an obligation was begun or completed.</summary>
    public static bool SpeaksOfFulfilment(Incident incident)
    {
        foreach (var sighting in incident.Sightings)
            if (sighting.Observation.Fulfilment is not null) return true;
        return false;
    }
}

/// <summary>
/// What stays the same while one reading of an agreement is held against a record: the world, and how names bind. It remembers what it
/// was asked, and so belongs to one thread.
/// </summary>
internal sealed class Hearing(Agreement agreement, string? reading, KnownWorld world, IndexedZones? zones = null)
{
    public Hearing(Agreement agreement, string? reading, ImmutableArray<JournalledReport> reports, ImmutableArray<Incident> incidents, Instant asOf)
        : this(agreement, reading, KnownWorld.Of(reports, incidents, asOf)) { }

    public Agreement Agreement { get; } = agreement;

    public string? Reading { get; } = reading;

    public KnownWorld World { get; } = world;

    /// <summary>The reports that are no sightings, and perhaps others.</summary>
    public ImmutableArray<JournalledReport> Reports => World.Reports;

    public ImmutableArray<Incident> Incidents => World.Incidents;

    /// <summary>The sightings that say that an obligation was begun or completed.</summary>
    public ImmutableArray<Sighting> Fulfilments => World.Fulfilments;

    public Instant AsOf => World.AsOf;

    /// <summary>The end of the last incident.</summary>
    public Instant LastKnown => World.LastKnown;

    public Naming Naming { get; init; } = new(agreement);

    public Weighing Weighing { get; } = new(agreement, zones);

    /// <summary>Which bans incidents may be about; null: it is not worth while to ask before.</summary>
    public Lazy<BanScreen>? Screen { get; init; }

    /// <summary>The incidents of a step of the record, for each ban those that may be about it; null: they are all for all.</summary>
    public ScreenedStride? Changed { get; init; }

    /// <summary>What was found under another agreement; null: nothing was, or none of it can be used.</summary>
    public Rereading? Before { get; init; }

    /// <summary>What could be seen, where and when.</summary>
    public CoverageRecord Coverage { get => field ??= new CoverageRecord(Agreement, Reports); init; }

    public Standings Standings => field ??= new Standings(Agreement, Naming);

    private readonly Dictionary<(Instant First, Instant Last, Period Per), ImmutableArray<Interval>> periods = [];

    /// <summary>The periods that lie end to end from a time on and begin by another, by the agreement's clock; gone through once for all that is held against them.</summary>
    public ImmutableArray<Interval> Periods(Instant first, Instant last, Period per)
    {
        return periods.TryGetValue((first, last, per), out var known) ? known : periods[(first, last, per)] = [.. All()];

        IEnumerable<Interval> All()
        {
            var step = new Moment.AfterEvent("", per);
            for (var start = first; start <= last;)
            {
                var end = step.Resolve(Agreement.Clock, MomentUse.Beginning, start);
                if (end <= start) yield break;
                yield return new Interval(start, end);
                start = end;
            }
        }
    }

    /// <summary>The same for another thread.</summary>
    public Hearing Again() => new(Agreement, Reading, World, zones) { Screen = Screen };
}
