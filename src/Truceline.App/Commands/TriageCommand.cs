using System.CommandLine;
using Truceline.Agreements;
using Truceline.App.Terminal;
using Truceline.App.Wording;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary><c>truceline triage</c>: which reports wait, and what people say of the handling of each.</summary>
internal static class TriageCommand
{
    public static Command Create() => new("triage", """
        Which reports wait, and what people say of the handling of each. A status is a person's word: no finding reads it. A duplicate that shall not count apart is
        made one incident with its original by 'truceline incident together'.

        Example:
          truceline triage list --journal mission
          truceline triage set 12 --status under-enquiry --journal mission --reason "the post was asked for its log" --by "duty officer"
        """)
    {
        // one line a verb, alphabetical
        List(),
        Set(),
    };

    private static Command List()
    {
        var (journal, status, json) = (JournalWords.Journal(), new Option<string>("--status") { Description = "Only reports of this status; 'received' is what nobody has given one.", HelpName = "STATUS", DefaultValueFactory = _ => ReportStatus.Received.Written() }, new Option<bool>("--json") { Description = "Print JSON for machines, with all that was said of each." });
        status.CompletionSources.Add([.. Vocabulary.All<ReportStatus>()]);
        var command = new Command("list", $"Lists the reports of a status, the one that came first first; without --status those that wait. The statuses are {string.Join(", ", Vocabulary.All<ReportStatus>())}.\n\nExample:\n  truceline triage list --journal mission --status under-enquiry") { journal, status, json };
        command.SetAction(parsed =>
        {
            var asked = Read(parsed.GetRequiredValue(status), [.. Enum.GetValues<ReportStatus>()]);
            using var store = JournalFolder.OpenForReading(parsed.GetRequiredValue(journal));
            var log = ReportLog.Fold(store.Read(store.Head.Size));
            var statuses = ReportStatuses.Of(log);
            var all = log.Reports.Where(report => report.Report.Content is not StatementDraft).Select(report => (Report: report, Status: statuses.StatusOf(report))).ToList();
            var counts = all.CountBy(one => one.Status).OrderBy(count => count.Key).ToList();
            var shown = all.Where(one => one.Status == asked).OrderBy(one => one.Report.Entries[0]).Select(one => (one.Report, Said: statuses.On(one.Report))).ToList();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteUtf8(ReportStatusText.Json(counts, asked, shown));
            else ReportStatusText.Write(output, counts, asked, shown);
            return ExitStatus.Done;
        });
        return command;
    }

    private static Command Set()
    {
        var entry = new Argument<long>("ENTRY") { Description = "An entry of the report, by number ('truceline triage list' has them)." };
        var (journal, reason) = (JournalWords.Journal(), JournalWords.Reason());
        var status = new Option<string>("--status") { Description = $"{string.Join(", ", StatusEntry.Given.Select(one => one.Written()))}.", HelpName = "STATUS", Required = true };
        var of = new Option<long?>("--of") { Description = "Of a duplicate: an entry of the report that tells the same.", HelpName = "ENTRY" };
        var by = new Option<string>("--by") { Description = "Who says it, kept in the entry.", HelpName = "NAME", Required = true };
        status.CompletionSources.Add([.. StatusEntry.Given.Select(one => one.Written())]);
        var command = new Command("set", """
            Gives a report a status. Of several the latest holds, and all stay. No finding reads it. That a report is received, or withdrawn by its source, the
            record tells by itself.

            Example:
              truceline triage set 12 --status verified --journal mission --reason "two patrols saw the crater" --by "duty officer"
              truceline triage set 14 --status duplicate --of 12 --journal mission --reason "handed in twice" --by "duty officer"
            """)
        { entry, status, of, journal, reason, by };
        command.SetAction(parsed =>
        {
            var given = Read(parsed.GetRequiredValue(status), StatusEntry.Given);
            var (why, who) = (JournalWords.Said(parsed.GetRequiredValue(reason), "--reason")!, JournalWords.Said(parsed.GetRequiredValue(by), "--by")!);
            using var store = JournalWords.Open(parsed.GetRequiredValue(journal), "triage set");
            var log = ReportLog.Fold(store.Read(store.Head.Size));
            var says = new StatusEntry(parsed.GetValue(entry), given, parsed.GetValue(of), why, who, JournalWords.Now);
            var before = ReportStatuses.Of(log).On(Required(log, number => log.Reports.FirstOrDefault(report => report.Entries.Contains(number)), says));
            var head = store.Append([says.Encode()]);
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine(FormattableString.Invariant($"entry {head.Size} says of the report of entry {says.Report}: {DecisionWords.Words(says)}"));
            if (before is [.., var last]) output.WriteLine(FormattableString.Invariant($"before it entry {last.Entry} said {ReportWords.Spaced(last.Says.Status.Written())}, which stays and is shown beside it"));
            if (says.Of is { } other && Apart(log, says.Report, other) is { } kept)
                output.WriteLine(FormattableString.Invariant($"entry {kept.Entry}, by {JournalWords.Plain(kept.Says.By)}, keeps the two apart: {JournalWords.Plain(kept.Says.Reason)}"));
            else if (says.Of is { } original) output.WriteLine(FormattableString.Invariant($"findings still count both; to make them one: truceline incident together {Math.Min(original, says.Report)} {Math.Max(original, says.Report)}"));
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>The decision by which two reports are apart; null: they are together, or nobody decided.</summary>
    private static GroupingDecision? Apart(ReportLog log, long one, long other)
    {
        ReportId[] both = [.. log.Reports.Where(report => report.Entries.Contains(one) || report.Entries.Contains(other)).Select(report => report.Report.Id)];
        return GroupingDecisions.Of(log).On(both).LastOrDefault(decision => both.All(id => decision.Reports.Contains(id))) is { Says.Act: GroupingAct.Apart } apart ? apart : null;
    }

    /// <summary>The report that a status is said of, when it can be said.</summary>
    /// <param name="log">The record.</param>
    /// <param name="at">The report of an entry; null: it holds none.</param>
    /// <param name="says">What is to be said.</param>
    /// <exception cref="UsageException">It cannot: an entry holds no report, the report was taken back, or it would be a duplicate of itself.</exception>
    public static JournalledReport Required(ReportLog log, Func<long, JournalledReport?> at, StatusEntry says)
    {
        var report = At(says.Report);
        if (report.IsWithdrawn) throw new UsageException(FormattableString.Invariant($"the report of entry {says.Report} was taken back by its source: that is its status"));
        if (says.Of is not { } of) return report;
        if (says.Status != ReportStatus.Duplicate) throw new UsageException("only a duplicate is one of another report: name no other, or say 'duplicate'");
        var other = At(of);
        if (other == report) throw new UsageException(FormattableString.Invariant($"entries {says.Report} and {of} are of one report: name an entry of the other"));
        // Of two that were duplicates of each other none would be left to look at.
        if (ReportStatuses.Of(log).On(other) is [.., { Says: { Status: ReportStatus.Duplicate, Of: { } original } } last] && report.Entries.Contains(original))
            throw new UsageException(FormattableString.Invariant($"entry {last.Entry} says that the report of entry {of} is a duplicate of this one: give that another status first"));
        return report;

        JournalledReport At(long entry) => log.Erased.ContainsKey(entry)
            ? throw new UsageException(FormattableString.Invariant($"entry {entry} was erased: name another entry of the report, or another report"))
            : at(entry) ?? throw new UsageException(FormattableString.Invariant($"entry {entry} holds no report"));
    }

    /// <summary>A status as it is written, with a hyphen or a space.</summary>
    /// <exception cref="UsageException">It is none of those that can be said here.</exception>
    public static ReportStatus Read(string written, IReadOnlyList<ReportStatus> known) =>
        Vocabulary.Parse<ReportStatus>(written.Replace(' ', '-')) is { } status && known.Contains(status) ? status
            : throw new UsageException($"--status '{JournalWords.Plain(written)}' is none of {string.Join(", ", known.Select(one => one.Written()))}");
}
