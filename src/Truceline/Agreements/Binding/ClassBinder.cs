using System.Collections.Immutable;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Binds the classes of the agreement onto the built-in ones.</summary>
internal static class ClassBinder
{
    /// <summary>Declares the built-in classes and those of the file.</summary>
    public static IReadOnlyList<YamlPair> Declare(Scope scope, YamlNode? section)
    {
        var nowhere = new Location(scope.File, 1, 1);
        foreach (var id in ClassGraph.BuiltInIds) scope.Classes.Declare(id, nowhere);
        var own = new List<YamlPair>();
        foreach (var pair in scope.Entries(section, "classes"))
            if (ClassGraph.BuiltInIds.Contains(pair.Key.Text))
                scope.Problems.Add("TL007", pair.Key.Where, $"the class '{pair.Key.Text}' is built in", "choose another id, and let it be one of the built-in class");
            else if (scope.Declare(scope.Classes, pair.Key)) own.Add(pair);
        return own;
    }

    public static ClassGraph Bind(Scope scope, IReadOnlyList<YamlPair> entries)
    {
        var classes = new Dictionary<string, WeaponClass>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            classes[key.Text] = Bind(scope, key.Text, value) ?? new(key.Text, [], null, [], []);
        var sound = Circles.Order(classes.Keys.Order(StringComparer.Ordinal), id => classes.TryGetValue(id, out var one) ? one.Is : [], circle =>
            scope.Problems.Add("TL005", scope.Classes[circle[0]], $"classes include one another: {string.Join(" → ", circle)}", "remove one of the parents"));
        return new(sound.Where(classes.ContainsKey).Select(id => classes[id]));
    }

    private static WeaponClass? Bind(Scope scope, string id, YamlNode value)
    {
        if (Fields.Of(scope, value, Language.Class) is not { } fields) return null;
        scope.Doubt($"class {id}", fields.Doubt());
        IEnumerable<string> parents = fields.Required("is", $"class '{id}'") is { } list
            ? scope.Several(list, "a class").Select(node => scope.Refer(scope.Classes, node)).OfType<string>().Distinct().Order(StringComparer.Ordinal)
            : [];
        return new(id, [.. parents], fields.Value("calibre-mm", scope.Comparison), Texts(scope, fields, "models"), Texts(scope, fields, "known-as"))
        {
            RangeKm = fields.Value("range-km", scope.Comparison),
            Assumed = fields.Truth("assumed"),
            Unchecked = fields.Truth("unchecked"),
        };
    }

    private static ImmutableArray<string> Texts(Scope scope, Fields fields, string key) =>
        fields[key] is { } list ? [.. scope.Several(list, "a name").Select(node => scope.Text(node, "a name")).OfType<string>()] : [];
}
