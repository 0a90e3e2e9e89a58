using System.Collections.Immutable;

namespace Truceline.Agreements.Positions;

/// <summary>
/// The minimal sets of some things that cannot hold together, and the maximal ones that can. Each is what the other leaves: what a
/// maximal set leaves out is a smallest set with a member in every conflict. So the search goes to and fro between them: it lists the
/// smallest sets that hit every conflict known; where the rest of one cannot hold either, that gives another conflict; when a
/// whole round gives none, both lists are complete.
/// </summary>
/// <param name="Conflicts">Sets that cannot hold, while without any one member the rest can: the shortest first, then by their members.</param>
/// <param name="Maximal">Sets that can hold, while with any other member they cannot; by their members.</param>
/// <param name="Complete">Whether these are all. Those that are listed are right in either case.</param>
internal sealed record MinimalSets(ImmutableArray<ImmutableArray<int>> Conflicts, ImmutableArray<ImmutableArray<int>> Maximal, bool Complete)
{
    /// <summary>How many sets of a kind one search lists at most.</summary>
    public const int Most = 500;

    /// <summary>Finds them.</summary>
    /// <param name="count">How many things there are: 0 to <paramref name="count"/> − 1.</param>
    /// <param name="refute">
    /// Some of the things that are held, which cannot hold together; null when all that are held can. More things held never
    /// turn a refusal into an assent.
    /// </param>
    /// <param name="effort">What the search may cost.</param>
    /// <param name="overdraws">Whether one maximal set is worth more than there is left.</param>
    public static MinimalSets Find(int count, Func<bool[], IReadOnlyList<int>?> refute, Effort effort, bool overdraws = true)
    {
        var search = new Search(count, refute, effort, overdraws);
        var complete = search.Run();
        return new([.. search.Conflicts.OrderBy(set => set.Length).ThenBy(set => set, ByMembers)], [.. search.Maximal.Order(ByMembers)], complete);
    }

    /// <summary>A set of things that cannot hold, and of which no member can be spared.</summary>
    /// <param name="core">Things that cannot hold together.</param>
    /// <param name="count">How many things there are.</param>
    /// <param name="refute">As for <see cref="Find"/>.</param>
    public static ImmutableArray<int> Shrink(IReadOnlyList<int> core, int count, Func<bool[], IReadOnlyList<int>?> refute)
    {
        var left = new SortedSet<int>(core);
        foreach (var one in left.ToArray())
        {
            if (!left.Contains(one)) continue;
            var held = new bool[count];
            foreach (var member in left) held[member] = member != one;
            if (refute(held) is { } smaller) left = [.. smaller];
        }
        return [.. left];
    }

    /// <summary>The order of sets: by their first members that differ, the shorter first.</summary>
    public static readonly Comparer<ImmutableArray<int>> ByMembers = Comparer<ImmutableArray<int>>.Create((one, other) =>
        one.Zip(other, (a, b) => a.CompareTo(b)).FirstOrDefault(order => order != 0) is var order and not 0 ? order : one.Length.CompareTo(other.Length));

    private sealed class Search(int count, Func<bool[], IReadOnlyList<int>?> refute, Effort effort, bool overdraws)
    {
        // Of a hitting set, how often each conflict is hit; and which things may still be added.
        private readonly List<int> chosen = [];
        private readonly bool[] open = [.. Enumerable.Repeat(true, count)];
        private ImmutableArray<int>[] known = [];
        private int[] hits = [];
        private readonly HashSet<string> seen = [];

        public List<ImmutableArray<int>> Conflicts { get; } = [];

        public List<ImmutableArray<int>> Maximal { get; } = [];

        public bool Run()
        {
            // So that there is one, unless nothing at all can hold or even this would take too long.
            if (Greedy() is { } first) Keep(first);
            int before;
            do
            {
                before = Conflicts.Count;
                known = [.. Conflicts];
                hits = new int[known.Length];
                if (!Descend()) return false;
            }
            while (Conflicts.Count > before);
            return true;
        }

        private bool GivesUp => overdraws ? effort.IsOverdrawn : effort.IsSpent;

        // Leaves out a member of each conflict met, and takes back what can be taken back. No two of these conflicts are one, because each
        // has a member that those after it do not have.
        // INVARIANT: where anything cannot hold there is a conflict listed, however little the search may cost: else a long file would be silent.
        private bool[]? Greedy()
        {
            var held = Enumerable.Repeat(true, count).ToArray();
            var left = new List<int>();
            while (refute(held) is { } core)
            {
                if (Conflicts.Count == 0 || (!effort.IsSpent && Conflicts.Count < Most)) Conflicts.Add([.. core = Shrink(core, count, refute)]);
                if (core.Count == 0 || GivesUp) return null;
                left.Add(core[^1]);
                held[core[^1]] = false;
            }
            foreach (var one in left)
            {
                if (GivesUp) return null;
                held[one] = true;
                if (refute(held) is not null) held[one] = false;
            }
            return held;
        }

        private bool Keep(bool[] held)
        {
            ImmutableArray<int> set = [.. Enumerable.Range(0, count).Where(i => held[i])];
            if (!seen.Add(string.Join(',', set))) return true;
            if (Maximal.Count == Most) return false;
            Maximal.Add(set);
            return true;
        }

        // Every smallest set that hits all conflicts known, each once (the way of Murakami and Uno). False when the search has to stop.
        // INVARIANT: it is as deep as the set is large, and that is never more than the conflicts listed.
        private bool Descend()
        {
            if (!effort.Spend(1 + known.Length)) return false;
            var next = -1;
            var fewest = int.MaxValue;
            for (var i = 0; i < known.Length; i++)
                if (hits[i] == 0 && known[i].Count(one => open[one]) is var free && free < fewest) (next, fewest) = (i, free);
            if (next < 0) return Judge();
            var ways = known[next].Where(one => open[one]).ToArray();
            foreach (var way in ways) open[way] = false;
            var goesOn = true;
            foreach (var way in ways)
            {
                Choose(way, 1);
                if (goesOn && IsSmallest()) goesOn = Descend();
                Choose(way, -1);
                open[way] = true;
            }
            return goesOn;
        }

        private void Choose(int way, int by)
        {
            if (by > 0) chosen.Add(way);
            else chosen.RemoveAt(chosen.Count - 1);
            for (var i = 0; i < known.Length; i++)
                if (known[i].BinarySearch(way) >= 0) hits[i] += by;
        }

        // Whether each one chosen hits a conflict that no other hits.
        private bool IsSmallest()
        {
            effort.Spend(known.Length);
            var needed = new HashSet<int>();
            for (var i = 0; i < known.Length; i++)
                if (hits[i] == 1) needed.Add(known[i].First(chosen.Contains));
            return needed.Count == chosen.Count;
        }

        private bool Judge()
        {
            var held = new bool[count];
            for (var i = 0; i < count; i++) held[i] = !chosen.Contains(i);
            if (refute(held) is not { } core) return Keep(held) && !effort.IsSpent;
            if (effort.IsSpent || Conflicts.Count == Most) return false;
            var conflict = Shrink(core, count, refute);
            if (Conflicts.All(other => !other.SequenceEqual(conflict))) Conflicts.Add(conflict);
            return !effort.IsSpent;
        }
    }
}
