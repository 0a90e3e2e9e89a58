using System.Security.Cryptography;
using System.Text.Json;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

public sealed class AgreementReadTests
{
    private static readonly string Example = Path.Combine(Needs.Root, "examples", "minsk-2", "minsk-2.truce.yaml");

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (Cli.Run(["agreement", "read", .. args], output, error), output.ToString(), error.ToString());
    }

    [Fact]
    public void Each_clause_stands_beside_its_article_in_lines_of_at_most_100_characters()
    {
        var (status, output, _) = Run(Example);
        Assert.Equal(0, status);
        Assert.Contains("\nArticle 2 · p2.ua\n", output, StringComparison.Ordinal);
        Assert.Contains("\n  Ukraine must withdraw artillery of a calibre of at least 100\u00a0mm out of the belt of 25\u00a0km along the\n", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
    }

    [Fact]
    public void In_Ukrainian_the_labels_are_too() => Assert.Contains("\nСтаття 2 · p2.ua\n", Run(Example, "--lang", "uk").Output, StringComparison.Ordinal);

    [Fact]
    public void A_machine_may_read_it()
    {
        using var json = JsonDocument.Parse(Run(Example, "--json").Output);
        Assert.Equal("minsk-2", json.RootElement.GetProperty("agreement").GetString());
        Assert.Equal("1", json.RootElement.GetProperty("clauses")[0].GetProperty("article").GetString());
    }

    [Fact]
    public void The_document_names_the_hash_of_each_file_that_is_run_and_asks_for_nothing()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Run(Example, "--html", folder["out.html"]).Status);
        var html = File.ReadAllText(folder["out.html"]);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(Example)!).Where(file => file == Example || file.EndsWith(".geojson", StringComparison.Ordinal)))
            Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))), html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=\"(?!#)", html);
        Assert.Contains("<html lang=\"en\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("@media (max-width", html, StringComparison.Ordinal); // paper is as narrow as a small screen, and keeps the columns
        Assert.Contains("Read and found to be what was agreed", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_a_file_of_its_own_making_is_written_over()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Run(Example, "--html", folder["out.html"]).Status);
        Assert.Equal(0, Run(Example, "--html", folder["out.html"], "--lang", "uk").Status);
        Assert.Contains("<html lang=\"uk\"", File.ReadAllText(folder["out.html"]), StringComparison.Ordinal);
        File.WriteAllText(folder["mine.html"], "mine");
        var (status, _, error) = Run(Example, "--html", folder["mine.html"]);
        Assert.Equal(2, status);
        Assert.Contains("was not made by 'agreement read'", error, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(folder["mine.html"]));
        Assert.Equal(["mine.html", "out.html"], Directory.GetFiles(Path.GetDirectoryName(folder["mine.html"])!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("--lang", "fr")]
    [InlineData("--json", "--html=x.html")]
    [InlineData("--html", ".")]
    public void Wrong_use_is_told(params string[] args) => Assert.Equal(2, Run([Example, .. args]).Status);

    [Fact]
    public void Names_that_came_in_cannot_write_to_the_terminal_or_into_the_page()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["h.truce.yaml"], """
            truce: 1
            id: h
            title: "A <script>alert(1)</script> truce"
            source: { status: draft }
            clock: { zone: Europe/Kyiv, day: calendar }
            actors: { A: { kind: party, name: "x\u202Ey\e[31m" } }
            clauses: [ { id: c, gist: "<img src=x onerror=alert(1)>", must-not: { who: A, do: fire } } ]
            """);
        Assert.DoesNotContain(Run(folder["h.truce.yaml"]).Output, letter => letter is '\u001b' or '\u202e');
        if (Run(folder["h.truce.yaml"], "--html", folder["h.html"]).Status != 0) return;
        var html = File.ReadAllText(folder["h.html"]);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }
}
