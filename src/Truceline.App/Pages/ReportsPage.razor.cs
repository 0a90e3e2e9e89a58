using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>The list of reports.</summary>
public sealed partial class ReportsPage
{
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>What the address asks for.</summary>
    [Parameter, EditorRequired]
    public ReportsFilter Filter { get; set; } = null!;

    /// <summary>Which part of the list it asks for.</summary>
    [Parameter]
    public string? Asked { get; set; }

    private static readonly Remembered<ReportLog, (ReportsFilter, Assessments.Assessment?), Sought> Answers = new();

    /// <summary>What a filter finds, and how many of each kind.</summary>
    private sealed record Sought(FoundReports Found, ImmutableArray<KeyValuePair<string, int>> Counts)
    {
        public static Sought Of(ReportsFilter filter, View view)
        {
            var found = filter.Of(view);
            IEnumerable<KeyValuePair<string, int>> counts = filter.IsEmpty
                ? ReportWords.Kinds.Select(kind => KeyValuePair.Create(kind, view.Lookup.Reports.OfKind(kind).Count)).Where(kind => kind.Value > 0)
                : found.Reports.CountBy(report => ReportWords.Kind(report.Report.Content));
            return new(found, [.. counts.OrderBy(kind => kind.Key, StringComparer.Ordinal)]);
        }
    }

    private Sought Answer { get; set; } = new(new([], null), []);

    private IReadOnlyList<JournalledReport> Found => Answer.Found.Reports;

    private Slice Part { get; set; } = new(1, 0);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/reports", (HttpContext http) => Site.Page<ReportsPage>(
        http.Viewed(), (nameof(Filter), ReportsFilter.Read(http.Request.Query)), (nameof(Asked), FindingsFilter.One(http.Request.Query, "page"))));

    protected override void OnParametersSet()
    {
        Answer = Answers.Get(View.Log, (Filter, Filter.Incident is null ? null : View.Assessment), () => Sought.Of(Filter, View));
        Part = Slice.Of(Asked, Found.Count);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
