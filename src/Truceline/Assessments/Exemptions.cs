using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Assessments;

/// <summary>
/// Whether an exception of a clause applies to what somebody did at a time. Each condition is held against the record: an
/// exception excuses when all its conditions certainly hold; where one of them is not on record it excuses nothing, and the
/// missing condition is named; between the two nobody can rule.
/// </summary>
internal sealed class Exemptions(Hearing hearing, Calendar calendar)
{
    private readonly Agreement agreement = hearing.Agreement;

    /// <summary>Whether one of the exceptions applies, with the reasons.</summary>
    /// <param name="clause">A clause with exceptions.</param>
    /// <param name="actors">The actors behind the subject; empty for anyone.</param>
    /// <param name="time">When it was done.</param>
    /// <param name="incident">What was done; null where it is that something was not.</param>
    public (Certainty Certainty, Step Step) Of(Clause clause, ImmutableArray<string> actors, Interval time, Incident? incident)
    {
        var steps = clause.Unless.Select(exemption => One(clause, exemption, actors, time, incident)).ToImmutableArray();
        var certainty = steps.Max(step => step.Certainty);
        return (certainty, new Step
        {
            Predicate = "unless", Value = certainty.Choose("not excused", "perhaps excused", "excused"),
            Says = certainty switch
            {
                Certainty.Certain => "an exception of the clause applies",
                Certainty.Possible => "an exception of the clause may apply",
                _ => $"no exception of the clause applies; missing: {string.Join("; ", steps.SelectMany(step => step.Missing).Distinct(StringComparer.Ordinal))}",
            },
            Because = [.. steps.Select(step => step.Step)],
        });
    }

    private (Certainty Certainty, ImmutableArray<string> Missing, Step Step) One(Clause clause, Exemption exemption, ImmutableArray<string> actors, Interval time, Incident? incident)
    {
        var conditions = exemption.Conditions.Select(condition => Weigh(clause, condition, actors, time, incident)).ToImmutableArray();
        var certainty = conditions.Aggregate(Certainty.Certain, (all, one) => all.And(one.Certainty));
        return (certainty, [.. conditions.Where(one => one.Certainty == Certainty.No).Select(one => one.What)], new Step
        {
            Predicate = "exception", Value = certainty.Choose("does not apply", "may apply", "applies"),
            Says = conditions.Length == 1 ? "its one condition" : FormattableString.Invariant($"all of its {conditions.Length} conditions must hold"),
            Because = [.. conditions.Select(one => new Step { Predicate = "condition", Value = one.Certainty.Choose("missing", "open", "holds"), Says = one.Says, Entries = one.Entries })],
        });
    }

    /// <summary>One condition: how certain it is, what it is in short, what is on record of it.</summary>
    private sealed record Held(Certainty Certainty, string What, string Says, ImmutableArray<long> Entries);

    private Held Weigh(Clause clause, Condition condition, ImmutableArray<string> actors, Interval time, Incident? incident) => condition switch
    {
        Condition.AuthorisedBy by => Given(clause, by.Actors, $"an authorisation by {Names(by.Actors)}", time),
        Condition.OrderedBy by => Given(clause, by.Actors, $"an order of {Names(by.Actors)}", time),
        Condition.Notified notified => Notified(clause, notified, actors, time),
        Condition.AttackedBy by => Attacked(clause, by, actors, time, incident),
        Condition.Tried tried => Tried(tried, time),
        Condition.Rotation rotation when incident is not null => Replaced(clause, rotation, actors, incident),
        Condition.Rotation => new(Certainty.Possible, "that it only replaces what leaves", "what was not done replaces nothing that can be counted", []),
        _ => throw new InvalidOperationException("INVARIANT: the family of conditions is closed"),
    };

    private Held Replaced(Clause clause, Condition.Rotation rotation, ImmutableArray<string> actors, Incident incident)
    {
        var (certainty, what, says, entries) = new Rotations(hearing, calendar).Of(clause, rotation, actors, incident);
        return new(certainty, what, says, entries);
    }

    /// <summary>A notification that those who may give leave, or the order, gave before: sure in their own word.</summary>
    private Held Given(Clause clause, ImmutableArray<string> givers, string what, Interval time)
    {
        var about = Notifications(clause, time).Where(one => agreement.ActorNamed(one.Notification.By)?.Id is { } by && givers.Contains(by)).ToImmutableArray();
        return Best(clause, what, about, one => agreement.ActorNamed(one.Report.Report.Source)?.Id is { } source && givers.Contains(source));
    }

    /// <summary>A notification by the actor in time: sure in the word of the one who was told, or of a monitor.</summary>
    private Held Notified(Clause clause, Condition.Notified condition, ImmutableArray<string> actors, Interval time)
    {
        var what = condition.To.IsEmpty ? "notice given before" : $"notice given to {Names(condition.To)} before";
        var about = Notifications(clause, time)
            .Where(one => agreement.ActorNamed(one.Notification.By)?.Id is { } by && (actors.IsEmpty || actors.Contains(by)))
            .Where(one => condition.To.IsEmpty || (one.Notification.To is { } told && agreement.ActorNamed(told)?.Id is { } to && agreement.Expand(condition.To).Concat(condition.To).Contains(to)))
            .Where(one => condition.Before is not { } before || new Moment.AfterEvent("", before).Resolve(agreement.Clock, MomentUse.Beginning, one.Notification.Given) <= time.Start)
            .ToImmutableArray();
        return Best(clause, what, about, one => agreement.ActorNamed(one.Report.Report.Source) is { } source
            && (source.Kind == ActorKind.Monitor || (one.Notification.To is { } told && agreement.ActorNamed(told)?.Id == source.Id)));
    }

    private sealed record Told(JournalledReport Report, Notification Notification);

    /// <summary>The notifications given before a time that may be about it.</summary>
    private IEnumerable<Told> Notifications(Clause clause, Interval time) => hearing.Reports
        .Select(report => new Told(report, (report.Report.Content as Notification)!))
        .Where(one => one.Notification is { } notification
            && notification.Given <= time.Start
            && (notification.Agreement is null || notification.Agreement == agreement.Id)
            && (notification.Clause is null || notification.Clause == clause.Id)
            && (notification.Act is not { } act || act.Includes(clause.Do) || clause.Do.Includes(act))
            && (notification.Window is not { } window || (window.Start <= time.Start && time.End <= window.End)));

    private static Held Best(Clause clause, string what, ImmutableArray<Told> about, Func<Told, bool> isSure)
    {
        if (about.IsEmpty) return new(Certainty.No, what, $"nothing on record says of {what}", []);
        ImmutableArray<Told> sure = [.. about.Where(isSure)];
        if (sure.IsEmpty) return new(Certainty.Possible, what, $"only another's word says of {what}", Entries(about));
        ImmutableArray<Told> covering = [.. sure.Where(one => Covers(clause, one.Notification))];
        return covering.IsEmpty
            ? new(Certainty.Possible, what, $"on record: {what}, but not that it was for this act, time, place and class", Entries(sure))
            : new(Certainty.Certain, what, $"on record: {what}", Entries(covering));
    }

    // What names no clause and no act may be about something else, and what names no time would excuse for ever. Its place and class are not held against
    // what was done, so that one for elsewhere never excuses.
    private static bool Covers(Clause clause, Notification notification) =>
        notification is { Window: not null, Where: null, What: null } && (notification.Clause == clause.Id || notification.Act is { } act && act.Includes(clause.Do));

    private static ImmutableArray<long> Entries(ImmutableArray<Told> told) => [.. told.SelectMany(one => one.Report.Entries).Distinct().Order()];

    /// <summary>
    /// Fire on record by somebody else on the same local day, not after it. That this answers it is sure where a monitor that saw it directly names the
    /// report of that fire, which a monitor saw directly too: by one of those meant, and over before any monitor saw this begin. So no fire answers what
    /// answers it, and nobody else's word for when it began takes an excuse away. What only the accused says leaves it missing.
    /// </summary>
    private Held Attacked(Clause clause, Condition.AttackedBy condition, ImmutableArray<string> actors, Interval time, Incident? incident)
    {
        var what = condition.Actors.IsEmpty ? "an attack before it" : $"an attack by {Names(condition.Actors)} before it";
        var others = agreement.Expand(condition.Actors);
        var day = time.Start.InZone(agreement.Clock.Zone).Date;
        var all = hearing.World.IncidentsIn(Clock.StartOf(day, agreement.Clock.Zone), time.End)
            .SelectMany(one => one.Sightings)
            .Where(IsBefore)
            .ToImmutableArray();
        ImmutableArray<Sighting> seen = [.. (incident?.Sightings ?? []).Where(one => hearing.Standings.IsDirect(clause, one))];
        ImmutableArray<Sighting> saying = [.. seen.Where(one => one.Observation.Answers is not null && !actors.IsEmpty && hearing.Naming.Who(actors, one) == Certainty.Certain)];
        ImmutableArray<Sighting> before = [.. all.Where(one => !hearing.Standings.IsWordOf(actors, one) || IsNamed(one))];
        if (before.IsEmpty) return new(Certainty.No, what, all.IsEmpty ? $"nothing on record of that day says of {what}" : $"only its own side's word says of {what}", all.Entries());
        ImmutableArray<Sighting> answered = [.. before.Where(IsAnswered)];
        return answered.IsEmpty
            ? new(Certainty.Possible, what, "fire by another is on record that day; that this answers it no monitor reports", before.Entries())
            : new(Certainty.Certain, what, $"on record: {what}, which this answers, as a monitor reports", answered.Concat(saying).Entries());

        ImmutableArray<string> Leaves(Attribution by) => agreement.ActorNamed(by.Actor)?.Id is { } id ? agreement.Expand([id]) : [];
        bool IsNamed(Sighting one) => saying.Any(other => other.Observation.Answers == $"{one.Report.Report.Source}/{one.Report.Report.OwnId}");
        bool IsMeant(string actor) => !actors.Contains(actor) && (others.IsEmpty || others.Contains(actor));

        bool IsBefore(Sighting one) => one.Observation.Act is { } act && Agreements.Act.HostileAct.Includes(act)
            && one.Observation.Occurred.Start < time.End && one.Observation.Occurred.End.InZone(agreement.Clock.Zone).Date >= day
            && one.Observation.By.Any(by => Leaves(by).Any(IsMeant));

        bool IsAnswered(Sighting one) => hearing.Standings.IsDirect(clause, one)
            && one.Observation.By.Any(by => !hearing.Naming.IsClaim(by, one) && Leaves(by) is { IsEmpty: false } leaves && leaves.All(IsMeant))
            && IsNamed(one)
            && seen.All(other => one.Observation.Occurred.End < other.Observation.Occurred.Start);
    }

    /// <summary>The other clause begun before, as it is verified: begun and not completed is tried and failed.</summary>
    private Held Tried(Condition.Tried condition, Interval time)
    {
        var what = $"that '{condition.Clause}' was tried and failed";
        var reported = hearing.Fulfilments
            .Where(sighting => sighting.Observation.Fulfilment is { } said && said.Agreement == agreement.Id && said.Clause == condition.Clause && sighting.Observation.Occurred.Start < time.End)
            .ToImmutableArray();
        if (reported.IsEmpty) return new(Certainty.No, what, $"nothing on record says that '{condition.Clause}' was tried", []);
        var other = agreement.Clauses.First(one => one.Id == condition.Clause);
        var isSure = reported.Any(sighting => sighting.Observation.Fulfilment!.Stage == FulfilmentStage.Begun && sighting.Observation.Occurred.End <= time.Start && hearing.Standings.IsDirect(other, sighting))
            && reported.All(sighting => sighting.Observation.Fulfilment!.Stage != FulfilmentStage.Completed);
        return new(isSure ? Certainty.Certain : Certainty.Possible, what, isSure ? $"'{condition.Clause}' was begun and not completed, as a monitor saw" : $"reports say that '{condition.Clause}' was tried; that it failed is not certain",
            [.. reported.SelectMany(sighting => sighting.Report.Entries).Distinct().Order()]);
    }

    private string Names(ImmutableArray<string> actors) => string.Join(" or ", actors.Select(id => agreement.Actors[id].Name).Order(StringComparer.Ordinal));
}
