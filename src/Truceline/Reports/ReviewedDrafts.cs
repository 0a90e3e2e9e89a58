using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Truceline.Reports;

/// <summary>A drafted statement with what a person said of it.</summary>
/// <param name="Report">The draft.</param>
/// <param name="Text">The text that it names, as the record has it; null: it has none.</param>
/// <param name="Reviews">The reviews of what it says now, by the entry of each, in order. One that came before the draft is none of it.</param>
public sealed record ReviewedDraft(JournalledReport Report, JournalledReport? Text, ImmutableArray<(long Entry, StatementReview Review)> Reviews)
{
    /// <summary>The draft.</summary>
    public StatementDraft Draft => (StatementDraft)Report.Report.Content;

    /// <summary>Whether its words stand in the text, where it says, as the record has the text. What they are not of, nobody can confirm as drafted.</summary>
    public bool Stands => Text is { Report.Content: SourceText { Body: var body } } && Draft.Span is var span
        && span.End <= body.Length && body.AsSpan(span.Start, span.End - span.Start).SequenceEqual(span.Words) && StatementDraft.HashOf(body) == span.Hash;

    /// <summary>The entry of what it says now: what a review names.</summary>
    public long Entry => Report.Entries[^1];

    /// <summary>The review that holds; null: nobody has looked at it.</summary>
    public StatementReview? Review => Reviews.IsEmpty ? null : Reviews[^1].Review;

    /// <summary>Whether a person confirmed it, as drafted or as changed. What is called verbatim and is not cannot be.</summary>
    public bool IsConfirmed => Review is { Act: not ReviewAct.Reject } && !Draft.Misquotes(Statement);

    /// <summary>What it says: as drafted, or as the review that holds changed it.</summary>
    public Statement Statement => Review is { Act: ReviewAct.Edit } edit ? edit.Applied(Draft).Statement : Draft.Statement;

    /// <summary>The draft as the report of a statement, for those who ask for what was said.</summary>
    public JournalledReport AsStatement => new(Report.Report with { Content = Statement }, Reviews.IsEmpty ? Report.Entries : Report.Entries.Add(Reviews[^1].Entry));
}

/// <summary>The drafts of a record with their reviews.</summary>
/// <param name="All">All of them, by source, text and place in it.</param>
public sealed record ReviewedDrafts(ImmutableArray<ReviewedDraft> All)
{
    /// <summary>The drafts of a record. A draft that was taken back is not among them; one that something other than an observation was put over is, as it was before.</summary>
    /// <exception cref="InvalidOperationException">An entry of a review cannot be read; the message has its number.</exception>
    public static ReviewedDrafts Of(ReportLog log)
    {
        ArgumentNullException.ThrowIfNull(log);
        return Known.GetValue(log, Read);
    }

    // A record never changes, and each page asks for its drafts.
    private static readonly ConditionalWeakTable<ReportLog, ReviewedDrafts> Known = [];

    private static ReviewedDrafts Read(ReportLog log)
    {
        var drafts = log.Beside.Select(report => report.AsDraft).OfType<JournalledReport>().ToList();
        if (drafts.Count == 0) return new([]);
        var texts = log.Beside.Where(report => report.Report is { Content: SourceText, OwnId: not null }).ToDictionary(report => (report.Report.Source, report.Report.OwnId!));
        var reviews = log.Others.Select(entry => (entry.Number, Review: Read(entry))).Where(one => one.Review is { } review && review.Draft < one.Number).ToLookup(one => one.Review!.Draft, one => (one.Number, one.Review!));
        return new(
        [
            .. drafts.Select(report => new ReviewedDraft(report, texts.GetValueOrDefault((report.Report.Source, ((StatementDraft)report.Report.Content).Span.Text)), [.. reviews[report.Entries[^1]]]))
                .OrderBy(one => one.Report.Report.Source, StringComparer.Ordinal).ThenBy(one => one.Draft.Span.Text, StringComparer.Ordinal)
                .ThenBy(one => one.Draft.Span.Start).ThenBy(one => one.Draft.Span.End).ThenBy(one => one.Report.Report.Id),
        ]);
    }

    /// <summary>The draft that an entry brought or corrected; null: there is none.</summary>
    public ReviewedDraft? Find(long entry) => All.FirstOrDefault(one => one.Report.Entries.Contains(entry));

    private static StatementReview? Read(Journal.Entry entry)
    {
        try
        {
            return StatementReview.Decode(entry.Bytes);
        }
        catch (InvalidOperationException fault)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"INVARIANT: entry {entry.Number} of the journal cannot be read: {fault.Message}"));
        }
    }
}
