using System.Globalization;
using System.Text;
using Truceline.Agreements;
using Truceline.Geography;

namespace Truceline.Tests.Agreements;

/// <summary>What may stand in a file of geometry, and what is said about the rest.</summary>
public sealed class GeoJsonTests
{
    private static AgreementReading Zone(string content) =>
        Truces.Read(Truces.WithClause("zones: { z: { geometry: z.geojson } }\n"), ("z.geojson", content));

    private static AgreementReading Line(string content) =>
        Truces.Read(Truces.WithClause("lines: { l: { geometry: z.geojson, sides: { left: A, right: B } } }\n"), ("z.geojson", content));

    private static Area AreaOf(string content)
    {
        var reading = Zone(content);
        Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        return Assert.IsType<Truceline.Geography.Zone.In>(reading.Agreement!.Zones["z"].Zone).Area;
    }

    private static string Feature(string type, string coordinates) =>
        $$"""{"type":"Feature","properties":{"a":[1,{"b":null}]},"geometry":{"type":"{{type}}","coordinates":{{coordinates}} } }""";

    private static string Ring(double west, double south, double east, double north) =>
        string.Create(CultureInfo.InvariantCulture, $"[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]");

    /// <summary>Each hostile file: null where it is a valid area, else how its one problem reads.</summary>
    public static TheoryData<string, string?> Hostile => new()
    {
        { "4d.json", "z.geojson:1:1 TL009 a Point is neither an area nor a line" },
        { "antimeridian.json", null }, // an edge goes the short way round, across the antimeridian
        { "bowtie.json", "z.geojson:1:68 TL030 the outline crosses or touches itself at 0.5000 N, 0.5000 E" },
        { "crs-2008.json", "z.geojson:1:35 TL009 the coordinates are in another reference system 'urn:ogc:def:crs:EPSG::3857'" },
        { "cw-ring.json", null }, // either direction of a ring is accepted
        { "deep-array.json", "z.geojson:1:101 TL009 this is not JSON: The maximum configured depth of 64 has been exceeded" },
        { "dup-type.json", "z.geojson:1:17 TL009 the member 'type' stands twice" },
        { "empty-coords.json", "z.geojson:1:68 TL030 the shape is empty" },
        { "hole-outside.json", "z.geojson:1:68 TL030 a hole lies outside its area at 5.0000 N, 5.0000 E" },
        { "inf.json", "z.geojson:1:1 TL009 a Point is neither an area nor a line" },
        { "latlon-swapped.json", "z.geojson:1:33 TL009 a Point is neither an area nor a line" },
        { "million-vertices.json", "z.geojson:1:1 TL009" },
        { "nan.json", "z.geojson:1:32 TL009 this is not JSON: 'N' is an invalid start of a value" },
        { "nested-gc.json", "z.geojson:1:1377 TL009 this is not JSON: The maximum configured depth of 64 has been exceeded" },
        { "null-geom.json", "z.geojson:1:1 TL009 a Feature has no geometry" },
        { "out-of-range.json", "z.geojson:1:33 TL009 a Point is neither an area nor a line" },
        { "pole.json", "z.geojson:1:69 TL030 a ring has fewer than three positions that differ, so it encloses nothing" },
        { "proto-pollution.json", "z.geojson:1:1 TL009 a Feature has no geometry" },
        { "spike-zero-area.json", "z.geojson:1:69 TL030 a ring has fewer than three positions that differ, so it encloses nothing" },
        { "string-coords.json", "z.geojson:1:1 TL009 a Point is neither an area nor a line" },
        { "unclosed-ring.json", "z.geojson:1:69 TL009 a ring is not closed" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_hostile_file_is_an_area_or_has_one_problem_with_its_place(string file, string? expected)
    {
        var content = File.ReadAllBytes(Needs.SharedData("bad-input", "own", "geojson", file));
        var text = Encoding.UTF8.GetBytes(Truces.WithClause("zones: { z: { geometry: z.geojson } }\n"));
        var reading = Limits.Within(() => AgreementReader.Read("t.truce.yaml", text, _ => content));
        if (expected is null) Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        else if (file == "million-vertices.json") Assert.Contains("TL009 the file holds more than 30000 positions", Assert.Single(reading.Problems).ToString(), StringComparison.Ordinal);
        else Assert.StartsWith(expected, Assert.Single(reading.Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_hostile_files_are_in_the_table() =>
        Assert.Equal(
            Directory.GetFiles(Needs.SharedData("bad-input", "own", "geojson")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
            Hostile.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Polygon", "[[[0,0],[200,0],[1,1],[0,0]]]", "1:104 TL009 a position lies outside the globe")]
    [InlineData("Polygon", "[[[0,0],[1e999,0],[1,1],[0,0]]]", "TL009 a coordinate is too large for a number")]
    [InlineData("Polygon", "[[[0,0],[\"1\",0],[1,1],[0,0]]]", "TL009 a coordinate is no number")]
    [InlineData("Polygon", "[[[0,0],[1],[1,1],[0,0]]]", "TL009 a position has fewer than two numbers")]
    [InlineData("Polygon", "[[[0,0],[1,0,0,0],[1,1],[0,0]]]", "TL009 a position has more than three numbers")]
    [InlineData("Polygon", "[[[0,0],[1,0,true],[1,1],[0,0]]]", "TL009 a coordinate is no number")]
    [InlineData("Polygon", "[[0,0],[1,0]]", "TL009 an array of coordinates is wanted here")]
    [InlineData("Polygon", "[[]]", "TL030 a ring has fewer than three positions that differ")]
    [InlineData("Polygon", "[[[0,80],[120,80],[-120,80],[0,80]]]", "TL030 a ring goes round a pole")]
    [InlineData("Polygon", "[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[5,1],[5,5],[1,5],[1,1]],[[2,2],[3,2],[3,3],[2,3],[2,2]]]", "TL030 a hole lies inside another at 2.0000 N, 2.0000 E")]
    [InlineData("MultiPolygon", "[]", "TL030 the shape is empty")]
    [InlineData("MultiPolygon", "{}", "TL009 an array of coordinates is wanted here")]
    [InlineData("GeometryCollection", "[]", "TL009 a GeometryCollection is neither an area nor a line")]
    [InlineData("LineString", "[[0,0],[1,1]]", "TL009 this is a line where an area is wanted")]
    public void A_shape_that_is_no_area_is_refused_with_its_place(string type, string coordinates, string problem) =>
        Assert.Contains(problem, Assert.Single(Zone(Feature(type, coordinates)).Problems).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("LineString", "[[0,0],[2,2],[2,0],[0,2]]", "TL030 the line crosses or touches itself at 1.0000 N, 1.0000 E")]
    [InlineData("LineString", "[[179,0],[-179,2],[-179,0],[179,2]]", "TL030 the line crosses or touches itself at 1.0000 N, 180.0000 E")]
    [InlineData("LineString", "[[1,1],[1,1]]", "TL030 the line has fewer than two positions that differ")]
    [InlineData("LineString", "[]", "TL030 the line has fewer than two positions that differ")]
    [InlineData("Polygon", "[[[0,0],[1,0],[1,1],[0,0]]]", "z.geojson:1:1 TL009 the file holds an area where a line is wanted")]
    public void A_shape_that_is_no_line_is_refused_with_its_place(string type, string coordinates, string problem) =>
        Assert.Contains(problem, Assert.Single(Line(Feature(type, coordinates)).Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_place_of_a_problem_is_its_line_and_column_in_the_file()
    {
        var problem = Assert.Single(Zone("\uFEFF{\"type\":\"Polygon\",\n \"ä\":1, \"coordinates\":[\n  [[0,0],\n   [0,91]]]}").Problems);
        Assert.Equal("z.geojson:4:4 TL009 a position lies outside the globe", $"{problem.Where} {problem.Code} {problem.What}");
    }

    [Fact]
    public void A_problem_of_a_file_is_told_once_however_often_the_file_is_used() =>
        Assert.Single(Truces.Problems(Truces.WithClause("zones: { y1: { geometry: z.geojson }, z: { geometry: z.geojson } }\n"), ("z.geojson", "{}")));

    [Fact]
    public void The_place_of_a_file_beside_is_shown_with_the_folder_that_was_given()
    {
        var text = Encoding.UTF8.GetBytes(Truces.WithClause("zones: { z: { geometry: z.geojson } }\n"));
        Assert.Equal("a/b/z.geojson:1:1", Assert.Single(AgreementReader.Read("a/b/t.yaml", text, _ => "x"u8.ToArray()).Problems).Where.ToString());
    }

    [Fact]
    public void Members_of_any_order_and_a_known_reference_system_are_accepted()
    {
        var area = AreaOf($$"""{"coordinates":[{{Ring(0, 0, 1, 1)}}],"crs":{"properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"},"type":"name"},"type":"Polygon"}""");
        Assert.Single(area.Polygons);
    }

    [Fact]
    public void A_height_is_not_used() => Assert.Single(AreaOf(Feature("Polygon", "[[[0,0,5],[1,0,5],[1,1,5],[0,0,5]]]")).Polygons);

    [Fact]
    public void Neighbouring_polygons_become_one_and_distant_ones_stay_apart()
    {
        var collection = $$"""{"type":"FeatureCollection","features":[{{Feature("Polygon", $"[{Ring(0, 0, 1, 1)}]")}},{{Feature("MultiPolygon", $"[[{Ring(1, 0, 2, 1)}],[{Ring(5, 5, 6, 6)}]]")}}]}""";
        var area = AreaOf(collection);
        Assert.Equal(2, area.Polygons.Length);
        Assert.True(area.Margin(new Position(0.5, 1)).Value > 10_000);
    }

    [Fact]
    public void A_hole_is_no_part_of_the_area()
    {
        var area = AreaOf(Feature("Polygon", $"[{Ring(0, 0, 4, 4)},{Ring(1, 1, 2, 2)}]"));
        Assert.False(area.Contains(new Position(1.5, 1.5)));
        Assert.True(area.Contains(new Position(3, 3)));
    }

    [Fact]
    public void An_area_across_the_antimeridian_is_the_narrow_one()
    {
        var area = AreaOf(Feature("Polygon", "[[[170,10],[-170,10],[-170,20],[170,20],[170,10]]]"));
        Assert.True(area.Contains(new Position(15, 180)));
        Assert.False(area.Contains(new Position(15, 0)));
    }

    [Fact]
    public void An_edge_is_straight_in_longitude_and_latitude()
    {
        // Between these two the geodesic runs some 20 km north of the parallel.
        var area = AreaOf(Feature("Polygon", "[[[30,48],[40,48],[40,40],[30,40],[30,48]]]"));
        Assert.True(area.Contains(new Position(47.9999, 35)));
        Assert.False(area.Contains(new Position(48.0001, 35)));
    }

    [Fact]
    public void A_large_file_is_read_within_the_limits()
    {
        var ring = Enumerable.Range(0, 28_000).Select(i => 2 * Math.PI * i / 28_000)
            .Select(turn => FormattableString.Invariant($"[{30 + 3 * Math.Cos(turn):0.00000},{48 + 2 * Math.Sin(turn):0.00000}]")).Distinct().ToList();
        var content = Encoding.UTF8.GetBytes(Feature("Polygon", $"[[{string.Join(',', ring)},{ring[0]}]]"));
        var text = Encoding.UTF8.GetBytes(Truces.WithClause("zones: { z: { geometry: z.geojson } }\n"));
        Assert.True(content.Length > 450_000);
        Assert.Empty(Limits.Within(() => AgreementReader.Read("t.truce.yaml", text, name => name == "z.geojson" ? content : null)).Problems);
    }

    [Fact]
    public void Edges_that_would_need_a_million_vertices_are_refused()
    {
        var comb = string.Concat(Enumerable.Range(0, 2000).Select(i => FormattableString.Invariant($"[{(i % 2 == 0 ? 0 : 170)},{20 + i * 0.01:0.00}],")));
        Assert.Contains("TL009 the lines of the file together are longer than 50,000 km", Assert.Single(Limits.Within(() => Line(Feature("LineString", $"[{comb}[0,60]]"))).Problems).ToString(), StringComparison.Ordinal);
    }
}
