using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;
using Truceline.Agreements;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>One incident with its sightings.</summary>
public sealed partial class IncidentPage
{
    private const int Most = 20;

    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>The incident.</summary>
    [Parameter, EditorRequired]
    public Incident Incident { get; set; } = null!;

    private Dictionary<ReportId, string> Letters { get; } = [];

    private Sketch? Drawing { get; set; }

    private IEnumerable<(Sighting Sighting, string Letter)> Shown => Incident.Sightings.Take(Slice.Size).Select(sighting => (sighting, Letters[sighting.Id]));

    private string What => Some(Incident.Sightings.Select(sighting => ReportWords.Summary(sighting.Observation with { Count = null, Phase = null })));

    private ImmutableArray<string> Places =>
    [
        .. Incident.Sightings.GroupBy(sighting => sighting.Observation.Where.Name, StringComparer.Ordinal)
            .Select(group => $"{(group.Key is { } name ? $"{ForeignWords.Cut(name, 120)}: " : "")}{Some(group.Select(sighting => PlaceWords.Around(sighting.Observation.Where)))}")
            .Take(Most),
    ];

    private string HowCounted
    {
        get
        {
            var counted = Incident.Sightings.Where(sighting => sighting.Observation.Count is not null).ToArray();
            if (counted.Length == 1) return $"Counted by {Who(counted[0])} alone.";
            var bounds = Incident.Count!.Value;
            var most = bounds.Most is { } bound ? FormattableString.Invariant($"{bound:N0}") : null;
            if (Incident.Reasons.Any(reason => reason is Grouping.CountsContradict))
                return FormattableString.Invariant($"The {counted.Length:N0} who counted contradict each other, and no report says who is right: at least the least lower bound, {bounds.Least:N0}; {(most is null ? "without an upper bound, for somebody gave none" : $"at most the greatest upper bound, {most}")}. Counts of several observers never add up.");
            var least = counted.MaxBy(sighting => sighting.Observation.Count!.Value.Least)!;
            return FormattableString.Invariant($"Of {counted.Length:N0} who counted: at least what {Who(least)} counted, {bounds.Least:N0}; {(most is null ? "without an upper bound, for nobody gave one" : $"at most the least upper bound, {most}")}. Counts of several observers never add up.");

            string Who(Sighting sighting) => ForeignWords.Cut(Observer(sighting), 80);
        }
    }

    private ImmutableArray<(string Actor, string Basis, string? Known, string By)> Named =>
    [
        .. Incident.Sightings
            .SelectMany(sighting => sighting.Observation.By.Select(by => (by.Actor, Basis: by.Basis.Written(), By: Observer(sighting))))
            .GroupBy(one => (one.Actor, one.Basis))
            .OrderBy(group => group.Key.Actor, StringComparer.OrdinalIgnoreCase).ThenBy(group => group.Key.Basis, StringComparer.Ordinal)
            .Take(Most)
            .Select(group => (group.Key.Actor, group.Key.Basis, View.Agreement.ActorNamed(group.Key.Actor)?.Name, Some(group.Select(one => one.By)))),
    ];

    private ImmutableArray<string> Observers => [.. Incident.Sightings.SelectMany(sighting => Origin.Of(sighting.Report)).Select(origin => $"{PlainName.Of(origin.Name ?? "")}\0{PlainName.Of(origin.Organisation ?? "")}\0{origin.Unnamed}").Distinct()];

    /// <summary>From whom each sighting is, as findings count it: an actor of the agreement under any of its names, else a name in any spelling; an unnamed one each time.</summary>
    private ImmutableArray<Told> Told =>
    [
        .. Incident.Sightings.Where(sighting => !sighting.Report.IsOfUnknownText).SelectMany(sighting => Origin.Of(sighting.Report).Select(origin => new Told(
            Actor(origin)?.Id ?? ((origin.Organisation ?? origin.Name) is { } name ? PlainName.Of(name) : $"an unnamed source\0{origin.Unnamed}"), sighting.Report.Report.Source, sighting))),
    ];

    /// <summary>The independent origins among them, as people know them.</summary>
    private ImmutableArray<string> Origins
    {
        get
        {
            var names = Incident.Sightings.SelectMany(sighting => Origin.Of(sighting.Report)).Select(origin => origin.Organisation ?? origin.Name).OfType<string>().ToLookup(PlainName.Of, StringComparer.Ordinal);
            return
            [
                .. IndependentOrigins.Of(Told)
                    .Select(origin => View.Agreement.Actors.TryGetValue(origin, out var actor) ? actor.Name : names[origin].FirstOrDefault() ?? origin.Split('\0')[0])
                    .Order(StringComparer.OrdinalIgnoreCase),
            ];
        }
    }

    private ImmutableArray<(ReportId A, ReportId? B, string Sentence)> Reasons =>
    [
        .. Incident.Reasons.Select(reason => (Of: Grouping.Order(reason), Sentence: reason.Sentence()))
            .Select(one => (one.Of.A, one.Of.A == one.Of.B ? (ReportId?)null : one.Of.B, one.Sentence)),
    ];

    private IEnumerable<JournalledReport> Reports => Incident.Sightings.Select(sighting => View.Lookup.Report(sighting.Id)).OfType<JournalledReport>();

    private ImmutableArray<GroupingDecision> Decisions => View.Lookup.Reports.DecisionsOn(Reports);

    /// <summary>What people said of the handling of its reports; those of which nobody said anything are left out.</summary>
    private ImmutableArray<(JournalledReport Report, ImmutableArray<GivenStatus> Said)> Said =>
        [.. Reports.Take(Slice.Size).Select(report => (report, View.Lookup.Reports.Statuses.On(report))).Where(one => !one.Item2.IsEmpty)];

    private ImmutableArray<Finding> Findings => [.. View.Lookup.Of(Incident).Where(finding => finding.Key.Reading is null || View.Assessment.Find(finding.Key with { Reading = null }) is null)];

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/incidents/{id}", IResult (HttpContext http, string id) =>
    {
        var view = http.Viewed();
        return view.Lookup.Incident(id) is { } incident
            ? Site.Page<IncidentPage>(view, (nameof(Incident), incident))
            : MissingPage.Answer(http, view, "findings", "No such incident", $"No incident of this record has the id '{ForeignWords.Cut(id, 60)}'. As reports come in or are corrected, what is taken for one happening may change, and its id with it.");
    });

    protected override void OnParametersSet()
    {
        foreach (var (sighting, i) in Incident.Sightings.Select((sighting, i) => (sighting, i))) Letters[sighting.Id] = Letter(i);
        Drawing = Sketch.Of(Incident.Sightings.Select(sighting => (Letters[sighting.Id], sighting.Observation.Where.Region)));
    }

    /// <summary>A report by its letter, or as a neighbour that is part of another incident.</summary>
    private RenderFragment Member(ReportId report) => builder =>
    {
        var (address, words) = Letters.TryGetValue(report, out var letter) ? ($"/reports/{report}", letter)
            : View.Lookup.IncidentOf(report) is { } other ? ($"/incidents/{other.Id}", $"a report of incident {other.Id.Value[..8]}")
            : ($"/reports/{report}", "another report");
        builder.OpenElement(0, "a");
        builder.AddAttribute(1, "href", View.Link(address));
        builder.AddContent(2, words);
        builder.CloseElement();
    };

    private Actor? Actor(Origin origin) =>
        (origin.Name is { } name ? View.Agreement.ActorNamed(name) : null) ?? (origin.Organisation is { } organisation ? View.Agreement.ActorNamed(organisation) : null);

    /// <summary>"A" to "Z", then "AA".</summary>
    private static string Letter(int number) => number < 26 ? $"{(char)('A' + number)}" : Letter(number / 26 - 1) + (char)('A' + number % 26);

    /// <summary>Some different texts in one line, and how many more there are.</summary>
    private static string Some(IEnumerable<string> texts)
    {
        const int few = 4;
        var all = texts.Distinct(StringComparer.Ordinal).ToArray();
        return string.Join("; ", all.Take(few).Select(text => ForeignWords.Cut(text, 160))) + (all.Length > few ? FormattableString.Invariant($"; and {all.Length - few:N0} more") : "");
    }

    private static string Observer(Sighting sighting) => sighting.Observation.Observer ?? sighting.Report.Report.Source;

    private static string EntryWords(JournalledReport report) => $"entry {Number(report.Entries[0])}";

    private static string Plural(int count, string noun) => $"{Number(count)} {noun}{(count == 1 ? "" : "s")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
