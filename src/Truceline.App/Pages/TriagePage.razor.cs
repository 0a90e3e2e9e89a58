using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Truceline.App.Serving;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>The list of reports by what people say of their handling.</summary>
public sealed partial class TriagePage
{
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>What the address asks for.</summary>
    [Parameter, EditorRequired]
    public TriageFilter Filter { get; set; } = null!;

    /// <summary>Which part of the list it asks for.</summary>
    [Parameter]
    public string? Asked { get; set; }

    private IReadOnlyList<JournalledReport> Found { get; set; } = [];

    private Slice Part { get; set; } = new(1, 0);

    private IEnumerable<KeyValuePair<string, string>> Kept => View.Asked.Fields.Concat(Filter.Fields.Where(one => one.Key != "kind"));

    /// <summary>How many reports have each status that any has, or that is shown; those that wait always.</summary>
    private ImmutableArray<(ReportStatus Status, int Count)> Counts =>
    [
        .. Enum.GetValues<ReportStatus>().Select(status => (status, View.Lookup.Reports.OfStatus(status, Filter.Kind).Count))
            .Where(one => one.Count > 0 || one.status == ReportStatus.Received || one.status == Filter.Asked),
    ];

    private int LeftOpen => TriageFilter.LeftOpen(View).Length;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet(TriageFilter.Path, (HttpContext http) => Site.Page<TriagePage>(
        http.Viewed(), (nameof(Filter), TriageFilter.Read(name => FindingsFilter.One(http.Request.Query, name))), (nameof(Asked), FindingsFilter.One(http.Request.Query, "page"))));

    protected override void OnParametersSet()
    {
        Found = Filter.Of(View);
        Part = Slice.Of(Asked, Found.Count);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
