using System.Collections.Immutable;

namespace Truceline.Agreements.Changes;

/// <summary>Finds which clause of the new agreement is which of the old one: by what it says and by its id, and then by how much they share.</summary>
internal static class Matching
{
    // Clauses of one kind and act that lost their ids; beyond this only ids and equal meaning are compared.
    private const int MostAlike = 300;
    private const int Enough = 4;

    /// <summary>
    /// Pairs of indices. In this order: the same id and meaning; the same meaning under another id (a renumbering); the same id,
    /// kind and act; the most in common; the same id and the same kind or act. Whichever of the two is called the old one, the pairs are the same.
    /// </summary>
    public static ImmutableArray<(int Old, int New)> Pairs(ImmutableArray<Rule> old, ImmutableArray<Rule> @new)
    {
        var free = new Free(old, @new);
        free.Join(rule => $"{rule.Id} {rule.Mark}");
        free.Join(rule => rule.Mark);
        free.Join(rule => $"{rule.Id} {rule.Core}");
        free.JoinAlike();
        free.Join(rule => $"{rule.Id} {rule.Kind}");
        free.Join(rule => rule.Shape == 0 ? $"{rule.Id} {rule.Part("act")}" : null);
        return free.Pairs;
    }

    private sealed class Free(ImmutableArray<Rule> old, ImmutableArray<Rule> @new)
    {
        private readonly SortedSet<int> oldFree = [.. Enumerable.Range(0, old.Length)];
        private readonly SortedSet<int> newFree = [.. Enumerable.Range(0, @new.Length)];
        private readonly List<(int Old, int New)> pairs = [];

        public ImmutableArray<(int Old, int New)> Pairs => [.. pairs.OrderBy(pair => pair.New)];

        /// <summary>Those of one key, the first with the first.</summary>
        public void Join(Func<Rule, string?> key)
        {
            var others = newFree.GroupBy(i => key(@new[i]) ?? "", StringComparer.Ordinal).ToDictionary(group => group.Key, group => new Queue<int>(group), StringComparer.Ordinal);
            foreach (var i in oldFree.ToArray())
                if (key(old[i]) is { } wanted && others.TryGetValue(wanted, out var queue) && queue.TryDequeue(out var j)) Take(i, j);
        }

        /// <summary>Those of one kind and act whose actors overlap and that share enough else, the most alike first.</summary>
        public void JoinAlike()
        {
            var candidates = new List<(int Score, int Old, int New)>();
            var others = newFree.ToLookup(j => @new[j].Core, StringComparer.Ordinal);
            foreach (var group in oldFree.GroupBy(i => old[i].Core, StringComparer.Ordinal))
            {
                var alike = others[group.Key].ToArray();
                if (group.Count() > MostAlike || alike.Length > MostAlike) continue;
                candidates.AddRange(from i in @group from j in alike let score = Score(old[i], @new[j]) where score >= Enough select (score, i, j));
            }
            // The order is the same from both sides: two pairs that are equal in it have no clause in common.
            foreach (var (_, i, j) in candidates.OrderByDescending(one => one.Score).ThenBy(one => Math.Abs(one.Old - one.New)).ThenBy(one => one.Old + one.New))
                if (oldFree.Contains(i) && newFree.Contains(j)) Take(i, j);
        }

        private void Take(int i, int j)
        {
            pairs.Add((i, j));
            oldFree.Remove(i);
            newFree.Remove(j);
        }
    }

    private static int Score(Rule one, Rule other)
    {
        if (one.Shape == 2) return one.Part("term") == other.Part("term") ? Enough : 0;
        if (!Overlaps(one.Part("who"), other.Part("who"))) return 0;
        var score = 0;
        if (one.Part("who") == other.Part("who")) score += 2;
        if (Shares(one.Quote, other.Quote)) score += 4;
        if (Shares(one.Gist, other.Gist)) score += 3;
        if (Shares(one.Ref, other.Ref)) score += 2;
        foreach (var part in (string[])["in", "out of", "from in", "over", "about", "on clause", "by decision"])
            if (Shares(one.Part(part), other.Part(part))) score += 3;
        if (Shares(one.Part("class"), other.Part("class"))) score += 2;
        if (Shares(one.Part("from"), other.Part("from")) || Shares(one.Part("done by"), other.Part("done by"))) score += 1;
        return score;
    }

    private static bool Shares(string? one, string? other) => !string.IsNullOrWhiteSpace(one) && string.Equals(one, other, StringComparison.Ordinal);

    private static bool Overlaps(string one, string other) =>
        one == "anyone" || other == "anyone" || one.Split(' ').Skip(1).Intersect(other.Split(' ').Skip(1), StringComparer.Ordinal).Any();
}
