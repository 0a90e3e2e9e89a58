using System.Collections.Immutable;
using Truceline.Agreements.Text;

namespace Truceline.Agreements.Checks;

/// <summary>TL072: an actor is bound by a clause that it rejects, by its own name or through a group.</summary>
internal static class BoundByWhatItRejects
{
    public static IEnumerable<Problem> Find(Agreement agreement)
    {
        var rejecting = agreement.Positions.SelectMany(position => position.Reject.Select(id => (id, position))).ToLookup(pair => pair.id, pair => pair.position, StringComparer.Ordinal);
        return
            from rule in agreement.Clauses.Select(clause => (clause.Id, clause.Where, clause.Accepted)).Concat(agreement.Powers.Select(power => (power.Id, power.Where, power.Accepted)))
            where rejecting.Contains(rule.Id)
            from actor in rejecting[rule.Id].GroupBy(position => position.Actor, StringComparer.Ordinal).InOrder(same => agreement.Actors[same.Key])
            let binding = rule.Accepted.Where(one => Concerns(agreement, one.By, actor.Key)).ToImmutableArray()
            where !binding.IsEmpty
            select Of(agreement, rule.Id, rule.Where, agreement.Actors[actor.Key], binding, [.. actor]);
    }

    /// <summary>Whether an acceptance binds an actor, or some of a group that rejects.</summary>
    private static bool Concerns(Agreement agreement, string by, string actor) => by == actor || agreement.Expand([by]).Intersect(agreement.Expand([actor]), StringComparer.Ordinal).Any();

    private static Problem Of(Agreement agreement, string id, Location where, Actor actor, ImmutableArray<Acceptance> binding, ImmutableArray<ActorPosition> rejections)
    {
        var through = agreement.Named(binding.Select(one => one.By).Where(by => by != actor.Id)).Select(one => one.Name).ToImmutableArray();
        // Where it rejects without a condition, what it says under one adds nothing.
        var open = rejections.Where(position => position.If is null).ToImmutableArray() is { IsEmpty: false } plain ? plain : rejections;
        var conditions = open.Select(position => position.If).OfType<string>().ToImmutableArray();
        ProofStep[] steps =
        [
            .. binding.Select(one => new ProofStep(id, $"{agreement.Actors[one.By].Name} accepted {id}{(one.Since is { } since ? $", since {since}" : "")}") { Where = where }),
            .. open.Select(position => new ProofStep(actor.Id, $"{actor.Name} rejects {id}{(position.If is { } condition ? $" if {condition}" : "")}") { Where = position.Where, Statements = position.Said }),
        ];
        return agreement.Problem("TL072", where,
            $"{actor.Name} is bound by {id}{(through.IsEmpty ? "" : $" through {Shown.List(through)}")}, which it rejects{(conditions.IsEmpty ? "" : $" if {string.Join(", or if ", conditions)}")}",
            "ask it which of the two holds; correct the position, or the acceptance", [id, actor.Id], new Proof.Conflict([.. steps]));
    }
}
