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
    private readonly RegionEdges edges;
    private readonly double gap, extent, slack;
    private readonly long pause;

    /// <summary>Columns of some observations.</summary>
    /// <param name="all">The observations, by number.</param>
    /// <param name="longitudes">The longitudes of their middles in degrees.</param>
    /// <param name="latitudes">The latitudes.</param>
    /// <param name="kinds">Their kinds.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="edges">The edges of those that are no discs.</param>
    public Spots(Spot[] all, double[] longitudes, double[] latitudes, Kinds kinds, FusionRules rules, RegionEdges edges)
    {
        (All, Kinds, Rules, this.longitudes, this.latitudes, this.edges) = (all, kinds, rules, longitudes, latitudes, edges);
        (gap, extent, pause) = (rules.Gap.Value, rules.Extent.Value, rules.Pause.BclCompatibleTicks);
        slack = 1 + Bend(extent) * 1.02;
    }

    /// <summary>The observations, by number.</summary>
    public Spot[] All { get; private set; }

    /// <summary>Their kinds.</summary>
    public Kinds Kinds { get; }

    /// <summary>The rules.</summary>
    public FusionRules Rules { get; }

    /// <summary>Whether any is known widely only.</summary>
    public bool HasWide => Array.Exists(All, spot => spot.IsWide);

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

    /// <summary>Whether the discs around the regions of two are within the rule's gap, and their times within its pause: so are all that join.</summary>
    public bool MayJoin(in Spot earlier, in Spot later)
    {
        var square = earlier.ChordSquared(later);
        var reach = gap + earlier.Radius + later.Radius + Spot.Rounding;
        return Math.Max(0, later.Start - earlier.End) <= pause && square <= reach * reach && OfDiscs(earlier, later, Math.Sqrt(square)) <= gap;
    }

    /// <summary>The gap between the regions of two in metres.</summary>
    public double Gap(int a, int b) => Gap(All[a], All[b], Math.Sqrt(All[a].ChordSquared(All[b])));

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

    /// <summary>How far the middles of two of some are apart at most; those far from their own middle are held against each other first.</summary>
    public Metres Across(int[] some)
    {
        var middle = new Spot { X = some.Average(number => All[number].X), Y = some.Average(number => All[number].Y), Z = some.Average(number => All[number].Z) };
        var from = some.Select(number => (Number: number, Out: Math.Sqrt(All[number].ChordSquared(middle)))).ToArray();
        Array.Sort(from, (a, b) => b.Out.CompareTo(a.Out));
        var (farthest, chord) = ((A: some[0], B: some[0]), 0.0);
        for (var i = 1; i < from.Length && from[i].Out + from[0].Out > chord; i++)
            for (var j = 0; j < i && from[i].Out + from[j].Out > chord; j++)
                if (Math.Sqrt(All[from[i].Number].ChordSquared(All[from[j].Number])) is var length && length > chord) (farthest, chord) = ((from[i].Number, from[j].Number), length);
        return new Metres(Exact(All[farthest.A], All[farthest.B])).Rounded();
    }

    /// <summary>Puts an observation at its number, for which room is made.</summary>
    public void Put(in Spot spot, double longitude, double latitude, RegionEdge? edge)
    {
        edges.Put(spot.Number, edge);
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
        new([.. numbers.Select((number, i) => All[number] with { Number = i })], [.. numbers.Select(number => longitudes[number])], [.. numbers.Select(number => latitudes[number])], Kinds, Rules, edges.Of(numbers));

    private double Gap(in Spot a, in Spot b, double chord)
    {
        if (!edges.IsEmpty && (edges.At(a.Number) is not null || edges.At(b.Number) is not null)) return new Metres(OfEdges(a, b)).Rounded().Value;
        return OfDiscs(a, b, chord);
    }

    private double OfDiscs(in Spot a, in Spot b, double chord)
    {
        var bend = Bend(chord);
        var radii = a.Radius + b.Radius;
        var apart = chord + bend - radii;
        if (chord > Near || IsUndecided(apart, 0.02 * bend + 1e-7)) apart = Exact(a, b) - radii;
        return new Metres(Math.Max(0, apart)).Rounded().Value;
    }

    // Always from the same one to the other: the last bit must not hang on who asks.
    private double OfEdges(in Spot a, in Spot b) =>
        (latitudes[a.Number], longitudes[a.Number], a.Radius).CompareTo((latitudes[b.Number], longitudes[b.Number], b.Radius)) <= 0 ? InOrder(a, b) : InOrder(b, a);

    private double InOrder(in Spot a, in Spot b) => (edges.At(a.Number), edges.At(b.Number)) switch
    {
        ({ } one, { } other) => RegionEdge.Gap(one, other),
        ({ } one, null) => Math.Max(0, one.Distance(new SurfacePoint(latitudes[b.Number], longitudes[b.Number])) - b.Radius),
        (null, var other) => Math.Max(0, other!.Distance(new SurfacePoint(latitudes[a.Number], longitudes[a.Number])) - a.Radius),
    };

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

/// <summary>The edges of those observations whose regions are no discs, by their numbers.</summary>
internal sealed class RegionEdges
{
    private readonly Dictionary<int, RegionEdge> edges = [];

    /// <summary>Whether all are discs.</summary>
    public bool IsEmpty => edges.Count == 0;

    /// <summary>The edge of one; null: a disc.</summary>
    public RegionEdge? At(int number) => edges.GetValueOrDefault(number);

    /// <summary>Puts the edge of one in the place of what was there.</summary>
    public void Put(int number, RegionEdge? edge)
    {
        if (edge is not null) edges[number] = edge;
        else if (edges.Count > 0) edges.Remove(number);
    }

    /// <summary>Those of some, numbered from 0 in the order in which they are named.</summary>
    public RegionEdges Of(ImmutableArray<int> numbers)
    {
        var some = new RegionEdges();
        if (!IsEmpty)
            for (var i = 0; i < numbers.Length; i++) some.Put(i, At(numbers[i]));
        return some;
    }
}
