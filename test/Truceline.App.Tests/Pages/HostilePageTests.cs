using System.Net;
using System.Text.Json;
using Truceline.App.Wording;
using Truceline.Reports;

namespace Truceline.App.Tests.Pages;

public sealed class HostilePageTests
{
    private static readonly string[] Wicked =
    [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</title><svg/onload=alert(1)>", "\u202Egnp.exe\u2066x", "a\u200bb\u200dc", new string('W', 900),
        "Z" + string.Concat(Enumerable.Repeat('\u0351', 300)) + "a", "مرحبا (x) בְּרֵאשִׁית", "one\nTwo\r\nthree\u2028four", "&lt;b&gt; &amp;#60;",
    ];

    /// <summary>The naughty strings, the hostile text beside the repository and our own, as far as a report can hold them.</summary>
    private static string[] All()
    {
        var naughty = JsonSerializer.Deserialize<string[]>(File.ReadAllText(Needs.SharedData("bad-input", "naughty-strings", "blns.json")))!;
        var own = Directory.GetFiles(Needs.SharedData("bad-input", "own", "text"), "*.txt").Order(StringComparer.Ordinal).SelectMany(File.ReadAllLines);
        return [.. naughty.Concat(own).Concat(Wicked).Where(text => !string.IsNullOrWhiteSpace(text)).Where(IsTaken).Distinct(StringComparer.Ordinal)];
    }

    private static bool IsTaken(string text) => ReportReader.Read(new("made up", 1, 1), JsonSerializer.SerializeToUtf8Bytes(Line(text, 0)), "x").Report is not null;

    private static Dictionary<string, object> Line(string text, int i) => (i % 3) switch
    {
        0 => new() { ["own-id"] = $"{i} {text}", ["exercise"] = true, ["limits"] = text, ["observation"] = Observation(text) },
        1 => new()
        {
            ["own-id"] = $"{i} {text}", ["exercise"] = true,
            ["text"] = new Dictionary<string, object> { ["published"] = "2026-01-08T07:40:00+02:00", ["title"] = text, ["outlet"] = text, ["author"] = text, ["language"] = text, ["body"] = text + "\n" + text },
        },
        _ => new()
        {
            ["own-id"] = $"{i} {text}", ["exercise"] = true,
            ["statement"] = new Dictionary<string, object>
            {
                ["party"] = text, ["speaker"] = text, ["role"] = text, ["authority"] = "on-record", ["occurred"] = "2026-01-08T07:40:00+02:00", ["addressee"] = text,
                ["act"] = "threat", ["issue"] = text, ["if"] = text, ["says"] = text, ["fidelity"] = "paraphrase",
            },
        },
    };

    private static Dictionary<string, object> Observation(string text) => new()
    {
        ["occurred"] = "2026-01-08T07:40:00+02:00", ["means"] = "seen", ["act"] = "fire", ["where"] = new Dictionary<string, object> { ["name"] = text }, ["what"] = text, ["model"] = text, ["observer"] = text,
        ["by"] = new object[] { new Dictionary<string, object> { ["actor"] = text, ["basis"] = "claim" } }, ["chains"] = new[] { new[] { text } }, ["answers"] = $"{text}/{text}", ["assumed"] = new[] { text }, ["note"] = text,
    };

    [Fact]
    public async Task Words_that_want_to_be_more_are_shown_as_words_on_every_page()
    {
        var texts = All();
        await using var site = await Visited.Of(("Observer Mission", [.. texts.Select((text, i) => JsonSerializer.Serialize(Line(text, i)))]));
        foreach (var address in new[] { "/", "/situation", "/bulletin/2026-01-08" })
        {
            var whole = await site.Page(address);
            foreach (var text in texts) IsSafe(whole, text);
        }
        foreach (var (text, i) in texts.Select((text, i) => (text, i)))
        {
            var report = site.View.Lookup.Report("Observer Mission", $"{i} {text}")!;
            var page = await site.Page($"/reports/{report.Report.Id}");
            IsSafe(page, text);
            page.Says(text);
            if (site.View.Lookup.IncidentOf(report.Report.Id) is not { } incident) continue;
            IsSafe(await site.Page($"/incidents/{incident.Id}"), text);
            foreach (var finding in site.View.Lookup.Of(incident).Take(1))
            {
                var found = await site.Page($"/findings/{finding.Id}");
                IsSafe(found, text);
                Assert.All(finding.Trace.Because, step => found.Says(step.Says));
            }
        }
    }

    [Fact]
    public async Task A_source_an_address_and_a_search_may_be_as_wicked_as_they_like()
    {
        foreach (var text in Wicked.Where(text => !text.Contains('\n', StringComparison.Ordinal)))
        {
            // What does not show itself is refused as the name of a source.
            var source = ForeignWords.Plain(text) == text ? text : "Observer Mission";
            await using var site = await Visited.Of((source, [JsonSerializer.Serialize(Line(text, 0))]));
            var asked = Uri.EscapeDataString(text);
            foreach (var address in new[] { "/reports", $"/reports?source={asked}", $"/reports?q={asked}", $"/findings?q={asked}&place={asked}&day={asked}", $"/findings?clause={asked}", $"/findings?outcome={asked}", $"/reports/{asked}", $"/findings/{asked}", $"/incidents/{asked}", $"/entries/{asked}", $"/statements/{asked}/{asked}" })
            {
                var visit = await site.Get(address);
                if (visit.Leads is { } next) visit = await site.Get(next);
                Assert.True(visit.Status is HttpStatusCode.OK or HttpStatusCode.NotFound, $"{visit.Status} at {address}");
                IsSafe(visit, text);
            }
            Assert.Single((await site.Page($"/reports?source={Uri.EscapeDataString(source)}")).Rows);
        }
    }

    /// <summary>No text of somebody else's is a tag, and what would steer the reading is written out.</summary>
    private static void IsSafe(Visit page, string text)
    {
        if (text.AsSpan().IndexOfAny('<', '>') >= 0) Assert.DoesNotContain(text, page.Html, StringComparison.Ordinal);
        var body = System.Text.RegularExpressions.Regex.Replace(page.Html[page.Html.IndexOf("<main", StringComparison.Ordinal)..], "<[^>]*>", "");
        Assert.DoesNotContain(WebUtility.HtmlDecode(body).EnumerateRunes(), rune =>
            rune.Value is not ('\n' or '\r' or '\t' or ' ') && System.Text.Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Control && rune.Value is not ('\n' or '\r' or '\t'));
    }
}
