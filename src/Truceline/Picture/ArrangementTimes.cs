using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Assessments;

namespace Truceline.Picture;

/// <summary>When the moments of an agreement fall, as far as its events say.</summary>
internal sealed class Times(Assessment assessment)
{
    private readonly Calendar calendar = new(assessment.Agreement, assessment.Events, ImmutableSortedDictionary<string, ClauseState>.Empty);

    public Instant? AsOf => assessment.AsOf;

    /// <summary>When a moment falls. What waits for the state of a clause is unknown here: the findings of that clause say more.</summary>
    public EventTime Of(Moment moment, MomentUse use) =>
        moment is Moment.AfterEvent after && !assessment.Events.ContainsKey(after.Event)
            ? new EventTime.Unknown($"it waits for '{after.Event}'")
            : calendar.Resolve(moment, use);

    /// <summary>Whether a time has come; null when that cannot be said.</summary>
    public bool? HasCome(EventTime time) => time switch
    {
        EventTime.Known known => AsOf is { } now ? known.At <= now : null,
        EventTime.NotYet => false,
        _ => null,
    };

    /// <summary>
    /// Where a moment would lie if every event happened at one and the same noon: enough to order moments that wait for one
    /// event. Null for a moment that waits for none.
    /// </summary>
    public (string Event, Instant At)? Relative(Moment moment, MomentUse use) =>
        moment is Moment.AfterEvent after ? (after.Event, moment.Resolve(assessment.Agreement.Clock, use, Noon)) : null;

    private static readonly Instant Noon = Instant.FromUtc(2000, 1, 3, 12, 0);
}

/// <summary>Moments and durations in words.</summary>
internal static class InWords
{
    /// <summary>"ceasefire + 1 day".</summary>
    public static string Words(this Moment moment) => moment switch
    {
        Moment.AtInstant at => InstantPattern.General.Format(at.Instant),
        Moment.OnDate on => on.Date.Words(),
        Moment.AfterEvent after => after.Offset.Equals(Period.Zero) ? after.Event : $"{after.Event} + {after.Offset.Words()}",
        _ => throw new InvalidOperationException("INVARIANT: the family of moments is closed"),
    };

    /// <summary>"18 Sep 2025".</summary>
    public static string Words(this LocalDate date) => LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu").Format(date);

    /// <summary>"2 weeks 3 days", "24 hours".</summary>
    public static string Words(this Period period)
    {
        (long Count, string Unit)[] parts =
        [
            (period.Years, "year"), (period.Months, "month"), (period.Weeks, "week"), (period.Days, "day"),
            (period.Hours, "hour"), (period.Minutes, "minute"), (period.Seconds, "second"),
        ];
        return string.Join(' ', parts.Where(part => part.Count != 0).Select(part => FormattableString.Invariant($"{part.Count} {part.Unit}{(part.Count == 1 ? "" : "s")}")));
    }

    /// <summary>"a, b and c".</summary>
    public static string List(this IEnumerable<string> words, string last = "and")
    {
        var all = words.ToList();
        return all.Count switch
        {
            0 => "",
            1 => all[0],
            _ => $"{string.Join(", ", all.Take(all.Count - 1))} {last} {all[^1]}",
        };
    }
}
