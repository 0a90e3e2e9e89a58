using System.Collections.Immutable;
using NodaTime;
using Truceline.Agreements.Waiting;

namespace Truceline.Agreements.Checks;

/// <summary>TL012: clauses that can never come into play, though they are on no circle themselves; and windows that are over when they begin.</summary>
internal static class Reach
{
    public static IEnumerable<Problem> Find(Agreement agreement) => [.. Unreachable(agreement), .. Windows(agreement)];

    private static IEnumerable<Problem> Unreachable(Agreement agreement)
    {
        var graph = WaitingGraph.Of(agreement);
        var never = graph.Never.Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        if (never.Count == 0) yield break;
        var circles = graph.Deadlocks.SelectMany(circle => circle.Select(step => (step.From.Id, circle))).ToLookup(pair => pair.Id, pair => pair.circle, StringComparer.Ordinal);
        var onCircle = graph.Deadlocks.SelectMany(circle => circle.Select(step => step.From.Of)).ToHashSet(StringComparer.Ordinal);
        var chains = Chains(graph, never, node => circles.Contains(node.Id) || node.Ways.IsEmpty);
        foreach (var group in Shut(graph, never, onCircle).GroupBy(node => circles.Contains(Root(node).Id) ? circles[Root(node).Id].First()[0].From : Root(node)))
        {
            var (root, first) = (Root(group.First()), group.First());
            ImmutableArray<string> things = [.. group.Select(node => node.Of).Distinct(StringComparer.Ordinal)];
            var why = circles.Contains(root.Id) ? $"'{root.Of}' waits for itself in a circle" : Reason(agreement, root);
            yield return agreement.Problem("TL012", first.Where, $"{WaitingCircles.Named(things)} can never {Verb(first, things.Length)}: {why}", "give what it waits for a way to happen, or remove the clause", things,
                new Proof.Chain([.. chains[first.Id].Select(WaitingCircles.Step), new(WaitingCircles.NameOf(root), why) { Where = root.Where }]));
        }

        WaitingNode Root(WaitingNode node) => chains[node.Id] is [.., var last] ? graph.Node(last.Wait.On)! : node;
    }

    private static string Verb(WaitingNode first, int count) => first.Kind == WaitingKind.Met && count == 1 ? "be met" : first.Kind is WaitingKind.Event ? "happen" : "come into play";

    /// <summary>What is to be told of: clauses and powers that are on no circle; and events and phases that no clause waits for.</summary>
    private static IEnumerable<WaitingNode> Shut(WaitingGraph graph, HashSet<string> never, HashSet<string> onCircle)
    {
        var shut = graph.Never.Where(node => !onCircle.Contains(node.Of)).ToList();
        var clauses = shut.Where(node => node.Kind is WaitingKind.Started or WaitingKind.Usable || (node.Kind == WaitingKind.Met && !node.Ways.IsEmpty && !never.Contains($"{node.Of}.started"))).ToList();
        return clauses.Count > 0 ? clauses : shut.Where(node => node.Kind is WaitingKind.Event or WaitingKind.PhaseBegins);
    }

    /// <summary>From each thing that never happens the shortest way to the reason.</summary>
    private static Dictionary<string, ImmutableArray<WaitingStep>> Chains(WaitingGraph graph, HashSet<string> never, Func<WaitingNode, bool> isRoot)
    {
        var waiting = graph.Never.SelectMany(node => node.Waits.Where(wait => never.Contains(wait.On)).Select(wait => new WaitingStep(node, wait))).ToLookup(step => step.Wait.On, StringComparer.Ordinal);
        var chains = graph.Never.Where(isRoot).ToDictionary(node => node.Id, _ => ImmutableArray<WaitingStep>.Empty, StringComparer.Ordinal);
        var open = new Queue<string>(graph.Never.Where(isRoot).Select(node => node.Id));
        while (open.TryDequeue(out var id))
            foreach (var step in waiting[id])
                if (chains.TryAdd(step.From.Id, chains[id].Insert(0, step))) open.Enqueue(step.From.Id);
        return chains;
    }

    private static string Reason(Agreement agreement, WaitingNode root) => root.Kind switch
    {
        WaitingKind.Met => $"'{root.Of}' is a {(agreement.Clauses.First(clause => clause.Id == root.Of).Kind == ClauseKind.May ? "permission" : "prohibition")}, and is never met",
        WaitingKind.Breached => $"'{root.Of}' sets no deadline, and is never breached",
        _ => $"nothing lets '{root.Of}' happen",
    };

    private static IEnumerable<Problem> Windows(Agreement agreement)
    {
        foreach (var phase in agreement.Phases.Where(phase => IsEmpty(agreement, phase.From, phase.Until)))
            yield return agreement.Problem("TL012", phase.Where, $"phase '{phase.Id}' is over when it begins", "correct one of the two times", [phase.Id]);
        var windows = agreement.Clauses.Select(clause => (clause.Id, clause.Where, clause.From, clause.Until)).Concat(agreement.Powers.Select(power => (power.Id, power.Where, power.From, power.Until)));
        foreach (var (id, where, from, until) in windows.Where(one => IsEmpty(agreement, one.From, one.Until)))
            yield return agreement.Problem("TL012", where, $"clause '{id}' is over when it begins, and never applies", "correct one of the two times", [id]);
    }

    /// <summary>Whether a window ends, excluded, at the moment at which it begins.</summary>
    private static bool IsEmpty(Agreement agreement, Moment? from, Moment? until) => from is not null && until is not null
        && (from.Equals(until) || (agreement.Fixed(from, MomentUse.Beginning) is { } begins && agreement.Fixed(until, MomentUse.Beginning) is { } ends && begins == ends));

    /// <summary>The instant of a moment that is fixed in the file: an instant, a date, or a time after an event that happens at one and by nothing else.</summary>
    public static Instant? Fixed(this Agreement agreement, Moment moment, MomentUse use) => moment switch
    {
        Moment.AfterEvent { Event: var name } => agreement.Events.TryGetValue(name, out var happens) && happens.At is { } at && agreement.Clauses.All(clause => clause.Fulfils != name)
            ? moment.Resolve(agreement.Clock, use, at) : null,
        _ => moment.Resolve(agreement.Clock, use, default),
    };
}
