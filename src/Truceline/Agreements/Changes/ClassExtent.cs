using System.Collections.Immutable;

namespace Truceline.Agreements.Changes;

/// <summary>Which classes hold which others, where two files may mean different things by one name.</summary>
internal static class ClassExtent
{
    /// <summary>Whether more is meant, less, or something else. A clause that names no class asks for none.</summary>
    public static Extent Compare(ClassGraph old, ImmutableArray<string> before, ClassGraph @new, ImmutableArray<string> after) => Extents.Of(
        after.IsEmpty || (!before.IsEmpty && before.All(one => after.Any(other => Holds(@new, other, old, one)))),
        before.IsEmpty || (!after.IsEmpty && after.All(one => before.Any(other => Holds(old, other, @new, one)))));

    /// <summary>Whether all that one graph means by a class belongs to what the other graph means by another.</summary>
    private static bool Holds(ClassGraph a, string wider, ClassGraph b, string narrower) =>
        (b.IsA(narrower, wider) && IsNoNarrower(a, b, wider)) || (a.IsA(narrower, wider) && IsNoNarrower(a, b, narrower));

    private static bool IsNoNarrower(ClassGraph a, ClassGraph b, string id)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { id };
        var open = new Stack<string>(seen);
        while (open.TryPop(out var next))
        {
            if (!IsNoNarrowerItself(a, b, next)) return false;
            foreach (var parent in a.Classes[next].Is.Where(seen.Add)) open.Push(parent);
        }
        return true;
    }

    private static bool IsNoNarrowerItself(ClassGraph a, ClassGraph b, string id)
    {
        if (!a.Classes.TryGetValue(id, out var one) || !b.Classes.TryGetValue(id, out var other)) return false;
        return one.Is.SequenceEqual(other.Is)
            && IsNoNarrower(one.Calibre, other.Calibre) && IsNoNarrower(one.RangeKm, other.RangeKm)
            && other.Models.All(model => one.Models.Contains(model, StringComparer.OrdinalIgnoreCase)) && (one.Models.IsEmpty == other.Models.IsEmpty)
            && Strangers(b, id).All(stranger => a.IsA(stranger, id));
    }

    private static bool IsNoNarrower(Comparison? one, Comparison? other)
    {
        if (one is not { } wide) return true;
        if (other is not { } narrow) return false;
        return (wide.Operator, narrow.Operator) switch
        {
            (">=" or ">", ">=" or ">" or "=") or ("<=" or "<", "<=" or "<" or "=") when narrow.Value == wide.Value => wide.Operator.Length == 2 || narrow.Operator.Length == wide.Operator.Length && narrow.Operator != "=",
            (">=" or ">", ">=" or ">" or "=") => narrow.Value > wide.Value,
            ("<=" or "<", "<=" or "<" or "=") => narrow.Value < wide.Value,
            ("=", "=") => narrow.Value == wide.Value,
            _ => false,
        };
    }

    /// <summary>Classes below this one that have a parent elsewhere: they add to what it holds.</summary>
    private static IEnumerable<string> Strangers(ClassGraph graph, string id) =>
        graph.Classes.Values.Where(one => one.Id != id && graph.IsA(one.Id, id) && one.Is.Any(parent => !graph.IsA(parent, id))).Select(one => one.Id);
}
