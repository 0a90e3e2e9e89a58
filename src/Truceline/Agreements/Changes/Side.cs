using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements.Binding;
using Truceline.Geography;

namespace Truceline.Agreements.Changes;

/// <summary>One of the two agreements that are compared, with the names that both have in common for what they call differently.</summary>
internal sealed class Side
{
    private readonly ImmutableDictionary<string, string> actors;
    private readonly ImmutableDictionary<string, string> events;
    // Most clauses have the acceptances of the whole file.
    private readonly Dictionary<ImmutableArray<Acceptance>, Dimension> bound = [];
    private readonly Dictionary<string, string> classMarks = new(StringComparer.Ordinal);

    private Side(Agreement agreement, Marks marks, ImmutableDictionary<string, string> actors, ImmutableDictionary<string, string> events) =>
        (Agreement, Marks, this.actors, this.events) = (agreement, marks, actors, events);

    /// <summary>The agreement.</summary>
    public Agreement Agreement { get; }

    /// <summary>The marks of shapes.</summary>
    public Marks Marks { get; }

    /// <summary>The common names of clauses; null as long as nobody knows which is which, and then all have one.</summary>
    public ImmutableDictionary<string, string>? Clauses { get; set; }

    /// <summary>The two sides of a comparison.</summary>
    public static (Side Old, Side New) Of(Agreement old, Agreement @new)
    {
        var marks = new Marks();
        var actors = CommonNames(old.Actors.Keys, @new.Actors.Keys, id => old.Actors[id].Name.ToUpperInvariant(), id => @new.Actors[id].Name.ToUpperInvariant());
        var (one, other) = (new Side(old, marks, actors.Old, None), new Side(@new, marks, actors.New, None));
        var events = CommonNames(old.Events.Keys, @new.Events.Keys, one.EventRule, other.EventRule);
        return (new(old, marks, actors.Old, events.Old), new(@new, marks, actors.New, events.New));
    }

    /// <summary>Another agreement with the names of this one: a reading of it.</summary>
    public Side Of(Agreement reading) => new(reading, Marks, actors, events) { Clauses = Clauses };

    private static readonly ImmutableDictionary<string, string> None = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Names that both have stay; of those left, two that alone have one key get the first of both names.</summary>
    private static (ImmutableDictionary<string, string> Old, ImmutableDictionary<string, string> New) CommonNames(
        IEnumerable<string> old, IEnumerable<string> @new, Func<string, string> oldKey, Func<string, string> newKey)
    {
        var shared = old.Intersect(@new, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var left = @new.Where(id => !shared.Contains(id)).ToLookup(newKey, StringComparer.Ordinal);
        var pairs = old.Where(id => !shared.Contains(id)).GroupBy(oldKey, StringComparer.Ordinal)
            .Where(group => group.Count() == 1 && left[group.Key].Count() == 1)
            .Select(group => (Old: group.First(), New: left[group.Key].First()))
            .Select(pair => (pair.Old, pair.New, Name: string.CompareOrdinal(pair.Old, pair.New) < 0 ? pair.Old : pair.New)).ToList();
        return (None.AddRange(pairs.Select(pair => KeyValuePair.Create(pair.Old, pair.Name))), None.AddRange(pairs.Select(pair => KeyValuePair.Create(pair.New, pair.Name))));
    }

    /// <summary>The common name of an actor.</summary>
    public string Actor(string id) => actors.GetValueOrDefault(id, id);

    /// <summary>Who is bound by acceptances, worked out once for each list.</summary>
    public Dimension Bound(ImmutableArray<Acceptance> accepted, Func<ImmutableArray<Acceptance>, Dimension> make) =>
        bound.TryGetValue(accepted, out var known) ? known : bound[accepted] = make(accepted);

    /// <summary>The common names of all actors that a set stands for.</summary>
    public ImmutableSortedSet<string> Actors(IEnumerable<string> ids) => Agreement.Expand(ids).Select(Actor).ToImmutableSortedSet(StringComparer.Ordinal);

    /// <summary>The common name of an event or of the state of a clause.</summary>
    public string Event(string name)
    {
        if (Agreement.Events.ContainsKey(name)) return events.GetValueOrDefault(name, name);
        var dot = name.LastIndexOf('.');
        return dot < 0 ? name : $"{Clause(name[..dot])}{name[dot..]}";
    }

    /// <summary>The common name of a clause; what is none, such as a decision, keeps its own.</summary>
    public string Clause(string id) => Clauses is not null ? Clauses.GetValueOrDefault(id, id)
        : Agreement.Clauses.Any(clause => clause.Id == id) ? "…" : id;

    /// <summary>When a moment is, where the text alone fixes it.</summary>
    public Instant? FixedAt(Moment moment, MomentUse use) => moment switch
    {
        Moment.AfterEvent after => Agreement.Events.GetValueOrDefault(after.Event)?.At is { } at ? after.Resolve(Agreement.Clock, use, at) : null,
        _ => moment.Resolve(Agreement.Clock, use, default),
    };

    /// <summary>Whether both count days alike.</summary>
    public bool HasClockOf(Side other) => Agreement.Clock.Day == other.Agreement.Clock.Day && Agreement.Clock.Zone.Id == other.Agreement.Clock.Zone.Id;

    /// <summary>The mark of a moment.</summary>
    public string Mark(Moment? moment, MomentUse use) => moment switch
    {
        null => "",
        _ when FixedAt(moment, use) is { } at => at.ToUnixTimeTicks().ToString(System.Globalization.CultureInfo.InvariantCulture),
        Moment.AfterEvent after => $"{Event(after.Event)} + {NodaTime.Text.PeriodPattern.Roundtrip.Format(after.Offset)} {(HasDays(after.Offset) ? $"{Agreement.Clock.Day} {Agreement.Clock.Zone.Id}" : "")}",
        _ => throw new InvalidOperationException("INVARIANT: the family of moments is closed"),
    };

    private static bool HasDays(Period period) => period is not { Years: 0, Months: 0, Weeks: 0, Days: 0 };

    /// <summary>The mark of what a zone covers, now and later.</summary>
    public string ZoneMark(string id)
    {
        var zone = Agreement.Zones[id];
        return zone.Versions.IsEmpty ? Marks.Of(zone.Zone) : Meaning.Of([Marks.Of(zone.Zone), .. zone.Versions.Select(version => $"{Date(version.From)} {Marks.Of(version.Zone)}")]);
    }

    /// <summary>The mark of a line, its sides and its later courses.</summary>
    public string LineMark(string id)
    {
        var line = Agreement.Lines[id];
        return Meaning.Of([Marks.Of(line.Line), Actor(line.Left), Actor(line.Right), .. line.Versions.Select(version => $"{Date(version.From)} {Marks.Of(version.Line)}")]);
    }

    /// <summary>The mark of what a class holds.</summary>
    public string ClassMark(string id)
    {
        if (classMarks.TryGetValue(id, out var mark)) return mark;
        var one = Agreement.Classes.Classes[id];
        return classMarks[id] = Meaning.Of([id, Bound(one.Calibre), Bound(one.RangeKm), .. one.Models.Order(StringComparer.Ordinal), "is", .. one.Is.Order(StringComparer.Ordinal).Select(ClassMark)]);
    }

    /// <summary>A bound as it is written.</summary>
    public static string? Bound(Comparison? bound) => bound is { } given ? $"{given.Operator}{Marks.Number(given.Value)}" : null;

    /// <summary>A date as it is written.</summary>
    public static string Date(LocalDate date) => NodaTime.Text.LocalDatePattern.Iso.Format(date);

    /// <summary>The rule by which an event happens.</summary>
    public string EventRule(string id)
    {
        var one = Agreement.Events[id];
        return Meaning.Of(
            one.At?.ToUnixTimeTicks().ToString(System.Globalization.CultureInfo.InvariantCulture), string.Join(' ', one.DeclaredBy.Select(Actor).Order(StringComparer.Ordinal)),
            Set(one.AllMet), Set(one.AnyMet), one.Decided, one.Quiet is { } quiet ? $"{Clause(quiet.Clause)} {NodaTime.Text.PeriodPattern.Roundtrip.Format(quiet.For)} {(quiet.ConfirmedBy is { } by ? Actor(by) : "")}" : null);

        string Set(ImmutableArray<string> clauses) => string.Join(' ', clauses.Select(Clause).Order(StringComparer.Ordinal));
    }
}
