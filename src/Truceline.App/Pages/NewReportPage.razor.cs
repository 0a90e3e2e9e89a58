using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Embedded;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>The form by which one report is handed in; it works on a phone, and without a script.</summary>
public sealed partial class NewReportPage
{
    private const string Path = "/reports/new";

    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>What was typed so far.</summary>
    [Parameter, EditorRequired]
    public ReportDraft Draft { get; set; } = null!;

    /// <summary>The name and value of the token that only a page of this site has.</summary>
    [Parameter, EditorRequired]
    public AntiforgeryTokenSet Token { get; set; } = null!;

    private IEnumerable<string> ActorNames => View.Agreement.Actors.Values.Select(actor => actor.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private IEnumerable<string> ClassNames => View.Agreement.Classes.Classes.Keys;

    // A list that is offered while somebody types; what is not in it can be written.
    private const int MostTexts = 100;

    /// <summary>The newest texts that can be named: those with an own number.</summary>
    private IEnumerable<(string Name, string Title)> Texts => View.Lookup.Reports.OfKind("text").Where(report => !report.IsWithdrawn && report.Report.OwnId is not null)
        .Take(MostTexts).Select(report => ($"{report.Report.Source}/{report.Report.OwnId}", ForeignWords.Cut(((SourceText)report.Report.Content).Title, 80)));

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, Show);
        routes.MapPost(Path, Take);
    }

    private static RazorComponentResult<NewReportPage> Show(HttpContext http)
    {
        var view = http.Viewed();
        // A report by the way must not make a mixture of an exercise.
        return Form(http, view, ReportDraft.Empty(http.Request.Query["kind"].ToString()).Suggest("zone", view.Agreement.Clock.Zone.Id).Suggest("exercise", view.Exercise ? "yes" : ""), StatusCodes.Status200OK);
    }

    private static async Task<IResult> Take(HttpContext http, Room room, Gazetteer places, IAntiforgery antiforgery, TimeProvider time)
    {
        var view = http.Viewed();
        var draft = ReportDraft.Read(await SentForm.Of(http));
        if (!await antiforgery.IsRequestValidAsync(http))
            return Form(http, view, draft.With("", "This page is older than the server that answers now, so nothing was recorded. What you typed is here: look it through and send it again."), StatusCodes.Status400BadRequest);

        var now = Instant.FromDateTimeOffset(time.GetUtcNow());
        (var report, draft) = ReportDraftReading.Read(draft, places, view.Lookup.Report, now);
        if (report is not null && draft["corrects"].Length == 0 && Differs(view, report) is { } held)
            draft = draft.With("corrects", FormattableString.Invariant($"{report.Source} has a report under this id already, entry {held:N0}, which says something else."));
        if (report is null || !draft.Faults.IsEmpty) return Form(http, view, draft, StatusCodes.Status422UnprocessableEntity);
        try
        {
            var handed = await room.Append([report], now, submitter: null, http.RequestAborted);
            var stands = handed.Reports[0];
            if (stands.IsLeftOut && Admission.LeftOut(report, new("the form", 1, 1)) is var problem)
                return Form(http, view, draft.With("own-id", $"Nothing was recorded: {problem.What}; {problem.Remedy}."), StatusCodes.Status422UnprocessableEntity);
            var address = new Asked(view.Asked.Agreement, null, null).Link($"/reports/{stands.Id}");
            return new SentForm.SeeOther(QueryHelpers.AddQueryString(address, Frame.RecordedKey, FormattableString.Invariant($"{stands.Entry}{(stands.Adds is null ? "+" : "")}")), handed.Receipt.ToString());
        }
        catch (JournalException failed)
        {
            return Form(http, view, draft.With("", $"Nothing was recorded: {failed.Message} What you typed is here; send it again in a moment."), StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>The last entry of the report of the same id that says something else, or null.</summary>
    private static long? Differs(View view, Report report)
    {
        var held = view.Lookup.Report(report.Id);
        return held is null || ReportEntry.ContentOf(held.Report).AsSpan().SequenceEqual(ReportEntry.ContentOf(report)) ? null : held.Entries[^1];
    }

    private static RazorComponentResult<NewReportPage> Form(HttpContext http, View view, ReportDraft draft, int status)
    {
        var token = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var page = Site.Page<NewReportPage>(view, (nameof(Draft), draft), (nameof(Token), token));
        page.StatusCode = status;
        return page;
    }
}
