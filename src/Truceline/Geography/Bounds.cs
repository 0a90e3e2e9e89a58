using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>Caps that together hold a zone; none for a zone without ground.</summary>
internal readonly record struct Bounds(ImmutableArray<Cap> Caps)
{
    public bool IsEmpty => Caps.IsEmpty;

    /// <summary>The bounds of a zone; null for one without an end: the beyond, the outside of another, or more than half the globe.</summary>
    public static Bounds? Of(Zone zone) => zone switch
    {
        Zone.In { Area: var area } => Bounded(area.Caps),
        Zone.Around around => Bounded(around.Area.Caps.Select(cap => Wider(cap, around.Distance))),
        Zone.Belt belt => Bounded([Wider(belt.Line.Cap, belt.Distance)]),
        Zone.AnyOf any => Union(any.Zones),
        Zone.AllOf all => Narrowest(all.Zones),
        _ => null,
    };

    /// <summary>At most how far its ground is from a position.</summary>
    public double ReachFrom(SurfacePoint middle) =>
        Caps.IsEmpty ? 0 : Caps.Max(cap => GeodesicInverse.Solve(middle, cap.Centre).Distance + cap.Radius);

    private static Cap Wider(Cap cap, Metres distance) => cap with { Radius = cap.Radius + distance.Value };

    private static Bounds? Bounded(IEnumerable<Cap> caps)
    {
        var all = caps.ToImmutableArray();
        return all.All(cap => cap.Radius < Cap.Hemisphere) ? new Bounds(all) : null;
    }

    private static Bounds? Union(ImmutableArray<Zone> zones)
    {
        var caps = ImmutableArray.CreateBuilder<Cap>();
        foreach (var zone in zones)
        {
            if (Of(zone) is not { } bounds) return null;
            caps.AddRange(bounds.Caps);
        }
        return new(caps.ToImmutable());
    }

    // What zones share lies in the bounds of each of them.
    private static Bounds? Narrowest(ImmutableArray<Zone> zones) => zones
        .Select(Of)
        .Where(bounds => bounds is not null)
        .MinBy(bounds => bounds!.Value.Caps.Sum(cap => cap.Radius * cap.Radius));
}
