using System.Text;
using NodaTime;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Tests.Reports;

public sealed class Erasures
{
    private static readonly Instant At = Instant.FromUtc(2031, 5, 4, 8, 30);

    [Fact]
    public void A_report_whose_entries_are_all_erased_is_gone_with_its_name()
    {
        var journal = new Kept().Bring("1", "truce").Bring("2", "truce").Erase(1);
        var log = journal.Fold();
        Assert.Equal(["2"], log.Reports.Select(report => report.Report.OwnId));
        Assert.Null(log.Find(ReportId.Of("UA", "1")));
        Assert.Equal(new ErasedEntry(1, 3, "asked for"), Assert.Single(log.Erased.Values));
    }

    [Fact]
    public void A_correction_whose_original_was_erased_stands_as_the_report()
    {
        var report = Assert.Single(new Kept().Bring("1", "truce").Correct("1", "ceasefire").Erase(1).Fold().Reports);
        Assert.Equal([2], report.Entries);
        Assert.Equal("ceasefire", Assert.IsType<Declaration>(report.Report.Content).Event);
    }

    [Fact]
    public void An_erased_correction_leaves_what_was_said_before_it()
    {
        var report = Assert.Single(new Kept().Bring("1", "truce").Correct("1", "ceasefire").Erase(2).Fold().Reports);
        Assert.Equal([1], report.Entries);
        Assert.Equal("truce", Assert.IsType<Declaration>(report.Report.Content).Event);
    }

    [Fact]
    public void A_withdrawal_of_which_all_before_was_erased_counts_for_nothing_and_has_nothing_before_it()
    {
        var log = new Kept().Bring("1", "truce").Withdraw("1").Erase(1).Fold();
        var report = Assert.Single(log.Reports);
        Assert.True(report.IsWithdrawn);
        Assert.Null(report.Withdrawn);
        Assert.Empty(log.Standing);
    }

    [Fact]
    public void A_log_that_is_read_on_drops_what_it_held()
    {
        var journal = new Kept().Bring("1", "truce").Bring("2", "truce").Tick();
        var held = journal.Fold();
        Assert.Equal(2, held.Reports.Length);
        var later = held.With(journal.Erase(1, 3).After(held.Size));
        Assert.Equal(["2"], later.Reports.Select(report => report.Report.OwnId));
        Assert.Equal([4], later.Others.Select(entry => entry.Number));
        Assert.Equal(Said(journal.Fold()), Said(later));
    }

    [Fact]
    public void What_brought_a_report_again_is_all_that_is_left_when_the_first_is_erased()
    {
        var journal = new Kept().Bring("1", "truce").Bring("1", "ceasefire").Correct("1", "peace");
        var held = journal.Fold();
        var later = held.With(journal.Erase(1).After(held.Size));
        Assert.Equal(Said(journal.Fold()), Said(later));
        Assert.Equal([2, 3], Assert.Single(later.Reports).Entries);
    }

    [Fact]
    public void That_an_entry_was_erased_is_known_before_it_is_known_why()
    {
        var journal = new Kept().Bring("1", "truce").Bring("2", "truce").Erase(1);
        Assert.Equal(new ErasedEntry(1, null, null), Assert.Single(ReportLog.Fold(journal.Entries.Take(2)).Erased.Values));
    }

    [Fact]
    public void An_erasure_of_what_does_not_come_before_it_is_a_broken_journal()
    {
        var erasure = new Entry(1, default, new Erasure([1], "asked for", At).Encode());
        Assert.Contains("entry 1 of the journal cannot be read: it erases an entry that does not come before it", Assert.Throws<InvalidOperationException>(() => ReportLog.Fold([erasure])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_correction_of_nothing_is_a_broken_journal_where_nothing_was_erased() =>
        Assert.Throws<InvalidOperationException>(() => new Kept().Correct("1", "truce").Fold());

    /// <summary>Any order of bringing, correcting, taking back and erasing, read in any pieces while it is made.</summary>
    [Fact]
    public void Reading_on_at_any_moment_ends_in_the_same_log_as_reading_all_at_once()
    {
        for (var seed = 0; seed < 400; seed++) Run(seed);
    }

    private static void Run(int seed)
    {
        var dice = new Random(seed);
        var journal = new Kept();
        var log = ReportLog.Empty;
        for (var step = 0; step < 40; step++)
        {
            var id = $"{dice.Next(4)}";
            switch (dice.Next(9))
            {
                case 0 or 1:
                    journal.Bring(id, $"event-{step}");
                    break;
                case 2 or 3 when journal.Holds(id):
                    journal.Correct(id, $"event-{step}");
                    break;
                case 4 when journal.Holds(id):
                    journal.Withdraw(id);
                    break;
                case 5:
                    journal.Tick();
                    break;
                case 6 when journal.Erasable.ToArray() is { Length: > 0 } left:
                    journal.Erase([.. dice.GetItems(left, dice.Next(1, 4)).Distinct().Order()]);
                    break;
                case 7 or 8:
                    log = log.With(journal.After(log.Size));
                    Assert.Equal(Said(journal.Fold()), Said(log));
                    break;
            }
        }
        Assert.Equal(Said(journal.Fold()), Said(log.With(journal.After(log.Size))));
    }

    /// <summary>All that a log holds, in words.</summary>
    private static string Said(ReportLog log) => string.Join(
        '\n',
        [
            $"{log.Size}",
            .. log.Reports.Select(report => $"{report.Report.Id} {string.Join(',', report.Entries)} {Content(report.Report)} | {string.Join(" | ", report.Versions.Select(Version))}"),
            .. log.Again.OrderBy(one => one.Key).Select(one => $"again {one.Key} {string.Join(" | ", one.Value.Select(Version))}"),
            .. log.Erased.Values.Select(erased => $"{erased}"),
            .. log.Others.Select(entry => $"{entry.Number} {Encoding.UTF8.GetString(entry.Bytes.Span)}"),
        ]);

    private static string Version(ReportVersion version) => $"{version.Entry} {Content(version.Report)}";

    private static string Content(Report report) => Encoding.UTF8.GetString(ReportEntry.ContentOf(report));

    /// <summary>A journal as a store keeps it: what is erased is gone from it at once.</summary>
    private sealed class Kept
    {
        public List<Entry> Entries { get; } = [];

        /// <summary>An erasure says why something is gone: it stays, as the command sees to.</summary>
        public IEnumerable<long> Erasable => Entries.Where(entry => Erasure.Decode(entry.Bytes) is null).Select(entry => entry.Number);

        public ReportLog Fold() => ReportLog.Fold(Entries);

        public IEnumerable<Entry> After(long size) => Entries.Skip((int)size);

        public bool Holds(string ownId) => Fold().Reports.Any(report => report.Report.OwnId == ownId);

        public Kept Bring(string ownId, string @event) => Add(ReportEntryKind.Report, ownId, Declared(@event));

        public Kept Correct(string ownId, string @event) => Add(ReportEntryKind.Correction, ownId, Declared(@event));

        public Kept Withdraw(string ownId) => Add(ReportEntryKind.Withdrawal, ownId, new Withdrawal("wrong"));

        public Kept Tick() => Add(new Tick(At).Encode());

        public Kept Erase(params long[] numbers)
        {
            foreach (var number in numbers) Entries[(int)number - 1] = Entries[(int)number - 1] with { Bytes = default };
            return Add(new Erasure([.. numbers], "asked for", At).Encode());
        }

        private static Declaration Declared(string @event) => new("UA", @event, Instant.FromUtc(2015, 2, 14, 22, 0), null, null);

        private Kept Add(ReportEntryKind kind, string ownId, Content content) => Add(new ReportEntry(kind, Report.Of("UA", ownId, content), At, null).Encode());

        private Kept Add(byte[] bytes)
        {
            Entries.Add(new(Entries.Count + 1, default, bytes));
            return this;
        }
    }
}
