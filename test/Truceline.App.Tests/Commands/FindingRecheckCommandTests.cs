using System.Text.Json;
using System.Text.RegularExpressions;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

public sealed class FindingRecheckCommandTests(ExampleJournal example) : IClassFixture<ExampleJournal>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(args, output, error), output.ToString(), error.ToString());
    }

    [Fact]
    public void All_findings_of_an_example_follow_from_its_record()
    {
        var (status, output, _) = Run(["finding", "recheck", "--all", .. example.Record]);
        Assert.Equal(ExitStatus.Done, status);
        Assert.EndsWith("All of it follows from the record; the sentences are not compared.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recheck_of_many_reports_says_first_that_it_takes_long()
    {
        var lines = Enumerable.Range(0, 500).Select(i => $$$"""{"own-id":"{{{i}}}","exercise":true,"notification":{"by":"Ukraine","given":"2015-03-01T00:00:00Z","act":"move"}}""");
        File.WriteAllLines(folder["many.jsonl"], lines);
        Assert.Equal(ExitStatus.Done, Run(["import", "--journal", folder["journal"], "--source", "Ukraine", "--format", "jsonl", folder["many.jsonl"]]).Status);
        var (status, output, error) = Run(["finding", "recheck", "--all", "--journal", folder["journal"], .. example.Record[2..]]);
        Assert.Equal((ExitStatus.Done, "making all findings of 500 reports again: the checker loops over everything, which takes minutes\n"), (status, error));
        Assert.EndsWith("All of it follows from the record; the sentences are not compared.\n", output, StringComparison.Ordinal);
        Assert.Empty(Run(["finding", "recheck", "--all", .. example.Record]).Error);
    }

    [Fact]
    public void A_margin_that_somebody_altered_is_rejected_and_named()
    {
        var theirs = Run(["assess", .. example.Record, "--json"]).Output;
        File.WriteAllText(folder["theirs.json"], theirs);
        Assert.Equal(ExitStatus.Done, Run(["finding", "recheck", "--all", .. example.Record, "--findings", folder["theirs.json"]]).Status);

        File.WriteAllText(folder["altered.json"], new Regex("\"margin-m\": [0-9]").Replace(theirs, "$&9", 1));
        var (status, output, _) = Run(["finding", "recheck", "--all", .. example.Record, "--findings", folder["altered.json"], "--json"]);
        Assert.Equal(ExitStatus.Rejected, status);
        var check = JsonDocument.Parse(output).RootElement[0];
        Assert.False(check.GetProperty("holds").GetBoolean());
        Assert.EndsWith("margin-m", Assert.Single(check.GetProperty("doubts").EnumerateArray()).GetProperty("place").GetString(), StringComparison.Ordinal);
    }

    public static TheoryData<string> Agreements => [.. Directory.GetFiles(Path.Combine(Needs.Root, "examples"), "*.truce.yaml", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Needs.Root, file)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Agreements))]
    public void A_record_held_against_any_agreement_of_the_examples_gives_what_the_checker_finds(string agreement)
    {
        // What has been in force since 1953 has too many days until 2015 to be made again one by one.
        string[] until = agreement.Contains("korea-1953", StringComparison.Ordinal) ? ["--as-of", "1953-09-01T00:00:00Z"] : [];
        var (status, output, error) = Run(["finding", "recheck", "--all", "--journal", example.Journal, "--agreement", Path.Combine(Needs.Root, agreement), .. until]);
        Assert.True(status == ExitStatus.Done, output + error);
        Assert.EndsWith("All of it follows from the record; the sentences are not compared.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Statuses_of_reports_change_no_finding_and_the_checker_reads_past_them()
    {
        Directory.CreateDirectory(folder["journal"]);
        foreach (var file in Directory.GetFiles(example.Journal)) File.Copy(file, Path.Combine(folder["journal"], Path.GetFileName(file)));
        string[] record = [.. example.Record.Select(word => word == example.Journal ? folder["journal"] : word)];
        JsonElement Assessed() => JsonDocument.Parse(Run(["assess", .. record, "--json"]).Output).RootElement;
        var before = Assessed();
        for (var entry = 1; entry <= 20; entry++)
            Assert.Equal(ExitStatus.Done, Run(["triage", "set", $"{entry}", "--status", entry % 2 == 0 ? "duplicate" : "not-substantiated", .. entry % 2 == 0 ? ["--of", "1"] : (string[])[], "--journal", folder["journal"], "--reason", "looked at", "--by", "desk"]).Status);
        var after = Assessed();
        foreach (var member in (string[])["as-of", "events", "incidents", "findings"]) Assert.Equal(before.GetProperty(member).GetRawText(), after.GetProperty(member).GetRawText());
        Assert.Equal(ExitStatus.Done, Run(["finding", "recheck", "--all", .. record]).Status);
    }

    [Fact]
    public void Drafted_statements_change_no_finding_and_the_checker_reads_past_them_and_their_reviews()
    {
        Directory.CreateDirectory(folder["journal"]);
        foreach (var file in Directory.GetFiles(example.Journal)) File.Copy(file, Path.Combine(folder["journal"], Path.GetFileName(file)));
        string[] record = [.. example.Record.Select(word => word == example.Journal ? folder["journal"] : word)];
        JsonElement Assessed() => JsonDocument.Parse(Run(["assess", .. record, "--json"]).Output).RootElement;
        var before = Assessed();
        // It was said long after the record ends.
        File.WriteAllText(folder["day.txt"], "A day of talks\nExample Wire · 8 March 2024\n\nUkraine said that no troops would be sent.\n");
        Run("statement", "draft", folder["day.txt"], "--agreement", Path.Combine(Needs.Root, "examples", "minsk-2", "minsk-2.truce.yaml"), "--journal", folder["journal"], "--exercise");
        var draft = Assert.Single(JsonDocument.Parse(Run("statement", "list", "--journal", folder["journal"], "--json").Output).RootElement.GetProperty("drafts").EnumerateArray()).GetProperty("entry").GetInt64();
        Assert.Equal(ExitStatus.Done, Run("statement", "review", $"{draft}", "--journal", folder["journal"], "--confirm", "--by", "Desk").Status);
        var after = Assessed();
        foreach (var member in (string[])["as-of", "events", "incidents", "findings"]) Assert.Equal(before.GetProperty(member).GetRawText(), after.GetProperty(member).GetRawText());
        Assert.Equal(ExitStatus.Done, Run(["finding", "recheck", "--all", .. record]).Status);
    }

    [Theory]
    [InlineData("", ":1:1 is no JSON")]
    [InlineData("{\n  \"id\": breached\n}", ":2:9 is no JSON")]
    [InlineData("finding,outcome\n", ":1:2 is no JSON")]
    [InlineData("{\"agreement\":\"another\"}", ": this is no assessment of agreement 'minsk-2'")]
    public void What_is_no_file_of_findings_is_told_with_its_place_and_what_to_give(string text, string says)
    {
        File.WriteAllText(folder["theirs.json"], text);
        var (status, output, error) = Run(["finding", "recheck", "--all", .. example.Record, "--findings", folder["theirs.json"]]);
        Assert.Equal((ExitStatus.WrongUse, ""), (status, output));
        Assert.Contains($"{folder["theirs.json"]}{says}; give the file as 'truceline assess --json' or 'finding explain --json' wrote it", error, StringComparison.Ordinal);
        Assert.DoesNotContain("BytePosition", error, StringComparison.Ordinal);
    }

    [Fact]
    public void One_finding_is_named_or_all_are() => Assert.Equal(ExitStatus.WrongUse, Run(["finding", "recheck", .. example.Record]).Status);
}
