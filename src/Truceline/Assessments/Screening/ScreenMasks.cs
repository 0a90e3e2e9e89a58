using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Truceline.Geography;

namespace Truceline.Assessments.Screening;

/// <summary>What one question says of the clauses: those that it leaves possible, and those for which it is certain; a bit each.</summary>
internal readonly ref struct ScreenAnswer(ref ulong possible, ref ulong certain)
{
    public readonly ref ulong Possible = ref possible, Certain = ref certain;
}

/// <summary>
/// The clauses that events may be about, and those that they are about, while the questions are asked one after the other: a row for
/// each event, of which one is asked at a time.
/// </summary>
internal sealed class ScreenMasks(ClauseTable table, int rows = 1)
{
    private readonly int words = ClauseTable.Words(table.Count);
    private readonly ulong[] possible = new ulong[rows * ClauseTable.Words(table.Count)];
    private readonly ulong[] certain = new ulong[rows * ClauseTable.Words(table.Count)];
    private readonly ClausePlaces places = table.Places;
    private readonly ZoneIndex index = table.Index;
    private readonly ZoneIndexReader reader = new();
    private int row;

    private ref ulong RowPossible => ref possible[row * words];

    private ref ulong RowCertain => ref certain[row * words];

    /// <summary>Goes to a row.</summary>
    public void Row(int number) => row = number;

    /// <summary>The answers of a first question.</summary>
    public void Begin(ScreenAnswer first)
    {
        for (var word = 0; word < words; word += 8)
        {
            Vector512.LoadUnsafe(ref first.Possible, (nuint)word).StoreUnsafe(ref RowPossible, (nuint)word);
            Vector512.LoadUnsafe(ref first.Certain, (nuint)word).StoreUnsafe(ref RowCertain, (nuint)word);
        }
    }

    /// <summary>The answers of the first questions; whether they leave anything.</summary>
    public bool Begin(ScreenAnswer start, ScreenAnswer end, ScreenAnswer @class, ScreenAnswer actor, ScreenAnswer act, ref ulong place)
    {
        var any = Vector512<ulong>.Zero;
        for (nuint word = 0; word < (nuint)words; word += 8)
        {
            var state = Vector512.LoadUnsafe(ref place, word);
            var left = Vector512.LoadUnsafe(ref start.Possible, word) & Vector512.LoadUnsafe(ref end.Possible, word) & Vector512.LoadUnsafe(ref @class.Possible, word)
                & Vector512.LoadUnsafe(ref actor.Possible, word) & Vector512.LoadUnsafe(ref act.Possible, word) & state;
            left.StoreUnsafe(ref RowPossible, word);
            any |= left;
            (Vector512.LoadUnsafe(ref start.Certain, word) & Vector512.LoadUnsafe(ref end.Certain, word) & Vector512.LoadUnsafe(ref @class.Certain, word)
                & Vector512.LoadUnsafe(ref actor.Certain, word) & Vector512.LoadUnsafe(ref act.Certain, word) & state).StoreUnsafe(ref RowCertain, word);
        }
        return any != Vector512<ulong>.Zero;
    }

    /// <summary>Those that it may be about.</summary>
    public ReadOnlySpan<ulong> Possible => possible.AsSpan(row * words, words);

    public bool IsEmpty => !Possible.ContainsAnyExcept(0UL);

    /// <summary>Where an event is that is known to the point.</summary>
    public void Where(KnownPlaces known, double latitude, double longitude)
    {
        var entry = index.Table.At(longitude, latitude);
        ref var state = ref places.State(known, index.Table.State(entry));
        for (nuint word = 0; word < (nuint)words; word += 8)
        {
            var mask = Vector512.LoadUnsafe(ref state, word);
            (Vector512.LoadUnsafe(ref RowPossible, word) & mask).StoreUnsafe(ref RowPossible, word);
            (Vector512.LoadUnsafe(ref RowCertain, word) & mask).StoreUnsafe(ref RowCertain, word);
        }
        Vague(known);
        if (entry < 0 && !IsEmpty) Open(known, entry, latitude, longitude);
    }

    /// <summary>Where an event is that is known to a region: what each zone says of it that any clause left asks.</summary>
    public void Where(KnownPlaces known, Region region)
    {
        Vague(known);
        for (var zone = 0; zone < index.Zones.Length; zone++)
            if (IsAsked(known, zone)) Take(known, zone, index.Test(zone, region));
    }

    private void Vague(KnownPlaces known)
    {
        ref var vague = ref places.Vague(known);
        for (nuint word = 0; word < (nuint)words; word += 8) (Vector512.LoadUnsafe(ref RowCertain, word) & Vector512.LoadUnsafe(ref vague, word)).StoreUnsafe(ref RowCertain, word);
    }

    // Whether any clause that is left is about one of the zones of a set.
    private bool IsAsked(KnownPlaces known, int set)
    {
        ref ulong inside = ref places.Inside(known, set), outside = ref places.Outside(known, set);
        for (nuint word = 0; word < (nuint)words; word += 8)
            if ((Vector512.LoadUnsafe(ref RowPossible, word) & (Vector512.LoadUnsafe(ref inside, word) | Vector512.LoadUnsafe(ref outside, word))) != Vector512<ulong>.Zero) return true;
        return false;
    }

    /// <summary>What decides in a cell that an edge runs through. Zones whose margins are one and the same there are asked once.</summary>
    public void Open(KnownPlaces known, int entry, double latitude, double longitude)
    {
        reader.Go(latitude, longitude);
        foreach (ref readonly var question in index.Table.Questions(entry))
        {
            if (!IsAsked(known, question.Set)) continue;
            if (reader.Ask(question) is { } says) Take(known, question.Set, says);
            else
                foreach (var zone in index.Table.Sets[question.Set])
                    if (IsAsked(known, zone)) Take(known, zone, index.Exact(zone, reader.At));
        }
    }

    private void Take(KnownPlaces known, int set, Certainty says)
    {
        Remove(ref places.Inside(known, set), says);
        Remove(ref places.Outside(known, set), says.Not());
    }

    private void Remove(ref ulong uses, Certainty says)
    {
        if (says == Certainty.Certain) return;
        for (nuint word = 0; word < (nuint)words; word += 8)
        {
            var left = ~Vector512.LoadUnsafe(ref uses, word);
            (Vector512.LoadUnsafe(ref RowCertain, word) & left).StoreUnsafe(ref RowCertain, word);
            if (says == Certainty.No) (Vector512.LoadUnsafe(ref RowPossible, word) & left).StoreUnsafe(ref RowPossible, word);
        }
    }

    /// <summary>What a further question says, clause by clause, of those that are left.</summary>
    public void Ask(Func<int, Certainty> question)
    {
        for (var word = 0; word < words; word++)
        {
            ref ulong open = ref possible[row * words + word], sure = ref certain[row * words + word];
            for (var left = open; left != 0; left &= left - 1)
            {
                var says = question(word << 6 | BitOperations.TrailingZeroCount(left));
                var bit = left & (~left + 1);
                if (says != Certainty.Certain) sure &= ~bit;
                if (says == Certainty.No) open &= ~bit;
            }
        }
    }

    /// <summary>Writes the hits from a place on, in the order of the clauses; where they end.</summary>
    public int Write(ref Hit[] found, int count)
    {
        if (found.Length < count + 64 * words) Array.Resize(ref found, 2 * found.Length + 64 * words);
        ref var at = ref Unsafe.As<Hit, ushort>(ref MemoryMarshal.GetArrayDataReference(found));
        for (var word = 0; word < words; word++)
        {
            var (left, sure) = (possible[row * words + word], certain[row * words + word]);
            var next = count + BitOperations.PopCount(left);
            if (left == sure)
            {
                // Two are written without a look at whether there are any: mostly there are fewer, and what is too much is written over.
                var first = word << 8 | (int)Certainty.Certain;
                Unsafe.Add(ref at, count) = (ushort)(first + (BitOperations.TrailingZeroCount(left) << 2));
                left &= left - 1;
                Unsafe.Add(ref at, count + 1) = (ushort)(first + (BitOperations.TrailingZeroCount(left) << 2));
                left &= left - 1;
                for (count += 2; count < next; count++, left &= left - 1) Unsafe.Add(ref at, count) = (ushort)(first + (BitOperations.TrailingZeroCount(left) << 2));
            }
            else
                for (; count < next; count++, left &= left - 1)
                {
                    var bit = BitOperations.TrailingZeroCount(left);
                    Unsafe.Add(ref at, count) = (ushort)((word << 6 | bit) << 2 | (int)(1 + (sure >> bit & 1)));
                }
            count = next;
        }
        return count;
    }
}
