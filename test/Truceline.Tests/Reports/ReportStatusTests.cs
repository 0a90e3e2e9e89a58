using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Tests.Reports;

/// <summary>What people say of the handling of reports.</summary>
public class ReportStatusTests
{
    private static readonly Instant Noon = Instant.FromUtc(2030, 3, 8, 12, 0);

    private static byte[] Report(string id, string note = "", ReportEntryKind kind = ReportEntryKind.Report) => new ReportEntry(kind, Truceline.Reports.Report.Of("Observer Mission", id, kind == ReportEntryKind.Withdrawal ? new Withdrawal("a slip") : new Observation
    {
        Occurred = new(Noon, Noon),
        Where = new(note.Length > 0 ? note : null, new Region.Anywhere()),
        Means = Means.Seen,
    }), Noon, null).Encode();

    private static byte[] Status(long report, ReportStatus status, long? of = null) => new StatusEntry(report, status, of, "because", "Desk", Noon).Encode();

    private static byte[] Erasure(params long[] entries) => new Erasure([.. entries], "asked for", Noon).Encode();

    private static ReportLog Log(params byte[][] entries) => ReportLog.Fold(entries.Select((bytes, i) => new Entry(i + 1, default, bytes)));

    private static ReportStatus[] StatusesOf(ReportLog log) => [.. log.Reports.OrderBy(report => report.Entries[0]).Select(ReportStatuses.Of(log).StatusOf)];

    [Fact]
    public void A_report_without_an_entry_is_received_and_the_latest_of_several_statuses_holds()
    {
        Assert.Equal([ReportStatus.Received, ReportStatus.Received], StatusesOf(Log(Report("a"), Report("b"))));
        var log = Log(Report("a"), Report("b"), Status(1, ReportStatus.Triaged), Status(2, ReportStatus.Verified), Status(1, ReportStatus.Duplicate, 2));
        Assert.Equal([ReportStatus.Duplicate, ReportStatus.Verified], StatusesOf(log));
        var first = log.Reports.Single(report => report.Entries[0] == 1);
        Assert.Equal([(3L, ReportStatus.Triaged, null), (5L, ReportStatus.Duplicate, 2L)], ReportStatuses.Of(log).On(first).Select(given => (given.Entry, given.Says.Status, given.Says.Of)));
    }

    [Fact]
    public void A_status_that_names_any_entry_of_a_report_is_a_status_of_the_report()
    {
        var log = Log(Report("a"), Report("a", "here", ReportEntryKind.Correction), Status(2, ReportStatus.Verified), Status(1, ReportStatus.Unverifiable));
        Assert.Equal([ReportStatus.Unverifiable], StatusesOf(log));
        Assert.Equal([3L, 4L], ReportStatuses.Of(log).On(Assert.Single(log.Reports)).Select(given => given.Entry));
    }

    [Fact]
    public void A_report_that_its_source_took_back_is_withdrawn_whatever_was_said_and_has_its_status_again_when_it_stands_again()
    {
        byte[][] entries = [Report("a"), Status(1, ReportStatus.Verified), Report("a", kind: ReportEntryKind.Withdrawal)];
        Assert.Equal([ReportStatus.Withdrawn], StatusesOf(Log(entries)));
        Assert.Equal([ReportStatus.Verified], StatusesOf(Log([.. entries, Report("a", "here", ReportEntryKind.Correction)])));
    }

    [Fact]
    public void A_status_of_what_is_no_report_or_was_erased_says_nothing_and_one_that_was_erased_is_gone()
    {
        Assert.Equal([ReportStatus.Received], StatusesOf(Log(Report("a"), Status(2, ReportStatus.Verified), Status(9, ReportStatus.Verified))));
        var erased = Log([], Report("b"), Status(1, ReportStatus.Verified), Status(2, ReportStatus.Duplicate, 1), Erasure(1));
        Assert.Equal([ReportStatus.Duplicate], StatusesOf(erased));
        Assert.Equal([ReportStatus.Triaged], StatusesOf(Log(Report("a"), Status(1, ReportStatus.Triaged), [], Erasure(3))));
    }

    [Fact]
    public void A_status_of_a_report_that_comes_later_says_nothing()
    {
        Assert.Equal([ReportStatus.Received], StatusesOf(Log(Status(2, ReportStatus.Verified), Report("a"))));
        Assert.Equal([ReportStatus.Triaged], StatusesOf(Log(Report("a"), Status(1, ReportStatus.Triaged), Status(4, ReportStatus.Verified), Report("a", "here", ReportEntryKind.Correction))));
    }

    [Fact]
    public void Statuses_that_are_read_on_are_those_that_are_read_from_the_beginning()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var dice = new Random(seed);
            byte[][] entries = [.. Enumerable.Range(1, 40).Select(i => i <= 6 || dice.Next(3) == 0 ? Report($"r{i}") : Status(dice.Next(1, i), StatusEntry.Given[dice.Next(StatusEntry.Given.Length)]))];
            var log = Log(entries);
            var (read, on) = (ReportStatuses.Of(log), ReportStatuses.None);
            for (var at = 0; at < log.Others.Length;)
            {
                var some = dice.Next(1, 5);
                on = on.With(log.Others.Skip(at).Take(some));
                at += some;
            }
            Assert.All(log.Reports, report => Assert.Equal(read.On(report), on.On(report)));
            Assert.Contains(log.Reports, report => read.On(report).Length > 1);
        }
    }

    [Fact]
    public void A_status_comes_back_from_its_bytes_as_it_was()
    {
        foreach (var status in StatusEntry.Given)
        {
            var entry = new StatusEntry(7, status, status == ReportStatus.Duplicate ? 3 : null, "because\n<b>é</b>", "Somebody \u202e", Noon);
            Assert.Equal(entry, StatusEntry.Decode(entry.Encode()));
        }
        Assert.Equal(8, StatusEntry.Given.Length);
        Assert.Null(StatusEntry.Decode(Report("a")));
    }

    [Theory]
    [InlineData("\"by\":\"B\",\"reason\":\"R\",\"recorded\":\"2030-03-08T12:00:00Z\",\"report\":1,\"status\":\"received\"", "'status' is one of")]
    [InlineData("\"by\":\"B\",\"reason\":\"R\",\"recorded\":\"2030-03-08T12:00:00Z\",\"report\":1,\"status\":\"withdrawn\"", "'status' is one of")]
    [InlineData("\"by\":\"B\",\"reason\":\"R\",\"recorded\":\"2030-03-08T12:00:00Z\",\"report\":1,\"status\":\"settled\"", "'status' is one of")]
    [InlineData("\"by\":\"B\",\"of\":2,\"reason\":\"R\",\"recorded\":\"2030-03-08T12:00:00Z\",\"report\":1,\"status\":\"verified\"", "only a duplicate")]
    [InlineData("\"by\":\"B\",\"of\":1,\"reason\":\"R\",\"recorded\":\"2030-03-08T12:00:00Z\",\"report\":1,\"status\":\"duplicate\"", "of itself")]
    [InlineData("\"by\":\"B\",\"reason\":\" \",\"recorded\":\"2030-03-08T12:00:00Z\",\"report\":1,\"status\":\"verified\"", "'reason' is empty")]
    [InlineData("\"reason\":\"R\",\"recorded\":\"2030-03-08T12:00:00Z\",\"report\":1,\"status\":\"verified\"", "'by' is missing")]
    [InlineData("\"by\":\"B\",\"reason\":\"R\",\"recorded\":\"2030-03-08T12:00:00Z\",\"report\":0,\"status\":\"verified\"", "'report' is no whole number")]
    [InlineData("\"by\":\"B\",\"grade\":\"A\",\"reason\":\"R\",\"recorded\":\"2030-03-08T12:00:00Z\",\"report\":1,\"status\":\"verified\"", "no member 'grade'")]
    public void A_status_that_cannot_be_is_not_read_and_the_record_says_which_entry_it_is(string body, string why)
    {
        var bytes = Encoding.UTF8.GetBytes($"{{\"body\":{{{body}}},\"kind\":\"status\"}}");
        Assert.Contains(why, Assert.Throws<InvalidOperationException>(() => StatusEntry.Decode(bytes)).Message, StringComparison.Ordinal);
        Assert.StartsWith("INVARIANT: entry 2 of the journal", Assert.Throws<InvalidOperationException>(() => ReportStatuses.Of(Log(Report("a"), bytes))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_longer_than_an_entry_has_room_for_is_not_written() =>
        Assert.Throws<InvalidOperationException>(() => new StatusEntry(1, ReportStatus.Triaged, null, new string('x', 10_001), "B", Noon).Encode());
}
