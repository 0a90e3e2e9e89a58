using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Truceline.App.Tests.Serving;

public sealed partial class SiteTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/")]
    [InlineData("/reports/new")]
    [InlineData("/nothing-here")]
    [InlineData("/api/nothing-here")]
    [InlineData("/?as-of=yesterday")]
    [InlineData("/api/places?q=Zol")]
    public async Task Every_answer_lets_nothing_else_in_and_is_kept_nowhere(string path)
    {
        await using var site = await TestSite.Start();
        var answer = await site.Get(path);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(["same-origin"], answer.Headers.GetValues("Cross-Origin-Opener-Policy"));
        Assert.Equal(["DENY"], answer.Headers.GetValues("X-Frame-Options"));
        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("blazor-enhanced-nav"));
    }

    [Fact]
    public async Task A_page_has_no_script_or_style_of_its_own_and_asks_nobody_else()
    {
        await using var site = await TestSite.Start();
        foreach (var path in new[] { "/", "/reports/new", "/nothing-here" })
        {
            var page = await (await site.Get(path)).Content.ReadAsStringAsync(Cancel);
            Assert.DoesNotMatch("<script(?![^>]* src=\"/)", page);
            Assert.DoesNotMatch("(?i)<style| style=| on[a-z]+=|https?://", page);
        }
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("localhost:5080", true)]
    [InlineData("LOCALHOST", true)]
    [InlineData("[::1]:5080", true)]
    [InlineData("evil.example", false)]
    [InlineData("127.0.0.1.evil.example", false)]
    [InlineData("localhost.evil.example:5080", false)]
    public async Task A_name_that_may_lead_elsewhere_is_refused(string host, bool taken)
    {
        await using var site = await TestSite.Start();
        foreach (var path in new[] { "/", "/api/live-or-not", "/assets/site.css" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = host;
            var answer = await site.Client.SendAsync(request, Cancel);
            Assert.Equal(!taken, answer.StatusCode == HttpStatusCode.BadRequest);
        }
    }

    [Theory]
    [InlineData("/nothing-here", HttpStatusCode.NotFound, "There is nothing at this address.")]
    [InlineData("/?as-of=yesterday", HttpStatusCode.BadRequest, "'yesterday' is no instant: write it as 2025-09-05T18:00:00+03:00.")]
    [InlineData("/?entry=0", HttpStatusCode.BadRequest, "'0' is no entry: entries are numbered from 1.")]
    [InlineData("/?entry=1000", HttpStatusCode.BadRequest, "Entry 1000 lies beyond the journal, which has 38 entries.")]
    [InlineData("/?as-of=9999-12-31T23:59:59Z", HttpStatusCode.BadRequest, "'9999-12-31T23:59:59Z' is no instant: write it as 2025-09-05T18:00:00+03:00.")]
    [InlineData("/findings?day=9999-12-31", HttpStatusCode.OK, "'9999-12-31' is no day.")]
    [InlineData("/reports?day=-9998-01-01", HttpStatusCode.OK, "'-9998-01-01' is no day.")]
    [InlineData("/?agreement=none", HttpStatusCode.BadRequest, "There is no agreement 'none' here.")]
    public async Task What_cannot_be_shown_is_a_page_that_says_why(string path, HttpStatusCode status, string why)
    {
        await using var site = await TestSite.Start();
        var answer = await site.Get(path);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(why, page, StringComparison.Ordinal);
        Assert.Contains("aria-label=\"Pages\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(" at Truceline.", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Under_api_what_is_wrong_is_told_to_a_machine()
    {
        await using var site = await TestSite.Start();
        foreach (var (path, status) in new[] { ("/api/nothing-here", 404), ("/api/places", 400), ($"/api/places?q={new string('a', 201)}", 400) })
        {
            var answer = await site.Get(path);
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel));
            Assert.Equal((status, (int)answer.StatusCode), (problem.RootElement.GetProperty("status").GetInt32(), status));
            Assert.NotEmpty(problem.RootElement.GetProperty("detail").GetString()!);
        }
    }

    [Fact]
    public async Task Another_method_is_not_possible_and_the_answer_says_which_is()
    {
        await using var site = await TestSite.Start();
        var answer = await site.Client.DeleteAsync(new Uri("/", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Equal(["GET"], answer.Content.Headers.Allow);
        Assert.Contains("cannot be used in this way", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Pages_and_files_are_compressed_and_files_are_kept_by_their_version(string encoding)
    {
        await using var site = await TestSite.Start();
        var page = await site.Page("/");
        var style = Style().Match(page).Groups[1].Value;
        foreach (var path in new[] { "/", style })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
            var answer = await site.Client.SendAsync(request, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal([encoding], answer.Content.Headers.ContentEncoding);
        }
        Assert.Equal("public, max-age=31536000, immutable", (await site.Get(style)).Headers.CacheControl!.ToString());
        Assert.True((await site.Get(style[..style.IndexOf('?', StringComparison.Ordinal)])).Headers.CacheControl!.NoCache);
    }

    [Fact]
    public async Task The_frame_says_what_is_looked_at_and_keeps_it_in_every_link()
    {
        await using var site = await TestSite.Start();
        var page = WebUtility.HtmlDecode(await site.Page("/?as-of=2015-03-01T12:00&zone=Europe/Kyiv&entry=20"));
        Assert.Contains("<html lang=\"en\" data-entries=\"20\" data-pinned", page, StringComparison.Ordinal);
        Assert.Contains("As of <b>1 Mar 2015 12:00 Europe/Kyiv · entry 20</b>", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/findings?as-of=2015-03-01T10%3A00%3A00Z&entry=20\"", page, StringComparison.Ordinal);
        Assert.Contains("entry 38 · checkpoint 38 · unwitnessed", page, StringComparison.Ordinal);
        Assert.Contains("exercise, synthetic", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-pinned", await site.Page("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_journal_says_how_to_put_something_in()
    {
        await using var site = await TestSite.Start(filled: false);
        var page = await site.Page("/");
        Assert.Contains("Nothing has been reported yet", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/reports/new\"", page, StringComparison.Ordinal);
        Assert.Contains("truceline import", page, StringComparison.Ordinal);
        Assert.DoesNotContain("exercise, synthetic", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_source_leaves_out_stands_on_every_page_made_from_it()
    {
        await using var site = await TestSite.Start();
        site.ImportLine("ucdp", """{"own-id":"1","exercise":true,"limits":"records fatal events only","observation":{"occurred":"2015-02-16T10:00:00+02:00","where":{"unknown":true},"means":"open-source"}}""");
        await Until(async () => (await site.Page("/")).Contains("ucdp: records fatal events only", StringComparison.Ordinal));
        Assert.DoesNotContain("fatal events only", await site.Page("/?entry=38"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_begins_with_the_head_and_tells_of_what_another_process_brings()
    {
        await using var site = await TestSite.Start();
        using var stream = new StreamReader(await site.Client.GetStreamAsync(new Uri("/api/live", UriKind.Relative), Cancel));
        Assert.Equal("{\"entries\":38}", await Next(stream));
        site.ImportLine("Another", Line("1"));
        Assert.Equal("{\"entries\":39}", await Next(stream));
        // One that comes back gets the head at once, whatever it missed.
        using var again = new StreamReader(await site.Client.GetStreamAsync(new Uri("/api/live", UriKind.Relative), Cancel));
        Assert.Equal("{\"entries\":39}", await Next(again));
    }

    [Fact]
    public async Task It_stops_while_streams_are_open()
    {
        var site = await TestSite.Start();
        using var stream = new StreamReader(await site.Client.GetStreamAsync(new Uri("/api/live", UriKind.Relative), Cancel));
        Assert.Equal("{\"entries\":38}", await Next(stream));
        await site.Stop();
        Assert.Equal("", (await stream.ReadToEndAsync(Cancel)).Trim());
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Places_are_offered_by_the_beginning_of_a_name()
    {
        await using var site = await TestSite.Start();
        using var places = JsonDocument.Parse(await site.Page("/api/places?q=zolo"));
        Assert.Equal(["Zolochiv", "Zolote"], places.RootElement.EnumerateArray().Select(place => place.GetProperty("name").GetString()));
        Assert.Equal(2000, places.RootElement[1].GetProperty("within-m").GetDouble());
    }

    internal static string Line(string ownId, string note = "one") => $$$"""{"own-id":"{{{ownId}}}","exercise":true,"observation":{"occurred":"2015-02-16T10:00:00+02:00","where":{"unknown":true},"means":"seen","note":"{{{note}}}"}}""";

    /// <summary>Waits for what comes by itself, as long as a slow machine may take.</summary>
    internal static async Task Until(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 600; i++)
        {
            if (await holds()) return;
            await Task.Delay(50, Cancel);
        }
        Assert.Fail("it did not come");
    }

    /// <summary>The data of the next event.</summary>
    private static async Task<string> Next(StreamReader stream)
    {
        while (await stream.ReadLineAsync(Cancel) is { } line)
            if (line.StartsWith("data: ", StringComparison.Ordinal)) return line["data: ".Length..];
        return "";
    }

    [GeneratedRegex("href=\"(/assets/site\\.css\\?v=[^\"]+)\"")]
    private static partial Regex Style();
}
