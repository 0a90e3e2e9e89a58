using System.Collections.Immutable;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Agreements.Binding;

/// <summary>Binds zones that are named and not drawn: settlements, and the ground between two lines.</summary>
internal sealed class GroundBinder(Scope scope, ImmutableSortedDictionary<string, BoundLine> lines)
{
    /// <summary>The ground that settlements enclose; with a distance the corridor along them.</summary>
    public BoundZone? Through(YamlNode value)
    {
        if (value is not YamlNode.Mapping) return Drawn(value, null);
        if (Fields.Of(scope, value, Language.Through) is not { } fields) return null;
        var m = fields.Required("m", "'through'") is { } metres ? scope.Number(metres, 0, BeltBinder.FarthestMetres) : null;
        return fields.Required("places", "'through'") is { } places && m is { } width ? Drawn(places, new Metres(width)) : null;
    }

    private BoundZone? Drawn(YamlNode node, Metres? width)
    {
        if (Settlements.Refer(scope, node) is not { } places || scope.Settlements!.Course(scope, places, node.Where) is not { } course) return null;
        var zone = width is { } m ? Zones.Corridor(course, m, out var why) : Zones.Through(course, out why);
        if (zone is null)
        {
            scope.Problems.Add("TL030", node.Where, $"what these settlements enclose cannot be drawn: {why}", "name others, or draw the zone in a file");
            return null;
        }
        var words = Settlements.InWords(places);
        var describes = width is { } reach ? $"within {reach} of the way through {words}" : $"in the ground that {words} enclose";
        return new(zone, describes, describes, BoundZone.Certain, Meaning.Of(width?.Value.ToString("R", System.Globalization.CultureInfo.InvariantCulture), Settlements.Mark(course)), 1, new ZoneForm.Through(places, width));
    }

    /// <summary>The ground between two lines.</summary>
    public BoundZone? Between(YamlNode value)
    {
        if (value is not YamlNode.Sequence { Items: [var one, var other] })
        {
            scope.Problems.Add("TL004", value.Where, "this is not two lines", "write 'between: [LINE, LINE]'");
            return null;
        }
        var (first, second) = (scope.Refer(scope.Lines, one), scope.Refer(scope.Lines, other));
        if (first is null || second is null) return null;
        if (first == second)
        {
            scope.Problems.Add("TL005", other.Where, $"between line '{first}' and itself lies nothing", "name another line");
            return null;
        }
        if (!lines.TryGetValue(first, out var left) || !lines.TryGetValue(second, out var right) || Between(left.Line.Line, right.Line.Line, value.Where) is not { } zone) return null;
        var describes = $"between line {first} and line {second}";
        var dates = left.Dates.Union(right.Dates);
        return new(zone, describes, describes, BoundZone.Certain.Union(scope.Doubts($"line {first}")).Union(scope.Doubts($"line {second}")),
            Meaning.Of("between", left.Mark, right.Mark), 1, new ZoneForm.Between(first, second))
        {
            Dates = dates,
            Later = dates.IsEmpty ? null : date => Between(left.At(date), right.At(date), value.Where),
        };
    }

    private Zone? Between(Line one, Line other, Location where)
    {
        if (scope.Files.Between.TryGetValue((one, other), out var known)) return known;
        if (!scope.Files.Effort.Allows(scope, where, Effort.Between, one.Vertices.Length + other.Vertices.Length)) return null;
        if (Zones.Between(one, other, out var why) is { } zone) return scope.Files.Between[(one, other)] = zone;
        scope.Problems.Add("TL030", where, $"the ground between these lines cannot be drawn: {why}", "draw the zone in a file");
        return null;
    }
}
