using System.Collections.Immutable;
using NodaTime;
using Truceline.Incidents;

namespace Truceline.Assessments;

/// <summary>Incidents by the days that they touch, kept as the record goes on: what looks at others of a time looks at few.</summary>
internal sealed class IncidentDays
{
    /// <summary>What lasts longer is asked every time.</summary>
    private const int MostDays = 32;

    private readonly Dictionary<int, List<Incident>> days = [];
    private readonly HashSet<Incident> lasting = new(ReferenceEqualityComparer.Instance);

    /// <summary>The days of some incidents.</summary>
    public static IncidentDays Of(ImmutableArray<Incident> incidents)
    {
        var days = new IncidentDays();
        days.Change(new([], incidents));
        return days;
    }

    /// <summary>Takes in what changed.</summary>
    public void Change(FusionChange change)
    {
        foreach (var incident in change.Removed)
            if (!lasting.Remove(incident))
                for (var day = Day(incident.Occurred.Start); day <= Day(incident.Occurred.End); day++) days[day].Remove(incident);
        foreach (var incident in change.Added)
        {
            var (first, last) = (Day(incident.Occurred.Start), Day(incident.Occurred.End));
            if (last - first > MostDays) lasting.Add(incident);
            else
                for (var day = first; day <= last; day++)
                {
                    if (!days.TryGetValue(day, out var of)) days[day] = of = [];
                    of.Add(incident);
                }
        }
    }

    /// <summary>The incidents that touch a time, each once, in no order, and perhaps others of its days.</summary>
    public IEnumerable<Incident> In(Instant from, Instant to)
    {
        var (first, last) = (Day(from), Day(to));
        // Of a time without end there are more days than days of which anything is known.
        if ((long)last - first > days.Count) return days.Where(one => one.Key >= first && one.Key <= last).SelectMany(one => one.Value.Where(incident => one.Key == Math.Max(first, Day(incident.Occurred.Start)))).Concat(lasting);
        return Enumerable.Range(first, Math.Max(0, last - first + 1))
            .SelectMany(day => days.TryGetValue(day, out var of) ? of.Where(incident => day == Math.Max(first, Day(incident.Occurred.Start))) : []).Concat(lasting);
    }

    private static int Day(Instant instant) => (instant - NodaConstants.UnixEpoch).Days;
}
