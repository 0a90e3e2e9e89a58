using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Truceline.Agreements;
using Truceline.App.Serving;
using Truceline.App.Terminal;
using Truceline.Assessments;

namespace Truceline.App.Pages;

/// <summary>The list of findings.</summary>
public sealed partial class FindingsPage
{
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>What the address asks for.</summary>
    [Parameter, EditorRequired]
    public FindingsFilter Filter { get; set; } = null!;

    /// <summary>Which part of the list it asks for.</summary>
    [Parameter]
    public string? Asked { get; set; }

    private static readonly Remembered<Assessment, (FindingsFilter, Reports.ReportLog?), FoundFindings> Answers = new();

    private FoundFindings Answer { get; set; } = FoundFindings.None;

    private IReadOnlyList<Finding> Found => Answer.Findings;

    /// <summary>How many of each outcome, the gravest first.</summary>
    private IEnumerable<(Outcome Outcome, Standing? Standing, int Count)> Counts => Answer.Counts
        .GroupBy(one => (Gravity: AssessmentText.Gravity(one.Outcome, one.Standing), one.Outcome, one.Standing), one => one.Count)
        .OrderBy(group => group.Key.Gravity).ThenBy(group => group.Key.Outcome)
        .Select(group => (group.Key.Outcome, group.Key.Standing, group.Sum()));

    private Slice Part { get; set; } = new(1, 0);

    private ImmutableArray<(Clause Clause, int Count, ImmutableArray<Finding> Findings)> Shown { get; set; } = [];

    private IEnumerable<Actor> Actors => View.Agreement.Actors.Values.OrderBy(actor => actor.Name, StringComparer.OrdinalIgnoreCase).ThenBy(actor => actor.Id, StringComparer.Ordinal);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/findings", (HttpContext http) => Site.Page<FindingsPage>(
        http.Viewed(), (nameof(Filter), FindingsFilter.Read(http.Request.Query)), (nameof(Asked), FindingsFilter.One(http.Request.Query, "page"))));

    protected override void OnParametersSet()
    {
        Answer = Answers.Get(View.Assessment, (Filter, Filter.Report is null ? null : View.Log), () => Filter.Of(View));
        Part = Slice.Of(Asked, Found.Count);
        Shown =
        [
            .. Part.Of(Found)
                .GroupBy(finding => finding.Clause)
                .Select(group => (View.Agreement.Clauses.First(clause => clause.Id == group.Key), Answer.Counts.Where(one => one.Clause == group.Key).Sum(one => one.Count), group.ToImmutableArray())),
        ];
    }

    private string With(Outcome outcome, Standing? standing) =>
        (Filter with { Outcome = outcome.Written(), Standing = standing?.Written() }).Address(View);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
