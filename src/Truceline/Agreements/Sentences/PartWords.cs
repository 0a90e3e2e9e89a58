using System.Collections.Immutable;
using static Truceline.Agreements.Sentences.Phrase;

namespace Truceline.Agreements.Sentences;

/// <summary>Everything of an agreement beside its clauses, as phrases: who and what is meant, where, when, who decides, who promised, who wants what.</summary>
internal sealed class PartWords(Agreement agreement, ClauseWords clauses)
{
    private readonly ThingWords things = clauses.Things;
    private readonly TimeWords times = clauses.Times;

    /// <summary>Where the text comes from, and how its days are counted.</summary>
    public IEnumerable<Phrase> Source()
    {
        var source = agreement.Source;
        yield return Say($"source.{source.Status.Written()}", ("signed", source.Signed is { } day ? new Date(day) : Nothing));
        if (source.Public is { } at) yield return Say("source.public", ("words", Quote(at)));
        if (source.Language is { } language) yield return Say("source.language", ("code", Choose(language)), ("language", Quote(language)));
        if (!source.Supersedes.IsEmpty) yield return Say("source.supersedes", ("instruments", And(source.Supersedes.Select(Quote))));
        foreach (var amendment in source.Amends)
            yield return Say("source.amends", ("instrument", Quote(amendment.Of)), ("count", Of(amendment.Clauses.Length)), ("clauses", And(amendment.Clauses.Select(Quote))));
        if (!source.AnnexTo.IsEmpty) yield return Say("source.annex", ("instruments", And(source.AnnexTo.Select(Quote))));
        if (source.Assumed) yield return Say("source.assumed");
        if (source.Unchecked) yield return Say("source.unchecked");
        yield return Say("clock", ("zone", times.Zone()), ("id", Quote(agreement.Clock.Zone.Id)), ("day", Choose(agreement.Clock.Day == DayKind.Calendar ? "calendar" : "elapsed")));
    }

    public IEnumerable<Phrase> Actor(Actor actor)
    {
        yield return Say("part.actor", ("name", Quote(actor.Name)), ("kind", Say($"kind.{actor.Kind.Written()}")), ("members", things.Actors(actor.Members)), ("count", actor.Count is { } count ? Of(count) : Nothing));
        if (!actor.KnownAs.IsEmpty) yield return Known(actor.KnownAs);
        if (actor.Status is not null) yield return Say("part.status", ("status", things.Status(actor.Status)));
        if (actor.Assumed) yield return Assumed;
    }

    public IEnumerable<Phrase> Class(WeaponClass one)
    {
        yield return Say("part.class", ("name", Quote(one.Id)), ("meaning", things.ClassMeaning(one.Id)));
        if (!one.KnownAs.IsEmpty) yield return Known(one.KnownAs);
    }

    public IEnumerable<Phrase> Line(NamedLine line)
    {
        yield return line.Form switch
        {
            LineForm.Through through => Say("part.line.through", ("name", Quote(line.Id)), ("places", And(through.Places.Select(ThingWords.Proper)))),
            LineForm.Drawn drawn => Say("part.line.drawn", ("name", Quote(line.Id)), ("file", Quote(drawn.File))),
            _ => throw new InvalidOperationException("INVARIANT: the family of lines' forms is closed"),
        };
        yield return Say("part.line.sides", ("left", things.Actor(line.Left)), ("right", things.Actor(line.Right)));
        if (line.AsOf is { } asOf)
            yield return Say("part.line.as-of", ("date", NodaTime.Text.LocalDatePattern.Iso.Parse(asOf) is { Success: true } day ? new Date(day.Value) : times.Anchor(asOf)));
        foreach (var version in line.Versions) yield return version.Form switch
            {
                LineForm.Through through => Say("part.line.version.through", ("date", new Date(version.From)), ("places", And(through.Places.Select(ThingWords.Proper)))),
                LineForm.Drawn drawn => Say("part.line.version.drawn", ("date", new Date(version.From)), ("file", Quote(drawn.File))),
                _ => throw new InvalidOperationException("INVARIANT: the family of lines' forms is closed"),
            };
        if (line.Assumed) yield return Assumed;
    }

    public IEnumerable<Phrase> Zone(NamedZone zone)
    {
        yield return clauses.Zone(zone.Id);
        if (zone.ClaimedBy is { } by) yield return Say("part.claimed", ("by", Quote(by)));
        foreach (var version in zone.Versions) yield return Say("part.zone.version", ("date", new Date(version.From)));
        if (zone.Assumed) yield return Assumed;
    }

    public IEnumerable<Phrase> Event(AgreedEvent one)
    {
        var name = Quote(one.Id);
        if (one.At is { } at) yield return Say("part.event.at", ("name", name), ("at", times.Local(at)));
        if (!one.DeclaredBy.IsEmpty) yield return Say("part.event.declared", ("name", name), ("actors", things.Actors(one.DeclaredBy)), ("number", things.Count(one.DeclaredBy)));
        if (!one.AllMet.IsEmpty) yield return Say("part.event.all-met", ("name", name), ("clauses", things.Clauses(one.AllMet)), ("number", Phrase.Count(one.AllMet.Length)));
        if (!one.AnyMet.IsEmpty) yield return Say("part.event.any-met", ("name", name), ("clauses", Or(one.AnyMet.Select(things.Clause))), ("number", Phrase.Count(one.AnyMet.Length)));
        if (one.Quiet is { } quiet)
            yield return Say("part.event.quiet", ("name", name), ("clause", things.Clause(quiet.Clause)), ("for", TimeWords.Duration(quiet.For)), ("actor", quiet.ConfirmedBy is { } by ? things.Actor(by) : Say("any-monitor")));
        if (one.Decided is { } decision) yield return Say("part.event.decided", ("name", name), ("decision", Quote(decision)));
        foreach (var clause in agreement.Clauses.Where(clause => clause.Fulfils == one.Id)) yield return Say("part.event.fulfilled", ("name", name), ("clause", things.Clause(clause.Id)));
        if (one.Assumed) yield return Assumed;
        if (one.Unchecked) yield return Unchecked;
    }

    public IEnumerable<Phrase> Phase(Phase phase)
    {
        yield return Say("part.phase", ("name", Quote(phase.Id)), ("from", phase.From is { } from ? times.Beginning(from) : Nothing), ("until", phase.Until is { } until ? times.Beginning(until) : Nothing),
            ("bounds", Choose((phase.From, phase.Until) switch { (null, null) => "none", (_, null) => "from", (null, _) => "until", _ => "both" })));
        if (phase.Assumed) yield return Assumed;
    }

    public IEnumerable<Phrase> Pledge(Pledge pledge)
    {
        yield return Say($"part.pledge.{pledge.Status.Written()}", ("name", Quote(pledge.Id)), ("by", things.Actor(pledge.By)), ("number", things.Count([pledge.By])),
            ("domains", And(pledge.Domains.Select(domain => Say($"domain.{domain.Written()}")))));
        if (pledge.Undisclosed) yield return Say("part.pledge.undisclosed");
        if (pledge.Amount is { } amount) yield return Say("part.pledge.amount", ("amount", Quote(amount)));
        if (pledge.Count is { } count) yield return Say("part.pledge.count", ("count", Of(count)));
        if (pledge.Public is { } share) yield return Say("part.pledge.public", ("kind", Choose(share.Number switch { null => "few", 0 => "none", _ => "number" })), ("count", Of(share.Number ?? 0)));
        if (pledge.When is { } when) yield return Say(agreement.Phases.Any(phase => phase.Id == when) ? "part.pledge.phase" : "part.pledge.event", ("name", Quote(when)));
        if (pledge.If is { } condition) yield return Say("part.if", ("condition", Quote(condition)));
        if (!pledge.Enables.IsEmpty) yield return Say("part.pledge.enables", ("count", Of(pledge.Enables.Length)), ("pledges", And(pledge.Enables.Select(Quote))));
        if (pledge.Due is { } due) yield return Say("part.pledge.due", ("date", new Date(due.By)), ("said", Quote(due.Said)), ("assumed", due.Assumed ? Say("part.pledge.due.assumed") : Nothing));
        foreach (var phrase in Rests(pledge.Said, pledge.Assumed, pledge.Unchecked)) yield return phrase;
    }

    public IEnumerable<Phrase> Decision(Decision decision)
    {
        var name = Quote(decision.Id);
        if (decision.Consent is { } consent) yield return Say("part.consent", ("name", name), ("clause", things.Clause(consent.To)), ("actors", things.Actors(consent.By)));
        else yield return Say("part.decision", ("name", name), ("by", decision.By is { } by ? Body(by) : Nothing), ("number", decision.By is { } body ? things.Count([body]) : Nothing), ("rule", Rule(decision.Rule)));
        if (!decision.Veto.IsEmpty) yield return Say("part.decision.veto", ("actors", things.Actors(decision.Veto)), ("number", things.Count(decision.Veto)));
        if (decision.Quorum is { } quorum) yield return Say("part.decision.quorum", ("count", Of(quorum)));
        if (decision.Silence is { } silence) yield return Say($"part.decision.silence.{silence.Written()}");
        if (decision.Within is { } within) yield return Say("part.decision.within", ("within", TimeWords.Duration(within)));
        if (decision.Tie is { } tie) yield return Say("part.decision.tie", ("actor", things.Actor(tie)));
        if (decision.Status is not null) yield return Say("part.status", ("status", things.Status(decision.Status)));
        foreach (var phrase in Rests(decision.Said, decision.Assumed, decision.Unchecked)) yield return phrase;
    }

    public IEnumerable<Phrase> Counting(CountingRule rule)
    {
        yield return Say("part.counting", ("name", Quote(rule.Id)), ("unit", Say($"unit-one.{rule.Unit.Written()}")), ("of", rule.Of is { } of ? things.Class(of) : Nothing));
        if (rule.Gap is { } gap) yield return Say("part.counting.gap", ("gap", TimeWords.Duration(gap)));
        if (rule.Within is { } within) yield return Say("part.counting.within", ("distance", ThingWords.Distance(within)));
        if (rule.Assumed) yield return Assumed;
        if (rule.Unchecked) yield return Unchecked;
    }

    public IEnumerable<Phrase> Position(ActorPosition position)
    {
        var actor = things.Actor(position.Actor);
        if (position.If is { } condition) yield return Say("part.if", ("condition", Quote(condition)));
        if (!position.Accept.IsEmpty) yield return Say("part.position.accepts", ("actor", actor), ("number", things.Count([position.Actor])), ("things", And(position.Accept.Select(Thing))));
        if (!position.Reject.IsEmpty) yield return Say("part.position.rejects", ("actor", actor), ("number", things.Count([position.Actor])), ("things", And(position.Reject.Select(Thing))));
        foreach (var want in position.Wants)
            yield return Say(want.Then is null ? "part.position.wants" : "part.position.wants-order", ("actor", actor), ("number", things.Count([position.Actor])), ("first", Thing(want.First)), ("then", want.Then is { } then ? Thing(then) : Nothing));
        foreach (var offer in position.Offers) yield return Say("part.position.offers", ("actor", actor), ("number", things.Count([position.Actor])), ("offer", Quote(offer)));
        if (position.Status is not null) yield return Say("part.status", ("status", things.Status(position.Status)));
        foreach (var phrase in Rests(position.Said, position.Assumed, position.Unchecked)) yield return phrase;
    }

    /// <summary>The text does not say it.</summary>
    public static Phrase Assumed => Say("assumed");

    /// <summary>It could not be compared with the text.</summary>
    public static Phrase Unchecked => Say("unchecked");

    private Phrase Body(string id) => agreement.Actors.TryGetValue(id, out var body) && !body.Members.IsEmpty && body.Name != body.Id
        ? Say("part.decision.body", ("name", things.Actor(id)), ("members", things.Actors(body.Members)))
        : things.Actor(id);

    private Phrase Rule(DecisionRule? rule) => rule switch
    {
        DecisionRule.Any => Say("rule.any"),
        DecisionRule.Consensus => Say("rule.consensus"),
        DecisionRule.Unanimity => Say("rule.unanimity"),
        DecisionRule.Votes votes => Say("rule.votes", ("count", Of(votes.Number))),
        DecisionRule.Share { Numerator: 1, Denominator: 2 } => Say("rule.half"),
        DecisionRule.Share share => Say("rule.share", ("share", new Bare(FormattableString.Invariant($"{share.Numerator}/{share.Denominator}")))),
        DecisionRule.Weighted weighted => Say("rule.weighted", ("needed", Of(weighted.Needed)), ("weights", And(weighted.Weights.Select(pair => Say("rule.weight", ("actor", things.Actor(pair.Key)), ("weight", Of(pair.Value))))))),
        null => Nothing,
        _ => throw new InvalidOperationException("INVARIANT: the family of rules is closed"),
    };

    private Phrase Thing(string id) =>
        agreement.Clauses.Any(clause => clause.Id == id) || agreement.Powers.Any(power => power.Id == id) || agreement.Definitions.Any(term => term.Id == id) ? things.Clause(id)
        : agreement.Pledges.Any(pledge => pledge.Id == id) ? Say("thing.pledge", ("name", Quote(id)))
        : agreement.Decisions.FirstOrDefault(decision => decision.Id == id) is { } decision ? Say(decision.Consent is null ? "thing.decision" : "thing.consent", ("name", Quote(id)))
        : agreement.Phases.Any(phase => phase.Id == id) ? Say("thing.phase", ("name", Quote(id)))
        : times.Anchor(id);

    private static IEnumerable<Phrase> Rests(ImmutableArray<string> said, bool isAssumed, bool isUnchecked)
    {
        if (!said.IsEmpty) yield return Say("part.said", ("count", Of(said.Length)), ("statements", Plain(said.Select(Quote))));
        if (isAssumed) yield return Assumed;
        if (isUnchecked) yield return Unchecked;
    }

    private static Phrase Known(ImmutableArray<string> names) => Say("part.known", ("names", Plain(names.Select(Quote))));
}
