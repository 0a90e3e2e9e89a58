using System.Text.Json;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

public sealed class RealEventsTests
{
    [Fact]
    public void The_real_events_go_in_once_and_come_out_as_findings_that_say_what_they_cannot_know()
    {
        var events = Needs.SharedData("events", "ged_ukraine_2014_2021.csv");
        using var folder = new TemporaryFolder();
        var journal = folder["journal"];
        string[] import = ["import", "--journal", journal, "--source", "ucdp", "--format", "ucdp-ged", events];
        Assert.Contains("2,989 added, 0 corrected, 0 already there, 0 left out", Run(import), StringComparison.Ordinal);
        Assert.Contains("0 added, 0 corrected, 2,989 already there, 0 left out", Run(import), StringComparison.Ordinal);
        Assert.Contains("2,989 entries", Run("verify", journal), StringComparison.Ordinal);

        var text = Run("assess", "--journal", journal, "--agreement", ExampleJournal.Agreement);
        Assert.Contains("ucdp: records fatal events only", text, StringComparison.Ordinal);
        Assert.DoesNotContain("exercise", text, StringComparison.Ordinal);

        var assessment = JsonDocument.Parse(Run("assess", "--journal", journal, "--agreement", ExampleJournal.Agreement, "--json")).RootElement;
        Assert.Equal(2989, assessment.GetProperty("incidents").GetArrayLength());
        var findings = assessment.GetProperty("findings").EnumerateArray().ToArray();
        var held = findings.Where(finding => finding.GetProperty("clause").GetString() == "p1" && finding.GetProperty("occasion").GetString()!.StartsWith("incident", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(held);
        // A dyad is not an author: nothing is put to one side, and nothing is more than alleged.
        Assert.All(held, finding => Assert.Equal("sides", finding.GetProperty("subject").GetString()));
        Assert.All(held, finding => Assert.Equal("not attributable", finding.GetProperty("attribution").GetString()));
        Assert.All(held, finding => Assert.True(!finding.TryGetProperty("standing", out var standing) || standing.GetString() == "alleged"));
        Assert.All(held, finding => Assert.Contains(finding.GetProperty("assumptions").EnumerateArray(), assumption => assumption.GetString()!.Contains("precision", StringComparison.Ordinal)));
        Assert.DoesNotContain(findings, finding => finding.GetProperty("outcome").GetString() == "kept");
        // Nothing before the ceasefire is a breach, whatever it was.
        Assert.All(held.Where(finding => finding.GetProperty("time")[1].GetDateTimeOffset() < new DateTimeOffset(2015, 2, 15, 0, 0, 0, TimeSpan.FromHours(2))),
            finding => Assert.Equal("not in force", finding.GetProperty("outcome").GetString()));
    }

    private static string Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(ExitStatus.Done, Cli.Run(args, output, error));
        return output.ToString();
    }
}
