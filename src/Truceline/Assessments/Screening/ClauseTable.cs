using System.Collections.Immutable;
using Truceline.Geography;

namespace Truceline.Assessments.Screening;

/// <summary>
/// Clauses compiled for screening: each question (act, class, author, time, place) answers with a mask, a bit a clause, of those that
/// it leaves possible and of those for which it is certain. What is asked of an event is the conjunction of the masks.
/// </summary>
public sealed class ClauseTable
{
    private ClauseTable(ZoneIndex index, int count, ClauseTimes times, ClauseKinds kinds, ClausePlaces places) =>
        (Index, Count, Times, Kinds, Places) = (index, count, times, kinds, places);

    /// <summary>The zones of the clauses.</summary>
    public ZoneIndex Index { get; }

    /// <summary>How many clauses.</summary>
    public int Count { get; }

    internal ClauseTimes Times { get; }

    internal ClauseKinds Kinds { get; }

    internal ClausePlaces Places { get; }

    /// <summary>The words of a mask: eight at a time are read.</summary>
    internal static int Words(int count) => Math.Max(1, (count + 511) / 512) * 8;

    /// <summary>The table of some rules over an index.</summary>
    /// <exception cref="ArgumentException">More than 16,384 rules, or a zone that is not in the index.</exception>
    public static ClauseTable Of(ZoneIndex index, ImmutableArray<ScreenedClause> rows)
    {
        if (rows.Length > Hit.MostClauses) throw new ArgumentException(FormattableString.Invariant($"a table has at most {Hit.MostClauses} clauses"), nameof(rows));
        if (rows.Any(row => row.Zone < -1 || row.Zone >= index.Zones.Length)) throw new ArgumentException("a clause names a zone that is not in the index", nameof(rows));
        var words = Words(rows.Length);
        var times = new ClauseTimes.Builder(words);
        var kinds = new ClauseKinds(words);
        for (var clause = 0; clause < rows.Length; clause++)
        {
            times.Add(clause, new TimeBound(TimeBoundKind.From, rows[clause].From), new TimeBound(TimeBoundKind.Until, rows[clause].Until));
            kinds.Add(clause, rows[clause]);
        }
        var places = ClausePlaces.Of(index, words, [.. rows.Select(row => row.Zone < 0 ? ImmutableArray<PlaceBound>.Empty : [new PlaceBound(row.Zone, false, true)])]);
        return new(index, rows.Length, times.Build(), kinds, places);
    }

    /// <summary>The table in which one zone is another.</summary>
    public ClauseTable With(int zone, Zone changed)
    {
        var index = Index.With(zone, changed);
        return new(index, Count, Times, Kinds, ClausePlaces.Of(index, Words(Count), Places.Bounds));
    }

    internal static ClauseTable Of(ZoneIndex index, ClauseTimes times, ClauseKinds kinds, ImmutableArray<ImmutableArray<PlaceBound>> places) =>
        new(index, places.Length, times, kinds, ClausePlaces.Of(index, Words(places.Length), places));

    /// <summary>
    /// Holds each event against each clause: the least of class, author, act, time and place. Events are taken in their order; the
    /// result is the same whatever the number of threads.
    /// </summary>
    /// <param name="events">The events.</param>
    /// <param name="threads">How many at a time work on it; at least 1.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or hold what is no place, no kind or no time.</exception>
    public Hits Screen(EventColumns events, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        events.CheckLengths();
        var ends = new int[events.Count];
        var runs = new Hit[(events.Count + Hits.Run - 1) / Hits.Run][];
        if (threads == 1)
        {
            var pass = new ScreenPass(this, events, ends);
            for (var run = 0; run < runs.Length; run++) runs[run] = pass.Run(run);
        }
        else Parallel.For(0, runs.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, () => new ScreenPass(this, events, ends), (run, _, pass) =>
        {
            runs[run] = pass.Run(run);
            return pass;
        }, _ => { });
        return new(ends, runs);
    }
}
