using System.Text;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

public sealed class BulletinCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Example => Path.Combine(Needs.Root, "examples", "minsk-2");

    private (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        if (!Directory.Exists(folder["journal"]))
            Assert.Equal(ExitStatus.Done, Cli.Run(["import", "--journal", folder["journal"], "--source", "OSCE SMM", "--format", "jsonl", Path.Combine(Example, "reports", "OSCE SMM.jsonl")], output, error));
        output.GetStringBuilder().Clear();
        var status = Cli.Run(["bulletin", "--journal", folder["journal"], "--agreement", Path.Combine(Example, "minsk-2.truce.yaml"), .. args], output, error);
        return (status, output.ToString(), error.ToString());
    }

    [Fact]
    public void Two_runs_write_the_same_two_files_and_nothing_in_them_asks_for_anything()
    {
        foreach (var into in (string[])["one", "two"]) Assert.Equal(ExitStatus.Done, Run("--day", "2015-02-16", "--out", folder[into]).Status);
        foreach (var name in (string[])["bulletin-minsk-2-2015-02-16.html", "bulletin-minsk-2-2015-02-16.json"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(folder["one"], name)), File.ReadAllBytes(Path.Combine(folder["two"], name)));
        var html = File.ReadAllText(Path.Combine(folder["one"], "bulletin-minsk-2-2015-02-16.html"));
        Assert.Contains("exercise, synthetic", html, StringComparison.Ordinal);
        Assert.Contains("Monday, 16 February 2015", html, StringComparison.Ordinal);
        Assert.DoesNotMatch("<script|<link|<img|src=|https?:|url\\(|@import|href=\"[^#]", html);
    }

    [Fact]
    public void Printed_as_JSON_it_writes_no_file()
    {
        var before = Directory.GetFiles(Environment.CurrentDirectory).Length;
        var (status, output, _) = Run("--day", "2015-02-16", "--json", "--at-entry", "5");
        Assert.Equal(ExitStatus.Done, status);
        using var json = System.Text.Json.JsonDocument.Parse(output);
        Assert.Equal(5, json.RootElement.GetProperty("at-entry").GetInt32());
        Assert.Equal("internal", json.RootElement.GetProperty("edition").GetString());
        Assert.Equal(before, Directory.GetFiles(Environment.CurrentDirectory).Length);
    }

    [Fact]
    public void A_day_withintoa_record_has_a_bulletin_that_says_so()
    {
        var (status, output, _) = Run("--day", "1999-01-01", "--json");
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("Nothing was recorded of 1 January 1999.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("yesterday", "'yesterday' is no day: write it as 2025-09-06")]
    [InlineData("2015-02-30", "is no day")]
    [InlineData("0001-01-01", "is no day")]
    [InlineData("\u001b[2J", "'\\u{1b}[2J' is no day")]
    public void A_malformed_day_is_wrong_use(string day, string says)
    {
        var (status, output, error) = Run("--day", day);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Empty(output);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_in_is_text_in_the_file()
    {
        const string hostile = "<img src=x onerror=alert(1)>";
        File.WriteAllText(folder["hostile.jsonl"], $$$"""{"own-id":"x","exercise":true,"access":{"status":"denied","occurred":"2015-02-16T10:00:00+02:00","where":{"name":"{{{hostile}}}"},"by":[{"actor":"{{{hostile}}}","basis":"seen"}],"means":"seen","observer":"{{{hostile}}}","note":"</style>{{{hostile}}}"}}""", Encoding.UTF8);
        Run("--day", "2015-02-16", "--json");
        using var said = new StringWriter();
        Assert.Equal(ExitStatus.Done, Cli.Run(["import", "--journal", folder["journal"], "--source", "OSCE SMM", "--format", "jsonl", folder["hostile.jsonl"]], said, said));
        Run("--day", "2015-02-16", "--out", folder["out"]);
        var html = File.ReadAllText(Path.Combine(folder["out"], "bulletin-minsk-2-2015-02-16.html"));
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
    }
}
