using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>Makes a tally: counts under each rule, rows to which each count belongs as a whole, and the groups that no rule cuts.</summary>
internal sealed class Tallying(Assessment assessment, ImmutableArray<CountingRule> rules, TallyBy by)
{
    private readonly Agreement agreement = assessment.Agreement;
    private readonly Whereabouts whereabouts = new(assessment.Agreement);
    private readonly Dictionary<IncidentId, string?> rows = [];

    public Tally Of(IEnumerable<Incident> incidents, DateInterval? period)
    {
        Countable[] counted = [.. incidents
            .Where(incident => !incident.IsPosition)
            .Select(incident => (incident, Is: Within(incident, period)))
            .Where(one => one.Is != Certainty.No)
            .Select(one => new Countable(one.incident, one.Is == Certainty.Certain))];
        ImmutableArray<ImmutableArray<Counted>> parts = [.. rules.Select(rule => new Counting(agreement, rule).Of(counted))];
        return new(rules, by, Rows(parts), Groups(parts), [.. parts.Select(ofRule => Counting.Sum(ofRule))]);
    }

    private Certainty Within(Incident incident, DateInterval? period) => period is null
        ? Certainty.Certain
        : whereabouts.Within(incident, Clock.StartOf(period.Start, agreement.Clock.Zone), Clock.StartOf(period.End.PlusDays(1), agreement.Clock.Zone));

    /// <summary>What a rule counts as one belongs to the row of its first incident, so that the rows add up under every rule.</summary>
    private ImmutableArray<TallyRow> Rows(ImmutableArray<ImmutableArray<Counted>> parts)
    {
        var byRow = parts.Select(ofRule => ofRule.ToLookup(part => Row(part.Incidents[0]))).ToArray();
        return
        [
            .. byRow.SelectMany(lookup => lookup.Select(row => row.Key)).Distinct()
                .OrderBy(key => key is null).ThenBy(key => key, StringComparer.Ordinal)
                .Select(key => new TallyRow(key, [.. byRow.Select(lookup => Counting.Sum(lookup[key]))], Ids(byRow.SelectMany(lookup => lookup[key])))),
        ];
    }

    private static ImmutableArray<TallyGroup> Groups(ImmutableArray<ImmutableArray<Counted>> parts)
    {
        Incident[] incidents = [.. InOrder(parts.SelectMany(ofRule => ofRule.SelectMany(part => part.Incidents)))];
        var places = incidents.Select((incident, place) => (incident.Id, place)).ToDictionary(one => one.Id, one => one.place);
        var joined = new Joined(incidents.Length);
        foreach (var part in parts.SelectMany(ofRule => ofRule))
            foreach (var incident in part.Incidents) joined.Join(places[part.Incidents[0].Id], places[incident.Id]);
        var byGroup = parts.Select(ofRule => ofRule.ToLookup(part => joined.Of(places[part.Incidents[0].Id]))).ToArray();
        return
        [
            .. incidents.GroupBy(incident => joined.Of(places[incident.Id])).Select(group => new TallyGroup(
                new Interval(group.Min(incident => incident.Occurred.Start), group.Max(incident => incident.Occurred.End)),
                [.. byGroup.Select(lookup => Counting.Sum(lookup[group.Key]))],
                [.. group.Select(incident => incident.Id)],
                group.SelectMany(incident => incident.Sightings).Entries())),
        ];
    }

    private static ImmutableArray<IncidentId> Ids(IEnumerable<Counted> parts) => [.. InOrder(parts.SelectMany(part => part.Incidents)).Select(incident => incident.Id)];

    private static IEnumerable<Incident> InOrder(IEnumerable<Incident> incidents) =>
        incidents.DistinctBy(incident => incident.Id).OrderBy(incident => incident.Occurred.Start).ThenBy(incident => incident.Id);

    private string? Row(Incident incident) => rows.TryGetValue(incident.Id, out var known) ? known : rows[incident.Id] = by switch
    {
        TallyBy.Day => whereabouts.Day(incident) is { } day ? NodaTime.Text.LocalDatePattern.Iso.Format(day) : null,
        TallyBy.Area => Area(incident),
        _ => Breached[incident.Id] is var clauses && clauses.Any() ? string.Join(" + ", clauses) : null,
    };

    /// <summary>All zones in which it surely lies; where there are none, those in which it may.</summary>
    private string? Area(Incident incident)
    {
        var zones = agreement.Zones.Values.Where(zone => zone.IsNamed).Select(zone => (zone.Id, Is: whereabouts.In(zone, incident))).ToArray();
        string[] certain = [.. zones.Where(zone => zone.Is == Certainty.Certain).Select(zone => zone.Id)];
        if (certain.Length > 0) return string.Join(" + ", certain);
        string[] possible = [.. zones.Where(zone => zone.Is == Certainty.Possible).Select(zone => zone.Id)];
        return possible.Length > 0 ? $"perhaps {string.Join(", ", possible)}" : null;
    }

    /// <summary>The clauses that each incident breached in the plain reading, in the order of the agreement.</summary>
    private ILookup<IncidentId, string> Breached => field ??= assessment.Plain
        .Where(finding => finding is { Outcome: Outcome.Breached, Standing: not Standing.Refuted, Key.Occasion: Occasion.OfIncident })
        .Select(finding => (((Occasion.OfIncident)finding.Key.Occasion).Incident, finding.Key.Clause))
        .Distinct()
        .ToLookup(one => one.Incident, one => one.Clause);
}
