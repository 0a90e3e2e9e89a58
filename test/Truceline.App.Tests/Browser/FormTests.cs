namespace Truceline.App.Tests.Browser;

/// <summary>The form of a new report in nervous hands, on a bad line, and with words that want to be more.</summary>
[Collection(nameof(Browser))]
public sealed class FormTests(Browser browser) : BrowserTest(browser)
{
    private const string Send = "form.report button:not([type=button])";

    private static readonly string[] FreeFields = ["source", "own-id", "zone", "place", "what", "observer", "by", "note"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_report_is_recorded_and_its_page_says_so(bool script)
    {
        var site = await Serve();
        var tab = await Open(site.Origin, width: 400, script: script);
        await FillIn(tab, "shells near the bridge");
        await tab.Click(Send);
        await tab.Until("location.pathname.startsWith('/reports/') && location.pathname !== '/reports/new'");
        var facts = await tab.Facts();
        Assert.Contains("Recorded as entry 1", facts.Text, StringComparison.Ordinal);
        Assert.Contains("shells near the bridge", facts.Text, StringComparison.Ordinal);
        Assert.Empty(facts.Faults());
        await tab.Reload();
        Assert.Equal(1, site.Entries);
    }

    [Fact]
    public async Task A_double_click_records_one_report()
    {
        var site = await Serve();
        var tab = await Open(site.Origin);
        await FillIn(tab, "clicked twice");
        await tab.DoubleClick(Send);
        await tab.Until("/Recorded as entry 1/.test(document.body.innerText)");
        Assert.Equal(1, site.Entries);
    }

    [Fact]
    public async Task Neither_a_reload_nor_going_back_sends_anything_again()
    {
        var site = await Serve();
        var tab = await Open(site.Origin);
        await FillIn(tab, "sent once");
        await tab.Click(Send);
        await tab.Until("/Recorded as entry 1/.test(document.body.innerText)");
        await tab.Reload();
        await tab.Say<bool>("(history.back(), true)");
        await tab.Until("location.pathname === '/reports/new' && document.readyState === 'complete'");
        await tab.Reload();
        Assert.Equal(1, site.Entries);
    }

    [Fact]
    public async Task A_form_that_arrives_twice_is_one_report()
    {
        var site = await Serve();
        var tab = await Open(site.Origin);
        await FillIn(tab, "the answer was lost, and it was sent again");
        const string send = "(async () => { const form = document.querySelector('form.report'); const answer = await fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) }); return answer.url; })()";
        var (first, second) = (await tab.Say<string>(send), await tab.Say<string>(send));
        Assert.EndsWith("recorded=1", first, StringComparison.Ordinal);
        Assert.StartsWith(first, System.Net.WebUtility.UrlDecode(second), StringComparison.Ordinal);
        Assert.Equal(1, site.Entries);
    }

    [Fact]
    public async Task Two_tabs_record_two_reports()
    {
        var site = await Serve();
        var one = await Open(site.Origin);
        var other = await Open(site.Origin, beside: one);
        await FillIn(one, "from the first tab");
        await FillIn(other, "from the second tab");
        await one.Click(Send);
        await one.Until("/Recorded as entry 1/.test(document.body.innerText)");
        await other.Click(Send);
        await other.Until("/Recorded as entry 2/.test(document.body.innerText)");
        Assert.Equal(2, site.Entries);
    }

    [Fact]
    public async Task A_connection_lost_while_sending_loses_nothing_and_adds_nothing_twice()
    {
        var site = await Serve();
        var tab = await Open(site.Origin);
        await FillIn(tab, "sent into nowhere");
        await tab.Offline(true);
        await tab.Click(Send);
        await tab.Until("location.protocol === 'chrome-error:'");
        await tab.Offline(false);
        Assert.Equal(0, site.Entries);
        await tab.Reload(); // which sends what was to be sent
        await tab.Until("/Recorded as entry 1/.test(document.body.innerText)");
        Assert.Contains("sent into nowhere", (await tab.Facts()).Text, StringComparison.Ordinal);
        await tab.Reload();
        Assert.Equal(1, site.Entries);
        await tab.Complaints(); // the connection was lost on purpose
    }

    [Fact]
    public async Task What_another_site_or_an_older_page_sends_is_not_recorded()
    {
        var site = await Serve();
        var tab = await Open(site.Origin);
        await FillIn(tab, "with a token of my own");
        await tab.Say<bool>("(document.querySelector('[name=form-token]').value = 'made-up', true)");
        await tab.Click(Send);
        await tab.Until("/Nothing was recorded/i.test(document.querySelector('main').innerText)");
        Assert.Equal("with a token of my own", await tab.Say<string>("document.querySelector('#note').value"));
        Assert.Equal(0, site.Entries);
        await tab.Complaints(); // the browser notes an answer of 400
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field_and_what_was_typed_stays()
    {
        var site = await Serve();
        var tab = await Open(site.Origin, width: 400);
        await FillIn(tab, "in the year after next");
        await tab.Fill("#from", "2199-01-01T10:00");
        await tab.Fill("#zone", "Europe/Nowhere");
        await tab.Click(Send);
        await tab.Until("document.querySelector('[role=alert]') !== null");
        Assert.Contains("zone", await tab.Say<string[]>("[...document.querySelectorAll('[aria-invalid=true]')].map(field => field.name)"));
        Assert.Equal("in the year after next", await tab.Say<string>("document.querySelector('#note').value"));
        Assert.True(await tab.Say<bool>("[...document.querySelectorAll('[aria-invalid=true]')].every(field => document.getElementById(field.getAttribute('aria-describedby')?.split(' ')[0])?.innerText)"));
        Assert.Empty((await tab.Facts()).Faults());
        Assert.Equal(0, site.Entries);
        await tab.Complaints(); // the browser notes an answer of 422
    }

    [Fact]
    public async Task Naughty_words_in_every_field_neither_run_nor_break_the_form_or_the_report()
    {
        // What holds a NUL is no form at all: it is refused as a whole, in words.
        var strings = HostileText.All().Where(text => !text.Contains('\0', StringComparison.Ordinal)).ToArray();
        var site = await Serve();
        var tab = await Open(site.Origin, width: 400);
        var sent = 0;
        for (var i = 0; i < strings.Length; i += FreeFields.Length - 2, sent++)
        {
            await FillIn(tab, "");
            // Each string once. In nine rounds of ten time zone and place are left alone, so that some are recorded.
            var words = strings.Skip(i).Take(FreeFields.Length - 2).ToArray();
            await tab.FillIn([.. FreeFields.Where(field => sent % 10 == 0 || field is not ("zone" or "place")).Zip(words), ("basis", "claim")]);
            await tab.Click(Send);
            await tab.Until("document.readyState === 'complete' && (location.pathname !== '/reports/new' || document.querySelector('[role=alert]') !== null)");
            var facts = await tab.Facts();
            Assert.True(!facts.Faults().Any(), $"{string.Join(" | ", words)}: {string.Join("; ", facts.Faults())}");
            // The browser notes an answer of 422; anything else is told when the tab is closed.
            Assert.DoesNotContain(await tab.Complaints(), complaint => !complaint.Contains("422", StringComparison.Ordinal));
        }
        Assert.True(site.Entries > 5, $"{site.Entries} of {sent} were recorded");
    }

    [Fact]
    public async Task What_is_no_form_is_refused_in_words()
    {
        var site = await Serve();
        var tab = await Open(site.Origin);
        await FillIn(tab, "a NUL: \0");
        await tab.Click(Send);
        await tab.Until("/cannot be read as a form/.test(document.querySelector('main').innerText)");
        Assert.Empty((await tab.Facts()).Faults());
        Assert.Equal(0, site.Entries);
        await tab.Complaints(); // the browser notes an answer of 400
    }

    private static async Task FillIn(Tab tab, string note)
    {
        Assert.Equal(200, await tab.Go("/reports/new"));
        await tab.FillIn(
            ("source", "Patrol base (made up)"), ("from", "2025-09-06T10:00"), ("to", "2025-09-06T10:20"), ("place", "48.6912, 38.5163 within 200 m"), ("act", "fire"), ("means", "heard"), ("note", note));
    }
}
