using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// Holds the breaches of a clause against the number of its alert, for each closed local day over the period that ends with it:
/// exceeded by what is surely a breach, perhaps exceeded, or not. In metric first-order temporal logic
/// <c>□ (count(x: ⧫[0, per) breach(x) ∧ where(x)) &gt; over → alert)</c>. Each day is a pure function of the findings of its period.
/// </summary>
internal sealed class Thresholds(Hearing hearing, Calendar calendar)
{
    private readonly Agreement agreement = hearing.Agreement;
    private readonly Whereabouts whereabouts = new(hearing.Agreement);
    private readonly Days days = new(hearing, calendar);
    private readonly Binding binding = new(hearing.Agreement, calendar);

    /// <summary>One finding for each closed local day of the clause's window; none where the clause has no alert.</summary>
    /// <param name="clause">The prohibition.</param>
    /// <param name="held">The findings of its incidents.</param>
    public IEnumerable<Finding> Hold(Clause clause, ImmutableArray<Finding> held)
    {
        if (clause.Alert is null) return [];
        Finding[] counted = [.. held.Where(IsCounted).OrderBy(finding => finding.Time!.Value.Start).ThenBy(finding => finding.Id)];
        var longest = counted.Select(finding => finding.Time!.Value.Duration).DefaultIfEmpty(Duration.Zero).Max();
        return days.Closed(clause).Select(day => On(clause, day, Meeting(day))).OfType<Finding>();

        ImmutableArray<Finding> Meeting(Day day)
        {
            var (from, to) = Reach(clause, day);
            return [.. counted[AtOrAfter(from - longest)..AtOrAfter(to)].Where(finding => finding.Time!.Value.End >= from)];
        }

        int AtOrAfter(Instant instant) => Sorted.First(counted.AsSpan(), finding => finding.Time!.Value.Start < instant);
    }

    /// <summary>The time whose findings the finding of a day rests on, its end excluded.</summary>
    public (Instant From, Instant To) Reach(Clause clause, Day day)
    {
        var periods = Periods(clause.Alert!.Per, day).ToArray();
        return (periods[0].From, periods[^1].To);
    }

    /// <summary>The finding of one day; null where the clause did not surely apply, or surely bound nobody.</summary>
    /// <param name="clause">The prohibition, with an alert.</param>
    /// <param name="day">The day.</param>
    /// <param name="held">The findings of incidents that may lie in the time that it rests on.</param>
    public Finding? On(Clause clause, Day day, ImmutableArray<Finding> held)
    {
        var time = new Interval(day.Start, day.End - Duration.Epsilon);
        if (calendar.When(clause, time).Value != "certain") return null;
        var subject = Naming.Group(clause);
        var bound = binding.Of(clause, hearing.Naming.Behind(clause, subject), subject, time);
        if (bound.Value == "no") return null;
        var gravest = Periods(clause.Alert!.Per, day).Select(period => Count(clause, period, held)).MaxBy(one => one.Gravity)!;
        var (outcome, decided) = Judge(clause, gravest, day);
        var key = new FindingKey(clause.Id, hearing.Reading, subject, new Occasion.OfThreshold(day.Date));
        var answer = Outcomes.Words(outcome, outcome == Outcome.Breached ? gravest.Standing : null);
        return new Finding
        {
            Id = FindingId.Of(agreement.Id, key),
            Key = key,
            Time = time,
            Outcome = outcome,
            Standing = outcome == Outcome.Breached ? gravest.Standing : null,
            Trace = new Step
            {
                Predicate = "finding", Value = answer,
                Says = $"{agreement.Name(subject)}, clause '{clause.Id}', {calendar.Words(day.Date)}: {Of(clause)}: {answer}",
                Assumptions = clause.Assumptions,
                WouldChange = outcome is Outcome.Breached ? "a correction or withdrawal of reports that it counts" : "a report of another breach in that time, or one that settles what is only possible",
                Because = [gravest.Step, decided, bound],
            },
        };
    }

    private static bool IsCounted(Finding finding) => finding.Outcome is Outcome.Breached or Outcome.CannotRule && finding.Standing is not Standing.Refuted;

    private static string Of(Clause clause) =>
        FormattableString.Invariant($"more than {clause.Alert!.Over} ({(clause.Alert.By is { } by ? $"counting rule '{by}'" : "incidents")}) in {NodaTime.Text.PeriodPattern.Roundtrip.Format(clause.Alert.Per)}");

    private (Outcome, Step) Judge(Clause clause, Exceeded counted, Day day)
    {
        if (counted.Standing is { } standing)
            return (Outcome.Breached, new Step { Predicate = "standing", Value = standing.Word(), Says = standing == Standing.Alleged ? "exceeded, counting what is alleged" : $"exceeded by what is {standing.Word()} alone" });
        if (counted.IsPossible) return (Outcome.CannotRule, new Step { Predicate = "open", Value = "cannot rule", Says = "exceeded only if what is possible is counted" });
        ImmutableArray<NamedZone> zones = clause.Alert!.In is { } zone ? [agreement.Zones[zone]] : new CoverageTest(hearing).Grounds(clause);
        var (isEnough, coverage) = new CoverageTest(hearing).Of(clause, zones, [day]);
        return (isEnough ? Outcome.Kept : Outcome.KeptButUnseen, coverage);
    }

    /// <summary>How often in one period: at which standing the number is surely exceeded, else whether it may be.</summary>
    private sealed record Exceeded(Standing? Standing, bool IsPossible, Step Step)
    {
        public int Gravity => Standing is { } standing ? 2 + (int)standing : IsPossible ? 1 : 0;
    }

    private Exceeded Count(Clause clause, (Instant From, Instant To) period, ImmutableArray<Finding> held)
    {
        var alert = clause.Alert!;
        (Incident Incident, Standing? Standing, Certainty Is)[] counted = [.. held
            .GroupBy(finding => finding.Incident!.Id)
            .Select(group => (Incident: group.First().Incident!, Standing: group.Max(finding => finding.Standing)))
            .Select(one => (one.Incident, one.Standing, Is: whereabouts.Within(one.Incident, period.From, period.To).And(alert.In is { } zone ? whereabouts.In(agreement.Zones[zone], one.Incident) : Certainty.Certain)))
            .Where(one => one.Is != Certainty.No)];
        var counting = new Counting(agreement, alert.By is { } by ? agreement.Counting[by] : Counting.Incidents);
        TallyCount At(Standing? least) => Counting.Sum(counting.Of(counted.Select(one => new Countable(one.Incident, one.Is == Certainty.Certain && one.Standing >= least))));

        var all = At(Standing.Alleged);
        Standing[] surest = [Standing.Verified, Standing.Corroborated, Standing.Alleged];
        Standing? standing = surest.Where(one => At(one).Least > alert.Over).Select(one => (Standing?)one).FirstOrDefault();
        return new(standing, all.Most is not { } most || most > alert.Over, new Step
        {
            Predicate = "count", Value = all.ToString(),
            Says = $"{all} from {calendar.Words(period.From)} to {calendar.Words(period.To)}{(alert.In is { } where ? $" in zone '{where}'" : "")}; told is {Of(clause)}",
            Entries = counted.SelectMany(one => one.Incident.Sightings).Entries(),
            Assumptions = alert.In is { } assumed ? agreement.Zones[assumed].Assumptions : [],
        });
    }

    /// <summary>The periods that belong to a day: the one that ends with it, or those, one after the other, into which it falls.</summary>
    private IEnumerable<(Instant From, Instant To)> Periods(Period per, Day day)
    {
        var zone = agreement.Clock.Zone;
        var end = Clock.StartOf(day.Date.PlusDays(1), zone);
        if (per is not { Years: 0, Months: 0, Weeks: 0, Days: 0 })
        {
            var from = Clock.StartOf(day.Date.PlusDays(1).PlusYears(-per.Years).PlusMonths(-per.Months).PlusWeeks(-per.Weeks).PlusDays(-per.Days), zone);
            yield return (from - Elapsed(per), end);
            yield break;
        }
        var length = Elapsed(per);
        if (length >= end - Clock.StartOf(day.Date, zone))
        {
            yield return (end - length, end);
            yield break;
        }
        for (var from = Clock.StartOf(day.Date, zone); from < end; from += length) yield return (from, Instant.Min(from + length, end));
    }

    // Nothing is recorded more finely than to the minute.
    private static Duration Elapsed(Period per) => per is { Hours: 0, Minutes: 0, Seconds: 0, Days: 0, Weeks: 0, Months: 0, Years: 0 }
        ? Duration.FromMinutes(1)
        : Duration.FromHours(per.Hours) + Duration.FromMinutes(per.Minutes) + Duration.FromMinutes((per.Seconds + 59) / 60);
}
