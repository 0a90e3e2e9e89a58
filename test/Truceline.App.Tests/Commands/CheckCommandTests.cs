using System.Text.Json;
using Truceline.App;

namespace Truceline.App.Tests.Commands;

public sealed class CheckCommandTests : IDisposable
{
    private const string Sound = """
        truce: 1
        id: t
        title: A truce
        source: { status: draft }
        clock: { zone: Europe/Kyiv, day: calendar }
        actors: { A: { kind: party } }
        zones: { z: { geometry: z.geojson } }
        clauses: [ { id: c, must-not: { who: A, do: fire, in: z } } ]
        """;

    private const string Square = """{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}""";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("truceline-check-");

    public void Dispose() => folder.Delete(recursive: true);

    private string File(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(args, output, error), output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }

    [Fact]
    public void The_example_is_checked_without_problems()
    {
        var path = Path.Combine(Needs.Root, "examples", "minsk-2", "minsk-2.truce.yaml");
        Assert.Equal((0, $"{path}: 6 clauses, 2 readings, no problems\n", ""), Run("check", path));
    }

    [Fact]
    public void Problems_are_printed_with_their_places_and_the_status_is_1()
    {
        var path = File("t.truce.yaml", Sound.Replace("in: z }", "in: y }", StringComparison.Ordinal));
        File("z.geojson", Square.Replace("[1,1]", "[1,91]", StringComparison.Ordinal));
        var (status, output, _) = Run("check", path);
        Assert.Equal(1, status);
        var geometry = Path.Combine(folder.FullName, "z.geojson");
        Assert.Equal(
            $"""
            {path}:8:55 TL004 'y' without quotes is a truth value in YAML 1.1 (write "y", or 'true' or 'false' where that is meant)
            {geometry}:1:47 TL009 a position lies outside the globe (write the longitude first, from -180 to 180, then the latitude, from -90 to 90)
            {path}: 2 errors

            """,
            output);
    }

    [Fact]
    public void Json_names_each_problem()
    {
        File("z.geojson", Square);
        var sound = File("sound.yaml", Sound);
        var broken = File("broken.yaml", "a: b\n");
        var (status, output, _) = Run("check", "--json", sound, broken);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(1, status);
        Assert.Equal("c", json.RootElement[0].GetProperty("clauses")[0].GetString());
        Assert.Equal(0, json.RootElement[0].GetProperty("problems").GetArrayLength());
        var problem = json.RootElement[1].GetProperty("problems")[0];
        Assert.Equal((broken, 1, 1, "TL002", "error"), (problem.GetProperty("file").GetString(), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32(), problem.GetProperty("code").GetString(), problem.GetProperty("severity").GetString()));
    }

    [Fact]
    public void A_file_that_is_not_there_is_wrong_use()
    {
        Assert.Equal((2, ""), (Run("check", "nowhere.yaml").Status, Run("check", "nowhere.yaml").Output));
        Assert.Equal($"truceline: {folder.FullName} is a folder; name the truce file in it.", Run("check", folder.FullName).Error.TrimEnd());
        Assert.Equal(2, Run("check").Status);
    }

    [Fact]
    public void A_link_beside_may_lead_to_a_neighbour_and_nowhere_else()
    {
        var path = File("t.truce.yaml", Sound);
        var elsewhere = Directory.CreateDirectory(Path.Combine(folder.FullName, "elsewhere"));
        System.IO.File.WriteAllText(Path.Combine(elsewhere.FullName, "z.geojson"), Square);
        File("neighbour.geojson", Square);
        var link = Path.Combine(folder.FullName, "z.geojson");
        System.IO.File.CreateSymbolicLink(link, "neighbour.geojson");
        Assert.Equal(0, Run("check", path).Status);
        System.IO.File.Delete(link);
        System.IO.File.CreateSymbolicLink(link, Path.Combine("elsewhere", "z.geojson"));
        Assert.Contains("TL009 the file 'z.geojson' is not in the folder of this one, or is a link that leads out of it", Run("check", path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_agreement_with_errors_is_not_opened()
    {
        var path = File("t.truce.yaml", "a: b\n");
        using var error = new StringWriter();
        var refused = Assert.Throws<UsageException>(() => AgreementFile.Open(path, error));
        Assert.Contains("has errors", refused.Message, StringComparison.Ordinal);
        Assert.Contains("TL002", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Help_has_an_example() => Assert.Contains("truceline check examples/minsk-2/minsk-2.truce.yaml", Run("check", "--help").Output, StringComparison.Ordinal);
}
