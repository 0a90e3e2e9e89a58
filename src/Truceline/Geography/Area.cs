using System.Collections.Immutable;

namespace Truceline.Geography;

/// <summary>One polygon: an outer ring and its holes, closed (first vertex not repeated), edges geodesics.</summary>
public sealed record Polygon(ImmutableArray<Position> Outer, ImmutableArray<ImmutableArray<Position>> Holes);

/// <summary>
/// A region of the ellipsoid bounded by geodesic rings: one or several polygons with holes. Its edge belongs to it.
/// Either direction of a ring is accepted; the inside is the smaller part of the globe.
/// <para>
/// A position is inside a ring if it lies on the inner side of the nearest edge; at a vertex, where the nearest point is
/// shared, on the side that the turn leaves free. That needs no projection and holds round a pole and across the
/// antimeridian. In a ring that crosses or touches itself the inside is what it runs round an odd number of times.
/// </para>
/// </summary>
public sealed class Area
{
    private readonly ImmutableArray<(Ring Outer, ImmutableArray<Ring> Holes)> rings;

    /// <summary>An area of one or more polygons. A first vertex repeated as the last is dropped.</summary>
    /// <exception cref="ArgumentException">No polygon, or a ring with fewer than three distinct vertices.</exception>
    public Area(IEnumerable<Polygon> polygons)
    {
        Polygons = [.. polygons];
        if (Polygons.IsEmpty) throw new ArgumentException("an area has at least one polygon", nameof(polygons));
        rings = [.. Polygons.Select(polygon =>
            (new Ring(polygon.Outer), polygon.Holes.IsDefault ? [] : polygon.Holes.Select(hole => new Ring(hole)).ToImmutableArray()))];
    }

    /// <summary>The polygons.</summary>
    public ImmutableArray<Polygon> Polygons { get; }

    /// <summary>The content in square metres on the ellipsoid. What polygons share counts in each of them.</summary>
    public double SquareMetres => rings.Sum(polygon => polygon.Outer.SquareMetres - polygon.Holes.Sum(hole => hole.SquareMetres));

    /// <summary>Whether one of its rings crosses or touches itself.</summary>
    public bool CrossesItself => rings.Any(polygon => polygon.Outer.CrossesItself || polygon.Holes.Any(hole => hole.CrossesItself));

    /// <summary>The rings of its polygons.</summary>
    internal ImmutableArray<(Ring Outer, ImmutableArray<Ring> Holes)> Rings => rings;

    /// <summary>Caps that hold the area, one for each polygon.</summary>
    internal IEnumerable<Cap> Caps => rings.Select(polygon => polygon.Outer.Cap);

    /// <summary>
    /// Signed distance to the edge: positive inside, negative outside, in whole millimetres. Where polygons overlap or
    /// share an edge the greatest of their margins counts, which is then a lower bound on the depth.
    /// </summary>
    public Metres Margin(Position position) => new Metres(Margin(new SurfacePoint(position)) + 0.0).Rounded();

    /// <summary>Whether a position lies inside or on the edge.</summary>
    public bool Contains(Position position) => Margin(position).Value >= 0;

    internal double Margin(in SurfacePoint position)
    {
        var greatest = double.NegativeInfinity;
        foreach (var (outer, holes) in rings)
        {
            if (outer.Cap.Radius < Cap.Hemisphere && -outer.Cap.LeastDistance(position) < Math.Min(greatest, -Precision)) continue;
            var margin = outer.Margin(position);
            foreach (var hole in holes)
                if (margin > greatest) margin = Math.Min(margin, -hole.Margin(position));
            greatest = Math.Max(greatest, margin);
        }
        return greatest;
    }

    // A cap is computed, not exact: within this of it nothing is left out.
    private const double Precision = 0.001;
}
