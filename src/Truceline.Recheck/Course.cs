using System.Collections.Immutable;
using Truceline.Geography;

namespace Truceline.Recheck;

/// <summary>A chain of geodesics, as a line or round an area, asked segment by segment.</summary>
internal sealed class Course
{
    private readonly List<(Position From, Position To, Way Way, Position Middle)> segments = [];

    public Course(ImmutableArray<Position> vertices, bool ring)
    {
        foreach (var (from, to) in vertices.Zip(ring ? [.. vertices[1..], vertices[0]] : vertices[1..]))
            if (Globe.Between(from, to) is { Length: > 0 } way)
                segments.Add((from, to, way, Globe.At(from, way.From, way.Length / 2).Place));
        IsClosed = segments.Count > 2 && segments[0].From == segments[^1].To;
    }

    public bool IsClosed { get; }

    /// <summary>How far a place is, and whether it lies on the left: as the nearest point of the first of equally near segments sees it.</summary>
    public (double Distance, bool IsLeft) Seen(Position place)
    {
        var best = (Distance: double.PositiveInfinity, Segment: 0, Along: 0.0, Way: default(Way), Heading: 0.0);
        foreach (var (i, segment) in segments.Index().OrderBy(one => Space(place, one.Item.Middle) - one.Item.Way.Length / 2))
        {
            // A straight line through the Earth is never longer than the way along the ground.
            if (Space(place, segment.Middle) - segment.Way.Length / 2 > best.Distance + 1e-5) break;
            var foot = Foot(i, place);
            if (foot.Distance < best.Distance - 1e-6 || (foot.Distance < best.Distance + 1e-6 && i < best.Segment)) best = foot;
        }
        return (best.Distance, best.Distance < 0.0005 || IsLeft(best.Segment, best.Along, best.Way, best.Heading));
    }

    /// <summary>The nearest point of a segment: where it is no longer ahead and not yet behind.</summary>
    private (double Distance, int Segment, double Along, Way Way, double Heading) Foot(int i, Position place)
    {
        var (from, to, line, _) = segments[i];
        (double Ahead, Way Way, double Heading) At(double along)
        {
            var (at, heading) = along == 0 ? (from, line.From) : along == line.Length ? (to, line.To) : Globe.At(from, line.From, along);
            var way = Globe.Between(at, place);
            return (way.Length * Math.Cos(way.From - heading), way, heading);
        }
        double low = 0, high = line.Length;
        var (first, last) = (At(low), At(high));
        if (first.Ahead <= 0) return (first.Way.Length, i, low, first.Way, first.Heading);
        if (last.Ahead >= 0) return (last.Way.Length, i, high, last.Way, last.Heading);
        var (ahead, behind) = (first.Ahead, last.Ahead);
        while (true)
        {
            var along = low + (high - low) * ahead / (ahead - behind);
            var foot = At(along);
            if (Math.Abs(foot.Ahead) < 1e-5 || high - low < 1e-6) return (foot.Way.Length, i, along, foot.Way, foot.Heading);
            if (foot.Ahead > 0) (low, ahead, behind) = (along, foot.Ahead, behind / 2);
            else (high, behind, ahead) = (along, foot.Ahead, ahead / 2);
        }
    }

    private bool IsLeft(int i, double along, Way way, double heading)
    {
        if (way.Length < 0.0005) return true;
        var before = along == 0 ? (i > 0 ? i - 1 : IsClosed ? segments.Count - 1 : -1) : i;
        var after = along == 0 ? i : along < segments[i].Way.Length ? -1 : i + 1 < segments.Count ? i + 1 : IsClosed ? 0 : -1;
        if (before >= 0 && after >= 0)
        {
            // What is nearest to a vertex lies on the outer side of the turn; straight on, or straight back, it has none.
            var turn = Math.IEEERemainder(segments[after].Way.From - segments[before].Way.To, 2 * Math.PI);
            if (Math.Abs(turn) > 1e-9 && Math.PI - Math.Abs(turn) > 1e-9) return turn > 0;
            heading = segments[before].Way.To;
        }
        return Math.Sin(way.From - heading) * way.Length < 0.0005;
    }

    /// <summary>Whether a ring runs round a place an odd number of times: by how far one turns who follows it with the eyes.</summary>
    public bool Encloses(Position place)
    {
        var bearings = segments.Select(segment => Globe.Between(place, segment.From).From).ToArray();
        var turned = bearings.Select((bearing, i) => Math.IEEERemainder(bearings[(i + 1) % bearings.Length] - bearing, 2 * Math.PI)).Sum();
        return (long)Math.Round(turned / (2 * Math.PI)) % 2 != 0;
    }

    /// <summary>The straight continuations past both ends; none without ends.</summary>
    public ImmutableArray<Course> Continuations => continuations ??= IsClosed ? [] :
        [Onward(segments[0].From, segments[0].Way.From + Math.PI), Onward(segments[^1].To, segments[^1].Way.To)];

    private ImmutableArray<Course>? continuations;

    private static Course Onward(Position end, double bearing) => new([end, Globe.At(end, bearing, 5e6).Place], ring: false);

    /// <summary>Whether an end turns towards the rest of it, or it crosses itself: then its sides do not meet on line and continuations alone.</summary>
    public bool IsBent() =>
        Continuations.Any(onward => Enumerable.Range(0, 23).Select(k => Math.ScaleB(1, k)).Any(along =>
            Seen(Globe.At(onward.segments[0].From, onward.segments[0].Way.From, along).Place).Distance < along - 0.01))
        || segments.Index().Any(one => segments.Index().Any(other => other.Index > one.Index + 1
            && Space(one.Item.Middle, other.Item.Middle) <= (one.Item.Way.Length + other.Item.Way.Length) / 2
            && !(IsClosed && one.Index == 0 && other.Index == segments.Count - 1) && Parts(one.Item, other.Item) && Parts(other.Item, one.Item)));

    private static bool Parts((Position From, Position To, Way Way, Position Middle) line, (Position From, Position To, Way Way, Position Middle) other) =>
        Math.Sin(Globe.Between(line.From, other.From).From - line.Way.From) * Math.Sin(Globe.Between(line.From, other.To).From - line.Way.From) <= 0;

    private static double Space(Position p, Position q)
    {
        var (a, b) = (Cartesian(p), Cartesian(q));
        return Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y) + (a.Z - b.Z) * (a.Z - b.Z));
    }

    private static (double X, double Y, double Z) Cartesian(Position place)
    {
        const double e2 = 1 - 6_356_752.314245179 / 6_378_137 * (6_356_752.314245179 / 6_378_137);
        var ((sin, cos), (east, ahead)) = (Math.SinCos(place.Latitude * Math.PI / 180), Math.SinCos(place.Longitude * Math.PI / 180));
        var n = 6_378_137 / Math.Sqrt(1 - e2 * sin * sin);
        return (n * cos * ahead, n * cos * east, n * (1 - e2) * sin);
    }
}
