using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Truceline.Agreements;
using Truceline.Reports;

namespace Truceline.Tests.Reports;

/// <summary>Lines at the edges of what a report may hold: refused, or kept by the journal as they are.</summary>
public sealed class Extremes
{
    private static readonly string[] Numbers =
    [
        "0", "-0", "0.0", "5e-324", "1e-323", "2.2250738585072014e-308", "1e-7", "0.000001", "0.1", "1", "47.999999999999999", "89.99999999999999", "90", "-90",
        "179.99999999999997", "180", "-180", "360", "359.99999999999994", "20004000", "20004000.000000004", "1e308", "1e400", "9007199254740993", "-5e-324",
    ];

    private static readonly string[] Instants =
    [
        "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "0999-12-31T23:59:59.999999999Z", "1000-01-01T00:00:00+14:00", "1000-01-01T00:00:00Z",
        "1000-01-01T00:00:00-18:00", "2015-02-16T10:00:00.000000001+02:00", "2015-02-16T24:00:00Z", "9899-12-31T23:59:59.999999999Z", "9900-01-01T00:00:00Z",
        "9900-01-01T00:00:00-18:00", "9998-12-31T23:59:59-18:00", "9999-12-31T23:59:59Z", "9999-12-31T23:59:59-18:00", "-0001-01-01T00:00:00Z", "",
    ];

    private static readonly string[] Wholes = ["0", "-0", "1", "1.0", "1e0", "2147483647", "2147483648", "9007199254740991", "9223372036854775807", "-1", "0.5", "1e-400"];

    private static readonly string[] Texts = ["\"a\"", "\"\\u0000\"", "\" \"", "\"\"", "\"\\u202e\"", "\"\\ufeff\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "\"e\\u0301\"", "\"\\u00e9\"", "null"];

    private static Gen<string> Number { get; } = Gen.Elements(Numbers);

    private static Gen<string> Text { get; } = Gen.Elements(Texts);

    private static Gen<string> At { get; } = from lat in Number from lon in Number select $$"""{"lat":{{lat}},"lon":{{lon}}}""";

    // Few vertices, taken often, so that rings are closed more than once.
    private static Gen<string> Ring { get; } =
        from first in At
        from second in At
        from third in At
        from corners in Gen.Choose(3, 7).SelectMany(n => Gen.ArrayOf(Gen.Elements(first, second, third, """{"lat":1,"lon":2}""", """{"lat":3,"lon":4}"""), n))
        select $"[{string.Join(',', corners)}]";

    private static Gen<string> Where { get; } = Gen.OneOf(
        from at in At from within in Number from name in Text select $$"""{"at":{{at}},"within-m":{{within}},"name":{{name}}}""",
        from at in At
        from bearing in Number
        from width in Number
        from near in Number
        from far in Number
        select $$$"""{"sector":{"from":{{{at}}},"bearing":{{{bearing}}},"width":{{{width}}},"near-m":{{{near}}},"far-m":{{{far}}}}}""",
        from outer in Ring from hole in Ring from holed in Gen.Elements(true, false) select $$"""{"polygon":[{{outer}}{{(holed ? "," + hole : "")}}]}""",
        from name in Text select $$$"""{"name":{{{name}}}}""",
        Gen.Constant("""{"unknown":true}"""));

    private static Gen<string> More { get; } = Gen.OneOf(
        Gen.Constant(""),
        from least in Gen.Elements(Wholes) from most in Gen.Elements(Wholes) select $",\"count\":[{least},{most}]",
        from calibre in Number select $",\"calibre-mm\":{calibre}",
        from killed in Gen.Elements(Wholes) from side in Text select $$$""","fatalities":{"low":{{{killed}}},"best":{{{killed}}},"high":{{{killed}}},"by-side":{ {{{side}}}:{{{killed}}}}}""",
        from link in Text from other in Text select $",\"chains\":[[{link},{other}],[{other}]],\"assumed\":[]",
        from note in Text from model in Text select $",\"note\":{note},\"model\":{model},\"by\":[]");

    private static Gen<string> Line { get; } =
        from first in Gen.Elements(Instants)
        from last in Gen.Elements(Instants)
        from single in Gen.Elements(true, false)
        from place in Where
        from more in More
        from ownId in Text
        select $$$"""{"own-id":{{{ownId}}},"observation":{"occurred":{{{(single ? $"\"{first}\"" : $"[\"{first}\",\"{last}\"]")}}},"where":{{{place}}},"means":"heard"{{{more}}}}}""";

    private static Report? Read(string line) => ReportReader.Read(new Location("day.jsonl", 1, 1), Encoding.UTF8.GetBytes(line), "OSCE SMM").Report;

    [Fact]
    public void A_line_is_refused_or_the_journal_gives_it_back_as_it_is()
    {
        var (read, all) = (0, 0);
        // Most lines have one value too many that is refused, so that few of many are read.
        Prop.ForAll(Line.ToArbitrary(), line =>
        {
            all++;
            if (Read(line) is not { } report) return true;
            read++;
            return ReportEntry.ReadsBack(report)
                && ReportEntry.Decode(new ReportEntry(ReportEntryKind.Report, report, NodaTime.Instant.FromUtc(2026, 1, 2, 0, 0), null).Encode()) is { } entry
                && ReportEntry.ContentOf(entry.Report).AsSpan().SequenceEqual(ReportEntry.ContentOf(report));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithReplay(2015, 21));
        Assert.True(read > 300, $"only {read} of {all} lines were reports");
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("0999-12-31T23:59:59Z")]
    [InlineData("1000-01-01T00:00:00+00:01")]
    [InlineData("9900-01-01T00:00:00-00:01")]
    [InlineData("9998-12-31T23:59:59-18:00")]
    public void The_years_of_an_instant_are_those_of_UTC(string instant) => Assert.Null(Read(Observed($"\"{instant}\"", """{"unknown":true}""")));

    [Theory]
    [InlineData("1000-01-01T00:00:00Z")]
    [InlineData("0999-12-31T23:00:00-01:00")]
    [InlineData("9900-01-01T00:00:00Z")]
    public void The_first_and_the_last_instant_can_be_reported(string instant) => Assert.True(ReportEntry.ReadsBack(Read(Observed($"\"{instant}\"", """{"unknown":true}"""))!));

    [Theory]
    [InlineData("5e-324", false)]
    [InlineData("9.99e-7", false)]
    [InlineData("0.000001", true)]
    public void A_sector_has_a_width_that_can_be_halved(string width, bool isOne) =>
        Assert.Equal(isOne, Read(Observed("\"2015-02-16T10:00:00Z\"", $$$"""{"sector":{"from":{"lat":1,"lon":1},"bearing":1,"width":{{{width}}},"near-m":0,"far-m":1}}""")) is not null);

    [Fact]
    public void A_ring_that_is_closed_twice_is_kept_open()
    {
        const string a = """{"lat":1,"lon":1}""";
        var report = Read(Observed("\"2015-02-16T10:00:00Z\"", $$$"""{"polygon":[[{{{a}}},{"lat":1,"lon":2},{"lat":2,"lon":2},{{{a}}},{{{a}}}]]}"""))!;
        Assert.True(ReportEntry.ReadsBack(report));
    }

    [Fact]
    public void A_report_that_no_line_could_say_does_not_read_back() =>
        Assert.False(ReportEntry.ReadsBack(Report.Of("ucdp", " ", new Declaration("UA", "ceasefire", NodaTime.Instant.FromUtc(2015, 2, 15, 0, 0), null, null))));

    private static string Observed(string occurred, string where) => $$$"""{"observation":{"occurred":{{{occurred}}},"where":{{{where}}},"means":"heard"}}""";
}
