using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.Tests.Reports;

/// <summary>What a record knows of the texts that its reports were read out of.</summary>
public sealed class TextsReadTests
{
    private static readonly Instant At = Instant.FromUtc(2031, 5, 4, 8, 30);

    [Fact]
    public void A_text_that_nobody_compared_has_no_origin_and_its_outlet_stands_first_in_the_chain()
    {
        var log = new Kept().Text("wire", "Example Wire").Read("a", "Desk/wire").Fold();
        var read = Of(log, "a");
        Assert.Equal(("wire", null, null), (read.Text!.Report!.Report.OwnId, read.Text.Origin, read.Text.ComparedBy));
        Assert.Equal(["Desk", "Example Wire"], Assert.Single(read.Chains));
        Assert.Equal([1, 2], read.RestsOn);
    }

    [Fact]
    public void A_name_of_thousands_of_slashes_costs_a_few_looks()
    {
        var looks = 0;
        Assert.Null(TextsRead.Named(string.Concat(Enumerable.Repeat("a/", 9_000)) + "b", _ =>
        {
            looks++;
            return null;
        }));
        Assert.Equal(TextsRead.MostSlashes, looks);
    }

    [Fact]
    public void What_a_report_names_below_the_text_stays_at_the_bottom_of_its_chain()
    {
        var log = new Kept().Text("credits", "Example Times", ["Example Wire"]).Read("a", "Desk/credits", ["a clerk", "the minister"]).Read("b", "Desk/credits").Fold();
        Assert.Equal(["Desk", "Example Times", "Example Wire", "a clerk", "the minister"], Assert.Single(Of(log, "a").Chains));
        Assert.Equal(["Desk", "Example Times", "Example Wire"], Assert.Single(Of(log, "b").Chains));
    }

    [Fact]
    public void A_comparison_holds_until_the_text_is_corrected_and_a_later_one_takes_its_place()
    {
        var journal = new Kept().Text("wire", "Example Wire").Text("blog", "Example Blog").Read("a", "Desk/blog").Compare([1, 2]);
        Assert.Equal((1L, 4L), (Of(journal.Fold(), "a").Text!.Origin, Of(journal.Fold(), "a").Text!.ComparedBy));
        Assert.Equal([2, 3, 4], Of(journal.Fold(), "a").RestsOn);
        journal.Compare([1], [2]);
        Assert.Equal((2L, 5L), (Of(journal.Fold(), "a").Text!.Origin, Of(journal.Fold(), "a").Text!.ComparedBy));
        journal.Text("blog", "Another Blog");
        Assert.Equal((null, null), (Of(journal.Fold(), "a").Text!.Origin, Of(journal.Fold(), "a").Text!.ComparedBy));
        Assert.Equal(["Desk", "Another Blog"], Assert.Single(Of(journal.Fold(), "a").Chains));
        Assert.Equal(1, Of(journal.Compare([1, 6]).Fold(), "a").Text!.Origin);
    }

    [Fact]
    public void A_text_that_was_taken_back_or_erased_is_not_known_and_comes_from_somebody_unnamed()
    {
        foreach (var journal in (Kept[])[new Kept().Text("wire", "Example Wire").Read("a", "Desk/wire").Compare([1]).Withdraw("wire"), new Kept().Text("wire", "Example Wire").Read("a", "Desk/wire").Compare([1]).Erase(1)])
        {
            var read = Of(journal.Fold(), "a");
            Assert.Equal(new ReadText(null, null, null), read.Text);
            Assert.True(read.IsOfUnknownText);
            Assert.Equal([null], Assert.Single(read.Chains));
            Assert.Equal([2], read.RestsOn);
        }
    }

    [Fact]
    public void An_erased_comparison_leaves_the_one_before_it()
    {
        var journal = new Kept().Text("wire", "Example Wire").Text("blog", "Example Blog").Read("a", "Desk/blog").Compare([1], [2]).Compare([1, 2]);
        Assert.Equal(5, journal.Fold().TextsComparedBy);
        Assert.Equal((4, 2L), (journal.Erase(5).Fold().TextsComparedBy, Of(journal.Fold(), "a").Text!.Origin));
        Assert.Equal((null, null), (journal.Erase(4).Fold().TextsComparedBy, Of(journal.Fold(), "a").Text!.Origin));
    }

    [Fact]
    public void A_name_that_could_be_that_of_two_texts_is_that_of_the_one_that_came_first()
    {
        var journal = new Kept().Text("b/c", "Example Wire", source: "a").Read("r", "a/b/c");
        Assert.NotNull(Of(journal.Fold(), "r").Text!.Report);
        Assert.Equal("b/c", Of(journal.Text("c", "Example Post", source: "a/b").Fold(), "r").Text!.Report!.Report.OwnId);
    }

    [Fact]
    public void What_was_read_before_its_text_came_knows_it_from_then_on()
    {
        var journal = new Kept().Read("a", "Desk/wire");
        Assert.Null(Of(journal.Fold(), "a").Text!.Report);
        Assert.NotNull(Of(journal.Text("wire", "Example Wire").Fold(), "a").Text!.Report);
    }

    [Fact]
    public void A_comparison_says_nothing_of_a_text_that_comes_after_it()
    {
        var log = new Kept().Text("wire", "Example Wire").Compare([1], [3]).Text("late", "Example Post").Read("a", "Desk/late").Read("b", "Desk/wire").Fold();
        Assert.Equal((null, 1L), (Of(log, "a").Text!.Origin, Of(log, "b").Text!.Origin));
    }

    [Fact]
    public void A_comparison_reads_back_as_it_was_written()
    {
        var says = new ComparedTexts([[1, 4], [2], [7, 9, 11]], "truceline-origins/1", Hash.Of("x"u8), "desk", At);
        Assert.Equal(says, ComparedTexts.Decode(says.Encode()));
        Assert.Equal(says with { Register = null }, ComparedTexts.Decode((says with { Register = null }).Encode()));
        var digests = says with { Digests = [new(5, [1, 2]), new(6, [7])] };
        Assert.Equal(digests, ComparedTexts.Decode(digests.Encode()));
        Assert.NotEqual(digests, digests with { Digests = [new(5, [1, 4]), new(6, [7])] });
        Assert.DoesNotContain("digests", Encoding.UTF8.GetString(says.Encode()), StringComparison.Ordinal);
        Assert.Null(ComparedTexts.Decode(new Erasure([1], "asked for", At).Encode()));
    }

    [Theory]
    [InlineData("'origins' are not in the order", """[{"texts":[2]},{"texts":[1]}]""")]
    [InlineData("a text stands in two origins", """[{"texts":[1,3]},{"texts":[2,3]}]""")]
    [InlineData("is not ascending", """[{"texts":[3,1]}]""")]
    [InlineData("names no entry", """[{"texts":[]}]""")]
    [InlineData("'texts' is missing", "[{}]")]
    [InlineData("there is no member 'kind'", """[{"kind":"spun","texts":[1]}]""")]
    public void A_comparison_that_is_not_well_formed_is_refused(string says, string origins)
    {
        var entry = Encoding.UTF8.GetBytes($$"""{"body":{"by":"desk","origins":{{origins}},"recorded":"2031-05-04T08:30:00Z","rules":"r"},"kind":"compared-texts"}""");
        Assert.Contains(says, Assert.Throws<InvalidOperationException>(() => ComparedTexts.Decode(entry)).Message, StringComparison.Ordinal);
        Assert.Contains("entry 1 of the journal cannot be read", Assert.Throws<InvalidOperationException>(() => ReportLog.Fold([new(1, default, entry)])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'digests' is empty", "[]")]
    [InlineData("'digests' are not in the order", """[{"holds":[1],"text":4},{"holds":[1],"text":3}]""")]
    [InlineData("a digest stands in an origin", """[{"holds":[1],"text":2}]""")]
    [InlineData("a digest holds itself", """[{"holds":[1,3],"text":3}]""")]
    [InlineData("is not ascending", """[{"holds":[2,1],"text":3}]""")]
    [InlineData("'holds' is missing", """[{"text":3}]""")]
    [InlineData("'text' is missing", """[{"holds":[1]}]""")]
    [InlineData("there is no member 'kind'", """[{"holds":[1],"kind":"spun","text":3}]""")]
    public void Digests_that_are_not_well_formed_are_refused(string says, string digests)
    {
        var entry = Encoding.UTF8.GetBytes($$"""{"body":{"by":"desk","digests":{{digests}},"origins":[{"texts":[1]},{"texts":[2]}],"recorded":"2031-05-04T08:30:00Z","rules":"r"},"kind":"compared-texts"}""");
        Assert.Contains(says, Assert.Throws<InvalidOperationException>(() => ComparedTexts.Decode(entry)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_digest_has_no_origin_and_is_known_for_one_until_it_is_corrected()
    {
        var journal = new Kept().Text("wire", "Example Wire").Text("walk", "Example Gazette").Text("daily", "Example Digest").Read("a", "Desk/daily").CompareWith([new(3, [1, 2])], [1], [2]);
        Assert.Equal((null, null, true), (Of(journal.Fold(), "a").Text!.Origin, Of(journal.Fold(), "a").Text!.ComparedBy, Of(journal.Fold(), "a").Text!.IsDigest));
        Assert.Equal([1, 2], journal.Fold().HeldBy(Of(journal.Fold(), "daily"))!.Value);
        Assert.Null(journal.Fold().HeldBy(Of(journal.Fold(), "wire")));
        journal.Text("daily", "Another Digest");
        Assert.False(Of(journal.Fold(), "a").Text!.IsDigest);
        Assert.Null(journal.Fold().HeldBy(Of(journal.Fold(), "daily")));
        journal.CompareWith([new(6, [1, 2])], [1], [2]).Compare([1], [2], [6]);
        Assert.Equal((6L, false), (Of(journal.Fold(), "a").Text!.Origin, Of(journal.Fold(), "a").Text!.IsDigest));
        Assert.True(Of(journal.Erase(8).Fold(), "a").Text!.IsDigest);
    }

    [Fact]
    public void A_comparison_says_of_no_later_text_that_it_is_a_digest()
    {
        var log = new Kept().Text("wire", "Example Wire").CompareWith([new(3, [1])], [1]).Text("late", "Example Post").Fold();
        Assert.Null(log.HeldBy(Of(log, "late")));
    }

    [Fact]
    public void A_text_came_when_its_words_did_whatever_was_corrected_beside_them()
    {
        var journal = new Kept().Text("wire", "Example Wire").Text("wire", "Example Post");
        Assert.Equal(1, TextsRead.CameBy(Of(journal.Fold(), "wire")));
        Assert.Equal(3, TextsRead.CameBy(Of(journal.Text("wire", "Example Post", body: "Other words.").Fold(), "wire")));
        Assert.Equal(4, TextsRead.CameBy(Of(journal.Text("wire", "Example Post").Fold(), "wire")));
        Assert.Equal(6, TextsRead.CameBy(Of(journal.Withdraw("wire").Text("wire", "Example Post").Fold(), "wire")));
        // Of a text without a word the headline is what is compared.
        Assert.Equal(8, TextsRead.CameBy(Of(journal.Text("bare", "Example Post", body: "—").Text("bare", "Example Post", body: "—", title: "Another title").Fold(), "bare")));
    }

    private static JournalledReport Of(ReportLog log, string own) => log.Reports.Single(report => report.Report.OwnId == own);

    /// <summary>A journal, entry by entry; what it knows when it is read on must be what it knows when it is read from the beginning.</summary>
    private sealed class Kept
    {
        private readonly List<Entry> entries = [];
        private readonly HashSet<ReportId> known = [];
        private ReportLog log = ReportLog.Empty;

        public Kept Text(string own, string outlet, string?[]? credits = null, string source = "Desk", string title = "A title", string body = "A text.") =>
            Add(Report.Of(source, own, new SourceText(At, title, outlet, null, null, body, credits is null ? [] : [[.. credits]])));

        public Kept Read(string own, string text, string?[]? chain = null) => Add(Report.Of("Desk", own, new Observation
        {
            Occurred = new(At, At), Where = new(null, new Region.Disc(new(48, 38), new Metres(10))), Means = Means.OpenSource, Text = text, Chains = chain is null ? [] : [[.. chain]],
        }));

        public Kept Withdraw(string own) => Add(Report.Of("Desk", own, new Withdrawal("wrong")));

        public Kept Compare(params long[][] origins) => CompareWith([], origins);

        public Kept CompareWith(RecordedDigest[] digests, params long[][] origins) =>
            Add(new ComparedTexts([.. origins.Select(texts => texts.ToImmutableArray())], "truceline-origins/1", null, "desk", At) { Digests = [.. digests] }.Encode());

        public Kept Erase(long entry)
        {
            Add(new Erasure([entry], "asked for", At).Encode());
            entries[(int)entry - 1] = entries[(int)entry - 1] with { Bytes = default };
            return this;
        }

        public ReportLog Fold()
        {
            var whole = ReportLog.Fold(entries);
            foreach (var (one, other) in whole.Reports.Zip(log.Reports))
                Assert.Equal((one.Report.Id, one.Text?.Report?.Report.Id, one.Text?.Origin, one.Text?.ComparedBy, one.Text?.IsDigest), (other.Report.Id, other.Text?.Report?.Report.Id, other.Text?.Origin, other.Text?.ComparedBy, other.Text?.IsDigest));
            Assert.Equal((whole.Reports.Length, whole.TextsComparedBy), (log.Reports.Length, log.TextsComparedBy));
            return log;
        }

        private Kept Add(Report report) => Add(new ReportEntry(ReportEntry.KindOf(report, !known.Add(report.Id)), report, At, null).Encode());

        private Kept Add(byte[] bytes)
        {
            entries.Add(new(entries.Count + 1, default, bytes));
            log = log.With([entries[^1]]);
            return this;
        }
    }
}
