using System.Text.Json;
using Truceline.App.Tests.Journals;

namespace Truceline.App.Tests.Commands;

/// <summary><c>truceline screen</c>: of a journal, and of a table that nobody has taken in.</summary>
public sealed class ScreenCommandTests : IDisposable
{
    private const string Agreement = """
        truce: 1
        id: exercise
        title: A made-up truce
        source: { status: signed, signed: 2015-02-12 }
        clock: { zone: Europe/Kyiv, day: calendar }
        actors:
          A: { kind: party, name: Side A }
          B: { kind: party, name: Side B }
          sides: { kind: group, members: [A, B] }
        zones:
          area: { geometry: area.geojson, claimed-by: drawn for this test }
        events:
          ceasefire: { at: 2015-02-15T00:00:00+02:00 }
        clauses:
          - { id: stop, must-not: { who: sides, do: fire, in: area }, from: ceasefire }
          - { id: back, must-not: { who: A, do: station, what: tank, in: area }, from: ceasefire }

        """;

    private const string Area = """{"type":"Polygon","coordinates":[[[38.0,48.0],[38.1,48.0],[38.1,48.05],[38.0,48.05],[38.0,48.0]]]}""";

    /// <summary>In the middle, outside, before the ceasefire, at the edge, by nobody known, doing nothing known.</summary>
    private const string Table = """
        id,time,lon,lat,radius_m,class,actor,act
        middle,2015-02-15T05:00:00+02:00,38.05,48.025,0,mortar,Side A,fire
        outside,2015-02-15T05:00:00+02:00,38.15,48.025,0,mortar,Side A,fire
        before,2015-02-14T23:59:59+02:00,38.05,48.025,0,mortar,Side A,fire
        edge,2015-02-15T05:00:00+02:00,38.05,48.0001,50,mortar,Side A,fire
        "by, nobody",2015-02-15T05:00:00+02:00,38.05,48.025,0,mortar,,fire
        vague,2015-02-15T05:00:00+02:00,38.05,48.025,0,tank,Side A,

        """;

    private readonly TemporaryFolder folder = new();

    public ScreenCommandTests()
    {
        File.WriteAllText(folder["a.truce.yaml"], Agreement);
        File.WriteAllText(folder["area.geojson"], Area);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_table_is_answered_row_by_row_in_its_order() => Assert.Equal("""
        report,clause,certainty
        middle,stop,certain
        edge,stop,possible
        "by, nobody",stop,possible
        vague,stop,possible
        vague,back,possible

        """, OfTable(Table).Output);

    [Fact]
    public void Margins_say_how_far_inside_and_below_nothing_how_far_the_region_reaches_out()
    {
        var rows = OfTable(Table, "--margins").Output.Split('\n');
        Assert.Equal("report,clause,certainty,margin_m", rows[0]);
        // 0.025° of latitude to the south edge, which bends a little to the north; 11 m less the radius of 50 m.
        Assert.InRange(Margin(rows[1]), 2775, 2782);
        Assert.InRange(Margin(rows[2]), -45, -38);
        Assert.All(rows[1..^1], row => Assert.Matches(@",-?\d+\.\d{3}$", row));
    }

    [Fact]
    public void The_order_of_columns_and_the_ends_of_lines_and_a_mark_before_them_change_nothing()
    {
        var same = string.Join("\r\n", Table.TrimEnd('\n').Split('\n').Select(row => row.StartsWith("\"by", StringComparison.Ordinal)
            ? ",2015-02-15T03:00:00Z,48.025,38.05,0.0,mortar,fire,\"by, nobody\""
            : row.Split(',') is var c ? $"{c[6]},{c[1]},{c[3]},{c[2]},{c[4]},{c[5]},{c[7]},{c[0]}" : ""));
        Assert.Equal(OfTable(Table).Output, OfTable("\uFEFF" + same).Output);
    }

    [Fact]
    public void Two_times_are_a_span_and_no_place_in_time_is_certain_across_the_beginning() => Assert.Equal("""
        report,clause,certainty
        across,stop,possible
        after,stop,certain

        """, OfTable("""
        id,start,end,lon,lat,actor,act,class
        across,2015-02-14T23:00:00+02:00,2015-02-15T01:00:00+02:00,38.05,48.025,Side A,fire,mortar
        after,2015-02-15T01:00+02:00,2015-02-15T01:00:00.5+02:00,38.05,48.025,Side A,fire,mortar

        """).Output);

    [Fact]
    public void A_time_counts_to_its_fraction_of_a_second_and_with_its_offset_on_either_side()
    {
        File.WriteAllText(folder["a.truce.yaml"], Agreement.Replace("2015-02-15T00:00:00+02:00", "2015-02-15T00:00:00.25+02:00", StringComparison.Ordinal));
        Assert.Equal("""
            report,clause,certainty
            at,stop,certain
            west,stop,certain
            east,stop,certain

            """, OfTable("""
            id,time,lon,lat,actor,act
            before,2015-02-15T00:00:00.2499999+02:00,38.05,48.025,Side A,fire
            at,2015-02-15T00:00:00.25+02:00,38.05,48.025,Side A,fire
            west,2015-02-14T12:00:00.3-10:00,38.05,48.025,Side A,fire
            west before,2015-02-14T12:00:00.2-10:00,38.05,48.025,Side A,fire
            east,2015-02-15T03:30:00.3+05:30,38.05,48.025,Side A,fire

            """).Output);
    }

    [Fact]
    public void Without_a_radius_a_place_is_a_point_whatever_the_row_before_it_says() => Assert.Equal("""
        report,clause,certainty
        wide,stop,possible
        point,stop,certain

        """, OfTable("""
        id,time,lon,lat,radius_m,actor,act
        wide,2015-02-15T05:00:00+02:00,38.05,48.025,9000,Side A,fire
        point,2015-02-15T05:00:00+02:00,38.05,48.025,,Side A,fire

        """).Output);

    [Fact]
    public void A_row_that_ends_before_it_starts_is_told_and_left_out()
    {
        var (status, output, error) = OfTable("""
            id,start,end,lon,lat,actor,act
            reversed,2015-02-15T06:00:00+02:00,2015-02-15T05:59:59+02:00,38.05,48.025,Side A,fire
            right,2015-02-15T06:00:00+02:00,2015-02-15T06:00:00+02:00,38.05,48.025,Side A,fire

            """);
        Assert.Equal((ExitStatus.Rejected, "report,clause,certainty\nright,stop,certain\n"), (status, output));
        Assert.Contains(":2:1 it ends before it starts; the row is left out", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_begins_with_a_declaration_begins_with_it_in_a_journal_and_in_a_table_never()
    {
        File.WriteAllText(folder["a.truce.yaml"], Agreement.Replace("{ at: 2015-02-15T00:00:00+02:00 }", "{ declared-by: [A] }", StringComparison.Ordinal));
        File.WriteAllText(folder["declared.jsonl"], """{"own-id":"d","exercise":true,"declaration":{"by":"Side A","event":"ceasefire","effective":"2015-02-15T05:00:00+02:00"}}""" + "\n");
        var journal = Journal();
        Assert.Equal(ExitStatus.Done, Run("import", "--journal", journal, "--source", "Side A", "--format", "jsonl", folder["declared.jsonl"]).Status);
        Assert.Equal("report,clause,certainty\n1,stop,certain\n3,stop,possible\n", Run("screen", "--journal", journal, "--agreement", folder["a.truce.yaml"]).Output);
        Assert.Equal("report,clause,certainty\n", OfTable(Table).Output);
    }

    [Theory]
    [InlineData("x,2015-02-15T05:00:00+02:00,181,48,0,mortar,Side A,fire", 29, "'181' is no longitude from -180 to 180")]
    [InlineData("x,2015-02-15T05:00:00+02:00,38,NaN,0,mortar,Side A,fire", 32, "'NaN' is no latitude from -90 to 90")]
    [InlineData("x,2015-02-30T05:00:00+02:00,38,48,0,mortar,Side A,fire", 3, "'2015-02-30T05:00:00+02:00' is no instant")]
    [InlineData("x,2015-02-15T05:00:00,38,48,0,mortar,Side A,fire", 3, "is no instant")]
    [InlineData("x,2015-02-15T05:00:00+02:00,38,48,-1,mortar,Side A,fire", 35, "'-1' is no radius in metres")]
    [InlineData("x,2015-02-15T05:00:00+02:00,38,48,0,mortar,Side A,fires", 51, "'fires' is no act")]
    [InlineData(",2015-02-15T05:00:00+02:00,38,48,0,mortar,Side A,fire", 1, "it has no id")]
    [InlineData("x,2015-02-15T05:00:00+02:00,38,48", 34, "the row has 4 cells, and the header names 8")]
    [InlineData("x,2015-02-15T05:00:00+02:00,38,48,0,mortar,Side A,fire,more", 56, "the row has more cells than the 8")]
    [InlineData("\"x,2015-02-15T05:00:00+02:00,38,48,0,mortar,Side A,fire", 1, "a cell opens with a quote and does not close on its line")]
    [InlineData("\"x\"y,2015-02-15T05:00:00+02:00,38,48,0,mortar,Side A,fire", 4, "letters follow a closing quote")]
    [InlineData("x\u202E,2015-02-15T05:00:00+02:00,38,48,0,mortar,Side A,fire", 1, "the id has letters that cannot be shown")]
    public void A_row_that_cannot_be_read_is_told_with_its_line_and_column_and_the_others_count(string row, int column, string says)
    {
        var lines = Table.Split('\n');
        var (status, output, error) = OfTable(string.Join('\n', [lines[0], lines[1], row, .. lines[2..]]));
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains($":3:{column} ", error, StringComparison.Ordinal);
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', error);
        Assert.Equal(OfTable(Table).Output, output);
    }

    [Fact]
    public void Of_very_many_bad_rows_the_first_are_told_and_the_rest_are_counted()
    {
        var error = OfTable("id,time,lon,lat\n" + string.Concat(Enumerable.Repeat("x,now,38,48\n", 1021))).Error;
        Assert.Equal(21, error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.EndsWith("and 1,001 more rows are left out\n", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id,time,lon,lat,radius", "the table has a column 'radius': did you mean 'radius_m'?")]
    [InlineData("id,time,lon", "the table has no column 'lat'")]
    [InlineData("id,lon,lat", "the table has a column 'time', or 'start' and 'end', and not both")]
    [InlineData("id,start,lon,lat", "the table has a column 'start' and none 'end'")]
    [InlineData("id,time,lon,lat,lat", "the table has a column twice")]
    [InlineData("", "the table has a column ''")]
    public void A_header_that_is_not_understood_is_wrong_use(string header, string says)
    {
        var (status, output, error) = OfTable(header + "\n");
        Assert.Equal((ExitStatus.WrongUse, ""), (status, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_rows_has_no_answers() => Assert.Equal((ExitStatus.Done, "report,clause,certainty\n", ""), OfTable("id,time,lon,lat"));

    [Fact]
    public void Many_rows_are_answered_as_each_alone()
    {
        // More than one run on each thread, the rows of each kind far apart from each other.
        var rows = Table.Split('\n')[1..^1];
        var many = OfTable(Table.Split('\n')[0] + "\n" + string.Concat(Enumerable.Range(0, 40_000).Select(i => rows[i % rows.Length] + "\n"))).Output;
        var once = OfTable(Table).Output.Split('\n')[1..^1];
        var whole = 40_000 / rows.Length;
        Assert.Equal(Enumerable.Repeat(once, whole).SelectMany(all => all), many.Split('\n')[1..(1 + (whole * once.Length))]);
    }

    [Fact]
    public void A_journal_is_answered_by_the_numbers_of_entries_and_no_id_of_a_source_is_shown()
    {
        var journal = Journal();
        var (status, output, error) = Run("screen", "--journal", journal, "--agreement", folder["a.truce.yaml"]);
        Assert.Equal((ExitStatus.Done, ""), (status, error));
        Assert.Equal("report,clause,certainty\n1,stop,certain\n3,stop,possible\n", output);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        var margins = Run("screen", "--journal", journal, "--agreement", folder["a.truce.yaml"], "--margins").Output.Split('\n');
        Assert.InRange(Margin(margins[1]), 2775, 2782);
    }

    [Fact]
    public void A_journal_is_answered_in_json_with_the_same()
    {
        var journal = Journal();
        var output = Run("screen", "--journal", journal, "--agreement", folder["a.truce.yaml"], "--json", "--margins").Output;
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
        var json = JsonDocument.Parse(output).RootElement;
        Assert.Equal("exercise", json.GetProperty("agreement").GetString());
        Assert.Equal([(1, "stop", "certain"), (3, "stop", "possible")], json.GetProperty("hits").EnumerateArray()
            .Select(hit => (hit.GetProperty("entry").GetInt32(), hit.GetProperty("clause").GetString()!, hit.GetProperty("certainty").GetString()!)));
        Assert.InRange(json.GetProperty("hits")[0].GetProperty("margin-m").GetDouble(), 2775, 2782);
    }

    [Fact]
    public void A_journal_and_a_table_or_neither_are_wrong_use_and_so_is_json_of_a_table()
    {
        File.WriteAllText(folder["table.csv"], Table);
        Assert.Equal(ExitStatus.WrongUse, Run("screen", "--agreement", folder["a.truce.yaml"]).Status);
        Assert.Equal(ExitStatus.WrongUse, Run("screen", folder["table.csv"], "--journal", folder["journal"], "--agreement", folder["a.truce.yaml"]).Status);
        Assert.Equal(ExitStatus.WrongUse, Run("screen", folder["table.csv"], "--json", "--agreement", folder["a.truce.yaml"]).Status);
        Assert.Contains("there is no file", Run("screen", folder["none.csv"], "--agreement", folder["a.truce.yaml"]).Error, StringComparison.Ordinal);
    }

    private (int Status, string Output, string Error) OfTable(string table, params string[] options)
    {
        File.WriteAllText(folder["table.csv"], table);
        return Run(["screen", folder["table.csv"], "--agreement", folder["a.truce.yaml"], .. options]);
    }

    private static double Margin(string row) => double.Parse(row.Split(',')[^1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A journal of three reports: inside, outside, and inside by nobody known.</summary>
    private string Journal()
    {
        File.WriteAllText(folder["reports.jsonl"], """
            {"own-id":"secret-1","exercise":true,"observation":{"occurred":["2015-02-15T05:00:00+02:00","2015-02-15T05:00:00+02:00"],"where":{"at":{"lat":48.025,"lon":38.05},"within-m":0},"means":"camera","act":"fire","by":[{"actor":"Side A","basis":"seen"}]}}
            {"own-id":"secret-2","exercise":true,"observation":{"occurred":["2015-02-15T05:00:00+02:00","2015-02-15T05:00:00+02:00"],"where":{"at":{"lat":48.025,"lon":38.15},"within-m":0},"means":"camera","act":"fire","by":[{"actor":"Side A","basis":"seen"}]}}
            {"own-id":"secret-3","exercise":true,"observation":{"occurred":["2015-02-15T05:00:00+02:00","2015-02-15T05:00:00+02:00"],"where":{"at":{"lat":48.025,"lon":38.05},"within-m":0},"means":"camera","act":"fire"}}

            """);
        var (status, _, error) = Run("import", "--journal", folder["journal"], "--source", "Observer Mission", "--format", "jsonl", folder["reports.jsonl"]);
        Assert.Equal((ExitStatus.Done, ""), (status, error));
        return folder["journal"];
    }

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(args, output, error), output.ToString(), error.ToString());
    }
}
