using System.Collections.Immutable;
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
        Observation = report.Content is Observation observation ? Observation(observation) : null,
        Declaration = report.Content is Declaration declaration ? Declaration(declaration) : null,
        Presence = report.Content is Presence presence ? Presence(presence) : null,
        Access = report.Content is Access access ? Access(access) : null,
        Coverage = report.Content is Coverage coverage ? Coverage(coverage) : null,
        Notification = report.Content is Notification notification ? Notification(notification) : null,
        Text = report.Content is SourceText text ? Text(text) : null,
        Statement = report.Content is Statement statement ? Statement(statement) : null,
        Draft = report.Content is StatementDraft draft ? Draft(draft) : null,
        Withdrawal = report.Content is Withdrawal withdrawal ? new() { Reason = withdrawal.Reason } : null,
    };

    public static string Written(Instant instant) => InstantPattern.ExtendedIso.Format(instant);

    private static DeclarationShape Declaration(Declaration declaration) => new()
    {
        By = declaration.By,
        Event = declaration.Event,
        Effective = Written(declaration.Effective),
        Agreement = declaration.Agreement,
        Said = declaration.Said,
        Declared = declaration.Declared is { } at ? Written(at) : null,
    };

    private static ObservationShape Observation(Observation observation) => new()
    {
        Occurred = Occurred(observation.Occurred),
        Where = Where(observation.Where),
        Count = Count(observation.Count),
        Act = observation.Act?.Written(),
        What = observation.What,
        CalibreMm = observation.Calibre,
        Model = observation.Model,
        Fatalities = Fatalities(observation.Fatalities),
        Phase = observation.Phase?.Written(),
        By = By(observation.By),
        Means = observation.Means.Written(),
        Observer = observation.Observer,
        Chains = Chains(observation.Chains),
        Fulfilment = Fulfilment(observation.Fulfilment),
        Answers = observation.Answers,
        Text = observation.Text,
        Assumed = OrNull(observation.Assumed),
        Note = observation.Note,
    };

    private static PresenceShape Presence(Presence presence) => new()
    {
        Who = presence.Who,
        Unit = presence.Unit,
        Occurred = Occurred(presence.Occurred),
        Where = Where(presence.Where),
        What = presence.What,
        Count = Count(presence.Count),
        Basis = presence.Basis.Written(),
        Means = presence.Means.Written(),
        Observer = presence.Observer,
        Note = presence.Note,
    };

    private static AccessShape Access(Access access) => new()
    {
        Status = access.Status.Written(),
        Occurred = Occurred(access.Occurred),
        Where = Where(access.Where),
        By = By(access.By),
        Means = access.Means.Written(),
        Observer = access.Observer,
        Note = access.Note,
    };

    private static CoverageShape Coverage(Coverage coverage) => new()
    {
        Kind = coverage.Kind.Written(),
        Observer = coverage.Observer,
        Occurred = Occurred(coverage.Occurred),
        Where = Where(coverage.Where),
        Means = coverage.Means.Written(),
        Note = coverage.Note,
    };

    private static NotificationShape Notification(Notification notification) => new()
    {
        By = notification.By,
        To = notification.To,
        Given = Written(notification.Given),
        Act = notification.Act?.Written(),
        What = notification.What,
        Window = notification.Window is { } window ? Occurred(window) : null,
        Where = notification.Where is { } place ? Where(place) : null,
        Agreement = notification.Agreement,
        Clause = notification.Clause,
        Note = notification.Note,
    };

    private static TextShape Text(SourceText text) => new()
    {
        Published = Written(text.Published),
        Title = text.Title,
        Outlet = text.Outlet,
        Author = text.Author,
        Language = text.Language,
        Body = text.Body,
        Chains = Chains(text.Chains),
    };

    private static DraftShape Draft(StatementDraft draft) => new()
    {
        Statement = Statement(draft.Statement),
        Text = draft.Span.Text,
        Sha256 = draft.Span.Hash.ToString(),
        Start = draft.Span.Start,
        End = draft.Span.End,
        Words = draft.Span.Words,
    };

    private static StatementShape Statement(Statement statement) => new()
    {
        Speaker = statement.Speaker,
        Party = statement.Party,
        Role = statement.Role,
        Authority = statement.Authority.Written(),
        Occurred = Occurred(statement.Occurred),
        Addressee = statement.Addressee,
        Act = statement.Act.Written(),
        Issue = statement.Issue,
        If = statement.If,
        Says = statement.Says,
        Fidelity = statement.Fidelity.Written(),
        About = OrNull(statement.About),
        Agreement = statement.Agreement,
        Chains = Chains(statement.Chains),
        Assumed = OrNull(statement.Assumed),
    };

    private static OccurredShape Occurred(Interval time) => new(Written(time.Start), Written(time.End));

    private static CountShape? Count(CountBounds? count) => count is { } some ? new(some.Least, some.Most) : null;

    private static AttributionShape[]? By(ImmutableArray<Attribution> by) =>
        OrNull(by.Select(one => new AttributionShape { Actor = one.Actor, Basis = one.Basis.Written() }));

    private static string?[][]? Chains(ImmutableArray<ImmutableArray<string?>> chains) => OrNull(chains.Select(chain => chain.ToArray()));

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
