using System.Collections.Immutable;
using System.Globalization;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Valid;
using Truceline.Geography;
using FlatPolygon = NetTopologySuite.Geometries.Polygon;
using Position = Truceline.Geography.Position;

namespace Truceline.Agreements.Text;

/// <summary>
/// Judges shapes and makes lines and areas of them. Edges are straight in longitude and latitude, as GeoJSON has them, and go
/// the short way round: an edge from 170 to -170 degrees crosses the antimeridian.
/// </summary>
internal static class GeoShapes
{
    // A little more than once round the globe. What is drawn for an agreement is shorter, and edges become vertices by their length.
    private const double LongestCourse = 50_000_000;

    private const int MostVertices = 60_000;

    private static readonly GeometryFactory Factory = new();

    /// <summary>The one line of a file, or null after a problem was added.</summary>
    public static Line? ToLine(ImmutableArray<GeoShape> shapes, string file, ProblemList problems)
    {
        if (shapes is not [GeoShape.Line { Course: var course }])
        {
            var what = shapes.Any(shape => shape is GeoShape.Polygon) ? "the file holds an area where a line is wanted" : "the file holds several lines where one is wanted";
            problems.Add("TL009", new(file, 1, 1), what, "draw one LineString");
            return null;
        }
        var flat = Unwrapped(course.Positions, 0);
        if (flat.Distinct().Count() < 2) return Refuse<Line>(problems, course.Where, "the line has fewer than two positions that differ", "draw its course");
        if (IsTooLong([course], problems)) return null;
        var simple = new IsSimpleOp(Factory.CreateLineString(flat));
        if (!simple.IsSimple()) return Refuse<Line>(problems, course.Where, $"the line crosses or touches itself at {Shown(simple.NonSimpleLocation)}", "draw it so that it has two sides everywhere");
        var dense = StraightEdges.Densify([.. course.Positions.Select(ToPosition)], closed: false);
        return IsTooFine(dense.Length, course.Where, problems) ? null : new Line(dense);
    }

    /// <summary>The area that all polygons of a file cover together, or null after a problem was added.</summary>
    public static Area? ToArea(ImmutableArray<GeoShape> shapes, string file, ProblemList problems)
    {
        if (shapes.FirstOrDefault(shape => shape is GeoShape.Line) is GeoShape.Line line)
        {
            problems.Add("TL009", line.Course.Where, "this is a line where an area is wanted", "draw a Polygon");
            return null;
        }
        var polygons = new List<FlatPolygon>();
        var near = shapes.Length == 0 ? 0 : ((GeoShape.Polygon)shapes[0]).Rings[0].Positions.FirstOrDefault().Longitude;
        foreach (var shape in shapes.Cast<GeoShape.Polygon>())
        {
            if (Judged(shape, near, problems) is not { } polygon) return null;
            polygons.Add(polygon);
        }
        if (IsTooLong(shapes.Cast<GeoShape.Polygon>().SelectMany(shape => shape.Rings), problems)) return null;
        if (Neighbours.Fault(polygons) is var (other, fault, remedy)) return Refuse<Area>(problems, ((GeoShape.Polygon)shapes[other]).Where, fault, remedy);
        // Neighbours become one, so that the edge between them is no edge of the zone.
        Geometry united = Neighbours.AreApart(polygons) ? Factory.CreateMultiPolygon([.. polygons]) : OverlayNGRobust.Union(polygons.ToArray<Geometry>());
        var parts = Parts(united).Select(part => new Geography.Polygon(Ring(part.ExteriorRing), [.. part.InteriorRings.Select(Ring)])).ToList();
        var vertices = parts.Sum(part => part.Outer.Length + part.Holes.Sum(hole => hole.Length));
        return IsTooFine(vertices, new(file, 1, 1), problems) ? null : new Area(parts);
    }

    private static T? Refuse<T>(ProblemList problems, Location where, string what, string remedy) where T : class
    {
        problems.Add("TL030", where, what, remedy);
        return null;
    }

    private static FlatPolygon? Judged(GeoShape.Polygon shape, double near, ProblemList problems)
    {
        var rings = new List<LinearRing>();
        foreach (var ring in shape.Rings)
        {
            var flat = Unwrapped(ring.Positions, rings.Count == 0 ? near : rings[0].Coordinates[0].X);
            if (ring.Positions.Length < 4 || flat.Distinct().Count() < 3)
                return Refuse<FlatPolygon>(problems, ring.Where, "a ring has fewer than three positions that differ, so it encloses nothing", "draw the outline of the area");
            if (!flat[0].Equals2D(flat[^1]))
                return Refuse<FlatPolygon>(problems, ring.Where, "a ring goes round a pole, so its inside is not defined", "draw the area without the pole");
            rings.Add(Factory.CreateLinearRing(flat));
        }
        var polygon = Factory.CreatePolygon(rings[0], [.. rings.Skip(1)]);
        var fault = new IsValidOp(polygon).ValidationError;
        if (fault is null) return polygon;
        var what = fault.ErrorType switch
        {
            TopologyValidationErrors.HoleOutsideShell => "a hole lies outside its area",
            TopologyValidationErrors.NestedHoles => "a hole lies inside another",
            TopologyValidationErrors.DisconnectedInteriors => "holes cut the area apart",
            TopologyValidationErrors.TooFewPoints => "a ring encloses nothing",
            _ => "the outline crosses or touches itself",
        };
        return Refuse<FlatPolygon>(problems, shape.Where, $"{what} at {Shown(fault.Coordinate)}", "draw it again at this place");
    }

    /// <summary>
    /// Longitudes made continuous: each edge goes the short way round, the first position lies within 180 degrees of
    /// <paramref name="near"/>.
    /// </summary>
    private static Coordinate[] Unwrapped(ImmutableArray<LonLat> positions, double near)
    {
        var flat = new Coordinate[positions.Length];
        var last = near;
        for (var i = 0; i < flat.Length; i++)
        {
            var longitude = positions[i].Longitude;
            while (longitude - last > 180) longitude -= 360;
            while (longitude - last < -180) longitude += 360;
            flat[i] = new(longitude, positions[i].Latitude);
            last = longitude;
        }
        return flat;
    }

    private static bool IsTooLong(IEnumerable<Course> courses, ProblemList problems)
    {
        var length = 0.0;
        foreach (var course in courses)
        {
            for (var i = 1; i < course.Positions.Length; i++) length += Roughly(course.Positions[i - 1], course.Positions[i]);
            if (length <= LongestCourse) continue;
            problems.Add("TL009", course.Where, "the lines of the file together are longer than 50,000 km", "draw it with shorter edges");
            return true;
        }
        return false;
    }

    private static bool IsTooFine(int vertices, Location where, ProblemList problems)
    {
        if (vertices <= MostVertices) return false;
        problems.Add("TL009", where, FormattableString.Invariant($"the straight edges need more than {MostVertices} vertices"), "draw it with shorter edges");
        return true;
    }

    /// <summary>The length of an edge on a sphere, in metres: enough for a budget.</summary>
    private static double Roughly(LonLat a, LonLat b)
    {
        const double degree = 111_195;
        var east = Math.Abs(a.Longitude - b.Longitude);
        return degree * (Math.Min(east, 360 - east) + Math.Abs(a.Latitude - b.Latitude));
    }

    private static IEnumerable<FlatPolygon> Parts(Geometry geometry) =>
        Enumerable.Range(0, geometry.NumGeometries).Select(geometry.GetGeometryN).OfType<FlatPolygon>();

    private static ImmutableArray<Position> Ring(LineString ring) =>
        StraightEdges.Densify([.. ring.Coordinates.SkipLast(1).Select(c => ToPosition(new(c.X, c.Y)))], closed: true);

    private static Position ToPosition(LonLat at) => new(at.Latitude, Math.IEEERemainder(at.Longitude, 360));

    internal static string Shown(Coordinate at) => ToPosition(new(at.X, at.Y)).ToString();
}
