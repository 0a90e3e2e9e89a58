using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Recheck;

/// <summary>What is held over a time and not against one incident: days, thresholds, rates, and what only replaces what leaves.</summary>
internal sealed partial class Reckoning
{
    private readonly Instant lastIncident = incidents.Select(incident => incident.Occurred.End).DefaultIfEmpty(asOf).Max();
    private Watched watched = null!;

    private static bool Speaks(Finding one) => one is { Outcome: Outcome.Breached or Outcome.CannotRule, Standing: not Standing.Refuted };

    private IEnumerable<LocalDate> Dates(Finding one)
    {
        for (var date = times.DateOf(one.Time!.Value.Start); date <= times.DateOf(one.Time.Value.End); date = date.PlusDays(1)) yield return date;
    }

    /// <summary>The window of a prohibition and its closed days in it.</summary>
    private Kept Window(Clause clause)
    {
        watched ??= new(agreement, places, reports);
        var known = Instant.Min(asOf, Instant.Max(lastIncident, watched.LastEnd ?? lastIncident));
        var begins = clause.From is { } from ? times.Of(from).At : clause.Accepted.Where(one => one.Since is not null).Select(one => times.Of(one.Since!).At).Min();
        var ends = clause.Until is { } until ? times.Of(until) : Time.NotYet;
        if (begins is not { } start || start >= known || ends.Word == "unknown" || ends.At <= start) return Kept.Unknown;
        var (end, days) = (ends.At ?? Instant.MaxValue, ImmutableArray.CreateBuilder<KeptDay>());
        for (var date = times.DateOf(start); ; date = date.PlusDays(1))
        {
            var (dawn, dusk) = (times.StartOf(date), times.StartOf(date.PlusDays(1)));
            if (Instant.Max(dawn, start) >= end || (dusk - Duration.Epsilon > known && end > known)) return new(start, end, days.ToImmutable());
            if (Instant.Max(dawn, start) < Instant.Min(dusk, end)) days.Add(new(date, Instant.Max(dawn, start), Instant.Min(dusk, end), null, []));
        }
    }

    /// <summary>The closed days against which no finding speaks.</summary>
    private IEnumerable<Finding> Days(Clause clause, IReadOnlyCollection<Finding> held) =>
        from subject in Subjects(clause)
        let spoken = held.Where(one => Speaks(one) && (clause.Anyone || one.Key.Subject == subject || one.Key.Subject == Hearsay.Group(clause))).SelectMany(Dates).ToHashSet()
        from day in Window(clause).Days
        where !spoken.Contains(day.Date)
        let time = new Interval(day.Start, day.End - Duration.Epsilon)
        let bound = Bound(clause, hearsay.Behind(clause, subject), time)
        where bound.Value == "certain" && times.When(clause, time).Value == "certain"
        let seen = Seen(clause, clause.OutOf is null && clause.Over is null ? [clause.In, clause.FromIn] : [], day)
        select Make(clause, subject, new Occasion.OfDay(day.Date), time, (seen.IsEnough ? Outcome.Kept : Outcome.KeptButUnseen, null, null), null, [Steps.Of("against", "no"), seen.Step, bound], clause.Assumptions);

    /// <summary>Whether enough could be seen on a day of each of some zones; the least seen decides. So near to the floor that places decide, either is accepted.</summary>
    private (bool IsEnough, Step Step) Seen(Clause clause, IEnumerable<string?> named, KeptDay day)
    {
        if (!watched.IsRecorded(clause.VerifiedBy)) return (false, Steps.Of("coverage", "not recorded"));
        var zones = named.OfType<string>().Distinct().Select(id => (Zone: agreement.Zones[id], Seen: watched.Share(agreement.Zones[id], clause, day))).ToArray();
        if (zones.Length == 0 || zones.Any(one => one.Seen is null)) return (false, Steps.Of("coverage", "no zone"));
        var (zone, seen) = zones.MinBy(one => one.Seen!.Value.Share);
        var isEnough = clause.Floor is { } floor && seen!.Value.Share > 0 && seen.Value.Share >= floor - 1e-9;
        if (clause.Floor is { } near && near < 1 && Math.Abs(seen!.Value.Share - near) is > 1e-6 and < 0.015)
        {
            Open.Add(zone.Id);
            isEnough ^= lenient;
        }
        return (isEnough, Steps.Of("coverage", isEnough ? "enough" : clause.Floor is null ? "no floor" : "below the floor") with { Entries = seen!.Value.Entries, Assumptions = zone.Assumptions });
    }

    /// <summary>Kept where it is found for every addressee, not where a breach stands or too little was seen, else open.</summary>
    private Kept KeptOf(Clause clause, IReadOnlyCollection<Finding> findings)
    {
        var breached = findings.Where(one => one is { Outcome: Outcome.Breached, Standing: not Standing.Refuted, Key.Occasion: Occasion.OfIncident }).SelectMany(Dates).ToHashSet();
        var window = Window(clause);
        return window with
        {
            Days = [.. window.Days.Select(day =>
            {
                var about = findings.Where(one => one.Key.Occasion is Occasion.OfDay of && of.Date == day.Date).ToArray();
                var kept = about.Where(one => one.Outcome == Outcome.Kept).ToArray();
                bool? isKept = kept.Length == Subjects(clause).Length ? true : breached.Contains(day.Date) || about.Length > kept.Length ? false : null;
                return day with { IsKept = isKept, Entries = isKept == true ? [.. kept.SelectMany(one => one.Entries).Distinct().Order()] : [] };
            })],
        };
    }

    private Incident IncidentOf(Finding one) => incidents.First(incident => incident.Id == ((Occasion.OfIncident)one.Key.Occasion).Incident);

    /// <summary>The periods of a rate, end to end from the beginning of the clause; ends are excluded.</summary>
    private IEnumerable<Interval> Periods(Clause clause, Period per)
    {
        var begins = clause.From is { } from ? times.Of(from).At : agreement.Source.Signed is { } signed ? times.StartOf(signed) : null;
        var ends = clause.Until is { } until ? times.Of(until).At : null;
        for (var start = begins; start is { } at && at <= Instant.Min(asOf, lastIncident) && !(at >= ends);)
        {
            var end = times.Later(at, per);
            if (end <= at) yield break;
            yield return new(at, end);
            start = end;
        }
    }

    private IEnumerable<Finding> Rates(Clause clause, IReadOnlyCollection<Finding> held) =>
        from period in Periods(clause, clause.Rate!.Per)
        from subject in clause.Anyone ? [.. held.Select(one => one.Key.Subject).Distinct().Order(StringComparer.Ordinal)] : Subjects(clause)
        let bound = Bound(clause, hearsay.Behind(clause, subject), new(period.Start, period.End - Duration.Epsilon))
        where bound.Value == "certain"
        select Rate(clause, subject, period, bound, held);

    private Finding Rate(Clause clause, string subject, Interval period, Step bound, IReadOnlyCollection<Finding> held)
    {
        var counted = held.Where(one => Speaks(one) && (one.Key.Subject == subject || one.Key.Subject == Hearsay.Group(clause)) && one.Time!.Value.Start < period.End && one.Time.Value.End >= period.Start)
            .OrderBy(one => one.Time!.Value.Start).ThenBy(one => one.Id)
            .Select(one => (Incident: IncidentOf(one), Standing: one.Outcome == Outcome.Breached && one.Key.Subject == subject && period.Start <= one.Time!.Value.Start && one.Time.Value.End < period.End ? one.Standing : null)).ToArray();
        long Least(Standing at) => counted.Where(one => one.Standing >= at).Sum(one => (long)(one.Incident.Count?.Least ?? 1));
        long? most = counted.Any(one => one.Incident.Count?.Most is null) ? null : counted.Sum(one => (long)one.Incident.Count!.Value.Most!);
        var least = Least(Standing.Alleged);
        Standing? exceeded = new Standing?[] { Standing.Verified, Standing.Corroborated, Standing.Alleged }.FirstOrDefault(at => Least(at!.Value) > clause.Rate!.Max);
        var outcome = exceeded is not null ? Outcome.Breached : most is null || most > clause.Rate!.Max ? Outcome.CannotRule : period.End <= asOf ? Outcome.KeptButUnseen : Outcome.Pending;
        var rate = Steps.Of("rate", most == least ? FormattableString.Invariant($"{least}") : most is { } known ? FormattableString.Invariant($"{least} to {known}") : FormattableString.Invariant($"{least} or more"),
            counted.Select(one => Steps.Of("counted", one.Standing?.Word() ?? "possible") with { Entries = Hearsay.Entries(one.Incident.Sightings) })) with { Entries = Hearsay.Entries(counted.SelectMany(one => one.Incident.Sightings)) };
        return Make(clause, subject, new Occasion.OfPeriod(period.Start), period, (outcome, exceeded, outcome == Outcome.Breached ? AttributionStatus.Attributed : null), null, [rate, bound], clause.Assumptions);
    }

    /// <summary>Whether what came in only replaces what left.</summary>
    private (Certainty, ImmutableArray<long>) Replaced(Clause clause, Condition.Rotation rotation, ImmutableArray<string> actors, Incident incident)
    {
        var demands = new List<(Certainty, IEnumerable<long>)>();
        if (rotation.Through is { } zone)
            demands.Add((hearsay.Together(clause, incident.Sightings.Select(one => (one, places.Test(agreement.Zones[zone].Zone, one.Observation.Where.Region).Certainty))), Hearsay.Entries(incident.Sightings)));
        if (rotation is { Max: null, OneForOne: false }) return (Words.Least(demands.Select(one => one.Item1)), [.. demands.SelectMany(one => one.Item2).Distinct().Order()]);
        Interval? period = rotation.Per is not { } per ? new Interval(Instant.MinValue, Instant.MaxValue)
            : Periods(clause, per).Where(one => one.Start <= incident.Occurred.Start && incident.Occurred.End < one.End).Select(one => (Interval?)one).FirstOrDefault();
        if (period is not { } within) demands.Add((Certainty.Possible, []));
        else
        {
            var came = Sum(act => Words.Includes(clause.Do, act), _ => true);
            if (rotation.Max is { } max) demands.Add((came.Most <= max ? Certainty.Certain : came.Least > max ? Certainty.No : Certainty.Possible, came.Entries));
            if (rotation.OneForOne)
            {
                var left = Sum(act => act == Act.Withdraw, one => hearsay.IsDirect(clause, one));
                demands.Add((came.Most <= left.Least ? Certainty.Certain : came.Least > (left.Most ?? long.MaxValue) ? Certainty.No : Certainty.Possible, came.Entries.Concat(left.Entries)));
            }

            (long Least, long? Most, IEnumerable<long> Entries) Sum(Func<Act, bool> isOf, Func<Sighting, bool> isSure)
            {
                var all = incidents.Where(one => one.Occurred.Start <= incident.Occurred.End && one.Occurred.End >= within.Start && one.Occurred.Start < within.End)
                    .Select(one => (one, Is: hearsay.Together(clause, one.Sightings.Select(seen => (seen, Words.Least(OfClass(seen.Observation, isOf), hearsay.Who(actors, seen))))))).Where(one => one.Is != Certainty.No).ToArray();
                return (all.Where(one => one.Is == Certainty.Certain && one.one.Occurred.End <= incident.Occurred.End && within.Start <= one.one.Occurred.Start && one.one.Sightings.Any(isSure)).Sum(one => (long)(one.one.Count?.Least ?? 1)),
                    all.Any(one => one.one.Count?.Most is null) ? null : all.Sum(one => (long)one.one.Count!.Value.Most!), Hearsay.Entries(all.SelectMany(one => one.one.Sightings)));
            }
        }
        return (Words.Least(demands.Select(one => one.Item1)), [.. demands.SelectMany(one => one.Item2).Distinct().Order()]);

        Certainty OfClass(Observation seen, Func<Act, bool> isOf) => seen.Act is not { } act || !isOf(act) ? Certainty.No
            : clause.What.Select(target => Words.IsOf(agreement.Classes, target, seen)).DefaultIfEmpty(clause.What.IsEmpty ? Certainty.Certain : Certainty.No).Max();
    }
}
