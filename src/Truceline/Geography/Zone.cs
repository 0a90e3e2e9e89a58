using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>
/// A part of the ellipsoid that a clause speaks of, composed from areas and belts. A closed family.
/// <para>
/// Each zone has a <em>margin field</em>: positive inside, negative outside, and never changing faster than the distance
/// walked (1-Lipschitz). So a region whose points all lie within r of a centre lies inside if the margin at the centre is
/// at least r, and misses the zone if it is at most −r. <see cref="Test"/> refines from there.
/// </para>
/// </summary>
public abstract record Zone
{
    private Zone() { }

    /// <summary>Inside an area, its edge included.</summary>
    public sealed record In(Area Area) : Zone;

    /// <summary>
    /// The belt along a line up to a distance, on one side or on both; ends are round, and the line itself belongs to it.
    /// On one side, the belt past an end is bounded by the line's straight continuation.
    /// </summary>
    public sealed record Belt(Line Line, Metres Distance, Side? Side) : Zone;

    /// <summary>At least a distance away from a line, on one side or on both.</summary>
    public sealed record Beyond(Line Line, Metres Distance, Side? Side) : Zone;

    /// <summary>Within a distance of an area, the area included.</summary>
    public sealed record Around(Area Area, Metres Distance) : Zone;

    /// <summary>Outside another zone.</summary>
    public sealed record NotIn(Zone Other) : Zone;

    /// <summary>In at least one of the zones.</summary>
    public sealed record AnyOf(ImmutableArray<Zone> Zones) : Zone;

    /// <summary>In all of the zones.</summary>
    public sealed record AllOf(ImmutableArray<Zone> Zones) : Zone;

    /// <summary>At least as near to one of several lines as to any other of them. With one line alone: everywhere.</summary>
    /// <param name="Lines">The lines.</param>
    /// <param name="To">Which of them, from 0.</param>
    public sealed record Nearer(ImmutableArray<Line> Lines, int To) : Zone;

    /// <summary>
    /// The margin at a position: positive inside, negative outside, in whole millimetres.
    /// <para>
    /// It is the distance to the edge for an area, for a belt or the beyond on both sides, and for the complements of
    /// these. Elsewhere it is at most that distance, on either side of the edge, so that a test may say possible where
    /// certain would be true and never the reverse: inside <see cref="Around"/> it is the distance kept from the area's
    /// edge outwards; in a union the greatest and in an intersection the least margin of the parts; on one side of a line
    /// the lesser of the distance to the belt's rim and to where the side changes (the line, its straight continuation,
    /// and beyond that the places that two parts of the line claim for different sides; there the margin is zero in a
    /// band of about a sixteenth of the distance to the line). Past an end the other side's margin is the greater of the
    /// distance to the continuation and to the rim. A one-sided zone on a line that crosses itself or spans half the
    /// globe has no margin within the belt's reach. Nearer to one line than to others it is half of what the others are
    /// further away.
    /// </para>
    /// </summary>
    public Metres Margin(Position position) => new Metres(Margin(new SurfacePoint(position)) + 0.0).Rounded();

    /// <summary>
    /// Whether a region of uncertainty lies in this zone: certain if all of it does, no if all of it misses, else possible.
    /// A margin under one metre, anywhere in the region, is possible. A region with no known place is possible.
    /// <para>
    /// The region is cut into cells until each is decided by the margin at its centre; after
    /// 2,000 margins the answer is possible.
    /// </para>
    /// </summary>
    /// <exception cref="ArgumentException">A distance is negative, not finite or, in a sector, the nearest above the furthest.</exception>
    public Certainty Test(Region region) => RegionTest.Of(this, region);

    /// <summary>The margin in metres, unrounded.</summary>
    internal double Margin(in SurfacePoint position) => this switch
    {
        In zone => zone.Area.Margin(position),
        Belt { Side: null } zone => zone.Distance.Value - zone.Line.Distance(position),
        Belt zone => OneSidedBelt(zone.Line, zone.Distance.Value, zone.Side.Value, position),
        Beyond { Side: null } zone => zone.Line.Distance(position) - zone.Distance.Value,
        Beyond zone => OneSidedBeyond(zone.Line, zone.Distance.Value, zone.Side.Value, position),
        Around zone => zone.Area.Margin(position) + zone.Distance.Value,
        NotIn zone => -zone.Other.Margin(position),
        AnyOf zone => Greatest(zone.Zones, position),
        AllOf zone => Least(zone.Zones, position),
        Nearer zone => Lead(zone.Lines, zone.To, position),
        _ => throw new InvalidOperationException("INVARIANT: the family of zones is closed"),
    };

    /// <summary>
    /// What decides, of this zone, within a radius of a centre, and the margin at the centre. Null when nothing does: then
    /// all of it lies inside, if the margin is positive, or outside.
    /// </summary>
    internal Zone? Within(in SurfacePoint centre, double radius, out double margin)
    {
        switch (this)
        {
            case NotIn zone:
                var other = zone.Other.Within(centre, radius, out margin);
                margin = -margin;
                return other is null ? null : ReferenceEquals(other, zone.Other) ? this : new NotIn(other);
            case AnyOf zone:
                var some = Deciding(zone.Zones, centre, radius, 1, out margin);
                return some.Length < 2 ? some.FirstOrDefault() : some == zone.Zones ? this : new AnyOf(some);
            case AllOf zone:
                var every = Deciding(zone.Zones, centre, radius, -1, out margin);
                return every.Length < 2 ? every.FirstOrDefault() : every == zone.Zones ? this : new AllOf(every);
            default:
                margin = Margin(centre);
                return Math.Abs(margin) > radius + Computed ? null : this;
        }
    }

    /// <summary>Margins are computed, not exact: what is less than this says nothing.</summary>
    private const double Computed = 0.01;

    // In a union (sign 1) one part that holds all decides alone, and those that hold nothing do not count; in an
    // intersection (−1) the other way round.
    private static ImmutableArray<Zone> Deciding(ImmutableArray<Zone> zones, in SurfacePoint centre, double radius, int sign, out double margin)
    {
        margin = -sign * Ellipsoid.GreatestDistance;
        var rest = ImmutableArray.CreateBuilder<Zone>(zones.Length);
        var changed = false;
        foreach (var zone in zones)
        {
            var part = zone.Within(centre, radius, out var own);
            margin = sign * Math.Max(sign * margin, sign * own);
            if (part is null && sign * own > 0) return [];
            if (part is not null) rest.Add(part);
            changed |= !ReferenceEquals(part, zone);
        }
        return changed ? rest.ToImmutable() : zones;
    }

    /// <summary>Whether a position lies inside, the edge included, as the nearest points say: also where the margin says nothing.</summary>
    internal bool Holds(in SurfacePoint position)
    {
        switch (this)
        {
            case Belt { Side: { } side } zone:
                var within = zone.Line.Seen(position, side);
                return within.OnSide && within.Distance <= zone.Distance.Value;
            case Beyond { Side: { } side } zone:
                var away = zone.Line.Seen(position, side);
                return away.OnSide && away.Distance >= zone.Distance.Value;
            case NotIn zone: return !zone.Other.Holds(position);
            case AnyOf zone:
                foreach (var part in zone.Zones)
                    if (part.Holds(position)) return true;
                return false;
            case AllOf zone:
                foreach (var part in zone.Zones)
                    if (!part.Holds(position)) return false;
                return true;
            default: return Margin(position) >= 0;
        }
    }

    // A side that is left within h cannot be entered within h either. Off the side, the belt begins where the side
    // changes, and not before its own reach.
    private static double OneSidedBelt(Line line, double reach, Side side, in SurfacePoint position)
    {
        var (distance, onSide) = line.Seen(position, side);
        if (!onSide) return -Math.Max(distance - reach, line.SideChange.DistanceUpTo(distance, position, distance));
        return distance >= reach ? reach - distance : line.SideChange.DistanceUpTo(reach - distance, position, distance);
    }

    private static double OneSidedBeyond(Line line, double reach, Side side, in SurfacePoint position)
    {
        var (distance, onSide) = line.Seen(position, side);
        if (!onSide) return -Math.Max(reach - distance, line.SideChange.DistanceUpTo(distance, position, distance));
        return distance <= reach ? distance - reach : line.SideChange.DistanceUpTo(distance - reach, position, distance);
    }

    // Walking h changes each of the two distances by at most h, and so half of their difference.
    private static double Lead(ImmutableArray<Line> lines, int to, in SurfacePoint position)
    {
        var own = lines[to].Distance(position);
        var lead = Ellipsoid.GreatestDistance;
        for (var i = 0; i < lines.Length; i++)
            if (i != to) lead = Math.Min(lead, (lines[i].DistanceUpTo(own + 2 * lead, position) - own) / 2);
        return lead;
    }

    private static double Greatest(ImmutableArray<Zone> zones, in SurfacePoint position)
    {
        var margin = -Ellipsoid.GreatestDistance;
        foreach (var zone in zones) margin = Math.Max(margin, zone.Margin(position));
        return margin;
    }

    private static double Least(ImmutableArray<Zone> zones, in SurfacePoint position)
    {
        var margin = Ellipsoid.GreatestDistance;
        foreach (var zone in zones) margin = Math.Min(margin, zone.Margin(position));
        return margin;
    }
}
