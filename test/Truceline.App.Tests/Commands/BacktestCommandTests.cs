using System.Text.Json;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

public sealed class BacktestCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Example => Path.Combine(Needs.Root, "examples", "minsk-2");

    private string Journal => folder["journal"];

    private (int Status, string Output, string Error) Run(params string[] args)
    {
        if (!Directory.Exists(Journal)) Serving.TestSite.Fill(Journal);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = Cli.Run(["backtest", .. args, "--journal", Journal], output, error);
        return (status, output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }

    private static string InForce => Path.Combine(Example, "minsk-2.truce.yaml");

    /// <summary>The example with something else in place of a piece of it, beside its files.</summary>
    private string Draft(string what, string by)
    {
        foreach (var file in Directory.GetFiles(Example, "*.geojson")) File.Copy(file, folder[Path.GetFileName(file)], overwrite: true);
        var text = File.ReadAllText(InForce);
        Assert.Contains(what, text, StringComparison.Ordinal);
        File.WriteAllText(folder["draft.truce.yaml"], text.Replace(what, by, StringComparison.Ordinal));
        return folder["draft.truce.yaml"];
    }

    [Fact]
    public void A_draft_alone_says_what_is_found_what_is_not_covered_and_what_nothing_bears_on()
    {
        var (status, output, _) = Run(InForce);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("exercise, synthetic", output, StringComparison.Ordinal);
        Assert.Contains("internal edition · 37 reports in 30 incidents", output, StringComparison.Ordinal);
        Assert.Contains("incidents that no clause covers", output, StringComparison.Ordinal);
        Assert.Contains("Clauses on which nothing bears: p3, p4", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Appear", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_a_folder_that_is_not_there_is_wrong_use_and_names_the_folder()
    {
        var (status, output, error) = Run(InForce, "--html", folder["none/draft.html"]);
        Assert.Equal((ExitStatus.WrongUse, ""), (status, output));
        Assert.Equal($"truceline: --html {folder["none/draft.html"]}: there is no folder '{folder["none"]}'; make it, or name another file.\n", error);
    }

    [Fact]
    public void Days_are_written_as_everywhere_else()
    {
        Assert.Contains("  15 Feb 2015  ", Run(InForce).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("2015-02-15", Run(InForce).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_drafts_are_compared_by_clause_zone_and_day_and_twice_give_the_same_bytes()
    {
        var draft = Draft("must-not: { who: sides, do: fire, in: certain-areas }", "must-not: { who: sides, do: fire }");
        var (status, output, _) = Run(draft, "--against", InForce, "--json");
        Assert.Equal(ExitStatus.Done, status);
        using var json = JsonDocument.Parse(output);
        var clause = json.RootElement.GetProperty("clauses").EnumerateArray().Single(row => row.GetProperty("clause").GetString() == "p1");
        var differences = json.RootElement.GetProperty("differences").EnumerateArray().ToArray();
        Assert.NotEmpty(differences);
        foreach (var (kind, name) in (ReadOnlySpan<(string, string)>)[("appears", "appear"), ("vanishes", "vanish"), ("changes", "change")])
            Assert.Equal(differences.Count(one => one.GetProperty("kind").GetString() == kind && one.GetProperty("clause").GetString() == "p1"), clause.GetProperty(name).GetInt32());
        Assert.Equal(output, Run(draft, "--against", InForce, "--json").Output);
    }

    [Fact]
    public void The_file_has_its_styles_inside_asks_for_nothing_and_is_the_same_twice()
    {
        var html = folder["backtest.html"];
        Assert.Equal(ExitStatus.Done, Run(InForce, "--against", InForce, "--html", html).Status);
        var first = File.ReadAllText(html);
        Assert.Contains("Nothing is found otherwise.", first, StringComparison.Ordinal);
        Assert.Contains("What nobody could have verified", first, StringComparison.Ordinal);
        Assert.Contains("exercise, synthetic", first, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script|<link|<img|src=|https?:|url\\(|@import|href=\"[^#]", first);
        Run(InForce, "--against", InForce, "--html", html);
        Assert.Equal(first, File.ReadAllText(html));
    }

    [Fact]
    public void The_public_edition_leaves_out_what_could_be_seen_and_names_no_incident()
    {
        var html = folder["public.html"];
        var (_, output, _) = Run(InForce, "--edition", "public", "--json", "--html", html);
        Assert.DoesNotContain("\"unverified\"", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"incident\"", output, StringComparison.Ordinal);
        var page = File.ReadAllText(html);
        Assert.Contains("public edition", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody could have verified", page, StringComparison.Ordinal);
        Assert.DoesNotContain("kept but unseen", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_journal_is_only_read()
    {
        Run(InForce);
        var before = Held();
        Run(Draft("do: fire, in: certain-areas", "do: fire"), "--against", InForce);
        Assert.Equal(before, Held());

        (long, string) Held()
        {
            using var journal = JournalFolder.OpenForReading(Journal);
            return (journal.Head.Size, journal.Head.Root.ToString());
        }
    }

    [Fact]
    public void A_file_of_somebody_else_is_not_written_over()
    {
        File.WriteAllText(folder["mine.html"], "mine");
        var (status, _, error) = Run(InForce, "--html", folder["mine.html"]);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains("was not made by 'backtest'", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder["mine.html"]));
    }

    [Theory]
    [InlineData("--edition", "party")]
    [InlineData("--against", "nowhere.truce.yaml")]
    [InlineData("--as-of", "tomorrow")]
    public void Wrong_use_is_told(params string[] args) => Assert.Equal(ExitStatus.WrongUse, Run([InForce, .. args]).Status);
}
