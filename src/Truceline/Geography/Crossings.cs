using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>That a track goes into a zone, or out of it.</summary>
/// <param name="Zone">The zone, by its number in the index.</param>
/// <param name="Fix">The fix after which it is, from 0.</param>
/// <param name="Share">Where on the way to the next fix, from 0 to 1.</param>
/// <param name="Enters">In, or else out.</param>
public readonly record struct Crossing(int Zone, int Fix, double Share, bool Enters);

/// <summary>
/// Where tracks go into zones and out of them: between two fixes a track is the shortest way. What lies between the fixes counts: a
/// way that only cuts a corner of a zone goes in and out.
/// <para>
/// A margin changes no faster than the distance walked. So a stretch whose margins at both ends have one sign and are together more
/// than its length meets no edge; of any other what the two ends leave open is cut in half, until it is no longer than a metre. Who is
/// inside for less than a metre of the way, and so less than half a metre deep, may go unseen; nothing that is certain does.
/// </para>
/// </summary>
public static class Crossings
{
    /// <summary>The crossings of one track, in the order of the way; at one place in the order of the zones.</summary>
    /// <param name="index">The zones.</param>
    /// <param name="track">The fixes, in their order in time.</param>
    public static ImmutableArray<Crossing> Of(ZoneIndex index, ReadOnlySpan<Position> track)
    {
        var found = ImmutableArray.CreateBuilder<Crossing>();
        var legs = new CrossingLeg(index, found);
        for (var i = 0; i + 1 < track.Length; i++) legs.Take(i, track[i], track[i + 1]);
        legs.Look();
        return found.ToImmutable();
    }
}
