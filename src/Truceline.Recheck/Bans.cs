using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;
using static Truceline.Assessments.AttributionStatus;
using static Truceline.Assessments.Outcome;
using static Truceline.Assessments.Standing;
using static Truceline.Geography.Certainty;
using static Truceline.Reports.FirePhase;
using Reason = Truceline.Incidents.Grouping;

namespace Truceline.Recheck;

/// <summary>What is prohibited: an act on some grounds, when it counts, and who is held to it by the clause.</summary>
/// <param name="Clause">The clause, as far as it tells who, of what and over which line.</param>
/// <param name="Act">Whether what was seen is what is prohibited.</param>
/// <param name="Grounds">The zones: where it begins (or where it ends), and whether it is prohibited outside of them.</param>
/// <param name="When">Whether it is prohibited to some actors at a time.</param>
internal sealed record Ban(
    Clause Clause, Func<Observation, Certainty> Act, (string? Zone, bool IsOrigin, bool IsOutside)[] Grounds,
    Func<Interval, ImmutableArray<string>, Step> When);

/// <summary>Incidents held against bans.</summary>
internal sealed partial class Reckoning
{
    private Ban Prohibition(Clause clause) => new(clause, seen => Words.IsOf(clause.Do, seen),
        [(clause.In, false, false), (clause.FromIn, true, false), (clause.OutOf, false, true)], (time, _) => When(clause, time));

    private Ban Obstruction(Clause clause) => new(clause with { Who = clause.DutyOf, Anyone = false, What = [], Over = null },
        seen => seen.Act is Act.Obstruct or Act.DenyAccess ? Certain : seen.Act is null && seen.Phase is null ? Possible : No,
        [(clause.In, false, false)], (time, _) => When(clause, time));

    /// <summary>To be seen in the zone that an obligation has its addressees leave, since they left it.</summary>
    private static Ban Reverse(Clause clause, Func<ImmutableArray<string>, Time> since) => new(clause with { Over = null },
        seen => clause.OutOf is null ? No : seen.Act switch
        {
            null or Act.Fire or Act.Attack when seen.Phase is Outgoing => Certain,
            Act.Station or Act.HoldPosition or Act.Deploy or Act.Enter or Act.Move or Act.Advance or Act.Store or Act.Reinforce or Act.Exercise => Certain,
            null when seen.Phase is null => Possible,
            _ => No,
        }, [(clause.OutOf, true, false)], (time, actors) => new("when", since(actors).Before(time).Word(), since(actors).Entries));

    private IEnumerable<Found> Hold(Ban ban) =>
        from incident in incidents
        let heard = incident.Sightings.Select(one => Hear(ban, one)).ToArray()
        where !heard.All(one => one.IsElse)
        let candidates = Candidates(ban.Clause, incident.Sightings)
        from subject in candidates.DefaultIfEmpty(Group(ban.Clause))
        from found in Hold(ban, incident, subject, candidates, heard)
        select found;

    private Heard Hear(Ban ban, Sighting one)
    {
        var (clause, seen, act, isDirect) = (ban.Clause, one.Seen, ban.Act(one.Seen), IsDirect(ban.Clause, one));
        var what = act == No ? Possible : OfClass(clause, seen);
        if (what == No) return new(one, isDirect, act, what, Possible, null);
        var on = ban.Grounds.Where(ground => ground.Zone is not null).Select(ground => On(ground.Zone!, ground.IsOrigin, ground.IsOutside, one)).ToList();
        if (clause.Over is { } line) on.Add((seen.Act == Act.Cross && IsNear(0) ? Certain : IsNear(2000) ? Possible : No, null));
        return new(one, isDirect, act, what, Words.Least(on.Select(ground => ground.Is)), on.Min(ground => ground.Margin));

        bool IsNear(double metres) => agreement.Lines[line].Versions.Select(version => version.Line).Prepend(agreement.Lines[line].Line)
            .Any(course => places.Test(new Zone.Belt(course, new(metres), null), seen.Where.Region) != No);
    }

    private Certainty OfClass(Clause clause, Observation seen) =>
        clause.What.IsEmpty ? Certain : clause.What.Max(target => Words.IsOf(agreement.Classes, target, seen));

    /// <summary>Whether a place lies on a ground, and by how far. Who saw a shot leave does not know where it fell, nor the reverse.</summary>
    private (Certainty Is, double? Margin) On(string zone, bool isOrigin, bool isOutside, Sighting one)
    {
        var seen = one.Seen;
        var travels = seen.Act is null ? seen.Phase is not null : seen.Act is Act.Fire or Act.Attack or Act.HostileAct or Act.Fly;
        if (travels && (isOrigin ? seen.Phase is not Outgoing : seen.Phase is Outgoing or Undetermined)) return (Possible, null);
        if (!tested.TryGetValue((zone, one.Id), out var known)) known = tested[(zone, one.Id)] = places.Test(agreement.Zones[zone], one.Region, one.Time);
        var (certainty, middle) = isOutside ? (known.Is.Not(), -known.Margin) : known;
        double? margin = middle is { } by ? Places.Rounded(by - Places.Extent(seen.Where.Region)!.Value.Radius) : null;
        return (certainty, certainty == Certain && margin < 0 ? null : margin);
    }

    private IEnumerable<Found> Hold(Ban ban, Incident incident, string subject, ImmutableArray<string> candidates, Heard[] heard)
    {
        var (clause, actors) = (ban.Clause, Behind(ban.Clause, subject));
        Step[] whens = [.. heard.Select(one => ban.When(one.By.Time, actors))];
        Heard[] all = [.. heard.Zip(whens, (one, when) => one with { When = when.Certainty, Who = Who(actors, one.By) })];
        // What a monitor saw elsewhere, or of others, takes nothing away from what others say of something that it cannot have been.
        Heard[] held = [.. all.Where(one => !one.IsDirect || !one.Excludes || all.All(other => other.Excludes || Coincide(one.By.Seen, other.By.Seen)))];
        Step act = Ask("act", one => one.Act), what = Ask("what", one => one.What), who = Ask("who", one => one.Who);
        var assumptions = ban.Grounds.Where(ground => ground.Zone is not null).SelectMany(ground => agreement.Zones[ground.Zone!].Assumptions);
        var where = Ask("where", one => one.Where) with { Assumptions = Step.Some(assumptions) };
        var when = whens is [var single] ? single : new("when", Ever(whens.Select(one => one.Certainty)).Word(), Because: whens);
        var bound = Bound(clause, actors, incident.Occurred);
        if (clause.Anyone && actors.IsEmpty && bound.Certainty == Certain) bound = bound with { Value = "possible" };
        var isExcluded = new[] { act, what, where, who }.Any(step => step.Certainty == No);
        // Excluded, it is a finding only where somebody else charges that very actor with it.
        if (held.All(one => one.Excludes)
            || (isExcluded && !held.Any(one => !one.IsDirect && !one.Excludes && Candidates(clause, one.By).Contains(subject)))) return [];
        var verdict = Judge();
        return [Make(Key(clause, subject, new Occasion.OfIncident(incident.Id)), incident.Occurred, verdict with { Attribution = Attribution(), Steps =
        [
            .. incident.Sightings.Select(one => new Step("report", one.Seen.Means.Written(), one.Entries)),
            .. incident.Reasons.Where(reason => reason is not (Reason.LeftOpen or Reason.TooCoarse) || (reason is Reason.TooCoarse && heard.Length > 1))
                .DistinctBy(reason => reason.Sentence()).Select(reason => new Step("together", "fused", reason.Entries)),
            .. incident.Reasons.OfType<Reason.LeftOpen>().Select(Open),
            act, what, where, when, who, bound, .. verdict.Steps,
        ] }, held.Max(one => one.Margin), [.. clause.Assumptions, .. incident.Sightings.SelectMany(one => one.Seen.Assumed)])];

        Step Ask(string predicate, Func<Heard, Certainty> answer)
        {
            Step[] each = [.. held.Select(one => new Step(predicate, answer(one).Word(), one.By.Entries, Margin: predicate == "where" ? one.Margin : null))];
            return each is [var only] ? only : new(predicate, Together(held.Select(one => (one.IsDirect, answer(one)))).Word(), Because: each);
        }

        // What may be of the incident too, with all beside it: how well the breach would be known, if better, and because of which it is open.
        Step Open(Reason.LeftOpen open)
        {
            var others = incident.Sightings.Any(own => own.Id == open.A.Id) ? open.WithB : open.WithA;
            Heard[] more = [.. others.Select(one => Hear(ban, one) with { When = ban.When(one.Time, actors).Certainty, Who = Who(actors, one) })];
            var with = verdict is { Outcome: Breached, Standing: Alleged or Corroborated } && !more.Any(one => one.Excludes)
                ? Known(actors, [.. held, .. more]).Standing : verdict.Standing;
            return new("left-open", with == verdict.Standing ? "open" : with!.Value.Word(), Entries(others),
                [new("opened-by", $"{open.Why.Written()}: {open.Whose}", Entries(open.By))]);
        }

        Verdict Judge()
        {
            Verdict Open(params Step[] because) => new(CannotRule, null, new Step("open", "cannot rule", Because: because));
            if (when.Certainty == No || bound.Certainty == No) return new(when.Certainty == No ? NotInForce : NotBound);
            if (isExcluded)
            {
                var (refuted, charge) = (Say(Refuted, held.Where(one => one.IsDirect && one.Excludes)), Known(actors, held.Where(one => !one.Excludes)));
                return charge.Standing == Corroborated ? Open([.. charge.Steps, .. refuted.Steps]) : refuted;
            }
            var isNameless = candidates.IsEmpty && incident.Sightings.All(one => !one.Seen.By.IsEmpty)
                && incident.Sightings.Any(one => one.Seen.By.Any(by => Bind(by.Actor) is null));
            if (isNameless || new[] { act, what, where, when, bound }.Any(step => step.Certainty == Possible)) return Open();
            if (clause.Unless.IsEmpty) return Known(actors, held);
            var exceptions = Exceptions(clause, actors, incident.Occurred, incident);
            var rest = exceptions.Certainty switch { Certain => new(Excused), Possible => Open(), _ => Known(actors, held) };
            return rest with { Steps = [exceptions, .. rest.Steps] };
        }

        AttributionStatus? Attribution()
        {
            var named = held.SelectMany(one => one.By.Seen.By.Where(by => !IsClaim(by, one.By))).ToArray();
            var others = candidates.Where(other => !actors.Contains(other)).ToArray();
            return verdict.Standing == Refuted ? null
                : held.All(one => one.By.Seen.By.IsEmpty) ? NotAttributable
                : who.Certainty != Certain || actors.Length != 1 ? named.Length > 0 ? NotAttributable : NotExamined
                : others.Any(other => Together(held.Select(one => (one.IsDirect, Who([other], one.By)))) == Certain) ? BothSides
                : others.Length > 0 || named.Any(by => Bind(by.Actor) is null) ? LargelyAttributed
                : verdict.Standing == Alleged && !held.Where(one => one.Who == Certain).SelectMany(one => Sides(one.By)).Contains(null) ? NotExamined
                : verdict.Outcome == NotBound ? NonSignatory : Attributed;
        }
    }

    private static bool Coincide(Observation a, Observation b) =>
        a.Occurred.Start <= b.Occurred.End && b.Occurred.Start <= a.Occurred.End && Places.Gap(a.Where.Region, b.Where.Region) == 0;
}
