using System.Collections.Immutable;

namespace Truceline.Agreements.Positions;

/// <summary>Finds what all could accept.</summary>
internal static class Assenting
{
    /// <summary>The maximal sets of what is wanted or accepted that each actor, taken alone, could have beside all that it holds itself; and whether these are all.</summary>
    public static (ImmutableArray<ImmutableArray<Assent>> Sets, bool Complete) Find(
        Agreement agreement, string? condition, ImmutableArray<Contention> contentions, Theory theory, ImmutableArray<int>[] conflicts, IReadOnlySet<int> tied, Effort effort)
    {
        var kept = Actors(contentions).SelectMany(actor => Kept(actor, contentions, conflicts)).ToArray();
        var things = Enumerable.Range(0, contentions.Length).Where(i => contentions[i].Kind == ContentionKind.Adopted && theory.Against(contentions[i].First, adopted: true).IsEmpty);
        var orders = Enumerable.Range(0, contentions.Length).Where(i => contentions[i].Kind == ContentionKind.Before && !conflicts.Any(conflict => conflict.Length == 1 && conflict[0] == i)).ToArray();
        var contested = orders.Where(tied.Contains).ToArray();
        var found = MinimalSets.Find(contested.Length, held => Refuse(contested, held, kept, theory), effort, overdraws: false);
        var free = orders.Except(contested).Concat(things).ToArray();
        return ([.. found.Maximal.Select(set => set.Select(i => contested[i]).Concat(free).Order().Select(i => Assent(agreement, condition, contentions[i])).ToImmutableArray())], found.Complete);
    }

    /// <summary>
    /// What a set is held against for one actor. All that it holds, as one; but what it holds against itself could be had by nobody, so
    /// each piece of that stands alone, and what the text alone excludes is left out.
    /// </summary>
    private static IEnumerable<HashSet<int>> Kept(string actor, ImmutableArray<Contention> contentions, ImmutableArray<int>[] conflicts)
    {
        var own = Enumerable.Range(0, contentions.Length).Where(i => contentions[i].Voices.Any(voice => voice.Actor.Id == actor)).ToHashSet();
        var within = conflicts.Where(conflict => conflict.All(own.Contains)).ToArray();
        var torn = within.SelectMany(conflict => conflict).Distinct().Order().ToArray();
        yield return [.. own.Except(torn)];
        foreach (var piece in torn.Where(i => !within.Any(conflict => conflict.Length == 1 && conflict[0] == i))) yield return [piece];
    }

    private static IEnumerable<string> Actors(ImmutableArray<Contention> contentions) =>
        contentions.SelectMany(contention => contention.Voices).Select(voice => voice.Actor.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    // For each actor apart: the orders looked at, and what it holds itself.
    private static int[]? Refuse(int[] contested, bool[] held, HashSet<int>[] kept, Theory theory)
    {
        var looked = contested.Where((_, i) => held[i]).ToHashSet();
        foreach (var own in kept.Prepend([]))
            if (theory.Refute(looked.Union(own).ToHashSet()) is { } core)
                return [.. Enumerable.Range(0, contested.Length).Where(i => held[i] && core.Contains(contested[i]) && !own.Contains(contested[i]))];
        return null;
    }

    private static Assent Assent(Agreement agreement, string? condition, Contention contention)
    {
        var spoke = agreement.Positions.Where(position => position.If == condition && Speaks(position, contention)).Select(position => position.Actor).ToHashSet(StringComparer.Ordinal);
        return new(contention, agreement.Named(agreement.Positions.Select(position => position.Actor).Where(actor => !spoke.Contains(actor))));
    }

    private static bool Speaks(ActorPosition position, Contention contention) => contention.Then is null
        ? position.Accept.Contains(contention.First) || position.Reject.Contains(contention.First) || position.Wants.Any(want => want.Then is null && want.First == contention.First)
        : position.Wants.Any(want => want.Then is not null && contention.About.Contains(want.First) && contention.About.Contains(want.Then));
}
