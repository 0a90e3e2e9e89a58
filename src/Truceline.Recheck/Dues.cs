using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Recheck;

/// <summary>Obligations at their deadlines, exceptions, and the days of prohibitions.</summary>
internal sealed partial class Reckoning
{
    private ImmutableArray<string> Subjects(Clause clause) => clause.Anyone ? ["any"] : agreement.Leaves(clause.Who);

    private IEnumerable<Finding> Deadlines(Clause clause) =>
        from due in new[] { ("start", clause.Start.By), ("done", clause.Done.By) }.Where(one => one.By is not null).DefaultIfEmpty(("open", null))
        from subject in Subjects(clause)
        select At(clause, subject, due.Item1, due.By);

    private Finding At(Clause clause, string subject, string which, Moment? by)
    {
        var due = by is null ? null : times.Of(by, isDeadline: true);
        var at = due?.At ?? asOf;
        var now = Instant.Min(at, asOf);
        var (actors, stage) = (hearsay.Behind(clause, subject), which == "start" ? FulfilmentStage.Begun : FulfilmentStage.Completed);
        var bound = Bound(clause, actors, new(now, now));
        var applies = times.When(clause, new(now, now));
        var steps = new List<Step> { Steps.Of("deadline", due?.Word ?? "none") with { Entries = due?.Entries ?? [] }, applies, bound };
        var (outcome, standing, attribution) = (Outcome.CannotRule, (Standing?)null, (AttributionStatus?)null);
        if (bound.Value == "no") outcome = Outcome.NotBound;
        else if (applies.Value == "no") outcome = clause.After.Append(clause.From).OfType<Moment>().Select(one => times.Of(one)).Any(one => one.IsAhead || one.At >= asOf) ? Outcome.Pending : Outcome.NotInForce;
        else if (applies.Value == "certain" && bound.Value == "certain")
        {
            (outcome, standing, attribution) = Judge();
            if (outcome == Outcome.Breached && !clause.Unless.IsEmpty)
            {
                var (excused, step) = Excused(clause, actors, new(at, at), null);
                steps.Add(step);
                if (excused != Certainty.No) (outcome, standing, attribution) = (excused == Certainty.Certain ? Outcome.Excused : Outcome.CannotRule, null, null);
            }
        }
        steps.AddRange(Alike(clause, subject, stage));
        return Make(clause, subject, new Occasion.OfDeadline(which), due?.At is { } end ? new Interval(end, end) : null, (outcome, standing, attribution),
            steps.LastOrDefault(step => step.Margin is not null)?.Margin?.Value, steps, clause.Assumptions);

        (Outcome, Standing?, AttributionStatus?) Judge()
        {
            var evidence = Evidence(clause, actors, stage);
            var sure = evidence.Where(one => one.Standing >= Standing.Corroborated && IsInTurn(clause, stage, one.Sighting)).ToArray();
            var turns = new[] { clause.Start.NotBefore, clause.Start.After }.OfType<Moment>().Select(one => times.Of(one)).ToArray();
            bool IsAhead(Time begins) => begins.IsAhead || begins.At > asOf;
            var reported = evidence.Select(one => one.Step).Concat(turns.Select(one => Steps.Of("turn", IsAhead(one) ? "not yet" : one.Word) with { Entries = one.Entries }))
                .Concat(evidence.Where(one => !IsInTurn(clause, stage, one.Sighting)).Select(one => one.Step with { Predicate = "out-of-turn", Value = "not counted" })).ToArray();
            (Outcome, Standing?, AttributionStatus?) Say(Outcome answer, params IEnumerable<Step> because)
            {
                steps.AddRange(because);
                return (answer, null, null);
            }
            if (turns.Any(IsAhead)) return Say(Outcome.Pending, reported);
            if (due?.Word == "unknown") return Say(Outcome.CannotRule, reported);
            var inTime = sure.FirstOrDefault(one => due?.At is not { } last || one.Sighting.Observation.Occurred.End <= last);
            var against = which == "done" && due?.At <= asOf ? Contradicted(clause, subject, due.At!.Value) : null;
            var isOpposed = inTime is { Standing: not Standing.Verified } && against?.Standing >= Standing.Corroborated;
            if (inTime is not null && !isOpposed) return Say(Outcome.Kept, inTime.Step);
            if (due?.At is not { } passed || passed > asOf) return Say(Outcome.Pending, reported);
            var contrary = against is null ? null : against.Trace with { Predicate = "against" };
            if (isOpposed && against!.Standing != Standing.Verified) return Say(Outcome.CannotRule, [.. reported, contrary!]);
            var late = sure.FirstOrDefault(one => one.Sighting.Observation.Occurred.Start > passed && (which == "done" || one.Sighting.Observation.Fulfilment!.Stage == FulfilmentStage.Begun));
            if (late is not null)
            {
                steps.Add(late.Step);
                return (Outcome.Breached, late.Standing, AttributionStatus.Attributed);
            }
            if (against is null) return Say(Outcome.CannotRule, [.. reported, Steps.Of("silence", "cannot rule")]);
            steps.AddRange([.. reported, contrary!]);
            return (Outcome.Breached, against.Standing, against.Attribution);
        }
    }

    private sealed record Fulfilled(Sighting Sighting, Standing Standing, Step Step);

    /// <summary>The reports that it was begun or completed; the word of who is to do it is no origin.</summary>
    private Fulfilled[] Evidence(Clause clause, ImmutableArray<string> actors, FulfilmentStage stage)
    {
        var all = incidents.SelectMany(incident => incident.Sightings)
            .Where(one => one.Observation.Fulfilment is { } said && said.Agreement == agreement.Id && said.Clause == clause.Id && said.Stage >= stage)
            .Where(one => one.Observation.By.IsEmpty ? clause.Anyone || agreement.Leaves(clause.Who).Length == actors.Length : !clause.Anyone && hearsay.Who(actors, one) == Certainty.Certain)
            .OrderBy(one => one.Observation.Occurred.End).ThenBy(one => one.Id).ToArray();
        var isCorroborated = hearsay.AreIndependent(all.Where(one => !hearsay.Sides(one).Any(side => side is not null && actors.Contains(side))));
        return [.. all.Select(one => (one, standing: hearsay.IsDirect(clause, one) ? Standing.Verified : isCorroborated ? Standing.Corroborated : Standing.Alleged))
            .Select(one => new Fulfilled(one.one, one.standing, Steps.Of("fulfilled", one.standing.Word()) with { Entries = one.one.Report.Entries, Assumptions = one.one.Observation.Assumed }))];
    }

    private bool IsInTurn(Clause clause, FulfilmentStage stage, Sighting one) =>
        new[] { clause.Start, clause.Done }.Take(stage == FulfilmentStage.Begun ? 1 : 2).All(timing =>
            (timing.NotBefore is not { } from || Times.AtOrAfter(one.Observation.Occurred, times.Of(from)) == Certainty.Certain)
            && (timing.After is not { } after || Times.After(one.Observation.Occurred, times.Of(after)) == Certainty.Certain));

    private Finding? Contradicted(Clause clause, string subject, Instant deadline) => Reverse(clause, _ => times.Of(clause.Done.By!, true) with { At = deadline + Duration.Epsilon }) is not { } ban ? null
        : incidents.SelectMany(incident => Hold(ban, incident))
            .Where(one => (clause.Anyone || one.Key.Subject == subject) && one is { Outcome: Outcome.Breached, Standing: not Standing.Refuted, Attribution: AttributionStatus.Attributed or AttributionStatus.LargelyAttributed or AttributionStatus.BothSides })
            .OrderByDescending(one => one.Standing).ThenBy(one => one.Time!.Value.Start).ThenBy(one => one.Id).FirstOrDefault();

    private Fulfilled? First(Clause clause, string subject, FulfilmentStage stage) =>
        Evidence(clause, hearsay.Behind(clause, subject), stage).FirstOrDefault(one => IsEnough(clause, one.Standing) && IsInTurn(clause, stage, one.Sighting));

    /// <summary>When each of some addressees had begun or completed it, as far as that is verified.</summary>
    private Time Since(Clause clause, ImmutableArray<string> actors, FulfilmentStage stage, IReadOnlyCollection<Finding> findings)
    {
        var all = new List<Sighting>();
        foreach (var subject in Subjects(clause).Where(subject => clause.Anyone || actors.IsEmpty || actors.Contains(subject)))
        {
            if (First(clause, subject, stage) is { } first) all.Add(first.Sighting);
            else
            {
                var done = findings.Where(one => one.Key.Subject == subject && one.Key.Occasion is Occasion.OfDeadline { Which: not "start" }).ToArray();
                return done.All(one => one.Outcome is Outcome.Pending or Outcome.NotInForce or Outcome.NotBound)
                    || (stage == FulfilmentStage.Completed && done.Any(one => one is { Outcome: Outcome.Breached, Standing: Standing.Verified })) ? Time.NotYet : Time.Unknown;
            }
        }
        return Time.Known(all.Select(one => one.Observation.Occurred.End).DefaultIfEmpty(Instant.MinValue).Max(), all.SelectMany(one => one.Report.Entries));
    }

    /// <summary>What is done with it, or alike: it is said, and decides nothing.</summary>
    private IEnumerable<Step> Alike(Clause clause, string subject, FulfilmentStage stage) =>
        from with in clause.TogetherWith.Select(id => (Id: id, Word: "together-with")).Concat(clause.Mirror is { } mirror ? [(mirror.Clause, "mirror")] : [])
        let other = agreement.Clauses.FirstOrDefault(one => one.Id == with.Id)
        where other is { Kind: ClauseKind.Must }
        from counterpart in Subjects(other)
        where other.Id != clause.Id || counterpart != subject
        let here = First(clause, subject, stage)
        let there = First(other, counterpart, stage)
        select Steps.Of(with.Word, (here, there) switch
        {
            (null, null) => "neither",
            (_, null) => "alone",
            (null, _) => "behind",
            _ when with.Word == "mirror" && clause.Mirror!.How == MirrorKind.Equal => here.Sighting.Observation.Count is not { } a || there.Sighting.Observation.Count is not { } b ? "open"
                : a == b && a.Least == a.Most ? "equal" : a.Least > (b.Most ?? int.MaxValue) || b.Least > (a.Most ?? int.MaxValue) ? "unequal" : "open",
            _ => times.DateOf(here.Sighting.Observation.Occurred.End) == times.DateOf(there.Sighting.Observation.Occurred.End) ? "together" : "apart",
        }) with { Entries = Hearsay.Entries(new[] { here, there }.OfType<Fulfilled>().Select(one => one.Sighting)) };

    /// <summary>Whether one exception holds with all its conditions.</summary>
    private (Certainty, Step) Excused(Clause clause, ImmutableArray<string> actors, Interval time, Incident? incident)
    {
        var exceptions = clause.Unless.Select(exemption =>
        {
            var conditions = exemption.Conditions.Select(condition => Weigh(clause, condition, actors, time, incident)).ToArray();
            var all = Words.Least(conditions.Select(one => one.Certainty));
            return (all, Step: Steps.Of("exception", Choose(all, "does not apply", "may apply", "applies"),
                conditions.Select(one => Steps.Of("condition", Choose(one.Certainty, "missing", "open", "holds")) with { Entries = one.Entries })));
        }).ToArray();
        var best = exceptions.Max(one => one.all);
        return (best, Steps.Of("unless", Choose(best, "not excused", "perhaps excused", "excused"), exceptions.Select(one => one.Step)));

        static string Choose(Certainty certainty, params string[] words) => words[(int)certainty];
    }

    private (Certainty Certainty, ImmutableArray<long> Entries) Weigh(Clause clause, Condition condition, ImmutableArray<string> actors, Interval time, Incident? incident)
    {
        var day = times.DateOf(time.Start);
        string? Id(string? words) => agreement.Actor(words)?.Id;
        var told = reports.Where(one => one.Report.Content is Notification said && said.Given <= time.Start && (said.Agreement ?? agreement.Id) == agreement.Id && (said.Clause ?? clause.Id) == clause.Id
            && (said.Act is not { } act || Words.Includes(act, clause.Do) || Words.Includes(clause.Do, act)) && (said.Window is not { } window || (window.Start <= time.Start && time.End <= window.End)));
        (Certainty, ImmutableArray<long>) Best(Func<Notification, bool> isAbout, Func<Actor, Notification, bool> isSure)
        {
            var about = told.Where(one => isAbout((Notification)one.Report.Content)).ToArray();
            var sure = about.Where(one => agreement.Actor(one.Report.Source) is { } source && isSure(source, (Notification)one.Report.Content)).ToArray();
            var covering = sure.Where(one => one.Report.Content is Notification { Window: not null, Where: null, What: null } said && (said.Clause == clause.Id || said.Act is { } act && Words.Includes(act, clause.Do))).ToArray();
            var rests = covering.Length > 0 ? covering : sure.Length > 0 ? sure : about;
            return (covering.Length > 0 ? Certainty.Certain : about.Length > 0 ? Certainty.Possible : Certainty.No, [.. rests.SelectMany(one => one.Entries).Distinct().Order()]);
        }
        (Certainty, ImmutableArray<long>) Given(ImmutableArray<string> by) => Best(said => Id(said.By) is { } id && by.Contains(id), (source, _) => by.Contains(source.Id));
        switch (condition)
        {
            case Condition.AuthorisedBy by: return Given(by.Actors);
            case Condition.OrderedBy by: return Given(by.Actors);
            case Condition.Notified notified:
                return Best(
                    said => Id(said.By) is { } by && (actors.IsEmpty || actors.Contains(by)) && (notified.To.IsEmpty || Id(said.To) is { } to && agreement.Leaves(notified.To).Concat(notified.To).Contains(to))
                        && (notified.Before is not { } before || times.Later(said.Given, before) <= time.Start),
                    (source, said) => source.Kind == ActorKind.Monitor || Id(said.To) == source.Id);
            case Condition.AttackedBy by:
                var before = incidents.SelectMany(incident => incident.Sightings).Where(one => one.Observation.Act is { } act && Words.Includes(Act.HostileAct, act)
                    && one.Observation.Occurred.Start < time.End && times.DateOf(one.Observation.Occurred.End) >= day
                    && one.Observation.By.SelectMany(named => agreement.Named(named.Actor)).Any(leaf => !actors.Contains(leaf) && (by.Actors.IsEmpty || agreement.Leaves(by.Actors).Contains(leaf)))).ToArray();
                return (before.Length > 0 ? Certainty.Possible : Certainty.No, Hearsay.Entries(before));
            case Condition.Tried tried:
                var reported = incidents.SelectMany(incident => incident.Sightings).Where(one => one.Observation.Fulfilment is { } said && said.Agreement == agreement.Id && said.Clause == tried.Clause && one.Observation.Occurred.Start < time.End).ToArray();
                var isSure = reported.All(one => one.Observation.Fulfilment!.Stage == FulfilmentStage.Begun)
                    && reported.Any(one => one.Observation.Occurred.End <= time.Start && hearsay.IsDirect(agreement.Clauses.First(other => other.Id == tried.Clause), one));
                return (reported.Length == 0 ? Certainty.No : isSure ? Certainty.Certain : Certainty.Possible, Hearsay.Entries(reported));
            case Condition.Rotation rotation when incident is not null: return Replaced(clause, rotation, actors, incident);
            default: return (Certainty.Possible, []);
        }
    }
}
