using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Recheck;

/// <summary>How often a clause was breached in a time, under a counting rule, and whether that is more than its alert allows.</summary>
internal sealed partial class Reckoning
{
    private IEnumerable<Finding> Thresholds(Clause clause, Finding[] held) =>
        from day in Window(clause).Days
        let time = new Interval(day.Start, day.End - Duration.Epsilon)
        where times.When(clause, time).Value == "certain"
        let subject = Hearsay.Group(clause)
        let bound = Bound(clause, hearsay.Behind(clause, subject), time)
        where bound.Value != "no"
        select Threshold(clause, subject, day, time, bound, [.. held.Where(Speaks)]);

    private Finding Threshold(Clause clause, string subject, KeptDay day, Interval time, Step bound, Finding[] held)
    {
        var alert = clause.Alert!;
        var gravest = Spans(alert.Per, day.Date).Select(span => Count(alert, span, held)).MaxBy(one => one.Standing is { } standing ? 2 + (int)standing : one.IsPossible ? 1 : 0);
        var (outcome, step) = (Outcome.CannotRule, Steps.Of("open", "cannot rule"));
        if (gravest.Standing is { } known) (outcome, step) = (Outcome.Breached, Steps.Of("standing", known.Word()));
        else if (!gravest.IsPossible)
        {
            var (isEnough, seen) = Seen(clause, alert.In is { } zone ? [zone] : [clause.In, clause.FromIn], day);
            (outcome, step) = (isEnough ? Outcome.Kept : Outcome.KeptButUnseen, seen);
        }
        return Make(clause, subject, new Occasion.OfThreshold(day.Date), time, (outcome, gravest.Standing, null), null, [gravest.Step, step, bound], clause.Assumptions);
    }

    /// <summary>The period that ends with a day; shorter ones follow each other through it.</summary>
    private IEnumerable<Interval> Spans(Period per, LocalDate date)
    {
        var (dawn, dusk) = (times.StartOf(date), times.StartOf(date.PlusDays(1)));
        var length = Duration.FromHours(per.Hours) + Duration.FromMinutes(per.Minutes) + Duration.FromMinutes((per.Seconds + 59) / 60);
        var isDated = per is not { Years: 0, Months: 0, Weeks: 0, Days: 0 };
        if (isDated) return [new(times.StartOf(date.PlusDays(1).PlusYears(-per.Years).PlusMonths(-per.Months).PlusWeeks(-per.Weeks).PlusDays(-per.Days)) - length, dusk)];
        if (length == Duration.Zero) length = Duration.FromMinutes(1);
        return length >= dusk - dawn ? [new(dusk - length, dusk)]
            : Enumerable.Range(0, (int)Math.Ceiling((dusk - dawn) / length)).Select(k => new Interval(dawn + k * length, Instant.Min(dawn + (k + 1) * length, dusk)));
    }

    private (Standing? Standing, bool IsPossible, Step Step) Count(Alert alert, Interval span, Finding[] held)
    {
        var counted = held.GroupBy(one => one.Key.Occasion).Select(group => (Incident: IncidentOf(group.First()), Standing: group.Max(one => one.Standing)))
            .Select(one => (one.Incident, one.Standing, Is: Words.Least(Within(one.Incident, span), alert.In is { } zone ? Lies(agreement.Zones[zone], one.Incident) : Certainty.Certain)))
            .Where(one => one.Is != Certainty.No).ToArray();
        var rule = alert.By is { } by ? agreement.Counting[by] : new("", CountingUnit.Incident, null, null, null, false);
        TallyCount At(Standing least) => Tallied(rule, [.. counted.Select(one => (one.Incident, one.Is == Certainty.Certain && one.Standing >= least))]);
        var all = At(Standing.Alleged);
        return (new Standing?[] { Standing.Verified, Standing.Corroborated, Standing.Alleged }.FirstOrDefault(at => At(at!.Value).Least > alert.Over), all.Most is not { } most || most > alert.Over,
            Steps.Of("count", all.ToString()) with { Entries = Hearsay.Entries(counted.SelectMany(one => one.Incident.Sightings)), Assumptions = alert.In is { } where ? agreement.Zones[where].Assumptions : [] });
    }

    /// <summary>An incident counts when it began; one of which the day is not known, perhaps at any time in which it may have been.</summary>
    private static Certainty Within(Incident incident, Interval span)
    {
        var (start, end) = (incident.Occurred.Start, incident.Occurred.End);
        return incident.Occurred.Duration <= Duration.FromHours(24) || (start >= span.Start && end < span.End) ? start >= span.Start && start < span.End ? Certainty.Certain : Certainty.No
            : start < span.End && end >= span.Start ? Certainty.Possible : Certainty.No;
    }

    private Certainty Lies(NamedZone zone, Incident incident) => Agreed(incident, one =>
        places.Test(zone.Versions.LastOrDefault(version => version.From <= times.DateOf(one.Occurred.Start))?.Zone ?? zone.Zone, one.Where.Region).Certainty);

    private static Certainty Agreed(Incident incident, Func<Observation, Certainty> answer)
    {
        var all = incident.Sightings.Select(one => answer(one.Observation)).Distinct().ToArray();
        return all.Length > 1 && all.Contains(Certainty.No) ? Certainty.Possible : all.Max();
    }

    /// <summary>The sum under a counting rule: what only may count adds to the most alone.</summary>
    private TallyCount Tallied(CountingRule rule, (Incident Incident, bool IsSure)[] incidents)
    {
        Certainty IsFire(Observation seen) => seen.Act is Act.Fire or Act.Attack or Act.HostileAct || (seen.Act is null && seen.Phase is not null) ? Certainty.Certain : seen.Act is null ? Certainty.Possible : Certainty.No;
        var counted = incidents.Select(one => (one.Incident, Is: Words.Least(one.IsSure ? Certainty.Certain : Certainty.Possible,
                rule.Unit is CountingUnit.Detonation or CountingUnit.Burst ? Agreed(one.Incident, IsFire) : Certainty.Certain,
                rule.Of is { } of ? Agreed(one.Incident, seen => Words.IsOf(agreement.Classes, of, seen)) : Certainty.Certain)))
            .Where(one => one.Is != Certainty.No).Select(one => (one.Incident, IsSure: one.Is == Certainty.Certain)).OrderBy(one => one.Incident.Occurred.Start).ThenBy(one => one.Incident.Id).ToArray();
        if (rule.Unit == CountingUnit.Episode)
            return Sum(Chains(rule, counted).Select(chain => chain.Where(one => one.IsSure).ToArray() is var sure && sure.Length == chain.Length ? new TallyCount(1, 1)
                : new(sure.Length > 0 ? 1 : 0, Chains(rule, sure).Count + chain.Length - sure.Length)));
        return Sum(counted.Select(one => (one, seen: one.Incident.Sightings) switch
        {
            var (_, seen) when rule.Unit == CountingUnit.Observation => Of(one.IsSure, seen.Length, seen.Length),
            _ when rule.Unit == CountingUnit.Detonation => Of(one.IsSure, Math.Max(1, one.Incident.Count?.Least ?? 1), one.Incident.Count?.Most is { } most ? Math.Max(1, most) : null),
            var (_, seen) when rule.Unit == CountingUnit.Burst => Of(one.IsSure, seen.GroupBy(by => (by.Report.Report.Source, by.Observation.Observer)).Max(group => group.Count()), seen.Length),
            _ => Of(one.IsSure, 1, 1),
        }));

        static TallyCount Of(bool isSure, long least, long? most) => new(isSure ? least : 0, most);
        static TallyCount Sum(IEnumerable<TallyCount> all) => all.Aggregate(new TallyCount(0, 0), (a, b) => new(a.Least + b.Least, a.Most + b.Most));
    }

    /// <summary>Runs of incidents, each no longer after another, and no further from it, than the rule allows.</summary>
    private static List<(Incident Incident, bool IsSure)[]> Chains(CountingRule rule, (Incident Incident, bool IsSure)[] incidents)
    {
        var chains = new List<(Incident Incident, bool IsSure)[]>();
        bool IsCoarse(Incident one) => one.Reasons.Any(reason => reason is Incidents.Grouping.TooCoarse);
        Region? Place(Incident one) => one.Sightings.Select(sighting => sighting.Observation.Where.Region).Where(region => Places.Extent(region) is not null).OrderBy(region => Places.Extent(region)!.Value.Radius).FirstOrDefault();
        foreach (var next in incidents)
        {
            var near = chains.Where(chain => !IsCoarse(next.Incident) && chain.Any(one => !IsCoarse(one.Incident) && one.Incident.Occurred.End + (rule.Gap ?? Duration.Zero) >= next.Incident.Occurred.Start
                && (rule.Within is not { } within || (Place(one.Incident) is { } a && Place(next.Incident) is { } b && Places.Gap(a, b) <= within.Value)))).ToArray();
            chains.RemoveAll(near.Contains);
            chains.Add([.. near.SelectMany(chain => chain), next]);
        }
        return chains;
    }
}
