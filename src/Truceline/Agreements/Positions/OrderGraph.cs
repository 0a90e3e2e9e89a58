using System.Collections.Immutable;
using Truceline.Agreements.Waiting;

namespace Truceline.Agreements.Positions;

/// <summary>An arrow from what comes first to what comes then.</summary>
/// <param name="From">The point that comes first.</param>
/// <param name="To">The point that comes then.</param>
/// <param name="Strict">Whether they cannot come at the same time.</param>
/// <param name="Holder">Which contention says so, by its number; −1 for the text.</param>
/// <param name="Text">The order of the text; null for a contention.</param>
internal readonly record struct Arrow(int From, int To, bool Strict, int Holder, TextOrder? Text);

/// <summary>
/// Points in time and arrows between them. They can all be followed unless a strict arrow lies on a circle: points on a circle of
/// weak arrows alone come at the same time.
/// </summary>
internal sealed class OrderGraph
{
    private readonly ImmutableArray<Arrow> arrows;
    private readonly int points;
    private readonly int[][] leaving;
    private readonly Effort effort;

    public OrderGraph(int points, ImmutableArray<Arrow> arrows, Effort effort)
    {
        (this.points, this.arrows, this.effort) = (points, arrows, effort);
        var lists = new List<int>[points];
        for (var i = 0; i < arrows.Length; i++) (lists[arrows[i].From] ??= []).Add(i);
        leaving = [.. lists.Select(list => list is null ? [] : list.ToArray())];
    }

    /// <summary>The arrows.</summary>
    public ImmutableArray<Arrow> Arrows => arrows;

    /// <summary>The first circle with a strict arrow among the arrows that are there: the strict one, and the fewest that lead back from it. Null when there is none.</summary>
    public ImmutableArray<int>? Circle(Func<Arrow, bool> isThere)
    {
        var knot = Knots(isThere);
        for (var i = 0; i < arrows.Length; i++)
            if (arrows[i].Strict && knot[arrows[i].From] == knot[arrows[i].To] && isThere(arrows[i]))
                return [i, .. Way(arrows[i].To, arrows[i].From, isThere)];
        return null;
    }

    /// <summary>The fewest arrows that lead from one point to another; none where they are one point.</summary>
    /// <exception cref="InvalidOperationException">Nothing leads there.</exception>
    private IEnumerable<int> Way(int from, int to, Func<Arrow, bool> isThere)
    {
        var by = Reached(from, isThere, forwards: true);
        var way = new List<int>();
        for (var at = to; at != from; at = arrows[way[^1]].From) way.Add(by.TryGetValue(at, out var arrow) ? arrow : throw new InvalidOperationException("INVARIANT: points of one knot lead to each other"));
        return Enumerable.Reverse(way);
    }

    /// <summary>The points that can be reached, each with the arrow that first led there; the first point is not among them unless a circle leads to it.</summary>
    public Dictionary<int, int> Reached(int from, Func<Arrow, bool> isThere, bool forwards)
    {
        var by = new Dictionary<int, int>();
        var next = new Queue<int>([from]);
        var entering = forwards ? null : Enumerable.Range(0, arrows.Length).ToLookup(i => arrows[i].To);
        effort.Spend(arrows.Length);
        while (next.TryDequeue(out var point))
            foreach (var i in entering is null ? leaving[point] : entering[point])
                if (isThere(arrows[i]) && by.TryAdd(forwards ? arrows[i].To : arrows[i].From, i) && (forwards ? arrows[i].To : arrows[i].From) is var there && there != from)
                    next.Enqueue(there);
        return by;
    }

    /// <summary>For each point the number of its knot: points of one knot lead to each other.</summary>
    public int[] Knots(Func<Arrow, bool> isThere)
    {
        effort.Spend(points + arrows.Length);
        return Components.Of(points, point => Leading(point, isThere));
    }

    private IEnumerable<int> Leading(int point, Func<Arrow, bool> isThere)
    {
        foreach (var i in leaving[point])
            if (isThere(arrows[i])) yield return arrows[i].To;
    }
}
