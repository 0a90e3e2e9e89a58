using System.CommandLine;
using System.Globalization;
using Truceline.App.Terminal;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal backup</c>: a copy of a journal while it is in use.</summary>
internal static class JournalBackupCommand
{
    public static Command Create()
    {
        var journal = JournalWords.Journal();
        var folder = new Option<string>("--output", "-o") { Description = "The folder of the copy; it is made, and nothing is in it yet.", Required = true, HelpName = "FOLDER" };
        var to = new Option<string?>("--to") { Description = "Who keeps it: kept in the journal.", HelpName = "NAME" };
        var by = JournalWords.By();
        var command = new Command("backup", """
            Copies a journal as it is at one moment; others may read and write meanwhile. The copy is whole and on the disk when
            this ends, or not there. It is written down first, so that an erasure later names it. Who has a copy can read all
            that the journal says; the private key is not in it.

            Example:
              truceline journal backup --journal mission -o backups/2026-03-01 --to "archive of the mission"
            """)
        { journal, folder, to, by };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (directory, target) = (parsed.GetRequiredValue(journal), parsed.GetRequiredValue(folder));
            var (keeper, who) = (JournalWords.Said(parsed.GetValue(to), "--to"), JournalWords.Said(parsed.GetValue(by), "--by"));
            JournalFolder.Require(directory);
            JournalFolder.RequireNothingAt(target);
            Record(directory, keeper, who, error);
            using var store = JournalFolder.OpenForReading(directory);
            var head = store.BackupTo(target);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{head.Size:N0} {(head.Size == 1 ? "entry" : "entries")} copied to '{target}', head {head.Root}"));
            output.WriteLine($"Without {SigningKey.FileName}: keep a copy of that apart, under lock.");
            return ExitStatus.Done;
        });
        return command;
    }

    /// <summary>Writes the copy down. A journal that cannot be written to is copied all the same: that may be why.</summary>
    private static void Record(string directory, string? to, string? by, TextWriter error)
    {
        try
        {
            using var store = JournalWords.Open(directory, "journal backup");
            if (store.Head.Size > 0)
                store.Append([new Custody(CustodyAct.Exported, JournalWords.Now) { UpTo = store.Head.Size, Form = Custody.Backup, To = to, By = by }.Encode()]);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or Microsoft.Data.Sqlite.SqliteException)
        {
            error.WriteLine($"truceline: this copy is not written down in the journal: {Screen.Plain(refused.Message)}");
        }
    }
}
