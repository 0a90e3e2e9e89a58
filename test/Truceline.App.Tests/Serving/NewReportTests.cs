using System.Net;
using Truceline.Agreements;
using Truceline.Embedded;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Tests.Serving;

public sealed class NewReportTests : IAsyncLifetime
{
    private TestSite site = null!;

    public async ValueTask InitializeAsync() => site = await TestSite.Start();

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A form as somebody fills it in.</summary>
    private async Task<Dictionary<string, string>> Filled(params (string Field, string Words)[] changes)
    {
        var fields = await site.Form();
        foreach (var (field, words) in ((string, string)[])[("source", "A patrol"), ("from", "2015-02-16T14:10"), ("to", "2015-02-16T14:40"), ("zone", "Europe/Kyiv"), ("place", "3 km SE of Zolote"), ("means", "heard"), ("exercise", "yes"), .. changes])
            fields[field] = words;
        return fields;
    }

    private static async Task<string> Words(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));

    private Report Recorded() => Assert.Single(site.Held().Reports, report => report.Report.Source == "A patrol").Report;

    [Fact]
    public async Task A_report_is_recorded_and_the_page_that_follows_shows_it_with_its_entry()
    {
        var answer = await site.Post(await Filled(("act", "fire"), ("what", "mortar"), ("least", "12"), ("by", "UAF"), ("basis", "claim"), ("note", "loud\r\nand near")));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        var page = WebUtility.HtmlDecode(await site.Page(answer.Headers.Location!.OriginalString));
        Assert.Contains("Recorded as entry 39.", page, StringComparison.Ordinal);
        Assert.Contains("loud", page, StringComparison.Ordinal);

        var said = Assert.IsType<Observation>(Recorded().Content);
        Assert.Equal("2015-02-16T12:10:00Z/2015-02-16T12:40:00Z", said.Occurred.ToString());
        Assert.Equal((new CountBounds(12, null), Act.Fire, "mortar", Means.Heard, "loud\nand near"), (said.Count, said.Act, said.What, said.Means, said.Note));
        Assert.Equal([new Attribution("UAF", AttributionBasis.Claim)], said.By);
        var disc = Assert.IsType<Region.Disc>(said.Where.Region);
        Assert.InRange(disc.Centre.Latitude, 48.66, 48.68);
        Assert.NotEmpty(said.Assumed);
    }

    private const string Wire = """{"own-id": "wire", "exercise": true, "text": {"published": "2015-02-16T18:00:00Z", "title": "A made-up headline", "body": "Two rounds fell beside the mill."}}""";

    [Fact]
    public async Task A_report_names_the_text_it_was_read_in_and_the_form_offers_those_that_the_journal_has()
    {
        site.ImportLine("Press Desk", Wire);
        await SiteTests.Until(async () => (await site.Page("/reports/new")).Contains("<option value=\"Press Desk/wire\">A made-up headline</option>", StringComparison.Ordinal));
        var answer = await site.Post(await Filled(("text", "Press Desk/wire"), ("means", "open-source")));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal("Press Desk/wire", ((Observation)Recorded().Content).Text);
        Assert.Contains("<dt>Read in the text</dt><dd><a", await site.Page(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_under_the_id_of_a_draft_is_refused_at_its_number_even_as_a_correction()
    {
        site.ImportLine("A patrol", """{"own-id":"t#0-8","exercise":true,"draft":{"text":"t","sha256":"88a4580862188917809037fa09d23271934c7539026da361ebc75f80f30f98ce","start":0,"end":8,"words":"We stay.","statement":{"party":"Side A","authority":"on-record","occurred":"2015-02-16T08:00:00Z","act":"claim","issue":"force","says":"We stay.","fidelity":"verbatim"}}}""");
        var answer = await site.Post(await Filled(("own-id", "t#0-8"), ("corrects", "yes")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("Nothing was recorded: 't#0-8' of 'A patrol' is a draft of a statement, and this is none; hand it in under an own-id of its own", await Words(answer), StringComparison.Ordinal);
        Assert.IsType<StatementDraft>(Recorded().Content);
    }

    [Fact]
    public async Task Only_what_was_observed_is_read_in_a_text()
    {
        Assert.DoesNotContain("name=\"text\"", await site.Page("/reports/new?kind=access"), StringComparison.Ordinal);
        var answer = await site.Post(await Filled(("kind", "access"), ("status", "denied"), ("text", "Press Desk/wire")));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=b")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7")]
    public async Task What_is_no_form_is_refused_as_that(string type)
    {
        using var sent = new ByteArrayContent("junk"u8.ToArray());
        sent.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        var answer = await site.Client.PostAsync(new Uri("/reports/new", UriKind.Relative), sent, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("What was sent cannot be read as a form.", await Words(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_twice_it_is_one_report_and_the_second_answer_says_so()
    {
        var fields = await Filled();
        var first = await site.Post(fields);
        var second = await site.Post(fields);
        Assert.Equal(HttpStatusCode.SeeOther, second.StatusCode);
        Assert.Contains("Recorded as entry 39: it was there already", await site.Page(second.Headers.Location!.OriginalString), StringComparison.Ordinal);
        Assert.Equal(39, site.Held().Size);
        Assert.NotEqual(first.Headers.Location, second.Headers.Location);
    }

    [Fact]
    public async Task Two_tabs_make_two_reports()
    {
        var (one, other) = (await Filled(), await Filled());
        Assert.NotEqual(one["submission"], other["submission"]);
        foreach (var form in new[] { one, other }) Assert.Equal(HttpStatusCode.SeeOther, (await site.Post(form)).StatusCode);
        Assert.Equal(40, site.Held().Size);
    }

    [Fact]
    public async Task Other_words_under_a_known_number_are_a_correction_only_when_somebody_says_so()
    {
        await site.Post(await Filled(("own-id", "7"), ("note", "one")));
        var asked = await site.Post(await Filled(("own-id", "7"), ("note", "two")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, asked.StatusCode);
        Assert.Contains("has a report under this id already, entry 39", await Words(asked), StringComparison.Ordinal);
        Assert.Equal(39, site.Held().Size);
        await site.Post(await Filled(("own-id", "7"), ("note", "two"), ("corrects", "yes")));
        Assert.Equal(40, site.Held().Size);
        Assert.Equal("two", ((Observation)Recorded().Content).Note);
    }

    [Theory]
    [InlineData("source", "", "Name who says it.")]
    [InlineData("means", "", "Say how it came to be known.")]
    [InlineData("means", "telepathy", "'telepathy' is not known")]
    [InlineData("from", "", "Say when it was.")]
    [InlineData("from", "yesterday", "That is no date and time")]
    [InlineData("to", "2015-02-16T14:00", "The end lies before the beginning.")]
    [InlineData("to", "2026-01-02T14:01", "That is still to come: it is 2 Jan 2026 14:00 Europe/Kyiv now.")]
    [InlineData("from", "2015-03-29T03:30", "There was no such time")]
    [InlineData("zone", "Europe/Atlantis", "There is no time zone of that name")]
    [InlineData("place", "", "Say where it was, or tick")]
    [InlineData("place", "Zolott", "There is no place 'Zolott'; did you mean 'Zolote'?")]
    [InlineData("place", "91.0, 38.5", "latitudes are from -90 to 90")]
    [InlineData("least", "many", "That is no whole number.")]
    [InlineData("most", "3", "Say how many there were at least", "least")]
    [InlineData("basis", "claim", "Name who did it", "by")]
    [InlineData("by", "UAF", "Say on what it rests", "basis")]
    [InlineData("text", "Press Desk/wire", "The journal has no text of that name")]
    [InlineData("text", "wire", "Write the source of the text and its own number")]
    [InlineData("own-id", "a\u202eb", "It holds a character that does not show itself")]
    public async Task What_is_wrong_is_told_at_its_field_and_what_was_typed_is_kept(string field, string words, string fault, string? at = null)
    {
        var answer = await site.Post(await Filled(("note", "<b>kept & whole</b>"), (field, words)));
        var raw = await answer.Content.ReadAsStringAsync(Cancel);
        var page = WebUtility.HtmlDecode(raw);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(fault, page, StringComparison.Ordinal);
        Assert.Contains($"id=\"{at ?? field}-fault\"", page, StringComparison.Ordinal);
        Assert.Contains($"<a href=\"#{at ?? field}\">", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;kept &amp; whole&lt;/b&gt;</textarea>", raw, StringComparison.Ordinal);
        Assert.Contains("value=\"Europe/Kyiv\"".Replace("Europe/Kyiv", field == "zone" ? words : "Europe/Kyiv", StringComparison.Ordinal), page, StringComparison.Ordinal);
        Assert.Equal(38, site.Held().Size);
    }

    [Fact]
    public async Task Every_field_has_its_bound_and_says_so()
    {
        foreach (var (field, longest) in App.Pages.ReportDraft.Longest.Where(one => one.Key != "kind"))
        {
            var answer = await site.Post(await Filled((field, new string('a', longest + 1))));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains($"It is {longest + 1:N0} characters long; {longest:N0} is the most.".Replace('\u00a0', ','), await Words(answer), StringComparison.Ordinal);
        }
        Assert.Equal(38, site.Held().Size);
    }

    [Fact]
    public async Task Without_the_token_of_a_page_nothing_is_recorded_and_what_was_typed_is_shown_again()
    {
        var fields = await Filled(("note", "typed for an hour"));
        fields["form-token"] = "made-up";
        var refused = await site.Post(fields);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("typed for an hour", page, StringComparison.Ordinal);
        Assert.Equal(38, site.Held().Size);
        // The page that came back has a token: sent again, it is recorded, and under the same name.
        var again = TestSite.HiddenFields(page);
        Assert.Equal(fields["submission"], again["submission"]);
        fields["form-token"] = again["form-token"];
        Assert.Equal(HttpStatusCode.SeeOther, (await site.Post(fields)).StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task A_form_of_another_site_is_refused_and_nothing_of_it_shown(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/reports/new") { Content = new FormUrlEncodedContent(await Filled(("note", "from elsewhere"))) };
        request.Headers.Add(header, value);
        var answer = await site.Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("from elsewhere", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(38, site.Held().Size);
    }

    [Fact]
    public async Task While_the_journal_is_busy_the_form_keeps_what_was_typed()
    {
        var fields = await Filled(("note", "typed for an hour"));
        using (var other = JournalDatabase.Open(site.Journal, writable: true))
        {
            using var transaction = other.BeginTransaction(deferred: false);
            var answer = await site.Post(fields);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            var page = await Words(answer);
            Assert.Contains("Nothing was recorded: another process is writing", page, StringComparison.Ordinal);
            Assert.Contains("typed for an hour", page, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.SeeOther, (await site.Post(fields)).StatusCode);
        Assert.Equal(39, site.Held().Size);
    }

    [Fact]
    public async Task What_is_too_large_is_refused()
    {
        var answer = await site.Post(await Filled(("note", new string('a', 300_000))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_time_that_came_twice_covers_both_and_says_that_this_was_assumed()
    {
        await site.Post(await Filled(("from", "2015-10-25T03:30"), ("to", "")));
        var said = (Observation)Recorded().Content;
        Assert.Equal("2015-10-25T00:30:00Z/2015-10-25T01:30:00Z", said.Occurred.ToString());
        Assert.Contains(said.Assumed, sentence => sentence.Contains("came twice", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_place_known_by_name_alone_may_be_anywhere()
    {
        await site.Post(await Filled(("place", "the old mill"), ("unplaced", "yes")));
        var said = (Observation)Recorded().Content;
        Assert.Equal("the old mill", said.Where.Name);
        Assert.IsType<Region.Anywhere>(said.Where.Region);
    }

    [Fact]
    public async Task Access_and_presence_are_reported_in_their_own_forms()
    {
        var access = await site.Form("/reports/new?kind=access");
        Assert.Equal("access", access["kind"]);
        await site.Post(await Filled(("kind", "access"), ("status", "denied"), ("means", "seen"), ("by", "DPR"), ("basis", "seen")));
        Assert.Equal(AccessStatus.Denied, Assert.IsType<Access>(Recorded().Content).Status);
        await site.Post(await Filled(("source", "A contingent"), ("kind", "presence"), ("means", "track"), ("by", "A contingent"), ("basis", "admission"), ("least", "30"), ("most", "30")));
        var presence = Assert.IsType<Presence>(site.Held().Reports.Single(report => report.Report.Source == "A contingent").Report.Content);
        Assert.Equal(("A contingent", new CountBounds(30, 30)), (presence.Who, presence.Count));
    }

    [Fact]
    public async Task A_page_believes_only_the_journal_that_something_was_recorded()
    {
        var id = site.Held().Reports[0].Report.Id;
        Assert.DoesNotContain("Recorded as entry", await site.Page($"/reports/{id}?recorded=999"), StringComparison.Ordinal);
        Assert.DoesNotContain("Recorded as entry", await site.Page("/?recorded=1"), StringComparison.Ordinal);
    }
}
