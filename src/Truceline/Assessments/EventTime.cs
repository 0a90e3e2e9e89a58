using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>When an event of an agreement happened. A closed family.</summary>
public abstract record EventTime
{
    private EventTime() { }

    /// <summary>It happened, or will, at an instant.</summary>
    /// <param name="At">The instant.</param>
    /// <param name="Entries">The journal entries that say so; empty where the agreement itself does.</param>
    public sealed record Known(Instant At, ImmutableArray<long> Entries) : EventTime
    {
        /// <inheritdoc/>
        public bool Equals(Known? other) => other is not null && At == other.At && Entries.SequenceEqual(other.Entries);

        /// <inheritdoc/>
        public override int GetHashCode() => At.GetHashCode();
    }

    /// <summary>It has not happened.</summary>
    /// <param name="Why">What is waited for.</param>
    public sealed record NotYet(string Why) : EventTime;

    /// <summary>It cannot be said whether or when it happened.</summary>
    /// <param name="Why">What is missing.</param>
    public sealed record Unknown(string Why) : EventTime;

    /// <summary>When each event of an agreement happened, as declared: at the latest of the actors' own
    /// declarations, of each actor the one that takes effect first.</summary>
    /// <param name="agreement">The agreement.</param>
    /// <param name="reports">The reports of the world that is looked at.</param>
    /// <param name="asOf">Its end: a declaration that does not say when it was made is known from when it takes effect.</param>
    public static ImmutableSortedDictionary<string, EventTime> Of(Agreement agreement, IEnumerable<JournalledReport> reports, Instant? asOf)
    {
        var declarations = reports
            .Where(report => report.Report.Content is Declaration declaration && (declaration.Agreement is null || declaration.Agreement == agreement.Id))
            .ToLookup(report => ((Declaration)report.Report.Content).Event, StringComparer.Ordinal);
        return agreement.Events.Values.ToImmutableSortedDictionary(
            e => e.Id,
            e => Own(agreement, e, [.. declarations[e.Id]], asOf ?? Instant.MaxValue),
            StringComparer.Ordinal);
    }

    /// <summary>By the event's own rule, as far as it rests on what was declared and not on the states of clauses.</summary>
    private static EventTime Own(Agreement agreement, AgreedEvent e, ImmutableArray<JournalledReport> declarations, Instant asOf)
    {
        if (e.At is { } at) return new Known(at, []);
        if (!e.DeclaredBy.IsEmpty) return Declared(agreement, e.Id, agreement.Expand(e.DeclaredBy), declarations, asOf);
        if (e.Quiet is { } quiet)
            return quiet.ConfirmedBy is { } monitor
                ? Confirmed(Declared(agreement, e.Id, [monitor], declarations, asOf))
                : new Unknown($"nothing is known yet of whether '{quiet.Clause}' was quiet for so long");
        if (e.Decided is { } id && agreement.Decisions.First(decision => decision.Id == id) is var decided)
            return Declared(agreement, e.Id, decided.Consent is { } consent ? agreement.Expand(consent.By) : [decided.By!], declarations, asOf);
        return new NotYet($"nothing lets '{e.Id}' happen but clauses that fulfil it");

        // Silence of the one who confirms says nothing of the quiet.
        EventTime Confirmed(EventTime word) => word is NotYet ? new Unknown($"{agreement.Actors[e.Quiet!.ConfirmedBy!].Name} has not confirmed the quiet") : word;
    }

    private static EventTime Declared(Agreement agreement, string id, ImmutableArray<string> by, ImmutableArray<JournalledReport> declarations, Instant asOf)
    {
        var latest = Instant.MinValue;
        var entries = ImmutableArray.CreateBuilder<long>();
        EventTime? missing = null;
        foreach (var actor in by)
        {
            var about = declarations.Where(report => Names(agreement, ((Declaration)report.Report.Content).By, actor)).ToArray();
            var all = about.Where(report => IsOwn(agreement, report, actor)).ToArray();
            var own = all.Where(report => IsMade((Declaration)report.Report.Content, asOf)).ToArray();
            if (own.Length > 0)
            {
                // The first effect counts: who declares again later does not undo it.
                latest = Instant.Max(latest, own.Min(report => ((Declaration)report.Report.Content).Effective));
                entries.AddRange(own.SelectMany(report => report.Entries));
                continue;
            }
            if (all.Length > 0)
                missing ??= new NotYet($"{agreement.Actors[actor].Name} declared '{id}' with effect from {Local(agreement, all.Min(report => ((Declaration)report.Report.Content).Effective))}, which lies ahead");
            else if (about.Length > 0)
                missing = new Unknown($"that {agreement.Actors[actor].Name} declared '{id}' is only another's word");
            else
                missing ??= new NotYet($"{agreement.Actors[actor].Name} has not declared '{id}'");
        }
        return missing ?? new Known(latest, [.. entries.Order()]);
    }

    /// <summary>Whether a declaration was made in a world that ends at an instant. Which was made later is not among its reports.</summary>
    private static bool IsMade(Declaration declaration, Instant asOf) => declaration.Declared is not null || declaration.Effective <= asOf;

    private static string Local(Agreement agreement, Instant at) =>
        $"{LocalDateTimePattern.CreateWithInvariantCulture("d MMM uuuu HH:mm").Format(at.InZone(agreement.Clock.Zone).LocalDateTime)} {agreement.Clock.Zone.Id}";

    private static bool Names(Agreement agreement, string words, string actor) => agreement.ActorNamed(words)?.Id == actor;

    private static bool IsOwn(Agreement agreement, JournalledReport report, string actor) =>
        ((Declaration)report.Report.Content).Said is null && Names(agreement, report.Report.Source, actor);
}

/// <summary>When the moments of an agreement fall, given when its events happened and what is known of its clauses.</summary>
/// <param name="Agreement">The agreement, under one reading.</param>
/// <param name="Events">Its events.</param>
/// <param name="States">What is known of its clauses so far; a clause that is not in it is unknown.</param>
internal sealed record Calendar(
    Agreement Agreement, ImmutableSortedDictionary<string, EventTime> Events, ImmutableSortedDictionary<string, ClauseState> States)
{
    /// <summary>The calendar in which events that rest on the states of clauses are worked out.</summary>
    /// <param name="agreement">The agreement, under one reading.</param>
    /// <param name="declared">Its events by what was declared.</param>
    /// <param name="states">What is known of its clauses so far.</param>
    /// <param name="isEarliestEnough">
    /// Whether an event that can happen in several ways is known by the earliest that is known; else only when all of them are.
    /// </param>
    public static Calendar Of(
        Agreement agreement, ImmutableSortedDictionary<string, EventTime> declared, ImmutableSortedDictionary<string, ClauseState> states, bool isEarliestEnough)
    {
        EventTime Met(string clause) => states.GetValueOrDefault(clause)?.Met ?? new EventTime.Unknown($"nothing is known yet of clause '{clause}'");
        var fulfil = agreement.Clauses.Where(clause => clause.Fulfils is not null).ToLookup(clause => clause.Fulfils!, clause => clause.Id, StringComparer.Ordinal);
        return new Calendar(agreement, declared.ToImmutableSortedDictionary(pair => pair.Key, pair => Happens(agreement.Events[pair.Key], pair.Value), StringComparer.Ordinal), states);

        EventTime Happens(AgreedEvent e, EventTime own)
        {
            if (!e.AllMet.IsEmpty) own = Last([.. e.AllMet.Select(Met)]);
            else if (!e.AnyMet.IsEmpty) own = First([.. e.AnyMet.Select(Met)]);
            else if (e.Quiet is { ConfirmedBy: null } quiet && states.GetValueOrDefault(quiet.Clause) is { } state) own = state.Kept.Quiet(quiet, agreement.Clock, isEarliestEnough);
            return fulfil.Contains(e.Id) ? First([own, .. fulfil[e.Id].Select(Met)]) : own;
        }

        EventTime First(ImmutableArray<EventTime> ways)
        {
            var known = ways.OfType<EventTime.Known>().OrderBy(way => way.At).ToArray();
            var open = ways.OfType<EventTime.Unknown>().FirstOrDefault();
            return known.Length > 0 && (isEarliestEnough || open is null) ? known[0] : open ?? ways[0];
        }

        static EventTime Last(ImmutableArray<EventTime> parts) =>
            parts.OfType<EventTime.NotYet>().FirstOrDefault() ?? (EventTime?)parts.OfType<EventTime.Unknown>().FirstOrDefault()
            ?? new EventTime.Known(parts.Max(part => ((EventTime.Known)part).At), [.. parts.SelectMany(part => ((EventTime.Known)part).Entries).Distinct().Order()]);
    }

    public EventTime Resolve(Moment moment, MomentUse use) => moment switch
    {
        Moment.AfterEvent after => Happened(after.Event) switch
        {
            EventTime.Known known => known with { At = moment.Resolve(Agreement.Clock, use, known.At) },
            var other => other,
        },
        _ => new EventTime.Known(moment.Resolve(Agreement.Clock, use, default), []),
    };

    /// <summary>When an event happened, or the state of a clause began (<c>p2.ua.started</c>).</summary>
    public EventTime Happened(string name)
    {
        if (Events.TryGetValue(name, out var time)) return time;
        var dot = name.LastIndexOf('.');
        var state = States.GetValueOrDefault(name[..dot]);
        return name[(dot + 1)..] switch
        {
            _ when state is null => new EventTime.Unknown($"nothing is known yet of clause '{name[..dot]}'"),
            "started" => state.Started,
            "met" => state.Met,
            "breached" => state.Breached,
            "kept" => state.Kept.Whole(name[..dot]),
            _ => throw new InvalidOperationException($"INVARIANT: the reader resolved every event, and '{name}' is none"),
        };
    }
}

/// <summary>What is known of a clause for the clauses that depend on it.</summary>
/// <param name="Started">When it was begun, verified.</param>
/// <param name="Met">When it was fulfilled, verified.</param>
/// <param name="Breached">When it was first breached, verified.</param>
/// <param name="Kept">On which days it was kept, for a prohibition.</param>
internal sealed record ClauseState(EventTime Started, EventTime Met, EventTime Breached, KeptDays Kept);
