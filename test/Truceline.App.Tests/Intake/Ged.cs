using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Truceline.App.Intake;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Tests.Intake;

public sealed class Ged
{
    private const string Head =
        "id,dyad_name,side_a,side_b,number_of_sources,source_article,source_office,where_prec,where_coordinates,where_description,latitude,longitude,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low";

    private static readonly Dictionary<string, string> Row = Head.Split(',').Zip(
        ["7", "North - South", "North", "South", "1", "\"Desk,2015-02-14,Fire \"again\", two dead\"", "Desk", "2", "Mill village", "near the mill", "48.5", "38.25",
        "1", "2015-02-14 00:00:00.000", "2015-02-14 00:00:00.000", "1", "0", "1", "0", "2", "3", "1"]).ToDictionary(StringComparer.Ordinal);

    private static Taken Take(params (string Column, string Value)[] changes)
    {
        var row = changes.Aggregate(Row.ToImmutableDictionary(), (cells, change) => cells.SetItem(change.Column, change.Value));
        return Assert.Single(Read(Head + "\n" + string.Join(',', Head.Split(',').Select(column => $"\"{row[column].Replace("\"", "\"\"", StringComparison.Ordinal)}\""))));
    }

    private static List<Taken> Read(string text, string zone = "Europe/Kyiv") =>
        [.. UcdpGed.Format.Read(new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "ged.csv", "ucdp", DateTimeZoneProviders.Tzdb[zone]))];

    private static Observation Seen(params (string Column, string Value)[] changes) => Assert.IsType<Observation>(Take(changes).Report!.Content);

    [Fact]
    public void A_row_is_a_fire_by_nobody_known_from_open_sources_and_says_what_is_assumed()
    {
        var report = Take().Report!;
        Assert.Equal(ReportId.Of("ucdp", "7"), report.Id);
        Assert.Equal("records fatal events only", report.Limits);
        var seen = Assert.IsType<Observation>(report.Content);
        Assert.Equal(Agreements.Act.Fire, seen.Act);
        Assert.Null(seen.What);
        Assert.Empty(seen.By);
        Assert.Equal(Agreements.Means.OpenSource, seen.Means);
        Assert.Equal(["act read as fire: the data set records deaths, not acts", "place precision 2 read as within 25 km", "dates read as local days in Europe/Kyiv"], seen.Assumed);
        Assert.Equal(new Place("Mill village", new Region.Disc(new Position(48.5, 38.25), new Metres(25_000))), seen.Where);
    }

    [Fact]
    public void A_day_lasts_from_its_first_instant_to_its_last_in_the_zone()
    {
        var seen = Seen();
        Assert.Equal(Instant.FromUtc(2015, 2, 13, 22, 0), seen.Occurred.Start);
        Assert.Equal(Instant.FromUtc(2015, 2, 14, 22, 0) - Duration.Epsilon, seen.Occurred.End);
    }

    [Theory]
    [InlineData("1", 2_000)]
    [InlineData("2", 25_000)]
    [InlineData("3", 50_000)]
    [InlineData("4", 150_000)]
    [InlineData("5", 100_000)]
    public void A_precision_of_place_is_a_radius(string precision, double metres) =>
        Assert.Equal(new Region.Disc(new Position(48.5, 38.25), new Metres(metres)), Seen(("where_prec", precision)).Where.Region);

    [Theory]
    [InlineData("6")]
    [InlineData("7")]
    public void A_place_that_is_only_a_country_or_a_sea_is_no_place(string precision)
    {
        var seen = Seen(("where_prec", precision), ("latitude", "91"));
        Assert.Equal(new Place("Mill village", new Region.Anywhere()), seen.Where);
        Assert.Contains($"place precision {precision} read as no place: possible everywhere", seen.Assumed);
        Assert.Contains("latitude: 91\nlongitude: 38.25", seen.Note, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2", "2015-02-14", "2015-02-15", null)]
    [InlineData("2", "2015-02-14", "2015-02-14", "date precision 2 read as up to 6 days: widened by 5 days at both ends")]
    [InlineData("3", "2015-02-09", "2015-02-15", null)]
    [InlineData("3", "2015-02-14", "2015-02-14", "date precision 3 read as up to 7 days: widened by 6 days at both ends")]
    [InlineData("4", "2015-02-01", "2015-02-28", null)]
    [InlineData("4", "2015-02-14", "2015-02-15", "date precision 4 read as up to 31 days: widened by 29 days at both ends")]
    [InlineData("5", "2015-01-01", "2015-02-15", null)]
    [InlineData("5", "2015-02-01", "2015-02-28", "date precision 5 read as up to 366 days: widened by 338 days at both ends")]
    public void Dates_are_widened_only_where_they_are_narrower_than_their_precision(string precision, string first, string last, string? assumed)
    {
        var seen = Seen(("date_prec", precision), ("date_start", first), ("date_end", last));
        Assert.Equal(assumed, seen.Assumed.SingleOrDefault(one => one.StartsWith("date precision", StringComparison.Ordinal)));
        var days = (seen.Occurred.End - seen.Occurred.Start).TotalDays;
        var given = Period.DaysBetween(NodaTime.Text.LocalDatePattern.Iso.Parse(first).Value, NodaTime.Text.LocalDatePattern.Iso.Parse(last).Value) + 1;
        if (assumed is null) Assert.Equal(given, days, 0.001);
        else Assert.True(days > given);
    }

    [Fact]
    public void The_dead_are_counted_by_side_in_the_sources_words()
    {
        var killed = Seen().Fatalities!;
        Assert.Equal((1, 2, 3), (killed.Low, killed.Best, killed.High));
        Assert.Equal(["North=1", "South=0", "civilians=1", "unknown=0"], killed.BySide.Select(side => $"{side.Key}={side.Value}"));
    }

    [Fact]
    public void Estimates_out_of_order_are_read_as_their_span_and_say_so()
    {
        var seen = Seen(("low", "9"), ("best", "2"), ("high", "9"));
        Assert.Equal((2, 2, 9), (seen.Fatalities!.Low, seen.Fatalities.Best, seen.Fatalities.High));
        Assert.Contains("deaths low 9, best 2, high 9 are out of order: read as 2 to 9", seen.Assumed);
    }

    [Fact]
    public void Every_source_office_is_a_chain_and_repeated_ones_stay() =>
        Assert.Equal(["Desk", "Wire", "Desk"], Seen(("number_of_sources", "3"), ("source_office", "Desk;Wire;Desk")).Chains.Select(chain => Assert.Single(chain)));

    [Fact]
    public void Where_the_offices_do_not_add_up_the_quoted_list_decides()
    {
        var seen = Seen(("number_of_sources", "2"), ("source_office", "Desk"), ("source_article", "\"Desk,2015-02-14,Fire \"again\"; two dead\";\"Wire,2015-02-14,x\""));
        Assert.Equal(["Desk", "Wire"], seen.Chains.Select(chain => Assert.Single(chain)));
        Assert.Contains("2 sources, 2 offices: read as 2 chains", seen.Assumed);
    }

    [Fact]
    public void What_has_no_place_in_a_report_stands_in_its_note() =>
        Assert.Equal(
            "dyad_name: North - South\nside_a: North\nside_b: South\nnumber_of_sources: 1\nsource_article: \"Desk,2015-02-14,Fire \"again\", two dead\"\nwhere_prec: 2\nwhere_description: near the mill\ndate_prec: 1\ndate_start: 2015-02-14 00:00:00.000\ndate_end: 2015-02-14 00:00:00.000",
            Seen().Note);

    [Theory]
    [InlineData("id", "", "id is empty")]
    [InlineData("where_prec", "8", "where_prec is '8' (a whole number from 1 to 7)")]
    [InlineData("date_prec", "0", "date_prec is '0'")]
    [InlineData("date_start", "14.02.2015", "date_start is '14.02.2015'")]
    [InlineData("date_start", "2015-02-14 06:30:00.000", "at midnight if a time is given")]
    [InlineData("date_end", "2015-02-13", "date_end is before date_start")]
    [InlineData("latitude", "=1+1", "latitude is '=1+1' (degrees from -90 to 90)")]
    [InlineData("latitude", "NaN", "latitude is 'NaN'")]
    [InlineData("longitude", "180.1", "longitude is '180.1'")]
    [InlineData("best", "-1", "best is '-1'")]
    [InlineData("deaths_a", "99999999999", "deaths_a is '99999999999'")]
    [InlineData("low", "\u202e7", "low is '\\u{202e}7'")]
    [InlineData("low", "\u001b[2J", "low is '\\u{1b}[2J'")]
    public void A_bad_cell_leaves_its_row_out_and_is_named(string column, string value, string what)
    {
        var taken = Take((column, value));
        Assert.Null(taken.Report);
        Assert.False(taken.Unreadable);
        Assert.StartsWith("ged.csv:2:1 TR012 ", taken.Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(what, taken.Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_of_another_width_is_left_out() =>
        Assert.StartsWith("ged.csv:2:1 TR011 the row has 2 cells and the head 22", Read(Head + "\n1,2")[0].Problems[0].ToString(), StringComparison.Ordinal);

    [Fact]
    public void The_row_of_tags_is_skipped() => Assert.Empty(Read(Head + "\n,,#group" + new string(',', 19)));

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("id,place\n1,2", "the columns side_a, side_b,")]
    [InlineData(Head + ",id", "two columns have one name")]
    public void A_table_that_is_not_this_data_set_is_unreadable(string text, string what)
    {
        var taken = Read(text)[^1];
        Assert.True(taken.Unreadable);
        Assert.Contains(what, taken.Problems[0].What, StringComparison.Ordinal);
    }

    [Fact]
    public void The_real_data_set_is_read_whole()
    {
        using var file = File.OpenRead(Needs.SharedData("events", "ged_ukraine_2014_2021.csv"));
        var taken = UcdpGed.Format.Read(new(file, "ged.csv", "ucdp", UcdpGed.Format.DefaultZone)).ToList();
        var seen = taken.Select(one => Assert.IsType<Observation>(one.Report?.Content)).ToList();
        Assert.Equal(2989, seen.Count);
        Assert.Equal(2989, taken.Select(one => one.Report!.Id).Distinct().Count());
        Assert.Equal(
            [(2_000, 730), (25_000, 1542), (50_000, 16), (100_000, 228), (150_000, 470)],
            seen.Select(one => one.Where.Region).OfType<Region.Disc>().GroupBy(disc => (int)disc.Radius.Value).OrderBy(group => group.Key).Select(group => (group.Key, group.Count())));
        Assert.Equal(3, seen.Count(one => one.Where.Region is Region.Anywhere));
        Assert.Equal(13, seen.Count(one => one.Assumed.Any(assumed => assumed.Contains("out of order", StringComparison.Ordinal))));
        Assert.DoesNotContain(seen, one => one.Assumed.Any(assumed => assumed.Contains("widened", StringComparison.Ordinal) || assumed.Contains("chains", StringComparison.Ordinal)));
        Assert.Equal(1354, seen.Count(one => one.Chains is [["MemoryBook"]]));
        Assert.Equal(10, seen.Count(one => one.Chains.Length == 5 && one.Chains.All(chain => chain is ["MemoryBook"])));
        Assert.Equal(23, seen.Where(one => one.Note!.Contains("date_start: 2015-02-15 ", StringComparison.Ordinal)).Sum(one => one.Fatalities!.Best));
    }
}
