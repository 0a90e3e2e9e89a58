using System.Text.Json;
using System.Text.Json.Nodes;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Recheck;
using Truceline.Reports;
using Truceline.Tests.Assessments;
using Truceline.Tests.Scenarios;

namespace Truceline.Tests.Recheck;

/// <summary>Whatever value of an assessment is altered, the checker rejects it, and names the place.</summary>
public class AlterationTests
{
    private static readonly string[] Prose = ["says", "would-change", "not-yet", "unknown"];

    public static TheoryData<string> Scenarios => ScenarioTests.All;

    [Theory, MemberData(nameof(Scenarios))]
    public void A_value_altered_anywhere_is_rejected(string name)
    {
        var scenario = Scenario.Parse(name, File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", name + ".md")));
        if (scenario.Expected.IsEmpty) return;
        var (log, agreement) = (scenario.Log(), scenario.Agreement());
        var claim = JsonNode.Parse(AssessmentJson.Write(Assessor.Assess(log, agreement, FusionRules.Default, scenario.AsOf)))!.AsObject();
        var remade = Remade.Of(log, agreement, scenario.AsOf);
        var lenient = new Lazy<Remade>(() => Remade.Of(log, agreement, scenario.AsOf, lenient: true));
        Assert.Empty(Check.Of(claim, log, agreement, remade, lenient, null).Doubts);

        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        var unnoticed = new List<string>();
        foreach (var (place, alter) in Alterations(claim, ""))
        {
            // Of each kind of place a few: the same step stands in a hundred findings.
            var kind = System.Text.RegularExpressions.Regex.Replace(place, @"\d+", "#");
            if ((kinds[kind] = kinds.GetValueOrDefault(kind) + 1) > 2) continue;
            var undo = alter();
            if (Check.Of(claim, log, agreement, remade, lenient, null).Doubts.IsEmpty) unnoticed.Add(place);
            undo();
        }
        Assert.True(unnoticed.Count == 0, $"altered and not noticed: {string.Join('\n', unnoticed.Take(20))}");
        Assert.Empty(Check.Of(claim, log, agreement, remade, lenient, null).Doubts);
    }

    [Theory]
    [InlineData("""{"agreement":"scenario","findings":[{"id":7,"trace":3}]}"""), InlineData("""{"trace":{"because":7},"id":["x"]}"""), InlineData("""{"agreement":"scenario","findings":{"a":1},"incidents":5}""")]
    public void What_is_no_finding_is_rejected_and_does_no_harm(string claim)
    {
        var scenario = Scenario.Parse("who-it-was", File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", "who-it-was.md")));
        Assert.NotEmpty(Check.Of(System.Text.Encoding.UTF8.GetBytes(claim), scenario.Log(), scenario.Agreement(), null).Doubts);
    }

    [Fact]
    public void A_margin_nearer_to_the_edge_passes_only_where_the_ground_of_its_clause_is_open()
    {
        var (log, agreement) = (Worlds.Log(Worlds.Reports(3, 30)), Worlds.Agreement);
        var claim = Claim(log, agreement);
        var finding = claim["findings"]!.AsArray().OfType<JsonObject>().First(one => one["margin-m"] is not null);
        finding["margin-m"] = (double)finding["margin-m"]! - 5;
        var clause = agreement.Clauses.First(one => one.Id == (string?)finding["clause"]);
        foreach (var open in agreement.Zones.Keys)
        {
            var remade = Remade.Of(log, agreement, null) with { Open = [open] };
            var isItsOwn = new[] { clause.In, clause.FromIn, clause.OutOf }.Contains(open);
            Assert.Equal(isItsOwn, Check.Of(claim, log, agreement, remade, new(() => remade), null).Doubts.IsEmpty);
        }
    }

    [Fact]
    public void An_assessment_that_is_there_twice_is_not_read()
    {
        var (log, agreement) = (Worlds.Log(Worlds.Reports(3, 12)), Worlds.Agreement);
        var twice = new JsonArray(Claim(log, agreement), Claim(log, agreement));
        Assert.Throws<JsonException>(() => Check.Of(System.Text.Encoding.UTF8.GetBytes(twice.ToJsonString()), log, agreement, null));
    }

    [Fact]
    public void One_finding_is_not_all_of_them_and_another_than_was_asked_for_is_not_checked()
    {
        var (log, agreement) = (Worlds.Log(Worlds.Reports(3, 12)), Worlds.Agreement);
        var findings = Claim(log, agreement)["findings"]!.AsArray();
        var one = System.Text.Encoding.UTF8.GetBytes(findings[0]!.ToJsonString());
        var (id, other) = ((string)findings[0]!["id"]!, (string)findings[1]!["id"]!);
        Assert.Equal((1, 0), (Check.Of(one, log, agreement, null, id).Findings, Check.Of(one, log, agreement, null, id).Doubts.Length));
        Assert.Equal(0, Check.Of(one, log, agreement, null, other).Findings);
        Assert.Equal(findings.Count - 1, Check.Of(one, log, agreement, null).Doubts.Length);
    }

    private static JsonObject Claim(ReportLog log, Agreement agreement) => JsonNode.Parse(AssessmentJson.Write(Assessor.Assess(log, agreement, FusionRules.Default, null)))!.AsObject();

    /// <summary>Each value altered, each member and element left out, each element there twice; an alteration gives back what undoes it.</summary>
    private static IEnumerable<(string Place, Func<Action> Alter)> Alterations(JsonNode node, string place)
    {
        var word = node is JsonObject step && step["predicate"] is { } predicate ? $"{place}({predicate})" : place;
        if (node is JsonObject one)
            foreach (var member in one.Select(pair => pair.Key).Except(Prose).ToArray())
            {
                yield return ($"{word}/{member} left out", () => Replace(one, member, null, remove: true));
                if (Other(one[member]) is { } other) yield return ($"{word}/{member} altered", () => Replace(one, member, other, remove: false));
                if (one[member] is { } below)
                    foreach (var found in Alterations(below, $"{word}/{member}")) yield return found;
            }
        else if (node is JsonArray many)
            for (var i = 0; i < many.Count; i++)
            {
                var at = i;
                yield return ($"{word}[{i}] left out", () =>
                {
                    var gone = many[at];
                    many.RemoveAt(at);
                    return () => many.Insert(at, gone);
                });
                yield return ($"{word}[{i}] twice", () =>
                {
                    many.Insert(at, many[at]?.DeepClone());
                    return () => many.RemoveAt(at);
                });
                if (Other(many[i]) is { } other)
                    yield return ($"{word}[{i}] altered", () =>
                    {
                        var before = many[at];
                        many[at] = other.DeepClone();
                        return () => many[at] = before;
                    });
                if (many[i] is { } below)
                    foreach (var found in Alterations(below, $"{word}[{i}]")) yield return found;
            }
    }

    private static Action Replace(JsonObject one, string member, JsonNode? value, bool remove)
    {
        var before = one[member];
        one.Remove(member);
        if (!remove) one[member] = value!.DeepClone();
        return () =>
        {
            one.Remove(member);
            one[member] = before;
        };
    }

    private static JsonNode? Other(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>() switch
        {
            "certain" => "possible", "possible" => "certain", "no" => "possible",
            "verified" => "corroborated", "corroborated" => "alleged", "alleged" => "corroborated",
            "kept" => "kept but unseen", "kept but unseen" => "kept",
            var text => text + "x",
        },
        JsonValueKind.Number => value.ToJsonString().Contains('.', StringComparison.Ordinal) ? (double)value - 0.01 : (long)value + 1,
        JsonValueKind.True => false,
        JsonValueKind.False => true,
        _ => null,
    };
}
