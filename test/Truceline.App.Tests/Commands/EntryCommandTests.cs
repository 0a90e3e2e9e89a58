using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Truceline.App.Tests.Journals;
using Truceline.App.Tests.Serving;
using Truceline.Embedded;
using Truceline.Reports;

namespace Truceline.App.Tests.Commands;

/// <summary>The commands that add entries about entries: custody, erasure, export, ticks, sources, decisions.</summary>
public sealed class EntryCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Journal => folder["journal"];

    public EntryCommandTests() => TestSite.Fill(Journal);

    [Fact]
    public void An_export_is_the_same_bytes_each_time_and_checks_without_this_program()
    {
        using var verified = JsonDocument.Parse(Done("verify", "--json", Journal));
        var first = Done("journal", "export", "--journal", Journal, "--to", "archive");
        var second = Done("journal", "export", "--journal", Journal, "--to", "archive");
        Assert.Equal(first, second);
        Assert.Equal(39, Size());
        Assert.Equal(first, Done("journal", "export", "--journal", Journal, "--to", "another"));
        Assert.Equal(40, Size());

        // From here on nothing of this program is used.
        var lines = first.TrimEnd('\n').Split('\n');
        var leaves = new List<byte[]>();
        foreach (var line in lines)
        {
            using var json = JsonDocument.Parse(line);
            Assert.Equal(leaves.Count + 1, json.RootElement.GetProperty("number").GetInt64());
            var entry = Encoding.UTF8.GetBytes(json.RootElement.GetProperty("entry").GetRawText());
            var commitment = SHA256.HashData([.. json.RootElement.GetProperty("secret").GetBytesFromBase64(), .. entry]);
            Assert.Equal(Convert.ToHexStringLower(commitment), json.RootElement.GetProperty("commitment").GetString());
            leaves.Add(SHA256.HashData([0, .. "truceline/1\n"u8, .. commitment]));
        }
        Assert.Equal(verified.RootElement.GetProperty("head").GetString(), Convert.ToHexStringLower(Root(leaves)));

        static byte[] Root(List<byte[]> leaves)
        {
            if (leaves.Count == 1) return leaves[0];
            var split = 1;
            while (split * 2 < leaves.Count) split *= 2;
            return SHA256.HashData([1, .. Root(leaves[..split]), .. Root(leaves[split..])]);
        }
    }

    [Theory]
    [InlineData("together: ENTRY is missing, 1 of 2 are given: an entry of each of the reports, by number; two at least", "incident", "together", "1")]
    [InlineData("together: ENTRY is missing, 0 of 2 are given: an entry of each of the reports, by number; two at least", "incident", "together")]
    [InlineData("together: ENTRY 'two' is no whole number: an entry of each of the reports, by number; two at least", "incident", "together", "1", "two")]
    [InlineData("together: ENTRY 'one' is no whole number: an entry of each of the reports, by number; two at least", "incident", "together", "one", "two")]
    [InlineData("set: ENTRY 'one' is no whole number: an entry of the report, by number ('truceline triage list' has them)", "triage", "set", "one", "--status", "verified")]
    [InlineData("set: ENTRY is missing: an entry of the report, by number ('truceline triage list' has them)", "triage", "set", "--status", "verified")]
    public void An_entry_that_is_none_is_told_with_its_place_and_what_to_write(string told, params string[] words)
    {
        using var output = new StringWriter();
        Assert.Equal(ExitStatus.WrongUse, Cli.Run([.. words, "--journal", Journal, "--reason", "x", "--by", "desk"], output, output));
        Assert.Contains($"truceline: {told}\n", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Int64", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Unrecognized", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_is_no_more_than_a_name_is_named()
    {
        File.WriteAllText(folder["mill.jsonl"], """{"own-id":"mill","exercise":true,"observation":{"occurred":"2015-02-16T14:10:00Z","where":{"name":"Old mill"},"act":"fire","means":"heard"}}""" + "\n");
        TestSite.Import(Journal, "Desk", folder["mill.jsonl"]);
        Assert.Contains("Old mill (where that is, is not known)", Done("incident", "show", "39", "--journal", Journal), StringComparison.Ordinal);
        Assert.Contains("Old mill (where that is, is not known)", Done("triage", "list", "--journal", Journal), StringComparison.Ordinal);
    }

    [Fact]
    public void An_erased_entry_is_exported_as_erased()
    {
        Done("journal", "erase", "3", "--journal", Journal, "--reason", "asked for");
        var line = Done("journal", "export", "--journal", Journal).Split('\n')[2];
        using var json = JsonDocument.Parse(line);
        Assert.True(json.RootElement.GetProperty("erased").GetBoolean());
        Assert.Equal(["number", "commitment", "erased"], json.RootElement.EnumerateObject().Select(member => member.Name));
    }

    [Fact]
    public void A_journal_that_somebody_writes_to_is_exported_and_it_is_said_that_this_is_not_recorded()
    {
        using var other = JournalFolder.OpenOrCreate(Journal, "a test");
        var (status, output, error) = Run("journal", "export", "--journal", Journal);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("this export is not written down in the journal", error, StringComparison.Ordinal);
        Assert.Equal(38, output.TrimEnd('\n').Split('\n').Length);
    }

    [Fact]
    public void What_was_erased_is_gone_and_the_copies_outside_are_named()
    {
        Done("journal", "export", "--journal", Journal, "--to", "archive");
        Done("journal", "custody", "released", "3", "5", "--journal", Journal, "--to", "commission", "--by", "desk", "--note", "by hand");
        Done("journal", "custody", "opened", "3", "--journal", Journal, "--by", "desk");
        var said = Done("journal", "erase", "3", "--journal", Journal, "--reason", "asked for by the source", "--by", "officer");
        Assert.Contains("entry 3: observation by DPR 'dpr-03'", said, StringComparison.Ordinal);
        Assert.Contains("entry 3 is erased; entry 42 says so and why", said, StringComparison.Ordinal);
        Assert.Contains("  entry 39: exported (jsonl) up to entry 38, to archive\n  entry 40: released, to commission\n", said, StringComparison.Ordinal);
        Assert.DoesNotContain("entry 41", said, StringComparison.Ordinal);
        Done("verify", Journal);
        Assert.DoesNotContain(Held().Reports, report => report.Report.OwnId == "dpr-03");
        Assert.Contains("no copy is known to have left", new EntryCommandTests().Freshly(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_erased_or_must_stay_or_is_not_there_is_refused_and_nothing_is_written()
    {
        Done("source", "add", "Post 7", "--journal", Journal);
        Done("journal", "erase", "3", "--journal", Journal, "--reason", "asked for");
        Refused("entry 3 was erased before, as entry 40 says: leave it out", "journal", "erase", "2", "3", "--journal", Journal, "--reason", "again");
        Refused("entry 39 is of the kind 'source' and stays", "journal", "erase", "39", "--journal", Journal, "--reason", "again");
        Refused("entry 40 is of the kind 'erasure' and stays", "journal", "erase", "40", "--journal", Journal, "--reason", "again");
        Refused("there is no entry 99", "journal", "erase", "99", "--journal", Journal, "--reason", "again");
        Refused("--reason says nothing", "journal", "erase", "2", "--journal", Journal, "--reason", " ");
        Assert.Contains("entry 3 was erased before, as entry 40 says; nothing of it is left in the files", Done("journal", "erase", "3", "--journal", Journal, "--reason", "again"), StringComparison.Ordinal);
        Assert.Equal(40, Size());
    }

    [Fact]
    public void Other_entries_of_the_same_report_are_named_and_go_with_all_versions()
    {
        Line("DPR", """{"own-id":"dpr-03","exercise":true,"withdrawal":{"reason":"wrong"}}""");
        Refused("entry 39 took a report back: without it what entry 3 says would count again", "journal", "erase", "39", "--journal", Journal, "--reason", "asked for");
        var (_, _, error) = Run("journal", "erase", "3", "--journal", Journal, "--reason", "asked for");
        Assert.Contains("entry 39 of the same report keeps its content; add --all-versions", error, StringComparison.Ordinal);
        Line("DPR", """{"own-id":"dpr-02","exercise":true,"withdrawal":{"reason":"wrong"}}""");
        Assert.Contains("entries 2 and 41 are erased", Done("journal", "erase", "2", "--journal", Journal, "--reason", "asked for", "--all-versions"), StringComparison.Ordinal);
        Assert.DoesNotContain(Held().Reports, report => report.Report.OwnId == "dpr-02");
        Done("verify", Journal);
    }

    [Fact]
    public void A_tick_is_an_entry_under_a_published_checkpoint()
    {
        Assert.Contains("entry 39 is a tick; checkpoint 39 is published", Done("journal", "tick", "--journal", Journal), StringComparison.Ordinal);
        using var store = SqliteJournal.OpenForReading(Journal);
        Assert.Equal(store.Head, Truceline.Journal.Checkpoint.Parse(store.LastCheckpoint()!.Text).Head);
        Assert.Equal(ExitStatus.WrongUse, Run("journal", "tick", "--journal", folder["nowhere"]).Status);
    }

    [Fact]
    public void A_token_is_printed_once_and_only_its_hash_is_kept()
    {
        var token = Done("source", "add", "Post 7", "--journal", Journal, "--reliability", "B").Trim();
        Assert.Matches("^tl_[A-Za-z0-9_-]{43}$", token);
        Assert.Equal("Post 7", Register().Authenticate(token)!.Name);
        foreach (var file in Directory.GetFiles(Journal)) Assert.DoesNotContain(token, Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
        Assert.DoesNotContain(token, Done("journal", "export", "--journal", Journal), StringComparison.Ordinal);

        var next = Done("source", "rotate", "Post 7", "--journal", Journal).Trim();
        Assert.Null(Register().Authenticate(token));
        Assert.Equal("Post 7", Register().Authenticate(next)!.Name);
        Refused("the source is there already", "source", "add", "Post 7", "--journal", Journal);
        Done("source", "revoke", "Post 7", "--journal", Journal);
        Assert.Null(Register().Authenticate(next));
        Refused("the source was revoked before", "source", "rotate", "Post 7", "--journal", Journal);
        Refused("there is no such source", "source", "revoke", "Nobody", "--journal", Journal);
        Refused("no letter from A to F", "source", "add", "Post 8", "--journal", Journal, "--reliability", "G");
        Assert.Contains("Post 7: revoked, reliability B", Done("source", "list", "--journal", Journal), StringComparison.Ordinal);
        using var listed = JsonDocument.Parse(Done("source", "list", "--json", "--journal", Journal));
        Assert.Equal("revoked", listed.RootElement[0].GetProperty("state").GetString());
    }

    [Fact]
    public void An_incident_says_by_which_links_it_was_made_and_what_is_left_open()
    {
        File.WriteAllText(folder["fire.jsonl"], """
            {"own-id":"flash","exercise":true,"observation":{"occurred":["2026-03-01T08:00:00Z","2026-03-01T08:00:00Z"],"where":{"at":{"lat":48.0,"lon":38.0},"within-m":0},"means":"camera","act":"fire","what":"artillery"}}
            {"own-id":"heard","exercise":true,"observation":{"occurred":["2026-03-01T08:05:00Z","2026-03-01T08:05:00Z"],"where":{"sector":{"from":{"lat":48.0,"lon":37.9503},"bearing":90,"width":20,"near-m":3400,"far-m":4080}},"means":"heard","act":"fire"}}
            {"own-id":"other","exercise":true,"observation":{"occurred":["2026-03-01T08:00:00Z","2026-03-01T08:00:00Z"],"where":{"at":{"lat":48.0,"lon":38.047},"within-m":0},"means":"camera","act":"fire"}}
            {"own-id":"bearing","exercise":true,"observation":{"occurred":["2026-03-01T08:01:00Z","2026-03-01T08:01:00Z"],"where":{"sector":{"from":{"lat":48.0,"lon":37.8792},"bearing":90,"width":4,"near-m":0,"far-m":15000}},"means":"camera","act":"fire"}}

            """);
        TestSite.Import(folder["fire"], "Observer Mission", folder["fire.jsonl"]);
        var (flash, bearing) = (Done("incident", "show", "1", "--journal", folder["fire"]), Done("incident", "show", "4", "--journal", folder["fire"]));
        Assert.Contains("entry 1 and entry 2: joined: 0 m and 5 min apart, within the rule\n    0 m, 288 s; artillery and no class", flash, StringComparison.Ordinal);
        Assert.Contains("heard: happened 10.0 to 12.0 s earlier", flash, StringComparison.Ordinal);
        Assert.Contains("left open for a person", flash, StringComparison.Ordinal);
        Assert.Equal(2, bearing.Split("the one that is known widely only may be of another incident as well").Length - 1);
        using var json = JsonDocument.Parse(Done("incident", "show", "1", "--json", "--journal", folder["fire"]));
        Assert.Equal(new[] { 1, 2 }, json.RootElement.GetProperty("reports").EnumerateArray().Select(one => one.GetProperty("entry").GetInt32()));
        Assert.Equal(["2026-03-01T08:04:48Z", "2026-03-01T08:04:50Z"], json.RootElement.GetProperty("reports")[1].GetProperty("happened").EnumerateArray().Select(one => one.GetString()!));
        var grouping = json.RootElement.GetProperty("grouping").EnumerateArray().ToArray();
        Assert.Equal((0, 288, false), (grouping[0].GetProperty("gap-m").GetDouble(), grouping[0].GetProperty("pause-s").GetDouble(), grouping[0].GetProperty("is-left-open").GetBoolean()));
        Assert.Equal(new[] { 1, 4 }, grouping.Single(one => one.GetProperty("is-left-open").GetBoolean()).GetProperty("entries").EnumerateArray().Select(one => one.GetInt32()));
        Refused("there is no incident '99'", "incident", "show", "99", "--journal", folder["fire"]);
        Refused("there is no incident 'nothing'", "incident", "show", "nothing", "--journal", folder["fire"]);
    }

    [Fact]
    public void A_decision_on_a_grouping_changes_the_incidents_and_is_named_in_the_reasons()
    {
        var truce = TestSite.TruceFile;
        var (a, b) = (Entry("ua-02"), Entry("ua-03"));
        Assert.DoesNotContain("decides so", Done("assess", "--journal", Journal, "--agreement", truce, "--json"), StringComparison.Ordinal);
        Assert.Contains($"entry 39 decides: the reports of entries {a} and {b} are of one happening", Done("incident", "together", $"{a}", $"{b}", "--journal", Journal, "--reason", "one event", "--by", "desk"), StringComparison.Ordinal);
        Assert.Contains("entry 39 decides so", Done("assess", "--journal", Journal, "--agreement", truce, "--json"), StringComparison.Ordinal);
        Assert.Contains("otherwise than entry 39", Done("incident", "apart", $"{a}", $"{b}", "--journal", Journal, "--reason", "two events", "--by", "desk"), StringComparison.Ordinal);
        Refused("holds no report", "incident", "apart", $"{a}", "39", "--journal", Journal, "--reason", "two", "--by", "desk");
        Refused("says nothing of something that happened", "incident", "apart", $"{a}", $"{Entry("ua-01")}", "--journal", Journal, "--reason", "two", "--by", "desk");
    }

    [Fact]
    public void A_status_is_listed_with_its_history_and_the_latest_holds()
    {
        var (a, b) = (Entry("ua-02"), Entry("ua-03"));
        Assert.StartsWith("37 received\nentry 1  ", Done("triage", "list", "--journal", Journal), StringComparison.Ordinal);
        Assert.Equal($"entry 39 says of the report of entry {a}: under enquiry\n", Status(a, "under-enquiry"));
        Assert.Equal($"entry 40 says of the report of entry {a}: duplicate of entry {b}\nbefore it entry 39 said under enquiry, which stays and is shown beside it\nfindings still count both; to make them one: truceline incident together {Math.Min(a, b)} {Math.Max(a, b)}\n", Status(a, "duplicate", "--of", $"{b}"));
        var list = Done("triage", "list", "--journal", Journal, "--status", "duplicate");
        Assert.StartsWith("36 received, 1 duplicate\n", list, StringComparison.Ordinal);
        Assert.Contains($"duplicate of entry {b}, says desk: looked at  [entry 40]", list, StringComparison.Ordinal);
        Assert.DoesNotContain($"entry {a} ", Done("triage", "list", "--journal", Journal), StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Done("triage", "list", "--journal", Journal, "--status", "duplicate", "--json"));
        Assert.Equal((36, 1), (json.RootElement.GetProperty("counts").GetProperty("received").GetInt32(), json.RootElement.GetProperty("counts").GetProperty("duplicate").GetInt32()));
        var report = Assert.Single(json.RootElement.GetProperty("reports").EnumerateArray());
        Assert.Equal(("ua-02", a), (report.GetProperty("own-id").GetString(), report.GetProperty("entries")[0].GetInt64()));
        Assert.Equal((JsonValueKind.Array, JsonValueKind.String), (report.GetProperty("occurred").ValueKind, report.GetProperty("where").ValueKind));
        Refused($"entry 40 says that the report of entry {a} is a duplicate of this one", "triage", "set", $"{b}", "--status", "duplicate", "--of", $"{a}", "--journal", Journal, "--reason", "the same", "--by", "desk");
        Assert.Equal(["under-enquiry", "duplicate"], report.GetProperty("said").EnumerateArray().Select(said => said.GetProperty("status").GetString()));
        Assert.Equal("no report is verified", Done("triage", "list", "--journal", Journal, "--status", "verified").Split('\n')[1]);
    }

    [Fact]
    public void Who_calls_a_duplicate_what_somebody_keeps_apart_is_told_who_and_why()
    {
        var (a, b) = (Entry("ua-02"), Entry("ua-03"));
        Done("incident", "apart", $"{a}", $"{b}", "--journal", Journal, "--reason", "two guns, by their sound", "--by", "shift lead");
        var said = Status(a, "duplicate", "--of", $"{b}");
        Assert.Contains("entry 39, by shift lead, keeps the two apart: two guns, by their sound", said, StringComparison.Ordinal);
        Assert.DoesNotContain("to make them one", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_status_that_cannot_be_given_is_refused_and_nothing_is_written()
    {
        var a = Entry("ua-02");
        void No(string why, long entry, string status, params string[] more) => Refused(why, ["triage", "set", $"{entry}", "--status", status, "--journal", Journal, "--reason", "looked at", "--by", "desk", .. more]);
        No("--status 'received' is none of triaged, under-enquiry", a, "received");
        No("--status 'withdrawn' is none of", a, "withdrawn");
        No("entry 99 holds no report", 99, "verified");
        No("are of one report", a, "duplicate", "--of", $"{a}");
        No("only a duplicate is one of another report", a, "verified", "--of", "1");
        No("entry 99 holds no report", a, "duplicate", "--of", "99");
        Refused("--by says nothing", "triage", "set", $"{a}", "--status", "verified", "--journal", Journal, "--reason", "looked at", "--by", " ");
        Refused("does not show itself", "triage", "set", $"{a}", "--status", "verified", "--journal", Journal, "--reason", "looked\u202e at", "--by", "desk");
        Refused("--status 'settled' is none of received, triaged", "triage", "list", "--journal", Journal, "--status", "settled");
        Assert.Equal(38, Size());
        Line("DPR", """{"own-id":"dpr-03","exercise":true,"withdrawal":{"reason":"wrong"}}""");
        No("was taken back by its source", 3, "verified");
        Assert.Contains("1 withdrawn", Done("triage", "list", "--journal", Journal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_with_statuses_verifies_and_is_exported_and_what_is_left_of_them_after_an_erasure_is_said()
    {
        Status(3, "verified");
        Status(5, "duplicate", "--of", "3");
        Done("verify", Journal);
        var lines = Done("journal", "export", "--journal", Journal).TrimEnd('\n').Split('\n');
        Assert.Contains("\"kind\":\"status\"", lines[38], StringComparison.Ordinal);
        var (_, _, error) = Run("journal", "erase", "3", "--journal", Journal, "--reason", "asked for");
        Assert.Contains("entry 39, a status of the report, keeps its reason; erase it too if that must go", error, StringComparison.Ordinal);
        Assert.Contains("entry 40, a status", error, StringComparison.Ordinal);
        Assert.Equal([5L], Held().Reports.Where(report => ReportStatuses.Of(Held()).StatusOf(report) != ReportStatus.Received).Select(report => report.Entries[0]));
        Done("journal", "erase", "40", "--journal", Journal, "--reason", "asked for");
        Assert.DoesNotContain("duplicate", Done("triage", "list", "--journal", Journal), StringComparison.Ordinal);
        Done("verify", Journal);
    }

    private string Status(long entry, string status, params string[] more) => Done(["triage", "set", $"{entry}", "--status", status, "--journal", Journal, "--reason", "looked at", "--by", "desk", .. more]);

    public void Dispose() => folder.Dispose();

    /// <summary>What is said when an entry of a journal is erased that nobody has a copy of.</summary>
    private string Freshly()
    {
        using (this) return Done("journal", "erase", "3", "--journal", Journal, "--reason", "asked for");
    }

    private long Entry(string ownId) => Held().Reports.Single(report => report.Report.OwnId == ownId).Entries[0];

    private void Line(string source, string line)
    {
        File.WriteAllText(folder["line.jsonl"], line + "\n");
        TestSite.Import(Journal, source, folder["line.jsonl"]);
    }

    private ReportLog Held()
    {
        using var store = SqliteJournal.OpenForReading(Journal);
        return ReportLog.Fold(store.Read(store.Head.Size));
    }

    private SourceRegister Register() => SourceRegister.Fold(Held().Others);

    private long Size()
    {
        using var store = SqliteJournal.OpenForReading(Journal);
        return store.Head.Size;
    }

    private static string Done(params string[] args)
    {
        var (status, output, error) = Run(args);
        Assert.True(status == ExitStatus.Done, output + error);
        return output.ReplaceLineEndings("\n");
    }

    private static void Refused(string because, params string[] args)
    {
        var (status, _, error) = Run(args);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains(because, error, StringComparison.Ordinal);
    }

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(args, output, error), output.ToString(), error.ToString());
    }
}
