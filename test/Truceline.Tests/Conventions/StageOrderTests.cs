using System.Collections.Immutable;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;

namespace Truceline.Tests.Conventions;

/// <summary>
/// A newcomer who reads the folders of <c>src/Truceline</c> has read the architecture: each stage names only earlier ones.
/// Held twice: in the words of the source, where constants and comments still stand, and in the built assembly, where a
/// name without its namespace cannot hide.
/// </summary>
public partial class StageOrderTests
{
    /// <summary>Each stage and those that it may name.</summary>
    private static readonly ImmutableSortedDictionary<string, ImmutableArray<string>> MayName = new Dictionary<string, ImmutableArray<string>>
    {
        ["Geography"] = [],
        ["Journal"] = [],
        ["Agreements"] = ["Geography"],
        ["Texts"] = ["Geography", "Journal", "Agreements"],
        ["Reports"] = ["Geography", "Journal", "Agreements", "Texts"],
        ["Incidents"] = ["Geography", "Journal", "Agreements", "Texts", "Reports"],
        ["Assessments"] = ["Geography", "Journal", "Agreements", "Texts", "Reports", "Incidents"],
        ["Decisions"] = ["Geography", "Journal", "Agreements", "Texts", "Reports", "Incidents", "Assessments"],
        ["Picture"] = ["Geography", "Journal", "Agreements", "Texts", "Reports", "Incidents", "Assessments", "Decisions"],
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    [Fact]
    public void Every_file_of_the_meaning_stands_in_the_folder_of_its_stage()
    {
        foreach (var (stage, path, text) in Sources())
        {
            Assert.True(MayName.ContainsKey(stage), $"{path} is in no stage");
            var folder = Path.GetDirectoryName(path)!.Replace('/', '.').Replace('\\', '.');
            Assert.True(text.Contains($"namespace Truceline.{folder};", StringComparison.Ordinal), $"{path} has another namespace than its folder");
        }
    }

    [Fact]
    public void The_source_of_a_stage_names_only_earlier_stages() => Assert.Empty(
        from source in Sources()
        from Match name in StageName().Matches(source.Text)
        let named = name.Groups[1].Value
        where MayName.ContainsKey(named) && !Allowed(source.Stage, named)
        select $"{source.Path} names {named}");

    [Fact]
    public void The_built_types_of_a_stage_name_only_earlier_stages()
    {
        using var file = File.OpenRead(typeof(Truceline.Journal.Hash).Assembly.Location);
        using var assembly = new PEReader(file);
        var names = new NamedTypes(assembly);
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (user, used) in names.All())
        {
            var (from, to) = (StageOf(user), StageOf(used));
            if (from is null || to is null) continue;
            if (from != to) seen.Add($"{from} names {to}");
            if (!Allowed(from, to)) wrong.Add($"{user} names {used}");
        }
        Assert.Empty(wrong);
        Assert.Contains("Agreements names Geography", seen); // or nothing was looked at
    }

    private static bool Allowed(string from, string to) => from == to || (MayName.TryGetValue(from, out var earlier) && earlier.Contains(to));

    /// <summary>The stage of a type's full name; null for types that the compiler puts into no namespace.</summary>
    private static string? StageOf(string type)
    {
        var parts = type.Split('.');
        if (parts.Length < 3 || parts[0] != "Truceline") return null;
        Assert.True(MayName.ContainsKey(parts[1]), $"{type} is in no stage");
        return parts[1];
    }

    private static IEnumerable<(string Stage, string Path, string Text)> Sources()
    {
        var root = Path.Combine(Needs.Root, "src", "Truceline");
        var any = false;
        foreach (var path in Directory.GetFiles(root, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var parts = Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar);
            if (parts[0] is "bin" or "obj") continue;
            any = true;
            yield return (parts.Length > 1 ? parts[0] : "", string.Join('/', parts), File.ReadAllText(path));
        }
        Assert.True(any);
    }

    [GeneratedRegex(@"\bTruceline\.([A-Z]\w*)")]
    private static partial Regex StageName();
}
