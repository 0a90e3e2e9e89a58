using System.Collections.Immutable;
using Truceline.Geography;
using static Truceline.Agreements.Sentences.Phrase;

namespace Truceline.Agreements.Sentences;

/// <summary>How the things of an agreement are named in its sentences: actors, classes, lines, zones, clauses. By their names where they have any.</summary>
internal sealed class ThingWords(Agreement agreement)
{
    // Classes may include each other in so many ways that a sentence with all of them would never end; what is left out stands in the part on classes.
    private const int MostParents = 4;
    private const int MostAbove = 3;

    private readonly Dictionary<string, string?> articles = Articles(agreement);
    private readonly Dictionary<string, ImmutableArray<string>> unfolded = new(StringComparer.Ordinal);

    /// <summary>An actor. A group without a name of its own is its members.</summary>
    public Phrase Actor(string id) => And(Unfolded(id).Select(Named));

    private Phrase Named(string id) => agreement.Actors.TryGetValue(id, out var actor)
        ? Say($"actor.{actor.Kind.Written()}", ("name", actor.Name.IndexOfAny([',', ';', '.', ':']) < 0 ? new Bare(actor.Name) : Quote(actor.Name)), ("quoted", Quote(actor.Name)))
        : Quote(id);

    /// <summary>Several actors in the order of the file's ids: "A and B".</summary>
    public Phrase Actors(IEnumerable<string> ids) => And(ids.Select(Actor));

    /// <summary>Whether actors are one or several, for verbs.</summary>
    public Phrase Count(ImmutableArray<string> ids) => Phrase.Count(ids.Sum(id => Unfolded(id).Length));

    /// <summary>An actor by id; in place of a group without a name of its own its members, and theirs, each once and in their order.</summary>
    private ImmutableArray<string> Unfolded(string id)
    {
        if (unfolded.TryGetValue(id, out var known)) return known;
        var found = ImmutableArray.CreateBuilder<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([id]);
        while (open.TryPop(out var next))
        {
            if (!seen.Add(next)) continue;
            if (agreement.Actors.TryGetValue(next, out var actor) && actor is { Kind: ActorKind.Group, Members.IsEmpty: false } && actor.Name == actor.Id)
                foreach (var member in actor.Members.Reverse()) open.Push(member);
            else found.Add(next);
        }
        return unfolded[id] = found.ToImmutable();
    }

    /// <summary>A class: "artillery of a calibre of 100 mm or more".</summary>
    public Phrase Class(string id) => Class(id, isDefined: false);

    /// <summary>What a class is, for its own entry.</summary>
    public Phrase ClassMeaning(string id) => Class(id, isDefined: true);

    private Phrase Class(string id, bool isDefined, int above = 0)
    {
        if (!agreement.Classes.Classes.TryGetValue(id, out var one)) return Quote(id);
        if (ClassGraph.BuiltInIds.Contains(id)) return Say($"class.{id}");
        if (above > MostAbove) return Quote(id);
        var hasBounds = one.Calibre is not null || one.RangeKm is not null || !one.Models.IsEmpty;
        return Say("class.own",
            ("parents", And(one.Is.Select(parent => Class(parent, isDefined: false, one.Is.Length <= MostParents ? above + 1 : MostAbove + 1)))),
            ("calibre", one.Calibre is { } calibre ? Bound(calibre) : Nothing),
            ("range", one.RangeKm is { } range ? Bound(range) : Nothing),
            ("models", Or(one.Models.Select(Proper))),
            ("name", hasBounds || isDefined ? Nothing : Quote(id)));
    }

    private static Phrase Bound(Comparison comparison) => Say(
        comparison.Operator switch { ">=" => "bound.at-least", ">" => "bound.more", "<=" => "bound.at-most", "<" => "bound.less", _ => "bound.exactly" },
        ("number", Of((decimal)comparison.Value)));

    /// <summary>A line: "the line “contact-actual”".</summary>
    public static Phrase Line(string id) => Say("line", ("name", Quote(id)));

    /// <summary>A zone as a clause speaks of it: what it is where that is short, else its name.</summary>
    public Phrase Zone(string id)
    {
        if (!agreement.Zones.TryGetValue(id, out var zone)) return Say("zone.named", ("name", Quote(id)));
        return zone is { IsNamed: true, Form: not ZoneForm.Belt { Line: not null } } ? Say(zone.Form is ZoneForm.Drawn ? "zone.area" : "zone.named", ("name", Quote(id))) : Form(zone.Form);
    }

    /// <summary>Whether a clause speaks of a zone by its name alone, so that its meaning has to stand beside.</summary>
    public bool IsByName(string id) => agreement.Zones.TryGetValue(id, out var zone) && zone is { IsNamed: true, Form: not (ZoneForm.Drawn or ZoneForm.Belt { Line: not null }) };

    /// <summary>What a zone is.</summary>
    public Phrase Form(ZoneForm form) => form switch
    {
        ZoneForm.Drawn drawn => Say("zone.drawn", ("file", Quote(drawn.File))),
        ZoneForm.Named named => Zone(named.Zone),
        ZoneForm.Belt { Line: { } line } belt => Say(belt.IsBeyond ? "zone.beyond-line" : "zone.belt", ("distance", Distance(belt.Distance)), ("line", Line(line)), ("side", belt.Side is { } side ? Actor(side) : Nothing), ("range", Range(belt))),
        ZoneForm.Belt belt => Say(belt.IsBeyond ? "zone.beyond-zone" : "zone.around", ("distance", Distance(belt.Distance)), ("zone", Form(belt.Zone!)), ("range", Range(belt))),
        ZoneForm.Between between => Say("zone.between", ("first", Quote(between.First)), ("second", Quote(between.Second))),
        ZoneForm.Through { Width: { } width } through => Say("zone.corridor", ("distance", Distance(width)), ("places", And(through.Places.Select(Proper)))),
        ZoneForm.Through through => Say("zone.enclosed", ("places", And(through.Places.Select(Proper)))),
        ZoneForm.In inside => Form(inside.Zone),
        ZoneForm.NotIn outside => Say("zone.outside", ("zone", Form(outside.Zone))),
        ZoneForm.AnyOf any => any.Zones.Length == 1 ? Form(any.Zones[0]) : Say("zone.any-of", ("zones", Either(any.Zones.Select(Form)))),
        ZoneForm.AllOf all => all.Zones.Length == 1 ? Form(all.Zones[0]) : Say("zone.all-of", ("zones", Both(all.Zones.Select(Form)))),
        ZoneForm.Over over => Say("zone.over", ("zone", Form(over.Zone))),
        ZoneForm.Sectors { Number: { } number } sectors => Say("zone.sector", ("number", Of(number)), ("count", Of(sectors.Count)), ("zone", Form(sectors.Of))),
        ZoneForm.Sectors sectors => Say("zone.sectors", ("count", Of(sectors.Count)), ("zone", Form(sectors.Of))),
        _ => throw new InvalidOperationException("INVARIANT: the family of zones' forms is closed"),
    };

    private Phrase Range(ZoneForm.Belt belt) => belt.RangeOf is { } weapon ? Class(weapon) : Nothing;

    /// <summary>A proper name: of a settlement, of a model.</summary>
    public static Phrase Proper(string name) => Say("proper", ("name", new Bare(name)), ("quoted", Quote(name)));

    /// <summary>A distance, whole: "25 km", "640 m".</summary>
    public static Phrase Distance(Metres distance) => distance.Value < 1000
        ? Say("distance.m", ("number", Of((decimal)distance.Value)))
        : Say("distance.km", ("number", Of((decimal)distance.Value / 1000)));

    /// <summary>Another clause: "clause “p2.ua” (article 2)".</summary>
    public Phrase Clause(string id)
    {
        var article = articles.GetValueOrDefault(id);
        // "Article 2" is one; "the day after" is what somebody calls a passage.
        var isNumber = article is not null && IsNumber(article);
        return Say("clause", ("name", Quote(id)), ("article", isNumber ? new Bare(article!) : Nothing), ("ref", isNumber ? Nothing : Quote(article)));
    }

    /// <summary>Whether a reference is the number of an article, such as <c>2.1(d)</c> or <c>IV</c>, and not words.</summary>
    public static bool IsNumber(string article) => !article.Contains(' ', StringComparison.Ordinal) && (article.Any(char.IsAsciiDigit) || article.All(letter => "IVXLC".Contains(letter, StringComparison.Ordinal)));

    /// <summary>Several clauses.</summary>
    public Phrase Clauses(IEnumerable<string> ids) => And(ids.Select(Clause));

    /// <summary>The clause and the state that a name such as <c>p2.started</c> speaks of; null for an event.</summary>
    public (string Clause, string State)? StateOf(string name)
    {
        var dot = name.LastIndexOf('.');
        return !agreement.Events.ContainsKey(name) && dot > 0 && Binding.Language.IsState(name.AsSpan(dot + 1)) ? (name[..dot], name[(dot + 1)..]) : null;
    }

    /// <summary>The actor that a status such as "proposed-by-RU" names, or null.</summary>
    public Phrase Status(string? status) => status switch
    {
        null => Nothing,
        "active" => Say("status.active"),
        "pending" => Say("status.pending"),
        _ when status.StartsWith("proposed-by-", StringComparison.Ordinal) => Say("status.proposed", ("actor", Actor(status["proposed-by-".Length..]))),
        _ => Quote(status),
    };

    /// <summary>Means of observation: "direct observation, cameras".</summary>
    public static Phrase Seen(IEnumerable<Means> means) => Plain(means.Select(one => Say($"means.{one.Written()}")));

    private static Dictionary<string, string?> Articles(Agreement agreement)
    {
        var all = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var clause in agreement.Clauses) all[clause.Id] = clause.Ref;
        foreach (var power in agreement.Powers) all[power.Id] = power.Ref;
        foreach (var definition in agreement.Definitions) all[definition.Id] = definition.Ref;
        return all;
    }
}
