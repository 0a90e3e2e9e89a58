using NodaTime;
using NodaTime.Text;
using Truceline.Agreements;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Intake;

/// <summary>What decides whether a report goes into a journal, and as what: the same for a file and for a form.</summary>
internal static class Admission
{
    /// <summary>Why a report that is whole in itself is left out nevertheless, or null.</summary>
    /// <param name="report">The report.</param>
    /// <param name="recorded">When it is handed in.</param>
    /// <param name="where">Where it stands, as the problem shall show it.</param>
    public static Problem? Refusal(Report report, Instant recorded, Location where) =>
        Ahead(report, recorded, where) ?? NotKept(report, where);

    /// <summary>Why a report that tells of what is to come, or brings a text or a draft of a day to come, is left out, or null.</summary>
    public static Problem? Ahead(Report report, Instant recorded, Location where) =>
        // A day's grace for clocks and offsets. More would let what is to come stand as seen, and deadlines pass with it.
        report.Content switch
        {
            SourceText text when IsToCome(text.Published, recorded) => ToCome(where, $"it was published on {Day(text.Published)}, more than a day after it was handed in", "check `published`, and the clock of this machine"),
            StatementDraft { Statement.Occurred.End: var said } when IsToCome(said, recorded) => ToCome(where, $"it drafts what was said on {Day(said)}, more than a day after it was handed in", "check `occurred`, and the clock of this machine"),
            { When: { } when } when when.End > recorded + Duration.FromDays(1) => ToCome(where, "it reports what had not occurred when it was handed in", "check `occurred`, and the clock of this machine"),
            _ => null,
        };

    // Of a text the day alone is known, and that of its place may have begun already.
    private static bool IsToCome(Instant at, Instant recorded) => at.InUtc().Date > recorded.InUtc().Date.PlusDays(1);

    private static Problem ToCome(Location where, string what, string remedy) => new(IntakeCodes.FromTheFuture, Severity.Error, where, what, remedy);

    private static string Day(Instant at) => LocalDatePattern.Iso.Format(at.InUtc().Date);

    /// <summary>Why a journal would not give a report back as it is, or null.</summary>
    public static Problem? NotKept(Report report, Location where) =>
        ReportEntry.WhyNotKept(report) is { } fault ? new(IntakeCodes.NotKept, Severity.Error, where, fault.What, fault.Remedy) : null;

    /// <summary>That a withdrawal takes back what the journal does not hold.</summary>
    public static Problem NothingToTakeBack(Report report, Location where) => new(
        IntakeCodes.NothingToTakeBack, Severity.Error, where, $"it takes back the report '{Short(report.OwnId!)}' of '{Short(report.Source)}', which the journal does not hold",
        "check the own-id and --source; what is taken back was brought before");

    /// <summary>Whether a report would put something else over a draft. What nobody confirmed would stand where somebody confirmed the draft.</summary>
    /// <param name="held">What the journal holds of it; null: nothing.</param>
    /// <param name="report">The report.</param>
    public static bool IsOverDraft(Held? held, Report report) => held is { IsDrafted: true } && report.Content is not (StatementDraft or Withdrawal);

    /// <summary>That a report would put something else over a draft.</summary>
    public static Problem OverDraft(Report report, Location where) => new(
        IntakeCodes.OverDraft, Severity.Error, where, $"'{Short(report.OwnId!)}' of '{Short(report.Source)}' is a draft of a statement, and this is none",
        "hand it in under an own-id of its own; what a draft says is changed by a review, and it can be withdrawn");

    /// <summary>Why a deposit left a report out.</summary>
    public static Problem LeftOut(Report report, Location where) => report.Content is Withdrawal ? NothingToTakeBack(report, where) : OverDraft(report, where);

    /// <summary>Why a report is left out that comes from outside, under the token of a source, or null. A draft is what a machine of this house read: from outside it would be words laid before those who confirm.</summary>
    public static Problem? FromOutside(Report report, Location where) => report.Content is StatementDraft
        ? new(IntakeCodes.NotFromOutside, Severity.Error, where, "drafts of statements are not taken in from outside", "hand in the text; who keeps the journal drafts from it")
        : null;

    private static string Short(string words) => words.Length <= 60 ? words : $"{words[..60]}…";

    /// <summary>What a report adds to a journal; null when it says what the journal says already.</summary>
    /// <param name="held">What the journal holds of it, as the hash of its content; null: nothing.</param>
    /// <param name="report">The report.</param>
    /// <param name="content">What it says, as the hash of its content.</param>
    /// <exception cref="ArgumentException">It takes back what the journal does not hold.</exception>
    public static ReportEntryKind? Adds(Hash? held, Report report, Hash content) =>
        held == content ? null : ReportEntry.KindOf(report, held is not null);
}
