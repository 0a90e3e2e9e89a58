using System.Collections.Immutable;
using System.Numerics;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>What could have been seen of some ground in a time.</summary>
/// <param name="Seen">Of each place the nanoseconds in which it could be seen, added up.</param>
/// <param name="Whole">The same if every place could have been seen all the time.</param>
/// <param name="Entries">The journal entries of the coverage that counts, in order.</param>
internal readonly record struct Observed(Int128 Seen, Int128 Whole, ImmutableArray<long> Entries)
{
    public static Observed Nothing { get; } = new(0, 0, []);

    /// <summary>From 0 to 1; 0 where there is no ground.</summary>
    public double Share => Whole == 0 ? 0 : (double)Seen / (double)Whole;

    public static Observed operator +(Observed a, Observed b) => new(a.Seen + b.Seen, a.Whole + b.Whole, [.. a.Entries.Concat(b.Entries).Distinct().Order()]);
}

/// <summary>Somebody, or a sensor, that could see some places of a ground from when to when, without what was kept from it.</summary>
/// <param name="From">From when, included.</param>
/// <param name="To">To when, excluded.</param>
/// <param name="Places">One bit a place.</param>
/// <param name="Means">By what means.</param>
/// <param name="Entries">The journal entries that say so.</param>
internal sealed record Watch(Instant From, Instant To, ulong[] Places, Means Means, ImmutableArray<long> Entries)
{
    /// <summary>The same without some places, or without a part of its time.</summary>
    public IEnumerable<Watch> Without(Instant from, Instant to, ulong[]? places)
    {
        if (from >= To || to <= From) return [this];
        ulong[] left = places is null ? [] : [.. Places.Zip(places, (all, gone) => all & ~gone)];
        Watch[] parts = [this with { To = from }, this with { From = Instant.Max(From, from), To = Instant.Min(To, to), Places = left }, this with { From = to }];
        return parts.Where(part => part.From < part.To && part.Places.Any(bits => bits != 0));
    }
}

/// <summary>The places of a ground and who could see which of them when.</summary>
internal sealed class WatchedGround
{
    private readonly int places;
    private readonly ImmutableArray<Watch> watches;
    private readonly Duration longest;

    /// <param name="places">How many places there are.</param>
    /// <param name="watches">Who could see which of them when.</param>
    public WatchedGround(int places, IEnumerable<Watch> watches)
    {
        this.places = places;
        this.watches = [.. watches.OrderBy(watch => watch.From).ThenBy(watch => watch.To).ThenBy(watch => watch.Entries[0])];
        longest = this.watches.Select(watch => watch.To - watch.From).DefaultIfEmpty(Duration.Zero).Max();
    }

    /// <summary>How many places there are.</summary>
    public int Places => places;

    /// <summary>From when to when any of it could be seen, the earliest first.</summary>
    public IEnumerable<Interval> Times => watches.Select(watch => new Interval(watch.From, watch.To));

    /// <summary>By which means any of it could be seen in a time, in the order of the vocabulary.</summary>
    public ImmutableArray<Means> MeansIn(Instant from, Instant to) => [.. Meeting(from, to).Select(watch => watch.Means).Distinct().Order()];

    /// <summary>What could be seen of it from one instant, included, to another, excluded.</summary>
    /// <param name="from">From when.</param>
    /// <param name="to">To when.</param>
    /// <param name="by">The means that count; empty: all.</param>
    public Observed In(Instant from, Instant to, ImmutableArray<Means> by)
    {
        var whole = (Int128)places * Nanoseconds(to - from);
        Watch[] meeting = [.. Meeting(from, to).Where(watch => by.IsEmpty || by.Contains(watch.Means))];
        if (meeting.Length == 0) return new(0, whole, []);
        Int128 seen = 0;
        Instant[] cuts = [.. meeting.SelectMany(watch => new[] { Instant.Max(watch.From, from), Instant.Min(watch.To, to) }).Distinct().Order()];
        var (active, next, union) = (new List<Watch>(), 0, new ulong[Words(places)]);
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            active.RemoveAll(watch => watch.To <= cuts[i]);
            while (next < meeting.Length && meeting[next].From <= cuts[i])
            {
                if (meeting[next].To > cuts[i]) active.Add(meeting[next]);
                next++;
            }
            seen += (Int128)Count(active, union) * Nanoseconds(cuts[i + 1] - cuts[i]);
        }
        return new(seen, whole, [.. meeting.SelectMany(watch => watch.Entries).Distinct().Order()]);
    }

    /// <summary>How many words of 64 bits hold a bit for each place.</summary>
    public static int Words(int places) => (places + 63) / 64;

    private static int Count(List<Watch> active, ulong[] union)
    {
        Array.Clear(union);
        foreach (var watch in active)
            for (var i = 0; i < union.Length; i++) union[i] |= watch.Places[i];
        var count = 0;
        foreach (var bits in union) count += BitOperations.PopCount(bits);
        return count;
    }

    private static Int128 Nanoseconds(Duration time) => time.ToInt128Nanoseconds();

    private IEnumerable<Watch> Meeting(Instant from, Instant to)
    {
        // None that meets the time begins earlier than the longest of them lasts.
        for (var i = Sorted.First(watches.AsSpan(), watch => watch.From + longest < from); i < watches.Length && watches[i].From < to; i++)
            if (watches[i].To > from) yield return watches[i];
    }
}
