namespace Truceline.Journal;

/// <summary>One leaf of the journal as it can be read.</summary>
/// <param name="Number">Its number, from 1. Entry n is leaf n − 1 of the tree; after it the tree has size n.</param>
/// <param name="Commitment">What the journal has committed to.</param>
/// <param name="Bytes">Its canonical bytes: RFC 8785 JSON <c>{"body":…,"kind":…}</c>. Empty when its content was erased.</param>
public sealed record Entry(long Number, Hash Commitment, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Its secret, for who may disclose it; null when it was erased, and for an entry that was not read from a journal.</summary>
    public Secret? Secret { get; init; }

    /// <summary>Whether its content was erased: that it was there, and where, still stands.</summary>
    public bool IsErased => Bytes.IsEmpty;
}
