using System.Diagnostics;
using System.Text.Json;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

/// <summary>The journal of the example <c>minsk-2</c>, imported once.</summary>
public sealed class ExampleJournal : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public ExampleJournal() => Serving.TestSite.Fill(Journal);

    public string Journal => folder["journal"];

    public static string Agreement => Path.Combine(Needs.Root, "examples", "minsk-2", "minsk-2.truce.yaml");

    public string[] Record => ["--journal", Journal, "--agreement", Agreement];

    /// <summary>What a process of its own prints of the record, under another zone and language.</summary>
    public byte[] Printed(string verb, string option, string zone, string language) => Printed([verb, .. Record, option], ("TZ", zone), ("LANG", language), ("LC_ALL", language));

    /// <summary>What a process of its own prints.</summary>
    public static byte[] Printed(IEnumerable<string> words, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Cli).Assembly.Location, .. words]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return bytes.ToArray();
    }

    public void Dispose() => folder.Dispose();
}

public sealed class AssessCommandTests(ExampleJournal example) : IClassFixture<ExampleJournal>
{
    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(args, output, error), output.ToString(), error.ToString());
    }

    private JsonElement Assess(params string[] options)
    {
        var (status, output, error) = Run(["assess", .. example.Record, "--json", .. options]);
        Assert.Equal((ExitStatus.Done, ""), (status, error));
        return JsonDocument.Parse(output).RootElement;
    }

    [Theory]
    [InlineData("truceline: --at-entry 'x' is no whole number\n", "assess", "--at-entry", "x")]
    [InlineData("truceline: --most '1.5' is no whole number\n", "assess", "--most", "1.5")]
    [InlineData("truceline: --by: Argument 'month' not recognized. Must be one of: 'day' 'area' 'clause'\n", "tally", "--by", "month")]
    public void A_value_that_an_option_does_not_take_is_told_with_the_option_and_without_types(string says, string verb, string option, string value)
    {
        var (status, output, error) = Run([verb, .. example.Record, option, value]);
        Assert.Equal((ExitStatus.WrongUse, "", says), (status, output, error));
    }

    [Fact]
    public void A_verb_that_is_misspelt_gets_one_that_may_be_meant()
    {
        var (status, output, error) = Run("asess");
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains("assess", output, StringComparison.Ordinal);
        Assert.Contains("truceline: Unrecognized command or argument 'asess'.\n", error, StringComparison.Ordinal);
    }

    [Fact]
    public void As_of_bounds_the_world_and_at_entry_bounds_what_is_known()
    {
        var early = Assess("--as-of", "2015-02-16T00:00:00+02:00");
        Assert.All(early.GetProperty("incidents").EnumerateArray(), incident =>
            Assert.True(incident.GetProperty("occurred")[0].GetDateTimeOffset() <= DateTimeOffset.Parse("2015-02-16T00:00:00+02:00", System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Contains(early.GetProperty("findings").EnumerateArray(), finding =>
            finding.GetProperty("occasion").GetString() == "deadline done" && finding.GetProperty("outcome").GetString() == "pending");

        var few = Assess("--at-entry", "5");
        Assert.Equal((5, 5), (few.GetProperty("at-entry").GetInt32(), few.GetProperty("reports").GetInt32()));
        Assert.All(few.GetProperty("findings").EnumerateArray(), finding =>
            Assert.All(finding.TryGetProperty("entries", out var entries) ? entries.EnumerateArray().ToArray() : [], entry => Assert.InRange(entry.GetInt64(), 1, 5)));
    }

    [Fact]
    public void A_hostile_act_is_committed() => Assert.Contains("must not commit a hostile act in sea",
        Run("assess", "--journal", example.Journal, "--agreement", Path.Combine(Needs.Root, "examples", "energy-2025", "energy-2025.truce.yaml")).Output, StringComparison.Ordinal);

    [Fact]
    public void A_finding_is_explained_by_the_first_letters_of_its_id_down_to_its_entries()
    {
        var finding = Assess().GetProperty("findings").EnumerateArray().First(one => one.GetProperty("outcome").GetString() == "breached" && one.TryGetProperty("margin-m", out _));
        var id = finding.GetProperty("id").GetString()!;
        var (status, output, _) = Run(["finding", "explain", id[..8], .. example.Record]);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains($"Finding {id}", output, StringComparison.Ordinal);
        Assert.Contains("exercise, synthetic", output, StringComparison.Ordinal);
        Assert.Matches(@"\[entr(y|ies) \d", output);
        Assert.Contains("Assumed", output, StringComparison.Ordinal);
        Assert.Contains("Would change it", output, StringComparison.Ordinal);

        var json = Run(["finding", "explain", id, .. example.Record, "--json"]);
        Assert.Equal(id, JsonDocument.Parse(json.Output).RootElement.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("--at-entry", "0", "entries are numbered from 1")]
    [InlineData("--at-entry", "100000", "beyond the journal")]
    [InlineData("--as-of", "yesterday", "is no instant")]
    [InlineData("--as-of", "2015-02-16", "is no instant")]
    [InlineData("--most", "-1", "at least 0")]
    public void A_wrong_bound_is_wrong_use_and_says_what_to_write(string option, string value, string says)
    {
        var (status, output, error) = Run(["assess", .. example.Record, option, value]);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Empty(output);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_exist_is_wrong_use_and_is_named()
    {
        Assert.Equal(ExitStatus.WrongUse, Run("assess", "--journal", Path.Combine(example.Journal, "none"), "--agreement", ExampleJournal.Agreement).Status);
        Assert.Equal(ExitStatus.WrongUse, Run("assess", "--journal", example.Journal, "--agreement", "none.truce.yaml").Status);
        Assert.Equal(ExitStatus.WrongUse, Run(["finding", "explain", "zzzzzzzz", .. example.Record]).Status);
        Assert.Equal(ExitStatus.WrongUse, Run(["finding", "explain", "a", .. example.Record]).Status);
        Assert.Equal(ExitStatus.WrongUse, Run("assess").Status);
        Assert.Equal(ExitStatus.WrongUse, Run("asses").Status);
        Assert.Equal(ExitStatus.WrongUse, Run().Status);
    }

    [Fact]
    public void Every_verb_has_help_with_an_example()
    {
        foreach (var verb in new[] { "assess", "bulletin", "check", "completion", "demo", "finding explain", "import", "verify" })
        {
            var (status, output, _) = Run([.. verb.Split(' '), "--help"]);
            Assert.Equal(ExitStatus.Done, status);
            Assert.Contains($"truceline {verb}", output, StringComparison.Ordinal);
            Assert.Contains("Example", output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("truceline a", "add agreement assess")]
    [InlineData("truceline import --format ", "csv jsonl ucdp-ged")]
    [InlineData("truceline import --format=j", "jsonl")]
    [InlineData("truceline journal check", "check-proof check-receipt checker")]
    [InlineData("truceline completion ", "--help bash fish zsh")]
    public void A_shell_completes_verbs_options_and_values(string line, string words)
    {
        var (status, output, _) = Run("completion", "--at", $"{line.Length}", "--", line);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Equal(words.Split(' '), output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(word => !word.StartsWith("-?", StringComparison.Ordinal) && word is not ("-h" or "/?" or "/h")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_processes_in_other_time_zones_and_languages_write_the_same_bytes()
    {
        var one = example.Printed("assess", "--json", "Pacific/Auckland", "uk_UA.UTF-8");
        var two = example.Printed("assess", "--json", "America/New_York", "tr_TR.UTF-8");
        Assert.True(one.Length > 10_000);
        Assert.Equal(one, two);
    }
}
