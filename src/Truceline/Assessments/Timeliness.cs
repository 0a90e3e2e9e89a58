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
    public static Step When(this Calendar calendar, Clause clause, Interval time)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        var certainty = Certainty.Certain;
        void Add(Certainty part, string says, EventTime? rests)
        {
            certainty = certainty.And(part);
            steps.Add(new Step
            {
                Predicate = "when", Value = part.Word(), Says = says,
                Entries = rests is EventTime.Known known ? known.Entries : [],
            });
        }

        if (clause.From is { } from)
        {
            var begins = calendar.Resolve(from, MomentUse.Beginning);
            Add(time.AtOrAfter(begins), $"the clause applies from {calendar.Words(from, begins)}", begins);
        }
        if (clause.Until is { } until)
        {
            var ends = calendar.Resolve(until, MomentUse.Beginning);
            var part = ends switch
            {
                EventTime.Known known => time.AtOrAfter(known.At).Not(),
                EventTime.NotYet => Certainty.Certain,
                _ => Certainty.Possible,
            };
            Add(part, $"the clause applies until {calendar.Words(until, ends)}", ends);
        }
        if (clause.Replaced is { } replaced)
            Add(time.AtOrAfter(replaced.From).Not(), $"the clause applies until agreement '{replaced.By}' takes its place: {calendar.Words(replaced.From)}", null);
        foreach (var moment in clause.After)
        {
            var begins = calendar.Resolve(moment, MomentUse.Beginning);
            var part = begins switch
            {
                EventTime.Known known => time.After(known.At),
                EventTime.NotYet => Certainty.No,
                _ => Certainty.Possible,
            };
            Add(part, $"the clause applies only after {calendar.Words(moment, begins)}", begins);
        }
        foreach (var state in clause.While)
        {
            var (part, says) = calendar.Holds(state, time);
            Add(part, says, null);
        }
        return new Step
        {
            Predicate = "when", Value = certainty.Word(), Because = steps.ToImmutable(),
            Says = $"{calendar.Words(time)}: the clause {certainty.Choose("did not apply", "may have applied", "applied")}",
        };
    }

    /// <summary>Whether a state of a clause held throughout a time.</summary>
    private static (Certainty Certainty, string Says) Holds(this Calendar calendar, string state, Interval time)
    {
        var dot = state.LastIndexOf('.');
        var (clause, what) = (state[..dot], state[(dot + 1)..]);
        if (what != "kept")
        {
            var since = calendar.Happened(state);
            return (time.AtOrAfter(since), $"the clause applies while {state} holds: {calendar.Words(since)}");
        }
        // Kept is the absence of a verified breach, which until coverage is recorded nobody can establish: it ends surely
        // with the first verified breach and is unknown before.
        var breached = calendar.Happened($"{clause}.breached");
        return breached is EventTime.Known known && time.AtOrAfter(known.At) == Certainty.Certain
            ? (Certainty.No, $"the clause applies only while clause '{clause}' is kept, and that was breached (verified) at {calendar.Words(known.At)}")
            : (Certainty.Possible, $"the clause applies only while clause '{clause}' is kept, which cannot be said until coverage is recorded");
    }
}
