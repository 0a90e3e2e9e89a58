using System.Text.Json;
using NodaTime;
using Spectre.Console;
using Spectre.Console.Rendering;
using Truceline.Agreements;
using Truceline.App.Commands;
using Truceline.App.Intake;
using Truceline.App.Terminal;
using Truceline.App.Tests.Journals;
using Truceline.Embedded;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Tests.Commands;

public sealed class AddCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public AddCommandTests() => File.WriteAllText(folder["places.csv"], "name,lat,lon,within-m,known-as\nZolote,48.6912,38.5163,2000,Золоте\n");

    public void Dispose() => folder.Dispose();

    private static readonly string[] Whole =
    [
        "--source", "Side A", "--own-id", "17", "--when", "2025-09-06 14:10..14:40", "--zone", "Europe/Kyiv", "--where", "3 km SE of Золоте", "--act", "fire", "--what", "mortar",
        "--count", "40..50", "--means", "heard", "--observer", "Patrol 4", "--by", "Side A", "--basis", "claim", "--note", "two lines\nof it",
    ];

    private (int Status, string Output, string Error) Add(params string[] words)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = Cli.Run(["add", "--journal", folder["journal"], "--places", folder["places.csv"], .. words], output, error);
        return (status, output.ToString().TrimEnd(), error.ToString().TrimEnd());
    }

    private List<ReportEntry> Held()
    {
        using var journal = SqliteJournal.OpenForReading(folder["journal"]);
        return [.. journal.Read(journal.Head.Size).Select(entry => ReportEntry.Decode(entry.Bytes)!)];
    }

    private static string[] With(string option, string words) => [.. Whole.Select((word, i) => i > 0 && Whole[i - 1] == option ? words : word)];

    [Fact]
    public void A_report_given_by_options_stands_in_the_journal_with_what_was_assumed()
    {
        Assert.Equal((ExitStatus.Done, $"added as entry 1\nreceipt: {Path.Combine(folder["journal"], "receipts", "1.receipt")}", ""), Add([.. Whole, "--exercise", "--submitter", "desk"]));
        var entry = Assert.Single(Held());
        var seen = (Observation)entry.Report.Content;
        Assert.Equal(("Side A", "17", true, "desk"), (entry.Report.Source, entry.Report.OwnId, entry.Report.Exercise, entry.Submitter));
        Assert.Equal(new Interval(Instant.FromUtc(2025, 9, 6, 11, 10), Instant.FromUtc(2025, 9, 6, 11, 41) - Duration.Epsilon), seen.Occurred);
        Assert.Equal(("3 km SE of Zolote", Act.Fire, "mortar", new CountBounds(40, 50), Means.Heard, "Patrol 4", "two lines\nof it"), (seen.Where.Name, seen.Act, seen.What, seen.Count, seen.Means, seen.Observer, seen.Note));
        Assert.Equal([new Attribution("Side A", AttributionBasis.Claim)], seen.By);
        Assert.Equal("times read as local in Europe/Kyiv, each to the end of its minute", seen.Assumed[0]);
        Assert.StartsWith("3 km SE of Zolote read as 2500 to 3500 m", seen.Assumed[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_names_the_text_it_was_read_in()
    {
        Assert.Equal(ExitStatus.Done, Add([.. Whole, "--text", "Press Desk/wire"]).Status);
        Assert.Equal("Press Desk/wire", ((Observation)Assert.Single(Held()).Report.Content).Text);
    }

    [Theory]
    [InlineData("wire", "truceline: --text: 'wire' names no text (write the source of the text and its own id with a slash between them, as 'Press Desk/wire')")]
    [InlineData("a\u202eb/wire", "truceline: --text: 'a\\u{202E}b/wire' holds a character that does not show itself")]
    public void What_cannot_name_a_text_is_refused(string text, string told)
    {
        var (status, _, error) = Add([.. Whole, "--text", text]);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.StartsWith(told, error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_again_adds_nothing_and_other_words_under_the_same_id_are_a_correction()
    {
        Add(Whole);
        Assert.StartsWith("already there, in entry 1\n", Add(Whole).Output, StringComparison.Ordinal);
        Assert.StartsWith("corrected by entry 2\n", Add(With("--count", "~40")).Output, StringComparison.Ordinal);
        Assert.Equal(ReportEntryKind.Correction, Held()[1].Kind);
        Assert.Equal(new CountBounds(35, 45), ((Observation)Held()[1].Report.Content).Count);
        using var json = JsonDocument.Parse(Add([.. With("--own-id", "18"), "--json"]).Output);
        Assert.Equal((ReportId.Of("Side A", "18").Value, 3, "report"), (json.RootElement.GetProperty("id").GetString(), json.RootElement.GetProperty("entry").GetInt64(), json.RootElement.GetProperty("adds").GetString()));
    }

    [Theory]
    [InlineData("--source", "a\u202eb", "truceline: --source: 'a\\u{202E}b' holds a character that does not show itself")]
    [InlineData("--when", "yesterday", "truceline: --when: 'yesterday' is no time (write it as 2025-09-06 14:10")]
    [InlineData("--when", "2025-09-06 14:40..14:10", "truceline: --when: '2025-09-06 14:10' is before '2025-09-06 14:40'")]
    [InlineData("--when", "2025-03-30 03:30", "never was in Europe/Kyiv: the clocks went forward over it")]
    [InlineData("--zone", "Kyiv", "truceline: --zone: there is no time zone 'Kyiv'")]
    [InlineData("--where", "3 km SE of Zolotte", "truceline: --where: there is no place 'Zolotte' (did you mean 'Zolote'?)")]
    [InlineData("--act", "fier", "truceline: --act: 'fier' is not known (did you mean 'fire'?)")]
    [InlineData("--means", "guess", "truceline: --means: 'guess' is not known (use ")]
    [InlineData("--basis", "cliam", "did you mean 'claim'?")]
    [InlineData("--count", "50-40", "truceline: --count: '50-40' gives the greater number first")]
    [InlineData("--note", " ", "truceline: --note: it is blank")]
    public void A_field_that_cannot_be_read_is_told_with_its_remedy_and_nothing_is_made(string option, string words, string told)
    {
        var (status, output, error) = Add(With(option, words));
        Assert.Equal((ExitStatus.WrongUse, ""), (status, output));
        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n'));
        Assert.False(Directory.Exists(folder["journal"]));
    }

    [Fact]
    public void Half_a_character_is_no_text()
    {
        foreach (var option in new[] { "--note", "--source", "--own-id", "--what" }) Assert.Equal(ExitStatus.WrongUse, Add(With(option, "a\ud800")).Status);
        Assert.False(Directory.Exists(folder["journal"]));
    }

    [Fact]
    public void Where_nobody_can_be_asked_what_is_missing_is_named()
    {
        Assert.Equal((ExitStatus.WrongUse, "", "truceline: --when and --means are missing: this is no terminal, where it could be asked for"), Add("--source", "A", "--where", "Zolote"));
        Assert.Contains("--basis is missing", Add("--source", "A", "--where", "Zolote", "--when", "2025-09-06T14:10:00Z", "--means", "seen", "--by", "B").Error, StringComparison.Ordinal);
        Assert.Contains("no zone is named", Add("--source", "A", "--where", "Zolote", "--when", "2025-09-06 14:10", "--means", "seen").Error, StringComparison.Ordinal);
        Assert.Contains("nobody is named who did it", Add("--source", "A", "--basis", "claim").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_has_not_happened_yet_is_not_taken_in()
    {
        var (status, _, error) = Add(With("--when", "2999-01-01 10:00"));
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("it reports what had not occurred when it was handed in", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["journal"]));
    }

    [Fact]
    public void An_hour_that_came_twice_is_both_and_the_report_says_so()
    {
        Add(With("--when", "2024-10-27 03:30"));
        var seen = (Observation)Assert.Single(Held()).Report.Content;
        Assert.Equal(new Interval(Instant.FromUtc(2024, 10, 27, 0, 30), Instant.FromUtc(2024, 10, 27, 1, 31) - Duration.Epsilon), seen.Occurred);
        Assert.Contains("2024-10-27 03:30 came twice in Europe/Kyiv: read as from the first to the second", seen.Assumed);
    }

    [Theory]
    [InlineData("2025-09-06", "2025-09-05T21:00:00Z", "2025-09-06T20:59:59.999999999Z")]
    [InlineData("2025-09-06T14:10:05+02:00", "2025-09-06T12:10:05Z", "2025-09-06T12:10:05Z")]
    [InlineData("2025-09-06 14:10Z", "2025-09-06T14:10:00Z", "2025-09-06T14:10:59.999999999Z")]
    [InlineData("2025-09-06 14:10:05", "2025-09-06T11:10:05Z", "2025-09-06T11:10:05Z")]
    [InlineData("2025-09-06 23:50..2025-09-07 00:10", "2025-09-06T20:50:00Z", "2025-09-06T21:10:59.999999999Z")]
    [InlineData("2025-09-05..2025-09-06", "2025-09-04T21:00:00Z", "2025-09-06T20:59:59.999999999Z")]
    public void A_time_is_as_long_as_its_last_unit(string words, string first, string last)
    {
        var when = WrittenTime.Read(words, DateTimeZoneProviders.Tzdb["Europe/Kyiv"]).When!.Value;
        var iso = NodaTime.Text.InstantPattern.ExtendedIso;
        Assert.Equal((first, last), (iso.Format(when.Start), iso.Format(when.End)));
    }

    [Theory]
    [InlineData("40", 40, 40)]
    [InlineData("40+", 40, null)]
    [InlineData("30 - 50", 30, 50)]
    [InlineData("30..50", 30, 50)]
    [InlineData("~40", 35, 45)]
    [InlineData("about 47", 46, 48)]
    [InlineData("~0", 0, 1)]
    [InlineData("~500", 450, 550)]
    [InlineData("999999999", 999999999, 999999999)]
    public void A_count_has_the_bounds_that_its_words_leave(string words, int least, int? most) => Assert.Equal(new CountBounds(least, most), WrittenCount.Read(words).Count);

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1e3")]
    [InlineData("9999999999")]
    [InlineData("40++")]
    [InlineData("٤٠")]
    public void What_is_no_count_is_refused(string words) => Assert.NotNull(WrittenCount.Read(words).Fault);

    [Fact]
    public void The_zone_and_the_places_of_an_agreement_are_taken_where_none_are_named()
    {
        var agreement = Path.Combine(Needs.Root, "examples", "minsk-2", "minsk-2.truce.yaml");
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(agreement)!, "*.geojson")) File.Copy(file, folder[Path.GetFileName(file)]);
        File.Copy(agreement, folder["a.truce.yaml"]);
        using var output = new StringWriter();
        Assert.Equal(ExitStatus.Done, Cli.Run(["add", "--journal", folder["journal"], "--agreement", folder["a.truce.yaml"], "--source", "A", "--when", "2015-02-16 14:10", "--where", "Zolote", "--means", "seen"], output, output));
        Assert.Equal("Zolote", ((Observation)Assert.Single(Held()).Report.Content).Where.Name);
    }

    [Fact]
    public void At_a_terminal_it_asks_again_until_a_field_can_be_read()
    {
        using var console = new Typist("Mission", "", "Europe/Kyiv", "noon", "2025-09-06 14:10", "Zolotte", "Zolote", "", "mortar", "~40", "", "heard", "", "Side B", "", "claim", "wire", "Press Desk/wire", "");
        var written = new WrittenReport(ImportCommand.Places(folder["places.csv"], TextWriter.Null));
        AddCommand.Ask(console, written);
        Assert.Empty(console.Rest);
        var seen = (Observation)written.Report(exercise: false).Content;
        Assert.Equal(("Zolote", null, "mortar", new CountBounds(35, 45), Means.Heard), (seen.Where.Name, seen.Act, seen.What, seen.Count, seen.Means));
        Assert.Equal([new Attribution("Side B", AttributionBasis.Claim)], seen.By);
        foreach (var told in new[] { "'noon' is no time", "'wire' names no text", "did you mean 'Zolote'?", "this must be said" }) Assert.Contains(told, console.Printed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_is_shown_in_words_before_it_is_written()
    {
        var written = new WrittenReport(ImportCommand.Places(folder["places.csv"], TextWriter.Null));
        for (var i = 0; i < Whole.Length; i += 2)
            if (Whole[i] != "--when") Assert.Null(written.Say(Whole[i][2..], Whole[i + 1]));
        Assert.Null(written.Say("when", "2025-09-06 14:10..14:40"));
        var report = written.Report(exercise: true);
        using var output = new StringWriter();
        ReportText.Print(Screen.On(output), report, (Observation)report.Content, written.Zone!);
        foreach (var line in new[] { "of Side A, own id 17, exercise, synthetic", "6 Sep 2025 14:10:00 to 6 Sep 2025 14:40:59 Europe/Kyiv", "3 km SE of Zolote: within 3.3 km of", "fire, mortar", "40 to 50", "heard, Patrol 4", "Side A (claim)" })
            Assert.Contains(line, output.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A terminal at which somebody types one answer after the other.</summary>
    private sealed class Typist : IAnsiConsole, IAnsiConsoleInput, IDisposable
    {
        private readonly StringWriter printed = new();
        private readonly IAnsiConsole inner;
        private readonly Queue<ConsoleKeyInfo> keys;

        public Typist(params string[] answers)
        {
            inner = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(printed), Ansi = AnsiSupport.No, Interactive = InteractionSupport.Yes });
            inner.Profile.Width = 200;
            keys = new(answers.SelectMany(answer => answer.Append('\n')).Select(letter => new ConsoleKeyInfo(letter == '\n' ? '\r' : letter, letter == '\n' ? ConsoleKey.Enter : ConsoleKey.NoName, false, false, false)));
        }

        public void Dispose() => printed.Dispose();

        public string Printed => printed.ToString();
        public IEnumerable<ConsoleKeyInfo> Rest => keys;
        public Profile Profile => inner.Profile;
        public IAnsiConsoleCursor Cursor => inner.Cursor;
        public IAnsiConsoleInput Input => this;
        public IExclusivityMode ExclusivityMode => inner.ExclusivityMode;
        public RenderPipeline Pipeline => inner.Pipeline;
        public void Clear(bool home) => inner.Clear(home);
        public void Write(IRenderable renderable) => inner.Write(renderable);
        public bool IsKeyAvailable() => keys.Count > 0;
        public ConsoleKeyInfo? ReadKey(bool intercept) => keys.Dequeue();
        public Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) => Task.FromResult<ConsoleKeyInfo?>(keys.Dequeue());
    }
}
