using System.Net;
using System.Text.RegularExpressions;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Tests.Serving;

/// <summary>The pages of triage, as a browser without scripts sees them.</summary>
public sealed partial class TriagePageTests : IAsyncLifetime
{
    private TestSite site = null!;
    private long one, two, third, beside;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site = await TestSite.Start(filled: false, ready: false);
        // Three at one place within the hour, and one 4 km beside them: an incident of three, and one of its own.
        site.ImportLine("Observer Mission", Line("one", "10:00", 48.30, 38.30, "<b>a gun</b>"));
        site.ImportLine("Side A", Line("two", "10:10", 48.301, 38.30, "a gun"));
        site.ImportLine("Side B", Line("third", "10:20", 48.302, 38.30, "a gun"));
        site.ImportLine("Observer Mission", Line("beside", "10:30", 48.34, 38.30, "a gun"));
        (one, two, third, beside) = (1, 2, 3, 4);
        await site.Room.Ready;
        await Assessed(4);
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static string Line(string id, string time, double latitude, double longitude, string observer) => FormattableString.Invariant(
        $$$"""{"own-id":"{{{id}}}","exercise":true,"observation":{"occurred":"2015-02-16T{{{time}}}:00Z","where":{"at":{"lat":{{{latitude}}},"lon":{{{longitude}}}},"within-m":50},"act":"fire","what":"mortar","means":"seen","observer":"{{{observer}}}"}}""");

    /// <summary>Waits until the findings are of so many entries: what another process wrote is there after a moment.</summary>
    private async Task Assessed(long entries)
    {
        await SiteTests.Until(() => Task.FromResult(site.Room.Entries >= entries));
        Assert.Equal(entries, site.Room.Entries);
    }

    private async Task<HttpResponseMessage> Send(long report, params (string Name, string Value)[] fields) => await SendFrom(await site.Page($"/triage/{report}"), report, fields);

    private async Task<HttpResponseMessage> SendFrom(string page, long report, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([.. TestSite.HiddenFields(page).Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)))]);
        return await site.Client.PostAsync(new Uri($"/triage/{report}", UriKind.Relative), form, Cancel);
    }

    private static (string, string)[] Said(params (string, string)[] fields) => [.. fields, ("reason", "as the log of the post says"), ("by", "Duty officer")];

    private static string Alert(string page) => WebUtility.HtmlDecode(AlertText().Match(page).Groups[1].Value);

    private static async Task<string> Body(HttpResponseMessage answer) => await answer.Content.ReadAsStringAsync(Cancel);

    [GeneratedRegex("role=\"alert\">([^<]*)")]
    private static partial Regex AlertText();

    private ReportStatus StatusOf(long entry)
    {
        var log = site.Held();
        return ReportStatuses.Of(log).StatusOf(log.Reports.Single(report => report.Entries.Contains(entry)));
    }

    private string[] Groups()
    {
        var log = site.Held();
        return [.. Fusion.Fuse(log.Standing, FusionRules.Default, GroupingDecisions.Of(log)).Select(incident => string.Join("+", incident.Sightings.Select(sighting => sighting.Report.Report.OwnId).Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task What_fusion_leaves_open_is_listed_until_somebody_decides_it()
    {
        Assert.DoesNotContain("left open", await site.Page("/triage"), StringComparison.Ordinal);
        site.ImportLine("Side A", Line("wide", "10:15", 48.32, 38.30, "a watcher").Replace("\"within-m\":50", "\"within-m\":4000", StringComparison.Ordinal));
        await Assessed(5);
        Assert.Contains("left open <span class=\"quiet\">", await site.Page("/triage"), StringComparison.Ordinal);
        var open = await site.Page("/triage?left-open=yes");
        Assert.Contains("/triage/5?left-open=yes", open, StringComparison.Ordinal);
        var page = await site.Page("/triage/5?left-open=yes");
        Assert.Contains("left open for a person", page, StringComparison.Ordinal);
        foreach (var (act, others) in ((string, long[])[])[("together", [5, beside]), ("apart", [one, 5])])
            Assert.Equal(ExitStatus.Done, Cli.Run(["incident", act, .. others.Select(other => $"{other}"), "--journal", site.Journal, "--reason", "by the log of the post", "--by", "Desk"], TextWriter.Null, TextWriter.Null));
        await Assessed(7);
        Assert.DoesNotContain("/triage/5", await site.Page("/triage?left-open=yes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_waits_is_listed_in_the_order_in_which_it_came_and_goes_from_the_list_when_it_has_a_status()
    {
        var list = await site.Page("/triage");
        Assert.Equal([one, two, third, beside], Leads().Matches(list).Select(match => long.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.DoesNotContain("<b>a gun</b>", list, StringComparison.Ordinal);
        var answer = await Send(two, Said(("status", "under-enquiry")));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("Recorded as entry 5", await site.Page(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
        Assert.Equal(ReportStatus.UnderEnquiry, StatusOf(two));
        Assert.Equal([one, third, beside], Leads().Matches(await site.Page("/triage")).Select(match => long.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        var enquired = await site.Page("/triage?status=under-enquiry");
        Assert.Equal([two], Leads().Matches(enquired).Select(match => long.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains("Duty officer", enquired, StringComparison.Ordinal);
        Assert.Contains("as the log of the post says", await site.Page($"/reports/{site.Held().Reports.Single(report => report.Entries[0] == two).Report.Id}"), StringComparison.Ordinal);
    }

    [GeneratedRegex("class=\"lead\"><a href=\"/triage/([0-9]+)")]
    private static partial Regex Leads();

    [Fact]
    public async Task A_list_leads_to_the_next_report_in_it_and_keeps_what_it_asks_for()
    {
        var page = await site.Page($"/triage/{one}?kind=observation");
        Assert.Contains($"/triage/{two}?kind=observation", page, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", await site.Page($"/triage/{beside}"), StringComparison.Ordinal);
        var answer = await SendFrom(page, one, Said(("status", "triaged")));
        Assert.StartsWith($"/triage/{one}?kind=observation", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        // Who decided last need not write the name again.
        Assert.Contains("value=\"Duty officer\"", await site.Page(answer.Headers.Location!.OriginalString), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_duplicate_and_its_original_become_one_happening_in_the_same_step_when_that_is_ticked()
    {
        Assert.Equal(["beside", "one+third+two"], Groups());
        var answer = await Send(beside, Said(("status", "duplicate"), ("of", $"{one}"), ("also", "yes")));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal((ReportStatus.Duplicate, 6), (StatusOf(beside), site.Held().Size));
        Assert.Equal(["beside+one+third+two"], Groups());
        await Assessed(6);
        var incident = await site.Page($"/incidents/{site.Room.View(new(null, null, null)).Assessment.Incidents.Single().Id}");
        Assert.Contains("duplicate of entry 1", incident, StringComparison.Ordinal);
        Assert.Contains("the rule alone would not join them", incident, StringComparison.Ordinal);
        Assert.DoesNotContain("look again", await site.Page("/triage?status=duplicate"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_alone_changes_no_incident()
    {
        await Send(beside, Said(("status", "duplicate"), ("of", $"{one}")));
        Assert.Equal(["beside", "one+third+two"], Groups());
    }

    [Fact]
    public async Task A_near_incident_is_offered_and_all_reports_of_both_become_one()
    {
        var page = await site.Page($"/triage/{one}");
        Assert.Contains($"id=\"with-{beside}\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, (await SendFrom(page, one, Said(("with", $"{beside}")))).StatusCode);
        var decision = Assert.Single(GroupingDecisions.Of(site.Held()).All);
        Assert.Equal((GroupingAct.Together, "Duty officer", "as the log of the post says"), (decision.Says.Act, decision.Says.By, decision.Says.Reason));
        Assert.Equal([one, two, third, beside], decision.Says.Reports);
        Assert.Equal(["beside+one+third+two"], Groups());
    }

    [Fact]
    public async Task Ticking_all_others_takes_a_report_out_of_its_incident_and_may_bring_it_to_another()
    {
        Assert.Equal(HttpStatusCode.SeeOther, (await Send(one, Said(("apart", $"{two}"), ("apart", $"{third}"), ("others", $"{beside}")))).StatusCode);
        Assert.Equal(["beside+one", "third+two"], Groups());
    }

    [Fact]
    public async Task Sent_twice_a_decision_is_one()
    {
        var page = await site.Page($"/triage/{one}");
        var both = await Task.WhenAll(SendFrom(page, one, Said(("status", "verified"), ("with", $"{beside}"))), SendFrom(page, one, Said(("status", "verified"), ("with", $"{beside}"))));
        Assert.All(both, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        Assert.Equal(6, site.Held().Size);
        Assert.Contains(both, answer => answer.Headers.Location!.OriginalString.EndsWith("recorded=6%2B", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_two_who_set_different_statuses_at_once_one_is_told_what_the_other_said()
    {
        var page = await site.Page($"/triage/{one}");
        var both = await Task.WhenAll(SendFrom(page, one, Said(("status", "verified"))), SendFrom(page, one, Said(("status", "unverifiable"))));
        Assert.Equal([HttpStatusCode.SeeOther, HttpStatusCode.Conflict], both.Select(answer => answer.StatusCode).Order());
        Assert.Equal(5, site.Held().Size);
        var refused = await Body(both.Single(answer => answer.StatusCode == HttpStatusCode.Conflict));
        Assert.Contains(ReportStatuses.Of(site.Held()).On(site.Held().Reports.Single(report => report.Entries.Contains(one)))[0].Says.Status == ReportStatus.Verified ? "<b>verified</b>" : "<b>unverifiable</b>", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_near_report_and_one_of_the_same_incident_have_their_time_and_place()
    {
        var page = WebUtility.HtmlDecode(await site.Page($"/triage/{one}"));
        Assert.Matches($"name=\"with\"[^>]*value=\"{beside}\"(?s:.)*?16 Feb 2015 12:30(?s:.)*?48\\.34", page);
        Assert.Matches($"name=\"apart\"[^>]*value=\"{two}\"(?s:.)*?16 Feb 2015 12:10(?s:.)*?48\\.301", page);
    }

    [Fact]
    public async Task What_somebody_else_decided_meanwhile_is_not_overruled_unseen()
    {
        var page = await site.Page($"/triage/{one}");
        Assert.Equal(HttpStatusCode.SeeOther, (await Send(one, Said(("status", "unverifiable")))).StatusCode);
        var refused = await SendFrom(page, one, Said(("status", "verified")));
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var again = await Body(refused);
        Assert.Contains("somebody else decided", Alert(again), StringComparison.Ordinal);
        Assert.Contains("value=\"verified\" selected", again, StringComparison.Ordinal);
        Assert.Contains("value=\"as the log of the post says\"", again, StringComparison.Ordinal);
        Assert.Equal(ReportStatus.Unverifiable, StatusOf(one));
        Assert.Equal(HttpStatusCode.SeeOther, (await SendFrom(again, one, Said(("status", "verified")))).StatusCode);
        Assert.Equal(ReportStatus.Verified, StatusOf(one));
    }

    [Theory]
    [InlineData("nothing is chosen")]
    [InlineData("why says nothing", "status", "verified", "reason", " ")]
    [InlineData("your name says nothing", "status", "verified", "by", "")]
    [InlineData("is none of triaged", "status", "received")]
    [InlineData("is none of triaged", "status", "withdrawn")]
    [InlineData("'x' is no entry", "status", "duplicate", "of", "x")]
    [InlineData("entry 99 holds no report", "status", "duplicate", "of", "99")]
    [InlineData("are of one report", "status", "duplicate", "of", "1")]
    [InlineData("only a duplicate", "status", "verified", "of", "2")]
    [InlineData("the status is not 'duplicate'", "of", "2")]
    [InlineData("choose 'duplicate' and name", "status", "verified", "also", "yes")]
    [InlineData("'4x' is no entry", "others", "4x")]
    [InlineData("entry 77 holds no report", "others", "77")]
    [InlineData("choose one", "others", "2", "apart", "2")]
    [InlineData("each of two reports", "apart", "1")]
    [InlineData("does not show itself", "status", "verified", "by", "Off\u202eicer")]
    public async Task What_cannot_be_decided_is_refused_with_a_reason_and_nothing_is_written(string why, params string[] fields)
    {
        var sent = Said().ToDictionary(field => field.Item1, field => field.Item2);
        foreach (var pair in fields.Chunk(2)) sent[pair[0]] = pair[1];
        var answer = await Send(one, [.. sent.Select(field => (field.Key, field.Value))]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(why, Alert(await Body(answer)), StringComparison.Ordinal);
        Assert.Equal(4, site.Held().Size);
    }

    [Fact]
    public async Task A_form_without_its_token_or_from_another_site_writes_nothing()
    {
        using var bare = new FormUrlEncodedContent(Said(("status", "verified"), ("known", "1")).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Client.PostAsync(new Uri($"/triage/{one}", UriKind.Relative), bare, Cancel)).StatusCode);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, $"/triage/{one}") { Content = new FormUrlEncodedContent(TestSite.HiddenFields(await site.Page($"/triage/{one}")).Concat(Said(("status", "verified")).Select(field => KeyValuePair.Create(field.Item1, field.Item2)))) };
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Client.SendAsync(foreign, Cancel)).StatusCode);
        Assert.Equal(4, site.Held().Size);
    }

    [Fact]
    public async Task What_came_after_a_decision_is_shown_beside_it()
    {
        await Send(one, Said(("status", "verified"), ("with", $"{beside}")));
        site.ImportLine("Observer Mission", Line("beside", "19:30", 48.60, 38.30, "a gun"));
        site.ImportLine("Observer Mission", Line("one", "10:01", 48.30, 38.30, "a gun"));
        await Assessed(8);
        var page = await site.Page($"/triage/{one}");
        Assert.Contains("entry 8 came after it and changed what the report says", page, StringComparison.Ordinal);
        Assert.Contains("entries 7 and 8 came after it and changed what reports that it binds say", page, StringComparison.Ordinal);
        Assert.Contains("look again", await site.Page("/triage?status=verified"), StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(await site.Page("/triage"), "look again"));
        await Send(one, Said(("status", "verified"), ("apart", $"{beside}")));
        await Assessed(10);
        Assert.Contains("a later decision holds otherwise for some of its reports", await site.Page($"/triage/{one}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_was_taken_back_is_withdrawn_and_nothing_can_be_decided_on_it()
    {
        var page = await site.Page($"/triage/{one}");
        site.ImportLine("Observer Mission", """{"own-id":"one","withdrawal":{"reason":"a slip"}}""");
        await Assessed(5);
        Assert.Contains("its source took it back", await site.Page($"/triage/{one}"), StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"report decide\"", await site.Page($"/triage/{one}"), StringComparison.Ordinal);
        Assert.Equal([one], Leads().Matches(await site.Page("/triage?status=withdrawn")).Select(match => long.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SendFrom(page, one, Said(("status", "verified")))).StatusCode);
    }

    [Fact]
    public async Task Another_time_can_be_looked_at_and_not_decided_on()
    {
        await Send(one, Said(("status", "verified")));
        var then = await site.Page($"/triage/{one}?entry=4");
        Assert.Contains("nobody has said anything of it", then, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"report decide\"", then, StringComparison.Ordinal);
        Assert.Contains($"href=\"/triage/{one}\"", then, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_asked_is_answered_in_a_sentence()
    {
        Assert.Contains("is no status", await site.Page("/triage?status=settled"), StringComparison.Ordinal);
        Assert.Contains("is no kind of report", await site.Page("/triage?kind=rumour"), StringComparison.Ordinal);
        Assert.Contains("No incident of this record has that id", await site.Page("/triage?incident=nothing"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Get("/triage/77")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Get("/triage/x")).StatusCode);
    }
}
