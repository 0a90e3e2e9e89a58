using System.CommandLine;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal custody</c>: writes down who had the content of entries when.</summary>
internal static class JournalCustodyCommand
{
    public static Command Create()
    {
        var act = new Argument<string>("ACT") { Description = "received, opened, exported, released or redacted." };
        act.CompletionSources.Add([.. Enum.GetValues<CustodyAct>().Select(Custody.Word)]);
        var (entries, journal, by) = (JournalWords.Entries(), JournalWords.Journal(), JournalWords.By());
        var to = new Option<string?>("--to") { Description = "To whom.", HelpName = "NAME" };
        var note = new Option<string?>("--note") { Description = "Anything else worth knowing.", HelpName = "WORDS" };
        var command = new Command("custody", """
            Writes down, as an entry, that the content of other entries was received, opened, exported, released or redacted.
            What is exported, released or redacted is named again when one of the entries is erased: it left a copy outside.

            Example:
              truceline journal custody released 12 14 --journal mission --to "joint commission" --by "duty officer"
            """)
        { act, entries, journal, to, by, note };
        command.SetAction(parsed =>
        {
            var word = parsed.GetRequiredValue(act);
            var what = Custody.Parse(word) ?? throw new UsageException($"'{JournalWords.Plain(word)}' is no act of custody: name received, opened, exported, released or redacted");
            var said = new Custody(what, JournalWords.Now)
            {
                To = JournalWords.Said(parsed.GetValue(to), "--to"),
                By = JournalWords.Said(parsed.GetValue(by), "--by"),
                Note = JournalWords.Said(parsed.GetValue(note), "--note"),
            };
            using var store = JournalWords.Open(parsed.GetRequiredValue(journal), "journal custody");
            var concerned = JournalWords.Sorted(parsed.GetRequiredValue(entries), store.Head.Size);
            var head = store.Append([(said with { Entries = concerned }).Encode()]);
            parsed.InvocationConfiguration.Output.WriteLine(FormattableString.Invariant($"entry {head.Size} says that {JournalWords.Listed(concerned)} {(concerned.Length == 1 ? "was" : "were")} {Custody.Word(what)}"));
            return ExitStatus.Done;
        });
        return command;
    }
}
