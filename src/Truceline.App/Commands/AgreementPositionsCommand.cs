using System.CommandLine;
using Truceline.Agreements.Positions;
using Truceline.App.Terminal;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Picture;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary><c>truceline agreement positions</c>: who holds what, what cannot all hold, what would open it, what all could accept.</summary>
internal static class AgreementPositionsCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The agreement's truce file." };
        var journal = new Option<string?>("--journal") { Description = "A journal's directory: the words of the statements that positions cite are shown from it.", HelpName = "DIR" };
        var drafts = new Option<bool>("--drafts") { Description = "Show drafted statements that nobody has looked at as well, marked. Needs --journal." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command("positions", """
            Shows who accepts, rejects and wants what; every minimal conflict with the statements behind it; every single change
            that would open it, by the actors' names; every maximal set that can hold; what no actor stands against. Positions
            under different conditions are never mixed. Nobody is told to yield.

            Example:
              truceline agreement positions examples/paris-2025/paris-2025.truce.yaml
            """)
        { file, journal, drafts, json };
        command.SetAction(parsed =>
        {
            var agreement = AgreementFile.Open(parsed.GetValue(file)!, parsed.InvocationConfiguration.Error);
            var directory = parsed.GetValue(journal);
            if (parsed.GetValue(drafts) && directory is null) throw new UsageException("--drafts shows those of a journal: name it by --journal");
            var recorded = directory is null ? null : Recorded(agreement, directory, parsed.GetValue(drafts));
            var issues = recorded?.Issues ?? Issue.All(agreement, []);
            var concords = Concord.Of(agreement);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteUtf8(PositionsJson.Write(agreement, issues, concords, recorded));
            else PositionsText.Write(output, agreement, issues, concords, recorded);
            return ExitStatus.Done;
        });
        return command;
    }

    private static Arrangement Recorded(Agreements.Agreement agreement, string directory, bool withDrafts)
    {
        using var store = JournalFolder.OpenForReading(directory);
        var log = ReportLog.Fold(store.Read(store.Head.Size));
        return Arrangement.Of(Assessor.Assess(log, agreement, FusionRules.Default, null), log, [], withDrafts);
    }
}
