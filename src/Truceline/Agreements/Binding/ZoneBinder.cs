using System.Collections.Immutable;
using NodaTime;
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
/// <param name="Form">How it is written.</param>
internal sealed record BoundZone(Zone Zone, string Words, string Describes, ImmutableSortedSet<string> Doubts, string Mark, int Size, ZoneForm Form)
{
    /// <summary>The dates on which it changes because a line below it moves.</summary>
    public ImmutableSortedSet<LocalDate> Dates { get; init; } = [];

    /// <summary>Draws it as it is on a date; null where it stays, or after a problem was added.</summary>
    public Func<LocalDate, Zone?>? Later { get; init; }

    /// <summary>Whether the text does not draw it, itself and not through what it rests on.</summary>
    public bool Assumed { get; init; }

    /// <summary>Whether it could not be compared with the text, itself and not through what it rests on.</summary>
    public bool Unchecked { get; init; }

    /// <summary>Who draws it so, in free words.</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>What it covers on a date, or null after a problem was added.</summary>
    public Zone? At(LocalDate date) => Later is null ? Zone : Later(date);

    /// <summary>No doubts.</summary>
    public static ImmutableSortedSet<string> Certain { get; } = ImmutableSortedSet<string>.Empty.WithComparer(StringComparer.Ordinal);
}

/// <summary>Binds the zones, those with a name and those written where one is used.</summary>
internal sealed class ZoneBinder
{
    // Names make it easy to write a zone that is composed of millions.
    private const int MostParts = 1000;

    // Each version of a zone is drawn for itself.
    private const int MostVersions = 2000;

    private readonly Scope scope;
    private readonly BeltBinder belts;
    private readonly GroundBinder grounds;
    private int versions;

    private readonly Dictionary<string, BoundZone> bound = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, NamedZone> all = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> marks = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string> identities = new(StringComparer.Ordinal);

    public ZoneBinder(Scope scope, ImmutableSortedDictionary<string, BoundLine> lines, ClassGraph classes)
    {
        this.scope = scope;
        belts = new(scope, lines, classes, Named);
        grounds = new(scope, lines);
    }

    /// <summary>All zones bound so far, by id.</summary>
    public ImmutableSortedDictionary<string, NamedZone> All => all.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>The mark of a zone's meaning.</summary>
    public string Mark(string id) => marks[id];

    /// <summary>Binds the zones that have names.</summary>
    public void Bind(IReadOnlyList<YamlPair> entries)
    {
        var nodes = entries.ToDictionary(pair => pair.Key.Text, pair => pair.Value, StringComparer.Ordinal);
        var order = Circles.Order(nodes.Keys.Order(StringComparer.Ordinal), id => Names(nodes[id]).Select(name => scope.SectorsOf.GetValueOrDefault(name, name)).Where(nodes.ContainsKey), circle =>
            scope.Problems.Add("TL005", scope.Zones[circle[0]], $"zones rest on one another: {string.Join(" → ", circle)}", "draw one of them without the others"));
        foreach (var id in order)
        {
            if (Expression(nodes[id], id) is not { } zone) continue;
            Name(id, zone);
            if ((nodes[id] as YamlNode.Mapping)?["sectors"] is not { } divided || zone.Form is not ZoneForm.Sectors { Of: var of, Count: var count }) continue;
            foreach (var (number, sector) in SectorBinder.Sectors(scope, zone, of, count, divided.Value.Where)) Name(FormattableString.Invariant($"{id}.{number}"), sector);
        }
    }

    private void Name(string id, BoundZone zone)
    {
        var later = Versions(zone, scope.Zones[id]);
        bound[id] = zone with
        {
            Words = $"zone {id}",
            Form = new ZoneForm.Named(id),
            Later = later.IsEmpty ? null : date => later.LastOrDefault(version => version.From <= date)?.Zone ?? zone.Zone,
        };
        all[id] = new(id, zone.Zone, zone.Describes, [.. zone.Doubts], zone.ClaimedBy)
        {
            Where = scope.Zones[id],
            Form = zone.Form,
            Versions = later,
            Assumed = zone.Assumed,
            Unchecked = zone.Unchecked,
            IsNamed = true,
        };
        marks[id] = zone.Mark;
    }

    private ImmutableArray<ZoneVersion> Versions(BoundZone zone, Location where)
    {
        var drawn = ImmutableArray.CreateBuilder<ZoneVersion>();
        foreach (var date in zone.Dates)
        {
            if (++versions > MostVersions)
            {
                scope.Problems.Add("TL001", where, FormattableString.Invariant($"zones that rest on lines that move have more than {MostVersions} versions"), "keep those versions of lines that matter");
                break;
            }
            if (zone.At(date) is { } later) drawn.Add(new(date, later));
        }
        return drawn.ToImmutable();
    }

    /// <summary>The id of the zone that a clause uses, or null after a problem was added.</summary>
    public string? Use(YamlNode node)
    {
        if (node is YamlNode.Scalar) return Named(node) is null ? null : ((YamlNode.Scalar)node).Text;
        if (Expression(node, null) is not { } zone) return null;
        var id = zone.Describes;
        // What two zones cover and what is doubtful about them may differ where their words do not.
        var identity = Meaning.Of([zone.Mark, zone.ClaimedBy, .. zone.Doubts]);
        for (var n = 2; marks.ContainsKey(id) && identities.GetValueOrDefault(id) != identity; n++) id = FormattableString.Invariant($"{zone.Describes} ({n})");
        if (identities.TryAdd(id, identity))
            all.Add(id, new(id, zone.Zone, zone.Describes, [.. zone.Doubts], zone.ClaimedBy) { Where = node.Where, Form = zone.Form, Assumed = zone.Assumed, Unchecked = zone.Unchecked, Versions = Versions(zone, node.Where) });
        marks[id] = zone.Mark;
        return id;
    }

    /// <summary>The names that a zone's expression mentions, of zones or of anything else.</summary>
    private static IEnumerable<string> Names(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar => [scalar.Text],
        YamlNode.Sequence list => list.Items.SelectMany(Names),
        YamlNode.Mapping mapping => mapping.Pairs.Where(pair => pair.Key.Text is "in" or "not-in" or "any-of" or "all-of" or "over" or "within" or "beyond" or "sectors" or "of").SelectMany(pair => Names(pair.Value)),
        _ => throw new InvalidOperationException("INVARIANT: the family of YAML nodes is closed"),
    };

    // A name that is declared but not bound rests on a problem that was told.
    private BoundZone? Named(YamlNode node) => scope.Refer(scope.Zones, node) is { } name ? bound.GetValueOrDefault(name) : null;

    private BoundZone? Expression(YamlNode node, string? id)
    {
        if (node is YamlNode.Scalar) return Named(node);
        if (Fields.Of(scope, node, Language.Zone) is not { } fields) return null;
        var of = id is null ? "the zone" : $"zone '{id}'";
        if (fields.Exactly(Language.ZoneKinds, of) is not { } kind) return null;
        var value = fields[kind]!;
        var zone = kind switch
        {
            "geometry" => Drawn(value, id),
            "through" => grounds.Through(value),
            "within" => belts.Bind(value, beyond: false),
            "beyond" => belts.Bind(value, beyond: true),
            "between" => grounds.Between(value),
            "sectors" => SectorBinder.Bind(scope, value, id, inner => Expression(inner, null)),
            "in" => Expression(value, null) is { } inner ? inner with { Describes = $"in {inner.Words}", Form = new ZoneForm.In(inner.Form) } : null,
            "not-in" => Expression(value, null) is { } outer ? Compose("not in", [outer], parts => new Zone.NotIn(parts[0]), forms => new ZoneForm.NotIn(forms[0])) : null,
            // The ground decides where something is, and the airspace has no height here; only the words differ.
            "over" => Expression(value, null) is { } ground ? ground with { Describes = $"in the airspace over {ground.Words}", Form = new ZoneForm.Over(ground.Form) } : null,
            "any-of" => Several(value) is { } some ? Compose("any of", some, parts => new Zone.AnyOf(parts), forms => new ZoneForm.AnyOf(forms)) : null,
            _ => Several(value) is { } every ? Compose("all of", every, parts => new Zone.AllOf(parts), forms => new ZoneForm.AllOf(forms)) : null,
        };
        var doubt = fields.Doubt();
        // A text that names settlements draws nothing between them, unless it says so.
        if (kind == "through" && fields["assumed"] is null) doubt = doubt with { Assumed = true };
        if (zone is null) return null;
        var named = zone with { Words = zone.Describes, Assumed = doubt.Assumed, Unchecked = doubt.Unchecked, ClaimedBy = doubt.ClaimedBy, Doubts = zone.Doubts.Union(doubt.About(id is null ? $"the zone {zone.Describes}" : $"zone {id}")) };
        if (named.Size <= MostParts) return named;
        scope.Problems.Add("TL001", node.Where, FormattableString.Invariant($"{of} is composed of more than {MostParts} zones"), "draw it with fewer");
        return null;
    }

    private BoundZone? Drawn(YamlNode value, string? id)
    {
        if (scope.Files.Area(scope, value) is not { } drawn) return null;
        var describes = $"in the area of {((YamlNode.Scalar)value).Text}";
        return new(new Zone.In(drawn.Shape), id is null ? describes : $"zone {id}", describes, BoundZone.Certain, Meaning.Of("in", drawn.Mark), 1, new ZoneForm.Drawn(((YamlNode.Scalar)value).Text));
    }

    private List<BoundZone>? Several(YamlNode value)
    {
        var nodes = scope.Several(value, "a zone");
        var zones = nodes.Select(node => Expression(node, null)).OfType<BoundZone>().ToList();
        return zones.Count == nodes.Count && zones.Count > 0 ? zones : null;
    }

    private static BoundZone Compose(string words, List<BoundZone> parts, Func<ImmutableArray<Zone>, Zone> make, Func<ImmutableArray<ZoneForm>, ZoneForm> form)
    {
        var describes = parts.Count == 1 ? $"{words} {Inner(parts[0])}" : $"{words} ({string.Join("; ", parts.Select(Inner))})";
        return new(make([.. parts.Select(part => part.Zone)]), describes, describes,
            parts.Aggregate(parts[0].Doubts, (all, part) => all.Union(part.Doubts)),
            Meaning.Of([words, .. parts.Select(part => part.Mark)]),
            (int)Math.Min(MostParts + 1L, 1 + parts.Sum(part => (long)part.Size)),
            form([.. parts.Select(part => part.Form)]))
        {
            Dates = parts.Aggregate(parts[0].Dates, (all, part) => all.Union(part.Dates)),
            Later = parts.All(part => part.Later is null) ? null
                : date => parts.Select(part => part.At(date)).OfType<Zone>().ToImmutableArray() is var later && later.Length == parts.Count ? make(later) : null,
        };
    }

    private static string Inner(BoundZone part) => part.Words.Length <= 1000 ? part.Words : "a zone of many parts";
}
