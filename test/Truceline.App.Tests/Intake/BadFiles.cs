using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Truceline.Embedded;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Tests.Intake;

/// <summary>Tests with a limit on time run when nothing else does.</summary>
[CollectionDefinition(nameof(Timed), DisableParallelization = true)]
public sealed class Timed;

/// <summary>Hostile and broken files: never a crash, never long, never much memory, and nothing half written.</summary>
[Collection(nameof(Timed))]
public sealed class BadFiles : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("truceline-bad-");

    private string Journal => Path.Combine(_folder.FullName, "journal");

    public void Dispose() => _folder.Delete(recursive: true);

    private Head Head()
    {
        using var journal = SqliteJournal.OpenForReading(Journal);
        return journal.Head;
    }

    // A busy machine gets several tries at the second; a file that is really slow fails them all.
    private (int Status, string Output, string Error) Import(string format, string file, int tries = 5)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var watch = Stopwatch.StartNew();
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var status = Cli.Run(["import", "--journal", Journal, "--source", "s", "--format", format, file], output, error);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - allocated < 64 << 20, $"{file} took more than 64 MiB");
        if (watch.Elapsed > TimeSpan.FromSeconds(1) && tries > 1) return Import(format, file, tries - 1);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(1), $"{file} took {watch.Elapsed}");
        return (status, output.ToString(), error.ToString());
    }

    private string Written(string name, string text)
    {
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllText(file, text);
        return file;
    }

    // The first call of a process pays for compiling, and the journal has something to lose.
    private Head Begun()
    {
        using var writer = new StringWriter();
        Cli.Run(["import", "--journal", Journal, "--source", "s", "--format", "jsonl",
            Written("begin.jsonl", """{"own-id":"the first report","declaration":{"by":"UA","effective":"2015-02-15T00:00:00+02:00","event":"ceasefire"}}""")], writer, writer);
        Cli.Run(["import", "--journal", Journal, "--source", "s", "--format", "ucdp-ged", Written("begin.csv", "a,b\n")], writer, writer);
        return Head();
    }

    [Fact]
    public void No_file_of_the_JSON_suite_is_a_report_and_none_does_harm()
    {
        var head = Begun();
        var files = Directory.GetFiles(Needs.SharedData("bad-input", "json-test-suite"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.True(files.Count > 300);
        foreach (var file in files)
        {
            var (status, output, error) = Import("jsonl", file);
            var isEmpty = File.ReadAllBytes(file).All(letter => letter is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') || new FileInfo(file).Length == 0 || Path.GetFileName(file) == "n_structure_UTF8_BOM_no_data.json";
            Assert.Equal((file, isEmpty ? ExitStatus.Done : ExitStatus.Rejected), (file, status));
            Assert.StartsWith("0 added, 0 corrected, 0 already there", output, StringComparison.Ordinal);
            if (!isEmpty) Assert.Matches(@":[1-9][0-9]*:[1-9][0-9]* TR0", error);
        }
        Assert.Equal(head, Head());
    }

    [Theory]
    [InlineData("formula.csv", ":1:1 TR010 the columns side_a,")]
    [InlineData("nul.csv", ":1:1 TR010 the columns id,")]
    [InlineData("unbalanced.csv", ":1:1 TR010 the columns id,")]
    [InlineData("utf16.csv", ":1:1 TR010 the file is not UTF-8")]
    [InlineData("wide.csv", ":1:1 TR010 the row has more than 1,024 cells")]
    public void A_bad_table_gives_one_error_with_its_place(string name, string problem)
    {
        var head = Begun();
        var (status, output, error) = Import("ucdp-ged", Needs.SharedData("bad-input", "own", "csv", name));
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains(problem, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n'), line => line.Contains(" TR0", StringComparison.Ordinal));
        Assert.Contains("0 left out, 1 file unreadable", output, StringComparison.Ordinal);
        Assert.Equal(head, Head());
    }

    [Theory]
    [InlineData("nul.csv", "2:1 TR010 the file holds a NUL")]
    [InlineData("unbalanced.csv", "2:1 TR010 a quote opens here and is never closed")]
    public void A_table_that_breaks_after_good_rows_adds_none_of_them(string name, string problem)
    {
        var head = Begun();
        var whole = File.ReadAllLines(Needs.SharedData("events", "ged_ukraine_2014_2021.csv")).Take(10).ToArray();
        var broken = Written("broken.csv", string.Join('\n', whole) + "\n" + string.Join('\n', File.ReadAllLines(Needs.SharedData("bad-input", "own", "csv", name)).Skip(1)));
        var (status, output, error) = Import("ucdp-ged", broken);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains(problem.Replace("2:1", "11:1", StringComparison.Ordinal), error, StringComparison.Ordinal);
        Assert.Contains("0 added", output, StringComparison.Ordinal);
        Assert.Equal(head, Head());
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("[{\"a\":")]
    [InlineData("\"\\u0000")]
    [InlineData("1,")]
    [InlineData("{\"observation\":{\"where\":{\"polygon\":[[{\"lat\":1,\"lon\":1},")]
    public void A_line_of_a_mebibyte_of_the_same_costs_little(string piece)
    {
        var head = Begun();
        var line = new StringBuilder();
        while (line.Length < (1 << 20) - piece.Length) line.Append(piece);
        Assert.Equal(ExitStatus.Rejected, Import("jsonl", Written("long.jsonl", line.ToString())).Status);
        Assert.Equal(head, Head());
    }

    [Fact]
    public void A_polygon_of_many_vertices_costs_little()
    {
        Begun();
        var ring = string.Join(',', Enumerable.Range(0, 25_000).Select(i => FormattableString.Invariant($"{{\"lat\":{i % 90},\"lon\":{i % 180}}}")));
        var (status, _, error) = Import("jsonl", Written("ring.jsonl", $$$"""{"observation":{"occurred":"2015-02-16T10:00:00+02:00","where":{"polygon":[[{{{ring}}}]]},"means":"seen"}}"""));
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("more than 1,000 vertices", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Naughty_strings_as_notes_and_names_come_back_as_they_were()
    {
        using var suite = JsonDocument.Parse(File.ReadAllBytes(Needs.SharedData("bad-input", "naughty-strings", "blns.json")));
        var naughty = suite.RootElement.EnumerateArray().Select(item => item.GetString()!).Where(text => !string.IsNullOrWhiteSpace(text)).Distinct().ToList();
        Assert.True(naughty.Count > 400);
        var lines = naughty.Select((text, i) => JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["own-id"] = text,
            ["observation"] = new Dictionary<string, object>
            {
                ["occurred"] = "2015-02-16T10:00:00+02:00",
                ["where"] = new { name = text },
                ["means"] = "seen",
                ["by"] = new[] { new { actor = text, basis = "claim" } },
                ["note"] = text,
            },
        }));
        Begun();
        var (status, output, error) = Import("jsonl", Written("naughty.jsonl", string.Join('\n', lines)), tries: 1);
        Assert.Equal((ExitStatus.Done, ""), (status, error));
        Assert.StartsWith(FormattableString.Invariant($"{naughty.Count} added"), output, StringComparison.Ordinal);
        using var journal = SqliteJournal.OpenForReading(Journal);
        var held = ReportLog.Fold(journal.Read(journal.Head.Size)).Reports.Select(report => report.Report).ToDictionary(report => report.OwnId!, StringComparer.Ordinal);
        foreach (var text in naughty)
        {
            var seen = Assert.IsType<Observation>(held[text].Content);
            Assert.Equal((text, text, text), (seen.Note, seen.Where.Name, Assert.Single(seen.By).Actor));
        }
    }

    [Fact]
    public void Naughty_strings_as_lines_and_as_a_table_do_no_harm()
    {
        var head = Begun();
        var file = Needs.SharedData("bad-input", "naughty-strings", "blns.txt");
        Assert.Equal(ExitStatus.Rejected, Import("jsonl", file).Status);
        Assert.Equal(ExitStatus.Rejected, Import("ucdp-ged", file).Status);
        Assert.Equal(head, Head());
    }
}
