using System.Collections;
using System.Collections.Immutable;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>
/// Things in an order, of which the one at a place and the place of one are found without going through the others, and of which a
/// few can come and go without writing the others down again. It never changes.
/// </summary>
/// <remarks>It is cut into blocks; a change copies those that it touches. No two things may have the same place in the order.</remarks>
internal sealed class Ordered<T> : IReadOnlyList<T>
{
    private const int Block = 512;

    private readonly IComparer<T> order;
    private readonly ImmutableArray<T[]> blocks;
    // Of each block, how many things stand before it.
    private readonly int[] before;

    private Ordered(IComparer<T> order, ImmutableArray<T[]> blocks)
    {
        (this.order, this.blocks) = (order, blocks);
        before = new int[blocks.Length];
        foreach (var (i, block) in blocks.Index())
        {
            before[i] = Count;
            Count += block.Length;
        }
    }

    /// <summary>Nothing, in an order.</summary>
    public static Ordered<T> Empty(Comparison<T> order) => new(Comparer<T>.Create(order), []);

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public T this[int index]
    {
        get
        {
            var block = BlockOf(index);
            return blocks[block][index - before[block]];
        }
    }

    /// <summary>The things, without those that go and with those that come. What goes and is not there is passed over.</summary>
    public Ordered<T> With(IEnumerable<T> gone, IEnumerable<T> come)
    {
        var changes = gone.Select(thing => (Thing: thing, IsCome: false)).Concat(come.Select(thing => (Thing: thing, IsCome: true))).ToArray();
        if (changes.Length == 0) return this;
        // The order of those that come and go at the same place is that in which they are given: first it goes, then it comes.
        var sorted = changes.OrderBy(change => change.Thing, order).ToArray();
        var made = ImmutableArray.CreateBuilder<T[]>(blocks.Length + sorted.Length / Block + 1);
        var at = 0;
        for (var i = 0; i < Math.Max(1, blocks.Length); i++)
        {
            // What lies behind a block and before the next belongs to it.
            var end = i + 1 < blocks.Length ? Until(sorted, at, blocks[i + 1][0]) : sorted.Length;
            if (end == at)
            {
                if (i < blocks.Length) made.Add(blocks[i]);
                continue;
            }
            made.AddRange(Cut(Merged(i < blocks.Length ? blocks[i] : [], sorted.AsSpan(at..end))));
            at = end;
        }
        return new(order, made.ToImmutable());
    }

    /// <summary>How many things come before a place: of each, <paramref name="place"/> says whether it does, and those that do come first.</summary>
    public int Before(Func<T, bool> place)
    {
        var begun = Sorted.First(blocks.AsSpan(), block => place(block[0]));
        return begun == 0 ? 0 : before[begun - 1] + Sorted.First(blocks[begun - 1], place);
    }

    /// <summary>The things from one on for which <paramref name="isBefore"/> is not so, as long as <paramref name="isWithin"/> is.</summary>
    public IEnumerable<T> Range(Func<T, bool> isBefore, Func<T, bool> isWithin) => From(Before(isBefore)).TakeWhile(isWithin);

    /// <summary>The things from a place on.</summary>
    public IEnumerable<T> From(int index)
    {
        if (index >= Count) yield break;
        var block = BlockOf(index);
        for (var i = index - before[block]; block < blocks.Length; (block, i) = (block + 1, 0))
            for (; i < blocks[block].Length; i++) yield return blocks[block][i];
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => From(0).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int BlockOf(int index)
    {
        if ((uint)index >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(index));
        var found = Array.BinarySearch(before, index);
        return found >= 0 ? found : ~found - 1;
    }

    private int Until((T Thing, bool IsCome)[] sorted, int from, T next) => from + Sorted.First<(T Thing, bool IsCome)>(sorted.AsSpan(from), one => order.Compare(one.Thing, next) < 0);

    private List<T> Merged(T[] block, ReadOnlySpan<(T Thing, bool IsCome)> changes)
    {
        var (merged, i) = (new List<T>(block.Length + changes.Length), 0);
        foreach (var (thing, isCome) in changes)
        {
            while (i < block.Length && order.Compare(block[i], thing) < 0) merged.Add(block[i++]);
            if (isCome) merged.Add(thing);
            else if (i < block.Length && order.Compare(block[i], thing) == 0) i++;
        }
        merged.AddRange(block.AsSpan(i..));
        return merged;
    }

    private static IEnumerable<T[]> Cut(List<T> merged) => merged.Count <= 2 * Block ? merged.Count == 0 ? [] : [[.. merged]] : merged.Chunk(Block);
}
