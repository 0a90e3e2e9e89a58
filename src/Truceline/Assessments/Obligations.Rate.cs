using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.Assessments;

// What is to be done so often in each period. In metric first-order temporal logic the form is
// □ ∀ s, p: bound(s) → max ≤ Σ { count(x) : fulfilled(s, x) ∧ x ∈ p }; doing more breaches nothing, and silence proves nothing.
internal sealed partial class Obligations
{
    /// <summary>One finding for each addressee and period.</summary>
    private IEnumerable<Finding> AtRate(Clause clause, ImmutableArray<Interval> periods)
    {
        if (periods.IsEmpty) yield break;
        foreach (var subject in Subjects(clause))
        {
            var evidence = Evidence(clause, subject, FulfilmentStage.Completed);
            foreach (var period in periods)
                if (In(clause, subject, period, evidence) is { } finding) yield return finding;
        }
    }

    /// <summary>The finding of one period; null where the clause did not apply in it, or the actor was not surely bound.</summary>
    private Finding? In(Clause clause, string subject, Interval period, ImmutableArray<Fulfilled> evidence)
    {
        var time = new Interval(period.Start, period.End - Duration.Epsilon);
        var bound = binding.Of(clause, naming.Behind(clause, subject), subject, time);
        var applies = calendar.When(clause, time);
        if (bound.Value != "certain" || applies.Value == "no") return null;
        ImmutableArray<Fulfilled> sure = [.. evidence.Where(one => one.Sighting.Observation.Occurred is var occurred && period.Start <= occurred.Start && occurred.End < period.End
            && one.Standing >= Standing.Corroborated && IsInTurn(clause, FulfilmentStage.Completed, one.Sighting))];
        // What several tell of one happening is done once.
        var done = sure.IsEmpty ? 0 : hearing.World.Fulfilling.Where(incident => incident.Sightings.Any(sighting => sure.Any(one => ReferenceEquals(one.Sighting, sighting)))).Sum(incident => (long)(incident.Count?.Least ?? 1));
        var outcome = done >= clause.Rate!.Max ? Outcome.Kept : applies.Value == "certain" && period.End > asOf ? Outcome.Pending : Outcome.CannotRule;
        var rate = new Step
        {
            Predicate = "rate", Value = FormattableString.Invariant($"{done}"),
            Says = FormattableString.Invariant($"{done} on record in this period; the clause asks for {clause.Rate.Max}{(outcome == Outcome.CannotRule ? ", and silence proves nothing" : "")}"),
            Entries = [.. sure.SelectMany(one => one.Sighting.Report.Entries).Distinct().Order()],
            Because = [.. sure.Select(one => one.Step)],
        };
        var key = new FindingKey(clause.Id, hearing.Reading, subject, new Occasion.OfPeriod(period.Start));
        return new Finding
        {
            Id = FindingId.Of(agreement.Id, key), Key = key, Time = period, Outcome = outcome,
            Trace = new Step
            {
                Predicate = "finding", Value = outcome.Word(),
                Says = $"{agreement.Name(subject)}, clause '{clause.Id}', {calendar.Words(period.Start)} to {calendar.Words(period.End)}: {outcome.Word()}",
                Assumptions = clause.Assumptions,
                Because = [rate, applies, bound],
                WouldChange = outcome == Outcome.Kept ? "a correction or withdrawal of the reports that were counted" : "a monitor's reports that it was done in this period",
            },
        };
    }
}
