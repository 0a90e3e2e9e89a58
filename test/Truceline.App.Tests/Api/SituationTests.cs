using System.Net;
using System.Text.Json;
using Truceline.App.Tests.Serving;

namespace Truceline.App.Tests.Api;

public sealed class SituationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_answer_is_the_same_bytes_each_time_and_says_so_by_its_tag()
    {
        await using var site = await TestSite.Start();
        var (one, other) = (await site.Get("/api/situation"), await site.Get("/api/situation"));
        Assert.Equal(HttpStatusCode.OK, one.StatusCode);
        Assert.Equal("application/json", one.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(one.Headers.ETag);
        Assert.Equal(one.Headers.ETag, other.Headers.ETag);
        Assert.Equal(await one.Content.ReadAsByteArrayAsync(Cancel), await other.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Fact]
    public async Task Every_column_is_as_long_as_the_list_of_incidents()
    {
        await using var site = await TestSite.Start();
        using var json = JsonDocument.Parse(await (await site.Get("/api/situation")).Content.ReadAsStringAsync(Cancel));
        var incidents = json.RootElement.GetProperty("incidents");
        var total = json.RootElement.GetProperty("total").GetInt32();
        foreach (var column in (string[])["id", "at", "shape", "kind", "rank", "answers", "from", "to", "minute", "title", "place"])
            Assert.Equal(total, incidents.GetProperty(column).GetArrayLength());
    }

    [Theory]
    [InlineData("/api/situation?q=nobody-said-this-anywhere")]
    [InlineData("/api/situation?day=1900-01-01")]
    public async Task What_matches_nothing_is_an_empty_answer(string path)
    {
        await using var site = await TestSite.Start();
        using var json = JsonDocument.Parse(await (await site.Get(path)).Content.ReadAsStringAsync(Cancel));
        Assert.Equal(0, json.RootElement.GetProperty("incidents").GetProperty("id").GetArrayLength());
    }

    [Theory]
    [InlineData("?day=tomorrow")]
    [InlineData("?clause=%3Cscript%3E")]
    [InlineData("?outcome=guilty")]
    public async Task What_cannot_be_looked_for_is_one_clear_error_and_the_page_says_the_same(string query)
    {
        await using var site = await TestSite.Start();
        var answer = await site.Get($"/api/situation{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        var page = await (await site.Get($"/situation{query}")).Content.ReadAsStringAsync(Cancel);
        Assert.Contains("class=\"problem\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_has_no_script_or_style_of_its_own()
    {
        await using var site = await TestSite.Start();
        var page = await (await site.Get("/situation")).Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotMatch("<script(?![^>]* src=\"/)", page);
        Assert.DoesNotMatch("(?i)<style| style=", page);
    }
}
