using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// Holds the record against an obligation. In metric first-order temporal logic the form is
/// <c>anchor(t) ∧ bound(s) → ◇[0, d] fulfilled(s)</c>: kept by a certain report of its fulfilment in time, breached by a
/// certain observation afterwards that excludes it, and otherwise not to be ruled on, for silence proves neither.
/// </summary>
internal sealed partial class Obligations(Hearing hearing, Calendar calendar, Func<Ban, EventTime, IEnumerable<Finding>>? against = null)
{
    private readonly Agreement agreement = hearing.Agreement;
    private readonly Naming naming = hearing.Naming;
    private readonly Instant asOf = hearing.AsOf;
    private readonly Binding binding = new(hearing.Agreement, calendar);
    private readonly Prohibitions prohibitions = new(hearing, calendar);

    /// <summary>The findings at the deadlines of an obligation, one for each addressee; where it sets none, those of the periods of its rate, or one "open" finding without them.</summary>
    public IEnumerable<Finding> Hold(Clause clause)
    {
        var deadlines = new List<(string Which, Moment? By)>();
        if (clause.Start.By is { } start) deadlines.Add(("start", start));
        if (clause.Done.By is { } done) deadlines.Add(("done", done));
        ImmutableArray<Interval> periods = deadlines.Count == 0 && clause.Rate is not null ? new Rates(hearing, calendar).Periods(clause) : [];
        if (deadlines.Count == 0 && periods.IsEmpty) deadlines.Add(("open", null));
        foreach (var finding in AtRate(clause, periods)) yield return finding;
        foreach (var (which, by) in deadlines)
            foreach (var subject in Subjects(clause))
                yield return At(clause, subject, which, by);
    }

    /// <summary>
    /// When an obligation was begun and fulfilled, verified, by each of some addressees: what clauses that depend on it, and
    /// its own <c>keep</c>, rest on.
    /// </summary>
    /// <param name="clause">The obligation.</param>
    /// <param name="actors">The addressees; all of them count.</param>
    /// <param name="stage">Begun or completed.</param>
    /// <param name="findings">The findings at its deadlines.</param>
    public EventTime Since(Clause clause, ImmutableArray<string> actors, FulfilmentStage stage, ImmutableArray<Finding> findings)
    {
        var latest = Instant.MinValue;
        var entries = ImmutableArray.CreateBuilder<long>();
        foreach (var subject in Subjects(clause).Where(subject => clause.Anyone || actors.IsEmpty || actors.Contains(subject)))
        {
            var first = Evidence(clause, subject, stage)
                .Where(one => Assessor.IsEnough(clause, one.Standing) && IsInTurn(clause, stage, one.Sighting))
                .MinBy(one => (one.Sighting.Observation.Occurred.End, one.Sighting.Id));
            if (first is null) return NotSince(clause, subject, stage, findings);
            latest = Instant.Max(latest, first.Sighting.Observation.Occurred.End);
            entries.AddRange(first.Sighting.Report.Entries);
        }
        return new EventTime.Known(latest, [.. entries.Distinct().Order()]);
    }

    /// <summary>Without a verified report it is not yet so while it is pending or verified to be breached; otherwise nobody knows.</summary>
    private static EventTime NotSince(Clause clause, string subject, FulfilmentStage stage, ImmutableArray<Finding> findings)
    {
        var done = findings.Where(finding => finding.Key.Subject == subject && finding.Key.Occasion is Occasion.OfDeadline { Which: "done" or "open" }).ToArray();
        if (done.All(finding => finding.Outcome is Outcome.Pending or Outcome.NotInForce or Outcome.NotBound))
            return new EventTime.NotYet($"clause '{clause.Id}' is pending");
        return stage == FulfilmentStage.Completed && done.Any(finding => finding is { Outcome: Outcome.Breached, Standing: Standing.Verified })
            ? new EventTime.NotYet($"clause '{clause.Id}' is breached, verified")
            : new EventTime.Unknown($"no verified report says that clause '{clause.Id}' was {stage.Written()}");
    }

    private ImmutableArray<string> Subjects(Clause clause) => clause.Anyone ? ["any"] : agreement.Expand(clause.Who);

    private Finding At(Clause clause, string subject, string which, Moment? by)
    {
        var due = by is null ? null : calendar.Resolve(by, MomentUse.Deadline);
        var at = due is EventTime.Known known ? known.At : asOf;
        // A deadline that lies ahead is asked for now: who is bound by it today.
        var bound = binding.Of(clause, naming.Behind(clause, subject), subject, new Interval(Instant.Min(at, asOf), Instant.Min(at, asOf)));
        var deadline = new Step
        {
            Predicate = "deadline", Value = due is null ? "none" : due is EventTime.Known ? "known" : due is EventTime.NotYet ? "not yet" : "unknown",
            Says = by is null ? "the clause sets no deadline" : $"to be {(which == "start" ? "begun" : "done")} by {calendar.Deadline(by, due!)}",
            Entries = due is EventTime.Known rests ? rests.Entries : [],
        };
        var stage = which == "start" ? FulfilmentStage.Begun : FulfilmentStage.Completed;
        var evidence = Evidence(clause, subject, stage);
        var applies = calendar.When(clause, new Interval(Instant.Min(at, asOf), Instant.Min(at, asOf)));
        var (outcome, standing, attribution, steps) =
            bound.Value == "no" ? (Outcome.NotBound, null, null, [])
            : applies.Value == "no" ? (IsAhead(clause) ? Outcome.Pending : Outcome.NotInForce, null, null, [])
            : applies.Value == "possible" || bound.Value == "possible" ? (Outcome.CannotRule, null, null, [])
            : Excused(clause, subject, at, Judge(clause, subject, which, due, evidence));
        return Make(clause, subject, which, due, outcome, standing, attribution, [deadline, applies, bound, .. steps, .. Alike(clause, subject, stage)]);
    }

    /// <summary>A breach that an exception excuses, or may excuse, is none.</summary>
    private (Outcome, Standing?, AttributionStatus?, ImmutableArray<Step>) Excused(
        Clause clause, string subject, Instant at, (Outcome Outcome, Standing? Standing, AttributionStatus? Attribution, ImmutableArray<Step> Steps) judged)
    {
        if (judged.Outcome != Outcome.Breached || clause.Unless.IsEmpty) return judged;
        var (certainty, step) = new Exemptions(hearing, calendar).Of(clause, naming.Behind(clause, subject), new Interval(at, at), null);
        ImmutableArray<Step> steps = [.. judged.Steps, step];
        return certainty switch
        {
            Certainty.Certain => (Outcome.Excused, null, null, steps),
            Certainty.Possible => (Outcome.CannotRule, null, null, steps),
            _ => judged with { Steps = steps },
        };
    }

    /// <summary>Whether a clause that does not apply may still come to: its beginning lies ahead.</summary>
    private bool IsAhead(Clause clause) => clause.After.Append(clause.From).OfType<Moment>()
        .Select(moment => calendar.Resolve(moment, MomentUse.Beginning))
        .Any(begins => begins is EventTime.NotYet || (begins is EventTime.Known known && known.At >= asOf));

    private (Outcome, Standing?, AttributionStatus?, ImmutableArray<Step>) Judge(
        Clause clause, string subject, string which, EventTime? due, ImmutableArray<Fulfilled> evidence)
    {
        var stage = which == "start" ? FulfilmentStage.Begun : FulfilmentStage.Completed;
        var sure = evidence
            .Where(one => one.Standing is Standing.Verified or Standing.Corroborated)
            .Where(one => IsInTurn(clause, stage, one.Sighting))
            .ToImmutableArray();
        ImmutableArray<Step> reported = [.. evidence.Select(one => one.Step), .. Turn(clause), .. OutOfTurn(clause, stage, evidence)];
        if (Beginnings(clause).Any(one => IsAhead(one.Begins))) return (Outcome.Pending, null, null, reported);
        if (due is EventTime.Unknown) return (Outcome.CannotRule, null, null, reported);
        var inTime = due is EventTime.Known known
            ? sure.FirstOrDefault(one => one.Sighting.Observation.Occurred.End <= known.At)
            : sure.FirstOrDefault();
        var against = which == "done" && due is EventTime.Known { At: var passed } && passed <= asOf ? Contradicted(clause, subject, due) : null;
        if (inTime is not null && !(inTime.Standing != Standing.Verified && against?.Standing >= Standing.Corroborated)) return (Outcome.Kept, null, null, [inTime.Step]);
        if (due is not EventTime.Known { At: var at } || at > asOf) return (Outcome.Pending, null, null, reported);
        // Two origins say that it was done, two others saw that it was not: nobody can rule.
        if (inTime is not null && against!.Standing != Standing.Verified) return (Outcome.CannotRule, null, null, [.. reported, Against(against)]);

        // That it was completed late does not say when it was begun.
        var late = sure.FirstOrDefault(one => one.Sighting.Observation.Occurred.Start > at && (which == "done" || one.Sighting.Observation.Fulfilment!.Stage == FulfilmentStage.Begun));
        if (late is not null) return (Outcome.Breached, late.Standing, AttributionStatus.Attributed, [late.Step]);
        if (against is not null) return (Outcome.Breached, against.Standing, against.Attribution, [.. reported, Against(against)]);
        return (Outcome.CannotRule, null, null,
            [.. reported, new Step { Predicate = "silence", Value = "cannot rule", Says = "the deadline has passed, and no certain report says whether it was met: silence proves neither" }]);
    }

    /// <summary>The first instant after a deadline.</summary>
    private static EventTime After(EventTime due) => due is EventTime.Known known ? known with { At = known.At + Duration.Epsilon } : due;

    private static Step Against(Finding against) => against.Trace with { Predicate = "against", Says = "a sighting after the deadline excludes that it was met" };

    /// <summary>The moments before which a clause does not let its addressees begin.</summary>
    private IEnumerable<(Moment Moment, EventTime Begins)> Beginnings(Clause clause) => new[] { clause.Start.NotBefore, clause.Start.After }
        .OfType<Moment>()
        .Select(moment => (moment, calendar.Resolve(moment, MomentUse.Beginning)));

    private bool IsAhead(EventTime begins) => begins is EventTime.NotYet || (begins is EventTime.Known known && known.At > asOf);

    private IEnumerable<Step> Turn(Clause clause) => Beginnings(clause).Select(one => new Step
    {
        Predicate = "turn", Value = one.Begins is EventTime.Unknown ? "unknown" : IsAhead(one.Begins) ? "not yet" : "known",
        Says = $"what was done before {calendar.Words(one.Moment, one.Begins)} does not count",
        Entries = one.Begins is EventTime.Known known ? known.Entries : [],
    });

    /// <summary>What was done sooner than the clause lets it, by name: it counts for nothing.</summary>
    private IEnumerable<Step> OutOfTurn(Clause clause, FulfilmentStage stage, ImmutableArray<Fulfilled> evidence) => evidence
        .Where(one => !IsInTurn(clause, stage, one.Sighting))
        .Select(one => one.Step with { Predicate = "out-of-turn", Value = "not counted", Says = $"{one.Step.Says}; not certainly after the moment from which it may be done" });

    /// <summary>Whether a stage came, certainly, no sooner than the clause lets it; nothing is completed before it may begin.</summary>
    private bool IsInTurn(Clause clause, FulfilmentStage stage, Sighting sighting) =>
        IsInTurn(clause.Start, sighting) && (stage == FulfilmentStage.Begun || IsInTurn(clause.Done, sighting));

    private bool IsInTurn(Timing timing, Sighting sighting)
    {
        var time = sighting.Observation.Occurred;
        return (timing.NotBefore is null || time.AtOrAfter(calendar.Resolve(timing.NotBefore, MomentUse.Beginning)) == Certainty.Certain)
            && (timing.After is null || (calendar.Resolve(timing.After, MomentUse.Beginning) is EventTime.Known known && time.After(known.At) == Certainty.Certain));
    }

    /// <summary>
    /// The best-known certain sighting after the deadline that excludes fulfilment before it: the thing, of this actor, seen
    /// where it may no longer be.
    /// </summary>
    private Finding? Contradicted(Clause clause, string subject, EventTime due)
    {
        if (Ban.Reverse(clause, calendar, _ => After(due), "the deadline") is not { } ban) return null;
        return (against?.Invoke(ban, due) ?? hearing.Incidents.SelectMany(incident => prohibitions.Hold(ban, incident)))
            .Where(finding => (clause.Anyone || finding.Key.Subject == subject) && finding is { Outcome: Outcome.Breached, Standing: not Standing.Refuted })
            // A claim of who it was is not certain, and so excludes nothing.
            .Where(finding => finding.Attribution is AttributionStatus.Attributed or AttributionStatus.LargelyAttributed or AttributionStatus.BothSides)
            .OrderByDescending(finding => finding.Standing)
            .ThenBy(finding => finding.Time!.Value.Start)
            .ThenBy(finding => finding.Id)
            .FirstOrDefault();
    }

    /// <summary>A report that the obligation was begun or completed by an actor, and how well that is known.</summary>
    private sealed record Fulfilled(Sighting Sighting, Standing Standing, Step Step);

    private ImmutableArray<Fulfilled> Evidence(Clause clause, string subject, FulfilmentStage stage)
    {
        var actors = naming.Behind(clause, subject);
        var sightings = hearing.Fulfilments
            .Where(sighting => sighting.Observation.Fulfilment is { } said
                && said.Agreement == agreement.Id && said.Clause == clause.Id && said.Stage >= stage)
            .Where(sighting => Speaks(clause, actors, sighting))
            .OrderBy(sighting => sighting.Observation.Occurred.End).ThenBy(sighting => sighting.Id)
            .ToImmutableArray();
        // Nobody admits to having kept a promise: the word of who is to fulfil it is no origin of its fulfilment.
        var independent = hearing.Standings.AreIndependent([.. sightings.Where(sighting => !hearing.Standings.Sides(sighting).Any(side => side is not null && actors.Contains(side)))]);
        return
        [
            .. sightings.Select(sighting =>
            {
                var standing = hearing.Standings.IsDirect(clause, sighting) ? Standing.Verified : independent ? Standing.Corroborated : Standing.Alleged;
                return new Fulfilled(sighting, standing, new Step
                {
                    Predicate = "fulfilled", Value = standing.Word(), Entries = sighting.Report.Entries,
                    Says = $"{calendar.Words(sighting)}: reported as {sighting.Observation.Fulfilment!.Stage.Written()}, {standing.Word()}",
                    Assumptions = sighting.Observation.Assumed,
                });
            }),
        ];
    }

    /// <summary>Whether a report of fulfilment speaks of these actors: it names them, or it names nobody and the clause addresses only them.</summary>
    private bool Speaks(Clause clause, ImmutableArray<string> actors, Sighting sighting) =>
        sighting.Observation.By.IsEmpty
            ? clause.Anyone || agreement.Expand(clause.Who).Length == actors.Length
            : !clause.Anyone && naming.Who(actors, sighting) == Certainty.Certain;

    private Finding Make(
        Clause clause, string subject, string which, EventTime? due, Outcome outcome, Standing? standing, AttributionStatus? attribution,
        ImmutableArray<Step> steps)
    {
        var key = new FindingKey(clause.Id, hearing.Reading, subject, new Occasion.OfDeadline(which));
        var answer = Outcomes.Words(outcome, standing);
        return new Finding
        {
            Id = FindingId.Of(agreement.Id, key),
            Key = key,
            Time = due is EventTime.Known { At: var at } ? new Interval(at, at) : null,
            Outcome = outcome,
            Standing = standing,
            Attribution = attribution,
            // Where a sighting contradicts fulfilment, by how far the thing stood inside the zone that it should have left.
            Margin = steps.Select(step => step.Margin).LastOrDefault(margin => margin is not null),
            Trace = new Step
            {
                Predicate = "finding",
                Value = answer,
                Says = $"{agreement.Name(subject)}, clause '{clause.Id}', {(which == "open" ? "no deadline" : $"deadline to {(which == "start" ? "begin" : "be done")}")}: {answer}",
                Assumptions = clause.Assumptions,
                Because = steps,
                WouldChange = outcome switch
                {
                    Outcome.CannotRule => "a monitor's report that it was done in time, or a certain sighting after the deadline that excludes it",
                    Outcome.NotBound => "an acceptance of the clause by this actor",
                    Outcome.Pending => "the passing of the deadline, or a certain report of fulfilment",
                    _ => "a correction or withdrawal of the reports named above",
                },
            },
        };
    }
}
