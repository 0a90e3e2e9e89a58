using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using System.Text.Json;
using Truceline.Agreements;
using Truceline.App.Terminal;
using Truceline.App.Triage;
using Truceline.Assessments.Screening;
using Truceline.Geography;

namespace Truceline.App.Commands;

/// <summary><c>truceline screen</c>: each report alone against each clause, from a journal or straight from a table.</summary>
internal static class ScreenCommand
{
    private const int MostToldProblems = 20;

    public static Command Create()
    {
        var table = new Argument<string?>("FILE") { Description = "A table (CSV with a header: id, time or start and end, lon, lat, radius_m, class, actor, act), instead of a journal.", Arity = ArgumentArity.ZeroOrOne };
        var journal = new Option<string?>("--journal") { Description = "The journal's directory.", HelpName = "DIR" };
        var agreement = new Option<string>("--agreement") { Description = "The agreement's truce file.", Required = true, HelpName = "FILE" };
        var margins = new Option<bool>("--margins") { Description = "Say how far inside the zones each lies, in metres; slower." };
        var json = new Option<bool>("--json") { Description = "Print JSON, of a journal." };
        var command = new Command("screen", """
            Holds each report alone against each prohibition: report, clause, and whether it is certain or possible. A quick triage,
            and no finding: nothing is fused, no exception is looked at, nor whether anybody is bound. Reports go by the number of their entry;
            rows of a table, which is not taken in, by their own id.

            Example:
              truceline screen --journal mission --agreement examples/minsk-2/minsk-2.truce.yaml
              truceline screen sightings.csv --agreement examples/minsk-2/minsk-2.truce.yaml --margins
            """)
        { table, journal, agreement, margins, json };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var error = parsed.InvocationConfiguration.Error;
            var (file, directory) = (parsed.GetValue(table), parsed.GetValue(journal));
            if (file is null == directory is null) throw new UsageException("name a journal with --journal, or a table, and not both");
            if (directory is not null) return OfJournal(output, directory, AgreementFile.Open(parsed.GetValue(agreement)!, error), parsed.GetValue(margins), parsed.GetValue(json));
            if (parsed.GetValue(json)) throw new UsageException("--json is for a journal; of a table, CSV comes out");
            return OfTable(output, error, file!, parsed.GetValue(agreement)!, parsed.GetValue(margins));
        });
        return command;
    }

    private static int OfJournal(TextWriter output, string directory, Agreement agreement, bool withMargins, bool asJson)
    {
        using var store = JournalFolder.OpenForReading(directory);
        var log = Truceline.Reports.ReportLog.Fold(store.Read(store.Head.Size));
        var found = ReportScreen.Of(agreement, log, withMargins, Environment.ProcessorCount);
        if (asJson)
        {
            output.WriteUtf8(Json(agreement, found));
            return ExitStatus.Done;
        }
        output.Write(withMargins ? "report,clause,certainty,margin_m\n" : "report,clause,certainty\n");
        foreach (var one in found)
            output.Write(FormattableString.Invariant($"{one.Entry},{one.Clause},{Word(one.Certainty)}{(withMargins ? "," : "")}{one.Margin?.Value:F3}\n"));
        return ExitStatus.Done;
    }

    private static byte[] Json(Agreement agreement, ImmutableArray<ScreenedReport> found)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("agreement", agreement.Id);
            json.WriteStartArray("hits");
            foreach (var one in found)
            {
                json.WriteStartObject();
                json.WriteNumber("entry", one.Entry);
                json.WriteString("clause", one.Clause);
                json.WriteString("certainty", Word(one.Certainty));
                if (one.Margin is { } margin) json.WriteNumber("margin-m", margin.Value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    private static int OfTable(TextWriter output, TextWriter error, string file, string agreementFile, bool withMargins)
    {
        if (!File.Exists(file)) throw new UsageException($"there is no file {file}");
        RegularFile.Require(file);
        var threads = Environment.ProcessorCount;
        // The table is read while the zones are classified.
        var reading = Task.Run(() => TriageReader.Read(File.ReadAllBytes(file)));
        var agreement = AgreementFile.Open(agreementFile, error);
        var screen = TriageScreen.Ready(agreement);
        var table = reading.GetAwaiter().GetResult();
        var held = TriageScreen.Of(table, agreement, screen, threads);
        using (var to = ReferenceEquals(output, Console.Out) ? Console.OpenStandardOutput() : new WriterStream(output)) TriageRows.Write(to, table, held, withMargins, threads);
        foreach (var problem in table.Problems.Take(MostToldProblems)) error.WriteLine(FormattableString.Invariant($"{Screen.Plain(file)}:{problem.Line}:{problem.Column} {Screen.Plain(problem.Says)}; the row is left out"));
        if (table.Problems.Length > MostToldProblems) error.WriteLine(FormattableString.Invariant($"and {table.Problems.Length - MostToldProblems:#,0} more rows are left out"));
        return table.Problems.IsEmpty ? ExitStatus.Done : ExitStatus.Rejected;
    }

    private static string Word(Certainty certainty) => certainty == Certainty.Certain ? "certain" : "possible";

    /// <summary>A writer as a stream of UTF-8; what is written comes in whole lines.</summary>
    private sealed class WriterStream(TextWriter writer) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            if (disposing) writer.Write(Encoding.UTF8.GetString(GetBuffer(), 0, (int)Length));
            base.Dispose(disposing);
        }
    }
}
