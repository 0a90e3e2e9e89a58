using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>The side of a line, seen along its vertices.</summary>
public enum Side
{
    /// <summary>To the left.</summary>
    Left,

    /// <summary>To the right.</summary>
    Right,
}

/// <summary>The point of a line nearest to a position.</summary>
/// <param name="Distance">How far it is.</param>
/// <param name="At">The nearest point of the line.</param>
/// <param name="Side">
/// The side on which the position lies: that of the nearest segment; at an interior vertex the outer side of the turn;
/// past an end that of the straight continuation; exactly on the line, <see cref="Side.Left"/>.
/// </param>
/// <param name="Segment">The index of the nearest segment, from 0.</param>
public readonly record struct NearestPoint(Metres Distance, Position At, Side Side, int Segment);

/// <summary>
/// A polyline whose segments are geodesics: a line of contact, of demarcation or of withdrawal.
/// <para>
/// A line that ends where it began has no ends: the joint is a vertex like the others. Of several nearest points that of
/// the first segment counts (distances are equal within a micrometre). A position is on the line, and on the left of it,
/// when its distance rounds to no millimetre; the same holds on the straight continuation past an end. At the tip of a
/// spike, where the line turns straight back, the way in goes on straight.
/// </para>
/// </summary>
public sealed class Line
{
    private readonly Polyline course;
    private readonly Lazy<bool> crossesItself;
    private readonly Lazy<SideChange> sideChange;
    private readonly Lazy<Cap> cap;

    /// <summary>A line through at least two distinct vertices; repeated neighbours are dropped.</summary>
    /// <exception cref="ArgumentException">Fewer than two distinct vertices.</exception>
    public Line(IEnumerable<Position> vertices)
    {
        course = new Polyline(vertices, ring: false);
        if (course.SegmentCount == 0) throw new ArgumentException("a line has at least two distinct vertices", nameof(vertices));
        crossesItself = new(course.CrossesItself);
        sideChange = new(() => SideChange.Of(course, CrossesItself));
        cap = new(() => Cap.Around(course));
    }

    /// <summary>The vertices in order.</summary>
    public ImmutableArray<Position> Vertices => course.Positions;

    /// <summary>The length along the line.</summary>
    public Metres Length => new(course.Length);

    /// <summary>
    /// Whether it crosses or touches itself or runs back on itself. Which side of such a line a position is on changes
    /// away from the line too, so a one-sided zone along it is never certain.
    /// </summary>
    public bool CrossesItself => crossesItself.Value;

    /// <summary>Whether it ends where it began, so that it has no ends.</summary>
    public bool IsClosed => course.Closed;

    /// <summary>Its segments.</summary>
    internal Polyline Course => course;

    /// <summary>A cap that holds it.</summary>
    internal Cap Cap => cap.Value;

    /// <summary>Where the side changes.</summary>
    internal SideChange SideChange => sideChange.Value;

    /// <summary>How far a position is and whether it lies on a side.</summary>
    internal (double Distance, bool OnSide) Seen(in SurfacePoint position, Side side)
    {
        var foot = course.Nearest(position);
        return (foot.Distance, course.IsLeft(foot) == (side == Side.Left));
    }

    /// <summary>The distance in metres, unrounded.</summary>
    internal double Distance(in SurfacePoint position) => course.Nearest(position).Distance;

    /// <summary>The distance in metres, or the limit if that is less.</summary>
    internal double DistanceUpTo(double limit, in SurfacePoint position) => course.DistanceUpTo(limit, position);

    /// <summary>The part of the line between two lengths along it from its beginning.</summary>
    internal Line Part(double from, double to) => new(course.Between(from, to));

    /// <summary>The nearest point of the line to a position.</summary>
    public NearestPoint Nearest(Position position)
    {
        var foot = course.Nearest(new SurfacePoint(position));
        return new(new Metres(foot.Distance), foot.At.Position, course.IsLeft(foot) ? Side.Left : Side.Right, foot.Segment);
    }
}
