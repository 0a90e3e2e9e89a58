using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.Recheck;

/// <summary>When something happened: at an instant, not yet (<see cref="IsAhead"/>), or nobody knows.</summary>
internal sealed record Time(Instant? At, bool IsAhead, ImmutableArray<long> Entries)
{
    public static readonly Time Unknown = new(null, false, []), NotYet = new(null, true, []);

    public static Time Known(Instant at, params IEnumerable<long> entries) => new(at, false, [.. entries.Distinct().Order()]);

    public string Word => At is not null ? "known" : IsAhead ? "not yet" : "unknown";
}

/// <summary>What is known of a clause for those that wait for it.</summary>
internal sealed record State(Time Started, Time Met, Time Breached, Kept Kept);

/// <summary>Instants of an agreement, given when its events happened and what is known of its clauses.</summary>
internal sealed class Times(Agreement agreement, IReadOnlyDictionary<string, Time> declared, IReadOnlyDictionary<string, State> states, bool isEarliestEnough)
{
    public static Instant StartOf(LocalDate date, DateTimeZone zone) =>
        zone.MapLocal(date.AtMidnight()) is { Count: > 0 } map ? map.First().ToInstant() : zone.MapLocal(date.AtMidnight()).LateInterval.Start;

    public static Certainty AtOrAfter(Interval time, Instant from) => time.Start >= from ? Certainty.Certain : time.End >= from ? Certainty.Possible : Certainty.No;

    public static Certainty AtOrAfter(Interval time, Time from) => from.At is { } at ? AtOrAfter(time, at) : from.IsAhead ? Certainty.No : Certainty.Possible;

    public static Certainty After(Interval time, Time from) => from.At is { } at ? AtOrAfter(time, at + Duration.Epsilon) : from.IsAhead ? Certainty.No : Certainty.Possible;

    public Instant StartOf(LocalDate date) => StartOf(date, agreement.Clock.Zone);

    public LocalDate DateOf(Instant at) => at.InZone(agreement.Clock.Zone).Date;

    /// <summary>When each event happened as declared: at the last of the actors' own declarations that took effect first.</summary>
    public static Dictionary<string, Time> Declared(Agreement agreement, IEnumerable<JournalledReport> reports, Instant asOf)
    {
        Time By(string id, IEnumerable<string> actors)
        {
            var all = actors.Select(actor =>
            {
                var about = reports.Where(one => one.Report.Content is Declaration said && said.Event == id && (said.Agreement ?? agreement.Id) == agreement.Id && agreement.Actor(said.By)?.Id == actor).ToArray();
                var own = about.Where(one => ((Declaration)one.Report.Content).Said is null && agreement.Actor(one.Report.Source)?.Id == actor).ToArray();
                if (own.Length > 0 && (own = [.. own.Where(one => one.Report.Content is Declaration { Declared: not null } || ((Declaration)one.Report.Content).Effective <= asOf)]).Length == 0) return Time.NotYet;
                return own.Length > 0 ? Time.Known(own.Min(one => ((Declaration)one.Report.Content).Effective), own.SelectMany(one => one.Entries)) : about.Length > 0 ? Time.Unknown : Time.NotYet;
            }).ToArray();
            return all.Any(one => one.Word == "unknown") ? Time.Unknown : all.Any(one => one.IsAhead) ? Time.NotYet : Latest(all);
        }

        return agreement.Events.Values.ToDictionary(one => one.Id, one =>
            one.At is { } at ? Time.Known(at)
            : !one.DeclaredBy.IsEmpty ? By(one.Id, agreement.Leaves(one.DeclaredBy))
            : one.Quiet is { } quiet ? quiet.ConfirmedBy is { } by && By(one.Id, [by]) is { IsAhead: false } confirmed ? confirmed : Time.Unknown
            : one.Decided is { } id && agreement.Decisions.First(decision => decision.Id == id) is var decided
                ? By(one.Id, decided.Consent is { } consent ? agreement.Leaves(consent.By) : [decided.By!])
            : Time.NotYet);
    }

    private static Time Latest(params IEnumerable<Time> parts) => Time.Known(parts.Max(part => part.At!.Value), parts.SelectMany(part => part.Entries));

    /// <summary>When an event happened, also by the clauses that let it happen, or when the state of a clause began.</summary>
    public Time Happened(string name)
    {
        if (!declared.TryGetValue(name, out var own))
        {
            var dot = name.LastIndexOf('.');
            return states.GetValueOrDefault(name[..dot]) is not { } state ? Time.Unknown
                : name[(dot + 1)..] switch { "started" => state.Started, "met" => state.Met, "breached" => state.Breached, _ => state.Kept.Whole() };
        }
        var happens = agreement.Events[name];
        Time Met(string clause) => states.GetValueOrDefault(clause)?.Met ?? Time.Unknown;
        Time First(params IEnumerable<Time> ways) =>
            ways.Where(way => way.At is not null).MinBy(way => way.At) is { } first && (isEarliestEnough || ways.All(way => way.Word != "unknown")) ? first
            : ways.Any(way => way.Word == "unknown") ? Time.Unknown : Time.NotYet;
        if (!happens.AllMet.IsEmpty)
            own = happens.AllMet.Select(Met).ToArray() is var all && all.Any(one => one.IsAhead) ? Time.NotYet : all.Any(one => one.At is null) ? Time.Unknown : Latest(all);
        else if (!happens.AnyMet.IsEmpty) own = First(happens.AnyMet.Select(Met));
        else if (happens.Quiet is { ConfirmedBy: null } quiet) own = states.GetValueOrDefault(quiet.Clause)?.Kept.Quiet(quiet.For, this, isEarliestEnough) ?? Time.Unknown;
        return agreement.Clauses.Any(clause => clause.Fulfils == name) ? First(agreement.Clauses.Where(clause => clause.Fulfils == name).Select(clause => Met(clause.Id)).Prepend(own)) : own;
    }

    public Time Of(Moment moment, bool isDeadline = false)
    {
        if (moment is Moment.AtInstant at) return Time.Known(at.Instant);
        if (moment is Moment.OnDate on) return Time.Known(StartOf(isDeadline ? on.Date.PlusDays(1) : on.Date, agreement.Clock.Zone));
        var (after, happened) = ((Moment.AfterEvent)moment, Happened(((Moment.AfterEvent)moment).Event));
        if (happened.At is not { } from) return happened;
        return happened with { At = Later(from, after.Offset, isDeadline) };
    }

    /// <summary>A duration after an instant: days and longer by the calendar, unless the agreement counts days as 24 hours.</summary>
    public Instant Later(Instant from, Period offset, bool isDeadline = false)
    {
        if (from > Instant.FromUtc(9000, 1, 1, 0, 0)) return from;
        var isElapsed = agreement.Clock.Day == DayKind.Elapsed;
        var dates = Period.FromYears(offset.Years) + Period.FromMonths(offset.Months) + (isElapsed ? Period.Zero : Period.FromWeeks(offset.Weeks) + Period.FromDays(offset.Days));
        var hours = Duration.FromHours(offset.Hours) + Duration.FromMinutes(offset.Minutes) + Duration.FromSeconds(offset.Seconds)
            + Duration.FromMilliseconds(offset.Milliseconds) + Duration.FromTicks(offset.Ticks) + Duration.FromNanoseconds(offset.Nanoseconds)
            + (isElapsed ? Duration.FromDays(offset.Days + 7 * offset.Weeks) : Duration.Zero);
        if (dates.Equals(Period.Zero)) return from + hours;
        var date = DateOf(from).PlusYears(dates.Years).PlusMonths(dates.Months).PlusWeeks(dates.Weeks).PlusDays(dates.Days);
        return StartOf(isDeadline ? date.PlusDays(1) : date, agreement.Clock.Zone) + hours;
    }

    /// <summary>Whether a clause applied at a time.</summary>
    public Step When(Clause clause, Interval time)
    {
        var parts = new List<Step>();
        void Add(Certainty part, Time? rests = null) => parts.Add(Steps.Of("when", part.Word()) with { Entries = rests?.Entries ?? [] });
        if (clause.From is { } from) Add(AtOrAfter(time, Of(from)), Of(from));
        if (clause.Until is { } until) Add(AtOrAfter(time, Of(until)).Not(), Of(until));
        if (clause.Replaced is { } replaced) Add(AtOrAfter(time, replaced.From).Not());
        foreach (var moment in clause.After) Add(After(time, Of(moment)), Of(moment));
        foreach (var state in clause.While)
            if (!state.EndsWith(".kept", StringComparison.Ordinal)) Add(AtOrAfter(time, Happened(state)));
            else if (AtOrAfter(time, Happened(state[..^5] + ".breached")) == Certainty.Certain) Add(Certainty.No);
            else if (states.GetValueOrDefault(state[..^5])?.Kept.Through(time) is { } rests) Add(Certainty.Certain, rests);
            else Add(Certainty.Possible);
        return Steps.Of("when", Steps.Least(parts).Word(), parts);
    }
}
