using System.CommandLine;
using System.Globalization;
using Truceline.App.Terminal;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal restore</c>: a journal from its copy, checked whole before anything is made.</summary>
internal static class JournalRestoreCommand
{
    public static Command Create()
    {
        var backup = new Argument<string>("BACKUP") { Description = "The folder that 'truceline journal backup' made." };
        var journal = new Option<string>("--journal") { Description = "The directory of the journal to be; nothing is in it yet.", Required = true, HelpName = "DIR" };
        var key = new Option<string?>("--key") { Description = "The private key of the journal (signing.key), which no copy has.", HelpName = "FILE" };
        var command = new Command("restore", """
            Makes a journal from a copy. The copy is verified whole first; one that was altered is refused with exit status 1. What
            came in after the copy was made is not in it: hold the head against a checkpoint or receipt that somebody has kept.

            Example:
              truceline journal restore backups/2026-03-01 --journal mission --key signing.key
            """)
        { backup, journal, key };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (from, directory) = (parsed.GetRequiredValue(backup), parsed.GetRequiredValue(journal));
            JournalFolder.Require(from);
            JournalFolder.RequireNothingAt(directory);
            var signer = parsed.GetValue(key) is { } file ? Read(file, from) : null;
            return Run(from, directory, signer, output, error);
        });
        return command;
    }

    private static int Run(string from, string directory, NoteSigner? signer, TextWriter output, TextWriter error)
    {
        var verified = SqliteJournal.Verify(from);
        if (verified.Fault is { } fault)
        {
            error.WriteLine(Screen.Plain($"truceline: the copy in '{from}' is not restored: {fault.What}; take another copy."));
            return ExitStatus.Rejected;
        }
        using (var copy = JournalFolder.OpenForReading(from)) copy.BackupTo(directory);
        if (signer is not null) SigningKey.Install(directory, signer);
        var head = verified.Head;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{head.Size:N0} {(head.Size == 1 ? "entry" : "entries")} restored to '{directory}', head {head.Root}"));
        output.WriteLine("What came in after the copy was made is not here. If a head was signed since, what is signed from now on contradicts it:");
        output.WriteLine("the journal is forked, and witnesses refuse it. Before anything is published, hold it against what anybody has kept:");
        output.WriteLine($"  truceline verify {directory} --against CHECKPOINT");
        output.WriteLine($"  truceline journal check-receipt RECEIPT --journal {directory}");
        if (signer is null && SigningKey.Verifier(directory) is { } known)
            error.WriteLine($"the journal signs as {known.Name}, and its private key is not here: put {SigningKey.FileName} into '{directory}' before anything is published");
        return ExitStatus.Done;
    }

    private static NoteSigner Read(string file, string from)
    {
        if (!File.Exists(file)) throw new UsageException($"there is no file '{file}': check its path");
        RegularFile.Require(file);
        NoteSigner signer;
        try
        {
            signer = NoteSigner.Parse(File.ReadAllText(file).TrimEnd('\r', '\n'));
        }
        catch (FormatException broken)
        {
            throw new UsageException($"{file} is no private key of a journal: {broken.Message}.");
        }
        if (SigningKey.Verifier(from) is { } known && !known.Equals(signer.Key))
            throw new UsageException($"{file} is not the key of this journal, which signs as {known.Name}; name the one that belongs to it.");
        return signer;
    }
}
