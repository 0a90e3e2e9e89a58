using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Assessments;

/// <summary>Whether an actor was bound by a clause at a time: by acceptance, from its beginning on.</summary>
internal sealed class Binding(Agreement agreement, Calendar calendar)
{
    /// <summary>The question for the actors behind a subject; all of them must be bound, and for anyone at least somebody.</summary>
    public Step Of(Clause clause, ImmutableArray<string> actors, string subject, Interval time)
    {
        var certainties = actors.IsEmpty
            ? [clause.Accepted.Select(accepted => Since(accepted, time)).DefaultIfEmpty(Certainty.No).Max()]
            : actors.Select(actor => clause.Accepted
                .Where(accepted => agreement.Expand([accepted.By]).Contains(actor))
                .Select(accepted => Since(accepted, time))
                .DefaultIfEmpty(Certainty.No)
                .Max()).ToArray();
        var all = certainties.Aggregate(Certainty.Certain, (a, b) => a.And(b));
        // Of several addressees of whom some are bound, it may have been one of those.
        var certainty = all == Certainty.No && certainties.Any(one => one != Certainty.No) ? Certainty.Possible : all;
        return new Step
        {
            Predicate = "bound",
            Value = certainty.Word(),
            Says = $"{agreement.Name(subject)}: {certainty.Choose("not bound by", "perhaps bound by", "bound by")} clause '{clause.Id}'{Because(clause, actors)}",
        };
    }

    private Certainty Since(Acceptance accepted, Interval time) =>
        accepted.Since is { } since ? time.AtOrAfter(calendar.Resolve(since, MomentUse.Beginning)) : Certainty.Certain;

    private string Because(Clause clause, ImmutableArray<string> actors)
    {
        var relevant = clause.Accepted
            .Where(accepted => actors.IsEmpty || agreement.Expand([accepted.By]).Any(leaf => actors.Contains(leaf)))
            .GroupBy(accepted => actors.Contains(accepted.By))
            .MaxBy(group => group.Key)?
            .Select(accepted => accepted.Since is { } since ? $"{accepted.By} since {calendar.Words(since, calendar.Resolve(since, MomentUse.Beginning))}" : accepted.By)
            .ToArray() ?? [];
        return relevant.Length == 0 ? ": no acceptance is on record" : $" (accepted: {string.Join(", ", relevant)})";
    }
}
