using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Embedded;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>One report, to be decided on; it works without a script.</summary>
public sealed partial class TriageReportPage
{
    private const int Most = 20;
    private const string ListPrefix = "list-";

    /// <summary>The report.</summary>
    [Parameter, EditorRequired]
    public JournalledReport Report { get; set; } = null!;

    /// <summary>The list from which it was come.</summary>
    [Parameter, EditorRequired]
    public TriageFilter Filter { get; set; } = null!;

    /// <summary>What was filled in.</summary>
    [Parameter, EditorRequired]
    public TriageForm Form { get; set; } = null!;

    private string Path => AddressOf(Report);

    private Content Content => Report.Withdrawn?.Before ?? Report.Report.Content;

    private Incident? Incident { get; set; }

    /// <summary>The other reports of its incident, the one that came first first.</summary>
    private ImmutableArray<JournalledReport> Others { get; set; } = [];

    private ImmutableArray<NearReport> Near { get; set; } = [];

    private ImmutableArray<GivenStatus> Said { get; set; } = [];

    private ImmutableArray<GroupingDecision> Decisions { get; set; } = [];

    private JournalledReport? Next { get; set; }

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet($"{TriageFilter.Path}/{{number}}", IResult (HttpContext http, string number) =>
        {
            var view = http.Viewed();
            if (ReportAt(view, number) is not { } report) return Missing(http, view, number);
            var filter = TriageFilter.Read(name => FindingsFilter.One(http.Request.Query, name));
            return Page(http, view, report, filter, TriageForm.Empty(ForeignWords.Cut(FindingsFilter.One(http.Request.Query, "by") ?? "", 200), LatestOn(view, report)), null, StatusCodes.Status200OK);
        });
        routes.MapPost($"{TriageFilter.Path}/{{number}}", Take);
    }

    private static Task<IResult> Take(HttpContext http, string number, Room room, IAntiforgery antiforgery) => Decide(http, antiforgery, sent =>
    {
        var view = http.Viewed();
        if (ReportAt(view, number) is not { } report) return new(() => Task.FromResult<IResult>(Missing(http, view, number)), (_, _) => Missing(http, view, number));
        var (form, filter) = (TriageForm.Read(sent), TriageFilter.Read(name => sent[ListPrefix + name] is [{ Length: > 0 } value] ? value : null));
        return new(Record, Refused);

        IResult Refused(string why, int status) => Page(http, view, report, filter, form with { Known = LatestOn(view, report) }, why, status);

        async Task<IResult> Record()
        {
            var entries = form.Entries(view, report);
            if (form.Known != LatestOn(view, report))
                return Stands(view, report, entries) is { } there ? Done($"{there}+", "It is recorded already.\n")
                    : Refused("Nothing was recorded: since this page was shown somebody else decided on this report, or it was corrected. What stands now is above; send it again if it still holds.", StatusCodes.Status409Conflict);
            var (last, receipt) = await room.Write([.. entries.Select(entry => (ReadOnlyMemory<byte>)(entry is StatusEntry status ? status.Encode() : ((GroupingEntry)entry).Encode()))], http.RequestAborted);
            return Done(FormattableString.Invariant($"{last}"), receipt.ToString());
        }

        SentForm.SeeOther Done(string recorded, string receipt)
        {
            var address = filter.Address(view with { Asked = new(view.Asked.Agreement, null, null) }, report);
            return new(QueryHelpers.AddQueryString(QueryHelpers.AddQueryString(address, "by", form.By), Frame.RecordedKey, recorded), receipt);
        }
    });

    /// <summary>The last of the entries about a report that say what some others say, whenever that was; null: one of them was not said yet.</summary>
    private static long? Stands(View view, JournalledReport report, ImmutableArray<object> entries)
    {
        var statuses = view.Lookup.Reports.Statuses.On(report);
        var decisions = view.Lookup.Reports.DecisionsOn([report]);
        var found = entries.Select(entry => entry is StatusEntry status
            ? statuses is [.., var last] && last.Says with { Recorded = status.Recorded } == status ? last.Entry : (long?)null
            : decisions.LastOrDefault(one => one.Says with { Recorded = ((GroupingEntry)entry).Recorded } == (GroupingEntry)entry)?.Entry).ToArray();
        return Array.TrueForAll(found, one => one is not null) ? found.Max() : null;
    }

    /// <summary>The latest entry about a report: of its own, of a status, of a decision.</summary>
    private static long LatestOn(View view, JournalledReport report) =>
        new[] { report.Entries[^1], view.Lookup.Reports.Statuses.On(report) is [.., var given] ? given.Entry : 0, view.Lookup.Reports.DecisionsOn([report]) is [.., var decided] ? decided.Entry : 0 }.Max();

    private static JournalledReport? ReportAt(View view, string number) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var entry) ? view.Lookup.ReportAt(entry) : null;

    private static RazorComponentResult<MissingPage> Missing(HttpContext http, View view, string number) => MissingPage.Answer(http, view, "triage", "No such report",
        FormattableString.Invariant($"Entry '{ForeignWords.Cut(number, 60)}' holds no report that could be decided on. The part of the journal that is looked at has the entries 1 to {view.Log.Size:N0}; not every one of them is a report, and some may be erased."));

    private static RazorComponentResult<TriageReportPage> Page(HttpContext http, View view, JournalledReport report, TriageFilter filter, TriageForm form, string? problem, int status) =>
        Answer<TriageReportPage>(http, view, problem, status, (nameof(Report), report), (nameof(Filter), filter), (nameof(Form), form));

    /// <summary>The address at which it is decided on a report.</summary>
    internal static string AddressOf(JournalledReport report) => FormattableString.Invariant($"{TriageFilter.Path}/{report.Entries[0]}");

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Incident = View.Lookup.IncidentOf(Report.Report.Id);
        Others = Incident is null ? [] : [.. Incident.Sightings.Where(sighting => sighting.Id != Report.Report.Id).Select(sighting => View.Lookup.Report(sighting.Id)).OfType<JournalledReport>().OrderBy(other => other.Entries[0])];
        Near = Incident is not null && Sighting.Of(Report) is { } sighting ? NearReport.Of(View, sighting, Incident) : [];
        Said = View.Lookup.Reports.Statuses.On(Report);
        Decisions = View.Lookup.Reports.DecisionsOn([Report]);
        Next = Filter.After(View, Report);
    }

    /// <summary>When and where a report says that it was, for one who picks among several.</summary>
    private string WhenAndWhere(JournalledReport report) => Sighting.Of(report) is { Observation: var seen }
        ? $"{TimeWords.Words(seen.Occurred, View.Agreement.Clock.Zone)}, {ForeignWords.Cut(PlaceWords.Short(seen.Where), 80)}" : "";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
