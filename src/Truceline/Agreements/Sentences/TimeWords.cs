using NodaTime;
using static Truceline.Agreements.Sentences.Phrase;

namespace Truceline.Agreements.Sentences;

/// <summary>
/// How times are said: as a date and local time where the text fixes them, and always by the rule that gives them. A deadline at
/// 00:00 is the end of the day before.
/// </summary>
internal sealed class TimeWords(Agreement agreement, ThingWords things)
{
    /// <summary>A beginning, or an end that is excluded: "15 February 2015, 00:00 Kyiv time (the event “ceasefire”)".</summary>
    public Phrase Beginning(Moment moment) => moment switch
    {
        Moment.AtInstant at => Local(at.Instant),
        Moment.OnDate on => Local(on.Resolve(agreement.Clock, MomentUse.Beginning, default)),
        Moment.AfterEvent after => FixedAt(after) is { } happened
            ? Say("moment.resolved", ("at", Local(after.Resolve(agreement.Clock, MomentUse.Beginning, happened))), ("rule", Rule(after, "none")))
            : Rule(after, "start"),
        _ => throw new InvalidOperationException("INVARIANT: the family of moments is closed"),
    };

    /// <summary>A deadline with its preposition: "at the latest by the end of 17 February 2015, Kyiv time (…)", "within 72 hours after …".</summary>
    public Phrase Deadline(Moment moment) => moment switch
    {
        Moment.AtInstant at => Say("deadline.by", ("moment", LocalEnd(at.Instant))),
        Moment.OnDate on => Say("deadline.by", ("moment", LocalEnd(on.Resolve(agreement.Clock, MomentUse.Deadline, default)))),
        Moment.AfterEvent after when FixedAt(after) is { } happened =>
            Say("deadline.resolved", ("moment", LocalEnd(after.Resolve(agreement.Clock, MomentUse.Deadline, happened))), ("rule", IsElapsed(after) ? Within(after) : Rule(after, "none"))),
        Moment.AfterEvent after => IsElapsed(after) ? Within(after) : Say("deadline.by", ("moment", Rule(after, "end"))),
        _ => throw new InvalidOperationException("INVARIANT: the family of moments is closed"),
    };

    /// <summary>An instant in local time.</summary>
    public Phrase Local(Instant at)
    {
        var local = at.InZone(agreement.Clock.Zone).LocalDateTime;
        return Say("moment.instant", ("date", new Date(local.Date)), ("time", new Time(local.TimeOfDay)), ("zone", Zone(at)));
    }

    /// <summary>The name of the agreement's time zone: "Kyiv time".</summary>
    public Phrase Zone() => Say("zone-time", ("zone", Choose(ZoneKey)), ("city", new Bare(City)), ("id", Quote(agreement.Clock.Zone.Id)));

    /// <summary>A duration: "2 weeks and 3 days".</summary>
    public static Phrase Duration(Period period)
    {
        (long Count, string Unit)[] parts =
        [
            (period.Years, "years"), (period.Months, "months"), (period.Weeks, "weeks"), (period.Days, "days"),
            (period.Hours, "hours"), (period.Minutes, "minutes"), (period.Seconds, "seconds"),
        ];
        return And(parts.Where(part => part.Count != 0).Select(part => Say($"duration.{part.Unit}", ("number", Of(part.Count)))));
    }

    /// <summary>A duration of elapsed time.</summary>
    public static Phrase Duration(Duration duration) => Duration(Period.FromTicks(duration.BclCompatibleTicks).Normalize());

    /// <summary>An event, or what a state of a clause is the time of: "the event “ceasefire”", "the fulfilment of clause “p2”".</summary>
    public Phrase Anchor(string name) => things.StateOf(name) is var (clause, state)
        ? Say($"anchor.{state}", ("clause", things.Clause(clause)))
        : Say("anchor.event", ("event", Quote(name)));

    /// <summary>That the state of a clause holds: "clause “ru” is being kept".</summary>
    public Phrase State(string name) => things.StateOf(name) is var (clause, state)
        ? Say($"state.{state}", ("clause", things.Clause(clause)))
        : Quote(name);

    private string City => agreement.Clock.Zone.Id[(agreement.Clock.Zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private string ZoneKey => agreement.Clock.Zone.Id.Replace("/", "-", StringComparison.Ordinal).Replace("_", "-", StringComparison.Ordinal);

    // An hour that the clocks repeat has to be told apart; else the name of the zone is enough.
    private Phrase Zone(Instant at)
    {
        var zone = agreement.Clock.Zone;
        return zone.MapLocal(at.InZone(zone).LocalDateTime).Count == 1 ? Zone()
            : Say("zone-time.offset", ("zone", Zone()), ("offset", new Bare(NodaTime.Text.OffsetPattern.CreateWithInvariantCulture("+HH:mm").Format(zone.GetUtcOffset(at)))));
    }

    private Phrase LocalEnd(Instant at)
    {
        var zone = agreement.Clock.Zone;
        var date = at.InZone(zone).Date;
        return at == Clock.StartOf(date, zone) ? Say("moment.end-of-day", ("date", new Date(date.PlusDays(-1))), ("zone", Zone())) : Local(at);
    }

    private Instant? FixedAt(Moment.AfterEvent after) => agreement.Events.TryGetValue(after.Event, out var one) ? one.At : null;

    /// <summary>The part of an offset that is counted in dates.</summary>
    private Period Dated(Period offset) => agreement.Clock.Day == DayKind.Elapsed
        ? Period.FromYears(offset.Years) + Period.FromMonths(offset.Months)
        : Period.FromYears(offset.Years) + Period.FromMonths(offset.Months) + Period.FromWeeks(offset.Weeks) + Period.FromDays(offset.Days);

    private bool IsElapsed(Moment.AfterEvent after) => !after.Offset.Equals(Period.Zero) && Dated(after.Offset).Equals(Period.Zero);

    private Phrase Within(Moment.AfterEvent after) => Say("deadline.within", ("duration", Duration(after.Offset)), ("anchor", Anchor(after.Event)));

    /// <summary>The rule that gives a time; <paramref name="edge"/> says which edge of a date is meant ("start", "end"), or "none" where a time stands beside it.</summary>
    private Phrase Rule(Moment.AfterEvent after, string edge)
    {
        if (after.Offset.Equals(Period.Zero)) return Anchor(after.Event);
        var dated = Dated(after.Offset);
        var elapsed = after.Offset - dated;
        if (dated.Equals(Period.Zero)) return Say("moment.after", ("duration", Duration(elapsed)), ("moment", Anchor(after.Event)));
        var end = Choose(edge);
        var day = dated is { Years: 0, Months: 0, Weeks: 0, Days: var days }
            ? Say("moment.nth-day", ("end", end), ("number", Of(days)), ("anchor", Anchor(after.Event)))
            : Say("moment.day-after", ("end", end), ("duration", Duration(dated)), ("anchor", Anchor(after.Event)));
        return elapsed.Equals(Period.Zero) ? day : Say("moment.after", ("duration", Duration(elapsed)), ("moment", day));
    }
}
