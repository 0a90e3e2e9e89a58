using System.Collections.Immutable;
using System.CommandLine;
using Truceline.App.Terminal;
using Truceline.Reports;

namespace Truceline.App.Commands;

/// <summary><c>truceline statement review</c>: what a named person says of a draft.</summary>
internal static class StatementReviewCommand
{
    public static Command Create()
    {
        var entry = new Argument<long>("ENTRY") { Description = "The entry of the draft, by number ('truceline statement list' has them)." };
        var journal = JournalWords.Journal();
        var confirm = new Option<bool>("--confirm") { Description = "It is as drafted." };
        var reject = new Option<bool>("--reject") { Description = "It is no statement, or not worth keeping." };
        var edit = new Option<string[]>("--edit") { Description = $"It is as drafted but for this field: {string.Join(", ", StatementReview.Fields)}. May be repeated; an empty value takes the field away.", HelpName = "FIELD=VALUE", Arity = ArgumentArity.OneOrMore };
        var by = new Option<string>("--by") { Description = "Who says it, kept in the entry.", HelpName = "NAME", Required = true };
        var reason = new Option<string?>("--reason") { Description = "Why, kept in the entry.", HelpName = "WORDS" };
        var command = new Command("review", """
            Confirms, changes or rejects a drafted statement. Only what was confirmed is among the statements of an arrangement. Of two reviews of one draft the
            later holds, and both stay; a draft that its source corrects has to be looked at again, and so has one whose text was corrected, withdrawn or erased: what does
            not stand in the text that it names cannot be confirmed, and no confirmation of it holds. What was confirmed with changes, or calls verbatim what its words are
            not, is not confirmed as drafted: reject it, or change it.

            Example:
              truceline statement review 12 --journal mission --confirm --by "duty officer"
              truceline statement review 13 --journal mission --edit act=refusal --edit issue=force --by "duty officer" --reason "she turns it down"
            """)
        { entry, journal, confirm, reject, edit, by, reason };
        command.SetAction(parsed =>
        {
            var edits = Edits(parsed.GetValue(edit) ?? []);
            var acts = new[] { (parsed.GetValue(confirm), ReviewAct.Confirm), (parsed.GetValue(reject), ReviewAct.Reject), (!edits.IsEmpty, ReviewAct.Edit) }.Where(one => one.Item1).Select(one => one.Item2).ToArray();
            if (acts.Length != 1) throw new UsageException("say one of --confirm, --edit and --reject");
            var (who, why) = (JournalWords.Said(parsed.GetRequiredValue(by), "--by")!, JournalWords.Said(parsed.GetValue(reason), "--reason"));
            using var store = JournalWords.Open(parsed.GetRequiredValue(journal), "statement review");
            var review = Required(ReportLog.Fold(store.Read(store.Head.Size)), parsed.GetValue(entry), acts[0], edits, why, who);
            var head = store.Append([review.Encode()]);
            parsed.InvocationConfiguration.Output.WriteLine(FormattableString.Invariant($"entry {head.Size} {Words(review.Act)} the draft of entry {review.Draft}"));
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>What a review does, in a word.</summary>
    public static string Words(ReviewAct act) => act switch
    {
        ReviewAct.Confirm => "confirms",
        ReviewAct.Edit => "confirms with changes",
        ReviewAct.Reject => "rejects",
        _ => throw new InvalidOperationException("INVARIANT: every act has its word"),
    };

    /// <summary>The review of a draft that can be reviewed.</summary>
    /// <exception cref="UsageException">The entry holds no draft, or no longer what it says now, or a change cannot be made.</exception>
    public static StatementReview Required(ReportLog log, long entry, ReviewAct act, ImmutableArray<StatementEdit> edits, string? why, string who)
    {
        var draft = ReviewedDrafts.Of(log).Find(entry) ?? throw new UsageException(FormattableString.Invariant($"entry {entry} holds no draft of a statement"));
        if (draft.Entry != entry) throw new UsageException(FormattableString.Invariant($"entry {entry} was corrected by entry {draft.Entry}: look at that one"));
        if (act != ReviewAct.Reject && !draft.Stands) throw new UsageException($"{StatementsText.NotInText(draft)}: reject it, or draft the text again");
        if (act == ReviewAct.Confirm && StatementsText.NotInText(draft) is { } missing) throw new UsageException($"{missing}: reject it, or change it");
        if (act == ReviewAct.Confirm && draft.Review is { Act: ReviewAct.Edit }) throw new UsageException(FormattableString.Invariant($"entry {draft.Reviews[^1].Entry} confirmed it with changes, which a confirmation as drafted would take back: change it again, or reject it first"));
        if (act == ReviewAct.Edit && edits.All(edit => edit.Value == StatementReview.Value(draft.Draft.Statement, edit.Field))) throw new UsageException("no field was changed: the draft says the same");
        var review = new StatementReview(act, entry, edits, why, who, JournalWords.Now);
        return review.Applied(draft.Draft).Fault is { } fault ? throw new UsageException($"{fault}") : review;
    }

    private static ImmutableArray<StatementEdit> Edits(string[] written) =>
    [
        .. written.Select(one => one.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && StatementReview.Fields.Contains(one[..at])
            ? new StatementEdit(one[..at], one[(at + 1)..].Trim() is { Length: > 0 } value ? JournalWords.Said(value, "--edit") : null)
            : throw new UsageException($"--edit '{JournalWords.Plain(one)}' is no change: write FIELD=VALUE with one of {string.Join(", ", StatementReview.Fields)}"))
            .GroupBy(one => one.Field, StringComparer.Ordinal).Select(group => group.Last()),
    ];
}
