using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using Spectre.Console;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.App.Terminal;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary><c>truceline add</c>: one report, written by hand, into a journal.</summary>
internal static class AddCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var words = new Words();
        var command = new Command(
            "add",
            """
            Add one report to a journal. At a terminal it asks for what is not given, shows the report in words, and asks before it writes.
            What the journal says already adds nothing; other content under the same --own-id is a correction.

            Example:
              truceline add --journal mine
              truceline add --journal mine --source "Mission" --own-id 17 --when "2025-09-06 14:10..14:40" --zone Europe/Kyiv --where "3 km SE of Zolote" --places places.csv --act fire --what mortar --count 40-50 --means heard --observer "Patrol 4"
            """)
        { words.Journal, words.Agreement, words.Places, words.Exercise, words.Submitter, words.Receipt, words.Json };
        foreach (var option in words.Fields) command.Add(option);
        command.SetAction(given => Run(given, words));
        return command;
    }

    private static int Run(ParseResult given, Words words)
    {
        var (output, error) = (given.InvocationConfiguration.Output, given.InvocationConfiguration.Error);
        var directory = given.GetRequiredValue(words.Journal);
        JournalFolder.RequireName(directory);
        var submitter = ImportCommand.Name(given.GetValue(words.Submitter), "--submitter");
        var (places, zone) = Surroundings(given.GetValue(words.Agreement), given.GetValue(words.Places), error);
        var written = new WrittenReport(places);
        if (zone is not null && given.GetValue(words.Of("zone")) is null) written.Say("zone", zone.Id);

        var faults = new List<string>();
        foreach (var field in WrittenReport.Fields)
            if (given.GetValue(words.Of(field.Name)) is { } text && written.Say(field.Name, text) is var (what, remedy)) faults.Add($"truceline: --{field.Name}: {what} ({remedy})");
        // One fault often brings another with it: a zone that is wrong leaves no time that can be read.
        foreach (var fault in faults.Take(1)) error.WriteLine(Screen.Plain(fault));
        if (faults.Count > 0) return ExitStatus.WrongUse;

        var console = ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected && !Console.IsInputRedirected ? AnsiConsole.Console : null;
        if (console is not null) Ask(console, written);
        else if (written.Missing.ToList() is { Count: > 0 } missing)
            throw new UsageException($"{string.Join(" and ", missing.Select(field => $"--{field.Name}"))} {(missing.Count == 1 ? "is" : "are")} missing: this is no terminal, where it could be asked for");
        var report = written.Report(given.GetValue(words.Exercise));

        var recorded = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        if (Admission.Refusal(report, recorded, new("--when", 1, 1)) is { } refusal)
        {
            error.WriteLine(Refused(refusal));
            return ExitStatus.Rejected;
        }
        if (console is not null && !Confirmed(console, report, written.Zone ?? DateTimeZone.Utc))
        {
            output.WriteLine("nothing was written");
            return ExitStatus.Done;
        }
        using var journal = JournalFolder.OpenOrCreate(directory, "truceline add");
        var stands = Deposit.Into(journal, HeldReports.Of(journal), [report], recorded, submitter)[0];
        if (stands.IsLeftOut)
        {
            error.WriteLine(Refused(Admission.LeftOut(report, new("--own-id", 1, 1))));
            return ExitStatus.Rejected;
        }
        var receipt = Receipts.Give(journal, directory, [stands.Entry]);
        var kept = Receipts.Keep(receipt, directory, given.GetValue(words.Receipt));
        if (given.GetValue(words.Json)) output.WriteLine(ToJson(report, stands, receipt, kept));
        else output.WriteLine($"{Said(stands.Entry, stands.Adds)}\nreceipt: {kept}");
        return ExitStatus.Done;
    }

    /// <summary>Asks for every field that was not said; an empty answer leaves out what need not be said.</summary>
    public static void Ask(IAnsiConsole console, WrittenReport written)
    {
        foreach (var field in WrittenReport.Fields.Where(field => !written.Has(field.Name)))
        {
            var needed = field.Required || field.Name == "basis";
            if (field.Name == "basis" && !written.Has("by")) continue;
            console.Prompt(new TextPrompt<string>($"{field.Question.EscapeMarkup()}{(needed ? "" : " [dim](or nothing)[/]")}:").AllowEmpty().Validate(answer =>
                answer.Length == 0 && !needed ? ValidationResult.Success()
                : answer.Length == 0 ? ValidationResult.Error("this must be said")
                : written.Say(field.Name, answer) is var (what, remedy) ? ValidationResult.Error(Screen.Marked($"{what} ({remedy})"))
                : ValidationResult.Success()));
        }
    }

    private static string Refused(Problem problem) => Screen.Plain($"truceline: the report is not taken in: {problem.What} ({problem.Remedy})");

    private static bool Confirmed(IAnsiConsole console, Report report, DateTimeZone zone)
    {
        console.WriteLine();
        ReportText.Print(console, report, (Observation)report.Content, zone);
        console.WriteLine();
        return console.Prompt(new ConfirmationPrompt("Write it to the journal?"));
    }

    private static (Gazetteer Places, DateTimeZone? Zone) Surroundings(string? agreement, string? places, TextWriter error)
    {
        var read = agreement is null ? null : AgreementFile.Open(agreement, error);
        var beside = agreement is null ? null : Path.Combine(Path.GetDirectoryName(Path.GetFullPath(agreement))!, "places.csv");
        var file = places ?? (File.Exists(beside) ? beside : null);
        return (file is null ? Gazetteer.Empty : ImportCommand.Places(file, error), read?.Clock.Zone);
    }

    private static string Said(long entry, ReportEntryKind? adds) => string.Create(CultureInfo.InvariantCulture, $"{adds switch
    {
        ReportEntryKind.Report => "added as",
        ReportEntryKind.Correction => "corrected by",
        _ => "already there, in",
    }} entry {entry:N0}");

    private static string ToJson(Report report, Deposited stands, SignedNote receipt, string kept) => new JsonObject
    {
        ["id"] = report.Id.Value,
        ["entry"] = stands.Entry,
        ["receipt"] = receipt.ToString(),
        ["receipt-file"] = kept,
        ["adds"] = stands.Adds switch { ReportEntryKind.Report => "report", ReportEntryKind.Correction => "correction", _ => null },
    }.ToJsonString();

    /// <summary>The words of one command line; each has its own, because the library links them to their command.</summary>
    private sealed class Words
    {
        public Words()
        {
            Fields = [.. WrittenReport.Fields.Select(field => new Option<string?>($"--{field.Name}") { Description = field.Question, HelpName = field.Name is "zone" ? "ZONE" : "WORDS" })];
            Of("act").CompletionSources.Add([.. Vocabulary.All<Act>()]);
            Of("means").CompletionSources.Add([.. Vocabulary.All<Means>()]);
            Of("basis").CompletionSources.Add([.. Vocabulary.All<AttributionBasis>()]);
        }

        public Option<string> Journal { get; } = new("--journal") { Description = "The journal's directory; created when missing", HelpName = "DIR", Required = true };
        public Option<string?> Agreement { get; } = new("--agreement") { Description = "A truce file: its time zone, and the places.csv beside it, are the default", HelpName = "FILE" };
        public Option<string?> Places { get; } = new("--places") { Description = "Where places are looked up: name,lat,lon,within-m,known-as, or GeoJSON", HelpName = "FILE" };
        public Option<bool> Exercise { get; } = new("--exercise") { Description = "It is made up: marked 'exercise, synthetic' wherever it shows" };
        public Option<string?> Submitter { get; } = new("--submitter") { Description = "Who hands it in here, kept in its entry", HelpName = "NAME" };
        public Option<string?> Receipt { get; } = ImportCommand.ReceiptOption();
        public Option<bool> Json { get; } = new("--json") { Description = "Print the id, the entry and the receipt as JSON" };
        public List<Option<string?>> Fields { get; }

        public Option<string?> Of(string field) => Fields.First(option => option.Name == $"--{field}");
    }
}
