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
    public void The_example_is_read_and_what_the_checks_find_is_printed()
    {
        var path = Path.Combine(Needs.Root, "examples", "minsk-2", "minsk-2.truce.yaml");
        var (status, output, error) = Run("check", path);
        Assert.Equal((1, ""), (status, error));
        Assert.Contains(" TL070 error: ", output, StringComparison.Ordinal);
        Assert.Contains($"\n{path}: 18 clauses, 2 readings, 1 error", output, StringComparison.Ordinal);
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
            {path}:8:55 TL004 error: 'y' without quotes is a truth value in YAML 1.1
                → write "y", or 'true' or 'false' where that is meant
            {geometry}:1:47 TL009 error: a position lies outside the globe
                → write the longitude first, from -180 to 180, then the latitude, from -90 to 90
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
        Assert.Equal(["TL040", "TL041", "TL041"], json.RootElement[0].GetProperty("problems").EnumerateArray().Select(one => one.GetProperty("code").GetString()));
        var problem = json.RootElement[1].GetProperty("problems")[0];
        Assert.Equal((broken, 1, 1, "TL002", "error"), (problem.GetProperty("file").GetString(), problem.GetProperty("line").GetInt32(), problem.GetProperty("column").GetInt32(), problem.GetProperty("code").GetString(), problem.GetProperty("severity").GetString()));
    }

    [Fact]
    public void Sarif_names_each_problem_with_its_rule_and_place()
    {
        var broken = File("broken file.yaml", "a: b\n");
        var (status, output, _) = Run("check", "--sarif", broken);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(1, status);
        Assert.Equal("2.1.0", json.RootElement.GetProperty("version").GetString());
        var run = json.RootElement.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray().Select(rule => rule.GetProperty("id").GetString()).ToArray();
        var result = run.GetProperty("results")[0];
        Assert.Equal("TL002", result.GetProperty("ruleId").GetString());
        Assert.Equal("TL002", rules[result.GetProperty("ruleIndex").GetInt32()]);
        Assert.Equal("error", result.GetProperty("level").GetString());
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.EndsWith("/broken%20file.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.Equal((1, 1), (place.GetProperty("region").GetProperty("startLine").GetInt32(), place.GetProperty("region").GetProperty("startColumn").GetInt32()));
    }

    [Fact]
    public void A_code_is_explained_without_a_file()
    {
        var (status, output, _) = Run("check", "--explain", "tl010");
        Assert.Equal(0, status);
        Assert.StartsWith("TL010 (error)\nA circle of things that wait for one another", output, StringComparison.Ordinal);
        Assert.Contains("\nRemedy: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_code_and_no_file_at_all_are_wrong_use()
    {
        Assert.Equal(2, Run("check", "--explain", "TL999").Status);
        Assert.Equal(2, Run("check").Status);
        Assert.Equal(2, Run("check", "--json", "--sarif", File("a.yaml", "a: b\n")).Status);
    }

    [Fact]
    public void What_instruments_say_to_each_other_stands_with_the_file_that_says_it()
    {
        File("z.geojson", Square);
        var first = File("first.yaml", Sound);
        var second = File("second.yaml", Sound.Replace("id: t\n", "id: u\n", StringComparison.Ordinal).Replace("status: draft", "status: draft, supersedes: t", StringComparison.Ordinal));
        var (_, output, _) = Run("check", "--json", first, second);
        using var json = JsonDocument.Parse(output);
        IEnumerable<string?> Codes(int file) => json.RootElement[file].GetProperty("problems").EnumerateArray().Where(problem => problem.GetProperty("what").GetString()!.Contains("ends nothing", StringComparison.Ordinal)).Select(problem => problem.GetProperty("code").GetString());
        Assert.Empty(Codes(0));
        Assert.Equal("TL041", Assert.Single(Codes(1)));
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
        Assert.Contains("TL009 error: the file 'z.geojson' is not in the folder of this one, or is a link that leads out of it", Run("check", path).Output, StringComparison.Ordinal);
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
