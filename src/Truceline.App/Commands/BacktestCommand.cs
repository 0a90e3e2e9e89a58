using System.CommandLine;
using Truceline.Agreements;
using Truceline.App.Pages;
using Truceline.App.Pages.BacktestParts;
using Truceline.App.Terminal;
using Truceline.Assessments;
using Truceline.Incidents;

namespace Truceline.App.Commands;

/// <summary><c>truceline backtest</c>: a draft, or two, over a recorded history.</summary>
internal static class BacktestCommand
{
    public static Command Create()
    {
        var draft = new Argument<string>("draft") { Description = "The draft: a truce file. It enters no journal." };
        var against = new Option<string?>("--against") { Description = "Another draft, or the text in force: say what is found otherwise than under it.", HelpName = "FILE" };
        var record = new RecordOptions();
        var edition = new Option<string>("--edition") { Description = "For whom: internal, or public, which leaves out the last 24 hours and what could be seen.", DefaultValueFactory = _ => BacktestEdition.Internal.Written(), HelpName = "EDITION" };
        edition.AcceptOnlyFromAmong([.. Vocabulary.All<BacktestEdition>()]);
        var html = new Option<string?>("--html") { Description = "Write it as one HTML file that prints and asks for nothing from anywhere.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Write all of it as JSON; the same record gives the same bytes." };
        var command = new Command("backtest", """
            How a draft would have fared: it is held against a recorded history. With --against, the findings that appear, vanish and
            change, by clause, zone and day. Always: the incidents that no clause covers, the clauses on which nothing bears, and, in
            the internal edition, what nobody could have verified. The journal is only read.

            Example:
              truceline backtest draft-2.truce.yaml --journal mission --against draft-1.truce.yaml --html draft-2.html
            """)
        { draft, against, edition, html, json };
        record.AddRecordTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (name, other) = (parsed.GetRequiredValue(draft), parsed.GetValue(against));
            var (one, two) = (AgreementFile.Open(name, error), other is null ? null : AgreementFile.Open(other, error));
            var (log, end) = record.Known(parsed);
            var backtest = Backtest.Of(log, one, two, FusionRules.Default, end, Vocabulary.Parse<BacktestEdition>(parsed.GetRequiredValue(edition))!.Value);
            if (parsed.GetValue(html) is { } path)
            {
                await HtmlFile.Save(path, BacktestFile.Generator, await BacktestFile.Write(backtest, Path.GetFileName(name), other is null ? null : Path.GetFileName(other)), cancel);
                if (!parsed.GetValue(json)) output.WriteLine(Screen.Plain($"wrote {path}"));
            }
            if (parsed.GetValue(json)) output.WriteUtf8(BacktestJson.Write(backtest));
            else BacktestText.Write(Screen.On(output), backtest);
            return ExitStatus.Done;
        });
        return command;
    }
}
