using System.Text.Json;
using Truceline.App;

namespace Truceline.App.Tests.Commands;

public sealed class AgreementReadyCommandTests : IDisposable
{
    private static readonly string Folder = Path.Combine(Needs.Root, "examples", "paris-2025");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("truceline-ready-");

    public void Dispose() => folder.Delete(recursive: true);

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(args, output, error), output.ToString().ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    private static (int Status, string Output, string Error) Ready(params string[] args) => Run(["agreement", "ready", Path.Combine(Folder, "paris-2025.truce.yaml"), .. args]);

    private string Journal()
    {
        var journal = Path.Combine(folder.FullName, "journal");
        Assert.Equal(0, Run("import", "--journal", journal, "--format", "jsonl", "--source", "record", Path.Combine(Folder, "statements.jsonl")).Status);
        return journal;
    }

    [Fact]
    public void The_troops_are_confirmed_and_wait_for_the_backing()
    {
        var (status, output, error) = Ready("--at", "reassurance");
        Assert.Equal((0, ""), (status, error));
        Assert.Contains("begins with ceasefire + 1 day\n", output, StringComparison.Ordinal);
        Assert.Contains("26 formal, few of them public", output, StringComparison.Ordinal);
        Assert.Contains("amount\n                      undisclosed", output, StringComparison.Ordinal);
        Assert.Contains("Not ready             troops and backing\n", output, StringComparison.Ordinal);
        Assert.Contains("deploy needs troops (Twenty-six allies, none of them named; land, sea, air; confirmed),\n                      which waits for backing (United States; air; pending, due by 18 Sep 2025 (assumed))\n", output, StringComparison.Ordinal);
        Assert.Contains("consent host: Ukraine must agree (its position accepts it)", output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_journal_it_says_whether_the_phase_has_begun_and_who_said_what()
    {
        var (status, output, error) = Ready("--at", "reassurance", "--journal", Journal());
        Assert.Equal((0, ""), (status, error));
        output = string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)); // lines are broken where they are full
        Assert.Contains("begins with ceasefire + 1 day; it has not begun: ", output, StringComparison.Ordinal);
        Assert.Contains("– Emmanuel Macron, for France, on-record, 4 Sep 2025 00:00–23:59:", output, StringComparison.Ordinal);
        Assert.Contains("(paraphrase) record/s01 – ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("not on record", output, StringComparison.Ordinal);
        Assert.Contains("not due now: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deadline_at_midnight_is_the_24_00_of_the_day_that_it_ends()
    {
        var journal = Journal();
        foreach (var by in (string[])["Russia", "Ukraine"])
        {
            var file = Path.Combine(folder.FullName, $"{by}.jsonl");
            File.WriteAllText(file, $$$"""{"own-id": "d", "exercise": true, "declaration": {"by": "{{{by}}}", "event": "ceasefire", "declared": "2025-10-14T12:00:00+03:00", "effective": "2025-10-15T00:00:00+03:00"}}""");
            Assert.Equal(0, Run("import", "--journal", journal, "--format", "jsonl", "--source", by, file).Status);
        }
        Assert.Contains("deploy to be done by ceasefire + 1 day (16 Oct 2025 24:00 Europe/Kyiv)", string.Join(' ', Ready("--at", "reassurance", "--journal", journal).Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_domains_chains_and_what_is_due()
    {
        using var json = JsonDocument.Parse(Ready("--at", "reassurance", "--json", "--journal", Journal()).Output);
        var root = json.RootElement;
        Assert.Equal("not-reached", root.GetProperty("state").GetString());
        Assert.Equal(["troops"], root.GetProperty("domains")[0].GetProperty("waits").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal((26, 0, true), (root.GetProperty("behind").GetProperty("formal").GetInt32(), root.GetProperty("behind").GetProperty("public").GetInt32(), root.GetProperty("behind").GetProperty("few-more-in-public").GetBoolean()));
        Assert.Equal(["troops", "backing"], root.GetProperty("pledges")[0].GetProperty("chain").EnumerateArray().Select(one => one.GetString()));
        Assert.Equal(4, root.GetProperty("pledges")[0].GetProperty("statements").GetArrayLength());
        Assert.Equal("ceasefire + P1D", root.GetProperty("due")[0].GetProperty("by").GetString());
    }

    [Fact]
    public void A_phase_that_is_not_there_is_wrong_use()
    {
        Assert.Equal((2, "", "truceline: --at 'reasurance' is no phase or event of 'paris-2025' (did you mean 'reassurance'?)\n"), Ready("--at", "reasurance"));
        Assert.Contains("(it has talks, truce, reassurance, peace, ceasefire, settlement or summit)", Ready("--at", "never-heard-of").Error, StringComparison.Ordinal);
    }
}
