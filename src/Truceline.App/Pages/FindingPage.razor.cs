using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Truceline.Agreements;
using Truceline.App.Serving;
using Truceline.App.Terminal;
using Truceline.App.Wording;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>One finding with its reasons.</summary>
public sealed partial class FindingPage
{
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>The finding.</summary>
    [Parameter, EditorRequired]
    public Finding Finding { get; set; } = null!;

    private Clause Clause { get; set; } = null!;

    private Incident? Incident { get; set; }

    private ImmutableArray<JournalledReport> Beneath { get; set; } = [];

    private ImmutableArray<UnderReading> Readings { get; set; } = [];

    /// <summary>What else was found of the same incident; what another reading makes of this very finding stands beside it already.</summary>
    private IEnumerable<Finding> Others => Incident is null ? [] : View.Lookup.Of(Incident)
        .Where(other => other.Key with { Reading = null } != Finding.Key with { Reading = null })
        .Where(other => other.Key.Reading is null || View.Assessment.Find(other.Key with { Reading = null }) is null);

    private string Occasion => Finding.Key.Occasion switch
    {
        Assessments.Occasion.OfDeadline { Which: "open" } => "no deadline",
        Assessments.Occasion.OfDeadline { Which: "start" } => $"to be begun {When}",
        Assessments.Occasion.OfDeadline => $"to be done {When}",
        _ => When,
    };

    private string When => $"{AssessmentText.When(View.Assessment, Finding)} {View.Agreement.Clock.Zone.Id}";

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/findings/{id}", IResult (HttpContext http, string id) =>
    {
        var view = http.Viewed();
        var found = view.Lookup.Beginning(id).Take(2).ToArray();
        return found switch
        {
            [] => MissingPage.Answer(http, view, "findings", "No such finding", $"No finding of this record has the id '{ForeignWords.Cut(id, 60)}', or one that begins so. It may be of another agreement, or rest on a report that was corrected or withdrawn."),
            [var one] when one.Id.Value == id => Site.Page<FindingPage>(view, (nameof(Finding), one)),
            // The whole id stays right as the record grows; its first letters may not.
            [var one] => Results.Redirect(view.Link($"/findings/{one.Id}")),
            _ => Results.Redirect(new FindingsFilter { Q = id }.Address(view)),
        };
    });

    protected override void OnParametersSet()
    {
        Clause = Explanation.Clause(View.Assessment, Finding);
        Incident = View.Lookup.IncidentOf(Finding);
        Beneath = View.Lookup.Beneath(Finding);
        Readings = Explanation.Readings(View.Assessment, Finding);
    }

    /// <summary>The reasons that readings have otherwise than each other: what is asked, and what each says.</summary>
    private IEnumerable<(string Label, ImmutableArray<string?> Cells)> Otherwise
    {
        get
        {
            var reasons = Readings.Select(one => one.Finding is null ? [] : Explanation.Reasons(one.Finding)).ToArray();
            return reasons.SelectMany(all => all.Select(reason => reason.Label)).Distinct(StringComparer.Ordinal)
                .Select(label => (label, Cells: reasons.Select(all => all.FirstOrDefault(reason => reason.Label == label)?.Step.Says).ToImmutableArray()))
                .Where(row => row.Cells.OfType<string>().Distinct(StringComparer.Ordinal).Skip(1).Any());
        }
    }

    private static string Sentence(string words) => $"{char.ToUpperInvariant(words[0])}{words[1..]}.";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
