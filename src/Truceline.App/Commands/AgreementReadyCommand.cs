using System.CommandLine;
using Truceline.Agreements;
using Truceline.Agreements.Readiness;
using Truceline.Agreements.Text;
using Truceline.App.Terminal;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Picture;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary><c>truceline agreement ready</c>: what is ready when a phase begins, what waits for what, and what is due then.</summary>
internal static class AgreementReadyCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("agreement") { Description = "The truce file.", HelpName = "FILE" };
        var at = new Option<string>("--at") { Description = "A phase of the agreement, or an event, by its id.", Required = true, HelpName = "PHASE" };
        var journal = new Option<string?>("--journal") { Description = "A journal's directory: whether the phase has begun and what was said come from it.", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command("ready", """
            Says what is ready when a phase begins: by domain what is confirmed, what is confirmed and waits for something open,
            what is conditional, pending or ruled out; how many stand behind it formally and how many in public; which clause
            waits for what; what is due with the phase and whose consent it needs. Without a journal it is what the file says.

            Example:
              truceline agreement ready examples/paris-2025/paris-2025.truce.yaml --at reassurance
            """)
        { file, at, journal, json };
        command.SetAction(parsed =>
        {
            var agreement = AgreementFile.Open(parsed.GetRequiredValue(file), parsed.InvocationConfiguration.Error);
            var readiness = PhaseReadiness.Of(agreement, Find(agreement, parsed.GetRequiredValue(at)));
            var record = parsed.GetValue(journal) is { } directory ? Recorded(agreement, directory) : null;
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteUtf8(ReadinessJson.Write(readiness, record));
            else ReadinessText.Write(Screen.On(output), readiness, record);
            return ExitStatus.Done;
        });
        return command;
    }

    private static string Find(Agreement agreement, string id)
    {
        if (agreement.Phases.Any(phase => phase.Id == id) || agreement.Events.ContainsKey(id)) return id;
        string[] names = [.. agreement.Phases.Select(phase => phase.Id), .. agreement.Events.Keys];
        if (names.Length == 0) throw new UsageException($"--at '{id}': the agreement '{agreement.Id}' has no phases and no events");
        throw new UsageException($"--at '{id}' is no phase or event of '{agreement.Id}' ({(Suggestion.Nearest(id, names) is { } nearest ? $"did you mean '{nearest}'?" : $"it has {Shown.Choice(names)}")})");
    }

    private static Recorded Recorded(Agreement agreement, string directory)
    {
        using var store = JournalFolder.OpenForReading(directory);
        var log = ReportLog.Fold(store.Read(store.Head.Size));
        var assessment = Assessor.Assess(log, agreement, FusionRules.Default, null);
        return new(assessment, Arrangement.Of(assessment, log, []));
    }
}

/// <summary>What a journal adds to what the file says.</summary>
internal sealed record Recorded(Assessment Assessment, Arrangement Picture);
