using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>What the cells say of one group of zones, in the order of the walk.</summary>
/// <param name="Numbers">The zones, by their numbers in the index.</param>
/// <param name="Parts">The cells; together they are the globe.</param>
internal sealed record ZoneIndexLayer(ImmutableArray<int> Numbers, ZoneIndexPart[] Parts)
{
    /// <summary>What the walks of all groups together may cost, in pieces read: each has a share by its own pieces.</summary>
    private const long Budget = 1_200_000_000;

    /// <summary>What the walk for one zone may cost in any case, and at most.</summary>
    private const long LeastBudget = 500_000, MostBudget = 30_000_000;

    /// <summary>The layers of groups of zones, walked side by side; the result does not depend on by how many at a time.</summary>
    public static ImmutableArray<ZoneIndexLayer> Of(ImmutableArray<ImmutableArray<int>> groups, ImmutableArray<Zone> zones, int deepest)
    {
        var compiled = new ZoneIndexGroup[groups.Length];
        Parallel.For(0, groups.Length, i => compiled[i] = ZoneIndexGroup.Of(groups[i], zones, deepest));
        var pieces = Math.Max(1, compiled.Sum(group => group.Pieces));
        var walks = new (List<ZoneIndexPart> Parts, List<ZoneIndexBranch> Branches)[groups.Length];
        Parallel.For(0, groups.Length, i =>
        {
            walks[i] = ([], []);
            var budget = Math.Clamp((long)((double)Budget * compiled[i].Pieces / pieces), LeastBudget, MostBudget * groups[i].Length);
            var left = budget / 2 + new ZoneIndexDescent(compiled[i], walks[i].Parts, walks[i].Branches).Run(budget / 2);
            // A branch costs about as much as it has pieces to read.
            var all = (double)walks[i].Branches.Sum(branch => branch.Weight);
            foreach (var branch in walks[i].Branches) branch.Budget = (long)(left * (branch.Weight / all));
        });
        ZoneIndexBranch[] branches = [.. walks.SelectMany(walk => walk.Branches)];
        var walked = new List<ZoneIndexPart>[branches.Length];
        Parallel.For(0, branches.Length, i => new ZoneIndexDescent(branches[i].Group, walked[i] = [], null).Run(branches[i]));
        var first = 0;
        var layers = ImmutableArray.CreateBuilder<ZoneIndexLayer>(groups.Length);
        for (var i = 0; i < groups.Length; i++)
        {
            layers.Add(new(groups[i], Joined(walks[i].Parts, walks[i].Branches, walked.AsSpan(first, walks[i].Branches.Count))));
            first += walks[i].Branches.Count;
        }
        return layers.MoveToImmutable();
    }

    private static ZoneIndexPart[] Joined(List<ZoneIndexPart> parts, List<ZoneIndexBranch> branches, ReadOnlySpan<List<ZoneIndexPart>> walked)
    {
        var all = new List<ZoneIndexPart>();
        var at = 0;
        for (var i = 0; i < branches.Count; i++)
        {
            for (; at < branches[i].After; at++) all.Add(parts[at]);
            all.AddRange(walked[i]);
        }
        for (; at < parts.Count; at++) all.Add(parts[at]);
        return [.. all];
    }

    /// <summary>The layer without a zone; null when it had no other.</summary>
    public ZoneIndexLayer? Without(int zone)
    {
        var place = Numbers.IndexOf(zone);
        if (place < 0) return this;
        if (Numbers.Length == 1) return null;
        // Its bit stays unused, and its number stands for no zone.
        return new(Numbers.SetItem(place, -1), [.. Parts.Select(part => part.Leaf is null ? part : part with { Leaf = part.Leaf.Without(zone) })]);
    }
}
