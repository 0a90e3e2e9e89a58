using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Documentation;

/// <summary>What the pages say is what the program does.</summary>
public sealed class ReadmeTests
{
    /// <summary>Every page that a reader may land on, below the root of the repository.</summary>
    public static TheoryData<string> Pages =>
    [
        .. Directory.GetFiles(Needs.Root, "*.md")
            .Concat(Directory.GetFiles(Path.Combine(Needs.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Path.Combine(Needs.Root, "examples"), "*.md", SearchOption.AllDirectories))
            .Select(page => Path.GetRelativePath(Needs.Root, page).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    [Fact]
    public void The_first_command_is_the_demo_and_the_second_the_tests()
    {
        var commands = new Page("README.md").Blocks("sh");
        Assert.Equal(["dotnet run --project src/Truceline.App -- demo\n", "dotnet test\n"], commands[..2]);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/how-to/add-a-report.md")]
    [InlineData("docs/how-to/export-and-erase.md")]
    [InlineData("docs/how-to/back-up-and-restore.md")]
    [InlineData("docs/how-to/draft-statements.md")]
    [InlineData("docs/how-to/find-copies.md")]
    [InlineData("docs/how-to/import-a-table.md")]
    [InlineData("docs/how-to/triage.md")]
    [InlineData("docs/tutorial/first-agreement.md")]
    [InlineData("docs/tutorial/first-finding.md")]
    [InlineData("examples/minsk-2/README.md")]
    [InlineData("examples/paris-2025/README.md")]
    public void A_session_prints_what_the_page_says(string page)
    {
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1") new Page(page).Rewrite();
        var (written, printed) = new Page(page).Sessions();
        Assert.Contains("$ truceline ", written, StringComparison.Ordinal);
        // A finding's id changes with the rules: a page written anew would show that it is gone, and agree with that.
        Assert.DoesNotContain("no finding of this record begins with", written, StringComparison.Ordinal);
        Assert.Equal(written, printed);
    }

    [Theory, MemberData(nameof(Pages))]
    public void A_link_leads_to_a_file_that_exists(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Needs.Root, page))!;
        Assert.DoesNotContain(new Page(page).Links(), link => !Path.Exists(Path.Combine(folder, link)));
    }

    [Fact]
    public void The_commands_for_real_events_take_in_all_of_them_and_hold_them_against_the_example()
    {
        var commands = new Page("README.md").Blocks("sh").Single(block => block.Contains("ucdp-ged", StringComparison.Ordinal)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var folder = new TemporaryFolder();
        File.Copy(Needs.SharedData("events", "ged_ukraine_2014_2021.csv"), folder["FILE.csv"]);
        Assert.Equal(2, commands.Length);
        Assert.Contains("2,989 added, 0 corrected, 0 already there, 0 left out", Page.Run(folder, commands[0]), StringComparison.Ordinal);
        var found = Page.Run(folder, commands[1]);
        Assert.Contains("2,989 reports in 2,989 incidents", found, StringComparison.Ordinal);
        Assert.Contains("ucdp: records fatal events only", found, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_verb_stands_in_the_table_of_the_readme()
    {
        using var output = new StringWriter();
        Assert.Equal(ExitStatus.Done, Cli.Run(["--help"], output, output));
        var verbs = output.ToString().Split("Commands:")[1].Split("Example:")[0].Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal) && char.IsAsciiLetter(line.ElementAtOrDefault(2)))
            .Select(line => line.Trim().Split(' ')[0]).ToArray();
        var readme = File.ReadAllText(Path.Combine(Needs.Root, "README.md"));
        Assert.Contains("assess", verbs);
        Assert.DoesNotContain(verbs, verb => !readme.Contains($"\n| `{verb}", StringComparison.Ordinal));
    }
}
