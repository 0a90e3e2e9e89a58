using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Truceline.Agreements;
using Truceline.Agreements.Waiting;

namespace Truceline.Tests.Agreements.Waiting;

public sealed class WaitingLimitsTests
{
    private const int Most = 4;
    private static readonly Agreement Bare = Truces.Agreement(Truces.WithClause(""));

    /// <summary>Some ways of a node, each some waits.</summary>
    private static readonly Gen<(int On, WaitKind Kind)[][][]> Graphs = Gen.Choose(1, Most).SelectMany(count => Wait(count).ListUpTo(2).ListUpTo(2).ArrayOf(count));

    private static Gen<(int On, WaitKind Kind)> Wait(int count) =>
        from node in Gen.Choose(0, count - 1)
        from kind in Gen.Elements(WaitKind.Strict, WaitKind.NotBefore, WaitKind.Concurrent, WaitKind.Needs)
        select (node, kind);

    private static WaitingLimits Limits((int On, WaitKind Kind)[][][] graph) => new(Bare,
    [
        .. graph.Select((ways, i) => new WaitingNode(Name(i), WaitingKind.Event, Name(i), new("f", i + 1, 1),
            [.. ways.Select(way => way.Select(wait => new Wait(wait.Kind, Name(wait.On), "", new("f", i + 1, 1))).ToImmutableArray())])),
    ]);

    private static string Name(int node) => $"n{node}";

    [Fact]
    public void What_can_never_happen_is_what_no_order_of_times_lets_happen() =>
        Prop.ForAll(Graphs.ToArbitrary(), graph =>
            Enumerable.Range(0, graph.Length).Where(node => !Times(graph).Any(times => times[node] < Most)).Select(Name).SequenceEqual(Limits(graph).Never.Select(node => node.Id)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    /// <summary>All orders of times in which each thing that happens has a way whose waits are over by then; <see cref="Most"/> is never.</summary>
    private static IEnumerable<int[]> Times((int On, WaitKind Kind)[][][] graph)
    {
        for (var number = 0; number < Math.Pow(Most + 1, graph.Length); number++)
        {
            var times = Enumerable.Range(0, graph.Length).Select(node => number / (int)Math.Pow(Most + 1, node) % (Most + 1)).ToArray();
            if (Enumerable.Range(0, graph.Length).All(node => times[node] == Most || graph[node].Any(way => way.All(wait =>
                wait.Kind == WaitKind.Strict ? times[wait.On] < times[node] : times[wait.On] <= times[node])))) yield return times;
        }
    }

    [Fact]
    public void A_deadlock_is_the_shortest_circle_with_a_strict_wait_and_each_knot_shows_one() =>
        Prop.ForAll(Graphs.ToArbitrary(), graph =>
        {
            var limits = Limits(graph);
            var never = limits.Never.Select(node => node.Id).ToHashSet();
            var circles = Circles(graph, never).Where(circle => circle.Any(step => step.Kind == WaitKind.Strict)).ToList();
            foreach (var shown in limits.Deadlocks)
            {
                var ids = shown.Select(step => step.From.Id).ToHashSet();
                if (!shown.Any(step => step.Wait.Kind == WaitKind.Strict) || !ids.IsSubsetOf(never)) return false;
                for (var i = 0; i < shown.Length; i++)
                    if (shown[i].Wait.On != shown[(i + 1) % shown.Length].From.Id || !shown[i].From.Waits.Contains(shown[i].Wait)) return false;
                if (circles.Where(circle => circle.Any(step => Knot(graph, never, step.Node).SetEquals(Knot(graph, never, shown[0].From.Id)))).Min(circle => circle.Count) != shown.Length) return false;
            }
            return circles.Select(circle => string.Join(' ', Knot(graph, never, circle[0].Node).Order())).Distinct().Count() == limits.Deadlocks.Length;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static HashSet<string> Reaches((int On, WaitKind Kind)[][][] graph, HashSet<string> among, string from)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([from]);
        while (open.TryPop(out var id))
            foreach (var wait in graph[id[1] - '0'].SelectMany(way => way))
                if (among.Contains(Name(wait.On)) && reached.Add(Name(wait.On))) open.Push(Name(wait.On));
        return reached;
    }

    private static HashSet<string> Knot((int On, WaitKind Kind)[][][] graph, HashSet<string> among, string node) =>
        [.. Reaches(graph, among, node).Where(other => Reaches(graph, among, other).Contains(node)), node];

    /// <summary>All circles among some nodes in which no node stands twice.</summary>
    private static IEnumerable<List<(string Node, WaitKind Kind)>> Circles((int On, WaitKind Kind)[][][] graph, HashSet<string> among)
    {
        IEnumerable<List<(string, WaitKind)>> From(string start, string at, ImmutableList<(string Node, WaitKind Kind)> path)
        {
            foreach (var wait in graph[at[1] - '0'].SelectMany(way => way).Where(wait => among.Contains(Name(wait.On))))
                if (Name(wait.On) == start) yield return [.. path, (at, wait.Kind)];
                else if (at != Name(wait.On) && path.All(step => step.Node != Name(wait.On)))
                    foreach (var circle in From(start, Name(wait.On), path.Add((at, wait.Kind)))) yield return circle;
        }
        return among.SelectMany(start => From(start, start, []));
    }

    [Fact]
    public void Components_are_what_leads_to_each_other() =>
        Prop.ForAll(Graphs.ToArbitrary(), graph =>
        {
            var components = Components.Of(graph.Length, node => graph[node].SelectMany(way => way).Select(wait => wait.On));
            HashSet<string> all = [.. Enumerable.Range(0, graph.Length).Select(Name)];
            return Enumerable.Range(0, graph.Length).All(one => Enumerable.Range(0, graph.Length).All(other =>
                components[one] == components[other] == Knot(graph, all, Name(one)).Contains(Name(other))));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}

internal static class Generators
{
    /// <summary>Arrays of none to so many.</summary>
    public static Gen<T[]> ListUpTo<T>(this Gen<T> one, int most) => Gen.Choose(0, most).SelectMany(count => one.ArrayOf(count));
}
