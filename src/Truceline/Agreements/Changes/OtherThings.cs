using System.Collections.Immutable;
using NodaTime.Text;
using Truceline.Agreements.Binding;

namespace Truceline.Agreements.Changes;

/// <summary>Compares what is no clause: each thing as a list of parts, by its id.</summary>
internal static class OtherThings
{
    /// <summary>One thing of a section.</summary>
    private sealed record Thing(string Id, string Name, ImmutableArray<Dimension> Parts);

    // Parts that are words alone: they name and explain, and nothing is decided by them.
    private static readonly ImmutableArray<string> WordsAlone = ["id", "name", "known as", "title", "claimed by", "public", "language", "drawn in"];

    /// <summary>What differs, by section; and what differs in words alone.</summary>
    public static (ImmutableArray<ThingChange> Things, ImmutableArray<ThingChange> Words) Changes(Side old, Side @new, GroundComparison grounds)
    {
        var things = ImmutableArray.CreateBuilder<ThingChange>();
        var words = ImmutableArray.CreateBuilder<ThingChange>();
        foreach (var (section, of) in Sections)
        {
            var before = Named(of(old));
            var after = Named(of(@new));
            foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
            {
                var (was, now) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
                if (was is null) things.Add(new(section, now!.Id, ClauseFate.Added, []));
                else if (now is null) things.Add(new(section, was.Id, ClauseFate.Dropped, []));
                else
                {
                    var parts = was.Parts.Zip(now.Parts).Where(both => both.First.Mark != both.Second.Mark)
                        .Select(both => Part(section, old, was, @new, now, both.First, both.Second, grounds)).ToImmutableArray();
                    if (parts.Any(part => !WordsAlone.Contains(part.Part))) things.Add(new(section, now.Id, ClauseFate.Changed, parts));
                    else if (!parts.IsEmpty) words.Add(new(section, now.Id, ClauseFate.Changed, parts));
                }
            }
        }
        return (things.ToImmutable(), words.ToImmutable());
    }

    private static PartChange Part(string section, Side old, Thing was, Side @new, Thing now, Dimension before, Dimension after, GroundComparison grounds) =>
        new(before.Name, WordsAlone.Contains(before.Name) ? ChangeDirection.Beside : ChangeDirection.Changed, before.Shown, after.Shown)
        {
            Ground = section == "zones" && before.Name == "ground" ? grounds.Compare(old.Agreement.Zones[was.Id].Zone, @new.Agreement.Zones[now.Id].Zone) : null,
        };

    // Several positions of one actor have one name: the first is held against the first.
    private static SortedDictionary<string, Thing> Named(IEnumerable<Thing> things)
    {
        var named = new SortedDictionary<string, Thing>(StringComparer.Ordinal);
        foreach (var thing in things)
        {
            var name = thing.Name;
            for (var n = 2; !named.TryAdd(name, thing); n++) name = FormattableString.Invariant($"{thing.Name} {n}");
        }
        return named;
    }

    private static readonly ImmutableArray<(string Section, Func<Side, IEnumerable<Thing>> Of)> Sections =
    [
        ("agreement", side => [Top(side.Agreement)]),
        ("actors", side => side.Agreement.Actors.Values.Select(actor => Actor(side, actor))),
        ("classes", side => side.Agreement.Classes.Classes.Values.Where(one => !ClassGraph.BuiltInIds.Contains(one.Id)).Select(Class)),
        ("lines", side => side.Agreement.Lines.Values.Select(line => new Thing(line.Id, line.Id,
            [new("course", side.LineMark(line.Id), $"{line.Left} on the left, {line.Right} on the right"), Words("drawn in", line.Form switch { LineForm.Drawn drawn => drawn.File, LineForm.Through through => Dimensions.List(through.Places), _ => null }), Words("as of", line.AsOf), .. Doubts(line.Assumed, line.Unchecked)]))),
        ("zones", side => side.Agreement.Zones.Values.Where(zone => zone.IsNamed).Select(zone => new Thing(zone.Id, zone.Id,
            [new("ground", side.ZoneMark(zone.Id), zone.Describes), Words("claimed by", zone.ClaimedBy), .. Doubts(zone.Assumed, zone.Unchecked)]))),
        ("events", side => side.Agreement.Events.Values.Select(one => new Thing(one.Id, side.Event(one.Id), [Id(one.Id), new("rule", side.EventRule(one.Id), Happens(one)), .. Doubts(one.Assumed, one.Unchecked)]))),
        ("phases", side => side.Agreement.Phases.Select(phase => new Thing(phase.Id, phase.Id,
            [new("from", side.Mark(phase.From, MomentUse.Beginning), phase.From?.ToString() ?? ""), new("until", side.Mark(phase.Until, MomentUse.Beginning), phase.Until?.ToString() ?? ""), .. Doubts(phase.Assumed, phase.Unchecked)]))),
        ("pledges", side => side.Agreement.Pledges.Select(pledge => Pledge(side, pledge))),
        ("decisions", side => side.Agreement.Decisions.Select(decision => Decision(side, decision))),
        ("counting", side => side.Agreement.Counting.Values.Select(rule => new Thing(rule.Id, rule.Id,
            [Words("unit", rule.Unit.Written()), Words("gap", rule.Gap is { } gap ? PeriodPattern.Roundtrip.Format(NodaTime.Period.FromSeconds((long)gap.TotalSeconds).Normalize()) : null), Words("within", rule.Within is { } within ? $"{Marks.Number(within.Value)} m" : null), Words("of", rule.Of), .. Doubts(rule.Assumed, rule.Unchecked)]))),
        ("readings", side => side.Agreement.Readings.Values.Select(reading => Reading(side, reading))),
        ("positions", side => side.Agreement.Positions.Select(position => Position(side, position))),
    ];

    private static Thing Top(Agreement agreement) => new("", "",
    [
        Words("id", agreement.Id), Words("title", agreement.Title),
        Words("status", agreement.Source.Status.Written()), Words("signed", agreement.Source.Signed is { } signed ? Side.Date(signed) : null),
        Set("supersedes", agreement.Source.Supersedes), Set("annex to", agreement.Source.AnnexTo),
        Set("amends", agreement.Source.Amends.Select(one => one.Clauses.IsEmpty ? one.Of : $"{one.Of} ({string.Join(", ", one.Clauses)})")),
        Words("language", agreement.Source.Language), Words("public", agreement.Source.Public), .. Doubts(agreement.Source.Assumed, agreement.Source.Unchecked),
        Words("clock", $"{agreement.Clock.Zone.Id}, {(agreement.Clock.Day == DayKind.Calendar ? "calendar days" : "days of 24 hours")}"),
    ]);

    private static Thing Actor(Side side, Actor actor) => new(actor.Id, side.Actor(actor.Id),
    [
        Id(actor.Id), Words("kind", actor.Kind.Written()), Words("name", actor.Name), Set("known as", actor.KnownAs),
        new("members", Dimensions.Set(actor.Members.Select(side.Actor)), Dimensions.List(actor.Members)),
        Words("count", actor.Count?.ToString(System.Globalization.CultureInfo.InvariantCulture)), Words("status", actor.Status), .. Doubts(actor.Assumed, actor.Unchecked),
    ]);

    private static Thing Class(WeaponClass one) => new(one.Id, one.Id,
        [Set("is", one.Is), Words("calibre", Side.Bound(one.Calibre)), Words("range", Side.Bound(one.RangeKm)), Set("models", one.Models), Set("known as", one.KnownAs), .. Doubts(one.Assumed, one.Unchecked)]);

    private static Thing Pledge(Side side, Pledge pledge) => new(pledge.Id, pledge.Id,
    [
        new("by", side.Actor(pledge.By), pledge.By), Set("domain", pledge.Domains.Select(domain => domain.Written())),
        Words("amount", pledge.Undisclosed ? "undisclosed" : pledge.Amount), Words("count", pledge.Count?.ToString(System.Globalization.CultureInfo.InvariantCulture)), Words("public share", pledge.Public?.ToString()),
        Words("when", pledge.When), Words("if", pledge.If), Set("enables", pledge.Enables), Words("status", pledge.Status.Written()), Words("due", pledge.Due is { } due ? $"{Side.Date(due.By)}{(due.Assumed ? " (assumed)" : "")}" : null),
        Set("said", pledge.Said), .. Doubts(pledge.Assumed, pledge.Unchecked),
    ]);

    private static Thing Decision(Side side, Decision decision) => new(decision.Id, decision.Id,
    [
        new("by", decision.By is { } by ? side.Actor(by) : "", decision.By ?? ""), new("rule", RuleMark(side, decision.Rule), RuleWords(decision.Rule)),
        new("consent", decision.Consent is { } consent ? $"{side.Clause(consent.To)} {Dimensions.Set(consent.By.Select(side.Actor))}" : "", decision.Consent is { } shown ? $"of {Dimensions.List(shown.By)} to {shown.To}" : ""),
        new("veto", Dimensions.Set(decision.Veto.Select(side.Actor)), Dimensions.List(decision.Veto)), Words("quorum", decision.Quorum?.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Words("silence", decision.Silence?.Written()), Words("within", decision.Within is { } within ? PeriodPattern.Roundtrip.Format(within) : null),
        new("tie", decision.Tie is { } tie ? side.Actor(tie) : "", decision.Tie ?? ""), Words("status", decision.Status), Set("said", decision.Said), .. Doubts(decision.Assumed, decision.Unchecked),
    ]);

    private static Thing Position(Side side, ActorPosition position) => new(position.Actor, $"{side.Actor(position.Actor)} {position.If}",
    [
        new("accept", Dimensions.Set(position.Accept.Select(side.Clause)), Dimensions.List(position.Accept)), new("reject", Dimensions.Set(position.Reject.Select(side.Clause)), Dimensions.List(position.Reject)),
        new("wants", Dimensions.Set(position.Wants.Select(want => $"{side.Event(side.Clause(want.First))}<{(want.Then is { } then ? side.Event(side.Clause(then)) : "")}")), Dimensions.List(position.Wants.Select(want => want.ToString()))),
        new("offers", string.Join('\n', position.Offers), string.Join("; ", position.Offers)), Words("status", position.Status), Set("said", position.Said), .. Doubts(position.Assumed, position.Unchecked),
    ]);

    // A reading is what the clauses mean that it changes.
    private static Thing Reading(Side side, Reading reading)
    {
        var read = side.Of(reading.Agreement);
        var clauses = reading.Changes.Select(id => reading.Agreement.Clauses.FirstOrDefault(clause => clause.Id == id)).OfType<Clause>().ToList();
        var zones = reading.Agreement.Zones.Values.Where(zone => zone.IsNamed && (read.ZoneMark(zone.Id) != side.ZoneMark(zone.Id) || zone.Assumed != side.Agreement.Zones[zone.Id].Assumed)).ToList();
        return new(reading.Name, reading.Name,
        [
            new("clauses", Dimensions.Set(clauses.Select(clause => side.Clause(clause.Id))), Dimensions.List(clauses.Select(clause => clause.Id))),
            new("what they mean", Meaning.Of(clauses.OrderBy(clause => side.Clause(clause.Id), StringComparer.Ordinal).Select(clause => Meaning.Of(Dimensions.Of(read, clause).Select(part => part.Mark)))), "as this reading has it"),
            new("zones", Meaning.Of(zones.Select(zone => $"{zone.Id} {read.ZoneMark(zone.Id)} {zone.Assumed} {zone.Unchecked}")), Dimensions.List(zones.Select(zone => zone.Assumed ? $"{zone.Id} (assumed)" : zone.Id))), .. Doubts(reading.Assumed, reading.Unchecked),
        ]);
    }

    private static string Happens(AgreedEvent one) =>
        one.At is { } at ? InstantPattern.General.Format(at)
        : !one.DeclaredBy.IsEmpty ? $"declared by {Dimensions.List(one.DeclaredBy)}"
        : !one.AllMet.IsEmpty ? $"when {Dimensions.List(one.AllMet)} are all met"
        : !one.AnyMet.IsEmpty ? $"when one of {Dimensions.List(one.AnyMet)} is met"
        : one.Quiet is { } quiet ? $"when {quiet.Clause} was not breached for {PeriodPattern.Roundtrip.Format(quiet.For)}"
        : one.Decided is { } decided ? $"when {decided} was decided"
        : "when a clause that fulfils it is met";

    private static string RuleWords(DecisionRule? rule) => rule switch
    {
        null => "",
        DecisionRule.Votes votes => FormattableString.Invariant($"{votes.Number} votes"),
        DecisionRule.Share share => FormattableString.Invariant($"{share.Numerator}/{share.Denominator} of all members"),
        DecisionRule.Weighted weighted => FormattableString.Invariant($"{weighted.Needed} of the weights {Dimensions.List(weighted.Weights.Select(pair => FormattableString.Invariant($"{pair.Key}: {pair.Value}")))}"),
        DecisionRule.Any => "any",
        DecisionRule.Consensus => "consensus",
        _ => "unanimity",
    };

    private static string RuleMark(Side side, DecisionRule? rule) => rule is DecisionRule.Weighted weighted
        ? FormattableString.Invariant($"{weighted.Needed} {Dimensions.Set(weighted.Weights.Select(pair => FormattableString.Invariant($"{side.Actor(pair.Key)}:{pair.Value}")))}")
        : RuleWords(rule);

    private static Dimension Id(string id) => new("id", id, id);

    private static Dimension Words(string name, string? words) => new(name, words ?? "", words ?? "");

    private static Dimension Set(string name, IEnumerable<string> words) => new(name, Dimensions.Set(words), Dimensions.List(words));

    private static IEnumerable<Dimension> Doubts(bool assumed, bool @unchecked) =>
        [new("assumed", assumed ? "yes" : "", assumed ? "yes" : "no"), new("unchecked", @unchecked ? "yes" : "", @unchecked ? "yes" : "no")];
}
