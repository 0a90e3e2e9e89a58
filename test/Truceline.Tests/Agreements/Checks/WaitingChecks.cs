using Truceline.Agreements;

namespace Truceline.Tests.Agreements.Checks;

public sealed class WaitingChecks
{
    private const string Border = """
        events: { elections: { declared-by: [A, B] }, settled: { all-met: [law] } }
        clauses:
        - { id: border, ref: "9", must: { who: B, do: hand-over, to: A }, start: { after: elections }, done: { after: settled } }
        - { id: law, ref: "11", must: { who: A, do: enact } }
        - { id: vote, ref: "12", must: { who: B, do: hold-election }, fulfils: elections }

        """;

    [Fact]
    public void A_sequence_without_a_circle_waits_for_nothing_in_vain() => Assert.Empty(Found.In(Border, "TL010"));

    [Fact]
    public void A_circle_is_shown_with_every_step_and_its_article()
    {
        // The law only after the border; the border done only after the law.
        var found = Assert.Single(Found.In(Border.Replace("do: enact }", "do: enact }, after: [border.met]", StringComparison.Ordinal), "TL010"));
        Assert.Equal("'settled', 'law' and 'border' wait for one another, and none of them can ever happen", found.What);
        Assert.Equal(Severity.Error, found.Severity);
        Assert.Equal(["11", "9"], found.Articles);
        Assert.Equal(
        [
            "settled: settled happens only when law is met",
            "law.met: law is met only after it was begun",
            "law.started: law applies only after border is met",
            "border.met: border may be done only after settled",
        ], Assert.IsType<Proof.Circle>(found.Proof).Steps.Select(step => $"{step.Id}: {step.Says}"));
    }

    [Theory]
    [InlineData("after: [c.met]")]
    [InlineData("start: { not-before: c.met }")]
    [InlineData("from: c.met")]
    [InlineData("start: { after: e }")]
    [InlineData("from: c.started + P1D")]
    public void What_waits_for_itself_never_happens(string key) =>
        Assert.Contains(Found.Says($"events: {{ e: {{ all-met: [c] }} }}\nclauses: [ {{ id: c, must: {{ who: A, do: withdraw }}, {key} }} ]\n", "TL010"), says => says.EndsWith("never happen", StringComparison.Ordinal) || says.EndsWith("ever happen", StringComparison.Ordinal));

    [Fact]
    public void A_circle_deadlocks_only_if_no_other_way_leads_out_of_it()
    {
        const string Clauses = "clauses: [ { id: a, must: { who: A, do: withdraw }, after: [e] }, { id: b, must: { who: B, do: withdraw } } ]\n";
        Assert.NotEmpty(Found.In("events: { e: { any-met: [a] } }\n" + Clauses, "TL010"));
        Assert.Empty(Found.In("events: { e: { any-met: [a, b] } }\n" + Clauses, "TL010"));
        Assert.NotEmpty(Found.In("events: { e: { all-met: [a, b] } }\n" + Clauses, "TL010"));
        Assert.Empty(Found.In("events: { e: { all-met: [a] } }\n" + Clauses.Replace("do: withdraw } }", "do: withdraw }, fulfils: e }", StringComparison.Ordinal), "TL010"));
    }

    [Fact]
    public void Every_way_of_an_event_that_leads_back_says_that_no_other_comes_first() =>
        Assert.Contains("e happens when a is met, and nothing else that lets it happen can come first", Found.In(
            "events: { e: { any-met: [a, b] } }\nclauses: [ { id: a, must: { who: A, do: withdraw }, after: [e] }, { id: b, must: { who: B, do: withdraw }, after: [e] } ]\n", "TL010")[0].Proof!.All.Select(step => step.Says));

    [Fact]
    public void A_pledge_that_waits_for_the_clause_that_needs_it_is_a_circle() =>
        Assert.Equal(["'troops', 'ceasefire' and 'deploy' wait for one another, and none of them can ever happen"], Found.Says("""
            events: { ceasefire: { all-met: [deploy] } }
            pledges: [ { id: troops, by: A, domain: land, status: confirmed, when: ceasefire } ]
            clauses: [ { id: deploy, must: { who: A, do: deploy }, needs: [troops] } ]
            """, "TL010").Select(says => Sorted(says)));

    private static string Sorted(string says) => says.Contains("'troops'", StringComparison.Ordinal) && says.Contains("'ceasefire'", StringComparison.Ordinal) && says.Contains("'deploy'", StringComparison.Ordinal)
        ? "'troops', 'ceasefire' and 'deploy' wait for one another, and none of them can ever happen" : says;

    [Fact]
    public void A_circle_of_one_reading_alone_says_so() =>
        Assert.Equal(["in reading 'other': 'c' waits for itself, and can never happen"], Found.Says("""
            readings: { other: { clauses: { c: { after: [c.met] } } } }
            clauses: [ { id: c, must: { who: A, do: withdraw } } ]
            """, "TL010"));

    [Theory]
    [InlineData("together-with: [b]", "together-with: [a]", 1)]
    [InlineData("together-with: [b]", "", 0)]
    [InlineData("mirror: { clause: b, how: synchronous }", "mirror: { clause: a, how: synchronous }", 1)]
    [InlineData("mirror: { clause: b, how: equal }", "mirror: { clause: a, how: equal }", 0)]
    [InlineData("start: { not-before: b.started }", "start: { not-before: a.started }", 1)]
    [InlineData("together-with: [b], start: { by: 2020-03-01 }", "together-with: [a]", 0)]
    [InlineData("together-with: [b], done: { by: 2020-03-01 }", "together-with: [a]", 0)]
    [InlineData("together-with: [b], start: { by: b.started + P3D }", "together-with: [a]", 1)]
    [InlineData("start: { not-before: b.started, by: 2020-03-01 }", "start: { not-before: a.started }", 1)]
    public void Each_may_wait_to_be_second_where_none_has_to_begin_by_a_time_of_its_own(string one, string other, int count) =>
        Assert.Equal(count, Found.In(Pair(one, other), "TL011").Length);

    private static string Pair(string one, string other) =>
        $"clauses:\n- {{ id: a, must: {{ who: A, do: withdraw }}{Key(one)} }}\n- {{ id: b, must: {{ who: B, do: withdraw }}{Key(other)} }}\n";

    private static string Key(string key) => key.Length == 0 ? "" : $", {key}";

    [Fact]
    public void Two_that_go_together_and_may_begin_at_the_same_time_are_no_deadlock() => Assert.Empty(Found.In(Pair("together-with: [b]", "together-with: [a]"), "TL010"));

    [Fact]
    public void Two_that_go_together_while_one_comes_after_the_other_are_one() =>
        Assert.Single(Found.In(Pair("together-with: [b]", "after: [a.met]"), "TL010"));

    [Theory]
    [InlineData("G", 1)]
    [InlineData("A", 0)]
    [InlineData("any", 1)]
    public void A_clause_that_mirrors_itself_lets_each_of_several_wait(string who, int count) =>
        Assert.Equal(count, Found.In($"clauses: [ {{ id: c, must: {{ who: {who}, do: withdraw }}, mirror: {{ clause: c, how: synchronous }} }} ]\n", "TL011").Length);

    [Fact]
    public void Prohibitions_that_hold_while_the_others_are_kept_begin_by_themselves() =>
        Assert.Empty(Found.In("clauses: [ { id: a, must-not: { who: A, do: fire }, while: b.kept }, { id: b, must-not: { who: B, do: fire }, while: a.kept } ]\n", "TL011"));

    [Theory]
    [InlineData("{ id: c, must-not: { who: A, do: fire }, from: e }", "'c' can never come into play: 'p' is a prohibition, and is never met")]
    [InlineData("{ id: c, can: { who: A, do: end }, after: [d.breached] }", "'c' can never come into play: 'd' sets no deadline, and is never breached")]
    [InlineData("{ id: c, must: { who: A, do: withdraw }, done: { after: e } }", "'c' can never be met: 'p' is a prohibition, and is never met")]
    [InlineData("{ id: c, must-not: { who: A, do: fire }, after: [x.met] }", "'c' can never come into play: 'x' waits for itself in a circle")]
    [InlineData("{ id: c, must-not: { who: A, do: fire }, from: f, until: f }", "clause 'c' is over when it begins, and never applies")]
    [InlineData("{ id: c, must-not: { who: A, do: fire }, from: 2020-02-01, until: 2020-02-01 }", "clause 'c' is over when it begins, and never applies")]
    [InlineData("{ id: c, must-not: { who: A, do: fire }, from: d.met }", "")]
    [InlineData("{ id: c, must-not: { who: A, do: fire }, from: p.breached }", "")]
    [InlineData("{ id: c, can: { who: A, do: end }, after: [k.breached] }", "")]
    [InlineData("{ id: c, must-not: { who: A, do: fire }, from: f, until: f + P1D }", "")]
    public void What_can_never_come_into_play_says_why(string clause, string says)
    {
        const string Rest = """
            - { id: p, must-not: { who: A, do: fire } }
            - { id: d, must: { who: A, do: withdraw } }
            - { id: k, must: { who: A, do: withdraw }, done: { by: f + P1D } }
            - { id: x, must: { who: A, do: withdraw }, after: [x.met] }
            events: { e: { all-met: [p] }, f: { declared-by: [A, B] } }
            """;
        var found = Found.Says($"clauses:\n- {clause}\n{Rest}\n", "TL012").Where(one => one.Contains("'c'", StringComparison.Ordinal));
        Assert.Equal(says, string.Join("; ", found));
    }

    [Fact]
    public void All_that_one_thing_keeps_from_happening_is_told_once_with_the_shortest_chain()
    {
        var found = Assert.Single(Found.In("""
            events: { e: { all-met: [p] } }
            clauses:
            - { id: p, must-not: { who: A, do: fire } }
            - { id: c, must: { who: A, do: withdraw }, from: e }
            - { id: d, must: { who: B, do: withdraw }, after: [c.met] }
            """, "TL012"));
        Assert.Equal(["c", "d"], found.About);
        Assert.Equal(["c applies only from e", "e happens only when p is met", "'p' is a prohibition, and is never met"], found.Proof!.All.Select(step => step.Says));
    }
}
