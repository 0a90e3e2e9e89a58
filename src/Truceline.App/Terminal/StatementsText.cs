using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.App.Commands;
using Truceline.Reports;
using Truceline.Texts;
using Words = Truceline.App.Pages.ArrangementParts.Words;

namespace Truceline.App.Terminal;

/// <summary>Drafted statements as a person reads them in a terminal.</summary>
internal static class StatementsText
{
    /// <summary>The drafts of texts.</summary>
    public static void Write(TextWriter output, IReadOnlyCollection<DraftedText> texts, ImmutableArray<Contradiction> contradictions)
    {
        foreach (var text in texts)
        {
            output.WriteLine(Screen.Plain(FormattableString.Invariant($"{text.Text.OwnId}: {text.Drafts.Length} {(text.Drafts.Length == 1 ? "draft" : "drafts")}, not confirmed")));
            for (var i = 0; i < text.Drafts.Length; i++)
            {
                var draft = (StatementDraft)text.Drafts[i].Content;
                Line(output, text.Entries.IsEmpty ? null : text.Entries[i], draft.Statement, draft.Span, null);
            }
        }
        Write(output, contradictions);
    }

    /// <summary>The drafts of a journal.</summary>
    public static void Write(TextWriter output, ImmutableArray<ReviewedDraft> drafts, ImmutableArray<Contradiction> contradictions)
    {
        foreach (var text in drafts.GroupBy(draft => (draft.Report.Report.Source, draft.Draft.Span.Text)))
        {
            output.WriteLine(Screen.Plain(FormattableString.Invariant($"{text.Key.Source}/{text.Key.Text}: {text.Count()} drafted, {text.Count(one => one.IsConfirmed)} confirmed, {text.Count(one => one.Review is { Act: ReviewAct.Reject })} rejected")));
            foreach (var one in text) Line(output, one.Entry, one.Statement, one.Draft.Span, one);
        }
        if (drafts.IsEmpty) output.WriteLine("no draft");
        Write(output, contradictions);
    }

    /// <summary>What was said of a draft, in a few words, and whether it has to be looked at again.</summary>
    public static string Standing(ReviewedDraft draft) => $"{Standing(draft.Review)}{(draft is { Review: not null, IsWaiting: true } ? ", to be looked at again" : "")}";

    private static string Standing(StatementReview? review) => review switch
    {
        null => "draft, not confirmed",
        { Act: ReviewAct.Confirm } => $"confirmed by {review.By}",
        { Act: ReviewAct.Edit } => $"confirmed with changes by {review.By}",
        _ => $"rejected by {review.By}",
    };

    /// <summary>Why a draft cannot be confirmed as it is: its words do not stand in its text, or it calls verbatim what does not stand in them; null: it can.</summary>
    public static string? NotInText(ReviewedDraft draft) => draft switch
    {
        { Text: null } => "the journal does not have the text of these words",
        { Stands: false } => "these words do not stand in the text as the journal has it",
        _ => draft.Draft.Misquotes(draft.Statement) ? "what it says is called verbatim, and does not stand in these words" : null,
    };

    private static void Line(TextWriter output, long? entry, Statement statement, TextSpan span, ReviewedDraft? reviewed)
    {
        output.WriteLine(Screen.Plain(FormattableString.Invariant($"  {(entry is { } number ? FormattableString.Invariant($"entry {number}  ") : "")}{span.Start}–{span.End}  {Words.Of(statement.Act)} · {statement.Issue} · {Who(statement)} · {Words.Of(statement.Authority)} · {statement.Fidelity.Written()}{(reviewed?.Review is null ? "" : $" · {Standing(reviewed)}")}")));
        output.WriteLine(Screen.Plain($"      {span.Words}"));
        if (reviewed is not null && NotInText(reviewed) is { } missing) output.WriteLine($"      {missing}");
        if (statement.Says != span.Words) output.WriteLine(Screen.Plain($"      counts as: {statement.Says}"));
        if (statement.If is { } condition) output.WriteLine(Screen.Plain($"      condition: {condition}"));
        foreach (var chain in statement.Chains) output.WriteLine(Screen.Plain($"      through: {string.Join(" ← ", chain.Select(link => link ?? "unnamed"))}"));
        if (statement.Assumed.Length > 0) output.WriteLine(Screen.Plain($"      assumed: {string.Join("; ", statement.Assumed)}"));
    }

    private static string Who(Statement statement)
    {
        var who = (statement.Speaker, statement.Role) switch { ({ } name, { } role) => $"{name}, {role}", ({ } name, null) => name, (null, { } role) => role, _ => null };
        return who is null ? statement.Party : who == statement.Party ? who : $"{who}, for {statement.Party}";
    }

    /// <summary>Above what seems to contradict.</summary>
    public const string Contradict = "What seems to contradict; which is right, and whether both can be, is for a person to say";

    /// <summary>Who seems to contradict whom, and why.</summary>
    public static string Told(Contradiction one) => $"{(one.Camp is { } camp ? $"within one camp, {camp}" : "inside one text")}: {one.Why}";

    private static void Write(TextWriter output, ImmutableArray<Contradiction> contradictions)
    {
        if (contradictions.IsEmpty) return;
        output.WriteLine();
        output.WriteLine(Contradict);
        foreach (var one in contradictions)
        {
            output.WriteLine(Screen.Plain($"  {Told(one)}"));
            foreach (var place in new[] { one.A, one.B }) output.WriteLine(Screen.Plain(FormattableString.Invariant($"    {TextKey.Cited(place.Text)} {place.Start}–{place.End}: {place.Words}")));
        }
    }
}
