using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;
using static Truceline.Assessments.AttributionStatus;
using static Truceline.Assessments.Outcome;
using static Truceline.Assessments.Standing;
using static System.FormattableString;
using static Truceline.Geography.Certainty;

namespace Truceline.Recheck;

/// <summary>What is held over a time and not against one incident: days, thresholds, rates.</summary>
internal sealed partial class Reckoning
{
    private readonly Instant lastIncident = incidents.Select(incident => incident.Occurred.End).DefaultIfEmpty(asOf).Max();

    private HashSet<LocalDate> Dates(IEnumerable<Found> some) => [.. some.Select(one => one.Time!.Value)
        .SelectMany(time => Enumerable.Range(0, Period.DaysBetween(DateOf(time.Start), DateOf(time.End)) + 1).Select(day => DateOf(time.Start).PlusDays(day)))];

    private Incident IncidentOf(Found one) => incidents.First(incident => incident.Id == ((Occasion.OfIncident)one.Key.Occasion).Incident);

    /// <summary>The window of a prohibition and its closed days in it.</summary>
    private KeptDays Window(Clause clause)
    {
        var known = Instant.Min(asOf, Coverages.Select(one => one.Said.Occurred.End).Append(lastIncident).Max());
        var begins = clause.From is { } from ? Of(from).At : clause.Accepted.Where(one => one.Since is not null).Select(one => Of(one.Since!).At).Min();
        var ends = clause.Until is { } until ? Of(until) : Time.NotYet;
        if (begins is not { } start || start >= known || ends.Word == "unknown" || ends.At <= start) return KeptDays.Unknown;
        var (end, days) = (ends.At ?? Instant.MaxValue, new List<KeptDay>());
        for (var date = DateOf(start); ; date = date.PlusDays(1))
        {
            var (dawn, dusk) = (Instant.Max(StartOf(date), start), StartOf(date.PlusDays(1)));
            if (dawn >= end || (dusk - Duration.Epsilon > known && end > known)) return new(start, end, [.. days]);
            if (dawn < Instant.Min(dusk, end)) days.Add(new(date, dawn, Instant.Min(dusk, end)));
        }
    }

    /// <summary>The days of a clause on which it held, and may have held a subject.</summary>
    private IEnumerable<(KeptDay Day, Step Bound)> Days(Clause clause, string subject) =>
        from day in Window(clause).Days
        let bound = Bound(clause, Behind(clause, subject), day.Time)
        where bound.Certainty != No && When(clause, day.Time).Certainty == Certain
        select (day, bound);

    /// <summary>The closed days against which no finding speaks.</summary>
    private IEnumerable<Found> Days(Clause clause, Found[] held) =>
        from subject in Subjects(clause)
        let spoken = Dates(held.Where(one => one.Speaks && (clause.Anyone || one.Key.Subject == subject || one.Key.Subject == Group(clause))))
        from one in Days(clause, subject)
        where one.Bound.Certainty == Certain && !spoken.Contains(one.Day.Date)
        let key = Key(clause, subject, new Occasion.OfDay(one.Day.Date))
        let seen = Seen(key, clause, clause.OutOf is null && clause.Over is null ? [clause.In, clause.FromIn] : [], one.Day)
        select Make(key, one.Day.Time, new(seen.Outcome, null, [new("against", "no"), seen.Step, one.Bound]), null, clause.Assumptions);

    /// <summary>Kept where it is found for every addressee, not where a breach stands or too little was seen, else open.</summary>
    private KeptDays KeptOf(Clause clause, Found[] findings)
    {
        var (window, breached) = (Window(clause), Dates(findings.Where(one => one is { IsBreach: true, Key.Occasion: Occasion.OfIncident })));
        return window with { Days = [.. window.Days.Select(day =>
        {
            var about = findings.Where(one => one.Key.Occasion is Occasion.OfDay of && of.Date == day.Date).ToArray();
            var kept = about.Where(one => one.Outcome == Kept).ToArray();
            bool? isKept = kept.Length == Subjects(clause).Length ? true : breached.Contains(day.Date) || about.Length > kept.Length ? false : null;
            return day with { IsKept = isKept, Entries = [.. kept.SelectMany(one => one.Trace.AllEntries())] };
        })] };
    }

    /// <summary>How often a clause was breached in the gravest of the times that end with a day, against the number of its alert.</summary>
    private IEnumerable<Found> Thresholds(Clause clause, Alert alert, Found[] held) =>
        from one in Days(clause, Group(clause))
        let key = Key(clause, Group(clause), new Occasion.OfThreshold(one.Day.Date))
        let gravest = Spans(alert.Per, one.Day.Date).Select(span => Count(alert, span, held)).MaxBy(count => ((int?)count.Standing ?? -1, count.IsPossible))
        let answer = gravest.Standing is { } known ? (Breached, new Step("standing", known.Word()))
            : gravest.IsPossible ? (CannotRule, new Step("open", "cannot rule"))
            : Seen(key, clause, alert.In is { } zone ? [zone] : [clause.In, clause.FromIn], one.Day)
        select Make(key, one.Day.Time, new(answer.Item1, gravest.Standing, [gravest.Step, answer.Item2, one.Bound]), null, clause.Assumptions);

    /// <summary>The period that ends with a day; shorter ones follow each other through it.</summary>
    private IEnumerable<Interval> Spans(Period per, LocalDate date)
    {
        var (dawn, dusk, dates) = (StartOf(date), StartOf(date.PlusDays(1)), DatesOf(per));
        var length = Duration.FromMinutes(60 * per.Hours + per.Minutes + (per.Seconds + 59) / 60);
        if (!dates.Equals(Period.Zero)) return [new(StartOf(date.PlusDays(1).Minus(dates)) - length, dusk)];
        var step = Duration.Max(length, Duration.FromMinutes(1));
        return step >= dusk - dawn ? [new(dusk - step, dusk)]
            : Enumerable.Range(0, (int)Math.Ceiling((dusk - dawn) / step)).Select(k => new Interval(dawn + k * step, Instant.Min(dawn + (k + 1) * step, dusk)));
    }

    /// <summary>How well it is known that a clause was breached more often in a time than its alert allows, and whether that is possible.</summary>
    private (Standing? Standing, bool IsPossible, Step Step) Count(Alert alert, Interval span, Found[] held)
    {
        var zone = alert.In is { } named ? agreement.Zones[named] : null;
        var counted = (from one in held.Where(one => one.Speaks).GroupBy(IncidentOf)
                       let lies = zone is null ? Certain : Agreed(one.Key, seen => places.Test(Places.On(zone, DateOf(seen.Occurred.Start)), seen.Where.Region))
                       let certainty = Words.Least(Within(one.Key, span), lies)
                       where certainty != No
                       select (Incident: one.Key, Standing: one.Max(found => found.Standing), IsSure: certainty == Certain)).ToArray();
        var rule = alert.By is { } by ? agreement.Counting[by] : null;
        TallyCount At(Standing least) => Tallied(rule, counted.Select(one => (one.Incident, one.IsSure && one.Standing >= least)));
        var all = At(Alleged);
        return (Gravest(at => At(at).Least > alert.Over), all.Most is not { } most || most > alert.Over,
            new("count", all.ToString(), Entries(counted.Select(one => one.Incident)), Assumptions: zone?.Assumptions));
    }

    /// <summary>The best standing of which something holds; null: it holds of none.</summary>
    private static Standing? Gravest(Func<Standing, bool> holds) =>
        holds(Verified) ? Verified : holds(Corroborated) ? Corroborated : holds(Alleged) ? Alleged : null;

    /// <summary>An incident counts when it began; one of which the day is not known, perhaps at any time in which it may have been.</summary>
    private static Certainty Within(Incident one, Interval span) =>
        one.Occurred.Duration <= Duration.FromHours(24) || (one.Occurred.Start >= span.Start && one.Occurred.End < span.End)
            ? one.Occurred.Start >= span.Start && one.Occurred.Start < span.End ? Certain : No
            : one.Occurred.Start < span.End && one.Occurred.End >= span.Start ? Possible : No;

    /// <summary>What the reports of an incident say alike; perhaps, where some exclude it.</summary>
    private static Certainty Agreed(Incident incident, Func<Observation, Certainty> answer) =>
        incident.Sightings.Select(one => answer(one.Seen)).ToHashSet() is var all && all.Count > 1 && all.Contains(No) ? Possible : all.Max();

    /// <summary>The sum under a counting rule, of incidents without one: what only may count adds to the most alone.</summary>
    private TallyCount Tallied(CountingRule? rule, IEnumerable<(Incident Incident, bool IsSure)> some)
    {
        var counted = some.Select(one => (one.Incident, Is: Words.Least(one.IsSure ? Certain : Possible,
                rule?.Unit is CountingUnit.Detonation or CountingUnit.Burst ? Agreed(one.Incident, IsFire) : Certain,
                rule?.Of is { } of ? Agreed(one.Incident, seen => Words.IsOf(agreement.Classes, of, seen)) : Certain)))
            .Where(one => one.Is != No).OrderBy(one => one.Incident.Occurred.Start).ThenBy(one => one.Incident.Id)
            .Select(one => (one.Incident, IsSure: one.Is == Certain)).ToArray();
        // Without what only may count an episode may fall apart.
        return rule is not { Unit: CountingUnit.Episode } ? Sum(counted.Select(one => Of(one.Incident, one.IsSure)))
            : Sum(Episodes(rule, counted).Select(all => all.Where(one => one.IsSure).ToArray() is var sure && sure.Length == all.Length ? new TallyCount(1, 1)
                : new(Math.Min(1, sure.Length), Episodes(rule, sure).Count + all.Length - sure.Length)));

        TallyCount Of(Incident one, bool isSure) => rule?.Unit switch
        {
            CountingUnit.Detonation => Counted(isSure, Math.Max(1, one.Count?.Least ?? 1), one.Count?.Most is { } most ? Math.Max(1, most) : null),
            CountingUnit.Burst => Counted(isSure, one.Sightings.CountBy(by => (by.Source, by.Seen.Observer)).Max(by => by.Value), one.Sightings.Length),
            CountingUnit.Observation => Counted(isSure, one.Sightings.Length, one.Sightings.Length),
            _ => Counted(isSure, 1, 1),
        };
        static Certainty IsFire(Observation seen) =>
            seen.Act is Act.Fire or Act.Attack or Act.HostileAct || (seen.Act is null && seen.Phase is not null) ? Certain : seen.Act is null ? Possible : No;
    }

    /// <summary>Runs of incidents, each no longer after another, and no further from it, than the rule allows.</summary>
    private static List<(Incident Incident, bool IsSure)[]> Episodes(CountingRule rule, (Incident Incident, bool IsSure)[] incidents)
    {
        var episodes = new List<(Incident Incident, bool IsSure)[]>();
        foreach (var next in incidents)
        {
            var near = episodes.Where(all => all.Any(one => AreNear(one.Incident, next.Incident))).ToArray();
            episodes = [.. episodes.Except(near), [.. near.SelectMany(all => all), next]];
        }
        return episodes;

        bool AreNear(Incident one, Incident next) => !one.Reasons.Concat(next.Reasons).Any(reason => reason is Incidents.Grouping.TooCoarse)
            && one.Occurred.End + (rule.Gap ?? Duration.Zero) >= next.Occurred.Start
            && (rule.Within is not { } within || (Place(one) is { } a && Place(next) is { } b && Places.Gap(a, b) <= within.Value));
        static Region? Place(Incident one) =>
            one.Sightings.Select(seen => seen.Region).Where(region => Places.Extent(region) is not null).MinBy(region => Places.Extent(region)!.Value.Radius);
    }

    private static TallyCount Counted(bool isSure, long least, long? most) => new(isSure ? least : 0, most);

    private static TallyCount Things(Incident incident, bool isSure) => Counted(isSure, incident.Count?.Least ?? 1, incident.Count?.Most);

    private static TallyCount Sum(IEnumerable<TallyCount> all) => all.Aggregate(new TallyCount(0, 0), (a, b) => new(a.Least + b.Least, a.Most + b.Most));

    /// <summary>The periods of a rate, end to end from the beginning of the clause; ends are excluded.</summary>
    private IEnumerable<Interval> Periods(Clause clause, Period per)
    {
        var start = clause.From is { } from ? Of(from).At : agreement.Source.Signed is { } signed ? StartOf(signed) : null;
        var end = clause.Until is { } until ? Of(until).At : null;
        for (; start is { } at && at <= Instant.Min(asOf, lastIncident) && !(at >= end) && Later(at, per) > at; start = Later(at, per))
            yield return new(at, Later(at, per));
    }

    private IEnumerable<Found> Rates(Clause clause, Rate rate, Found[] held) =>
        from period in Periods(clause, rate.Per)
        from subject in clause.Anyone ? [.. held.Select(one => one.Key.Subject).Distinct().Order(StringComparer.Ordinal)] : Subjects(clause)
        let bound = Bound(clause, Behind(clause, subject), new(period.Start, period.End - Duration.Epsilon))
        where bound.Certainty == Certain
        let counted = (from one in held
                       let time = one.Time!.Value
                       where one.Speaks && (one.Key.Subject == subject || one.Key.Subject == Group(clause))
                       where time.Start < period.End && time.End >= period.Start
                       orderby time.Start, one.Id
                       let isSure = one.Key.Subject == subject && period.Start <= time.Start && time.End < period.End
                       select (Incident: IncidentOf(one), Standing: isSure ? one.Standing : null)).ToArray()
        let all = Sum(counted.Select(one => Things(one.Incident, one.Standing is not null)))
        let exceeded = Gravest(at => Sum(counted.Select(one => Things(one.Incident, one.Standing >= at))).Least > rate.Max)
        let outcome = exceeded is not null ? Breached : all.Most is null || all.Most > rate.Max ? CannotRule : period.End <= asOf ? KeptButUnseen : Pending
        let count = Invariant($"{all.Least}{(all.Most == all.Least ? "" : all.Most is null ? " or more" : " to ")}{(all.Most == all.Least ? null : all.Most)}")
        let step = new Step("rate", count, Entries(counted.Select(one => one.Incident)),
            counted.Select(one => new Step("counted", one.Standing?.Word() ?? "possible", Entries([one.Incident]))))
        select Make(Key(clause, subject, new Occasion.OfPeriod(period.Start)), period,
            new(outcome, exceeded, [step, bound]) { Attribution = exceeded is null ? null : Attributed }, null, clause.Assumptions);
}
