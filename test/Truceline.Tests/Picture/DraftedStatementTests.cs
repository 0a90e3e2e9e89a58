using NodaTime;
using Truceline.Assessments;
using Truceline.Incidents;
using Truceline.Journal;
using Truceline.Picture;
using Truceline.Reports;
using Truceline.Texts;

namespace Truceline.Tests.Picture;

/// <summary>Drafted statements in the picture of an arrangement: nothing of them until somebody confirmed them.</summary>
public class DraftedStatementTests
{
    private static readonly Instant Noon = Instant.FromUtc(2025, 9, 12, 12, 0);

    // What the source draws up as a statement, as a machine's draft of the text "day".
    private static Report Draft(Report statement, string body = "So.") => Report.Of("wire", "day#0-3", new StatementDraft((Statement)statement.Content, new("day", StatementDraft.HashOf(body), 0, 3, "So.")), true);

    private static Report Text(string body = "So.", string source = "wire") => Report.Of(source, "day", new SourceText(Noon, "Day", null, null, "en", body, []), true);

    private static readonly Report Said = Arrangements.Says("x", "Southland", StatementAct.Threat, "troops", "2025-09-11", about: "go");
    private static readonly Report Threat = Draft(Said);

    private static Arrangement Shown(bool withDrafts, params StatementReview[] reviews) => Until(null, withDrafts, reviews).Arrangement;

    private static (Assessment Assessment, Arrangement Arrangement) Until(Instant? end, bool withDrafts, params StatementReview[] reviews)
    {
        byte[][] entries = [new ReportEntry(ReportEntryKind.Report, Threat, Noon, null).Encode(), new ReportEntry(ReportEntryKind.Report, Arrangements.Says("before", "Southland", StatementAct.Refusal, "troops", "2025-09-10"), Noon, null).Encode(), new ReportEntry(ReportEntryKind.Report, Text(), Noon, null).Encode(), .. reviews.Select(review => review.Encode())];
        var log = ReportLog.Fold(entries.Select((bytes, i) => new Entry(i + 1, default, bytes)));
        var assessment = Assessor.Assess(log, Arrangements.Agreement(), FusionRules.Default, end);
        return (assessment, Arrangement.Of(assessment, log, [], withDrafts));
    }

    private static StatementReview Review(ReviewAct act, params StatementEdit[] edits) => new(act, 1, [.. edits], null, "Somebody", Noon);

    [Fact]
    public void A_draft_is_no_threat_on_record_until_it_is_confirmed_and_then_leads_to_actor_and_clause()
    {
        Assert.Empty(Shown(false).Threats);
        var threat = Assert.Single(Shown(false, Review(ReviewAct.Confirm)).Threats);
        Assert.Equal(("B", "wire/day#0-3", false), (threat.Actor!.Id, threat.Cited, threat.IsDraft));
        Assert.Equal(["go"], threat.About);
    }

    // Such corrections are no longer taken in; journals of older programs hold some.
    private static readonly Report Over = Report.Of("wire", "day#0-3", Arrangements.Says("x", "Southland", StatementAct.Threat, "troops", "2025-09-11", "So it is not.").Content, true);

    private static ReportLog Journalled(params byte[][] entries) => ReportLog.Fold(entries.Select((bytes, i) => new Entry(i + 1, default, bytes)));

    private static byte[] Entered(ReportEntryKind kind, Report report) => new ReportEntry(kind, report, Noon, null).Encode();

    private static string[] OnRecord(bool withDrafts, params byte[][] entries)
    {
        var log = Journalled([.. entries, Entered(ReportEntryKind.Report, Text())]);
        return [.. Arrangement.Of(Assessor.Assess(log, Arrangements.Agreement(), FusionRules.Default, null), log, [], withDrafts).Topics.SelectMany(topic => topic.Said).Select(one => $"{one.Statement.Says}{(one.IsDraft ? " draft" : "")}")];
    }

    [Fact]
    public void A_statement_that_was_put_over_a_draft_is_not_on_record_and_the_draft_stays_what_it_was()
    {
        var (drafted, over) = (Entered(ReportEntryKind.Report, Threat), Entered(ReportEntryKind.Correction, Over));
        Assert.Empty(OnRecord(false, drafted, over));
        Assert.Equal(["So it is. draft"], OnRecord(true, drafted, over));
        Assert.Equal(["So it is."], OnRecord(false, drafted, Review(ReviewAct.Confirm).Encode(), over));
        Assert.Equal(["So it is."], OnRecord(false, drafted, over, Review(ReviewAct.Confirm).Encode()));
        Assert.Equal(["So it is not."], OnRecord(false, Entered(ReportEntryKind.Report, Over)));
    }

    [Fact]
    public void A_statement_that_was_put_over_a_draft_that_was_taken_back_is_not_on_record_either()
    {
        var back = Entered(ReportEntryKind.Withdrawal, Report.Of("wire", "day#0-3", new Withdrawal(null), true));
        Assert.Empty(OnRecord(true, Entered(ReportEntryKind.Report, Threat), Review(ReviewAct.Confirm).Encode(), back, Entered(ReportEntryKind.Correction, Over)));
    }

    [Fact]
    public void What_was_rejected_is_not_shown_even_among_drafts() => Assert.Empty(Shown(true, Review(ReviewAct.Reject)).Threats);

    [Theory]
    [InlineData(ReportEntryKind.Correction)]
    [InlineData(ReportEntryKind.Withdrawal)]
    [InlineData(null)]
    public void What_was_confirmed_is_out_of_the_picture_once_its_words_do_not_stand_in_the_text(ReportEntryKind? kind)
    {
        Arrangement Picture(bool withDrafts, params byte[][] later)
        {
            byte[][] entries = [new ReportEntry(ReportEntryKind.Report, Threat, Noon, null).Encode(), new ReportEntry(ReportEntryKind.Report, Text(), Noon, null).Encode(), .. later];
            var log = ReportLog.Fold(entries.Select((bytes, i) => new Entry(i + 1, default, bytes)));
            return Arrangement.Of(Assessor.Assess(log, Arrangements.Agreement(), FusionRules.Default, null), log, [], withDrafts);
        }
        byte[] confirmed = Review(ReviewAct.Confirm).Encode();
        var gone = kind switch
        {
            ReportEntryKind.Correction => new ReportEntry(ReportEntryKind.Correction, Text("No."), Noon, null).Encode(),
            ReportEntryKind.Withdrawal => new ReportEntry(ReportEntryKind.Withdrawal, Report.Of("wire", "day", new Withdrawal("not ours"), true), Noon, null).Encode(),
            _ => new Erasure([2], "asked for", Noon).Encode(),
        };
        Assert.Single(Picture(false, confirmed).Threats);
        Assert.Single(Picture(true).Threats);
        Assert.Empty(Picture(false, confirmed, gone).Topics);
        Assert.Empty(Picture(true, confirmed, gone).Topics);
        Assert.Empty(Picture(true, gone).Topics);
        if (kind == ReportEntryKind.Correction) Assert.Single(Picture(false, confirmed, gone, new ReportEntry(ReportEntryKind.Correction, Text(), Noon, null).Encode()).Threats);
    }

    [Fact]
    public void Among_drafts_it_is_marked_and_makes_no_history_of_what_was_said_on_the_record()
    {
        var said = Assert.Single(Shown(true).Topics).Said;
        Assert.Equal([(StatementAct.Refusal, false, false), (StatementAct.Threat, true, false)], said.Select(one => (one.Statement.Act, one.IsDraft, one.Earlier)));
        Assert.Equal([true, false], Assert.Single(Shown(true, Review(ReviewAct.Confirm)).Topics).Said.Select(one => one.Earlier));
    }

    [Fact]
    public void It_moves_no_end_of_the_world_and_is_not_shown_before_it_was_said()
    {
        var first = Instant.FromUtc(2025, 9, 10, 23, 59);
        var (assessment, shown) = Until(null, false, Review(ReviewAct.Confirm));
        Assert.True(assessment.AsOf < ((StatementDraft)Threat.Content).Statement.Occurred.Start);
        Assert.Single(shown.Threats);
        Assert.Empty(Until(first, false, Review(ReviewAct.Confirm)).Arrangement.Threats);
        Assert.Single(Until(first + Duration.FromDays(9), false, Review(ReviewAct.Confirm)).Arrangement.Threats);
    }

    [Fact]
    public void What_was_changed_counts_as_changed() =>
        Assert.Equal(["an offer"], Shown(false, Review(ReviewAct.Edit, new("act", "offer"), new("issue", "an offer"))).Topics.Where(topic => topic.Said.Any(one => one.Statement.Act == StatementAct.Offer)).Select(topic => topic.Issue));

    [Fact]
    public void Opposite_acts_of_one_actor_are_shown_under_one_condition_alone_and_an_unnamed_line_stands_against_nobody()
    {
        var accepts = Arrangements.Says("1", "Northland", StatementAct.Acceptance, "seat", "2025-09-10", "observers are welcome at the bridge");
        Report Refuses(StatementAuthority authority, string? condition = null, string party = "Northland") => Arrangements.Says("2", party, StatementAct.Refusal, "seat", "2025-09-10", "no observers at the bridge", authority, condition);
        var one = Assert.Single(Arrangements.Show("2025-09-20T00:00:00+03:00", accepts, Refuses(StatementAuthority.OnRecord)).Contradictions);
        Assert.Equal((ContradictionKind.Act, "Northland", TextKey.Of("wire", "1"), TextKey.Of("wire", "2")), (one.Kind, one.Camp, one.A.Text, one.B.Text));
        Assert.Single(Arrangements.Show("2025-09-20T00:00:00+03:00", accepts, Refuses(StatementAuthority.OnRecord, "if it rains")).Contradictions);
        var conditional = Arrangements.Says("1", "Northland", StatementAct.Acceptance, "seat", "2025-09-10", "observers are welcome at the bridge", condition: "if the guns are silent");
        Assert.Empty(Arrangements.Show("2025-09-20T00:00:00+03:00", conditional, Refuses(StatementAuthority.OnRecord, "if it rains")).Contradictions);
        Assert.Empty(Arrangements.Show("2025-09-20T00:00:00+03:00", accepts, Refuses(StatementAuthority.Anonymous)).Contradictions);
        Assert.Empty(Arrangements.Show("2025-09-20T00:00:00+03:00", accepts, Refuses(StatementAuthority.OnRecord, party: "Southland")).Contradictions);
    }

    [Theory]
    [InlineData("[A, D]", 1)]
    [InlineData("[A, B, D]", 0)]
    public void Members_of_a_group_speak_as_one_unless_two_parties_are_in_it(string members, int shown)
    {
        var log = Arrangements.Log(
            Arrangements.Says("1", "Northland", StatementAct.Acceptance, "seat", "2025-09-10", "observers are welcome at the bridge"),
            Arrangements.Says("2", "Eastland", StatementAct.Refusal, "seat", "2025-09-10", "no observers at the bridge"));
        Assert.Equal(shown, Arrangements.Show(log, Noon + Duration.FromDays(9), Arrangements.Text.Replace("[A, B, D]", members, StringComparison.Ordinal)).Contradictions.Length);
    }

    [Fact]
    public void What_contradicts_inside_a_text_is_shown_once_a_statement_of_it_is_and_leads_to_both_places()
    {
        const string body = "So. The 40-month war goes on. More than four years after the war began the ferry runs.";
        Arrangement Picture(bool withDrafts, params StatementReview[] reviews)
        {
            byte[][] entries = [new ReportEntry(ReportEntryKind.Report, Draft(Said, body), Noon, null).Encode(), new ReportEntry(ReportEntryKind.Report, Text(body), Noon, null).Encode(), .. reviews.Select(review => review.Encode())];
            var log = ReportLog.Fold(entries.Select((bytes, i) => new Entry(i + 1, default, bytes)));
            return Arrangement.Of(Assessor.Assess(log, Arrangements.Agreement(), FusionRules.Default, null), log, [], withDrafts);
        }
        Assert.Empty(Picture(false).Contradictions);
        Assert.Single(Picture(true).Contradictions);
        var one = Assert.Single(Picture(false, Review(ReviewAct.Confirm)).Contradictions);
        Assert.Equal((TextKey.Of("wire", "day"), "40-month", "More than four years"), (one.A.Text, body[one.A.Start..one.A.End], body[one.B.Start..one.B.End]));
    }

    [Fact]
    public void Copies_of_a_text_say_it_once_and_the_confirmed_one_stands_for_all()
    {
        var copy = Report.Of("other", "day#0-3", Threat.Content, true);
        Arrangement Picture(params StatementReview[] reviews)
        {
            byte[][] entries = [new ReportEntry(ReportEntryKind.Report, Threat, Noon, null).Encode(), new ReportEntry(ReportEntryKind.Report, copy, Noon, null).Encode(), .. new[] { Text(), Text(source: "other") }.Select(text => new ReportEntry(ReportEntryKind.Report, text, Noon, null).Encode()), .. reviews.Select(review => review.Encode())];
            var log = ReportLog.Fold(entries.Select((bytes, i) => new Entry(i + 1, default, bytes)));
            return Arrangement.Of(Assessor.Assess(log, Arrangements.Agreement(), FusionRules.Default, null), log, [], true);
        }
        Assert.Equal(("other/day#0-3", 1, true), Assert.Single(Picture().Threats) is var drafted ? (drafted.Cited, drafted.Copies, drafted.IsDraft) : default);
        Assert.Equal(("wire/day#0-3", 1, false), Assert.Single(Picture(Review(ReviewAct.Confirm)).Threats) is var confirmed ? (confirmed.Cited, confirmed.Copies, confirmed.IsDraft) : default);
        foreach (var (field, value) in new[] { ("act", "claim"), ("says", "So it may be."), ("speaker", "Ada Brook"), ("authority", "anonymous") })
            Assert.Equal(2, Picture(Review(ReviewAct.Edit, new StatementEdit(field, value))).Topics.Sum(topic => topic.Said.Length));
    }

    [Fact]
    public void Once_confirmed_it_stands_where_its_words_stand_in_the_text() =>
        Assert.Equal(new TextPlace(TextKey.Of("wire", "day"), 0, 3, "So."), Assert.Single(Shown(false, Review(ReviewAct.Confirm)).Threats).Place);
}
