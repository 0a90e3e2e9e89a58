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

    private static readonly Remembered<Assessment, (FindingsFilter, Reports.ReportLog), Sought> Answers = new();

    /// <summary>What a filter finds, and how many of each outcome and under each clause.</summary>
    private sealed record Sought(ImmutableArray<Finding> Found, ImmutableArray<(Outcome Outcome, Standing? Standing, int Count)> Counts, IReadOnlyDictionary<string, int> OfClause)
    {
        public static Sought Of(ImmutableArray<Finding> found) => new(
            found,
            [
                .. found.CountBy(finding => (Gravity: AssessmentText.Gravity(finding), finding.Outcome, finding.Standing))
                    .OrderBy(group => group.Key.Gravity).ThenBy(group => group.Key.Outcome)
                    .Select(group => (group.Key.Outcome, group.Key.Standing, group.Value)),
            ],
            found.CountBy(finding => finding.Key.Clause).ToDictionary(StringComparer.Ordinal));
    }

    private Sought Answer { get; set; } = Sought.Of([]);

    private ImmutableArray<Finding> Found => Answer.Found;

    private Slice Part { get; set; } = new(1, 0);

    private ImmutableArray<(Clause Clause, int Count, ImmutableArray<Finding> Findings)> Shown { get; set; } = [];

    private IEnumerable<Actor> Actors => View.Agreement.Actors.Values.OrderBy(actor => actor.Name, StringComparer.OrdinalIgnoreCase).ThenBy(actor => actor.Id, StringComparer.Ordinal);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/findings", (HttpContext http) => Site.Page<FindingsPage>(
        http.Viewed(), (nameof(Filter), FindingsFilter.Read(http.Request.Query)), (nameof(Asked), FindingsFilter.One(http.Request.Query, "page"))));

    protected override void OnParametersSet()
    {
        Answer = Answers.Get(View.Assessment, (Filter, View.Log), () => Sought.Of(Filter.Of(View)));
        Part = Slice.Of(Asked, Found.Length);
        Shown =
        [
            .. Found.Skip(Part.Before).Take(Slice.Size)
                .GroupBy(finding => finding.Key.Clause)
                .Select(group => (View.Agreement.Clauses.First(clause => clause.Id == group.Key), Answer.OfClause[group.Key], group.ToImmutableArray())),
        ];
    }

    private string With(Outcome outcome, Standing? standing) =>
        (Filter with { Outcome = outcome.Written(), Standing = standing?.Written() }).Address(View);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
