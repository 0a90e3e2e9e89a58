using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

/// <summary>What the language says of permissions, powers, exceptions, rates, mirrors, what fulfils an event, and other instruments.</summary>
public sealed class Permissions
{
    private const string Whole = """
        lines: { l: { geometry: line.geojson, sides: { left: A, right: B } } }
        zones: { z: { geometry: square.geojson } }
        events:
          start: { at: 2020-02-02T00:00:00Z }
          all: { all-met: [leave, go] }
          one: { any-met: go }
          calm: { quiet: { clause: stop, for: P7D, confirmed-by: C } }
          silent: { quiet: { clause: stop, for: PT24H } }
          voted: { decided: meet, unchecked: true }
          gone: { assumed: true }
        clauses:
        - { id: stop, must-not: { who: G, do: fire, in: z }, unless: [ { attacked-by: B, ordered-by: [A, B], tried: { clause: talk }, notified: { to: C, before: PT1H } }, { attacked-by: any }, { authorised-by: C } ], floor: { coverage: 0.5 }, at-standing: corroborated }
        - { id: line, must-not: { who: any, do: cross, over: l }, unless: { tried: talk, notified: {} }, at-standing: verified }
        - { id: more, must-not: { who: G, do: reinforce }, unless: { rotation: { one-for-one: true, max: 35000, per: P1M, through: z } } }
        - { id: some, must-not: { who: G, do: move }, unless: [ { rotation: { max: 5, per: P1D } }, { rotation: { one-for-one: true } } ] }
        - { id: leave, must: { who: A, do: withdraw, out-of: z }, fulfils: gone, mirror: { clause: leave, how: synchronous }, rate: { max: 500, per: P1W }, together-with: [go, talk] }
        - { id: go, must: { who: B, do: withdraw, out-of: z }, mirror: { clause: leave, how: equal } }
        - { id: talk, must: { who: G, do: open-dialogue } }
        - { id: see, may: { who: C, do: verify, in: z }, duty-of: [G, A], from: start, rate: { max: 4, per: P1D } }
        - { id: power, ref: "9", gist: It may meet., quote: Both sides shall, can: { who: [A, C], do: convene, decision: meet, about: a breach }, from: start, until: start + P9D, after: gone, while: stop.kept, accepted: { by: A, since: start, said: a letter }, disputed-by: B, assumed: true, unchecked: true }
        - { id: pause, can: { who: any, do: suspend, clause: leave }, during: start.., unilateral: B }
        decisions: { meet: { by: G, rule: any } }
        """;

    private static Agreement Read => Truces.Agreement(Truces.With(Whole).Replace("text: text.txt", "text: text.txt, supersedes: old, amends: { other: [p1, p2], third: p3 }, annex-to: [main, second]", StringComparison.Ordinal));

    private static Clause Clause(string id) => Read.Clauses.Single(clause => clause.Id == id);

    private static string Shown(Condition condition) => condition switch
    {
        Condition.AuthorisedBy by => $"authorised {string.Join(',', by.Actors)}",
        Condition.OrderedBy by => $"ordered {string.Join(',', by.Actors)}",
        Condition.AttackedBy by => $"attacked {(by.Actors.IsEmpty ? "any" : string.Join(',', by.Actors))}",
        Condition.Notified told => $"notified {(told.To.IsEmpty ? "any" : string.Join(',', told.To))} {told.Before?.ToString() ?? "-"}",
        Condition.Rotation turn => $"rotation {turn.OneForOne} {turn.Max?.ToString() ?? "-"} {turn.Per?.ToString() ?? "-"} {turn.Through ?? "-"}",
        Condition.Tried tried => $"tried {tried.Clause}",
        _ => "",
    };

    [Theory]
    [InlineData("stop", "attacked B & ordered A,B & tried talk & notified C PT1H | attacked any | authorised C")]
    [InlineData("line", "tried talk & notified any -")]
    [InlineData("more", "rotation True 35000 P1M z")]
    [InlineData("some", "rotation False 5 P1D - | rotation True - - -")]
    [InlineData("talk", "")]
    public void An_exception_holds_when_all_its_conditions_hold(string id, string exceptions) =>
        Assert.Equal(exceptions, string.Join(" | ", Clause(id).Unless.Select(one =>
            string.Join(" & ", one.Conditions.OrderBy(condition => Array.IndexOf(["AttackedBy", "OrderedBy", "Tried", "Notified", "AuthorisedBy", "Rotation"], condition.GetType().Name)).Select(Shown)))));

    [Fact]
    public void An_exception_stands_at_its_place_in_the_file()
    {
        Assert.All(Clause("stop").Unless, one => Assert.Equal(("t.truce.yaml", 18), (one.Where.File, one.Where.Line)));
        Assert.Equal(3, Clause("stop").Unless.Select(one => one.Where.Column).Distinct().Count());
    }

    [Fact]
    public void A_clause_is_read_with_its_line_rate_mirror_floor_and_what_it_fulfils()
    {
        Assert.Equal(("l", true, false), (Clause("line").Over, Clause("line").Anyone, Clause("line").CorroboratedIsEnough));
        Assert.Equal((0.5, true), (Clause("stop").Floor, Clause("stop").CorroboratedIsEnough));
        var leave = Clause("leave");
        Assert.Equal("gone leave/Synchronous 500/P1W go,talk", $"{leave.Fulfils} {leave.Mirror!.Clause}/{leave.Mirror.How} {leave.Rate!.Max}/{leave.Rate.Per} {string.Join(',', leave.TogetherWith)}");
        Assert.Equal(new Mirror("leave", MirrorKind.Equal), Clause("go").Mirror);
        Assert.Null(leave.Floor);
    }

    [Fact]
    public void A_permission_says_who_must_not_obstruct_it()
    {
        var see = Clause("see");
        Assert.Equal((ClauseKind.May, Act.Verify, "C", "G,A", "start"), (see.Kind, see.Do, string.Join(',', see.Who), string.Join(',', see.DutyOf), see.From?.ToString()));
        Assert.Equal(4, see.Rate?.Max);
    }

    [Fact]
    public void A_power_is_no_clause_that_incidents_are_held_against()
    {
        Assert.Equal(["power", "pause"], Read.Powers.Select(one => one.Id));
        Assert.DoesNotContain(Read.Clauses, clause => clause.Id is "power" or "pause");
        var power = Read.Powers[0];
        Assert.Equal("9 It may meet. Both sides shall A,C False Convene - meet a breach start start + P9D gone stop.kept A@start a letter B True True",
            string.Join(' ', power.Ref, power.Gist, power.Quote, string.Join(',', power.Who), power.Anyone, power.Do, power.Clause ?? "-", power.Decision, power.About, power.From, power.Until,
                string.Join(',', power.After), string.Join(',', power.While), string.Join(',', power.Accepted.Select(one => $"{one.By}@{one.Since} {one.Said}")), string.Join(',', power.DisputedBy), power.Assumed, power.Unchecked));
        var pause = Read.Powers[1];
        Assert.Equal("True Suspend leave - start - B", string.Join(' ', pause.Anyone, pause.Do, pause.Clause, pause.Decision ?? "-", pause.From, pause.Until?.ToString() ?? "-", string.Join(',', pause.Accepted.Select(one => one.By))));
    }

    [Fact]
    public void An_event_happens_by_its_own_rule_or_because_a_clause_fulfils_it()
    {
        var events = Read.Events;
        Assert.Equal("leave,go go", $"{string.Join(',', events["all"].AllMet)} {string.Join(',', events["one"].AnyMet)}");
        Assert.Equal("stop P7D C", $"{events["calm"].Quiet!.Clause} {events["calm"].Quiet!.For} {events["calm"].Quiet!.ConfirmedBy}");
        Assert.Null(events["silent"].Quiet!.ConfirmedBy);
        Assert.Equal(("meet", true), (events["voted"].Decided, events["voted"].Unchecked));
        Assert.True(events["gone"] is { At: null, DeclaredBy: [], AllMet: [], AnyMet: [], Quiet: null, Decided: null, Assumed: true });
    }

    [Fact]
    public void An_instrument_says_what_it_supersedes_amends_and_is_an_annex_of()
    {
        var source = Read.Source;
        Assert.Equal("old | other(p1,p2) third(p3) | main,second", $"{string.Join(',', source.Supersedes)} | {string.Join(' ', source.Amends.Select(one => $"{one.Of}({string.Join(',', one.Clauses)})"))} | {string.Join(',', source.AnnexTo)}");
        var whole = Truces.Agreement(Truces.WithClause("").Replace("text: text.txt", "amends: [x, third, x]", StringComparison.Ordinal)).Source.Amends;
        Assert.Equal("x() third()", string.Join(' ', whole.Select(one => $"{one.Of}({string.Join(',', one.Clauses)})")));
    }

    [Fact]
    public void A_reading_that_changes_an_exception_a_rate_or_a_mirror_changes_the_clause()
    {
        var agreement = Truces.Agreement(Truces.With(Whole + """

            readings:
              strict: { clauses: { stop: { unless: [ { attacked-by: any } ] } } }
              slow: { clauses: { leave: { rate: { max: 400, per: P1W } } } }
              equal: { clauses: { leave: { mirror: { clause: leave, how: equal } } } }
              firm: { clauses: { stop: { at-standing: verified } } }
              forbidden: { clauses: { see: { must-not: { who: C, do: verify } , duty-of: A } } }
            """).Replace(", duty-of: A", "", StringComparison.Ordinal).Replace("duty-of: [G, A], ", "", StringComparison.Ordinal));
        Assert.Equal("equal: leave | firm: stop | forbidden: see | slow: leave | strict: stop",
            string.Join(" | ", agreement.Readings.Values.Select(reading => $"{reading.Name}: {string.Join(' ', reading.Changes)}")));
        Assert.Equal(ClauseKind.MustNot, agreement.Readings["forbidden"].Agreement.Clauses.Single(clause => clause.Id == "see").Kind);
    }

    /// <summary>What follows the six lines of <see cref="Truces.With"/>, and its one problem.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        { Not("rate: { max: 5 }"), "7:27 TL003 'rate' of clause 'c' has no 'per' (add 'per: …')" },
        { Not("rate: { per: P1D }"), "7:27 TL003 'rate' of clause 'c' has no 'max' (add 'max: …')" },
        { Not("rate: { max: 5, per: PT59M59S }"), "7:42 TL005 59 minutes 59 seconds is too short for a period that is counted in (write an hour (PT1H) or more)" },
        { Not("alert: { over: 5, per: PT1S }"), "7:44 TL005 1 second is too short for a period that is counted in (write an hour (PT1H) or more)" },
        { Not("unless: { rotation: { max: 5, per: PT1M } }"), "7:56 TL005 1 minute is too short for a period that is counted in (write an hour (PT1H) or more)" },
        { Not("rate: 5"), "7:27 TL004 this is a single value, where the keys of 'rate' are wanted (write keys such as 'max: …')" },
        { Not("rate: { max: many, per: P1D }"), "7:34 TL004 'many' is not a number (write a number such as 25000, without quotes)" },
        { Must("mirror: { clause: d, how: equal }"), "7:39 TL006 clause 'd' is not declared (did you mean 'c'?)" },
        { Must("mirror: { clause: c, how: alike }"), "7:47 TL005 'alike' is not a way to mirror (write equal or synchronous)" },
        { Must("mirror: { clause: c }"), "7:29 TL003 'mirror' of clause 'c' has no 'how' (add 'how: …')" },
        { Must("mirror: c"), "7:29 TL004 this is a single value, where the keys of 'mirror' are wanted (write keys such as 'clause: …')" },
        { Must("can: { who: A, do: convene }"), "7:21 TL005 clause 'c' has both 'must' and 'can' (keep one of them)" },
        { Must("duty-of: A"), "7:21 TL005 clause 'c' is no permission, which others could obstruct (remove 'duty-of', or write a 'may')" },
        { Not("fulfils: e", "events: { e: { at: 2020-02-02T00:00:00Z } }\n"), "8:21 TL005 clause 'c' is no obligation, and is never met (let an obligation fulfil the event)" },
        { Must("fulfils: e"), "7:30 TL006 event 'e' is not declared (declare it under 'events')" },
        { Must("fulfils: c"), "7:30 TL006 event 'c' is not declared (declare it under 'events')" },
        { Not("unless: []"), "7:29 TL004 the list is empty, where an exception is wanted (name at least one, or remove the key)" },
        { Not("unless: {}"), "7:29 TL003 an exception names no condition (add 'authorised-by: …', 'notified: …', 'rotation: …', 'attacked-by: …', 'ordered-by: …' or 'tried: …')" },
        { Not("unless: [ { authorised-by: D } ]"), "7:48 TL006 actor 'D' is not declared (did you mean 'A'?)" },
        { Not("unless: [ { authorised-by: any } ]"), "7:48 TL006 actor 'any' is not declared (declare it under 'actors', or use A, B, C or G)" },
        { Not("unless: attacked"), "7:29 TL004 this is a single value, where the keys of 'unless' are wanted (write keys such as 'authorised-by: …')" },
        { Not("unless: { tried: d }"), "7:38 TL006 clause 'd' is not declared (did you mean 'c'?)" },
        { Not("unless: { tried: {} }"), "7:38 TL003 'tried' has no 'clause' (add 'clause: …')" },
        { Not("unless: { rotation: {} }"), "7:41 TL003 'rotation' says nothing (add 'one-for-one: true', or 'max' and 'per')" },
        { Not("unless: { rotation: { max: 5 } }"), "7:41 TL003 'rotation' has only one of 'max' and 'per' (add the other, or remove both)" },
        { Not("unless: { rotation: { one-for-one: true, through: x } }"), "7:71 TL006 zone 'x' is not declared (declare it under 'zones')" },
        { Not("unless: { notified: { before: soon } }"), "7:51 TL005 'soon' is not a duration (write one of ISO 8601 that is more than nothing and at most 200 years, such as P3D or PT24H)" },
        { Not("floor: { coverage: 1.5 }"), "7:40 TL005 1.5 is out of bounds (write a number from 0 to 1)" },
        { Not("floor: {}"), "7:28 TL003 'floor' has no 'coverage' (add 'coverage: …')" },
        { Not("floor: 0.5"), "7:28 TL004 this is a single value, where the keys of 'floor' are wanted (write keys such as 'coverage: …')" },
        { Not("at-standing: certain"), "7:34 TL005 'certain' is not a standing (write corroborated or verified)" },
        { Must("together-with: d"), "7:36 TL006 clause 'd' is not declared (did you mean 'c'?)" },
        { "clauses: [ { id: c, must-not: { who: A, do: cross, over: l } } ]\n", "7:58 TL006 line 'l' is not declared (declare it under 'lines')" },
        { "lines: { l: { geometry: line.geojson, sides: { left: A, right: B } } }\nclauses: [ { id: c, must-not: { who: A, do: report, over: l } } ]\n", "8:53 TL005 'report' is not done over a line (write 'do: cross', or name a zone)" },
        { "clauses: [ { id: c, may: { who: A, do: verify }, done: { by: 2020-02-03 } } ]\n", "7:50 TL005 clause 'c' is a permission, which is never done (remove 'done', or use 'from' and 'until')" },
        { Can("who: A"), "7:26 TL003 'can' of clause 'c' has no 'do' (add 'do: …')" },
        { Can("do: convene"), "7:26 TL003 'can' of clause 'c' has no 'who' (add 'who: …')" },
        { Can("who: A, do: fire"), "7:40 TL005 'fire' is not a power (write convene, suspend, resume, end, designate or authorise)" },
        { Can("who: A, do: end, clause: d"), "7:53 TL006 clause 'd' is not declared (declare it under 'clauses')" },
        { Can("who: A, do: end, decision: d"), "7:55 TL006 decision 'd' is not declared (declare it under 'decisions')" },
        { "clauses: [ { id: c, can: { who: A, do: end }, see: seen } ]\n", "7:47 TL002 'see' is no key of a power (remove it, or use id, can, ref, quote, gist, from, until, during, while, after, accepted, unilateral, disputed-by, assumed or unchecked)" },
        { "clauses: [ { id: c, can: { who: A, do: end } }, { id: d, must: { who: A, do: fire }, while: c.kept } ]\n", "7:93 TL006 state 'c.kept' is not declared (did you mean 'd.kept'?)" },
        { Event("quiet: { clause: c }"), "7:23 TL003 'quiet' of event 'e' has no 'for' (add 'for: …')" },
        { Event("quiet: { for: P7D }"), "7:23 TL003 'quiet' of event 'e' has no 'clause' (add 'clause: …')" },
        { Event("quiet: { clause: c, for: a week }"), "7:41 TL005 'a week' is not a duration (write one of ISO 8601 that is more than nothing and at most 200 years, such as P3D or PT24H)" },
        { Event("quiet: { clause: d, for: P7D }"), "7:33 TL006 clause 'd' is not declared (did you mean 'c'?)" },
        { Event("all-met: []"), "7:25 TL004 the list is empty, where a clause is wanted (name at least one, or remove the key)" },
        { Event("any-met: e"), "7:25 TL006 'e' is an event, where a clause is wanted (name a clause)" },
        { Event("decided: c"), "7:25 TL006 decision 'c' is not declared (declare it under 'decisions')" },
        { Event("at: 2020-02-02T00:00:00Z, decided: d"), "7:42 TL005 event 'e' has both 'at' and 'decided' (keep one of them)" },
        { Event(""), "7:11 TL003 event 'e' says none of 'at', 'declared-by', 'all-met', 'any-met', 'quiet' and 'decided', and no clause fulfils it (add one of them, or 'fulfils' to a clause)" },
    };

    private const string Stop = "clauses: [ { id: c, must-not: { who: A, do: fire } } ]\n";

    private static string Not(string key, string before = "") => $"{before}clauses: [ {{ id: c, {key}, must-not: {{ who: A, do: fire }} }} ]\n";

    private static string Must(string key) => $"clauses: [ {{ id: c, {key}, must: {{ who: A, do: withdraw }} }} ]\n";

    private static string Can(string keys) => $"clauses: [ {{ id: c, can: {{ {keys} }} }} ]\n";

    private static string Event(string keys) => $"events: {{ e: {{ {keys} }} }}\n" + Stop;

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_file_has_exactly_this_problem(string rest, string problem) =>
        Assert.Equal($"t.truce.yaml:{problem}", Assert.Single(Truces.Problems(Truces.With(rest))));
}
