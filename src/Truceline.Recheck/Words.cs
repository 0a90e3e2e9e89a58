using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;
using static Truceline.Geography.Certainty;
using static Truceline.Reports.FirePhase;

namespace Truceline.Recheck;

/// <summary>What words stand for, and what is certain of it.</summary>
internal static class Words
{
    public static bool Same(string a, string b) => a.Trim().Equals(b.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>The value in a trace, of three words for no, possible and certain.</summary>
    public static string Word(this Certainty certainty, string no = "no", string possible = "possible", string certain = "certain") =>
        certainty == No ? no : certainty == Possible ? possible : certain;

    /// <summary>A conjunction is the least of its parts.</summary>
    public static Certainty Least(params IEnumerable<Certainty> parts) => parts.DefaultIfEmpty(Certain).Min();

    public static Certainty Not(this Certainty certainty) => Certain - (int)certainty;

    public static Certainty IsOf(Act act, Observation seen) =>
        (seen.Act ?? (seen.Phase is Impact or Airburst ? Act.Fire : null)) is not { } done ? Possible
        : act.Includes(done) ? Certain : done.Includes(act) ? Possible : No;

    private static IEnumerable<string> Named(ClassGraph graph, string? words) => words is null ? [] : graph.Classes.Values
        .Where(one => one.KnownAs.Concat(one.Models).Prepend(one.Id).Any(name => Same(name, words))).Select(one => one.Id);

    /// <summary>Whether what was seen is of a class.</summary>
    public static Certainty IsOf(ClassGraph graph, string target, Observation seen)
    {
        var classes = graph.Classes;
        if (seen.Calibre is { } mm && classes.Keys.Any(id => graph.IsA(target, id) && classes[id].Calibre is { } bound && !bound.Holds(mm))) return No;
        // A calibre in bounds tells the target from what includes it where each class between the two has a bound on it, and none on its range.
        bool IsTold(string id, string above) =>
            id == above || (classes[id] is { Calibre: not null, RangeKm: null } && classes[id].Is.Any(parent => IsTold(parent, above)));
        return Named(graph, seen.What).Concat(Named(graph, seen.Model)).Select(one =>
            graph.IsA(one, target) || (graph.IsA(target, one) && seen.Calibre is not null && IsTold(target, one)) ? Certain
            : classes.Keys.Any(id => graph.IsA(id, one) && graph.IsA(id, target)) ? Possible : No).DefaultIfEmpty(Possible).Max();
    }
}
