using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Truceline.Assessments;
using Truceline.Reports;

namespace Truceline.App.Serving;

/// <summary>A finding that answers otherwise than when fewer entries were known.</summary>
/// <param name="From">As it was; null: it was not there.</param>
/// <param name="To">As it is; null: it is not there any more.</param>
/// <param name="Because">The later entries on which it rests, before or now; none where an event or the end of the record moved it.</param>
internal sealed record ChangedFinding(Finding? From, Finding? To, ImmutableArray<long> Because)
{
    /// <summary>The one that is there; as it is now where both are.</summary>
    public Finding Either => To ?? From!;

    /// <summary>The last entry that had a part in it; 0: none by name.</summary>
    public long Last => Because.IsEmpty ? 0 : Because[^1];
}

/// <summary>What is found otherwise than when fewer entries were known, in the plain reading and in every other.</summary>
internal static class ChangedFindings
{
    // The two never change, so neither does what differs between them; it goes with the one of now.
    private static readonly ConditionalWeakTable<Assessment, Tuple<Assessment?, ImmutableArray<ChangedFinding>>> Known = [];

    /// <summary>What changed: what the newest entries had a part in first, then in the order of the findings.</summary>
    /// <param name="before">What was found then; null: nothing was known.</param>
    /// <param name="now">What is found now.</param>
    /// <param name="reports">The reports of now: one that was corrected or withdrawn has the entry that did so.</param>
    public static ImmutableArray<ChangedFinding> Between(Assessment? before, Assessment now, Lookup reports)
    {
        if (Known.TryGetValue(now, out var made) && ReferenceEquals(made.Item1, before)) return made.Item2;
        var changed = Find(before, now, reports);
        Known.AddOrUpdate(now, Tuple.Create(before, changed));
        return changed;
    }

    private static ImmutableArray<ChangedFinding> Find(Assessment? before, Assessment now, Lookup reports)
    {
        var since = before?.AtEntry ?? 0;
        var differing = Differing.Between(before?.Findings ?? [], now.Findings, now.Order);
        // One that only speaks of another time stands elsewhere in the order.
        var were = differing.Select(pair => pair.Was).OfType<Finding>().ToDictionary(finding => finding.Key);
        var appearing = differing.Select(pair => pair.Become).OfType<Finding>()
            .Select(become => (From: were.Remove(become.Key, out var was) ? was : null, To: (Finding?)become)).ToArray()
            .Where(pair => pair.From is null || (pair.From.Outcome, pair.From.Standing) != (pair.To!.Outcome, pair.To.Standing));
        var vanishing = differing.Select(pair => pair.Was).OfType<Finding>().Where(was => were.ContainsKey(was.Key)).Select(was => (From: (Finding?)was, To: (Finding?)null));
        return
        [
            .. appearing.Concat(vanishing).Where(pair => Says(pair.From) || Says(pair.To))
                .Select(pair => new ChangedFinding(pair.From, pair.To, Because(pair.From, pair.To, since, now, reports))).OrderByDescending(one => one.Last),
        ];
    }

    /// <summary>Whether it is more than that a clause did not apply, or not to this actor.</summary>
    private static bool Says(Finding? finding) => finding is not null and not { Outcome: Outcome.NotInForce or Outcome.NotBound };

    /// <summary>The later entries of the reports on which it rests, or rested.</summary>
    private static ImmutableArray<long> Because(Finding? from, Finding? to, long since, Assessment now, Lookup reports) =>
    [
        .. new[] { from, to }.OfType<Finding>().SelectMany(finding => finding.Entries)
            .SelectMany(entry => reports.ReportAt(entry) is { } report ? report.Entries : [entry])
            .Where(entry => entry > since && entry <= now.AtEntry).Distinct().Order(),
    ];
}
