using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Recheck;

/// <summary>What words stand for: acts, classes, actors.</summary>
internal static class Words
{
    public static bool Same(string a, string b) => a.Trim().Equals(b.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>The value in a trace: "no", "possible", "certain".</summary>
    public static string Word(this Certainty certainty) => certainty.ToString().ToLowerInvariant();

    public static Certainty Least(params IEnumerable<Certainty> parts) => parts.DefaultIfEmpty(Certainty.Certain).Min();

    public static Certainty Not(this Certainty certainty) => Certainty.Certain - (int)certainty;

    public static bool Includes(Act wider, Act narrower) =>
        wider == narrower || (wider is Act.HostileAct && narrower is Act.Fire or Act.Attack) || (wider is Act.Fire && narrower is Act.Attack);

    public static Certainty IsOf(Act act, Observation seen) =>
        (seen.Act ?? (seen.Phase is FirePhase.Impact or FirePhase.Airburst ? Act.Fire : null)) is not { } done ? Certainty.Possible
        : Includes(act, done) ? Certainty.Certain : Includes(done, act) ? Certainty.Possible : Certainty.No;

    public static bool IsA(ClassGraph graph, string id, string ancestor) => id == ancestor || graph.Classes[id].Is.Any(parent => IsA(graph, parent, ancestor));

    private static IEnumerable<string> Named(ClassGraph graph, string? words) => words is null ? [] : graph.Classes.Values
        .Where(one => one.KnownAs.Concat(one.Models).Prepend(one.Id).Any(name => Same(name, words))).Select(one => one.Id);

    /// <summary>The one built-in class that words name.</summary>
    public static string? BuiltIn(string? words) => Named(ClassGraph.BuiltIn, words).FirstOrDefault();

    /// <summary>Whether what was seen is of a class.</summary>
    public static Certainty IsOf(ClassGraph graph, string target, Observation seen)
    {
        var classes = graph.Classes;
        if (seen.Calibre is { } mm && classes.Keys.Any(id => IsA(graph, target, id) && classes[id].Calibre is { } bound && !bound.Holds(mm))) return Certainty.No;
        // A calibre in bounds tells the target from what includes it where each class between the two has a bound on it, and none on its range.
        bool IsTold(string id, string ancestor) => id == ancestor || (classes[id] is { Calibre: not null, RangeKm: null } && classes[id].Is.Any(parent => IsTold(parent, ancestor)));
        return Named(graph, seen.What).Concat(Named(graph, seen.Model)).Select(one =>
            IsA(graph, one, target) || (IsA(graph, target, one) && seen.Calibre is not null && IsTold(target, one)) ? Certainty.Certain
            : IsA(graph, target, one) || classes.Keys.Any(id => IsA(graph, id, one) && IsA(graph, id, target)) ? Certainty.Possible : Certainty.No)
            .DefaultIfEmpty(Certainty.Possible).Max();
    }

    /// <summary>The actor whom words name.</summary>
    public static Actor? Actor(this Agreement agreement, string? words) =>
        words is null ? null : agreement.Actors.Values.FirstOrDefault(actor => actor.KnownAs.Concat([actor.Id, actor.Name]).Any(name => Same(name, words)));

    /// <summary>Actors without groups and forces, which stand for their members.</summary>
    public static ImmutableArray<string> Leaves(this Agreement agreement, params IEnumerable<string> actors)
    {
        var (found, seen) = (new SortedSet<string>(StringComparer.Ordinal), new HashSet<string>());
        void Add(string id)
        {
            if (!seen.Add(id)) return;
            if (agreement.Actors[id] is { Kind: ActorKind.Group or ActorKind.Force, Members: { IsEmpty: false } members }) foreach (var member in members) Add(member);
            else found.Add(id);
        }
        foreach (var id in actors) Add(id);
        return [.. found];
    }

    /// <summary>The actors whom words stand for; none for a name that the agreement does not know.</summary>
    public static ImmutableArray<string> Named(this Agreement agreement, string? words) => agreement.Actor(words) is { } actor ? agreement.Leaves(actor.Id) : [];
}
