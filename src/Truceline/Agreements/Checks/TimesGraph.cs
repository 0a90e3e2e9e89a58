using NodaTime;

namespace Truceline.Agreements.Checks;

/// <summary>
/// One bound between two times: <paramref name="To"/> lies at least <paramref name="Seconds"/> after <paramref name="From"/>. A deadline
/// is one too: its anchor lies no earlier than so much before what is due.
/// </summary>
/// <param name="From">The earlier time.</param>
/// <param name="To">The later one.</param>
/// <param name="Seconds">By how much at least; negative for a bound from above.</param>
/// <param name="Says">The sentence; null for what follows from the calendar.</param>
/// <param name="Where">Where it stands in the file.</param>
/// <param name="Of">The clause, phase or event that says so.</param>
/// <param name="Limit">For a bound from above what is over then: "start", "done", "until"; null for one from below.</param>
internal sealed record TimeBound(int From, int To, long Seconds, string? Says, Location Where, string Of, string? Limit);

/// <summary>
/// The times of an agreement and the bounds between them (difference constraints). Each thing that happens has two: its
/// instant, and the beginning of its local date, so that days are compared as dates and hours as elapsed time; from one to the
/// other only what holds whatever the clocks show. Where an hour is repeated at midnight, what happens in it counts as of the later date.
/// </summary>
internal sealed class TimesGraph(Agreement agreement)
{
    private const long Day = 86_400;
    private readonly Dictionary<string, int> number = new(StringComparer.Ordinal);
    private readonly List<TimeBound> bounds = [];
    private readonly long least = agreement.Clock.Zone.MinOffset.Seconds;
    private readonly long most = agreement.Clock.Zone.MaxOffset.Seconds;

    /// <summary>The beginning of time, from which fixed instants and dates are counted.</summary>
    public const int Origin = 0;

    /// <summary>All bounds.</summary>
    public IReadOnlyList<TimeBound> Bounds => bounds;

    /// <summary>How many times there are.</summary>
    public int Count => 1 + 2 * number.Count;

    private int At(string thing)
    {
        if (number.TryGetValue(thing, out var known)) return known;
        var at = number[thing] = 1 + 2 * number.Count;
        bounds.Add(new(at + 1, at, -most, null, default, "", null));
        bounds.Add(new(at, at + 1, least - Day, null, default, "", null));
        return at;
    }

    private static int DateOf(int at) => at + 1;

    /// <summary>That a thing happens no sooner than a moment.</summary>
    public void NotBefore(string thing, Moment? moment, string says, Location where, string of)
    {
        if (moment is null) return;
        var at = At(thing);
        if (agreement.Fixed(moment, MomentUse.Beginning) is { } instant)
        {
            bounds.Add(new(Origin, at, instant.ToUnixTimeSeconds(), says, where, of, null));
            bounds.Add(new(Origin, DateOf(at), Date(instant), says, where, of, null));
            return;
        }
        var after = (Moment.AfterEvent)moment;
        var (from, offset) = (At(after.Event), Split(after.Offset));
        if (offset.IsElapsed)
        {
            bounds.Add(new(from, at, offset.Elapsed, says, where, of, null));
            if (offset.Elapsed == 0) bounds.Add(new(DateOf(from), DateOf(at), 0, says, where, of, null));
            return;
        }
        bounds.Add(new(DateOf(from), DateOf(at), offset.Least * Day, says, where, of, null));
        if (offset.Elapsed > 0) bounds.Add(new(DateOf(from), at, offset.Least * Day + offset.Elapsed - most, says, where, of, null));
    }

    /// <summary>That a thing happens at a moment at the latest.</summary>
    public void NotAfter(string thing, Moment? moment, MomentUse use, string says, Location where, string of, string? limit)
    {
        if (moment is null) return;
        var at = At(thing);
        if (agreement.Fixed(moment, use) is { } instant)
        {
            bounds.Add(new(at, Origin, -instant.ToUnixTimeSeconds(), says, where, of, limit));
            bounds.Add(new(DateOf(at), Origin, -Date(instant), says, where, of, limit));
            return;
        }
        var after = (Moment.AfterEvent)moment;
        var (from, offset) = (At(after.Event), Split(after.Offset));
        if (offset.IsElapsed)
        {
            bounds.Add(new(at, from, -offset.Elapsed, says, where, of, limit));
            if (offset.Elapsed == 0) bounds.Add(new(DateOf(at), DateOf(from), 0, says, where, of, limit));
            return;
        }
        var days = offset.Most + (use == MomentUse.Deadline ? 1 : 0);
        if (offset.Elapsed == 0) bounds.Add(new(DateOf(at), DateOf(from), -days * Day, says, where, of, limit));
        else bounds.Add(new(at, DateOf(from), -(days * Day + offset.Elapsed - least), says, where, of, limit));
    }

    /// <summary>That one thing happens no sooner than another.</summary>
    public void Follows(string thing, string other, string says, Location where, string of)
    {
        var (at, from) = (At(thing), At(other));
        bounds.Add(new(from, at, 0, says, where, of, null));
        bounds.Add(new(DateOf(from), DateOf(at), 0, says, where, of, null));
    }

    // The beginning of the local date, as if the clocks showed universal time.
    private long Date(Instant instant) => instant.InZone(agreement.Clock.Zone).Date.AtMidnight().InUtc().ToInstant().ToUnixTimeSeconds();

    /// <summary>A duration as dates, the fewest and the most days that it can be, and elapsed seconds.</summary>
    private (long Least, long Most, long Elapsed, bool IsElapsed) Split(Period offset)
    {
        var elapsed = offset.Hours * 3600 + offset.Minutes * 60 + offset.Seconds;
        var days = 7L * offset.Weeks + offset.Days;
        if (agreement.Clock.Day == DayKind.Elapsed) (elapsed, days) = (elapsed + days * Day, 0);
        return (365L * offset.Years + 28L * offset.Months + days, 366L * offset.Years + 31L * offset.Months + days, elapsed, offset is { Years: 0, Months: 0 } && days == 0);
    }
}
