using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Tests.Agreements;

/// <summary>Lines and zones that are named and not drawn, and those that move.</summary>
public sealed class Grounds
{
    private const string Lines = """
        places: places.geojson
        lines:
          l: { geometry: line.geojson, sides: { left: A, right: B }, assumed: true }
          m: { geometry: later.geojson, sides: { left: A, right: B } }
          t: { through: [Oakford, Oukford, Mill Brook, Stonebridge], sides: { left: A, right: B } }
          k: { through: [Stonebridge, Hilltop], sides: { left: A, right: B } }
          v: { geometry: line.geojson, sides: { left: A, right: B }, as-of: 2020-01-01, moves: versioned, versions: [ { from: 2020-02-01, geometry: later.geojson }, { from: 2020-03-01, through: [Oakford, Millbrook] } ] }

        """;

    private const string Clause = "clauses: [ { id: c, must-not: { who: A, do: fire } } ]\n";

    private static Agreement Read(string zones, string clauses = Clause) => Truces.Agreement(Truces.With(Lines + zones + clauses));

    private static double MetresInside(Zone zone, double latitude, double longitude) => zone.Margin(new(latitude, longitude)).Value;

    [Fact]
    public void Places_are_read_with_all_their_names()
    {
        var places = Read("").Places;
        Assert.Equal(["Farhaven", "Hilltop", "Millbrook", "Oakford", "Stonebridge"], places.Keys);
        Assert.Equal(new Position(0.1, 0), places["Millbrook"]);
    }

    [Fact]
    public void A_line_through_settlements_runs_straight_between_them_and_is_assumed()
    {
        var line = Read("").Lines["t"];
        Assert.Equal(["Oakford", "Oakford", "Millbrook", "Stonebridge"], Assert.IsType<LineForm.Through>(line.Form).Places);
        Assert.Equal([new Position(0, 0), new Position(0.1, 0), new Position(0.1, 0.1)], line.Line.Vertices);
        Assert.True(line.Assumed);
        Assert.Equal(new LineForm.Drawn("line.geojson"), Read("").Lines["l"].Form);
        Assert.Equal(["line t is assumed"], Read("zones: { z: { within: { of: t, m: 5, side: A } } }\n").Zones["z"].Assumptions);
    }

    [Fact]
    public void Settlements_enclose_a_zone_that_is_assumed_unless_the_file_says_that_the_text_draws_it()
    {
        var zones = Read("""
            zones:
              hull: { through: [Oakford, Millbrook, Stonebridge] }
              drawn: { through: [Oakford, Millbrook, Stonebridge], assumed: false }
              way: { through: { places: [Oakford, Mill Brook], m: 2000 } }

            """).Zones;
        Assert.Equal(("zone hull is assumed", true, "in the ground that Oakford, Millbrook and Stonebridge enclose"), (string.Join(';', zones["hull"].Assumptions), zones["hull"].Assumed, zones["hull"].Describes));
        Assert.Equal(("", false), (string.Join(';', zones["drawn"].Assumptions), zones["drawn"].Assumed));
        var form = Assert.IsType<ZoneForm.Through>(zones["way"].Form);
        Assert.Equal(("Oakford,Millbrook", new Metres(2000), "within 2.0 km of the way through Oakford and Millbrook"), (string.Join(',', form.Places), form.Width, zones["way"].Describes));
        Assert.Null(Assert.IsType<ZoneForm.Through>(zones["hull"].Form).Width);
        Assert.True(MetresInside(zones["hull"].Zone, 0.06, 0.03) > 1000);
        Assert.True(MetresInside(zones["hull"].Zone, 0.03, 0.06) < -1000);
        Assert.Equal(2000, MetresInside(zones["way"].Zone, 0.05, 0), 0.01);
    }

    [Fact]
    public void Between_two_lines_lies_a_zone()
    {
        var zone = Read("zones: { z: { between: [l, m] } }\n").Zones["z"];
        Assert.Equal(new ZoneForm.Between("l", "m"), zone.Form);
        Assert.Equal(("between line l and line m", "line l is assumed"), (zone.Describes, string.Join(';', zone.Assumptions)));
        Assert.True(MetresInside(zone.Zone, 0.5, 0.1) > 1000);
        Assert.True(MetresInside(zone.Zone, 0.5, 0.3) < -1000);
    }

    [Fact]
    public void Sectors_are_zones_of_their_own_that_can_be_used()
    {
        var agreement = Read("zones: { z: { geometry: square.geojson, assumed: true }, s: { sectors: { of: z, count: 4 } }, north: { any-of: [s.1, s.4] } }\n",
            "clauses: [ { id: c, must-not: { who: A, do: fire, in: s.2 } } ]\n");
        Assert.Equal(["north", "s", "s.1", "s.2", "s.3", "s.4", "z"], agreement.Zones.Keys);
        Assert.Equal("s.2", agreement.Clauses[0].In);
        Assert.Equal(new ZoneForm.Sectors(new ZoneForm.Named("z"), 4, 2), agreement.Zones["s.2"].Form);
        Assert.Equal(new ZoneForm.Sectors(new ZoneForm.Named("z"), 4, null), agreement.Zones["s"].Form);
        Assert.Equal(("in sector 2 of 4 of zone z", "in the 4 sectors of zone z"), (agreement.Zones["s.2"].Describes, agreement.Zones["s"].Describes));
        Assert.Equal(["zone z is assumed"], agreement.Zones["s.2"].Assumptions);
        Assert.True(agreement.Zones["s.2"].IsNamed);
        // The first wedge is from north to east, the second from east to south.
        Assert.True(MetresInside(agreement.Zones["s.1"].Zone, 0.75, 0.75) > 0);
        Assert.True(MetresInside(agreement.Zones["s.2"].Zone, 0.25, 0.75) > 0);
        Assert.True(MetresInside(agreement.Zones["s.2"].Zone, 0.75, 0.75) < 0);
        Assert.True(MetresInside(agreement.Zones["north"].Zone, 0.75, 0.25) > 0);
    }

    [Fact]
    public void A_distance_can_be_the_range_of_a_class()
    {
        // As the withdrawal of September 2014 has it: each model as far as it reaches.
        var agreement = Truces.Agreement(Truces.With(Lines + """
            classes:
              d30: { is: artillery, models: [D-30], range-km: "<=16", unchecked: true }
              grad: { is: rocket-artillery, models: [Grad], range-km: "=21" }
              uragan: { is: rocket-artillery, models: [Uragan], range-km: "< 36.5" }
            zones: { near: { beyond: { of: m, range-of: grad, side: A } } }
            clauses:
            - { id: a, must: { who: G, do: withdraw, what: d30, out-of: { within: { of: m, range-of: d30, side: both } } } }
            - { id: b, must: { who: G, do: withdraw, what: grad, out-of: { within: { of: m, range-of: grad, side: both } } } }
            - { id: c, must: { who: G, do: withdraw, what: uragan, out-of: { within: { of: m, range-of: uragan, side: both } } } }
            """));
        Assert.Equal([16_000, 21_000, 36_500], agreement.Clauses.Select(clause => Assert.IsType<Zone.Belt>(agreement.Zones[clause.OutOf!].Zone).Distance.Value));
        var form = Assert.IsType<ZoneForm.Belt>(agreement.Zones[agreement.Clauses[0].OutOf!].Form);
        Assert.Equal(("m", null, "d30", new Metres(16_000), false), (form.Line, form.Side, form.RangeOf, form.Distance, form.IsBeyond));
        Assert.Equal("within 16.0 km (the range of d30) of line m on both sides", agreement.Clauses[0].OutOf);
        Assert.Equal(["class d30 could not be checked against the text"], agreement.Zones[agreement.Clauses[0].OutOf!].Assumptions);
        Assert.Equal("beyond 21.0 km (the range of grad) of line m on the side of A", agreement.Zones["near"].Describes);
    }

    [Fact]
    public void A_distance_from_a_zone_made_of_others_is_drawn_where_it_can_be()
    {
        var zones = Read("""
            zones:
              a: { any-of: [ { geometry: square.geojson }, { within: { of: m, m: 5000, side: both } } ] }
              wide: { within: { of: a, m: 1000 } }
              far: { beyond: { of: a, m: 1000 } }

            """).Zones;
        Assert.Equal("within 1.0 km of zone a", zones["wide"].Describes);
        var edge = MetresInside(zones["a"].Zone, 0.5, 1.005);
        Assert.InRange(edge, -600, -500);
        Assert.Equal(edge + 1000, MetresInside(zones["wide"].Zone, 0.5, 1.005), 1);
        Assert.Equal(-edge - 1000, MetresInside(zones["far"].Zone, 0.5, 1.005), 1);
    }

    [Fact]
    public void A_line_that_moves_has_versions_and_so_have_the_zones_that_rest_on_it()
    {
        var agreement = Read("""
            zones:
              belt: { within: { of: v, m: 1000, side: both } }
              out: { all-of: [ { not-in: belt }, { geometry: square.geojson } ] }
              still: { within: { of: l, m: 1000, side: both } }
              gap: { between: [v, k] }
              parts: { sectors: { of: belt, count: 2 } }

            """,
            "clauses: [ { id: c, must-not: { who: A, do: fire, in: { in: belt } } } ]\n");
        LocalDate[] dates = [new(2020, 2, 1), new(2020, 3, 1)];
        Assert.Equal(dates, agreement.Lines["v"].Versions.Select(version => version.From));
        Assert.True(agreement.Lines["v"].Assumed);
        foreach (var id in new[] { "belt", "out", "gap", "parts", "parts.1", "parts.2", agreement.Clauses[0].In! })
            Assert.Equal(dates, agreement.Zones[id].Versions.Select(version => version.From));
        Assert.Empty(agreement.Zones["still"].Versions);
        var belt = agreement.Zones["belt"];
        Assert.Equal(1000, MetresInside(belt.Zone, 0.5, 0), 0.01);
        Assert.Equal(1000, MetresInside(belt.Versions[0].Zone, 0.5, 0.2), 0.01);
        Assert.True(MetresInside(belt.Versions[0].Zone, 0.5, 0) < -20_000);
        Assert.Equal(1000, MetresInside(belt.Versions[1].Zone, 0.05, 0), 0.01);
        Assert.True(MetresInside(agreement.Zones["out"].Versions[0].Zone, 0.5, 0.2) < 0);
        Assert.True(MetresInside(agreement.Zones["out"].Versions[0].Zone, 0.5, 0.5) > 0);
        Assert.True(MetresInside(agreement.Zones[agreement.Clauses[0].In!].Versions[0].Zone, 0.5, 0.2) > 0);
    }

    [Fact]
    public void A_reading_may_move_a_line_otherwise()
    {
        var agreement = Truces.Agreement(Truces.With(Lines + """
            zones: { belt: { within: { of: v, m: 1000, side: both } } }
            clauses: [ { id: c, must-not: { who: A, do: fire, in: belt } } ]
            readings:
              fixed: { lines: { v: { geometry: line.geojson, sides: { left: A, right: B }, moves: frozen } } }
              later: { lines: { v: { geometry: line.geojson, sides: { left: A, right: B }, moves: versioned, versions: [ { from: 2020-02-02, geometry: later.geojson } ] } } }
            """));
        Assert.Equal("fixed: c | later: c", string.Join(" | ", agreement.Readings.Values.Select(reading => $"{reading.Name}: {string.Join(' ', reading.Changes)}")));
        Assert.Empty(agreement.Readings["fixed"].Agreement.Zones["belt"].Versions);
        Assert.Single(agreement.Readings["later"].Agreement.Zones["belt"].Versions);
    }

    /// <summary>What follows the six lines of <see cref="Truces.With"/>, and its one problem.</summary>
    public static TheoryData<string, string> Cases => new()
    {
        { Zone("through: [Oakford, Millbrook, Stonebridge]", ""), "7:24 TL003 settlements are named here, and the file has no 'places' (add 'places: FILE' at the top, a GeoJSON file of points with names)" },
        { Zone("through: [Oakford, Milbrook, Stonebridge]"), "8:34 TL006 settlement 'Milbrook' is not in 'places.geojson' (did you mean 'Millbrook'?)" },
        { Zone("through: [Oakford, Atlantis, Stonebridge]"), "8:34 TL006 settlement 'Atlantis' is not in 'places.geojson' (add it there, or correct the name)" },
        { Zone("through: []"), "8:24 TL004 the list is empty, where the name of a settlement is wanted (name at least one, or remove the key)" },
        { Zone("through: [Oakford, Millbrook]"), "8:24 TL030 what these settlements enclose cannot be drawn: a hull needs three places or more (name others, or draw the zone in a file)" },
        { Zone("through: [Oakford, Millbrook, Farhaven]"), "8:24 TL005 'Millbrook' and 'Farhaven' are more than 1,000 km apart (name what lies between them)" },
        { Zone("through: { places: [Oakford, Millbrook] }"), "8:24 TL003 'through' has no 'm' (add 'm: …')" },
        { Zone("through: { m: 5 }"), "8:24 TL003 'through' has no 'places' (add 'places: …')" },
        { Zone("through: { places: [Oakford], m: 5 }"), "8:34 TL030 what these settlements enclose cannot be drawn: a corridor needs two places or more (name others, or draw the zone in a file)" },
        { Zone("between: l"), "8:24 TL004 this is not two lines (write 'between: [LINE, LINE]')" },
        { Zone("between: [l, k]"), "8:28 TL006 line 'k' is not declared (did you mean 'l'?)" },
        { Zone("between: [l, l]"), "8:28 TL005 between line 'l' and itself lies nothing (name another line)" },
        { Zone("between: [same, equal]"), "8:24 TL030 the ground between these lines cannot be drawn: the lines are the same (draw the zone in a file)" },
        { Zone("sectors: { of: b, count: 1 }", more: ", b: { geometry: square.geojson }"), "8:40 TL005 1 is out of bounds (write a number from 2 to 100)" },
        { Zone("sectors: { of: b, count: 2.0 }", more: ", b: { geometry: square.geojson }"), "8:40 TL005 this is not a plain whole number (write digits alone)" },
        { Zone("sectors: { of: b, count: 3 }", more: ", b: { geometry: square.geojson }, z.2: { geometry: square.geojson }"), "8:80 TL007 zone 'z.2' has the name of a sector of zone 'z' in line 8 (choose another id)" },
        { Zone("sectors: { of: { not-in: b }, count: 3 }", more: ", b: { geometry: square.geojson }"), "8:24 TL005 sectors cannot be drawn: a zone without an end has no sectors (divide another zone)" },
        { Zone("any-of: [ { sectors: { of: b, count: 3 } } ]", more: ", b: { geometry: square.geojson }"), "8:36 TL005 sectors are zones of their own, and those of a zone without a name have none (declare it under 'zones', and name its sectors, as in 'area.1')" },
        { Zone("sectors: { of: z.1, count: 3 }"), "8:10 TL005 zones rest on one another: z → z (draw one of them without the others)" },
        { Zone("within: { of: l, m: 5, range-of: tank, side: A }"), "8:38 TL005 'within' has both 'm' and 'range-of' (keep one of them)" },
        { Zone("within: { of: l, range-of: tank, side: A }"), "8:42 TL005 class 'tank' has no greatest range (give it one, as in 'range-km: \"<=16\"', or write the distance as 'm')" },
        { "classes: { x: { is: tank, range-km: \">=4\" } }\n" + Zone("within: { of: l, range-of: x, side: A }"), "9:42 TL005 class 'x' has no greatest range (give it one, as in 'range-km: \"<=16\"', or write the distance as 'm')" },
        { Zone("within: { of: b, m: 5 }", more: ", b: { not-in: { geometry: square.geojson } }"), "8:29 TL005 a distance from zone b cannot be drawn: it is what several zones share, or the outside of one (name a line, or a zone that is drawn, along a line, or made of such by 'any-of')" },
        { Line("geometry: line.geojson, through: [Oakford, Millbrook]"), "8:39 TL005 line 'x' has both 'geometry' and 'through' (keep one of them)" },
        { Line("assumed: true"), "8:13 TL003 line 'x' says none of 'geometry' and 'through' (add one of them)" },
        { Line("through: [Oakford]"), "8:24 TL030 line 'x' runs through fewer than two settlements that differ (name the next one)" },
        { Line("through: [Oakford, Millbrook, Oakford, Stonebridge]"), "8:24 TL030 line 'x' crosses or touches itself (name the settlements in an order in which it has two sides everywhere)" },
        { Line("through: [Oakford, Millbrook], assumed: false"), "8:55 TL005 a line through settlements is assumed: it runs straight between them, which no text says (remove 'assumed')" },
        { Line("geometry: line.geojson, moves: versioned"), "8:13 TL003 line 'x', which is versioned, has no 'versions' (add 'versions: …')" },
        { Line("geometry: line.geojson, moves: frozen, versions: []"), "8:54 TL005 line 'x' does not move, and has no versions (write 'moves: versioned')" },
        { Line("geometry: line.geojson, moves: versioned, versions: []"), "8:67 TL004 the list is empty, where a version of a line is wanted (name at least one, or remove the key)" },
        { Line("geometry: line.geojson, moves: versioned, versions: [ { geometry: later.geojson } ]"), "8:69 TL003 a version of line 'x' has no 'from' (add 'from: …')" },
        { Line("geometry: line.geojson, moves: versioned, versions: [ { from: 2020-02-01 } ]"), "8:69 TL003 a version of line 'x' says none of 'geometry' and 'through' (add one of them)" },
        { Line("geometry: line.geojson, as-of: 2020-03-01, moves: versioned, versions: [ { from: 2020-02-01, geometry: later.geojson } ]"), "8:88 TL005 a version of line 'x' is not later than the course before it (write the earliest first, each later than 'as-of')" },
    };

    private static string Zone(string key, string before = "places: places.geojson\n", string more = "") =>
        before.Length == 0 ? $"zones: {{ z: {{ {key} }} }}\n{Clause}" : $"{before}zones: {{ z: {{ {key} }}{more} }}\nlines: {{ l: {{ geometry: line.geojson, sides: {{ left: A, right: B }} }}, same: {{ through: [Oakford, Millbrook], sides: {{ left: A, right: B }} }}, equal: {{ through: [Oakford, Millbrook], sides: {{ left: A, right: B }} }} }}\n" + Clause;

    private static string Line(string keys) => $"places: places.geojson\nlines: {{ x: {{ {keys}, sides: {{ left: A, right: B }} }} }}\n" + Clause;

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_broken_file_has_exactly_this_problem(string rest, string problem) =>
        Assert.Equal($"t.truce.yaml:{problem}", Assert.Single(Truces.Problems(Truces.With(rest))));

    private const string Head = "{\"type\":\"FeatureCollection\",\"features\":[\n";

    [Theory]
    [InlineData("[]", "1:1 TL009 this is no GeoJSON object")]
    [InlineData("{\"type\":\"Point\",\"coordinates\":[0,0]}", "1:1 TL009 this is no list of settlements")]
    [InlineData("{\"type\":\"FeatureCollection\"}", "1:1 TL009 a FeatureCollection has no array 'features'")]
    [InlineData("{\"type\":\"FeatureCollection\",\"features\":[]}", "1:1 TL009 the collection is empty")]
    [InlineData(Head + "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,0]}}]}", "2:1 TL009 a settlement has no 'properties'")]
    [InlineData(Head + "{\"type\":\"Feature\",\"properties\":{\"nam\":\"x\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,0]}}]}", "2:1 TL009 a settlement has no 'name'")]
    [InlineData(Head + "{\"type\":\"Feature\",\"properties\":{\"name\":5},\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,0]}}]}", "2:40 TL009 the name of a settlement is no text")]
    [InlineData(Head + "{\"type\":\"Feature\",\"properties\":{\"name\":\" \"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,0]}}]}", "2:40 TL009 a name is empty, longer than 200 characters, or holds a character that cannot be shown")]
    [InlineData(Head + "{\"type\":\"Feature\",\"properties\":{\"name\":\"x\"},\"geometry\":null}]}", "2:1 TL009 a Feature has no geometry")]
    [InlineData(Head + "{\"type\":\"Feature\",\"properties\":{\"name\":\"x\"},\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[0,0],[1,1]]}}]}", "2:56 TL009 a settlement is no Point")]
    [InlineData(Head + "{\"type\":\"Feature\",\"properties\":{\"name\":\"x\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,95]}}]}", "2:86 TL009 a position lies outside the globe")]
    [InlineData(Head + "{\"type\":\"Feature\",\"properties\":{\"name\":\"x\",\"known-as\":[\"y\"]},\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,0]}},\n{\"type\":\"Feature\",\"properties\":{\"name\":\"Y\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":[0,0]}}]}", "3:1 TL007 'Y' names this settlement and the one in line 2")]
    public void A_broken_file_of_settlements_is_told_at_its_place(string content, string problem) =>
        Assert.StartsWith($"s.geojson:{problem}", Assert.Single(Truces.Problems(Truces.With("places: s.geojson\n" + Clause), ("s.geojson", content))), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_settlements_is_no_area_and_an_area_no_settlement()
    {
        Assert.Contains("TL009 a Point is neither an area nor a line", Assert.Single(Truces.Problems(Truces.With("zones: { z: { geometry: places.geojson } }\n" + Clause))), StringComparison.Ordinal);
        Assert.Contains("TL009 this is no list of settlements", Assert.Single(Truces.Problems(Truces.With("places: square.geojson\n" + Clause))), StringComparison.Ordinal);
    }
}
