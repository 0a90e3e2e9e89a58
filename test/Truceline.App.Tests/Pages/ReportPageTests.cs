using Truceline.App.Tests.Journals;
using Truceline.App.Wording;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Tests.Pages;

public sealed class ReportPageTests
{
    /// <summary>The examples of the reference, which are of every kind; each with an id of its own.</summary>
    private static string[] Documented()
    {
        var page = File.ReadAllText(Path.Combine(Needs.Root, "docs", "reference", "reports-jsonl.md"));
        return
        [
            .. System.Text.RegularExpressions.Regex.Matches(page, "```json\n(.*?)```", System.Text.RegularExpressions.RegexOptions.Singleline)
                .SelectMany(block => block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                .Where(line => !line.Contains("\"withdrawal\"", StringComparison.Ordinal))
                .Select((line, i) => line.Contains("\"own-id\"", StringComparison.Ordinal) ? line : $"{{\"own-id\": \"documented {i}\", \"exercise\": true, {line[1..]}"),
        ];
    }

    [Fact]
    public async Task A_report_of_any_kind_says_all_that_its_source_said()
    {
        await using var site = await Visited.Of(("Observer Mission", Documented()));
        Assert.Subset(site.View.Log.Reports.Select(report => ReportWords.Kind(report.Report.Content)).ToHashSet(), ReportWords.Kinds.Except(["withdrawal"]).ToHashSet());
        foreach (var report in site.View.Log.Reports)
        {
            var page = await site.Page($"/reports/{report.Report.Id}");
            var facts = ReportFacts.Of(report.Report.Content, site.View.Agreement.Clock.Zone);
            Assert.NotEmpty(facts);
            Assert.All(facts, fact => page.Says(fact.Value));
            page.Says(report.Report.Source);
            page.Says(report.Report.OwnId!);
            page.Says($"Entry {report.Entries[0]} brought it");
            page.Says("exercise, synthetic");
            if (site.View.Lookup.IncidentOf(report.Report.Id) is { } incident) Assert.Contains($"/incidents/{incident.Id}", page.Links);
            Assert.All(site.View.Lookup.RestingOn(report).Take(20), finding => Assert.Contains($"/findings/{finding.Id}", page.Links));
        }
    }

    [Fact]
    public void No_member_of_a_content_is_left_out_of_what_a_page_shows()
    {
        // One word for each member of the written form that holds words; all of them must come out as facts.
        foreach (var line in Documented())
        {
            var report = ReportReader.Read(new("reports-jsonl.md", 1, 1), System.Text.Encoding.UTF8.GetBytes(line), "Observer Mission").Report!;
            var facts = string.Join('\n', ReportFacts.Of(report.Content, NodaTime.DateTimeZone.Utc).Select(fact => fact.Value));
            using var json = System.Text.Json.JsonDocument.Parse(line);
            // A word of the vocabulary is shown with spaces for its hyphens.
            Assert.All(Words(json.RootElement.EnumerateObject().Last().Value), word =>
                Assert.True(facts.Contains(word, StringComparison.Ordinal) || facts.Contains(ReportWords.Spaced(word), StringComparison.Ordinal), $"'{word}' of {line} is not shown"));
        }

        static IEnumerable<string> Words(System.Text.Json.JsonElement element) => element.ValueKind switch
        {
            System.Text.Json.JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Words(member.Value)),
            System.Text.Json.JsonValueKind.Array => element.EnumerateArray().SelectMany(Words),
            System.Text.Json.JsonValueKind.String when element.GetString() is { } word && !char.IsAsciiDigit(word[0]) => [word],
            _ => [],
        };
    }

    [Fact]
    public async Task A_correction_shows_what_it_changed_and_a_withdrawal_what_had_been_said()
    {
        const string before = """{"own-id": "r", "exercise": true, "observation": {"occurred": "2026-01-08T07:40:00+02:00", "where": {"name": "the bridge"}, "means": "camera", "act": "fire", "count": [40, 47], "by": [{"actor": "Side B", "basis": "seen"}]}}""";
        var after = before.Replace("[40, 47]", "12", StringComparison.Ordinal).Replace("Side B", "Side A", StringComparison.Ordinal);
        const string back = """{"own-id": "r", "exercise": true, "withdrawal": {"reason": "It was a quarry."}}""";
        await using (var site = await Visited.Of(("Observer Mission", [before]), ("Observer Mission", [after])))
        {
            var page = await site.Page("/entries/1");
            page.Says("Entry 2 corrected it");
            page.Says("Count40–4712");
            page.Says("BySide B (seen)Side A (seen)");
            Assert.DoesNotContain("WhenWhen", page.Text, StringComparison.Ordinal);
        }
        await using (var site = await Visited.Of(("Observer Mission", [before]), ("Observer Mission", [after]), ("Observer Mission", [back])))
        {
            var page = await site.Page("/entries/3");
            page.Says("Its source took it back");
            page.Says("What it said");
            page.Says("Side A (seen)");
            page.Says("Entry 3 took it back");
            page.Says("It was a quarry.");
            page.Says("No finding under this agreement rests on it.");
        }
    }

    [Theory]
    [InlineData("Side B", "b1")]
    [InlineData("a/b", "c/d?e#f")]
    [InlineData("100% sure", "%2F..")]
    [InlineData("Посольство", "№ 5")]
    public async Task A_statement_is_found_by_its_source_and_the_source_s_own_id(string source, string own)
    {
        var line = $$$"""{"own-id": {{{System.Text.Json.JsonSerializer.Serialize(own)}}}, "exercise": true, "observation": {"occurred": "2026-01-08T07:40:00+02:00", "where": {"name": "the bridge"}, "means": "hotline", "act": "fire"}}""";
        await using var site = await Visited.Of((source, [line]));
        var visit = await site.Get($"/statements/{Uri.EscapeDataString(source)}/{Uri.EscapeDataString(own)}?entry=1");
        Assert.Equal($"/reports/{ReportId.Of(source, own)}?entry=1", visit.Leads);
    }

    [Fact]
    public async Task Every_entry_of_every_report_leads_to_it()
    {
        await using var site = await Visited.Example();
        foreach (var report in site.View.Log.Reports)
            foreach (var entry in report.Entries) Assert.Equal($"/reports/{report.Report.Id}?as-of=2015-03-01T00%3A00%3A00Z", (await site.Get($"/entries/{entry}?as-of=2015-03-01T00:00:00Z")).Leads);
    }

    [Fact]
    public async Task An_incident_says_who_observed_it_how_its_counts_combine_and_why_its_reports_stand_together()
    {
        await using var site = await Visited.Example();
        foreach (var incident in site.View.Assessment.Incidents)
        {
            var page = await site.Page($"/incidents/{incident.Id}");
            foreach (var sighting in incident.Sightings)
            {
                page.Says(sighting.Observation.Observer ?? sighting.Report.Report.Source);
                page.Says(PlaceWords.Around(sighting.Observation.Where));
                page.Says(TimeWords.Words(sighting.Observation.Occurred, site.View.Agreement.Clock.Zone));
                Assert.All(sighting.Observation.By, by => page.Says(by.Actor));
                Assert.All(sighting.Report.Entries, entry => Assert.Contains($"/entries/{entry}", page.Links));
            }
            Assert.All(incident.Reasons.Select(reason => reason.Sentence()), page.Says);
            Assert.All(site.View.Lookup.Of(incident).Where(finding => finding.Key.Reading is null), finding => Assert.Contains($"/findings/{finding.Id}", page.Links));
            if (incident.Count is { } count) page.Says(ReportWords.Words(count)!);
        }
    }

    [Fact]
    public async Task A_digest_says_on_its_page_and_on_that_of_the_comparison_what_it_holds()
    {
        static string Text(string id) => $$$"""{"own-id": "{{{id}}}", "exercise": true, "text": {"published": "2026-01-08T07:40:00+02:00", "title": "Made up", "outlet": "Example {{{id}}}", "body": "Made up."}}""";
        await using var site = await Visited.Of(journal =>
        {
            Visited.Import(journal, "Desk", [Text("wire"), Text("walk"), Text("daily")]);
            using var store = JournalFolder.OpenOrCreate(journal);
            store.Append([new ComparedTexts([[1], [2]], "made up", null, "desk", NodaTime.Instant.FromUtc(2026, 1, 9, 8, 0)) { Digests = [new(3, [1, 2])] }.Encode()]);
        });
        var page = await site.Page("/entries/3");
        page.Says("a digest of [entries 1, 2]: what was read in it counts as none beside another text compared by [entry 4]");
        Assert.Contains("/entries/1", page.Links);
        page = await site.Page("/entries/4");
        page.Says("entry 3 is a digest of");
        Assert.Contains("/entries/2", page.Links);
        (await site.Page("/entries/1")).Says("no other text of its origin");
    }

    [Fact]
    public async Task Copies_of_one_origin_and_patrols_of_one_mission_are_one_independent_origin()
    {
        static string Line(string id, string more) => $$$"""{"own-id": "{{{id}}}", "exercise": true, "observation": {"occurred": "2026-01-08T07:40:00+02:00", "where": {"at": {"lat": 48.1, "lon": 37.9}, "within-m": 50, "name": "the bridge"}, "act": "fire", "means": {{{more}}}}}""";
        await using var site = await Visited.Of(
            ("Observer Mission", [Line("1", "\"seen\", \"observer\": \"patrol 1\", \"count\": [3, 9]"), Line("2", "\"seen\", \"observer\": \"patrol 2\", \"count\": [5, 12]")]),
            ("Herald (made up)", [Line("3", "\"open-source\", \"chains\": [[\"Side  A\", \"observer mission\"]]")]),
            ("Post (made up)", [Line("4", "\"open-source\", \"chains\": [[null]]")]));
        var page = await site.Page($"/incidents/{Assert.Single(site.View.Assessment.Incidents).Id}");
        page.Says("4 reports, 4 observers, 2 independent origins: an unnamed source, Observer Mission");
        page.Says("5–9. Of 2 who counted: at least what patrol 2 counted, 5; at most the least upper bound, 9.");
    }
}
