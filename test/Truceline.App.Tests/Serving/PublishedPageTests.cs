using System.Net;
using Truceline.Journal;
using Truceline.Picture;

namespace Truceline.App.Tests.Serving;

/// <summary>The page of a bulletin that was published, or was not.</summary>
public sealed class PublishedPageTests
{
    private static void Publish(string journal)
    {
        using var output = new StringWriter();
        var into = Directory.CreateTempSubdirectory("truceline-").FullName;
        Assert.True(Cli.Run(["bulletin", "--journal", journal, "--agreement", TestSite.TruceFile, "--day", "2015-02-16", "--out", into, "--publish", "--by", "duty officer"], output, output) == ExitStatus.Done, output.ToString());
        Directory.Delete(into, recursive: true);
    }

    [Fact]
    public async Task A_day_that_was_not_published_says_so_and_how_it_would_be()
    {
        await using var site = await TestSite.Start();
        var html = await site.Client.GetStringAsync("/bulletin/2015-02-16", TestContext.Current.CancellationToken);
        Assert.Contains("Not published", html, StringComparison.Ordinal);
        Assert.Contains("truceline bulletin --publish", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync("/bulletin/2015-02-16/proof/s1", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task A_published_day_says_where_it_is_frozen_and_links_proofs_that_hold()
    {
        await using var site = await TestSite.Start();
        Publish(site.Journal);
        var html = "";
        await SiteTests.Until(async () => (html = await site.Client.GetStringAsync("/bulletin/2015-02-16", TestContext.Current.CancellationToken)).Contains("What you can check", StringComparison.Ordinal));
        Assert.Contains("frozen at", html, StringComparison.Ordinal);
        Assert.Contains("by duty officer", html, StringComparison.Ordinal);
        Assert.Contains("unwitnessed", html, StringComparison.Ordinal);
        Assert.DoesNotContain("The record has changed since", html, StringComparison.Ordinal);
        Assert.Contains("href=\"/bulletin/2015-02-16/proof/s1\"", html, StringComparison.Ordinal);
        var answer = await site.Client.GetAsync("/bulletin/2015-02-16/proof/s1", TestContext.Current.CancellationToken);
        Assert.Equal("attachment; filename=minsk-2-2015-02-16-s1.proof.json; filename*=UTF-8''minsk-2-2015-02-16-s1.proof.json", answer.Content.Headers.ContentDisposition!.ToString());
        Assert.True(ProofCheck.Of(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), ProofTrust.Nothing).Holds);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Client.GetAsync("/bulletin/2015-02-16/proof/s9999", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_page_that_checks_proofs_is_served_with_leave_for_its_own_script_alone()
    {
        await using var site = await TestSite.Start(filled: false);
        var answer = await site.Client.GetAsync("/assets/check.html", TestContext.Current.CancellationToken);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.Matches("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'sha256-", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.DoesNotContain("unsafe-inline", (await site.Client.GetAsync("/", TestContext.Current.CancellationToken)).Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
