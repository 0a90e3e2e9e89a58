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

    private static readonly Remembered<ReportLog, (ReportsFilter, Assessments.Assessment), Sought> Answers = new();

    /// <summary>What a filter finds, and how many of each kind.</summary>
    private sealed record Sought(ImmutableArray<JournalledReport> Found, ImmutableArray<KeyValuePair<string, int>> Counts)
    {
        public static Sought Of(ImmutableArray<JournalledReport> found) =>
            new(found, [.. found.CountBy(report => ReportWords.Kind(report.Report.Content)).OrderBy(kind => kind.Key, StringComparer.Ordinal)]);
    }

    private Sought Answer { get; set; } = Sought.Of([]);

    private ImmutableArray<JournalledReport> Found => Answer.Found;

    private Slice Part { get; set; } = new(1, 0);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/reports", (HttpContext http) => Site.Page<ReportsPage>(
        http.Viewed(), (nameof(Filter), ReportsFilter.Read(http.Request.Query)), (nameof(Asked), FindingsFilter.One(http.Request.Query, "page"))));

    protected override void OnParametersSet()
    {
        Answer = Answers.Get(View.Log, (Filter, View.Assessment), () => Sought.Of(Filter.Of(View)));
        Part = Slice.Of(Asked, Found.Length);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
