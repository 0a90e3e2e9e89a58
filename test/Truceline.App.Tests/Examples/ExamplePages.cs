using Truceline.App.Tests.Documentation;
using Truceline.App.Tests.Serving;

namespace Truceline.App.Tests.Examples;

/// <summary>An example may be an agreement alone: its page then says what <c>check</c> prints, and nothing else is held against it.</summary>
public sealed class ExamplePages
{
    private static readonly string Folder = Path.Combine(Needs.Root, "examples");

    /// <summary>The examples without reports or statements; those with them have tests of their own.</summary>
    public static TheoryData<string> Alone =>
    [
        .. Directory.GetDirectories(Folder).Where(example => !File.Exists(Path.Combine(example, "expected.md"))).Select(example => Path.GetFileName(example)).Order(StringComparer.Ordinal),
    ];

    [Theory, MemberData(nameof(Alone))]
    public void The_page_of_an_example_says_what_check_prints(string example)
    {
        var page = $"examples/{example}/README.md";
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1") new Page(page).Rewrite();
        var (written, printed) = new Page(page).Sessions();
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, example), "*.truce.yaml"))
            Assert.Contains($"$ truceline check examples/{example}/{Path.GetFileName(file)}", written, StringComparison.Ordinal);
        Assert.Equal(written, printed);
    }

    public static TheoryData<string> All => [.. Directory.GetDirectories(Folder).Select(example => Path.GetFileName(example)).Order(StringComparer.Ordinal)];

    /// <summary>Each instrument leans on other parts of the language, and the pages have to show them all.</summary>
    [Theory, MemberData(nameof(All))]
    public async Task The_pages_of_an_example_are_shown(string example)
    {
        await using var site = await TestSite.Start(filled: false, example: example);
        foreach (var page in (string[])["/", "/agreement", "/situation", "/findings"]) Assert.Contains("</html>", await site.Page(page), StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_examples_names_each() => Assert.Equal(
        Directory.GetDirectories(Folder).Select(example => $"{Path.GetFileName(example)}/README.md").Order(StringComparer.Ordinal),
        new Page("examples/README.md").Links().Where(link => link.EndsWith("/README.md", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
}
