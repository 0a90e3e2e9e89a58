using System.Net;
using Microsoft.AspNetCore.WebUtilities;

namespace Truceline.App.Tests.Pages;

public sealed class CrawlTests
{
    [Theory]
    [InlineData("")]
    [InlineData("agreement=pause&as-of=2026-01-09T00:00:00Z&entry=3")]
    public async Task Every_link_of_every_page_leads_somewhere_and_keeps_what_was_asked_for(string asked)
    {
        await using var site = await Visited.Of(
            ("Observer Mission",
            [
                """{"own-id": "1", "exercise": true, "observation": {"occurred": "2026-01-07T22:15:00+02:00", "where": {"name": "the bridge"}, "means": "camera", "act": "fire", "by": [{"actor": "Side B", "basis": "seen"}]}}""",
                """{"own-id": "2/3", "exercise": true, "observation": {"occurred": "2026-01-08T07:40:00+02:00", "where": {"at": {"lat": 48.1, "lon": 37.9}, "within-m": 50}, "means": "heard", "act": "fire", "count": [2, 5]}}""",
            ]),
            ("Side & B", ["""{"own-id": "b?1", "exercise": true, "observation": {"occurred": "2026-01-08T07:40:00+02:00", "where": {"at": {"lat": 48.1, "lon": 37.9}, "within-m": 50}, "means": "hotline", "act": "fire", "by": [{"actor": "Side A", "basis": "claim"}]}}"""]));
        var kept = QueryHelpers.ParseQuery(asked);
        var open = new Queue<string>([QueryHelpers.AddQueryString("/", kept)]);
        var seen = new Dictionary<string, string> { [open.Peek()] = "" };
        var pages = new HashSet<string>();
        while (open.TryDequeue(out var address))
        {
            var visit = await site.Get(address);
            Assert.True(visit.Status is HttpStatusCode.OK or HttpStatusCode.Found, $"{(int)visit.Status} at {address}, linked from {seen[address]}");
            pages.Add(address.Split('?')[0].Split('/')[1]);
            foreach (var link in visit.Leads is { } leads ? [leads] : visit.Links)
            {
                var whole = new Uri(new Uri("http://site" + address), link);
                if (IsCredit(whole)) continue;
                Assert.Equal("site", whole.Host);
                var query = QueryHelpers.ParseQuery(whole.Query);
                // Only the way back to now lets go of what was asked for.
                if (whole.PathAndQuery == address || IsBackToNow(visit, link)) continue;
                Assert.All(kept, one => Assert.True(query.TryGetValue(one.Key, out var value) && value == one.Value, $"{link} on {address} does not keep {one.Key}"));
                // From a list that is narrowed down the ways to narrow it further have no end worth walking.
                if (IsNarrowed(address, kept.Count) && whole.AbsolutePath == address.Split('?')[0]) continue;
                if (seen.TryAdd(whole.PathAndQuery, address)) open.Enqueue(whole.PathAndQuery);
            }
        }
        Assert.Superset(new HashSet<string> { "", "bulletin", "entries", "findings", "incidents", "reports", "situation" }, pages);
        Assert.True(seen.Count > 30, $"only {seen.Count} addresses");
    }

    private static bool IsNarrowed(string address, int kept) => QueryHelpers.ParseQuery(new Uri("http://site" + address).Query).Count > kept;

    /// <summary>The names of places and their licence are credited where they are shown; nothing is fetched from there.</summary>
    private static bool IsCredit(Uri link) => link.Host is "www.geonames.org" or "creativecommons.org";

    private static bool IsBackToNow(Visit visit, string link) =>
        new[] { "Back to now", "Decide on it now" }.Any(words => visit.Html.Contains($"href=\"{WebUtility.HtmlEncode(link)}\">{words}<", StringComparison.Ordinal));
}
