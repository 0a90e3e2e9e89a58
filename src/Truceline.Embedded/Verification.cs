using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>
/// What re-hashing a whole journal found. Without a fault it shows that the journal agrees with itself: each entry's
/// content is what its commitment says, and the entries, in their order, are those of every head recorded. It does not
/// show that nobody rewrote all of it or cut off its end (a head held by somebody else shows that), nor that what was
/// reported is true or complete.
/// </summary>
/// <param name="Head">The last recorded head that everything before it agrees with.</param>
/// <param name="Batches">The number of heads up to that one.</param>
/// <param name="Fault">The first thing that is wrong, or null.</param>
public sealed record Verification(Head Head, long Batches, VerificationFault? Fault)
{
    /// <summary>How many checkpoints were published, up to that head.</summary>
    public long Checkpoints { get; init; }

    /// <summary>The key that signed them, from the journal's own folder; null: none is there, and their signatures were not checked.</summary>
    public NoteKey? Key { get; init; }

    /// <summary>How many entries were erased, each by an entry that says so.</summary>
    public long Erased { get; init; }
}

/// <summary>The first thing that is wrong in a journal.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="First">The number of the first entry that it concerns.</param>
/// <param name="Last">The number of the last entry among which it lies; mostly the same.</param>
/// <param name="What">One sentence.</param>
public sealed record VerificationFault(FaultKind Kind, long First, long Last, string What);

/// <summary>The kinds of fault.</summary>
public enum FaultKind
{
    /// <summary>The sealed content of an entry, or its secret, is not what was committed to.</summary>
    Content,

    /// <summary>The commitment of an entry is not the one that the head recorded, or not the one of its content.</summary>
    Commitment,

    /// <summary>An entry is missing.</summary>
    Missing,

    /// <summary>Each entry is whole, but they are not those, or not in the order, that the head recorded; or that head was rewritten whole.</summary>
    Order,

    /// <summary>A recorded head contradicts itself or is out of order.</summary>
    Head,

    /// <summary>A recorded head is missing.</summary>
    HeadMissing,

    /// <summary>An entry has neither content nor secret, and no entry says that it was erased.</summary>
    Erasure,

    /// <summary>A node that is kept of the tree is not what the entries say.</summary>
    Node,

    /// <summary>A checkpoint that was published is not one of this journal's heads, or is not signed by its key.</summary>
    Checkpoint,

    /// <summary>The database file itself is damaged.</summary>
    Database,
}
