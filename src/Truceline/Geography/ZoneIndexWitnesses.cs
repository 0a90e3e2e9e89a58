namespace Truceline.Geography;

/// <summary>Some places of a region, far apart: where they do not agree, the region as a whole is divided.</summary>
internal static class ZoneIndexWitnesses
{
    private const int MostVertices = 16;

    /// <summary>So much within the edge: what is computed for a place on it may lie outside.</summary>
    private const double Within = 0.001;

    /// <exception cref="ArgumentException">A distance is negative, not finite or, in a sector, the nearest above the furthest.</exception>
    public static IEnumerable<Position> Of(Region region) => region.Match(
        disc => OfDisc(disc.Centre, disc.Radius.Value),
        OfSector,
        within => within.Area.Polygons.SelectMany(polygon => polygon.Outer.Where((_, i) => i % (1 + polygon.Outer.Length / MostVertices) == 0)),
        _ => []);

    private static IEnumerable<Position> OfDisc(Position centre, double radius)
    {
        if (!(radius is > Within and < Cap.Hemisphere)) yield break;
        yield return centre;
        for (var bearing = 0; bearing < 360; bearing += 45) yield return Geodesic.Direct(centre, bearing, new(radius - Within));
    }

    private static IEnumerable<Position> OfSector(Region.Sector sector)
    {
        var (near, far) = (sector.Near.Value + Within, sector.Far.Value - Within);
        if (!(near >= 0 && near <= far && far < Cap.Hemisphere && sector.HalfWidth is > 0 and <= 180)) yield break;
        foreach (var share in (double[])[0, -0.999, 0.999])
        {
            yield return Geodesic.Direct(sector.Apex, sector.Bearing + share * sector.HalfWidth, new(near));
            yield return Geodesic.Direct(sector.Apex, sector.Bearing + share * sector.HalfWidth, new(far));
        }
    }
}
