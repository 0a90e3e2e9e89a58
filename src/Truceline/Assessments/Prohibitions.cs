using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>
/// Holds incidents against a prohibition. In metric first-order temporal logic the form is
/// <c>□ ∀ s, x: act(s, x) ∧ what(x) ∧ where(x) ∧ in-force ∧ bound(s) → breach(s, x)</c>, with each predicate three-valued.
/// Each incident is held by itself; what it takes of others, for exceptions, it takes from the hearing.
/// </summary>
internal sealed class Prohibitions(Hearing hearing, Calendar calendar)
{
    private readonly Naming naming = hearing.Naming;
    private readonly Binding binding = new(hearing.Agreement, calendar);
    private BanExplanation? explanation;

    /// <summary>The findings of one incident, one for each actor to whom it points; none when it is surely something else.</summary>
    public ImmutableArray<Finding> Hold(Ban ban, Incident incident)
    {
        if (IsOther(ban, incident) || IsSomebodyElse(ban, incident)) return [];
        var weighed = hearing.Weighing.Weigh(ban, incident);
        if (IsExcluded(weighed)) return [];

        var candidates = naming.Candidates(ban.Clause, incident.Sightings);
        ImmutableArray<Finding> found = [];
        foreach (var subject in candidates.IsEmpty ? [Naming.Group(ban.Clause)] : candidates)
            if (Examine(ban, incident, subject, candidates, weighed) is { } examined)
                found = found.Add(Judged(examined));
        return found;
    }

    /// <summary>The same case again, for its words.</summary>
    public Case Examine(Ban ban, Incident incident, string subject) =>
        Examine(ban, incident, subject, naming.Candidates(ban.Clause, incident.Sightings), hearing.Weighing.Weigh(ban, incident))
        ?? throw new InvalidOperationException("INVARIANT: what was found once is found again");

    /// <summary>Whether an incident is surely of another act: asked first, for it is so of most.</summary>
    private static bool IsOther(Ban ban, Incident incident)
    {
        foreach (var sighting in incident.Sightings)
            if (ban.Act(sighting.Observation) != Certainty.No) return false;
        return true;
    }

    /// <summary>Whether all sightings surely name others than those whom the clause addresses: that costs less to ask than the place.</summary>
    private bool IsSomebodyElse(Ban ban, Incident incident)
    {
        if (ban.Clause.Anyone) return false;
        foreach (var sighting in incident.Sightings)
            if (naming.Who(naming.Addressed(ban.Clause), sighting) != Certainty.No) return false;
        return naming.Candidates(ban.Clause, incident.Sightings).IsEmpty;
    }

    private static bool IsExcluded(ImmutableArray<Weighed> weighed)
    {
        foreach (var one in weighed)
            if (!one.IsExcluded) return false;
        return true;
    }

    private Case? Examine(Ban ban, Incident incident, string subject, ImmutableArray<string> candidates, ImmutableArray<Weighed> weighed)
    {
        var actors = naming.Behind(ban.Clause, subject);
        ImmutableArray<Held> all = [.. weighed.Select(one => new Held(one, ban.When.At(one.Sighting.Observation.Occurred, actors), naming.Who(actors, one.Sighting)))];
        var held = all is [_] ? all
            : [.. all.Where(one => !hearing.Standings.IsDirect(ban.Clause, one.Sighting) || !one.Excludes || all.All(other => other.Excludes || Coincide(one, other)))];
        if (held.All(one => one.Excludes)) return null;

        var found = new Case(ban, incident, subject, actors, candidates, all, held)
        {
            Act = Together(ban, held, one => one.Weighed.Act),
            What = Together(ban, held, one => one.Weighed.What),
            Where = Together(ban, held, one => one.Weighed.Where),
            When = all is [var only] ? only.When : Standings.When(all.Select(one => one.When)),
            Who = Together(ban, held, one => one.Who),
            Bound = Bound(ban.Clause, actors, incident),
        };
        // What a monitor's own sighting excludes is no finding, unless somebody charges this actor with it.
        return found.IsExcluded && !(candidates.Contains(subject) && held.Any(one => IsCharge(ban, subject, one))) ? null : found;
    }

    private Certainty Together(Ban ban, ImmutableArray<Held> held, Func<Held, Certainty> answer) =>
        held is [var only] ? answer(only) : hearing.Standings.Combine(ban.Clause, held.Select(one => (one.Sighting, answer(one))));

    /// <summary>Of an unknown author nobody can say that it was bound, even if somebody is.</summary>
    private Certainty Bound(Clause clause, ImmutableArray<string> actors, Incident incident)
    {
        var bound = binding.At(clause, actors, incident.Occurred);
        return clause.Anyone && actors.IsEmpty && bound == Certainty.Certain ? Certainty.Possible : bound;
    }

    /// <summary>Whether two sightings may be of one and the same moment and place: their times meet, and their regions.</summary>
    private static bool Coincide(Held a, Held b)
    {
        var (one, two) = (a.Sighting.Observation, b.Sighting.Observation);
        if (one.Occurred.Start > two.Occurred.End || two.Occurred.Start > one.Occurred.End) return false;
        return Extent.Of(one.Where.Region) is not { } here || Extent.Of(two.Where.Region) is not { } there || here.GapTo(there) == Metres.Zero;
    }

    /// <summary>Whether a sighting that no monitor made directly names the subject for an act that the ban may cover.</summary>
    private bool IsCharge(Ban ban, string subject, Held one) =>
        !hearing.Standings.IsDirect(ban.Clause, one.Sighting) && !one.Excludes
        && naming.Candidates(ban.Clause, [one.Sighting]).Contains(subject);

    /// <summary>The answer, in the order of the questions: did the clause apply, was the actor bound, is it certain, how well is it known.</summary>
    private Finding Judged(Case found)
    {
        if (found.When == Certainty.No) return Answer(found, Outcome.NotInForce, null);
        if (found.Bound == Certainty.No) return Answer(found, Outcome.NotBound, null);
        var clause = found.Ban.Clause;
        // What several independent origins say, or the actor itself, is not undone by one look: the two contradict each other.
        if (found.IsExcluded)
            return hearing.Standings.Of(clause, found.Actors, [.. found.Held.Where(one => !one.Excludes)]) is Standing.Corroborated
                ? Answer(found, Outcome.CannotRule, null)
                : Answer(found, Outcome.Breached, Standing.Refuted);
        if (found.Open.Any() || naming.IsUnbound(clause, found.Incident.Sightings)) return Answer(found, Outcome.CannotRule, null);
        if (clause.Unless.IsEmpty) return Answer(found, Outcome.Breached, hearing.Standings.Of(clause, found.Actors, found.Held));

        // Exceptions look at other reports too, as they are now: what they gave is kept with the finding.
        var (excused, exceptions) = new Exemptions(hearing, calendar).Of(clause, found.Actors, found.Incident.Occurred, found.Incident);
        return excused switch
        {
            Certainty.Certain => Answer(found, Outcome.Excused, null, exceptions),
            Certainty.Possible => Answer(found, Outcome.CannotRule, null, exceptions),
            _ => Answer(found, Outcome.Breached, hearing.Standings.Of(clause, found.Actors, found.Held), exceptions),
        };
    }

    private Finding Answer(Case found, Outcome outcome, Standing? standing, Step? exceptions = null)
    {
        var attribution = Attribution(found);
        // An explanation is shared by all findings of a ban, but those that exceptions were asked of.
        var explains = exceptions is not null || explanation?.Ban != found.Ban ? new BanExplanation(hearing.Agreement, hearing.Reading, calendar, found.Ban, exceptions) : explanation;
        if (exceptions is null) explanation = explains;
        return new Finding(explains, found.Incident, found.Subject, outcome, standing, (outcome, standing, attribution) switch
        {
            (_, Standing.Refuted, _) => null,
            // A party that says it saw who it was has not established it.
            (_, Standing.Alleged, AttributionStatus.Attributed) when hearing.Standings.IsPartysWord(found.Held) => AttributionStatus.NotExamined,
            (Outcome.NotBound, _, AttributionStatus.Attributed) => AttributionStatus.NonSignatory,
            _ => attribution,
        });
    }

    private AttributionStatus Attribution(Case found)
    {
        if (found.Held.All(one => one.Sighting.Observation.By.IsEmpty)) return AttributionStatus.NotAttributable;
        if (found.Who != Certainty.Certain || found.Actors.Length != 1)
            return found.Held.Any(one => one.Sighting.Observation.By.Any(by => !naming.IsClaim(by, one.Sighting)))
                ? AttributionStatus.NotAttributable
                : AttributionStatus.NotExamined;
        var others = found.Candidates.Remove(found.Actors[0]);
        if (others.IsEmpty && !naming.AnyUnbound([.. found.Held.Select(one => one.Sighting)])) return AttributionStatus.Attributed;
        var alsoCertain = others.Any(other =>
            hearing.Standings.Combine(found.Ban.Clause, found.Held.Select(one => (one.Sighting, naming.Who([other], one.Sighting)))) == Certainty.Certain);
        return alsoCertain ? AttributionStatus.BothSides : AttributionStatus.LargelyAttributed;
    }
}
