using System.Collections.Immutable;
using NodaTime;
using Truceline.App.Wording;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Serving;

/// <summary>A report that may be of the same happening as another, and is of another incident.</summary>
/// <param name="Report">The report.</param>
/// <param name="Incident">Its incident.</param>
/// <param name="Why">How near it is, why it was kept apart, or why that is left open.</param>
internal sealed record NearReport(JournalledReport Report, Incident Incident, string Why)
{
    private const int Most = 8;

    // In the thick of a battle there are more than anybody would go through while the page is awaited.
    private const int MostLookedAt = 5_000;

    /// <summary>What a person would look at first: neighbours that were left open, or that the rule or somebody kept apart, then what is nearest in place and time. One of each incident.</summary>
    public static ImmutableArray<NearReport> Of(View view, Sighting sighting, Incident incident)
    {
        var own = incident.Sightings.Select(one => one.Id).ToHashSet();
        return [.. KeptApart(view, sighting.Id, incident).Concat(Around(view, sighting)).Where(near => !own.Contains(near.Report.Report.Id)).DistinctBy(near => near.Incident.Id).Take(Most)];
    }

    private static IEnumerable<NearReport> KeptApart(View view, ReportId of, Incident incident) =>
        from reason in incident.Reasons
        let other = reason switch
        {
            Grouping.Split split when split.A == of || split.B == of => split.A == of ? split.B : split.A,
            Grouping.LeftOpen open when open.A.Id == of || open.B.Id == of => open.A.Id == of ? open.B.Id : open.A.Id,
            Grouping.KeptApart apart when apart.A == of || apart.B == of => apart.A == of ? apart.B : apart.A,
            _ => (ReportId?)null,
        }
        where other is not null
        let report = view.Lookup.Report(other.Value)
        let its = view.Lookup.IncidentOf(other.Value)
        where report is not null && its is not null
        select new NearReport(report, its, reason.Sentence());

    private static IEnumerable<NearReport> Around(View view, Sighting sighting)
    {
        var rules = FusionRules.Default;
        var (time, place) = (sighting.Observation.Occurred, Extent.Of(sighting.Observation.Where.Region));
        return view.Lookup.Reports.Beginning(time.Start - rules.Lasting, time.End + rules.Lasting).Take(MostLookedAt)
            .Select(Sighting.Of).OfType<Sighting>()
            .Select(other => (other.Report, Gap: GapTo(other), Pause: Pause(time, other.Observation.Occurred)))
            .Where(one => one.Gap is null || one.Gap.Value.Value <= rules.Extent.Value)
            .OrderBy(one => one.Gap is null).ThenBy(one => one.Gap?.Value).ThenBy(one => one.Pause).ThenBy(one => one.Report.Report.Id)
            .Select(one => view.Lookup.IncidentOf(one.Report.Report.Id) is { } incident ? new NearReport(one.Report, incident, Words(one.Gap, one.Pause)) : null).OfType<NearReport>();

        Metres? GapTo(Sighting other) => place is not null && Extent.Of(other.Observation.Where.Region) is { } its ? place.GapTo(its) : null;
    }

    private static Duration Pause(Interval a, Interval b) => Duration.Max(Duration.Zero, Duration.Max(b.Start - a.End, a.Start - b.End));

    private static string Words(Metres? gap, Duration pause) =>
        FormattableString.Invariant($"{(gap is { } metres ? $"{metres} and " : "")}{Math.Round(pause.TotalMinutes):0} min apart{(gap is null ? ", and where is not known of one of them" : "")}");
}
