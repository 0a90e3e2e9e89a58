using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Assessments;

/// <summary>
/// The days of a prohibition on which nothing against it is known. Until coverage is recorded such a day is never
/// <em>kept</em>, only <em>kept but unseen</em>.
/// </summary>
internal sealed class Days(Hearing hearing, Calendar calendar)
{
    private readonly Agreement agreement = hearing.Agreement;
    /// <summary>The last instant of which anything is known: days after the last observation are not written down one by one.</summary>
    private readonly Instant lastKnown = Instant.Min(hearing.AsOf, hearing.LastKnown);
    private readonly Binding binding = new(hearing.Agreement, calendar);

    /// <summary>One finding for each addressee and closed local day of the clause's window that no finding speaks against.</summary>
    /// <param name="clause">The prohibition.</param>
    /// <param name="against">The findings of its incidents.</param>
    public IEnumerable<Finding> Hold(Clause clause, ImmutableArray<Finding> against)
    {
        if (Window(clause) is not { } window) yield break;
        foreach (var subject in clause.Anyone ? ["any"] : agreement.Expand(clause.Who))
        {
            var spoken = Spoken(clause, subject, against);
            for (var date = Local(window.Start); ; date = date.PlusDays(1))
            {
                var day = Day(date);
                if (Instant.Max(day.Start, window.Start) >= window.End || (day.End > lastKnown && window.End > lastKnown)) break;
                var time = new Interval(Instant.Max(day.Start, window.Start), Instant.Min(day.End, window.End - Duration.Epsilon));
                if (spoken.Contains(date) || Local(day.Start) != date) continue; // a date that the place left out has no day
                if (calendar.When(clause, time).Value != "certain") continue;
                var bound = binding.Of(clause, hearing.Naming.Behind(clause, subject), subject, time);
                if (bound.Value != "certain") continue;
                yield return Unseen(clause, subject, date, time, bound);
            }
        }
    }

    /// <summary>From the known beginning of the clause to its end, or to the end of the world looked at.</summary>
    private Interval? Window(Clause clause)
    {
        var begins = clause.From is { } from ? calendar.Resolve(from, MomentUse.Beginning) : EarliestBound(clause);
        if (begins is not EventTime.Known { At: var start } || start >= lastKnown) return null;
        var ends = clause.Until is { } until ? calendar.Resolve(until, MomentUse.Beginning) : null;
        if (ends is EventTime.Unknown) return null;
        var end = ends is EventTime.Known { At: var at } ? at : Instant.MaxValue;
        return end <= start ? null : new Interval(start, end); // the one interval here whose end is excluded
    }

    private EventTime EarliestBound(Clause clause)
    {
        var known = clause.Accepted
            .Where(accepted => accepted.Since is not null)
            .Select(accepted => calendar.Resolve(accepted.Since!, MomentUse.Beginning))
            .OfType<EventTime.Known>()
            .OrderBy(time => time.At)
            .ToArray();
        return known.Length > 0 ? known[0] : new EventTime.Unknown("the clause has no known beginning");
    }

    private HashSet<LocalDate> Spoken(Clause clause, string subject, ImmutableArray<Finding> against)
    {
        var group = Naming.Group(clause);
        var dates = new HashSet<LocalDate>();
        foreach (var finding in against)
        {
            if (!clause.Anyone && finding.Key.Subject != subject && finding.Key.Subject != group) continue;
            if (finding.Outcome is not (Outcome.Breached or Outcome.CannotRule) || finding.Standing is Standing.Refuted) continue;
            var time = finding.Time!.Value;
            for (var date = Local(time.Start); date <= Local(time.End); date = date.PlusDays(1)) dates.Add(date);
        }
        return dates;
    }

    private Finding Unseen(Clause clause, string subject, LocalDate date, Interval time, Step bound)
    {
        var key = new FindingKey(clause.Id, hearing.Reading, subject, new Occasion.OfDay(date));
        return new Finding
        {
            Id = FindingId.Of(agreement.Id, key),
            Key = key,
            Time = time,
            Outcome = Outcome.KeptButUnseen,
            Trace = new Step
            {
                Predicate = "finding", Value = Outcome.KeptButUnseen.Word(),
                Says = $"{agreement.Name(subject)}, clause '{clause.Id}', {calendar.Words(date)}: kept but unseen",
                Assumptions = clause.Assumptions,
                WouldChange = "a report of a breach on that day, or a record of what could have been seen",
                Because =
                [
                    new Step { Predicate = "against", Value = "no", Says = "no report stands that speaks of a breach that day" },
                    new Step { Predicate = "coverage", Value = "not recorded", Says = "what could have been seen that day is not recorded" },
                    bound,
                ],
            },
        };
    }

    private LocalDate Local(Instant instant) => instant.InZone(agreement.Clock.Zone).Date;

    /// <summary>A local day from its first to its last instant.</summary>
    private Interval Day(LocalDate date) =>
        new(Clock.StartOf(date, agreement.Clock.Zone), Instant.Max(Clock.StartOf(date, agreement.Clock.Zone), Clock.StartOf(date.PlusDays(1), agreement.Clock.Zone) - Duration.Epsilon));
}
