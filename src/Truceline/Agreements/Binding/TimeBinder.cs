using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>Binds the clock, the events, the phases and every time that is written.</summary>
internal static class TimeBinder
{
    public static Clock Clock(Scope scope, YamlNode node)
    {
        if (Fields.Of(scope, node, Language.Clock) is not { } fields) return scope.Clock;
        var zone = fields.Required("zone", "'clock'") is { } name ? Zone(scope, name) : null;
        var day = fields.Required("day", "'clock'") is { } word ? scope.OneOf(word, "a kind of day", ["calendar", "24h"]) : null;
        return new(zone ?? DateTimeZone.Utc, day == "24h" ? DayKind.Elapsed : DayKind.Calendar);
    }

    private static DateTimeZone? Zone(Scope scope, YamlNode node)
    {
        if (scope.Text(node, "a time zone") is not { } name) return null;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is { } zone) return zone;
        var nearest = scope.Problems.MaySuggest ? Suggestion.Nearest(name, DateTimeZoneProviders.Tzdb.Ids) : null;
        scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(name)} is not a time zone", nearest is null ? "write one of the IANA names, such as Europe/Kyiv" : $"did you mean '{nearest}'?");
        return null;
    }

    public static ImmutableSortedDictionary<string, AgreedEvent> Events(Scope scope, IReadOnlyList<YamlPair> entries)
    {
        var events = ImmutableSortedDictionary.CreateBuilder<string, AgreedEvent>(StringComparer.Ordinal);
        foreach (var (key, value) in entries)
            if (Event(scope, key.Text, value) is { } one) events[key.Text] = one;
        return events.ToImmutable();
    }

    private static AgreedEvent? Event(Scope scope, string id, YamlNode value)
    {
        if (Fields.Of(scope, value, Language.Event) is not { } fields) return null;
        scope.Doubt($"event {id}", fields.Doubt());
        var bare = new AgreedEvent(id, null, [], fields.Truth("assumed")) { Where = scope.Events[id], Unchecked = fields.Truth("unchecked") };
        // One without a rule of its own may happen because a clause fulfils it.
        if (Language.EventKinds.All(key => fields[key] is null)) return bare;
        return fields.Exactly(Language.EventKinds, $"event '{id}'") switch
        {
            "at" => fields.Value("at", node => At(scope, node)) is { } at ? bare with { At = at } : null,
            "declared-by" => scope.Several(fields, "declared-by", scope.Actors) is { IsEmpty: false } actors ? bare with { DeclaredBy = [.. actors.Order(StringComparer.Ordinal)] } : null,
            "all-met" => scope.Several(fields, "all-met", scope.Clauses) is { IsEmpty: false } clauses ? bare with { AllMet = clauses } : null,
            "any-met" => scope.Several(fields, "any-met", scope.Clauses) is { IsEmpty: false } clauses ? bare with { AnyMet = clauses } : null,
            "quiet" => fields.Read("quiet", node => Quiet(scope, node, id)) is { } quiet ? bare with { Quiet = quiet } : null,
            "decided" => fields.Read("decided", node => scope.Refer(scope.Decisions, node)) is { } decision ? bare with { Decided = decision } : null,
            _ => null,
        };
    }

    private static QuietPeriod? Quiet(Scope scope, YamlNode node, string id)
    {
        if (Fields.Of(scope, node, Language.Quiet) is not { } fields) return null;
        var clause = fields.Required("clause", $"'quiet' of event '{id}'") is { } name ? scope.Refer(scope.Clauses, name) : null;
        var time = fields.Required("for", $"'quiet' of event '{id}'") is { } duration ? scope.Period(duration) : null;
        var by = fields.Read("confirmed-by", actor => scope.Refer(scope.Actors, actor));
        return clause is null || time is null ? null : new(clause, time, by);
    }

    /// <summary>Tells of events that nothing lets happen: without a rule of their own, and fulfilled by no clause.</summary>
    public static void RequireRules(Scope scope, ImmutableSortedDictionary<string, AgreedEvent> events, ImmutableArray<BoundClause> clauses)
    {
        var fulfilled = clauses.Select(one => one.Clause.Fulfils).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var one in events.Values)
            if (one is { At: null, DeclaredBy: [], AllMet: [], AnyMet: [], Quiet: null, Decided: null } && !fulfilled.Contains(one.Id))
                scope.Problems.Add("TL003", one.Where, $"event '{one.Id}' says none of {Shown.List(Language.EventKinds.Select(kind => $"'{kind}'"))}, and no clause fulfils it", "add one of them, or 'fulfils' to a clause");
    }

    private static Instant? At(Scope scope, YamlNode node)
    {
        if (scope.Scalar(node, "an instant") is not { } scalar) return null;
        if (MomentText.Instant(scalar.Text) is { } at) return at;
        if (MomentText.IsOutOfReach(scalar.Text)) scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(scalar.Text)} {MomentText.OutOfReach}", MomentText.Reach);
        else scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(scalar.Text)} is not an instant", "write one with its offset, such as 2015-02-15T00:00:00+02:00");
        return null;
    }

    public static ImmutableArray<Phase> Phases(Scope scope, IReadOnlyList<YamlNode.Mapping> entries)
    {
        var phases = ImmutableArray.CreateBuilder<Phase>();
        foreach (var node in entries)
            if (Fields.Of(scope, node, Language.Phase) is { } fields && node["id"]?.Value is YamlNode.Scalar { Text: var id })
            {
                scope.Doubt($"phase {id}", fields.Doubt());
                phases.Add(new(id, fields.Read("from", from => Moment(scope, from)), fields.Read("until", until => Moment(scope, until))) { Where = node.Where, Assumed = fields.Truth("assumed"), Unchecked = fields.Truth("unchecked") });
            }
        return phases.ToImmutable();
    }

    /// <summary>A time whose event is known, or null after a problem was added.</summary>
    public static Moment? Moment(Scope scope, YamlNode node)
    {
        if (scope.Scalar(node, "a time") is not { } scalar) return null;
        if (MomentText.Parse(scalar.Text, out var fault) is not { } moment)
        {
            scope.Problems.Add("TL005", node.Where, $"{Shown.Quoted(scalar.Text)} {fault}", fault == MomentText.OutOfReach ? MomentText.Reach : MomentText.HowToWrite);
            return null;
        }
        return moment is Moment.AfterEvent { Event: var name } && !IsKnown(scope, name, node.Where) ? null : moment;
    }

    /// <summary>Whether something is an event or the state of a clause; else a problem is added.</summary>
    private static bool IsKnown(Scope scope, string name, Location where)
    {
        if (scope.Events.Has(name) || StateOf(scope, name) is not null) return true;
        if (scope.Clauses.Has(name))
            scope.Problems.Add("TL006", where, $"'{name}' is a clause, which happens at no time", $"name a state of it: {Shown.Choice(Language.States.Select(state => $"{name}.{state}"))}");
        else if (scope.Phases.Has(name))
            scope.Problems.Add("TL006", where, $"'{name}' is a phase, which happens at no time", "name the event at which it begins");
        else
            scope.Unknown("event", "events", name, where, scope.Events.All.Concat(scope.Clauses.All.SelectMany(clause => Language.States.Select(state => $"{clause}.{state}"))));
        return false;
    }

    /// <summary>The clause whose state a name such as <c>p2.started</c> is, or null.</summary>
    public static string? StateOf(Scope scope, string name)
    {
        var dot = name.LastIndexOf('.');
        if (dot <= 0 || !Language.IsState(name.AsSpan(dot + 1))) return null;
        var clause = name[..dot];
        return scope.Clauses.Has(clause) ? clause : null;
    }

    /// <summary>The state of a clause, written <c>clause.kept</c>, or null after a problem was added.</summary>
    public static string? State(Scope scope, YamlNode node)
    {
        if (scope.Text(node, "the state of a clause") is not { } name) return null;
        if (StateOf(scope, name) is not null) return name;
        scope.Unknown("state", "clauses", name, node.Where, scope.Clauses.All.SelectMany(clause => Language.States.Select(state => $"{clause}.{state}")));
        return null;
    }
}
