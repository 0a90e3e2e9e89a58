namespace Truceline.Assessments;

/// <summary>What two assessments of one record do not share: most findings of one that was read again are the very objects of the other.</summary>
internal static class Unlike
{
    /// <summary>The findings of each that are not, as an object, among those of the other; some may be.</summary>
    public static (List<Finding> Before, List<Finding> Now) Of(Assessment before, Assessment now)
    {
        var (old, found) = (new List<Finding>(), new List<Finding>());
        var known = before.Parts.ToDictionary(part => (part.Clause, part.Reading), part => part.Findings);
        foreach (var part in now.Parts)
            if (!known.Remove((part.Clause, part.Reading), out var was)) found.AddRange(part.Findings);
            else if (was != part.Findings) Compare(was.AsSpan(), part.Findings.AsSpan(), old, found);
        foreach (var rest in known.Values) old.AddRange(rest);
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
}
