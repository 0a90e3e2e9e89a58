using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;

namespace Truceline.Assessments;

/// <summary>
/// The days of a prohibition on which nothing against it is known: <em>kept</em> where enough could be seen, else <em>kept but
/// unseen</em>. Each is a pure function of clause, subject and date, given the calendar and what could be seen that day.
/// </summary>
internal sealed class Days(Hearing hearing, Calendar calendar)
{
    private readonly Agreement agreement = hearing.Agreement;
    /// <summary>The last instant of which anything is known: days after the last observation are not written down one by one.</summary>
    private readonly Instant lastKnown = Instant.Min(hearing.AsOf, Instant.Max(hearing.LastKnown, hearing.Coverage.LastEnd ?? hearing.LastKnown));
    private readonly Binding binding = new(hearing.Agreement, calendar);

    /// <summary>The last instant of which anything is known.</summary>
    public Instant LastKnown => lastKnown;

    /// <summary>Those of whom it is said, each alone, that they kept a prohibition.</summary>
    public ImmutableArray<string> Subjects(Clause clause) => clause.Anyone ? ["any"] : agreement.Expand(clause.Who);

    /// <summary>The closed local days of a clause's window, in order, each as far as it lies in it.</summary>
    public IEnumerable<Day> Closed(Clause clause)
    {
        if (Window(clause) is not { } window) yield break;
        for (var date = Local(window.Start); ; date = date.PlusDays(1))
        {
            var (start, end) = (Clock.StartOf(date, agreement.Clock.Zone), Clock.StartOf(date.PlusDays(1), agreement.Clock.Zone));
            var day = new Day(date, Instant.Max(start, window.Start), Instant.Min(end, window.End));
            if (day.Start >= window.End || (end - Duration.Epsilon > lastKnown && window.End > lastKnown)) yield break;
            if (day.Start < day.End) yield return day; // a date that the place left out has no day
        }
    }

    /// <summary>The finding of one day of one subject on which nothing speaks against it; null where the clause did not surely apply, or bind.</summary>
    public Finding? On(Clause clause, string subject, Day day)
    {
        var time = new Interval(day.Start, day.End - Duration.Epsilon);
        if (calendar.When(clause, time).Value != "certain") return null;
        var bound = binding.Of(clause, hearing.Naming.Behind(clause, subject), subject, time);
        if (bound.Value != "certain") return null;
        var (isEnough, coverage) = new CoverageTest(hearing).Of(clause, [day]);
        var outcome = isEnough ? Outcome.Kept : Outcome.KeptButUnseen;
        var key = new FindingKey(clause.Id, hearing.Reading, subject, new Occasion.OfDay(day.Date));
        return new Finding
        {
            Id = FindingId.Of(agreement.Id, key),
            Key = key,
            Time = time,
            Outcome = outcome,
            Trace = new Step
            {
                Predicate = "finding", Value = outcome.Word(),
                Says = $"{agreement.Name(subject)}, clause '{clause.Id}', {calendar.Words(day.Date)}: {outcome.Word()}",
                Assumptions = clause.Assumptions,
                WouldChange = isEnough ? "a report of a breach on that day, or a correction of what could be seen" : "a report of a breach on that day, or a record of what could have been seen",
                Because = [new Step { Predicate = "against", Value = "no", Says = "no report stands that speaks of a breach that day" }, coverage, bound],
            },
        };
    }

    /// <summary>
    /// What is known of whether a prohibition was kept, day by day, from all findings held against it: kept where it is found for
    /// every addressee, surely not where a breach stands or too little was seen, else open.
    /// </summary>
    public KeptDays Kept(Clause clause, ImmutableArray<Finding> findings)
    {
        if (Window(clause) is not { } window) return KeptDays.Unknown;
        var subjects = Subjects(clause);
        var days = findings.Where(finding => finding.Key.Occasion is Occasion.OfDay).ToLookup(finding => ((Occasion.OfDay)finding.Key.Occasion).Date);
        var breaches = findings.Where(finding => finding.Key.Occasion is Occasion.OfIncident && finding is { Outcome: Outcome.Breached, Standing: not Standing.Refuted }).SelectMany(Dates).ToHashSet();
        return new(window.Start, window.End, [.. Closed(clause).Select(day =>
        {
            var kept = days[day.Date].Where(finding => finding.Outcome == Outcome.Kept).ToArray();
            bool? isKept = kept.Length == subjects.Length ? true : breaches.Contains(day.Date) || days[day.Date].Any(finding => finding.Outcome == Outcome.KeptButUnseen) ? false : null;
            return new KeptDay(day.Start, day.End, isKept, isKept == true ? [.. kept.SelectMany(finding => finding.Entries).Distinct().Order()] : []);
        })]);
    }

    /// <summary>Whether a finding of an incident speaks against its days.</summary>
    public static bool IsAgainst(Finding finding) => finding.Outcome is Outcome.Breached or Outcome.CannotRule && finding.Standing is not Standing.Refuted;

    /// <summary>The local dates of a finding's time.</summary>
    public IEnumerable<LocalDate> Dates(Finding finding)
    {
        var last = Local(finding.Time!.Value.End);
        for (var date = Local(finding.Time.Value.Start); date <= last; date = date.PlusDays(1)) yield return date;
    }

    /// <summary>From the known beginning of the clause to its end, or to the end of the world looked at; its end is excluded.</summary>
    private (Instant Start, Instant End)? Window(Clause clause)
    {
        var begins = clause.From is { } from ? calendar.Resolve(from, MomentUse.Beginning) : EarliestBound(clause);
        if (begins is not EventTime.Known { At: var start } || start >= lastKnown) return null;
        var ends = clause.Until is { } until ? calendar.Resolve(until, MomentUse.Beginning) : null;
        if (ends is EventTime.Unknown) return null;
        var end = ends is EventTime.Known { At: var at } ? at : Instant.MaxValue;
        return end <= start ? null : (start, end);
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

    public LocalDate Local(Instant instant) => instant.InZone(agreement.Clock.Zone).Date;
}

/// <summary>A local day, or the part of one in which a clause has its time.</summary>
/// <param name="Date">The date.</param>
/// <param name="Start">From when, included.</param>
/// <param name="End">To when, excluded.</param>
internal readonly record struct Day(LocalDate Date, Instant Start, Instant End);
