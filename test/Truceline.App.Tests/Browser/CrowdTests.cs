using Truceline.App.Tests.Serving;

namespace Truceline.App.Tests.Browser;

/// <summary>A map with more incidents than it can draw.</summary>
[Collection(nameof(Browser))]
public sealed class CrowdTests(Browser browser) : BrowserTest(browser)
{
    private const string Asked = "performance.getEntriesByType('resource').map(one => one.name).filter(name => name.includes('/api/situation'))";

    [Fact]
    public async Task The_map_asks_for_its_window_under_the_whole_filter_and_again_when_it_comes_nearer()
    {
        var site = await Serve(journal => TestSite.Fires(journal, 2500));
        var tab = await Open(site.Origin);
        await tab.Go("/situation");
        await tab.Until($"{Asked}.some(name => name.includes('bbox='))");
        var before = await tab.Say<int>($"{Asked}.length");
        await tab.Say<bool>("(() => { const nearer = document.querySelector('.map-buttons button'); nearer.click(); return true; })()");
        await tab.Until($"{Asked}.length > {before}");
        Assert.Contains("bbox=", (await tab.Say<string[]>(Asked))[^1], StringComparison.Ordinal);
        await tab.Click(".days thead a");
        await tab.Until($"{Asked}.some(name => name.includes('day=') && name.includes('bbox='))");
        Assert.Empty((await tab.Facts()).Faults());
    }
}
