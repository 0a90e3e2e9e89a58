using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Agreements.Text;

namespace Truceline.App.Intake;

/// <summary>What a written time says: from its first to its last instant, and what was assumed; or why it cannot be used.</summary>
internal readonly record struct TimeReading(Interval? When, ImmutableArray<string> Assumed, string? Fault, string? Remedy)
{
    public static TimeReading Wrong(string fault, string remedy) => new(null, [], fault, remedy);
}

/// <summary>One way to write a time: a pattern of Noda Time, and the unit to which it is known.</summary>
internal sealed class TimeFormat
{
    private readonly LocalDateTimePattern? local;
    private readonly OffsetDateTimePattern? offset;

    private TimeFormat(string text, LocalDateTimePattern? local, OffsetDateTimePattern? offset)
    {
        (this.local, this.offset) = (local, offset);
        IsDay = text.AsSpan().IndexOfAny('H', 'h') < 0;
        Length = text.Contains('s', StringComparison.Ordinal) ? Duration.Zero : text.Contains('m', StringComparison.Ordinal) ? Duration.FromMinutes(1) : Duration.FromHours(1);
    }

    /// <summary>Whether it is known to the day.</summary>
    public bool IsDay { get; }

    /// <summary>How long a time goes on that is written so: a minute is all of it, a second is an instant.</summary>
    public Duration Length { get; }

    /// <summary>The format of a pattern such as <c>dd.MM.uuuu HH:mm</c> or <c>uuuu-MM-dd'T'HH:mm:sso&lt;G&gt;</c>; null when it is none.</summary>
    public static TimeFormat? Of(string pattern)
    {
        try
        {
            return pattern.Contains("o<", StringComparison.Ordinal)
                ? new(pattern, null, OffsetDateTimePattern.CreateWithInvariantCulture(pattern))
                : new(pattern, LocalDateTimePattern.CreateWithInvariantCulture(pattern), null);
        }
        catch (InvalidPatternException)
        {
            return null;
        }
    }

    /// <summary>The local time that a text writes, with its offset where it has one; null when it is not written so.</summary>
    public (LocalDateTime Local, Offset? Offset)? Parse(string text) =>
        offset?.Parse(text) is { Success: true, Value: var at } ? (at.LocalDateTime, at.Offset)
        : local?.Parse(text) is { Success: true, Value: var time } ? (time, null)
        : null;
}

/// <summary>
/// Times as people write them, with an offset or local in a zone. What is written is as long as its last unit: a date is the
/// whole day, a minute goes on to its end, a second is an instant. A local time that the clocks left out is refused;
/// one that came twice is both.
/// </summary>
internal static class WrittenTime
{
    public const string HowToWrite = "write it as 2025-09-06 14:10, 2025-09-06 14:10..14:40, 2025-09-06, or with its offset as 2025-09-06T14:10:00+03:00";

    /// <summary>The formats of a time that a person types.</summary>
    public static ImmutableArray<TimeFormat> Typed { get; } =
        [.. new[] { "uuuu-MM-dd", "uuuu-MM-dd HH:mm", "uuuu-MM-dd HH:mm:ss", "uuuu-MM-dd HH:mmo<G>", "uuuu-MM-dd HH:mm:sso<G>", "uuuu-MM-dd HH:mm:ss;FFFFFFFFFo<G>" }.Select(pattern => TimeFormat.Of(pattern)!)];

    /// <summary>One time, or two with ".." between them, of which the second may leave out the date.</summary>
    public static TimeReading Read(string words, DateTimeZone? zone)
    {
        var parts = words.Trim().Split("..");
        if (parts.Length > 2) return TimeReading.Wrong($"{Shown.Quoted(words)} is no time", HowToWrite);
        var first = Typing(parts[0]);
        if (parts.Length == 1) return Read(first, first, Typed, zone, HowToWrite);
        var last = Typing(parts[1]);
        if (first.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space && !last.Contains(' ', StringComparison.Ordinal) && last.Contains(':', StringComparison.Ordinal)) last = $"{first[..space]} {last}";
        return Read(first, last, Typed, zone, HowToWrite);
    }

    /// <summary>From the beginning of one time to the end of another, written in the first of some formats that fits.</summary>
    public static TimeReading Read(string first, string last, ImmutableArray<TimeFormat> formats, DateTimeZone? zone, string remedy)
    {
        var assumed = ImmutableArray.CreateBuilder<string>();
        var begin = Bounds(first, formats, zone, remedy, assumed, out var wrong);
        if (wrong is { } firstWrong) return firstWrong;
        var end = Bounds(last, formats, zone, remedy, assumed, out wrong);
        if (wrong is { } lastWrong) return lastWrong;
        return end.Last < begin.First
            ? TimeReading.Wrong($"{Shown.Quoted(last)} is before {Shown.Quoted(first)}", "give the earlier time first, and the date of the second where it is another")
            : new(new Interval(begin.First, end.Last), [.. assumed.Distinct()], null, null);
    }

    private static string Typing(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Length > 10 && trimmed[10] == 'T' ? $"{trimmed[..10]} {trimmed[11..]}" : trimmed;
    }

    private static (Instant First, Instant Last) Bounds(string text, ImmutableArray<TimeFormat> formats, DateTimeZone? zone, string remedy, ImmutableArray<string>.Builder assumed, out TimeReading? wrong)
    {
        wrong = null;
        foreach (var format in formats)
        {
            if (format.Parse(text) is not { } written) continue;
            var (local, offset) = written;
            if (local.Year is < 1002 or > 9890) wrong = TimeReading.Wrong($"{Shown.Quoted(text)} lies outside the years 1002 to 9890", remedy);
            else if (offset is { } east) return Over(local.WithOffset(east).ToInstant(), local.WithOffset(east).ToInstant(), format.Length);
            else if (zone is null) wrong = TimeReading.Wrong($"{Shown.Quoted(text)} is a local time, and no zone is named", "name it, as in --zone Europe/Kyiv, or write the offset");
            else if (format.IsDay)
            {
                assumed.Add($"dates read as local days in {zone.Id}");
                var day = local.Date;
                var start = Clock.StartOf(day, zone);
                return (start, Instant.Max(start, Clock.StartOf(day.PlusDays(1), zone) - Duration.Epsilon));
            }
            else return Local(text, local, zone, format.Length, assumed, out wrong);
            return default;
        }
        wrong = TimeReading.Wrong(text.Length == 0 ? "no time is given" : $"{Shown.Quoted(text)} is no time", remedy);
        return default;
    }

    private static (Instant First, Instant Last) Local(string text, LocalDateTime local, DateTimeZone zone, Duration length, ImmutableArray<string>.Builder assumed, out TimeReading? wrong)
    {
        wrong = null;
        var mapped = zone.MapLocal(local);
        if (mapped.Count == 0)
        {
            wrong = TimeReading.Wrong($"{Shown.Quoted(text)} never was in {zone.Id}: the clocks went forward over it", "check the time and the zone, or write the offset");
            return default;
        }
        assumed.Add(length == Duration.Zero ? $"times read as local in {zone.Id}" : $"times read as local in {zone.Id}, each to the end of its {(length == Duration.FromMinutes(1) ? "minute" : "hour")}");
        if (mapped.Count > 1) assumed.Add($"{text} came twice in {zone.Id}: read as from the first to the second");
        return Over(mapped.First().ToInstant(), mapped.Last().ToInstant(), length);
    }

    private static (Instant First, Instant Last) Over(Instant first, Instant last, Duration length) =>
        (first, length == Duration.Zero ? last : last + length - Duration.Epsilon);
}
