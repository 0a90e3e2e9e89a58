using System.Globalization;

namespace Truceline.App.Tests.Browser;

/// <summary>What every page owes its reader, in a real browser.</summary>
[Collection(nameof(Browser))]
public sealed class PageTests(Browser browser, ExampleSite example) : BrowserTest(browser)
{
    private const int MostStops = 80;

    /// <summary>Every page once, by the name that its pictures get; "…" stands for the first of its kind that a list leads to.</summary>
    public static TheoryData<string, string> Pages => new()
    {
        { "arrangement", "/" },
        { "agreement", "/agreement" },
        { "agreement in Ukrainian", "/agreement?lang=uk" },
        { "situation", "/situation" },
        { "findings", "/findings" },
        { "findings-none", "/findings?q=nothing-has-this-word" },
        { "finding", "/findings/…" },
        { "incident", "/incidents/…" },
        { "backtest", "/backtest" },
        { "backtest of a number", "/backtest?number=zones/front/within/m&value=15000" },
        { "findings with readings", "/findings?readings=beside" },
        { "changes", "/changes" },
        { "coverage", "/coverage" },
        { "coverage of a day", "/coverage?zone=front&day=2025-10-20" },
        { "tallies", "/tallies" },
        { "tallies of a clause", "/tallies?by=clause&row=0" },
        { "reports", "/reports" },
        { "report", "/reports/…" },
        { "triage", "/triage" },
        { "triage of a report", "/triage/…" },
        { "new-report", "/reports/new" },
        { "bulletins", "/bulletin" },
        { "bulletin", "/bulletin/…" },
    };

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_can_be_read_on_a_screen_and_on_a_phone_in_light_and_in_dark(string name, string path)
    {
        var tab = await Open(example.Site.Origin);
        Assert.Equal(200, await tab.Go(await example.Site.Address(path)));
        var faults = new List<string>();
        foreach (var width in new[] { 1280, 400 })
            foreach (var theme in new[] { "light", "dark" })
            {
                await tab.Resize(width);
                await tab.Media(theme);
                faults.AddRange((await tab.Facts()).Faults().Select(fault => $"{width} {theme}: {fault}"));
                await tab.Picture(string.Create(CultureInfo.InvariantCulture, $"{name}-{width}-{theme}"));
            }
        Assert.Empty(faults);
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_says_the_same_without_scripts(string name, string path)
    {
        var address = await example.Site.Address(path);
        var plain = await Open(example.Site.Origin, script: false);
        Assert.Equal(200, await plain.Go(address));
        var without = await plain.Facts();
        Assert.Empty(without.Faults());
        Assert.True(without.Text.Length > 40, $"{name} says next to nothing: {without.Text}");
        var scripted = await Open(example.Site.Origin);
        await scripted.Go(address);
        var with = await scripted.Facts();
        Assert.Equal(without.Heads, with.Heads);
        Assert.Subset(with.Links.ToHashSet(), without.Links.ToHashSet());
        Assert.Empty(Words(without.Text).Except(Words(with.Text)));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task One_always_sees_where_the_focus_is(string name, string path)
    {
        var tab = await Open(example.Site.Origin);
        await tab.Go(await example.Site.Address(path));
        var stops = await tab.FocusOrder(MostStops);
        Assert.True(stops.Length > 3, $"{name} has {stops.Length} stops");
        Assert.StartsWith("a Skip", stops[0].What, StringComparison.Ordinal);
        Assert.Empty(stops.Where(stop => !stop.Visible).Select(stop => stop.What));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_printed_page_is_the_text_and_nothing_to_click(string name, string path)
    {
        var tab = await Open(example.Site.Origin, width: 700); // A4 without its margins, in CSS pixels
        await tab.Go(await example.Site.Address(path));
        await tab.Media("dark", "print"); // paper is white whatever the screen is
        var facts = await tab.Facts();
        await tab.Picture(name + "-print");
        Assert.Equal(0, facts.Navigations);
        Assert.Equal("rgb(255, 255, 255)", await tab.Say<string>("getComputedStyle(document.documentElement).backgroundColor"));
        Assert.Equal(0, await tab.Say<int>("[...document.querySelectorAll('button,input[type=submit]')].filter(button => button.checkVisibility()).length"));
        Assert.Empty(facts.Faults());
    }

    [Fact]
    public async Task On_paper_the_agreement_keeps_its_columns_and_every_word_of_its_gists()
    {
        var tab = await Open(example.Site.Origin, width: 700);
        await tab.Go(await example.Site.Address("/agreement"));
        Assert.Equal(0, await tab.Say<int>("[...document.querySelectorAll('.provision .gist')].filter(gist => gist.scrollHeight > gist.clientHeight + 1 || getComputedStyle(gist).overflow === 'hidden').length"));
        await tab.Media(media: "print");
        Assert.Equal("grid", await tab.Say<string>("getComputedStyle(document.querySelector('.provision')).display"));
    }

    [Theory, MemberData(nameof(Pages))]
    public async Task A_shared_address_gives_the_same_page(string name, string path)
    {
        var pinned = await example.Site.Address(path, $"as-of=2025-10-18T12:00:00%2B03:00&entry={example.Entry}");
        var one = await Open(example.Site.Origin);
        var other = await Open(example.Site.Origin);
        Assert.Equal(200, await one.Go(pinned));
        Assert.Equal(200, await other.Go(pinned));
        var (facts, again) = (await one.Facts(), await other.Facts());
        Assert.Equal(facts.Text, again.Text);
        Assert.True(facts.Links.Length > 0, name);
        // All of them keep it but one: that which leads to the same page as of now.
        var now = new Uri(example.Site.Origin + path.TrimEnd('…')).AbsolutePath;
        Assert.DoesNotContain(facts.Links, link => !link.Contains($"entry={example.Entry}", StringComparison.Ordinal) && !link.StartsWith(now, StringComparison.Ordinal));
    }

    private static HashSet<string> Words(string text) => [.. text.Split(' ')];
}
