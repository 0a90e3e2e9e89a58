using System.CommandLine;
using NodaTime;
using Truceline.App.Exercise;
using Truceline.App.Intake;
using Truceline.App.Serving;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary>
/// <c>truceline demo</c>: the example <c>paris-2025</c> under way. What was said of it and the exercise of seed 7 go into a
/// journal, and its pages are served.
/// </summary>
internal static class DemoCommand
{
    private const string Example = "paris-2025";
    private const string Statements = "statements.jsonl";
    private const string Record = "record";
    private const ulong Seed = 7;

    public static Command Create()
    {
        var journal = new Option<string>("--journal") { Description = "Where the demo's journal is kept.", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine("truceline-demo", Example) };
        var (port, places) = (ServeCommand.Port(), ServeCommand.Places());
        var command = new Command("demo", $"""
            Prepares the example {Example} with made-up reports (exercise, synthetic) and serves its pages at http://127.0.0.1:5080.

            Example:
              truceline demo
            """)
        { journal, port, places };
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var directory = parsed.GetValue(journal)!;
            var folder = Folder();
            var truceFile = TruceFile(folder);
            var agreement = AgreementFile.Open(truceFile, error);
            var known = ServeCommand.Known(parsed.GetValue(places), truceFile, error);
            Prepare(directory, folder);
            using var room = new Room(directory, [agreement]);
            await ServeCommand.Serve(room, known, parsed.GetValue(port), address => Next(output, address, directory, truceFile), cancel, drafts: [AgreementFile.Draft(truceFile)]);
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>Brings in what the demo's journal does not hold yet; a second time it adds nothing, whatever was corrected since.</summary>
    /// <exception cref="UsageException">The journal holds reports that are neither exercise nor what was said of the example.</exception>
    internal static void Prepare(string directory, string folder)
    {
        using var journal = JournalFolder.OpenOrCreate(directory);
        var log = ReportLog.Fold(journal.Read(journal.Head.Size));
        var reports = Reports(folder);
        var ours = reports.Select(report => report.Id).ToHashSet();
        if (log.Reports.Any(report => !report.Report.Exercise && !ours.Contains(report.Report.Id)))
            throw new UsageException($"the journal in '{directory}' holds reports that are not exercise; name another directory.");
        var held = log.Reports.SelectMany(report => report.Versions.Select(version => (report.Report.Id, Deposit.ContentOf(version.Report)))).ToHashSet();
        Deposit.Into(journal, HeldReports.Of(journal), [.. reports.Where(report => !held.Contains((report.Id, Deposit.ContentOf(report))))], Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()), submitter: null);
    }

    /// <summary>What was said, and then the exercise, in the order in which it is handed in.</summary>
    private static List<Report> Reports(string folder)
    {
        var diary = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var exercise = ExerciseWriter.Write(folder, Seed, firstDay: null, lastDay: null, diary);
            return [.. Read(Path.Combine(folder, Statements), Record), .. exercise.Files.SelectMany(file => Read(file.Path, file.Source))];
        }
        finally
        {
            if (Directory.Exists(diary)) Directory.Delete(diary, recursive: true);
        }
    }

    private static List<Report> Read(string path, string source)
    {
        using var bytes = File.OpenRead(path);
        return [.. Jsonl.Format.Read(new IntakeFile(bytes, path, source, null)).Select(taken =>
            taken.Report is { } report && ReportEntry.ReadsBack(report) ? report : throw new UsageException($"the example has a fault: {taken.Problems.FirstOrDefault()}"))];
    }

    private static void Next(TextWriter output, string address, string journal, string truceFile)
    {
        var record = $"--journal {Quoted(journal)} --agreement {Quoted(truceFile)}";
        output.WriteLine($"exercise, synthetic: {Example} is at {address} (stop with Ctrl+C)");
        output.WriteLine();
        output.WriteLine("Try there: who waits for whom, on the first page; a finding and its reasons; New report.");
        output.WriteLine("Or beside it (write 'dotnet run --project src/Truceline.App --' for 'truceline'):");
        output.WriteLine($"  truceline check {Quoted(truceFile)}");
        output.WriteLine($"  truceline assess {record} --most 12");
        output.WriteLine($"  truceline verify {Quoted(journal)}");
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;

    /// <summary>The example's folder: the one under the current directory where there is one, else that which came with the executable.</summary>
    internal static string Folder()
    {
        var here = Path.Combine("examples", Example);
        if (File.Exists(TruceFile(here))) return here;
        var shipped = Path.Combine(AppContext.BaseDirectory, "examples", Example);
        return Directory.Exists(shipped) ? shipped : throw new UsageException($"the example {Example} is not installed beside the executable");
    }

    private static string TruceFile(string folder) => Path.Combine(folder, $"{Example}.truce.yaml");
}
