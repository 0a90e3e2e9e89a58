using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Truceline.App.Tests.Browser;

/// <summary>
/// An installed Chromium, driven by <c>web/e2e/driver.mjs</c>; one for all browser tests, started when the first asks for it.
/// </summary>
public sealed class Browser : IAsyncDisposable
{
    // Far more than any step needs on a busy machine: a browser that hangs must not hold the run.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly SemaphoreSlim turn = new(1);
    private Process? driver;

    /// <summary>A new tab; with another one beside it, in the same window, which shares its storage.</summary>
    internal async Task<Tab> Open(string origin, int width = 1280, string theme = "light", bool script = true, Tab? beside = null)
    {
        var id = await Ask("open", new JsonObject { ["width"] = width, ["theme"] = theme, ["script"] = script, ["beside"] = beside?.Id });
        return new(this, (string)id!, origin);
    }

    /// <summary>
    /// Asks the driver for one thing. What went wrong in the browser fails the test in the driver's words. A step that outlasts
    /// patience fails its own test alone: the driver is started anew, for an answer that comes late would be read as the next one's.
    /// </summary>
    internal async Task<JsonNode?> Ask(string verb, JsonObject request)
    {
        var cancel = TestContext.Current.CancellationToken;
        request["verb"] = verb;
        await turn.WaitAsync(cancel);
        try
        {
            driver ??= Start();
            var line = await Exchange(driver, request.ToJsonString(), cancel)
                ?? throw new InvalidOperationException("the driver of the browser has ended: " + await driver.StandardError.ReadToEndAsync(cancel));
            var answer = JsonNode.Parse(line)!.AsObject();
            if (answer.TryGetPropertyValue("failed", out var failed)) Assert.Fail((string)failed!);
            return answer["value"];
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            driver?.Kill(entireProcessTree: true);
            driver?.Dispose();
            driver = null;
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    private static async Task<string?> Exchange(Process driver, string request, CancellationToken cancel)
    {
        await driver.StandardInput.WriteLineAsync(request.AsMemory(), cancel);
        await driver.StandardInput.FlushAsync(cancel);
        return await driver.StandardOutput.ReadLineAsync(cancel).AsTask().WaitAsync(Patience, cancel);
    }

    private static Process Start()
    {
        var (chromium, node) = (Needs.Tool("chromium"), Needs.Tool("node"));
        return Process.Start(new ProcessStartInfo(node, [Path.Combine(Needs.Root, "web", "e2e", "driver.mjs"), chromium])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (driver is null) return;
        driver.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await driver.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            driver.Kill(entireProcessTree: true);
        }
        driver.Dispose();
        turn.Dispose();
    }
}

/// <summary>The tests that share the browser, one after the other.</summary>
[CollectionDefinition(nameof(Browser))]
public sealed class BrowserTests : ICollectionFixture<Browser>, ICollectionFixture<ExampleSite>;

/// <summary>A test in the browser: its tabs and sites end with it, and nothing may have gone wrong in a tab.</summary>
public abstract class BrowserTest(Browser browser) : IAsyncLifetime
{
    private readonly List<Tab> tabs = [];
    private readonly List<ServedSite> sites = [];

    /// <summary>Skips the test by name where there is no browser, before anything is served.</summary>
    public ValueTask InitializeAsync()
    {
        Needs.Tool("chromium");
        Needs.Tool("node");
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc cref="Browser.Open"/>
    private protected async Task<Tab> Open(string origin, int width = 1280, string theme = "light", bool script = true, Tab? beside = null)
    {
        tabs.Add(await browser.Open(origin, width, theme, script, beside));
        return tabs[^1];
    }

    /// <summary>Serves a journal of its own under the example's agreement: empty, or what a function puts into it.</summary>
    private protected async Task<ServedSite> Serve(Action<string>? fill = null)
    {
        sites.Add(await ServedSite.Start(ExampleSite.TruceFile, fill));
        return sites[^1];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var complaints = new List<string>();
        foreach (var tab in tabs)
        {
            complaints.AddRange(await tab.Complaints());
            await tab.Close();
        }
        foreach (var site in sites) await site.DisposeAsync();
        var all = string.Join('\n', complaints);
        if (TestContext.Current.TestState?.Result == TestResult.Failed) TestContext.Current.TestOutputHelper?.WriteLine(all);
        else Assert.True(complaints.Count == 0, all);
    }
}
