using System.Collections.Immutable;
using System.Numerics;
using Truceline.Journal;

namespace Truceline.Embedded;

/// <summary>The frontier of a tree as the bytes of its nodes, the largest subtree first.</summary>
internal static class Frontier
{
    public static byte[] ToBytes(ImmutableArray<Hash> frontier)
    {
        var bytes = new byte[frontier.Length * Hash.Length];
        for (var i = 0; i < frontier.Length; i++) frontier[i].CopyTo(bytes.AsSpan(i * Hash.Length));
        return bytes;
    }

    /// <summary>The tree of that size, or null when these bytes are not the nodes of one.</summary>
    public static MerkleTree? Parse(long size, ReadOnlySpan<byte> bytes)
    {
        if (size < 0 || bytes.Length != BitOperations.PopCount((ulong)size) * Hash.Length) return null;
        var nodes = ImmutableArray.CreateBuilder<Hash>(bytes.Length / Hash.Length);
        for (var at = 0; at < bytes.Length; at += Hash.Length) nodes.Add(new Hash(bytes.Slice(at, Hash.Length)));
        return MerkleTree.Resume(size, nodes.MoveToImmutable());
    }
}
