using System.Text;
using NodaTime;
using Truceline.Agreements;
using Truceline.Agreements.Checks;
using Truceline.Assessments;
using Truceline.Journal;
using Truceline.Reports;
using Truceline.Tests.Scenarios;

namespace Truceline.Tests.Assessments;

/// <summary>What is wrong, or at the edge of what can be, has one outcome that is said here. Each world is a small scenario.</summary>
public class BadInputTests
{
    private const string Line = """{"type":"LineString","coordinates":[[38.0,47.0],[38.0,49.0]]}""";
    private const string Square = """{"type":"Polygon","coordinates":[[[37.0,47.5],[39.0,47.5],[39.0,48.5],[37.0,48.5],[37.0,47.5]]]}""";
    private const string At = """{"at":{"lat":48.0,"lon":38.0},"within-m":100}""";

    private static string Fire(string own, string occurred, string by = "Side A", string where = At) =>
        $$$"""{"own-id":"{{{own}}}","exercise":true,"observation":{"occurred":{{{occurred}}},"where":{{{where}}},"means":"camera","act":"fire","phase":"impact","by":[{"actor":"{{{by}}}","basis":"seen"}]}}""";

    /// <summary>A truce over the zone 'z', drawn in g.geojson, with the mission's reports.</summary>
    private static Scenario World(string zone, string geometry, params string[] reports) => Scenario.Parse("bad input", $$"""
        ```yaml agreement
        truce: 1
        id: scenario
        title: A made-up truce
        source: { status: signed, signed: 2015-02-12 }
        clock: { zone: Europe/Kyiv, day: calendar }
        actors:
          A: { kind: party, name: Side A }
          B: { kind: party, name: Side B }
          OM: { kind: monitor, name: Observer Mission }
        lines:
          line: { geometry: line.geojson, sides: { left: A, right: B } }
        zones:
          z: {{zone}}
        clauses:
          - { id: stop, must-not: { who: [A, B], do: fire, in: z }, from: 2015-02-15 }
          - { id: leave, must: { who: A, do: withdraw }, done: { by: 2015-03-01 } }
        ```
        ```json g.geojson
        {{geometry}}
        ```
        ```json line.geojson
        {{(geometry.Contains("LineString", StringComparison.Ordinal) ? geometry : Line)}}
        ```
        ```jsonl reports by Observer Mission
        {{string.Join('\n', reports)}}
        ```
        """);

    private const string Drawn = "{ geometry: g.geojson, claimed-by: drawn for this test }";

    /// <summary>What was found of incidents and deadlines: "stop A a: breached, verified".</summary>
    private static string[] Found(Scenario scenario) => [.. Scenario.Table(scenario.Assess())
        .Select(row => row.Split(" | ")).Where(cells => !cells[3].Contains(" day", StringComparison.Ordinal) && cells[0] == "stop")
        .Select(cells => $"{cells[2]} {cells[3]}: {cells[4]}")];

    [Theory]
    [InlineData("Side A", "Side B", "B a: breached, verified")]
    [InlineData("Side B", "Side A", "A a: breached, verified")]
    public void Of_corrections_that_contradict_each_other_the_last_in_the_journal_is_what_was_said(string second, string third, string found)
    {
        var scenario = World(Drawn, Square, Fire("a", "\"2015-02-16T10:00:00+02:00\""), Fire("a", "\"2015-02-16T11:00:00+02:00\"", second), Fire("a", "\"2015-02-16T12:00:00+02:00\"", third));
        Assert.Equal([found], Found(scenario));
        Assert.Equal([1, 2, 3], Assert.Single(scenario.Assess().Incidents).Sightings[0].Report.Entries);
    }

    [Fact]
    public void A_correction_may_say_something_of_another_kind() =>
        Assert.Equal([], Found(World(Drawn, Square, Fire("a", "\"2015-02-16T10:00:00+02:00\""),
            """{"own-id":"a","exercise":true,"declaration":{"by":"Side A","event":"ceasefire","effective":"2015-02-16T10:00:00+02:00"}}""")));

    [Fact]
    public void A_withdrawal_of_what_does_not_exist_cannot_be_in_a_journal_and_is_named_by_its_entry()
    {
        var withdrawal = Report.Of("Observer Mission", "never", new Withdrawal(null));
        var bytes = new ReportEntry(ReportEntryKind.Withdrawal, withdrawal, Instant.FromUtc(2026, 1, 1, 0, 0), null).Encode();
        Assert.StartsWith("INVARIANT: entry 1 of the journal", Assert.Throws<InvalidOperationException>(() => ReportLog.Fold([new Entry(1, default, bytes)])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_from_the_future_moves_the_end_of_the_world_unless_as_of_says_where_it_is()
    {
        var scenario = World(Drawn, Square, Fire("now", "\"2015-02-16T10:00:00+02:00\""), Fire("far", "\"2035-02-16T10:00:00+02:00\""));
        var log = scenario.Log();
        Assert.Equal(Outcome.CannotRule, Leave(null).Outcome);
        Assert.Equal(Outcome.Pending, Leave(Instant.FromUtc(2015, 2, 17, 0, 0)).Outcome);
        Finding Leave(Instant? asOf) => Assessor.Assess(log, scenario.Agreement(), Truceline.Incidents.FusionRules.Default, asOf).Findings.Single(finding => finding.Key.Clause == "leave");
    }

    [Fact]
    public void An_interval_that_ends_before_it_begins_is_refused()
    {
        var read = ReportReader.Read(new Location("line", 1, 1), Encoding.UTF8.GetBytes(Fire("a", "[\"2015-02-16T12:00:00+02:00\",\"2015-02-16T10:00:00+02:00\"]")), "Observer Mission");
        Assert.Null(read.Report);
        Assert.Contains("ends before it begins", Assert.Single(read.Problems).What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interval_of_no_length_is_an_instant() => Assert.Equal(
        Found(World(Drawn, Square, Fire("a", "\"2015-02-16T10:00:00+02:00\""))),
        Found(World(Drawn, Square, Fire("a", "[\"2015-02-16T10:00:00+02:00\",\"2015-02-16T10:00:00+02:00\"]"))));

    [Fact]
    public void A_clause_that_ends_before_it_begins_is_told_and_never_in_force()
    {
        var scenario = Scenario.Parse("bad input", """
            ```yaml agreement
            truce: 1
            id: scenario
            title: A made-up truce
            source: { status: signed, signed: 2015-02-12 }
            clock: { zone: Europe/Kyiv, day: calendar }
            actors:
              A: { kind: party, name: Side A }
              OM: { kind: monitor, name: Observer Mission }
            clauses:
              - { id: stop, must-not: { who: A, do: fire }, from: 2015-02-17, until: 2015-02-15 }
            ```
            ```jsonl reports by Observer Mission
            """ + "\n" + Fire("a", "\"2015-02-16T10:00:00+02:00\"") + "\n```\n");
        Assert.Contains(AgreementChecks.Find(scenario.Agreement()), problem => problem.Code is "TL012" or "TL013");
        Assert.Equal(["A a: not in force"], Found(scenario));
        Assert.Single(scenario.Assess().Findings);
    }

    [Theory]
    [InlineData(358, 10, "A a: cannot rule")]       // half of it on either side of the zone's edge, which runs north
    [InlineData(2, 10, "A a: cannot rule")]
    [InlineData(350, 10, "")]                        // all of it west of the edge, outside
    [InlineData(10, 10, "A a: breached, verified")]  // all of it east of the edge, inside
    public void A_sector_across_north_is_whole(int bearing, int width, string found)
    {
        var sector = $$$"""{"sector":{"from":{"lat":48.0,"lon":38.0},"bearing":{{{bearing}}},"width":{{{width}}},"near-m":3000,"far-m":5000}}""";
        var east = Square.Replace("37.0", "38.0", StringComparison.Ordinal);
        Assert.Equal(found.Length == 0 ? [] : [found], Found(World(Drawn, east, Fire("a", "\"2015-02-16T10:00:00+02:00\"", where: sector))));
    }

    [Theory]
    [InlineData("[[179.5,10.0],[-179.5,10.0]]", 10.1, 179.999, true)]    // across the antimeridian, either side of it
    [InlineData("[[179.5,10.0],[-179.5,10.0]]", 10.1, -179.999, true)]
    [InlineData("[[179.5,10.0],[-179.5,10.0]]", 10.1, 0.0, false)]
    [InlineData("[[-90.0,89.9],[90.0,89.9]]", 90.0, 0.0, true)]            // over the pole, as the shortest way goes
    [InlineData("[[-90.0,89.9],[90.0,89.9]]", 89.95, 180.0, true)]
    [InlineData("[[-90.0,89.9],[90.0,89.9]]", 89.5, 0.0, false)]
    public void A_belt_across_the_antimeridian_or_over_a_pole_is_whole(string course, double latitude, double longitude, bool isIn)
    {
        var where = FormattableString.Invariant($$$"""{"at":{"lat":{{{latitude}}},"lon":{{{longitude}}}},"within-m":100}""");
        var found = Found(World("{ within: { of: line, m: 25000, side: both } }", $$"""{"type":"LineString","coordinates":{{course}}}""", Fire("a", "\"2015-02-16T10:00:00+02:00\"", where: where)));
        Assert.Equal(isIn ? ["A a: breached, verified"] : [], found);
    }

    [Fact]
    public void In_an_empty_zone_nothing_happens_and_the_checks_say_that_it_is_empty()
    {
        var scenario = World("{ all-of: [ { within: { of: line, m: 1000, side: A } }, { not-in: { within: { of: line, m: 2000, side: A } } } ] }", Square,
            Fire("a", "\"2015-02-16T10:00:00+02:00\"", where: """{"at":{"lat":48.0,"lon":37.99},"within-m":100}"""));
        Assert.Empty(Found(scenario));
        Assert.Contains(AgreementChecks.Find(scenario.Agreement()), problem => problem.Code == "TL030");
    }

    [Theory]
    [InlineData("[[37.0,47.5],[37.0,47.5],[39.0,47.5],[39.0,48.5],[39.0,48.5],[39.0,48.5],[37.0,48.5],[37.0,47.5]]")]
    [InlineData("[[37.0,47.5],[38.0,47.5],[39.0,47.5],[39.0,48.5],[37.0,48.5],[37.0,48.0],[37.0,47.5]]")]
    public void Vertices_that_are_repeated_or_on_the_way_change_no_finding(string ring)
    {
        string[] reports = [Fire("in", "\"2015-02-16T10:00:00+02:00\""), Fire("out", "\"2015-02-16T15:00:00+02:00\"", where: """{"at":{"lat":48.0,"lon":36.0},"within-m":100}""")];
        var plain = World(Drawn, Square, reports).Assess();
        var repeated = World(Drawn, $$"""{"type":"Polygon","coordinates":[{{ring}}]}""", reports).Assess();
        Assert.Equal(plain.Findings.Select(finding => (finding.Id, finding.Outcome, finding.Standing)), repeated.Findings.Select(finding => (finding.Id, finding.Outcome, finding.Standing)));
    }

    [Fact]
    public void A_vertex_of_a_line_that_is_repeated_changes_no_finding()
    {
        const string Zone = "{ within: { of: line, m: 25000, side: A } }";
        string[] reports = [Fire("west", "\"2015-02-16T10:00:00+02:00\"", where: """{"at":{"lat":48.0,"lon":37.9},"within-m":100}"""), Fire("east", "\"2015-02-16T15:00:00+02:00\"", where: """{"at":{"lat":48.0,"lon":38.1},"within-m":100}""")];
        var plain = Found(World(Zone, Line, reports));
        Assert.Equal(["A west: breached, verified"], plain);
        Assert.Equal(plain, Found(World(Zone, """{"type":"LineString","coordinates":[[38.0,47.0],[38.0,47.0],[38.0,48.0],[38.0,48.0],[38.0,49.0]]}""", reports)));
    }
}
