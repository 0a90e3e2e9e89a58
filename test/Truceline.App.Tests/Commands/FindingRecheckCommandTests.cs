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
        Assert.EndsWith("All of it follows from the record.\n", output, StringComparison.Ordinal);
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

    [Fact]
    public void One_finding_is_named_or_all_are() => Assert.Equal(ExitStatus.WrongUse, Run(["finding", "recheck", .. example.Record]).Status);
}
