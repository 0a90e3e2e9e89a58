using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Truceline.Geography;

/// <summary>
/// Finds the crossings of one leg after the other, in memory that all of them share. A leg is cut into stretches so short that they are
/// straight in degrees and through space, and a stretch where it goes from cell to cell: of what a cell decides there is no edge in it.
/// </summary>
internal sealed class CrossingLeg(ZoneIndex index, ImmutableArray<Crossing>.Builder found)
{
    /// <summary>
    /// A shortest way no wider and no higher than this, in degrees, is nowhere further than 21 cm from the straight one between the
    /// degrees of its ends, at any latitude; and what a cell says holds half a metre round it.
    /// </summary>
    public const double Straight = 0.02;

    /// <summary>A way through space no longer than this, laid down on the ground, stays within a centimetre of the geodesic.</summary>
    private const double Longest = 10e3;

    /// <summary>Nearer to a pole than this, in degrees, no cells are asked.</summary>
    private const double Polar = 5;

    /// <summary>So many visits of cells are noted before they are looked at, all that they ask of memory at once.</summary>
    private const int Together = 256;

    /// <summary>A part of a way that lies in a cell.</summary>
    private readonly record struct Visit(int Way, int Entry, double Since, double Share);

    private readonly CrossingCell cell = new(index);
    private readonly List<Crossing> ofLeg = [];
    private readonly List<CrossingWay> ways = [];
    private readonly List<Visit> visits = [];
    private int warm;
    // The ends of the stretch. Most fixes have no edge near them and are never put into space.
    private Position fromAt, toAt;
    private SurfacePoint from, to;
    private bool hasFrom, hasTo;
    private int fix;

    /// <summary>Takes one leg; the next has to begin where it ends.</summary>
    public void Take(int number, Position start, Position end)
    {
        (fix, fromAt, toAt, from, hasFrom, hasTo) = (number, start, end, to, hasTo, false);
        if (Math.Max(Math.Abs(Wide), Math.Abs(High)) <= Straight && !IsPolar) Walk(0, 1);
        else Long();
        if (visits.Count >= Together) Look();
    }

    /// <summary>Finds the crossings of all legs that were taken.</summary>
    public void Look()
    {
        foreach (ref readonly var visit in CollectionsMarshal.AsSpan(visits)) warm ^= index.Table.Warm(visit.Entry);
        var all = CollectionsMarshal.AsSpan(ways);
        for (var i = 0; i < visits.Count; i++)
        {
            var visit = visits[i];
            if (ofLeg.Count > 0 && all[visit.Way].Fix != ofLeg[0].Fix) Leave();
            cell.Cross(all[visit.Way], visit.Entry, visit.Since, visit.Share, ofLeg);
        }
        if (ofLeg.Count > 0) Leave();
        ways.Clear();
        visits.Clear();
    }

    private void Leave()
    {
        if (ofLeg.Count > 1) ofLeg.Sort((a, b) => a.Share != b.Share ? a.Share.CompareTo(b.Share) : a.Zone.CompareTo(b.Zone));
        found.AddRange(ofLeg);
        ofLeg.Clear();
    }

    /// <summary>How far the stretch goes to the east, the shorter way round, in degrees.</summary>
    private double Wide => toAt.Longitude - fromAt.Longitude is var wide && wide > 180 ? wide - 360 : wide < -180 ? wide + 360 : wide;

    private double High => toAt.Latitude - fromAt.Latitude;

    private bool IsPolar => Math.Max(Math.Abs(fromAt.Latitude), Math.Abs(toAt.Latitude)) > 90 - Polar;

    private void Long()
    {
        var (start, end) = (hasFrom ? from : new(fromAt), new SurfacePoint(toAt));
        if (start.ChordTo(end) <= Longest * 0.99)
        {
            Part(start, end, 0, 1);
            return;
        }
        var way = GeodesicInverse.Solve(start, end);
        var arc = new GeodesicArc(start, way.SinFrom, way.CosFrom);
        var count = (int)Math.Ceiling(way.Distance / Longest);
        var last = start;
        for (var k = 1; k <= count; k++)
        {
            var next = k == count ? end : arc.At(way.Distance * k / count).Point;
            Part(last, next, (k - 1.0) / count, (double)k / count);
            last = next;
        }
    }

    private void Part(in SurfacePoint start, in SurfacePoint end, double begin, double until)
    {
        Set(start, end);
        if (IsPolar)
        {
            ways.Add(new(from, to, fix, begin, until));
            visits.Add(new(ways.Count - 1, CrossingCell.Nowhere, 0, 1));
            return;
        }
        // Degrees pass a little faster at one end than at the other.
        var count = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(Wide), Math.Abs(High)) / (0.75 * Straight)));
        var last = start;
        for (var k = 1; k <= count; k++)
        {
            var next = k == count ? end : SurfacePoint.Below(start, end, (double)k / count);
            Set(last, next);
            Walk(begin + (until - begin) * (k - 1) / count, begin + (until - begin) * k / count);
            last = next;
        }
    }

    private void Set(in SurfacePoint start, in SurfacePoint end) =>
        (from, to, hasFrom, hasTo, fromAt, toAt) = (start, end, true, true, start.Position, end.Position);

    /// <summary>Goes along the stretch from cell to cell.</summary>
    private void Walk(double begin, double until)
    {
        var steps = new CrossingSteps(fromAt.Longitude, fromAt.Latitude, Wide, High);
        var (entry, since, way) = (index.Table.At(steps.X, steps.Y), 0.0, -1);
        while (true)
        {
            var share = steps.Next();
            var next = share < 1 ? index.Table.At(steps.X, steps.Y) : 0;
            if (share < 1 && next == entry) continue;
            if (entry < 0)
            {
                if (way < 0) way = Way(begin, until);
                visits.Add(new(way, entry, since, share));
            }
            if (share >= 1) return;
            (entry, since) = (next, share);
        }
    }

    private int Way(double begin, double until)
    {
        if (!hasFrom) (from, hasFrom) = (new(fromAt), true);
        if (!hasTo) (to, hasTo) = (new(toAt), true);
        ways.Add(new(from, to, fix, begin, until));
        return ways.Count - 1;
    }
}

/// <summary>The cells of the deepest level along a way that is straight in degrees.</summary>
internal struct CrossingSteps
{
    private const int Columns = 1 << ZoneIndexCell.Deepest;
    private const double Scale = Columns / 360.0;

    private readonly double west, south, wide, high;
    private readonly int lastX, lastY;
    private int x;

    public CrossingSteps(double longitude, double latitude, double wide, double high)
    {
        (west, south, this.wide, this.high) = ((longitude + 180) * Scale, (latitude + 90) * Scale, wide * Scale, high * Scale);
        (x, Y) = ((int)west, (int)south);
        (lastX, lastY) = ((int)Math.Floor(west + this.wide), (int)(south + this.high));
    }

    /// <summary>The column; past the last comes the first.</summary>
    public readonly int X => x & (Columns - 1);

    /// <summary>The row.</summary>
    public int Y { get; private set; }

    /// <summary>Goes on to the next cell; which share of the way is behind it then. 1: there is none.</summary>
    public double Next()
    {
        var toX = x == lastX ? double.PositiveInfinity : ((wide > 0 ? x + 1 : x) - west) / wide;
        var toY = Y == lastY ? double.PositiveInfinity : ((high > 0 ? Y + 1 : Y) - south) / high;
        if (x == lastX && Y == lastY) return 1;
        if (toX < toY) x += wide > 0 ? 1 : -1;
        else Y += high > 0 ? 1 : -1;
        // A way that ends on the rim of a cell is behind it a rounding early.
        return Math.Clamp(Math.Min(toX, toY), 0, BeforeTheEnd);
    }

    private const double BeforeTheEnd = 1 - 1e-9;
}
