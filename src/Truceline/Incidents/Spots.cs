using System.Collections.Immutable;
using NodaTime;
using Truceline.Geography;

namespace Truceline.Incidents;

/// <summary>Observations as columns, with what the rules ask of two of them.</summary>
internal sealed class Spots
{
    // Below this chord the geodesic follows from the chord to within the tolerance; a mean radius is enough for that.
    private const double Near = 20_000, MeanRadius = 6_371_000;

    private double[] longitudes;
    private double[] latitudes;
    private readonly double gap, extent, slack;
    private readonly long pause;

    /// <summary>Columns of some observations.</summary>
    /// <param name="all">The observations, by number.</param>
    /// <param name="longitudes">The longitudes of their middles in degrees.</param>
    /// <param name="latitudes">The latitudes.</param>
    /// <param name="kinds">Their kinds.</param>
    /// <param name="rules">The rules.</param>
    public Spots(Spot[] all, double[] longitudes, double[] latitudes, Kinds kinds, FusionRules rules)
    {
        (All, Kinds, Rules, this.longitudes, this.latitudes) = (all, kinds, rules, longitudes, latitudes);
        (gap, extent, pause) = (rules.Gap.Value, rules.Extent.Value, rules.Pause.BclCompatibleTicks);
        slack = 1 + Bend(extent) * 1.02;
    }

    /// <summary>The observations, by number.</summary>
    public Spot[] All { get; private set; }

    /// <summary>Their kinds.</summary>
    public Kinds Kinds { get; }

    /// <summary>The rules.</summary>
    public FusionRules Rules { get; }

    /// <summary>
    /// Whether two of one kind, or of two that may be one, are within the rule's gap and pause. The chord decides but near the
    /// bound, and where the gap in whole millimetres hangs on more than the chord tells; there the geodesic does.
    /// </summary>
    public bool Joins(in Spot earlier, in Spot later, out double score)
    {
        score = 0;
        var between = Math.Max(0, later.Start - earlier.End);
        if (between > pause) return false;
        var reach = gap + earlier.Radius + later.Radius + Spot.Rounding;
        var square = earlier.ChordSquared(later);
        if (square > reach * reach) return false;
        var apart = Gap(earlier, later, Math.Sqrt(square));
        if (apart > gap) return false;
        score = Math.Max(gap == 0 ? 0 : apart / gap, pause == 0 ? 0 : between / (double)pause);
        return true;
    }

    /// <summary>The gap between the regions of two and the pause between them.</summary>
    public (Metres Gap, Duration Pause) Between(int a, int b)
    {
        ref readonly var one = ref All[a];
        ref readonly var other = ref All[b];
        var pauses = one.IsBefore(other) ? other.Start - one.End : one.Start - other.End;
        return (new(Gap(one, other, Math.Sqrt(one.ChordSquared(other)))), Duration.FromTicks(Math.Max(0, pauses)));
    }

    /// <summary>Whether the middles of two are further apart than one incident may reach: the chord decides but near the bound.</summary>
    public bool IsFurther(in Spot a, in Spot b)
    {
        var square = a.ChordSquared(b);
        if (square > (extent + 1) * (extent + 1)) return true;
        var surely = extent - slack;
        return (surely <= 0 || square > surely * surely) && Exact(a, b) is var distance && new Metres(distance).Rounded().Value > extent;
    }

    /// <summary>Puts an observation at its number, for which room is made.</summary>
    public void Put(in Spot spot, double longitude, double latitude)
    {
        if (spot.Number >= All.Length)
        {
            var room = Math.Max(64, 2 * All.Length);
            var all = All;
            Array.Resize(ref all, room);
            Array.Resize(ref longitudes, room);
            Array.Resize(ref latitudes, room);
            All = all;
        }
        (All[spot.Number], longitudes[spot.Number], latitudes[spot.Number]) = (spot, longitude, latitude);
    }

    /// <summary>Some of these, numbered from 0 in the order in which they are named.</summary>
    public Spots Of(ImmutableArray<int> numbers) =>
        new([.. numbers.Select((number, i) => All[number] with { Number = i })], [.. numbers.Select(number => longitudes[number])], [.. numbers.Select(number => latitudes[number])], Kinds, Rules);

    private double Gap(in Spot a, in Spot b, double chord)
    {
        var bend = Bend(chord);
        var radii = a.Radius + b.Radius;
        var apart = chord + bend - radii;
        if (chord > Near || IsUndecided(apart, 0.02 * bend + 1e-7)) apart = Exact(a, b) - radii;
        return new Metres(Math.Max(0, apart)).Rounded().Value;
    }

    /// <summary>Whether what is added to a length within its tolerance changes it in whole millimetres.</summary>
    private static bool IsUndecided(double length, double tolerance)
    {
        var millimetres = Math.Abs(length) * 1000;
        return Math.Abs(millimetres - Math.Floor(millimetres) - 0.5) <= tolerance * 1000;
    }

    /// <summary>By how much the geodesic is longer than its chord: the first term of the arc sine.</summary>
    private static double Bend(double chord) => chord * chord * chord / (24 * MeanRadius * MeanRadius);

    private double Exact(in Spot a, in Spot b)
    {
        var (one, other) = ((latitudes[a.Number], longitudes[a.Number]), (latitudes[b.Number], longitudes[b.Number]));
        // Always from the same one to the other: the last bit must not hang on who asks.
        var (from, to) = one.CompareTo(other) <= 0 ? (one, other) : (other, one);
        return Geodesic.Distance(new(from.Item1, from.Item2), new(to.Item1, to.Item2)).Value;
    }
}
