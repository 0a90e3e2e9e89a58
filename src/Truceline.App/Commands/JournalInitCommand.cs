using System.CommandLine;
using System.Security.Cryptography;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal init</c>: begins a journal, names it, and makes the key that signs its heads.</summary>
internal static class JournalInitCommand
{
    public static Command Create()
    {
        var journal = new Option<string>("--journal") { Description = "The journal's directory; it is made where there is none.", Required = true, HelpName = "DIR" };
        var origin = new Option<string?>("--origin") { Description = "Its name for all who check it, such as monitors.example/donbas; without it one is made from the key. It cannot be changed later.", HelpName = "NAME" };
        var command = new Command("init", """
            Begins a journal where there is none, makes the key that signs its heads, and prints the verifier key, which whoever
            checks receipts, proofs and bulletins should have from you by another way than your server. Any verb that
            writes begins a journal too; this one names it. A journal of an earlier format is brought up to this one.

            Example:
              truceline journal init --journal mission --origin mission.example/journal
            """)
        { journal, origin };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var (directory, name) = (parsed.GetRequiredValue(journal), parsed.GetValue(origin));
            if (name is not null && !NoteKey.IsName(name)) throw new UsageException("--origin is empty, too long, or has a space, a control character or a '+'; write it like mission.example/journal.");
            JournalFolder.RequireName(directory);
            var began = !SqliteJournal.ExistsIn(directory);
            using var store = JournalFolder.OpenOrCreate(directory, "truceline journal init");
            var had = SigningKey.Verifier(directory);
            if (had is not null && name is not null && had.Name != name) throw new UsageException($"the journal in '{directory}' is named {had.Name} already, and its name stays what it is.");
            var key = SigningKey.OpenOrCreate(directory, RandomNumberGenerator.Fill, name).Key;
            error.WriteLine(began ? $"a journal was begun in '{directory}'" : had is null ? $"the journal in '{directory}' has a key now" : $"the journal in '{directory}' is there already");
            if (had is null) error.WriteLine($"keep a copy of {Path.Combine(directory, SigningKey.FileName)} apart, under lock: it is in no backup, and without it the journal can sign no more");
            error.WriteLine($"fingerprint, to be read out to whoever gets the key: {ProofTrust.Fingerprint(key)}");
            output.WriteLine(key.ToString());
            return ExitStatus.Done;
        });
        return command;
    }
}
