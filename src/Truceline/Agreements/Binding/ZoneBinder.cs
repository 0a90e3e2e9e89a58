using System.Collections.Immutable;
using Truceline.Agreements.Text;
using Truceline.Geography;

namespace Truceline.Agreements.Binding;

/// <summary>A zone, bound.</summary>
/// <param name="Zone">What it covers.</param>
/// <param name="Words">How another zone or a clause speaks of it: "zone belt-ua", or the description of one without a name.</param>
/// <param name="Describes">What it is.</param>
/// <param name="Doubts">What is assumed or unchecked in it.</param>
/// <param name="Mark">The mark of its meaning.</param>
/// <param name="Size">How many zones it is composed of.</param>
internal sealed record BoundZone(Zone Zone, string Words, string Describes, ImmutableSortedSet<string> Doubts, string Mark, int Size);

/// <summary>Binds the zones, those with a name and those written where one is used.</summary>
internal sealed class ZoneBinder(Scope scope, ImmutableSortedDictionary<string, BoundLine> lines)
{
    // Names make it easy to write a zone that is composed of millions.
    private const int MostParts = 1000;
    private const double FarthestMetres = 20_000_000;

    private readonly Dictionary<string, BoundZone> bound = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, NamedZone> all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> marks = new(StringComparer.Ordinal);

    /// <summary>All zones bound so far, by id.</summary>
    public ImmutableSortedDictionary<string, NamedZone> All => all.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The mark of a zone's meaning.</summary>
    public string Mark(string id) => marks[id];

    /// <summary>Binds the zones that have names.</summary>
    public void Bind(IReadOnlyList<YamlPair> entries)
    {
        var nodes = entries.ToDictionary(pair => pair.Key.Text, pair => pair.Value, StringComparer.Ordinal);
        var order = Circles.Order(nodes.Keys.Order(StringComparer.Ordinal), id => Names(nodes[id]).Where(nodes.ContainsKey), circle =>
            scope.Problems.Add("TL010", scope.Zones[circle[0]], $"zones rest on one another: {string.Join(" → ", circle)}", "draw one of them without the others"));
        foreach (var id in order)
            if (Expression(nodes[id], id) is { } zone)
            {
                bound[id] = zone with { Words = $"zone {id}" };
                all[id] = new(id, zone.Zone, zone.Describes, [.. zone.Doubts], (nodes[id] as YamlNode.Mapping)?["claimed-by"]?.Value is YamlNode.Scalar { Text: var by } ? by : null);
                marks[id] = zone.Mark;
            }
    }

    /// <summary>The id of the zone that a clause uses, or null after a problem was added.</summary>
    public string? Use(YamlNode node)
    {
        if (node is YamlNode.Scalar) return Named(node) is null ? null : ((YamlNode.Scalar)node).Text;
        if (Expression(node, null) is not { } zone) return null;
        var id = zone.Describes;
        for (var n = 2; marks.TryGetValue(id, out var mark) && mark != zone.Mark; n++) id = FormattableString.Invariant($"{zone.Describes} ({n})");
        all.TryAdd(id, new(id, zone.Zone, zone.Describes, [.. zone.Doubts], null));
        marks[id] = zone.Mark;
        return id;
    }

    /// <summary>The names that a zone's expression mentions, of zones or of anything else.</summary>
    private static IEnumerable<string> Names(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar => [scalar.Text],
        YamlNode.Sequence list => list.Items.SelectMany(Names),
        YamlNode.Mapping mapping => mapping.Pairs.Where(pair => pair.Key.Text is "in" or "not-in" or "any-of" or "all-of" or "over" or "within" or "beyond" or "of").SelectMany(pair => Names(pair.Value)),
        _ => throw new InvalidOperationException("INVARIANT: the family of YAML nodes is closed"),
    };

    // A name that is declared but not bound rests on a problem that was told.
    private BoundZone? Named(YamlNode node) => scope.Refer(scope.Zones, node) is { } name ? bound.GetValueOrDefault(name) : null;

    private BoundZone? Expression(YamlNode node, string? id)
    {
        if (node is YamlNode.Scalar) return Named(node);
        if (Fields.Of(scope, node, Language.Zone) is not { } fields) return null;
        var of = id is null ? "the zone" : $"zone '{id}'";
        if (fields.Exactly(Language.ZoneKinds, Language.Zone.Later, of) is not { } kind) return null;
        var value = fields[kind]!;
        var zone = kind switch
        {
            "geometry" => Drawn(value, id),
            "within" => Belt(value, beyond: false),
            "beyond" => Belt(value, beyond: true),
            "in" => Expression(value, null) is { } inner ? inner with { Describes = $"in {inner.Words}" } : null,
            "not-in" => Expression(value, null) is { } outer ? Compose("not in", [outer], parts => new Zone.NotIn(parts[0])) : null,
            // The ground decides where something is, and the airspace has no height here; only the words differ.
            "over" => Expression(value, null) is { } ground ? ground with { Describes = $"in the airspace over {ground.Words}" } : null,
            "any-of" => Several(value) is { } some ? Compose("any of", some, parts => new Zone.AnyOf(parts)) : null,
            _ => Several(value) is { } every ? Compose("all of", every, parts => new Zone.AllOf(parts)) : null,
        };
        var doubt = fields.Doubt();
        if (zone is null) return null;
        var named = zone with { Words = zone.Describes, Doubts = zone.Doubts.Union(doubt.About(id is null ? $"the zone {zone.Describes}" : $"zone {id}")) };
        if (named.Size <= MostParts) return named;
        scope.Problems.Add("TL001", node.Where, FormattableString.Invariant($"{of} is composed of more than {MostParts} zones"), "draw it with fewer");
        return null;
    }

    private BoundZone? Drawn(YamlNode value, string? id)
    {
        if (scope.Files.Area(scope, value) is not { } drawn) return null;
        var describes = $"in the area of {((YamlNode.Scalar)value).Text}";
        return new(new Zone.In(drawn.Shape), id is null ? describes : $"zone {id}", describes, ImmutableSortedSet<string>.Empty.WithComparer(StringComparer.Ordinal), Meaning.Of("in", drawn.Mark), 1);
    }

    private List<BoundZone>? Several(YamlNode value)
    {
        var nodes = scope.Several(value, "a zone");
        var zones = nodes.Select(node => Expression(node, null)).OfType<BoundZone>().ToList();
        return zones.Count == nodes.Count && zones.Count > 0 ? zones : null;
    }

    private static BoundZone Compose(string words, List<BoundZone> parts, Func<ImmutableArray<Zone>, Zone> make)
    {
        var describes = parts.Count == 1 ? $"{words} {Inner(parts[0])}" : $"{words} ({string.Join("; ", parts.Select(Inner))})";
        return new(make([.. parts.Select(part => part.Zone)]), describes, describes,
            parts.Aggregate(parts[0].Doubts, (all, part) => all.Union(part.Doubts)),
            Meaning.Of([words, .. parts.Select(part => part.Mark)]),
            (int)Math.Min(MostParts + 1L, 1 + parts.Sum(part => (long)part.Size)));
    }

    private static string Inner(BoundZone part) => part.Words.Length <= 1000 ? part.Words : "a zone of many parts";

    private BoundZone? Belt(YamlNode value, bool beyond)
    {
        if (Fields.Of(scope, value, Language.Belt) is not { } fields) return null;
        var of = fields.Required("of", beyond ? "'beyond'" : "'within'");
        // A distance that is a weapon's range was refused as not supported.
        var metres = fields["range-of"] is not null || fields.Required("m", beyond ? "'beyond'" : "'within'") is not { } m ? null : scope.Number(m, 0, FarthestMetres);
        if (of is null || scope.Text(of, "the name of a line or zone") is not { } name) return null;
        if (scope.Lines.Has(name)) return AlongLine(fields, name, metres, beyond);
        if (scope.Zones.Has(name)) return AroundZone(fields, of, metres, beyond);
        scope.Unknown("line or zone", "lines", name, of.Where, scope.Lines.All.Concat(scope.Zones.All));
        return null;
    }

    private BoundZone? AlongLine(Fields fields, string name, double? metres, bool beyond)
    {
        if (fields["side"] is not { } side)
        {
            var sides = lines.TryGetValue(name, out var divides) ? $"{divides.Line.Left}, {divides.Line.Right} or both" : "one of the two actors of the line, or both";
            scope.Problems.Add("TL003", fields.Where, $"{(beyond ? "'beyond'" : "'within'")} has no 'side'", $"add 'side: …' with {sides}");
            return null;
        }
        if (!lines.TryGetValue(name, out var line) || SideOf(side, line.Line) is not var (which, on) || metres is not { } m) return null;
        var distance = new Metres(m);
        Zone zone = beyond ? new Zone.Beyond(line.Line.Line, distance, which) : new Zone.Belt(line.Line.Line, distance, which);
        var describes = $"{(beyond ? "beyond" : "within")} {distance} of line {name} {on}";
        return new(zone, describes, describes, scope.Doubts($"line {name}").ToImmutableSortedSet(StringComparer.Ordinal),
            Meaning.Of(beyond ? "beyond" : "within", line.Mark, m.ToString("R", System.Globalization.CultureInfo.InvariantCulture), which?.ToString()), 1);
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

    private BoundZone? AroundZone(Fields fields, YamlNode of, double? metres, bool beyond)
    {
        if (fields["side"] is { } side && side is not YamlNode.Scalar { Text: "both" })
            scope.Problems.Add("TL005", side.Where, "a zone has no sides", "remove 'side', or name a line");
        if (Named(of) is not { } zone || metres is not { } m) return null;
        if (zone.Zone is not Zone.In { Area: var area })
        {
            scope.Problems.Add("TL008", of.Where, "a distance from a zone that is composed of others is not supported yet", "name a zone that is drawn by 'geometry', or a line");
            return null;
        }
        var distance = new Metres(m);
        Zone around = new Zone.Around(area, distance);
        var describes = $"{(beyond ? "beyond" : "within")} {distance} of {zone.Words}";
        return new(beyond ? new Zone.NotIn(around) : around, describes, describes, zone.Doubts,
            Meaning.Of(beyond ? "beyond" : "within", zone.Mark, m.ToString("R", System.Globalization.CultureInfo.InvariantCulture)), 1);
    }
}
