using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Truceline.App.Serving;
using Truceline.Reports;

namespace Truceline.App.Pages;

/// <summary>The frame of every page.</summary>
public sealed partial class Frame
{
    private static readonly ImmutableArray<(string Section, string Path, string Name)> Sections =
    [
        ("arrangement", "/", "Arrangement"),
        ("agreement", "/agreement", "Agreement"),
        ("situation", "/situation", "Situation"),
        ("findings", "/findings", "Findings"),
        ("changes", "/changes", "Changes"),
        ("coverage", "/coverage", "Coverage"),
        ("tallies", "/tallies", "Tallies"),
        ("backtest", "/backtest", "Backtest"),
        ("reports", "/reports", "Reports"),
        ("triage", "/triage", "Triage"),
        ("statements", "/statements", "Statements"),
        ("bulletin", "/bulletin", "Bulletin"),
        ("journal", "/journal", "Journal"),
        ("new-report", "/reports/new", "New report"),
    ];

    /// <summary>What the page shows.</summary>
    [Parameter, EditorRequired]
    public required View View { get; set; }

    /// <summary>Its title.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Which entry of the navigation it belongs to: arrangement, agreement, situation, findings, changes, coverage, tallies, backtest, reports, triage, statements, bulletin, journal, new-report.</summary>
    [Parameter]
    public string Section { get; set; } = "";

    /// <summary>Whether the page stays as it is when new entries come, because somebody types on it.</summary>
    [Parameter]
    public bool Still { get; set; }

    /// <summary>What else stands in the head of the page.</summary>
    [Parameter]
    public RenderFragment? Head { get; set; }

    /// <summary>The content.</summary>
    [Parameter, EditorRequired]
    public required RenderFragment ChildContent { get; set; }

    /// <summary>The request, where the page answers one.</summary>
    [CascadingParameter]
    public HttpContext? Http { get; set; }

    private bool IsStill => Still || View.Asked.IsPinned;

    private string Path => Http is null ? "/" : Http.Request.Path.ToUriComponent();

    /// <summary>What the address asks for besides what the frame's own form does.</summary>
    private IEnumerable<KeyValuePair<string, string>> Kept => Http is null ? [] : Http.Request.Query
        .Where(one => one.Key != RecordedKey && (one.Key == "agreement" || !Asked.Names.Contains(one.Key)))
        .SelectMany(one => one.Value.OfType<string>().Select(value => KeyValuePair.Create(one.Key, value)));

    private string Query(string name) => Http?.Request.Query[name] is [{ } value] ? value : "";

    internal const string RecordedKey = "recorded";

    /// <summary>
    /// The entry of what was just handed in or decided: of a report on its page, of a status or a grouping on that of triage, of a review on that of statements. The address says so;
    /// it is believed only where the journal says the same.
    /// </summary>
    private (long Entry, bool Again)? Recorded
    {
        get
        {
            if (Http?.Request.Query[RecordedKey] is not [{ } said]) return null;
            var again = said.EndsWith('+');
            if (!long.TryParse(again ? said[..^1] : said, NumberStyles.None, CultureInfo.InvariantCulture, out var entry)) return null;
            var id = Http.Request.Path.Value!.Split('/')[^1];
            var isSo = Section switch
            {
                "triage" => IsDecidedBy(id, entry),
                "statements" => View.Log.Others.Any(other => other.Number == entry && StatementReview.Decode(other.Bytes) is not null),
                _ => false,
            };
            return isSo || View.Lookup.Report(new ReportId(id))?.Entries.Contains(entry) == true ? (entry, again) : null;
        }
    }

    /// <summary>Whether an entry is a status of the report of another, or a decision on its incident.</summary>
    private bool IsDecidedBy(string number, long entry) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var of) && View.Lookup.ReportAt(of) is { } report
        && (View.Lookup.Reports.Statuses.On(report).Any(given => given.Entry == entry) || View.Lookup.Reports.DecisionsOn([report]).Any(decision => decision.Entry == entry));

    private string? Receipt { get; set; }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (Recorded is not { } recorded || Http?.RequestServices.GetService<Desk>() is not { } desk) return;
        try
        {
            Receipt = (await desk.ReceiptOf(recorded.Entry, Http.RequestAborted)).ToString();
        }
        catch (IOException)
        {
            // It was in the answer to what was sent; this page only shows it again, and can be looked at later.
        }
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Words(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
