using System.Net;
using System.Text.RegularExpressions;
using NodaTime;
using Truceline.App.Tests.Journals;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.App.Tests.Serving;

/// <summary>The page on which drafts are confirmed, changed and rejected, as a browser without scripts sees it.</summary>
public sealed partial class StatementsPageTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private TestSite site = null!;
    private long first;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await TestSite.Start();
        await File.WriteAllTextAsync(folder["day.txt"], "A day of talks\nExample Wire · 8 March 2021\n\nUkraine said that <b>no</b> troops would be sent. It would pay for the bread.\n", Cancel);
        using var none = new StringWriter();
        Assert.Equal(ExitStatus.Done, Cli.Run(["statement", "draft", folder["day.txt"], "--agreement", TestSite.TruceFile, "--journal", site.Journal, "--exercise"], none, none));
        first = site.Held().Reports.Where(report => report.Report.Content is StatementDraft).Min(report => report.Entries[0]);
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        folder.Dispose();
    }

    private async Task<string> Page(string address) => WebUtility.HtmlDecode(await Sent(address));

    private async Task<string> Sent(string address)
    {
        // The room follows the journal; what another process wrote is there after a moment.
        var page = "";
        await SiteTests.Until(async () => (page = await site.Page(address)).Contains("day of talks", StringComparison.Ordinal));
        return page;
    }

    private async Task<HttpResponseMessage> Send(string page, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("form-token", Token().Match(page).Groups[1].Value), .. fields.Any(field => field.Name == "known") ? [] : new[] { KeyValuePair.Create("known", "0") }, .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        return await site.Client.PostAsync(new Uri("/statements", UriKind.Relative), form, Cancel);
    }

    [Fact]
    public async Task A_draft_is_shown_with_the_words_around_it_and_nothing_of_it_counts_yet()
    {
        var page = await Sent("/statements");
        Assert.Contains("&lt;b&gt;no&lt;/b&gt; troops", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>no</b> troops", page, StringComparison.Ordinal);
        Assert.Contains("draft, not confirmed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("would pay for the bread", await site.Page("/"), StringComparison.Ordinal);
        Assert.Contains("would pay for the bread", await site.Page("/?drafts=yes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Confirming_takes_a_name_writes_an_entry_and_gives_a_receipt()
    {
        var page = await Page("/statements");
        var answer = await Send(page, ("draft", $"{first}"), ("review", "confirm"), ("by", "Desk officer"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("Truceline", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"Recorded as entry {first + 2}", await Page(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
        var review = Assert.Single(ReviewedDrafts.Of(site.Held()).All, one => one.Review is not null);
        Assert.Equal((first, true, "Desk officer"), (review.Entry, review.IsConfirmed, review.Review!.By));
    }

    [Fact]
    public async Task After_a_review_the_next_draft_has_the_focus_and_is_shown_first_of_those_left()
    {
        var page = await Page("/statements");
        Assert.DoesNotContain("autofocus", page, StringComparison.Ordinal);
        var answer = await Send(page, ("draft", $"{first}"), ("review", "reject"), ("by", "Desk officer"));
        Assert.Matches($"<li id=\"draft-{first + 1}\" data-item tabindex=\"-1\" autofocus", await Page(answer.Headers.Location!.OriginalString));
        answer = await Send(page, ("draft", $"{first + 1}"), ("review", "reject"), ("by", "Desk officer"));
        Assert.DoesNotContain("autofocus", await Page(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_day_of_a_text_is_the_one_that_it_says_east_of_utc_too()
    {
        Assert.True(TestSite.Agreement().Clock.Zone.GetUtcOffset(Instant.FromUtc(2021, 3, 8, 12, 0)) > Offset.Zero);
        var page = await Page("/statements");
        Assert.Contains("8 Mar 2021", page, StringComparison.Ordinal);
        Assert.DoesNotContain("9 Mar 2021", page, StringComparison.Ordinal);
        Assert.DoesNotContain("7–8 Mar 2021", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_statement_leads_to_the_words_that_it_was_read_from()
    {
        await Page("/statements");
        var own = site.Held().Reports.First(report => report.Entries[0] == first).Report.OwnId!;
        var answer = await site.Client.GetAsync(new Uri($"/statements/Example%20Wire/{Uri.EscapeDataString(own)}", UriKind.Relative), Cancel);
        var page = await Page(answer.Headers.Location!.OriginalString);
        Assert.Contains($"<li id=\"draft-{first}\" data-item tabindex=\"-1\" autofocus", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_fields_that_were_changed_are_written_and_a_word_that_is_not_known_is_refused()
    {
        var page = await Page("/statements");
        var statement = ReviewedDrafts.Of(site.Held()).Find(first)!.Statement;
        (string, string)[] fields = [("draft", $"{first}"), ("review", "edit"), ("by", "Desk"), .. StatementReview.Fields.Where(field => field != "issue").Select(field => (field, StatementReview.Value(statement, field) ?? ""))];
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(page, [.. fields, ("issue", "")])).StatusCode);
        var sent = await Send(page, [.. fields, ("issue", "bread")]);
        Assert.Equal("", Alert().Match(await sent.Content.ReadAsStringAsync(Cancel)).Value);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.Equal([new StatementEdit("issue", "bread")], ReviewedDrafts.Of(site.Held()).Find(first)!.Review!.Edits);
    }

    [Fact]
    public async Task A_form_without_its_token_or_without_a_name_writes_nothing()
    {
        var page = await Page("/statements");
        Assert.Equal(HttpStatusCode.BadRequest, (await Send("", ("draft", $"{first}"), ("review", "confirm"), ("by", "Desk"))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(page, ("draft", $"{first}"), ("review", "confirm"), ("by", " "))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(page, ("draft", "1"), ("review", "confirm"), ("by", "Desk"))).StatusCode);
        Assert.All(ReviewedDrafts.Of(site.Held()).All, one => Assert.Null(one.Review));
    }

    // A text of one source and a draft of it, in the journal as anybody may hand them in.
    private async Task<long> Import(string id, string body, int start, string words, string says, string fidelity, string source = "Press desk", string? textId = null, string act = "claim")
    {
        var before = site.Held().Size;
        static string Json(string words) => System.Text.Json.JsonEncodedText.Encode(words).ToString();
        if (textId is null) site.ImportLine(source, $$$"""{"own-id":"{{{id}}}","exercise":true,"text":{"published":"2021-03-08T12:00:00Z","title":"day of talks, {{{source}}} {{{id}}}","body":"{{{Json(body)}}}"}}""");
        site.ImportLine(source, $$$$"""{"own-id":"{{{{id}}}}#x","exercise":true,"draft":{"text":"{{{{textId ?? id}}}}","sha256":"{{{{StatementDraft.HashOf(body)}}}}","start":{{{{start}}}},"end":{{{{start + words.Length}}}},"words":"{{{{Json(words)}}}}","statement":{"party":"Ukraine","authority":"on-record","occurred":"2021-03-08T08:00:00Z","act":"{{{{act}}}}","issue":"force","says":"{{{{Json(says)}}}}","fidelity":"{{{{fidelity}}}}"}}}""");
        var draft = site.Held().Size;
        Assert.Equal(before + (textId is null ? 2 : 1), draft);
        await Known(draft);
        return draft;
    }

    private Task Known(long entries) => SiteTests.Until(() => Task.FromResult(site.Room.View(new(null, null, null)).Log.Size >= entries));

    private ReviewedDraft Held(long entry) => ReviewedDrafts.Of(site.Held()).Find(entry)!;

    [Fact]
    public async Task What_counts_as_said_is_shown_where_it_is_not_the_words_of_the_text()
    {
        var draft = await Import("a", "Lakeland will not invade the north.", 0, "Lakeland will not invade the north.", "We stay away.", "paraphrase");
        var page = await Page($"/statements?of={draft}");
        Assert.Matches("not these words but: <q>.*We stay away", page);
        Assert.DoesNotContain("not these words but", await Page($"/statements?of={first}"), StringComparison.Ordinal);
        using var output = new StringWriter();
        Cli.Run(["statement", "list", "--journal", site.Journal], output, TextWriter.Null);
        Assert.Contains("counts as: We stay away.", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "these words do not stand in the text as the journal has it")]
    [InlineData(true, "the journal does not have the text of these words")]
    public async Task Words_that_do_not_stand_in_the_text_are_not_marked_and_cannot_be_confirmed_as_drafted(bool none, string why)
    {
        var draft = await Import("a", "Lakeland will not invade the north.", 0, "Lakeland will now invade the north.", "Lakeland will now invade the north.", "verbatim", textId: none ? "none" : null);
        var page = await Page($"/statements?of={draft}&all=yes");
        Assert.Contains(why, page, StringComparison.Ordinal);
        Assert.DoesNotContain("<mark>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"confirm\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"edit\"", page, StringComparison.Ordinal);
        var refused = await Send(page, ("draft", $"{draft}"), ("review", "confirm"), ("by", "Desk"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(why, Alert().Match(await refused.Content.ReadAsStringAsync(Cancel)).Value, StringComparison.Ordinal);
        Assert.Null(Held(draft).Review);
        Assert.Equal(HttpStatusCode.SeeOther, (await Send(page, ("draft", $"{draft}"), ("review", "reject"), ("by", "Desk"))).StatusCode);
    }

    [Fact]
    public async Task What_was_confirmed_of_a_text_that_its_outlet_corrects_is_on_the_page_again_with_the_reason()
    {
        var draft = await Import("a", "Lakeland will not invade the north.", 0, "Lakeland will not invade the north.", "Lakeland will not invade the north.", "verbatim");
        Assert.Equal(HttpStatusCode.SeeOther, (await Send(await Page($"/statements?of={draft}"), ("draft", $"{draft}"), ("review", "confirm"), ("by", "Desk"))).StatusCode);
        await Known(draft + 1);
        Assert.DoesNotContain($"id=\"draft-{draft}\"", await Page($"/statements?of={draft}"), StringComparison.Ordinal);
        await SiteTests.Until(async () => (await site.Page("/")).Contains("will not invade the north", StringComparison.Ordinal));
        site.ImportLine("Press desk", """{"own-id":"a","exercise":true,"text":{"published":"2021-03-08T12:00:00Z","title":"day of talks","body":"Lakeland will now invade the north."}}""");
        await Known(draft + 2);
        var page = await Page($"/statements?of={draft}");
        Assert.Matches($"<li id=\"draft-{draft}\"[^>]* data-open(?s:.)*confirmed by Desk, to be looked at again(?s:.)*these words do not stand in the text as the journal has it", page);
        Assert.Contains("1 to look at, 0 confirmed", page, StringComparison.Ordinal);
        await SiteTests.Until(async () => !(await site.Page("/")).Contains("will not invade the north", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_misquotation_that_a_journal_holds_from_before_is_flagged_and_cannot_be_confirmed_as_drafted()
    {
        const string body = "Lakeland will not invade the north.";
        site.ImportLine("Press desk", $$$"""{"own-id":"a","exercise":true,"text":{"published":"2021-03-08T12:00:00Z","title":"day of talks","body":"{{{body}}}"}}""");
        var at = Instant.FromUtc(2021, 3, 8, 8, 0);
        var statement = new Statement { Party = "Ukraine", Authority = StatementAuthority.OnRecord, Occurred = new(at, at), Act = StatementAct.Claim, Issue = "force", Says = "We invade.", Fidelity = StatementFidelity.Verbatim };
        using (var store = JournalFolder.OpenOrCreate(site.Journal))
            store.Append([new ReportEntry(ReportEntryKind.Report, Report.Of("Press desk", "a#x", new StatementDraft(statement, new("a", StatementDraft.HashOf(body), 0, body.Length, body)), true), at, null).Encode()]);
        var draft = site.Held().Size;
        await Known(draft);
        var page = await Page($"/statements?of={draft}&all=yes");
        Assert.Contains("what it says is called verbatim, and does not stand in these words", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"confirm\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(page, ("draft", $"{draft}"), ("review", "confirm"), ("by", "Desk"))).StatusCode);
        using var output = new StringWriter();
        Assert.Equal(ExitStatus.Done, Cli.Run(["statement", "list", "--journal", site.Journal], output, output));
        Assert.Contains("is called verbatim, and does not stand in these words", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_texts_whose_names_read_alike_the_one_can_contradict_the_other()
    {
        const string accepts = "We are ready to see observers on the bridge.", refuses = "Observers will not be admitted.";
        await Import("b/c", accepts, 0, accepts, accepts, "verbatim", "a", act: "acceptance");
        await Import("c", refuses, 0, refuses, refuses, "verbatim", "a/b", act: "refusal");
        using var output = new StringWriter();
        Cli.Run(["statement", "list", "--journal", site.Journal], output, output);
        Assert.Contains("within one camp, Ukraine: ", output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"    a/b/c 0–{accepts.Length}: {accepts}\n    a/b/c 0–{refuses.Length}: {refuses}\n", output.ToString(), StringComparison.Ordinal);
        output.GetStringBuilder().Clear();
        Cli.Run(["statement", "list", "--journal", site.Journal, "--json"], output, output);
        Assert.Contains("\"text\": \"a/b/c\"", output.ToString(), StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(await site.Page("/?drafts=yes"));
        Assert.Matches($"Said for (?s:.)*?Ukraine(?s:.)*?{accepts}(?s:.)*?{refuses}", page[page.IndexOf("id=\"against-each-other\"", StringComparison.Ordinal)..]);
        output.GetStringBuilder().Clear();
        Cli.Run(["agreement", "positions", TestSite.TruceFile, "--journal", site.Journal, "--drafts"], output, output);
        Assert.DoesNotContain("\\0", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\0', output.ToString());
    }

    [Fact]
    public async Task Where_there_are_only_drafts_the_arrangement_leads_to_confirming_them()
    {
        await Known(first + 1);
        var page = await site.Page("/");
        Assert.Contains("No statement is on record as of the time shown. <a href=\"/statements\">Confirm or reject the 2 drafts</a>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Statements come in like other reports", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_somebody_else_said_meanwhile_is_not_overruled_unseen_and_what_was_typed_stays()
    {
        var page = await Page("/statements");
        Assert.Contains("name=\"known\" value=\"0\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await Send(page, ("draft", $"{first}"), ("review", "confirm"), ("by", "One"))).StatusCode);
        var refused = await Send(page, ("draft", $"{first}"), ("review", "edit"), ("by", "Other"), ("reason", "typed why"), ("issue", "typed issue"));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var again = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync(Cancel));
        foreach (var kept in new[] { "somebody else looked", "confirmed by One", "value=\"typed why\"", "value=\"typed issue\"", "value=\"Other\"", $"name=\"known\" value=\"{first + 2}\"" }) Assert.Contains(kept, again, StringComparison.Ordinal);
        Assert.Equal("One", Held(first).Review!.By);
        Assert.Equal(HttpStatusCode.SeeOther, (await Send(again, ("draft", $"{first}"), ("known", $"{first + 2}"), ("review", "reject"), ("by", "Other"))).StatusCode);
        Assert.Equal("Other", Held(first).Review!.By);
    }

    [Fact]
    public async Task Sent_twice_a_review_is_one()
    {
        var page = await Page("/statements");
        (string, string)[] fields = [("draft", $"{first}"), ("review", "confirm"), ("by", "Desk")];
        var both = await Task.WhenAll(Send(page, fields), Send(page, fields));
        Assert.All(both, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Single(Held(first).Reviews);
        Assert.Contains(both, answer => answer.Headers.Location!.OriginalString.EndsWith($"recorded={first + 2}%2B", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_confirmed_with_changes_is_not_confirmed_as_drafted()
    {
        var page = await Page("/statements");
        Assert.Equal(HttpStatusCode.SeeOther, (await Send(page, ("draft", $"{first}"), ("review", "edit"), ("by", "Desk"), ("issue", "bread"))).StatusCode);
        page = await Page($"/statements?of={first}&all=yes");
        Assert.Single(ConfirmButton().Matches(page));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Send(page, ("draft", $"{first}"), ("known", $"{first + 2}"), ("review", "confirm"), ("by", "Desk"))).StatusCode);
        Assert.Equal("bread", Held(first).Statement.Issue);
    }

    [Fact]
    public async Task A_quotation_of_several_lines_is_no_edit_of_itself()
    {
        var draft = await Import("a", "We stay.\nNobody moves.", 0, "We stay.\nNobody moves.", "We stay.\nNobody moves.", "paraphrase");
        var page = await Page($"/statements?of={draft}");
        Assert.Contains($"<textarea id=\"says-{draft}\"", page, StringComparison.Ordinal);
        Assert.Contains($"<textarea id=\"if-{draft}\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await Send(page, ("draft", $"{draft}"), ("review", "edit"), ("by", "Desk"), ("says", "We stay.\r\nNobody moves.\r\n"), ("issue", "bread"))).StatusCode);
        Assert.Equal([new StatementEdit("issue", "bread")], Held(draft).Review!.Edits);
    }

    [Fact]
    public async Task Two_texts_whose_names_read_alike_are_two()
    {
        var one = await Import("b/c", "We stay.", 0, "We stay.", "We stay.", "verbatim", "a");
        var two = await Import("c", "We go.", 0, "We go.", "We go.", "verbatim", "a/b");
        foreach (var (draft, other) in new[] { (one, two), (two, one) })
        {
            var page = await Page($"/statements?of={draft}");
            Assert.Contains($"id=\"draft-{draft}\"", page, StringComparison.Ordinal);
            Assert.DoesNotContain($"id=\"draft-{other}\"", page, StringComparison.Ordinal);
            Assert.Contains($"href=\"/statements?of={draft - 1}\"", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Drafts_before_those_that_are_shown_are_not_said_to_come_later()
    {
        var words = string.Concat(Enumerable.Repeat("x", 105));
        await Import("a", words, 0, "x", "x", "verbatim");
        site.ImportLine("Press desk", string.Join('\n', Enumerable.Range(1, 104).Select(i => $$$$"""{"own-id":"a#{{{{i}}}}","exercise":true,"draft":{"text":"a","sha256":"{{{{StatementDraft.HashOf(words)}}}}","start":{{{{i}}}},"end":{{{{i + 1}}}},"words":"x","statement":{"party":"Ukraine","authority":"on-record","occurred":"2021-03-08T08:00:00Z","act":"claim","issue":"force","says":"x","fidelity":"verbatim"}}}""")));
        var last = site.Held().Size;
        await Known(last);
        var page = await Page($"/statements?of={last}&draft={last}");
        Assert.Contains("5 more of this text</a> stand before these", page, StringComparison.Ordinal);
        Assert.DoesNotContain("they come when these are looked at", page, StringComparison.Ordinal);
        Assert.Contains("5 more of this text; they come when these are looked at", await Page($"/statements?of={last}"), StringComparison.Ordinal);
    }

    [GeneratedRegex("value=\"confirm\"")]
    private static partial Regex ConfirmButton();

    [GeneratedRegex("role=\"alert\">[^<]*")]
    private static partial Regex Alert();

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
