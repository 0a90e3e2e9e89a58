using System.Text;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Picture;
using Truceline.Reports;
using Truceline.Tests.Scenarios;

namespace Truceline.Tests.Picture;

public sealed class BulletinTests
{
    private static readonly Lazy<Daybook> Minsk = new(() => Book(Path.Combine(Needs.Root, "examples", "minsk-2")));

    private static Daybook Book(string folder)
    {
        var agreement = AgreementReader.Read(
            "minsk-2.truce.yaml", File.ReadAllBytes(Path.Combine(folder, "minsk-2.truce.yaml")), name => File.ReadAllBytes(Path.Combine(folder, name))).Agreement!;
        var reports = Directory.GetFiles(Path.Combine(folder, "reports"), "*.jsonl").Order(StringComparer.Ordinal)
            .SelectMany(file => File.ReadLines(file).Select(line => ReportReader.Read(new Location(file, 1, 1), Encoding.UTF8.GetBytes(line), Path.GetFileNameWithoutExtension(file)).Report!));
        return Book(agreement, reports);
    }

    private static Daybook Book(Agreement agreement, IEnumerable<Report> reports)
    {
        var known = new HashSet<ReportId>();
        var log = ReportLog.Fold(reports.Select((report, i) =>
            new Entry(i + 1, default, new ReportEntry(ReportEntry.KindOf(report, !known.Add(report.Id)), report, Instant.FromUtc(2026, 1, 1, 0, 0), null).Encode())));
        return Daybook.Of(log, Assessor.Assess(log, agreement, FusionRules.Default, null));
    }

    private static Daybook Lines(string lines)
    {
        var agreement = Scenario.Parse("a-contingent-in-the-stand-off-zone", File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", "a-contingent-in-the-stand-off-zone.md"))).Agreement();
        return Book(agreement, lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
            ReportReader.Read(new Location("l", 1, 1), Encoding.UTF8.GetBytes(line), "Observer Mission") is { Report: { } report } ? report : throw new FormatException(line)));
    }

    private static string[] Says(Daybook book, string section) =>
        [.. Bulletin.Of(book, new LocalDate(2025, 9, 6)).Sections.Single(one => one.Id == section).Sentences.Select(sentence => $"{sentence.Text} [{string.Join(",", sentence.Entries)}]")];

    private static string[] Numbers(LocalDate date) =>
        [.. Bulletin.Of(Minsk.Value, date).Sections[0].Table!.Rows.Select(row => $"{row.Names[0]}: {string.Join(" ", row.Counts.Select(count => count.Text))}")];

    [Fact]
    public void A_period_of_a_rate_is_told_on_the_day_that_it_ends()
    {
        var scenario = Scenario.Parse("so-many-in-a-period", File.ReadAllText(Path.Combine(Needs.Root, "test", "Truceline.Tests", "Scenarios", "so-many-in-a-period.md")));
        var book = Daybook.Of(scenario.Log(), scenario.Assess());
        var said = Bulletin.Of(book, new LocalDate(2015, 2, 16)).Sections.Single(one => one.Id == "findings").Sentences;
        Assert.Contains(said, sentence => sentence.Text == "Clause flights: a period of its rate ended with this day. Side A: breached, verified." && sentence.Entries.Length == 3);
        Assert.Contains(said, sentence => sentence.Text == "Clause flights: a period of its rate ended with this day. Side B: kept but unseen." && sentence.Entries.Length == 1);
        Assert.Contains(Bulletin.Of(book, new LocalDate(2015, 2, 17)).Sections.Single(one => one.Id == "findings").Sentences,
            sentence => sentence.Text == "Clause flights: a period of its rate ended with this day. Side B: kept but unseen; nothing was recorded in it." && sentence.Entries.IsEmpty);
        Assert.DoesNotContain(said, sentence => sentence.Text.Contains("the day was not observed", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_sentence_names_entries_that_exist_or_says_that_nothing_was_recorded()
    {
        var book = Minsk.Value;
        var sentences = 0;
        foreach (var date in book.Dates.Concat([new LocalDate(2015, 2, 21), new LocalDate(1999, 1, 1)]))
            foreach (var sentence in Bulletin.Of(book, date).Sections.SelectMany(section => section.Sentences))
            {
                sentences++;
                Assert.All(sentence.Entries, entry => Assert.InRange(entry, 1, book.Log.Size));
                Assert.Equal(sentence.Entries.Distinct().Order(), sentence.Entries);
                if (sentence.Entries.IsEmpty) Assert.Matches("^(No|Nothing) |nothing was recorded", sentence.Text);
                Assert.DoesNotMatch("quiet|calm", sentence.Text.Replace("nothing is said of the quiet", "", StringComparison.Ordinal).Replace("nothing is said of its quiet", "", StringComparison.Ordinal));
            }
        Assert.True(sentences > 100);
    }

    [Fact]
    public void Each_incident_counts_on_one_day_and_what_is_known_less_well_on_none()
    {
        var book = Minsk.Value;
        var counted = book.Dates.SelectMany(date => book.On(date).Incidents).Select(incident => incident.Id).ToArray();
        Assert.Equal(counted.Distinct().Count(), counted.Length);
        Assert.Equal(book.Assessment.Incidents.Length, counted.Length + book.Assessment.Incidents.Count(incident => incident.Occurred.Duration > Duration.FromHours(24)));
    }

    [Fact]
    public void The_numbers_of_a_day_stand_against_those_of_the_day_before() => Assert.Equal(
        [
            "Incidents: 12 3 +9", "Breaches, verified: 0 0 –", "Breaches, corroborated: 1 0 +1", "Breaches, alleged: 4 0 +4", "Cannot rule: 5 3 +2",
            "Positions of units: 0 0 –", "Restrictions of access: 0 0 –", "Patrol hours observed: 0 0 –", "Sensor hours observed: 0 0 –", "Reports: 16 4 +12",
        ],
        Numbers(new(2015, 2, 16)));

    [Fact]
    public void A_deadline_at_midnight_is_of_the_day_that_it_ends() =>
        Assert.Contains("Breaches, verified: 3 0 +3", Numbers(new(2015, 3, 1)));

    [Fact]
    public void A_day_without_a_record_says_that_nothing_was_recorded_and_claims_no_quiet()
    {
        var sentence = Assert.Single(Assert.Single(Bulletin.Of(Minsk.Value, new(1999, 1, 1)).Sections).Sentences);
        Assert.Equal("Nothing was recorded of 1 January 1999. It was not observed, and nothing is said of its quiet.", sentence.Text);
    }

    [Fact]
    public void The_same_record_gives_the_same_bytes()
    {
        var once = BulletinJson.Write(Bulletin.Of(Minsk.Value, new(2015, 2, 16)));
        Assert.Equal(once, BulletinJson.Write(Bulletin.Of(Book(Path.Combine(Needs.Root, "examples", "minsk-2")), new(2015, 2, 16))));
    }

    [Fact]
    public void A_statement_that_was_put_over_a_draft_is_no_sentence_of_a_bulletin()
    {
        const string draft = """{"own-id":"1","draft":{"text":"t","sha256":"88a4580862188917809037fa09d23271934c7539026da361ebc75f80f30f98ce","start":0,"end":8,"words":"We stay.","statement":{"party":"B","authority":"on-record","occurred":"2025-09-06T15:00:00+03:00","act":"claim","issue":"force","says":"We stay.","fidelity":"verbatim"}}}""";
        const string statement = """{"own-id":"1","statement":{"party":"B","authority":"on-record","occurred":"2025-09-06T15:00:00+03:00","act":"claim","issue":"force","says":"We go.","fidelity":"verbatim"}}""";
        Assert.Single(Says(Lines(statement), "statements"));
        Assert.DoesNotContain(Bulletin.Of(Lines(draft + "\n" + statement), new LocalDate(2025, 9, 6)).Sections, section => section.Id == "statements" && section.Sentences.Any(one => one.Text.Contains("We go", StringComparison.Ordinal)));
    }

    [Fact]
    public void Access_coverage_notifications_positions_and_statements_are_said_with_their_entries()
    {
        var book = Lines("""
            {"own-id":"1","access":{"status":"denied","occurred":["2025-09-06T11:20:00+03:00","2025-09-06T11:40:00+03:00"],"where":{"name":"Zolote"},"by":[{"actor":"A","basis":"seen"}],"means":"seen","observer":"patrol 2","note":"No reason was given."}}
            {"own-id":"2","coverage":{"kind":"patrol","observer":"patrol 2","occurred":["2025-09-06T08:00:00+03:00","2025-09-06T12:00:00+03:00"],"where":{"name":"Zolote"},"means":"seen"}}
            {"own-id":"3","coverage":{"kind":"patrol","observer":"patrol 2","occurred":["2025-09-06T11:00:00+03:00","2025-09-06T13:30:00+03:00"],"where":{"name":"Zolote"},"means":"seen"}}
            {"own-id":"4","coverage":{"kind":"sensor","observer":"acoustic 4","occurred":["1000-01-01T00:00:00Z","2025-09-06T03:00:00+03:00"],"where":{"unknown":true},"means":"acoustic"}}
            {"own-id":"5","notification":{"by":"B","to":"OM","given":"2025-09-05T09:00:00+03:00","act":"move","what":"artillery","window":["2025-09-06T06:00:00+03:00","2025-09-06T12:00:00+03:00"]}}
            {"own-id":"6","presence":{"who":"F","unit":"contingent 7","occurred":"2025-09-06T14:00:00+03:00","where":{"at":{"lat":48.0,"lon":37.665},"within-m":200,"name":"Zolote"},"basis":"seen","means":"seen"}}
            {"own-id":"7","presence":{"who":"F","unit":"contingent 8","occurred":"2025-09-06T14:00:00+03:00","where":{"at":{"lat":48.0,"lon":36.0},"within-m":200},"basis":"seen","means":"seen"}}
            {"own-id":"8","statement":{"party":"B","authority":"spokesperson","occurred":"2025-09-06T15:00:00+03:00","act":"threat","issue":"foreign troops","says":"Any troops would be a target.","fidelity":"paraphrase","about":["off-front"]}}
            {"own-id":"9","coverage":{"kind":"patrol","observer":"patrol 3","occurred":["2025-09-05T20:00:00+03:00","2025-09-06T00:00:00+03:00"],"where":{"name":"Zolote"},"means":"seen"}}
            """);
        Assert.Equal(["Patrol 2 of Observer Mission was denied access by Side A (seen) at Zolote (11:20–11:40): No reason was given. [1]"], Says(book, "access"));
        Assert.Equal(
            ["At Zolote one patrol observed for 5.5 hours in all (patrol 2 of Observer Mission). [2,3]", "At a place without a name one sensor observed for 3 hours in all (acoustic 4 of Observer Mission). [4]"],
            Says(book, "coverage"));
        Assert.Equal(["Side B gave notice to Observer Mission of 'move' with artillery for 06:00–12:00, on 5 Sep 2025 09:00 Europe/Kyiv. [5]"], Says(book, "notifications"));
        Assert.Equal(["Reassurance Force: one unit at Zolote, inside zone front (assumed). [6]", "Reassurance Force: one unit at a place without a name, outside zone front (assumed). [7]"], Says(book, "positions"));
        Assert.Single(Says(book, "findings"), says => says.StartsWith("Clause off-front: one breach", StringComparison.Ordinal) && says.Contains("zone front is assumed", StringComparison.Ordinal));
        Assert.Equal(["Side B (through a spokesperson), threat on foreign troops: Any troops would be a target. It bears on clause off-front. [8]"], Says(book, "statements"));
        Assert.Contains("Read as twenty, clause off-front has no breaches on this day instead of 1. [6]", Says(book, "findings"));
        Assert.Empty(book.On(new(2025, 9, 6)).Incidents);
    }

    [Fact]
    public void What_was_corrected_or_taken_back_is_named_and_counts_no_more()
    {
        const string seen = """{"own-id":"1","observation":{"occurred":"2025-09-06T11:20:00+03:00","where":{"name":"Zolote"},"means":"heard","count":3}}""";
        var book = Lines($"{seen}\n{seen.Replace("\"1\"", "\"2\"", StringComparison.Ordinal)}\n{seen.Replace(":3}", ":4}", StringComparison.Ordinal)}\n{{\"own-id\":\"2\",\"withdrawal\":{{\"reason\":\"A tractor.\"}}}}");
        Assert.Equal(
            ["The report 1 of Observer Mission was corrected (count). [1,3]", "The report 2 of Observer Mission was taken back and counts for nothing: A tractor. [2,4]"],
            Says(book, "changes"));
        Assert.Single(book.On(new(2025, 9, 6)).Incidents);
    }
}
