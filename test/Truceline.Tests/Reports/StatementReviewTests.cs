using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Truceline.Journal;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.Tests.Reports;

/// <summary>Drafts of statements in a journal, and what people say of them.</summary>
public class StatementReviewTests
{
    private static readonly Instant Noon = Instant.FromUtc(2030, 3, 8, 12, 0);
    private static readonly Report Text = Report.Of("wire", "day", new SourceText(Instant.FromUtc(2030, 3, 8, 23, 59, 59), "A day of talks", null, null, "en", "\"We will send no troops,\" Ada Brook said.", []), exercise: true);

    private static readonly StatementLexicon Lexicon = new() { Actors = [new("north", "North Land", null, [])], People = [new("Ada Brook", "north", "foreign minister")] };

    private static Report Draft { get; } = Assert.Single(StatementDraft.Of(Text, Lexicon, DateTimeZone.Utc));

    private static Entry Entry(long number, byte[] bytes) => new(number, default, bytes);

    private static ReportLog Log(params byte[][] later)
    {
        var entries = new List<byte[]> { new ReportEntry(ReportEntryKind.Report, Text, Noon, null).Encode(), new ReportEntry(ReportEntryKind.Report, Draft, Noon, null).Encode() };
        return ReportLog.Fold(entries.Concat(later).Select((bytes, i) => Entry(i + 1, bytes)));
    }

    private static byte[] Review(ReviewAct act, params StatementEdit[] edits) => new StatementReview(act, 2, [.. edits], "because", "Somebody", Noon).Encode();

    private static ReviewedDraft Only(ReportLog log) => Assert.Single(ReviewedDrafts.Of(log).All);

    [Fact]
    public void A_draft_names_its_text_by_id_hash_and_span_and_comes_back_from_its_entry_as_it_was()
    {
        var content = Assert.IsType<StatementDraft>(Draft.Content);
        Assert.Equal(("wire", "day#0-41", true), (Draft.Source, Draft.OwnId, Draft.Exercise));
        Assert.Equal(("day", 0, 41, ((SourceText)Text.Content).Body), (content.Span.Text, content.Span.Start, content.Span.End, content.Span.Words));
        Assert.Equal(Hash.Of(Encoding.UTF8.GetBytes(((SourceText)Text.Content).Body)), content.Span.Hash);
        Assert.Equal(("North Land", "Ada Brook", StatementAct.Refusal), (content.Statement.Party, content.Statement.Speaker, content.Statement.Act));
        Assert.True(ReportEntry.ReadsBack(Draft));
        var read = ReportEntry.Decode(new ReportEntry(ReportEntryKind.Report, Draft, Noon, null).Encode())!.Report;
        Assert.Equal(Encoding.UTF8.GetString(ReportEntry.ContentOf(Draft)), Encoding.UTF8.GetString(ReportEntry.ContentOf(read)));
    }

    [Fact]
    public void A_draft_counts_for_nothing_until_a_review_confirms_it_and_the_later_of_two_reviews_holds()
    {
        Assert.False(Only(Log()).IsConfirmed);
        Assert.True(Only(Log(Review(ReviewAct.Confirm))).IsConfirmed);
        var both = Only(Log(Review(ReviewAct.Confirm), Review(ReviewAct.Reject)));
        Assert.False(both.IsConfirmed);
        Assert.Equal([3L, 4L], both.Reviews.Select(one => one.Entry));
    }

    [Fact]
    public void An_edit_confirms_what_it_changed_and_leaves_the_draft_as_it_was()
    {
        var edited = Only(Log(Review(ReviewAct.Edit, new("act", "demand"), new("if", "after a truce"), new("speaker", null))));
        Assert.Equal((StatementAct.Demand, "after a truce", null, true), (edited.Statement.Act, edited.Statement.If, edited.Statement.Speaker, edited.IsConfirmed));
        Assert.Equal(StatementAct.Refusal, edited.Draft.Statement.Act);
    }

    [Fact]
    public void A_draft_that_its_source_corrects_has_to_be_looked_at_again()
    {
        var other = Report.Of(Draft.Source, Draft.OwnId, (StatementDraft)Draft.Content with { Statement = ((StatementDraft)Draft.Content).Statement with { Issue = "troops" } }, true);
        var corrected = Only(Log(Review(ReviewAct.Confirm), new ReportEntry(ReportEntryKind.Correction, other, Noon, null).Encode()));
        Assert.Null(corrected.Review);
        Assert.Equal(4, corrected.Entry);
    }

    [Theory]
    [InlineData(ReviewAct.Confirm)]
    [InlineData(ReviewAct.Edit)]
    public void A_draft_whose_text_its_outlet_corrects_to_the_contrary_is_confirmed_no_longer_and_waits(ReviewAct act)
    {
        var review = Review(act, act == ReviewAct.Edit ? [new("issue", "troops")] : []);
        var body = (SourceText)Text.Content;
        byte[] Corrected(string words) => new ReportEntry(ReportEntryKind.Correction, Report.Of("wire", "day", body with { Body = words }, true), Noon, null).Encode();
        Assert.Equal((true, false), Only(Log(review)) is var before ? (before.IsConfirmed, before.IsWaiting) : default);
        Assert.Equal((false, true), Only(Log(review, Corrected(body.Body.Replace("no troops", "all troops", StringComparison.Ordinal)))) is var after ? (after.IsConfirmed, after.IsWaiting) : default);
        Assert.Equal((true, false), Only(Log(review, Corrected("None."), Corrected(body.Body))) is var again ? (again.IsConfirmed, again.IsWaiting) : default);
        Assert.False(Only(Log(Review(ReviewAct.Reject), Corrected("None."))).IsWaiting);
        Assert.True(Only(Log()).IsWaiting);
    }

    [Fact]
    public void A_review_of_a_draft_that_comes_later_says_nothing()
    {
        byte[] review = new StatementReview(ReviewAct.Confirm, 4, [], null, "Somebody", Noon).Encode();
        var other = Report.Of(Draft.Source, Draft.OwnId, (StatementDraft)Draft.Content with { Statement = ((StatementDraft)Draft.Content).Statement with { Issue = "troops" } }, true);
        var later = Only(Log(review, new ReportEntry(ReportEntryKind.Correction, other, Noon, null).Encode()));
        Assert.Equal((4, null), (later.Entry, later.Review));
    }

    [Fact]
    public void A_verbatim_draft_that_says_what_its_words_do_not_is_not_taken_in_and_a_paraphrase_is()
    {
        var content = (StatementDraft)Draft.Content;
        Report Says(string says, StatementFidelity fidelity) => Report.Of("wire", "x", content with { Statement = content.Statement with { Says = says, Fidelity = fidelity } }, true);
        Assert.Equal("", Refused(Says("We will send no troops,", StatementFidelity.Verbatim)));
        Assert.Equal("", Refused(Says("No troops.", StatementFidelity.Paraphrase)));
        Assert.Contains("is called verbatim", Refused(Says("We invade tomorrow.", StatementFidelity.Verbatim)), StringComparison.Ordinal);

        static string Refused(Report report)
        {
            var line = System.Text.Json.Nodes.JsonNode.Parse(ReportEntry.ContentOf(report))!.AsObject();
            line.Remove("source");
            return string.Concat(ReportReader.Read(new("line", 1, 1), System.Text.Encoding.UTF8.GetBytes(line.ToJsonString()), "wire").Problems.Select(problem => problem.What));
        }
    }

    [Fact]
    public void A_journal_that_holds_such_a_draft_is_read_and_nobody_confirms_it_as_drafted()
    {
        var content = (StatementDraft)Draft.Content;
        var misquoted = content with { Statement = content.Statement with { Says = "We invade tomorrow.", Fidelity = StatementFidelity.Verbatim } };
        ReviewedDraft Held(params byte[][] reviews) => Assert.Single(ReviewedDrafts.Of(Log([new ReportEntry(ReportEntryKind.Report, Report.Of("wire", "x", misquoted, true), Noon, null).Encode(), .. reviews])).All, one => one.Entry == 3);
        byte[] Review(ReviewAct act, params StatementEdit[] edits) => new StatementReview(act, 3, [.. edits], null, "Somebody", Noon).Encode();
        Assert.True(Held().Draft.IsMisquoted);
        Assert.False(content.IsMisquoted);
        Assert.False(Held(Review(ReviewAct.Confirm)).IsConfirmed);
        Assert.True(Held(Review(ReviewAct.Edit, new StatementEdit("fidelity", "paraphrase"))).IsConfirmed);
    }

    [Fact]
    public void The_words_of_a_draft_stand_in_its_text_only_where_they_do_and_in_no_other_body()
    {
        Assert.True(Only(Log()).Stands);
        var content = (StatementDraft)Draft.Content;
        ReviewedDraft Of(TextSpan span) => Assert.Single(ReviewedDrafts.Of(Log(new ReportEntry(ReportEntryKind.Report, Report.Of("wire", "other", content with { Span = span, Statement = content.Statement with { Fidelity = StatementFidelity.Paraphrase } }, true), Noon, null).Encode())).All, one => one.Entry == 3);
        Assert.False(Of(content.Span with { Words = content.Span.Words.Replace("no troops", "my troops", StringComparison.Ordinal) }).Stands);
        Assert.False(Of(content.Span with { Hash = Hash.Of("x"u8) }).Stands);
        Assert.False(Of(content.Span with { Start = 30, End = 71 }).Stands);
        Assert.Null(Of(content.Span with { Text = "none" }).Text);
        Assert.False(Of(content.Span with { Text = "none" }).Stands);
    }

    [Fact]
    public void An_unnamed_speaker_has_no_name_and_no_field_is_left_without_what_it_needs()
    {
        var draft = (StatementDraft)Draft.Content;
        string? Fault(params StatementEdit[] edits) => new StatementReview(ReviewAct.Edit, 2, [.. edits], null, "Somebody", Noon).Applied(draft).Fault;
        Assert.Contains("calls anonymous", Fault(new StatementEdit("authority", "anonymous")), StringComparison.Ordinal);
        Assert.Null(Fault(new("authority", "anonymous"), new("speaker", null)));
        Assert.Contains("'party' is empty", Fault(new StatementEdit("party", null)), StringComparison.Ordinal);
        Assert.Contains("calls it verbatim", Fault(new StatementEdit("says", "We give up.")), StringComparison.Ordinal);
        Assert.Null(Fault(new("says", "We give up."), new("fidelity", "paraphrase")));
        Assert.Contains("'act': 'shout' is not known", Fault(new StatementEdit("act", "shout")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_review_comes_back_from_its_bytes_as_it_was()
    {
        var review = new StatementReview(ReviewAct.Edit, 7, [new("act", "offer"), new("if", null)], null, "Somebody", Noon);
        Assert.Equal(review, StatementReview.Decode(review.Encode()));
    }

    [Theory]
    [InlineData("""{"body":{"act":"confirm","by":"B","draft":2,"edits":[{"field":"act","value":"offer"}],"recorded":"2030-03-08T12:00:00Z"},"kind":"statement-review"}""", "'edits'")]
    [InlineData("""{"body":{"act":"edit","by":"B","draft":2,"edits":[],"recorded":"2030-03-08T12:00:00Z"},"kind":"statement-review"}""", "'edits'")]
    [InlineData("""{"body":{"act":"edit","by":"B","draft":2,"edits":[{"field":"span","value":"x"}],"recorded":"2030-03-08T12:00:00Z"},"kind":"statement-review"}""", "no field 'span'")]
    [InlineData("""{"body":{"act":"edit","by":"B","draft":2,"edits":[{"field":"if"},{"field":"if"}],"recorded":"2030-03-08T12:00:00Z"},"kind":"statement-review"}""", "twice")]
    [InlineData("""{"body":{"act":"agree","by":"B","draft":2,"edits":[],"recorded":"2030-03-08T12:00:00Z"},"kind":"statement-review"}""", "'act' is one of")]
    public void A_review_that_cannot_be_is_not_read(string entry, string why) =>
        Assert.Contains(why, Assert.Throws<InvalidOperationException>(() => StatementReview.Decode(Encoding.UTF8.GetBytes(entry))).Message, StringComparison.Ordinal);
}
