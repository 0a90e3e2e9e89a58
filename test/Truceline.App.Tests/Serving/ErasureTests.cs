using System.Net;
using NodaTime;
using Truceline.App.Serving;
using Truceline.App.Tests.Journals;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Serving;

public sealed class ErasureTests
{
    private const string Secret = "zebra-crossing-words";

    [Fact]
    public async Task What_is_erased_while_it_is_served_is_on_no_page_any_more()
    {
        await using var site = await TestSite.Start();
        site.ImportLine("Post 7", $$$"""{"own-id":"p7-1","exercise":true,"observation":{"occurred":"2015-02-16T12:00:00+02:00","where":{"name":"{{{Secret}}}","at":{"lat":48.2,"lon":38.2},"within-m":100},"act":"fire","means":"seen","note":"{{{Secret}}}"}}""");
        await SiteTests.Until(async () => (await site.Page("/reports")).Contains("Post 7", StringComparison.Ordinal));
        await SiteTests.Until(() => Task.FromResult(site.Room.Entries == 39));
        var report = (await site.Get("/entries/39")).Headers.Location!.ToString();
        string[] pages = ["/", report, "/reports", "/findings", "/reports?entry=39", "/entries/39?entry=39", "/bulletin/2015-02-16"];
        Assert.Contains(Secret, await site.Page(report), StringComparison.Ordinal);
        Assert.Contains(Secret, await site.Page("/reports?entry=39"), StringComparison.Ordinal);
        Assert.Contains(Secret, await site.Page(report + "?as-of=2015-03-01T00:00:00Z"), StringComparison.Ordinal);

        Command("journal", "erase", "39", "--journal", site.Journal, "--reason", "asked for by Post 7");
        // From the moment at which the erasure is known no finding from before it is handed out.
        while (site.Room.Entries < 40)
        {
            try
            {
                var view = site.Room.View(new(null, null, null));
                if (view.Log.Size == 40) Assert.Equal(40, view.Assessment.AtEntry);
            }
            catch (StillReadingException)
            {
                // None at all is handed out, which a busy machine may make last.
            }
        }
        foreach (var page in pages.Append(report + "?as-of=2015-03-01T00:00:00Z"))
            Assert.DoesNotContain(Secret, await (await site.Get(page)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Get(report)).StatusCode);
        Assert.Contains("Erased. Entry 40 says so and why: asked for by Post 7.", await site.Page("/entries/39"), StringComparison.Ordinal);
        Assert.Contains("An erasure", await site.Page("/entries/40"), StringComparison.Ordinal);
        Assert.Contains("Erased, after the part of the journal", await site.Page("/entries/39?entry=39"), StringComparison.Ordinal);
        Assert.DoesNotContain(site.Room.View(new(null, null, null)).Log.Reports, one => one.Report.Source == "Post 7");
    }

    [Fact]
    public async Task Custody_and_reliability_are_on_the_page_of_a_report_and_decisions_on_that_of_an_incident()
    {
        await using var site = await TestSite.Start();
        Command("source", "add", "DPR", "--journal", site.Journal, "--reliability", "D");
        Command("journal", "custody", "opened", "3", "--journal", site.Journal, "--by", "duty officer", "--note", "for the commission");
        Command("incident", "together", "1", "3", "--journal", site.Journal, "--reason", "one battery", "--by", "desk");
        await SiteTests.Until(() => Task.FromResult(site.Room.Entries == 41));
        var report = await site.Page((await site.Get("/entries/3")).Headers.Location!.ToString());
        Assert.Contains("reliability D, not usually reliable", report, StringComparison.Ordinal);
        Assert.Contains("duty officer", report, StringComparison.Ordinal);
        Assert.Contains("for the commission", report, StringComparison.Ordinal);
        var view = site.Room.View(new(null, null, null));
        var incident = await site.Page($"/incidents/{view.Lookup.IncidentOf(view.Lookup.ReportAt(3)!.Report.Id)!.Id}");
        Assert.Contains("Decided by hand", incident, StringComparison.Ordinal);
        Assert.Contains("one battery", incident, StringComparison.Ordinal);
        Assert.Contains("entry 41 decides so", incident, StringComparison.Ordinal);
        foreach (var entry in (int[])[39, 40, 41]) Assert.Equal(HttpStatusCode.OK, (await site.Get($"/entries/{entry}")).StatusCode);
    }

    [Fact]
    public async Task What_left_the_journal_after_an_erasure_had_nothing_of_what_was_erased()
    {
        await using var site = await TestSite.Start();
        Command("journal", "export", "--journal", site.Journal, "--to", "the first archive");
        Command("journal", "erase", "3", "--journal", site.Journal, "--reason", "asked for");
        Command("journal", "export", "--journal", site.Journal, "--to", "the second archive");
        await SiteTests.Until(() => Task.FromResult(site.Room.Entries == 41));
        var page = await site.Page("/entries/3");
        Assert.Contains("the first archive", page, StringComparison.Ordinal);
        Assert.DoesNotContain("the second archive", page, StringComparison.Ordinal);
        Assert.Contains("the second archive", await site.Page("/entries/41"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_is_said_and_signed_once_a_period_and_not_while_reports_come_in()
    {
        using var folder = new TemporaryFolder();
        TestSite.Fill(folder["journal"]);
        using var desk = new Desk(folder["journal"]);
        await desk.Opened;
        var clock = new Turned();
        using var pulse = Pulse.Begin(desk, folder["journal"], TimeSpan.FromHours(1), clock);
        clock.Turn();
        await SiteTests.Until(() => Task.FromResult(Size() == 39));
        Command("journal", "custody", "opened", "3", "--journal", folder["journal"]);
        clock.Turn();
        // The beat has begun; a ring that comes while it lasts is not lost.
        await SiteTests.Until(() => Task.FromResult(clock.Asked == 2));
        clock.Turn();
        await SiteTests.Until(() => Task.FromResult(Size() == 41));
        using var store = SqliteJournal.OpenForReading(folder["journal"]);
        // Of the second hour nothing is said: something had come in.
        Assert.Equal([new Tick(clock.At(1)), new Tick(clock.At(3))], store.Read(41).Select(entry => Tick.Decode(entry.Bytes)).OfType<Tick>());
        Assert.Equal(store.Head, Checkpoint.Parse(store.LastCheckpoint()!.Text).Head);

        long Size()
        {
            using var own = SqliteJournal.OpenForReading(folder["journal"]);
            return own.Head.Size;
        }
    }

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("30m", 1800)]
    [InlineData("1h", 3600)]
    [InlineData("off", null)]
    public void A_cadence_is_written_with_its_unit(string text, int? seconds) =>
        Assert.Equal(seconds is { } some ? TimeSpan.FromSeconds(some) : null, Pulse.Period(text));

    [Theory]
    [InlineData("")]
    [InlineData("h")]
    [InlineData("1")]
    [InlineData("0s")]
    [InlineData("-1h")]
    [InlineData("1d")]
    [InlineData("800h")]
    [InlineData("99999999999h")]
    public void What_is_no_cadence_is_wrong_use(string text) => Assert.Throws<UsageException>(() => Pulse.Period(text));

    private static void Command(params string[] args)
    {
        using var output = new StringWriter();
        Assert.True(Cli.Run(args, output, output) == ExitStatus.Done, output.ToString());
    }

    /// <summary>A clock that stands still until it is turned on by an hour; then its timers ring.</summary>
    private sealed class Turned : TimeProvider
    {
        private readonly List<Rings> timers = [];

        private int turns, asked;

        /// <summary>How often somebody has looked at it.</summary>
        public int Asked => Volatile.Read(ref asked);

        public Instant At(int turn) => TestSite.Now + Duration.FromHours(turn);

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Increment(ref asked);
            return At(turns).ToDateTimeOffset();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Rings(() => callback(state));
            timers.Add(timer);
            return timer;
        }

        public void Turn()
        {
            turns++;
            timers.ForEach(timer => timer.Ring());
        }

        private sealed class Rings(Action ring) : ITimer
        {
            public void Ring() => ring();

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
