using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

public sealed class AgreementNewCommandTests
{
    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(["agreement", "new", .. args], output, error), output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }

    private const string Places = "name,lat,lon,within-m,known-as\nOakford,50.0,30.0,500,\nMillbrook,50.2,30.1,500,Млинів\nMillbrook,51.2,31.1,500,Upper Millbrook\nStonebridge,50.4,30.0,500,\n";

    [Fact]
    public void A_new_file_can_be_checked_at_once_and_no_file_is_left_beside_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder["valley.truce.yaml"];
        var (status, output, error) = Run(path, "--party", "Side B", "--party", "Side A", "--monitor", "Observers", "--title", "A truce");
        Assert.Equal((0, ""), (status, error));
        Assert.Contains("15 headings, 32 clauses", output, StringComparison.Ordinal);
        Assert.Contains("The line runs through placeholders", output, StringComparison.Ordinal);
        Assert.Equal(["valley.places.geojson", "valley.truce.yaml"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var text = File.ReadAllText(path);
        Assert.StartsWith("# yaml-language-server: $schema=", text, StringComparison.Ordinal);
        Assert.Contains("side-a: { kind: party, name: \"Side A\" }", text, StringComparison.Ordinal);
        using var written = new StringWriter();
        Cli.Run(["check", path], written, written);
        Assert.DoesNotContain("TL00", written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_and_a_zone_run_through_settlements_of_a_gazetteer_and_single_ones()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["places.csv"], Places);
        var (status, output, error) = Run(folder["v.truce.yaml"], "--headings", "lines-and-zones", "--gazetteer", folder["places.csv"], "--place", "Weir=50.1, 30.05", "--line", "oakford, Weir, Stonebridge", "--zone", "Oakford, Upper Millbrook, Stonebridge");
        Assert.Equal((0, ""), (status, error));
        Assert.DoesNotContain("placeholder", output, StringComparison.Ordinal);
        var text = File.ReadAllText(folder["v.truce.yaml"]);
        Assert.Contains("""contact: { through: ["oakford", "Weir", "Stonebridge"]""", text, StringComparison.Ordinal);
        Assert.Contains("""area: { through: ["Oakford", "Upper Millbrook", "Stonebridge"], assumed: true }""", text, StringComparison.Ordinal);
        Assert.Contains("""{"name":"Upper Millbrook","known-as":["Millbrook"]},"geometry":{"type":"Point","coordinates":[31.1,51.2]}""", File.ReadAllText(folder["v.places.geojson"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Oakford, Millbrook", "--line: 'Millbrook' is the name of 2 places: Millbrook at 50.2")]
    [InlineData("Oakford, Millbrok", "did you mean")]
    [InlineData("Oakford, 3 km N of Stonebridge", "is no name of a place")]
    [InlineData("Oakford, Oakford", "takes at least 2")]
    [InlineData("Oakford", "takes at least 2")]
    public void A_name_that_leads_to_no_one_place_is_refused_and_nothing_is_written(string line, string says)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["places.csv"], Places);
        var (status, _, error) = Run(folder["v.truce.yaml"], "--gazetteer", folder["places.csv"], "--line", line);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Theory]
    [InlineData("v.yaml", "end it in .truce.yaml")]
    [InlineData(".truce.yaml", "end it in .truce.yaml")]
    [InlineData("v.truce.yaml --party A", "at least two parties")]
    [InlineData("v.truce.yaml --party A --party a", "two parties have the name")]
    [InlineData("v.truce.yaml --headings acts,peace", "there is no heading 'peace'; there are entry-into-force, acts")]
    [InlineData("v.truce.yaml --headings ,", "names none")]
    [InlineData("v.truce.yaml --line A,B", "--gazetteer")]
    [InlineData("v.truce.yaml --place A=100,1 --line A,B", "from -90 to 90")]
    [InlineData("v.truce.yaml --place A --line A,B", "names no place")]
    [InlineData("no/v.truce.yaml", "there is no folder")]
    public void Wrong_use_is_told_and_nothing_is_written(string args, string says)
    {
        using var folder = new TemporaryFolder();
        var words = args.Split(' ');
        var (status, _, error) = Run([folder[words[0]], .. words[1..]]);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("v.truce.yaml")]
    [InlineData("v.places.geojson")]
    public void A_file_that_is_there_is_never_written_over(string taken)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[taken], "mine");
        var (status, _, error) = Run(folder["v.truce.yaml"]);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains("is there already", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(Assert.Single(Directory.GetFiles(folder.Path))));
    }

    [Fact]
    public void Without_a_file_it_says_what_to_do_and_the_list_shows_every_heading()
    {
        Assert.Equal(ExitStatus.WrongUse, Run().Status);
        var (status, output, _) = Run("--list");
        Assert.Equal(0, status);
        Assert.Contains("withdrawal: Withdrawal by class and stage\n  Which weapons", output, StringComparison.Ordinal);
        Assert.Equal(15, output.Split('\n').Count(line => line.StartsWith("  Like ", StringComparison.Ordinal)));
    }
}
