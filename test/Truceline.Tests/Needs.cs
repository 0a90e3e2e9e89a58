namespace Truceline.Tests;

/// <summary>What a test needs from outside the repository. Where it is missing the test is skipped by name; with TRUCELINE_REQUIRE_ALL=1 it fails.</summary>
internal static class Needs
{
    /// <summary>The folder that holds Truceline.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder under ../shared/data.</summary>
    public static string SharedData(params string[] path)
    {
        var full = Path.GetFullPath(Path.Combine([Root, "..", "shared", "data", .. path]));
        if (!File.Exists(full) && !Directory.Exists(full)) Missing($"../shared/data/{string.Join('/', path)}");
        return full;
    }

    /// <summary>A program on the PATH.</summary>
    public static string Tool(string name)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        {
            var full = Path.Combine(folder, name);
            if (File.Exists(full)) return full;
        }
        Missing($"the program '{name}'");
        return name;
    }

    /// <summary>A program of PostgreSQL, which Debian keeps off the PATH.</summary>
    public static string PostgreSql(string name)
    {
        const string versions = "/usr/lib/postgresql";
        var found = Directory.Exists(versions)
            ? Directory.GetDirectories(versions).Order(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin", name)).LastOrDefault(File.Exists)
            : null;
        return found ?? Tool(name);
    }

    public static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("TRUCELINE_REQUIRE_ALL") == "1") Assert.Fail($"needs {what}, which is not here");
        Assert.Skip($"needs {what}");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Truceline.slnx"))) return folder.FullName;
        throw new InvalidOperationException("the tests run inside the repository");
    }
}
