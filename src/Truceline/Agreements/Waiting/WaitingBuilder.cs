using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Agreements.Waiting;

/// <summary>Finds what waits for what in an agreement.</summary>
internal sealed class WaitingBuilder
{
    private readonly Agreement agreement;
    private readonly Dictionary<string, Clause> clauses;
    private readonly ILookup<string, Clause> fulfilling;
    private readonly ILookup<string, Decision> consents;
    private readonly ILookup<string, Pledge> enabling;

    public WaitingBuilder(Agreement agreement)
    {
        this.agreement = agreement;
        clauses = agreement.Clauses.ToDictionary(clause => clause.Id, StringComparer.Ordinal);
        fulfilling = agreement.Clauses.Where(clause => clause.Fulfils is not null).ToLookup(clause => clause.Fulfils!, StringComparer.Ordinal);
        // A consent that is only proposed is not yet needed.
        consents = agreement.Decisions.Where(decision => decision is { Consent: not null, Status: null }).ToLookup(decision => decision.Consent!.To, StringComparer.Ordinal);
        enabling = agreement.Pledges.SelectMany(pledge => pledge.Enables.Select(enabled => (enabled, pledge))).ToLookup(pair => pair.enabled, pair => pair.pledge, StringComparer.Ordinal);
    }

    // No id in a file holds a space, so none of these is taken.
    public static string Begins(string phase) => $"{phase} begins";
    public static string Ends(string phase) => $"{phase} ends";
    public static string Bound(string clause) => $"{clause} binds";
    public static string Usable(string power) => $"power {power}";
    public static string Decided(string decision) => $"decision {decision}";
    public static string Pledged(string pledge) => $"pledge {pledge}";
    public static string State(string clause, WaitingKind state) => $"{clause}.{state switch
    {
        WaitingKind.Started => "started",
        WaitingKind.Met => "met",
        WaitingKind.Breached => "breached",
        WaitingKind.Kept => "kept",
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    }}";

    public ImmutableArray<WaitingNode> Nodes()
    {
        var before = agreement.Events.Values.Select(Event).Concat(agreement.Phases.SelectMany(Phase)).ToList();
        var after = agreement.Powers.Select(Power)
            .Concat(agreement.Decisions.Select(decision => new WaitingNode(Decided(decision.Id), WaitingKind.Decided, decision.Id, decision.Where, [[]])))
            .Concat(agreement.Pledges.Select(Pledge)).ToList();
        var states = agreement.Clauses.ToDictionary(clause => clause.Id, clause => States(clause).ToList(), StringComparer.Ordinal);
        // The other states of clauses only where something waits for them; what one of them waits for may be another.
        var known = states.Values.SelectMany(list => list).Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        var open = new Stack<Wait>(before.Concat(after).Concat(states.Values.SelectMany(list => list)).SelectMany(node => node.Waits));
        while (open.TryPop(out var wait))
        {
            if (agreement.Events.ContainsKey(wait.On) || wait.On.Contains(' ', StringComparison.Ordinal) || !known.Add(wait.On)) continue;
            var dot = wait.On.LastIndexOf('.');
            var clause = clauses[wait.On[..dot]];
            var node = wait.On[(dot + 1)..] switch { "met" => Met(clause), "breached" => Breached(clause), _ => Kept(clause) };
            states[clause.Id].Add(node);
            foreach (var next in node.Waits) open.Push(next);
        }
        return [.. before, .. agreement.Clauses.SelectMany(clause => states[clause.Id].OrderBy(node => node.Kind)), .. after];
    }

    private WaitingNode Event(AgreedEvent e)
    {
        var ways = ImmutableArray.CreateBuilder<ImmutableArray<Wait>>();
        if (e.At is not null || !e.DeclaredBy.IsEmpty) ways.Add([]);
        if (!e.AllMet.IsEmpty) ways.Add([.. e.AllMet.Distinct(StringComparer.Ordinal).Select(id => OnMet(e, id, $"{e.Id} happens only when {id} is met"))]);
        foreach (var id in e.AnyMet.Distinct(StringComparer.Ordinal)) ways.Add([OnMet(e, id, $"{e.Id} happens when {id} is met")]);
        if (e.Quiet is { } quiet)
            ways.Add([new(WaitKind.Strict, State(quiet.Clause, WaitingKind.Started), $"{e.Id} happens only after {quiet.Clause} was kept for {quiet.For.Words()}", e.Where)]);
        if (e.Decided is { } decision) ways.Add([new(WaitKind.NotBefore, Decided(decision), $"{e.Id} happens only when {decision} is decided", e.Where)]);
        foreach (var clause in fulfilling[e.Id]) ways.Add([new(WaitKind.NotBefore, State(clause.Id, WaitingKind.Met), $"{e.Id} happens when {clause.Id} is met", clause.Where)]);
        return new(e.Id, WaitingKind.Event, e.Id, e.Where, ways.ToImmutable());
    }

    private static Wait OnMet(AgreedEvent e, string clause, string says) => new(WaitKind.NotBefore, State(clause, WaitingKind.Met), says, e.Where);

    private IEnumerable<WaitingNode> Phase(Phase phase)
    {
        yield return new(Begins(phase.Id), WaitingKind.PhaseBegins, phase.Id, phase.Where, [[.. On(phase.From, WaitKind.NotBefore, when => $"{phase.Id} begins with {when}", phase.Where)]]);
        if (phase.Until is not null)
            yield return new(Ends(phase.Id), WaitingKind.PhaseEnds, phase.Id, phase.Where, [[.. On(phase.Until, WaitKind.NotBefore, when => $"{phase.Id} ends with {when}", phase.Where)]]);
    }

    private WaitingNode Power(Power power) => new(Usable(power.Id), WaitingKind.Usable, power.Id, power.Where,
        [[.. Applies(power.Id, power.Where, power.From, power.After, power.While, "can be used")]]);

    private WaitingNode Pledge(Pledge pledge)
    {
        var waits = enabling[pledge.Id].Select(other => new Wait(WaitKind.Needs, Pledged(other.Id), $"the pledge {pledge.Id} is made possible by the pledge {other.Id}", other.Where)).ToList();
        if (pledge.When is { } when)
            waits.Add(new(WaitKind.NotBefore, agreement.Events.ContainsKey(when) ? when : Begins(when), $"the pledge {pledge.Id} becomes due with {when}", pledge.Where));
        return new(Pledged(pledge.Id), WaitingKind.Pledged, pledge.Id, pledge.Where, [[.. waits]]);
    }

    private IEnumerable<WaitingNode> States(Clause clause)
    {
        if (Accepted(clause) is { Length: > 1 } ways)
            yield return new(Bound(clause.Id), WaitingKind.Bound, clause.Id, clause.Where, [.. ways.Select(way => ImmutableArray.Create(way))]);
        yield return new(State(clause.Id, WaitingKind.Started), WaitingKind.Started, clause.Id, clause.Where, [[.. Begun(clause)]]);
        if (clause.Kind == ClauseKind.Must) yield return Met(clause);
    }

    /// <summary>The events from which it binds its addressees, one for each; empty where it binds one of them from the beginning, or nobody at all.</summary>
    private ImmutableArray<Wait> Accepted(Clause clause)
    {
        if (clause.Accepted.Any(one => one.Since is not Moment.AfterEvent)) return [];
        return
        [
            .. clause.Accepted.DistinctBy(one => (((Moment.AfterEvent)one.Since!).Event, ((Moment.AfterEvent)one.Since!).Offset.Equals(Period.Zero)))
                .SelectMany(one => On(one.Since, WaitKind.NotBefore, when => $"{clause.Id} binds {agreement.Actors[one.By].Name} only from {when}", clause.Where)),
        ];
    }

    private IEnumerable<Wait> Begun(Clause clause)
    {
        var id = clause.Id;
        var starts = Accepted(clause) switch
        {
            [] => [],
            [var only] => [only],
            _ => new[] { new Wait(WaitKind.NotBefore, Bound(id), $"{id} applies only when it binds somebody", clause.Where) },
        };
        var begin = clause.Kind == ClauseKind.Must ? "be begun" : "apply";
        return
        [
            .. starts,
            .. Applies(id, clause.Where, clause.From, clause.After, clause.While, "applies"),
            .. On(clause.Start.NotBefore, WaitKind.NotBefore, when => $"{id} may be begun no sooner than {when}", clause.Where),
            .. On(clause.Start.After, WaitKind.Strict, when => $"{id} may be begun only after {when}", clause.Where),
            .. Along(clause, WaitingKind.Started, begin),
            .. clause.Needs.Distinct(StringComparer.Ordinal).Select(pledge => new Wait(WaitKind.Needs, Pledged(pledge), $"{id} needs the pledge {pledge}", clause.Where)),
            .. consents[id].Select(consent => new Wait(WaitKind.Needs, Decided(consent.Id), $"{id} needs the consent {consent.Id} of {agreement.Named(consent.Consent!.By).Select(actor => actor.Name).List()}", consent.Where)),
        ];
    }

    private IEnumerable<Wait> Applies(string id, Location where, Moment? from, ImmutableArray<Moment> after, ImmutableArray<string> states, string applies)
    {
        foreach (var wait in On(from, WaitKind.NotBefore, when => $"{id} {applies} only from {when}", where)) yield return wait;
        foreach (var moment in after)
            foreach (var wait in On(moment, WaitKind.Strict, when => $"{id} {applies} only after {when}", where)) yield return wait;
        foreach (var state in states)
            yield return new(state.EndsWith(".kept", StringComparison.Ordinal) ? WaitKind.Concurrent : WaitKind.NotBefore, state, $"{id} {applies} only while {Happens(state)}", where);
    }

    private IEnumerable<Wait> Along(Clause clause, WaitingKind state, string act)
    {
        // What the others are to do at the same time is to begin, and where both are obligations also to be done.
        foreach (var other in clause.TogetherWith.Distinct(StringComparer.Ordinal).Where(other => state == WaitingKind.Started || clauses[other].Kind == ClauseKind.Must))
            yield return new(WaitKind.Concurrent, State(other, state), $"{clause.Id} is to {act} together with {other}", clause.Where);
        if (clause.Mirror is not { How: MirrorKind.Synchronous, Clause: var mirrored } || (state != WaitingKind.Started && clauses[mirrored].Kind != ClauseKind.Must)) yield break;
        if (mirrored != clause.Id) yield return new(WaitKind.Concurrent, State(mirrored, state), $"{clause.Id} is to {act} at the same time as {mirrored}", clause.Where);
        else if (state == WaitingKind.Started && (clause.Anyone || agreement.Expand(clause.Who).Length > 1))
            yield return new(WaitKind.Concurrent, State(clause.Id, state), $"each of those whom {clause.Id} addresses ({Addressees(clause)}) is to begin when the others do", clause.Where);
    }

    private const int MostNames = 10;

    private string Addressees(Clause clause)
    {
        if (clause.Anyone) return "anyone";
        var names = agreement.Named(agreement.Expand(clause.Who)).Select(actor => actor.Name).ToList();
        return names.Count <= MostNames ? names.List() : FormattableString.Invariant($"{string.Join(", ", names.Take(MostNames))} and {names.Count - MostNames} others");
    }

    private WaitingNode Met(Clause clause)
    {
        var id = State(clause.Id, WaitingKind.Met);
        if (clause.Kind != ClauseKind.Must) return new(id, WaitingKind.Met, clause.Id, clause.Where, []);
        return new(id, WaitingKind.Met, clause.Id, clause.Where,
        [[
            new(WaitKind.Strict, State(clause.Id, WaitingKind.Started), $"{clause.Id} is met only after it was begun", clause.Where),
            .. On(clause.Done.NotBefore, WaitKind.NotBefore, when => $"{clause.Id} may be done no sooner than {when}", clause.Where),
            .. On(clause.Done.After, WaitKind.Strict, when => $"{clause.Id} may be done only after {when}", clause.Where),
            .. Along(clause, WaitingKind.Met, "be done"),
        ]]);
    }

    /// <summary>A prohibition or permission is breached while it applies; an obligation when a deadline has passed, or after it was met where that has to be kept up.</summary>
    private WaitingNode Breached(Clause clause)
    {
        var id = State(clause.Id, WaitingKind.Breached);
        Wait applies = new(WaitKind.NotBefore, State(clause.Id, WaitingKind.Started), $"{clause.Id} can be breached only while it applies", clause.Where);
        if (clause.Kind != ClauseKind.Must) return new(id, WaitingKind.Breached, clause.Id, clause.Where, [[applies]]);
        var ways = new[] { clause.Start.By, clause.Done.By }.OfType<Moment>()
            .Select(by => On(by, WaitKind.Strict, when => $"{clause.Id} is breached only after its deadline, {when}", clause.Where)
                // Who never begins is in breach, but nobody has to begin what does not yet apply.
                .Concat(Begun(clause).Where(wait => wait.Kind is WaitKind.Strict or WaitKind.NotBefore)).ToImmutableArray()).ToList();
        if (clause.Keep) ways.Add([new(WaitKind.Strict, State(clause.Id, WaitingKind.Met), $"{clause.Id}, which sets no deadline, is breached only after it was met", clause.Where)]);
        return new(id, WaitingKind.Breached, clause.Id, clause.Where, [.. ways]);
    }

    /// <summary>An obligation is kept when it is met; anything else from when it applies.</summary>
    private static WaitingNode Kept(Clause clause) => new(State(clause.Id, WaitingKind.Kept), WaitingKind.Kept, clause.Id, clause.Where,
        [[clause.Kind == ClauseKind.Must
            ? new(WaitKind.NotBefore, State(clause.Id, WaitingKind.Met), $"{clause.Id} is kept when it is met", clause.Where)
            : new(WaitKind.NotBefore, State(clause.Id, WaitingKind.Started), $"{clause.Id} is kept only from when it applies", clause.Where)]]);

    /// <summary>The wait for the event or state of a moment; none for a fixed time. What lies after an event by a duration is strictly later.</summary>
    private IEnumerable<Wait> On(Moment? moment, WaitKind kind, Func<string, string> says, Location where)
    {
        if (moment is not Moment.AfterEvent { Event: var name, Offset: var offset }) yield break;
        var bare = offset.Equals(Period.Zero);
        yield return new(bare ? kind : WaitKind.Strict, name, says(bare ? Happens(name) : moment.Words()), where);
    }

    /// <summary>"p4 is met", "elections".</summary>
    private string Happens(string name)
    {
        if (agreement.Events.ContainsKey(name)) return name;
        var dot = name.LastIndexOf('.');
        var clause = clauses[name[..dot]];
        return name[(dot + 1)..] switch
        {
            "started" => clause.Kind == ClauseKind.Must ? $"{clause.Id} is begun" : $"{clause.Id} applies",
            var state => $"{clause.Id} is {state}",
        };
    }
}
