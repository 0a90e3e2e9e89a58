using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Truceline.Geography;

/// <summary>
/// A list of zones prepared for many questions: the globe in cells of 300 m and less towards the poles, each classified
/// once, and what is left to decide in those that an edge runs through. Every answer is that of the zone itself, to the last bit.
/// <para>
/// In a cell that an edge runs through, sound bounds of the margin decide; where they do not, within centimetres of a margin of a
/// metre, the zone is asked. Immutable; built on all cores, the same whatever their number.
/// </para>
/// </summary>
public sealed class ZoneIndex
{
    private const int MostAtOnce = 256;

    /// <summary>Margins are computed, not exact: by this much a place must fall short of a metre to contradict.</summary>
    private const double Short = 0.01;

    private readonly ImmutableArray<ZoneIndexLayer> layers;

    private ZoneIndex(ImmutableArray<Zone> zones, ImmutableArray<ZoneIndexLayer> layers)
    {
        Zones = zones;
        this.layers = layers;
        Table = ZoneIndexOverlay.Of(layers, zones.Length);
    }

    /// <summary>The zones, in their order.</summary>
    public ImmutableArray<Zone> Zones { get; }

    internal ZoneIndexTable Table { get; }

    /// <summary>The index of some zones.</summary>
    public static ZoneIndex Of(ImmutableArray<Zone> zones) => new(zones, ZoneIndexLayer.Of(ZoneIndexGroup.Divide(zones), zones, ZoneIndexCell.Deepest));

    /// <summary>The index in which one zone is another: only that zone is classified anew, in cells that are twice as wide: somebody waits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such zone.</exception>
    public ZoneIndex With(int zone, Zone changed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(zone);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(zone, Zones.Length);
        var zones = Zones.SetItem(zone, changed);
        return new(zones, [.. layers.Select(layer => layer.Without(zone)).OfType<ZoneIndexLayer>(), .. ZoneIndexLayer.Of([[zone]], zones, ZoneIndexCell.Deepest - 1)]);
    }

    /// <summary>Whether a position lies in a zone: what <see cref="Zone.Test"/> says of the point.</summary>
    public Certainty Test(int zone, Position position)
    {
        var entry = Table.At(position.Longitude, position.Latitude);
        var state = Table.State(entry);
        if (Has(Table.States.Inside(state), zone)) return Certainty.Certain;
        if (!Has(Table.States.Open(state), zone)) return Certainty.No;
        var reader = new ZoneIndexReader();
        reader.Go(position.Latitude, position.Longitude);
        foreach (ref readonly var question in Table.Questions(entry))
            if (Table.Sets[question.Set].Contains(zone)) return reader.Ask(question) ?? Exact(zone, reader.At);
        throw new InvalidOperationException("INVARIANT: a question is asked of an open zone");
    }

    /// <summary>Whether a region of uncertainty lies in a zone: what <see cref="Zone.Test"/> says.</summary>
    /// <exception cref="ArgumentException">A distance is negative, not finite or, in a sector, the nearest above the furthest.</exception>
    public Certainty Test(int zone, Region region)
    {
        if (region is Region.Disc { Radius.Value: 0 } point) return Test(zone, point.Centre);
        return IsDivided(zone, region) ? Certainty.Possible : Zones[zone].Test(region);
    }

    /// <summary>
    /// Whether places of a region contradict each other, or decide nothing: then no search can end with certain or no, for margins
    /// change no faster than the distance.
    /// </summary>
    private bool IsDivided(int zone, Region region)
    {
        bool isIn = false, isOut = false;
        foreach (var place in ZoneIndexWitnesses.Of(region))
        {
            var entry = Table.At(place.Longitude, place.Latitude);
            var bounds = Bounds(entry, zone, new SurfacePoint(place));
            isIn |= bounds.Least > Short - 1;
            isOut |= bounds.Most < 1 - Short;
            if (isIn && isOut) return true;
        }
        return false;
    }

    private ZoneIndexBounds Bounds(int entry, int zone, in SurfacePoint at)
    {
        var state = Table.State(entry);
        if (Has(Table.States.Inside(state), zone)) return new(1, Ellipsoid.GreatestDistance);
        return Has(Table.States.Open(state), zone) ? Open(entry, zone, at) : new(-Ellipsoid.GreatestDistance, -1);
    }

    /// <summary>What the zone itself says of a point.</summary>
    internal Certainty Exact(int zone, in SurfacePoint at)
    {
        var margin = Zones[zone].Margin(at);
        return new ZoneIndexBounds(margin, margin).Says!.Value;
    }

    private ZoneIndexBounds Open(int entry, int zone, in SurfacePoint at)
    {
        foreach (ref readonly var question in Table.Questions(entry))
            if (Table.Sets[question.Set].Contains(zone)) return Bounds(question.Leaf, question.Field, at);
        throw new InvalidOperationException("INVARIANT: a question is asked of an open zone");
    }

    private static ZoneIndexBounds Bounds(ZoneIndexLeaf leaf, ZoneIndexField field, in SurfacePoint at)
    {
        var readings = leaf.Curves <= MostAtOnce ? stackalloc ZoneIndexReading[leaf.Curves] : new ZoneIndexReading[leaf.Curves];
        var squares = leaf.Longest <= MostAtOnce ? stackalloc double[leaf.Longest] : new double[leaf.Longest];
        leaf.Read(at, readings, squares);
        return field.At(readings, at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Has(ReadOnlySpan<ulong> mask, int zone) => (mask[zone >> 6] >> zone & 1) != 0;
}
