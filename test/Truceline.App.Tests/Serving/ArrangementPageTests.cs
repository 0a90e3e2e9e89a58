using System.Net;
using System.Text.RegularExpressions;
using Truceline.App.Serving;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Serving;

/// <summary>The first page, asked over HTTP as a browser without scripts would.</summary>
public sealed partial class ArrangementPageTests
{
    private static readonly string Folder = Path.Combine(Needs.Root, "examples", "paris-2025");

    /// <summary>The page of the example with its statements and, where wanted, with both declarations of a ceasefire.</summary>
    private static async Task<string> Page(bool declared, string path = "/", params string[] statements)
    {
        using var folder = new TemporaryFolder();
        var journal = folder["journal"];
        TestSite.Import(journal, "record", Path.Combine(Folder, "statements.jsonl"));
        foreach (var by in declared ? ["Russia", "Ukraine"] : Array.Empty<string>())
        {
            await File.WriteAllTextAsync(folder["declared.jsonl"],
                $$$"""{"own-id":"d","exercise":true,"declaration":{"by":"{{{by}}}","event":"ceasefire","effective":"2025-09-10T18:00:00+03:00","agreement":"paris-2025"}}""" + "\n", TestContext.Current.CancellationToken);
            TestSite.Import(journal, by, folder["declared.jsonl"]);
        }
        await File.WriteAllLinesAsync(folder["more.jsonl"], statements, TestContext.Current.CancellationToken);
        if (statements.Length > 0) TestSite.Import(journal, "more", folder["more.jsonl"]);
        using var room = new Room(journal, [AgreementFile.Open(Path.Combine(Folder, "paris-2025.truce.yaml"), TextWriter.Null)]);
        await using var site = Site.Build(room, 0);
        await site.StartAsync(TestContext.Current.CancellationToken);
        await room.Ready; // a page that is asked for before answers that it is still being read
        using var client = new HttpClient { BaseAddress = new Uri(site.Urls.First()) };
        return await client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }

    /// <summary>What is to be read from the element with an id, its tags taken away.</summary>
    private static string Read(string page, string id)
    {
        var tag = Regex.Match(page, $"<(\\w+)[^>]* id=\"{Regex.Escape(id)}\"");
        Assert.True(tag.Success, $"there is no '{id}' on the page");
        var end = page.IndexOf($"</{tag.Groups[1].Value}>", tag.Index, StringComparison.Ordinal);
        return Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(page[tag.Index..end], " ")), " ").Trim();
    }

    [Fact]
    public async Task Before_a_declared_ceasefire_nothing_is_due_and_the_page_says_what_is_waited_for()
    {
        var page = await Page(declared: false);
        Assert.Contains("reassurance not reached from ceasefire + 1 day not yet: Russia has not declared 'ceasefire'", Read(page, "phase-reassurance"), StringComparison.Ordinal);
        Assert.Contains("deploy to be done by ceasefire + 1 day; not due now, because Russia has not declared 'ceasefire'", Read(page, "phase-reassurance").Replace(" ;", ";", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("24:00", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_it_the_force_is_due_by_the_end_of_the_next_local_day()
    {
        var page = await Page(declared: true, "/?as-of=2025-09-11T12:00:00%2B03:00");
        Assert.Contains("under way from ceasefire + 1 day 11 Sep 2025 00:00 Europe/Kyiv", Read(page, "phase-reassurance"), StringComparison.Ordinal);
        Assert.Contains("deploy to be done by 11 Sep 2025 24:00 Europe/Kyiv", Read(page, "phase-reassurance"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pledges_show_formal_beside_public_and_what_is_open_with_its_assumed_date()
    {
        var page = await Page(declared: false);
        var troops = Read(page, "pledge-troops");
        Assert.Contains("amount: undisclosed", troops, StringComparison.Ordinal);
        Assert.Contains("confirmed 26 few", troops, StringComparison.Ordinal);
        Assert.Contains("to be settled by 18 Sep 2025", Read(page, "pledge-backing"), StringComparison.Ordinal);
        Assert.Contains("assumed", Read(page, "pledge-backing"), StringComparison.Ordinal);
        Assert.Contains("excluded", Read(page, "pledge-us-ground"), StringComparison.Ordinal);
        Assert.Contains("overdue", Read(await Page(declared: true, "/?as-of=2025-09-19T00:00:00%2B03:00"), "pledge-backing"), StringComparison.Ordinal);
        Assert.DoesNotContain("overdue", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_rests_on_the_assumed_distance_says_so()
    {
        var page = await Page(declared: false);
        Assert.Contains("zone front is assumed", Read(page, "clause-off-front"), StringComparison.Ordinal);
        Assert.Contains("zone front is assumed", Read(page, "clause-deploy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_clause_term_pledge_and_decision_has_its_anchor_and_every_link_on_the_page_leads_to_one()
    {
        var page = await Page(declared: true);
        foreach (var id in new[] { "clause-stop", "clause-deploy", "clause-off-front", "clause-no-aggression", "clause-aggression", "pledge-troops", "pledge-backing", "pledge-us-ground", "decision-consult", "decision-respond", "decision-respond-with-RU", "decision-host" })
            Assert.Contains($"id=\"{id}\"", page, StringComparison.Ordinal);
        var ids = Ids().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Empty(Inside().Matches(page).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Except(ids));
    }

    [Fact]
    public async Task Consent_decisions_and_checks_say_who_and_against_what()
    {
        var page = await Page(declared: false);
        Assert.Contains("an objection of anyone else has no effect; on record it is rejected by Russia", Read(page, "decision-host"), StringComparison.Ordinal);
        Assert.Contains("proposed by Russia", Read(page, "decision-respond-with-RU"), StringComparison.Ordinal);
        var checks = Read(page, "checks");
        Assert.Contains("Russia wants settlement before ceasefire", checks, StringComparison.Ordinal);
        Assert.Contains("Clause no-aggression addresses Russia and does not bind it", checks, StringComparison.Ordinal);
        Assert.Contains("clause 'deploy' needs 'troops', which waits for 'backing'", checks, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_the_matrix_leads_to_its_statement_and_keeps_what_the_address_asks_for()
    {
        var page = await Page(declared: true, "/?entry=49");
        Assert.Contains("href=\"/statements/record/s13?entry=49\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/entries/14?entry=49\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_came_in_is_text_on_the_page_and_never_markup()
    {
        const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(2)>";
        var page = await Page(declared: false, "/", $$$"""
            {"own-id":"../'\"<b>","exercise":true,"statement":{"party":"{{{Hostile}}}","authority":"on-record","occurred":"2025-09-04T12:00:00+03:00","act":"threat","issue":"{{{Hostile}}}","if":"{{{Hostile}}}","says":"{{{Hostile}}}","fidelity":"verbatim","about":["deploy"]}}
            """);
        Assert.Contains("&lt;script&gt;alert(1)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.Contains("/statements/more/..%2F%27%22%3Cb%3E", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agreement_without_pledges_and_statements_says_so()
    {
        await using var site = await TestSite.Start(filled: false, example: "no-live-fire-2016");
        var page = await site.Page("/");
        foreach (var sentence in new[] { "The agreement names no phases.", "The agreement names no pledges.", "The agreement states no positions.", "No statement is on record", "The agreement names no decisions.", "no findings yet" })
            Assert.Contains(sentence, page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("href=\"#([^\"]*)\"")]
    private static partial Regex Inside();
}
