using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;

namespace Truceline.Assessments;

/// <summary>Whether enough of a clause's ground could have been seen, by its own means, for anybody to say that it was kept.</summary>
internal sealed class CoverageTest(Hearing hearing)
{
    /// <summary>The zones in which a breach would have to be noticed.</summary>
    public ImmutableArray<NamedZone> Grounds(Clause clause) =>
        [.. new[] { clause.In, clause.FromIn }.OfType<string>().Distinct().Select(id => hearing.Agreement.Zones[id])];

    /// <summary>Whether enough could be seen over the clause's own ground.</summary>
    public (bool IsEnough, Step Step) Of(Clause clause, ImmutableArray<Day> days) => Of(clause, clause.OutOf is null && clause.Over is null ? Grounds(clause) : [], days);

    /// <summary>
    /// Whether enough could be seen of each of some zones over some days: the share of zone-hours reaches the clause's floor. Of
    /// several zones the one of which least was seen decides.
    /// </summary>
    /// <param name="clause">The clause, whose means, verifier and floor count.</param>
    /// <param name="zones">The zones.</param>
    /// <param name="days">The days.</param>
    public (bool IsEnough, Step Step) Of(Clause clause, ImmutableArray<NamedZone> zones, ImmutableArray<Day> days)
    {
        if (!hearing.Coverage.IsRecorded(clause.VerifiedBy)) return (false, Say("not recorded", "what could have been seen is not recorded"));
        if (zones.IsEmpty) return (false, Say("no zone", "the clause names no zone with an end, so no share of one can be said"));
        (NamedZone Zone, Observed Observed)? least = null;
        foreach (var zone in zones)
        {
            if (Over(zone, clause, days) is not { } observed) return (false, Say("no zone", $"zone '{zone.Id}' has no end or no ground, so no share of it can be said"));
            if (least is null || observed.Share < least.Value.Observed.Share) least = (zone, observed);
        }
        var (where, seen) = least!.Value;
        var isEnough = clause.Floor is { } floor && seen.Seen > 0 && seen.Share >= floor; // blind is not quiet, whatever the floor
        var asked = clause.Floor is { } share ? FormattableString.Invariant($"the clause asks for {share * 100:0.###} %") : "the clause sets no share from which it can be said to be kept";
        return (isEnough, new Step
        {
            Predicate = "coverage", Value = isEnough ? "enough" : clause.Floor is null ? "no floor" : "below the floor",
            Says = $"{Words(seen, days)} of zone '{where.Id}' could have been seen{By(clause)}; {asked}",
            Entries = seen.Entries,
            Assumptions = where.Assumptions,
        });
    }

    private Observed? Over(NamedZone zone, Clause clause, ImmutableArray<Day> days)
    {
        var sum = Observed.Nothing;
        foreach (var day in days)
        {
            if (hearing.Coverage.Of(zone, clause.VerifiedBy, clause.See, day.Start, day.End) is not { } observed) return null;
            sum += observed;
        }
        return sum;
    }

    /// <summary>"70.8 % (17.0 of 24.0 zone-hours)".</summary>
    private static string Words(Observed seen, ImmutableArray<Day> days)
    {
        var hours = days.Sum(day => (day.End - day.Start).TotalHours);
        return FormattableString.Invariant($"{Math.Round(seen.Share * 100, 1):0.0} % ({Math.Round(seen.Share * hours, 1):0.0} of {Math.Round(hours, 1):0.0} zone-hours)");
    }

    private static string By(Clause clause) => clause.See.IsEmpty ? "" : $" by the means of the clause ({string.Join(", ", clause.See.Select(means => means.Written()))})";

    private static Step Say(string value, string says) => new() { Predicate = "coverage", Value = value, Says = says };
}
