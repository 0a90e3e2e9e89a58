using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Distance;

namespace Truceline.Benchmarks;

/// <summary>
/// The job of screening with NetTopologySuite, on a plane (UTM zone 37 north) and one thread: the facet index of the line for the
/// distance, once an event; indexed point-in-area tests for the side and, behind a tree of boxes, for the polygons. It says in or
/// out and not how surely.
/// </summary>
internal sealed class ScreeningNts
{
    private readonly Workload workload;
    private readonly IndexedFacetDistance distance;
    private readonly IndexedPointInAreaLocator right;
    private readonly STRtree<(int Zone, IndexedPointInAreaLocator Ground)> rings = new();
    private readonly WorkloadClause[][] of;
    private readonly int[][] numbers;

    public ScreeningNts(Workload workload)
    {
        this.workload = workload;
        distance = new(new LineString([.. workload.Line.Select(Utm.Project)]));
        right = new(new Polygon(new LinearRing([.. WorkloadFiles.RightGround(workload.Line).Select(Utm.Project)])));
        for (var i = 0; i < workload.Rings.Length; i++)
        {
            var ring = WorkloadFiles.Cut([.. workload.Rings[i], workload.Rings[i][0]], 10e3).Select(Utm.Project).ToArray();
            var ground = new Polygon(new LinearRing(ring));
            rings.Insert(ground.EnvelopeInternal, (Workload.Reaches.Length * 2 + i, new IndexedPointInAreaLocator(ground)));
        }
        rings.Build();
        numbers = [.. Enumerable.Range(0, workload.Zones.Length).Select(zone => Enumerable.Range(0, workload.Clauses.Length).Where(i => workload.Clauses[i].Zone == zone).ToArray())];
        of = [.. numbers.Select(clauses => clauses.Select(i => workload.Clauses[i]).ToArray())];
    }

    /// <summary>The events on the plane: what is loaded before anything is timed.</summary>
    public Coordinate[] Load() => [.. Enumerable.Range(0, workload.Events.Count).Select(i => Utm.Project(new(workload.Events.Latitude[i], workload.Events.Longitude[i])))];

    /// <summary>The whole list of hits, an event and a clause each.</summary>
    public List<(int Event, int Clause)> Screen(Coordinate[] events)
    {
        var hits = new List<(int, int)>();
        for (var i = 0; i < events.Length; i++)
        {
            var point = new Point(events[i]);
            var away = distance.Distance(point);
            if (away <= Workload.Reaches[^1])
            {
                var side = right.Locate(events[i]) == Location.Exterior ? 0 : 1;
                for (var reach = Workload.Reaches.Length - 1; reach >= 0 && away <= Workload.Reaches[reach]; reach--) Add(2 * reach + side, i);
            }
            foreach (var (zone, ground) in rings.Query(new Envelope(events[i])))
                if (ground.Locate(events[i]) != Location.Exterior) Add(zone, i);
        }
        return hits;

        void Add(int zone, int i)
        {
            var (time, kind, actor) = (workload.Events.Time[i], workload.Events.Class[i], workload.Events.Actor[i]);
            var clauses = of[zone];
            for (var k = 0; k < clauses.Length; k++)
                if ((clauses[k].ClassMask >> kind & 1) != 0 && (clauses[k].ActorMask >> actor & 1) != 0 && time >= clauses[k].From && time < clauses[k].Until)
                    hits.Add((i, numbers[zone][k]));
        }
    }
}

/// <summary>UTM zone 37 north on WGS84: the series of Krüger in the third flattening, to well under a millimetre here.</summary>
internal static class Utm
{
    private const double F = 1 / 298.257223563, N = F / (2 - F), Scale = 0.9996;
    private const double Radius = 6378137.0 / (1 + N) * (1 + N * N / 4 + N * N * N * N / 64);
    private static readonly double E = Math.Sqrt(F * (2 - F));
    private static readonly double[] Alpha =
    [
        N / 2 - 2 * N * N / 3 + 5 * N * N * N / 16 + 41 * N * N * N * N / 180, 13 * N * N / 48 - 3 * N * N * N / 5 + 557 * N * N * N * N / 1440,
        61 * N * N * N / 240 - 103 * N * N * N * N / 140, 49561 * N * N * N * N / 161280,
    ];

    public static Coordinate Project(Truceline.Geography.Position at)
    {
        var (sin, longitude) = (Math.Sin(at.Latitude * Math.PI / 180), (at.Longitude - 39) * Math.PI / 180);
        var t = Math.Sinh(Math.Atanh(sin) - E * Math.Atanh(E * sin));
        var (xi, eta) = (Math.Atan2(t, Math.Cos(longitude)), Math.Atanh(Math.Sin(longitude) / Math.Sqrt(1 + t * t)));
        var (x, y) = (eta, xi);
        for (var j = 1; j <= 4; j++)
        {
            x += Alpha[j - 1] * Math.Cos(2 * j * xi) * Math.Sinh(2 * j * eta);
            y += Alpha[j - 1] * Math.Sin(2 * j * xi) * Math.Cosh(2 * j * eta);
        }
        return new(500e3 + Scale * Radius * x, Scale * Radius * y);
    }
}
