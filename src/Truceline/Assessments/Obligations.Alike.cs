using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.Assessments;

// What is to be done at the same time, or alike: mirror and together-with. No text says how far apart is still together, so these steps
// name what the record has of both sides and decide no outcome.
internal sealed partial class Obligations
{
    /// <summary>One step for each other obligation, and addressee, with which this one goes along.</summary>
    private IEnumerable<Step> Alike(Clause clause, string subject, FulfilmentStage stage)
    {
        foreach (var id in clause.TogetherWith)
            foreach (var step in With(clause, subject, stage, id, isAmount: false, "together-with")) yield return step;
        if (clause.Mirror is { } mirror)
            foreach (var step in With(clause, subject, stage, mirror.Clause, mirror.How == MirrorKind.Equal, "mirror")) yield return step;
    }

    private IEnumerable<Step> With(Clause clause, string subject, FulfilmentStage stage, string id, bool isAmount, string predicate)
    {
        var other = agreement.Clauses.FirstOrDefault(one => one.Id == id);
        if (other is not { Kind: ClauseKind.Must }) yield break;
        foreach (var counterpart in Subjects(other).Where(counterpart => id != clause.Id || counterpart != subject))
        {
            var (here, there) = (First(clause, subject, stage), First(other, counterpart, stage));
            var (value, says) = isAmount ? Amounts(here, there) : Times(here, there);
            yield return new Step
            {
                Predicate = predicate, Value = value,
                Says = $"{agreement.Name(subject)} under '{clause.Id}' and {agreement.Name(counterpart)} under '{id}': {says}",
                Entries = [.. new[] { here, there }.OfType<Fulfilled>().SelectMany(one => one.Sighting.Report.RestsOn).Distinct().Order()],
            };
        }
    }

    /// <summary>The first report that makes the state of a clause true for an addressee; null: none does.</summary>
    private Fulfilled? First(Clause clause, string subject, FulfilmentStage stage) => Evidence(clause, subject, stage)
        .Where(one => Assessor.IsEnough(clause, one.Standing) && IsInTurn(clause, stage, one.Sighting))
        .MinBy(one => (one.Sighting.Observation.Occurred.End, one.Sighting.Id));

    /// <summary>On one local day is together; else so many days apart.</summary>
    private (string Value, string Says) Times(Fulfilled? here, Fulfilled? there)
    {
        if (Missing(here, there) is { } missing) return missing;
        var (a, b) = (Day(here!), Day(there!));
        var days = Math.Abs(Period.DaysBetween(a, b));
        return days == 0 ? ("together", $"both on {calendar.Words(a)}")
            : ("apart", FormattableString.Invariant($"on {calendar.Words(a)} and on {calendar.Words(b)}, {days} {(days == 1 ? "day" : "days")} apart; how far apart is still together the text does not say"));
    }

    private static (string Value, string Says) Amounts(Fulfilled? here, Fulfilled? there)
    {
        if (Missing(here, there) is { } missing) return missing;
        if (here!.Sighting.Observation.Count is not { } a || there!.Sighting.Observation.Count is not { } b) return ("open", "how much it was is not on record for both");
        var says = FormattableString.Invariant($"{Written(a)} and {Written(b)} on record");
        return a == b && a.Least == a.Most ? ("equal", says) : a.Least > (b.Most ?? int.MaxValue) || b.Least > (a.Most ?? int.MaxValue) ? ("unequal", says) : ("open", says);
    }

    private static string Written(CountBounds count) => count.Most == count.Least ? FormattableString.Invariant($"{count.Least}")
        : count.Most is { } most ? FormattableString.Invariant($"{count.Least} to {most}") : FormattableString.Invariant($"{count.Least} or more");

    private static (string, string)? Missing(Fulfilled? here, Fulfilled? there) => (here, there) switch
    {
        (null, null) => ("neither", "no verified report of either"),
        (_, null) => ("alone", "a verified report of the first alone"),
        (null, _) => ("behind", "a verified report of the second alone"),
        _ => null,
    };

    private LocalDate Day(Fulfilled one) => one.Sighting.Observation.Occurred.End.InZone(agreement.Clock.Zone).Date;
}
