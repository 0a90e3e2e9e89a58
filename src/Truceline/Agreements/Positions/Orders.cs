using System.Collections.Immutable;
using Truceline.Agreements.Waiting;

namespace Truceline.Agreements.Positions;

/// <summary>That by the text one thing does not come after another.</summary>
/// <param name="First">What comes first: the id of a node of the waiting graph.</param>
/// <param name="Then">What comes then.</param>
/// <param name="Strict">Whether they cannot come at the same time.</param>
/// <param name="Id">What it stands at, by id: a clause, a phase or an event.</param>
/// <param name="Says">The sentence, without a full stop; null where it holds by what the words mean and no text could say otherwise.</param>
/// <param name="Where">Where it stands.</param>
internal sealed record TextOrder(string First, string Then, bool Strict, string Id, string? Says, Location Where);

/// <summary>
/// Which orders the text itself needs: those of the waiting graph that hold whatever happens. What can happen in several ways waits for
/// none of them; an event, and the bounds of a phase, come as soon as what they wait for.
/// </summary>
internal sealed class Orders
{
    private readonly WaitingGraph graph;

    public Orders(Agreement agreement)
    {
        graph = WaitingGraph.Of(agreement);
        var of = graph.Nodes.ToDictionary(node => node.Id, node => node.Of, StringComparer.Ordinal);
        OfText =
        [
            .. OfFixedEvents(agreement.Events.Values.Where(one => graph.Node(one.Id)!.Ways.Length == 1)),
            .. graph.Nodes.SelectMany(node => OfNode(node, of)),
            .. agreement.Phases.Where(phase => phase.Until is not null).Select(phase => new TextOrder(graph.Beginning(phase.Id)!.Id, graph.End(phase.Id)!.Id, true, phase.Id, null, phase.Where)),
        ];
    }

    /// <summary>The orders of the text.</summary>
    public ImmutableArray<TextOrder> OfText { get; }

    /// <summary>The point at which a thing is over for what comes after it: of an obligation that it is met, of a phase its end.</summary>
    public string End(string thing) => graph.End(thing)!.Id;

    /// <summary>The point with which a thing begins.</summary>
    public string Begin(string thing) => graph.Beginning(thing)!.Id;

    private static IEnumerable<TextOrder> OfFixedEvents(IEnumerable<AgreedEvent> all)
    {
        var events = all.Where(one => one.At is not null).OrderBy(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).ToArray();
        for (var i = 1; i < events.Length; i++)
        {
            var (first, then) = (events[i - 1], events[i]);
            var strict = first.At < then.At;
            var says = strict ? $"the text sets {first.Id} before {then.Id}" : $"the text sets {first.Id} and {then.Id} at the same time";
            yield return new(first.Id, then.Id, strict, then.Id, says, then.Where);
            if (!strict) yield return new(then.Id, first.Id, false, then.Id, says, then.Where);
        }
    }

    private static IEnumerable<TextOrder> OfNode(WaitingNode node, Dictionary<string, string> of)
    {
        if (node.Ways.Length == 1)
            foreach (var wait in node.Ways[0])
            {
                // The states of one clause follow one another by what the words mean.
                var says = of[wait.On] == node.Of ? null : $"by the text {wait.Says}";
                yield return new(wait.On, node.Id, wait.Kind == WaitKind.Strict, node.Of, says, wait.Where);
                if (wait.Kind == WaitKind.Concurrent && !wait.On.EndsWith(".kept", StringComparison.Ordinal)) yield return new(node.Id, wait.On, false, node.Of, says, wait.Where);
            }
        if (node.Kind is not (WaitingKind.Event or WaitingKind.PhaseBegins or WaitingKind.PhaseEnds)) yield break;
        foreach (var way in node.Ways)
            if (way is [{ Kind: WaitKind.NotBefore } only]) yield return new(node.Id, only.On, false, node.Of, $"by the text {only.Says}", only.Where);
    }
}
