using System.Text;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Tests.Reports;

public sealed class Reading
{
    private const string Minimal = """{"observation":{"occurred":"2015-02-16T10:00:00+02:00","where":{"unknown":true},"means":"heard"}}""";

    private static ReportReading Read(string json) =>
        ReportReader.Read(new Location("day.jsonl", 7, 1), Encoding.UTF8.GetBytes(json), "OSCE SMM");

    private static Observation Seen(string json)
    {
        var reading = Read(json);
        Assert.Empty(reading.Problems);
        return Assert.IsType<Observation>(reading.Report!.Content);
    }

    private static string With(string member) => Minimal.Replace("\"means\":\"heard\"", $"\"means\":\"heard\",{member}", StringComparison.Ordinal);

    private static string Where(string where) => Minimal.Replace("{\"unknown\":true}", where, StringComparison.Ordinal);

    [Fact]
    public void The_least_that_a_report_says_is_when_where_and_how_it_is_known()
    {
        var seen = Seen(Minimal);
        Assert.Equal(NodaTime.Instant.FromUtc(2015, 2, 16, 8, 0), seen.Occurred.Start);
        Assert.Equal(seen.Occurred.Start, seen.Occurred.End);
        Assert.Equal(new Place(null, new Region.Anywhere()), seen.Where);
        Assert.Null(seen.Act);
        Assert.Empty(seen.By);
    }

    [Theory]
    [InlineData("""{"at":{"lat":48.64,"lon":38.38},"within-m":500,"name":"Zolote"}""", "Zolote", "Disc { Centre = 48.6400 N, 38.3800 E, Radius = 500 m }")]
    [InlineData("""{"sector":{"from":{"lat":48.64,"lon":38.38},"bearing":225,"width":40,"near-m":3000,"far-m":5000}}""", null,
        "Sector { Apex = 48.6400 N, 38.3800 E, Bearing = 225, HalfWidth = 20, Near = 3.0 km, Far = 5.0 km }")]
    [InlineData("""{"name":"Zolote"}""", "Zolote", "Anywhere { }")]
    public void A_place_is_a_point_a_sector_or_a_name(string where, string? name, string region)
    {
        var seen = Seen(Where(where));
        Assert.Equal(name, seen.Where.Name);
        Assert.Equal(region, seen.Where.Region.ToString());
    }

    [Theory]
    [InlineData("40", 40, 40)]
    [InlineData("[40,47]", 40, 47)]
    [InlineData("[40,null]", 40, null)]
    public void A_count_is_a_number_or_bounds_of_which_the_upper_may_be_open(string count, int least, int? most) =>
        Assert.Equal(new CountBounds(least, most), Seen(With($"\"count\":{count}")).Count);

    [Fact]
    public void An_unnamed_link_of_a_chain_is_null()
    {
        var chains = Seen(With("\"chains\":[[\"Example Press\",null]]")).Chains;
        Assert.Equal(["Example Press", null], Assert.Single(chains));
    }

    [Theory]
    [InlineData("{", "day.jsonl:7:2 TR001 the line cannot be read: this is not JSON")]
    [InlineData("[]", "a list stands where an object in braces is expected")]
    [InlineData("null", "null stands where an object in braces is expected")]
    [InlineData("{}", "it holds neither an 'observation' nor another content (declaration, presence, access, coverage, notification, text, statement, draft, withdrawal) (add the one that it reports)")]
    [InlineData("""{"observation":{}}""", "`observation`: 'occurred' and 'where' and 'means' are missing")]
    [InlineData("""{"obsrevation":{}}""", "there is no member 'obsrevation' (did you mean 'observation'?)")]
    [InlineData("""{"source":"me"}""", "there is no member 'source' (leave it out, or put it into 'note')")]
    [InlineData("""{"exercise":"yes"}""", "`exercise`: a text stands where true or false is expected")]
    [InlineData("""{"limits":" "}""", "`limits` is empty")]
    [InlineData("""{"limits":"\ud800"}""", "day.jsonl:7:11 TR001 the line cannot be read: the text is not UTF-8, or has half a surrogate pair")]
    [InlineData("""{"\ud800":1}""", "has half a surrogate pair")]
    [InlineData("""{"limits":"a","limits":"b"}""", "the name stands twice in one object")]
    public void What_is_wrong_with_a_line_is_said_with_its_place(string line, string what)
    {
        var problem = string.Join('\n', Read(line).Problems);
        Assert.StartsWith("day.jsonl:7:", problem, StringComparison.Ordinal);
        Assert.Contains(what, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Truceline", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"means\":\"heard\"", "\"means\":\"smelt\"", "`observation.means`: 'smelt' is not known (one of seen, heard,")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"haerd\"", "'haerd' is not known (did you mean 'heard'?)")]
    [InlineData("\"means\":\"heard\"", "\"means\":null", "`observation.means`: null stands where a text in quotes is expected")]
    [InlineData("\"2015-02-16T10:00:00+02:00\"", "[\"2015-02-16T10:00:00+02:00\",\"2015-02-16T09:00:00+02:00\"]", "`observation.occurred` ends before it begins")]
    [InlineData("\"2015-02-16T10:00:00+02:00\"", "\"2015-02-16T10:00:00\"", "'2015-02-16T10:00:00' is not an instant with an offset (write it like 2015-02-16T10:00:00+02:00, in the years 1000 to 9899)")]
    [InlineData("\"2015-02-16T10:00:00+02:00\"", "\"9999-12-31T23:59:59-18:00\"", "is not an instant")]
    [InlineData("\"2015-02-16T10:00:00+02:00\"", "[\"2015-02-16T10:00:00+02:00\"]", "a list stands where an instant, or a list of the first and the last is expected")]
    [InlineData("\"2015-02-16T10:00:00+02:00\"", "\"\\ud800\"", "half a surrogate pair")]
    [InlineData("{\"unknown\":true}", "{\"at\":{\"lat\":91,\"lon\":38},\"within-m\":0}", "`observation.where.at`: latitude 91 is out of range")]
    [InlineData("{\"unknown\":true}", "{\"at\":{\"lat\":48,\"lon\":181},\"within-m\":0}", "longitude 181 is out of range")]
    [InlineData("{\"unknown\":true}", "{\"at\":{\"lat\":1e999,\"lon\":181},\"within-m\":0}", "the number is out of the range of a double")]
    [InlineData("{\"unknown\":true}", "{\"at\":{\"lat\":48,\"lon\":38}}", "'within-m' is missing")]
    [InlineData("{\"unknown\":true}", "{\"at\":{\"lat\":48,\"lon\":38},\"within-m\":-1}", "-1 is out of range")]
    [InlineData("{\"unknown\":true}", "{\"within-m\":5,\"name\":\"Zolote\"}", "'within-m' stands without 'at'")]
    [InlineData("{\"unknown\":true}", "{}", "`observation.where` says nothing")]
    [InlineData("{\"unknown\":true}", "{\"unknown\":false}", "'unknown' is true and stands alone")]
    [InlineData("{\"unknown\":true}", "{\"unknown\":true,\"polygon\":[]}", "more than one of 'at', 'sector', 'polygon' and 'unknown' is given")]
    [InlineData("{\"unknown\":true}", "{\"polygon\":[]}", "has no ring")]
    [InlineData("{\"unknown\":true}", "{\"polygon\":[null]}", "null stands where a list in brackets is expected")]
    [InlineData("{\"unknown\":true}", "{\"polygon\":[[{\"lat\":1,\"lon\":1},{\"lat\":2,\"lon\":2},{\"lat\":1,\"lon\":1}]]}", "fewer than three different vertices")]
    [InlineData("{\"unknown\":true}", "{\"polygon\":[[{\"lat\":90,\"lon\":0},{\"lat\":90,\"lon\":90},{\"lat\":90,\"lon\":180}]]}", "fewer than three different vertices")]
    [InlineData("{\"unknown\":true}", "{\"sector\":{\"from\":{\"lat\":1,\"lon\":1},\"bearing\":400,\"width\":0,\"near-m\":2,\"far-m\":1}}", "bearing 400 is out of range")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"heard\",\"count\":1.5", "the number 1.5 stands where a whole number, or a list of the least and the most")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"heard\",\"count\":[5,4]", "the most is less than the least")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"heard\",\"count\":[-1,4]", "`observation.count` is below 0")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"heard\",\"chains\":[[]]", "a chain has no link")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"heard\",\"chains\":[null]", "null stands where a list in brackets is expected")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"heard\",\"assumed\":[null]", "null stands where a text in quotes is expected")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"heard\",\"calibre-mm\":0", "0 is not a calibre")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"heard\",\"fatalities\":{\"low\":2,\"best\":1,\"high\":3}", "are not in the order low, best, high")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"heard\",\"fatalities\":{\"low\":0,\"best\":1,\"high\":3,\"by-side\":{\"a\":-1}}", "a number is below 0")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"heard\",\"by\":[{\"actor\":\"UA\",\"basis\":\"guess\"}]", "`observation.by.basis`: 'guess' is not known")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"heard\",\"fulfilment\":{\"agreement\":\"a\",\"clause\":\"p2\",\"stage\":\"done\"}", "`observation.fulfilment.stage`: 'done' is not known")]
    [InlineData("\"means\":\"heard\"", "\"means\":\"heard\"},\"declaration\":{\"by\":\"UA\",\"event\":\"e\",\"effective\":\"2015-02-15T00:00:00+02:00\"", "it holds more than one content: 'observation' and 'declaration' (write a report for each)")]
    public void What_is_wrong_inside_an_observation_is_named(string instead, string of, string what) =>
        Assert.Contains(what, Read(Minimal.Replace(instead, of, StringComparison.Ordinal)).Problems[0].ToString(), StringComparison.Ordinal);

    private const string Here = "\"occurred\":\"2025-09-06T10:00:00+03:00\",\"where\":{\"unknown\":true}";

    [Theory]
    [InlineData("presence", """{"unit":"7"}""", "`presence`: 'who' and 'occurred' and 'where' and 'basis' and 'means' are missing")]
    [InlineData("presence", """{"who":" ","basis":"seen","means":"seen",@}""", "`presence.who` is empty")]
    [InlineData("presence", """{"who":"A","basis":"sure","means":"seen",@}""", "`presence.basis`: 'sure' is not known (one of claim,")]
    [InlineData("presence", """{"who":"A","basis":"seen","means":"seen","count":[5,4],@}""", "`presence.count`: the most is less than the least")]
    [InlineData("access", """{"status":"shut","means":"seen",@}""", "`access.status`: 'shut' is not known")]
    [InlineData("access", """{"status":"denied","means":"seen","by":[{"actor":"A","basis":"sure"}],@}""", "`access.by.basis`: 'sure' is not known")]
    [InlineData("access", """{"status":"denied","means":"seen","by":"A",@}""", "`access.by`: a text stands where a list in brackets is expected")]
    [InlineData("coverage", """{"kind":"drone","observer":"p","means":"seen",@}""", "`coverage.kind`: 'drone' is not known (one of patrol, sensor)")]
    [InlineData("coverage", """{"kind":"patrol","observer":"p","means":"seen","occurred":["2025-09-06T10:00:00+03:00","2025-09-06T09:00:00+03:00"],"where":{"unknown":true}}""", "`coverage.occurred` ends before it begins")]
    [InlineData("coverage", """{"kind":"patrol","observer":"p","means":"seen","occurred":"2025-09-06T10:00:00+03:00","where":{"at":{"lat":91,"lon":0},"within-m":0}}""", "`coverage.where.at`: latitude 91 is out of range")]
    [InlineData("notification", """{"by":"A","given":"tomorrow"}""", "`notification.given`: 'tomorrow' is not an instant")]
    [InlineData("notification", """{"by":"A","given":"2025-09-06T10:00:00+03:00","window":["2025-09-07T10:00:00+03:00","2025-09-06T09:00:00+03:00"]}""", "`notification.window` ends before it begins")]
    [InlineData("notification", """{"by":"A","given":"2025-09-06T10:00:00+03:00","where":{}}""", "`notification.where` says nothing")]
    [InlineData("text", """{"published":"2025-09-06T10:00:00+03:00","title":"t","body":" "}""", "`text.body` is empty")]
    [InlineData("text", """{"published":"2025-09-06T10:00:00+03:00","title":"t","body":"b","chains":[[]]}""", "`text.chains`: a chain has no link")]
    [InlineData("statement", """{"party":"A","authority":"loud","act":"threat","issue":"i","says":"s","fidelity":"verbatim","occurred":"2025-09-06T10:00:00+03:00"}""", "`statement.authority`: 'loud' is not known")]
    [InlineData("statement", """{"party":"A","speaker":"B","authority":"anonymous","act":"threat","issue":"i","says":"s","fidelity":"verbatim","occurred":"2025-09-06T10:00:00+03:00"}""", "`statement.speaker` names somebody whom 'authority' calls anonymous")]
    [InlineData("statement", """{"party":"A","authority":"reported","act":"threat","issue":"i","says":"s","fidelity":"verbatim","about":[null],"occurred":"2025-09-06T10:00:00+03:00"}""", "`statement.about[0]`: null stands where a text in quotes is expected")]
    [InlineData("withdrawal", "{}", "a withdrawal does not say of which report: 'own-id' is missing")]
    [InlineData("withdrawal", """{"of":"7"}""", "`withdrawal`: there is no member 'of'")]
    [InlineData("withdrawal", "null", "it holds neither an 'observation' nor another content")]
    public void What_is_wrong_inside_another_content_is_named(string content, string body, string what) =>
        Assert.Contains(what, Read($"{{\"{content}\":{body.Replace("@", Here, StringComparison.Ordinal)}}}").Problems[0].ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("presence", "note", 20_000, """{"who":"A","basis":"seen","means":"seen","note":"#",@}""")]
    [InlineData("presence", "unit", 1_000, """{"who":"A","basis":"seen","means":"seen","unit":"#",@}""")]
    [InlineData("text", "body", 500_000, """{"published":"2025-09-06T10:00:00+03:00","title":"t","body":"#"}""")]
    [InlineData("statement", "issue", 1_000, """{"party":"A","authority":"on-record","act":"threat","issue":"#","says":"s","fidelity":"verbatim","occurred":"2025-09-06T10:00:00+03:00"}""")]
    public void Words_are_as_long_as_a_report_has_room_for_and_no_longer(string content, string member, int most, string body)
    {
        string Line(int length) => $"{{\"{content}\":{body.Replace("@", Here, StringComparison.Ordinal).Replace("#", new string('x', length), StringComparison.Ordinal)}}}";
        Assert.Empty(Read(Line(most)).Problems);
        Assert.Contains($"`{content}.{member}` is longer than", Read(Line(most + 1)).Problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_of_a_well_shaped_line_are_named_at_once() =>
        Assert.Equal(3, Read(Where("""{"sector":{"from":{"lat":1,"lon":1},"bearing":400,"width":0,"near-m":2,"far-m":1}}""")).Problems.Length);

    [Fact]
    public void Words_that_came_in_cannot_steer_the_terminal()
    {
        var problem = Read("{\"\\u001b[2J\\u202e" + new string('x', 5000) + "\":1}").Problems[0];
        Assert.Contains("'\\u{1B}[2J\\u{202E}xxx", problem.What, StringComparison.Ordinal);
        Assert.True(problem.What.Length < 120);
    }

    [Fact]
    public void A_source_without_a_name_is_refused() =>
        Assert.Contains("the source has no name", ReportReader.Read(new("f", 1, 1), Encoding.UTF8.GetBytes(Minimal), " ").Problems[0].What, StringComparison.Ordinal);
}
