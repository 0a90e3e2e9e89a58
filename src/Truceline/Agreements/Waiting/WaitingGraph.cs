using System.Collections.Immutable;

namespace Truceline.Agreements.Waiting;

/// <summary>
/// Who waits for whom in an agreement: everything in it that begins, ends or happens, and for what each of them waits.
/// <para>
/// A deadline is no waiting; neither is a fixed time, which passes by itself, nor a declaration, a decision or a pledge, which
/// its actors can make at any time. What is met was begun before: an obligation that may begin only when it is met waits for
/// itself. An event that clauses fulfil happens with the first of them, or by its own rule. A pledge that is pending or
/// excluded stands in the graph like any other: what becomes of it is another question (TL060).
/// </para>
/// </summary>
public sealed class WaitingGraph
{
    private readonly ImmutableSortedDictionary<string, WaitingNode> byId;
    private readonly Agreement agreement;
    private readonly Lazy<WaitingLimits> limits;

    private WaitingGraph(Agreement agreement, ImmutableArray<WaitingNode> nodes)
    {
        this.agreement = agreement;
        Nodes = nodes;
        byId = nodes.ToImmutableSortedDictionary(node => node.Id, node => node, StringComparer.Ordinal);
        limits = new(() => new(agreement, nodes));
    }

    /// <summary>The graph of an agreement, under the reading that it is.</summary>
    public static WaitingGraph Of(Agreement agreement) => new(agreement, new WaitingBuilder(agreement).Nodes());

    /// <summary>All nodes: events by id, then phases, clauses, powers, decisions and pledges as written.</summary>
    public ImmutableArray<WaitingNode> Nodes { get; }

    /// <summary>The node of an id of the graph (<c>elections</c>, <c>p9.started</c>), or null.</summary>
    public WaitingNode? Node(string id) => byId.GetValueOrDefault(id);

    /// <summary>With what an event, phase, clause, power, decision or pledge begins, or null where nothing has this id.</summary>
    public WaitingNode? Beginning(string thing) =>
        Node(thing) ?? Node(WaitingBuilder.Begins(thing)) ?? Node(WaitingBuilder.State(thing, WaitingKind.Started)) ?? Node(WaitingBuilder.Usable(thing))
        ?? Node(WaitingBuilder.Decided(thing)) ?? Node(WaitingBuilder.Pledged(thing));

    /// <summary>
    /// With what it is over for those that come after it: the end of a phase, the fulfilment of an obligation, and of anything
    /// else its beginning.
    /// </summary>
    public WaitingNode? End(string thing) =>
        Node(thing) ?? Node(WaitingBuilder.Ends(thing)) ?? (agreement.Clauses.Any(clause => clause.Id == thing && clause.Kind == ClauseKind.Must) ? Node(WaitingBuilder.State(thing, WaitingKind.Met)) : null)
        ?? Beginning(thing);

    /// <summary>The same with more waits, each of a node by its id, whatever way that takes: orders that somebody wants.</summary>
    /// <exception cref="ArgumentException">An id that no node has.</exception>
    public WaitingGraph With(IEnumerable<(string Node, Wait Wait)> more)
    {
        var added = more.ToLookup(one => one.Node, one => one.Wait, StringComparer.Ordinal);
        if (added.SelectMany(group => group.Select(wait => wait.On).Prepend(group.Key)).FirstOrDefault(id => !byId.ContainsKey(id)) is { } unknown)
            throw new ArgumentException($"nothing in the graph has the id '{unknown}'", nameof(more));
        return new(agreement, [.. Nodes.Select(node => added.Contains(node.Id) ? node with { Ways = [.. node.Ways.Select(way => way.AddRange(added[node.Id]))] } : node)]);
    }

    /// <summary>What can never happen, whatever anybody does, in the order of <see cref="Nodes"/>: it waits in a circle, for one, or for what has no way to happen.</summary>
    public ImmutableArray<WaitingNode> Never => limits.Value.Never;

    /// <summary>
    /// For each knot of things that can never happen because they wait for one another, at least once strictly, its shortest
    /// circle, from the step that stands first in the file. The last step leads to the first.
    /// </summary>
    public ImmutableArray<ImmutableArray<WaitingStep>> Deadlocks => limits.Value.Deadlocks;

    /// <summary>
    /// For each knot of things that can happen only all at once its shortest circle: each may wait to be second.
    /// <para>
    /// None where one of them has to be begun or done by a time that does not itself wait for the others: it cannot go on
    /// waiting. Nor where only prohibitions and permissions go along with one another: they begin by themselves.
    /// </para>
    /// </summary>
    public ImmutableArray<ImmutableArray<WaitingStep>> Standoffs => limits.Value.Standoffs;
}
