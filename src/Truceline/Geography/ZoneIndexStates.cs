using System.Collections.Immutable;
using System.Numerics;

namespace Truceline.Geography;

/// <summary>The different answers that cells give: which zones hold all of a cell, and which it leaves open; all others miss it.</summary>
internal sealed class ZoneIndexStates(int words)
{
    private readonly List<ulong> masks = [];
    private int[] slots = new int[1024];

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Inside(int state) => Masks(state)[..words];

    public ReadOnlySpan<ulong> Open(int state) => Masks(state)[words..];

    private ReadOnlySpan<ulong> Masks(int state) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(masks).Slice(state * 2 * words, 2 * words);

    /// <summary>The number of a state: that of the first time it came.</summary>
    public int Of(ReadOnlySpan<ulong> inside, ReadOnlySpan<ulong> open)
    {
        if (2 * Count >= slots.Length) Grow();
        var slot = Slot(inside, open);
        if (slots[slot] != 0) return slots[slot] - 1;
        masks.AddRange(inside);
        masks.AddRange(open);
        slots[slot] = ++Count;
        return Count - 1;
    }

    private int Slot(ReadOnlySpan<ulong> inside, ReadOnlySpan<ulong> open)
    {
        var hash = 17ul;
        foreach (var word in inside) hash = BitOperations.RotateLeft((hash ^ word) * 0x9E3779B97F4A7C15, 23);
        foreach (var word in open) hash = BitOperations.RotateLeft((hash ^ word) * 0x9E3779B97F4A7C15, 23);
        var slot = (int)(hash >> 20) & (slots.Length - 1);
        while (slots[slot] is var taken and not 0 && !(Inside(taken - 1).SequenceEqual(inside) && Open(taken - 1).SequenceEqual(open)))
            slot = (slot + 1) & (slots.Length - 1);
        return slot;
    }

    private void Grow()
    {
        slots = new int[4 * slots.Length];
        for (var state = 0; state < Count; state++) slots[Slot(Inside(state), Open(state))] = state + 1;
    }
}
