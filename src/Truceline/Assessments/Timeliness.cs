using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Assessments;

/// <summary>
/// Whether a clause applied at a time that is itself known only as an interval: from the first to the last instant at
/// which it may have been, both included.
/// </summary>
internal static class Timeliness
{
    /// <summary>Whether all, some or none of an interval lies at or after an instant.</summary>
    public static Certainty AtOrAfter(this Interval time, Instant from) =>
        time.Start >= from ? Certainty.Certain
        : time.End >= from ? Certainty.Possible
        : Certainty.No;

    /// <summary>Whether all, some or none of an interval lies strictly after an instant.</summary>
    public static Certainty After(this Interval time, Instant instant) =>
        time.Start > instant ? Certainty.Certain
        : time.End > instant ? Certainty.Possible
        : Certainty.No;

    /// <summary>The test for a beginning whose own time may be open: what has not happened excludes, what is unknown leaves possible.</summary>
    public static Certainty AtOrAfter(this Interval time, EventTime beginning) => beginning switch
    {
        EventTime.Known known => time.AtOrAfter(known.At),
        EventTime.NotYet => Certainty.No,
        _ => Certainty.Possible,
    };

    /// <summary>The steps of the question whether a clause applied at a time: its beginning, end, <c>after</c> and <c>while</c>.</summary>
    public static Step When(this Calendar calendar, Clause clause, Interval time) => new Applying(calendar, clause).Says(time);

    /// <summary>Whether a state of a clause held throughout a time.</summary>
    internal static (Certainty Certainty, string Says, ImmutableArray<long> Entries) Holds(this Calendar calendar, string state, Interval time)
    {
        var dot = state.LastIndexOf('.');
        var (clause, what) = (state[..dot], state[(dot + 1)..]);
        if (what != "kept")
        {
            var since = calendar.Happened(state);
            return (time.AtOrAfter(since), $"the clause applies while {state} holds: {calendar.Words(since)}", []);
        }
        // It ends surely with the first verified breach. Before, it holds where enough could be seen on each day to say so.
        var breached = calendar.Happened($"{clause}.breached");
        if (breached is EventTime.Known known && time.AtOrAfter(known.At) == Certainty.Certain)
            return (Certainty.No, $"the clause applies only while clause '{clause}' is kept, and that was breached (verified) at {calendar.Words(known.At)}", []);
        var (certainty, entries) = calendar.States.GetValueOrDefault(clause)?.Kept.Through(time) ?? (Certainty.Possible, []);
        return (certainty, $"the clause applies only while clause '{clause}' is kept, {certainty.Choose("", "and whether it was on each day to then is not known", "and it was, on each day to then")}", entries);
    }
}
