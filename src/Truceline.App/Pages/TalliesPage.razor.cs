using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Assessments;

namespace Truceline.App.Pages;

/// <summary>One record counted under several counting rules side by side.</summary>
public sealed partial class TalliesPage
{
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>The rules asked for, by id; none: all that the agreement has, and incidents.</summary>
    [Parameter, EditorRequired]
    public ImmutableArray<string> Rules { get; set; } = [];

    /// <summary>By what, as written.</summary>
    [Parameter]
    public string? By { get; set; }

    /// <summary>The first day, as written.</summary>
    [Parameter]
    public string? From { get; set; }

    /// <summary>The last day, as written.</summary>
    [Parameter]
    public string? To { get; set; }

    /// <summary>The row whose incidents are listed, by its number from 0.</summary>
    [Parameter]
    public string? Row { get; set; }

    /// <summary>Which part of the groups is shown.</summary>
    [Parameter]
    public string? Asked { get; set; }

    private static readonly Remembered<Assessment, (string Rules, TallyBy By, DateInterval? Period), Tally> Tallies = new();

    private Tally Tally { get; set; } = null!;

    private string? Fault { get; set; }

    private int? Opened { get; set; }

    private Slice Part { get; set; } = new(1, 0);

    private ImmutableSortedDictionary<string, CountingRule> Offered { get; set; } = ImmutableSortedDictionary<string, CountingRule>.Empty;

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/tallies", (HttpContext http) =>
    {
        var asked = http.Request.Query;
        return Site.Page<TalliesPage>(
            http.Viewed(), (nameof(Rules), asked["rule"].OfType<string>().Where(rule => rule.Length > 0).Distinct(StringComparer.Ordinal).ToImmutableArray()),
            (nameof(By), FindingsFilter.One(asked, "by")), (nameof(From), FindingsFilter.One(asked, "from")), (nameof(To), FindingsFilter.One(asked, "to")),
            (nameof(Row), FindingsFilter.One(asked, "row")), (nameof(Asked), FindingsFilter.One(asked, "page")));
    });

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // A rule of the agreement hides the built-in one of the same name.
        Offered = Enum.GetValues<CountingUnit>().Select(Tally.Rule).OfType<CountingRule>()
            .ToImmutableSortedDictionary(rule => rule.Id, rule => rule, StringComparer.Ordinal).SetItems(View.Agreement.Counting);
        var by = By is null ? TallyBy.Day : Vocabulary.Parse<TallyBy>(By);
        var (first, last) = (From is null ? null : TimeWords.Day(From), To is null ? null : TimeWords.Day(To));
        Fault = by is null ? $"'{By}' is nothing to count by: day, area or clause."
            : Rules.FirstOrDefault(rule => !Offered.ContainsKey(rule)) is { } unknown ? $"There is no counting rule '{ForeignWords.Cut(unknown, 60)}'. Choose from the list."
            : From is not null && first is null ? $"'{From}' is no day: write it as 2025-09-06."
            : To is not null && last is null ? $"'{To}' is no day: write it as 2025-09-06."
            : first > last ? "The first day lies after the last."
            : null;
        var rules = Fault is null && !Rules.IsEmpty ? [.. Rules.Select(rule => Offered[rule])] : Default(View.Agreement);
        var period = Fault is not null || (first is null && last is null) ? null : new DateInterval(first ?? new LocalDate(1000, 1, 1), last ?? new LocalDate(9000, 1, 1));
        Tally = Rules.IsEmpty && (by ?? TallyBy.Day) == TallyBy.Day && period is null ? View.Pictures.Tally.Tally : Tallies.Get(View.Assessment, (string.Join('\n', rules.Select(rule => rule.Id)), by ?? TallyBy.Day, period), () => Tally.Of(View.Assessment, rules, by ?? TallyBy.Day, period));
        Opened = Row is null || Fault is not null ? null : int.TryParse(Row, NumberStyles.None, CultureInfo.InvariantCulture, out var row) && row < Tally.Rows.Length ? row
            : throw new UsageException(FormattableString.Invariant($"There is no row '{ForeignWords.Cut(Row, 40)}' in this tally, which has {Tally.Rows.Length:N0}, numbered from 0. Open it without a row, and choose a number in its table."));
        Part = Slice.Of(Asked, Tally.Groups.Length);
    }

    /// <summary>The rules that are counted under where none is asked for.</summary>
    internal static ImmutableArray<CountingRule> Default(Agreement agreement) =>
        [.. agreement.Counting.Values, .. agreement.Counting.ContainsKey("incident") ? Array.Empty<CountingRule>() : [Tally.Rule(CountingUnit.Incident)!]];

    private string OfRow(int row) => Address(row, 1) + "#row";

    private string Address(int? row, int part)
    {
        var query = new List<KeyValuePair<string, string?>>(Rules.Select(rule => KeyValuePair.Create("rule", (string?)rule)));
        foreach (var (name, value) in ((string, string?)[])[("by", By), ("from", From), ("to", To), ("row", row?.ToString(CultureInfo.InvariantCulture)), ("page", part > 1 ? part.ToString(CultureInfo.InvariantCulture) : null)])
            if (value is not null) query.Add(new(name, value));
        return View.Link(QueryHelpers.AddQueryString("/tallies", query));
    }

    private RenderFragment KeyWords(TallyRow row) => builder =>
        builder.AddContent(0, row.Key is null ? $"no {Tally.By.Written()}" : Tally.By == TallyBy.Day && LocalDatePattern.Iso.Parse(row.Key) is { Success: true } day ? TimeWords.Words(day.Value) : row.Key);

    /// <summary>"episodes: what is no more than 30 minutes and 2 km apart counts as one".</summary>
    private static string RuleWords(CountingRule rule)
    {
        var of = rule.Of is { } what ? $" of {what}" : "";
        if (rule.Unit != CountingUnit.Episode) return $"each {rule.Unit.Written()}{of} counts";
        var near = rule.Within is { } within ? $" and {within}" : "";
        return $"one episode{of}: what is at most {(rule.Gap is { } gap ? string.Create(CultureInfo.InvariantCulture, $"{gap.TotalMinutes:0.#} minutes") : "any time")}{near} apart counts once";
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
