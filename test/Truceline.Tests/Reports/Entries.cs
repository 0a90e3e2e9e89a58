using System.Collections;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Truceline.Geography;
using Truceline.Journal;
using Truceline.Reports;
using Interval = NodaTime.Interval;

namespace Truceline.Tests.Reports;

public sealed class Entries
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 1, 2, 12, 0);

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    [Fact]
    public void What_is_written_is_read_back_in_every_part_whatever_its_content()
    {
        var seen = new HashSet<Type>();
        Prop.ForAll(ReportGenerator.Any(), report =>
        {
            var entry = new ReportEntry(ReportEntry.KindOf(report, isHeld: report.Content is Withdrawal), report, Noon, "desk");
            var bytes = entry.Encode();
            seen.Add(report.Content.GetType());
            // What the import asks of every report, and what a journal would do, are the same.
            return Told(ReportEntry.Decode(bytes)) == Told(entry) && CanonicalJson.IsCanonical(bytes) && ReportEntry.ReadsBack(report);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
        Assert.Equal(typeof(Content).Assembly.GetTypes().Where(type => type.BaseType == typeof(Content)).OrderBy(type => type.Name), seen.OrderBy(type => type.Name));
    }

    [Fact]
    public void An_entry_is_these_bytes()
    {
        var report = Report.Of("OSCE SMM", "4", new Observation
        {
            Occurred = new Interval(Instant.FromUtc(2015, 2, 16, 8, 0), Instant.FromUtc(2015, 2, 16, 8, 0).PlusNanoseconds(1)),
            Where = new Place("Zolote", new Region.Disc(new Position(48.64, 38.38), new Metres(500))),
            Means = Truceline.Agreements.Means.CraterAnalysis,
        }, exercise: true);
        Assert.Equal(
            """{"body":{"exercise":true,"observation":{"means":"crater-analysis","occurred":["2015-02-16T08:00:00Z","2015-02-16T08:00:00.000000001Z"],"where":{"at":{"lat":48.64,"lon":38.38},"name":"Zolote","within-m":500}},"own-id":"4","recorded":"2026-01-02T12:00:00Z","source":"OSCE SMM"},"kind":"report"}""",
            Encoding.UTF8.GetString(new ReportEntry(ReportEntryKind.Report, report, Noon, null).Encode()));
    }

    [Fact]
    public void Content_knows_neither_when_nor_by_whom_it_was_handed_in()
    {
        var entry = ReportEntry.Decode(Bytes("""{"body":{"declaration":{"by":"UA","effective":"2015-02-15T00:00:00+02:00","event":"ceasefire"},"recorded":"2026-01-02T12:00:00Z","source":"UA","submitter":"desk"},"kind":"correction"}"""))!;
        Assert.Equal(ReportEntryKind.Correction, entry.Kind);
        Assert.Equal("desk", entry.Submitter);
        Assert.Equal(
            """{"declaration":{"by":"UA","effective":"2015-02-14T22:00:00Z","event":"ceasefire"},"source":"UA"}""",
            Encoding.UTF8.GetString(ReportEntry.ContentOf(entry.Report)));
        Assert.Equal(ReportId.OfBody(ReportEntry.ContentOf(entry.Report)), entry.Report.Id);
    }

    [Fact]
    public void An_entry_of_another_kind_is_not_of_this_stage() =>
        Assert.Null(ReportEntry.Decode(Bytes("""{"body":{},"kind":"tick"}""")));

    [Theory]
    [InlineData("""{"body":{},"kind":"report"}""", "'source' is missing")]
    [InlineData("""{"body":{"source":"a","recorded":"2026-01-02T12:00:00Z"},"kind":"report"}""", "neither an 'observation'")]
    [InlineData("""{"body":{"source":"a","declaration":{"by":"UA","effective":"2015-02-15T00:00:00+02:00","event":"ceasefire"}},"kind":"report"}""", "`recorded` is not an instant")]
    [InlineData("""{"body":{"source":"a","smell":1},"kind":"report"}""", "there is no member 'smell'")]
    [InlineData("""{"body":{"source":"a","own-id":"1","recorded":"2026-01-02T12:00:00Z","withdrawal":{}},"kind":"correction"}""", "its kind is 'correction', and its content is of another")]
    [InlineData("""{"body":{"source":"a","own-id":"1","recorded":"2026-01-02T12:00:00Z","presence":{"who":"A","basis":"seen","means":"seen","occurred":"2026-01-02T12:00:00Z","where":{"unknown":true}}},"kind":"withdrawal"}""", "its kind is 'withdrawal', and its content is of another")]
    public void An_entry_that_claims_to_be_a_report_and_is_none_is_a_broken_journal(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<InvalidOperationException>(() => ReportEntry.Decode(Bytes(json))).Message, StringComparison.Ordinal);

    /// <summary>Everything that a value holds, down to the last member: records compare their arrays by reference.</summary>
    private static string Told(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        double number => number == 0 ? "0" : number.ToString("R", System.Globalization.CultureInfo.InvariantCulture),
        Instant instant => instant.ToString("uuuu-MM-ddTHH:mm:ss.fffffffff", null),
        Interval interval => $"{Told(interval.Start)}/{Told(interval.End)}",
        Enum or IFormattable => value.ToString()!,
        IEnumerable items => $"[{string.Join(",", items.Cast<object?>().Select(Told))}]",
        _ => $"{value.GetType().Name}({string.Join(",", value.GetType().GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0).Select(p => $"{p.Name}={Told(p.GetValue(value))}"))})",
    };
}
