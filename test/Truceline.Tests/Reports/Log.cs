using System.Text;
using NodaTime;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Tests.Reports;

public sealed class Log
{
    private static Report Said(string ownId, string @event) =>
        Report.Of("UA", ownId, new Declaration("UA", @event, Instant.FromUtc(2015, 2, 14, 22, 0), null, null));

    private static byte[] Bringing(Report report) => new ReportEntry(ReportEntryKind.Report, report, Instant.FromUtc(2026, 1, 1, 0, 0), null).Encode();

    private static byte[] Correcting(Report report) => new ReportEntry(ReportEntryKind.Correction, report, Instant.FromUtc(2026, 1, 2, 0, 0), null).Encode();

    private static ReportLog Fold(params byte[][] entries) =>
        ReportLog.Fold(entries.Select((bytes, i) => new Entry(i + 1, default, bytes)));

    [Fact]
    public void A_correction_replaces_the_report_and_keeps_its_entries()
    {
        var log = Fold(Bringing(Said("1", "truce")), Bringing(Said("2", "truce")), Correcting(Said("1", "ceasefire")), Encoding.UTF8.GetBytes("""{"body":{},"kind":"tick"}"""));
        var corrected = log.Reports.Single(report => report.Report.OwnId == "1");
        Assert.Equal([1, 3], corrected.Entries);
        Assert.Equal("ceasefire", Assert.IsType<Declaration>(corrected.Report.Content).Event);
        Assert.Equal([2], log.Reports.Single(report => report.Report.OwnId == "2").Entries);
        Assert.Equal(4, log.Size);
    }

    [Fact]
    public void Reports_stand_in_the_order_of_their_names()
    {
        var log = Fold([.. Enumerable.Range(0, 50).Select(i => Bringing(Said($"{i}", "truce")))]);
        Assert.Equal(log.Reports.OrderBy(report => report.Report.Id.Value, StringComparer.Ordinal), log.Reports);
        Assert.Equal(50, log.Reports.Length);
    }

    [Fact]
    public void A_report_that_is_brought_again_changes_nothing()
    {
        var log = Fold(Bringing(Said("1", "truce")), Bringing(Said("1", "ceasefire")));
        Assert.Equal([1], Assert.Single(log.Reports).Entries);
        Assert.Equal("truce", Assert.IsType<Declaration>(log.Reports[0].Report.Content).Event);
    }

    [Theory]
    [InlineData("""{"body":{"source":"a"},"kind":"report"}""")]
    [InlineData("""{"body":{"source":"a"}}""")]
    [InlineData("""[]""")]
    [InlineData("""{""")]
    public void An_entry_that_cannot_be_read_is_named_by_its_number(string json) =>
        Assert.StartsWith(
            "INVARIANT: entry 2 of the journal",
            Assert.Throws<InvalidOperationException>(() => Fold(Bringing(Said("1", "truce")), Encoding.UTF8.GetBytes(json))).Message,
            StringComparison.Ordinal);

    private static byte[] TakingBack(string ownId, string? reason) =>
        new ReportEntry(ReportEntryKind.Withdrawal, Report.Of("UA", ownId, new Withdrawal(reason)), Instant.FromUtc(2026, 1, 3, 0, 0), "desk").Encode();

    [Fact]
    public void What_is_taken_back_keeps_what_it_said_and_counts_no_more()
    {
        var log = Fold(Bringing(Said("1", "truce")), Bringing(Said("2", "truce")), Correcting(Said("1", "ceasefire")), TakingBack("1", "premature"), TakingBack("1", "wrong"));
        var report = log.Reports.Single(one => one.Report.OwnId == "1");
        Assert.True(report.IsWithdrawn);
        Assert.Equal([1, 3, 4, 5], report.Entries);
        Assert.Equal(("wrong", 5), (report.Withdrawn!.Reason, report.Withdrawn.Entry));
        Assert.Equal("ceasefire", Assert.IsType<Declaration>(report.Withdrawn.Before).Event);
        Assert.Equal(["2"], log.Standing.Select(one => one.Report.OwnId));
        Assert.Equal([1, 3, 4, 5], report.Versions.Select(version => version.Entry));
        Assert.Equal([null, null, "desk", "desk"], report.Versions.Select(version => version.Submitter));
    }

    [Fact]
    public void What_was_taken_back_is_there_again_when_it_is_said_again()
    {
        var report = Assert.Single(Fold(Bringing(Said("1", "truce")), TakingBack("1", null), Correcting(Said("1", "ceasefire"))).Reports);
        Assert.False(report.IsWithdrawn);
        Assert.Null(report.Withdrawn);
        Assert.Equal("ceasefire", Assert.IsType<Declaration>(report.Report.Content).Event);
        Assert.Equal([1, 2, 3], report.Entries);
    }

    [Fact]
    public void Taking_back_nothing_is_a_broken_journal() =>
        Assert.Contains("entry 1 of the journal cannot be read: it takes back a report", Assert.Throws<InvalidOperationException>(() => Fold(TakingBack("1", null))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_correction_of_nothing_is_a_broken_journal() =>
        Assert.Contains("entry 1", Assert.Throws<InvalidOperationException>(() => Fold(Correcting(Said("1", "truce")))).Message, StringComparison.Ordinal);
}
