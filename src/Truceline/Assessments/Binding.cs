using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Assessments;

/// <summary>Whether an actor was bound by a clause at a time: by acceptance, from its beginning on.</summary>
internal sealed class Binding(Agreement agreement, Calendar calendar)
{
    private readonly Dictionary<Clause, ImmutableArray<(ImmutableArray<string> Leaves, EventTime? Since)>> acceptances = new(ReferenceEqualityComparer.Instance);

    /// <summary>Whether the actors behind a subject were bound at a time; all of them must be, and for anyone at least somebody.</summary>
    public Certainty At(Clause clause, ImmutableArray<string> actors, Interval time)
    {
        if (actors.IsEmpty) return Best(clause, null, time);
        var (all, any) = (Certainty.Certain, Certainty.No);
        foreach (var actor in actors)
        {
            var one = Best(clause, actor, time);
            all = all.And(one);
            any = any.Or(one);
        }
        // Of several addressees of whom some are bound, it may have been one of those.
        return all == Certainty.No && any != Certainty.No ? Certainty.Possible : all;
    }

    /// <summary>The same as a step.</summary>
    public Step Of(Clause clause, ImmutableArray<string> actors, string subject, Interval time)
    {
        var certainty = At(clause, actors, time);
        return new Step
        {
            Predicate = "bound",
            Value = certainty.Word(),
            Says = $"{agreement.Name(subject)}: {certainty.Choose("not bound by", "perhaps bound by", "bound by")} clause '{clause.Id}'{Because(clause, actors)}",
        };
    }

    /// <summary>By the best of the acceptances of an actor, or of anyone.</summary>
    private Certainty Best(Clause clause, string? actor, Interval time)
    {
        var best = Certainty.No;
        foreach (var (leaves, since) in Acceptances(clause))
            if (actor is null || leaves.Contains(actor)) best = best.Or(since is null ? Certainty.Certain : time.AtOrAfter(since));
        return best;
    }

    private ImmutableArray<(ImmutableArray<string> Leaves, EventTime? Since)> Acceptances(Clause clause) => acceptances.TryGetValue(clause, out var known) ? known
        : acceptances[clause] = [.. clause.Accepted.Select(accepted => (agreement.Expand([accepted.By]), accepted.Since is { } since ? calendar.Resolve(since, MomentUse.Beginning) : null))];

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
