using System.Text.Json;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

/// <summary><c>truceline agreement positions</c>, on the reference example and on a small file of its own.</summary>
public sealed class AgreementPositionsCommandTests : IDisposable
{
    private const string Small = """
        truce: 1
        id: t
        title: T
        source: { status: draft }
        clock: { zone: UTC, day: calendar }
        actors: { A: { kind: party, name: "North\u200Fland" }, B: { kind: party, name: Southland } }
        events: { halt: { declared-by: [A, B] }, deal: { declared-by: [A, B] } }
        clauses: [ { id: go, must: { who: A, do: deploy } } ]
        positions:
          A: { accept: go, wants: halt before deal }
          B: { reject: go, wants: deal before halt }

        """;

    private static readonly string Paris = Path.Combine(Needs.Root, "examples", "paris-2025", "paris-2025.truce.yaml");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(["agreement", "positions", .. args], output, error), output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }

    private string Written(string text)
    {
        File.WriteAllText(folder["t.truce.yaml"], text);
        return folder["t.truce.yaml"];
    }

    private static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(one => one.GetString()!)];

    [Fact]
    public void The_reference_arrangement_has_a_deadlock_and_three_other_conflicts()
    {
        var (status, output, error) = Run(Paris, "--json");
        Assert.Equal((ExitStatus.Done, ""), (status, error));
        using var json = JsonDocument.Parse(output);
        var conditions = json.RootElement.GetProperty("conditions");
        Assert.Equal([null, "decisions that lead to lasting peace"], conditions.EnumerateArray().Select(one => one.GetProperty("if").GetString()));
        var plain = conditions[0];
        Assert.True(plain.GetProperty("complete").GetBoolean());
        Assert.Equal(
            ["True ceasefire before settlement; settlement before ceasefire", "False deploy; not deploy", "False host; not host", "False respond-with-RU; not respond-with-RU"],
            plain.GetProperty("conflicts").EnumerateArray().Select(one => $"{one.GetProperty("deadlock").GetBoolean()} {string.Join("; ", Strings(one.GetProperty("members")))}"));
        Assert.Equal(("16", 16), (plain.GetProperty("can-hold").GetProperty("sets").GetString(), plain.GetProperty("can-hold").GetProperty("whole").GetArrayLength()));
        Assert.Equal(["ceasefire before reassurance", "summit before ceasefire", "backing", "off-front", "stop", "troops"],
            Assert.Single(plain.GetProperty("acceptable-to-all").EnumerateArray()).EnumerateArray().Select(one => one.GetProperty("what").GetString()));
        Assert.Empty(conditions[1].GetProperty("conflicts").EnumerateArray());
        Assert.Equal(output, Run(Paris, "--json").Output);
    }

    [Fact]
    public void The_openings_of_the_deadlock_are_of_every_actor_in_it_by_name()
    {
        using var json = JsonDocument.Parse(Run(Paris, "--json").Output);
        var openings = json.RootElement.GetProperty("conditions")[0].GetProperty("conflicts")[0].GetProperty("openings").EnumerateArray().ToArray();
        Assert.Equal(["RU drops", "RU makes-conditional", "RU turns-round", "allies drops", "allies makes-conditional", "allies turns-round", "UA drops", "UA makes-conditional", "UA turns-round"],
            openings.Select(one => $"{one.GetProperty("actor").GetString()} {one.GetProperty("change").GetString()}"));
        Assert.Equal(["allies", "UA"], openings.Where(one => one.GetProperty("change").GetString() == "drops").SelectMany(one => Strings(one.GetProperty("still-held-by"))).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void Text_fits_a_hundred_columns_and_says_what_is_behind_each_conflict()
    {
        var (status, output, error) = Run(Paris);
        Assert.Equal((ExitStatus.Done, ""), (status, error));
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains("What cannot all hold: 4 minimal conflicts, 1 of them about orders (deadlocks)\n1. Deadlock\n", output, StringComparison.Ordinal);
        Assert.Contains("   - Russia wants settlement before ceasefire\n      said: record/s12, ", output, StringComparison.Ordinal);
        Assert.Contains("     * Ukraine drops 'ceasefire before settlement', or wants ceasefire before settlement only under", output, StringComparison.Ordinal);
        Assert.Contains("Only if: decisions that lead to lasting peace\n", output, StringComparison.Ordinal);
        Assert.Contains("What can hold together: 16 maximal sets\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void With_a_journal_the_words_of_the_statements_stand_there_with_who_and_when()
    {
        using var said = new StringWriter();
        Assert.Equal(ExitStatus.Done, Cli.Run(["import", "--journal", folder["journal"], "--source", "record", "--format", "jsonl", Path.Combine(Path.GetDirectoryName(Paris)!, "statements.jsonl")], said, said));
        var output = Run(Paris, "--journal", folder["journal"]).Output;
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.Contains("   - Russia wants settlement before ceasefire\n      record/s12, 1–5 Sep 2025, Russia, as reported by others: No ceasefire first:", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Run(Paris, "--journal", folder["journal"], "--json").Output);
        var row = json.RootElement.GetProperty("matrix").EnumerateArray().First(one => Strings(one.GetProperty("about")).SequenceEqual(["ceasefire", "settlement"]));
        Assert.Equal(["RU record/s12", "allies record/s11", "UA record/s10"],
            row.GetProperty("stances").EnumerateArray().Select(one => $"{one.GetProperty("actor").GetString()} {Assert.Single(one.GetProperty("statements").EnumerateArray()).GetProperty("cited").GetString()}"));
    }

    [Fact]
    public void Few_actors_stand_in_a_table_and_a_name_cannot_steer_the_terminal()
    {
        var (status, output, _) = Run(Written(Small));
        Assert.Equal(ExitStatus.Done, status);
        Assert.DoesNotContain('\u200F', output);
        Assert.Contains("A = North\\u{200f}land", output, StringComparison.Ordinal);
        Assert.Matches(@"1 deal, 2 halt +2>1 +1>2", output);
        Assert.Matches(@"go +accepts +rejects", output);
        Assert.Contains("no statement is cited", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agreement_without_positions_says_so()
    {
        Assert.Contains("The agreement states no positions.", Run(Written(Small[..Small.IndexOf("positions:", StringComparison.Ordinal)])).Output, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.WrongUse, Run(folder["none.truce.yaml"]).Status);
        Assert.Equal(ExitStatus.WrongUse, Run(Written(Small), "--journal", folder["none"]).Status);
    }
}
