using Truceline.Agreements;
using Truceline.Agreements.Waiting;

namespace Truceline.Tests.Agreements.Waiting;

public sealed class WaitingGraphTests
{
    private static WaitingGraph Graph(string rest) => WaitingGraph.Of(Truces.Agreement(Truces.With(rest)));

    private static IEnumerable<string> Waits(string rest, string node) => Graph(rest).Node(node)!.Waits.Select(wait => $"{wait.Kind} {wait.On}: {wait.Says}");

    [Fact]
    public void Every_way_of_the_language_to_wait_is_in_the_graph() =>
        Assert.Equal(
        [
            "NotBefore e: c applies only from e",
            "Strict f: c applies only after f + 1 day",
            "Concurrent p.kept: c applies only while p is kept",
            "NotBefore d.met: c may be begun no sooner than d is met",
            "Strict d.started: c may be begun only after d is begun",
            "Concurrent d.started: c is to be begun together with d",
            "Concurrent d.started: c is to be begun at the same time as d",
            "Needs pledge g: c needs the pledge g",
            "Needs decision host: c needs the consent host of A",
        ],
        Waits("""
            events: { e: { declared-by: [A, B] }, f: { at: 2020-02-01T00:00:00+02:00 } }
            pledges: [ { id: g, by: A, domain: land, status: confirmed } ]
            decisions: { host: { consent: { to: c, by: [A] } }, vote: { by: G, rule: any } }
            clauses:
            - { id: p, must-not: { who: A, do: fire } }
            - { id: d, must: { who: B, do: withdraw } }
            - id: c
              must: { who: A, do: withdraw }
              from: e
              after: [f + P1D]
              while: p.kept
              start: { not-before: d.met, after: d.started, by: e + P1D }
              together-with: [d]
              mirror: { clause: d, how: synchronous }
              needs: [g]
            """, "c.started"));

    [Theory]
    [InlineData("all-met: [a, b]", "NotBefore a.met: e happens only when a is met; NotBefore b.met: e happens only when b is met")]
    [InlineData("any-met: [a, b]", "NotBefore a.met: e happens when a is met / NotBefore b.met: e happens when b is met")]
    [InlineData("quiet: { clause: p, for: P7D }", "Strict p.started: e happens only after p was kept for 7 days")]
    [InlineData("decided: vote", "NotBefore decision vote: e happens only when vote is decided")]
    [InlineData("declared-by: [A, B]", "")]
    [InlineData("at: 2020-02-01T00:00:00+02:00", "")]
    public void An_event_waits_by_its_rule(string rule, string waits) =>
        Assert.Equal(waits, string.Join(" / ", Graph($"events: {{ e: {{ {rule} }} }}\n" + """
            decisions: { vote: { by: G, rule: any } }
            clauses:
            - { id: p, must-not: { who: A, do: fire } }
            - { id: a, must: { who: A, do: withdraw } }
            - { id: b, must: { who: B, do: withdraw } }
            """).Node("e")!.Ways.Select(way => string.Join("; ", way.Select(wait => $"{wait.Kind} {wait.On}: {wait.Says}")))));

    [Fact]
    public void An_event_that_clauses_fulfil_happens_with_the_first_of_them_or_by_its_own_rule() =>
        Assert.Equal(["", "a.met", "b.met"], Graph("""
            events: { e: { declared-by: [A] } }
            clauses:
            - { id: a, must: { who: A, do: withdraw }, fulfils: e }
            - { id: b, must: { who: B, do: withdraw }, fulfils: e }
            """).Node("e")!.Ways.Select(way => string.Join(' ', way.Select(wait => wait.On))));

    [Fact]
    public void Phases_pledges_powers_and_acceptances_wait_too()
    {
        var graph = Graph("""
            events: { e: { declared-by: [A] }, f: { declared-by: [B] } }
            phases: [ { id: one, from: e, until: f + P1D } ]
            pledges: [ { id: g, by: A, domain: land, status: confirmed, when: one }, { id: h, by: B, domain: air, status: pending, enables: [g] } ]
            clauses:
            - { id: c, must-not: { who: G, do: fire }, accepted: [ { by: A, since: e }, { by: B, since: f } ] }
            - { id: d, can: { who: A, do: end, clause: c }, after: [c.breached] }
            """);
        Assert.Equal(
            ["e", "f", "one begins", "one ends", "c binds", "c.started", "c.breached", "power d", "pledge g", "pledge h"],
            graph.Nodes.Select(node => node.Id));
        Assert.Equal(
            ["one begins NotBefore e", "one ends Strict f", "c binds NotBefore e", "c binds NotBefore f", "c.started NotBefore c binds", "c.breached NotBefore c.started", "power d Strict c.breached",
                "pledge g Needs pledge h", "pledge g NotBefore one begins"],
            graph.Nodes.SelectMany(node => node.Waits.Select(wait => $"{node.Id} {wait.Kind} {wait.On}")));
        Assert.Equal(2, graph.Node("c binds")!.Ways.Length);
        Assert.Empty(graph.Never);
    }

    [Fact]
    public void Beginnings_and_ends_are_found_by_what_they_belong_to()
    {
        var graph = Graph("""
            events: { e: { declared-by: [A] } }
            phases: [ { id: one, from: e, until: e + P1D }, { id: two, from: e } ]
            decisions: { vote: { by: G, rule: any } }
            clauses: [ { id: c, must: { who: A, do: withdraw } }, { id: p, must-not: { who: A, do: fire } } ]
            """);
        Assert.Equal(["e", "one begins", "decision vote", "c.started", "p.started"], new[] { "e", "one", "vote", "c", "p" }.Select(thing => graph.Beginning(thing)!.Id));
        Assert.Equal(["e", "one ends", "two begins", "decision vote", "c.met", "p.started"], new[] { "e", "one", "two", "vote", "c", "p" }.Select(thing => graph.End(thing)!.Id));
        Assert.Null(graph.Beginning("nothing"));
    }

    [Fact]
    public void An_order_that_is_added_can_close_a_circle()
    {
        var graph = Graph("""
            events: { ceasefire: { declared-by: [A, B] }, settlement: { declared-by: [A, B] } }
            clauses: [ { id: c, must-not: { who: A, do: fire }, from: ceasefire } ]
            """);
        Wait Order(string first) => new(WaitKind.Strict, first, $"{first} is wanted first", default);
        Assert.Empty(graph.With([("ceasefire", Order("settlement"))]).Deadlocks);
        var closed = graph.With([("ceasefire", Order("settlement")), ("settlement", Order("ceasefire"))]);
        Assert.Equal(["settlement is wanted first", "ceasefire is wanted first"], Assert.Single(closed.Deadlocks).Select(step => step.Wait.Says));
        Assert.Equal(["ceasefire", "settlement", "c.started"], closed.Never.Select(node => node.Id));
        Assert.Throws<ArgumentException>(() => graph.With([("peace", Order("ceasefire"))]));
    }
}
