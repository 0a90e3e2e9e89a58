using System.Collections.Immutable;
using System.CommandLine;
using Truceline.App.Terminal;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary><c>truceline incident</c>: shows why reports are taken for one happening, and decides which are.</summary>
internal static class IncidentCommand
{
    public static Command Create() => new("incident", """
        Shows why reports are taken for one happening, and decides it where the rule of place, time and content gets it wrong or leaves it open.

        Example:
          truceline incident show 12 --journal mission
          truceline incident together 12 31 --journal mission --reason "one gun, seen from both posts" --by "duty officer"
          truceline incident apart 14 15 --journal mission --reason "two cars, by their plates" --by "duty officer"
        """)
    {
        // one line a verb, alphabetical
        Deciding(GroupingAct.Apart, "No two of these reports are of one happening. What would bring two of them together is left apart."),
        IncidentShow.Create(),
        Deciding(GroupingAct.Together, "These reports are of one happening, whatever the rule says of place, time and content."),
    };

    private static Command Deciding(GroupingAct act, string says)
    {
        var verb = GroupingEntry.Word(act);
        var entries = new Argument<long[]>("ENTRY") { Description = "An entry of each of the reports, by number; two at least.", Arity = new ArgumentArity(2, GroupingEntry.MostReports) };
        var (journal, reason, by) = (JournalWords.Journal(), JournalWords.Reason(), new Option<string>("--by") { Description = "Who decides, kept in the entry.", HelpName = "NAME", Required = true });
        var command = new Command(verb, $"{says} Of two decisions on one pair the later holds, and both are shown.\n\nExample:\n  truceline incident {verb} 12 31 --journal mission --reason WORDS --by NAME")
        { entries, journal, reason, by };
        command.SetAction(parsed =>
        {
            var (why, who) = (JournalWords.Said(parsed.GetRequiredValue(reason), "--reason")!, JournalWords.Said(parsed.GetRequiredValue(by), "--by")!);
            using var store = JournalWords.Open(parsed.GetRequiredValue(journal), $"incident {verb}");
            var named = JournalWords.Sorted(parsed.GetRequiredValue(entries), store.Head.Size);
            var log = ReportLog.Fold(store.Read(store.Head.Size));
            var reports = Reports(log, entry => log.Reports.FirstOrDefault(one => one.Entries.Contains(entry)), named);
            var (decisions, output) = (GroupingDecisions.Of(log), parsed.InvocationConfiguration.Output);
            if (decisions.Saying(act, reports) is { } said)
            {
                output.WriteLine(FormattableString.Invariant($"entry {said.Entry}, by {Screen.Plain(said.Says.By)}, says so already"));
                return ExitStatus.Done;
            }
            var before = decisions.On(reports).Where(decision => decision.Says.Act != act && decision.Reports.Intersect(reports).Count() > 1).Select(decision => decision.Entry).ToList();
            var head = store.Append([new GroupingEntry(act, named, why, who, JournalWords.Now).Encode()]);
            output.WriteLine(FormattableString.Invariant($"entry {head.Size} decides: the reports of {JournalWords.Listed(named)} are {(act == GroupingAct.Together ? "of one happening" : "of different happenings")}"));
            if (before.Count > 0) output.WriteLine(FormattableString.Invariant($"otherwise than {JournalWords.Listed(before)}, which {(before.Count == 1 ? "stays and is" : "stay and are")} shown beside it"));
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>The reports of some entries, when it can be decided which of them are of one happening.</summary>
    /// <param name="log">The record.</param>
    /// <param name="at">The report of an entry; null: it holds none.</param>
    /// <param name="entries">The numbers of the entries.</param>
    /// <exception cref="UsageException">One holds no report of something that happened, or two are of one report.</exception>
    public static ImmutableArray<ReportId> Reports(ReportLog log, Func<long, JournalledReport?> at, ImmutableArray<long> entries)
    {
        var of = new Dictionary<ReportId, long>();
        foreach (var entry in entries)
        {
            if (log.Erased.ContainsKey(entry)) throw new UsageException(FormattableString.Invariant($"entry {entry} was erased: name another entry of the report, or another report"));
            var report = at(entry) ?? throw new UsageException(FormattableString.Invariant($"entry {entry} holds no report"));
            if (report.IsWithdrawn) throw new UsageException(FormattableString.Invariant($"the report of entry {entry} was taken back: it counts for nothing"));
            if (Sighting.Of(report) is null) throw new UsageException(FormattableString.Invariant($"entry {entry} says nothing of something that happened: only observations and positions are of an incident"));
            if (!of.TryAdd(report.Report.Id, entry)) throw new UsageException(FormattableString.Invariant($"entries {of[report.Report.Id]} and {entry} are of one report: name one entry of each report"));
        }
        if (of.Count < 2) throw new UsageException("name an entry of each of two reports at least");
        return [.. of.Keys];
    }
}
