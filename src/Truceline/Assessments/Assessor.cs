using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// Holds a record against an agreement. The same reports, agreement and rules version give the same findings, whatever
/// the order in which the reports came.
/// </summary>
public static class Assessor
{
    /// <summary>Assesses a record.</summary>
    /// <param name="log">The reports, up to the entry that bounds what is known.</param>
    /// <param name="agreement">The agreement.</param>
    /// <param name="rules">The rules of fusion.</param>
    /// <param name="asOf">
    /// The end of the world: what begins to occur after it is left out, and later deadlines are pending. Null: the latest
    /// end of any occurred interval in the record.
    /// </param>
    public static Assessment Assess(ReportLog log, Agreement agreement, FusionRules rules, Instant? asOf)
    {
        var end = asOf ?? LatestEnd(log);
        var used = log.Standing.Where(report => end is not { } last || IsWithin(report, last)).ToImmutableArray();
        var incidents = Fusion.Fuse(used, rules, GroupingDecisions.Of(log));
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var plain = new Calendar(agreement, EventTime.Of(agreement, used), ImmutableSortedDictionary.Create<string, ClauseState>(StringComparer.Ordinal));
        if (end is { } bound)
        {
            (plain, var held) = Under(agreement, null, agreement.Clauses, used, incidents, bound);
            findings.AddRange(held);
            foreach (var reading in agreement.Readings.Values)
                findings.AddRange(Under(
                    reading.Agreement, reading.Name, [.. reading.Agreement.Clauses.Where(clause => reading.Changes.Contains(clause.Id))],
                    used, incidents, bound).Findings);
        }

        var order = agreement.Clauses.Select((clause, i) => (clause.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        return new Assessment
        {
            Agreement = agreement,
            AsOf = end,
            AtEntry = log.Size,
            Reports = used.Length,
            Exercise = used.Any(report => report.Report.Exercise),
            Limits = [.. used.Where(report => report.Report.Limits is not null).Select(report => $"{report.Report.Source}: {report.Report.Limits}").Distinct().Order(StringComparer.Ordinal)],
            Incidents = incidents,
            Events = plain.Events,
            Findings =
            [
                .. findings
                    .OrderBy(finding => order[finding.Key.Clause])
                    .ThenBy(finding => finding.Key.Reading ?? "", StringComparer.Ordinal)
                    .ThenBy(finding => finding.Time?.Start ?? Instant.MaxValue)
                    .ThenBy(finding => finding.Key.Subject, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Id),
            ],
        };
    }

    private static Instant? LatestEnd(ReportLog log) => log.Standing
        .Select(report => report.Report.Content.When is { } when ? when.End : (Instant?)null)
        .Max();

    private static bool IsWithin(JournalledReport report, Instant end) =>
        report.Report.Content.When is not { } when || when.Start <= end;

    /// <summary>
    /// The findings of some clauses under one reading. Clauses that depend on each other are evaluated from unknown until
    /// nothing changes: the least fixpoint. What is learnt is never lost again, so each round that changes anything settles a
    /// state, of which a clause has three.
    /// </summary>
    private static (Calendar Calendar, ImmutableArray<Finding> Findings) Under(
        Agreement agreement, string? reading, ImmutableArray<Clause> clauses, ImmutableArray<JournalledReport> reports,
        ImmutableArray<Incident> incidents, Instant asOf)
    {
        var hearing = new Hearing(agreement, reading, reports, incidents, asOf);
        var declared = EventTime.Of(agreement, reports);
        var depended = agreement.Clauses.Where(clause => IsDependedOn(agreement, clause)).ToImmutableArray();
        // An event that may happen in several ways can come to be known earlier than it was first, which may undo what rested
        // on it. Where that goes round in a circle nobody knows when it happened.
        var settled = Settle(hearing, declared, depended, isEarliestEnough: true)
            ?? Settle(hearing, declared, depended, isEarliestEnough: false)
            ?? throw new InvalidOperationException("INVARIANT: what is learnt of a clause is never lost again");
        return (settled, [.. clauses.SelectMany(clause => Hold(hearing, settled, clause))]);
    }

    private static Calendar? Settle(Hearing hearing, ImmutableSortedDictionary<string, EventTime> declared, ImmutableArray<Clause> depended, bool isEarliestEnough)
    {
        var states = ImmutableSortedDictionary.Create<string, ClauseState>(StringComparer.Ordinal);
        // What rests on no other clause is the same in every round.
        var firm = depended.Where(clause => !RestsOnStates(hearing.Agreement, clause)).Select(clause => clause.Id).ToHashSet(StringComparer.Ordinal);
        for (var round = 0; round <= 3 * depended.Length + 1; round++)
        {
            var (calendar, known) = (Calendar.Of(hearing.Agreement, declared, states, isEarliestEnough), states);
            var next = depended.ToImmutableSortedDictionary(
                clause => clause.Id, clause => firm.Contains(clause.Id) && known.TryGetValue(clause.Id, out var settled) ? settled : State(hearing, calendar, clause), StringComparer.Ordinal);
            if (next.SequenceEqual(states)) return calendar;
            states = next;
        }
        return null;
    }

    private static IEnumerable<Finding> Hold(Hearing hearing, Calendar calendar, Clause clause)
    {
        var prohibitions = new Prohibitions(hearing, calendar);
        // Who must not obstruct a permission is held to that, incident by incident; nothing else is.
        if (clause.Kind == ClauseKind.May)
            return clause.DutyOf.IsEmpty ? [] : hearing.Incidents.SelectMany(incident => prohibitions.Hold(Ban.Obstruction(clause, calendar), incident));
        if (clause.Kind == ClauseKind.MustNot)
        {
            var ban = Ban.Of(clause, calendar);
            ImmutableArray<Finding> held = [.. hearing.Incidents.SelectMany(incident => prohibitions.Hold(ban, incident))];
            return held.Concat(new Days(hearing, calendar).Hold(clause, held));
        }
        var obligations = new Obligations(hearing, calendar);
        var deadlines = obligations.Hold(clause).ToImmutableArray();
        var fulfilled = new Dictionary<string, EventTime>(StringComparer.Ordinal);
        var kept = clause.Keep && Ban.Reverse(clause, calendar, Fulfilled, $"clause '{clause.Id}' was fulfilled") is { } reverse
            ? hearing.Incidents.SelectMany(incident => prohibitions.Hold(reverse, incident))
            : [];
        return deadlines.Concat(kept);

        EventTime Fulfilled(ImmutableArray<string> actors)
        {
            var key = string.Join('\n', actors);
            return fulfilled.TryGetValue(key, out var known) ? known : fulfilled[key] = obligations.Since(clause, actors, FulfilmentStage.Completed, deadlines);
        }
    }

    private static ClauseState State(Hearing hearing, Calendar calendar, Clause clause)
    {
        var findings = Hold(hearing, calendar, clause).ToImmutableArray();
        var verified = findings
            .Where(finding => finding is { Outcome: Outcome.Breached, Time: not null } && IsEnough(clause, finding.Standing))
            .Select(finding => (At: finding.Time!.Value.End, finding.Id, finding.Entries))
            .OrderBy(breach => breach.At).ThenBy(breach => breach.Id)
            .ToArray();
        EventTime breached = verified.Length > 0
            ? new EventTime.Known(verified[0].At, verified[0].Entries)
            : IsAhead(calendar, clause, hearing.AsOf)
                ? new EventTime.NotYet($"clause '{clause.Id}' has not come into play")
                : new EventTime.Unknown($"no verified finding says that clause '{clause.Id}' was breached");
        if (clause.Kind == ClauseKind.Must)
        {
            var obligations = new Obligations(hearing, calendar);
            return new ClauseState(
                obligations.Since(clause, [], FulfilmentStage.Begun, findings), obligations.Since(clause, [], FulfilmentStage.Completed, findings), breached);
        }
        var begins = clause.From is { } from ? calendar.Resolve(from, MomentUse.Beginning) : new EventTime.Unknown($"clause '{clause.Id}' has no written beginning");
        return new ClauseState(begins, new EventTime.Unknown($"clause '{clause.Id}' is a prohibition: it is kept or breached, never fulfilled"), breached);
    }

    /// <summary>Whether a standing makes a state of a clause true: verified, or corroborated where the clause says that this is enough.</summary>
    internal static bool IsEnough(Clause clause, Standing? standing) =>
        standing == Standing.Verified || (clause.CorroboratedIsEnough && standing == Standing.Corroborated);

    /// <summary>Whether a clause has surely not begun to apply.</summary>
    private static bool IsAhead(Calendar calendar, Clause clause, Instant asOf) => clause.After.Append(clause.From).OfType<Moment>()
        .Select(moment => calendar.Resolve(moment, MomentUse.Beginning))
        .Any(begins => begins is EventTime.NotYet || (begins is EventTime.Known known && known.At > asOf));

    /// <summary>Whether when a clause applies, or whom it binds, waits for the state of a clause, itself or through an event.</summary>
    private static bool RestsOnStates(Agreement agreement, Clause clause)
    {
        return !clause.While.IsEmpty
            || clause.After.Concat([clause.From, clause.Until, clause.Start.NotBefore, clause.Start.After, clause.Start.By, clause.Done.NotBefore, clause.Done.After, clause.Done.By])
                .Concat(clause.Accepted.Select(accepted => accepted.Since)).Any(IsOpen);

        bool IsOpen(Moment? moment) => moment is Moment.AfterEvent { Event: var name }
            && (!agreement.Events.TryGetValue(name, out var happens) || !happens.AllMet.IsEmpty || !happens.AnyMet.IsEmpty || agreement.Clauses.Any(other => other.Fulfils == name));
    }

    /// <summary>Whether another clause, or the clause itself, waits for a state of this one.</summary>
    private static bool IsDependedOn(Agreement agreement, Clause clause)
    {
        var prefix = clause.Id + ".";
        bool Names(Moment? moment) => moment is Moment.AfterEvent after && !agreement.Events.ContainsKey(after.Event) && after.Event[..(after.Event.LastIndexOf('.') + 1)] == prefix;
        return clause.Fulfils is not null
            || agreement.Events.Values.Any(one => one.AllMet.Contains(clause.Id) || one.AnyMet.Contains(clause.Id))
            || agreement.Clauses.Any(other =>
            Names(other.From) || Names(other.Until) || other.After.Any(Names)
            || Names(other.Start.NotBefore) || Names(other.Start.After) || Names(other.Start.By)
            || Names(other.Done.NotBefore) || Names(other.Done.After) || Names(other.Done.By)
            || other.Accepted.Any(accepted => Names(accepted.Since))
            || other.While.Any(state => state[..(state.LastIndexOf('.') + 1)] == prefix));
    }
}
