using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;
using static Truceline.Assessments.Outcome;
using static Truceline.Assessments.Standing;
using static Truceline.Geography.Certainty;
using static Truceline.Reports.FulfilmentStage;

namespace Truceline.Recheck;

/// <summary>All findings of one reading of an agreement, made again by loops over everything.</summary>
/// <param name="agreement">The agreement in this reading.</param>
/// <param name="reading">Its name; null for the plain text.</param>
/// <param name="reports">The reports.</param>
/// <param name="incidents">What they are of.</param>
/// <param name="asOf">The end of the world.</param>
/// <param name="claimed">The steps on coverage that are claimed, by the id of their finding.</param>
internal sealed partial class Reckoning(
    Agreement agreement, string? reading, ImmutableArray<JournalledReport> reports, ImmutableArray<Incident> incidents, Instant asOf,
    ILookup<string, JsonObject> claimed)
{
    private readonly Places places = new(agreement.Clock.Zone);
    private readonly Dictionary<(string, ReportId), (Certainty Is, double? Margin)> tested = [];
    private Dictionary<string, State> states = [];
    private bool isEarliestEnough = true;

    /// <summary>When each event happened, once the findings are made.</summary>
    public IEnumerable<(string Id, Time Time)> Events => agreement.Events.Keys.Select(id => (id, Happened(id)));

    /// <summary>The findings of some clauses. Those that wait for each other begin as unknown, and are made again until nothing changes.</summary>
    public ImmutableArray<Found> Findings(IEnumerable<Clause> clauses)
    {
        // Of which the state is asked for by name, or on which an event rests.
        var names = agreement.Clauses.SelectMany(clause => Moments(clause).OfType<Moment.AfterEvent>().Select(moment => moment.Event).Concat(clause.While))
            .Select(name => name[..Math.Max(0, name.LastIndexOf('.'))])
            .Concat(agreement.Events.Values.SelectMany(happens => happens.AllMet.Concat(happens.AnyMet).Append(happens.Quiet?.Clause ?? ""))).ToHashSet();
        var waitedFor = agreement.Clauses.Where(clause => clause.Fulfils is not null || names.Contains(clause.Id)).ToArray();
        for (var round = 0; round < 10_000; round++)
        {
            happened.Clear();
            var next = waitedFor.ToDictionary(clause => clause.Id, clause => StateOf(clause, [.. Hold(clause)]));
            if (next.All(one => StateOf(one.Key).ToString() == one.Value.ToString())) return [.. clauses.SelectMany(Hold)];
            // What was first need not stay so: where that goes round in circles, an event waits for what is not known yet.
            (isEarliestEnough, states) = round == 4 * waitedFor.Length + 8 ? (false, []) : (isEarliestEnough, next);
        }
        throw new InvalidOperationException("the states of the clauses do not settle");

        static IEnumerable<Moment?> Moments(Clause one) => one.After.Concat(one.Accepted.Select(accepted => accepted.Since))
            .Concat([one.From, one.Until, one.Start.NotBefore, one.Start.After, one.Start.By, one.Done.NotBefore, one.Done.After, one.Done.By]);
    }

    private IEnumerable<Found> Hold(Clause clause)
    {
        var hindered = clause.DutyOf.IsEmpty ? [] : Hold(Obstruction(clause));
        if (clause.Kind == ClauseKind.Must)
        {
            var due = Deadlines(clause).ToArray();
            return due.Concat(clause.Keep ? Hold(Reverse(clause, actors => Since(clause, actors, Completed, due))) : []);
        }
        if (clause.Kind == ClauseKind.May && clause.Rate is null) return hindered;
        var held = Hold(Prohibition(clause)).ToArray();
        return clause.Rate is { } rate ? Rates(clause, rate, held).Concat(hindered)
            : [.. held, .. Days(clause, held), .. clause.Alert is { } alert ? Thresholds(clause, alert, held) : []];
    }

    private static bool IsEnough(Clause clause, Standing? standing) =>
        standing == Verified || (clause.CorroboratedIsEnough && standing == Corroborated);

    private State StateOf(Clause clause, Found[] findings)
    {
        var first = findings.Where(one => one is { Outcome: Breached, Time: not null, Key.Occasion: not Occasion.OfThreshold })
            .Where(one => IsEnough(clause, one.Standing)).OrderBy(one => one.Time!.Value.End).ThenBy(one => one.Id).FirstOrDefault();
        var breached = first is not null ? Time.Known(first.Time!.Value.End, first.Trace.AllEntries())
            : Begins(clause).Any(begins => begins.IsAhead || begins.At > asOf) ? Time.NotYet : Time.Unknown;
        return clause.Kind == ClauseKind.Must
            ? new(Since(clause, [], Begun, findings), Since(clause, [], Completed, findings), breached, KeptDays.Unknown)
            : new(clause.From is { } from ? Of(from) : Time.Unknown, Time.Unknown, breached, KeptOf(clause, findings));
    }

    /// <summary>Whether the actors behind a subject accepted the clause: all of them, or perhaps the one that it was.</summary>
    private Step Bound(Clause clause, ImmutableArray<string> actors, Interval time)
    {
        Certainty By(Func<Acceptance, bool> whose) =>
            clause.Accepted.Where(whose).Select(one => one.Since is { } since ? Of(since).Before(time) : Certain).DefaultIfEmpty(No).Max();
        var each = actors.IsEmpty ? [By(_ => true)] : actors.Select(actor => By(one => agreement.Expand([one.By]).Contains(actor))).ToArray();
        return new("bound", (each.Min() == No && each.Max() > No ? Possible : each.Min()).Word());
    }

    private IEnumerable<Sighting> Sightings => incidents.SelectMany(incident => incident.Sightings);

    private FindingId Id(FindingKey key) => FindingId.Of(agreement.Id, key);

    private FindingKey Key(Clause clause, string subject, Occasion occasion) => new(clause.Id, reading, subject, occasion);

    private Found Make(FindingKey key, Interval? time, Verdict verdict, double? margin, IEnumerable<string> assumptions)
    {
        var (words, shown) = (Outcomes.Words(verdict.Outcome, verdict.Standing), key.Occasion is Occasion.OfIncident ? margin : null);
        return new(Id(key), key, time, verdict, margin, new("finding", words, null, verdict.Steps, shown, assumptions));
    }
}
