using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>One report, whatever its content.</summary>
public sealed partial class ReportPage
{
    private const int Most = 20;

    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>The report.</summary>
    [Parameter, EditorRequired]
    public JournalledReport Report { get; set; } = null!;

    /// <summary>What it says; of a withdrawn report what it said last.</summary>
    private Content Content => Report.Withdrawn?.Before ?? Report.Report.Content;

    private string Heading => $"{char.ToUpperInvariant(ReportWords.Kind(Content)[0])}{ReportWords.Kind(Content)[1..]}, entry {Number(Report.Entries[^1])}";

    private ImmutableArray<Origin> Origins => Origin.Of(Report with { Report = Report.Report with { Content = Content } });

    private const int MostCopies = 20;

    /// <summary>The text out of which it was read, or that it is itself; null: neither.</summary>
    private JournalledReport? TextBehind => Report.Report.Content is SourceText ? Report : Report.Text?.Report;

    /// <summary>The texts that the text holds, each by an entry; null: it is no digest.</summary>
    private ImmutableArray<long>? Held => View.Log.HeldBy(TextBehind!);

    /// <summary>The entry that compared the text with others; null: none did since it came or changed.</summary>
    private long? Compared => View.Log.OriginOf(TextBehind!) is null && Held is null ? null : View.Log.TextsComparedBy;

    /// <summary>The other texts of its origin, each by an entry.</summary>
    private ImmutableArray<long> Copies => [.. View.Log.Texts.Origins.Where(text => text.Value == View.Log.OriginOf(TextBehind!) && text.Key != TextBehind!.Entries[^1]).Select(text => text.Key).Order()];

    /// <summary>Each version with what its entry did and how it differs from the one before; a withdrawal differs in everything and is not compared.</summary>
    private IEnumerable<(ReportVersion Version, string Verb, ImmutableArray<FactChange> Changes)> History
    {
        get
        {
            Content? before = null;
            foreach (var version in Report.Versions)
            {
                var now = version.Report.Content;
                var verb = now is Withdrawal ? "took it back" : before is null ? "brought it" : "corrected it";
                yield return (version, verb, before is null || now is Withdrawal ? [] : ReportFacts.Between(before, now, View.Agreement.Clock.Zone));
                if (now is not Withdrawal) before = now;
            }
        }
    }

    /// <summary>Who had the content of its entries when.</summary>
    private ImmutableArray<(long Entry, Custody Link)> Custody { get; set; } = [];

    /// <summary>How reliable its source is held to be; of the internal edition, which this page is.</summary>
    private Reliability? Reliability { get; set; }

    /// <summary>What people said of its handling.</summary>
    private ImmutableArray<GivenStatus> Said => View.Lookup.Reports.Statuses.On(Report);

    private Incident? Incident { get; set; }

    private ImmutableArray<Finding> Resting { get; set; } = [];

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/reports/{id}", IResult (HttpContext http, string id) =>
    {
        var view = http.Viewed();
        return view.Lookup.Report(new ReportId(id.ToLowerInvariant())) is { } report
            ? Site.Page<ReportPage>(view, (nameof(Report), report))
            : MissingPage.Answer(http, view, "reports", "No such report", $"No report of this journal has the id '{ForeignWords.Cut(id, 60)}'. A report is cited by one of its entries, or by its source and the source's own id.");
    });

    protected override void OnParametersSet()
    {
        Custody = EntryPage.CustodyOf(View.Log, Report.Entries);
        Reliability = SourceRegister.Fold(View.Log.Others).Sources.GetValueOrDefault(Report.Report.Source)?.Reliability;
        Incident = View.Lookup.IncidentOf(Report.Report.Id);
        Resting = [.. View.Lookup.RestingOn(Report).Where(finding => finding.Key.Reading is null || View.Assessment.Find(finding.Key with { Reading = null }) is null)];
    }

    /// <summary>The tag of a language where it can be one; a browser hyphenates and reads aloud by it.</summary>
    private static string? Language(SourceText text) => text.Language is { Length: <= 35 } tag && tag.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') ? tag : null;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
