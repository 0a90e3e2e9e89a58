using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// Whether what came in only replaces what left, as the record has it: through which zone it came, how much came in the period, and
/// whether as much had left in it. What left counts only in a monitor's own word, for a departure that nobody saw excuses nothing.
/// </summary>
internal sealed class Rotations(Hearing hearing, Calendar calendar)
{
    private readonly Agreement agreement = hearing.Agreement;

    /// <summary>One demand of a rotation: how certain it is that it is met, what it is in short, what is on record of it.</summary>
    private sealed record Demand(Certainty Certainty, string What, string Says, ImmutableArray<long> Entries);

    /// <summary>The least of the demands of a rotation, for what came in with an incident.</summary>
    /// <param name="clause">The clause whose exception it is; its act and classes are what comes in.</param>
    /// <param name="rotation">The condition.</param>
    /// <param name="actors">The actors behind the subject; empty for anyone.</param>
    /// <param name="incident">What came in.</param>
    public (Certainty Certainty, string What, string Says, ImmutableArray<long> Entries) Of(Clause clause, Condition.Rotation rotation, ImmutableArray<string> actors, Incident incident)
    {
        var demands = Demands(clause, rotation, actors, incident).ToImmutableArray();
        var least = demands.Min(one => one.Certainty);
        return (least, string.Join(", ", demands.Where(one => one.Certainty == least).Select(one => one.What)), string.Join("; ", demands.Select(one => one.Says)),
            [.. demands.SelectMany(one => one.Entries).Distinct().Order()]);
    }

    private IEnumerable<Demand> Demands(Clause clause, Condition.Rotation rotation, ImmutableArray<string> actors, Incident incident)
    {
        if (rotation.Through is { } zone)
        {
            var through = hearing.Standings.Combine(clause, incident.Sightings.Select(one => (one, agreement.Zones[zone].Zone.Test(one.Observation.Where.Region))));
            yield return new(through, $"passage through '{zone}'", $"it came {through.Choose("not", "perhaps", "certainly")} through '{zone}'", incident.Sightings.Entries());
        }
        if (rotation is { Max: null, OneForOne: false }) yield break;
        if (Period(clause, rotation, incident.Occurred) is not { } period)
        {
            yield return new(Certainty.Possible, "the period in which it came", "in which period it came is not certain", []);
            yield break;
        }
        var came = Sum(clause, actors, period, incident.Occurred.End, act => clause.Do.Includes(act), isSure: _ => true);
        if (rotation.Max is { } max)
            yield return new(came.Most <= max ? Certainty.Certain : came.Least > max ? Certainty.No : Certainty.Possible,
                FormattableString.Invariant($"at most {max} in the period"), FormattableString.Invariant($"{came.Words} came in this period, of {max}"), came.Entries);
        if (!rotation.OneForOne) yield break;
        var left = Sum(clause, actors, period, incident.Occurred.End, act => act == Act.Withdraw, sighting => hearing.Standings.IsDirect(clause, sighting));
        yield return new(came.Most <= left.Least ? Certainty.Certain : came.Least > (left.Most ?? long.MaxValue) ? Certainty.No : Certainty.Possible,
            "as many that had left", $"{came.Words} came and {left.Words} had left in this period", [.. came.Entries.Concat(left.Entries).Distinct().Order()]);
    }

    /// <summary>The period in which a time surely lies; all time where the rotation sets none.</summary>
    private Interval? Period(Clause clause, Condition.Rotation rotation, Interval time)
    {
        if (rotation.Per is not { } per) return new Interval(Instant.MinValue, Instant.MaxValue);
        var periods = new Rates(hearing, calendar).Periods(clause with { Rate = new Rate(rotation.Max ?? 0, per) });
        // They lie end to end: the last that has begun when it begins.
        var begun = Sorted.First(periods.AsSpan(), period => period.Start <= time.Start);
        return begun > 0 && time.End < periods[begun - 1].End ? periods[begun - 1] : null;
    }

    /// <summary>How many came or left: at least and at most, and the entries that say so.</summary>
    private sealed record Number(long Least, long? Most, ImmutableArray<long> Entries)
    {
        public string Words => Most == Least ? FormattableString.Invariant($"{Least}") : Most is { } most ? FormattableString.Invariant($"{Least} to {most}") : FormattableString.Invariant($"{Least} or more");
    }

    private Number Sum(Clause clause, ImmutableArray<string> actors, Interval period, Instant until, Func<Act, bool> isOf, Func<Sighting, bool> isSure)
    {
        var (least, most, entries) = (0L, (long?)0L, ImmutableArray.CreateBuilder<long>());
        foreach (var incident in hearing.World.IncidentsIn(period.Start, Instant.Min(until, period.End)))
        {
            if (incident.Occurred.Start > until || incident.Occurred.End < period.Start || incident.Occurred.Start >= period.End) continue;
            var certainty = hearing.Standings.Combine(clause, incident.Sightings.Select(one => (one, One(clause, one.Observation, isOf).And(hearing.Naming.Who(actors, one)))));
            if (certainty == Certainty.No) continue;
            var isCounted = certainty == Certainty.Certain && incident.Occurred.End <= until && period.Start <= incident.Occurred.Start && incident.Sightings.Any(isSure);
            least += isCounted ? incident.Count?.Least ?? 1 : 0;
            most = incident.Count is { Most: { } top } ? most + top : null;
            entries.AddRange(incident.Sightings.Entries());
        }
        return new(least, most, [.. entries.Distinct().Order()]);
    }

    private Certainty One(Clause clause, Observation observation, Func<Act, bool> isOf)
    {
        if (observation.Act is not { } act || !isOf(act)) return Certainty.No;
        return clause.What.IsEmpty ? Certainty.Certain : clause.What.Max(target => agreement.Classes.Test(observation.What, observation.Calibre, observation.Model, target));
    }
}
