using System.Collections.Immutable;
using NodaTime;
using Truceline.App.Serving;
using Truceline.App.Tests.Journals;
using Truceline.Assessments;
using Truceline.Embedded;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.App.Tests.Serving;

public sealed class RoomTests : IDisposable
{
    private static readonly Asked Now = new(null, null, null);
    private readonly TemporaryFolder folder = new();
    private readonly Room room;

    public RoomTests()
    {
        TestSite.Fill(folder["journal"]);
        room = new Room(folder["journal"], [TestSite.Agreement()]);
    }

    private static Report Note(string ownId, string words = "one") =>
        Report.Of("A patrol", ownId, new Declaration("UA", words, Instant.FromUtc(2015, 2, 15, 0, 0), null, null), exercise: true);

    private async Task<ImmutableArray<App.Intake.Deposited>> Append(params Report[] reports) =>
        (await room.Append([.. reports], TestSite.Now, null, TestContext.Current.CancellationToken)).Reports;

    [Fact]
    public async Task What_is_appended_is_in_the_next_view_and_on_the_disk()
    {
        await room.Ready;
        var receipt = Assert.Single(await Append(Note("1")));
        Assert.Equal((39, ReportEntryKind.Report), (receipt.Entry, receipt.Adds));
        var view = room.View(Now);
        Assert.Equal([39L], view.Log.Reports.Single(report => report.Report.Id == receipt.Id).Entries);
        Assert.Equal(39, view.Head.Size);
        using var journal = JournalFolder.OpenForReading(folder["journal"]);
        Assert.Equal(view.Head, journal.Head);
    }

    [Fact]
    public async Task The_same_again_adds_nothing_and_other_words_correct()
    {
        await room.Ready;
        await Append(Note("1"));
        Assert.Equal([(39L, null)], (await Append(Note("1"))).Select(receipt => (receipt.Entry, receipt.Adds)));
        Assert.Equal([(40L, ReportEntryKind.Correction)], (await Append(Note("1", "two"))).Select(receipt => (receipt.Entry, receipt.Adds)));
        Assert.Equal([(41L, ReportEntryKind.Report), (41, null), (42, ReportEntryKind.Correction)], (await Append(Note("2"), Note("2"), Note("2", "two"))).Select(receipt => (receipt.Entry, receipt.Adds)));
        Assert.Equal(42, room.View(Now).Head.Size);
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(70)]
    public async Task What_was_found_at_the_last_whole_hundred_is_kept_and_is_what_was_found_then(int more)
    {
        await room.Ready;
        await Append([.. Enumerable.Range(0, more - 1).Select(i => Note($"{i}"))]);
        await Append(Note("the last"));
        for (var changed = room.Changed; room.Entries < 38 + more; changed = room.Changed) await changed.WaitAsync(TestContext.Current.CancellationToken);
        var stage = (38 + more - 1) / Room.Stride * Room.Stride;
        Assert.True(room.IsKept(stage));
        var then = room.View(Now with { AtEntry = stage });
        using var journal = JournalFolder.OpenForReading(folder["journal"]);
        var log = ReportLog.Fold(journal.Read(stage));
        Assert.Equal(log.Reports.Select(report => report.Report.Id), then.Log.Reports.Select(report => report.Report.Id));
        Assert.Equal(AssessmentJson.Write(Assessor.Assess(log, then.Agreement, FusionRules.Default, null)), AssessmentJson.Write(then.Assessment));
    }

    [Fact]
    public async Task Many_at_once_are_all_kept_and_each_once()
    {
        await room.Ready;
        var receipts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() => Append(Note($"{i % 20}")))));
        Assert.Equal(20, receipts.Count(receipt => receipt[0].Adds is not null));
        Assert.Equal(58, room.View(Now).Head.Size);
        Assert.Equal(20, room.View(Now).Log.Reports.Count(report => report.Report.Source == "A patrol"));
    }

    [Fact]
    public async Task What_another_process_brings_is_followed_and_does_not_stand_in_the_way()
    {
        await room.Ready;
        await Append(Note("1"));
        File.WriteAllText(folder["line.jsonl"], SiteTests.Line("9") + "\n");
        TestSite.Import(folder["journal"], "Another", folder["line.jsonl"]);
        Assert.Equal(41, (await Append(Note("2")))[0].Entry);
        await SiteTests.Until(() => Task.FromResult(room.Entries == 41));
        var view = room.View(Now);
        Assert.False(view.IsAhead);
        Assert.Equal(41, view.Assessment.AtEntry);
        Assert.Contains(view.Log.Reports, report => report.Report.Source == "Another");
    }

    [Fact]
    public async Task A_view_of_now_is_that_of_the_record_read_at_once()
    {
        await room.Ready;
        await Append(Note("1"), Note("1", "two"));
        await SiteTests.Until(() => Task.FromResult(room.Entries == 40));
        using var journal = JournalFolder.OpenForReading(folder["journal"]);
        var batch = Truceline.Assessments.Assessor.Assess(ReportLog.Fold(journal.Read(long.MaxValue)), TestSite.Agreement(), Truceline.Incidents.FusionRules.Default, null);
        Assert.Equal(Truceline.Assessments.AssessmentJson.Write(batch), Truceline.Assessments.AssessmentJson.Write(room.View(Now).Assessment));
    }

    [Fact]
    public async Task A_journal_that_is_busy_is_refused_in_words_and_nothing_is_acknowledged()
    {
        await room.Ready;
        using (var other = JournalDatabase.Open(folder["journal"], writable: true))
        {
            using var transaction = other.BeginTransaction(deferred: false);
            var refused = await Assert.ThrowsAsync<JournalException>(() => Append(Note("1")));
            Assert.True(refused.IsContended);
        }
        Assert.Equal(38, room.View(Now).Head.Size);
        Assert.Equal(39, (await Append(Note("1")))[0].Entry);
    }

    [Fact]
    public async Task A_pinned_view_stays_as_it_is_and_is_worked_out_once()
    {
        await room.Ready;
        var pinned = new Asked(null, Instant.FromUtc(2015, 3, 1, 0, 0), 20);
        var before = room.View(pinned);
        await Append(Note("1"));
        var after = room.View(pinned);
        Assert.Same(before.Assessment, after.Assessment);
        Assert.Equal((20, 20), (after.Log.Size, after.Assessment.AtEntry));
        Assert.Equal((38, 39), (before.Head.Size, after.Head.Size));
        for (var entry = 1; entry <= 12; entry++) Assert.Equal(entry, room.View(new(null, null, entry)).Assessment.AtEntry);
        Assert.NotSame(before.Assessment, room.View(pinned).Assessment);
    }

    [Fact]
    public async Task A_journal_that_is_gone_leaves_the_last_view_and_says_so()
    {
        await room.Ready;
        Assert.Null(room.View(Now).Fault);
        Directory.Move(folder["journal"], folder["elsewhere"]);
        await SiteTests.Until(() => Task.FromResult(room.View(Now).Fault is not null));
        Assert.Equal(38, room.View(Now).Log.Size);
        Directory.Move(folder["elsewhere"], folder["journal"]);
        await SiteTests.Until(() => Task.FromResult(room.View(Now).Fault is null));
    }

    [Fact]
    public async Task A_journal_that_is_gone_is_not_begun_anew_by_a_report()
    {
        await room.Ready;
        Directory.Move(folder["journal"], folder["elsewhere"]);
        await Assert.ThrowsAsync<JournalException>(() => Append(Note("1")));
        Assert.False(Directory.Exists(folder["journal"]));
        Directory.Move(folder["elsewhere"], folder["journal"]);
        Assert.Equal(39, (await Append(Note("1")))[0].Entry);
    }

    [Fact]
    public async Task Another_journal_in_its_place_is_neither_followed_nor_written_to()
    {
        await room.Ready;
        var head = room.View(Now).Head;
        Directory.Move(folder["journal"], folder["elsewhere"]);
        TestSite.Fill(folder["journal"]);
        File.WriteAllText(folder["line.jsonl"], SiteTests.Line("9") + "\n");
        TestSite.Import(folder["journal"], "Another", folder["line.jsonl"]);
        await SiteTests.Until(() => Task.FromResult(room.View(Now).Fault?.Contains("is not the one that was read before", StringComparison.Ordinal) == true));
        await Assert.ThrowsAsync<JournalException>(() => Append(Note("1")));
        Assert.Equal(head, room.View(Now).Head);
    }

    public void Dispose()
    {
        room.Dispose();
        folder.Dispose();
    }
}
