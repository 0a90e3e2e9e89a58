using System.Buffers;

namespace Truceline.Incidents;

/// <summary>The observations of one cube of space, side by side in the order of time.</summary>
internal struct Cell
{
    /// <summary>Its place among the cubes.</summary>
    public long Key;

    /// <summary>Where its observations begin and end.</summary>
    public int First, End;

    /// <summary>The ground on which they stand.</summary>
    public Footing Footing;
}

/// <summary>The ground of some observations: the box around their middles, and their greatest radius.</summary>
internal struct Footing
{
    private Box box;
    private double radius;

    /// <summary>The ground of nothing.</summary>
    public static Footing None { get; } = new() { box = Box.None };

    /// <summary>Takes in an observation.</summary>
    public void Add(in Spot spot)
    {
        box.Add(spot);
        radius = Math.Max(radius, spot.Radius);
    }

    /// <summary>Whether one of its observations may be within a gap of another one.</summary>
    public readonly bool MayReach(in Spot spot, double gap) => gap + radius + spot.Radius + Spot.Rounding is var reach && box.Squared(spot) <= reach * reach;

    /// <summary>Whether one of its observations may be within a gap of one of another ground.</summary>
    public readonly bool MayReach(in Footing other, double gap) => gap + radius + other.radius + Spot.Rounding is var reach && box.Squared(other.box) <= reach * reach;
}

/// <summary>
/// Observations laid into cubes of space, which know neither poles nor an antimeridian, and within a cube in the order of
/// time. Those that are known too coarsely are left out.
/// </summary>
internal sealed class Cells
{
    private readonly CellTable table;
    private readonly double gap;
    private Cell[] cells;
    private int count;

    private Cells(CellTable table, Spot[] spots, double gap)
    {
        (this.table, Spots, this.gap) = (table, spots, gap);
        cells = new Cell[16];
    }

    /// <summary>The observations, cube by cube.</summary>
    public Spot[] Spots { get; }

    /// <summary>The cubes, in the order in which time meets them.</summary>
    public ReadOnlySpan<Cell> All => cells.AsSpan(0, count);

    /// <summary>The longest time that one of the observations takes, in ticks.</summary>
    public long Longest { get; private init; }

    /// <summary>Lays out observations.</summary>
    public static Cells Of(Spots spots)
    {
        var radius = 0.0;
        long longest = 0;
        var left = 0;
        foreach (ref readonly var spot in spots.All.AsSpan())
        {
            if (spot.Kind == Spot.Coarse) continue;
            radius = Math.Max(radius, spot.Radius);
            longest = Math.Max(longest, spot.End - spot.Start);
            left++;
        }
        var laid = new Cells(new CellTable(spots.Rules.Gap.Value + 2 * radius + Spot.Rounding), new Spot[left], spots.Rules.Gap.Value) { Longest = longest };
        laid.Lay(spots.All, ByTime.Order(spots.All, left));
        return laid;
    }

    /// <summary>
    /// The cubes within reach of one; returns how many. Itself is the first: in a crowd the latest that may be one with another stand
    /// there, and once enough of them are found earlier ones of the cubes beside it need not be looked at.
    /// </summary>
    public int Around(in Cell cell, Span<int> found)
    {
        var n = 1;
        found[0] = table.Find(cell.Key);
        for (var dx = -1; dx <= 1; dx++)
            for (var dy = -1; dy <= 1; dy++)
                for (var dz = -1; dz <= 1; dz++)
                    if ((dx, dy, dz) != (0, 0, 0) && table.Find(cell.Key + CellTable.Step(dx, dy, dz)) is var at and >= 0 && cells[at].Footing.MayReach(cell.Footing, gap)) found[n++] = at;
        return n;
    }

    /// <summary>Whether any observation of a cube may be within reach of another one.</summary>
    public bool MayReach(in Cell cell, in Spot spot) => cell.Footing.MayReach(spot, gap);

    private void Lay(Spot[] all, int[] byTime)
    {
        var cellOf = ArrayPool<int>.Shared.Rent(byTime.Length);
        for (var i = 0; i < byTime.Length; i++)
        {
            ref readonly var spot = ref all[byTime[i]];
            var key = table.KeyOf(spot);
            var at = table.Add(key);
            if (at == count)
            {
                if (count == cells.Length) Array.Resize(ref cells, 2 * count);
                cells[count++] = new Cell { Key = key, Footing = Footing.None };
            }
            cells[at].End++;
            cellOf[i] = at;
        }
        var first = 0;
        foreach (ref var cell in cells.AsSpan(0, count)) (cell.First, cell.End, first) = (first, first, first + cell.End);
        for (var i = 0; i < byTime.Length; i++)
        {
            ref var cell = ref cells[cellOf[i]];
            ref readonly var spot = ref all[byTime[i]];
            Spots[cell.End++] = spot;
            cell.Footing.Add(spot);
        }
        ArrayPool<int>.Shared.Return(cellOf);
    }
}

/// <summary>The places of cubes of space in a list, found by their keys: a table with open places.</summary>
internal sealed class CellTable(double reach)
{
    // Three numbers of 21 bits each; below ten metres a side more would be needed, and a larger side is sound.
    private const long Bias = 1 << 20;

    private readonly double side = Math.Max(reach, 10);
    private long[] keys = new long[64];
    private int[] places = new int[64];
    private int count;

    /// <summary>The key of the cube of an observation.</summary>
    public long KeyOf(in Spot spot) => Step((long)Math.Floor(spot.X / side) + Bias, (long)Math.Floor(spot.Y / side) + Bias, (long)Math.Floor(spot.Z / side) + Bias);

    /// <summary>What is added to a key to go by some cubes.</summary>
    public static long Step(long dx, long dy, long dz) => (dx << 42) + (dy << 21) + dz;

    /// <summary>The place of a cube; -1: there is none.</summary>
    public int Find(long key)
    {
        var at = Slot(key);
        return places[at] - 1;
    }

    /// <summary>The place of a cube, the next one for a new cube.</summary>
    public int Add(long key)
    {
        var at = Slot(key);
        if (places[at] > 0) return places[at] - 1;
        (keys[at], places[at]) = (key, ++count);
        if (2 * count > keys.Length) Widen();
        return count - 1;
    }

    private int Slot(long key)
    {
        var mask = keys.Length - 1;
        var at = (int)((ulong)(key * -7046029254386353131L) >> 33) & mask;
        while (places[at] != 0 && keys[at] != key) at = (at + 1) & mask;
        return at;
    }

    private void Widen()
    {
        var (oldKeys, oldPlaces) = (keys, places);
        (keys, places) = (new long[2 * oldKeys.Length], new int[2 * oldKeys.Length]);
        for (var i = 0; i < oldKeys.Length; i++)
        {
            if (oldPlaces[i] == 0) continue;
            var at = Slot(oldKeys[i]);
            (keys[at], places[at]) = (oldKeys[i], oldPlaces[i]);
        }
    }
}
