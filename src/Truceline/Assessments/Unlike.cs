using System.Collections.Immutable;

namespace Truceline.Assessments;

/// <summary>What two assessments of one record do not share: most findings of one that was read again are the very objects of the other.</summary>
internal static class Unlike
{
    /// <summary>The findings of each that are not, as an object, among those of the other; some may be.</summary>
    public static (List<Finding> Before, List<Finding> Now) Of(ImmutableArray<Finding> before, ImmutableArray<Finding> now)
    {
        var (old, found) = (new List<Finding>(), new List<Finding>());
        var (runs, others) = (Runs(before).ToDictionary(run => run.Of, run => run.Range), Runs(now).ToList());
        foreach (var (of, range) in others)
            Compare(runs.Remove(of, out var known) ? before.AsSpan()[known] : [], now.AsSpan()[range], old, found);
        foreach (var range in runs.Values) old.AddRange(before.AsSpan()[range]);
        return (old, found);
    }

    /// <summary>Two lists in one order, side by side. What stands at another place than in the other list is taken for another.</summary>
    private static void Compare(ReadOnlySpan<Finding> before, ReadOnlySpan<Finding> now, List<Finding> old, List<Finding> found)
    {
        var (i, j) = (0, 0);
        while (i < before.Length && j < now.Length)
        {
            if (ReferenceEquals(before[i], now[j]))
            {
                (i, j) = (i + 1, j + 1);
                continue;
            }
            var order = FindingOrder.CompareNames(before[i], now[j]);
            if (order <= 0) old.Add(before[i++]);
            if (order >= 0) found.Add(now[j++]);
        }
        old.AddRange(before[i..]);
        found.AddRange(now[j..]);
    }

    /// <summary>The findings of one clause under one reading follow on each other.</summary>
    private static IEnumerable<((string Clause, string? Reading) Of, Range Range)> Runs(ImmutableArray<Finding> findings)
    {
        for (var (from, to) = (0, 0); from < findings.Length; from = to)
        {
            var (clause, reading) = (findings[from].Clause, findings[from].Reading);
            while (to < findings.Length && findings[to].Clause == clause && findings[to].Reading == reading) to++;
            yield return ((clause, reading), from..to);
        }
    }
}
