using System.Collections.Immutable;
using NodaTime;
using Truceline.App.Intake;
using Truceline.App.Serving;
using Truceline.App.Tests.Journals;
using Truceline.Embedded;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Tests.Serving;

/// <summary>What was acknowledged is durable, and a disk that fails ends it.</summary>
public sealed class DeskTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ImmutableArray<Report> Note(string ownId, string words = "one") =>
        [Report.Of("A patrol", ownId, new Declaration("UA", words, Instant.FromUtc(2015, 2, 15, 0, 0), null, null), exercise: true)];

    [Fact]
    public async Task After_a_disk_that_failed_nothing_is_acknowledged_and_the_server_ends_with_its_reason()
    {
        TestSite.Fill(folder["journal"]);
        var fails = false;
        using var desk = new Desk(folder["journal"], journal => fails ? new FailingDisk(journal) : journal);
        Assert.Equal(39, (await desk.Take(Note("1"), TestSite.Now, null, Cancel)).Reports[0].Entry);
        using var room = new Room(folder["journal"], [TestSite.Agreement()], desk);
        var said = new TaskCompletionSource<string>();
        var serving = App.Commands.ServeCommand.Serve(room, Gazetteer.Empty, 0, said.SetResult, Cancel);
        using var client = new HttpClient { BaseAddress = new Uri(await said.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel)) };

        fails = true;
        var refused = await Assert.ThrowsAsync<JournalException>(() => desk.Take(Note("2"), TestSite.Now, null, Cancel));
        Assert.False(refused.IsContended);
        fails = false;
        // A sync that failed is never tried again: nothing more goes in, though the disk may seem well by now.
        await Assert.ThrowsAsync<JournalException>(() => desk.Take(Note("3"), TestSite.Now, null, Cancel));
        var ended = await Assert.ThrowsAsync<JournalException>(() => serving.WaitAsync(TimeSpan.FromSeconds(30), Cancel));
        Assert.Contains("no space left on the disk", ended.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("/checkpoint", UriKind.Relative), Cancel));
        using var journal = JournalFolder.OpenForReading(folder["journal"]);
        Assert.Equal(39, journal.Head.Size);
    }

    [Fact]
    public async Task What_is_known_of_a_journal_is_what_reading_it_whole_gives()
    {
        TestSite.Fill(folder["journal"]);
        using var desk = new Desk(folder["journal"]);
        await desk.Take(Note("1"), TestSite.Now, "desk", Cancel);
        await desk.Take(Note("1", "two"), TestSite.Now, null, Cancel);
        using var journal = JournalFolder.OpenForReading(folder["journal"]);
        var held = HeldReports.Of(journal);
        var log = ReportLog.Fold(journal.Read(long.MaxValue));
        Assert.NotEmpty(log.Reports);
        Assert.All(log.Reports, report => Assert.Equal(new Held(Deposit.ContentOf(report.Report), report.Entries[^1]), held[report.Report.Id]));
        Assert.All(journal.Read(long.MaxValue), entry =>
        {
            var read = ReportEntry.Decode(entry.Bytes)!.Report;
            Assert.Equal((read.Id, Deposit.ContentOf(read), read.Source, ContentSort.Other), ReportEntry.Identify(entry.Bytes));
        });
    }

    [Fact]
    public async Task After_an_erasure_a_report_is_what_is_left_of_it()
    {
        TestSite.Fill(folder["journal"]);
        using var desk = new Desk(folder["journal"]);
        await desk.Take([.. Note("1"), .. Note("2")], TestSite.Now, null, Cancel);
        await desk.Take([.. Note("1", "two"), .. Note("2", "two")], TestSite.Now, null, Cancel);
        using (var journal = JournalFolder.OpenOrCreate(folder["journal"])) journal.Erase([40, 41, 42], new Erasure([40, 41, 42], "exercise", TestSite.Now).Encode());
        // Of the first its first words stand; of the second nothing.
        var handed = await desk.Take([.. Note("1"), .. Note("2", "two")], TestSite.Now, null, Cancel);
        Assert.Equal([(39L, null), (44L, ReportEntryKind.Report)], handed.Reports.Select(one => (one.Entry, one.Adds)));
    }

    [Fact]
    public async Task Submissions_and_the_head_are_answered_before_the_findings_are_there()
    {
        TestSite.Fill(folder["journal"]);
        using var desk = new Desk(folder["journal"]);
        Assert.Equal(39, (await desk.Take(Note("1"), TestSite.Now, null, Cancel)).Reports[0].Entry);
        Assert.Equal(39, Checkpoint.Parse((await desk.Checkpoint(Cancel)).Text).Head.Size);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>A store whose disk fails at each write.</summary>
    private sealed class FailingDisk(IJournalStore journal) : IJournalStore
    {
        public Head Head => journal.Head;

        public Head Append(IReadOnlyList<ReadOnlyMemory<byte>> entries) => throw new JournalException("the journal cannot be written: no space left on the disk.");

        public IEnumerable<Entry> Read(long upTo, long after = 0) => journal.Read(upTo, after);

        public IEnumerable<Hash> Commitments(long upTo, long after = 0) => journal.Commitments(upTo, after);

        public Hash Node(int level, long index) => journal.Node(level, index);

        public void Dispose() => journal.Dispose();
    }
}
