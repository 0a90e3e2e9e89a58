using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Truceline.Tests.Conventions;

/// <summary>What must not stand in any file that the repository keeps.</summary>
public partial class TrackedFilesTests
{
    // Put together here, so that this file does not hold what it looks for.
    private static readonly string[] RegistryHosts =
    [
        "registry.npm" + "js.org", "registry.yarn" + "pkg.com", "api.nu" + "get.org", "nuget" + ".org/v3", "pkgs.dev" + ".azure.com",
        "py" + "pi.org", "files.python" + "hosted.org", "crates" + ".io", "proxy.go" + "lang.org", "repo.maven" + ".apache.org", "rubygems" + ".org",
    ];

    [Fact]
    public void No_file_names_a_path_of_somebodys_machine() => Assert.Empty(
        from file in TextFiles()
        from line in Numbered(file.Text)
        where MachinePath().IsMatch(line.Text)
        select $"{file.Path}:{line.Number}: {line.Text.Trim()}");

    [Theory]
    [InlineData("x = \"/{0}/data\"", true)]
    [InlineData("'/{0}'", true)]
    [InlineData("cd /{0}", true)]
    [InlineData("see https://example.org/{0}/page", false)]
    [InlineData("docs/{0}/page.md", false)]
    [InlineData("../{0}/page.md", false)]
    [InlineData("<{0}></{0}>", false)]
    [InlineData("/{0}stead/x", false)]
    public void A_machine_path_is_told_from_other_paths(string form, bool machine)
    {
        foreach (var name in new[] { "work", "tmp", "root", "home" })
            Assert.Equal(machine, MachinePath().IsMatch(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, name)));
    }

    [Fact]
    public void No_file_names_the_host_of_a_package_registry() => Assert.Empty(
        from file in TextFiles()
        from host in RegistryHosts
        where file.Text.Contains(host, StringComparison.OrdinalIgnoreCase)
        select $"{file.Path}: {host}");

    // A lock file with addresses ties everybody to the registry of whoever wrote it.
    [Fact]
    public void The_lock_of_the_scripts_names_no_address() =>
        Assert.DoesNotContain("\"resolved\"", TextFiles().Single(file => file.Path == "web/package-lock.json").Text, StringComparison.Ordinal);

    [Fact]
    public void No_file_of_the_pages_names_a_layer_of_country_borders() => Assert.Empty(
        from file in TextFiles()
        where file.Path.StartsWith("web/", StringComparison.Ordinal) || file.Path.StartsWith("src/", StringComparison.Ordinal)
        from line in Numbered(file.Text)
        where BorderLayer().IsMatch(line.Text)
        select $"{file.Path}:{line.Number}: {line.Text.Trim()}");

    [Theory]
    [InlineData("import world from 'world-atlas/{0}-50m.json'", "countries", true)]
    [InlineData("world.objects.{0}", "countries", true)]
    [InlineData("feature(world, world.objects['{0}'])", "countries", true)]
    [InlineData("ne_50m_{0}_0_countries", "admin", true)]
    [InlineData("'source-layer': '{0}'", "boundary", true)]
    [InlineData("import world from 'world-atlas/{0}-50m.json'", "land", false)]
    [InlineData("no {0} of a country is drawn", "border", false)]
    [InlineData("{0}: 1px solid", "border", false)]
    public void A_layer_of_borders_is_told_from_other_words(string form, string word, bool layer) =>
        Assert.Equal(layer, BorderLayer().IsMatch(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, word)));

    [Fact]
    public void Lines_end_with_a_line_feed_alone() => Assert.Empty(
        from file in TextFiles()
        where !file.Path.StartsWith("test/data/", StringComparison.Ordinal) && file.Text.Contains('\r', StringComparison.Ordinal)
        select file.Path);

    // The compiler's list of banned symbols says the same; this one sees what is not compiled here, or silenced.
    [Fact]
    public void No_source_reads_a_clock_draws_at_random_or_syncs_in_the_way_that_hides_failures() => Assert.Empty(
        from file in TextFiles()
        where file.Path.StartsWith("src/", StringComparison.Ordinal) && file.Path.EndsWith(".cs", StringComparison.Ordinal)
        from line in Numbered(file.Text)
        where !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal) && BannedCall().IsMatch(line.Text)
        select $"{file.Path}:{line.Number}: {line.Text.Trim()}");

    [Theory]
    [InlineData("var t = DateTime.Now;", true)]
    [InlineData("DateTimeOffset.UtcNow", true)]
    [InlineData("stream.Flush(true);", true)]
    [InlineData("stream.Flush(flushToDisk: true);", true)]
    [InlineData("RandomAccess.FlushToDisk(handle)", true)]
    [InlineData("Random.Shared.Next()", true)]
    [InlineData("Guid.NewGuid()", true)]
    [InlineData("#pragma warning disable RS0030", true)]
    [InlineData("stream.Flush();", false)]
    [InlineData("RandomNumberGenerator.Fill(bytes)", false)]
    public void A_banned_call_is_told_from_others(string line, bool banned) => Assert.Equal(banned, BannedCall().IsMatch(line));

    private static IEnumerable<(int Number, string Text)> Numbered(string text) => text.Split('\n').Select((line, i) => (i + 1, line));

    private static List<(string Path, string Text)> TextFiles()
    {
        var files = new List<(string, string)>();
        foreach (var path in Tracked())
        {
            var full = Path.Combine(Needs.Root, path);
            if (!File.Exists(full)) continue; // deleted, and not yet committed
            var bytes = File.ReadAllBytes(full);
            if (!bytes.Contains((byte)0)) files.Add((path, Encoding.UTF8.GetString(bytes)));
        }
        Assert.True(files.Count > 20);
        return files;
    }

    private static string[] Tracked()
    {
        var start = new ProcessStartInfo(Needs.Tool("git"), ["-C", Needs.Root, "ls-files", "-z"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var git = Process.Start(start)!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0) Assert.Skip("needs the repository that git keeps: " + git.StandardError.ReadToEnd());
        return output.Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"(?<![\w.\-~<>{}\]*])/(work|tmp|root|home)(?![\w\-.])")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"countries-\d+m|objects\W{1,2}countries|admin[_-]?[01](_|-|\b)|['""](countries|boundary|boundaries|borders?|admin)['""]", RegexOptions.IgnoreCase)]
    private static partial Regex BorderLayer();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bGuid\.NewGuid\b|\bRandom\.Shared\b|\.Flush\((flushToDisk: )?true\)|\.FlushToDisk\b|disable RS0030")]
    private static partial Regex BannedCall();
}
