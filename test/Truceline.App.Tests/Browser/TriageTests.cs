using System.Globalization;
using Truceline.Reports;

namespace Truceline.App.Tests.Browser;

/// <summary>Triage in a real browser: by hand and by keyboard, with scripts and without.</summary>
[Collection(nameof(Browser))]
public sealed class TriageTests(Browser browser) : BrowserTest(browser)
{
    private const string Send = "form.decide button";

    private static string Fire(string id, int minute) => string.Create(CultureInfo.InvariantCulture,
        $"{{\"own-id\":\"{id}\",\"exercise\":true,\"observation\":{{\"occurred\":\"2025-09-06T10:{minute:00}:00+03:00\",\"where\":{{\"at\":{{\"lat\":48.2,\"lon\":37.5}},\"within-m\":100}},\"act\":\"fire\",\"means\":\"seen\"}}}}");

    private static void Fires(string journal) => ServedSite.ImportLines(journal, "Observer Mission", Fire("one", 0), Fire("two", 10));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_decision_is_recorded_once_and_its_page_says_so_and_leads_on(bool script)
    {
        var site = await Serve(Fires);
        var tab = await Open(site.Origin, width: 400, script: script);
        Assert.Equal(200, await tab.Go("/triage"));
        await tab.Click("td.lead a");
        await tab.Until("location.pathname === '/triage/1'");
        await tab.FillIn(("status", "verified"), ("reason", "<b>seen</b> by two"), ("by", "Duty officer"));
        await tab.Click("input[name=apart]");
        await tab.Click(Send);
        await tab.Until("/Recorded as entry 4/.test(document.body.innerText)");
        var facts = await tab.Facts();
        Assert.Contains("<b>seen</b> by two", facts.Text, StringComparison.Ordinal);
        Assert.Empty(facts.Faults());
        await tab.Reload();
        Assert.Equal(4, site.Entries);
        await tab.Click("a[rel=next]");
        await tab.Until("location.pathname === '/triage/2'");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_asked_of_a_duplicate_alone_is_shown_once_that_is_chosen_and_hides_nothing_that_was_filled_in(bool script)
    {
        var site = await Serve(Fires);
        var tab = await Open(site.Origin, width: 400, script: script);
        Assert.Equal(200, await tab.Go("/triage/1"));
        const string Shown = "document.querySelector('#of').checkVisibility()";
        Assert.False(await tab.Say<bool>(Shown));
        await tab.FillIn(("status", "duplicate"));
        Assert.True(await tab.Say<bool>(Shown));
        await tab.FillIn(("of", "2"), ("status", "verified"));
        Assert.True(await tab.Say<bool>(Shown));
        await tab.FillIn(("of", ""));
        Assert.False(await tab.Say<bool>(Shown));
    }

    [Fact]
    public async Task By_keyboard_one_goes_from_a_draft_that_nobody_has_looked_at_to_the_next()
    {
        const string body = "We stay. We wait. We go.";
        var site = await Serve(journal =>
        {
            ServedSite.ImportLines(journal, "Press desk", [$$$"""{"own-id":"a","exercise":true,"text":{"published":"2021-03-08T12:00:00Z","title":"day of talks","body":"{{{body}}}"}}""", .. new[] { (Words: "We stay.", At: 0), (Words: "We wait.", At: 9), (Words: "We go.", At: 18) }.Select(one =>
                $$$$"""{"own-id":"a#{{{{one.At}}}}","exercise":true,"draft":{"text":"a","sha256":"{{{{StatementDraft.HashOf(body)}}}}","start":{{{{one.At}}}},"end":{{{{one.At + one.Words.Length}}}},"words":"{{{{one.Words}}}}","statement":{"party":"Side A","authority":"on-record","occurred":"2021-03-08T08:00:00Z","act":"claim","issue":"force","says":"{{{{one.Words}}}}","fidelity":"verbatim"}}}""")]);
            using var none = new StringWriter();
            Assert.Equal(ExitStatus.Done, Cli.Run(["statement", "review", "3", "--reject", "--journal", journal, "--by", "desk"], none, none));
        });
        var tab = await Open(site.Origin);
        Assert.Equal(200, await tab.Go("/statements?all=yes"));
        const string At = "document.activeElement.closest('[data-item]')?.id ?? ''";
        await tab.Press("u");
        Assert.Equal("draft-2", await tab.Say<string>(At));
        await tab.Press("u");
        Assert.Equal("draft-4", await tab.Say<string>(At));
        await tab.Press("k");
        Assert.Equal("draft-3", await tab.Say<string>(At));
    }

    [Fact]
    public async Task A_double_click_decides_once()
    {
        var site = await Serve(Fires);
        var tab = await Open(site.Origin);
        Assert.Equal(200, await tab.Go("/triage/1"));
        await tab.FillIn(("status", "triaged"), ("reason", "looked at"), ("by", "Duty officer"));
        await tab.DoubleClick(Send);
        await tab.Until("/Recorded as entry 3/.test(document.body.innerText)");
        Assert.Equal(3, site.Entries);
    }

    [Fact]
    public async Task By_keyboard_one_comes_to_what_waits_and_the_list_follows_the_journal()
    {
        var site = await Serve(Fires);
        var tab = await Open(site.Origin);
        await tab.Go("/");
        await tab.Press("g", "i");
        await tab.Until("location.pathname === '/triage' && document.querySelectorAll('[data-item]').length === 2");
        site.Add("Observer Mission", Fire("three", 20));
        await tab.Until("document.querySelectorAll('[data-item]').length === 3");
        await tab.Press("j", "j", "Enter");
        await tab.Until("location.pathname === '/triage/2'");
    }

    [Fact]
    public async Task What_is_being_filled_in_stays_when_something_comes_in()
    {
        var site = await Serve(Fires);
        var tab = await Open(site.Origin);
        await tab.Go("/triage/1");
        await tab.FillIn(("status", "triaged"), ("reason", "half a sent"));
        site.Add("Observer Mission", Fire("three", 20));
        await tab.Until("fetch('/triage').then(answer => answer.text()).then(page => page.includes('/triage/3'))");
        Assert.Equal(("triaged", "half a sent"), (await tab.Say<string>("document.querySelector('#status').value"), await tab.Say<string>("document.querySelector('#reason').value")));
    }
}
