using System.Collections.Immutable;

namespace Truceline.Journal;

/// <summary>Makes proofs of entries from a journal.</summary>
public static class EntryProof
{
    /// <summary>The proof that an entry lies in a journal.</summary>
    /// <param name="store">The journal.</param>
    /// <param name="number">The entry.</param>
    /// <param name="checkpoint">A signed checkpoint of the journal that has the entry.</param>
    /// <param name="key">The key that signed it.</param>
    /// <param name="disclose">Whether what the entry says is disclosed to whoever gets the proof.</param>
    /// <exception cref="ArgumentException">The checkpoint does not have the entry, or it was erased and is to be disclosed.</exception>
    public static ProofFile Of(IJournalStore store, long number, SignedNote checkpoint, NoteKey key, bool disclose)
    {
        ArgumentNullException.ThrowIfNull(store);
        var size = Checkpoint.Parse(checkpoint.Text).Head.Size;
        if (number < 1 || number > size) throw new ArgumentException($"a checkpoint of {size} entries does not have entry {number}", nameof(number));
        var proof = new TlogProof(number - 1, MerkleProofs.Inclusion(number - 1, size, store.Node), checkpoint);
        if (!disclose) return new() { Key = key, Proof = proof, Entry = new(number, store.Commitments(number, number - 1).Single()) };
        var entry = store.Read(number, number - 1).Single();
        if (entry.IsErased || entry.Secret is not { } secret) throw new ArgumentException($"entry {number} was erased: that it was there can be proven, and nothing of it disclosed", nameof(number));
        return new() { Key = key, Proof = proof, Entry = new(number, entry.Commitment) { Disclosed = new(secret, entry.Bytes) }, Exercise = EntryProofReading.IsExercise(entry.Bytes) };
    }

    // To ask whether one satisfies costs signatures; a journal has a checkpoint for each import.
    private const int MostAsked = 32;

    /// <summary>
    /// Of the checkpoints that have a number of entries, the one that proves most: that with the most cosignatures, of equal
    /// ones the earliest; but one of the next few if only that satisfies whoever is to be convinced.
    /// </summary>
    /// <param name="checkpoints">The published checkpoints.</param>
    /// <param name="size">The number of entries that it must have.</param>
    /// <param name="satisfies">Whether it satisfies; null: nobody is to be convinced in particular.</param>
    public static SignedNote? Best(IEnumerable<SignedNote> checkpoints, long size, Func<SignedNote, bool>? satisfies = null)
    {
        var ordered = checkpoints
            .Select(note => (Note: note, Checkpoint.Parse(note.Text).Head.Size))
            .Where(one => one.Size >= size)
            .OrderByDescending(one => one.Note.Signatures.Length).ThenBy(one => one.Size)
            .Select(one => one.Note)
            .ToArray();
        return satisfies is null ? ordered.FirstOrDefault() : ordered.Take(MostAsked).FirstOrDefault(satisfies) ?? ordered.FirstOrDefault();
    }

    /// <summary>The commitments of some entries, by their numbers.</summary>
    /// <param name="store">The journal.</param>
    /// <param name="numbers">Their numbers, in any order.</param>
    public static ImmutableDictionary<long, Hash> Commitments(IJournalStore store, IEnumerable<long> numbers)
    {
        ArgumentNullException.ThrowIfNull(store);
        var wanted = numbers.Distinct().Order().ToArray();
        var found = ImmutableDictionary.CreateBuilder<long, Hash>();
        for (var from = 0; from < wanted.Length;)
        {
            // Neighbours are read in one go.
            var to = from;
            while (to + 1 < wanted.Length && wanted[to + 1] == wanted[to] + 1) to++;
            var number = wanted[from];
            foreach (var commitment in store.Commitments(wanted[to], wanted[from] - 1)) found.Add(number++, commitment);
            from = to + 1;
        }
        return found.ToImmutable();
    }
}
