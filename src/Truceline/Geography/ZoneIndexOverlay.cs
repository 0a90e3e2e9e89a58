using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Truceline.Geography;

/// <summary>
/// Lays the layers of an index over one another: the cells of all of them together, in a table that three steps read. An entry below 0
/// is the complement of the number of a block; from there on twice the number of a state or, and one more, of a mixed cell.
/// </summary>
internal sealed class ZoneIndexOverlay
{
    /// <summary>The levels of the three steps; a block has 16 × 16 entries.</summary>
    public const int First = 9, Second = 13;

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
    private readonly List<ZoneIndexQuestion> questions = [];
    private readonly ZoneIndexSets sets;

    private ZoneIndexOverlay(IReadOnlyList<ZoneIndexLayer> layers, int zones)
    {
        this.layers = layers;
        cursors = new int[layers.Count];
        words = Math.Max(1, (zones + 63) / 64);
        inside = new ulong[words * (ZoneIndexCell.Deepest + 2)];
        open = new ulong[words];
        States = new(words);
        sets = new(zones);
    }

    public ZoneIndexStates States { get; }

    public static ZoneIndexTable Of(IReadOnlyList<ZoneIndexLayer> layers, int zones)
    {
        var overlay = new ZoneIndexOverlay(layers, zones);
        for (var i = 0; i < layers.Count; i++) overlay.active.Add(i);
        overlay.Visit(ZoneIndexCell.Globe, 0, layers.Count);
        var blocks = new int[Math.Max(1, overlay.blocks.Count) * Block];
        for (var i = 0; i < overlay.blocks.Count; i++) overlay.blocks[i].CopyTo(blocks, i * Block);
        return new(overlay.root, blocks, [.. overlay.mixed], [.. overlay.questions], overlay.States, overlay.sets.All);
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
        if (leaves.Count == 0) return 2 * state;
        var from = questions.Count;
        foreach (var leaf in leaves)
            for (int first = 0, after; first < leaf.Open.Length; first = after)
            {
                for (after = first + 1; after < leaf.Open.Length && leaf.Open[after].Field == leaf.Open[first].Field; after++) { }
                questions.Add(new(leaf, leaf.Sketch, leaf.Open[first].Field, sets.Of(leaf.Open.AsSpan(first, after - first))));
            }
        mixed.Add(new(state, from, questions.Count - from));
        return 2 * (mixed.Count - 1) + 1;
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
        if (entry < 0) return ~entry;
        blocks.Add(new int[Block]);
        entry = ~(blocks.Count - 1);
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
internal sealed class ZoneIndexTable(int[] root, int[] blocks, ZoneIndexMixed[] mixed, ZoneIndexQuestion[] questions, ZoneIndexStates states, ImmutableArray<ImmutableArray<int>> sets)
{
    public ZoneIndexStates States => states;

    /// <summary>Zones that a cell asks the same of, by the number of the set; first each zone alone, by its own.</summary>
    public ImmutableArray<ImmutableArray<int>> Sets => sets;

    /// <summary>The entry of a position: a state from 0 on, or the complement of the number of a mixed cell.</summary>
    public int At(double longitude, double latitude)
    {
        var (x, y) = ZoneIndexCell.Of(longitude, latitude);
        return At(x, y);
    }

    /// <summary>The entry of a cell of the deepest level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int At(int x, int y)
    {
        // All three steps are taken, the last ones perhaps in vain: so nothing is guessed, and a processor looks up several positions at once.
        var entry = root[(y >> 8) << ZoneIndexOverlay.First | x >> 8];
        var isBlock = entry >> 31;
        entry = (blocks[(~entry << 8 | (y & 0xF0) | (x >> 4 & 15)) & isBlock] & isBlock) | (entry & ~isBlock);
        isBlock = entry >> 31;
        entry = (blocks[(~entry << 8 | (y & 15) << 4 | (x & 15)) & isBlock] & isBlock) | (entry & ~isBlock);
        return (entry >> 1) ^ -(entry & 1);
    }

    /// <summary>The state of an entry: which zones hold all of its cell, and which it leaves open.</summary>
    public int State(int entry) => entry >= 0 ? entry : mixed[~entry].State;

    /// <summary>What decides the zones that an entry leaves open: nothing is asked where it leaves none.</summary>
    public ReadOnlySpan<ZoneIndexQuestion> Questions(int entry) => entry >= 0 ? [] : questions.AsSpan(mixed[~entry].First, mixed[~entry].Count);

    /// <summary>Has what decides an entry brought near; what it says means nothing.</summary>
    public int Warm(int entry) => entry < 0 ? questions[mixed[~entry].First].Sketch?.Warm ?? 0 : 0;

    public int MixedCount => mixed.Length;
}

/// <summary>A cell that leaves zones open.</summary>
/// <param name="State">Which zones hold all of it, and which it leaves open.</param>
/// <param name="First">The first question that decides these.</param>
/// <param name="Count">How many questions do.</param>
internal readonly record struct ZoneIndexMixed(int State, int First, int Count);

/// <summary>What is asked where a cell leaves zones open. Those of one leaf stand together.</summary>
/// <param name="Leaf">What is read.</param>
/// <param name="Sketch">What is read first, if there is one.</param>
/// <param name="Field">The margin.</param>
/// <param name="Set">The zones whose margin it is, as a set of the table.</param>
internal readonly record struct ZoneIndexQuestion(ZoneIndexLeaf Leaf, ZoneIndexSketch? Sketch, ZoneIndexField Field, int Set);

/// <summary>Sets of zones, numbered as they come.</summary>
internal sealed class ZoneIndexSets
{
    private readonly Dictionary<int, List<int>> known = [];
    private readonly ImmutableArray<ImmutableArray<int>>.Builder all;

    public ZoneIndexSets(int zones)
    {
        all = ImmutableArray.CreateBuilder<ImmutableArray<int>>(zones);
        for (var zone = 0; zone < zones; zone++) all.Add([zone]);
    }

    public ImmutableArray<ImmutableArray<int>> All => all.ToImmutable();

    /// <summary>The number of the set of some open zones.</summary>
    public int Of(ReadOnlySpan<ZoneIndexOpen> open)
    {
        if (open.Length == 1) return open[0].Zone;
        var hash = 17;
        foreach (ref readonly var one in open) hash = 31 * hash + one.Zone;
        if (!known.TryGetValue(hash, out var numbers)) known[hash] = numbers = [];
        foreach (var number in numbers)
            if (IsSame(all[number].AsSpan(), open)) return number;
        var zones = ImmutableArray.CreateBuilder<int>(open.Length);
        foreach (ref readonly var one in open) zones.Add(one.Zone);
        all.Add(zones.MoveToImmutable());
        numbers.Add(all.Count - 1);
        return all.Count - 1;
    }

    private static bool IsSame(ReadOnlySpan<int> zones, ReadOnlySpan<ZoneIndexOpen> open)
    {
        if (zones.Length != open.Length) return false;
        for (var i = 0; i < zones.Length; i++)
            if (zones[i] != open[i].Zone) return false;
        return true;
    }
}
