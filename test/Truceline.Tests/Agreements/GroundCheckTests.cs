using Truceline.Agreements;
using Truceline.Agreements.Checks;

namespace Truceline.Tests.Agreements;

public class GroundCheckTests
{
    // Two lines from west to east that part in the middle: the second runs 0.2° to the north.
    private const string South = """{"type":"LineString","coordinates":[[37,48],[37.2,48],[37.5,48],[37.8,48],[38,48]]}""";
    private const string North = """{"type":"LineString","coordinates":[[37,48],[37.2,48],[37.5,48.2],[37.8,48],[38,48]]}""";
    private const string Far = """{"type":"LineString","coordinates":[[37,50],[38,50]]}""";
    private const string Wide = """{"type":"Polygon","coordinates":[[[36,47.5],[39,47.5],[39,48.7],[36,48.7],[36,47.5]]]}""";

    private static readonly (string, string)[] Drawings = [("south.geojson", South), ("north.geojson", North), ("far.geojson", Far), ("wide.geojson", Wide)];

    // Along both lines A is on the left, to the north.
    private const string Lines = """
        lines:
          south: { geometry: south.geojson, sides: { left: A, right: B } }
          north: { geometry: north.geojson, sides: { left: A, right: B }, assumed: true }
          far: { geometry: far.geojson, sides: { left: A, right: B } }

        """;

    private static string[] Found(string rest, string code) =>
        [.. AgreementChecks.Find(Truces.Agreement(Truces.With(Lines + rest), Drawings)).Where(problem => problem.Code == code).Select(problem => problem.ToString())];

    private static string Withdraw(string id, string who, string zone, string rest = "") => $"  - {{ id: {id}, must: {{ who: {who}, do: withdraw, what: artillery, out-of: {zone} }}{rest} }}\n";

    private static string Belt(string line, int metres, string side) => $"{{ within: {{ of: {line}, m: {metres}, side: {side} }} }}";

    [Fact]
    public void Belts_that_turn_away_from_each_other_leave_the_ground_between_their_lines_in_neither()
    {
        var found = Found("clauses:\n" + Withdraw("a", "A", Belt("north", 25000, "A"), ", ref: \"2\"") + Withdraw("b", "B", Belt("south", 25000, "B"), ", ref: \"2\""), "TL031");
        Assert.Equal(["t.truce.yaml:12:5 TL031 about 500 km² between the lines is in neither belt: that of A is drawn from line 'north', that of B from line 'south'; line 'north' is assumed (draw both belts from one line, or say what holds in between)"], found);
    }

    [Fact]
    public void Belts_that_turn_towards_each_other_are_both_on_the_ground_between_their_lines()
    {
        var found = Found("clauses:\n" + Withdraw("a", "A", Belt("south", 25000, "A"), ", mirror: { clause: b, how: equal }") + Withdraw("b", "B", Belt("north", 25000, "B")), "TL031");
        Assert.StartsWith("t.truce.yaml:12:5 TL031 about 500 km² is in both belts: that of A is drawn from line 'south', that of B from line 'north'", Assert.Single(found), StringComparison.Ordinal);
    }

    [Fact]
    public void Belts_in_one_clause_belong_together_and_those_of_other_articles_do_not()
    {
        var zone = $"{{ any-of: [{Belt("south", 25000, "A")}, {Belt("north", 25000, "B")}] }}";
        Assert.Single(Found("clauses:\n" + Withdraw("a", "G", zone), "TL031"));
        Assert.Empty(Found("clauses:\n" + Withdraw("a", "A", Belt("south", 25000, "A"), ", ref: \"2\"") + Withdraw("b", "B", Belt("north", 25000, "B"), ", ref: \"3\""), "TL031"));
    }

    [Fact]
    public void Nothing_is_said_of_belts_of_one_line_or_of_one_actor_or_where_both_keep_both_lines()
    {
        Assert.Empty(Found("clauses:\n" + Withdraw("a", "A", Belt("south", 25000, "A"), ", ref: \"2\"") + Withdraw("b", "B", Belt("south", 25000, "B"), ", ref: \"2\""), "TL031"));
        Assert.Empty(Found("clauses:\n" + Withdraw("a", "A", Belt("south", 25000, "A"), ", ref: \"2\"") + Withdraw("b", "A", Belt("north", 25000, "A"), ", ref: \"2\""), "TL031"));
        var sections = $"{{ any-of: [{Belt("south", 5000, "A")}, {Belt("south", 5000, "B")}, {Belt("far", 5000, "A")}, {Belt("far", 5000, "B")}] }}";
        Assert.Empty(Found("clauses:\n" + Withdraw("a", "G", sections), "TL031"));
    }

    [Fact]
    public void A_narrow_belt_leaves_less_of_the_ground_between_in_both()
    {
        // Between the lines the ground is 22 km deep at most.
        double Lens(int metres) => ((Proof.Ground)Assert.Single(AgreementChecks.Find(Truces.Agreement(Truces.With(Lines + "clauses:\n"
            + Withdraw("a", "A", Belt("south", metres, "A"), ", ref: \"2\"") + Withdraw("b", "B", Belt("north", metres, "B"), ", ref: \"2\"")), Drawings)), problem => problem.What.Contains("in both belts")).Proof!).SquareKilometres;
        Assert.True(Lens(12000) < 0.95 * Lens(25000));
    }

    [Fact]
    public void The_example_of_Minsk_has_the_ground_between_its_two_lines_in_neither_belt()
    {
        var folder = Path.Combine(Needs.Root, "examples", "minsk-2");
        var agreement = AgreementReader.Read("minsk-2.truce.yaml", File.ReadAllBytes(Path.Combine(folder, "minsk-2.truce.yaml")), name => File.ReadAllBytes(Path.Combine(folder, name))).Agreement!;
        var problem = Assert.Single(LensBetweenBelts.Find(agreement with { Places = agreement.Places.Add("Debaltseve", new(48.34, 38.40)).Add("Donetsk", new(48.0, 37.8)) }));
        Assert.Equal("about 880 km², with Debaltseve in it, between the lines is in neither belt: that of AF is drawn from line 'contact-2014', that of UA from line 'contact-actual'; line 'contact-2014' and line 'contact-actual' are assumed", problem.What);
        Assert.Equal(["2"], problem.Articles);
        var proof = (Proof.Ground)problem.Proof!;
        Assert.InRange(proof.SquareKilometres, 870, 890);
        Assert.Equal(["Debaltseve"], proof.Places);
        Assert.NotEmpty(proof.Parts);
        Assert.Empty(EmptyZone.Find(agreement));
        Assert.Empty(UncoveredGround.Find(agreement));
    }

    [Fact]
    public void A_zone_in_which_there_is_no_ground_is_told_once_with_the_clauses_that_name_it()
    {
        var problems = AgreementChecks.Find(Truces.Agreement(Truces.With(Lines + """
            zones:
              here: { within: { of: south, m: 1000, side: both } }
              there: { within: { of: far, m: 1000, side: both } }
              nowhere: { all-of: [here, there] }
              still-nowhere: { all-of: [nowhere, here] }
              somewhere: { any-of: [nowhere, here] }
            clauses:
              - { id: c, ref: "7", must-not: { who: A, do: fire, in: nowhere } }

            """), Drawings)).Where(problem => problem.Code == "TL030").ToList();
        var found = Assert.Single(problems);
        Assert.Equal("there is no ground in zone 'nowhere': all of (zone here; zone there)", found.What);
        Assert.Equal((Severity.Error, 14), (found.Severity, found.Where.Line));
        Assert.Equal(["nowhere", "c"], found.About);
        Assert.Equal(["7"], found.Articles);
    }

    [Fact]
    public void Zones_that_share_an_edge_alone_share_no_ground_worth_the_name()
    {
        const string beside = """{"type":"Polygon","coordinates":[[[39,47.5],[40,47.5],[40,48.7],[39,48.7],[39,47.5]]]}""";
        var problems = AgreementChecks.Find(Truces.Agreement(Truces.With(Lines + """
            zones:
              wide: { geometry: wide.geojson }
              beside: { geometry: beside.geojson }
              edge: { all-of: [wide, beside] }
            clauses:
              - { id: c, must-not: { who: A, do: fire, in: edge } }

            """), [.. Drawings, ("beside.geojson", beside)])).Where(problem => problem.Code == "TL030").ToList();
        var found = Assert.Single(problems);
        Assert.Equal(Severity.Warning, found.Severity);
        Assert.Matches("^in zone 'edge': all of .* no ground was found, and none is there that is wider than [0-9]+ m$", found.What);
    }

    [Fact]
    public void Ground_of_the_area_of_application_under_no_clause_is_measured()
    {
        const string zones = """
            zones:
              area: { geometry: wide.geojson, claimed-by: drawn for this test }
              strip: { within: { of: south, m: 10000, side: both } }

            """;
        var found = Found(zones + "clauses:\n  - { id: c, must-not: { who: A, do: fire, in: strip } }\n", "TL032");
        Assert.Equal("t.truce.yaml:12:3 TL032 about 28,000 km² of the area 'area' is under no clause (widen a zone, or say that nothing holds there)", Assert.Single(found));
        Assert.Empty(Found(zones + "clauses:\n  - { id: c, must-not: { who: A, do: fire, in: area } }\n", "TL032"));
        Assert.Empty(Found(zones + "clauses:\n  - { id: c, must-not: { who: A, do: fire, in: { any-of: [area, strip] } } }\n", "TL032"));
        Assert.Empty(Found(zones + "clauses:\n  - { id: c, must-not: { who: A, do: fire } }\n  - { id: d, must-not: { who: A, do: station, in: strip } }\n", "TL032"));
        Assert.Empty(Found(zones.Replace(", claimed-by: drawn for this test", "", StringComparison.Ordinal) + "clauses:\n  - { id: c, must-not: { who: A, do: fire, in: strip } }\n", "TL032"));
        Assert.Single(Found(zones + "clauses:\n  - { id: c, must: { who: A, do: withdraw, out-of: strip } }\n", "TL032"));
    }

    // What may be slow has a budget, and says when it was reached.
    [Fact]
    public void Hundreds_of_zones_without_ground_are_not_all_searched_and_that_is_said()
    {
        var text = new System.Text.StringBuilder(Lines + "zones:\n");
        for (var n = 0; n <= 90; n++) text.Append(FormattableString.Invariant($"  z{n:00}: {{ within: {{ of: south, m: {1000 + n}, side: both }} }}\n"));
        for (var n = 0; n < 90; n++) text.Append(FormattableString.Invariant($"  e{n:00}: {{ all-of: [z{n:00}, {{ not-in: z{n + 1:00} }}] }}\n"));
        var found = AgreementChecks.Find(Truces.Agreement(Truces.WithClause(text.ToString()), Drawings)).Where(problem => problem.Code == "TL030").ToList();
        Assert.InRange(found.Count, 9, 90);
        Assert.Equal(Severity.Note, found[^1].Severity);
        Assert.Matches("^zones of many parts, from zone 'e[0-9]+': .* on, were not searched for ground$", found[^1].What);
    }

    [Fact]
    public void A_hundred_sectors_cost_no_more_than_the_budget_and_what_was_not_searched_is_told()
    {
        const string Zones = "zones:\n  b: { within: { of: far, m: 25000, side: A } }\n  s: { sectors: { of: b, count: 100 } }\nclauses:\n";
        var used = string.Concat(Enumerable.Range(1, 100).Select(n => FormattableString.Invariant($"  - {{ id: c{n}, must-not: {{ who: A, do: station, in: s.{n} }} }}\n")));
        Assert.Contains("were not searched for ground", Assert.Single(Found(Zones + used, "TL030")), StringComparison.Ordinal);
        // A sector in which no clause says anything needs no ground.
        Assert.Empty(Found(Zones + "  - { id: c, must-not: { who: A, do: station, in: s.77 } }\n", "TL030"));
    }
}
