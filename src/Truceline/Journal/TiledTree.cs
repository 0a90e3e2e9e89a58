using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Truceline.Journal;

/// <summary>
/// A tree of which somebody else keeps the tiles. Nothing of it is believed: what is made from it is a proof, and is checked
/// against a signed head like any other.
/// </summary>
/// <param name="size">The number of leaves.</param>
/// <param name="fetch">Gives the bytes of a tile.</param>
internal sealed class TiledTree(long size, Func<Tile, byte[]> fetch)
{
    private readonly ConcurrentDictionary<Tile, Hash[]> known = new();

    /// <summary>A node, as <see cref="TreeNodes"/> says.</summary>
    /// <exception cref="FormatException">The tile that it needs is no tile.</exception>
    public Hash Node(int level, long index)
    {
        var (tiles, height) = (level / 8, level % 8);
        var first = index << height;
        return Root(Hashes(Tile.Holding(tiles, first, size)).AsSpan((int)(first % Tile.Full), 1 << height));
    }

    /// <summary>The root over all that lies under a full tile.</summary>
    public Hash RootOver(Tile full) => Root(Hashes(full));

    private Hash[] Hashes(Tile tile) =>
        known.GetOrAdd(tile, wanted => wanted.Hashes(fetch(wanted)) ?? throw new FormatException($"the tile {wanted} has not the length of one"));

    /// <summary>The root over a complete subtree.</summary>
    private static Hash Root(ReadOnlySpan<Hash> hashes) =>
        hashes.Length == 1 ? hashes[0] : MerkleTree.Join(Root(hashes[..(hashes.Length / 2)]), Root(hashes[(hashes.Length / 2)..]));
}

/// <summary>The entries under the leaves of one tile, as they are served: each with its length before it. They are leaf data; content is not in it.</summary>
internal static class EntryBundle
{
    private const int LengthBytes = 2;

    /// <summary>The bundle of some commitments.</summary>
    public static byte[] Write(IEnumerable<Hash> commitments)
    {
        using var bytes = new MemoryStream(Tile.Full * 48);
        Span<byte> length = stackalloc byte[LengthBytes];
        foreach (var commitment in commitments)
        {
            var data = Leaf.Data(commitment);
            BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)data.Length);
            bytes.Write(length);
            bytes.Write(data);
        }
        return bytes.ToArray();
    }

    /// <summary>The leaf hashes of a bundle; null when it is not whole, or holds another number of entries.</summary>
    public static Hash[]? LeafHashes(ReadOnlySpan<byte> bundle, int entries)
    {
        var leaves = new Hash[entries];
        for (var i = 0; i < entries; i++)
        {
            if (bundle.Length < LengthBytes || BinaryPrimitives.ReadUInt16BigEndian(bundle) is var length && bundle.Length < LengthBytes + length) return null;
            leaves[i] = Leaf.HashOfData(bundle.Slice(LengthBytes, length));
            bundle = bundle[(LengthBytes + length)..];
        }
        return bundle.IsEmpty ? leaves : null;
    }
}
