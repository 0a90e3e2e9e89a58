using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>How things are said in a trace: plain, with local time and its zone.</summary>
internal static class Phrases
{
    private static readonly LocalDateTimePattern Minute = LocalDateTimePattern.CreateWithInvariantCulture("d MMM uuuu HH:mm");
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalDatePattern Date = LocalDatePattern.CreateWithInvariantCulture("d MMM uuuu");

    public static string Word(this Certainty certainty) => certainty.Choose("no", "possible", "certain");

    public static T Choose<T>(this Certainty certainty, T no, T possible, T certain) => certainty switch
    {
        Certainty.No => no,
        Certainty.Possible => possible,
        _ => certain,
    };

    public static string Words(this Calendar calendar, Instant at) => $"{Minute.Format(at.InZone(calendar.Agreement.Clock.Zone).LocalDateTime)} {calendar.Zone()}";

    /// <summary>A deadline: midnight is the 24:00 of the day that it ends.</summary>
    public static string Deadline(this Calendar calendar, Moment moment, EventTime time)
    {
        if (time is not EventTime.Known { At: var at }) return calendar.Words(moment, time);
        var local = at.InZone(calendar.Agreement.Clock.Zone).LocalDateTime;
        var says = at == Clock.StartOf(local.Date, calendar.Agreement.Clock.Zone) ? $"{Date.Format(local.Date.PlusDays(-1))} 24:00 {calendar.Zone()}" : calendar.Words(at);
        return moment is Moment.AfterEvent ? $"{moment} ({says})" : says;
    }

    public static string Words(this Calendar calendar, LocalDate date) => Date.Format(date);

    /// <summary>An interval: an instant, within a day, whole days, or from–to.</summary>
    public static string Words(this Calendar calendar, Interval time)
    {
        var zone = calendar.Agreement.Clock.Zone;
        var (start, end) = (time.Start.InZone(zone).LocalDateTime, time.End.InZone(zone).LocalDateTime);
        if (start == end) return $"{Minute.Format(start)} {calendar.Zone()}";
        if (start.TimeOfDay == LocalTime.Midnight && end.TimeOfDay == LocalTime.MaxValue)
        {
            var last = end.Date;
            return last == start.Date ? $"some time on {Date.Format(start.Date)} ({calendar.Zone()})" : $"some time from {Date.Format(start.Date)} to {Date.Format(last)} ({calendar.Zone()})";
        }
        return start.Date == end.Date
            ? $"{Minute.Format(start)}–{Time.Format(end.TimeOfDay)} {calendar.Zone()}"
            : $"{Minute.Format(start)} – {Minute.Format(end)} {calendar.Zone()}";
    }

    public static string Words(this Calendar calendar, EventTime time) => time switch
    {
        EventTime.Known known => calendar.Words(known.At),
        EventTime.NotYet not => $"not yet, {not.Why}",
        EventTime.Unknown unknown => $"unknown, {unknown.Why}",
        _ => throw new InvalidOperationException("INVARIANT: the family of event times is closed"),
    };

    public static string Words(this Calendar calendar, Moment moment, EventTime time) =>
        moment is Moment.AfterEvent ? $"{moment} ({calendar.Words(time)})" : calendar.Words(time);

    /// <summary>A report in one line: who saw it, how, when, and what.</summary>
    public static string Words(this Calendar calendar, Sighting sighting)
    {
        var (source, observation) = (sighting.Report.Report.Source, sighting.Observation);
        var observer = observation.Observer is { } name && name != source ? $"{name} of {source}" : source;
        var unit = sighting.Report.Report.Content is Presence { Unit: { } which } ? $", {which}" : "";
        return $"{observer} ({observation.Means.Written().Replace('-', ' ')}), {calendar.Words(observation.Occurred)}: {observation.Words()}{unit}";
    }

    /// <summary>What was observed, in a few words: "fire, mortar 120 mm, counted 40–47, impact".</summary>
    private static string Words(this Observation observation)
    {
        var parts = new List<string> { observation.Act?.Written().Replace('-', ' ') ?? "an unnamed act" };
        if (observation.Thing() is { } thing) parts.Add(thing);
        if (observation.Count is { } count)
            parts.Add(count.Most == count.Least ? FormattableString.Invariant($"counted {count.Least}")
                : count.Most is { } most ? FormattableString.Invariant($"counted {count.Least}–{most}")
                : FormattableString.Invariant($"counted {count.Least} or more"));
        if (observation.Phase is { } phase) parts.Add(phase.Written());
        return string.Join(", ", parts);
    }

    /// <summary>The thing observed, as closely as it is named: "artillery D-30 122 mm"; null when it is not.</summary>
    public static string? Thing(this Observation observation)
    {
        var parts = new[] { observation.What, observation.Model, observation.Calibre is { } calibre ? FormattableString.Invariant($"{calibre:0.#} mm") : null };
        var named = string.Join(' ', parts.Where(part => part is not null));
        return named.Length == 0 ? null : named;
    }

    /// <summary>Where, in words.</summary>
    public static string Words(this Place place)
    {
        var region = place.Region.Match(
            disc => disc.Radius.Value == 0 ? $"{disc.Centre}" : $"within {disc.Radius} of {disc.Centre}",
            sector => FormattableString.Invariant($"{sector.Near}–{sector.Far} from {sector.Apex} on a bearing of {sector.Bearing:0}° ± {sector.HalfWidth:0}°"),
            _ => "within a drawn area",
            _ => "no place known");
        return place.Name is { } name ? $"{name} ({region})" : region;
    }

    /// <summary>The agreement's actors as people know them: "Ukraine", or both for "AF, UA".</summary>
    public static string Name(this Agreement agreement, string subject) =>
        string.Join(", ", subject.Split(", ").Select(id => agreement.Actors.TryGetValue(id, out var actor) ? actor.Name : id));

    private static string Zone(this Calendar calendar) => calendar.Agreement.Clock.Zone.Id;

    public static ImmutableArray<long> Entries(this IEnumerable<Sighting> sightings) =>
        [.. sightings.SelectMany(sighting => sighting.Report.RestsOn).Distinct().Order()];
}
