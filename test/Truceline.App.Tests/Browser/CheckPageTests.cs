using System.Text.Json;
using Truceline.App.Publishing;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Browser;

/// <summary>The page that checks proofs, opened from the disk as whoever was handed it does.</summary>
[Collection(nameof(Browser))]
public sealed class CheckPageTests(Browser browser) : BrowserTest(browser)
{
    private readonly TemporaryFolder folder = new();

    private static string Proofs => Path.Combine(Needs.Root, "test", "data", "proofs");

    private static string Text(string name) => File.ReadAllText(Path.Combine(Proofs, $"{name}.proof.json"));

    private async Task<Tab> OpenPage(int width = 1000, string theme = "light")
    {
        File.WriteAllBytes(folder[CheckerPage.Name], CheckerPage.Bytes);
        var tab = await Open("file://", width, theme);
        await tab.Go(folder[CheckerPage.Name]);
        return tab;
    }

    private static async Task<string> Verdict(Tab tab, string name)
    {
        await tab.Drop($"{name}.proof.json", Text(name));
        await tab.Until($"document.querySelector('#result .of')?.textContent.startsWith('{name}.proof.json')");
        return await tab.Say<string>("document.querySelector('.verdict').innerText");
    }

    [Fact]
    public async Task A_good_proof_that_is_dropped_holds_and_ten_bad_ones_are_rejected()
    {
        var tab = await OpenPage();
        Assert.Contains("The proof holds, under the key in the file", await Verdict(tab, "sentence"), StringComparison.Ordinal);
        Assert.Contains("Four incidents are recorded", await tab.Say<string>("document.querySelector('.said').textContent"), StringComparison.Ordinal);
        string[] bad = ["bad-root", "bad-signature", "bad-number", "bad-path", "bad-commitment", "bad-content", "bad-sentence", "bad-sentence-entries", "bad-publication", "bad-member", "bad-cut-off", "bad-exercise-taken-away"];
        foreach (var name in bad)
        {
            Assert.Contains("Rejected", await Verdict(tab, name), StringComparison.Ordinal);
            Assert.Equal(1, await tab.Say<int>("document.querySelectorAll('.steps .failed').length"));
            Assert.DoesNotContain("It proves", await tab.Say<string>("document.body.innerText"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_page_says_the_words_of_the_program()
    {
        var tab = await OpenPage();
        using var table = JsonDocument.Parse(File.ReadAllText(Path.Combine(Proofs, "cases.json")));
        await tab.Say<bool>("(document.querySelector('#known').open = true)");
        await tab.Fill("#policy", table.RootElement.GetProperty("policy").GetString()!);
        Assert.Contains("The proof holds", await Verdict(tab, "sentence"), StringComparison.Ordinal);
        var words = table.RootElement.GetProperty("cases").GetProperty("sentence").GetProperty("words").EnumerateArray().Select(one => one.GetString()).ToArray();
        Assert.Equal(words, await tab.Say<string[]>("[...document.querySelectorAll('.steps .words, .two li')].map(one => one.textContent)"));
        await tab.Fill("#policy", "quorum nobody");
        Assert.Contains("no line before defines", await tab.Say<string>("document.querySelector('#policy-fault').innerText"), StringComparison.Ordinal);
        Assert.Equal("", await tab.Say<string>("document.querySelector('#result').innerText"));
        await tab.Fill("#policy", "");
        await tab.Fill("#key", table.RootElement.GetProperty("key").GetString()!);
        Assert.Contains("one that you trust", await tab.Say<string>("document.querySelector('#result').innerText"), StringComparison.Ordinal);
        Assert.Contains("Rejected", await Verdict(tab, "bad-key"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(390, "dark")]
    [InlineData(1000, "light")]
    public async Task It_is_worked_by_keyboard_and_reads_on_a_phone_in_light_and_dark(int width, string theme)
    {
        var tab = await OpenPage(width, theme);
        Assert.Equal(["file", "known", "key"], (await OpenedOrder(tab)).Take(3));
        await tab.Choose("#file", Path.Combine(Proofs, "entry-disclosed.proof.json"));
        await tab.Until("document.querySelector('.verdict')");
        Assert.Equal("result", await tab.Say<string>("document.activeElement.id"));
        var facts = await tab.Facts();
        Assert.Empty(facts.Faults());
        Assert.Contains("shelling heard 3 times", facts.Text, StringComparison.Ordinal);
        Assert.Contains("exercise, synthetic", facts.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_in_a_proof_are_text_and_never_markup_and_what_shows_nothing_is_shown()
    {
        var tab = await OpenPage();
        await tab.Drop("<img src=x onerror=alert(1)>\u202Egnp.json", "{}\n");
        await tab.Until("document.querySelector('.verdict')");
        Assert.Equal(0, await tab.Say<int>("document.querySelectorAll('#result img').length"));
        Assert.Contains("⟨U+202E⟩", await tab.Say<string>("document.querySelector('.of').innerText"), StringComparison.Ordinal);
    }

    /// <summary>The ids of what gets the focus, one tab after the other, with the details open.</summary>
    private static async Task<List<string>> OpenedOrder(Tab tab)
    {
        await tab.Say<bool>("(document.querySelector('#known').open = true)");
        var order = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            await tab.Press("Tab");
            order.Add(await tab.Say<string>("document.activeElement.id || document.activeElement.parentElement.id"));
        }
        return order;
    }
}
