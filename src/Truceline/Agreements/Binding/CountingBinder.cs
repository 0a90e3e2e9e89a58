using System.Collections.Immutable;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Agreements.Binding;

/// <summary>Binds the rules under which things are counted.</summary>
internal static class CountingBinder
{
    private static readonly ImmutableArray<string> EpisodesAlone = ["gap", "within-m"];
    private const double FarthestMetres = 1_000_000;

    public static ImmutableSortedDictionary<string, CountingRule> Bind(Scope scope, IReadOnlyList<YamlPair> entries)
    {
        var rules = ImmutableSortedDictionary.CreateBuilder<string, CountingRule>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            if (Bind(scope, key.Text, value) is { } rule) rules[key.Text] = rule;
        return rules.ToImmutable();
    }

    private static CountingRule? Bind(Scope scope, string id, YamlNode value)
    {
        if (Fields.Of(scope, value, Language.Counting) is not { } fields) return null;
        var of = $"counting rule '{id}'";
        var unit = fields.Required("unit", of) is { } word ? scope.Word<CountingUnit>(word, "a unit of counting") : null;
        var gap = fields.Value("gap", scope.Elapsed);
        var within = fields.Value("within-m", node => scope.Number(node, 0, FarthestMetres));
        var counted = fields.Read("of", node => scope.Refer(scope.Classes, node));
        if (unit == CountingUnit.Episode) fields.Required("gap", $"{of}, which counts episodes,");
        else if (unit is { } other)
            foreach (var key in EpisodesAlone.Where(key => fields[key] is not null))
                scope.Problems.Add("TL005", fields.Place(key), $"{of} counts {other.Written()}s, which have no '{key}'", $"remove '{key}', or count episodes");
        return unit is { } each ? new(id, each, gap, within is { } m ? new Metres(m) : null, counted, fields.Truth("assumed")) { Unchecked = fields.Truth("unchecked") } : null;
    }
}
