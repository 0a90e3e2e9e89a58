using System.Diagnostics;

namespace Truceline.App.Tests.Browser;

/// <summary>Pages that are open while the journal grows.</summary>
[Collection(nameof(Browser))]
public sealed class LiveTests(Browser browser) : BrowserTest(browser)
{
    [Fact]
    public async Task A_report_that_another_process_brings_appears_and_what_is_typed_stays()
    {
        var site = await Serve(journal => ServedSite.ImportLines(journal, "First Witness", Sighting("one", "the first")));
        var reading = await Open(site.Origin);
        var typing = await Open(site.Origin);
        var looking = await Open(site.Origin);
        await reading.Go("/reports");
        await looking.Go("/reports?entry=1");
        await typing.Go("/reports/new");
        await typing.FillIn(("note", "half a sentence"));
        foreach (var tab in new[] { reading, typing, looking }) await tab.Say<bool>("window.stayed = true");

        await OtherProcess(site, "Second Witness", Sighting("two", "the second"));
        await reading.Until("document.querySelector('main').innerText.includes('Second Witness')");
        Assert.True(await reading.Say<bool>("window.stayed === true"), "the page was loaded again");
        await reading.Until("document.querySelector('#live').innerText.trim() !== ''");
        Assert.True(await typing.Say<bool>("window.stayed && document.querySelector('#note').value === 'half a sentence'"));
        Assert.True(await looking.Say<bool>("window.stayed && !document.querySelector('main').innerText.includes('Second Witness')"), "what was looked at as of an entry has changed");
    }

    [Fact]
    public async Task A_lost_connection_is_said_and_found_again()
    {
        var site = await Serve(journal => ServedSite.ImportLines(journal, "First Witness", Sighting("one", "the first")));
        var tab = await Open(site.Origin);
        await tab.Go("/reports");
        await tab.Until("performance.getEntriesByType('resource').length > 0");
        await site.Stop();
        await tab.Until("/lost/i.test(document.querySelector('#live').innerText)");
        site.Add("Second Witness", Sighting("two", "the second"));
        await site.ServeAgain();
        await tab.Until("document.querySelector('main').innerText.includes('Second Witness')");
        await tab.Until("!/lost/i.test(document.querySelector('#live').innerText)");
        await tab.Complaints(); // that the stream could not be reached is what was to happen
    }

    private static string Sighting(string id, string note) =>
        $$$"""{"own-id": "{{{id}}}", "exercise": true, "observation": {"occurred": "2025-09-06T10:00:00+03:00", "where": {"name": "the bridge"}, "means": "seen", "act": "fire", "note": "{{{note}}}"}}""";

    private static async Task OtherProcess(ServedSite site, string source, string line)
    {
        var file = site.Written("other.jsonl", line);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Truceline.App.dll"), "import", "--journal", site.Journal, "--source", source, "--format", "jsonl", file]) { RedirectStandardOutput = true };
        using var other = Process.Start(start)!;
        await other.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await other.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, other.ExitCode);
    }
}
