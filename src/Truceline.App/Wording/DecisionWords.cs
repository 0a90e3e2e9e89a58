using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.App.Serving;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Wording;

/// <summary>What people decided of reports, and what came after it that it did not know.</summary>
public static class DecisionWords
{
    /// <summary>"under enquiry", "duplicate of entry 12".</summary>
    public static string Words(StatusEntry says) => $"{ReportWords.Spaced(says.Status.Written())}{(says.Of is { } other ? FormattableString.Invariant($" of entry {other:N0}") : "")}";

    /// <summary>What speaks against a status since it was given; null: nothing.</summary>
    public static string? Since(GivenStatus given, JournalledReport report) =>
        report.Entries[^1] > given.Entry ? FormattableString.Invariant($"entry {report.Entries[^1]:N0} came after it and changed what the report says") : null;

    /// <summary>Whether a report, or another that the last decision on it binds, was changed after what people said or decided of it last.</summary>
    internal static bool IsOutdated(View view, JournalledReport report) =>
        (view.Lookup.Reports.Statuses.On(report) is [.., var given] && Since(given, report) is not null)
        || (view.Lookup.Reports.DecisionsOn([report]) is [.., var last] && Later(last, Bound(view, last)).Length > 0);

    /// <summary>What stands beside a decision on incidents: what came after it, and what the rule alone would do.</summary>
    internal static ImmutableArray<string> Flags(View view, GroupingDecision decision)
    {
        var flags = ImmutableArray.CreateBuilder<string>();
        var bound = Bound(view, decision);
        var later = Later(decision, bound);
        if (later.Length > 0) flags.Add(FormattableString.Invariant($"{Commands.JournalWords.Listed(later)} came after it and changed what {(later.Length == 1 ? "a report that it binds says" : "reports that it binds say")}"));
        // Findings may still be worked out: until then nothing is known of what comes of it.
        if (decision.Entry > view.Assessment.AtEntry) return flags.ToImmutable();
        var incidents = bound.Select(report => view.Lookup.IncidentOf(report.Report.Id)).OfType<Incident>().ToArray();
        var standing = incidents.Select(incident => incident.Id).Distinct().Count();
        if (decision.Says.Act == GroupingAct.Together ? standing > 1 : standing < incidents.Length) flags.Add("a later decision holds otherwise for some of its reports");
        if (incidents.DistinctBy(incident => incident.Id).SelectMany(incident => incident.Reasons).Any(reason => reason is Grouping.Decided { IsByRule: false } decided && decided.Entry == decision.Entry))
            flags.Add("the rule alone would not join them");
        return flags.ToImmutable();
    }

    private static JournalledReport[] Bound(View view, GroupingDecision decision) => [.. decision.Reports.Select(view.Lookup.Report).OfType<JournalledReport>()];

    /// <summary>The entries that changed reports which a decision binds after it, ascending.</summary>
    private static long[] Later(GroupingDecision decision, JournalledReport[] bound) => [.. bound.Where(report => report.Entries[^1] > decision.Entry).Select(report => report.Entries[^1]).Order()];
}
