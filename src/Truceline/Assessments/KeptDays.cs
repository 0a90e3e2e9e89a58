using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Assessments;

/// <summary>A closed local day of a prohibition, or the part of one that lies in its window.</summary>
/// <param name="Start">From when, included.</param>
/// <param name="End">To when, excluded.</param>
/// <param name="IsKept">Whether everybody kept it, and that was seen; null: that may yet come to be known.</param>
/// <param name="Entries">The journal entries that show it.</param>
internal sealed record KeptDay(Instant Start, Instant End, bool? IsKept, ImmutableArray<long> Entries);

/// <summary>What is known of whether a prohibition was kept: its window and its closed days.</summary>
internal sealed class KeptDays(Instant from, Instant until, ImmutableArray<KeptDay> days) : IEquatable<KeptDays>
{
    /// <summary>When the prohibition applies is not known.</summary>
    public static KeptDays Unknown { get; } = new(Instant.MaxValue, Instant.MaxValue, []);

    /// <summary>
    /// When it was first quiet for a period without a break: at the end of the first run of kept days that holds it. A day that was
    /// not kept, or of which that is open, begins it anew.
    /// </summary>
    /// <param name="quiet">The period.</param>
    /// <param name="clock">How days are counted.</param>
    /// <param name="isEarliestEnough">Whether an earlier run may still come to be known; else that leaves the time unknown.</param>
    public EventTime Quiet(QuietPeriod quiet, Clock clock, bool isEarliestEnough)
    {
        var (begin, entries, longest, isOpen) = ((Instant?)null, new SortedSet<long>(), 0, false);
        var run = 0;
        foreach (var day in days)
        {
            isOpen |= day.IsKept is null;
            if (day.IsKept != true || (isOpen && !isEarliestEnough))
            {
                (begin, run) = (null, 0);
                entries.Clear();
                continue;
            }
            longest = Math.Max(longest, ++run);
            begin ??= day.Start;
            entries.UnionWith(day.Entries);
            if (After(begin.Value, quiet.For, clock) is var end && end <= day.End) return new EventTime.Known(end, [.. entries]);
        }
        return new EventTime.Unknown($"'{quiet.Clause}' was not seen to be kept for {NodaTime.Text.PeriodPattern.Roundtrip.Format(quiet.For)} without a break, but at most {longest} day{(longest == 1 ? "" : "s")}");
    }

    /// <summary>When it had been kept to the end of its window; unknown while it has none, or where not all of it is known to be kept.</summary>
    public EventTime Whole(string clause) =>
        days is [.., var last] && last.End == until && days.All(day => day.IsKept == true)
            ? new EventTime.Known(until, [.. days.SelectMany(day => day.Entries).Distinct().Order()])
            : new EventTime.Unknown($"clause '{clause}' is not known to have been kept to its end");

    /// <summary>Whether it was kept from its beginning through the day in which a time ends: certain when each day was, else possible.</summary>
    public (Certainty Certainty, ImmutableArray<long> Entries) Through(Interval time)
    {
        if (time.Start < from) return (Certainty.Possible, []);
        ImmutableArray<KeptDay> needed = [.. days.Where(day => day.Start <= time.End)];
        var reaches = needed is [.., var last] && (last.End > time.End || last.End == until);
        return reaches && needed.All(day => day.IsKept == true)
            ? (Certainty.Certain, [.. needed.SelectMany(day => day.Entries).Distinct().Order()])
            : (Certainty.Possible, []);
    }

    /// <summary>All of it as one text, with the entries that show it.</summary>
    public string Shown() => FormattableString.Invariant($"{from.ToUnixTimeTicks()} {until.ToUnixTimeTicks()} ")
        + string.Join(';', days.Select(day => FormattableString.Invariant($"{day.Start.ToUnixTimeTicks()} {day.IsKept} {string.Join(',', day.Entries)}")));

    /// <inheritdoc/>
    public bool Equals(KeptDays? other) => other is not null && (from, until) == other.Window && days.Select(day => (day.Start, day.End, day.IsKept)).SequenceEqual(other.Known);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as KeptDays);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(from, until, days.Length);

    private (Instant, Instant) Window => (from, until);

    private IEnumerable<(Instant, Instant, bool?)> Known => days.Select(day => (day.Start, day.End, day.IsKept));

    // A period in days is one of whole dates: one that begins during a date ends with the last of as many after it.
    private static Instant After(Instant begin, Period period, Clock clock) =>
        new Moment.AfterEvent("", period).Resolve(clock, Clock.StartOf(begin.InZone(clock.Zone).Date, clock.Zone) == begin ? MomentUse.Beginning : MomentUse.Deadline, begin);
}
