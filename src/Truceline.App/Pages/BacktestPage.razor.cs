using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using Truceline.Agreements;
using Truceline.Agreements.Trials;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Assessments;

namespace Truceline.App.Pages;

/// <summary>One number tried otherwise, or another agreement beside this one, on the record.</summary>
public sealed partial class BacktestPage
{
    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>The backtest.</summary>
    [Parameter, EditorRequired]
    public Backtest Backtest { get; set; } = null!;

    /// <summary>The file of the agreement; null: it is not at hand.</summary>
    [Parameter]
    public AgreementDraft? Draft { get; set; }

    /// <summary>The number that is tried.</summary>
    [Parameter]
    public AgreementNumber? Number { get; set; }

    /// <summary>The value that is tried.</summary>
    [Parameter]
    public decimal? Value { get; set; }

    /// <summary>What is wrong with it.</summary>
    [Parameter]
    public string? Fault { get; set; }

    /// <summary>The other agreement, by id.</summary>
    [Parameter]
    public string? Against { get; set; }

    private ImmutableArray<AgreementNumber> Numbers => Draft?.Numbers ?? [];

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/backtest", (HttpContext http) =>
    {
        var view = http.Viewed();
        var draft = http.RequestServices.GetRequiredService<Serving.Trials>().Of(view.Agreement.Id);
        var asked = http.Request.Query;
        if (FindingsFilter.One(asked, "against") is { } id)
        {
            var other = http.RequestServices.GetRequiredService<Room>().View(view.Asked with { Agreement = id });
            return Site.Page<BacktestPage>(view, (nameof(Backtest), Backtest.Between(view.Assessment, other.Assessment)), (nameof(Draft), draft), (nameof(Against), id));
        }
        if (FindingsFilter.One(asked, "number") is not { } path || draft is null)
            return Site.Page<BacktestPage>(view, (nameof(Backtest), Backtest.Between(view.Assessment, null)), (nameof(Draft), draft));
        var number = draft.Numbers.FirstOrDefault(one => one.Path == path)
            ?? throw new UsageException($"There is no number '{ForeignWords.Cut(path, 80)}' in this agreement. Choose one from the list.");
        var (value, fault) = Read(FindingsFilter.One(asked, "value"), number);
        ImmutableArray<Problem> problems = [];
        var tried = fault is null ? http.RequestServices.GetRequiredService<Serving.Trials>().Try(view, draft, number, value, out problems) : null;
        if (fault is null && tried is null) fault = $"The agreement cannot say this: {problems.First(problem => problem.Severity == Severity.Error).What}.";
        var page = Site.Page<BacktestPage>(
            view, (nameof(Backtest), tried ?? Backtest.Between(view.Assessment, null)), (nameof(Draft), draft), (nameof(Number), number), (nameof(Value), value), (nameof(Fault), fault));
        if (fault is not null) page.StatusCode = StatusCodes.Status400BadRequest;
        return page;
    });

    private static (decimal Value, string? Fault) Read(string? text, AgreementNumber number) =>
        text is null ? (number.Value, null)
        : !decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) || value > 1_000_000_000 ? (number.Value, $"'{ForeignWords.Cut(text, 40)}' is no number: write one such as {Written(number.Value)}.")
        : value < 0 ? (number.Value, $"{Written(value)} lies below 0: write a number such as {Written(number.Value)}.")
        : number.Unit is not (NumberUnit.Metres or NumberUnit.Share) && value != Math.Floor(value) ? (number.Value, "Write a whole number.")
        : (value, null);

    private static string Written(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private string? Findings(string clause, Outcome outcome) => new FindingsFilter { Clause = clause, Outcome = outcome.Written() }.Address(View);

    /// <summary>What is found as the agreement is written has a page; what is only tried has none.</summary>
    private string? OfFinding(Finding finding, bool isDraft) => isDraft == Backtest.Against is null ? View.Link($"/findings/{finding.Id}") : null;
}
