using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// Holds the record against a rate: at most so much in a period. In metric first-order temporal logic the form is
/// <c>□ ∀ s, p: bound(s) ∧ max &lt; Σ { count(x) : act(x) ∧ what(x) ∧ where(x) ∧ by(x, s) ∧ x ∈ p } → breach(s, p)</c>. What stays within the
/// rate is no breach, so single incidents have no finding of their own; those that nobody can place in one period only add
/// to the most that it may have been.
/// </summary>
/// <remarks>
/// Periods lie end to end from the beginning of the clause and are counted by the agreement's clock. A finding of one depends
/// on nothing but what was found of the incidents that touch it.
/// </remarks>
internal sealed class Rates(Hearing hearing, Calendar calendar)
{
    private readonly Agreement agreement = hearing.Agreement;
    private readonly Binding binding = new(hearing.Agreement, calendar);

    /// <summary>One finding for each addressee and period that has begun within what is known; none where the clause has no known beginning.</summary>
    /// <param name="clause">A prohibition or a permission with a rate.</param>
    /// <param name="held">What each incident is against it without the rate: a breach counts, what cannot be ruled on may.</param>
    public IEnumerable<Finding> Hold(Clause clause, ImmutableArray<Finding> held)
    {
        // Whom a clause for anyone concerns is who did something.
        ImmutableArray<string> subjects = clause.Anyone ? [.. held.Select(finding => finding.Key.Subject).Distinct().Order(StringComparer.Ordinal)] : agreement.Expand(clause.Who);
        var periods = Periods(clause);
        var within = Within(periods, held);
        for (var i = 0; i < periods.Length; i++)
            foreach (var subject in subjects)
                if (In(clause, subject, periods[i], within[i]) is { } finding)
                    yield return finding;
    }

    /// <summary>For each of some periods that lie end to end the findings that touch it: they are gone through once, however many periods there are.</summary>
    private static List<Finding>[] Within(ImmutableArray<Interval> periods, ImmutableArray<Finding> held)
    {
        var within = new List<Finding>[periods.Length];
        for (var i = 0; i < within.Length; i++) within[i] = [];
        foreach (var finding in held)
        {
            if (finding.Time is not { } time) continue;
            // From the first period that is not over yet when it begins.
            for (var i = Sorted.First(periods.AsSpan(), period => period.End <= time.Start); i < periods.Length && periods[i].Start <= time.End; i++) within[i].Add(finding);
        }
        return within;
    }

    /// <summary>The periods of a clause, each with its end excluded: from its beginning to its end, or to the last thing known.</summary>
    public ImmutableArray<Interval> Periods(Clause clause)
    {
        var begins = clause.From is { } from ? calendar.Resolve(from, MomentUse.Beginning)
            : agreement.Source.Signed is { } signed ? new EventTime.Known(Clock.StartOf(signed, agreement.Clock.Zone), []) : null;
        if (begins is not EventTime.Known { At: var first }) return [];
        var last = Instant.Min(hearing.AsOf, hearing.LastKnown);
        if (clause.Until is { } until && calendar.Resolve(until, MomentUse.Beginning) is EventTime.Known { At: var ends }) last = Instant.Min(last, ends - Duration.Epsilon);
        return hearing.Periods(first, last, clause.Rate!.Per);
    }

    /// <summary>The finding of one period, of the findings that touch it; null where the actor was not bound in it, or nobody can say.</summary>
    private Finding? In(Clause clause, string subject, Interval period, List<Finding> held)
    {
        var bound = binding.Of(clause, hearing.Naming.Behind(clause, subject), subject, new Interval(period.Start, period.End - Duration.Epsilon));
        if (bound.Value != "certain") return null;
        var counted = held.Where(finding => Speaks(clause, subject, finding)).Select(finding => Of(finding, subject, period)).ToImmutableArray();
        var max = clause.Rate!.Max;
        var standings = new[] { Standing.Verified, Standing.Corroborated, Standing.Alleged };
        Standing? exceeded = standings.Where(standing => Least(counted, standing) > max).Select(standing => (Standing?)standing).FirstOrDefault();
        var most = counted.Any(one => one.Count.Most is null) ? (long?)null : counted.Sum(one => (long)one.Count.Most!.Value);
        var outcome = exceeded is not null ? Outcome.Breached
            : most is not { } atMost || atMost > max ? Outcome.CannotRule
            : period.End <= hearing.AsOf ? Outcome.KeptButUnseen
            : Outcome.Pending;
        return Make(clause, subject, period, (outcome, exceeded), [Sum(clause, counted, most), bound]);
    }

    private static bool Speaks(Clause clause, string subject, Finding finding) =>
        (finding.Key.Subject == subject || finding.Key.Subject == Naming.Group(clause))
        && finding is { Outcome: Outcome.Breached or Outcome.CannotRule, Standing: not Standing.Refuted };

    /// <summary>What one incident adds: at least nothing where that it counts here is only possible.</summary>
    private sealed record Counted(Finding Finding, Standing? Standing, (int Least, int? Most) Count);

    private static Counted Of(Finding finding, string subject, Interval period)
    {
        var incident = finding.Incident!;
        // Who did not count may have seen more than one.
        var (least, most) = incident.Count is { } count ? (count.Least, count.Most) : (1, null);
        var isSure = finding.Outcome == Outcome.Breached && finding.Key.Subject == subject
            && period.Start <= incident.Occurred.Start && incident.Occurred.End < period.End;
        return new(finding, isSure ? finding.Standing : null, (isSure ? least : 0, most));
    }

    /// <summary>The least that is known at a standing or a better one.</summary>
    private static long Least(ImmutableArray<Counted> counted, Standing standing) =>
        counted.Where(one => one.Standing >= standing).Sum(one => (long)one.Count.Least);

    private Step Sum(Clause clause, ImmutableArray<Counted> counted, long? most)
    {
        var least = Least(counted, Standing.Alleged);
        var range = most == least ? FormattableString.Invariant($"{least}") : most is { } known ? FormattableString.Invariant($"{least} to {known}") : FormattableString.Invariant($"{least} or more");
        return new Step
        {
            Predicate = "rate", Value = range,
            Says = FormattableString.Invariant($"{range} on record in this period, over {counted.Length} incidents; the clause allows {clause.Rate!.Max}"),
            Entries = [.. counted.SelectMany(one => one.Finding.Incident!.Sightings.Entries()).Distinct().Order()],
            Because =
            [
                .. counted.OrderBy(one => one.Finding.Time!.Value.Start).ThenBy(one => one.Finding.Id).Select(one => new Step
                {
                    Predicate = "counted", Value = one.Standing?.Word() ?? "possible",
                    Says = FormattableString.Invariant($"{calendar.Words(one.Finding.Time!.Value)}: at least {one.Count.Least}, {(one.Count.Most is { } top ? $"at most {top}" : "no upper bound")}"),
                    Entries = one.Finding.Incident!.Sightings.Entries(),
                }),
            ],
        };
    }

    private Finding Make(Clause clause, string subject, Interval period, (Outcome Outcome, Standing? Standing) verdict, ImmutableArray<Step> steps)
    {
        var key = new FindingKey(clause.Id, hearing.Reading, subject, new Occasion.OfPeriod(period.Start));
        var answer = Outcomes.Words(verdict.Outcome, verdict.Standing);
        return new Finding
        {
            Id = FindingId.Of(agreement.Id, key),
            Key = key,
            Time = period,
            Outcome = verdict.Outcome,
            Standing = verdict.Standing,
            Attribution = verdict.Outcome == Outcome.Breached ? AttributionStatus.Attributed : null,
            Trace = new Step
            {
                Predicate = "finding", Value = answer,
                Says = $"{agreement.Name(subject)}, clause '{clause.Id}', {calendar.Words(period.Start)} to {calendar.Words(period.End)}: {answer}",
                Assumptions = clause.Assumptions,
                Because = steps,
                WouldChange = verdict.Outcome switch
                {
                    Outcome.Breached => "a correction or withdrawal of the reports that were counted",
                    Outcome.CannotRule => "reports that say who it was, how many and when",
                    _ => "reports of more in this period",
                },
            },
        };
    }
}
