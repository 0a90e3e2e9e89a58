using System.Collections.Immutable;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Binding;

/// <summary>A clause, bound, with what it rests on.</summary>
/// <param name="Clause">The clause, its assumptions not yet gathered.</param>
/// <param name="Things">The things it rests on, such as "actor UA" and "event ceasefire".</param>
/// <param name="Clauses">The clauses whose states it rests on.</param>
internal sealed record BoundClause(Clause Clause, ImmutableSortedSet<string> Things, ImmutableSortedSet<string> Clauses);

/// <summary>Binds the clauses.</summary>
internal sealed class ClauseBinder(Scope scope, ZoneBinder zones, ImmutableArray<Phase> phases, ImmutableArray<Acceptance> accepted, QuotedText? text)
{
    private readonly ImmutableSortedSet<string>.Builder things = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
    private readonly ImmutableSortedSet<string>.Builder clauses = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);

    /// <summary>One clause, or null after a problem was added.</summary>
    public BoundClause? Bind(YamlNode.Mapping node)
    {
        things.Clear();
        clauses.Clear();
        if (Fields.Of(scope, node, Language.Clause) is not { } fields || node["id"]?.Value is not YamlNode.Scalar { Text: var id }) return null;
        scope.Doubt($"clause {id}", fields.Doubt());
        things.Add($"clause {id}");
        var kind = fields.Exactly(Language.ClauseKinds, $"clause '{id}'");
        if (Window(fields, id) is not var (from, until)) return null;
        var clause = kind is null ? null : Rule(fields, id, kind);
        var bound = new Clause
        {
            Id = id,
            Where = node.Where,
            Kind = kind switch { "must" => ClauseKind.Must, "may" => ClauseKind.May, _ => ClauseKind.MustNot },
            Do = clause?.Do ?? Act.Move,
            Who = clause?.Who ?? [],
            Anyone = clause?.Anyone ?? false,
            What = clause?.What ?? [],
            In = clause?.In,
            OutOf = clause?.OutOf,
            FromIn = clause?.FromIn,
            Over = clause?.Over,
            About = clause?.About,
            To = clause?.To,
            Ref = fields.Text("ref"),
            Quote = fields.Read("quote", quote => scope.Quote(quote, text)),
            Gist = fields.Text("gist"),
            From = from,
            Until = until,
            While = fields["while"] is { } states ? [.. scope.Several(states, "the state of a clause").Select(state => Rest(TimeBinder.State(scope, state))).OfType<string>()] : [],
            After = fields["after"] is { } after ? [.. scope.Several(after, "a time").Select(Time).OfType<Moment>()] : [],
            TogetherWith = scope.Several(fields, "together-with", scope.Clauses),
            Start = Timing(fields, "start", Language.Start, kind, id),
            Done = Timing(fields, "done", Language.Done, kind, id),
            Keep = Keep(fields, kind, id),
            Rate = fields.Read("rate", node => Rate(node, id)),
            Fulfils = Fulfils(fields, kind, id),
            Unless = fields["unless"] is { } unless ? new ExemptionBinder(scope, zones, things).Bind(unless) : [],
            Mirror = fields.Read("mirror", node => Mirror(node, id)),
            DutyOf = DutyOf(fields, kind, id),
            Floor = fields.Value("floor", Floor),
            CorroboratedIsEnough = fields.Read("at-standing", node => scope.OneOf(node, "a standing", ["corroborated", "verified"])) == "corroborated",
            Accepted = Accepted(fields, id),
            See = fields["see"] is { } see ? [.. scope.Several(see, "a means of observation").Select(means => scope.Word<Means>(means, "a means of observation")).OfType<Means>().Distinct()] : [],
            VerifiedBy = fields["verified-by"] is { } verifier ? Actor(verifier) : null,
            Needs = scope.Several(fields, "needs", scope.Pledges),
            Alert = fields.Read("alert", node => AlertBinder.Bind(scope, zones, node)),
            OnBreach = fields.Read("on-breach", node => scope.Refer(node, scope.Decisions, scope.Clauses)),
            OnDone = fields.Read("on-done", node => scope.Refer(node, scope.Decisions, scope.Clauses)),
            DisputedBy = scope.Several(fields, "disputed-by", scope.Actors),
            Assumed = fields.Truth("assumed"),
            Unchecked = fields.Truth("unchecked"),
        };
        return clause is null ? null : new(bound, things.ToImmutable(), clauses.ToImmutable());
    }

    /// <summary>A clause that gives a power, or null after a problem was added.</summary>
    public Power? BindPower(YamlNode.Mapping node)
    {
        things.Clear();
        clauses.Clear();
        if (Fields.Of(scope, node, Language.Power) is not { } fields || node["id"]?.Value is not YamlNode.Scalar { Text: var id }) return null;
        if (Window(fields, id) is not var (from, until) || Fields.Of(scope, fields["can"]!, Language.Can) is not { } can) return null;
        var of = $"'can' of clause '{id}'";
        var who = can.Required("who", of);
        var anyone = who is YamlNode.Scalar { Text: "any" };
        var act = can.Required("do", of) is { } word ? scope.Word<PowerAct>(word, "a power") : null;
        can.Exclude("clause", "decision", of);
        var power = new Power
        {
            Id = id,
            Where = node.Where,
            Ref = fields.Text("ref"),
            Quote = fields.Read("quote", quote => scope.Quote(quote, text)),
            Gist = fields.Text("gist"),
            Who = who is null || anyone ? [] : [.. scope.Several(who, "an actor").Select(Actor).OfType<string>().Distinct(StringComparer.Ordinal)],
            Anyone = anyone,
            Do = act ?? default,
            Clause = can.Read("clause", name => scope.Refer(scope.Clauses, name)),
            Decision = can.Read("decision", name => scope.Refer(scope.Decisions, name)),
            About = can.Text("about"),
            From = from,
            Until = until,
            After = fields["after"] is { } after ? [.. scope.Several(after, "a time").Select(Time).OfType<Moment>()] : [],
            While = fields["while"] is { } states ? [.. scope.Several(states, "the state of a clause").Select(state => TimeBinder.State(scope, state)).OfType<string>()] : [],
            Accepted = Accepted(fields, id),
            DisputedBy = scope.Several(fields, "disputed-by", scope.Actors),
            Assumed = fields.Truth("assumed"),
            Unchecked = fields.Truth("unchecked"),
        };
        return act is null ? null : power;
    }

    private sealed record Ruling(ImmutableArray<string> Who, bool Anyone, Act Do, ImmutableArray<string> What, string? In, string? OutOf, string? FromIn, string? Over, string? About, string? To);

    private Ruling? Rule(Fields clause, string id, string kind)
    {
        if (Fields.Of(scope, clause[kind]!, Language.Rule) is not { } fields) return null;
        var of = $"'{kind}' of clause '{id}'";
        var who = fields.Required("who", of);
        var act = fields.Required("do", of) is { } word ? scope.Word<Act>(word, "an act") : null;
        var anyone = who is YamlNode.Scalar { Text: "any" };
        var whom = who is null || anyone ? [] : scope.Several(who, "an actor").Select(Actor).OfType<string>().Distinct().ToImmutableArray();
        var what = fields["what"] is { } classes ? scope.Several(classes, "a class").Select(Class).OfType<string>().Distinct().ToImmutableArray() : [];
        var to = fields.Text("to");
        if (to is not null && scope.Actors.Has(to)) things.Add($"actor {to}");
        var ruling = new Ruling(whom, anyone, act ?? Act.Move, what, fields.Read("in", zones.Use), fields.Read("out-of", zones.Use), fields.Read("from-in", zones.Use), Over(fields, act), fields.Text("about"), to);
        return act is null ? null : ruling;
    }

    private string? Over(Fields rule, Act? act)
    {
        if (rule["over"] is not { } node || scope.Refer(scope.Lines, node) is not { } line) return null;
        things.Add($"line {line}");
        if (act is null or Act.Cross or Act.Fly or Act.Sail or Act.Move or Act.Advance or Act.Enter or Act.Fire) return line;
        scope.Problems.Add("TL005", rule.Place("over"), $"'{act.Value.Written()}' is not done over a line", "write 'do: cross', or name a zone");
        return null;
    }

    private Rate? Rate(YamlNode node, string id)
    {
        if (Fields.Of(scope, node, Language.Rate) is not { } fields) return null;
        var max = fields.Required("max", $"'rate' of clause '{id}'") is { } number ? scope.Whole(number, 0, 1_000_000_000) : null;
        var per = fields.Required("per", $"'rate' of clause '{id}'") is { } period ? scope.Repeated(period) : null;
        return max is { } most && per is not null ? new(most, per) : null;
    }

    private string? Fulfils(Fields clause, string? kind, string id)
    {
        if (clause["fulfils"] is not { } node) return null;
        if (kind != "must") scope.Problems.Add("TL005", clause.Place("fulfils"), $"clause '{id}' is no obligation, and is never met", "let an obligation fulfil the event");
        return scope.Refer(scope.Events, node);
    }

    private Mirror? Mirror(YamlNode node, string id)
    {
        if (Fields.Of(scope, node, Language.Mirror) is not { } fields) return null;
        var other = fields.Required("clause", $"'mirror' of clause '{id}'") is { } name ? scope.Refer(scope.Clauses, name) : null;
        var how = fields.Required("how", $"'mirror' of clause '{id}'") is { } word ? scope.Word<MirrorKind>(word, "a way to mirror") : null;
        return other is not null && how is { } kind ? new(other, kind) : null;
    }

    private ImmutableArray<string> DutyOf(Fields clause, string? kind, string id)
    {
        if (clause["duty-of"] is null) return [];
        if (kind != "may") scope.Problems.Add("TL005", clause.Place("duty-of"), $"clause '{id}' is no permission, which others could obstruct", "remove 'duty-of', or write a 'may'");
        var actors = scope.Several(clause, "duty-of", scope.Actors);
        foreach (var actor in actors) things.Add($"actor {actor}");
        return actors;
    }

    private double? Floor(YamlNode node) =>
        Fields.Of(scope, node, Language.Floor) is { } fields && fields.Required("coverage", "'floor'") is { } share ? scope.Number(share, 0, 1) : null;

    private string? Actor(YamlNode node)
    {
        var actor = scope.Refer(scope.Actors, node);
        if (actor is not null) things.Add($"actor {actor}");
        return actor;
    }

    private string? Class(YamlNode node)
    {
        var name = scope.Refer(scope.Classes, node);
        if (name is not null) things.Add($"class {name}");
        return name;
    }

    private Moment? Time(YamlNode node)
    {
        var moment = TimeBinder.Moment(scope, node);
        Rest(moment);
        return moment;
    }

    private void Rest(Moment? moment)
    {
        if (moment is not Moment.AfterEvent { Event: var name }) return;
        if (scope.Events.Has(name)) things.Add($"event {name}");
        else Rest(name);
    }

    private string? Rest(string? state)
    {
        if (state is not null && TimeBinder.StateOf(scope, state) is { } clause) clauses.Add(clause);
        return state;
    }

    private Timing Timing(Fields clause, string key, Keys keys, string? kind, string id)
    {
        if (clause[key] is not { } node) return Agreements.Timing.None;
        OnlyMust(clause, key, kind, id);
        if (Fields.Of(scope, node, keys) is not { } fields) return Agreements.Timing.None;
        var timing = new Timing(keys == Language.Start ? fields.Read("not-before", Time) : null, fields.Read("after", Time), fields.Read("by", Time));
        if (keys.Known.All(name => fields[name] is null)) scope.Problems.Add("TL003", node.Where, $"'{key}' says no time", $"add {Shown.Choice(keys.Known.Select(name => $"'{name}: …'"))}");
        return timing;
    }

    private bool Keep(Fields clause, string? kind, string id)
    {
        if (clause["keep"] is not null) OnlyMust(clause, "keep", kind, id);
        return clause.Truth("keep");
    }

    private void OnlyMust(Fields clause, string key, string? kind, string id)
    {
        if (kind is "must-not" or "may")
            scope.Problems.Add("TL005", clause.Place(key), $"clause '{id}' is a {(kind == "may" ? "permission" : "prohibition")}, which is never done", $"remove '{key}', or use 'from' and 'until'");
    }

    private ImmutableArray<Acceptance> Accepted(Fields fields, string id)
    {
        if (fields.Exclude("accepted", "unilateral", $"clause '{id}'")) return [];
        var own = accepted;
        if (fields["unilateral"] is { } alone) own = Actor(alone) is { } by ? [new(by, null, null)] : [];
        else if (fields["accepted"] is { } list) own = Acceptances.Bind(scope, list);
        foreach (var acceptance in own)
        {
            Rest(acceptance.Since);
            things.Add($"actor {acceptance.By}");
        }
        return own;
    }

    /// <summary>From when until when it applies; null after a problem was added.</summary>
    private (Moment? From, Moment? Until)? Window(Fields fields, string id)
    {
        var of = $"clause '{id}'";
        if (fields.Exclude("during", "from", of) | fields.Exclude("during", "until", of)) return null;
        if (fields["during"] is { } during) return During(during);
        return (fields.Read("from", Time), fields.Read("until", Time));
    }

    /// <summary>
    /// A phase; or <c>a..b</c>, from where <c>a</c> begins until where <c>b</c> begins; or <c>a..</c>, without an end.
    /// </summary>
    private (Moment? From, Moment? Until) During(YamlNode node)
    {
        if (scope.Text(node, "a phase, or 'a..b'") is not { } text) return default;
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots < 0)
        {
            if (Phase(text) is { } phase) return (phase.From, phase.Until);
            if (scope.Events.Has(text))
                scope.Problems.Add("TL005", node.Where, $"event '{text}' is a point in time, and nothing lasts during it", $"write '{text}..' for the time from it on");
            else scope.Unknown("phase", "phases", text, node.Where, scope.Phases.All);
            return default;
        }
        var until = text[(dots + 2)..].Trim();
        return (BeginningOf(text[..dots].Trim(), node.Where), until.Length == 0 ? null : BeginningOf(until, node.Where, isEnd: true));
    }

    private Phase? Phase(string name)
    {
        if (phases.FirstOrDefault(phase => phase.Id == name) is not { } found) return null;
        things.Add($"phase {name}");
        Rest(found.From);
        Rest(found.Until);
        return found;
    }

    private Moment? BeginningOf(string name, Location where, bool isEnd = false)
    {
        if (Phase(name) is { } phase)
        {
            if (phase.From is null && isEnd) scope.Problems.Add("TL005", where, $"phase '{name}' has no beginning, so nothing ends there", "name another phase or an event");
            return phase.From;
        }
        if (scope.Phases.Has(name)) return null;
        if (scope.Events.Has(name) || TimeBinder.StateOf(scope, name) is not null)
        {
            var moment = new Moment.AfterEvent(name, NodaTime.Period.Zero);
            Rest(moment);
            return moment;
        }
        scope.Unknown("phase or event", "phases", name, where, scope.Phases.All.Concat(scope.Events.All));
        return null;
    }
}
