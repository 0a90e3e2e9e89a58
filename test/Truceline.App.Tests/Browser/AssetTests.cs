using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Truceline.App.Tests.Browser;

/// <summary>What the build of the pages leaves beside the executable, and the tests of the scripts themselves.</summary>
public sealed partial class AssetTests
{
    /// <summary>Addresses that stand in built files and are not asked for: names of namespaces, and words of the map's library to its reader.</summary>
    private static readonly string[] NeverAskedFor =
    [
        "www.w3.org/", "maplibre.org/", "github.com/maplibre/", "github.com/mapbox/", "wiki.openstreetmap.org/wiki/This_map_requires_WebGL",
        "maplibre.invalid/", "here", // what it resolves relative addresses against
    ];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "wwwroot");

    [Theory]
    [InlineData("assets/site.css")]
    [InlineData("assets/site.js")]
    [InlineData("assets/theme.js")]
    [InlineData("assets/situation.js")]
    [InlineData("assets/check.html")]
    [InlineData("map/land.json")]
    public void The_build_leaves_what_the_pages_ask_for(string file) => Assert.True(new FileInfo(Path.Combine(Folder, file)).Length > 0);

    [Fact]
    public void Built_files_name_no_address_outside_of_this_machine() => Assert.Empty(
        from file in Directory.GetFiles(Folder, "*", SearchOption.AllDirectories)
        where Path.GetExtension(file) is ".js" or ".css" or ".html" or ".svg" or ".json"
        from Match address in Address().Matches(File.ReadAllText(file))
        where !NeverAskedFor.Any(known => address.Groups["rest"].Value.StartsWith(known, StringComparison.Ordinal))
        select $"{Path.GetRelativePath(Folder, file)}: {address.Value}");

    // Numbers alone: nothing in it could say whose land it is.
    [Fact]
    public void The_base_map_is_land_and_names_no_country() =>
        Assert.DoesNotMatch(@"[^\[\]0-9,\-\s]", File.ReadAllText(Path.Combine(Folder, "map", "land.json")));

    [Fact]
    public async Task The_tests_of_the_scripts_pass()
    {
        var web = Path.Combine(Needs.Root, "web");
        var report = Path.GetTempFileName();
        var start = new ProcessStartInfo(Needs.Tool("node"), [Path.Combine(web, "node_modules", "vitest", "vitest.mjs"), "run", "--reporter=json", $"--outputFile={report}"])
        {
            WorkingDirectory = web,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var node = Process.Start(start)!;
        var (output, error) = (node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        var text = await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken);
        File.Delete(report);
        Assert.True(text.Length > 0, await output + await error);
        var tests = JsonDocument.Parse(text).RootElement.GetProperty("testResults").EnumerateArray().SelectMany(file => file.GetProperty("assertionResults").EnumerateArray()).ToArray();
        Assert.NotEmpty(tests);
        Assert.Empty(
            from test in tests
            where test.GetProperty("status").GetString() != "passed"
            select $"{test.GetProperty("fullName").GetString()}: {string.Join("; ", test.GetProperty("failureMessages").EnumerateArray())}");
        Assert.True(node.ExitCode == 0, await output + await error);
    }

    [GeneratedRegex(@"\b(https?|wss?)://(?<rest>[^\s""'`<>)\\]+)")]
    private static partial Regex Address();
}
