using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>
/// Holds incidents against a prohibition. In metric first-order temporal logic the form is
/// <c>□ ∀ s, x: act(s, x) ∧ what(x) ∧ where(x) ∧ in-force ∧ bound(s) → breach(s, x)</c>, with each predicate three-valued.
/// </summary>
internal sealed class Prohibitions(Hearing hearing, Calendar calendar)
{
    /// <summary>What has to be certain before a breach can be found at all; who did it may stay open.</summary>
    private static readonly string[] Deciding = ["act", "what", "where", "when", "bound"];

    private readonly Agreement agreement = hearing.Agreement;
    private readonly Naming naming = hearing.Naming;
    private readonly Binding binding = new(hearing.Agreement, calendar);

    /// <summary>The findings of one incident, one for each actor to whom it points; none when it is surely something else.</summary>
    public IEnumerable<Finding> Hold(Ban ban, Incident incident)
    {
        if (incident.Sightings.All(sighting => ban.Act(sighting.Observation).Certainty == Certainty.No)) yield break;
        var weighed = incident.Sightings
            .Select(sighting => hearing.Weighing.Weigh(ban, sighting))
            .ToImmutableArray();
        if (weighed.All(one => one.IsExcluded)) yield break;

        var candidates = naming.Candidates(ban.Clause, incident.Sightings);
        foreach (var subject in candidates.IsEmpty ? [Naming.Group(ban.Clause)] : candidates)
            if (Find(ban, incident, subject, candidates, weighed) is { } finding)
                yield return finding;
    }

    private Finding? Find(Ban ban, Incident incident, string subject, ImmutableArray<string> candidates, ImmutableArray<Weighed> weighed)
    {
        var actors = naming.Behind(ban.Clause, subject);
        var whens = weighed.Select(one => ban.When(one.Sighting.Observation.Occurred, actors)).ToImmutableArray();
        ImmutableArray<Held> all = [.. weighed.Select((one, i) => new Held(one with { When = new Answer(Read(whens[i]), whens[i].Says) }, naming.Who(actors, one.Sighting)))];
        // A monitor that saw something else nearby excludes nothing here.
        ImmutableArray<Held> held = [.. all.Where(one => !hearing.Standings.IsDirect(ban.Clause, one.Sighting) || !one.Excludes || all.All(other => other.Excludes || Coincide(one, other)))];
        if (held.All(one => one.Excludes)) return null;

        List<Step> steps =
        [
            .. incident.Sightings.Select(sighting => new Step { Predicate = "report", Value = sighting.Observation.Means.Written(), Says = calendar.Words(sighting), Entries = sighting.Report.Entries }),
            .. Grouping(incident),
            Dimension(ban, "act", held, one => one.Weighed.Act),
            Dimension(ban, "what", held, one => one.Weighed.What),
            Dimension(ban, "where", held, one => one.Weighed.Where) with { Assumptions = [.. ban.Grounds.SelectMany(ground => ground.Zone.Assumptions)] },
            When(whens),
            Dimension(ban, "who", held, one => one.Who),
            Bound(ban.Clause, actors, subject, incident),
        ];
        var isExcluded = steps.Any(step => step.Value == "no" && step.Predicate is ("act" or "what" or "where" or "who"));
        // What a monitor's own sighting excludes is no finding, unless somebody charges this actor with it.
        if (isExcluded && !(candidates.Contains(subject) && held.Any(one => IsCharge(ban, subject, one)))) return null;

        var (outcome, standing, because) = Judge(ban, actors, isExcluded, incident, held, steps);
        if (because is not null) steps.Add(because);
        var who = Read(steps.Single(step => step.Predicate == "who"));
        return Make(ban, incident, subject, outcome, standing, Attribution(ban, actors, candidates, held, who), held, steps);
    }

    /// <summary>Why several reports are taken for one happening, or why a neighbour is not among them.</summary>
    private static IEnumerable<Step> Grouping(Incident incident) => incident.Reasons
        .Where(reason => incident.Sightings.Length > 1 || reason is not Incidents.Grouping.TooCoarse)
        .DistinctBy(reason => reason.Sentence(), StringComparer.Ordinal)
        .Select(reason => new Step { Predicate = "together", Value = "fused", Says = reason.Sentence(), Entries = reason.Entries });

    /// <summary>Of an unknown author nobody can say that it was bound, even if somebody is.</summary>
    private Step Bound(Clause clause, ImmutableArray<string> actors, string subject, Incident incident)
    {
        var bound = binding.Of(clause, actors, subject, incident.Occurred);
        return clause.Anyone && actors.IsEmpty && bound.Value == "certain" ? bound with { Value = "possible" } : bound;
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
    private (Outcome, Standing?, Step?) Judge(
        Ban ban, ImmutableArray<string> actors, bool isExcluded, Incident incident, ImmutableArray<Held> held, List<Step> steps)
    {
        string Value(string predicate) => steps.Single(step => step.Predicate == predicate).Value;
        if (Value("when") == "no") return (Outcome.NotInForce, null, null);
        if (Value("bound") == "no") return (Outcome.NotBound, null, null);

        if (isExcluded)
        {
            // What several independent origins say, or the actor itself, is not undone by one look: the two contradict each other.
            var charge = hearing.Standings.Of(ban.Clause, actors, [.. held.Where(one => !one.Excludes)]);
            return charge.Standing is Standing.Corroborated
                ? (Outcome.CannotRule, null, new Step { Predicate = "open", Value = "cannot rule", Says = "corroborated, and excluded by a monitor's own sighting", Because = [charge.Step, hearing.Standings.Refuted(ban.Clause, held)] })
                : (Outcome.Breached, Standing.Refuted, hearing.Standings.Refuted(ban.Clause, held));
        }

        var open = Deciding.Where(predicate => Value(predicate) == "possible").ToList();
        if (naming.IsUnbound(ban.Clause, incident.Sightings)) open.Add("who: the name is not one of the agreement's");
        if (open.Count > 0) return (Outcome.CannotRule, null, new Step { Predicate = "open", Value = "cannot rule", Says = $"only possible: {string.Join(", ", open)}" });
        if (ban.Clause.Unless.IsEmpty) return Breached(hearing.Standings.Of(ban.Clause, actors, held));
        var (excused, exceptions) = new Exemptions(hearing).Of(ban.Clause, actors, incident.Occurred);
        steps.Add(exceptions);
        return excused switch
        {
            Certainty.Certain => (Outcome.Excused, null, null),
            Certainty.Possible => (Outcome.CannotRule, null, new Step { Predicate = "open", Value = "cannot rule", Says = "an exception may apply" }),
            _ => Breached(hearing.Standings.Of(ban.Clause, actors, held)),
        };

        static (Outcome, Standing?, Step?) Breached((Standing Standing, Step Step) known) => (Outcome.Breached, known.Standing, known.Step);
    }

    private AttributionStatus Attribution(Ban ban, ImmutableArray<string> actors, ImmutableArray<string> candidates, ImmutableArray<Held> held, Certainty who)
    {
        if (held.All(one => one.Sighting.Observation.By.IsEmpty)) return AttributionStatus.NotAttributable;
        if (who != Certainty.Certain || actors.Length != 1)
            return held.Any(one => one.Sighting.Observation.By.Any(by => !naming.IsClaim(by, one.Sighting)))
                ? AttributionStatus.NotAttributable
                : AttributionStatus.NotExamined;
        var others = candidates.Where(other => other != actors[0]).ToArray();
        if (others.Length == 0 && !naming.AnyUnbound([.. held.Select(one => one.Sighting)])) return AttributionStatus.Attributed;
        var alsoCertain = others.Any(other =>
            hearing.Standings.Combine(ban.Clause, held.Select(one => (one.Sighting, naming.Who([other], one.Sighting).Certainty))) == Certainty.Certain);
        return alsoCertain ? AttributionStatus.BothSides : AttributionStatus.LargelyAttributed;
    }

    private Finding Make(
        Ban ban, Incident incident, string subject, Outcome outcome, Standing? standing, AttributionStatus attribution,
        ImmutableArray<Held> held, List<Step> steps)
    {
        var margins = held.Where(one => one.Weighed.Where.Margin is not null).Select(one => one.Weighed.Where.Margin!.Value).ToArray();
        // The sighting that places it best decides; the others only say less.
        Metres? margin = margins.Length == 0 ? null : margins.Max();
        var key = new FindingKey(ban.Clause.Id, hearing.Reading, subject, new Occasion.OfIncident(incident.Id));
        var answer = Outcomes.Words(outcome, standing);
        return new Finding
        {
            Id = FindingId.Of(agreement.Id, key),
            Key = key,
            Time = incident.Occurred,
            Outcome = outcome,
            Standing = standing,
            Attribution = (outcome, standing, attribution) switch
            {
                (_, Standing.Refuted, _) => null,
                // A party that says it saw who it was has not established it.
                (_, Standing.Alleged, AttributionStatus.Attributed) when hearing.Standings.IsPartysWord(held) => AttributionStatus.NotExamined,
                (Outcome.NotBound, _, AttributionStatus.Attributed) => AttributionStatus.NonSignatory,
                _ => attribution,
            },
            Margin = margin,
            Trace = new Step
            {
                Predicate = "finding",
                Value = answer,
                Says = $"{agreement.Name(subject)}, clause '{ban.Clause.Id}', {calendar.Words(incident.Occurred)}: {answer}",
                Assumptions = [.. ban.Clause.Assumptions, .. incident.Sightings.SelectMany(sighting => sighting.Observation.Assumed)],
                Because = [.. steps],
                WouldChange = WouldChange(outcome, standing, steps),
                Margin = margin,
            },
        };
    }

    private static string WouldChange(Outcome outcome, Standing? standing, List<Step> steps) => (outcome, standing) switch
    {
        (Outcome.CannotRule, _) => $"a report that settles {string.Join(", ", steps.Where(step => step.Value == "possible" && Deciding.Contains(step.Predicate)).Select(step => Question(step.Predicate)).DefaultIfEmpty("the contradiction"))}",
        (Outcome.NotInForce, _) => "another time of the incident, or another beginning or end of the clause",
        (Outcome.Excused, _) => "a report that one of the conditions of the exception did not hold",
        (Outcome.NotBound, _) => "an acceptance of the clause by this actor from before the incident",
        (_, Standing.Alleged) => "a monitor's own sighting, a second independent origin that is certain of all of it, or a ruling",
        _ => "a correction or withdrawal of a report it rests on, or a ruling",
    };

    private static string Question(string predicate) => predicate switch
    {
        "act" => "what was done",
        "what" => "what it was done with",
        "where" => "where it was",
        "when" => "when it was",
        "who" => "who did it",
        _ => "whether the actor was bound",
    };

    private Step Dimension(Ban ban, string predicate, ImmutableArray<Held> held, Func<Held, Answer> answer)
    {
        Step One(Held one) => new()
        {
            Predicate = predicate, Value = answer(one).Certainty.Word(), Says = answer(one).Says, Margin = answer(one).Margin,
            Entries = one.Sighting.Report.Entries,
        };
        if (held.Length == 1) return One(held[0]);
        var certainty = hearing.Standings.Combine(ban.Clause, held.Select(one => (one.Sighting, answer(one).Certainty)));
        var said = held.Select(one => answer(one).Certainty).ToHashSet();
        var contradict = said.Contains(Certainty.No) && said.Contains(Certainty.Certain) ? ", and they contradict each other" : "";
        return new Step
        {
            Predicate = predicate, Value = certainty.Word(), Says = $"{held.Length} reports together{contradict}",
            Because = [.. held.Select(One)],
        };
    }

    private static Step When(ImmutableArray<Step> whens) => whens is [var only]
        ? only
        : new Step { Predicate = "when", Value = Standings.When(whens.Select(Read)).Word(), Says = $"{whens.Length} reports together", Because = whens };

    private static Certainty Read(Step step) => step.Value switch { "no" => Certainty.No, "possible" => Certainty.Possible, _ => Certainty.Certain };
}
