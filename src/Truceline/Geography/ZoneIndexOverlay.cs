using System.Numerics;

namespace Truceline.Geography;

/// <summary>
/// Lays the layers of an index over one another: the cells of all of them together, in a table that three steps read. An entry from 0
/// on is a state; below, the complement of twice the number of a block, or of that of a mixed cell and one.
/// </summary>
internal sealed class ZoneIndexOverlay
{
    /// <summary>The levels of the three steps; a block has 16 × 16 entries.</summary>
    private const int First = 8, Second = 12;

    private const int Side = 16, Block = Side * Side, Columns = 1 << First, Rows = 1 << (First - 1);

    private readonly IReadOnlyList<ZoneIndexLayer> layers;
    private readonly int[] cursors;
    private readonly int words;
    private readonly ulong[] inside, open;
    private readonly List<ZoneIndexLeaf> leaves = [];
    private readonly List<int> active = [];
    private readonly int[] root = new int[Columns * Rows];
    private readonly List<int[]> blocks = [];
    private readonly List<ZoneIndexMixed> mixed = [];

    private ZoneIndexOverlay(IReadOnlyList<ZoneIndexLayer> layers, int zones)
    {
        this.layers = layers;
        cursors = new int[layers.Count];
        words = Math.Max(1, (zones + 63) / 64);
        inside = new ulong[words * (ZoneIndexCell.Deepest + 2)];
        open = new ulong[words];
        States = new(words);
    }

    public ZoneIndexStates States { get; }

    public static ZoneIndexTable Of(IReadOnlyList<ZoneIndexLayer> layers, int zones)
    {
        var overlay = new ZoneIndexOverlay(layers, zones);
        for (var i = 0; i < layers.Count; i++) overlay.active.Add(i);
        overlay.Visit(ZoneIndexCell.Globe, 0, layers.Count);
        return new(overlay.root, [.. overlay.blocks.SelectMany(block => block)], [.. overlay.mixed], overlay.States);
    }

    // What holds all of a cell holds all of its quarters; only layers that divide the cell go on.
    private void Visit(ZoneIndexCell cell, int from, int to)
    {
        var mask = inside.AsSpan((cell.Level + 1) * words, words);
        inside.AsSpan(cell.Level * words, words).CopyTo(mask);
        var (first, at) = (leaves.Count, to);
        for (var i = from; i < to; i++)
        {
            var layer = layers[active[i]];
            ref readonly var part = ref layer.Parts[cursors[active[i]]];
            if (part.Cell.Level > cell.Level)
            {
                if (at == active.Count) active.Add(0);
                active[at++] = active[i];
                continue;
            }
            cursors[active[i]]++;
            for (var rest = part.Inside; rest != 0; rest &= rest - 1)
                if (layer.Numbers[BitOperations.TrailingZeroCount(rest)] is var zone and >= 0) mask[zone >> 6] |= 1UL << zone;
            if (part.Leaf is { } leaf) leaves.Add(leaf);
        }
        if (at == to) Fill(cell, Entry(mask));
        else for (var i = 0; i < cell.Quarters; i++) Visit(cell.Quarter(i), to, at);
        leaves.RemoveRange(first, leaves.Count - first);
    }

    private int Entry(ReadOnlySpan<ulong> mask)
    {
        Array.Clear(open);
        foreach (var leaf in leaves)
            foreach (var one in leaf.Open) open[one.Zone >> 6] |= 1UL << one.Zone;
        var state = States.Of(mask, open);
        if (leaves.Count == 0) return state;
        mixed.Add(new(state, [.. leaves]));
        return ~(2 * (mixed.Count - 1) + 1);
    }

    private void Fill(ZoneIndexCell cell, int entry)
    {
        if (cell.Level <= First) Fill(root, Columns, cell.X, cell.Y, First - cell.Level, entry);
        else
        {
            var over = cell.Level - First;
            var middle = Beneath(ref root[(cell.Y >> over) * Columns + (cell.X >> over)]);
            if (cell.Level <= Second) Fill(blocks[middle], Side, cell.X, cell.Y, Second - cell.Level, entry);
            else
            {
                over = cell.Level - Second;
                var last = Beneath(ref blocks[middle][((cell.Y >> over) & (Side - 1)) * Side + ((cell.X >> over) & (Side - 1))]);
                Fill(blocks[last], Side, cell.X, cell.Y, ZoneIndexCell.Deepest - cell.Level, entry);
            }
        }
    }

    // The block that an entry leads to; a new one where it leads to none yet. A fresh entry is 0.
    private int Beneath(ref int entry)
    {
        if (entry < 0) return ~entry >> 1;
        blocks.Add(new int[Block]);
        entry = ~(2 * (blocks.Count - 1));
        return blocks.Count - 1;
    }

    private static void Fill(int[] entries, int columns, int x, int y, int up, int entry)
    {
        var side = 1 << up;
        var (left, below) = ((x << up) & (columns - 1), (y << up) & (entries.Length / columns - 1));
        for (var row = below; row < below + Math.Min(side, entries.Length / columns); row++) entries.AsSpan(row * columns + left, side).Fill(entry);
    }
}

/// <summary>The table of an index: three steps from a position to its cell.</summary>
internal sealed class ZoneIndexTable(int[] root, int[] blocks, ZoneIndexMixed[] mixed, ZoneIndexStates states)
{
    public ZoneIndexStates States => states;

    /// <summary>The entry of a position: a state from 0 on, or the complement of the number of a mixed cell.</summary>
    public int At(double longitude, double latitude)
    {
        var (x, y) = ZoneIndexCell.Of(longitude, latitude);
        return At(x, y);
    }

    /// <summary>The entry of a cell of the deepest level.</summary>
    public int At(int x, int y)
    {
        var entry = root[(y >> 8) << 8 | x >> 8];
        if (entry < 0 && (~entry & 1) == 0)
        {
            entry = blocks[(~entry >> 1) << 8 | (y & 0xF0) | (x >> 4 & 15)];
            if (entry < 0 && (~entry & 1) == 0) entry = blocks[(~entry >> 1) << 8 | (y & 15) << 4 | (x & 15)];
        }
        return entry >= 0 ? entry : ~(~entry >> 1);
    }

    public ZoneIndexMixed Mixed(int number) => mixed[number];

    public int MixedCount => mixed.Length;
}
