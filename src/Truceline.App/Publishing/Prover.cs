using System.Globalization;
using NodaTime.Text;
using Truceline.Embedded;
using Truceline.Journal;
using Truceline.Picture;

namespace Truceline.App.Publishing;

/// <summary>Proofs from a journal's folder.</summary>
internal static class Prover
{
    /// <summary>The key of a journal, and the published checkpoint with a number of entries that proves most; one is published where there is none.</summary>
    public static (NoteKey Key, SignedNote Checkpoint) Checkpoint(string directory, long size, TlogPolicy? policy)
    {
        using (var journal = JournalFolder.OpenForReading(directory))
        {
            if (size > journal.Head.Size) throw new UsageException(FormattableString.Invariant($"entry {size} lies beyond the journal, which has {journal.Head.Size} entries."));
            if (SigningKey.Verifier(directory) is { } key && EntryProof.Best(journal.Checkpoints(), size, note => Judge(policy, note, key) is { IsMet: true }) is { } best) return (key, best);
        }
        using var writing = JournalFolder.OpenOrCreate(directory, "truceline journal prove");
        var signer = JournalFolder.Signer(directory);
        return (signer.Key, writing.Publish(signer));
    }

    /// <summary>What a policy says of a checkpoint; null: there is no policy, or a cosignature is false.</summary>
    public static Verdict? Judge(TlogPolicy? policy, SignedNote note, NoteKey key)
    {
        try
        {
            return policy?.Judge(note, key);
        }
        catch (FormatException)
        {
            return new(null, [], false);
        }
    }

    /// <summary>The proof of a sentence of a published bulletin, named as AGREEMENT/DAY/sN: of the last publication of that day.</summary>
    public static ProofFile OfSentence(string directory, string name, TlogPolicy? policy)
    {
        var parts = name.Split('/');
        if (parts.Length != 3 || LocalDatePattern.Iso.Parse(parts[1]) is not { Success: true, Value: var day }) throw new UsageException($"'{name}' names no sentence: write AGREEMENT/DAY/sN, as in minsk-2/2015-02-16/s3.");
        using var journal = JournalFolder.OpenForReading(directory);
        if (PublicationLog.Fold(journal.Read(journal.Head.Size)).Of(parts[0], day) is not [.., var published])
            throw new UsageException($"no bulletin of {parts[1]} under agreement '{parts[0]}' was published; 'truceline bulletin --publish' publishes one.");
        return OfSentence(journal, published, parts[2], Checkpoint(directory, published.Number, policy))
            ?? throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"the bulletin has the sentences s1 to s{published.Publication.Count}, and none '{parts[2]}'."));
    }

    /// <summary>The proof of a sentence of a published bulletin; null: it has no such sentence.</summary>
    public static ProofFile? OfSentence(SqliteJournal journal, PublishedBulletin published, string id, (NoteKey Key, SignedNote Note) checkpoint) =>
        SentenceTree.Of(Content(published), journal).Prove(id, OfPublication(journal, published, checkpoint), journal);

    /// <summary>The proofs of all sentences of a published bulletin, in their order.</summary>
    public static IEnumerable<ProofFile> OfAll(SqliteJournal journal, PublishedBulletin published, (NoteKey Key, SignedNote Note) checkpoint)
    {
        var (tree, publication) = (SentenceTree.Of(Content(published), journal), OfPublication(journal, published, checkpoint));
        return Content(published).Sentences.Select(sentence => tree.Prove(sentence.Id, publication, journal)!);
    }

    private static ProofFile OfPublication(SqliteJournal journal, PublishedBulletin published, (NoteKey Key, SignedNote Note) checkpoint) =>
        EntryProof.Of(journal, published.Number, checkpoint.Note, checkpoint.Key, disclose: true);

    private static FrozenBulletin Content(PublishedBulletin published) => published.Bulletin
        ?? throw new UsageException(FormattableString.Invariant($"the content of that bulletin, entry {published.Number - 1}, was erased: its sentences can no longer be proven."));
}
