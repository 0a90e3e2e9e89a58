using System.CommandLine;
using NodaTime;
using Truceline.App.Intake;
using Truceline.App.Terminal;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary>
/// <c>truceline demo</c>: the example <c>minsk-2</c> with a made-up day of reports, from the files to findings with their
/// reasons. The example's <c>reports</c> folder holds one file a source, named after it.
/// </summary>
internal static class DemoCommand
{
    private const string Example = "minsk-2";

    public static Command Create()
    {
        var journal = new Option<string>("--journal") { Description = "Where the demo's journal is kept.", HelpName = "DIR", DefaultValueFactory = _ => Path.Combine("truceline-demo", Example) };
        var command = new Command("demo", """
            Prepares the example minsk-2 with made-up reports (exercise, synthetic) and shows what comes of them.

            Example:
              truceline demo
            """)
        { journal };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var directory = parsed.GetValue(journal)!;
            var folder = Folder();
            var agreement = AgreementFile.Open(Path.Combine(folder, $"{Example}.truce.yaml"), error);
            using var store = JournalFolder.OpenOrCreate(directory);
            if (HoldsRealReports(store)) throw new UsageException($"the journal in '{directory}' holds reports that are not exercise; name another directory.");
            Prepare(store, folder, error);

            var assessment = Assessor.Assess(ReportLog.Fold(store.Read(store.Head.Size)), agreement, FusionRules.Default, null);
            AssessmentText.Write(Screen.On(output), assessment, most: 12);
            if (Telling(assessment) is { } finding)
            {
                output.WriteLine("One of them, with its reasons:");
                output.WriteLine();
                FindingText.Write(output, assessment, finding);
            }
            Next(output, directory, Path.Combine(folder, $"{Example}.truce.yaml"), assessment);
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>Whether a journal is more than an exercise: made-up reports have no business in it.</summary>
    private static bool HoldsRealReports(Journal.IJournalStore store) =>
        store.Read(store.Head.Size).Any(entry => ReportEntry.Decode(entry.Bytes) is { Report.Exercise: false });

    /// <summary>Brings the example's reports in; what is there already is skipped.</summary>
    private static void Prepare(Journal.IJournalStore store, string folder, TextWriter error)
    {
        var recorded = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "reports"), "*.jsonl").Order(StringComparer.Ordinal))
        {
            var import = new Import(Jsonl.Format, Path.GetFileNameWithoutExtension(file), null, recorded, error);
            import.Write(store, import.Look([file]), submitter: null);
        }
    }

    /// <summary>The finding to show with its reasons: the first verified breach on which a reading bears, else the gravest.</summary>
    private static Finding? Telling(Assessment assessment)
    {
        var breaches = assessment.Plain.Where(finding => finding is { Outcome: Outcome.Breached, Standing: Standing.Verified }).ToArray();
        return breaches.FirstOrDefault(finding => finding.Margin is not null && assessment.UnderReadings(finding.Key) is not null)
            ?? breaches.FirstOrDefault()
            ?? assessment.Plain.FirstOrDefault();
    }

    private static void Next(TextWriter output, string journal, string agreement, Assessment assessment)
    {
        var record = $"--journal {Quoted(journal)} --agreement {Quoted(agreement)}";
        output.WriteLine();
        output.WriteLine("Try next (write 'dotnet run --project src/Truceline.App --' for 'truceline'):");
        output.WriteLine($"  truceline check {Quoted(agreement)}");
        if (assessment.Plain.FirstOrDefault(finding => finding.Outcome == Outcome.CannotRule) is { } open)
            output.WriteLine($"  truceline finding explain {open.Id.Value[..8]} {record}");
        output.WriteLine($"  truceline assess {record} --at-entry {Math.Max(1, assessment.AtEntry / 2)}");
        output.WriteLine($"  truceline verify {Quoted(journal)}");
    }

    private static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"'{path}'" : path;

    /// <summary>The example's folder: the one under the current directory where there is one, else that which came with the executable.</summary>
    private static string Folder()
    {
        var here = Path.Combine("examples", Example);
        if (File.Exists(Path.Combine(here, $"{Example}.truce.yaml"))) return here;
        var shipped = Path.Combine(AppContext.BaseDirectory, "examples", Example);
        return Directory.Exists(shipped) ? shipped : throw new UsageException($"the example {Example} is not installed beside the executable");
    }
}
