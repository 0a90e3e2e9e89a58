using System.Globalization;

namespace Truceline.Journal;

/// <summary>
/// A piece of the tree as it is served (C2SP tlog-tiles): up to 256 neighbouring hashes of one height, or the entries under
/// as many leaves. Once the journal has them it never changes.
/// </summary>
/// <param name="Level">Which height: its hashes are roots over 256^Level leaves each; <see cref="Entries"/> for the entries themselves.</param>
/// <param name="Index">Which of that height, from 0.</param>
/// <param name="Width">How many hashes it has, from 1 to 256; below 256 it is a partial one, at the right edge of a tree.</param>
internal readonly record struct Tile(int Level, long Index, int Width)
{
    /// <summary>The hashes of a full tile.</summary>
    public const int Full = 256;

    /// <summary>The level of a bundle of entries.</summary>
    public const int Entries = -1;

    // A tile of the seventh level spans 2^56 leaves; no journal that can be counted has one above it.
    private const int HighestLevel = 7;
    private const int BitsOfLevel = 8;
    private const int MostThrees = 4; // 256 million million entries

    /// <summary>The number of leaves under each of its hashes, as a power of two.</summary>
    private int Bits => Math.Max(Level, 0) * BitsOfLevel;

    /// <summary>The number of the first leaf, from 0.</summary>
    public long First => (Index * Full) << Bits;

    /// <summary>Whether a tree of that size has all of its hashes.</summary>
    public bool LiesIn(long size) => Width is > 0 and <= Full && Index >= 0 && Index <= size >> Bits && Index * Full + Width <= size >> Bits;

    /// <summary>The tile of a tree that has a hash: full where the tree has all 256, else as wide as it is.</summary>
    public static Tile Holding(int level, long hash, long size)
    {
        var tile = new Tile(level, hash / Full, Full);
        return tile.LiesIn(size) ? tile : tile with { Width = (int)((size >> tile.Bits) - tile.Index * Full) };
    }

    /// <summary>All tiles of one height that a tree of that size has, from the left; of the last what there is of it.</summary>
    public static IEnumerable<Tile> Of(int level, long size)
    {
        var hashes = size >> new Tile(level, 0, 1).Bits;
        for (var from = 0L; from < hashes; from += Full) yield return Holding(level, from, size);
    }

    /// <summary>The heights of which a tree of that size has tiles.</summary>
    public static IEnumerable<int> Levels(long size)
    {
        for (var level = 0; level <= HighestLevel && size >> (level * BitsOfLevel) > 0; level++) yield return level;
    }

    /// <summary>Its bytes: the hashes one behind the other.</summary>
    public byte[] Bytes(TreeNodes nodes)
    {
        var bytes = new byte[Width * Hash.Length];
        for (var i = 0; i < Width; i++) nodes(Bits, Index * Full + i).CopyTo(bytes.AsSpan(i * Hash.Length));
        return bytes;
    }

    /// <summary>The hashes that such bytes hold; null when they are not as many.</summary>
    public Hash[]? Hashes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Width * Hash.Length) return null;
        var hashes = new Hash[Width];
        for (var i = 0; i < Width; i++) hashes[i] = new(bytes.Slice(i * Hash.Length, Hash.Length));
        return hashes;
    }

    /// <summary>The address behind <c>/tile/</c>: level, index in threes, and the width of a partial one.</summary>
    public override string ToString()
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{Index % 1000:D3}");
        for (var rest = Index / 1000; rest > 0; rest /= 1000) path = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:D3}/{path}");
        var level = Level == Entries ? "entries" : Level.ToString(CultureInfo.InvariantCulture);
        return Width == Full ? $"{level}/{path}" : string.Create(CultureInfo.InvariantCulture, $"{level}/{path}.p/{Width}");
    }

    /// <summary>Reads the address behind <c>/tile/</c>; null when it is not written in the one way that there is.</summary>
    public static Tile? Parse(string path)
    {
        var parts = path.Split('/');
        if (parts.Length < 2) return null;
        var partial = parts.Length > 2 && parts[^2].EndsWith(".p", StringComparison.Ordinal);
        var threes = partial ? parts[1..^1] : parts[1..];
        if (partial) threes[^1] = threes[^1][..^2];
        if (threes.Length > MostThrees) return null;
        var index = 0L;
        for (var i = 0; i < threes.Length; i++)
        {
            if (threes[i].AsSpan(threes[i].StartsWith('x') ? 1 : 0) is not { Length: 3 } three || three.ContainsAnyExceptInRange('0', '9')) return null;
            index = index * 1000 + int.Parse(three, NumberStyles.None, CultureInfo.InvariantCulture);
        }
        var level = parts[0] == "entries" ? Entries : parts[0] is [>= '0' and <= '7'] ? parts[0][0] - '0' : (int?)null;
        var width = !partial ? Full : int.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : 0;
        if (level is null || width is < 1 or > Full) return null;
        var tile = new Tile(level.Value, index, width);
        // Written back, leading zeros, a missing x and a partial width of 256 show themselves: each tile has one address.
        return tile.ToString() == path ? tile : null;
    }
}
