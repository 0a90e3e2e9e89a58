using NodaTime;
using NodaTime.Text;

namespace Truceline.App.Serving;

/// <summary>Local times as a field of a form writes them: to the minute, or to the second where one is given.</summary>
internal static class FieldTime
{
    private static readonly LocalDateTimePattern Minutes = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm");
    private static readonly LocalDateTimePattern Seconds = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss");

    /// <summary>The local time, or null. A blank between date and time is taken as well.</summary>
    public static LocalDateTime? Parse(string text)
    {
        var written = text.Trim().Replace(' ', 'T');
        return Minutes.Parse(written) is { Success: true } minute ? minute.Value
            : Seconds.Parse(written) is { Success: true } second ? second.Value
            : null;
    }

    /// <summary>An instant as the field of a form takes it.</summary>
    public static string Written(Instant instant, DateTimeZone zone) => Minutes.Format(instant.InZone(zone).LocalDateTime);
}
