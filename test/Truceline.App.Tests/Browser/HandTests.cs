namespace Truceline.App.Tests.Browser;

/// <summary>The keyboard, the theme and the map, as a hand meets them.</summary>
[Collection(nameof(Browser))]
public sealed class HandTests(Browser browser, ExampleSite example) : BrowserTest(browser)
{
    private const string Item = "[...document.querySelectorAll('[data-item]')].findIndex(item => item.contains(document.activeElement))";

    [Fact]
    public async Task A_slash_leads_to_the_search_and_typing_there_is_only_typing()
    {
        var tab = await Open(example.Site.Origin);
        await tab.Go("/");
        await tab.Press("/");
        Assert.Equal("search", await tab.Say<string>("document.activeElement.type"));
        await tab.Press("g", "s", "j", "?");
        Assert.Equal("gsj?", await tab.Say<string>("document.activeElement.value"));
        Assert.Equal("/", await tab.Say<string>("location.pathname"));
        await tab.Press("Enter");
        await tab.Until("location.pathname === '/findings' && new URLSearchParams(location.search).get('q') === 'gsj?'");
    }

    [Theory]
    [InlineData("s", "/situation")]
    [InlineData("c", "/agreement")]
    [InlineData("f", "/findings")]
    [InlineData("r", "/reports")]
    [InlineData("b", "/bulletin")]
    [InlineData("a", "/")]
    public async Task Two_keys_lead_to_a_page_and_keep_what_is_looked_at(string key, string path)
    {
        var tab = await Open(example.Site.Origin);
        await tab.Go($"/reports?entry={example.Entry}");
        await tab.Press("g", key);
        await tab.Until($"location.pathname === '{path}' && document.readyState === 'complete'");
        Assert.Equal($"{example.Entry}", await tab.Say<string?>("new URLSearchParams(location.search).get('entry')"));
    }

    [Theory]
    [InlineData("/findings")]
    [InlineData("/reports")]
    public async Task Two_keys_go_up_and_down_a_list_and_enter_opens(string path)
    {
        var tab = await Open(example.Site.Origin);
        await tab.Go(path);
        await tab.Press("j");
        Assert.Equal(0, await tab.Say<int>(Item));
        await tab.Press("j", "j");
        Assert.Equal(2, await tab.Say<int>(Item));
        await tab.Press("k");
        Assert.Equal(1, await tab.Say<int>(Item));
        await tab.Press("Enter");
        await tab.Until($"location.pathname.startsWith('{path}/')");
    }

    [Fact]
    public async Task A_question_mark_lists_the_keys_and_escape_closes_the_list()
    {
        var tab = await Open(example.Site.Origin);
        await tab.Go("/");
        await tab.Press("?");
        await tab.Until("document.querySelector('dialog[open]')?.contains(document.activeElement) === true");
        Assert.Empty((await tab.Facts()).Faults());
        await tab.Press("Escape");
        await tab.Until("document.querySelector('dialog[open]') === null");
    }

    [Fact]
    public async Task The_theme_is_switched_and_remembered_and_there_from_the_first_moment()
    {
        var tab = await Open(example.Site.Origin);
        await tab.Go("/");
        var paper = "getComputedStyle(document.documentElement).backgroundColor";
        var before = await tab.Say<string>(paper);
        for (var clicks = 0; clicks < 3 && await tab.Say<string>(paper) == before; clicks++) await tab.Click("#theme");
        var after = await tab.Say<string>(paper);
        Assert.NotEqual(before, after);
        await tab.Reload();
        Assert.Equal(after, await tab.Say<string>(paper));
        // A script in the head that is neither deferred nor a module runs before the first paint.
        Assert.True(await tab.Say<bool>("document.querySelector('head > script[src*=theme]:not([defer],[async],[type=module])') !== null"));
        var beside = await Open(example.Site.Origin, beside: tab);
        await beside.Go("/findings");
        Assert.Equal(after, await beside.Say<string>(paper));
    }

    [Fact]
    public async Task The_map_draws_without_a_graphics_card()
    {
        var tab = await Open(example.Site.Origin);
        await tab.Go("/situation");
        await tab.Until("document.querySelector('canvas')?.getBoundingClientRect().height > 200");
        // The map says nowhere that it has finished drawing, so its colours are looked at until they are there; the assertion after it decides.
        for (var tries = 0; tries < 40 && await tab.Colours("canvas") < 12; tries++) await Task.Delay(250, TestContext.Current.CancellationToken);
        Assert.True(await tab.Colours("canvas") >= 12, "the map is empty");
        await tab.Picture("situation-map");
    }
}
