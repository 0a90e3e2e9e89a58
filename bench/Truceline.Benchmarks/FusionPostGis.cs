using System.Globalization;

namespace Truceline.Benchmarks;

/// <summary>
/// Fusion in PostGIS: the pairs within 2 km (<c>geography</c>, on the ellipsoid), one hour and compatible classes by a join over
/// a grid of hours and degrees, then the connected components by handing least numbers on until none changes. It does not cut
/// chains at the greatest extent, which a recursive query cannot: less than what is asked. Beside it DBSCAN by hour, which
/// is what is often done.
/// </summary>
internal sealed class FusionPostGis : IDisposable
{
    private readonly PrivatePostgres server;
    private readonly string folder;

    private FusionPostGis(PrivatePostgres server, string folder) => (this.server, this.folder) = (server, folder);

    /// <summary>What it is.</summary>
    public string Version => server.Version;

    /// <summary>Starts one; null where none is installed.</summary>
    public static FusionPostGis? Start(string folder) => PrivatePostgres.StartWithPostGis(folder) is { } server ? new(server, folder) : null;

    public void Dispose() => server.Dispose();

    /// <summary>Loads events; nothing of it is timed.</summary>
    public void Load(WorkloadEvents events)
    {
        var file = Path.Combine(folder, "fusion.csv");
        using (var writer = new StreamWriter(file))
            for (var i = 0; i < events.Count; i++)
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i},{(events.Time[i] - Workload.Start) / Workload.Second},{events.Longitude[i]},{events.Latitude[i]},{events.Class[i]}"));
        Run("load.sql", $"""
            DROP TABLE IF EXISTS raw, events, links, labels;
            CREATE UNLOGGED TABLE raw(id int, second int, lon float8, lat float8, class int);
            \copy raw FROM '{file}' CSV
            CREATE UNLOGGED TABLE events AS SELECT id, second, class, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography AS at, ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 32637) AS flat,
              second / 3600 AS hour, floor(lon / 0.04)::int AS x, floor(lat / 0.02)::int AS y FROM raw;
            ANALYZE events
            """);
    }

    /// <summary>The pairs and the components, exactly: how many of each, and the seconds.</summary>
    public (long Pairs, long Components, double Seconds) Exact()
    {
        // 0.04 degrees of longitude are more than 2.7 km south of 52.5 degrees, 0.02 of latitude more than 2.2 km.
        var seconds = Run("exact.sql", """
            SET work_mem = '256MB';
            CREATE UNLOGGED TABLE links AS SELECT a.id AS a, b.id AS b FROM
              (SELECT e.*, e.hour + h AS toh, e.x + dx AS tox, e.y + dy AS toy FROM events e, generate_series(0, 1) h, generate_series(-1, 1) dx, generate_series(-1, 1) dy) a
              JOIN events b ON b.hour = a.toh AND b.x = a.tox AND b.y = a.toy
              WHERE (b.second > a.second OR b.second = a.second AND b.id > a.id) AND b.second - a.second <= 3600
                AND (a.class = b.class OR a.class = 0 OR b.class = 0) AND ST_DWithin(a.at, b.at, 2000);
            CREATE UNLOGGED TABLE labels AS SELECT id, id AS label FROM events;
            CREATE UNIQUE INDEX ON labels(id);
            ANALYZE links; ANALYZE labels;
            DO $$ DECLARE n int; BEGIN LOOP
              WITH least AS (SELECT id, min(label) AS label FROM (
                  SELECT l.a AS id, m.label FROM links l JOIN labels m ON m.id = l.b UNION ALL SELECT l.b, m.label FROM links l JOIN labels m ON m.id = l.a) x GROUP BY id)
              UPDATE labels SET label = least.label FROM least WHERE labels.id = least.id AND least.label < labels.label;
              GET DIAGNOSTICS n = ROW_COUNT; EXIT WHEN n = 0;
              UPDATE labels SET label = up.label FROM labels up WHERE up.id = labels.label AND up.label < labels.label;
            END LOOP; END $$
            """);
        return (Number("SELECT count(*) FROM links"), Number("SELECT count(DISTINCT label) FROM labels"), seconds);
    }

    /// <summary>DBSCAN by hour and class: how many clusters, and the seconds.</summary>
    public (long Clusters, double Seconds) ByHour()
    {
        var seconds = Run("dbscan.sql", """
            DROP TABLE IF EXISTS clusters;
            CREATE UNLOGGED TABLE clusters AS SELECT id, hour, class, ST_ClusterDBSCAN(flat, 2000, 1) OVER (PARTITION BY hour, class) AS cluster FROM events
            """);
        return (Number("SELECT count(*) FROM (SELECT DISTINCT hour, class, cluster FROM clusters) c"), seconds);
    }

    private long Number(string sql) => long.Parse(server.Ask(sql)[0], CultureInfo.InvariantCulture);

    private double Run(string name, string sql)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, sql + ";\n");
        return server.Seconds(file);
    }
}
