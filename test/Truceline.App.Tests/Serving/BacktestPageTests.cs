using System.Net;

namespace Truceline.App.Tests.Serving;

public sealed class BacktestPageTests
{
    [Fact]
    public async Task Without_a_number_the_page_says_what_is_found_and_offers_the_numbers_of_the_agreement()
    {
        await using var site = await TestSite.Start();
        var page = await site.Page("/backtest");
        Assert.Contains("As written, nothing tried yet.", page, StringComparison.Ordinal);
        Assert.Contains("value=\"zones/belt-ua/within/m\"", page, StringComparison.Ordinal);
        Assert.Contains("What nobody could have verified", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_tried_shows_what_would_be_found_beside_what_is_found()
    {
        await using var site = await TestSite.Start();
        var page = await site.Page("/backtest?number=zones/belt-ua/within/m&value=1");
        Assert.Contains("<b>1 m</b> instead of 25 km", page, StringComparison.Ordinal);
        Assert.Contains("0 findings appear, 0 vanish, 1 changes.", page, StringComparison.Ordinal);
        Assert.Matches("breached, verified[\\s\\S]{0,200}cannot rule", page[page.IndexOf("id=\"differs-p2.ua\"", StringComparison.Ordinal)..]);
        var asWritten = await site.Page("/backtest?number=zones/belt-ua/within/m");
        Assert.Contains("Nothing is found otherwise.", asWritten, StringComparison.Ordinal);
        Assert.Contains(", as written", asWritten, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("number=zones/belt-ua/within/m&value=far", "&#x27;far&#x27; is no number")]
    [InlineData("number=zones/belt-ua/within/m&value=-1", "-1 lies below 0: write a number such as 25000.")]
    [InlineData("number=zones/belt-ua/within/m&value=90000000", "The agreement cannot say this: 90000000 is out of bounds.")]
    public async Task A_value_that_cannot_be_is_told_and_what_is_found_is_still_shown(string query, string says)
    {
        await using var site = await TestSite.Start();
        var answer = await site.Get($"/backtest?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(says, page, StringComparison.Ordinal);
        Assert.Contains("By clause", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_number_that_is_not_there_is_told()
    {
        await using var site = await TestSite.Start();
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Get("/backtest?number=zones/nowhere/m")).StatusCode);
    }

    [Fact]
    public async Task An_empty_journal_is_said_to_be_empty()
    {
        await using var site = await TestSite.Start(filled: false);
        Assert.Contains("The record is empty", await site.Page("/backtest?number=zones/belt-ua/within/m&value=1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_to_an_entry_only_what_was_known_then_is_tried()
    {
        await using var site = await TestSite.Start();
        var page = await site.Page("/backtest?entry=4&number=zones/belt-ua/within/m&value=1");
        Assert.Contains(", entry 4.", page, StringComparison.Ordinal);
    }
}
