using System.Text.Json;
using System.Text.RegularExpressions;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

/// <summary><c>truceline coverage</c> and <c>truceline tally</c> on the scenarios that a monitor can read.</summary>
public sealed partial class CountsCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void What_nobody_could_see_is_unseen_and_null_and_never_nothing()
    {
        var record = Scenario("more-than-two-in-a-day");
        var (status, output) = Run(["coverage", .. record, "--zone", "area"]);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("19 Feb 2015   ░░░░░░░░░░░░░░░░░░░░░░░░", output, StringComparison.Ordinal);
        Assert.Contains("18 Feb 2015   ████████████████████████", output, StringComparison.Ordinal);
        Assert.Contains("unseen", output.Split('\n').Single(line => line.Contains("19 Feb 2015", StringComparison.Ordinal)), StringComparison.Ordinal);

        var json = JsonDocument.Parse(Run(["coverage", .. record, "--json"]).Output).RootElement;
        var blind = json.GetProperty("zones")[0].GetProperty("days").EnumerateArray().Single(day => day.GetProperty("date").GetString() == "2015-02-19");
        Assert.Equal(JsonValueKind.Null, blind.GetProperty("per-observed-hour").ValueKind);
        Assert.All(blind.GetProperty("hours").EnumerateArray(), hour => Assert.Equal(JsonValueKind.Null, hour.GetProperty("share").ValueKind));
    }

    [Fact]
    public void Access_that_was_denied_is_said_with_its_reason()
    {
        var output = Run(["coverage", .. Scenario("whose-eyes-count"), "--zone", "area"]).Output;
        Assert.Contains("denied: patrol 2 (Turned back; no reason was given.)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_without_coverage_says_so() =>
        Assert.Contains("What could have been seen is not recorded", Run(["coverage", .. Scenario("four-or-494")]).Output, StringComparison.Ordinal);

    [Fact]
    public void Counts_under_two_rules_stand_side_by_side_and_are_reconciled()
    {
        var record = Scenario("four-or-494");
        var output = Run(["tally", .. record, "--rule", "detonations", "--rule", "episodes"]).Output;
        Assert.Contains("494 detonations = 4 episodes", output, StringComparison.Ordinal);
        Assert.Contains("100 detonations = 1 episode ", output, StringComparison.Ordinal);
        var json = JsonDocument.Parse(Run(["tally", .. record, "--json", "--by", "area", "--to", "2015-02-15"]).Output).RootElement;
        foreach (var part in new[] { "rows", "groups" })
            Assert.Equal(494, json.GetProperty(part).EnumerateArray().Sum(one => one.GetProperty("counts").GetProperty("detonations")[0].GetInt64()));
        Assert.Equal(0, JsonDocument.Parse(Run(["tally", .. record, "--json", "--from", "2015-02-16"]).Output).RootElement.GetProperty("totals").GetProperty("incident")[0].GetInt64());
    }

    [Theory]
    [InlineData("--rule episode is no counting rule of the agreement (detonations, episodes)", "tally", "--rule", "episode")]
    [InlineData("--from lies after --to", "tally", "--from", "2015-03-01", "--to", "2015-02-01")]
    [InlineData("--from 'today' is no date", "tally", "--from", "today")]
    [InlineData("'day'", "tally", "--by", "week")]
    [InlineData("--zone front is no zone of the agreement: it has area", "coverage", "--zone", "front")]
    public void What_there_is_not_is_named(string says, string verb, params string[] options)
    {
        using var error = new StringWriter();
        Assert.Equal(ExitStatus.WrongUse, Cli.Run([verb, .. Scenario("four-or-494"), .. options], TextWriter.Null, error));
        Assert.Contains(says, error.ToString(), StringComparison.Ordinal);
    }

    private static (int Status, string Output) Run(string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = Cli.Run(args, output, error);
        Assert.Equal("", error.ToString());
        return (status, output.ToString());
    }

    /// <summary>The journal and the agreement of a scenario.</summary>
    private string[] Scenario(string name)
    {
        var text = File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", name + ".md"));
        foreach (Match block in Block().Matches(text))
        {
            var (info, body) = (block.Groups["info"].Value, block.Groups["body"].Value);
            if (info == "yaml agreement") File.WriteAllText(folder["a.truce.yaml"], body);
            else if (info.StartsWith("json ", StringComparison.Ordinal)) File.WriteAllText(folder[info["json ".Length..]], body);
            else if (info.StartsWith("jsonl reports by ", StringComparison.Ordinal))
            {
                File.WriteAllText(folder["reports.jsonl"], body);
                Assert.Equal(ExitStatus.Done, Cli.Run(["import", "--journal", folder["journal"], "--source", info["jsonl reports by ".Length..], "--format", "jsonl", folder["reports.jsonl"]], TextWriter.Null, TextWriter.Null));
            }
        }
        return ["--journal", folder["journal"], "--agreement", folder["a.truce.yaml"]];
    }

    [GeneratedRegex(@"^```(?<info>[^\n`]+)\n(?<body>.*?)^```\s*$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
