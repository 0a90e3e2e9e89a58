using System.Collections.Immutable;

namespace Truceline.Agreements.Waiting;

/// <summary>
/// What can happen in a waiting graph. Time goes on in steps: first all that is open, then whatever that opens, and what can
/// happen only together with others happens with them at one time, if nothing among them has to come strictly before another.
/// What is never reached so can never happen.
/// </summary>
internal sealed class WaitingLimits
{
    private readonly ImmutableArray<WaitingNode> nodes;
    private readonly Dictionary<string, int> index;
    private readonly ImmutableArray<ImmutableArray<ImmutableArray<(int On, Wait Wait)>>> ways;
    private readonly List<(int Node, int Way)>[] waiting;

    public WaitingLimits(Agreement agreement, ImmutableArray<WaitingNode> nodes)
    {
        this.nodes = nodes;
        index = nodes.Select((node, i) => (node.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        ways = [.. nodes.Select(node => node.Ways.Select(way => way.Select(wait => (index[wait.On], wait)).ToImmutableArray()).ToImmutableArray())];
        waiting = [.. nodes.Select(_ => new List<(int, int)>())];
        for (var node = 0; node < ways.Length; node++)
            for (var way = 0; way < ways[node].Length; way++)
                foreach (var (on, _) in ways[node][way]) waiting[on].Add((node, way));

        var happens = Reached((_, _) => true, together: true);
        Never = [.. nodes.Where((_, i) => !happens[i])];
        Deadlocks = Circles(i => !happens[i], (_, _) => true, wait => wait.Kind == WaitKind.Strict);

        // Who has to begin by a time that comes anyhow cannot wait to be second; a prohibition begins by itself.
        var clauses = agreement.Clauses.ToDictionary(clause => clause.Id, StringComparer.Ordinal);
        var alone = new bool[nodes.Length];
        bool Counts(int node, Wait wait) => wait.Kind != WaitKind.Concurrent || (nodes[node].Kind is WaitingKind.Started or WaitingKind.Met && clauses[nodes[node].Of].Kind == ClauseKind.Must && !HasDeadline(clauses[nodes[node].Of], alone));
        while (true)
        {
            var next = Reached(Counts, together: false);
            if (next.SequenceEqual(alone)) break;
            alone = next;
        }
        Standoffs = Circles(i => happens[i] && !alone[i], (node, wait) => wait.Kind != WaitKind.Strict && Counts(node, wait), _ => true);
    }

    public ImmutableArray<WaitingNode> Never { get; }
    public ImmutableArray<ImmutableArray<WaitingStep>> Deadlocks { get; }
    public ImmutableArray<ImmutableArray<WaitingStep>> Standoffs { get; }

    private bool HasDeadline(Clause clause, bool[] comes) =>
        new[] { clause.Start.By, clause.Done.By }.Any(by => by is not null && (by is not Moment.AfterEvent { Event: var name } || comes[index[name]]));

    /// <summary>The least that can happen where only some waits count; with what can happen only all at once, or without it.</summary>
    private bool[] Reached(Func<int, Wait, bool> counts, bool together)
    {
        var happens = new bool[nodes.Length];
        var left = ways.Select((of, node) => of.Select(way => way.Count(one => counts(node, one.Wait))).ToArray()).ToArray();
        var open = new Queue<int>(Enumerable.Range(0, nodes.Length).Where(node => left[node].Contains(0)));
        while (true)
        {
            while (open.TryDequeue(out var node))
            {
                if (happens[node]) continue;
                happens[node] = true;
                // A way that waits for it twice is in the list twice.
                foreach (var (other, way) in waiting[node])
                    if (!happens[other] && --left[other][way] == 0) open.Enqueue(other);
            }
            if (!together) return happens;
            foreach (var node in AtOnce(happens)) open.Enqueue(node);
            if (open.Count == 0) return happens;
        }
    }

    /// <summary>The most of what has not happened that can happen at one and the same time.</summary>
    private IEnumerable<int> AtOnce(bool[] happened)
    {
        var can = happened.Select(one => !one).ToArray();
        var fails = new Stack<int>();
        var open = ways.Select(of => of.Select(_ => true).ToArray()).ToArray();
        var left = ways.Select(of => of.Length).ToArray();

        void Close(int node, int way)
        {
            if (happened[node] || !open[node][way]) return;
            open[node][way] = false;
            if (--left[node] == 0) fails.Push(node);
        }

        for (var node = 0; node < ways.Length; node++)
        {
            if (!happened[node] && left[node] == 0) fails.Push(node);
            for (var way = 0; way < ways[node].Length; way++)
                if (ways[node][way].Any(one => one.Wait.Kind == WaitKind.Strict && !happened[one.On])) Close(node, way);
        }
        while (fails.TryPop(out var node))
        {
            if (!can[node]) continue;
            can[node] = false;
            foreach (var (other, way) in waiting[node]) Close(other, way);
        }
        return Enumerable.Range(0, nodes.Length).Where(node => can[node]);
    }

    /// <summary>The shortest circle of each knot among some nodes, over some waits and through one of a kind.</summary>
    private ImmutableArray<ImmutableArray<WaitingStep>> Circles(Func<int, bool> among, Func<int, Wait, bool> counts, Func<Wait, bool> through)
    {
        var edges = new List<(int On, Wait Wait)>[nodes.Length];
        for (var node = 0; node < nodes.Length; node++)
            edges[node] = among(node) ? [.. ways[node].SelectMany(way => way).Where(one => among(one.On) && counts(node, one.Wait))] : [];
        var knots = Components.Of(nodes.Length, node => edges[node].Select(edge => edge.On));
        for (var node = 0; node < nodes.Length; node++) edges[node].RemoveAll(edge => knots[edge.On] != knots[node]);
        var found = new ShortestCircle(nodes, edges);
        return
        [
            .. Enumerable.Range(0, nodes.Length).GroupBy(node => knots[node])
                .Select(knot => found.Among(knot, through)).OfType<ImmutableArray<WaitingStep>>()
                .OrderBy(circle => circle[0].From.Where.Line).ThenBy(circle => circle[0].From.Where.Column).ThenBy(circle => circle[0].From.Id, StringComparer.Ordinal),
        ];
    }
}
