using System.Collections.Immutable;
using Truceline.Journal;

namespace Truceline.Picture;

/// <summary>The tree (RFC 6962) over the sentences of a published bulletin: leaf n − 1 is sentence <c>sn</c>.</summary>
public sealed class SentenceTree
{
    private readonly FrozenBulletin bulletin;
    private readonly ImmutableDictionary<long, Hash> commitments;
    private readonly ImmutableArray<Hash> leaves;

    /// <summary>The tree of a bulletin.</summary>
    /// <param name="bulletin">The bulletin.</param>
    /// <param name="commitments">The commitments of all entries on which its sentences rest.</param>
    public SentenceTree(FrozenBulletin bulletin, ImmutableDictionary<long, Hash> commitments)
    {
        ArgumentNullException.ThrowIfNull(bulletin);
        (this.bulletin, this.commitments) = (bulletin, commitments);
        leaves = [.. bulletin.Sentences.Select(one => ProvenSentence.LeafOf(one.Id, one.Text, bulletin.SaltOf(one.Id), one.Entries.Select(number => commitments[number])))];
        Root = MerkleProofs.Root(0, leaves.Length, Node);
    }

    /// <summary>The tree of a bulletin, with what a journal has committed to.</summary>
    public static SentenceTree Of(FrozenBulletin bulletin, IJournalStore store)
    {
        ArgumentNullException.ThrowIfNull(bulletin);
        return new(bulletin, EntryProof.Commitments(store, bulletin.Sentences.SelectMany(sentence => sentence.Entries)));
    }

    /// <summary>The root over all sentences.</summary>
    public Hash Root { get; }

    /// <summary>The proof of a sentence.</summary>
    /// <param name="id">The sentence, such as <c>s3</c>.</param>
    /// <param name="publication">The proof of the entry of the publication, disclosed.</param>
    /// <param name="store">The journal.</param>
    /// <returns>Null: the bulletin has no such sentence.</returns>
    public ProofFile? Prove(string id, ProofFile publication, IJournalStore store)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ArgumentNullException.ThrowIfNull(store);
        var index = bulletin.Sentences.IndexOf(bulletin.Sentences.FirstOrDefault(one => one.Id == id)!);
        if (index < 0) return null;
        var sentence = bulletin.Sentences[index];
        var size = Checkpoint.Parse(publication.Proof.Checkpoint.Text).Head.Size;
        return publication with
        {
            Sentence = new(
                id, sentence.Text, bulletin.SaltOf(id), [.. sentence.Entries.Select(number => new ProvenEntry(number, commitments[number]))],
                MerkleProofs.Inclusion(index, leaves.Length, Node),
                sentence.Entries.IsEmpty ? [] : MerkleProofs.Several([.. sentence.Entries.Select(number => number - 1)], size, store.Node)),
        };
    }

    private Hash Node(int level, long index) =>
        level == 0 ? leaves[(int)index] : MerkleTree.Join(Node(level - 1, 2 * index), Node(level - 1, 2 * index + 1));
}
