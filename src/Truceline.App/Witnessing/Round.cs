using System.Collections.Immutable;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Witnessing;

/// <summary>What came of asking all witnesses for one checkpoint.</summary>
/// <param name="Checkpoint">The checkpoint with the cosignatures that it has now.</param>
/// <param name="Answers">What each said.</param>
internal sealed record Round(SignedNote Checkpoint, ImmutableArray<Asked> Answers)
{
    /// <summary>A note has room for the journal's own signature and these.</summary>
    public const int MostWitnesses = SignedNote.MostSignatures - 1;

    /// <summary>Publishes the head of a journal and asks each witness for its cosignature, all at once; those that came are kept.</summary>
    /// <param name="directory">The journal.</param>
    /// <param name="verb">What is done, for those who want to write meanwhile.</param>
    /// <param name="clients">The witnesses.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <exception cref="JournalException">The journal cannot be written or read.</exception>
    public static async Task<Round> Run(string directory, string verb, IReadOnlyCollection<WitnessClient> clients, CancellationToken cancel)
    {
        // One that is gone is not begun anew under its old name.
        JournalFolder.Require(directory);
        SignedNote note;
        var signer = JournalFolder.Signer(directory);
        // Held for the moments of writing alone: while witnesses are asked, others go on.
        using (var journal = JournalFolder.OpenOrCreate(directory, verb)) note = journal.Publish(signer);
        var own = note with { Signatures = [.. note.Signatures.Where(one => one.Name == signer.Key.Name && one.Id == signer.Key.Id)] };
        ImmutableArray<Asked> answers;
        using (var reading = JournalFolder.OpenForReading(directory))
            answers = [.. await Task.WhenAll(clients.Select(client => Task.Run(() => client.Ask(own, reading.Node, cancel), cancel)))];
        var cosignatures = answers.Select(answer => answer.Cosignature).OfType<NoteSignature>().ToArray();
        if (cosignatures.Length > 0)
            using (var journal = JournalFolder.OpenOrCreate(directory, verb)) note = journal.Cosign(Journal.Checkpoint.Parse(note.Text).Head.Size, cosignatures);
        return new(note, answers);
    }
}
