using NodaTime;

namespace Truceline.Agreements;

/// <summary>How the days of an agreement are counted: its time zone, and whether a day is a date or 24 hours.</summary>
public sealed record Clock(DateTimeZone Zone, DayKind Day)
{
    // Where the clocks go forward at 00:00 a date begins later; one that a place left out (Apia, 30 December 2011) begins and ends with the next.
    private static readonly NodaTime.TimeZones.ZoneLocalMappingResolver First =
        NodaTime.TimeZones.Resolvers.CreateMappingResolver(NodaTime.TimeZones.Resolvers.ReturnEarlier, NodaTime.TimeZones.Resolvers.ReturnStartOfIntervalAfter);

    /// <summary>The first instant of a local date: 00:00, or when the clocks go on where they leave that out.</summary>
    public static Instant StartOf(LocalDate date, DateTimeZone zone) => zone.ResolveLocal(date.AtMidnight(), First).ToInstant();
}

/// <summary>What a day is when one is added to an event.</summary>
public enum DayKind
{
    /// <summary>A local date: the n-th after the event's own.</summary>
    Calendar,

    /// <summary>24 hours of elapsed time.</summary>
    Elapsed,
}

/// <summary>What a moment is used as; it decides which end of a date is meant.</summary>
public enum MomentUse
{
    /// <summary>A beginning (<c>from</c>, <c>after</c>, <c>not-before</c>) or an excluded end (<c>until</c>): 00:00 of a date.</summary>
    Beginning,

    /// <summary>A deadline (<c>by</c>): 24:00 of a date.</summary>
    Deadline,
}

/// <summary>
/// A point in time as an agreement writes it: an instant, a date, or an event with a duration after it
/// (<c>ceasefire + P14D</c>, <c>p2.started + PT72H</c>). A closed family.
/// </summary>
public abstract record Moment
{
    private Moment() { }

    /// <summary>An instant, written with its offset.</summary>
    public sealed record AtInstant(Instant Instant) : Moment
    {
        /// <inheritdoc/>
        public override string ToString() => NodaTime.Text.InstantPattern.General.Format(Instant);
    }

    /// <summary>A local date.</summary>
    public sealed record OnDate(LocalDate Date) : Moment
    {
        /// <inheritdoc/>
        public override string ToString() => NodaTime.Text.LocalDatePattern.Iso.Format(Date);
    }

    /// <summary>An event, or the state of a clause, and a duration after it.</summary>
    /// <param name="Event">The id of the event, or <c>clause.started</c>, <c>.met</c>, <c>.breached</c>, <c>.kept</c>.</param>
    /// <param name="Offset">What is added; <see cref="Period.Zero"/> for the event itself.</param>
    public sealed record AfterEvent(string Event, Period Offset) : Moment
    {
        /// <inheritdoc/>
        public override string ToString() =>
            Offset.Equals(Period.Zero) ? Event : $"{Event} + {NodaTime.Text.PeriodPattern.Roundtrip.Format(Offset)}";
    }

    /// <summary>
    /// The instant that is meant.
    /// <para>
    /// With <see cref="DayKind.Calendar"/> an offset that holds days, weeks, months or years is a local date, the n-th
    /// after the event's own, and <paramref name="use"/> decides which end of it; hours and minutes are then added as
    /// elapsed time. With <see cref="DayKind.Elapsed"/> days and weeks are 24 hours each (months and years stay dates).
    /// A bare event is its own instant. Nothing is added to what happens later than the year 9000, where the calendar comes to its end.
    /// </para>
    /// </summary>
    /// <param name="clock">The agreement's clock.</param>
    /// <param name="use">What the moment is used as.</param>
    /// <param name="happened">When the event happened; ignored for instants and dates.</param>
    public Instant Resolve(Clock clock, MomentUse use, Instant happened) => this switch
    {
        AtInstant at => at.Instant,
        OnDate on => EndOf(on.Date, clock.Zone, use),
        AfterEvent after => Add(after.Offset, clock, use, happened),
        _ => throw new InvalidOperationException("INVARIANT: the family of moments is closed"),
    };

    // Clauses can follow one another, each long after the last. A duration that can be written leads from here to no end of the calendar.
    private static readonly Instant LastToAddTo = Instant.FromUtc(9000, 1, 1, 0, 0);

    private static Instant Add(Period offset, Clock clock, MomentUse use, Instant happened)
    {
        if (happened > LastToAddTo) return happened;
        var elapsed = Duration.FromHours(offset.Hours) + Duration.FromMinutes(offset.Minutes) + Duration.FromSeconds(offset.Seconds)
            + Duration.FromMilliseconds(offset.Milliseconds) + Duration.FromTicks(offset.Ticks) + Duration.FromNanoseconds(offset.Nanoseconds);
        var dated = offset;
        if (clock.Day == DayKind.Elapsed)
        {
            elapsed += Duration.FromDays(offset.Days) + Duration.FromDays(7 * offset.Weeks);
            dated = Period.FromYears(offset.Years) + Period.FromMonths(offset.Months);
        }
        if (dated is { Years: 0, Months: 0, Weeks: 0, Days: 0 }) return happened + elapsed;
        var date = happened.InZone(clock.Zone).Date.PlusYears(dated.Years).PlusMonths(dated.Months).PlusWeeks(dated.Weeks).PlusDays(dated.Days);
        return EndOf(date, clock.Zone, use) + elapsed;
    }

    private static Instant EndOf(LocalDate date, DateTimeZone zone, MomentUse use) =>
        Clock.StartOf(use == MomentUse.Deadline ? date.PlusDays(1) : date, zone);
}
