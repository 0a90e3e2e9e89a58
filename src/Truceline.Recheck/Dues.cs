using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;
using static System.FormattableString;
using static Truceline.Assessments.AttributionStatus;
using static Truceline.Assessments.Outcome;
using static Truceline.Assessments.Standing;
using static Truceline.Geography.Certainty;
using static Truceline.Reports.FulfilmentStage;

namespace Truceline.Recheck;

/// <summary>A report that an obligation was begun or completed.</summary>
internal sealed record Fulfilled(Sighting By, Standing Standing)
{
    public Interval Time => By.Time;

    public Step Step => new("fulfilled", Standing.Word(), By.Entries, Assumptions: By.Seen.Assumed);
}

/// <summary>Obligations at their deadlines.</summary>
internal sealed partial class Reckoning
{
    private IEnumerable<Found> Deadlines(Clause clause) =>
        clause is { Rate: { } rate, Start.By: null, Done.By: null } && Periods(clause, rate.Per).ToArray() is { Length: > 0 } periods
            ? from subject in Subjects(clause) from period in periods from one in AtRate(clause, rate, subject, period) select one
            : from due in new[] { ("start", clause.Start.By), ("done", clause.Done.By) }.Where(one => one.By is not null).DefaultIfEmpty(("open", null))
              from subject in Subjects(clause)
              select At(clause, subject, due.Item1, due.By);

    /// <summary>How often it was done in a period, by certain reports alone; nothing where it did not apply, or may not bind.</summary>
    private IEnumerable<Found> AtRate(Clause clause, Rate rate, string subject, Interval period) =>
        from time in new[] { new Interval(period.Start, period.End - Duration.Epsilon) }
        let bound = Bound(clause, Behind(clause, subject), time)
        let applies = When(clause, time)
        where bound.Certainty == Certain && applies.Certainty != No
        let sure = Evidence(clause, Behind(clause, subject), Completed).Where(one => one.Standing >= Corroborated && IsInTurn(clause, Completed, one))
            .Where(one => one.Time.Start >= period.Start && one.Time.End < period.End).ToArray()
        let done = Sum(incidents.Where(incident => sure.Any(one => incident.Sightings.Contains(one.By))).Select(incident => Things(incident, true))).Least
        let outcome = done >= rate.Max ? Kept : applies.Certainty == Certain && period.End > asOf ? Pending : CannotRule
        let step = new Step("rate", Invariant($"{done}"), Entries(sure.Select(one => one.By)), sure.Select(one => one.Step))
        select Make(Key(clause, subject, new Occasion.OfPeriod(period.Start)), period, new(outcome, null, step, applies, bound), null, clause.Assumptions);

    private Found At(Clause clause, string subject, string which, Moment? by)
    {
        var due = by is null ? null : Of(by, isDeadline: true);
        var (at, actors, stage) = (due?.At ?? asOf, Behind(clause, subject), which == "start" ? Begun : Completed);
        var now = new Interval(Instant.Min(at, asOf), Instant.Min(at, asOf));
        Step applies = When(clause, now), bound = Bound(clause, actors, now);
        var verdict = bound.Certainty == No ? new(NotBound)
            : applies.Certainty == No ? new(Begins(clause).Any(begins => begins.IsAhead || begins.At >= asOf) ? Pending : NotInForce)
            : applies.Certainty == Possible || bound.Certainty == Possible ? new(CannotRule) : Judge();
        if (verdict.Outcome == Breached && !clause.Unless.IsEmpty && Exceptions(clause, actors, new(at, at), null) is var exceptions)
            verdict = (exceptions.Certainty == No ? verdict : new(exceptions.Certainty == Certain ? Excused : CannotRule)) with
            { Steps = [.. verdict.Steps, exceptions] };
        Step[] steps = [new("deadline", due?.Word ?? "none", due?.Entries), applies, bound, .. verdict.Steps, .. Alike(clause, subject, stage)];
        return Make(Key(clause, subject, new Occasion.OfDeadline(which)), due?.At is { } end ? new Interval(end, end) : null, verdict with { Steps = steps },
            steps.LastOrDefault(step => step.Margin is not null)?.Margin, clause.Assumptions);

        Verdict Judge()
        {
            var evidence = Evidence(clause, actors, stage);
            var turns = new[] { clause.Start.NotBefore, clause.Start.After }.OfType<Moment>().Select(one => Of(one)).ToArray();
            bool IsAhead(Time begins) => begins.IsAhead || begins.At > asOf;
            var open = new Verdict(CannotRule, null, [.. evidence.Select(one => one.Step),
                .. turns.Select(one => new Step("turn", IsAhead(one) ? "not yet" : one.Word, one.Entries)),
                .. evidence.Where(one => !IsInTurn(clause, stage, one)).Select(one => one.Step with { Predicate = "out-of-turn", Value = "not counted" })]);
            if (turns.Any(IsAhead) || due?.Word == "unknown") return open with { Outcome = turns.Any(IsAhead) ? Pending : CannotRule };
            var against = which == "done" && due?.At <= asOf ? Contradicted(clause, subject, at) : null;
            var sure = evidence.Where(one => one.Standing >= Corroborated && IsInTurn(clause, stage, one)).ToArray();
            var inTime = sure.FirstOrDefault(one => due?.At is not { } last || one.Time.End <= last);
            var isOpposed = inTime?.Standing < Verified && against?.Standing >= Corroborated;
            if (inTime is not null && !isOpposed) return new(Kept, null, inTime.Step);
            if (due?.At is null || at > asOf) return open with { Outcome = Pending };
            var denied = open with { Steps = [.. open.Steps, against is null ? new("silence", "cannot rule") : against.Trace with { Predicate = "against" }] };
            if (isOpposed && against!.Standing != Verified) return denied;
            var late = sure.FirstOrDefault(one => one.Time.Start > at && (which == "done" || one.By.Seen.Fulfilment!.Stage == Begun));
            return late is not null ? new(Breached, late.Standing, late.Step) { Attribution = Attributed }
                : against is null ? denied : against.Verdict with { Steps = denied.Steps };
        }
    }

    /// <summary>What reports say that a clause was fulfilled to some stage at least.</summary>
    private IEnumerable<Sighting> Said(string clause, FulfilmentStage stage) =>
        Sightings.Where(one => one.Seen.Fulfilment is { } said && said.Agreement == agreement.Id && said.Clause == clause && said.Stage >= stage);

    /// <summary>The reports that it was begun or completed; the word of who is to do it is no origin.</summary>
    private Fulfilled[] Evidence(Clause clause, ImmutableArray<string> actors, FulfilmentStage stage)
    {
        var all = Said(clause.Id, stage)
            .Where(one => one.Seen.By.IsEmpty ? clause.Anyone || Subjects(clause).Length == actors.Length : !clause.Anyone && Who(actors, one) == Certain)
            .OrderBy(one => one.Time.End).ThenBy(one => one.Id).ToArray();
        var others = AreIndependent(all.Where(one => !Sides(one).Any(side => side is not null && actors.Contains(side)))) ? Corroborated : Alleged;
        return [.. all.Select(one => new Fulfilled(one, IsDirect(clause, one) ? Verified : others))];
    }

    private bool IsInTurn(Clause clause, FulfilmentStage stage, Fulfilled one) =>
        new[] { clause.Start, clause.Done }.Take(stage == Begun ? 1 : 2).All(timing =>
            (timing.NotBefore is not { } from || Of(from).Before(one.Time) == Certain)
            && (timing.After is not { } after || Of(after).Next.Before(one.Time) == Certain));

    /// <summary>The gravest sign that what was to be left by a deadline was not.</summary>
    private Found? Contradicted(Clause clause, string subject, Instant deadline) =>
        Hold(Reverse(clause, _ => (Of(clause.Done.By!, isDeadline: true) with { At = deadline }).Next))
            .Where(one => one.IsBreach && (clause.Anyone || one.Key.Subject == subject))
            .Where(one => one.Verdict.Attribution is Attributed or LargelyAttributed or BothSides)
            .OrderByDescending(one => one.Standing).ThenBy(one => one.Time!.Value.Start).ThenBy(one => one.Id).FirstOrDefault();

    private Fulfilled? First(Clause clause, string subject, FulfilmentStage stage) =>
        Evidence(clause, Behind(clause, subject), stage).FirstOrDefault(one => IsEnough(clause, one.Standing) && IsInTurn(clause, stage, one));

    /// <summary>When each of some addressees had begun or completed it, as far as that is verified.</summary>
    private Time Since(Clause clause, ImmutableArray<string> actors, FulfilmentStage stage, Found[] findings)
    {
        var subjects = Subjects(clause).Where(subject => clause.Anyone || actors.IsEmpty || actors.Contains(subject)).ToArray();
        var all = subjects.Select(subject => First(clause, subject, stage)).TakeWhile(one => one is not null).OfType<Fulfilled>().ToArray();
        if (all.Length == subjects.Length) return Time.Known(all.Max(one => (Instant?)one.Time.End) ?? Instant.MinValue, Entries(all.Select(one => one.By)));
        var missing = subjects[all.Length];
        var done = findings.Where(one => one.Key.Subject == missing && one.Key.Occasion is Occasion.OfDeadline { Which: not "start" }).ToArray();
        return done.All(one => one.Outcome is Pending or NotInForce or NotBound)
            || (stage == Completed && done.Any(one => one is { Outcome: Breached, Standing: Verified })) ? Time.NotYet : Time.Unknown;
    }

    /// <summary>What is done with it, or alike: it is said, and decides nothing.</summary>
    private IEnumerable<Step> Alike(Clause clause, string subject, FulfilmentStage stage) =>
        from with in clause.TogetherWith.Select(id => (Id: id, Word: "together-with")).Concat(clause.Mirror is { } mirror ? [(mirror.Clause, "mirror")] : [])
        from other in agreement.Clauses.Where(one => one.Id == with.Id && one.Kind == ClauseKind.Must).Take(1)
        from counterpart in Subjects(other)
        where other.Id != clause.Id || counterpart != subject
        let here = First(clause, subject, stage)
        let there = First(other, counterpart, stage)
        select new Step(with.Word, here is null ? there is null ? "neither" : "behind" : there is null ? "alone"
            : with.Word == "mirror" && clause.Mirror!.How == MirrorKind.Equal ? Equal(here.By.Seen.Count, there.By.Seen.Count)
            : DateOf(here.Time.End) == DateOf(there.Time.End) ? "together" : "apart",
            Entries(new[] { here, there }.OfType<Fulfilled>().Select(one => one.By)));

    private static string Equal(CountBounds? here, CountBounds? there) => (here, there) is not ({ } a, { } b) ? "open"
        : a == b && a.Least == a.Most ? "equal" : a.Least > (b.Most ?? int.MaxValue) || b.Least > (a.Most ?? int.MaxValue) ? "unequal" : "open";
}
