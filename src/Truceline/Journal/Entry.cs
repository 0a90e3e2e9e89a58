namespace Truceline.Journal;

/// <summary>One leaf of the journal as it can be read.</summary>
/// <param name="Number">Its number, from 1. Entry n is leaf n − 1 of the tree; after it the tree has size n.</param>
/// <param name="Commitment">What the journal has committed to.</param>
/// <param name="Bytes">Its canonical bytes: RFC 8785 JSON <c>{"body":…,"kind":…}</c>.</param>
public sealed record Entry(long Number, Hash Commitment, ReadOnlyMemory<byte> Bytes);
