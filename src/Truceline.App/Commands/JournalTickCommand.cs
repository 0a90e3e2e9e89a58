using System.CommandLine;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal tick</c>: an entry that says only that the journal was kept, and a checkpoint over it.</summary>
internal static class JournalTickCommand
{
    public static Command Create()
    {
        var journal = JournalWords.Journal();
        var command = new Command("tick", """
            Appends an entry that says nothing but when it was made, and publishes a checkpoint over it: so silence is visible.
            Run it at a fixed cadence where nobody runs 'truceline serve', which does it by itself.

            Example:
              truceline journal tick --journal mission
            """)
        { journal };
        command.SetAction(parsed =>
        {
            var directory = parsed.GetRequiredValue(journal);
            using var store = JournalWords.Open(directory, "journal tick");
            var head = store.Append([new Tick(JournalWords.Now).Encode()]);
            var signer = JournalFolder.Signer(directory);
            store.Publish(signer);
            parsed.InvocationConfiguration.Output.WriteLine(FormattableString.Invariant($"entry {head.Size} is a tick; checkpoint {head.Size} is published, signed by {signer.Key.Name}"));
            return ExitStatus.Done;
        });
        return command;
    }
}
