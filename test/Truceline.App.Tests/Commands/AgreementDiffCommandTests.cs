using System.Text.Json;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

public sealed class AgreementDiffCommandTests : IDisposable
{
    private const string Old = """
        truce: 1
        id: t
        title: A truce
        source: { status: draft }
        clock: { zone: Europe/Kyiv, day: calendar }
        actors: { A: { kind: party }, B: { kind: party } }
        zones: { z: { geometry: z.geojson } }
        events: { word: { declared-by: [A, B] } }
        clauses:
          - id: c
            ref: "1"
            must-not: { who: A, do: fire, in: z }
          - id: d
            must: { who: A, do: report }
            done: { by: word + P5D }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private (int Status, string Output, string Error) Run(string old, string @new, params string[] more)
    {
        File.WriteAllText(folder["z.geojson"], """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}""");
        File.WriteAllText(folder["w.geojson"], """{"type":"Polygon","coordinates":[[[0.5,0],[1.5,0],[1.5,1],[0.5,1],[0.5,0]]]}""");
        File.WriteAllText(folder["old.truce.yaml"], old);
        File.WriteAllText(folder["new.truce.yaml"], @new);
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(["agreement", "diff", folder["old.truce.yaml"], folder["new.truce.yaml"], .. more], output, error), output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }

    [Fact]
    public void The_same_agreement_in_another_layout_says_the_same() =>
        Assert.Equal((0, "Nothing changed in what the two say.\n", ""), Run(Old, Old.Replace("clauses:", "# a remark\nclauses:", StringComparison.Ordinal)));

    [Fact]
    public void Changes_stand_under_what_became_of_their_clauses_with_the_ground_in_square_kilometres()
    {
        var (status, output, error) = Run(Old, Old.Replace("z.geojson", "w.geojson", StringComparison.Ordinal).Replace("who: A, do: fire", "who: [A, B], do: fire", StringComparison.Ordinal)
            .Replace("P5D", "P3D", StringComparison.Ordinal).Replace("title: A truce", "title: A longer truce", StringComparison.Ordinal) + "\n  - id: e\n    may: { who: B, do: verify }\n");
        Assert.Equal((0, ""), (status, error));
        Assert.Equal("""
            Added: 1 clause
              e: may
                B may carry out verification.
            Tightened: 1 clause
              d: must
                done by: word + P5D → word + P3D · tightened
            Changed: 1 clause
              c, article 1: must-not
                who: A → A, B · tightened
                in: z (in the area of z.geojson) → z (in the area of w.geojson) · changed (moved: +6,154 km², −6,154 km²)
            Beside the clauses
              zones z changed: ground: in the area of z.geojson → in the area of w.geojson (moved: +6,154 km², −6,154 km²)
            In words alone
              agreement changed: title: A truce → A longer truce

            """.ReplaceLineEndings("\n"), output);
    }

    [Fact]
    public void Machines_read_the_same_as_json()
    {
        var (_, output, _) = Run(Old, Old.Replace("P5D", "P7D", StringComparison.Ordinal), "--json");
        using var json = JsonDocument.Parse(output);
        Assert.False(json.RootElement.GetProperty("same").GetBoolean());
        var clause = Assert.Single(json.RootElement.GetProperty("clauses").EnumerateArray());
        Assert.Equal("loosened", clause.GetProperty("fate").GetString());
        var part = Assert.Single(clause.GetProperty("parts").EnumerateArray());
        Assert.Equal(("done by", "loosened", "word + P5D", "word + P7D"), (part.GetProperty("part").GetString(), part.GetProperty("direction").GetString(), part.GetProperty("before").GetString(), part.GetProperty("after").GetString()));
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_wrong_use_with_its_problems()
    {
        var (status, output, error) = Run(Old, Old.Replace("in: z", "in: y", StringComparison.Ordinal));
        Assert.Equal((ExitStatus.WrongUse, ""), (status, output));
        Assert.Contains("TL0", error, StringComparison.Ordinal);
    }
}
