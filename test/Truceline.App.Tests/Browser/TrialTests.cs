namespace Truceline.App.Tests.Browser;

/// <summary>The scale of a backtest in a browser.</summary>
[Collection(nameof(Browser))]
public sealed class TrialTests(Browser browser, ExampleSite example) : BrowserTest(browser)
{
    [Fact]
    public async Task Moving_the_scale_brings_what_would_be_found_and_the_address_says_it()
    {
        var tab = await Open(example.Site.Origin);
        await tab.Go("/backtest?number=zones/front/within/m");
        Assert.True(await tab.Say<bool>("!document.querySelector('[data-scale]').hidden"));
        await tab.Say<bool>("window.stayed = true");
        await tab.Say<bool>("(() => { const scale = document.querySelector('input[type=range]'); scale.value = '1000'; scale.dispatchEvent(new Event('input', { bubbles: true })); return true; })()");
        await tab.Until("document.querySelector('.tried').innerText.includes('1 km instead of 30 km')");
        Assert.True(await tab.Say<bool>("window.stayed === true && location.search.includes('value=1000') && document.querySelector('input[name=value]').value === '1000'"));
        await tab.Until("!document.querySelector('main').hasAttribute('aria-busy')");
        Assert.True(await tab.Say<bool>("document.querySelector('input[type=range]').value === '1000'"), "the scale does not stay where it was put");
    }

    [Fact]
    public async Task Without_scripts_there_is_a_field_and_its_button()
    {
        var tab = await Open(example.Site.Origin, script: false);
        await tab.Go("/backtest?number=zones/front/within/m");
        await tab.Fill("input[name=value]", "15000");
        await tab.Click("form[data-trial] button");
        await tab.Until("document.querySelector('.tried').innerText.includes('15 km instead of 30 km')");
    }
}
