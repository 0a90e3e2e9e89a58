using System.Collections.Immutable;
using Truceline.Geography;

namespace Truceline.Agreements;

/// <summary>A class of weapon, person, materiel or act.</summary>
/// <param name="Id">The id.</param>
/// <param name="Is">The parents; empty for a root.</param>
/// <param name="Calibre">A bound on the calibre in millimetres, where the class has one.</param>
/// <param name="Models">Names of models that belong to it.</param>
/// <param name="KnownAs">What sources call it.</param>
public sealed record WeaponClass(
    string Id, ImmutableArray<string> Is, Comparison? Calibre, ImmutableArray<string> Models, ImmutableArray<string> KnownAs)
{
    /// <summary>A bound on the range in kilometres, where the class has one. No observation states a range, so it never makes anything certain.</summary>
    public Comparison? RangeKm { get; init; }

    /// <summary>True when the text does not say it.</summary>
    public bool Assumed { get; init; }

    /// <summary>True when it could not be compared with the text.</summary>
    public bool Unchecked { get; init; }
}

/// <summary>A comparison with a number, written <c>"&gt;=100"</c>.</summary>
public readonly record struct Comparison(string Operator, double Value)
{
    /// <summary>Whether a number satisfies it.</summary>
    public bool Holds(double number) => Operator switch
    {
        ">=" => number >= Value,
        ">" => number > Value,
        "<=" => number <= Value,
        "<" => number < Value,
        "=" => number == Value,
        _ => throw new InvalidOperationException("INVARIANT: the reader accepts only the five operators"),
    };
}

/// <summary>
/// The classes and how they include each other: a directed graph without circles over the built-in roots.
/// <para>
/// Built in are <c>hardware</c> with <c>small-arms mortar artillery rocket-artillery missile tank ifv air-defence aircraft
/// uav vessel mine</c> below it, <c>personnel</c> with <c>foreign-forces</c> and <c>mercenaries</c> below it, and
/// <c>explosion</c>. Agreements list mortars, guns and rocket artillery side by side, and aircraft beside unmanned ones, so
/// none of these includes another; an agreement that means it so declares a class of its own.
/// </para>
/// </summary>
public sealed class ClassGraph
{
    private static readonly (string Id, string[] Is)[] Roots =
    [
        ("hardware", []), ("personnel", []), ("explosion", []),
        ("small-arms", ["hardware"]), ("mortar", ["hardware"]), ("artillery", ["hardware"]), ("rocket-artillery", ["hardware"]),
        ("missile", ["hardware"]), ("tank", ["hardware"]), ("ifv", ["hardware"]), ("air-defence", ["hardware"]),
        ("aircraft", ["hardware"]), ("uav", ["hardware"]), ("vessel", ["hardware"]), ("mine", ["hardware"]),
        ("foreign-forces", ["personnel"]), ("mercenaries", ["personnel"]),
    ];

    private readonly Dictionary<string, ImmutableArray<string>> named = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, HashSet<string>> above = new(StringComparer.Ordinal);

    /// <summary>The built-in classes alone.</summary>
    public static ClassGraph BuiltIn { get; } = new([]);

    /// <summary>The ids of the built-in classes.</summary>
    internal static IEnumerable<string> BuiltInIds => Roots.Select(root => root.Id);

    /// <summary>The built-in classes and others.</summary>
    /// <exception cref="ArgumentException">An unknown parent, an id used twice, or a circle.</exception>
    public ClassGraph(IEnumerable<WeaponClass> own)
    {
        var classes = ImmutableSortedDictionary.CreateBuilder<string, WeaponClass>(StringComparer.Ordinal);
        foreach (var (id, parents) in Roots) classes.Add(id, new(id, [.. parents], null, [], []));
        foreach (var one in own)
        {
            if (classes.ContainsKey(one.Id)) throw new ArgumentException($"the class '{one.Id}' is there twice", nameof(own));
            classes.Add(one.Id, one);
        }
        Classes = classes.ToImmutable();
        if (Classes.Values.SelectMany(one => one.Is).FirstOrDefault(parent => !Classes.ContainsKey(parent)) is { } unknown)
            throw new ArgumentException($"no class has the id '{unknown}'", nameof(own));
        var order = Binding.Circles.Order(Classes.Keys, id => Classes[id].Is, _ => throw new ArgumentException("the classes form a circle", nameof(own)));
        foreach (var id in order)
            above[id] = [id, .. Classes[id].Is.SelectMany(parent => above[parent])];
        foreach (var one in Classes.Values)
            foreach (var name in one.KnownAs.Concat(one.Models).Prepend(one.Id).Select(name => name.Trim()).Distinct(StringComparer.OrdinalIgnoreCase))
                named[name] = named.TryGetValue(name, out var others) ? others.Add(one.Id) : [one.Id];
    }

    /// <summary>All classes by id.</summary>
    public ImmutableSortedDictionary<string, WeaponClass> Classes { get; }

    /// <summary>Whether a class is another or lies below it.</summary>
    public bool IsA(string id, string ancestor) => above.TryGetValue(id, out var all) && all.Contains(ancestor);

    /// <summary>
    /// The class that a source's words name, by id, <c>known-as</c> or model; null when none does. Of several that share the
    /// name it is the lowest, if there is one; case of letters and space around do not matter.
    /// </summary>
    public string? Named(string words)
    {
        if (!named.TryGetValue(words.Trim(), out var classes)) return null;
        foreach (var one in classes)
            if (classes.All(other => IsA(one, other))) return one;
        return null;
    }

    /// <summary>
    /// Whether what was observed belongs to a class: certain if it is that class or below it (by name, model, or by an
    /// ancestor together with a calibre in bounds), possible if only an ancestor of it, or nothing that the graph knows,
    /// was observed, no if it is of another branch or the calibre is out of bounds.
    /// </summary>
    /// <remarks>
    /// A calibre in bounds makes an ancestor certain only if each class on the way down to the target is told apart by a
    /// calibre. A class of another branch that has classes in common with the target is possible.
    /// </remarks>
    /// <param name="words">What the source calls it, or null when it does not say.</param>
    /// <param name="calibre">The calibre in millimetres, or null.</param>
    /// <param name="model">The model, or null.</param>
    /// <param name="target">The class asked for.</param>
    public Certainty Test(string? words, double? calibre, string? model, string target)
    {
        if (calibre is { } mm && above[target].Any(id => Classes[id].Calibre is { } bound && !bound.Holds(mm))) return Certainty.No;
        var observed = Observed(words).Concat(Observed(model)).ToList();
        if (observed.Count == 0) return Certainty.Possible;
        return observed.Max(one => Test(one, calibre, target));
    }

    private ImmutableArray<string> Observed(string? words) => words is not null && named.TryGetValue(words.Trim(), out var classes) ? classes : [];

    private Certainty Test(string observed, double? calibre, string target)
    {
        if (IsA(observed, target)) return Certainty.Certain;
        if (IsA(target, observed)) return calibre is not null && IsToldByCalibre(target, observed) ? Certainty.Certain : Certainty.Possible;
        return above.Values.Any(all => all.Contains(observed) && all.Contains(target)) ? Certainty.Possible : Certainty.No;
    }

    /// <summary>Whether a way leads up from the target to the ancestor on which each class below it has a calibre.</summary>
    private bool IsToldByCalibre(string target, string ancestor)
    {
        var open = new Stack<string>([target]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (open.TryPop(out var id))
        {
            if (id == ancestor) return true;
            if (!seen.Add(id) || Classes[id] is { Calibre: null } or { RangeKm: not null }) continue;
            foreach (var parent in Classes[id].Is) open.Push(parent);
        }
        return false;
    }
}
