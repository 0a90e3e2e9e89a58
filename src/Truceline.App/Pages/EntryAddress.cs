using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>The addresses by which a report is cited: by an entry of the journal, and as a statement by its source and the source's own id.</summary>
internal static class EntryAddress
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/entries/{number}", IResult (HttpContext http, string number) =>
        {
            var view = http.Viewed();
            var entry = long.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var read) ? read : 0;
            if (view.Lookup.ReportAt(entry) is { } report) return Results.Redirect(view.Link($"/reports/{report.Report.Id}"));
            if (EntryPage.Has(view.Log, entry)) return Site.Page<EntryPage>(view, (nameof(EntryPage.Entry), entry));
            var size = view.Log.Size;
            return MissingPage.Answer(http, view, "reports", "No such entry", FormattableString.Invariant($"Entry '{ForeignWords.Cut(number, 60)}' holds no report. The part of the journal that is looked at has the entries 1 to {size:N0}; not every one of them is a report."));
        });
        routes.MapGet("/statements/{source}/{**own}", IResult (HttpContext http) =>
        {
            var view = http.Viewed();
            var (source, own) = Cited(http);
            return view.Lookup.Report(source, own) is { } report
                ? Results.Redirect(report.Report.Content is StatementDraft ? StatementsPage.Address(view, report) : view.Link($"/reports/{report.Report.Id}"))
                : MissingPage.Answer(http, view, "reports", "No such statement", $"No report of '{ForeignWords.Cut(source, 60)}' has the id '{ForeignWords.Cut(own, 60)}'. Its source may call it otherwise, or it is not in this journal.");
        });
    }

    /// <summary>
    /// The two names in the address, each decoded once from what was sent: a name may hold a slash, which the path that the
    /// server has decoded no longer tells from one that parts names.
    /// </summary>
    private static (string Source, string Own) Cited(HttpContext http)
    {
        var sent = http.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
        var parts = sent.Split('?')[0].Split('/', 4);
        return (Uri.UnescapeDataString(parts.ElementAtOrDefault(2) ?? ""), Uri.UnescapeDataString(parts.ElementAtOrDefault(3) ?? ""));
    }
}
