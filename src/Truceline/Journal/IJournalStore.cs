namespace Truceline.Journal;

/// <summary>
/// Where a journal is kept. Sameness of stores is proved by the contract tests. A store draws each entry's secret from
/// a source handed to it when it is opened: the meaning itself has no randomness.
/// </summary>
public interface IJournalStore : IDisposable
{
    /// <summary>The head after the last acknowledged batch. An empty journal has size 0 and SHA-256 of nothing as its root.</summary>
    Head Head { get; }

    /// <summary>
    /// Appends entries as one batch, all or none, and returns the new head only after they are durable. An empty batch
    /// changes nothing. After a failure in the middle of writing the store takes no more entries: it must be opened anew,
    /// and what was not acknowledged may or may not be there.
    /// </summary>
    /// <param name="entries">Their canonical bytes, in order.</param>
    Head Append(IReadOnlyList<ReadOnlyMemory<byte>> entries);

    /// <summary>
    /// Reads the entries up to a number, included, in order; a number beyond the head means up to the head. Each entry is
    /// checked against its commitment as it is read; one that was erased comes without content.
    /// </summary>
    /// <param name="upTo">The number of the last entry.</param>
    /// <param name="after">The number of the entry before the first; 0: from the beginning.</param>
    IEnumerable<Entry> Read(long upTo, long after = 0);

    /// <summary>The commitments of the same entries, unread: what the tree is made of.</summary>
    /// <param name="upTo">The number of the last entry.</param>
    /// <param name="after">The number of the entry before the first; 0: from the beginning.</param>
    IEnumerable<Hash> Commitments(long upTo, long after = 0);

    /// <summary>A node of the tree, as <see cref="TreeNodes"/> says; its leaves are acknowledged entries.</summary>
    Hash Node(int level, long index);
}
