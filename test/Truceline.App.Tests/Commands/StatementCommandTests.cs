using System.Text.Json;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

/// <summary><c>truceline statement</c>: from a text to a confirmed statement among what was said.</summary>
public sealed class StatementCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public StatementCommandTests()
    {
        File.WriteAllText(folder["day.txt"], "A day of talks\nExample Wire · 8 March 2024\n\nThe North Land foreign minister, Ada Brook, said that no troops would be sent. \"We will pay for the bread,\" she told reporters.\n");
        File.WriteAllText(folder["lexicon.json"], """{"actors": [{"id": "north", "name": "North Land"}], "issues": [{"id": "troops", "cues": ["troops"]}, {"id": "bread", "cues": ["bread"]}]}""");
        File.WriteAllText(folder["t.truce.yaml"], "truce: 1\nid: t\ntitle: T\nsource: { status: draft }\nclock: { zone: UTC, day: calendar }\nactors: { A: { kind: party, name: North Land } }\nclauses: [ { id: go, must-not: { who: A, do: deploy } } ]\n");
    }

    public void Dispose() => folder.Dispose();

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(args, output, error), output.ToString().ReplaceLineEndings("\n"), error.ToString());
    }

    private JsonElement Json(params string[] args)
    {
        var (status, output, error) = Run([.. args, "--json"]);
        Assert.Equal((ExitStatus.Done, ""), (status, error));
        return JsonDocument.Parse(output).RootElement;
    }

    private JsonElement Drafted() => Json("statement", "draft", folder["day.txt"], "--lexicon", folder["lexicon.json"], "--journal", folder["journal"], "--exercise");

    [Fact]
    public void Drafting_without_a_journal_writes_nothing_and_shows_exact_spans()
    {
        var drafts = Json("statement", "draft", folder["day.txt"], "--lexicon", folder["lexicon.json"]).GetProperty("drafts").EnumerateArray().ToArray();
        Assert.Equal(["troops", "bread"], drafts.Select(draft => draft.GetProperty("issue").GetString()));
        Assert.All(drafts, draft => Assert.Equal(("Ada Brook", "North Land"), (draft.GetProperty("speaker").GetString(), draft.GetProperty("party").GetString())));
        var body = File.ReadAllText(folder["day.txt"]).Split("\n\n")[1].Trim();
        Assert.All(drafts, draft => Assert.Equal(draft.GetProperty("words").GetString(), body[draft.GetProperty("start").GetInt32()..draft.GetProperty("end").GetInt32()]));
        Assert.False(Directory.Exists(folder["journal"]));
    }

    [Fact]
    public void Drafting_the_same_text_twice_adds_nothing()
    {
        var first = Drafted().GetProperty("drafts").EnumerateArray().Select(draft => draft.GetProperty("entry").GetInt64()).ToArray();
        Assert.Equal([2, 3], first);
        Assert.Equal(first, Drafted().GetProperty("drafts").EnumerateArray().Select(draft => draft.GetProperty("entry").GetInt64()));
    }

    [Fact]
    public void Another_text_under_a_name_that_is_taken_is_refused_and_the_drafts_that_are_there_stay()
    {
        Directory.CreateDirectory(folder["a"]);
        File.WriteAllText(Path.Combine(folder["a"], "day.txt"), "Another day\nExample Wire · 8 March 2024\n\nThe North Land foreign minister, Ada Brook, said that the bridge was open.\n");
        var beside = Run("statement", "draft", folder["day.txt"], Path.Combine(folder["a"], "day.txt"), "--lexicon", folder["lexicon.json"]);
        Assert.Equal(ExitStatus.Rejected, beside.Status);
        Assert.Contains("another text is named 'day.txt' too", beside.Error, StringComparison.Ordinal);
        Drafted();
        var later = Run("statement", "draft", Path.Combine(folder["a"], "day.txt"), "--journal", folder["journal"], "--exercise");
        Assert.Equal(ExitStatus.Rejected, later.Status);
        Assert.Contains("the journal has other words of 'Example Wire/day.txt'", later.Error, StringComparison.Ordinal);
        Assert.Contains("2 drafted, 0 confirmed", Run("statement", "list", "--journal", folder["journal"]).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("do not stand", Run("statement", "list", "--journal", folder["journal"]).Output, StringComparison.Ordinal);
    }

    private const string Other = """{"party": "North Land", "authority": "on-record", "occurred": "2015-03-08T08:00:00Z", "act": "pledge", "issue": "troops", "says": "Troops will be sent.", "fidelity": "paraphrase"}""";
    private const string Seen = """{"occurred": "2015-02-16T08:00:00Z", "where": {"name": "Zolote"}, "means": "heard"}""";

    private (int Status, string Output, string Error) Import(string source, params string[] lines)
    {
        File.WriteAllLines(folder["lines.jsonl"], lines);
        return Run("import", "--journal", folder["journal"], "--format", "jsonl", "--source", source, folder["lines.jsonl"]);
    }

    private static string OwnId(JsonElement draft) => FormattableString.Invariant($"day.txt#{draft.GetProperty("start").GetInt32()}-{draft.GetProperty("end").GetInt32()}");

    private long Size()
    {
        using var journal = JournalFolder.OpenForReading(folder["journal"]);
        return journal.Head.Size;
    }

    [Theory]
    [InlineData("statement", Other)]
    [InlineData("observation", Seen)]
    [InlineData("text", """{"published": "2024-03-08T08:00:00Z", "title": "Other", "body": "Other."}""")]
    public void What_a_source_brings_under_the_id_of_a_draft_is_refused_unless_it_takes_the_draft_back(string member, string content)
    {
        var id = OwnId(Drafted().GetProperty("drafts")[0]);
        Run("statement", "review", "2", "--journal", folder["journal"], "--confirm", "--by", "Desk");
        var line = $$"""{"own-id": "{{id}}", "exercise": true, "{{member}}": {{content}} }""";
        var (status, output, error) = Import("Example Wire", line);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains($"lines.jsonl:1:1 TR017 '{id}' of 'Example Wire' is a draft of a statement, and this is none (hand it in under an own-id of its own; what a draft says is changed by a review, and it can be withdrawn)", error, StringComparison.Ordinal);
        Assert.Contains("0 added, 0 corrected, 0 already there, 1 left out", output, StringComparison.Ordinal);
        Assert.Equal(4, Size());
        Assert.Contains("no troops would be sent", Run("agreement", "positions", folder["t.truce.yaml"], "--journal", folder["journal"]).Output, StringComparison.Ordinal);

        Assert.Equal(ExitStatus.Done, Import("Other Wire", line).Status);
        var withdrawn = Import("Example Wire", $$"""{"own-id": "{{id}}", "exercise": true, "withdrawal": {} }""", line);
        Assert.Contains("TR017", withdrawn.Error, StringComparison.Ordinal);
        Assert.Contains("0 added, 1 corrected, 0 already there, 1 left out", withdrawn.Output, StringComparison.Ordinal);
        Assert.Contains("TR017", Import("Example Wire", line).Error, StringComparison.Ordinal);
        Assert.Equal(6, Size());
    }

    [Fact]
    public void A_file_cannot_put_something_else_over_a_draft_that_it_brings_itself()
    {
        const string draft = """{"own-id":"1","exercise":true,"draft":{"text":"t","sha256":"88a4580862188917809037fa09d23271934c7539026da361ebc75f80f30f98ce","start":0,"end":8,"words":"We stay.","statement":{"party":"Side A","authority":"on-record","occurred":"2015-02-16T08:00:00Z","act":"claim","issue":"force","says":"We stay.","fidelity":"verbatim"}}}""";
        var (status, output, error) = Import("Desk", draft, $$"""{"own-id": "1", "exercise": true, "statement": {{Other}} }""");
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("lines.jsonl:2:1 TR017", error, StringComparison.Ordinal);
        Assert.Contains("1 added, 0 corrected, 0 already there, 1 left out", output, StringComparison.Ordinal);
        Assert.Equal(1, Size());
    }

    [Fact]
    public void A_report_added_by_hand_under_the_id_of_a_draft_is_refused()
    {
        var id = OwnId(Drafted().GetProperty("drafts")[0]);
        var (status, output, error) = Run("add", "--journal", folder["journal"], "--source", "Example Wire", "--own-id", id, "--when", "2025-09-06 14:10", "--zone", "UTC", "--where", "48.5, 38.5", "--means", "heard");
        Assert.Equal((ExitStatus.Rejected, ""), (status, output));
        Assert.StartsWith($"truceline: the report is not taken in: '{id}' of 'Example Wire' is a draft of a statement", error, StringComparison.Ordinal);
        Assert.Equal(3, Size());
    }

    [Fact]
    public void A_text_is_not_drafted_over_what_somebody_reported_under_its_name()
    {
        Import("Example Wire", $$"""{"own-id": "day.txt", "exercise": true, "observation": {{Seen}} }""");
        string[] draft = ["statement", "draft", folder["day.txt"], "--lexicon", folder["lexicon.json"], "--journal", folder["journal"]];
        foreach (var named in new string[][] { [], ["--source", "Example Wire"] })
        {
            var (status, _, error) = Run([.. draft, .. named]);
            Assert.Equal(ExitStatus.Rejected, status);
            Assert.Contains("the journal has something else under 'Example Wire/day.txt', entry 1 (say by '--source NAME' who hands the text in, or name the file otherwise)", error, StringComparison.Ordinal);
            Assert.Equal(1, Size());
        }
        Assert.Equal(ExitStatus.Done, Run([.. draft, "--source", "Desk"]).Status);
        Assert.Equal(4, Size());
    }

    [Fact]
    public void A_draft_is_not_put_over_what_somebody_said_under_its_name()
    {
        var id = OwnId(Json("statement", "draft", folder["day.txt"], "--lexicon", folder["lexicon.json"]).GetProperty("drafts")[1]);
        Import("Example Wire", $$"""{"own-id": "{{id}}", "exercise": true, "statement": {{Other}} }""");
        var (status, _, error) = Run("statement", "draft", folder["day.txt"], "--lexicon", folder["lexicon.json"], "--journal", folder["journal"], "--source", "Example Wire");
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains($"the journal has something else under 'Example Wire/{id}', entry 1", error, StringComparison.Ordinal);
        Assert.Equal(1, Size());
    }

    [Fact]
    public void A_page_that_names_a_source_of_reports_as_its_outlet_is_not_taken_for_theirs()
    {
        Import("Example Wire", $$"""{"own-id": "1", "exercise": true, "observation": {{Seen}} }""");
        string[] draft = ["statement", "draft", folder["day.txt"], "--lexicon", folder["lexicon.json"], "--journal", folder["journal"]];
        var (status, _, error) = Run(draft);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("it says that it is from 'Example Wire', which is a source of reports in this journal (say by '--source NAME' who hands the text in; '--source \"Example Wire\"', if it is they)", error, StringComparison.Ordinal);
        Assert.Equal(1, Size());
        Assert.Equal(ExitStatus.Done, Run([.. draft, "--source", "Example Wire"]).Status);
        // The text is there now, and is the same.
        Assert.Equal(ExitStatus.Done, Run(draft).Status);
        Assert.Equal(4, Size());
    }

    [Fact]
    public void A_text_that_its_source_took_back_is_not_brought_back_by_drafting_it_again()
    {
        Drafted();
        Import("Example Wire", """{"own-id": "day.txt", "exercise": true, "withdrawal": {}}""");
        var (status, _, error) = Run("statement", "draft", folder["day.txt"], "--lexicon", folder["lexicon.json"], "--journal", folder["journal"]);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("the journal has something else under 'Example Wire/day.txt', entry 4", error, StringComparison.Ordinal);
        Assert.Equal(4, Size());
    }

    [Fact]
    public void Only_what_was_confirmed_is_among_what_was_said_unless_drafts_are_asked_for()
    {
        Drafted();
        Assert.Equal("entry 4 confirms the draft of entry 2\n", Run("statement", "review", "2", "--journal", folder["journal"], "--confirm", "--by", "Desk").Output);
        var said = Run("agreement", "positions", folder["t.truce.yaml"], "--journal", folder["journal"]).Output;
        Assert.Contains("no troops would be sent", said, StringComparison.Ordinal);
        Assert.DoesNotContain("bread", said, StringComparison.Ordinal);
        var with = Run("agreement", "positions", folder["t.truce.yaml"], "--journal", folder["journal"], "--drafts").Output;
        Assert.Contains("DRAFT, NOT CONFIRMED", with, StringComparison.Ordinal);
        Assert.Contains("bread", with, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_confirmed_of_a_text_that_its_outlet_corrects_is_out_of_the_positions_and_to_be_looked_at_again()
    {
        Drafted();
        Run("statement", "review", "2", "--journal", folder["journal"], "--confirm", "--by", "Desk");
        File.WriteAllText(folder["new.jsonl"], """{"own-id":"day.txt","exercise":true,"text":{"published":"2024-03-08T23:59:59Z","title":"A day of talks","outlet":"Example Wire","language":"en","body":"The North Land foreign minister, Ada Brook, said that troops would be sent."}}""" + "\n");
        Assert.Equal(ExitStatus.Done, Run("import", folder["new.jsonl"], "--journal", folder["journal"], "--format", "jsonl", "--source", "Example Wire").Status);
        foreach (var drafts in new[] { Array.Empty<string>(), ["--drafts"] })
            Assert.DoesNotContain("no troops would be sent", Run(["agreement", "positions", folder["t.truce.yaml"], "--journal", folder["journal"], .. drafts]).Output, StringComparison.Ordinal);
        var list = Run("statement", "list", "--journal", folder["journal"], "--open").Output;
        Assert.Contains("2 drafted, 0 confirmed, 0 rejected", list, StringComparison.Ordinal);
        Assert.Matches("entry 2 .* · confirmed by Desk, to be looked at again\n.*\n      these words do not stand in the text as the journal has it\n", list);
        foreach (var act in new[] { new[] { "--confirm" }, ["--edit", "act=demand"] })
            Assert.Contains("these words do not stand in the text as the journal has it: reject it, or draft the text again", Run(["statement", "review", "2", "--journal", folder["journal"], .. act, "--by", "Desk"]).Error, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Done, Run("statement", "review", "2", "--journal", folder["journal"], "--reject", "--by", "Desk").Status);
        Assert.DoesNotContain("entry 2 ", Run("statement", "list", "--journal", folder["journal"], "--open").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_is_too_long_for_an_entry_is_refused_with_the_bound_and_nothing_is_written()
    {
        File.WriteAllText(folder["long.txt"], $"A day of talks\nExample Wire · 8 March 2024\n\n{string.Concat(Enumerable.Repeat("It rained on the bridge. ", 20_001))}\n");
        var (status, _, error) = Run("statement", "draft", folder["long.txt"], "--journal", folder["journal"], "--exercise");
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("`text.body` is longer than 500,000 characters", error, StringComparison.Ordinal);
        Assert.Contains("hand it in in parts", error, StringComparison.Ordinal);
        Assert.Contains("no draft", Run("statement", "list", "--journal", folder["journal"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Positions_show_unnamed_lines_apart_threats_with_actor_and_clause_and_what_contradicts()
    {
        File.WriteAllText(folder["day.txt"], "A day of talks\nExample Wire · 8 March 2024\n\nNorth Land said that no troops would be sent. North Land would shoot at any foreign troops, a North Land official, who asked not to be named, said. The 40-month war goes on. More than four years after the war began nothing has changed.\n");
        Drafted();
        Run("statement", "review", "2", "--journal", folder["journal"], "--confirm", "--by", "Desk");
        Assert.Equal("entry 5 confirms with changes the draft of entry 3\n", Run("statement", "review", "3", "--journal", folder["journal"], "--edit", "act=threat", "--edit", "issue=troops", "--edit", "if=", "--edit", "about=go", "--by", "Desk").Output);
        var said = Run("agreement", "positions", folder["t.truce.yaml"], "--journal", folder["journal"]).Output;
        Assert.Matches("(?s)What was said.*no troops would be sent.*Beside these, not on the record:.*would shoot.*Threats.*by North Land \\(A\\), about go: Example.*inside one text: 40-month here, More than four years there", said);
        var json = Json("agreement", "positions", folder["t.truce.yaml"], "--journal", folder["journal"]);
        Assert.Equal("length", Assert.Single(json.GetProperty("contradictions").EnumerateArray()).GetProperty("kind").GetString());
        Assert.Equal([0, 46], json.GetProperty("said").EnumerateArray().SelectMany(topic => topic.GetProperty("statements").EnumerateArray()).Select(one => one.GetProperty("place").GetProperty("start").GetInt32()).Order());
    }

    [Fact]
    public void A_list_says_what_became_of_each_draft()
    {
        Drafted();
        Run("statement", "review", "2", "--journal", folder["journal"], "--edit", "act=demand", "--edit", "if=after a truce", "--by", "Desk", "--reason", "she asks");
        Run("statement", "review", "3", "--journal", folder["journal"], "--reject", "--by", "Desk");
        var list = Json("statement", "list", "--journal", folder["journal"]).GetProperty("drafts").EnumerateArray().ToArray();
        Assert.Equal(["edit", "reject"], list.Select(draft => draft.GetProperty("review").GetProperty("act").GetString()));
        Assert.Equal(("demand", "after a truce"), (list[0].GetProperty("act").GetString(), list[0].GetProperty("if").GetString()));
        Assert.Empty(Json("statement", "list", "--journal", folder["journal"], "--open").GetProperty("drafts").EnumerateArray());
    }

    [Theory]
    [InlineData("say one of --confirm, --edit and --reject", "2")]
    [InlineData("say one of --confirm, --edit and --reject", "2", "--confirm", "--reject")]
    [InlineData("entry 1 holds no draft of a statement", "1", "--confirm")]
    [InlineData("is no change: write FIELD=VALUE", "2", "--edit", "span=x")]
    [InlineData("'act': 'shout' is not known", "2", "--edit", "act=shout")]
    [InlineData("no field was changed: the draft says the same", "2", "--edit", "issue=troops", "--edit", "if=")]
    public void A_review_that_cannot_be_is_refused_and_writes_nothing(string why, params string[] args)
    {
        Drafted();
        var (status, _, error) = Run(["statement", "review", .. args, "--journal", folder["journal"], "--by", "Desk"]);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.All(Json("statement", "list", "--journal", folder["journal"]).GetProperty("drafts").EnumerateArray(), draft => Assert.Equal(JsonValueKind.Null, draft.GetProperty("review").ValueKind));
    }

    [Fact]
    public void A_text_that_does_not_say_when_it_was_published_is_left_out_unless_a_day_is_given()
    {
        File.WriteAllText(folder["bare.txt"], "Ada Brook said that no troops would be sent.\n");
        var (status, _, error) = Run("statement", "draft", folder["bare.txt"]);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("does not say on which day", error, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Done, Run("statement", "draft", folder["bare.txt"], "--published", "2024-03-08").Status);
    }

    private string Feed(params string[] dates)
    {
        File.WriteAllText(folder["feed.xml"], $"<rss><channel><title>Example Feed</title>{string.Concat(dates.Select(date => $"<item><title>x</title><description>Ada Brook said that no troops would be sent.</description><pubDate>{date}</pubDate></item>"))}</channel></rss>");
        return folder["feed.xml"];
    }

    [Fact]
    public void A_text_of_a_day_to_come_is_drafted_with_a_remark_and_does_not_go_into_a_journal_unless_its_day_is_given()
    {
        var feed = Feed("30 Dec 9044", "30 Dec 2025");
        var beside = Run("statement", "draft", feed);
        Assert.Equal(ExitStatus.Done, beside.Status);
        Assert.Contains("feed.xml#1:1:1 TR013 it was published on 9044-12-30, more than a day after it was handed in", beside.Error, StringComparison.Ordinal);
        Assert.Contains("feed.xml#1: 1 draft", beside.Output, StringComparison.Ordinal);
        var into = Run("statement", "draft", feed, "--journal", folder["journal"]);
        Assert.Equal(ExitStatus.Rejected, into.Status);
        Assert.Contains("feed.xml#1:1:1 TR013", into.Error, StringComparison.Ordinal);
        Assert.Contains("give the day of publication by --published", into.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("feed.xml#1:", Run("statement", "list", "--journal", folder["journal"]).Output, StringComparison.Ordinal);
        var given = Run("statement", "draft", feed, "--journal", folder["other"], "--published", "2025-12-30");
        Assert.Equal((ExitStatus.Done, ""), (given.Status, given.Error));
        Assert.Contains("feed.xml#1: 1 draft", given.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_weekday_that_is_not_that_of_the_day_is_said()
    {
        var error = Run("statement", "draft", Feed("Fri, 31 Dec 2025 10:00:00 GMT", "Friday, 31 December 2025", "Fri, 31 Dec", "Wed, 31 Dec 2025 10:00:00 GMT")).Error;
        Assert.Contains("feed.xml#1:1:1 TR030 the weekday of 'Fri, 31 Dec 2025 10:00:00 GMT' is not that of the day: 2025-12-31 is a Wednesday", error, StringComparison.Ordinal);
        Assert.Contains("feed.xml#2:1:1 TR030 the weekday of 'Friday, 31 December 2025' is not", error, StringComparison.Ordinal);
        Assert.DoesNotContain("feed.xml#3:1:1 TR030 the weekday", error, StringComparison.Ordinal);
        Assert.DoesNotContain("feed.xml#4", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_alike_faults_of_one_file_twenty_are_told_and_the_others_counted()
    {
        var lines = Run("statement", "draft", Feed([.. Enumerable.Repeat("some day", 23), "30 Dec 9044"])).Error.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(22, lines.Length);
        Assert.Equal($"{folder["feed.xml"]}: and 3 more of TR030", lines[20]);
        Assert.Contains("feed.xml#24:1:1 TR013", lines[21], StringComparison.Ordinal);
    }
}
