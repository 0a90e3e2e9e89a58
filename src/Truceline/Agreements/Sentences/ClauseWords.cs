using System.Collections.Immutable;
using static Truceline.Agreements.Sentences.Phrase;

namespace Truceline.Agreements.Sentences;

/// <summary>A clause as phrases: the one sentence that says who must do what, where and when, and those that stand beside it.</summary>
internal sealed class ClauseWords(Agreement agreement)
{
    private readonly ThingWords things = new(agreement);
    private readonly Dictionary<ImmutableArray<Acceptance>, Phrase> bound = [];
    private readonly ILookup<string, Decision> consents = agreement.Decisions.Where(decision => decision.Consent is not null).ToLookup(decision => decision.Consent!.To, StringComparer.Ordinal);

    public ThingWords Things => things;

    public TimeWords Times { get; } = new(agreement, new ThingWords(agreement));

    /// <summary>Who must, must not or may do what, where, and from when until when.</summary>
    public Phrase Sentence(Clause clause)
    {
        var core = Say(clause.Anyone ? $"core.{clause.Kind.Written()}.any" : $"core.{clause.Kind.Written()}",
            ("who", things.Actors(clause.Who)), ("number", things.Count(clause.Who)), ("act", Act(clause)));
        var hasWindow = clause.From is not null || clause.Until is not null || !clause.After.IsEmpty || !clause.While.IsEmpty;
        var openers = Openers(clause.From, clause.Until, clause.After, clause.While);
        if (!hasWindow && clause.Kind == ClauseKind.MustNot) openers = [Say("open.always")];
        return Say("sentence", ("opener", Plain(openers)), ("core", core), ("timing", And([Timing("start", clause.Start), Timing("done", clause.Done)])));
    }

    /// <summary>The sentences that complete it, in a fixed order.</summary>
    public IEnumerable<Phrase> Further(Clause clause)
    {
        if (clause.Keep) yield return Say(clause.Do == Agreements.Act.Withdraw ? "keep.withdraw" : "keep.other");
        if (clause.Mirror is { } mirror) yield return Say($"mirror.{mirror.How.Written()}", ("clause", mirror.Clause == clause.Id ? Nothing : things.Clause(mirror.Clause)));
        if (!clause.TogetherWith.IsEmpty) yield return Say("together", ("clauses", things.Clauses(clause.TogetherWith)));
        if (clause.Rate is { } rate) yield return Say($"rate.{clause.Kind.Written()}", ("max", Of(rate.Max)), ("per", TimeWords.Duration(rate.Per)));
        if (clause.Kind == ClauseKind.Must && clause.Start.By is null && clause.Done.By is null && clause.Until is null) yield return Say("no-deadline");
        foreach (var exemption in clause.Unless)
            yield return Say($"unless.{clause.Kind.Written()}", ("count", Of(exemption.Conditions.Length)), ("conditions", Conditions(exemption)));
        foreach (var consent in consents[clause.Id]) yield return Say("consent.needed", ("actors", things.Actors(consent.Consent!.By)), ("decision", Quote(consent.Id)));
        if (!clause.Needs.IsEmpty) yield return Say("needs", ("pledges", Both(clause.Needs.Select(Needed))));
        if (clause.Fulfils is { } fulfils) yield return Say("fulfils", ("event", Quote(fulfils)));
        if (!clause.DutyOf.IsEmpty) yield return Say("duty-of", ("actors", things.Actors(clause.DutyOf)), ("number", things.Count(clause.DutyOf)));
        if (clause.Alert is { } alert) yield return Alert(clause, alert);
        if (clause.OnBreach is { } breach) yield return Say("on-breach", ("next", Next(breach)));
        if (clause.OnDone is { } done) yield return Say("on-done", ("next", Next(done)));
        if (!clause.DisputedBy.IsEmpty) yield return Say("disputed-by", ("actors", things.Actors(clause.DisputedBy)), ("number", things.Count(clause.DisputedBy)));
        if (clause.Replaced is { } replaced) yield return Say("replaced", ("at", Times.Local(replaced.From)), ("instrument", Quote(replaced.By)));
        foreach (var zone in ZonesOf(clause).Where(things.IsByName)) yield return Zone(zone);
    }

    /// <summary>What a zone is that is spoken of by its name.</summary>
    public Phrase Zone(string id) => Say("zone.means", ("name", Quote(id)), ("form", things.Form(agreement.Zones[id].Form)));

    /// <summary>How it is seen and verified.</summary>
    public IEnumerable<Phrase> Seen(Clause clause)
    {
        var means = Phrase.Count(clause.See.Length);
        yield return clause.See.IsEmpty ? Say($"see.none.{clause.Kind.Written()}") : Say($"see.{clause.Kind.Written()}", ("means", ThingWords.Seen(clause.See)), ("number", means));
        yield return clause.VerifiedBy is { } verifier ? Say("verified-by", ("actor", things.Actor(verifier))) : Say("verified-by.any");
        if (clause.Floor is { } floor) yield return Say("floor", ("share", Of((decimal)floor * 100)));
        if (clause.CorroboratedIsEnough) yield return Say("corroborated");
    }

    /// <summary>Whom it binds, and since when. Most clauses have the acceptances of the whole file.</summary>
    public Phrase Binds(ImmutableArray<Acceptance> accepted) => bound.TryGetValue(accepted, out var known) ? known : bound[accepted] = MadeOf(accepted);

    private Phrase MadeOf(ImmutableArray<Acceptance> accepted)
    {
        // A group is bound because all its members are; to name it too would name them twice.
        var each = accepted.Select(one => (one.By, one.Since)).ToHashSet();
        var shown = accepted.Where(one => one.Said is not null || !agreement.Actors.TryGetValue(one.By, out var actor) || actor.Kind is not (ActorKind.Group or ActorKind.Force)
            || actor.Members.IsEmpty || !actor.Members.All(member => member != one.By && each.Contains((member, one.Since))));
        var groups = shown.GroupBy(one => (one.Since, one.Said)).Select(group => Say("binds.since",
            ("actors", things.Actors(group.Select(one => one.By))), ("since", group.Key.Since is { } since ? Times.Beginning(since) : Nothing), ("said", Quote(group.Key.Said)))).ToList();
        return groups.Count == 0 ? Say("binds.nobody") : Say("binds", ("actors", Both(groups)));
    }

    /// <summary>Whom a clause addresses without binding them; null: none.</summary>
    public Phrase? BindsNot(ImmutableArray<string> who, ImmutableArray<Acceptance> accepted)
    {
        var bound = agreement.Expand(accepted.Select(one => one.By)).ToHashSet(StringComparer.Ordinal);
        var others = agreement.Expand(who).Where(actor => !bound.Contains(actor)).ToImmutableArray();
        return others.IsEmpty || bound.Count == 0 ? null : Say("binds.not", ("actors", things.Actors(others)), ("number", things.Count(others)));
    }

    /// <summary>A power, in one sentence.</summary>
    public Phrase Sentence(Power power)
    {
        var act = Say($"power.{power.Do.Written()}",
            ("clause", power.Clause is { } clause ? things.Clause(clause) : Nothing), ("decision", power.Decision is { } decision ? Quote(decision) : Nothing), ("about", Quote(power.About)));
        var core = Say(power.Anyone ? "core.can.any" : "core.can", ("who", things.Actors(power.Who)), ("number", things.Count(power.Who)), ("act", act));
        return Say("sentence", ("opener", Plain(Openers(power.From, power.Until, power.After, power.While))), ("core", core), ("timing", Nothing));
    }

    /// <summary>A definition, in one sentence.</summary>
    public static Phrase Sentence(Definition definition) => Say(definition.SaysNothing ? "term.open" : "term", ("term", Quote(definition.Term)), ("means", Quote(definition.Means)));

    /// <summary>The decision or clause that something leads to, by id.</summary>
    public Phrase Next(string id) => agreement.Decisions.FirstOrDefault(decision => decision.Id == id) is { } found
        ? Say("next.decision", ("name", Quote(id)), ("by", found.By is { } by ? things.Actor(by) : Nothing), ("number", found.By is { } body ? things.Count([body]) : Nothing), ("within", found.Within is { } within ? TimeWords.Duration(within) : Nothing))
        : Say("next.clause", ("clause", things.Clause(id)));

    /// <summary>The zones that a clause speaks of, each once, in the order of its keys.</summary>
    public static IEnumerable<string> ZonesOf(Clause clause) => new[] { clause.In, clause.OutOf, clause.FromIn, clause.Alert?.In }
        .Concat(clause.Unless.SelectMany(exemption => exemption.Conditions).OfType<Condition.Rotation>().Select(rotation => rotation.Through))
        .OfType<string>().Distinct(StringComparer.Ordinal);

    private Phrase Act(Clause clause)
    {
        var (inside, over, about) = (ZoneOf(clause.In), clause.Over is { } line ? ThingWords.Line(line) : Nothing, Quote(clause.About));
        var what = clause.What.Select(things.Class);
        var act = Say($"act.{clause.Do.Written()}",
            ("what", clause.Kind == ClauseKind.Must ? And(what) : Or(what)), ("mood", Choose(clause.Kind == ClauseKind.Must ? "must" : "other")), ("in", inside), ("over", over), ("about", about));
        // Some acts take a place, a line or a matter as their object.
        return Say("act", ("act", act), ("kind", Choose(clause.Do switch { Agreements.Act.OpenDialogue => "with", Agreements.Act.HostileAct or Agreements.Act.Fire or Agreements.Act.Attack => "against", _ => "other" })), ("to", To(clause.To)), ("from", ZoneOf(clause.FromIn)), ("out", ZoneOf(clause.OutOf)),
            ("about", clause.Do is Agreements.Act.HandOver or Agreements.Act.OpenDialogue or Agreements.Act.Enact or Agreements.Act.HoldElection ? Nothing : about),
            ("over", clause.Do == Agreements.Act.Cross ? Nothing : over), ("in", clause.Do == Agreements.Act.Enter ? Nothing : inside));
    }

    private Phrase ZoneOf(string? id) => id is null ? Nothing : things.Zone(id);

    private Phrase To(string? to) => to is null ? Nothing : agreement.Actors.ContainsKey(to) ? things.Actor(to) : Say("to.words", ("words", Quote(to)));

    private List<Phrase> Openers(Moment? from, Moment? until, ImmutableArray<Moment> after, ImmutableArray<string> states)
    {
        var openers = new List<Phrase>();
        var (start, end) = (from is null ? Nothing : Times.Beginning(from), until is null ? Nothing : Times.Beginning(until));
        if (from is not null || until is not null) openers.Add(Say(from is null ? "open.until" : until is null ? "open.from" : "open.between", ("from", start), ("until", end)));
        if (!after.IsEmpty) openers.Add(Say("open.after", ("moments", And(after.Select(Times.Beginning)))));
        if (!states.IsEmpty) openers.Add(Say("open.while", ("states", And(states.Select(Times.State)))));
        return openers;
    }

    private Phrase Timing(string which, Timing timing)
    {
        var times = And(
        [
            timing.NotBefore is { } first ? Say("timing.not-before", ("moment", Times.Beginning(first))) : Nothing,
            timing.After is { } after ? Say("timing.after", ("moment", Times.Beginning(after))) : Nothing,
            timing.By is { } by ? Times.Deadline(by) : Nothing,
        ]);
        return times is None ? Nothing : Say($"timing.{which}", ("times", times));
    }

    private Phrase Conditions(Exemption exemption) => exemption.Conditions.Length == 1
        ? Condition(exemption.Conditions[0])
        : Both(exemption.Conditions.Select((condition, i) => Say("unless.item", ("number", Choose(FormattableString.Invariant($"{i + 1}"))), ("condition", Condition(condition)))));

    private Phrase Condition(Condition condition) => condition switch
    {
        Condition.AuthorisedBy by => Say("condition.authorised", ("actors", Or(by.Actors.Select(things.Actor)))),
        Condition.OrderedBy by => Say("condition.ordered", ("actors", Or(by.Actors.Select(things.Actor)))),
        Condition.AttackedBy by => Say("condition.attacked", ("actors", Or(by.Actors.Select(things.Actor)))),
        Condition.Notified notified => Say("condition.notified", ("actors", And(notified.To.Select(things.Actor))), ("before", notified.Before is { } before ? TimeWords.Duration(before) : Nothing)),
        Condition.Rotation rotation => Say("condition.rotation",
            ("kind", Choose(rotation.OneForOne ? "one-for-one" : "other")), ("max", rotation.Max is { } max ? Of(max) : Nothing),
            ("per", rotation.Per is { } per ? TimeWords.Duration(per) : Nothing), ("through", ZoneOf(rotation.Through))),
        Condition.Tried tried => Say("condition.tried", ("clause", things.Clause(tried.Clause))),
        _ => throw new InvalidOperationException("INVARIANT: the family of conditions is closed"),
    };

    private Phrase Needed(string id) => agreement.Pledges.FirstOrDefault(pledge => pledge.Id == id) is { } pledge
        ? Say("needs.pledge", ("name", Quote(id)), ("by", things.Actor(pledge.By)), ("status", Say($"pledge-status.{pledge.Status.Written()}")))
        : Quote(id);

    private Phrase Alert(Clause clause, Alert alert)
    {
        var rule = alert.By is { } by && agreement.Counting.TryGetValue(by, out var found) ? found : null;
        return Say("alert", ("over", Of(alert.Over)), ("per", TimeWords.Duration(alert.Per)), ("in", ZoneOf(alert.In == clause.In ? null : alert.In)),
            ("unit", Say($"unit.{(rule?.Unit ?? CountingUnit.Incident).Written()}", ("number", Of(alert.Over)))), ("rule", Quote(alert.By)));
    }
}
