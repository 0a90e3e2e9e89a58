using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>One mapping, read key by key; keys that do not belong there are told once.</summary>
internal sealed class Fields
{
    private readonly Scope scope;
    private readonly YamlNode.Mapping node;
    private readonly Location where;

    private readonly Keys keys;

    private Fields(Scope scope, YamlNode.Mapping node, Location where, Keys keys) => (this.scope, this.node, this.where, this.keys) = (scope, node, where, keys);

    /// <summary>The fields of a mapping, or null after a problem was added.</summary>
    public static Fields? Of(Scope scope, YamlNode value, Keys keys)
    {
        if (value is not YamlNode.Mapping mapping)
        {
            if (value is not YamlNode.Scalar { Trap: YamlTrap.OldTruthValue or YamlTrap.Sexagesimal })
                scope.Problems.Add("TL004", value.Where, $"this is {value.Kind}, where the keys of {keys.Place} are wanted", $"write keys such as '{keys.Known[0]}: …'");
            return null;
        }
        foreach (var (key, _) in mapping.Pairs) Check(scope, key, keys);
        return new(scope, mapping, value.Where, keys);
    }

    private static void Check(Scope scope, YamlNode.Scalar key, Keys keys)
    {
        if (keys.Has(key.Text)) return;
        if (key.Trap is YamlTrap.OldTruthValue or YamlTrap.Sexagesimal) return;
        var nearest = scope.Problems.MaySuggest ? Suggestion.Nearest(key.Text, keys.Known) : null;
        scope.Problems.Add("TL002", key.Where, $"{Shown.Quoted(key.Text)} is no key of {keys.Place}",
            nearest is null ? $"remove it, or use {Shown.Choice(keys.Known, 40)}" : $"did you mean '{nearest}'?");
    }

    /// <summary>Where the mapping begins.</summary>
    public Location Where => where;

    /// <summary>The value of a key, or null.</summary>
    public YamlNode? this[string key] => Pair(key)?.Value;

    // What the table of keys does not know is in no schema and no reference.
    private YamlPair? Pair(string key) =>
        keys.Has(key) ? node[key] : throw new InvalidOperationException($"INVARIANT: '{key}' is a key of {keys.Place}");

    /// <summary>The place of a key that is there.</summary>
    public Location Place(string key) => Pair(key)?.Key.Where ?? where;

    /// <summary>The value of a key that must be there, or null after a problem was added.</summary>
    public YamlNode? Required(string key, string of)
    {
        if (Pair(key) is { } pair) return pair.Value;
        scope.Problems.Add("TL003", where, $"{of} has no '{key}'", $"add '{key}: …'");
        return null;
    }

    /// <summary>The value of a key through a reader, or the default when it is not there or wrong.</summary>
    public T? Read<T>(string key, Func<YamlNode, T?> read) where T : class => this[key] is { } value ? read(value) : null;

    /// <summary>The value of a key through a reader, or null when it is not there or wrong.</summary>
    public T? Value<T>(string key, Func<YamlNode, T?> read) where T : struct => this[key] is { } value ? read(value) : null;

    /// <summary>Free text, or null.</summary>
    public string? Text(string key) => this[key] is { } value ? scope.Text(value, "text") : null;

    /// <summary>A truth value; false when it is not there.</summary>
    public bool Truth(string key) => this[key] is { } value && scope.Truth(value) == true;

    /// <summary>What is assumed, unchecked and claimed about the thing.</summary>
    public Doubt Doubt() => new(Truth("assumed"), Truth("unchecked"), keys.Has("claimed-by") ? Text("claimed-by") : null);

    /// <summary>The one key of several that is there, or null after a problem was added.</summary>
    public string? Exactly(IReadOnlyCollection<string> kinds, string of)
    {
        var present = kinds.Where(key => Pair(key) is not null).ToList();
        if (present.Count == 1) return present[0];
        if (present.Count > 1)
        {
            scope.Problems.Add("TL005", Place(present[1]), $"{of} has both '{present[0]}' and '{present[1]}'", "keep one of them");
            return null;
        }
        scope.Problems.Add("TL003", where, $"{of} says none of {Shown.List(kinds.Select(kind => $"'{kind}'"))}", "add one of them");
        return null;
    }

    /// <summary>Tells that two keys exclude each other; true when both are there.</summary>
    public bool Exclude(string one, string other, string of)
    {
        if (Pair(one) is null || Pair(other) is null) return false;
        scope.Problems.Add("TL005", Place(other), $"{of} has both '{one}' and '{other}'", "keep one of them");
        return true;
    }
}

/// <summary>Sections of named things: a mapping from ids to values.</summary>
internal static class Sections
{
    // What rests on what is followed from every entry, so their number is kept far from where that would take long.
    private const int MostEntries = 500;

    // The longest instruments have some hundreds of articles.
    private const int MostClauses = 1000;

    /// <summary>The named entries of a section, or none after a problem was added.</summary>
    public static IReadOnlyList<YamlPair> Entries(this Scope scope, YamlNode? section, string name)
    {
        if (section is null) return [];
        if (section is YamlNode.Mapping mapping) return scope.AreFew(mapping.Pairs.Length, section, name) ? mapping.Pairs : [];
        if (section is not YamlNode.Sequence { Items.Length: 0 })
            scope.Problems.Add("TL004", section.Where, $"'{name}' is {section.Kind}", "write ids with their values, as in 'id: { … }'");
        return [];
    }

    /// <summary>Whether a section is within the budget; else a problem is added.</summary>
    public static bool AreFew(this Scope scope, int count, YamlNode section, string name)
    {
        var most = name == "clauses" ? MostClauses : MostEntries;
        if (count <= most) return true;
        scope.Problems.Add("TL001", section.Where, FormattableString.Invariant($"'{name}' has more than {most} entries"), "split the agreement, one instrument a file");
        return false;
    }

    /// <summary>Declares the ids of a section.</summary>
    public static IReadOnlyList<YamlPair> Declare(this Scope scope, Names names, YamlNode? section) =>
        [.. scope.Entries(section, names.Section).Where(pair => scope.Declare(names, pair.Key))];
}
