using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Truceline.App.Intake;
using Truceline.App.Tests.Journals;
using Truceline.Geography;
using Truceline.Reports;

namespace Truceline.App.Tests.Intake;

public sealed class Gazetteers
{
    private static readonly string[] Points = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"];

    private const string Table = """
        name,lat,lon,within-m,known-as
        Zolote,48.6912,38.5163,2000,Золоте;Zolotoe
        Kreminna,49.0441,38.2178,2500,
        "Hirske, west",48.75,38.46,1000,
        Novo Zolote,48.1,38.1,500,
        Petrivka,48.2,37.2,800,
        Petrivka,49.2,36.2,800,
        Slov'iansk,48.8533,37.6253,5000,Словʼянськ
        Exact,0,0,0,
        """;

    private static GazetteerReading Reading(string text, string name = "places.csv")
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder[name], text);
        return Gazetteer.Read(folder[name]);
    }

    private static Gazetteer Places() => Reading(Table).Gazetteer!;

    private static Region.Disc Disc(string words) => (Region.Disc)Places().Find(words).Place!.Region;

    [Theory]
    [InlineData("Zolote", "Zolote")]
    [InlineData(" zOLOTÉ ", "Zolote")]
    [InlineData("Золоте", "Zolote")]
    [InlineData("золоте\u0301", "Zolote")]
    [InlineData("zolotoe", "Zolote")]
    [InlineData("Hirske west", "Hirske, west")]
    [InlineData("slov’yansk", null)]
    [InlineData("Slov’iansk", "Slov'iansk")]
    [InlineData("СЛОВ'ЯНСЬК", "Slov'iansk")]
    public void A_name_is_found_in_any_case_accent_and_script_that_it_is_known_in(string words, string? name) =>
        Assert.Equal(name, Places().Find(words).Place?.Name);

    [Fact]
    public void A_place_is_as_wide_as_its_file_says_and_the_report_says_so()
    {
        var found = Places().Find("золоте");
        Assert.Equal(new Region.Disc(new(48.6912, 38.5163), new(2000)), found.Place!.Region);
        Assert.Equal(["Zolote read as within 2 km of 48.6912 N, 38.5163 E"], found.Assumed);
    }

    [Fact]
    public void A_name_that_several_places_have_is_refused_with_all_of_them()
    {
        var found = Places().Find("petrivka");
        Assert.Null(found.Place);
        Assert.Equal("'petrivka' is the name of 2 places: Petrivka at 48.2000 N, 37.2000 E and Petrivka at 49.2000 N, 36.2000 E", found.Fault);
        Assert.Equal([48.2, 49.2], found.Candidates.Select(place => place.At.Latitude));
        Assert.Equal(2, Places().Find("3 km N of Petrivka").Candidates.Length);
    }

    [Theory]
    [InlineData("Kremina", "did you mean 'Kreminna'?")]
    [InlineData("3 km SE of Zolte", "did you mean 'Zolote'?")]
    [InlineData("Atlantis", "write it as the file of places does")]
    [InlineData("3 NM SE of Zolote", "write a distance up to 100 km in km or m")]
    [InlineData("3 km SSSE of Zolote", "one of the 16 points")]
    [InlineData("5-3 km SE of Zolote", "write a distance")]
    [InlineData("0 km SE of Zolote", "write a distance")]
    [InlineData("300 km SE of Zolote", "write a distance up to 100 km")]
    [InlineData("48.69, 238.5", "write the latitude and then the longitude")]
    [InlineData("95, 38.5", "write the latitude and then the longitude")]
    [InlineData("", "name one")]
    public void What_cannot_be_found_is_refused_with_a_remedy(string words, string remedy)
    {
        var found = Places().Find(words);
        Assert.Null(found.Place);
        Assert.Contains(remedy, found.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3 km SE of Zolote", "3 km SE of Zolote", "2500 to 3500 m on a bearing of 135° ± 22.5°")]
    [InlineData("3.0 km SE of Zolote", "3.0 km SE of Zolote", "2950 to 3050 m on a bearing of 135° ± 22.5°")]
    [InlineData("500 m north of золоте", "500 m N of Zolote", "450 to 550 m on a bearing of 0° ± 22.5°")]
    [InlineData("3-5 km WSW of Zolote", "3-5 km WSW of Zolote", "3000 to 5000 m on a bearing of 247.5° ± 11.25°")]
    [InlineData("about 3–5km to the west-south-west from Zolote", "3-5 km WSW of Zolote", "3000 to 5000 m on a bearing of 247.5° ± 11.25°")]
    [InlineData("10 km South East of Hirske, west", "10 km SE of Hirske, west", "5000 to 15000 m on a bearing of 135° ± 22.5°")]
    public void A_direction_from_a_place_is_read_with_all_that_its_words_leave_open(string words, string name, string read)
    {
        var found = Places().Find(words);
        Assert.Equal(name, found.Place?.Name);
        Assert.Contains($"{name} read as {read}, from anywhere within ", Assert.Single(found.Assumed), StringComparison.Ordinal);
    }

    [Fact]
    public void The_disc_of_an_offset_holds_everything_that_its_words_may_mean()
    {
        var random = new Random(5);
        for (var i = 0; i < 400; i++)
        {
            var start = new NamedPlace("X", new(random.NextDouble() * 160 - 80, random.NextDouble() * 360 - 180), new(random.Next(3) == 0 ? 0 : random.Next(30_000)), []);
            var (point, near) = (random.Next(16), random.Next(0, 90));
            var far = near + random.Next(1, 10);
            var found = new Gazetteer([start]).Find(FormattableString.Invariant($"{near}-{far} km {Points[point]} of X"));
            var disc = (Region.Disc)found.Place!.Region;
            var half = Points[point].Length == 3 ? 11.25 : 22.5;
            for (var j = 0; j < 60; j++)
            {
                // The corners are where a disc that is too small fails first.
                double Somewhere(double least, double most) => least + (most - least) * (random.Next(3) == 0 ? random.NextDouble() : random.Next(2));
                var from = Geodesic.Direct(start.At, random.NextDouble() * 360, new(Somewhere(0, start.Within.Value)));
                var meant = Geodesic.Direct(from, 22.5 * point + Somewhere(-half, half), new(1000 * Somewhere(near, far)));
                Assert.True(Geodesic.Distance(disc.Centre, meant) <= disc.Radius, $"{found.Assumed[0]}: {meant} from {start}");
            }
        }
    }

    [Fact]
    public void The_disc_of_an_offset_from_a_point_is_hardly_wider_than_the_sector_that_it_covers()
    {
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var (point, near) = (random.Next(16), random.Next(0, 40));
            var far = near + random.Next(1, 10);
            var disc = (Region.Disc)new Gazetteer([new("X", new(random.NextDouble() * 140 - 70, 30), Metres.Zero, [])]).Find(FormattableString.Invariant($"{near}-{far} km {Points[point]} of X")).Place!.Region;
            var half = (Points[point].Length == 3 ? 11.25 : 22.5) * Math.PI / 180;
            // No disc can be less wide than half of the longest line in the sector.
            var least = Math.Max(far * Math.Sin(half), Math.Sqrt(near * near + far * far - 2.0 * near * far * Math.Cos(2 * half)) / 2);
            Assert.InRange(disc.Radius.Value, least * 1000 - 100, least * 1000 * 1.1 + 100);
        }
    }

    [Fact]
    public void The_middle_of_an_offset_is_where_GeographicLib_says()
    {
        var random = new Random(11);
        var lines = new List<string>();
        var centres = new List<Position>();
        for (var i = 0; i < 200; i++)
        {
            var at = new Position(Math.Round(random.NextDouble() * 160 - 80, 6), Math.Round(random.NextDouble() * 360 - 180, 6));
            var (point, near, far) = (random.Next(16), random.Next(0, 40), random.Next(41, 90));
            var cos = Math.Cos((Points[point].Length == 3 ? 11.25 : 22.5) * Math.PI / 180);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{at.Latitude:F6} {at.Longitude:F6} {22.5 * point:F1} {1000 * Math.Min(far * cos, (near + far) / (2 * cos)):F9}"));
            centres.Add(((Region.Disc)new Gazetteer([new("X", at, Metres.Zero, [])]).Find(FormattableString.Invariant($"{near}-{far} km {Points[point]} of X")).Place!.Region).Centre);
        }
        foreach (var (said, centre) in GeodSolve(lines).Zip(centres)) Assert.True(Geodesic.Distance(said, centre).Value < 1e-6);
    }

    private static List<Position> GeodSolve(IEnumerable<string> lines)
    {
        var start = new ProcessStartInfo(Needs.Tool("GeodSolve"), "-p 10") { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(string.Join('\n', lines) + "\n");
        process.StandardInput.Close();
        var answers = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        return [.. answers.Select(line => line.Split(' ')).Select(words => new Position(double.Parse(words[0], CultureInfo.InvariantCulture), double.Parse(words[1], CultureInfo.InvariantCulture)))];
    }

    [Fact]
    public void An_offset_there_and_back_holds_the_place_that_it_began_at() =>
        Prop.ForAll(
            (from lat in Gen.Choose(-70_000, 70_000) from lon in Gen.Choose(-179_999, 180_000) from point in Gen.Choose(0, 15) from distance in Gen.Choose(1, 80) select (lat, lon, point, distance)).ToArbitrary(),
            drawn =>
            {
                var a = new NamedPlace("A", new(drawn.lat / 1000.0, drawn.lon / 1000.0), new(500), []);
                var there = (Region.Disc)new Gazetteer([a]).Find(FormattableString.Invariant($"{drawn.distance} km {Points[drawn.point]} of A")).Place!.Region;
                var b = new NamedPlace("B", there.Centre, there.Radius, []);
                var back = (Region.Disc)new Gazetteer([b]).Find(FormattableString.Invariant($"{drawn.distance} km {Points[(drawn.point + 8) % 16]} of B")).Place!.Region;
                return Geodesic.Distance(back.Centre, a.At) <= back.Radius;
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("48.6912, 38.5163", 48.6912, 38.5163, 10)]
    [InlineData("48.69 38.52", 48.69, 38.52, 667)]
    [InlineData("48.69 N, 38.52 E", 48.69, 38.52, 667)]
    [InlineData("N48.69 E38.52", 48.69, 38.52, 667)]
    [InlineData("-48.69, -38.52", -48.69, -38.52, 667)]
    [InlineData("48°41'28\"N 38°30'58\"E", 48.691111111, 38.516111111, 19)]
    [InlineData("48° 41′ 28.0″ S, 38° 30′ 58.0″ W", -48.691111111, -38.516111111, 10)]
    [InlineData("48.69123456789, 38.51634567891", 48.69123456789, 38.51634567891, 10)]
    [InlineData("48, 38", 48, 38, 67000)]
    [InlineData("50, 40", 50, 40, 66400)]
    [InlineData("48.6912, 38.5163 within 500 m", 48.6912, 38.5163, 500)]
    [InlineData("48.6912, 38.5163, within 1.5 km", 48.6912, 38.5163, 1500)]
    public void A_position_is_known_as_well_as_it_is_written(string words, double lat, double lon, double within)
    {
        var disc = Disc(words);
        Assert.True(Geodesic.Distance(disc.Centre, new(lat, lon)).Value < 0.001, disc.Centre.ToString());
        Assert.InRange(disc.Radius.Value, within * 0.99, within * 1.01 + 1);
    }

    [Fact]
    public void Only_a_position_without_a_radius_of_its_own_is_assumed_to_have_one()
    {
        Assert.Equal(["48.69, 38.52 read as right to its last digit: within 667 m"], Places().Find("48.69, 38.52").Assumed);
        Assert.Empty(Places().Find("48.69, 38.52 within 1 km").Assumed);
        Assert.Contains("no file of places was named", Gazetteer.Empty.Find("Zolote").Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_are_looked_up_by_the_beginning_of_their_name_and_then_of_a_later_word()
    {
        Assert.Equal(["Zolote", "Novo Zolote"], Places().Search("ZOL", 5).Select(place => place.Name));
        Assert.Equal(["Zolote"], Places().Search("зол", 5).Select(place => place.Name));
        Assert.Equal(["Petrivka", "Petrivka"], Places().Search("pe", 5).Select(place => place.Name));
        Assert.Equal(3, Places().Search("", 3).Length);
        Assert.Empty(Places().Search("xyz", 5));
    }

    [Fact]
    public void A_search_finds_what_a_plain_look_at_all_names_finds()
    {
        var random = new Random(3);
        var places = Enumerable.Range(0, 300).Select(i => new NamedPlace(string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => "aAbB ée"[random.Next(7)])) + "x", new(random.Next(50), i % 100), Metres.Zero, [])).ToList();
        var gazetteer = new Gazetteer(places);
        foreach (var prefix in new[] { "a", "ab", "e", "b a", "x", "aé" })
        {
            var sought = SoughtName.Of(prefix);
            var expected = places.Where(place => (" " + SoughtName.Of(place.Name)).Contains(" " + sought, StringComparison.Ordinal)).Select(place => place.Name).Order(StringComparer.Ordinal);
            Assert.Equal(expected, gazetteer.Search(prefix, 1000).Select(place => place.Name).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void GeoJSON_of_points_reads_as_the_table_does()
    {
        var reading = Reading("""
            {"type":"FeatureCollection","features":[
              {"type":"Feature","properties":{"name":"Zolote","within-m":2000,"known-as":["Золоте","Zolotoe"]},"geometry":{"type":"Point","coordinates":[38.5163,48.6912]}},
              {"type":"Feature","properties":{"name":"Kreminna","within-m":2500},"geometry":{"type":"Point","coordinates":[38.2178,49.0441,12]}}]}
            """, "places.geojson");
        Assert.Empty(reading.Problems);
        foreach (var (one, other) in reading.Gazetteer!.Places.Zip(Places().Places))
        {
            Assert.Equal((one.Name, one.At, one.Within), (other.Name, other.At, other.Within));
            Assert.Equal(one.KnownAs, other.KnownAs);
        }
    }

    [Theory]
    [InlineData("name,lat,lon\nA,1,2\n", "places.csv:1:1 TR024 the columns 'within-m' are missing")]
    [InlineData("name,lat,lon,within-m,name\nA,1,2,3,B\n", ":1:1 TR024 two columns have one name")]
    [InlineData("name,lat,lon,within-m\nA,91,2,5\n", ":2:1 TR024 the row gives '91', '2' as its place")]
    [InlineData("name,lat,lon,within-m\nA,\"1,5\",2,5\n", ":2:1 TR024 the row gives '1,5', '2' as its place")]
    [InlineData("name,lat,lon,within-m\nA,1,2,-5\n", ":2:1 TR024 the row gives '-5' as 'within-m'")]
    [InlineData("name,lat,lon,within-m\nA,1,2,NaN\n", "as 'within-m'")]
    [InlineData("name,lat,lon,within-m\n,1,2,5\n", ":2:1 TR024 'name' of the row is empty")]
    [InlineData("name,lat,lon,within-m\nA\u202eB,1,2,5\n", "holds a character that does not show itself")]
    [InlineData("name,lat,lon,within-m\nA,1,2\n", ":2:1 TR024 the row has 3 cells and the head 4")]
    [InlineData("name,lat,lon,within-m\n", "TR024 the file holds no places")]
    [InlineData("", "TR024 the file holds no places")]
    [InlineData("name,lat,lon,within-m\n\"A,1,2,5\n", "a quote opens here and is never closed")]
    public void A_table_that_is_no_list_of_places_is_refused_with_its_place(string text, string told)
    {
        var reading = Reading(text);
        Assert.Null(reading.Gazetteer);
        Assert.Contains(told, reading.Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "this is not JSON")]
    [InlineData("[]", "this is no GeoJSON collection")]
    [InlineData("""{"features":[{"geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]}}]}""", "features[0] is no point")]
    [InlineData("""{"features":[{"geometry":{"type":"Point","coordinates":[1,2]},"properties":null}]}""", "'name' of features[0] is empty")]
    [InlineData("""{"features":[{"geometry":{"type":"Point","coordinates":[1,200]},"properties":{"name":"A","within-m":1}}]}""", "gives '200', '1' as its place")]
    [InlineData("""{"features":[{"geometry":{"type":"Point","coordinates":[1,2]},"properties":{"name":"\ud800","within-m":1}}]}""", "TR024")]
    public void GeoJSON_that_is_no_list_of_places_is_refused(string text, string told)
    {
        var reading = Reading(text, "places.geojson");
        Assert.Null(reading.Gazetteer);
        Assert.Contains(told, reading.Problems[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Too_much_is_refused_before_it_is_read()
    {
        Assert.Contains("larger than 4 MiB", Reading("name,lat,lon,within-m\n" + new string('a', 4 << 20)).Problems.Single().What, StringComparison.Ordinal);
        Assert.Contains("more than 200,000 places", Reading("name,lat,lon,within-m\n" + string.Concat(Enumerable.Repeat("a,1,1,1\n", 200_001))).Problems.Single().What, StringComparison.Ordinal);
        var many = new StringBuilder("name,lat,lon,within-m\n");
        for (var i = 0; i < 100; i++) many.Append("A,x,y,z\n");
        Assert.Equal(20, Reading(many.ToString()).Problems.Length);
    }

    [Fact]
    public void No_hostile_file_is_a_list_of_places()
    {
        foreach (var folder in new[] { "csv", "geojson", "json", "text" }.Select(kind => Path.Combine(Needs.SharedData("bad-input", "own"), kind)).Where(Directory.Exists))
            foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
                Assert.True(Gazetteer.Read(file) is { Gazetteer: null, Problems.Length: > 0 }, file);
    }

    [Fact]
    public void Words_of_any_kind_are_answered_and_never_fail() =>
        Prop.ForAll(Gen.Elements("3", "-", "5", " km ", " m ", "SE", " of ", "Zolote", "48.69", ", ", "°", "'", "\"", "N", "\0", "😀", "\ud800", " within ", ".", "−", "e9").ArrayOf().Select(string.Concat).ToArbitrary(),
            words => Places().Find(words) is var found && (found.Place is null) == (found.Fault is not null && found.Remedy is not null)).QuickCheckThrowOnFailure();
}
