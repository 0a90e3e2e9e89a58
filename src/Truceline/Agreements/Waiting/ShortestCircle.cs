using System.Collections.Immutable;

namespace Truceline.Agreements.Waiting;

/// <summary>Finds the shortest circle of a knot; of several the one that stands first in the graph.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="edges">For each what it waits for inside its knot.</param>
internal sealed class ShortestCircle(ImmutableArray<WaitingNode> nodes, List<(int On, Wait Wait)>[] edges)
{
    // Hundreds of clauses that all wait for one another: some short circle is proof enough then, though a shorter one may be there.
    private const int MostVisits = 2_000_000;

    private readonly (int From, Wait Wait)[] above = new (int, Wait)[nodes.Length];
    private readonly int[] seen = new int[nodes.Length];
    private int round;
    private int visits;

    /// <summary>A circle of a knot through a wait of some kind, from the step that stands first in the file; null where there is none.</summary>
    public ImmutableArray<WaitingStep>? Among(IEnumerable<int> knot, Func<Wait, bool> through)
    {
        List<WaitingStep>? best = null;
        visits = 0;
        foreach (var start in knot)
        {
            if (best?.Count == 1 || (best is not null && visits > MostVisits)) break;
            if (From(start, best?.Count - 1 ?? nodes.Length, through) is { } circle) best = circle;
        }
        if (best is null) return null;
        var first = best.IndexOf(best.MinBy(step => (step.From.Where.Line, step.From.Where.Column, step.From.Kind))!);
        return [.. best.Skip(first), .. best.Take(first)];
    }

    /// <summary>The shortest circle from a node, its first step of some kind, of at most so many steps.</summary>
    private List<WaitingStep>? From(int start, int most, Func<Wait, bool> through)
    {
        round++;
        var level = new List<int> { start };
        for (var steps = 1; steps <= most && level.Count > 0; steps++)
        {
            var next = new List<int>();
            foreach (var node in level)
                foreach (var (on, wait) in edges[node])
                {
                    visits++;
                    if (seen[on] == round || (steps == 1 && !through(wait))) continue;
                    seen[on] = round;
                    above[on] = (node, wait);
                    if (on == start) return Back(start);
                    next.Add(on);
                }
            level = next;
        }
        return null;
    }

    private List<WaitingStep> Back(int start)
    {
        var steps = new List<WaitingStep>();
        var at = start;
        do
        {
            steps.Insert(0, new(nodes[above[at].From], above[at].Wait));
            at = above[at].From;
        }
        while (at != start);
        return steps;
    }
}
