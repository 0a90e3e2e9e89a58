using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Assessments;

/// <summary>The order of the findings of one clause under one reading: by time, subject and id.</summary>
internal sealed class FindingOrder : IComparer<Finding>
{
    public static FindingOrder Instance { get; } = new();

    public int Compare(Finding? x, Finding? y)
    {
        if (ReferenceEquals(x, y)) return 0;
        var order = CompareNames(x!, y!);
        return order != 0 ? order : x!.Id.CompareTo(y!.Id);
    }

    /// <summary>When a finding stands in the order.</summary>
    public static Instant Start(Finding finding) => finding.Time?.Start ?? Instant.MaxValue;

    /// <summary>Sorts findings. An id costs a hash, so only those that the rest does not tell apart are asked for it, once.</summary>
    public static void Sort(List<Finding> findings)
    {
        findings.Sort(CompareNames);
        for (var from = 0; from < findings.Count;)
        {
            var to = from + 1;
            while (to < findings.Count && CompareNames(findings[from], findings[to]) == 0) to++;
            if (to - from > 1)
            {
                var alike = findings.GetRange(from, to - from).OrderBy(finding => finding.Id).ToList();
                for (var i = 0; i < alike.Count; i++) findings[from + i] = alike[i];
            }
            from = to;
        }
    }

    /// <summary>One order of two that are in order.</summary>
    public static ImmutableArray<Finding> Merged(IReadOnlyList<Finding> a, IReadOnlyList<Finding> b)
    {
        var all = ImmutableArray.CreateBuilder<Finding>(a.Count + b.Count);
        var (i, j) = (0, 0);
        while (i < a.Count && j < b.Count) all.Add(Instance.Compare(a[i], b[j]) <= 0 ? a[i++] : b[j++]);
        while (i < a.Count) all.Add(a[i++]);
        while (j < b.Count) all.Add(b[j++]);
        return all.DrainToImmutable();
    }

    /// <summary>By time and subject alone.</summary>
    public static int CompareNames(Finding x, Finding y)
    {
        var order = Start(x).CompareTo(Start(y));
        return order != 0 ? order : string.CompareOrdinal(x.Subject, y.Subject);
    }
}
