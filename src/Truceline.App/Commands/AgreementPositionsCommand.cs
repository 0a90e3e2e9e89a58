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
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command("positions", """
            Shows who accepts, rejects and wants what; every minimal conflict with the statements behind it; every single change
            that would open it, by the actors' names; every maximal set that can hold; what no actor stands against. Positions
            under different conditions are never mixed. Nobody is told to yield.

            Example:
              truceline agreement positions examples/paris-2025/paris-2025.truce.yaml
            """)
        { file, journal, json };
        command.SetAction(parsed =>
        {
            var agreement = AgreementFile.Open(parsed.GetValue(file)!, parsed.InvocationConfiguration.Error);
            var issues = parsed.GetValue(journal) is { } directory ? Recorded(agreement, directory) : Issue.All(agreement, []);
            var concords = Concord.Of(agreement);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteUtf8(PositionsJson.Write(agreement, issues, concords));
            else PositionsText.Write(output, agreement, issues, concords);
            return ExitStatus.Done;
        });
        return command;
    }

    private static System.Collections.Immutable.ImmutableArray<Issue> Recorded(Agreements.Agreement agreement, string directory)
    {
        using var store = JournalFolder.OpenForReading(directory);
        var log = ReportLog.Fold(store.Read(store.Head.Size));
        return Arrangement.Of(Assessor.Assess(log, agreement, FusionRules.Default, null), log, []).Issues;
    }
}
