using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Tests.Agreements;

public sealed class AgreementTests
{
    private const string Line = "lines: { l: { geometry: line.geojson, sides: { left: A, right: B }, assumed: true, moves: frozen } }\n";

    private static string Bound(Clause clause) => string.Join(' ', clause.Accepted.Select(one => $"{one.By}@{one.Since?.ToString() ?? "always"}"));

    [Fact]
    public void A_signed_text_binds_parties_and_signatories_and_groups_of_such_from_the_day_of_signature()
    {
        var agreement = Truces.Agreement("""
            truce: 1
            id: t
            title: A truce
            source: { status: signed, signed: 2020-01-31 }
            clock: { zone: Europe/Kyiv, day: calendar }
            actors:
              A: { kind: party }
              B: { kind: signatory }
              C: { kind: monitor }
              D: { kind: body, members: [A] }
              G: { kind: group, members: [A, H] }
              H: { kind: force, members: B }
              M: { kind: group, members: [A, C] }
              E: { kind: group }
            clauses:
            - { id: c, must-not: { who: A, do: fire } }
            - { id: d, must-not: { who: A, do: fire }, accepted: [ { by: C, since: 2021-05-06, said: in a letter } ] }
            - { id: u, must-not: { who: A, do: fire }, unilateral: A }
            """);
        Assert.Equal("A@2020-01-31 B@2020-01-31 G@2020-01-31 H@2020-01-31", Bound(agreement.Clauses[0]));
        Assert.Equal("C@2021-05-06", Bound(agreement.Clauses[1]));
        Assert.Equal("in a letter", agreement.Clauses[1].Accepted[0].Said);
        Assert.Equal("A@always", Bound(agreement.Clauses[2]));
    }

    [Theory]
    [InlineData("announced")]
    [InlineData("unilateral")]
    [InlineData("draft")]
    [InlineData("superseded")]
    public void A_text_that_is_not_signed_binds_nobody_unless_it_says_so(string status)
    {
        var text = Truces.WithClause("").Replace("status: signed", $"status: {status}", StringComparison.Ordinal);
        Assert.Equal("", Bound(Truces.Agreement(text).Clauses[0]));
        Assert.Equal("B@e", Bound(Truces.Agreement("accepted: { by: B, since: e }\nevents: { e: { declared-by: [B, A, B] } }\n" + text).Clauses[0]));
    }

    [Fact]
    public void An_actor_is_found_by_id_name_and_what_sources_call_it()
    {
        var agreement = Truces.Agreement(Truces.WithClause("").Replace("A: { kind: party }", "A: { kind: party, name: The Ålanders, known-as: [ones, twos] }", StringComparison.Ordinal));
        foreach (var words in new[] { "A", " a ", "the ålanders", "ONES", "twos\t" }) Assert.Equal("A", agreement.ActorNamed(words)?.Id);
        Assert.Null(agreement.ActorNamed("threes"));
        Assert.Null(agreement.ActorNamed(""));
    }

    [Fact]
    public void A_name_of_two_actors_is_refused() =>
        Assert.Equal(
            "t.truce.yaml:6:44 TL007 'B' names both actor 'A' and actor 'B' (keep it with one of them)",
            Assert.Single(Truces.Problems(Truces.WithClause("").Replace("A: { kind: party }", "A: { kind: party, known-as: b }", StringComparison.Ordinal))));

    [Fact]
    public void A_group_stands_for_its_members_and_a_body_for_itself()
    {
        var agreement = Truces.Agreement(Truces.WithClause("").Replace("C: { kind: monitor }", "C: { kind: body, members: [A] }, H: { kind: force, members: [G, C] }, E: { kind: group }", StringComparison.Ordinal));
        Assert.Equal(["A", "B", "C", "E"], agreement.Expand(["H", "E"]));
        Assert.Equal(["A"], agreement.Expand(["A", "A"]));
        Assert.Empty(agreement.Expand([]));
        Assert.Throws<ArgumentException>(() => agreement.Expand(["X"]));
    }

    [Fact]
    public void Members_that_go_round_in_a_circle_are_refused() =>
        Assert.Contains("TL005 actors are members of one another: G → H → G", Assert.Single(Truces.Problems(
            Truces.WithClause("").Replace("members: [A, B] }", "members: [A, H] }, H: { kind: group, members: G }", StringComparison.Ordinal))), StringComparison.Ordinal);

    [Theory]
    [InlineData("during: p", "2020-02-01", "e + P3D")]
    [InlineData("during: p..q", "2020-02-01", "f")]
    [InlineData("during: p..", "2020-02-01", "")]
    [InlineData("during: e..f", "e", "f")]
    [InlineData("during: e..", "e", "")]
    [InlineData("during: o..e", "", "e")]
    [InlineData("from: e + P1D", "e + P1D", "")]
    [InlineData("until: 2020-03-01", "", "2020-03-01")]
    public void When_a_clause_applies_is_compiled_into_from_and_until(string key, string from, string until)
    {
        var agreement = Truces.Agreement(Truces.With($$"""
            events: { e: { at: 2020-02-02T00:00:00Z }, f: { declared-by: [A, B] } }
            phases: [ { id: p, from: 2020-02-01, until: e + P3D }, { id: q, from: f }, { id: o, until: e } ]
            clauses: [ { id: c, must-not: { who: A, do: fire }, {{key}} } ]
            """));
        Assert.Equal((from, until), (agreement.Clauses[0].From?.ToString() ?? "", agreement.Clauses[0].Until?.ToString() ?? ""));
    }

    [Fact]
    public void A_clause_is_read_with_all_that_it_says()
    {
        var clause = Truces.Agreement(Truces.With("""
            zones: { a: { geometry: square.geojson }, b: { geometry: other.geojson } }
            events: { e: { at: 2020-02-02T00:00:00Z } }
            clauses:
            - id: other
              must-not: { who: any, do: hostile-act, about: "everything" }
            - id: c.1
              ref: "1"
              quote: "Both sides shall cease   fire."
              gist: They stop.
              must: { who: [A, G], do: hand-over, what: [tank, personnel], in: a, out-of: b, from-in: a, about: weapons, to: C }
              while: [other.kept]
              after: e
              start: { not-before: e, after: other.met, by: e + P1D }
              done: { after: e, by: 2020-03-01 }
              keep: true
              see: [seen, uav]
              verified-by: C
            """)).Clauses[1];
        Assert.Equal(
            "c.1 1 Must A,G HandOver tank,personnel a b a weapons C other.kept e e/other.met/e + P1D /e/2020-03-01 True Seen,Uav C They stop.",
            string.Join(' ', clause.Id, clause.Ref, clause.Kind, string.Join(',', clause.Who), clause.Do, string.Join(',', clause.What), clause.In, clause.OutOf, clause.FromIn,
                clause.About, clause.To, string.Join(',', clause.While), string.Join(',', clause.After), $"{clause.Start.NotBefore}/{clause.Start.After}/{clause.Start.By}",
                $"{clause.Done.NotBefore}/{clause.Done.After}/{clause.Done.By}", clause.Keep, string.Join(',', clause.See), clause.VerifiedBy, clause.Gist));
        Assert.Equal(new Location("t.truce.yaml", 12, 3), clause.Where);
    }

    [Fact]
    public void Zones_are_composed_described_and_keep_what_is_assumed()
    {
        var agreement = Truces.Agreement(Truces.With(Line + """
            zones:
              area: { geometry: square.geojson, claimed-by: somebody, assumed: true }
              belt: { within: { of: l, m: 25000, side: A } }
              far: { beyond: { of: l, m: 1500, side: both }, unchecked: true }
              near: { within: { of: area, m: 500 } }
              rear: { all-of: [ { in: area }, { not-in: belt }, { any-of: [far, near] } ] }
            clauses: [ { id: c, must-not: { who: A, do: fire, in: { any-of: [ belt, { geometry: other.geojson, assumed: true } ] } } } ]
            """));
        Assert.Equal(
            """
            any of (zone belt; in the area of other.geojson) | any of (zone belt; in the area of other.geojson) | line l is assumed; the zone in the area of other.geojson is assumed
            area | in the area of square.geojson | zone area is assumed (claimed by: somebody)
            belt | within 25.0 km of line l on the side of A | line l is assumed
            far | beyond 1.5 km of line l on both sides | line l is assumed; zone far could not be checked against the text
            near | within 500 m of zone area | zone area is assumed (claimed by: somebody)
            rear | all of (in zone area; not in zone belt; any of (zone far; zone near)) | line l is assumed; zone area is assumed (claimed by: somebody); zone far could not be checked against the text
            """,
            string.Join('\n', agreement.Zones.Values.Select(zone => $"{zone.Id} | {zone.Describes} | {string.Join("; ", zone.Assumptions)}")));
        Assert.Equal("somebody", agreement.Zones["area"].ClaimedBy);
        Assert.Equal("any of (zone belt; in the area of other.geojson)", agreement.Clauses[0].In);
        Assert.Equal(Side.Left, Assert.IsType<Zone.Belt>(agreement.Zones["belt"].Zone).Side);
        Assert.Null(Assert.IsType<Zone.Beyond>(agreement.Zones["far"].Zone).Side);
        Assert.Equal(3, Assert.IsType<Zone.AllOf>(agreement.Zones["rear"].Zone).Zones.Length);
    }

    [Fact]
    public void Two_zones_without_names_that_read_alike_keep_apart()
    {
        var agreement = Truces.Agreement(Truces.With(Line + """
            clauses:
            - { id: c, must-not: { who: A, do: fire, in: { within: { of: l, m: 25000, side: A } } } }
            - { id: d, must-not: { who: A, do: fire, in: { within: { of: l, m: 25001, side: A } } } }
            - { id: e, must-not: { who: A, do: fire, in: { within: { of: l, m: 25000, side: A } } } }
            """));
        Assert.Equal(2, agreement.Zones.Count);
        Assert.Equal(25001, Assert.IsType<Zone.Belt>(agreement.Zones[agreement.Clauses[1].In!].Zone).Distance.Value);
        Assert.Equal(agreement.Clauses[0].In, agreement.Clauses[2].In);
    }

    [Fact]
    public void A_clause_names_every_doubt_that_it_rests_on_except_those_of_its_zones()
    {
        var clauses = Truces.Agreement("events: { e: { at: 2020-02-02T00:00:00Z, assumed: true }, f: { declared-by: A, unchecked: true } }\n" + Line + Truces.With("""
            zones: { z: { geometry: square.geojson, assumed: true } }
            classes: { x: { is: tank, unchecked: true } }
            clauses:
            - { id: c, must-not: { who: G, do: fire, what: x, in: z }, from: e }
            - { id: d, must-not: { who: C, do: fire }, while: c.kept, accepted: [ { by: C, since: f } ], assumed: true }
            """).Replace("B: { kind: party }", "B: { kind: party, assumed: true }", StringComparison.Ordinal)).Clauses;
        Assert.Equal(["actor B is assumed", "class x could not be checked against the text", "event e is assumed"], clauses[0].Assumptions);
        Assert.Equal(
            ["actor B is assumed", "class x could not be checked against the text", "clause d is assumed", "event e is assumed", "event f could not be checked against the text"],
            clauses[1].Assumptions);
    }

    [Fact]
    public void A_reading_is_the_whole_agreement_with_its_overrides_and_names_what_changes()
    {
        var agreement = Truces.Agreement(Line + Truces.With("""
            zones: { z: { within: { of: l, m: 5000, side: A } }, y.1: { in: z }, w: { geometry: square.geojson } }
            events: { e: { at: 2020-02-02T00:00:00Z } }
            clauses:
            - { id: a, must-not: { who: A, do: fire, in: w } }
            - { id: b, must-not: { who: A, do: fire, in: y.1 }, during: e.. }
            - { id: c, must-not: { who: A, do: fire, in: w }, while: b.kept }
            - { id: d, must: { who: A, do: withdraw }, done: { by: c.met + P1D } }
            readings:
              wide: { zones: { z: { within: { of: l, m: 9000, side: A } } } }
              later: { events: { e: { at: 2020-02-03T00:00:00Z } } }
              drawn: { zones: { w: { geometry: other.geojson } } }
              turned: { lines: { l: { geometry: line.geojson, sides: { left: B, right: A } } } }
              soft: { clauses: { b: { from: 2020-02-02, gist: from its date }, d: { must-not: { who: A, do: enter } } } }
              same: { zones: { z: { within: { of: l, m: 5000.0, side: A }, assumed: true } }, clauses: { a: { gist: other words } } }
            """).Replace("d, must: { who: A, do: withdraw }, done: { by: c.met + P1D }", "d, must: { who: A, do: withdraw }, after: c.met", StringComparison.Ordinal));
        Assert.Equal(
            "drawn: a c d | later: b c d | same:  | soft: b c d | turned: b c d | wide: b c d",
            string.Join(" | ", agreement.Readings.Values.Select(reading => $"{reading.Name}: {string.Join(' ', reading.Changes)}")));
        var soft = agreement.Readings["soft"].Agreement;
        Assert.Equal("2020-02-02", soft.Clauses[1].From?.ToString());
        Assert.Equal(ClauseKind.MustNot, soft.Clauses[3].Kind);
        Assert.Empty(soft.Readings);
        Assert.Equal(9000, Assert.IsType<Zone.Belt>(agreement.Readings["wide"].Agreement.Zones["y.1"].Zone).Distance.Value);
    }

    [Fact]
    public void Problems_come_the_gravest_first_and_then_by_place()
    {
        var places = Truces.Read(Truces.With("b: 1\na: 1\nclauses: [ { ref: 1, id: c, must: { who: X, do: y2 } } ]\n")).Problems.Select(problem => problem.Where).ToList();
        Assert.Equal(places.OrderBy(place => place.Line).ThenBy(place => place.Column), places);
        Assert.True(places.Count > 4);
    }

    [Fact]
    public void The_clock_is_that_of_the_file()
    {
        Assert.Equal(("Europe/Kyiv", DayKind.Calendar), (Truces.Agreement(Truces.WithClause("")).Clock.Zone.Id, Truces.Agreement(Truces.WithClause("")).Clock.Day));
        Assert.Equal(DayKind.Elapsed, Truces.Agreement(Truces.WithClause("").Replace("day: calendar", "day: 24h", StringComparison.Ordinal)).Clock.Day);
        Assert.EndsWith("TL005 'Europe/Kiyv' is not a time zone (did you mean 'Europe/Kiev'?)", Assert.Single(Truces.Problems(Truces.WithClause("").Replace("Europe/Kyiv", "Europe/Kiyv", StringComparison.Ordinal))), StringComparison.Ordinal);
    }
}
