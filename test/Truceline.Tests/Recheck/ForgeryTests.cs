using System.Text;
using System.Text.Json.Nodes;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Recheck;
using Truceline.Reports;
using Truceline.Tests.Scenarios;

namespace Truceline.Tests.Recheck;

/// <summary>What somebody would alter who wants a breach to be better known, or less, so that all of it agrees with itself. Each is refused by one finding alone, without the head of the assessment.</summary>
public class ForgeryTests
{
    private const string Opened = "a-bearing-that-somebody-opens", Copies = "copies-corroborate-nothing";

    [Fact]
    public void A_standing_that_is_altered_wherever_it_stands_is_refused() => Refused(finding =>
    {
        finding["standing"] = "corroborated";
        finding["trace"]!["value"] = "breached, corroborated";
        Steps(finding, "standing").Single()["value"] = "corroborated";
    });

    [Theory]
    [InlineData("origins"), InlineData("attested")]
    public void A_number_that_is_raised_is_refused(string of) => Refused(finding =>
    {
        var step = Steps(finding, of).Single();
        step["value"] = FormattableString.Invariant($"{long.Parse((string)step["value"]!, System.Globalization.CultureInfo.InvariantCulture) + 1}");
    });

    [Fact]
    public void What_is_left_open_and_not_said_is_refused() => Refused(finding => finding["trace"]!["because"]!.AsArray().Remove(Steps(finding, "left-open").Single()));

    [Fact]
    public void What_is_left_open_and_said_to_change_nothing_is_refused() => Refused(finding => Steps(finding, "left-open").Single()["value"] = "open");

    [Fact]
    public void Another_one_who_is_said_to_have_opened_it_is_refused() => Refused(finding => Steps(finding, "opened-by").Single()["entries"] = new JsonArray(1));

    [Fact]
    public void Another_name_of_who_opened_it_is_refused() => Refused(finding =>
    {
        var step = Steps(finding, "opened-by").Single();
        var (value, says) = ((string)step["value"]!, (string)step["says"]!);
        Assert.Contains("Side B", says, StringComparison.Ordinal);
        (step["value"], step["says"]) = (value.Replace("Side B", "Side A", StringComparison.Ordinal), says.Replace("Side B", "Side A", StringComparison.Ordinal));
    });

    [Fact]
    public void Entries_that_are_swapped_between_two_steps_are_refused() => Refused(finding =>
    {
        var (one, other) = (Steps(finding, "report").First(), Steps(finding, "left-open").Single());
        (one["entries"], other["entries"]) = (other["entries"]!.DeepClone(), one["entries"]!.DeepClone());
    });

    /// <summary>The finding that follows from a record without the report that opened the bearing, from one with a decision that nobody took, and from one where another source told it too.</summary>
    [Theory]
    [InlineData("invented-2", ""), InlineData("", "together town-2 heard-2"), InlineData("", "apart invented-2 heard-2")]
    public void A_finding_of_another_record_is_refused(string without, string entry)
    {
        var forged = Scenario.Parse(Opened, Altered(without, entry)).Assess();
        var finding = Assert.Single(forged.Findings, finding => About(forged, finding).Contains("town-2", StringComparison.Ordinal));
        Assert.Equal(Standing.Corroborated, finding.Standing);
        var (scenario, claim) = (Of(Opened), Claim(forged));
        // The incident is called after its least report; where that is another it is another finding.
        var verification = Check.Of(Encoding.UTF8.GetBytes(claim.ToJsonString()), scenario.Log(), scenario.Agreement(), null, finding.Id.Value);
        Assert.Equal(1, verification.Findings);
        Assert.NotEmpty(verification.Doubts);

        static string Altered(string without, string entry) => string.Join('\n', Text(Opened).Split('\n')
            .Where(line => without == "" || !line.Contains($"\"{without}\"", StringComparison.Ordinal))
            .SelectMany(line => line == "```text entries" && entry != "" ? (string[])[line, entry] : [line]));
    }

    /// <summary>Reports out of texts of one origin, each told as if it were of another.</summary>
    [Fact]
    public void An_origin_that_is_counted_twice_is_refused()
    {
        var (scenario, seen) = (Of(Copies), 0);
        var assessment = scenario.Assess();
        foreach (var finding in Claim(assessment)["findings"]!.AsArray().OfType<JsonObject>())
        {
            if (Steps(finding, "origins").SingleOrDefault() is not { } origins) continue;
            seen++;
            Assert.Empty(Check.Of(Encoding.UTF8.GetBytes(finding.ToJsonString()), scenario.Log(), scenario.Agreement(), null, (string)finding["id"]!).Doubts);
            origins["value"] = (string)origins["value"]! == "2" ? "3" : "2";
            Assert.NotEmpty(Check.Of(Encoding.UTF8.GetBytes(finding.ToJsonString()), scenario.Log(), scenario.Agreement(), null, (string)finding["id"]!).Doubts);
        }
        Assert.InRange(seen, 5, 1000);
    }

    private static void Refused(Action<JsonObject> forge)
    {
        var scenario = Of(Opened);
        var assessment = scenario.Assess();
        var id = Assert.Single(assessment.Findings, finding => About(assessment, finding) == "town-2").Id.Value;
        var finding = Assert.Single(Claim(assessment)["findings"]!.AsArray().OfType<JsonObject>(), one => (string)one["id"]! == id);
        Assert.Empty(Checked(finding));
        forge(finding);
        Assert.NotEmpty(Checked(finding));

        IEnumerable<Doubt> Checked(JsonObject claim) => Check.Of(Encoding.UTF8.GetBytes(claim.ToJsonString()), scenario.Log(), scenario.Agreement(), null, id).Doubts;
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", name + ".md"));

    private static Scenario Of(string name) => Scenario.Parse(name, Text(name));

    private static JsonObject Claim(Assessment assessment) => JsonNode.Parse(AssessmentJson.Write(assessment))!.AsObject();

    private static string About(Assessment assessment, Finding finding) => finding.Key.Occasion is not Occasion.OfIncident about ? ""
        : string.Join(" + ", assessment.Incidents.Single(incident => incident.Id == about.Incident).Sightings.Select(one => one.Report.Report.OwnId).Order(StringComparer.Ordinal));

    private static IEnumerable<JsonObject> Steps(JsonObject finding, string predicate) => Check.Steps(finding["trace"]).Where(step => (string?)step["predicate"] == predicate);
}
