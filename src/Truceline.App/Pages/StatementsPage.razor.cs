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
    private const int AroundIt = 160;

    /// <summary>The text whose drafts are shown, by an entry of it or of one of its drafts; null: the first with drafts to be looked at.</summary>
    [Parameter]
    public long? Of { get; set; }

    /// <summary>Whether those that were looked at are shown too.</summary>
    [Parameter]
    public bool All { get; set; }

    /// <summary>The entry of the draft to look at first, which gets the focus; null: the first that is shown.</summary>
    [Parameter]
    public long? At { get; set; }

    /// <summary>Who reviews, as said with the review before.</summary>
    [Parameter]
    public string? By { get; set; }

    /// <summary>What was sent of the draft to look at first, and not taken; null: nothing was.</summary>
    [Parameter]
    public IFormCollection? Sent { get; set; }

    /// <summary>A text with its drafts.</summary>
    private sealed record Drafted(string Source, string Id, SourceText? Text, ImmutableArray<ReviewedDraft> Drafts)
    {
        /// <summary>The first entry of the text, or of its first draft where the journal does not have the text: two texts may have names that read alike.</summary>
        public long Entry => Drafts[0].Text is { } held ? held.Entries[0] : Drafts[0].Report.Entries[0];

        public string Title => Text?.Title ?? Id;

        public Instant? Published => Text?.Published;
    }

    private ImmutableArray<Drafted> Texts { get; set; } = [];

    private Drafted? Chosen { get; set; }

    private ImmutableArray<ReviewedDraft> Shown { get; set; } = [];

    private int Before { get; set; }

    private int Left { get; set; }

    private ImmutableArray<Contradiction> Against { get; set; } = [];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (HttpContext http) => Page(http, http.Viewed(), Number(http.Request.Query["of"]), http.Request.Query["all"] == "yes", Number(http.Request.Query["draft"]), http.Request.Query["by"], null, null, StatusCodes.Status200OK));
        routes.MapPost(Path, Take);
    }

    /// <summary>Where a draft stands beside the words that it was read from.</summary>
    internal static string Address(View view, JournalledReport report) =>
        QueryHelpers.AddQueryString(view.Link(Path), new Dictionary<string, string?> { ["of"] = Written(report.Entries[^1]), ["all"] = "yes", ["draft"] = Written(report.Entries[^1]) });

    private static Task<IResult> Take(HttpContext http, Room room, IAntiforgery antiforgery) => Decide(http, antiforgery, form =>
    {
        var view = room.View(new(form["agreement-shown"] is [{ Length: > 0 } agreement] ? agreement : null, null, null));
        var (by, all) = (form["by"].ToString().Trim(), form["all"] == "yes");
        var (drafts, entry) = (ReviewedDrafts.Of(view.Log), Number(form["draft"]) ?? 0);
        var draft = drafts.Find(entry);
        return new(() => Record(draft ?? throw new UsageException("there is no such draft")), Refused);

        IResult Refused(string why, int status) => Page(http, view, draft?.Entry, all, draft?.Entry, by, draft?.Entry == entry ? form : null, why, status);

        async Task<IResult> Record(ReviewedDraft draft)
        {
            var act = Vocabulary.Parse<ReviewAct>(form["review"].ToString()) ?? throw new UsageException("say whether it is confirmed, changed or rejected");
            var edits = act == ReviewAct.Edit ? Edits(form, draft) : [];
            var (who, why) = (JournalWords.Said(by, "your name")!, JournalWords.Said(form["reason"].ToString().Trim() is { Length: > 0 } said ? said : null, "why"));
            if (draft.Entry == entry && Number(form["known"]) != Known(draft))
                return draft.Reviews is [.., var (there, last)] && last with { Recorded = default } == new StatementReview(act, entry, edits, why, who, default)
                    ? Done(draft, who, $"{Written(there)}+", "It is recorded already.\n")
                    : Refused("Nothing was recorded: since this page was shown somebody else looked at this draft. What stands now is above; send it again if it still holds.", StatusCodes.Status409Conflict);
            var review = StatementReviewCommand.Required(view.Log, entry, act, edits, why, who);
            var (at, receipt) = await room.Write([review.Encode()], http.RequestAborted);
            return Done(draft, who, Written(at), receipt.ToString());
        }

        SentForm.SeeOther Done(ReviewedDraft draft, string who, string recorded, string receipt)
        {
            var address = new Asked(view.Asked.Agreement, null, null).Link(Path);
            foreach (var (key, value) in new[] { ("of", Written(draft.Entry)), ("all", all ? "yes" : ""), ("draft", Next(drafts, draft, all) is { } next ? Written(next) : ""), ("by", who), (Frame.RecordedKey, recorded) })
                if (value.Length > 0) address = QueryHelpers.AddQueryString(address, key, value);
            return new(address, receipt);
        }
    });

    /// <summary>The entry of the review of a draft that holds; 0: nobody has looked at it.</summary>
    private static long Known(ReviewedDraft draft) => draft.Reviews is [.., var (entry, _)] ? entry : 0;

    /// <summary>The fields that were sent otherwise than the draft has them.</summary>
    private static ImmutableArray<StatementEdit> Edits(IFormCollection form, ReviewedDraft draft) =>
    [
        .. StatementReview.Fields.Where(form.ContainsKey)
            .Where(field => Compared(form[field].ToString(), field) != Compared(StatementReview.Value(draft.Draft.Statement, field) ?? "", field))
            .Select(field => new StatementEdit(field, form[field].ToString().ReplaceLineEndings("\n").Trim() is { Length: > 0 } value ? value : null))
            .Select(edit => edit with { Value = edit.Value is { } value && IsLong(edit.Field) ? string.Join('\n', value.Split('\n').Select(line => string.IsNullOrWhiteSpace(line) ? "" : JournalWords.Said(line, edit.Field))) : JournalWords.Said(edit.Value, edit.Field) }),
    ];

    /// <summary>Whether a field may have several lines.</summary>
    private static bool IsLong(string field) => field is "says" or "if";

    /// <summary>What a browser leaves of the words of a field: one end of line for all, and in a field of one line none.</summary>
    private static string Compared(string words, string field) => words.ReplaceLineEndings(IsLong(field) ? "\n" : "").Trim();

    /// <summary>What a field of the form of a draft holds: what was sent of it, else what the draft says.</summary>
    private string? Filled(ReviewedDraft one, string field) => SentOf(one) is { } sent && sent.ContainsKey(field) ? sent[field].ToString() : StatementReview.Value(one.Statement, field);

    private IFormCollection? SentOf(ReviewedDraft one) => one.Entry == At ? Sent : null;

    /// <summary>The draft after one in its text, of those that stay on the page; null: it was the last.</summary>
    private static long? Next(ReviewedDrafts drafts, ReviewedDraft reviewed, bool all) =>
        drafts.All.SkipWhile(one => one.Entry != reviewed.Entry).Skip(1)
            .FirstOrDefault(one => one.Report.Report.Source == reviewed.Report.Report.Source && one.Draft.Span.Text == reviewed.Draft.Span.Text && (all || one.IsWaiting))?.Entry;

    private static long? Number(string? written) => long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static RazorComponentResult<StatementsPage> Page(HttpContext http, View view, long? of, bool all, long? at, string? by, IFormCollection? sent, string? problem, int status) => Answer<StatementsPage>(
        http, view, problem, status, (nameof(Of), of), (nameof(All), all), (nameof(At), at), (nameof(By), by is { Length: > 0 } ? ForeignWords.Cut(by, 200) : null), (nameof(Sent), sent));

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Texts =
        [
            .. ReviewedDrafts.Of(View.Log).All.GroupBy(one => (one.Report.Report.Source, one.Draft.Span.Text))
                .Select(group => new Drafted(group.Key.Source, group.Key.Text, group.First().Text?.Report.Content as SourceText, [.. group]))
                .OrderByDescending(text => text.Published ?? Instant.MinValue).ThenBy(text => text.Source, StringComparer.Ordinal).ThenBy(text => text.Id, StringComparer.Ordinal),
        ];
        Chosen = Texts.FirstOrDefault(text => Of is { } of && (text.Entry == of || text.Drafts.Any(one => one.Report.Entries.Contains(of)))) ?? Texts.FirstOrDefault(text => text.Drafts.Any(one => one.IsWaiting)) ?? Texts.FirstOrDefault();
        if (Chosen is null) return;
        // What was sent and not taken stays to be seen, though somebody else has looked at it.
        ImmutableArray<ReviewedDraft> shown = All ? Chosen.Drafts : [.. Chosen.Drafts.Where(one => one.IsWaiting || SentOf(one) is not null)];
        // Where the one to look at lies further on, those just before it are left out.
        Before = Math.Max(0, shown.Select(one => one.Entry).ToList().IndexOf(At ?? 0) - Slice.Size + 1);
        Shown = [.. shown.Skip(Before).Take(Slice.Size)];
        Left = shown.Length - Before - Shown.Length;
        var held = Texts.SelectMany(text => text.Drafts.Where(one => one.Stands && one.Review is not { Act: ReviewAct.Reject }).Select(one => HeldStatements.Of(one.Statement, one.Report.Report.Source, one.Draft.Span, StatementLexicon.Empty) is var said ? said with { Place = said.Place with { Text = Written(text.Entry) } } : null!));
        Against = [.. HeldStatements.Contradictions(Chosen.Text is { } body ? [(Written(Chosen.Entry), body.Body)] : [], held, Written(Chosen.Entry))];
    }

    /// <summary>What stands before and after the words of a draft in its text.</summary>
    private static (string Before, string After) Around(ReviewedDraft one)
    {
        var (span, body) = (one.Draft.Span, ((SourceText)one.Text!.Report.Content).Body);
        var (from, to) = (Math.Max(0, span.Start - AroundIt), Math.Min(body.Length, span.End + AroundIt));
        // Half a word is none, nor is half a letter.
        while (from > 0 && from < span.Start && !char.IsWhiteSpace(body[from - 1])) from++;
        while (to < body.Length && to > span.End && !char.IsWhiteSpace(body[to])) to--;
        return ($"{(from > 0 ? "… " : "")}{body[from..span.Start]}", $"{body[span.End..to]}{(to < body.Length ? " …" : "")}");
    }

    private static IEnumerable<string>? Choices(string field) => field switch
    {
        "authority" => Vocabulary.All<StatementAuthority>(),
        "act" => Vocabulary.All<StatementAct>(),
        "fidelity" => Vocabulary.All<StatementFidelity>(),
        _ => null,
    };

    private string Address(Drafted text, bool all, bool named = true) => QueryHelpers.AddQueryString(View.Link(Path), new Dictionary<string, string?> { ["of"] = Written(text.Entry), ["all"] = all ? "yes" : null, ["by"] = named ? By : null });

    private static string Waiting(int count) => count == 0 ? "none waits" : $"{Number(count)} to look at";

    private static string Written(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
