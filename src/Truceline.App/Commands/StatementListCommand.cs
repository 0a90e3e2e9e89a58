using System.CommandLine;
using Truceline.App.Terminal;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary><c>truceline statement list</c>: the drafts of a journal and what was said of them.</summary>
internal static class StatementListCommand
{
    public static Command Create()
    {
        var journal = JournalWords.Journal();
        var lexicon = StatementDraftCommand.LexiconOption();
        var open = new Option<bool>("--open") { Description = "Only those to be looked at: nobody has, or what was confirmed counts no longer." };
        var json = new Option<bool>("--json") { Description = "Print JSON for machines." };
        var command = new Command("list", """
            Lists the drafted statements of a journal, by text and place, each with its entry and what was said of it; and what seems to contradict among them.

            Example:
              truceline statement list --journal mission --open
            """)
        { journal, lexicon, open, json };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            var known = StatementDraftCommand.Known(parsed.GetValue(lexicon));
            using var store = JournalFolder.OpenForReading(parsed.GetRequiredValue(journal));
            var log = ReportLog.Fold(store.Read(store.Head.Size));
            var drafts = ReviewedDrafts.Of(log).All;
            var shown = parsed.GetValue(open) ? [.. drafts.Where(one => one.IsWaiting)] : drafts;
            var texts = log.Beside.Where(report => report.Report is { Content: SourceText, OwnId: not null }).Select(report => (TextKey.Of(report.Report.Source, report.Report.OwnId!), ((SourceText)report.Report.Content).Body));
            var contradictions = HeldStatements.Contradictions(texts, drafts.Where(one => one.Stands && one.Review is not { Act: ReviewAct.Reject }).Select(one => HeldStatements.Of(one.Statement, one.Report.Report.Source, one.Draft.Span, known)));
            if (parsed.GetValue(json)) output.WriteUtf8(StatementsJson.Write(shown, contradictions));
            else StatementsText.Write(output, shown, contradictions);
            return ExitStatus.Done;
        });
        return command;
    }
}
