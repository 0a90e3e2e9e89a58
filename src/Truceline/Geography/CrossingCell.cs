namespace Truceline.Geography;

/// <summary>A part of a leg that is straight through space.</summary>
internal readonly struct CrossingWay
{
    private readonly SurfacePoint from, to;
    private readonly double begin, until, wide;

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
        wide = to.Longitude - from.Longitude is var east && Math.Abs(east) > 180 ? east - Math.CopySign(360, east) : east;
        var widest = Math.Max(Math.Abs(wide), Math.Abs(to.Latitude - from.Latitude)) / CrossingLeg.Straight;
        Aside = 0.5 * widest * widest;
    }

    public int Fix { get; }

    /// <summary>No less than its length along the ground.</summary>
    public double Length { get; }

    /// <summary>No less than the distance from the straight way to the ground above.</summary>
    public double Rise { get; }

    /// <summary>No less than the distance from a place on the way to the same share of that which is straight in degrees, below 80° of latitude.</summary>
    public double Aside { get; }

    /// <summary>The degrees at a share of the way that is straight in them; the longitude may go on past 180.</summary>
    public (double Latitude, double Longitude) Degrees(double share) => (from.Latitude + share * (to.Latitude - from.Latitude), from.Longitude + share * wide);

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
    public const int Nowhere = 0;

    private const int Unset = 1;

    /// <summary>The first row of a place at which a way is cut; before it are those of its ends.</summary>
    private const int Cut = 2;

    // What is known at one place of the zones of one question: at least so far from the edge, and on which side of it.
    private readonly record struct Known(double Clear, bool Inside);

    /// <summary>A place on a way, and the row of what is known there.</summary>
    private readonly record struct Stop(double Share, int Row);

    private int held = Unset;
    private int count;
    // Lists of the questions that still are open, by their place in the cell; the first is of all.
    private int[] lists = new int[64];
    // A row for each end, and one for each place at which a way is cut.
    private Known[] rows = new Known[64];
    private int endRow;
    private SurfacePoint end;
    private double clear;
    private ZoneIndexReading[] readings = new ZoneIndexReading[16];
    private double[] squares = new double[64];
    private bool isSketched;

    /// <summary>The crossings on the part of a way that lies in a cell.</summary>
    /// <param name="way">The way.</param>
    /// <param name="entry">The entry of the cell, which leaves zones open; or nowhere.</param>
    /// <param name="since">Which share of the way is before it.</param>
    /// <param name="share">Which share of the way ends with it.</param>
    /// <param name="into">Takes the crossings.</param>
    public void Cross(in CrossingWay way, int entry, double since, double share, List<Crossing> into)
    {
        var (from, to) = (way.At(since), way.At(share));
        if (entry != held) Hold(entry);
        else if (from.ChordTo(end) < clear - way.Rise && to.ChordTo(end) < clear - way.Rise) return;
        var isRead = clear >= 0 && from.X == end.X && from.Y == end.Y && from.Z == end.Z;
        var begun = new Stop(since, endRow);
        var ended = new Stop(share, endRow = 1 - endRow);
        clear = Read(way, ended, 0, count);
        end = to;
        var length = way.Length * (share - since);
        if (length < clear || (!isRead && length < Read(way, begun, 0, count))) return;
        Between(way, 0, count, begun, ended, Cut, into);
    }

    private void Hold(int entry)
    {
        (held, clear, count) = (entry, -1, entry == Nowhere ? index.Zones.Length : index.Table.Questions(entry).Length);
        Room(ref lists, count);
        for (var i = 0; i < count; i++) lists[i] = i;
    }

    private ReadOnlySpan<int> Zones(int number) => index.Table.Sets[held == Nowhere ? number : index.Table.Questions(held)[number].Set].AsSpan();

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
                if (a.Inside != b.Inside)
                    foreach (var zone in Zones(lists[i])) into.Add(new(zone, way.Fix, way.OfLeg(Math.Clamp((gapFrom + gapTo) / 2, from.Share, to.Share)), b.Inside));
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

    /// <summary>Fills the row of a place for a list of open questions; how far from there is no edge of any.</summary>
    private double Read(in CrossingWay way, Stop stop, int first, int last)
    {
        Room(ref rows, (stop.Row + 1) * count);
        var known = rows.AsSpan(stop.Row * count, count);
        var questions = index.Table.Questions(held);
        ZoneIndexLeaf? read = null;
        var least = double.PositiveInfinity;
        for (; first < last; first++)
        {
            var number = lists[first];
            if (held == Nowhere) known[number] = Exact(number, way, stop.Share);
            else
            {
                ref readonly var question = ref questions[number];
                // Where a way is cut an edge is near, and what a sketch leaves out would cost another cut.
                known[number] = (stop.Row < Cut ? Sketched(question, way, stop.Share, ref read) : null) ?? Full(question, way, stop.Share, ref read);
            }
            least = Math.Min(least, known[number].Clear);
        }
        return least;
    }

    // What a sketch says; null where it does not decide.
    private Known? Sketched(in ZoneIndexQuestion question, in CrossingWay way, double share, ref ZoneIndexLeaf? read)
    {
        if (question.Sketch is not { } sketch) return null;
        if (!ReferenceEquals(read, question.Leaf))
        {
            (read, isSketched) = (question.Leaf, true);
            var (latitude, longitude) = way.Degrees(share);
            Room(ref readings, read.Curves);
            readings[sketch.Number] = sketch.Read(latitude, longitude);
        }
        var bounds = question.Field.At(readings, default);
        var spare = way.Rise + way.Aside;
        return bounds.Least > spare ? new(bounds.Least - spare, true) : bounds.Most < -spare ? new(-bounds.Most - spare, false) : null;
    }

    private Known Full(in ZoneIndexQuestion question, in CrossingWay way, double share, ref ZoneIndexLeaf? read)
    {
        var at = way.At(share);
        if (isSketched || !ReferenceEquals(read, question.Leaf))
        {
            (read, isSketched) = (question.Leaf, false);
            Room(ref readings, question.Leaf.Curves);
            Room(ref squares, question.Leaf.Longest);
            question.Leaf.Read(at, readings, squares);
        }
        var bounds = question.Field.At(readings, at);
        return bounds.Least > way.Rise ? new(bounds.Least - way.Rise, true)
            : bounds.Most < -way.Rise ? new(-bounds.Most - way.Rise, false)
            : Exact(index.Table.Sets[question.Set][0], way, share);
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
