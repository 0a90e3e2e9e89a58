using Truceline.Assessments;

namespace Truceline.Tests.Scenarios;

public class ScenarioTests
{
    public static TheoryData<string> All => [.. Directory.GetFiles(Folder, "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios");

    [Theory, MemberData(nameof(All))]
    public void A_scenario_gives_its_findings_and_no_others(string name)
    {
        var scenario = Scenario.Parse(name, File.ReadAllText(Path.Combine(Folder, name + ".md")));
        Assert.True(scenario.Checks is not null || !scenario.Expected.IsEmpty, "the scenario expects nothing");
        if (scenario.Checks is { } checks) Assert.Equal(string.Join('\n', checks), string.Join('\n', scenario.Found()));
        if (scenario.Checks is not null && scenario.Expected.IsEmpty) return;
        var assessments = scenario.AssessAll();
        Assert.Equal(string.Join('\n', scenario.Expected), string.Join('\n', assessments.SelectMany(one => Scenario.Table(one)).Order(StringComparer.Ordinal)));
        Assert.Equal("", string.Join('\n', scenario.Unsaid(assessments)));
        foreach (var (asked, expected, counted) in scenario.Counted(assessments[0])) Assert.Equal($"{asked}\n{expected}", $"{asked}\n{counted}");
        if (scenario.InAll is { } total) Assert.Equal(total, InAll.Of(assessments).Words);
    }
}
