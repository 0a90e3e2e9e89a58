using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Recheck;

/// <summary>What is prohibited: an act on some grounds, when it counts, and who is held to it by the clause.</summary>
internal sealed record Ban(Clause Clause, Func<Observation, Certainty> Act, ImmutableArray<(string Zone, bool Origin, bool Outside)> Grounds, Func<Interval, ImmutableArray<string>, Step> When);

/// <summary>Incidents held against bans.</summary>
internal sealed partial class Reckoning
{
    public static ImmutableArray<(string, bool, bool)> Grounds(Clause clause) =>
        [.. new[] { (clause.In, false, false), (clause.FromIn, true, false), (clause.OutOf, false, true) }.Where(one => one.Item1 is not null).Select(one => (one.Item1!, one.Item2, one.Item3))];

    private Ban Prohibition(Clause clause) => new(clause, seen => Words.IsOf(clause.Do, seen), Grounds(clause), (time, _) => times.When(clause, time));

    private Ban Obstruction(Clause clause) => new(
        clause with { Who = clause.DutyOf, Anyone = false, What = [], Over = null },
        seen => seen.Act is Act.Obstruct or Act.DenyAccess ? Certainty.Certain : seen.Act is null && seen.Phase is null ? Certainty.Possible : Certainty.No,
        clause.In is { } zone ? [(zone, false, false)] : [], (time, _) => times.When(clause, time));

    /// <summary>To be seen in the zone that an obligation has its addressees leave.</summary>
    private static Ban? Reverse(Clause clause, Func<ImmutableArray<string>, Time> since) => clause.OutOf is not { } zone ? null : new(
        clause with { Over = null },
        seen => seen.Phase is FirePhase.Outgoing && seen.Act is null or Act.Fire or Act.Attack ? Certainty.Certain
            : seen.Act is Act.Station or Act.HoldPosition or Act.Deploy or Act.Enter or Act.Move or Act.Advance or Act.Store or Act.Reinforce or Act.Exercise ? Certainty.Certain
            : seen.Act is null && seen.Phase is null ? Certainty.Possible : Certainty.No,
        [(zone, true, false)],
        (time, actors) => Steps.Of("when", Times.AtOrAfter(time, since(actors)).Word()) with { Entries = since(actors).Entries });

    private IEnumerable<Finding> Hold(Ban ban, Incident incident)
    {
        var weighed = incident.Sightings.Select(one => Weigh(ban, one)).ToArray();
        if (weighed.All(one => one.Act == Certainty.No) || weighed.All(one => one.IsElse)) return [];
        var candidates = hearsay.Candidates(ban.Clause, incident.Sightings);
        return (candidates.IsEmpty ? [Hearsay.Group(ban.Clause)] : candidates).Select(subject => Of(ban, incident, subject, candidates, weighed)).OfType<Finding>();
    }

    private Heard Weigh(Ban ban, Sighting one)
    {
        var (clause, seen, act) = (ban.Clause, one.Observation, ban.Act(one.Observation));
        var what = act == Certainty.No ? Certainty.Possible
            : clause.What.Select(target => Words.IsOf(agreement.Classes, target, seen)).DefaultIfEmpty(clause.What.IsEmpty ? Certainty.Certain : Certainty.No).Max();
        if (what == Certainty.No) return new(one, act, what, Certainty.Possible, Certainty.Possible, Certainty.Possible, null);
        var (where, margin) = (Certainty.Certain, (double?)null);
        foreach (var ground in ban.Grounds)
        {
            var (part, by) = On(ground, one);
            (where, margin) = (Words.Least(where, part), by is { } metres && !(margin < metres) ? metres : margin);
        }
        if (clause.Over is { } line)
        {
            bool Near(double metres) => agreement.Lines[line].Versions.Select(version => version.Line).Prepend(agreement.Lines[line].Line)
                .Any(course => places.Test(new Zone.Belt(course, new(metres), null), seen.Where.Region).Certainty != Certainty.No);
            where = Words.Least(where, seen.Act == Act.Cross && Near(0) ? Certainty.Certain : Near(2000) ? Certainty.Possible : Certainty.No);
        }
        return new(one, act, what, where, Certainty.Possible, Certainty.Possible, margin);
    }

    /// <summary>Whether a place lies on a ground, and by how far. Who saw a shot leave does not know where it fell, nor the reverse.</summary>
    private (Certainty, double?) On((string Zone, bool Origin, bool Outside) ground, Sighting one)
    {
        var seen = one.Observation;
        var travels = seen.Act is Act.Fire or Act.Attack or Act.HostileAct or Act.Fly || (seen.Act is null && seen.Phase is not null);
        if (travels && (ground.Origin ? seen.Phase is not FirePhase.Outgoing : seen.Phase is FirePhase.Outgoing or FirePhase.Undetermined)) return (Certainty.Possible, null);
        var (certainty, middle, isExact) = Test(ground.Zone, one);
        if (!isExact) Open.Add(ground.Zone);
        if (!isExact && lenient) certainty = Certainty.Possible;
        if (ground.Outside) (certainty, middle) = (certainty.Not(), -middle);
        var margin = middle is { } by ? Places.Rounded(by - Places.Extent(seen.Where.Region)!.Value.Radius) : (double?)null;
        return (certainty, certainty == Certainty.Certain && margin < 0 ? null : margin);
    }

    private Finding? Of(Ban ban, Incident incident, string subject, ImmutableArray<string> candidates, Heard[] weighed)
    {
        var (clause, actors) = (ban.Clause, hearsay.Behind(ban.Clause, subject));
        var whens = weighed.Select(one => ban.When(one.Sighting.Observation.Occurred, actors)).ToArray();
        var all = weighed.Select((one, i) => one with { When = whens[i].Read(), Who = hearsay.Who(actors, one.Sighting) }).ToArray();
        bool Coincide(Heard a, Heard b) => a.Sighting.Observation is var x && b.Sighting.Observation is var y
            && x.Occurred.Start <= y.Occurred.End && y.Occurred.Start <= x.Occurred.End && Places.Gap(x.Where.Region, y.Where.Region) == 0;
        var held = all.Where(one => !hearsay.IsDirect(clause, one.Sighting) || !one.Excludes || all.All(other => other.Excludes || Coincide(one, other))).ToArray();
        if (held.All(one => one.Excludes)) return null;

        Step Ask(string predicate, Func<Heard, Certainty> answer, bool isPlace = false)
        {
            var each = held.Select(one => Steps.Of(predicate, answer(one).Word()) with { Entries = one.Sighting.Report.Entries, Margin = isPlace && one.Margin is { } by ? new Metres(by) : null }).ToArray();
            return each is [var only] ? only : Steps.Of(predicate, hearsay.Together(clause, held.Select(one => (one.Sighting, answer(one)))).Word(), each);
        }
        Step act = Ask("act", one => one.Act), what = Ask("what", one => one.What), where = Ask("where", one => one.Where, true), who = Ask("who", one => one.Who);
        var when = whens is [var single] ? single : Steps.Of("when", Hearsay.Ever(whens.Select(Steps.Read)).Word(), whens);
        var bound = Bound(clause, actors, incident.Occurred);
        if (clause.Anyone && actors.IsEmpty && bound.Value == "certain") bound = bound with { Value = "possible" };
        where = where with { Assumptions = [.. ban.Grounds.SelectMany(ground => agreement.Zones[ground.Zone].Assumptions)] };
        List<Step> steps =
        [
            .. incident.Sightings.Select(one => Steps.Of("report", one.Observation.Means.Written()) with { Entries = one.Report.Entries }),
            .. incident.Reasons.Where(reason => incident.Sightings.Length > 1 || reason is not Incidents.Grouping.TooCoarse).DistinctBy(reason => reason.Sentence())
                .Select(reason => Steps.Of("together", "fused") with { Entries = reason.Entries }),
            act, what, where, when, who, bound,
        ];
        var isExcluded = new[] { act, what, where, who }.Any(step => step.Value == "no");
        if (isExcluded && !(candidates.Contains(subject) && held.Any(one => !hearsay.IsDirect(clause, one.Sighting) && !one.Excludes && hearsay.Candidates(clause, one.Sighting).Contains(subject)))) return null;
        var (outcome, standing) = Judge();
        var margin = held.Max(one => one.Margin);
        return Make(clause, subject, new Occasion.OfIncident(incident.Id), incident.Occurred, (outcome, standing, Attribution()), held.Max(one => one.Margin), steps,
            [.. clause.Assumptions, .. incident.Sightings.SelectMany(one => one.Observation.Assumed)], hasMargin: true);

        (Outcome, Standing?) Judge()
        {
            (Outcome, Standing?) Open(params Step[] because)
            {
                steps.Add(Steps.Of("open", "cannot rule", because));
                return (Outcome.CannotRule, null);
            }
            (Outcome, Standing?) Breached((Standing Standing, Step Step) known)
            {
                steps.Add(known.Step);
                return (Outcome.Breached, known.Standing);
            }
            if (when.Value == "no") return (Outcome.NotInForce, null);
            if (bound.Value == "no") return (Outcome.NotBound, null);
            if (isExcluded)
            {
                var refuted = Hearsay.Rests("refuted", held.Where(one => hearsay.IsDirect(clause, one.Sighting) && one.Excludes));
                var charge = hearsay.Standing(clause, actors, [.. held.Where(one => !one.Excludes)]);
                return charge.Standing == Standing.Corroborated ? Open(charge.Step, refuted) : Breached((Standing.Refuted, refuted));
            }
            var isNameless = candidates.IsEmpty && incident.Sightings.All(one => !one.Observation.By.IsEmpty) && incident.Sightings.Any(one => one.Observation.By.Any(by => agreement.Actor(by.Actor) is null));
            if (isNameless || new[] { act, what, where, when, bound }.Any(step => step.Value == "possible")) return Open();
            if (clause.Unless.IsEmpty) return Breached(hearsay.Standing(clause, actors, held));
            var (excused, exceptions) = Excused(clause, actors, incident.Occurred, incident);
            steps.Add(exceptions);
            return excused == Certainty.Certain ? (Outcome.Excused, null) : excused == Certainty.Possible ? Open() : Breached(hearsay.Standing(clause, actors, held));
        }

        AttributionStatus? Attribution()
        {
            if (standing == Standing.Refuted) return null;
            if (held.All(one => one.Sighting.Observation.By.IsEmpty)) return AttributionStatus.NotAttributable;
            if (who.Value != "certain" || actors.Length != 1)
                return held.Any(one => one.Sighting.Observation.By.Any(by => !hearsay.IsClaim(by, one.Sighting))) ? AttributionStatus.NotAttributable : AttributionStatus.NotExamined;
            var others = candidates.Where(other => other != actors[0]).ToArray();
            if (others.Any(other => hearsay.Together(clause, held.Select(one => (one.Sighting, hearsay.Who([other], one.Sighting)))) == Certainty.Certain)) return AttributionStatus.BothSides;
            if (others.Length > 0 || held.Any(one => one.Sighting.Observation.By.Any(by => !hearsay.IsClaim(by, one.Sighting) && agreement.Actor(by.Actor) is null))) return AttributionStatus.LargelyAttributed;
            return standing == Standing.Alleged && held.Where(one => one.Who == Certainty.Certain).SelectMany(one => hearsay.Sides(one.Sighting)).All(side => side is not null) ? AttributionStatus.NotExamined
                : outcome == Outcome.NotBound ? AttributionStatus.NonSignatory : AttributionStatus.Attributed;
        }
    }
}
