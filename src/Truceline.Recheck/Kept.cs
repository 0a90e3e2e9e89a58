using System.Collections.Immutable;
using NodaTime;

namespace Truceline.Recheck;

/// <summary>A closed local day of a prohibition, or the part of one in its window; the end is excluded. Null: whether it was kept is open.</summary>
internal sealed record KeptDay(LocalDate Date, Instant Start, Instant End, bool? IsKept, ImmutableArray<long> Entries);

/// <summary>What is known of whether a prohibition was kept.</summary>
internal sealed record Kept(Instant From, Instant Until, ImmutableArray<KeptDay> Days)
{
    public static readonly Kept Unknown = new(Instant.MaxValue, Instant.MaxValue, []);

    public bool IsLike(Kept other) => From == other.From && Until == other.Until && Days.Select(day => (day.Start, day.End, day.IsKept)).SequenceEqual(other.Days.Select(day => (day.Start, day.End, day.IsKept)));

    /// <summary>The end of the first run of kept days that holds a period.</summary>
    public Time Quiet(Period period, Times times, bool isEarliestEnough)
    {
        for (var first = 0; first < Days.Length; first++)
            for (var last = first; last < Days.Length && Days[last].IsKept == true; last++)
            {
                if (!isEarliestEnough && Days[..last].Any(day => day.IsKept is null)) break;
                // A period in days that begins during a date ends with the last of as many after it.
                if (times.Later(Days[first].Start, period, isDeadline: times.StartOf(Days[first].Date) != Days[first].Start) is var end && end <= Days[last].End)
                    return Time.Known(end, Days[first..(last + 1)].SelectMany(day => day.Entries));
            }
        return Time.Unknown;
    }

    /// <summary>When it had been kept to the end of its window.</summary>
    public Time Whole() => Days is [.., var last] && last.End == Until && Days.All(day => day.IsKept == true) ? Time.Known(Until, Days.SelectMany(day => day.Entries)) : Time.Unknown;

    /// <summary>On what it rests that it was kept from its beginning through the day in which a time ends; null: that is not known.</summary>
    public Time? Through(Interval time) =>
        time.Start >= From && Days.Where(day => day.Start <= time.End).ToArray() is [.., var last] needed && (last.End > time.End || last.End == Until) && needed.All(day => day.IsKept == true)
            ? Time.Known(time.Start, needed.SelectMany(day => day.Entries)) : null;
}
