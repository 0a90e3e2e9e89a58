using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Recheck;

/// <summary>All findings of one reading of an agreement, made again by loops over everything. Lenient: what its own test of a place cannot decide for good counts as possible.</summary>
internal sealed partial class Reckoning(
    Agreement agreement, string? reading, ImmutableArray<JournalledReport> reports, ImmutableArray<Incident> incidents, Instant asOf, bool lenient)
{
    private readonly Hearsay hearsay = new(agreement);
    private readonly Places places = new(agreement);
    private readonly Dictionary<(string, ReportId), (Certainty, double?, bool)> tested = [];
    private Times times = null!;

    /// <summary>The zones of which something was not decided for good.</summary>
    public HashSet<string> Open { get; } = [];

    /// <summary>The entries of coverage of which it depends on the choice of places whether it meets a zone.</summary>
    public IEnumerable<long> AtEdge => watched?.AtEdge ?? [];

    /// <summary>When each event happened, once the findings are made.</summary>
    public ImmutableSortedDictionary<string, EventTime> Events => agreement.Events.Keys.ToImmutableSortedDictionary(id => id,
        id => times.Happened(id) is { At: { } at } known ? new EventTime.Known(at, known.Entries) : times.Happened(id).IsAhead ? new EventTime.NotYet("") : (EventTime)new EventTime.Unknown(""), StringComparer.Ordinal);

    /// <summary>The findings of some clauses. Those that wait for each other begin as unknown, and are made again until nothing changes.</summary>
    public ImmutableArray<Finding> Findings(IEnumerable<Clause> clauses)
    {
        var declared = Times.Declared(agreement, reports, asOf);
        var waitedFor = WaitedFor();
        foreach (var isEarliestEnough in (bool[])[true, false])
        {
            var states = new Dictionary<string, State>();
            for (var round = 0; round <= (isEarliestEnough ? 4 * waitedFor.Length + 8 : 10_000); round++)
            {
                times = new(agreement, declared, states, isEarliestEnough);
                var next = waitedFor.ToDictionary(clause => clause.Id, StateOf);
                if (next.All(one => states.TryGetValue(one.Key, out var known) && Same(known, one.Value))) return [.. clauses.SelectMany(Hold)];
                states = next;
            }
        }
        throw new InvalidOperationException("the states of the clauses do not settle");

        static bool Same(State a, State b) => Alike(a.Started, b.Started) && Alike(a.Met, b.Met) && Alike(a.Breached, b.Breached) && a.Kept.IsLike(b.Kept);
        static bool Alike(Time a, Time b) => a.At == b.At && a.Word == b.Word && a.Entries.SequenceEqual(b.Entries);
    }

    /// <summary>The clauses of which the state is asked for by name, or on which an event rests.</summary>
    private Clause[] WaitedFor()
    {
        var names = agreement.Clauses.SelectMany(clause => clause.After.Concat([clause.From, clause.Until, clause.Start.NotBefore, clause.Start.After, clause.Start.By, clause.Done.NotBefore, clause.Done.After, clause.Done.By])
                .Concat(clause.Accepted.Select(one => one.Since)).OfType<Moment.AfterEvent>().Select(moment => moment.Event).Concat(clause.While))
            .Where(name => !agreement.Events.ContainsKey(name)).Select(name => name[..name.LastIndexOf('.')])
            .Concat(agreement.Events.Values.SelectMany(happens => happens.AllMet.Concat(happens.AnyMet).Append(happens.Quiet?.Clause ?? ""))).ToHashSet();
        return [.. agreement.Clauses.Where(clause => clause.Fulfils is not null || names.Contains(clause.Id))];
    }

    private IEnumerable<Finding> Hold(Clause clause)
    {
        if (clause is { Rate: not null, Kind: not ClauseKind.Must })
            return [.. Rates(clause, [.. incidents.SelectMany(incident => Hold(Prohibition(clause), incident))]), .. clause.DutyOf.IsEmpty ? [] : incidents.SelectMany(incident => Hold(Obstruction(clause), incident))];
        if (clause.Kind == ClauseKind.May) return clause.DutyOf.IsEmpty ? [] : incidents.SelectMany(incident => Hold(Obstruction(clause), incident));
        if (clause.Kind == ClauseKind.MustNot)
        {
            var held = incidents.SelectMany(incident => Hold(Prohibition(clause), incident)).ToArray();
            return [.. held, .. Days(clause, held), .. clause.Alert is null ? [] : Thresholds(clause, held)];
        }
        var due = Deadlines(clause).ToArray();
        return clause.Keep && Reverse(clause, actors => Since(clause, actors, FulfilmentStage.Completed, due)) is { } ban ? [.. due, .. incidents.SelectMany(incident => Hold(ban, incident))] : due;
    }

    private static bool IsEnough(Clause clause, Standing? standing) => standing == Standing.Verified || (clause.CorroboratedIsEnough && standing == Standing.Corroborated);

    private State StateOf(Clause clause)
    {
        var findings = Hold(clause).ToArray();
        var first = findings.Where(one => one is { Outcome: Outcome.Breached, Time: not null, Key.Occasion: not Occasion.OfThreshold } && IsEnough(clause, one.Standing)).OrderBy(one => one.Time!.Value.End).ThenBy(one => one.Id).FirstOrDefault();
        var breached = first is not null ? Time.Known(first.Time!.Value.End, first.Entries)
            : clause.After.Append(clause.From).OfType<Moment>().Select(moment => times.Of(moment)).Any(begins => begins.IsAhead || begins.At > asOf) ? Time.NotYet : Time.Unknown;
        return clause.Kind == ClauseKind.Must
            ? new(Since(clause, [], FulfilmentStage.Begun, findings), Since(clause, [], FulfilmentStage.Completed, findings), breached, Kept.Unknown)
            : new(clause.From is { } from ? times.Of(from) : Time.Unknown, Time.Unknown, breached, KeptOf(clause, findings));
    }

    /// <summary>Whether the actors behind a subject accepted the clause: all of them, or perhaps the one that it was.</summary>
    private Step Bound(Clause clause, ImmutableArray<string> actors, Interval time)
    {
        Certainty By(Func<Acceptance, bool> whose) => clause.Accepted.Where(whose)
            .Select(one => one.Since is { } since ? Times.AtOrAfter(time, times.Of(since)) : Certainty.Certain).DefaultIfEmpty(Certainty.No).Max();
        var each = actors.IsEmpty ? [By(_ => true)] : actors.Select(actor => By(one => agreement.Leaves(one.By).Contains(actor))).ToArray();
        var all = each.Min();
        return Steps.Of("bound", (all == Certainty.No && each.Max() > Certainty.No ? Certainty.Possible : all).Word());
    }

    private (Certainty Certainty, double? Margin, bool IsExact) Test(string zone, Sighting one) => tested.TryGetValue((zone, one.Id), out var known) ? known
        : tested[(zone, one.Id)] = places.Test(agreement.Zones[zone], one.Observation.Where.Region, one.Observation.Occurred);

    private Finding Make(
        Clause clause, string subject, Occasion occasion, Interval? time, (Outcome Outcome, Standing? Standing, AttributionStatus? Attribution) answer, double? margin,
        IEnumerable<Step> steps, ImmutableArray<string> assumptions, bool hasMargin = false)
    {
        var key = new FindingKey(clause.Id, reading, subject, occasion);
        Metres? metres = margin is { } by ? new Metres(by) : null;
        return new()
        {
            Id = FindingId.Of(agreement.Id, key), Key = key, Time = time, Outcome = answer.Outcome, Standing = answer.Standing, Attribution = answer.Attribution, Margin = metres,
            Trace = Steps.Of("finding", Outcomes.Words(answer.Outcome, answer.Standing), steps) with { Assumptions = assumptions, Margin = hasMargin ? metres : null },
        };
    }
}
