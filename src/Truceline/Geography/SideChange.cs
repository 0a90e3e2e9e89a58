using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>
/// Where a position changes sides although it does not cross the line.
/// <para>
/// The side is that of the nearest point, so it changes (1) on the line, (2) on the straight continuation past an end, as
/// far as that end stays the nearest point, and (3) beyond that where two points of the line are equally near and face
/// different ways: a hooked end, for example, whose continuation runs back to the line. The last set is one curve that
/// begins where the continuations cease. It is followed in steps from there to the far side of the globe.
/// </para>
/// <para>
/// What is claimed rests on a path and not on how well it follows the curve. Let the path run from each end along the
/// continuation and then in the steps, each too short to reach the line, until it leaves the half of the globe around the
/// line. Line and paths, joined out there, are a closed curve, and the line is crossed by nothing. So two positions, each
/// seeing its nearest point without a path between, are on the same side if a way between them crosses neither line nor
/// path. A position whose nearest point is hidden by a point x of the path has d(p) = |px| + d(x). So for every p and
/// every p′ within t of it, t ≥ (|px| + d(x) − d(p)) / 2 if p′ is hidden by x: a bound that never changes faster than p.
/// </para>
/// </summary>
internal sealed class SideChange
{
    private const int MostSteps = 1500;

    /// <summary>A step of a path: a place x, and d(x) less what the rest of the step may differ.</summary>
    private readonly record struct Step(SurfacePoint At, double Least);

    private readonly List<Polyline> continuations = [];
    private readonly List<Step> steps = [];

    private readonly Polyline course;
    private readonly Cap cap;
    private readonly double beyond;
    private readonly bool unknown;

    private SideChange(Polyline course, bool crossesItself)
    {
        this.course = course;
        beyond = double.PositiveInfinity;
        unknown = crossesItself;
        if (unknown || course.Closed) return;
        cap = Cap.Around(course);
        beyond = Cap.Hemisphere - cap.Radius;
        Segment first = course.Segments[0], last = course.Segments[^1];
        unknown = beyond < 0
            || !Follow(course.Vertices[0], -first.SinFrom, -first.CosFrom)
            || !Follow(course.Vertices[^1], last.SinTo, last.CosTo);
    }

    /// <summary>Where the side of a line changes. For a line that crosses itself, or spans half the globe: anywhere.</summary>
    public static SideChange Of(Polyline course, bool crossesItself) => new(course, crossesItself);

    /// <summary>Whether it is known at all.</summary>
    public bool IsKnown => !unknown;

    /// <summary>How far from the line nothing is known any more.</summary>
    public double Beyond => beyond;

    /// <summary>The straight continuations past the ends.</summary>
    public IReadOnlyList<Polyline> Continuations => continuations;

    /// <summary>The steps beyond the continuations.</summary>
    public IEnumerable<(SurfacePoint At, double Least)> Steps => steps.Select(step => (step.At, step.Least));

    /// <summary>
    /// At least how far a position is from any place on the other side, or the limit if that is less. It is zero where
    /// that is not known, and never changes faster than the distance walked.
    /// </summary>
    /// <param name="limit">The greatest value that matters.</param>
    /// <param name="position">The position.</param>
    /// <param name="distance">Its distance from the line.</param>
    public double DistanceUpTo(double limit, in SurfacePoint position, double distance)
    {
        if (unknown) return Math.Min(limit, 0);
        var least = Math.Min(limit, Math.Min(distance, beyond - distance));
        foreach (var step in steps)
        {
            if (least <= 0) break;
            least = Math.Min(least, (step.At.ChordTo(position) + step.Least - distance) / 2);
        }
        foreach (var continuation in continuations)
        {
            if (least <= 0) break;
            least = continuation.DistanceUpTo(least, position);
        }
        return Math.Min(limit, Math.Max(0, least));
    }

    /// <summary>
    /// The straight continuations past both ends as far as a distance from them; none for a line without ends. Null where
    /// the side changes elsewhere within that distance of the line, or that is not known.
    /// </summary>
    public ImmutableArray<Line>? ContinuationsUpTo(double reach)
    {
        if (unknown || reach > beyond || steps.Any(step => step.Least < reach)) return null;
        return reach > 0 ? [.. continuations.Select(continuation => new Line(continuation.Between(0, reach)))] : [];
    }

    private bool Follow(in SurfacePoint end, double sin, double cos)
    {
        var arc = new GeodesicArc(end, sin, cos);
        double good = 0, tip = cap.Radius + Cap.Hemisphere;
        var whole = EndIsNearest(tip);
        for (var n = 0; n < 60 && !whole && tip - good > 1e-7; n++)
        {
            var middle = (good + tip) / 2;
            if (EndIsNearest(middle)) good = middle; else tip = middle;
        }
        if (whole) good = tip;
        var count = 1 + (int)(good / 200e3);
        var continuation = new Polyline(
            Enumerable.Range(0, count + 1).Select(k => arc.At(good * k / count).Point.Position), ring: false);
        if (continuation.SegmentCount > 0) continuations.Add(continuation);
        return whole || FollowCurve(arc.At(good));

        // Seen from a point of the continuation: once something else is nearer than the end, it stays so.
        bool EndIsNearest(double along) => course.Nearest(arc.At(along).Point).Distance >= along - 1e-6;
    }

    private bool FollowCurve(ArcPoint at)
    {
        double before = 0;
        for (var n = 0; n < MostSteps; n++)
        {
            var distance = course.Nearest(at.Point).Distance;
            if (distance < 0.001) return false;
            // Far out, where the line has become small, coarser steps lose nothing.
            var length = Math.Min(distance / (distance > 4 * cap.Radius ? 2 : 8), 1000e3);
            steps.Add(new(at.Point, distance - Math.Max(before, length)));
            if (GeodesicInverse.Solve(cap.Centre, at.Point).Distance > Cap.Hemisphere) return true;
            before = length;
            at = Towards(at, Turn(at, length), length);
        }
        return false;
    }

    private static ArcPoint Towards(in ArcPoint at, double turn, double length)
    {
        var (sin, cos) = Math.SinCos(turn);
        return new GeodesicArc(
            at.Point, at.SinBearing * cos + at.CosBearing * sin, at.CosBearing * cos - at.SinBearing * sin).At(length);
    }

    /// <summary>
    /// By how much to turn so that the next step ends where the side changes: the least turn between two directions on
    /// different sides. Not straight back, where the path comes from; straight on if there is none.
    /// </summary>
    private double Turn(in ArcPoint at, double length)
    {
        const double unit = Math.PI / 8;
        var ahead = IsLeft(at, 0, length);
        for (var k = 1; k < 8; k++)
        {
            if (IsLeft(at, -k * unit, length) != ahead) return Between(at, length, -k * unit, -(k - 1) * unit, ahead);
            if (IsLeft(at, k * unit, length) != ahead) return Between(at, length, k * unit, (k - 1) * unit, ahead);
        }
        return 0;
    }

    private double Between(in ArcPoint at, double length, double other, double same, bool side)
    {
        for (var n = 0; n < 5; n++)
        {
            var middle = (other + same) / 2;
            if (IsLeft(at, middle, length) == side) same = middle; else other = middle;
        }
        return (other + same) / 2;
    }

    private bool IsLeft(in ArcPoint at, double turn, double length) =>
        course.IsLeft(course.Nearest(Towards(at, turn, length).Point));
}
