using System.Collections.Immutable;
using Truceline.Reports;

namespace Truceline.Incidents;

/// <summary>A decision on which reports are of one happening, with the entry that holds it.</summary>
/// <param name="Entry">The number of the entry.</param>
/// <param name="Says">What it says.</param>
/// <param name="Reports">The reports that it binds, in the order of their ids: those of its entries that the record still has.</param>
public sealed record GroupingDecision(long Entry, GroupingEntry Says, ImmutableArray<ReportId> Reports);

/// <summary>
/// The decisions on which reports are of one happening, as a record has them. Of two that contradict each other for a pair
/// of reports, the later holds for that pair; both stay and are shown.
/// </summary>
/// <param name="All">All of them, in the order of their entries.</param>
public sealed record GroupingDecisions(ImmutableArray<GroupingDecision> All)
{
    private readonly Dictionary<(ReportId, ReportId), DecidedPair> pairs = PairsOf(All);

    /// <summary>No decisions.</summary>
    public static GroupingDecisions None { get; } = new([]);

    /// <summary>The decisions of a record. An entry number stands for the report that it brought, corrected or took back.</summary>
    /// <exception cref="InvalidOperationException">An entry of this stage cannot be read; the message has its number.</exception>
    public static GroupingDecisions Of(ReportLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        var entries = log.Others.Select(entry => (entry.Number, Says: Read(entry))).Where(one => one.Says is not null).ToList();
        if (entries.Count == 0) return None;
        var named = entries.SelectMany(one => one.Says!.Reports).ToHashSet();
        var reports = log.Reports.SelectMany(report => report.Entries.Where(named.Contains).Select(entry => (entry, report.Report.Id))).ToDictionary();
        return new([.. entries.Select(one => new GroupingDecision(
            one.Number, one.Says!,
            [.. one.Says!.Reports.Where(reports.ContainsKey).Select(entry => reports[entry]).Distinct().Order()]))]);
    }

    /// <summary>Those that name any of some reports, in the order of their entries.</summary>
    public IEnumerable<GroupingDecision> On(IEnumerable<ReportId> reports)
    {
        if (All.IsEmpty) return [];
        var sought = reports.ToHashSet();
        return All.Where(decision => decision.Reports.Any(sought.Contains));
    }

    /// <summary>The latest decision that says this of just these reports, where none later says otherwise of two of them; null: there is none.</summary>
    public GroupingDecision? Saying(GroupingAct act, IReadOnlyCollection<ReportId> reports)
    {
        var sought = reports.Order().ToArray();
        for (var i = 0; i < sought.Length; i++)
            for (var j = i + 1; j < sought.Length; j++)
                if (For(sought[i], sought[j])?.Act != act) return null;
        return All.LastOrDefault(decision => decision.Says.Act == act && decision.Reports.SequenceEqual(sought));
    }

    /// <summary>What holds for a pair of reports; null: nobody decided.</summary>
    internal DecidedPair? For(ReportId a, ReportId b) =>
        pairs.TryGetValue(a.CompareTo(b) < 0 ? (a, b) : (b, a), out var decided) ? decided : null;

    /// <summary>All pairs on which something was decided, the lesser id first.</summary>
    internal IEnumerable<(ReportId A, ReportId B, DecidedPair Decided)> Pairs => pairs.Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Value));

    private static Dictionary<(ReportId, ReportId), DecidedPair> PairsOf(ImmutableArray<GroupingDecision> all)
    {
        var pairs = new Dictionary<(ReportId, ReportId), DecidedPair>();
        foreach (var decision in all)
            for (var i = 0; i < decision.Reports.Length; i++)
                for (var j = i + 1; j < decision.Reports.Length; j++)
                {
                    var pair = (decision.Reports[i], decision.Reports[j]);
                    var against = !pairs.TryGetValue(pair, out var known) ? null : known.Act == decision.Says.Act ? known.Against : known.Entry;
                    pairs[pair] = new(decision.Says.Act, decision.Entry, against);
                }
        return pairs;
    }

    private static GroupingEntry? Read(Journal.Entry entry)
    {
        try
        {
            return GroupingEntry.Decode(entry.Bytes);
        }
        catch (InvalidOperationException fault)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"INVARIANT: entry {entry.Number} of the journal cannot be read: {fault.Message}"));
        }
    }
}

/// <summary>What holds for two reports.</summary>
/// <param name="Act">Whether they are of one happening.</param>
/// <param name="Entry">The entry that decides it: the latest.</param>
/// <param name="Against">The latest entry before it that decided otherwise; null: none did.</param>
internal readonly record struct DecidedPair(GroupingAct Act, long Entry, long? Against);
