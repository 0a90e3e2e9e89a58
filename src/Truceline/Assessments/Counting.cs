using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>An incident to be counted, and whether it surely counts.</summary>
internal readonly record struct Countable(Incident Incident, bool IsCertain);

/// <summary>What a counting rule counts together, and for how many.</summary>
/// <param name="Count">For how many.</param>
/// <param name="Incidents">The incidents, in the order of their beginning.</param>
internal sealed record Counted(TallyCount Count, ImmutableArray<Incident> Incidents);

/// <summary>
/// Counts incidents under a rule. Each count has bounds: what is only possible adds to the most alone, and what several observers
/// counted of one happening never adds up.
/// </summary>
internal sealed class Counting(Agreement agreement, CountingRule rule)
{
    /// <summary>What a rule is under which an agreement's alert counts where it names none, and what is counted where it declares none.</summary>
    public static CountingRule Incidents { get; } = Plain(CountingUnit.Incident);

    /// <summary>A rule that an agreement need not declare: its name is its unit's.</summary>
    public static CountingRule Plain(CountingUnit unit) => new(unit.Written(), unit, null, null, null, false);

    /// <summary>The parts of which the rule's count is the sum, in the order of their beginning.</summary>
    public ImmutableArray<Counted> Of(IEnumerable<Countable> incidents)
    {
        Countable[] counted = [.. incidents
            .Select(one => (one.Incident, Is: (one.IsCertain ? Certainty.Certain : Certainty.Possible).And(IsCounted(one.Incident))))
            .Where(one => one.Is != Certainty.No)
            .Select(one => new Countable(one.Incident, one.Is == Certainty.Certain))
            .OrderBy(one => one.Incident.Occurred.Start).ThenBy(one => one.Incident.Id)];
        return rule.Unit == CountingUnit.Episode
            ? [.. Episodes(counted).Select(chain => new Counted(Bounds(chain), [.. chain.Select(one => one.Incident)]))]
            : [.. counted.Select(one => new Counted(one.IsCertain ? Of(one.Incident) : Of(one.Incident) with { Least = 0 }, [one.Incident]))];
    }

    /// <summary>The sum of some counts.</summary>
    public static TallyCount Sum(IEnumerable<Counted> parts) => parts.Aggregate(new TallyCount(0, 0), (sum, part) => sum + part.Count);

    private Certainty IsCounted(Incident incident)
    {
        var fire = rule.Unit is CountingUnit.Detonation or CountingUnit.Burst ? Together(incident, IsFire) : Certainty.Certain;
        return rule.Of is not { } target ? fire : fire.And(Together(incident, seen => agreement.Classes.Test(seen.What, seen.Calibre, seen.Model, target)));
    }

    /// <summary>One answer for all observations of an incident: what some are certain of and none excludes is certain.</summary>
    private static Certainty Together(Incident incident, Func<Observation, Certainty> answer)
    {
        var all = incident.Sightings.Select(sighting => answer(sighting.Observation)).ToHashSet();
        return all.Contains(Certainty.No) ? all.Count == 1 ? Certainty.No : Certainty.Possible : all.Max();
    }

    private static Certainty IsFire(Observation seen) => seen.Act switch
    {
        Act.Fire or Act.Attack or Act.HostileAct => Certainty.Certain,
        null => seen.Phase is null ? Certainty.Possible : Certainty.Certain,
        _ => Certainty.No,
    };

    private TallyCount Of(Incident incident) => rule.Unit switch
    {
        CountingUnit.Observation => new(incident.Sightings.Length, incident.Sightings.Length),
        CountingUnit.Detonation => incident.Count is { } count ? new(Math.Max(count.Least, 1), count.Most is { } most ? Math.Max(most, 1) : null) : new(1, null),
        // Who saw three bursts wrote three of them down; two observers may each have written down the same.
        CountingUnit.Burst => new(incident.Sightings.GroupBy(sighting => (sighting.Report.Report.Source, sighting.Observation.Observer)).Max(one => one.Count()), incident.Sightings.Length),
        _ => new(1, 1),
    };

    /// <summary>At least one if any surely counts; at most each run of those that do, and each of the others.</summary>
    private TallyCount Bounds(ImmutableArray<Countable> chain)
    {
        Countable[] certain = [.. chain.Where(one => one.IsCertain)];
        return new(certain.Length > 0 ? 1 : 0, certain.Length == chain.Length ? 1 : Episodes(certain).Count() + chain.Length - certain.Length);
    }

    /// <summary>
    /// Runs of incidents, each no longer after another, and no further from it, than the rule allows. An incident that is known too
    /// coarsely to be fused is an episode of its own.
    /// </summary>
    private IEnumerable<ImmutableArray<Countable>> Episodes(Countable[] incidents)
    {
        var joined = new Joined(incidents.Length);
        var gap = rule.Gap ?? Duration.Zero;
        var open = new List<int>();
        for (var i = 0; i < incidents.Length; i++)
        {
            var now = incidents[i].Incident;
            if (IsCoarse(now)) continue;
            open.RemoveAll(before => incidents[before].Incident.Occurred.End + gap < now.Occurred.Start);
            foreach (var before in open)
                if (joined.Of(before) != joined.Of(i) && IsNear(incidents[before].Incident, now)) joined.Join(before, i);
            open.Add(i);
        }
        return Enumerable.Range(0, incidents.Length).GroupBy(joined.Of).Select(group => group.Select(i => incidents[i]).ToImmutableArray());
    }

    private static bool IsCoarse(Incident incident) => incident.Reasons.Any(reason => reason is Grouping.TooCoarse);

    private bool IsNear(Incident a, Incident b) => rule.Within is not { } within
        || (Place(a) is { } one && Place(b) is { } other && one.GapTo(other) <= within);

    private static Extent? Place(Incident incident) => incident.Sightings
        .Select(sighting => Extent.Of(sighting.Observation.Where.Region)).OfType<Extent>()
        .OrderBy(extent => extent.Radius).FirstOrDefault();
}

/// <summary>Numbers that are joined into sets, each named by its least.</summary>
internal sealed class Joined(int count)
{
    private readonly int[] above = [.. Enumerable.Range(0, count)];

    /// <summary>The least number of the set of a number.</summary>
    public int Of(int number)
    {
        while (above[number] != number) number = above[number] = above[above[number]];
        return number;
    }

    /// <summary>Makes one set of the sets of two numbers.</summary>
    public void Join(int a, int b)
    {
        var (one, other) = (Of(a), Of(b));
        above[Math.Max(one, other)] = Math.Min(one, other);
    }
}
