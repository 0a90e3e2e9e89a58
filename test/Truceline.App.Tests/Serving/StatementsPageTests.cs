using System.Net;
using System.Text.RegularExpressions;
using NodaTime;
using Truceline.App.Tests.Journals;
using Truceline.Reports;

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
        for (var i = 0; i < 100; i++)
            if (await site.Page(address) is var page && page.Contains("day of talks", StringComparison.Ordinal)) return page;
            else await Task.Delay(100, Cancel);
        throw new TimeoutException("the drafts are not shown");
    }

    private async Task<HttpResponseMessage> Send(string page, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("form-token", Token().Match(page).Groups[1].Value), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
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

    [GeneratedRegex("role=\"alert\">[^<]*")]
    private static partial Regex Alert();

    [GeneratedRegex("name=\"form-token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
