using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>The entries of each section of a file, after their names were declared: what names another thing may stand before it.</summary>
internal sealed record Declared
{
    public required IReadOnlyList<YamlPair> Actors { get; init; }
    public required IReadOnlyList<YamlPair> Classes { get; init; }
    public required IReadOnlyList<YamlPair> Lines { get; init; }
    public required IReadOnlyList<YamlPair> Zones { get; init; }
    public required IReadOnlyList<YamlPair> Events { get; init; }
    public required IReadOnlyList<YamlNode.Mapping> Phases { get; init; }
    public required IReadOnlyList<YamlNode.Mapping> Clauses { get; init; }
    public required IReadOnlyList<YamlNode.Mapping> Powers { get; init; }
    public required IReadOnlyList<YamlNode.Mapping> Definitions { get; init; }
    public required IReadOnlyList<YamlNode.Mapping> Pledges { get; init; }
    public required IReadOnlyList<YamlPair> Decisions { get; init; }
    public required IReadOnlyList<YamlPair> Counting { get; init; }

    /// <summary>Declares the names of a file.</summary>
    public static Declared In(Scope scope, Fields top)
    {
        var actors = scope.Declare(scope.Actors, top.Required("actors", "the file"));
        var classes = ClassBinder.Declare(scope, top["classes"]);
        var clauses = Listed(scope, scope.Clauses, top.Required("clauses", "the file"), mapping => KindOf(scope, mapping));
        var declared = new Declared
        {
            Actors = actors,
            Classes = classes,
            Lines = scope.Declare(scope.Lines, top["lines"]),
            Zones = scope.Declare(scope.Zones, top["zones"]),
            Events = scope.Declare(scope.Events, top["events"]),
            Phases = Listed(scope, scope.Phases, top["phases"]),
            Clauses = [.. clauses.Where(entry => KindOf(scope, entry) == scope.Clauses)],
            Powers = [.. clauses.Where(entry => KindOf(scope, entry) == scope.Powers)],
            Definitions = [.. clauses.Where(entry => KindOf(scope, entry) == scope.Definitions)],
            Pledges = Listed(scope, scope.Pledges, top["pledges"]),
            Decisions = scope.Declare(scope.Decisions, top["decisions"]),
            Counting = scope.Declare(scope.Counting, top["counting"]),
        };
        SectorBinder.Declare(scope, declared.Zones);
        Distinguish(scope, scope.Lines, scope.Zones);
        Distinguish(scope, scope.Events, scope.Phases);
        Names[] named = [scope.Clauses, scope.Powers, scope.Definitions, scope.Pledges, scope.Decisions];
        for (var i = 0; i < named.Length; i++)
            for (var j = i + 1; j < named.Length; j++) Distinguish(scope, named[i], named[j]);
        return declared;
    }

    /// <summary>Rule, power or term. A clause that is two of them is taken for the first, and refused as both.</summary>
    private static Names KindOf(Scope scope, YamlNode.Mapping entry)
    {
        if (entry["must"] is not null || entry["must-not"] is not null || entry["may"] is not null) return scope.Clauses;
        return entry["can"] is not null ? scope.Powers : entry["is"] is not null ? scope.Definitions : scope.Clauses;
    }

    /// <summary>The entries of a list of things with an <c>id</c> each, their ids declared.</summary>
    private static List<YamlNode.Mapping> Listed(Scope scope, Names names, YamlNode? section, Func<YamlNode.Mapping, Names>? kinds = null)
    {
        var entries = new List<YamlNode.Mapping>();
        if (section is null) return entries;
        if (section is not YamlNode.Sequence list)
        {
            scope.Problems.Add("TL004", section.Where, $"'{names.Section}' is {section.Kind}, where a list is wanted", "write a list of '- id: …'");
            return entries;
        }
        if (!scope.AreFew(list.Items.Length, section, names.Section)) return entries;
        foreach (var item in list.Items)
            if (item is not YamlNode.Mapping mapping)
                scope.Problems.Add("TL004", item.Where, $"this is {item.Kind}, where the keys of {Scope.Article(names.Noun)} are wanted", "write keys such as 'id: …'");
            else if (mapping["id"] is not { } pair)
                scope.Problems.Add("TL003", item.Where, $"the {names.Noun} has no 'id'", "add 'id: …'");
            else if (pair.Value is not YamlNode.Scalar id)
                scope.Problems.Add("TL004", pair.Value.Where, $"this is {pair.Value.Kind}, where the id of {Scope.Article(names.Noun)} is wanted", "write one value");
            else if (scope.Declare(kinds?.Invoke(mapping) ?? names, id)) entries.Add(mapping);
        return entries;
    }

    /// <summary>Two kinds of things that are named in the same places have no name in common.</summary>
    private static void Distinguish(Scope scope, Names one, Names other)
    {
        foreach (var name in other.All.Where(one.Has))
            scope.Problems.Add("TL007", other[name], FormattableString.Invariant($"{other.Noun} '{name}' has the id of the {one.Noun} in line {one[name].Line}"), "choose another id");
    }
}
