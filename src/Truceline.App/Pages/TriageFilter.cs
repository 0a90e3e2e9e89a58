using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;
using Truceline.Agreements;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>Which reports the page of triage lists, as its address says.</summary>
public sealed record TriageFilter
{
    internal const string Path = "/triage";

    private const string OpenField = "left-open";
    private const string Yes = "yes";

    private static readonly Remembered<Assessment, bool, ImmutableArray<JournalledReport>> Open = new();

    /// <summary>The status, as written; null: received, or of an incident any.</summary>
    public string? Status { get; init; }

    /// <summary>The kind of content, one of <see cref="ReportWords.Kinds"/>; null: any.</summary>
    public string? Kind { get; init; }

    /// <summary>The incident that they are part of, by id; null: any, or none.</summary>
    public string? Incident { get; init; }

    /// <summary>Whether only those are asked for of which it is left open with which others they are one happening.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Reads an address, or what a form sent on.</summary>
    public static TriageFilter Read(Func<string, string?> one) => new() { Status = one("status"), Kind = one("kind"), Incident = one("incident"), IsOpen = one(OpenField) == Yes };

    /// <summary>The status that is asked for; null: any, or none that there is.</summary>
    public ReportStatus? Asked => Status is { } written ? Vocabulary.Parse<ReportStatus>(written) : Incident is null && !IsOpen ? ReportStatus.Received : null;

    /// <summary>What is wrong with it, in a sentence; null when it can be answered.</summary>
    public string? Fault() =>
        Status is { } status && Vocabulary.Parse<ReportStatus>(status) is null ? $"'{status}' is no status. The statuses are {string.Join(", ", Vocabulary.All<ReportStatus>())}."
        : Kind is { } kind && !ReportWords.Kinds.Contains(kind) ? $"'{kind}' is no kind of report. The kinds are {string.Join(", ", ReportWords.Kinds)}."
        : null;

    /// <summary>What it asks for, as an address and the hidden fields of a form write it.</summary>
    public IEnumerable<KeyValuePair<string, string>> Fields =>
        new[] { KeyValuePair.Create("status", Status), KeyValuePair.Create("kind", Kind), KeyValuePair.Create("incident", Incident), KeyValuePair.Create(OpenField, IsOpen ? Yes : null) }.Where(one => one.Value is not null)!;

    /// <summary>The address of the list that it describes.</summary>
    public string Address(View view, int part = 1) => Link(view, Path, part);

    /// <summary>The address at which it is decided on a report of this list.</summary>
    public string Address(View view, JournalledReport report) => Link(view, FormattableString.Invariant($"{Path}/{report.Entries[0]}"), 1);

    /// <summary>The reports that it describes, the one that came first first; none when it has a fault.</summary>
    internal IReadOnlyList<JournalledReport> Of(View view)
    {
        if (Fault() is not null) return [];
        var index = view.Lookup.Reports;
        if (Incident is null && !IsOpen) return index.OfStatus(Asked!.Value, Kind);
        var of = IsOpen ? LeftOpen(view) : (view.Lookup.Incident(Incident!)?.Sightings ?? []).Select(sighting => view.Lookup.Report(sighting.Id)).OfType<JournalledReport>();
        return
        [
            .. of.Where(report => (Asked is null || index.Statuses.StatusOf(report) == Asked) && (Kind is null || ReportWords.Kind(report.Report.Content) == Kind)).OrderBy(report => report.Entries[0]),
        ];
    }

    /// <summary>The first report of the list that came after another; null: none did.</summary>
    internal JournalledReport? After(View view, JournalledReport report) => Fault() is not null ? null
        : Incident is null && !IsOpen ? view.Lookup.Reports.After(report.Entries[0], Asked!.Value, Kind)
        : Of(view).FirstOrDefault(other => other.Entries[0] > report.Entries[0]);

    /// <summary>The reports that wait for somebody to say with which others they are one happening, the one that came first first.</summary>
    internal static ImmutableArray<JournalledReport> LeftOpen(View view) => Open.Get(view.Assessment, true, () =>
    [
        .. view.Assessment.Incidents.SelectMany(incident => incident.Reasons)
            .SelectMany(reason => reason switch { Grouping.LeftOpen open => (ReportId[])[open.A.Id, open.B.Id], Grouping.TooMany many => [many.Report], _ => [] })
            .Distinct().Select(view.Lookup.Report).OfType<JournalledReport>().OrderBy(report => report.Entries[0]),
    ]);

    private string Link(View view, string path, int part)
    {
        var fields = Fields.Select(field => KeyValuePair.Create(field.Key, (string?)field.Value));
        if (part > 1) fields = fields.Append(KeyValuePair.Create("page", (string?)FormattableString.Invariant($"{part}")));
        return view.Link(QueryHelpers.AddQueryString(path, fields));
    }
}
