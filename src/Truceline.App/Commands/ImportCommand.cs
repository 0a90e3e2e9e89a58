using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Truceline.App.Intake;
using Truceline.App.Terminal;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline import</c>: reports from files into a journal.</summary>
internal static class ImportCommand
{
    private static IEnumerable<string> Names => IntakeFormat.All.Select(format => format.Name).Append(CsvTable.Name).Order(StringComparer.Ordinal);

    private static string FormatNames => string.Join(", ", Names);

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var words = new Words();
        var command = new Command(
            "import",
            """
            Bring reports into a journal. What is there already is skipped and counted; what a source has changed is added as a correction.
            A row that is wrong is named and left out; a file that cannot be read as its format adds nothing.

            Example:
              truceline import --journal ged --format ucdp-ged ged_ukraine_2014_2021.csv
              truceline import --journal mine --source "Mission" --format csv --map columns.yaml --places places.csv log.csv
            """)
        { words.Journal, words.Source, words.Format, words.Map, words.Places, words.Zone, words.Strict, words.Submitter, words.Receipt, words.Json, words.Files };
        command.SetAction(given => Run(given, words));
        return command;
    }

    private static int Run(ParseResult given, Words words)
    {
        var output = given.InvocationConfiguration.Output;
        var format = ChosenFormat(given, words);
        var source = Name(given.GetValue(words.Source), "--source") ?? format.DefaultSource
            ?? throw new UsageException($"{format.Name} does not say who hands the reports in: add --source NAME");
        var submitter = Name(given.GetValue(words.Submitter), "--submitter");
        var files = given.GetRequiredValue(words.Files);
        foreach (var file in files.Where(file => !File.Exists(file))) throw new UsageException($"there is no file '{file}': check its path");
        foreach (var file in files) RegularFile.Require(file);
        var directory = given.GetRequiredValue(words.Journal);
        JournalFolder.RequireName(directory);

        var recorded = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        var import = new Import(format, source, ChosenZone(given.GetValue(words.Zone), format), recorded, given.InvocationConfiguration.Error);
        Survey survey;
        using (var held = SqliteJournal.ExistsIn(directory) ? JournalFolder.OpenForReading(directory) : null) survey = import.Look(files, held);
        var refused = given.GetValue(words.Strict) && !survey.IsClean;
        // Files in which nothing is wrong have a journal, even when nothing is in them; where nothing but errors came, none is begun.
        var open = !refused && (survey.Reports > 0 || survey.IsClean || SqliteJournal.ExistsIn(directory));
        using var journal = open ? JournalFolder.OpenOrCreate(directory, "truceline import") : null;
        var totals = journal is null ? new(0, 0, 0) : import.Write(journal, survey, submitter);
        var receipt = journal is null || totals.Entries.Count == 0 ? null : Receipts.Give(journal, directory, totals.Entries);
        var kept = receipt is null ? null : Receipts.Keep(receipt, directory, given.GetValue(words.Receipt));
        if (given.GetValue(words.Json)) output.WriteLine(ToJson(survey, totals, journal?.Head, refused, receipt, kept));
        else Print(output, source, survey, totals, journal?.Head, refused, kept);
        return survey.IsClean ? ExitStatus.Done : ExitStatus.Rejected;
    }

    private static IntakeFormat ChosenFormat(ParseResult given, Words words)
    {
        var name = given.GetRequiredValue(words.Format);
        var (map, places) = (given.GetValue(words.Map), given.GetValue(words.Places));
        if (name == CsvTable.Name) return Table(map ?? throw new UsageException("csv is any table: say how it is read with --map columns.yaml"), places, given.InvocationConfiguration.Error);
        var format = IntakeFormat.All.FirstOrDefault(format => format.Name == name) ?? throw new UsageException($"there is no format '{name}': use one of {FormatNames}");
        if ((map ?? places) is not null) throw new UsageException($"{name} says itself how it is read: leave {(map is null ? "--places" : "--map")} out");
        return format;
    }

    private static IntakeFormat Table(string map, string? places, TextWriter error)
    {
        var reading = CsvColumnsReader.Read(map);
        foreach (var problem in reading.Problems) error.WriteLine(Screen.Plain(problem.ToString()));
        return CsvTable.Format(reading.Columns ?? throw new UsageException($"{map} has errors, listed above"), places is null ? Gazetteer.Empty : Places(places, error));
    }

    /// <summary>The places of a file; where it has errors they are printed.</summary>
    /// <exception cref="UsageException">There is no such file, or it has errors.</exception>
    public static Gazetteer Places(string file, TextWriter error)
    {
        var reading = Gazetteer.Read(file);
        foreach (var problem in reading.Problems) error.WriteLine(Screen.Plain(problem.ToString()));
        return reading.Gazetteer ?? throw new UsageException($"{file} has errors, listed above");
    }

    private static DateTimeZone? ChosenZone(string? name, IntakeFormat format)
    {
        if (name is null) return format.DefaultZone;
        if (format.DefaultZone is null && format.Name != CsvTable.Name) throw new UsageException($"{format.Name} gives each instant with its offset: leave --zone out");
        return Zone(name);
    }

    /// <summary>A time zone by its name.</summary>
    /// <exception cref="UsageException">There is no such zone.</exception>
    public static DateTimeZone Zone(string name) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) ?? throw new UsageException($"there is no time zone '{name}': use an IANA name such as Europe/Kyiv");

    /// <summary>The name that an option gives.</summary>
    /// <exception cref="UsageException">It is blank, or holds what does not show itself.</exception>
    public static string? Name(string? name, string option)
    {
        if (name is null) return null;
        if (string.IsNullOrWhiteSpace(name)) throw new UsageException($"{option} is no name: write who it is");
        // Two names that look the same must be the same, and no name may steer a terminal.
        return Screen.Plain(name) == name ? name : throw new UsageException($"{option} holds a character that does not show itself: write '{Screen.Plain(name)}' without it");
    }

    private static void Print(TextWriter output, string source, Survey survey, ImportTotals totals, Head? head, bool refused, string? receipt)
    {
        foreach (var limit in survey.Limits) output.WriteLine($"{source}: {Screen.Plain(limit)}");
        if (survey.Exercises > 0) output.WriteLine(Text($"{survey.Exercises:N0} of {survey.Reports:N0} reports are exercise, synthetic"));
        var unreadable = survey.Unreadable.Count switch
        {
            0 => "",
            1 => ", 1 file unreadable",
            var several => Text($", {several:N0} files unreadable"),
        };
        var journal = head switch
        {
            { } at => Text($"journal at entry {at.Size:N0}, root {at.Root}"),
            null when refused => "nothing was written (--strict)",
            null => "nothing was written, and no journal was begun",
        };
        output.WriteLine(Text($"{totals.Added:N0} added, {totals.Corrected:N0} corrected, {totals.AlreadyThere:N0} already there, {survey.LeftOut:N0} left out{unreadable}; {journal}"));
        if (receipt is not null) output.WriteLine($"receipt: {receipt}");
    }

    private static string ToJson(Survey survey, ImportTotals totals, Head? head, bool refused, SignedNote? receipt, string? kept) => new JsonObject
    {
        ["added"] = totals.Added,
        ["corrected"] = totals.Corrected,
        ["already-there"] = totals.AlreadyThere,
        ["left-out"] = survey.LeftOut,
        ["exercise"] = survey.Exercises,
        ["limits"] = Strings(survey.Limits),
        ["unreadable"] = Strings(survey.Unreadable),
        ["refused"] = refused,
        ["head"] = head is { } at ? new JsonObject { ["size"] = at.Size, ["root"] = at.Root.ToString() } : null,
        ["receipt"] = receipt?.ToString(),
        ["receipt-file"] = kept,
        ["all-problems"] = survey.AllProblems,
        ["problems"] = new JsonArray([.. survey.Problems.Select(problem => new JsonObject
        {
            ["code"] = problem.Code,
            ["file"] = problem.Where.File,
            ["line"] = problem.Where.Line,
            ["column"] = problem.Where.Column,
            ["what"] = problem.What,
            ["remedy"] = problem.Remedy,
        })]),
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true });

    /// <summary>The option that says where a receipt is kept.</summary>
    internal static Option<string?> ReceiptOption() => new("--receipt") { Description = "Where the signed receipt is kept (default: receipts/ in the journal's directory)", HelpName = "FILE" };

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The words of one command line; each has its own, because the library links them to their command.</summary>
    private sealed class Words
    {
        public Words() => Format.CompletionSources.Add([.. Names]);

        public Option<string> Journal { get; } = new("--journal") { Description = "The journal's directory; created when missing", HelpName = "DIR", Required = true };
        public Option<string> Source { get; } = new("--source") { Description = "Who hands the reports in (default for ucdp-ged: ucdp)", HelpName = "NAME" };
        public Option<string> Format { get; } = new("--format") { Description = $"One of {FormatNames}", HelpName = "FORMAT", Required = true };
        public Option<string> Map { get; } = new("--map") { Description = "How a csv table is read: a file of columns", HelpName = "FILE" };
        public Option<string> Places { get; } = new("--places") { Description = "Where a csv table's places are looked up: name,lat,lon,within-m,known-as, or GeoJSON", HelpName = "FILE" };
        public Option<string> Zone { get; } = new("--zone") { Description = "The time zone of local times (default for ucdp-ged: Europe/Kyiv; for csv what its file of columns says)", HelpName = "ZONE" };
        public Option<bool> Strict { get; } = new("--strict") { Description = "Take in nothing when anything is wrong" };
        public Option<string> Submitter { get; } = new("--submitter") { Description = "Who hands them in here, kept in each entry", HelpName = "NAME" };
        public Option<string?> Receipt { get; } = ReceiptOption();
        public Option<bool> Json { get; } = new("--json") { Description = "Print the result as JSON" };
        public Argument<string[]> Files { get; } = new("FILE") { Description = "The files, in the order in which they count", Arity = ArgumentArity.OneOrMore };
    }
}
