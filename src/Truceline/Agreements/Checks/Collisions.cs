using System.Collections.Immutable;
using NodaTime;
using Truceline.Geography;

namespace Truceline.Agreements.Checks;

/// <summary>
/// TL020: what somebody must do and must not do. Told is only what surely collides: the same actor, an act that the obligation
/// entails, a class that is prohibited as a whole, ground that both have, and times between which no room is left. A clause with
/// exceptions, a rate or a condition does not collide: it may give way.
/// </summary>
internal static class Collisions
{
    private const int MostTold = 100;

    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        var zones = new CollisionZones();
        var actors = new Overlapping(agreement);
        var bans = agreement.Clauses.SelectMany(clause => Bans(agreement, clause)).SelectMany(ban => ban.Acts.Select(act => (act, ban))).ToLookup(pair => pair.act, pair => pair.ban);
        var told = 0;
        foreach (var must in agreement.Clauses.Where(clause => clause.Kind != ClauseKind.MustNot && Unconditional(clause)))
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var (act, ban) in must.Do.Entailed().SelectMany(act => bans[act].Select(ban => (act, ban))))
            {
                if (ban.Clause.Id == must.Id || seen.Contains(ban.Clause.Id) || !Meets(must, ban) || !IsSameMatter(agreement, must, ban.Clause) || !IsSameTime(agreement, must, ban)) continue;
                var who = actors.Of(must, ban.Who, ban.Anyone);
                if (who.IsEmpty && !(must.Anyone && ban.Anyone)) continue;
                var overlap = must.Over is not null && must.Over == ban.Clause.Over ? Overlap.Whole : ban.Clause.Over is not null ? Overlap.Unknown : zones.Of(Place(agreement, must), ban.Place);
                if (overlap == Overlap.Unknown) continue;
                seen.Add(ban.Clause.Id);
                if (told++ == MostTold)
                {
                    yield return agreement.Problem("TL020", must.Where, "more collisions are there, and are not listed", "put the ones above right first", [must.Id], null, Severity.Note);
                    yield break;
                }
                yield return Tell(agreement, must, act, ban, who, overlap);
            }
        }
        if (zones.LeftOut)
            yield return agreement.Problem("TL020", agreement.Clauses[0].Where, "not all zones were compared for collisions: too many pairs of them differ", "give the same zone the same name wherever it is meant", [], null, Severity.Note);
    }

    private static Problem Tell(Agreement agreement, Clause must, Act act, Ban ban, ImmutableArray<string> who, Overlap overlap)
    {
        var does = $"{(must.Kind == ClauseKind.May ? "permits" : "obliges")}";
        var names = who.IsEmpty ? "everybody" : agreement.Named(who).Select(actor => actor.Name).List();
        var where = overlap == Overlap.Part ? ", where both zones are" : "";
        // Where only a part is prohibited the rest of the zone is left; and a rule for all may mean to leave out who is named elsewhere.
        var severity = overlap == Overlap.Part || (ban.Anyone && !must.Anyone) || must.Kind == ClauseKind.May ? Severity.Warning : Severity.Error;
        var entailed = act == must.Do ? "" : $", and so to {act.InSentence()}";
        return agreement.Problem("TL020", must.Where, $"'{must.Id}' {does} {names} to {must.Do.InSentence()}{entailed}, which '{ban.Clause.Id}' {ban.Says}{where}",
            "say which goes before the other, or narrow one of them", [must.Id, ban.Clause.Id, .. who],
            new Proof.Conflict(
            [
                new(must.Id, $"'{must.Id}' {does} {names} to {must.Do.InSentence()}{What(must)}{In(must)}{entailed}") { Where = must.Where },
                new(ban.Clause.Id, $"'{ban.Clause.Id}' {ban.Says} {act.InSentence()}{What(ban.Clause)}{In(ban.Clause)}") { Where = ban.Clause.Where },
            ]), severity);
    }

    private static string What(Clause clause) => clause.What.IsEmpty ? "" : $" ({clause.What.List()})";
    private static string In(Clause clause) => clause.In is { } zone ? $" in {zone}" : clause.OutOf is { } other ? $" out of {other}" : "";

    /// <summary>What a clause prohibits, to whom, where and from when.</summary>
    private sealed record Ban(Clause Clause, ImmutableArray<Act> Acts, ImmutableArray<string> Who, bool Anyone, Zone? Place, ImmutableArray<Moment> From, Moment? Until, string Says)
    {
        /// <summary>Whether it only follows from what an obligation says in other words: to hold a position.</summary>
        public bool Follows { get; init; }

        /// <summary>Whether it holds once an obligation is met.</summary>
        public bool Keeps { get; init; }
    }

    // A permission is an exception from a prohibition; from what one has undertaken to keep up it is none. Who holds a position can still be asked to
    // withdraw some classes from it.
    private static bool Meets(Clause must, Ban ban) => (must.Kind == ClauseKind.Must || ban.Keeps) && (!ban.Follows || must.What.IsEmpty || !ban.Clause.What.IsEmpty);

    private static IEnumerable<Ban> Bans(Agreement agreement, Clause clause)
    {
        if (!Unconditional(clause)) yield break;
        ImmutableArray<Moment> begins = [.. clause.After.Append(clause.From).OfType<Moment>()];
        if (clause.Kind == ClauseKind.MustNot)
            yield return new(clause, [.. Enum.GetValues<Act>().Where(act => clause.Do.Includes(act))], clause.Who, clause.Anyone, Place(agreement, clause), begins, clause.Until, "prohibits");
        else if (clause.Kind == ClauseKind.May && !clause.DutyOf.IsEmpty)
            yield return new(clause, [Act.Obstruct, Act.DenyAccess], clause.DutyOf, false, Place(agreement, clause), begins, clause.Until, "prohibits, as it would obstruct what is permitted there");
        if (clause.Kind != ClauseKind.Must) yield break;
        if (clause.Do.Excluded() is { IsEmpty: false } excluded)
            yield return new(clause, excluded, clause.Who, clause.Anyone, Place(agreement, clause), begins, clause.Until, $"excludes, as it asks to {clause.Do.InSentence()}") { Follows = true };
        // Once withdrawn they stay away.
        if (clause is { Keep: true, OutOf: { } zone })
            yield return new(clause, [Act.Station, Act.Enter], clause.Who, clause.Anyone, agreement.Zones[zone].Zone, [.. begins, new Moment.AfterEvent($"{clause.Id}.met", Period.Zero)], clause.Until, "prohibits once it is met") { Keeps = true };
    }

    private static bool Unconditional(Clause clause) => clause.Unless.IsEmpty && clause.While.IsEmpty && clause.Rate is null;

    /// <summary>Where an act is done: in the zone, out of it for what leaves it, and outside of it for what is prohibited there.</summary>
    private static Zone? Place(Agreement agreement, Clause clause) =>
        (clause.In ?? clause.FromIn) is { } zone ? agreement.Zones[zone].Zone
        : clause.OutOf is not { } other ? null
        : clause.Do is Act.Withdraw or Act.Move or Act.RemoveMines || clause.Kind == ClauseKind.Must ? agreement.Zones[other].Zone : new Zone.NotIn(agreement.Zones[other].Zone);

    /// <summary>Whether all that the obligation is about is prohibited: its classes, its matter, its addressee.</summary>
    private static bool IsSameMatter(Agreement agreement, Clause must, Clause ban) =>
        (ban.What.IsEmpty || (!must.What.IsEmpty && must.What.Any(one => ban.What.Any(other => agreement.Classes.IsA(one, other)))))
        && (ban.About is null || ban.About == must.About) && (ban.To is null || ban.To == must.To);

    /// <summary>Whether the obligation falls wholly into the time of the prohibition, or lasts into it.</summary>
    private static bool IsSameTime(Agreement agreement, Clause must, Ban ban)
    {
        ImmutableArray<Moment> begins = [.. must.After.Concat([must.From, must.Start.NotBefore, must.Start.After]).OfType<Moment>()];
        if ((must.Do.Lasts() || must.Kind == ClauseKind.May) && must.Until is null && ban.Until is null) return true;
        var due = new[] { must.Done.By, must.Start.By, must.Until }.OfType<Moment>().ToList();
        return ban.From.All(from => begins.Any(begin => IsNotAfter(agreement, from, begin)))
            && (ban.Until is null || due.Any(by => IsNotAfter(agreement, by, ban.Until)));
    }

    /// <summary>Whether one moment surely lies no later than another: both are fixed, or both lie after one event.</summary>
    private static bool IsNotAfter(Agreement agreement, Moment one, Moment other)
    {
        if (one.Equals(other)) return true;
        if (agreement.Fixed(one, MomentUse.Beginning) is { } first && agreement.Fixed(other, MomentUse.Beginning) is { } second) return first <= second;
        return one is Moment.AfterEvent { Event: var name } && other is Moment.AfterEvent { Event: var same } && name == same
            && one.Resolve(agreement.Clock, MomentUse.Beginning, Noon) <= other.Resolve(agreement.Clock, MomentUse.Beginning, Noon);
    }

    private static readonly Instant Noon = Instant.FromUtc(2001, 1, 3, 12, 0);

    /// <summary>Which actors two clauses address, groups told apart by their members.</summary>
    private sealed class Overlapping(Agreement agreement)
    {
        private readonly Dictionary<string, ImmutableArray<string>> expanded = new(StringComparer.Ordinal);
        private readonly Dictionary<(string, string), ImmutableArray<string>> common = [];

        /// <summary>The actors that an obligation and a prohibition have in common, in ordinal order; empty: none, or each addresses anybody.</summary>
        public ImmutableArray<string> Of(Clause must, ImmutableArray<string> who, bool anyone)
        {
            if (must.Anyone) return anyone ? [] : Expanded(who);
            if (anyone) return Expanded(must.Who);
            var key = (Key(must.Who), Key(who));
            return common.TryGetValue(key, out var known) ? known : common[key] = [.. Expanded(must.Who).Intersect(Expanded(who), StringComparer.Ordinal)];
        }

        private static string Key(ImmutableArray<string> who) => string.Join(' ', who);

        private ImmutableArray<string> Expanded(ImmutableArray<string> who) =>
            expanded.TryGetValue(Key(who), out var known) ? known : expanded[Key(who)] = agreement.Expand(who);
    }
}
