using System.Globalization;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;

namespace Truceline.App.Serving;

/// <summary>In which phase an arrangement is, in a few words: "truce, day 3 · reassurance, day 2".</summary>
internal static class PhaseWords
{
    /// <summary>The phases at the end of the world that was looked at; null for an agreement that names none.</summary>
    public static string? Of(Assessment assessment)
    {
        var agreement = assessment.Agreement;
        if (agreement.Phases.IsEmpty) return null;
        if (assessment.AsOf is not { } now) return "nothing recorded yet";
        var open = agreement.Phases.Select(phase => Words(assessment, phase, now)).OfType<string>().ToArray();
        return open.Length > 0 ? string.Join(" · ", open) : "in none of its phases";
    }

    private static string? Words(Assessment assessment, Phase phase, Instant now)
    {
        // A bound that is not known has not been reached: an end keeps a phase open, a beginning keeps it shut.
        var from = At(assessment, phase.From);
        if (phase.From is not null && (from is null || from > now)) return null;
        if (phase.Until is not null && At(assessment, phase.Until) is { } until && until <= now) return null;
        if (from is not { } begun) return phase.Id;
        var zone = assessment.Agreement.Clock.Zone;
        var day = Period.DaysBetween(begun.InZone(zone).Date, now.InZone(zone).Date) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{phase.Id}, day {day:N0}");
    }

    private static Instant? At(Assessment assessment, Moment? moment) => moment switch
    {
        null => null,
        Moment.AfterEvent after => assessment.Events.GetValueOrDefault(after.Event) is EventTime.Known known
            ? moment.Resolve(assessment.Agreement.Clock, MomentUse.Beginning, known.At)
            : null,
        _ => moment.Resolve(assessment.Agreement.Clock, MomentUse.Beginning, default),
    };
}
