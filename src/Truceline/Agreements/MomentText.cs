using NodaTime;
using NodaTime.Text;

namespace Truceline.Agreements;

/// <summary>The small grammar of times in truce files: an instant, a date, or an event with a duration after it.</summary>
internal static class MomentText
{
    /// <summary>How a time is written, for the remedy of a problem.</summary>
    public const string HowToWrite = "write an event, an event with a duration such as 'ceasefire + P14D', a date such as 2015-02-12, or an instant with its offset such as 2015-02-15T00:00:00+02:00";

    // Wide enough for any agreement, and narrow enough that no sum of a date and a duration leaves the calendar.
    private const int FirstYear = 1500;
    private const int LastYear = 2999;
    private const int MostYears = 200;

    /// <summary>What is wrong with a text that is no duration at all.</summary>
    public const string NoDuration = "does not add a duration of ISO 8601";

    /// <summary>What is wrong with a date or instant of another age.</summary>
    public static readonly string OutOfReach = FormattableString.Invariant($"lies outside the years {FirstYear} to {LastYear}");

    /// <summary>The remedy for it.</summary>
    public static readonly string Reach = FormattableString.Invariant($"write a year from {FirstYear} to {LastYear}, or leave out what has no end");

    private static readonly OffsetDateTimePattern ToTheMinute = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mmo<G>");

    /// <summary>The moment that a text writes, or null with what is wrong. Whether the event exists is not asked here.</summary>
    public static Moment? Parse(string text, out string? fault)
    {
        fault = null;
        var trimmed = text.Trim();
        if (trimmed.Length == 0 || !char.IsAsciiLetter(trimmed[0])) return Fixed(trimmed, out fault);
        var plus = trimmed.IndexOf('+', StringComparison.Ordinal);
        if (plus < 0)
        {
            if (IsName(trimmed)) return new Moment.AfterEvent(trimmed, Period.Zero);
            fault = "is not a time";
            return null;
        }
        var name = trimmed[..plus].TrimEnd();
        if (!IsName(name))
        {
            fault = "is not a time";
            return null;
        }
        return Duration(trimmed[(plus + 1)..].Trim(), out fault) is { } offset ? new Moment.AfterEvent(name, offset) : null;
    }

    /// <summary>The instant that a text writes with its offset, or null.</summary>
    public static Instant? Instant(string text) => Written(text) is { } at && IsInReach(at.Date) ? at.ToInstant() : null;

    /// <summary>Whether a text is a date or an instant, but of another age.</summary>
    public static bool IsOutOfReach(string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } date ? !IsInReach(date.Value) : Written(text) is { } at && !IsInReach(at.Date);

    private static OffsetDateTime? Written(string text)
    {
        var parsed = OffsetDateTimePattern.ExtendedIso.Parse(text);
        if (!parsed.Success) parsed = ToTheMinute.Parse(text);
        return parsed.Success ? parsed.Value : null;
    }

    /// <summary>Whether a date lies in the years that agreements are made in.</summary>
    public static bool IsInReach(LocalDate date) => date.Year is >= FirstYear and <= LastYear;

    private static Moment? Fixed(string text, out string? fault)
    {
        fault = null;
        if (LocalDatePattern.Iso.Parse(text) is { Success: true } date && IsInReach(date.Value)) return new Moment.OnDate(date.Value);
        if (Instant(text) is { } instant) return new Moment.AtInstant(instant);
        fault = IsOutOfReach(text) ? OutOfReach : text.Contains('T', StringComparison.Ordinal) && LocalDateTimePattern.GeneralIso.Parse(text).Success ? "is an instant without its offset" : "is not a time";
        return null;
    }

    /// <summary>The duration that a text writes in ISO 8601, or null with what is wrong with the adding of it.</summary>
    public static Period? Duration(string text, out string? fault)
    {
        fault = null;
        var parsed = PeriodPattern.Roundtrip.Parse(text);
        if (!parsed.Success) fault = NoDuration;
        else if (parsed.Value.Equals(Period.Zero)) fault = "adds nothing";
        else if (!IsModest(parsed.Value)) fault = "adds a duration that is negative or longer than 200 years";
        return fault is null ? parsed.Value : null;
    }

    // The parts together, months and years at their longest. As floating point: they can be written far beyond what whole numbers hold.
    private static bool IsModest(Period period) =>
        period is { Years: >= 0, Months: >= 0, Weeks: >= 0, Days: >= 0, Hours: >= 0, Minutes: >= 0, Seconds: >= 0, Milliseconds: 0, Ticks: 0, Nanoseconds: 0 }
        && 366.0 * period.Years + 31.0 * period.Months + 7.0 * period.Weeks + period.Days
            + period.Hours / 24.0 + period.Minutes / 1440.0 + period.Seconds / 86400.0 <= 366.0 * MostYears;

    private static bool IsName(string text) => char.IsAsciiLetter(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
