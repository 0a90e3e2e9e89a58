using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Reports;

/// <summary>From a report to its written form.</summary>
internal static class ReportEncoding
{
    /// <summary>The body of a journal entry; what says nothing is left out.</summary>
    public static ReportBody Body(Report report, Instant? recorded, string? submitter) => new()
    {
        Source = report.Source,
        Recorded = recorded is { } at ? Written(at) : null,
        Submitter = submitter,
        OwnId = report.OwnId,
        Exercise = report.Exercise,
        Limits = report.Limits,
        Observation = report.Content.Match(Observation, _ => null!),
        Declaration = report.Content.Match(_ => null!, Declaration),
    };

    public static string Written(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private static DeclarationShape Declaration(Declaration declaration) => new()
    {
        By = declaration.By,
        Event = declaration.Event,
        Effective = Written(declaration.Effective),
        Agreement = declaration.Agreement,
        Said = declaration.Said,
    };

    private static ObservationShape Observation(Observation observation) => new()
    {
        Occurred = new(Written(observation.Occurred.Start), Written(observation.Occurred.End)),
        Where = Where(observation.Where),
        Count = observation.Count is { } count ? new(count.Least, count.Most) : null,
        Act = observation.Act?.Written(),
        What = observation.What,
        CalibreMm = observation.Calibre,
        Model = observation.Model,
        Fatalities = Fatalities(observation.Fatalities),
        Phase = observation.Phase?.Written(),
        By = OrNull(observation.By.Select(by => new AttributionShape { Actor = by.Actor, Basis = by.Basis.Written() })),
        Means = observation.Means.Written(),
        Observer = observation.Observer,
        Chains = OrNull(observation.Chains.Select(chain => chain.ToArray())),
        Fulfilment = Fulfilment(observation.Fulfilment),
        Assumed = OrNull(observation.Assumed),
        Note = observation.Note,
    };

    private static WhereShape Where(Place place) => place.Region.Match(
        disc => new WhereShape { Name = place.Name, At = Position(disc.Centre), WithinM = disc.Radius.Value },
        sector => new WhereShape { Name = place.Name, Sector = Sector(sector) },
        within => new WhereShape { Name = place.Name, Polygon = Polygon(within.Area) },
        _ => new WhereShape { Name = place.Name, Unknown = place.Name is null ? true : null });

    private static SectorShape Sector(Region.Sector sector) => new()
    {
        From = Position(sector.Apex),
        Bearing = sector.Bearing,
        Width = sector.HalfWidth * 2,
        NearM = sector.Near.Value,
        FarM = sector.Far.Value,
    };

    private static PositionShape[][] Polygon(Area area)
    {
        if (area.Polygons is not [var polygon])
            throw new InvalidOperationException("INVARIANT: the area of an observation is one polygon");
        return [.. polygon.Holes.Prepend(polygon.Outer).Select(ring => ring.Select(Position).ToArray())];
    }

    private static PositionShape Position(Position position) => new() { Lat = position.Latitude, Lon = position.Longitude };

    private static FatalitiesShape? Fatalities(Fatalities? fatalities) => fatalities is null ? null : new()
    {
        Low = fatalities.Low,
        Best = fatalities.Best,
        High = fatalities.High,
        BySide = fatalities.BySide.IsEmpty ? null : new(fatalities.BySide, StringComparer.Ordinal),
    };

    private static FulfilmentShape? Fulfilment(Fulfilment? fulfilment) => fulfilment is null ? null : new()
    {
        Agreement = fulfilment.Agreement,
        Clause = fulfilment.Clause,
        Stage = fulfilment.Stage.Written(),
    };

    private static T[]? OrNull<T>(IEnumerable<T> items) => items.ToArray() is { Length: > 0 } some ? some : null;
}
