using System.Collections.Immutable;
using System.Globalization;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Agreements.Binding;

/// <summary>Binds distances from lines and zones: <c>within</c> and <c>beyond</c>.</summary>
/// <param name="scope">The file.</param>
/// <param name="lines">Its lines.</param>
/// <param name="classes">Its classes, whose range may be a distance.</param>
/// <param name="named">The zone of a name, or null after a problem was added.</param>
internal sealed class BeltBinder(Scope scope, ImmutableSortedDictionary<string, BoundLine> lines, ClassGraph classes, Func<YamlNode, BoundZone?> named)
{
    /// <summary>The greatest distance that can be written: half the globe.</summary>
    public const double FarthestMetres = 20_000_000;

    // How far it is, and whose range that is.
    private sealed record Reach(Metres Distance, string? RangeOf, ImmutableSortedSet<string> Doubts)
    {
        public string Words => RangeOf is null ? Distance.ToString() : $"{Distance} (the range of {RangeOf})";
        public string Mark => Distance.Value.ToString("R", CultureInfo.InvariantCulture);
    }

    public BoundZone? Bind(YamlNode value, bool beyond)
    {
        if (Fields.Of(scope, value, Language.Belt) is not { } fields) return null;
        var word = beyond ? "'beyond'" : "'within'";
        var of = fields.Required("of", word);
        var reach = fields.Exclude("m", "range-of", word) ? null
            : fields["range-of"] is { } range ? RangeOf(range)
            : fields.Required("m", word) is { } m && scope.Number(m, 0, FarthestMetres) is { } metres ? new Reach(new(metres), null, BoundZone.Certain) : null;
        if (of is null || scope.Text(of, "the name of a line or zone") is not { } name) return null;
        if (scope.Lines.Has(name)) return AlongLine(fields, name, reach, beyond);
        if (scope.Zones.Has(name)) return AroundZone(fields, of, reach, beyond);
        scope.Unknown("line or zone", "lines", name, of.Where, scope.Lines.All.Concat(scope.Zones.All));
        return null;
    }

    private Reach? RangeOf(YamlNode node)
    {
        if (scope.Refer(scope.Classes, node) is not { } name) return null;
        if (classes.Classes.TryGetValue(name, out var known) && known.RangeKm is { Operator: "=" or "<=" or "<", Value: > 0 and <= FarthestMetres / 1000 } range)
            return new(new(range.Value * 1000), name, scope.Doubts($"class {name}").ToImmutableSortedSet(StringComparer.Ordinal));
        scope.Problems.Add("TL005", node.Where, $"class '{name}' has no greatest range", $"give it one, as in 'range-km: \"<=16\"', or write the distance as 'm'");
        return null;
    }

    private BoundZone? AlongLine(Fields fields, string name, Reach? reach, bool beyond)
    {
        if (fields["side"] is not { } side)
        {
            var sides = lines.TryGetValue(name, out var divides) ? $"{divides.Line.Left}, {divides.Line.Right} or both" : "one of the two actors of the line, or both";
            scope.Problems.Add("TL003", fields.Where, $"{(beyond ? "'beyond'" : "'within'")} has no 'side'", $"add 'side: …' with {sides}");
            return null;
        }
        if (!lines.TryGetValue(name, out var line) || SideOf(side, line.Line) is not var (which, on) || reach is null) return null;
        Zone Along(Line course) => beyond ? new Zone.Beyond(course, reach.Distance, which) : new Zone.Belt(course, reach.Distance, which);
        var describes = $"{(beyond ? "beyond" : "within")} {reach.Words} of line {name} {on}";
        return new(Along(line.Line.Line), describes, describes, reach.Doubts.Union(scope.Doubts($"line {name}")),
            Meaning.Of(beyond ? "beyond" : "within", line.Mark, reach.Mark, which?.ToString()), 1,
            new ZoneForm.Belt(name, null, reach.Distance, which switch { Side.Left => line.Line.Left, Side.Right => line.Line.Right, _ => null }, beyond, reach.RangeOf))
        {
            Dates = line.Dates,
            Later = line.Line.Versions.IsEmpty ? null : date => Along(line.At(date)),
        };
    }

    private (Side? Side, string Words)? SideOf(YamlNode node, NamedLine line)
    {
        if (node is YamlNode.Scalar { Text: "both" }) return (null, "on both sides");
        if (scope.Refer(scope.Actors, node) is not { } actor) return null;
        if (actor == line.Left) return (Side.Left, $"on the side of {actor}");
        if (actor == line.Right) return (Side.Right, $"on the side of {actor}");
        scope.Problems.Add("TL005", node.Where, $"actor '{actor}' has no side of line '{line.Id}'", $"write {line.Left}, {line.Right} or both");
        return null;
    }

    private BoundZone? AroundZone(Fields fields, YamlNode of, Reach? reach, bool beyond)
    {
        if (fields["side"] is { } side && side is not YamlNode.Scalar { Text: "both" })
            scope.Problems.Add("TL005", side.Where, "a zone has no sides", "remove 'side', or name a line");
        if (named(of) is not { } zone || reach is null || Around(zone.Zone) is not { } first) return null;
        var describes = $"{(beyond ? "beyond" : "within")} {reach.Words} of {zone.Words}";
        return new(first, describes, describes, zone.Doubts.Union(reach.Doubts), Meaning.Of(beyond ? "beyond" : "within", zone.Mark, reach.Mark), Math.Max(zone.Size, Size(first)),
            new ZoneForm.Belt(null, zone.Form, reach.Distance, null, beyond, reach.RangeOf))
        {
            Dates = zone.Dates,
            Later = zone.Later is null ? null : date => zone.At(date) is { } later ? Around(later) : null,
        };

        Zone? Around(Zone around)
        {
            if (!scope.Files.Effort.Allows(scope, of.Where, Effort.Distance, Effort.Vertices(around))) return null;
            if (Zones.Within(around, reach.Distance, out var why) is { } wider) return beyond ? new Zone.NotIn(wider) : wider;
            scope.Problems.Add("TL005", of.Where, $"a distance from {zone.Words} cannot be drawn: {why}", "name a line, or a zone that is drawn, along a line, or made of such by 'any-of'");
            return null;
        }
    }

    private static int Size(Zone zone) => zone switch
    {
        Zone.AnyOf any => 1 + any.Zones.Sum(Size),
        Zone.NotIn not => Size(not.Other),
        _ => 1,
    };
}
