using System.Collections.Immutable;
using System.Diagnostics;
using Truceline.Assessments.Screening;
using Truceline.Geography;

namespace Truceline.Benchmarks;

/// <summary>The job of screening in Truceline: what it takes, from loaded columns.</summary>
internal sealed class ScreeningOurs(Workload workload)
{
    private readonly ImmutableArray<Zone> zones = [.. workload.Zones];
    private readonly ImmutableArray<ScreenedClause> rows = [.. workload.Clauses.Select(clause => new ScreenedClause(clause.Zone, clause.From, clause.Until, clause.ClassMask, clause.ActorMask, 1))];

    /// <summary>The columns of the events, as a reader fills them.</summary>
    public EventColumns Columns { get; } = new()
    {
        Longitudes = workload.Events.Longitude, Latitudes = workload.Events.Latitude, Starts = workload.Events.Time, Ends = workload.Events.Time,
        Classes = workload.Events.Class, Actors = workload.Events.Actor, Acts = new byte[workload.Events.Count],
    };

    /// <summary>Columns of single places at which every clause may hold: for tests of places alone.</summary>
    public static EventColumns Places(IReadOnlyList<Position> places) => new()
    {
        Longitudes = places.Select(at => at.Longitude).ToArray(), Latitudes = places.Select(at => at.Latitude).ToArray(), Starts = new long[places.Count], Ends = new long[places.Count],
        Classes = new byte[places.Count], Actors = new byte[places.Count], Acts = new byte[places.Count],
    };

    public ZoneIndex Index() => ZoneIndex.Of(zones);

    public ClauseTable Table(ZoneIndex index) => ClauseTable.Of(index, rows);

    /// <summary>The seconds of several runs, the least first; garbage of one is not counted in the next.</summary>
    public static double[] Seconds(int runs, Action once)
    {
        var times = new double[runs];
        for (var i = 0; i < runs; i++)
        {
            GC.Collect();
            var watch = Stopwatch.StartNew();
            once();
            times[i] = watch.Elapsed.TotalSeconds;
        }
        Array.Sort(times);
        return times;
    }

    /// <summary>How many hits, and their sum of event × clause, as the rivals count them.</summary>
    public static (long Count, long Sum) Sum(Hits hits)
    {
        var (count, sum) = (0L, 0L);
        for (var i = 0; i < hits.Events; i++)
            foreach (var hit in hits.Of(i))
            {
                count++;
                sum += (i + 1L) * hit.Clause;
            }
        return (count, sum);
    }

    /// <summary>What the zones themselves say of one event, clause by clause.</summary>
    public void Naive(int number, List<(int Clause, Certainty Certainty)> hits)
    {
        var events = workload.Events;
        var at = new Region.Disc(new(events.Latitude[number], events.Longitude[number]), Metres.Zero);
        var (bit, actor, time) = (1u << events.Class[number], 1u << events.Actor[number], events.Time[number]);
        // Each zone once an event; its clauses come after it.
        Span<int> known = stackalloc int[zones.Length];
        known.Fill(-1);
        hits.Clear();
        for (var i = 0; i < workload.Clauses.Length; i++)
        {
            ref readonly var clause = ref workload.Clauses[i];
            if (known[clause.Zone] < 0) known[clause.Zone] = (int)zones[clause.Zone].Test(at);
            if (known[clause.Zone] > 0 && (clause.ClassMask & bit) != 0 && (clause.ActorMask & actor) != 0 && time >= clause.From && time < clause.Until)
                hits.Add((i, (Certainty)known[clause.Zone]));
        }
    }
}
