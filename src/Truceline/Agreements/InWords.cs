using NodaTime;
using NodaTime.Text;

namespace Truceline.Agreements;

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
