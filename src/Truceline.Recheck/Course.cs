using System.Numerics;
using Truceline.Geography;

namespace Truceline.Recheck;

/// <summary>A chain of geodesics, as a line or round an area, asked segment by segment.</summary>
internal sealed class Course
{
    /// <summary>Each with its middle, and the headings at its ends: at a vertex between two, the mean of both.</summary>
    private readonly (Position From, Position To, Way Way, Vector3 Middle, double First, double Last)[] segments;

    public Course(IEnumerable<Position> vertices)
    {
        var ways = vertices.Zip(vertices.Skip(1), (from, to) => (From: from, To: to, Way: Globe.Between(from, to))).Where(one => one.Way.Length > 0).ToArray();
        var isClosed = ways.Length > 2 && ways[0].From == ways[^1].To;
        segments = [.. ways.Select((one, i) => (one.From, one.To, one.Way, Globe.InSpace(Globe.At(one.From, one.Way.From, one.Way.Length / 2).Place),
            i == 0 && !isClosed ? one.Way.From : Mean(ways[i == 0 ? ^1 : i - 1].Way.To, one.Way.From),
            i + 1 == ways.Length && !isClosed ? one.Way.To : Mean(one.Way.To, ways[(i + 1) % ways.Length].Way.From)))];
        if (!isClosed) ends = [(ways[0].From, ways[0].Way.From + Math.PI), (ways[^1].To, ways[^1].Way.To)];

        // Straight on, or straight back, the first counts.
        static double Mean(double a, double b) => Math.Abs(Math.Sin(b - a)) < 1e-9 ? a : Math.Atan2(Math.Sin(a) + Math.Sin(b), Math.Cos(a) + Math.Cos(b));
    }

    private readonly (Position End, double Bearing)[] ends = [];
    private Course[]? continuations;

    /// <summary>The straight continuations past both ends; none without ends.</summary>
    public Course[] Continuations => continuations ??= [.. ends.Select(one => new Course([one.End, Globe.At(one.End, one.Bearing, 5e6).Place]))];

    /// <summary>How far a place is, and whether it lies on the left as its nearest point sees it.</summary>
    public (double Distance, bool IsLeft) Seen(Position place)
    {
        var (best, here) = ((Distance: double.PositiveInfinity, false), Globe.InSpace(place));
        foreach (var (least, i) in segments.Select((one, i) => (Vector3.Distance(here, one.Middle) - one.Way.Length / 2 - 5, i)).Order())
        {
            if (least > best.Distance) break;
            var foot = Foot(i, place);
            if (foot.Distance < best.Distance) best = foot;
        }
        return best;
    }

    /// <summary>The nearest point of a segment: on the sphere the foot of the perpendicular, from which the next step begins.</summary>
    private (double Distance, bool IsLeft) Foot(int i, Position place)
    {
        const double radius = 6_371_000;
        var (from, to, line, _, first, last) = segments[i];
        for (double along = line.Length / 2, before = -1; ;)
        {
            var (at, heading) = along == 0 ? (from, line.From) : along == line.Length ? (to, line.To) : Globe.At(from, line.From, along);
            var way = Globe.Between(at, place);
            if (Math.Abs(along - before) < 1e-5)
                return (way.Length, way.Length * Math.Sin(way.From - (along == 0 ? first : along == line.Length ? last : heading)) < 0.0005);
            var ahead = radius * Math.Atan2(Math.Sin(way.Length / radius) * Math.Cos(way.From - heading), Math.Cos(way.Length / radius));
            (before, along) = (along, Math.Clamp(along + ahead, 0, line.Length));
        }
    }

    /// <summary>Whether a ring runs round a place an odd number of times: by how far one turns who follows it with the eyes.</summary>
    public bool Encloses(Position place)
    {
        var bearings = segments.Select(segment => Globe.Between(place, segment.From).From).ToArray();
        var turned = bearings.Select((bearing, i) => Math.IEEERemainder(bearings[(i + 1) % bearings.Length] - bearing, 2 * Math.PI)).Sum();
        return (long)Math.Round(turned / (2 * Math.PI)) % 2 != 0;
    }
}
