using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>
/// The division of a zone into sectors, numbered from 1 in the truce file.
/// <para>
/// A zone that rests on one line (a belt, or several along the same line) is cut into parts of equal length along that line,
/// in its direction: to each belongs what is nearest to its part. Any other zone with an end is cut into wedges of equal
/// bearing from the mean of its ground, the first from north, clockwise. The sectors together are the zone, and share no ground.
/// </para>
/// </summary>
internal static class Sectors
{
    /// <summary>More sectors than this nobody mans.</summary>
    public const int Most = 100;

    /// <summary>
    /// How much is left out of the line on either side of a cut. Parts that touch would both be nearest to all that lies on
    /// the outer side of a bend there; apart, they divide it evenly. Between parts this far apart the cut still lies where it
    /// should wherever the line keeps to one course for as long.
    /// </summary>
    private const double Clear = 1000;

    private const double FurthestWedge = 1_000e3;

    /// <summary>The sectors in their order; null, and why, where the zone has no end or is too wide.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The count is not from 1 to 100.</exception>
    public static ImmutableArray<Zone>? Of(Zone zone, int count, out string why)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        why = "";
        if (count == 1) return [zone];
        if (Bounds.Of(zone) is not { } bounds) why = "a zone without an end has no sectors";
        else if (OneLine(zone) is { } line) return AlongLine(zone, line, count);
        else if (Ground.Of(zone)!.Middle is not { } middle) why = "there is no ground in the zone";
        else if (bounds.ReachFrom(new(middle)) is var reach && reach > FurthestWedge) why = "the zone is too wide: further than 1,000 km from its middle";
        else return Wedges(zone, middle, reach, count);
        return null;
    }

    private static ImmutableArray<Zone> AlongLine(Zone zone, Line line, int count)
    {
        var length = line.Length.Value / count;
        var clear = Math.Min(Clear, length / 4);
        ImmutableArray<Line> parts =
        [
            .. Enumerable.Range(0, count).Select(k => line.Part(
                k == 0 && !line.IsClosed ? 0 : k * length + clear,
                k == count - 1 && !line.IsClosed ? line.Length.Value : (k + 1) * length - clear)),
        ];
        return [.. Enumerable.Range(0, count).Select(k => (Zone)new Zone.AllOf([zone, new Zone.Nearer(parts, k)]))];
    }

    /// <summary>The line on which all of a zone rests, or null.</summary>
    private static Line? OneLine(Zone zone)
    {
        switch (zone)
        {
            case Zone.Belt belt: return belt.Line;
            case Zone.Nearer or Zone.In or Zone.Around: return null;
            case Zone.Beyond beyond: return beyond.Line;
            case Zone.NotIn not: return OneLine(not.Other);
            case Zone.AnyOf { Zones.IsEmpty: false } any: return One(any.Zones);
            case Zone.AllOf { Zones.IsEmpty: false } all: return One(all.Zones);
            default: return null;
        }

        static Line? One(ImmutableArray<Zone> zones)
        {
            var first = OneLine(zones[0]);
            return zones.All(zone => OneLine(zone) == first) ? first : null;
        }
    }

    private static ImmutableArray<Zone> Wedges(Zone zone, Position middle, double furthest, int count)
    {
        // The far edge of a wedge is a chain of chords; they must stay outside the zone.
        const int chords = 24;
        var perWedge = Math.Max(1, (int)Math.Ceiling((double)chords / count));
        var step = 360.0 / count / perWedge;
        var reach = new Metres(1.1 * (furthest + 1000) / Math.Cos(step / 2 * Ellipsoid.Degree));
        return
        [
            .. Enumerable.Range(0, count).Select(k => (Zone)new Zone.AllOf([zone, new Zone.In(new Area(
                [new([middle, .. Enumerable.Range(0, perWedge + 1).Select(n => Geodesic.Direct(middle, (k * perWedge + n) % (count * perWedge) * step, reach))], [])]))])),
        ];
    }
}
