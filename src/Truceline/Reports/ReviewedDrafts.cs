using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Truceline.Journal;

namespace Truceline.Reports;

/// <summary>A drafted statement with what a person said of it.</summary>
/// <param name="Report">The draft.</param>
/// <param name="Text">The text that it names, as the record has it; null: it has none, for it never came, was withdrawn or was erased.</param>
/// <param name="Stands">Whether its words stand in the text, where it says, as the record has the text. What they are not of, nobody can confirm, and no confirmation holds.</param>
/// <param name="Reviews">The reviews of what it says now, by the entry of each, in order. One that came before the draft is none of it.</param>
public sealed record ReviewedDraft(JournalledReport Report, JournalledReport? Text, bool Stands, ImmutableArray<(long Entry, StatementReview Review)> Reviews)
{
    /// <summary>The draft.</summary>
    public StatementDraft Draft => (StatementDraft)Report.Report.Content;

    /// <summary>The entry of what it says now: what a review names.</summary>
    public long Entry => Report.Entries[^1];

    /// <summary>The review that holds; null: nobody has looked at it.</summary>
    public StatementReview? Review => Reviews.IsEmpty ? null : Reviews[^1].Review;

    /// <summary>
    /// Whether a person confirmed it, as drafted or as changed, and its words still stand in the text. What is called verbatim and is not cannot be.
    /// </summary>
    public bool IsConfirmed => Review is { Act: not ReviewAct.Reject } && Stands && !Draft.Misquotes(Statement);

    /// <summary>Whether somebody has to look at it: nobody has, or what was confirmed counts no longer.</summary>
    public bool IsWaiting => !IsConfirmed && Review is not { Act: ReviewAct.Reject };

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
            .. drafts.GroupBy(report => (report.Report.Source, SpanOf(report).Text)).SelectMany(group => Of(group, texts.GetValueOrDefault(group.Key), reviews))
                .OrderBy(one => one.Report.Report.Source, StringComparer.Ordinal).ThenBy(one => one.Draft.Span.Text, StringComparer.Ordinal)
                .ThenBy(one => one.Draft.Span.Start).ThenBy(one => one.Draft.Span.End).ThenBy(one => one.Report.Report.Id),
        ]);
    }

    // Of one text: a body is hashed once for all of them.
    private static IEnumerable<ReviewedDraft> Of(IEnumerable<JournalledReport> drafts, JournalledReport? text, ILookup<long, (long, StatementReview)> reviews)
    {
        var body = (text?.Report.Content as SourceText)?.Body;
        var hash = body is null ? null : (Hash?)StatementDraft.HashOf(body);
        return drafts.Select(report => new ReviewedDraft(report, text, body is not null && SpanOf(report) is var span && span.Hash == hash && span.End <= body.Length && body.AsSpan(span.Start, span.End - span.Start).SequenceEqual(span.Words), [.. reviews[report.Entries[^1]]]));
    }

    private static TextSpan SpanOf(JournalledReport draft) => ((StatementDraft)draft.Report.Content).Span;

    /// <summary>The draft that an entry brought or corrected; null: there is none.</summary>
    public ReviewedDraft? Find(long entry) => All.FirstOrDefault(one => one.Report.Entries.Contains(entry));

    private static StatementReview? Read(Entry entry)
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
