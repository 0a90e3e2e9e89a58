using System.Collections.Immutable;
using NodaTime;
using NodaTime.TimeZones;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Reports;
using static Truceline.Geography.Certainty;

namespace Truceline.Recheck;

/// <summary>When something happened: at an instant, not yet (<see cref="IsAhead"/>), or nobody knows.</summary>
internal sealed record Time(Instant? At, bool IsAhead, ImmutableArray<long> Entries)
{
    public static readonly Time Unknown = new(null, false, []), NotYet = new(null, true, []);

    public static Time Known(Instant at, params IEnumerable<long> entries) => new(at, false, [.. entries.Distinct().Order()]);

    /// <summary>The last of several: unknown, or not yet, where one of them is.</summary>
    public static Time Last(IEnumerable<Time> all) =>
        all.FirstOrDefault(one => one.At is null) ?? Known(all.Max(one => one.At!.Value), all.SelectMany(one => one.Entries));

    public string Word => At is not null ? "known" : IsAhead ? "not yet" : "unknown";

    /// <summary>Just after it.</summary>
    public Time Next => this with { At = At + Duration.Epsilon };

    /// <summary>Whether some time lies at it or after it.</summary>
    public Certainty Before(Interval time) => At is not { } at ? IsAhead ? No : Possible : time.Start >= at ? Certain : time.End >= at ? Possible : No;

    public override string ToString() => $"{Word} {At} {string.Join(' ', Entries)}";
}

/// <summary>A closed local day of a prohibition, or the part of one in its window; the end is excluded. Null: whether it was kept is open.</summary>
internal sealed record KeptDay(LocalDate Date, Instant Start, Instant End, bool? IsKept = null, IEnumerable<long>? Entries = null)
{
    public Interval Time => new(Start, End - Duration.Epsilon);
}

/// <summary>The window of a prohibition and its days.</summary>
internal sealed record KeptDays(Instant From, Instant Until, ImmutableArray<KeptDay> Days)
{
    public static readonly KeptDays Unknown = new(Instant.MaxValue, Instant.MaxValue, []);

    /// <summary>An instant, where all of some days were kept.</summary>
    public static Time On(IEnumerable<KeptDay> days, Instant at) =>
        days.All(day => day.IsKept == true) ? Time.Known(at, days.SelectMany(day => day.Entries!)) : Time.Unknown;

    /// <summary>When it had been kept to the end of its window.</summary>
    public Time Whole => Days is [.., var last] && last.End == Until ? On(Days, Until) : Time.Unknown;

    public override string ToString() => $"{From} {Until} {string.Join(' ', Days.Select(day => (day.Start, day.End, day.IsKept)))}";
}

/// <summary>What is known of a clause for those that wait for it.</summary>
internal sealed record State(Time Started, Time Met, Time Breached, KeptDays Kept)
{
    public static readonly State Unknown = new(Time.Unknown, Time.Unknown, Time.Unknown, KeptDays.Unknown);
}

/// <summary>Instants of an agreement, given what is known of its clauses.</summary>
internal sealed partial class Reckoning
{
    private static readonly ZoneLocalMappingResolver Dawn = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);
    private readonly Dictionary<string, Time> happened = [];

    public static Instant StartOf(LocalDate date, DateTimeZone zone) => zone.ResolveLocal(date.AtMidnight(), Dawn).ToInstant();

    private Instant StartOf(LocalDate date) => StartOf(date, agreement.Clock.Zone);

    private LocalDate DateOf(Instant at) => at.InZone(agreement.Clock.Zone).Date;

    private State StateOf(string clause) => states.GetValueOrDefault(clause, State.Unknown);

    private IEnumerable<(T Said, JournalledReport By)> Told<T>() where T : Content =>
        reports.Where(one => one.Report.Content is T).Select(one => ((T)one.Report.Content, one));

    private bool IsOurs(string? named) => named is null || named == agreement.Id;

    /// <summary>When all of some actors had declared an event: what counts is each one's own declaration that took effect first.</summary>
    private Time Declared(string id, params IEnumerable<string> actors) => Time.Last([.. actors.Select(actor =>
    {
        var about = Told<Declaration>().Where(one => one.Said.Event == id && IsOurs(one.Said.Agreement) && Bind(one.Said.By)?.Id == actor).ToArray();
        var own = about.Where(one => one.Said.Said is null && Bind(one.By.Report.Source)?.Id == actor).ToArray();
        var now = own.Where(one => one.Said.Declared is not null || one.Said.Effective <= asOf).ToArray();
        return now.Length > 0 ? Time.Known(now.Min(one => one.Said.Effective), now.SelectMany(one => one.By.Entries))
            : own.Length > 0 || about.Length == 0 ? Time.NotYet : Time.Unknown;
    }).OrderBy(one => one.IsAhead)]);

    /// <summary>When an event happened, by itself or by a clause that lets it happen, or when the state of a clause began ("p2.met").</summary>
    private Time Happened(string name) => happened.TryGetValue(name, out var known) ? known : happened[name] = agreement.Events.TryGetValue(name, out var one)
        ? First([Itself(one), .. agreement.Clauses.Where(clause => clause.Fulfils == name).Select(clause => StateOf(clause.Id).Met)]) : name.Split('.') switch
        {
            [.. var clause, "started"] => StateOf(string.Join('.', clause)).Started,
            [.. var clause, "met"] => StateOf(string.Join('.', clause)).Met,
            [.. var clause, "breached"] => StateOf(string.Join('.', clause)).Breached,
            var clause => StateOf(string.Join('.', clause[..^1])).Kept.Whole,
        };

    private Time Itself(AgreedEvent one) =>
        one.At is { } at ? Time.Known(at)
        : !one.AllMet.IsEmpty ? Time.Last([.. one.AllMet.Select(id => StateOf(id).Met).OrderByDescending(met => met.IsAhead)])
        : !one.AnyMet.IsEmpty ? First(one.AnyMet.Select(id => StateOf(id).Met))
        : one.Quiet is { ConfirmedBy: { } by } ? Declared(one.Id, by) is { IsAhead: false } confirmed ? confirmed : Time.Unknown
        : one.Quiet is { } quiet ? Quiet(StateOf(quiet.Clause).Kept.Days, quiet.For)
        : !one.DeclaredBy.IsEmpty ? Declared(one.Id, agreement.Expand(one.DeclaredBy))
        : one.Decided is null ? Time.NotYet
        : agreement.Decisions.First(decision => decision.Id == one.Decided) is { Consent: { } consent } ? Declared(one.Id, agreement.Expand(consent.By))
        : Declared(one.Id, agreement.Decisions.First(decision => decision.Id == one.Decided).By!);

    private Time First(IEnumerable<Time> ways) =>
        ways.Where(way => way.At is not null).MinBy(way => way.At) is { } first && (isEarliestEnough || ways.All(way => way.Word != "unknown")) ? first
        : ways.Any(way => way.Word == "unknown") ? Time.Unknown : Time.NotYet;

    /// <summary>The end of the first run of kept days that holds a period.</summary>
    private Time Quiet(ImmutableArray<KeptDay> days, Period period)
    {
        for (var first = 0; first < days.Length && (isEarliestEnough || first == 0 || days[first - 1].IsKept is not null); first++)
            for (var last = first; last < days.Length && days[last].IsKept == true; last++)
                // A period in days that begins during a date ends with the last of as many after it.
                if (Later(days[first].Start, period, isDeadline: StartOf(days[first].Date) != days[first].Start) is var end && end <= days[last].End)
                    return KeptDays.On(days[first..(last + 1)], end);
        return Time.Unknown;
    }

    private Time Of(Moment moment, bool isDeadline = false) =>
        moment is Moment.AtInstant at ? Time.Known(at.Instant)
        : moment is Moment.OnDate on ? Time.Known(StartOf(on.Date.PlusDays(isDeadline ? 1 : 0)))
        : moment is Moment.AfterEvent after && Happened(after.Event) is var it
            ? it.At is { } from ? it with { At = Later(from, after.Offset, isDeadline) } : it
        : throw new InvalidOperationException("INVARIANT: the family of moments is closed");

    /// <summary>When a clause begins, as far as its words say.</summary>
    private IEnumerable<Time> Begins(Clause clause) => clause.After.Append(clause.From).OfType<Moment>().Select(moment => Of(moment));

    private static Period DatesOf(Period offset) =>
        Period.FromYears(offset.Years) + Period.FromMonths(offset.Months) + Period.FromWeeks(offset.Weeks) + Period.FromDays(offset.Days);

    /// <summary>A duration after an instant: days and longer by the calendar, unless the agreement counts days as 24 hours.</summary>
    private Instant Later(Instant from, Period offset, bool isDeadline = false)
    {
        if (from > Instant.FromUtc(9000, 1, 1, 0, 0)) return from;
        var dates = agreement.Clock.Day == DayKind.Elapsed ? Period.FromYears(offset.Years) + Period.FromMonths(offset.Months) : DatesOf(offset);
        var hours = (offset - dates).ToDuration();
        return dates.Equals(Period.Zero) ? from + hours : StartOf(DateOf(from).Plus(dates).PlusDays(isDeadline ? 1 : 0)) + hours;
    }

    /// <summary>Whether a clause applied at a time.</summary>
    private Step When(Clause clause, Interval time)
    {
        Step Say(Certainty certainty, Time rests) => new("when", certainty.Word(), rests.Entries);
        Step[] parts =
        [
            .. new[] { clause.From }.OfType<Moment>().Select(from => Say(Of(from).Before(time), Of(from))),
            .. new[] { clause.Until }.OfType<Moment>().Select(until => Say(Of(until).Before(time).Not(), Of(until))),
            .. new[] { clause.Replaced }.OfType<Replacement>().Select(replaced => Say(Time.Known(replaced.From).Before(time).Not(), Time.Unknown)),
            .. clause.After.Select(moment => Say(Of(moment).Next.Before(time), Of(moment))),
            .. clause.While.Select(state => !state.EndsWith(".kept", StringComparison.Ordinal) ? Say(Happened(state).Before(time), Time.Unknown)
                : Happened(state[..^5] + ".breached").Before(time) == Certain ? Say(No, Time.Unknown)
                : Through(StateOf(state[..^5]).Kept) is { At: not null } rests ? Say(Certain, rests) : Say(Possible, Time.Unknown)),
        ];
        return new("when", Words.Least(parts.Select(part => part.Certainty)).Word(), Because: parts);

        // On what it rests that a clause was kept from its beginning through the day in which the time ends.
        Time Through(KeptDays kept) => time.Start >= kept.From && kept.Days.Where(day => day.Start <= time.End).ToArray() is [.., var last] needed
            && (last.End > time.End || last.End == kept.Until) ? KeptDays.On(needed, time.Start) : Time.Unknown;
    }
}
