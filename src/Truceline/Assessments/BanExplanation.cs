using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>
/// The reasons of findings of one ban, made when they are read. It rests on the incident, the agreement and the calendar alone, which
/// never change; the case is worked out again, so that the words can say nothing else than the answers.
/// </summary>
/// <param name="agreement">The agreement, under its reading.</param>
/// <param name="reading">The name of the reading; null for the plain text.</param>
/// <param name="calendar">Its calendar.</param>
/// <param name="ban">What was held against the incident.</param>
/// <param name="exceptions">What the exceptions of the clause gave; null where they were not asked.</param>
internal sealed class BanExplanation(Agreement agreement, string? reading, Calendar calendar, Ban ban, Step? exceptions) : IExplanation
{
    /// <summary>What was held against the incidents.</summary>
    public Ban Ban => ban;

    /// <inheritdoc/>
    public string Clause => ban.Clause.Id;

    /// <inheritdoc/>
    public string? Reading => reading;

    /// <inheritdoc/>
    public FindingKey Key(Incident incident, string subject) => new(ban.Clause.Id, reading, subject, new Occasion.OfIncident(incident.Id));

    /// <inheritdoc/>
    public FindingId Id(Incident incident, string subject) => FindingId.Of(agreement.Id, Key(incident, subject));

    /// <inheritdoc/>
    public Metres? Margin(Incident incident, string subject)
    {
        if (ban.Grounds.IsEmpty) return null;
        var hearing = Hearing();
        return Margin(hearing, new Prohibitions(hearing, calendar).Examine(ban, incident, subject));
    }

    /// <inheritdoc/>
    public ImmutableArray<long> Entries(Incident incident, string subject)
    {
        var actors = new Naming(agreement).Behind(ban.Clause, subject);
        return
        [
            .. incident.Sightings.SelectMany(sighting => sighting.Report.RestsOn.Concat(ban.When.Entries(sighting.Observation.Occurred, actors)))
                .Concat(incident.Reasons.SelectMany(reason => reason is Grouping.LeftOpen open ? open.Named : reason.Entries))
                .Concat(exceptions is null ? [] : Finding.EntriesOf(exceptions))
                .Distinct().Order(),
        ];
    }

    /// <inheritdoc/>
    public Step Trace(Finding finding)
    {
        var hearing = Hearing();
        var found = new Prohibitions(hearing, calendar).Examine(ban, finding.Incident!, finding.Subject);
        var answer = Outcomes.Words(finding.Outcome, finding.Standing);
        return new Step
        {
            Predicate = "finding",
            Value = answer,
            Says = $"{agreement.Name(found.Subject)}, clause '{ban.Clause.Id}', {calendar.Words(found.Incident.Occurred)}: {answer}",
            Assumptions = [.. ban.Clause.Assumptions, .. found.Incident.Sightings.SelectMany(sighting => sighting.Observation.Assumed)],
            Because = [.. Steps(hearing, finding, found), .. Last(hearing, finding, found)],
            WouldChange = WouldChange(finding, found),
            Margin = Margin(hearing, found),
        };
    }

    private Hearing Hearing() => new(agreement, reading, [], [], default);

    /// <summary>The sighting that places it best decides; the others only say less.</summary>
    private Metres? Margin(Hearing hearing, Case found)
    {
        var margins = found.Held.Select(one => hearing.Weighing.Margin(ban, one.Weighed)).OfType<Metres>().ToArray();
        return margins.Length == 0 ? null : margins.Max();
    }

    private IEnumerable<Step> Steps(Hearing hearing, Finding finding, Case found) =>
    [
        .. found.Incident.Sightings.Select(sighting => new Step { Predicate = "report", Value = sighting.Observation.Means.Written(), Says = calendar.Words(sighting), Entries = sighting.Report.RestsOn }),
        .. Together(found.Incident),
        .. found.Incident.Reasons.OfType<Grouping.LeftOpen>().Select(open => LeftOpen(hearing, finding, found, open)),
        Dimension("act", found.Act, found.Held, one => ban.SayAct(one.Weighed)),
        Dimension("what", found.What, found.Held, one => Weighing.SayWhat(ban, one.Weighed)),
        Dimension("where", found.Where, found.Held, one => hearing.Weighing.SayWhere(ban, one.Weighed)) with { Assumptions = [.. ban.Grounds.SelectMany(ground => ground.Zone.Assumptions)] },
        When(found),
        Dimension("who", found.Who, found.Held, one => new Answer(one.Who, hearing.Naming.Says(one.Sighting))),
        new Binding(agreement, calendar).Of(ban.Clause, found.Actors, found.Subject, found.Incident.Occurred) with { Value = found.Bound.Word() },
    ];

    /// <summary>Why several reports are taken for one happening, or why a neighbour is not among them.</summary>
    private static IEnumerable<Step> Together(Incident incident) => incident.Reasons
        .Where(reason => reason is not Grouping.LeftOpen && (incident.Sightings.Length > 1 || reason is not Grouping.TooCoarse))
        .DistinctBy(reason => reason.Sentence(), StringComparer.Ordinal)
        .Select(reason => new Step { Predicate = "together", Value = "fused", Says = reason.Sentence(), Entries = reason.Entries });

    /// <summary>
    /// That another incident may be of this one and is left open: how well the breach would be known with all its reports, because of which others it is open, and what settles it.
    /// What makes the breach no better known stands there as open; so does what one of them excludes, for then it would be asked anew what is true.
    /// </summary>
    private Step LeftOpen(Hearing hearing, Finding finding, Case found, Grouping.LeftOpen open)
    {
        var (other, others) = found.Incident.Sightings.Any(one => one.Id == open.A.Id) ? (open.B, open.WithB) : (open.A, open.WithA);
        ImmutableArray<Held> held = [.. others.Select(one => new Held(hearing.Weighing.Weigh(ban, one), ban.When.At(one.Observation.Occurred, found.Actors), hearing.Naming.Who(found.Actors, one)))];
        var with = finding is { Outcome: Outcome.Breached, Standing: Standing.Alleged or Standing.Corroborated } && !held.Any(one => one.Excludes)
            ? hearing.Standings.Of(ban.Clause, found.Actors, [.. found.Held, .. held]) : finding.Standing;
        var could = with == finding.Standing ? null : with?.Written();
        var why = $"{open.Why.Words()}: {open.Whose}";
        var more = others.Length > 1 ? FormattableString.Invariant($", and {others.Length - 1} more of its incident") : "";
        return new()
        {
            Predicate = "left-open", Value = could ?? "open", Entries = others.Entries(),
            Says = $"{calendar.Words(other)}{more}: it may be of this incident{(could is null ? "" : $", and would make it {could}")}; it is left open for a person, because {why}",
            WouldChange = "truceline incident together, or apart, with the entries of both",
            Because = [new() { Predicate = "opened-by", Value = $"{open.Why.Written()}: {open.Whose}", Says = why, Entries = open.By.Entries() }],
        };
    }

    private static Step Dimension(string predicate, Certainty together, ImmutableArray<Held> held, Func<Held, Answer> answer)
    {
        Step One(Held one) => answer(one) is var said ? new()
        {
            Predicate = predicate, Value = said.Certainty.Word(), Says = said.Says, Margin = said.Margin,
            Entries = one.Sighting.Report.RestsOn,
        } : throw new InvalidOperationException("INVARIANT: every question has an answer");
        if (held.Length == 1) return One(held[0]);
        var said = held.Select(one => answer(one).Certainty).ToHashSet();
        var contradict = said.Contains(Certainty.No) && said.Contains(Certainty.Certain) ? ", and they contradict each other" : "";
        return new Step { Predicate = predicate, Value = together.Word(), Says = $"{held.Length} reports together{contradict}", Because = [.. held.Select(One)] };
    }

    private Step When(Case found)
    {
        ImmutableArray<Step> whens = [.. found.All.Select(one => ban.When.Says(one.Sighting.Observation.Occurred, found.Actors))];
        return whens is [var only] ? only : new Step { Predicate = "when", Value = found.When.Word(), Says = $"{whens.Length} reports together", Because = whens };
    }

    /// <summary>What decides in the end: the exceptions, what stays open, or on whose word it rests.</summary>
    private ImmutableArray<Step> Last(Hearing hearing, Finding finding, Case found)
    {
        if (finding.Outcome is Outcome.NotInForce or Outcome.NotBound) return [];
        var (clause, standings) = (ban.Clause, hearing.Standings);
        if (found.IsExcluded)
            return finding.Outcome == Outcome.CannotRule
                ? [Open("corroborated, and excluded by a monitor's own sighting", [standings.Says(clause, found.Actors, [.. found.Held.Where(one => !one.Excludes)]), standings.Refuted(clause, found.Held)])]
                : [standings.Refuted(clause, found.Held)];
        if (exceptions is null && finding.Outcome == Outcome.CannotRule)
            return [Open($"only possible: {string.Join(", ", hearing.Naming.IsUnbound(clause, found.Incident.Sightings) ? [.. found.Open, "who: the name is not one of the agreement's"] : found.Open)}", [])];
        ImmutableArray<Step> asked = exceptions is null ? [] : [exceptions];
        return finding.Outcome switch
        {
            Outcome.Excused => asked,
            Outcome.CannotRule => [.. asked, Open("an exception may apply", [])],
            _ => [.. asked, standings.Says(clause, found.Actors, found.Held)],
        };
    }

    private static Step Open(string says, ImmutableArray<Step> because) => new() { Predicate = "open", Value = "cannot rule", Says = says, Because = because };

    private static string WouldChange(Finding finding, Case found) => (finding.Outcome, finding.Standing) switch
    {
        (Outcome.CannotRule, _) => $"a report that settles {string.Join(", ", found.Open.Select(Question).DefaultIfEmpty("the contradiction"))}",
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
}
