using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Commands;
using Truceline.App.Serving;
using Truceline.App.Wording;
using Truceline.Embedded;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Pages;

/// <summary>The statements that were drafted from texts; here a person confirms, changes or rejects them. It works without a script.</summary>
public sealed partial class StatementsPage
{
    private const string Path = "/statements";
    private const int AroundIt = 240;

    [Parameter, EditorRequired]
    public View View { get; set; } = null!;

    /// <summary>The name and value of the token that only a page of this site has.</summary>
    [Parameter, EditorRequired]
    public AntiforgeryTokenSet Token { get; set; } = null!;

    /// <summary>The text whose drafts are shown, as <c>source/own-id</c>; null: the first with drafts that nobody has looked at.</summary>
    [Parameter]
    public string? Of { get; set; }

    /// <summary>Whether those that were looked at are shown too.</summary>
    [Parameter]
    public bool All { get; set; }

    /// <summary>The entry of the draft to look at first, which gets the focus; null: the first that is shown.</summary>
    [Parameter]
    public long? At { get; set; }

    /// <summary>Who reviews, as said with the review before.</summary>
    [Parameter]
    public string? By { get; set; }

    /// <summary>Why a review was not taken; null: none was refused.</summary>
    [Parameter]
    public string? Problem { get; set; }

    /// <summary>A text with its drafts.</summary>
    private sealed record Drafted(string Source, string Id, SourceText? Text, ImmutableArray<ReviewedDraft> Drafts)
    {
        public string Key => $"{Source}/{Id}";

        public string Title => Text?.Title ?? Id;

        public Instant? Published => Text?.Published;
    }

    private ImmutableArray<Drafted> Texts { get; set; } = [];

    private Drafted? Chosen { get; set; }

    private ImmutableArray<ReviewedDraft> Shown { get; set; } = [];

    private int Left { get; set; }

    private ImmutableArray<Contradiction> Against { get; set; } = [];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext http) => Page(http, http.Viewed(), http.Request.Query["of"], http.Request.Query["all"] == "yes", Number(http.Request.Query["draft"]), http.Request.Query["by"], null, StatusCodes.Status200OK));
        routes.MapPost(Path, Take);
    }

    /// <summary>Where a draft stands beside the words that it was read from.</summary>
    internal static string Address(View view, JournalledReport report, StatementDraft draft) =>
        QueryHelpers.AddQueryString(view.Link(Path), new Dictionary<string, string?> { ["of"] = $"{report.Report.Source}/{draft.Span.Text}", ["all"] = "yes", ["draft"] = FormattableString.Invariant($"{report.Entries[^1]}") });

    private static async Task<IResult> Take(HttpContext http, Room room, IAntiforgery antiforgery)
    {
        var form = await SentForm.Of(http);
        var view = room.View(new(form["agreement-shown"] is [{ Length: > 0 } agreement] ? agreement : null, null, null));
        var (by, all) = (form["by"].ToString().Trim(), form["all"] == "yes");
        var (drafts, entry) = (ReviewedDrafts.Of(view.Log), Number(form["draft"]) ?? 0);
        var draft = drafts.Find(entry);
        var of = draft is null ? null : $"{draft.Report.Report.Source}/{draft.Draft.Span.Text}";
        RazorComponentResult<StatementsPage> Refused(string why, int status) => Page(http, view, of, all, draft?.Entry, by, why, status);
        if (!await antiforgery.IsRequestValidAsync(http)) return Refused("This page is older than the server that answers now, so nothing was recorded. Do it again.", StatusCodes.Status400BadRequest);
        if (draft is null) return Refused("There is no such draft.", StatusCodes.Status422UnprocessableEntity);
        try
        {
            var act = Vocabulary.Parse<ReviewAct>(form["review"].ToString()) ?? throw new UsageException("say whether it is confirmed, changed or rejected");
            var edits = act == ReviewAct.Edit ? Edits(form, draft) : [];
            var (who, why) = (JournalWords.Said(by, "your name")!, JournalWords.Said(form["reason"].ToString().Trim() is { Length: > 0 } said ? said : null, "why"));
            var review = StatementReviewCommand.Required(view.Log, entry, act, edits, why, who);
            var (at, receipt) = await room.Write([review.Encode()], http.RequestAborted);
            var address = new Asked(view.Asked.Agreement, null, null).Link(Path);
            foreach (var (key, value) in new[] { ("of", of!), ("all", all ? "yes" : ""), ("draft", Next(drafts, draft, all) is { } next ? FormattableString.Invariant($"{next}") : ""), ("by", who), (Frame.RecordedKey, FormattableString.Invariant($"{at}")) })
                if (value.Length > 0) address = QueryHelpers.AddQueryString(address, key, value);
            return new SentForm.SeeOther(address, receipt.ToString());
        }
        catch (UsageException wrong)
        {
            return Refused($"Nothing was recorded: {wrong.Message}.", StatusCodes.Status422UnprocessableEntity);
        }
        catch (JournalException failed)
        {
            return Refused($"Nothing was recorded: {failed.Message} Do it again in a moment.", StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>The fields that were sent otherwise than the draft has them.</summary>
    private static ImmutableArray<StatementEdit> Edits(IFormCollection form, ReviewedDraft draft) =>
    [
        .. StatementReview.Fields.Where(form.ContainsKey)
            .Select(field => new StatementEdit(field, form[field].ToString().Trim() is { Length: > 0 } value ? value : null))
            .Where(edit => edit.Value != StatementReview.Value(draft.Draft.Statement, edit.Field))
            .Select(edit => edit with { Value = JournalWords.Said(edit.Value, edit.Field) }),
    ];

    /// <summary>The draft after one in its text, of those that stay on the page; null: it was the last.</summary>
    private static long? Next(ReviewedDrafts drafts, ReviewedDraft reviewed, bool all) =>
        drafts.All.SkipWhile(one => one.Entry != reviewed.Entry).Skip(1)
            .FirstOrDefault(one => one.Report.Report.Source == reviewed.Report.Report.Source && one.Draft.Span.Text == reviewed.Draft.Span.Text && (all || one.Review is null))?.Entry;

    private static long? Number(string? written) => long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static RazorComponentResult<StatementsPage> Page(HttpContext http, View view, string? of, bool all, long? at, string? by, string? problem, int status)
    {
        var token = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        var page = Site.Page<StatementsPage>(view, (nameof(Token), token), (nameof(Of), of), (nameof(All), all), (nameof(At), at), (nameof(By), by is null ? null : ForeignWords.Cut(by, 200)), (nameof(Problem), problem));
        page.StatusCode = status;
        return page;
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var texts = View.Log.Beside.Where(report => report.Report is { Content: SourceText, OwnId: not null }).ToDictionary(report => (report.Report.Source, report.Report.OwnId!), report => (SourceText)report.Report.Content);
        Texts =
        [
            .. ReviewedDrafts.Of(View.Log).All.GroupBy(one => (one.Report.Report.Source, one.Draft.Span.Text))
                .Select(group => new Drafted(group.Key.Source, group.Key.Text, texts.GetValueOrDefault(group.Key), [.. group]))
                .OrderByDescending(text => text.Published ?? Instant.MinValue).ThenBy(text => text.Key, StringComparer.Ordinal),
        ];
        Chosen = Texts.FirstOrDefault(text => text.Key == Of) ?? Texts.FirstOrDefault(text => text.Drafts.Any(one => one.Review is null)) ?? Texts.FirstOrDefault();
        if (Chosen is null) return;
        ImmutableArray<ReviewedDraft> shown = All ? Chosen.Drafts : [.. Chosen.Drafts.Where(one => one.Review is null)];
        // Where the one to look at lies further on, those just before it are left out.
        var from = Math.Max(0, shown.Select(one => one.Entry).ToList().IndexOf(At ?? 0) - Slice.Size + 1);
        (Shown, Left) = ([.. shown.Skip(from).Take(Slice.Size)], Math.Max(0, shown.Length - Slice.Size));
        var held = Texts.SelectMany(text => text.Drafts).Where(one => one.Review is not { Act: ReviewAct.Reject }).Select(one => HeldStatements.Of(one.Statement, one.Report.Report.Source, one.Draft.Span, StatementLexicon.Empty));
        Against = [.. HeldStatements.Contradictions(Chosen.Text is { } body ? [(Chosen.Key, body.Body)] : [], held, Chosen.Key)];
    }

    /// <summary>The words of a draft with those before and after them, of the text as it was when it was drafted.</summary>
    private static (string Before, string Words, string After) Around(Drafted text, ReviewedDraft one)
    {
        var span = one.Draft.Span;
        if (text.Text is not { Body: var body } || span.End > body.Length || StatementDraft.HashOf(body) != span.Hash) return ("", span.Words, "");
        var (from, to) = (Math.Max(0, span.Start - AroundIt), Math.Min(body.Length, span.End + AroundIt));
        // Half a word is none, nor is half a letter.
        while (from > 0 && from < span.Start && !char.IsWhiteSpace(body[from - 1])) from++;
        while (to < body.Length && to > span.End && !char.IsWhiteSpace(body[to])) to--;
        return ($"{(from > 0 ? "… " : "")}{body[from..span.Start]}", span.Words, $"{body[span.End..to]}{(to < body.Length ? " …" : "")}");
    }

    private static IEnumerable<string>? Choices(string field) => field switch
    {
        "authority" => Vocabulary.All<StatementAuthority>(),
        "act" => Vocabulary.All<StatementAct>(),
        "fidelity" => Vocabulary.All<StatementFidelity>(),
        _ => null,
    };

    private string Address(Drafted text, bool all) => QueryHelpers.AddQueryString(View.Link(Path), new Dictionary<string, string?> { ["of"] = text.Key, ["all"] = all ? "yes" : null });

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
