namespace Truceline.Geography;

/// <summary>A part of a leg that is straight through space.</summary>
internal readonly struct CrossingWay
{
    private readonly SurfacePoint from, to;
    private readonly double begin, until;

    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="fix">The number of the leg.</param>
    /// <param name="begin">Which share of the leg is before it.</param>
    /// <param name="until">Which share of the leg ends with it.</param>
    public CrossingWay(in SurfacePoint from, in SurfacePoint to, int fix, double begin, double until)
    {
        (this.from, this.to, Fix, this.begin, this.until) = (from, to, fix, begin, until);
        var chord = from.ChordTo(to);
        // The way along the ground is longer than that through space by its cube / 24R²: a millimetre at 10 km. It rises over it by its square / 8R.
        (Length, Rise) = (chord + 0.002, chord * chord / (8 * Ellipsoid.LeastCurvatureRadius) + 0.003);
    }

    public int Fix { get; }

    /// <summary>No less than its length along the ground.</summary>
    public double Length { get; }

    /// <summary>No less than the distance from the straight way to the ground above.</summary>
    public double Rise { get; }

    /// <summary>A place on the straight way.</summary>
    public SurfacePoint At(double share) => share == 0 ? from : share == 1 ? to : SurfacePoint.Between(from, to, share);

    /// <summary>The ground above a place on the straight way.</summary>
    public SurfacePoint Above(double share) => share == 0 ? from : share == 1 ? to : SurfacePoint.Below(from, to, share);

    public double OfLeg(double share) => begin + share * (until - begin);
}

/// <summary>
/// Finds the crossings on ways through one cell. What the cell leaves open is read at the end of a way, where the next begins; only
/// where no edge can be ruled out from there also at its beginning, and in between.
/// </summary>
internal sealed class CrossingCell(ZoneIndex index)
{
    /// <summary>What is shorter is not cut again.</summary>
    private const double Shortest = 1;

    /// <summary>No cell: every zone is open, and asked itself.</summary>
    private const int Nowhere = -1, Unset = -2;

    // What is known at one place of one zone: at least so far from the edge, and on which side of it.
    private readonly record struct Known(double Clear, bool Inside);

    /// <summary>A place on a way, and the row of what is known there.</summary>
    private readonly record struct Stop(double Share, int Row);

    private ZoneIndexLeaf[] leaves = [];
    private int held = Unset;
    private int count;
    // The zones that are open, then lists of those among them that still are, by their place here.
    private int[] zones = new int[16], lists = new int[64];
    // A row for each end, and one for each place at which a way is cut.
    private Known[] rows = new Known[64];
    private int endRow;
    private SurfacePoint end;
    private double clear;
    private ZoneIndexReading[] readings = new ZoneIndexReading[16];
    private double[] squares = new double[64];

    /// <summary>The crossings on a way that no cell says anything of.</summary>
    public void Cross(in CrossingWay way, double since, double share, List<Crossing> into) => Cross(way, Nowhere, since, share, into);

    /// <summary>The crossings on the part of a way that lies in a cell.</summary>
    /// <param name="way">The way.</param>
    /// <param name="mixed">The number of the cell.</param>
    /// <param name="since">Which share of the way is before it.</param>
    /// <param name="share">Which share of the way ends with it.</param>
    /// <param name="into">Takes the crossings.</param>
    public void Cross(in CrossingWay way, int mixed, double since, double share, List<Crossing> into)
    {
        var (from, to) = (way.At(since), way.At(share));
        if (mixed != held) Hold(mixed);
        else if (from.ChordTo(end) < clear - way.Rise && to.ChordTo(end) < clear - way.Rise) return;
        var isRead = clear >= 0 && from.X == end.X && from.Y == end.Y && from.Z == end.Z;
        var begun = new Stop(since, endRow);
        var ended = new Stop(share, endRow = 1 - endRow);
        clear = Read(way, ended, 0, count);
        end = to;
        var length = way.Length * (share - since);
        if (length < clear || (!isRead && length < Read(way, begun, 0, count))) return;
        Between(way, 0, count, begun, ended, 2, into);
    }

    private void Hold(int mixed)
    {
        (held, clear, count) = (mixed, -1, 0);
        leaves = mixed == Nowhere ? [] : index.Table.Mixed(mixed).Leaves;
        foreach (var leaf in leaves)
        {
            Room(ref zones, count + leaf.Open.Length);
            foreach (ref readonly var open in leaf.Open.AsSpan()) zones[count++] = open.Zone;
            Room(ref readings, leaf.Curves);
            Room(ref squares, leaf.Longest);
        }
        if (mixed == Nowhere)
        {
            Room(ref zones, index.Zones.Length);
            for (; count < index.Zones.Length; count++) zones[count] = count;
        }
        Room(ref lists, count);
        for (var i = 0; i < count; i++) lists[i] = i;
    }

    private void Between(in CrossingWay way, int first, int last, Stop from, Stop to, int free, List<Crossing> into)
    {
        var length = way.Length * (to.Share - from.Share);
        var top = last;
        double begin = 1, end = 0;
        for (var i = first; i < last; i++)
        {
            Known a = rows[from.Row * count + lists[i]], b = rows[to.Row * count + lists[i]];
            if (a.Inside == b.Inside && a.Clear + b.Clear > length) continue;
            double gapFrom = from.Share + a.Clear / way.Length, gapTo = to.Share - b.Clear / way.Length;
            if ((gapTo - gapFrom) * way.Length <= Shortest)
            {
                if (a.Inside != b.Inside) into.Add(new(zones[lists[i]], way.Fix, way.OfLeg(Math.Clamp((gapFrom + gapTo) / 2, from.Share, to.Share)), b.Inside));
                continue;
            }
            Room(ref lists, top + 1);
            lists[top++] = lists[i];
            (begin, end) = (Math.Min(begin, gapFrom), Math.Max(end, gapTo));
        }
        if (top == last) return;
        var middle = new Stop((begin + end) / 2, free);
        Read(way, middle, last, top);
        Between(way, last, top, from, middle, free + 1, into);
        Between(way, last, top, middle, to, free + 1, into);
    }

    /// <summary>Fills the row of a place for a list of open zones; how far from there is no edge of any.</summary>
    private double Read(in CrossingWay way, Stop stop, int first, int last)
    {
        Room(ref rows, (stop.Row + 1) * count);
        var known = rows.AsSpan(stop.Row * count, count);
        var least = double.PositiveInfinity;
        if (held == Nowhere)
        {
            for (; first < last; first++) least = Math.Min(least, (known[lists[first]] = Exact(zones[lists[first]], way, stop.Share)).Clear);
            return least;
        }
        var at = way.At(stop.Share);
        var before = 0;
        foreach (var leaf in leaves)
        {
            var isRead = false;
            ZoneIndexField? field = null;
            var bounds = default(ZoneIndexBounds);
            for (; first < last && lists[first] < before + leaf.Open.Length; first++)
            {
                ref readonly var open = ref leaf.Open[lists[first] - before];
                if (!isRead) leaf.Read(at, readings, squares);
                isRead = true;
                // Zones of which the same is left stand together.
                if (open.Field != field) (field, bounds) = (open.Field, open.Field.At(readings, at));
                var own = bounds.Least > way.Rise ? new(bounds.Least - way.Rise, true) : bounds.Most < -way.Rise ? new(-bounds.Most - way.Rise, false) : Exact(open.Zone, way, stop.Share);
                known[lists[first]] = own;
                least = Math.Min(least, own.Clear);
            }
            before += leaf.Open.Length;
        }
        return least;
    }

    // Margins are computed, not exact, and the ground above a way is a centimetre from it. Where a margin is nothing the zone still knows its inside.
    private Known Exact(int zone, in CrossingWay way, double share)
    {
        var at = way.Above(share);
        var margin = index.Zones[zone].Margin(at);
        return new(Math.Max(0, Math.Abs(margin) - 0.011), margin > 0 || (margin == 0 && index.Zones[zone].Holds(at)));
    }

    private static void Room<T>(ref T[] all, int count)
    {
        if (all.Length < count) Array.Resize(ref all, Math.Max(count, 2 * all.Length));
    }
}
