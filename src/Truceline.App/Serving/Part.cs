using System.Collections.Immutable;
using Truceline.Reports;

namespace Truceline.App.Serving;

/// <summary>Some ranges of things in an order, one after the other.</summary>
internal sealed class Part<TOf, T>(Ordered<TOf> all, ImmutableArray<(int From, int Count)> ranges, Func<TOf, T> of) : IReadOnlyList<T>
{
    /// <inheritdoc/>
    public int Count { get; } = ranges.Sum(range => range.Count);

    /// <inheritdoc/>
    public T this[int index] => From(index).First();

    /// <summary>The things from a place on.</summary>
    public IEnumerable<T> From(int index)
    {
        foreach (var (from, count) in ranges)
        {
            if (index < count)
                foreach (var one in all.From(from + index).Take(count - index)) yield return of(one);
            index = Math.Max(0, index - count);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => From(0).GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
