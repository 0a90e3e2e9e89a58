using System.Text.Json;

namespace Truceline.App.Tests.Commands;

public sealed class WatchCommandTests(ExampleJournal example) : IClassFixture<ExampleJournal>
{
    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(args, output, error), output.ToString(), error.ToString());
    }

    private string[] Lines(params string[] options)
    {
        var (status, output, error) = Run(["watch", .. example.Record, "--once", .. options]);
        Assert.Equal((ExitStatus.Done, ""), (status, error));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void The_changes_from_the_first_entry_on_lead_to_what_is_found()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Lines("--json"))
        {
            var change = JsonDocument.Parse(line).RootElement;
            Assert.True(change.GetProperty("exercise").GetBoolean());
            var (id, to) = (change.GetProperty("id").GetString()!, change.GetProperty("to").GetString());
            Assert.Equal(found.GetValueOrDefault(id), change.GetProperty("from").GetString());
            Assert.Equal(change.GetProperty("at-entry").GetInt64(), Assert.Single(change.GetProperty("because").EnumerateArray()).GetInt64());
            if (to is null) found.Remove(id);
            else found[id] = to;
        }
        var assessed = JsonDocument.Parse(Run(["assess", .. example.Record, "--json"]).Output).RootElement.GetProperty("findings").EnumerateArray().ToDictionary(
            finding => finding.GetProperty("id").GetString()!,
            finding => finding.GetProperty("outcome").GetString() + (finding.TryGetProperty("standing", out var standing) ? $", {standing.GetString()}" : ""), StringComparer.Ordinal);
        Assert.NotEmpty(assessed);
        Assert.Equal(assessed.OrderBy(one => one.Key, StringComparer.Ordinal), found.OrderBy(one => one.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void From_an_entry_on_only_its_changes_and_later_ones_are_told()
    {
        var (all, later) = (Lines(), Lines("--from", "20"));
        Assert.Equal(["exercise, synthetic · these reports are made up"], later[..1]);
        Assert.Equal(later[0], all[0]);
        Assert.InRange(later.Length, 2, all.Length - 1);
        Assert.Equal(all[^(later.Length - 1)..], later[1..]);
        Assert.StartsWith("finding changed (from ", all[1], StringComparison.Ordinal);
        Assert.Contains("at entry 1): ", all[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "is no entry")]
    [InlineData("9999", "lies beyond the journal")]
    public void An_entry_that_is_not_there_is_wrong_use(string from, string says)
    {
        var (status, _, error) = Run(["watch", .. example.Record, "--once", "--from", from]);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_processes_under_other_zones_and_languages_print_the_same_bytes()
    {
        var (one, two) = (example.Printed("watch", "--once", "Asia/Kathmandu", "tr_TR.UTF-8"), example.Printed("watch", "--once", "America/St_Johns", "C"));
        Assert.True(one.Length > 1_000);
        Assert.Equal(one, two);
    }
}
