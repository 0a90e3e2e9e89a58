using System.Text;
using Truceline.Agreements;

namespace Truceline.Tests.Agreements;

/// <summary>Files that are small and ask for much work stay within the limits.</summary>
public sealed class BombTests
{
    private static AgreementReading Read(string text, params (string Name, string Content)[] beside)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var files = beside.ToDictionary(file => file.Name, file => (ReadOnlyMemory<byte>?)Encoding.UTF8.GetBytes(file.Content));
        return Limits.Within(() => AgreementReader.Read("t.yaml", bytes, name => files.GetValueOrDefault(name)));
    }

    private static string Zone => Truces.WithClause("zones: { z: { geometry: z.geojson } }\n").Replace(", text: text.txt", "", StringComparison.Ordinal);

    private static string Areas(params IEnumerable<string> rings) => $$"""{"type":"MultiPolygon","coordinates":[{{string.Join(',', rings.Select(ring => $"[{ring}]"))}}]}""";

    private static string Ring(IEnumerable<(double X, double Y)> positions) =>
        $"[{string.Join(',', positions.Append(positions.First()).Select(at => FormattableString.Invariant($"[{at.X:0.#########},{at.Y:0.#########}]")))}]";

    /// <summary>Thin teeth from west to east, or from south to north, on a common back.</summary>
    private static IEnumerable<(double, double)> Comb(int teeth, bool upright)
    {
        const double size = 0.001;
        var step = size / teeth;
        var outline = Enumerable.Range(0, teeth).SelectMany(i => new (double X, double Y)[] { (0, i * step), (size, i * step), (size, (i + 0.5) * step), (0, (i + 0.5) * step) })
            .Append((X: -size, Y: size)).Append((X: -size, Y: 0));
        return outline.Select(at => upright ? (at.Y, at.X) : at);
    }

    [Theory]
    [InlineData(150)]
    [InlineData(990)]
    public void Combs_that_cross_are_refused_within_the_limits(int teeth) =>
        Assert.Contains("TL030 polygons overlap at ", Assert.Single(Read(Zone, ("z.geojson", Areas(Ring(Comb(teeth, false)), Ring(Comb(teeth, true))))).Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Neighbours_with_long_borders_become_one_within_the_limits()
    {
        var border = Enumerable.Range(0, 3900).Select(i => (X: i % 2 * 0.00001, Y: i * 0.0002)).ToList();
        var reading = Read(Zone, ("z.geojson", Areas(Ring([.. border, (1, 0.78), (1, 0)]), Ring([.. border, (-1, 0.78), (-1, 0)]))));
        Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        Assert.Single(Assert.IsType<Truceline.Geography.Zone.In>(reading.Agreement!.Zones["z"].Zone).Area.Polygons);
    }

    [Fact]
    public void Squares_one_upon_another_become_one_and_too_many_are_refused()
    {
        static string Squares(int count) => Areas(Enumerable.Repeat("[[0,0],[0.01,0],[0.01,0.01],[0,0.01],[0,0]]", count));
        Assert.Single(Assert.IsType<Truceline.Geography.Zone.In>(Read(Zone, ("z.geojson", Squares(150))).Agreement!.Zones["z"].Zone).Area.Polygons);
        Assert.Contains("TL030 polygons lie too close together to be told apart", Assert.Single(Read(Zone, ("z.geojson", Squares(1000))).Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Polygons_of_too_many_positions_are_not_made_one() =>
        Assert.Contains("TL030 polygons that touch have more than 8000 positions together", Assert.Single(Read(Zone, ("z.geojson", Areas(Ring(Comb(2000, false)), Ring(Comb(2000, true))))).Problems).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Empty_rings_are_refused_at_the_first() =>
        Assert.Equal("z.geojson:1:36 TL030 a ring has fewer than three positions that differ, so it encloses nothing (draw the outline of the area)",
            Assert.Single(Read(Zone, ("z.geojson", $$"""{"type":"Polygon","coordinates":  [{{string.Join(',', Enumerable.Repeat("[]", 300_000))}}]}""")).Problems).ToString());

    [Fact]
    public void Rings_late_in_a_large_file_are_read_within_the_limits()
    {
        var rings = Enumerable.Range(0, 7000).Select(i => (X: i % 100 * 0.01, Y: i / 100 * 0.01))
            .Select(at => Ring([(at.X, at.Y), (at.X + 0.004, at.Y), (at.X, at.Y + 0.004)]));
        Assert.Empty(Read(Zone, ("z.geojson", new string(' ', 3_000_000) + $$"""{"type":"Polygon","coordinates":[[[-1,-1],[2,-1],[2,2],[-1,2],[-1,-1]],{{string.Join(',', rings)}}]}""")).Problems.Select(problem => problem.ToString()));
        Assert.Contains("TL009 the file holds more than 1000 shapes", Assert.Single(Read(Zone, ("z.geojson", new string(' ', 3_000_000) + Areas(rings))).Problems).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_of_groups_are_followed_once()
    {
        var text = new StringBuilder("truce: 1\nid: t\ntitle: A truce\nsource: { status: draft }\nclock: { zone: Europe/Kyiv, day: calendar }\nactors:\n  g0: { kind: party, assumed: true }\n");
        for (var i = 1; i < 230; i++) text.Append($"  g{i}: {{ kind: group, assumed: true, members: [g{i - 1}] }}\n");
        text.Append("clauses:\n");
        var who = string.Join(", ", Enumerable.Range(80, 150).Select(i => $"g{i}"));
        for (var i = 0; i < 220; i++) text.Append($"- {{ id: c{i}, must-not: {{ who: [{who}], do: fire }} }}\n");
        var reading = Read(text.ToString());
        Assert.Empty(reading.Problems.Select(problem => problem.ToString()));
        Assert.All(reading.Agreement!.Clauses, clause => Assert.Equal(230, clause.Assumptions.Length));
    }

    private static string Accepted(int count) =>
        Truces.With($"events: {{ e: {{ declared-by: A }} }}\naccepted:\n{string.Concat(Enumerable.Range(0, count).Select(i => $"- {{ by: {(i % 2 == 0 ? "A" : "B")}, since: e + P{i + 1}D }}\n"))}clauses:\n{string.Concat(Enumerable.Range(0, 450).Select(i => $"- {{ id: c{i}, must-not: {{ who: A, do: fire }} }}\n"))}")
            .Replace(", text: text.txt", "", StringComparison.Ordinal);

    [Fact]
    public void The_acceptances_of_a_file_are_marked_once()
    {
        Assert.Empty(Read(Accepted(500)).Problems.Select(problem => problem.ToString()));
        Assert.Equal("t.yaml:9:1 TL001 'accepted' has more than 500 entries (split the agreement, one instrument a file)", Assert.Single(Read(Accepted(6500)).Problems).ToString());
    }

    private static string Quoting(int count, int length) =>
        Truces.With($"clauses:\n{string.Concat(Enumerable.Range(0, count).Select(i => $"- {{ id: c{i}, quote: {new string('a', length - i - 2)}b{new string('a', i + 1)}, must-not: {{ who: A, do: fire }} }}\n"))}");

    [Fact]
    public void A_quote_is_no_longer_than_what_a_text_needs() =>
        Assert.All(Read(Quoting(20, 9000), ("text.txt", new string('a', 4_000_000))).Problems, problem => Assert.Contains("TL005 the quote is longer than 2000 letters", problem.ToString(), StringComparison.Ordinal));

    [Fact]
    public void Quotes_of_a_long_text_are_looked_for_within_the_limits()
    {
        var problems = Read(Quoting(40, 2000), ("text.txt", new string('a', 4_000_000))).Problems;
        Assert.Contains("t.yaml:8:20 TL005 the quote is not in the text of the source", problems[0].ToString(), StringComparison.Ordinal);
        Assert.Contains("TL001 there are too many quotes for so long a text", problems[^1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_and_a_reading_can_be_assumed_where_they_bear()
    {
        var agreement = Truces.Agreement(Truces.With("""
            readings: { r: { assumed: true, unchecked: true, clauses: { c: { must-not: { who: B, do: fire } } } } }
            clauses: [ { id: c, must-not: { who: A, do: fire } }, { id: d, must-not: { who: A, do: fire } } ]

            """).Replace("status: signed,", "assumed: true, status: signed,", StringComparison.Ordinal));
        Assert.All(agreement.Clauses, clause => Assert.Equal(["the source is assumed"], clause.Assumptions));
        var read = agreement.Readings["r"].Agreement.Clauses;
        Assert.Equal(["reading r could not be checked against the text", "reading r is assumed", "the source is assumed"], read[0].Assumptions);
        Assert.Equal(["the source is assumed"], read[1].Assumptions);
    }

    [Fact]
    public void A_file_beside_that_may_not_be_read_is_told_as_such() =>
        Assert.Contains("t.yaml:7:25 TL009 the file 'z.geojson' may not be read (ask for the permission to read it)",
            AgreementReader.Read("t.yaml", Encoding.UTF8.GetBytes(Zone), _ => throw new UnauthorizedAccessException()).Problems.Select(problem => problem.ToString()));

    private static string Course(int vertices, double east) =>
        $$"""{"type":"LineString","coordinates":[{{string.Join(',', Enumerable.Range(0, vertices).Select(i => FormattableString.Invariant($"[{east + 0.01 * (i % 2):0.####},{40 + 10.0 * i / vertices:0.######}]")))}}]}""";

    private static string Lined(int lines, string zones, string more = "") =>
        Truces.With("lines:\n" + string.Concat(Enumerable.Range(0, lines).Select(i => $"  l{i}: {{ geometry: l{i}.geojson, sides: {{ left: A, right: B }}{more} }}\n")) + "zones:\n" + zones
            + "clauses: [ { id: c, must-not: { who: A, do: fire } } ]\n").Replace(", text: text.txt", "", StringComparison.Ordinal);

    private static (string, string)[] Courses(int lines, int vertices) => [.. Enumerable.Range(0, lines).Select(i => ($"l{i}.geojson", Course(vertices, 30 + 0.1 * i)))];

    [Fact]
    public void Grounds_between_many_long_lines_stay_within_the_limits()
    {
        var zones = string.Concat(from i in Enumerable.Range(0, 6) from j in Enumerable.Range(i + 1, 5 - i) select $"  z{i}x{j}: {{ between: [l{i}, l{j}] }}\n");
        var reading = Read(Lined(6, zones), Courses(6, 2500));
        Assert.Contains(reading.Problems, problem => problem is { Code: "TL001", What: "drawing the zones of this file takes too long" });
        var readings = "readings:\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"  r{i}: {{ zones: {{ z: {{ between: [l0, l1] }} }} }}\n"));
        Assert.Equal(60, Read(Lined(2, "  z: { between: [l1, l0] }\n") + readings, Courses(2, 2000)).Agreement?.Readings.Count);
    }

    [Fact]
    public void A_thousand_sectors_along_a_long_line_stay_within_the_limits()
    {
        var zones = string.Concat(Enumerable.Range(0, 10).Select(i => $"  b{i}: {{ within: {{ of: l0, m: {1000 + i}, side: A }} }}\n  s{i}: {{ sectors: {{ of: b{i}, count: 100 }} }}\n"));
        Assert.Equal(1020, Read(Lined(1, zones), Courses(1, 1000)).Agreement!.Zones.Count);
        Assert.Contains("the file has more than 1000 sectors", string.Join('\n', Read(Lined(1, zones + "  x: { sectors: { of: b1, count: 2 } }\n"), Courses(1, 1000)).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Distances_from_belts_and_divisions_of_them_stay_within_the_limits_in_all_readings_together()
    {
        var zones = string.Concat(Enumerable.Range(0, 249).Select(i => $"  b{i}: {{ within: {{ of: l0, m: {1000 + i}, side: A }} }}\n  w{i}: {{ within: {{ of: b{i}, m: 50 }} }}\n"));
        Assert.Contains(Read(Lined(1, zones), Courses(1, 25_000)).Problems, problem => problem.What == "drawing the zones of this file takes too long");
        var readings = "readings:\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"  r{i}: {{ zones: {{ z: {{ sectors: {{ of: b, count: {2 + i % 99} }} }} }} }}\n"));
        Assert.Contains(Read(Lined(1, "  b: { within: { of: l0, m: 1000, side: A } }\n  z: { sectors: { of: b, count: 2 } }\n") + readings, Courses(1, 10_000)).Problems, problem => problem.What.EndsWith("drawing the zones of this file takes too long", StringComparison.Ordinal));
    }

    [Fact]
    public void Zones_on_a_line_of_many_versions_stay_within_the_limits()
    {
        var versions = string.Concat(Enumerable.Range(0, 50).Select(i => $"{{ from: 20{50 + i}-01-01, geometry: l{i % 3}.geojson }}, "));
        var zones = string.Concat(Enumerable.Range(0, 40).Select(i => i == 0 ? "  z0: { within: { of: l0, m: 900, side: both } }\n" : $"  z{i}: {{ any-of: [z{i - 1}] }}\n"));
        var files = Courses(3, 1000);
        Assert.Equal(50, Read(Lined(1, zones, $", moves: versioned, versions: [ {versions} ]"), files).Agreement!.Zones["z39"].Versions.Length);
        Assert.Contains("more than 2000 versions", string.Join('\n', Read(Lined(1, zones + "  last: { not-in: z39 }\n", $", moves: versioned, versions: [ {versions} ]"), files).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Zones_through_hundreds_of_settlements_stay_within_the_limits()
    {
        var names = string.Join(", ", Enumerable.Range(0, 70).Select(i => $"t{i}"));
        var settlements = $$"""{"type":"FeatureCollection","features":[{{string.Join(',', Enumerable.Range(0, 70).Select(i => FormattableString.Invariant($$$"""{"type":"Feature","properties":{"name":"t{{{i}}}"},"geometry":{"type":"Point","coordinates":[{{{30 + i * 37 % 70 / 100.0}}},{{{45 + i / 100.0}}}]}}""")))}}]}""";
        var zones = string.Concat(Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? $"  z{i}: {{ through: [{names}] }}\n" : $"  z{i}: {{ through: {{ places: [{names}], m: {i} }} }}\n"));
        var text = Truces.With("places: p.geojson\nzones:\n" + zones + "clauses: [ { id: c, must-not: { who: A, do: fire } } ]\n").Replace(", text: text.txt", "", StringComparison.Ordinal);
        Assert.Equal(400, Read(text, ("p.geojson", settlements)).Agreement?.Zones.Count);
    }
}
