using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>What is known of clauses for the clauses that wait for them, and which wait for which.</summary>
internal static class ClauseStates
{
    /// <summary>The state of a clause under a calendar.</summary>
    /// <param name="hearing">The record.</param>
    /// <param name="calendar">The calendar.</param>
    /// <param name="clause">The clause.</param>
    /// <param name="findings">Everything found of it under this calendar.</param>
    public static ClauseState Of(Hearing hearing, Calendar calendar, Clause clause, ImmutableArray<Finding> findings)
    {
        var verified = findings
            .Where(finding => finding is { Outcome: Outcome.Breached, Time: not null } && (finding.Incident is not null || finding.Key.Occasion is not Occasion.OfThreshold) && Assessor.IsEnough(clause, finding.Standing))
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
                obligations.Since(clause, [], FulfilmentStage.Begun, findings), obligations.Since(clause, [], FulfilmentStage.Completed, findings), breached, KeptDays.Unknown);
        }
        var begins = clause.From is { } from ? calendar.Resolve(from, MomentUse.Beginning) : new EventTime.Unknown($"clause '{clause.Id}' has no written beginning");
        return new ClauseState(begins, new EventTime.Unknown($"clause '{clause.Id}' is a prohibition: it is kept or breached, never fulfilled"), breached, new Days(hearing, calendar).Kept(clause, findings));
    }

    /// <summary>Whether a clause has surely not begun to apply.</summary>
    private static bool IsAhead(Calendar calendar, Clause clause, Instant asOf) => clause.After.Append(clause.From).OfType<Moment>()
        .Select(moment => calendar.Resolve(moment, MomentUse.Beginning))
        .Any(begins => begins is EventTime.NotYet || (begins is EventTime.Known known && known.At > asOf));

    /// <summary>Whether when a clause applies, or whom it binds, waits for the state of a clause, itself or through an event.</summary>
    public static bool RestOn(Agreement agreement, Clause clause)
    {
        return !clause.While.IsEmpty
            || clause.After.Concat([clause.From, clause.Until, clause.Start.NotBefore, clause.Start.After, clause.Start.By, clause.Done.NotBefore, clause.Done.After, clause.Done.By])
                .Concat(clause.Accepted.Select(accepted => accepted.Since)).Any(IsOpen);

        bool IsOpen(Moment? moment) => moment is Moment.AfterEvent { Event: var name }
            && (!agreement.Events.TryGetValue(name, out var happens) || !happens.AllMet.IsEmpty || !happens.AnyMet.IsEmpty || happens.Quiet is { ConfirmedBy: null } || agreement.Clauses.Any(other => other.Fulfils == name));
    }

    /// <summary>Whether another clause, or the clause itself, waits for a state of this one.</summary>
    public static bool AreWaitedFor(Agreement agreement, Clause clause)
    {
        var prefix = clause.Id + ".";
        bool Names(Moment? moment) => moment is Moment.AfterEvent after && !agreement.Events.ContainsKey(after.Event) && after.Event[..(after.Event.LastIndexOf('.') + 1)] == prefix;
        return clause.Fulfils is not null
            || agreement.Events.Values.Any(one => one.AllMet.Contains(clause.Id) || one.AnyMet.Contains(clause.Id) || one.Quiet is { ConfirmedBy: null } quiet && quiet.Clause == clause.Id)
            || agreement.Clauses.Any(other =>
            Names(other.From) || Names(other.Until) || other.After.Any(Names)
            || Names(other.Start.NotBefore) || Names(other.Start.After) || Names(other.Start.By)
            || Names(other.Done.NotBefore) || Names(other.Done.After) || Names(other.Done.By)
            || other.Accepted.Any(accepted => Names(accepted.Since))
            || other.While.Any(state => state[..(state.LastIndexOf('.') + 1)] == prefix));
    }
}
