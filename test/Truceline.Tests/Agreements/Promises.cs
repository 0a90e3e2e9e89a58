using System.Text;
using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

/// <summary>What the language says of pledges, decisions, positions, counting and terms.</summary>
public sealed class Promises
{
    private const string Rules = """
        phases: [ { id: calm, from: halt }, { id: later, from: halt + P1D } ]
        events: { halt: { declared-by: [A, B] }, deal: { declared-by: [A, B] } }
        zones: { z: { geometry: square.geojson }, sky: { over: z, assumed: true } }

        """;

    private const string Whole = Rules + """
        pledges:
        - { id: troops, by: C, domain: [air, land], count: 26, public: few, amount: undisclosed, when: later, status: confirmed, said: Example Press/1 }
        - { id: planes, by: C, domain: air, amount: two squadrons, public: none, if: others come first, enables: [troops], status: conditional, due: { by: 2020-03-01, said: in a while, assumed: true }, said: [Example Press/2, "Example Press/3"], assumed: true, unchecked: true }
        clauses:
        - { id: stop, must-not: { who: [A, B], do: fire, in: sky }, during: calm.., needs: [troops, planes], alert: { over: 20, per: P1D, in: z, by: bursts }, on-breach: meet, on-done: go, disputed-by: B }
        - { id: go, must: { who: C, do: deploy }, done: { by: halt + P1D } }
        - { id: term, ref: a heading, is: { term: a breach, means: nothing is said }, assumed: true }
        decisions:
          meet: { by: G, rule: any, within: PT24H, said: Example Press/4, assumed: true }
          vote: { by: G, rule: { majority: 2/3 }, veto: [B], quorum: 2, silence: assent, tie: C, status: proposed-by-A, unchecked: true }
          count: { by: G, rule: { majority: 2 } }
          weigh: { by: G, rule: { weighted: { weights: { A: 3, B: 2 }, needed: 4 } }, veto: [] }
          agree: { by: C, rule: consensus }
          all: { by: G, rule: unanimity }
          host: { consent: { to: go, by: [B, A] }, silence: objection, within: P3D }
        counting:
          bursts: { unit: episode, gap: PT30M, within-m: 2000, of: mortar, assumed: true }
          singles: { unit: detonation, unchecked: true }
        positions:
          A: { accept: [stop, host, troops], reject: vote, wants: [halt before deal, go], offers: [a place to talk], said: Example Press/5, assumed: true }
          B:
          - { reject: [go], wants: deal before halt }
          - { accept: [go], if: the deal is signed, status: pending, unchecked: true }
        """;

    private static Agreement Read => Truces.Agreement(Truces.With(Whole).Replace("C: { kind: monitor }", "C: { kind: contributor, count: 26, status: pending }", StringComparison.Ordinal));

    [Fact]
    public void A_pledge_is_read_with_all_that_it_says()
    {
        Assert.Equal(
            [
                "troops C Land,Air amount:- undisclosed:True 26 few later if:-  Confirmed - Example Press/1 False False",
                "planes C Air amount:two squadrons undisclosed:False  none  if:others come first troops Conditional 2020-03-01 in a while True Example Press/2,Example Press/3 True True",
            ],
            Read.Pledges.Select(one => string.Join(' ', one.Id, one.By, string.Join(',', one.Domains), $"amount:{one.Amount ?? "-"} undisclosed:{one.Undisclosed} {one.Count} {one.Public} {one.When} if:{one.If ?? "-"} {string.Join(',', one.Enables)} {one.Status}",
                one.Due is { } due ? FormattableString.Invariant($"{due.By:uuuu-MM-dd} {due.Said} {due.Assumed}") : "-", string.Join(',', one.Said), one.Assumed, one.Unchecked)));
        Assert.Equal(new Location("t.truce.yaml", 11, 3), Read.Pledges[0].Where);
    }

    [Fact]
    public void Decisions_are_read_with_their_rules_and_consents_with_who_must_agree()
    {
        var decisions = Read.Decisions.ToDictionary(one => one.Id);
        Assert.Equal(["meet", "vote", "count", "weigh", "agree", "all", "host"], Read.Decisions.Select(one => one.Id));
        Assert.Equal(("G", new DecisionRule.Any(), "PT24H", true), (decisions["meet"].By, decisions["meet"].Rule, decisions["meet"].Within!.ToString(), decisions["meet"].Assumed));
        Assert.Equal(["Example Press/4"], decisions["meet"].Said);
        var vote = decisions["vote"];
        Assert.Equal(new DecisionRule.Share(2, 3), vote.Rule);
        Assert.Equal(("B", 2, SilenceMeans.Assent, "C", "proposed-by-A", true), (string.Join(',', vote.Veto), vote.Quorum, vote.Silence, vote.Tie, vote.Status, vote.Unchecked));
        Assert.Equal(new DecisionRule.Votes(2), decisions["count"].Rule);
        var weighted = Assert.IsType<DecisionRule.Weighted>(decisions["weigh"].Rule);
        Assert.Equal("A=3 B=2 of 4", $"{string.Join(' ', weighted.Weights.Select(one => $"{one.Key}={one.Value}"))} of {weighted.Needed}");
        Assert.Empty(decisions["weigh"].Veto);
        Assert.IsType<DecisionRule.Consensus>(decisions["agree"].Rule);
        Assert.IsType<DecisionRule.Unanimity>(decisions["all"].Rule);
        var host = decisions["host"];
        Assert.Equal(("go", "A,B", null, null, SilenceMeans.Objection), (host.Consent!.To, string.Join(',', host.Consent.By), host.By, host.Rule, host.Silence));
    }

    [Fact]
    public void What_a_clause_needs_sets_off_and_leads_to_is_read()
    {
        var stop = Read.Clauses[0];
        Assert.Equal("troops,planes meet go B", $"{string.Join(',', stop.Needs)} {stop.OnBreach} {stop.OnDone} {string.Join(',', stop.DisputedBy)}");
        Assert.Equal("20 P1D z bursts", $"{stop.Alert!.Over} {stop.Alert.Per} {stop.Alert.In} {stop.Alert.By}");
        Assert.Equal("pending", Read.Actors["C"].Status);
    }

    [Fact]
    public void A_definition_is_no_clause()
    {
        Assert.Equal(["stop", "go"], Read.Clauses.Select(clause => clause.Id));
        Assert.Equal(new Definition("term", new("t.truce.yaml", 16, 3), "a heading", "a breach", "nothing is said", true, false), Assert.Single(Read.Definitions));
    }

    [Fact]
    public void Counting_rules_are_read() =>
        Assert.Equal(["bursts Episode 0:00:30:00 2.0 km mortar True False", "singles Detonation    False True"],
            Read.Counting.Values.Select(rule => string.Join(' ', rule.Id, rule.Unit, rule.Gap, rule.Within, rule.Of, rule.Assumed, rule.Unchecked)));

    [Fact]
    public void Positions_of_one_actor_differ_in_their_condition() =>
        Assert.Equal(
            [
                "A +stop,host,troops -vote wants halt before deal; go offers a place to talk if - status - Example Press/5 True False",
                "B + -go wants deal before halt offers  if - status -  False False",
                "B +go - wants  offers  if the deal is signed status pending  False True",
            ],
            Read.Positions.Select(one => $"{one.Actor} +{string.Join(',', one.Accept)} -{string.Join(',', one.Reject)} wants {string.Join("; ", one.Wants)} offers {string.Join("; ", one.Offers)} if {one.If ?? "-"} status {one.Status ?? "-"} {string.Join(',', one.Said)} {one.Assumed} {one.Unchecked}"));

    [Fact]
    public void The_airspace_over_a_zone_covers_its_ground()
    {
        var zones = Read.Zones;
        Assert.Equal("in the airspace over zone z", zones["sky"].Describes);
        Assert.Equal(["zone sky is assumed"], zones["sky"].Assumptions);
        Assert.Same(zones["z"].Zone, zones["sky"].Zone);
    }

    [Fact]
    public void A_reading_keeps_what_it_does_not_change()
    {
        var agreement = Truces.Agreement(Truces.With(Whole + "\nreadings: { wide: { clauses: { stop: { disputed-by: [A, B], must-not: { who: A, do: fire } } } } }\n")
            .Replace("C: { kind: monitor }", "C: { kind: contributor }", StringComparison.Ordinal));
        var wide = agreement.Readings["wide"];
        Assert.Equal(["stop"], wide.Changes);
        Assert.Equal(["A", "B"], wide.Agreement.Clauses[0].DisputedBy);
        Assert.Equal(agreement.Pledges.Length, wide.Agreement.Pledges.Length);
        Assert.Equal(agreement.Decisions.Length, wide.Agreement.Decisions.Length);
        Assert.Equal(agreement.Positions.Length, wide.Agreement.Positions.Length);
    }

    private const string Clause = "clauses: [ { id: c, must-not: { who: A, do: fire } } ]\n";

    /// <summary>What follows the six lines of <see cref="Truces.With"/>, and its one problem.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        { Pledge("domain: [land], status: confirmed"), "7:12 TL003 pledge 'p' has no 'by' (add 'by: …')" },
        { Pledge("by: A, status: confirmed"), "7:12 TL003 pledge 'p' has no 'domain' (add 'domain: …')" },
        { Pledge("by: A, domain: land"), "7:12 TL003 pledge 'p' has no 'status' (add 'status: …')" },
        { Pledge("by: D, domain: land, status: confirmed"), "7:25 TL006 actor 'D' is not declared (did you mean 'A'?)" },
        { Pledge("by: A, domain: [lend], status: confirmed"), "7:37 TL005 'lend' is not a domain of a pledge (did you mean 'land'?)" },
        { Pledge("by: A, domain: [], status: confirmed"), "7:36 TL004 the list is empty, where a domain is wanted (name at least one, or remove the key)" },
        { Pledge("by: A, domain: land, status: firm"), "7:50 TL005 'firm' is not a status of a pledge (write confirmed, conditional, pending, excluded or withdrawn)" },
        { Pledge("by: A, domain: land, status: pending, amount: 5000"), "7:67 TL004 '5000' without quotes is a number, where text is wanted (write \"5000\")" },
        { Pledge("by: A, domain: land, status: pending, count: 0"), "7:66 TL005 0 is out of bounds (write a number from 1 to 1000000)" },
        { Pledge("by: A, domain: land, status: pending, count: 3, public: 4"), "7:77 TL005 4 speak of it in public, but only 3 stand behind it (correct 'public' or 'count')" },
        { Pledge("by: A, domain: land, status: pending, public: some"), "7:67 TL005 'some' does not say how many speak of it in public (write a number, few or none)" },
        { Pledge("by: A, domain: land, status: pending, when: c"), "7:65 TL006 'c' is a clause, where a phase or event is wanted (name a phase or event)" },
        { Pledge("by: A, domain: land, status: pending, enables: [q]"), "7:69 TL006 pledge 'q' is not declared (did you mean 'p'?)" },
        { Pledge("by: A, domain: land, status: pending, enables: p"), "7:18 TL005 pledges wait for one another: p → p (remove one of the 'enables')" },
        { Pledge("by: A, domain: land, status: pending, due: { said: soon }"), "7:64 TL003 'due' of pledge 'p' has no 'by' (add 'by: …')" },
        { Pledge("by: A, domain: land, status: pending, due: { by: soon }"), "7:70 TL005 'soon' is not a date (write one such as 2015-02-12)" },
        { Pledge("by: A, domain: land, status: pending, said: somewhere"), "7:65 TL005 'somewhere' cites no statement (write its source and the source's own id, as in 'Example Press/12')" },
        { Pledge("by: A, domain: land, status: pending, till: soon"), "7:59 TL002 'till' is no key of a pledge (remove it, or use id, by, domain, amount, count, public, when, if, enables, status, due, said, assumed or unchecked)" },
        { "pledges: { p: {} }\n" + Clause, "7:10 TL004 'pledges' is a mapping of keys, where a list is wanted (write a list of '- id: …')" },
        { "pledges: [ { id: c, by: A, domain: land, status: pending } ]\n" + Clause, "7:18 TL007 pledge 'c' has the id of the clause in line 8 (choose another id)" },
        { Decision("{ rule: any }"), "7:17 TL003 decision 'd' has no 'by' (add 'by: …')" },
        { Decision("{ by: G }"), "7:17 TL003 decision 'd' has no 'rule' (add 'rule: …')" },
        { Decision("{ by: G, rule: most }"), "7:32 TL005 'most' is not a rule (write any, consensus or unanimity)" },
        { Decision("{ by: G, rule: { majority: 0 } }"), "7:44 TL005 '0' is no majority (write any, consensus, unanimity, { majority: 9 }, { majority: 2/3 } or { weighted: { weights: …, needed: … } })" },
        { Decision("{ by: G, rule: { majority: 3/2 } }"), "7:44 TL005 '3/2' is no majority (write any, consensus, unanimity, { majority: 9 }, { majority: 2/3 } or { weighted: { weights: …, needed: … } })" },
        { Decision("{ by: G, rule: {} }"), "7:32 TL003 the rule says none of 'majority' and 'weighted' (add one of them)" },
        { Decision("{ by: G, rule: { weighted: { weights: { C: 1 }, needed: 1 } } }"), "7:57 TL005 actor 'C' is no member of 'G', which decides (name a member, or add it to the members of 'G')" },
        { Decision("{ by: G, rule: any, veto: C }"), "7:43 TL005 actor 'C' is no member of 'G', which decides (name a member, or add it to the members of 'G')" },
        { Decision("{ by: G, rule: any, veto: [D] }"), "7:44 TL006 actor 'D' is not declared (did you mean 'A'?)" },
        { Decision("{ by: G, rule: any, quorum: 0.5 }"), "7:45 TL005 0.5 is out of bounds (write a number from 1 to 1000000)" },
        { Decision("{ by: G, rule: any, silence: yeah }"), "7:46 TL005 'yeah' is not what silence counts as (write assent, objection or abstention)" },
        { Decision("{ by: G, rule: any, within: soon }"), "7:45 TL005 'soon' is not a duration (write one of ISO 8601 that is more than nothing and at most 200 years, such as P3D or PT24H)" },
        { Decision("{ by: G, rule: any, within: P0D }"), "7:45 TL005 'P0D' adds nothing (write one of ISO 8601 that is more than nothing and at most 200 years, such as P3D or PT24H)" },
        { Decision("{ by: G, rule: any, status: maybe }"), "7:45 TL005 'maybe' is not a status (write active, pending, or proposed-by- and the id of an actor)" },
        { Decision("{ by: G, rule: any, status: proposed-by-E }"), "7:45 TL006 actor 'E' is not declared (did you mean 'A'?)" },
        { Decision("{ by: G, consent: { to: c, by: A } }"), "7:19 TL005 decision 'd' has both 'consent' and 'by' (keep one of them)" },
        { Decision("{ consent: { to: p9, by: A } }"), "7:34 TL006 clause 'p9' is not declared (declare it under 'clauses', or use c)" },
        { Decision("{ consent: { to: d, by: A } }"), "7:34 TL006 'd' is a decision, where a clause is wanted (name a clause)" },
        { Decision("{ consent: { to: c } }"), "7:28 TL003 'consent' has no 'by' (add 'by: …')" },
        { "decisions: { c: { by: G, rule: any } }\n" + Clause, "7:14 TL007 decision 'c' has the id of the clause in line 8 (choose another id)" },
        { "counting: { r: {} }\n" + Clause, "7:16 TL003 counting rule 'r' has no 'unit' (add 'unit: …')" },
        { "counting: { r: { unit: shells } }\n" + Clause, "7:24 TL005 'shells' is not a unit of counting (write detonation, burst, observation, episode or incident)" },
        { "counting: { r: { unit: episode } }\n" + Clause, "7:16 TL003 counting rule 'r', which counts episodes, has no 'gap' (add 'gap: …')" },
        { "counting: { r: { unit: burst, within-m: 20 } }\n" + Clause, "7:31 TL005 counting rule 'r' counts bursts, which have no 'within-m' (remove 'within-m', or count episodes)" },
        { "counting: { r: { unit: episode, gap: P1M } }\n" + Clause, "7:38 TL005 months and years are not always equally long (write weeks, days, hours or minutes)" },
        { "counting: { r: { unit: burst, of: tonk } }\n" + Clause, "7:35 TL006 class 'tonk' is not declared (did you mean 'tank'?)" },
        { Position("A: {}"), "7:17 TL003 the position of 'A' says nothing (add 'accept: …', 'reject: …', 'wants: …' or 'offers: …')" },
        { Position("D: { accept: c }"), "7:14 TL006 actor 'D' is not declared (did you mean 'A'?)" },
        { Position("A: { accept: [b] }"), "7:28 TL006 clause, power, decision or pledge 'b' is not declared (did you mean 'c'?)" },
        { Position("A: { accept: A }"), "7:27 TL006 'A' is an actor, where a clause, power, decision or pledge is wanted (name a clause, power, decision or pledge)" },
        { Position("A: { accept: c, reject: c }"), "7:30 TL005 'c' is both accepted and rejected by 'A' under one condition (keep it in one of the two lists, or give each its own 'if')" },
        { Position("A: [ { accept: c }, { reject: c } ]"), "7:34 TL005 actor 'A' has a position under the same condition in line 7 (put the two together, or give each its 'if')" },
        { Position("A: { wants: c before c }"), "7:26 TL005 'c' cannot come before itself (name two things, as in 'x before y')" },
        { Position("A: { wants: peace before c }"), "7:26 TL006 event, phase, clause, power, decision or pledge 'peace' is not declared (declare it under 'events', or use c)" },
        { Position("A: { offers: 5 }"), "7:27 TL004 '5' without quotes is a number, where text is wanted (write \"5\")" },
        { "events: { c: { declared-by: A } }\n" + Position("A: { wants: c }"), "8:26 TL007 'c' names both the event in line 7 and the clause in line 9 (give one of them another id)" },
        { Key("needs: [p]"), "7:29 TL006 pledge 'p' is not declared (declare it under 'pledges')" },
        { Key("needs: []"), "7:28 TL004 the list is empty, where a pledge is wanted (name at least one, or remove the key)" },
        { Key("on-breach: C"), "7:32 TL006 'C' is an actor, where a decision or clause is wanted (name a decision or clause)" },
        { Key("on-done: d"), "7:30 TL006 decision or clause 'd' is not declared (did you mean 'c'?)" },
        { Key("disputed-by: [A, X]"), "7:38 TL006 actor 'X' is not declared (did you mean 'A'?)" },
        { Key("alert: { per: P1D }"), "7:28 TL003 'alert' has no 'over' (add 'over: …')" },
        { Key("alert: { over: 20 }"), "7:28 TL003 'alert' has no 'per' (add 'per: …')" },
        { Key("alert: { over: 2.5, per: P1D }"), "7:36 TL005 this is not a whole number (write a whole number)" },
        { Key("alert: { over: 2, per: P1D, by: shells }"), "7:53 TL006 counting rule 'shells' is not declared (declare it under 'counting')" },
        { Key("alert: { over: 2, per: P1D, in: here }"), "7:53 TL006 zone 'here' is not declared (declare it under 'zones')" },
        { Key("is: { term: x, means: so }"), "7:21 TL005 clause 'c' has both 'must-not' and 'is' (keep one of them)" },
        { "clauses: [ { id: t, is: { term: x } } ]\n", "7:25 TL003 'is' of definition 't' has no 'means' (add 'means: …')" },
        { "clauses: [ { id: t, is: x } ]\n", "7:25 TL004 this is a single value, where the keys of 'is' are wanted (write keys such as 'term: …')" },
        { "clauses: [ { id: t, is: { term: x, means: so }, during: z } ]\n", "7:49 TL002 'during' is no key of a definition (remove it, or use id, is, ref, quote, gist, assumed or unchecked)" },
        { "clauses: [ { id: t, is: { term: x, means: so } }, { id: c, must: { who: A, do: fire }, while: t.kept } ]\n", "7:95 TL006 state 't.kept' is not declared (did you mean 'c.kept'?)" },
        { "clauses: [ { id: t, is: { term: x, means: so } }, { id: t, must: { who: A, do: fire } } ]\n", "7:18 TL007 definition 't' has the id of the clause in line 7 (choose another id)" },
        { "zones: { a: { over: b }, b: { over: a } }\n" + Clause, "7:10 TL005 zones rest on one another: a → b → a (draw one of them without the others)" },
    };

    private static string Pledge(string keys) => $"pledges: [ {{ id: p, {keys} }} ]\n" + Clause;

    private static string Decision(string value) => $"decisions: {{ d: {value} }}\n" + Clause;

    private static string Position(string value) => $"positions: {{ {value} }}\n" + Clause;

    private static string Key(string key) => $"clauses: [ {{ id: c, {key}, must-not: {{ who: A, do: fire }} }} ]\n";

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_file_has_exactly_this_problem(string rest, string problem) =>
        Assert.Equal($"t.truce.yaml:{problem}", Assert.Single(Truces.Problems(Truces.With(rest))));

    [Fact]
    public void An_actor_whose_status_is_no_word_of_the_language_is_refused() =>
        Assert.Equal("t.truce.yaml:6:37 TL005 'gone' is not a status (write active, pending, or proposed-by- and the id of an actor)",
            Assert.Single(Truces.Problems(Truces.WithClause("").Replace("A: { kind: party }", "A: { kind: party, status: gone }", StringComparison.Ordinal))));

    [Fact]
    public void Five_hundred_bodies_that_contain_one_another_and_decide_with_vetoes_stay_within_the_limits()
    {
        var text = new StringBuilder("truce: 1\nid: t\ntitle: A truce\nsource: { status: draft }\nclock: { zone: Europe/Kyiv, day: calendar }\nactors:\n  g0: { kind: party }\n");
        for (var i = 1; i < 220; i++) text.Append($"  g{i}: {{ kind: group, members: [{string.Join(", ", Enumerable.Range(Math.Max(0, i - 100), Math.Min(i, 100)).Select(n => $"g{n}"))}] }}\n");
        text.Append("clauses: [ { id: c, must-not: { who: g0, do: fire } } ]\npledges:\n");
        for (var i = 0; i < 400; i++) text.Append($"- {{ id: p{i}, by: g0, domain: land, status: pending{(i > 0 ? $", enables: [{string.Join(", ", Enumerable.Range(Math.Max(0, i - 5), Math.Min(i, 5)).Select(n => $"p{n}"))}]" : "")} }}\n");
        text.Append("decisions:\n");
        for (var i = 0; i < 210; i++) text.Append($"  d{i}: {{ by: g{i + 5}, rule: any, veto: [g0, g1, g2] }}\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        Assert.Empty(Limits.Within(() => AgreementReader.Read("t.yaml", bytes, _ => null)).Problems.Select(problem => problem.ToString()));
    }
}
