using System.Text.Json;
using System.Text.Json.Nodes;

namespace Truceline.App.Tests.Browser;

/// <summary>Text that wants to be more than text, in every field that an import takes, on every page that shows it.</summary>
[Collection(nameof(Browser))]
public sealed class HostileTests(Browser browser) : BrowserTest(browser)
{
    private const int Looked = 16;

    // Every report page, through the browser's own parser, without being laid out: whether anything in it would run.
    private const string Inspect = """
        (async (addresses) => {
          const found = [];
          for (const address of addresses) {
            const response = await fetch(address);
            const page = new DOMParser().parseFromString(await response.text(), 'text/html');
            if (response.status !== 200) found.push(`${address}: ${response.status}`);
            for (const element of page.querySelectorAll('*')) {
              const attributes = element.getAttributeNames();
              if (attributes.some((name) => name.startsWith('on') || name === 'style' || name === 'srcdoc')) found.push(`${address}: ${element.outerHTML.slice(0, 200)}`);
              if (['IFRAME', 'OBJECT', 'EMBED', 'MARQUEE', 'BLINK', 'BASE', 'VIDEO', 'AUDIO', 'MATH', 'STYLE', 'XSS'].includes(element.tagName)) found.push(`${address}: ${element.outerHTML.slice(0, 200)}`);
              if (element.tagName === 'SCRIPT' && !/^\/assets\//.test(element.getAttribute('src') ?? '')) found.push(`${address}: ${element.outerHTML.slice(0, 200)}`);
              if (element.tagName === 'IMG' && !/^\/assets\//.test(element.getAttribute('src') ?? '')) found.push(`${address}: ${element.outerHTML.slice(0, 200)}`);
              if (element.tagName !== 'LINK') for (const name of ['href', 'action', 'formaction', 'xlink:href'])
                if (/^\s*(javascript|data|vbscript):/i.test(element.getAttribute(name) ?? '')) found.push(`${address}: ${element.outerHTML.slice(0, 200)}`);
            }
          }
          return found;
        })
        """;

    [Fact]
    public async Task Nothing_that_came_in_runs_or_breaks_a_page()
    {
        var strings = HostileText.All();
        Assert.True(strings.Length > 400);
        var site = await Serve(journal => ServedSite.ImportWhatCanBe(journal, "hostile\" onload=\"alert(1)", [.. strings.SelectMany(Reports)]));
        var tab = await Open(site.Origin, width: 400);
        await tab.Go("/reports");
        var reports = await site.All("/reports", "/reports/");
        Assert.True(reports.Length > 400, $"{reports.Length} reports");
        var findings = await site.All("/findings", "/findings/");
        var incidents = await site.All("/reports", "/incidents/");
        string[] lists = ["/", "/agreement", "/situation", "/findings", "/reports", "/triage", .. await site.Some("/triage", "/triage/", 20), "/bulletin", .. await site.Some("/bulletin", "/bulletin/", 3)];
        foreach (var some in lists.Concat(reports).Concat(findings.Take(100)).Concat(incidents.Take(100)).Chunk(100))
            Assert.Empty(await tab.Say<string[]>($"{Inspect}({JsonSerializer.Serialize(some)})"));
        foreach (var path in lists.Concat(reports.Where((_, i) => i % (reports.Length / Looked) == 0)).Concat(findings.Take(6)).Concat(incidents.Take(6)))
        {
            Assert.Equal(200, await tab.Go(path));
            var facts = await tab.Facts();
            Assert.True(!facts.Faults().Any(), $"{path}: {string.Join("; ", facts.Faults())}");
        }
    }

    [Fact]
    public async Task Nothing_in_an_address_runs_or_breaks_a_page()
    {
        var site = await Serve();
        var tab = await Open(site.Origin, width: 400);
        foreach (var text in HostileText.Wicked)
            foreach (var place in new[] { "/findings?q=", "/findings?day=", "/findings?clause=", "/reports?source=", "/situation?place=", "/?agreement=", "/?entry=", "/findings/", "/reports/", "/triage?kind=", "/triage/1?by=", "/triage/", "/bulletin/", "/statements/x/" })
            {
                var status = await tab.Go(place + Uri.EscapeDataString(text));
                Assert.True(status is 200 or 400 or 404, $"{place}{text}: {status}");
                var facts = await tab.Facts();
                Assert.True(!facts.Faults().Any(), $"{place}{text}: {string.Join("; ", facts.Faults())}");
                if (status != 200) await tab.Complaints(); // the browser notes a page that is not there
            }
    }

    // One report of each kind, with the text wherever words are free.
    private static IEnumerable<string> Reports(string text, int i)
    {
        var now = "2025-09-06T10:00:00+03:00";
        JsonObject place() => new() { ["at"] = new JsonObject { ["lat"] = 48.2 + i % 40 * 0.02, ["lon"] = 37.5 + i / 40 * 0.03 }, ["within-m"] = 500, ["name"] = text };
        yield return new JsonObject
        {
            ["own-id"] = text, ["exercise"] = true, ["limits"] = text,
            ["observation"] = new JsonObject
            {
                ["occurred"] = now, ["where"] = place(), ["act"] = "fire", ["what"] = text, ["model"] = text, ["means"] = "camera", ["observer"] = text, ["note"] = text,
                ["by"] = new JsonArray(new JsonObject { ["actor"] = text, ["basis"] = "claim" }), ["chains"] = new JsonArray(new JsonArray(text, null)),
            },
        }.ToJsonString();
        // With a place of its own kind of words, where those of an observation were too much.
        yield return new JsonObject { ["own-id"] = $"plain-{i}", ["exercise"] = true, ["observation"] = new JsonObject { ["occurred"] = now, ["where"] = place(), ["act"] = "fire", ["means"] = "seen", ["note"] = text } }.ToJsonString();
    }
}
