using System.Diagnostics;
using Truceline.Agreements;
using Truceline.Agreements.Checks;
using Truceline.Tests.Agreements.Voting;

namespace Truceline.Tests.Agreements.Checks;

/// <summary>TL050 to TL053: decisions at an extreme, single blockers, idle votes, small blocking coalitions, timers and consents.</summary>
public sealed class DecisionCheckTests
{
    private static Agreement Of(string decision, int members = 4, string rest = "") => Games.Agreement(Games.Names(members), decision, "X: { kind: civil }", rest);

    private static IEnumerable<Problem> All(Agreement agreement) =>
        [.. DecisionsAtAnExtreme.Find(agreement), .. DecisionsBlockedByOne.Find(agreement), .. DecisionsWithUnequalVotes.Find(agreement), .. DecisionsOverdue.Find(agreement), .. ConsentOfNobody.Find(agreement)];

    private static string Found(Agreement agreement) => string.Join("\n", All(agreement).Select(problem => $"{problem.Code} {problem.Severity}: {problem.What}"));

    [Theory]
    [InlineData("rule: any")]
    [InlineData("rule: { majority: 1/2 }")]
    [InlineData("rule: { majority: 2/3 }")]
    [InlineData("rule: { majority: 3 }, within: P3D")]
    [InlineData("rule: { majority: 1/2 }, tie: m0")]
    [InlineData("rule: { majority: 1/2 }, tie: X")]
    [InlineData("rule: { majority: 1/2 }, silence: assent, within: P3D")]
    [InlineData("rule: { majority: 1/2 }, quorum: 3")]
    [InlineData("rule: { weighted: { weights: { m0: 2, m1: 2, m2: 1, m3: 1 }, needed: 4 } }")]
    public void A_usual_rule_is_no_problem(string decision) => Assert.Equal("", Found(Of(decision)));

    [Theory]
    [InlineData("rule: { majority: 5 }", "TL050 Error: decision 'd' can never pass: it needs 5 votes, and all together have 4")]
    [InlineData("rule: any, quorum: 5", "TL050 Error: decision 'd' can never pass: its quorum is 5, and 4 members can take part")]
    [InlineData("rule: any, quorum: 5, silence: assent, within: P3D", "TL050 Error: decision 'd' can never pass: its quorum is 5, and 4 members can take part")]
    [InlineData("rule: { weighted: { weights: { m0: 2, m1: 1 }, needed: 4 } }", "TL050 Error: decision 'd' can never pass: it needs 4 by weight, and all together have 3")]
    [InlineData("rule: { majority: 1/2 }, silence: assent", "TL050 Warning: decision 'd' passes as soon as it is put: silence counts as assent, and nothing says how long there is to object")]
    [InlineData("rule: any, silence: assent, within: P3D", "TL050 Warning: decision 'd' passes unless all 4 object: any one is enough, and silence counts as assent")]
    [InlineData("rule: unanimity", "TL051 Warning: each of the 4 who take decision 'd' can block it alone: all agree: 4 of 4 votes")]
    [InlineData("rule: consensus", "TL051 Warning: each of the 4 who take decision 'd' can block it alone: nobody objects")]
    [InlineData("rule: { majority: 4 }", "TL051 Warning: each of the 4 who take decision 'd' can block it alone: 4 of 4 votes")]
    [InlineData("rule: { majority: 1/2 }, quorum: 4", "TL051 Warning: each of the 4 who take decision 'd' can block it alone: more than half of 4 votes: 3")]
    [InlineData("rule: { majority: 3 }, veto: [m1, m2]", "TL051 Warning: m1 and m2 can block decision 'd' each alone, by veto")]
    [InlineData("rule: { weighted: { weights: { m0: 3, m1: 1, m2: 1, m3: 1 }, needed: 4 } }", "TL051 Warning: m0 can block decision 'd' alone, because it does not pass without that vote")]
    [InlineData("rule: { weighted: { weights: { m0: 3, m1: 2, m2: 2 }, needed: 4 } }", "TL052 Note: the vote of m3 never matters in decision 'd' (4 by weight (m0 3, m1 2, m2 2))")]
    [InlineData("rule: any, veto: m0", "TL051 Warning: m0 can block decision 'd' alone, by veto\nTL052 Note: the votes of m1, m2 and m3 never matter in decision 'd' (any one of them is enough)")]
    [InlineData("rule: { majority: 2/3 }, tie: m0", "TL052 Note: the casting vote of m0 never comes into play in decision 'd': half of the votes is never one short of enough (at least 2/3 of 4 votes: 3)")]
    public void An_unusual_rule_is_told_once(string decision, string found) => Assert.Equal(found, Found(Of(decision)));

    [Fact]
    public void Fewer_than_a_third_that_can_block_are_told_and_a_third_is_not()
    {
        Assert.Equal("TL052 Note: 2 of the 7 who take decision 'd' are enough to block it", Found(Of("rule: { majority: 6 }", 7)));
        Assert.Equal("", Found(Of("rule: { majority: 5 }", 6)));
        Assert.Equal("", Found(Of("rule: { majority: 4 }", 5)));
        Assert.Equal("without any 2 of m0, m1, m2, m3, m4, m5 and m6 the others do not carry it", Assert.Single(All(Of("rule: { majority: 6 }", 7)).Single().Proof!.All).Says);
    }

    [Fact]
    public void A_vote_that_never_matters_is_proven_by_the_coalitions_that_are_just_enough() => Assert.Equal(
        ["m0 and any 1 of m1 and m2 are just enough", "m1 and m2 are just enough"],
        DecisionsWithUnequalVotes.Find(Of("rule: { weighted: { weights: { m0: 3, m1: 2, m2: 2 }, needed: 4 } }")).Single().Proof!.All.Select(step => step.Says).Order(StringComparer.Ordinal));

    [Fact]
    public void Who_blocks_alone_is_proven_by_what_the_others_have() => Assert.Equal("without m0 the others have 3 of the 4 that are needed",
        Assert.Single(DecisionsBlockedByOne.Find(Of("rule: { weighted: { weights: { m0: 3, m1: 1, m2: 1, m3: 1 }, needed: 4 } }")).Single().Proof!.All).Says);

    [Fact]
    public void A_body_of_one_and_a_body_whose_members_are_not_said_are_passed_over()
    {
        Assert.Equal("", Found(Of("rule: unanimity", 1)));
        Assert.Equal("", Found(Truces.Agreement(Truces.WithClause("decisions: { d: { by: Q, rule: { majority: 9 } } }\n").Replace("C: { kind: monitor }", "C: { kind: monitor }, Q: { kind: body }", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_proposed_decision_says_whose_proposal_it_is() =>
        Assert.Equal("TL051 Warning: each of the 4 who take decision 'd' can block it alone: all agree: 4 of 4 votes; X proposes it, and it does not stand", Found(Of("rule: unanimity, status: proposed-by-X")));

    private static string Timed(string clause, string decision = "rule: any, within: P3D") => Found(Truces.Agreement(Truces.With(
        $"events: {{ halt: {{ declared-by: [A, B] }}, deal: {{ at: 2020-02-01T00:00:00+02:00 }} }}\ndecisions: {{ d: {{ by: G, {decision} }} }}\nclauses: [ {{ id: c, must-not: {{ who: A, do: fire }}, on-breach: d, {clause} }} ]\n")));

    [Theory]
    [InlineData("from: halt, until: halt + PT30H")]
    [InlineData("from: 2020-01-01, until: 2020-01-03")]
    [InlineData("from: halt + P1D, until: halt + P3D")]
    public void A_decision_that_may_come_when_its_clause_is_over_is_told(string window) =>
        Assert.Contains("TL053 Warning: decision 'd' may take 3 days, and clause 'c', whose breach leads to it, holds from ", Timed(window), StringComparison.Ordinal);

    [Theory]
    [InlineData("from: halt, until: halt + P3D")]
    [InlineData("from: halt, until: deal")]
    [InlineData("from: 2020-01-01")]
    [InlineData("from: 2020-01-01, until: 2020-01-04")]
    public void A_window_that_is_long_enough_or_cannot_be_measured_is_not(string window) => Assert.Equal("", Timed(window));

    [Fact]
    public void An_alert_that_counts_over_longer_than_its_clause_holds_is_told() => Assert.Equal(
        "TL053 Warning: the alert of clause 'c' counts over 1 week, and the clause holds from halt to halt + 30 hours only",
        Timed("from: halt, until: halt + PT30H, alert: { over: 3, per: P1W }", "rule: any, within: PT12H"));

    private static string Consented(string by, string more = "", string silence = "") => Found(Truces.Agreement(Truces.With(
        $"decisions: {{ d: {{ consent: {{ to: c, by: [{by}] }}{silence} }} }}\nclauses: [ {{ id: c, must: {{ who: G, do: deploy }} }} ]\n").Replace("C: { kind: monitor }", $"C: {{ kind: monitor{more} }}", StringComparison.Ordinal)));

    [Fact]
    public void A_consent_of_those_alone_who_act_or_have_no_part_is_told()
    {
        Assert.Equal("TL053 Warning: consent 'd' to clause 'c' is required of nobody but A, who does what it is about", Consented("A"));
        Assert.Equal("TL053 Warning: consent 'd' to clause 'c' is required of nobody but A and B, who do what it is about", Consented("A, B"));
        Assert.Equal("", Consented("A, C"));
        Assert.Equal("", Consented("C"));
        Assert.Equal("TL053 Warning: consent 'd' to clause 'c' is required only of C, and that actor has no part yet: proposed-by-A", Consented("C", ", status: proposed-by-A"));
    }

    [Fact]
    public void A_consent_by_silence_needs_a_time_in_which_to_object()
    {
        Assert.Equal("TL050 Warning: consent 'd' is given as soon as it is asked for: silence counts as assent, and nothing says how long there is to object", Consented("C", silence: ", silence: assent"));
        Assert.Equal("", Consented("C", silence: ", silence: assent, within: P3D"));
    }

    [Fact]
    public void Five_hundred_hostile_decisions_are_checked_in_time_and_what_was_not_looked_for_is_said()
    {
        var weights = string.Join(", ", Games.Names(200).Select((id, at) => $"{id}: {3000 + 7 * at * at % 4999}"));
        var agreement = Of($"rule: {{ weighted: {{ weights: {{ {weights} }}, needed: 600000 }} }}, quorum: 3", 200);
        agreement = agreement with { Decisions = [.. Enumerable.Range(0, 500).Select(at => agreement.Decisions[0] with { Id = $"d{at}", Quorum = at % 2 == 0 ? null : 150 })] };
        var watch = Stopwatch.StartNew();
        var found = All(agreement).ToArray();
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.Contains(found, problem => problem.What.Contains("was not looked for", StringComparison.Ordinal));
    }
}
