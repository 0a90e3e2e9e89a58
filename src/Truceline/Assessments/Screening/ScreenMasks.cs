using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Truceline.Geography;

namespace Truceline.Assessments.Screening;

/// <summary>The clauses that one event may be about, and those that it is about, while the questions are asked one after the other.</summary>
internal sealed class ScreenMasks(ClauseTable table)
{
    private readonly int words = ClauseTable.Words(table.Count);
    private readonly ulong[] possible = new ulong[ClauseTable.Words(table.Count)];
    private readonly ulong[] certain = new ulong[ClauseTable.Words(table.Count)];
    private readonly ClausePlaces places = table.Places;
    private readonly ZoneIndex index = table.Index;
    private ZoneIndexReading[] readings = new ZoneIndexReading[16];
    private double[] squares = new double[256];

    /// <summary>The answers of a first question.</summary>
    public void Begin(ref ulong first, ref ulong firstCertain)
    {
        for (var word = 0; word < words; word += 4)
        {
            Vector256.LoadUnsafe(ref first, (nuint)word).StoreUnsafe(ref possible[word]);
            Vector256.LoadUnsafe(ref firstCertain, (nuint)word).StoreUnsafe(ref certain[word]);
        }
    }

    /// <summary>The answers of one more question.</summary>
    public void And(ref ulong more, ref ulong moreCertain)
    {
        for (var word = 0; word < words; word += 4)
        {
            (Vector256.LoadUnsafe(ref possible[word]) & Vector256.LoadUnsafe(ref more, (nuint)word)).StoreUnsafe(ref possible[word]);
            (Vector256.LoadUnsafe(ref certain[word]) & Vector256.LoadUnsafe(ref moreCertain, (nuint)word)).StoreUnsafe(ref certain[word]);
        }
    }

    /// <summary>Those that it may be about.</summary>
    public ReadOnlySpan<ulong> Possible => possible;

    public bool IsEmpty
    {
        get
        {
            var any = Vector256<ulong>.Zero;
            for (var word = 0; word < words; word += 4) any |= Vector256.LoadUnsafe(ref possible[word]);
            return any == Vector256<ulong>.Zero;
        }
    }

    /// <summary>Where an event is that is known to the point.</summary>
    public void Where(KnownPlaces known, double latitude, double longitude)
    {
        var entry = index.Table.At(longitude, latitude);
        var mixed = entry < 0 ? index.Table.Mixed(~entry) : null;
        ref var state = ref places.State(known, mixed?.State ?? entry);
        And(ref state, ref state);
        Vague(known);
        if (mixed is null || IsEmpty) return;
        var at = new SurfacePoint(latitude, longitude == -180 ? 180 : longitude);
        foreach (var leaf in mixed.Leaves) Open(known, leaf, at);
    }

    /// <summary>Where an event is that is known to a region: what each zone says of it that any clause left asks.</summary>
    public void Where(KnownPlaces known, Region region)
    {
        Vague(known);
        for (var zone = 0; zone < index.Zones.Length; zone++)
            if (Meets(ref places.Inside(known, zone)) || Meets(ref places.Outside(known, zone)))
                Take(known, zone, index.Test(zone, region));
    }

    private void Vague(KnownPlaces known)
    {
        ref var vague = ref places.Vague(known);
        for (var word = 0; word < words; word += 4) (Vector256.LoadUnsafe(ref certain[word]) & Vector256.LoadUnsafe(ref vague, (nuint)word)).StoreUnsafe(ref certain[word]);
    }

    private bool Meets(ref ulong uses)
    {
        for (var word = 0; word < words; word += 4)
            if ((Vector256.LoadUnsafe(ref possible[word]) & Vector256.LoadUnsafe(ref uses, (nuint)word)) != Vector256<ulong>.Zero) return true;
        return false;
    }

    // What decides in a cell that an edge runs through. Zones whose margins are one and the same field there are asked once.
    private void Open(KnownPlaces known, ZoneIndexLeaf leaf, in SurfacePoint at)
    {
        if (readings.Length < leaf.Curves) readings = new ZoneIndexReading[2 * leaf.Curves];
        if (squares.Length < leaf.Longest) squares = new double[2 * leaf.Longest];
        var isRead = false;
        ZoneIndexField? last = null;
        Certainty? says = null;
        foreach (ref readonly var open in leaf.Open.AsSpan())
        {
            if (!Meets(ref places.Inside(known, open.Zone)) && !Meets(ref places.Outside(known, open.Zone))) continue;
            if (!isRead) leaf.Read(at, readings, squares);
            isRead = true;
            if (open.Field != last) (last, says) = (open.Field, open.Field.At(readings, at).Says);
            Take(known, open.Zone, says ?? index.Exact(open.Zone, at));
        }
    }

    private void Take(KnownPlaces known, int zone, Certainty says)
    {
        Remove(ref places.Inside(known, zone), says);
        Remove(ref places.Outside(known, zone), says.Not());
    }

    private void Remove(ref ulong uses, Certainty says)
    {
        if (says == Certainty.Certain) return;
        for (var word = 0; word < words; word += 4)
        {
            var left = ~Vector256.LoadUnsafe(ref uses, (nuint)word);
            (Vector256.LoadUnsafe(ref certain[word]) & left).StoreUnsafe(ref certain[word]);
            if (says == Certainty.No) (Vector256.LoadUnsafe(ref possible[word]) & left).StoreUnsafe(ref possible[word]);
        }
    }

    /// <summary>What a further question says, clause by clause, of those that are left.</summary>
    public void Ask(Func<int, Certainty> question)
    {
        for (var word = 0; word < words; word++)
            for (var left = possible[word]; left != 0; left &= left - 1)
            {
                var says = question(word << 6 | BitOperations.TrailingZeroCount(left));
                var bit = left & (~left + 1);
                if (says != Certainty.Certain) certain[word] &= ~bit;
                if (says == Certainty.No) possible[word] &= ~bit;
            }
    }

    /// <summary>Writes the hits from a place on, in the order of the clauses; where they end.</summary>
    public int Write(ref Hit[] found, int count)
    {
        if (found.Length < count + 64 * words) Array.Resize(ref found, 2 * found.Length + 64 * words);
        ref var at = ref Unsafe.As<Hit, ushort>(ref MemoryMarshal.GetArrayDataReference(found));
        for (var word = 0; word < words; word++)
        {
            var (left, sure) = (possible[word], certain[word]);
            for (; left != 0; left &= left - 1)
            {
                var bit = BitOperations.TrailingZeroCount(left);
                Unsafe.Add(ref at, count++) = (ushort)((word << 6 | bit) << 2 | (int)(1 + (sure >> bit & 1)));
            }
        }
        return count;
    }
}
