using System.Text;
using System.Text.Json;
using Truceline.App.Intake;
using Truceline.Embedded;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Tests.Intake;

public sealed class ImportVerb : IDisposable
{
    private const string One = """{"own-id":"1","declaration":{"by":"UA","effective":"2015-02-15T00:00:00+02:00","event":"ceasefire"}}""";
    private const string Two = """{"own-id":"2","exercise":true,"limits":"sees by day only","declaration":{"by":"UA","effective":"2015-02-15T00:00:00+02:00","event":"ceasefire"}}""";
    private const string OneChanged = """{"own-id":"1","declaration":{"by":"UA","effective":"2015-02-16T00:00:00+02:00","event":"ceasefire"}}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("truceline-import-");

    private string Journal => Path.Combine(_folder.FullName, "journal");

    public void Dispose() => _folder.Delete(recursive: true);

    private string File(string name, params string[] lines)
    {
        var path = Path.Combine(_folder.FullName, name);
        System.IO.File.WriteAllText(path, string.Join('\n', lines));
        return path;
    }

    private (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = App.Cli.Run(["import", .. args], output, error);
        return (status, output.ToString(), error.ToString());
    }

    private (int Status, string Output, string Error) ImportLines(params string[] more) =>
        Run(["--journal", Journal, "--format", "jsonl", "--source", "OSCE SMM", .. more]);

    private (Head Head, List<ReportEntry> Entries) Held()
    {
        using var journal = SqliteJournal.OpenForReading(Journal);
        return (journal.Head, [.. journal.Read(journal.Head.Size).Select(entry => ReportEntry.Decode(entry.Bytes)!)]);
    }

    [Fact]
    public void Reports_go_into_a_journal_that_is_created()
    {
        var (status, output, error) = ImportLines("--submitter", "desk", File("a.jsonl", One, Two));
        Assert.Equal(ExitStatus.Done, status);
        Assert.Empty(error);
        var held = Held();
        Assert.Equal(
            $"OSCE SMM: sees by day only\n1 of 2 reports are exercise, synthetic\n2 added, 0 corrected, 0 already there, 0 left out; journal at entry 2, root {held.Head.Root}\nreceipt: {Path.Combine(Journal, "receipts", "2.receipt")}\n",
            output.ReplaceLineEndings("\n"));
        Assert.All(held.Entries, entry => Assert.Equal((ReportEntryKind.Report, "OSCE SMM", "desk"), (entry.Kind, entry.Report.Source, entry.Submitter)));
        Assert.All(held.Entries, entry => Assert.InRange((NodaTime.Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) - entry.Recorded).TotalMinutes, 0, 5));
    }

    [Fact]
    public void What_is_there_already_is_counted_and_the_head_stays()
    {
        ImportLines(File("a.jsonl", One, Two));
        var before = Held().Head;
        var (status, output, _) = ImportLines("--submitter", "another", File("b.jsonl", Two, One, One));
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("0 added, 0 corrected, 3 already there, 0 left out; journal at entry 2,", output, StringComparison.Ordinal);
        Assert.Equal(before, Held().Head);
    }

    [Fact]
    public void What_a_source_has_changed_is_a_correction_in_the_journal_and_inside_one_import()
    {
        ImportLines(File("a.jsonl", One));
        Assert.Contains("1 added, 3 corrected, 1 already there", ImportLines(File("b.jsonl", OneChanged, Two, OneChanged, One, OneChanged)).Output, StringComparison.Ordinal);
        var (head, entries) = Held();
        Assert.Equal(5, head.Size);
        Assert.Equal(
            [ReportEntryKind.Report, ReportEntryKind.Correction, ReportEntryKind.Report, ReportEntryKind.Correction, ReportEntryKind.Correction],
            entries.Select(entry => entry.Kind));
        Assert.Equal(["1", "1", "2", "1", "1"], entries.Select(entry => entry.Report.OwnId));
    }

    [Fact]
    public void A_file_that_corrects_itself_adds_nothing_the_second_time()
    {
        var file = File("a.jsonl", One, Two, OneChanged);
        Assert.Contains("2 added, 1 corrected, 0 already there", ImportLines(file).Output, StringComparison.Ordinal);
        var before = Held().Head;
        Assert.Contains("0 added, 0 corrected, 3 already there", ImportLines(file).Output, StringComparison.Ordinal);
        Assert.Equal(before, Held().Head);
    }

    [Fact]
    public void A_source_may_go_back_to_what_it_said_before()
    {
        ImportLines(File("a.jsonl", One));
        ImportLines(File("b.jsonl", OneChanged));
        Assert.Contains("0 added, 1 corrected", ImportLines(File("a.jsonl", One)).Output, StringComparison.Ordinal);
    }

    private const string OneTakenBack = """{"own-id":"1","withdrawal":{"reason":"premature"}}""";

    [Fact]
    public void A_withdrawal_takes_back_what_the_journal_or_the_file_brought_before()
    {
        ImportLines(File("a.jsonl", One));
        Assert.Contains("1 added, 2 corrected, 0 already there, 0 left out", ImportLines(File("b.jsonl", OneTakenBack, Two, OneTakenBack.Replace("\"1\"", "\"2\"", StringComparison.Ordinal))).Output, StringComparison.Ordinal);
        Assert.Equal([ReportEntryKind.Report, ReportEntryKind.Withdrawal, ReportEntryKind.Report, ReportEntryKind.Withdrawal], Held().Entries.Select(entry => entry.Kind));
        Assert.Contains("0 added, 0 corrected, 1 already there", ImportLines(File("c.jsonl", OneTakenBack)).Output, StringComparison.Ordinal);
        Assert.Contains("0 added, 1 corrected", ImportLines(File("a.jsonl", One)).Output, StringComparison.Ordinal);
        Assert.Equal(ReportEntryKind.Correction, Held().Entries[^1].Kind);
    }

    [Fact]
    public void A_withdrawal_of_what_nobody_brought_is_left_out_and_named()
    {
        var file = File("a.jsonl", OneTakenBack, Two);
        var (status, output, error) = ImportLines(file);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("1 added, 0 corrected, 0 already there, 1 left out", output, StringComparison.Ordinal);
        Assert.Contains($"{file}:1:1 TR015 it takes back the report '1' of 'OSCE SMM', which the journal does not hold", error, StringComparison.Ordinal);
        Assert.DoesNotContain("exercise", ImportLines(File("c.jsonl", OneTakenBack.Replace("\"own-id\"", "\"exercise\":true,\"own-id\"", StringComparison.Ordinal))).Output, StringComparison.Ordinal);
        // Before the report that it takes back, it is nobody's; after it, it counts.
        Assert.Contains("1 added, 0 corrected, 0 already there, 1 left out", ImportLines(File("b.jsonl", OneTakenBack, One)).Output, StringComparison.Ordinal);
        Assert.Equal(["2", "1"], Held().Entries.Select(entry => entry.Report.OwnId));
        Assert.Contains("nothing was written (--strict)", ImportLines("--strict", File("c.jsonl", OneTakenBack.Replace("\"1\"", "\"3\"", StringComparison.Ordinal))).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_own_id_a_report_is_the_same_when_it_says_the_same()
    {
        var nameless = One.Replace("\"own-id\":\"1\",", "", StringComparison.Ordinal);
        var respaced = nameless.Replace(",", " , ", StringComparison.Ordinal);
        Assert.Contains("1 added, 0 corrected, 1 already there", ImportLines(File("a.jsonl", nameless, respaced)).Output, StringComparison.Ordinal);
        Assert.Contains("0 added, 0 corrected, 1 already there", ImportLines("--submitter", "desk", File("a.jsonl", nameless)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_words_of_two_sources_are_two_reports()
    {
        ImportLines(File("a.jsonl", One));
        var (_, output, _) = Run("--journal", Journal, "--format", "jsonl", "--source", "Ukraine", File("a.jsonl", One));
        Assert.Contains("1 added", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_line_is_left_out_with_status_1_and_the_others_go_in()
    {
        var file = File("a.jsonl", One, "{}", Two);
        var (status, output, error) = ImportLines(file);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("2 added, 0 corrected, 0 already there, 1 left out", output, StringComparison.Ordinal);
        Assert.StartsWith($"{file}:2:1 TR002 it holds neither", error, StringComparison.Ordinal);
    }

    [Fact]
    public void When_strict_nothing_goes_in_and_no_journal_is_made()
    {
        var (status, output, _) = ImportLines("--strict", File("a.jsonl", One, "{}"));
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("0 added, 0 corrected, 0 already there, 1 left out; nothing was written (--strict)", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Journal));
    }

    [Fact]
    public void A_file_that_breaks_at_its_end_adds_nothing_and_another_goes_in()
    {
        var broken = File("a.jsonl", One);
        System.IO.File.AppendAllBytes(broken, [(byte)'\n', 0xFF]);
        var (status, output, error) = ImportLines(broken, File("b.jsonl", Two));
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("1 added, 0 corrected, 0 already there, 0 left out, 1 file unreadable", output, StringComparison.Ordinal);
        Assert.Contains("nothing of it is taken in", error, StringComparison.Ordinal);
        Assert.Equal("2", Assert.Single(Held().Entries).Report.OwnId);
    }

    [Fact]
    public void More_than_a_batch_is_appended_with_signs_of_progress()
    {
        var (_, output, error) = ImportLines(File("a.jsonl", [.. Enumerable.Range(0, 2500).Select(i => One.Replace("\"1\"", $"\"{i}\"", StringComparison.Ordinal))]));
        Assert.Contains("2,500 added", output, StringComparison.Ordinal);
        Assert.Equal("1,000 of 2,500 …\n2,000 of 2,500 …\n", error.ReplaceLineEndings("\n"));
        Assert.Equal(2500, Held().Entries.Count);
    }

    [Fact]
    public void The_result_can_be_read_by_a_machine()
    {
        var (status, output, _) = ImportLines("--json", File("a.jsonl", One, "{}"));
        Assert.Equal(ExitStatus.Rejected, status);
        using var json = JsonDocument.Parse(output);
        Assert.Equal(1, json.RootElement.GetProperty("added").GetInt64());
        Assert.Equal(1, json.RootElement.GetProperty("left-out").GetInt64());
        Assert.Equal(Held().Head.Root.ToString(), json.RootElement.GetProperty("head").GetProperty("root").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("problems")[0].GetProperty("line").GetInt32());
    }

    [Theory]
    [InlineData("there is no format 'xls': use one of csv, jsonl, ucdp-ged", "--format", "xls", "--source", "s", "@")]
    [InlineData("add --source NAME", "--format", "jsonl", "@")]
    [InlineData("--source is no name", "--format", "jsonl", "--source", " ", "@")]
    [InlineData("--source holds a character that does not show itself: write 'a\\u{202e}b' without it", "--format", "jsonl", "--source", "a\u202eb", "@")]
    [InlineData("--submitter holds a character that does not show itself", "--format", "jsonl", "--source", "s", "--submitter", "\u001b[2J", "@")]
    [InlineData("there is no file 'nowhere.jsonl'", "--format", "jsonl", "--source", "s", "nowhere.jsonl")]
    [InlineData("leave --zone out", "--format", "jsonl", "--source", "s", "--zone", "Europe/Kyiv", "@")]
    [InlineData("there is no time zone 'Kyiv'", "--format", "ucdp-ged", "--zone", "Kyiv", "@")]
    [InlineData("--format", "--source", "s", "@")]
    public void Wrong_use_is_said_in_a_sentence_and_nothing_is_made(string what, params string[] args)
    {
        var file = File("a.jsonl", One);
        var (status, _, error) = Run(["--journal", Journal, .. args.Select(arg => arg == "@" ? file : arg)]);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains(what, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Journal));
    }

    [Fact]
    public void A_journal_that_cannot_be_made_is_the_world_failing()
    {
        System.IO.File.WriteAllText(Journal, "a file in its place");
        var (status, _, error) = Run("--journal", Path.Combine(Journal, "below"), "--format", "jsonl", "--source", "s", File("a.jsonl", One));
        Assert.Equal(ExitStatus.WorldFailed, status);
        Assert.StartsWith("truceline: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("demo")]
    [InlineData("verify")]
    public void A_journal_is_a_directory_with_a_name(string verb)
    {
        var file = File("a.jsonl", One);
        foreach (var (name, said) in new[] { ("", "the journal's directory has no name; name a directory"), (file, $"{file} is a file; name a directory") })
        {
            var (status, error) = Cli(verb switch
            {
                "import" => ["import", "--journal", name, "--format", "jsonl", "--source", "s", file],
                "demo" => ["demo", "--journal", name],
                _ => ["verify", name],
            });
            Assert.Equal(ExitStatus.WrongUse, status);
            Assert.Contains(said, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Wrong_words_are_answered_without_the_help()
    {
        var (status, output, error) = Run("--journal", Journal, "--json");
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Empty(output.Trim());
        Assert.Contains("--format", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Pipes_and_devices_are_refused_and_never_opened()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("needs pipes with a name");
        var pipe = Path.Combine(_folder.FullName, "pipe");
        using (var made = System.Diagnostics.Process.Start(Needs.Tool("mkfifo"), pipe)) made.WaitForExit();
        System.IO.File.CreateSymbolicLink(Path.Combine(_folder.FullName, "link"), pipe);
        Directory.CreateDirectory(Journal);
        System.IO.File.CreateSymbolicLink(Path.Combine(Journal, "journal.db"), pipe);
        var elsewhere = Path.Combine(_folder.FullName, "elsewhere");
        foreach (var file in new[] { pipe, "/dev/zero", "/dev/null", Path.Combine(_folder.FullName, "link") })
        {
            Refused("import", "--journal", elsewhere, "--format", "jsonl", "--source", "s", file);
            Refused("check", file);
        }
        Refused("import", "--journal", Journal, "--format", "jsonl", "--source", "s", File("a.jsonl", One));
        Refused("verify", Journal);
        Assert.False(Directory.Exists(elsewhere));

        static void Refused(params string[] args)
        {
            // Without the refusal the verb waits for ever; the test does not.
            var run = Task.Run(() => Cli(args), TestContext.Current.CancellationToken);
            Assert.True(run.Wait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken), string.Join(' ', args));
            Assert.Equal(ExitStatus.WrongUse, run.Result.Status);
            Assert.Contains("is a pipe or device, which cannot be read twice; save it to a file", run.Result.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_empty_file_is_a_file()
    {
        var (status, output, _) = ImportLines(File("empty.jsonl"));
        Assert.Equal(ExitStatus.Done, status);
        Assert.StartsWith("0 added", output, StringComparison.Ordinal);
        Assert.Contains("; journal at entry 0, root ", output, StringComparison.Ordinal);
        // Nothing is something to ask about: every verb finds the journal.
        Assert.Equal(0, Held().Head.Size);
        var agreement = Path.Combine(Needs.Root, "examples", "minsk-2", "minsk-2.truce.yaml");
        using var text = new StringWriter();
        foreach (var verb in new[] { "assess", "tally", "coverage", "screen" })
            Assert.True(App.Cli.Run([verb, "--journal", Journal, "--agreement", agreement, .. verb == "coverage" ? ["--zone", "belt-ua"] : Array.Empty<string>()], text, text) == ExitStatus.Done, text.ToString());
        Assert.True(App.Cli.Run(["verify", Journal], text, text) == ExitStatus.Done, text.ToString());
    }

    [Fact]
    public void Where_nothing_but_errors_came_no_journal_is_begun_and_that_is_said()
    {
        var (status, output, _) = ImportLines(File("a.jsonl", "{}"));
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("1 left out; nothing was written, and no journal was begun", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Journal));
    }

    [Fact]
    public void What_came_in_cannot_steer_the_terminal()
    {
        var steering = Two.Replace("sees by day only", "\\u001b]0;x\\u0007 \\u202e", StringComparison.Ordinal);
        var (_, output, error) = ImportLines(File("\u001b[2J.jsonl", steering, "{}"));
        Assert.Contains("OSCE SMM: \\u{1b}]0;x\\u{7} \\u{202e}", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output + error);
    }

    [Fact]
    public void A_report_from_the_future_is_left_out_with_its_line()
    {
        static string Seen(TimeSpan fromNow) => $$$"""{"observation":{"occurred":"{{{(TimeProvider.System.GetUtcNow() + fromNow).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture)}}}","where":{"unknown":true},"means":"seen"}}""";
        var declared = One.Replace("2015", "9000", StringComparison.Ordinal);
        var file = File("a.jsonl", Seen(TimeSpan.FromHours(23)), Seen(TimeSpan.FromHours(25)), declared);
        var (status, output, error) = ImportLines(file);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.StartsWith($"{file}:2:1 TR013 it reports what had not occurred", error, StringComparison.Ordinal);
        Assert.StartsWith("2 added, 0 corrected, 0 already there, 1 left out", output, StringComparison.Ordinal);
        Assert.Equal(2, Held().Entries.Count);
    }

    [Fact]
    public void A_text_and_a_draft_of_a_day_to_come_are_left_out_and_one_of_tomorrow_is_not()
    {
        static string Day(int days) => (TimeProvider.System.GetUtcNow().AddDays(days)).ToString("yyyy-MM-ddT12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
        static string Text(int days) => $$$"""{"own-id":"{{{days}}}","text":{"published":"{{{Day(days)}}}","title":"t","body":"Talks go on."}}""";
        static string Draft(int days) => $$$"""{"own-id":"{{{days}}}#0-12","draft":{"text":"{{{days}}}","sha256":"{{{StatementDraft.HashOf("Talks go on.")}}}","start":0,"end":12,"words":"Talks go on.","statement":{"role":"minister","party":"A","authority":"on-record","occurred":"{{{Day(days)}}}","act":"claim","issue":"talks","says":"Talks go on.","fidelity":"verbatim"} } }""";
        var file = File("a.jsonl", Text(1), Text(3), Draft(1), Draft(3));
        var (status, output, error) = ImportLines(file);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains($"{file}:2:1 TR013 it was published on ", error, StringComparison.Ordinal);
        Assert.Contains($"{file}:4:1 TR013 it drafts what was said on ", error, StringComparison.Ordinal);
        Assert.StartsWith("2 added, 0 corrected, 0 already there, 2 left out", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_journal_could_not_give_back_is_left_out_with_its_line()
    {
        // No format lets such a report through; the import does not trust them in that.
        static Report Named(string ownId) => Report.Of("s", ownId, new Declaration("UA", "ceasefire", NodaTime.Instant.FromUtc(2015, 2, 15, 0, 0), null, null));
        var format = new IntakeFormat("careless", "s", null, _ => [new(Named("1"), [], 1), new(Named(" "), [], 7)]);
        using var error = new StringWriter();
        var import = new Import(format, "s", null, NodaTime.Instant.FromUtc(2026, 1, 2, 0, 0), error);
        var file = File("a", "");
        var survey = import.Look([file], null);
        Assert.Equal((1, 1), (survey.Reports, survey.LeftOut));
        Assert.StartsWith($"{file}:7:1 TR014 ", error.ToString(), StringComparison.Ordinal);
        using (var journal = SqliteJournal.OpenOrCreate(Journal, new Random(1).NextBytes)) Assert.Equal(1, import.Write(journal, survey, submitter: null).Added);
        Assert.Equal("1", Assert.Single(Held().Entries).Report.OwnId);
    }

    [Fact]
    public void The_demo_writes_into_no_journal_with_real_reports()
    {
        ImportLines(File("a.jsonl", Two, One));
        var before = Held().Head;
        var (status, error) = Cli("demo", "--journal", Journal);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains("holds reports that are not exercise; name another directory", error, StringComparison.Ordinal);
        Assert.Equal(before, Held().Head);
    }

    private static (int Status, string Error) Cli(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (App.Cli.Run(args, output, error), error.ToString());
    }

    [Fact]
    public void Its_help_has_an_example() =>
        Assert.Contains("truceline import --journal", Run("--help").Output, StringComparison.Ordinal);

    [Fact]
    public void The_real_events_go_in_once()
    {
        var file = Needs.SharedData("events", "ged_ukraine_2014_2021.csv");
        var first = Run("--journal", Journal, "--format", "ucdp-ged", file);
        Assert.Equal(ExitStatus.Done, first.Status);
        Assert.StartsWith("ucdp: records fatal events only\n2,989 added, 0 corrected, 0 already there, 0 left out; journal at entry 2,989, root ", first.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        var head = Held().Head;
        var second = Run("--journal", Journal, "--source", "ucdp", "--format", "ucdp-ged", file);
        Assert.Equal(ExitStatus.Done, second.Status);
        Assert.Contains($"0 added, 0 corrected, 2,989 already there, 0 left out; journal at entry 2,989, root {head.Root}", second.Output, StringComparison.Ordinal);
        Assert.Equal(head, Held().Head);
    }
}
