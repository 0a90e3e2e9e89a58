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

    [Fact]
    public async Task Of_more_incidents_than_a_map_can_draw_each_window_gets_few_things_and_misses_none()
    {
        await using var site = await TestSite.Start(filled: false, fires: 2500);
        var all = await Map(site, "/api/situation");
        Assert.InRange(all.Alone + all.Crowds, 1, 2000);
        Assert.InRange(all.Total, 2400, 2500); // some of those at one spot are one incident
        Assert.Equal(all.Total, all.Incidents);
        Assert.True(all.HasGround);
        Assert.Contains("data-crowded=\"true\"", await site.Page("/situation"), StringComparison.Ordinal);

        var east = await Map(site, "/api/situation?bbox=38.2,47,40,50&zoom=8");
        var west = await Map(site, "/api/situation?bbox=37,47,38.19999,50&zoom=8");
        Assert.Equal(all.Total, east.Incidents + west.Incidents);
        Assert.False(east.HasGround);
        Assert.Equal(all.Around, east.Around);
        // Few enough to be drawn are drawn themselves.
        Assert.Equal(0, west.Crowds);

        var oneDay = await Map(site, "/api/situation?day=2015-02-16&bbox=37,47,40,50&zoom=5");
        Assert.Equal(((await Map(site, "/api/situation?day=2015-02-16")).Incidents, 0), (oneDay.Incidents, oneDay.Crowds));
        Assert.InRange(oneDay.Incidents, 200, 300);
        Assert.Equal(0, (await Map(site, "/api/situation?bbox=10,10,11,11&zoom=9")).Incidents);
    }

    [Fact]
    public async Task Crowds_say_how_many_of_them_breached_a_clause()
    {
        await using var site = await TestSite.Start(fires: 2500);
        var breached = await Map(site, "/api/situation?outcome=breached");
        Assert.Equal((0, breached.Alone), (breached.Crowds, breached.Breached));
        Assert.InRange(breached.Breached, 1, 100);
        foreach (var zoom in (int[])[2, 5, 14])
        {
            var all = await Map(site, FormattableString.Invariant($"/api/situation?bbox=-180,-80,180,80&zoom={zoom}"));
            Assert.True(all.Crowds > 0);
            Assert.InRange(all.Alone + all.Crowds, 1, 2000);
            Assert.Equal(breached.Breached, all.Breached);
        }
    }

    [Fact]
    public async Task Crowds_lie_in_the_middle_of_their_incidents_and_go_from_north_to_south_and_from_west_to_east()
    {
        await using var site = await TestSite.Start(filled: false, fires: 2500);
        var where = JsonSerializer.Deserialize<double[][]>((await Map(site, "/api/situation?bbox=-180,-80,180,80&zoom=7")).Where)!;
        Assert.True(where.Length > 10);
        Assert.All(where, at => Assert.True(at[0] is >= 37.5 and <= 39 && at[1] is >= 47.3 and <= 48.8, $"{at[0]} {at[1]}"));
        Assert.All(where.Zip(where.Skip(1)), pair => Assert.True(pair.Second[0] > pair.First[0] || pair.Second[1] < pair.First[1]));
    }

    [Fact]
    public async Task Crowds_stay_where_they_are_when_the_window_moves()
    {
        await using var site = await TestSite.Start(filled: false, fires: 2500);
        var (one, other) = (await Map(site, "/api/situation?bbox=37.3,47,40,50&zoom=6"), await Map(site, "/api/situation?bbox=37,47,39.9,50&zoom=6"));
        Assert.True(one.Crowds > 1);
        Assert.Equal(one.Where, other.Where);
    }

    [Theory]
    [InlineData("?bbox=1,2,3&zoom=4"), InlineData("?bbox=3,2,1,4&zoom=4"), InlineData("?bbox=a,b,c,d&zoom=4"), InlineData("?bbox=1,2,3,4"), InlineData("?bbox=1,2,3,4&zoom=-1"), InlineData("?bbox=NaN,2,3,4&zoom=1")]
    public async Task What_is_no_window_is_one_clear_error(string query)
    {
        await using var site = await TestSite.Start();
        Assert.Equal(HttpStatusCode.BadRequest, (await site.Get($"/api/situation{query}")).StatusCode);
    }

    private sealed record Drawn(int Total, int Incidents, int Alone, int Crowds, int Breached, bool HasGround, string Around, string Where);

    private static async Task<Drawn> Map(TestSite site, string path)
    {
        using var json = JsonDocument.Parse(await site.Page(path));
        var (root, crowds) = (json.RootElement, json.RootElement.GetProperty("crowds"));
        var alone = root.GetProperty("incidents").GetProperty("id").GetArrayLength();
        var counts = crowds.GetProperty("count").EnumerateArray().Select(count => count.GetInt32()).ToArray();
        Assert.True(counts.Length == crowds.GetProperty("at").GetArrayLength() && counts.Length == crowds.GetProperty("breached").GetArrayLength());
        var breached = root.GetProperty("incidents").GetProperty("rank").EnumerateArray().Count(rank => rank.GetInt32() == 0) + crowds.GetProperty("breached").EnumerateArray().Sum(some => some.GetInt32());
        return new(root.GetProperty("total").GetInt32(), alone + counts.Sum(), alone, counts.Length, breached, root.TryGetProperty("ground", out _), root.TryGetProperty("around", out var around) ? around.GetRawText() : "", crowds.GetProperty("at").GetRawText());
    }
}
