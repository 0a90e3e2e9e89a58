using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;
using static Truceline.Geography.Certainty;
using static Truceline.Reports.FulfilmentStage;

namespace Truceline.Recheck;

/// <summary>What excuses a breach: one exception that holds with all its conditions.</summary>
internal sealed partial class Reckoning
{
    private Step Exceptions(Clause clause, ImmutableArray<string> actors, Interval time, Incident? incident)
    {
        Step[] exceptions = [.. from exemption in clause.Unless
                                let conditions = exemption.Conditions.Select(condition => Weigh(clause, condition, actors, time, incident)).ToArray()
                                let all = Words.Least(conditions.Select(one => one.Certainty))
                                select new Step("exception", all.Word("does not apply", "may apply", "applies"), Because: conditions)];
        return new("unless", exceptions.Max(one => one.Certainty).Word("not excused", "perhaps excused", "excused"), Because: exceptions);
    }

    private Step Weigh(Clause clause, Condition condition, ImmutableArray<string> actors, Interval time, Incident? incident)
    {
        switch (condition)
        {
            case Condition.AuthorisedBy { Actors: var by }: return Announced(said => IsAny(said.By, by), (source, _) => by.Contains(source));
            case Condition.OrderedBy { Actors: var by }: return Announced(said => IsAny(said.By, by), (source, _) => by.Contains(source));
            case Condition.Notified { To: var to, Before: var ahead }:
                return Announced(said => (actors.IsEmpty ? Bind(said.By) is not null : IsAny(said.By, actors))
                    && (to.IsEmpty || IsAny(said.To, [.. to, .. agreement.Expand(to)])) && (ahead is null || Later(said.Given, ahead) <= time.Start),
                    (source, said) => agreement.Actors[source].Kind == ActorKind.Monitor || IsAny(said.To, [source]));
            case Condition.AttackedBy { Actors: var by }:
                var meant = by.IsEmpty ? null : agreement.Expand(by).Except(actors).ToArray();
                bool IsOther(string leaf) => meant?.Contains(leaf) ?? !actors.Contains(leaf);
                var said = Sightings.Where(one => one.Seen.Act is { } act && Act.HostileAct.Includes(act)
                    && one.Time.Start < time.End && DateOf(one.Time.End) >= DateOf(time.Start)
                    && one.Seen.By.SelectMany(named => Named(named.Actor)).Any(IsOther)).ToArray();
                var seen = (incident?.Sightings ?? []).Where(one => IsDirect(clause, one)).ToArray();
                var answers = seen.Where(one => one.Seen.Answers is not null && !actors.IsEmpty && Who(actors, one) == Certain).ToArray();
                bool IsNamed(Sighting one) => answers.Any(other => other.Seen.Answers == $"{one.Source}/{one.Report.Report.OwnId}");
                var attacks = said.Where(one => IsNamed(one) || Sides(one).Any(side => side is null || !actors.Contains(side))).ToArray();
                var answered = attacks.Where(one => IsDirect(clause, one) && IsNamed(one) && seen.All(other => one.Time.End < other.Time.Start)
                    && one.Seen.By.Any(named => !IsClaim(named, one) && Named(named.Actor) is { IsEmpty: false } leaves && leaves.All(IsOther))).ToArray();
                if (attacks.Length == 0) return Say(No, Entries(said));
                return answered.Length > 0 ? Say(Certain, Entries(answered.Concat(answers))) : Say(Possible, Entries(attacks));
            case Condition.Tried { Clause: var other }:
                var tried = Said(other, Begun).Where(one => one.Time.Start < time.End).ToArray();
                var isSure = tried.All(one => one.Seen.Fulfilment!.Stage == Begun)
                    && tried.Any(one => one.Time.End <= time.Start && IsDirect(agreement.Clauses.First(one => one.Id == other), one));
                return Say(tried.Length == 0 ? No : isSure ? Certain : Possible, Entries(tried));
            case Condition.Rotation rotation when incident is not null:
                var demands = Replaced(clause, rotation, actors, incident).ToArray();
                return Say(Words.Least(demands.Select(one => one.Is)), demands.SelectMany(one => one.Entries).Distinct().Order());
            default: return Say(Possible, []);
        }

        static Step Say(Certainty certainty, IEnumerable<long> entries) => new("condition", certainty.Word("missing", "open", "holds"), entries);
        bool IsAny(string? words, ImmutableArray<string> actors) => Bind(words) is { } actor && actors.Contains(actor.Id);

        // Certain where somebody who must know says that all of it is covered; else what may cover it makes it possible.
        Step Announced(Func<Notification, bool> isAbout, Func<string, Notification, bool> isSure)
        {
            var about = Told<Notification>().Where(one => one.Said is var said && said.Given <= time.Start && isAbout(said)
                && IsOurs(said.Agreement) && (said.Clause ?? clause.Id) == clause.Id
                && (said.Act is not { } act || act.Includes(clause.Do) || clause.Do.Includes(act))
                && (said.Window is not { } window || (window.Start <= time.Start && time.End <= window.End))).ToArray();
            var sure = about.Where(one => Bind(one.By.Report.Source) is { } source && isSure(source.Id, one.Said)).ToArray();
            var covering = sure.Where(one => one.Said is { Window: not null, Where: null, What: null } said
                && (said.Clause == clause.Id || (said.Act is { } act && act.Includes(clause.Do)))).ToArray();
            return Say(covering.Length > 0 ? Certain : about.Length > 0 ? Possible : No,
                new[] { covering, sure, about }.FirstOrDefault(some => some.Length > 0, []).SelectMany(one => one.By.Entries).Distinct().Order());
        }
    }

    /// <summary>Whether what came in only replaces what left: demand by demand.</summary>
    private IEnumerable<(Certainty Is, IEnumerable<long> Entries)> Replaced(
        Clause clause, Condition.Rotation rotation, ImmutableArray<string> actors, Incident last)
    {
        var period = rotation.Per is not { } per ? new Interval(Instant.MinValue, Instant.MaxValue)
            : Periods(clause, per).Cast<Interval?>().FirstOrDefault(one => one!.Value.Start <= last.Occurred.Start && last.Occurred.End < one.Value.End);
        var (came, left) = (Moved(act => clause.Do.Includes(act), _ => true), Moved(act => act == Act.Withdraw, one => IsDirect(clause, one)));
        if (rotation.Through is { } zone)
            yield return (Together(clause, last, one => places.Test(agreement.Zones[zone].Zone, one.Region)), Entries([last]));
        if (period is null && (rotation.Max is not null || rotation.OneForOne)) yield return (Possible, []);
        if (period is not null && rotation.Max is { } max) yield return (AtMost(came.Count, new(max, max)), came.Entries);
        if (period is not null && rotation.OneForOne) yield return (AtMost(came.Count, left.Count), came.Entries.Concat(left.Entries));

        // What moved until then in the period, surely and at most.
        (TallyCount Count, IEnumerable<long> Entries) Moved(Func<Act, bool> isOf, Func<Sighting, bool> isSure)
        {
            var all = incidents.Where(one => one.Occurred.Start <= last.Occurred.End && one.Occurred.End >= period?.Start && one.Occurred.Start < period?.End)
                .Select(one => (Incident: one, Is: Together(clause, one, seen =>
                    seen.Seen.Act is { } act && isOf(act) ? Words.Least(OfClass(clause, seen.Seen), Who(actors, seen)) : No)))
                .Where(one => one.Is != No).ToArray();
            bool IsSure(Incident one) => one.Occurred.End <= last.Occurred.End && period?.Start <= one.Occurred.Start && one.Sightings.Any(isSure);
            return (Sum(all.Select(one => Things(one.Incident, one.Is == Certain && IsSure(one.Incident)))), Entries(all.Select(one => one.Incident)));
        }
        static Certainty AtMost(TallyCount count, TallyCount limit) =>
            count.Most <= limit.Least ? Certain : count.Least > (limit.Most ?? long.MaxValue) ? No : Possible;
    }
}
