using System.CommandLine;
using NodaTime;
using Truceline.App.Publishing;
using Truceline.App.Terminal;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal prove</c>: a file with which somebody else can check that an entry, or a sentence, is in the journal.</summary>
internal static class JournalProveCommand
{
    public static Command Create()
    {
        var what = new Argument<string>("ENTRY|SENTENCE") { Description = "The number of an entry, or a sentence of a published bulletin as AGREEMENT/DAY/sN." };
        var journal = new Option<string>("--journal") { Description = "The journal's directory.", Required = true, HelpName = "DIR" };
        var file = new Option<string>("--output", "-o") { Description = "The file to write.", Required = true, HelpName = "FILE" };
        var disclose = new Option<bool>("--disclose") { Description = "Put in what the entry says. That it was released is recorded in the journal." };
        var to = new Option<string?>("--to") { Description = "To whom it is released.", HelpName = "NAME" };
        var by = new Option<string?>("--by") { Description = "Who releases it.", HelpName = "NAME" };
        var policy = new Option<string?>("--policy") { Description = "Choose a checkpoint that satisfies this policy, if there is one.", HelpName = "FILE" };
        var command = new Command("prove", """
            Writes a proof that can be checked without the journal: 'truceline journal check-proof FILE', or the page that
            'truceline journal checker' writes. The proof of an entry names it by number and commitment and discloses nothing
            of what it says, unless --disclose is given.

            Example:
              truceline journal prove 12 --journal mission -o entry-12.proof.json
              truceline journal prove minsk-2/2015-02-16/s3 --journal mission -o s3.proof.json
            """)
        { what, journal, file, disclose, to, by, policy };
        command.SetAction(parsed =>
        {
            var (directory, name, into) = (parsed.GetValue(journal)!, parsed.GetValue(what)!, parsed.GetValue(file)!);
            if (Directory.Exists(into)) throw new UsageException($"{into} is a folder; name a file to be written.");
            JournalFolder.Require(directory);
            var trusted = parsed.GetValue(policy) is { } rules ? PolicyFile.Read(rules) : null;
            var output = parsed.InvocationConfiguration.Output;
            var proof = long.TryParse(name, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
                ? OfEntry(directory, number, trusted, parsed.GetValue(disclose) ? new Custody(CustodyAct.Released, Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow())) { Entries = [number], Form = Custody.Proof, To = parsed.GetValue(to), By = parsed.GetValue(by) } : null, output)
                : Prover.OfSentence(directory, name, trusted);
            File.WriteAllBytes(into, proof.Write());
            if (proof.Exercise) output.WriteLine("exercise, synthetic · these reports are made up");
            output.WriteLine(Screen.Plain($"wrote {into}: {(proof.Sentence is { } sentence ? $"sentence {sentence.Id}" : $"entry {number}")}, in a checkpoint of {Checkpoint.Parse(proof.Proof.Checkpoint.Text).Head.Size} entries"));
            output.WriteLine($"key {Screen.Plain(proof.Key.Name)}, fingerprint {ProofTrust.Fingerprint(proof.Key)}");
            return ExitStatus.Done;
        });
        return command;
    }

    private static ProofFile OfEntry(string directory, long number, TlogPolicy? policy, Custody? release, TextWriter output)
    {
        if (number < 1) throw new UsageException("entries are numbered from 1.");
        var (key, checkpoint) = Prover.Checkpoint(directory, number, policy);
        using var journal = JournalFolder.OpenForReading(directory);
        try
        {
            var proof = EntryProof.Of(journal, number, checkpoint, key, release is not null);
            // Recorded before the content leaves: a release that nobody wrote down must not happen.
            if (release is not null)
            {
                using var writing = JournalFolder.OpenOrCreate(directory, "truceline journal prove");
                output.WriteLine(FormattableString.Invariant($"entry {writing.Append([release.Encode()]).Size} records that entry {number} was released{(release.To is { } to ? $" to {Screen.Plain(to)}" : "")}"));
            }
            return proof;
        }
        catch (ArgumentException refused)
        {
            throw new UsageException($"{refused.Message.Split(" (Parameter", 2)[0]}.");
        }
    }
}
