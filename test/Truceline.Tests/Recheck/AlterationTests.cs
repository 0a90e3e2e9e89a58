using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
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
        var remade = Remade.Of(log, agreement, scenario.AsOf, claim["findings"]!.AsArray().OfType<JsonObject>());
        Assert.Empty(remade.Accepted);
        Assert.Empty(Check.Of(claim, remade, null).Doubts);

        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        var unnoticed = new List<string>();
        foreach (var (place, alter) in Alterations(claim, ""))
        {
            // Of each kind of place a few: the same step stands in a hundred findings.
            var kind = System.Text.RegularExpressions.Regex.Replace(place, @"\d+", "#");
            if ((kinds[kind] = kinds.GetValueOrDefault(kind) + 1) > 2) continue;
            var undo = alter();
            if (Check.Of(claim, remade, null).Doubts.IsEmpty) unnoticed.Add(place);
            undo();
        }
        Assert.True(unnoticed.Count == 0, $"altered and not noticed: {string.Join('\n', unnoticed.Take(20))}");
        Assert.Empty(Check.Of(claim, remade, null).Doubts);
    }

    [Theory]
    [InlineData("""{"agreement":"scenario","findings":[{"id":7,"trace":3}]}"""), InlineData("""{"trace":{"because":7},"id":["x"]}"""), InlineData("""{"agreement":"scenario","findings":{"a":1},"incidents":5}""")]
    public void What_is_no_finding_is_rejected_and_does_no_harm(string claim)
    {
        var scenario = Scenario.Parse("who-it-was", File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", "who-it-was.md")));
        Assert.NotEmpty(Check.Of(System.Text.Encoding.UTF8.GetBytes(claim), scenario.Log(), scenario.Agreement(), null).Doubts);
    }

    /// <summary>About 0.122 of the area lies in sight.</summary>
    [Theory]
    [InlineData(0.05, false), InlineData(0.12, true), InlineData(0.125, true), InlineData(0.2, false)]
    public void The_other_answer_is_accepted_only_where_the_share_lies_near_the_floor(double floor, bool isAccepted)
    {
        var agreement = Truceline.Tests.Agreements.Truces.Agreement(
            FormattableString.Invariant($$"""
            truce: 1
            id: t
            title: A truce
            source: { status: signed, signed: 2015-02-12 }
            clock: { zone: Europe/Kyiv, day: calendar }
            actors: { A: { kind: party, name: Side A }, OM: { kind: monitor, name: Observer Mission } }
            zones: { area: { geometry: area.geojson } }
            clauses:
              - { id: stop, must-not: { who: [A], do: fire, in: area }, from: 2015-02-15T00:00:00+02:00, floor: { coverage: {{floor}} } }
            """), ("area.geojson", """{"type":"Polygon","coordinates":[[[38.0,48.0],[38.5,48.0],[38.5,48.4],[38.0,48.4],[38.0,48.0]]]}"""));
        var watched = new Coverage(
            CoverageKind.Sensor, "camera 1", new Interval(Instant.FromUtc(2015, 2, 14, 22, 0), Instant.FromUtc(2015, 2, 15, 22, 0)),
            new Place(null, new Region.Disc(new Position(48.2, 38.2), new Metres(8000))), Means.Camera, null);
        var log = Worlds.Log([Report.Of("Observer Mission", "c", watched)]);
        var claim = Claim(log, agreement);
        var finding = claim["findings"]![0]!.AsObject();
        var coverage = finding["trace"]!["because"]!.AsArray().First(step => (string?)step!["predicate"] == "coverage")!;
        var isKept = (string?)finding["outcome"] == "kept";
        finding["outcome"] = isKept ? "kept but unseen" : "kept";
        finding["trace"]!["value"] = (string?)finding["outcome"];
        coverage["value"] = isKept ? "below the floor" : "enough";

        var verification = Check.Of(System.Text.Encoding.UTF8.GetBytes(claim.ToJsonString()), log, agreement, null);
        Assert.Equal(isAccepted, verification.Doubts.IsEmpty);
        Assert.Equal(isAccepted ? [(string)finding["id"]!] : [], verification.Accepted);
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
