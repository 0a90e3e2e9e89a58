using System.Diagnostics;
using System.Globalization;
using Truceline.Geography;

namespace Truceline.Benchmarks;

/// <summary>
/// The job of screening in PostGIS, on a plane: UTM zone 37 north, geometry with a GiST index. The distance to the line is found
/// once an event, by a nearest-neighbour search of the index, and answers all belts; its side, and the polygons, are exact
/// point-in-polygon tests. It says in or out and not how surely, and counts what it finds instead of listing it.
/// </summary>
internal sealed class ScreeningPostGis : IDisposable
{
    private readonly PrivatePostgres server;
    private readonly string folder;

    private ScreeningPostGis(PrivatePostgres server, string folder) => (this.server, this.folder) = (server, folder);

    /// <summary>"PostgreSQL 15.8, PostGIS 3.3.2".</summary>
    public string Version => string.Create(CultureInfo.InvariantCulture, $"{server.Version}, PostGIS {server.Ask("SELECT split_part(postgis_lib_version(), ' ', 1)")[0]}");

    /// <summary>Starts one; null where none is installed.</summary>
    public static ScreeningPostGis? Start(string folder) => PrivatePostgres.StartWithPostGis(folder) is { } server ? new(server, folder) : null;

    public void Dispose() => server.Dispose();

    /// <summary>Loads a workload, projects it and builds the indexes; the seconds that each took.</summary>
    public (double Load, double Index) Load(Workload workload)
    {
        WorkloadFiles.Clauses(InFolder("clauses"), workload.Clauses);
        WorkloadFiles.Rings(InFolder("rings"), workload.Rings, 10_000);
        WorkloadFiles.Segments(InFolder("segments"), workload.Line, 10_000);
        File.WriteAllText(InFolder("sides"), string.Create(CultureInfo.InvariantCulture, $"POLYGON(({WorkloadFiles.Text(WorkloadFiles.RightGround(workload.Line))}))\n"));
        var watch = Stopwatch.StartNew();
        Run("load.sql", $"""
            SET client_min_messages = warning;
            DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE EXTENSION postgis;
            CREATE UNLOGGED TABLE raw(id int, time timestamptz, lon float8, lat float8, class text, actor text);
            \copy raw FROM '{InFolder("events")}' CSV HEADER
            CREATE UNLOGGED TABLE clauses(clause int, zone int, begins timestamptz, ends timestamptz, classes int, actors int);
            \copy clauses FROM '{InFolder("clauses")}' CSV
            CREATE UNLOGGED TABLE ringtext(id int, way text);
            \copy ringtext FROM '{InFolder("rings")}' WITH (DELIMITER ';')
            CREATE UNLOGGED TABLE segmenttext(id int, way text);
            \copy segmenttext FROM '{InFolder("segments")}' WITH (DELIMITER ';')
            CREATE UNLOGGED TABLE sidetext(way text);
            \copy sidetext FROM '{InFolder("sides")}' WITH (DELIMITER ';')
            CREATE UNLOGGED TABLE events AS SELECT id, time, 1 << substr(class, 7)::int AS class, 1 << substr(actor, 7)::int AS actor,
              ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 32637) AS at FROM raw ORDER BY id;
            CREATE UNLOGGED TABLE rings AS SELECT id + {Workload.Reaches.Length * 2} AS zone, ST_Transform(ST_GeomFromText(way, 4326), 32637) AS ground FROM ringtext;
            CREATE UNLOGGED TABLE edges AS SELECT id, ST_Transform(ST_GeomFromText(way, 4326), 32637) AS way FROM segmenttext;
            CREATE UNLOGGED TABLE pieces AS SELECT id / 32 AS id, ST_LineMerge(ST_Collect(way ORDER BY id)) AS way FROM edges GROUP BY id / 32;
            CREATE UNLOGGED TABLE sides AS SELECT ST_Transform(ST_GeomFromText(way, 4326), 32637) AS ground FROM sidetext;
            CREATE UNLOGGED TABLE reaches(zone int, reach float8);
            INSERT INTO reaches VALUES {string.Join(',', Workload.Reaches.Select((reach, i) => string.Create(CultureInfo.InvariantCulture, $"({2 * i}, {reach})")))};
            """);
        var loaded = watch.Elapsed.TotalSeconds;
        Run("index.sql", """
            CREATE INDEX ON events USING gist(at); CREATE INDEX ON rings USING gist(ground);
            CREATE INDEX ON edges USING gist(way); CREATE INDEX ON pieces USING gist(way);
            ANALYZE;
            """);
        return (loaded, watch.Elapsed.TotalSeconds - loaded);
    }

    /// <summary>The whole job: how many hits, their sum of event × clause, and the seconds from loaded and indexed tables.</summary>
    /// <param name="pieces">Whether the line lies in pieces of 32 edges, which is the best plan found here; else each edge is a row.</param>
    /// <param name="sessions">How many connections share the events: PostgreSQL gives each a process of its own.</param>
    public (long Hits, long Sum, double Seconds) Screen(bool pieces, int sessions)
    {
        var last = int.Parse(server.Ask("SELECT max(id) FROM events")[0], CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        var parts = Enumerable.Range(0, sessions).Select(i => Task.Run(() => Counts(Job(pieces, (int)((long)last * i / sessions), (int)((long)last * (i + 1) / sessions))))).ToArray();
        Task.WaitAll(parts);
        return (parts.Sum(part => part.Result.Hits), parts.Sum(part => part.Result.Sum), watch.Elapsed.TotalSeconds);
    }

    private (long Hits, long Sum) Counts(string sql)
    {
        var fields = server.Ask(sql)[0].Split('|');
        return (long.Parse(fields[0], CultureInfo.InvariantCulture), long.Parse(fields[1], CultureInfo.InvariantCulture));
    }

    private static string Job(bool pieces, int after, int to) => string.Create(CultureInfo.InvariantCulture, $"""
        SELECT count(*), coalesce(sum(m.id::bigint * c.clause), 0) FROM (
          SELECT n.id, n.time, n.class, n.actor, r.zone + n.isright::int AS zone FROM (
            SELECT e.id, e.time, e.class, e.actor, (SELECT e.at <-> s.way FROM {(pieces ? "pieces" : "edges")} s ORDER BY e.at <-> s.way LIMIT 1) AS away, ST_Intersects(sides.ground, e.at) AS isright
            FROM events e CROSS JOIN sides WHERE e.id > {after} AND e.id <= {to} OFFSET 0) n JOIN reaches r ON n.away <= r.reach
          UNION ALL SELECT e.id, e.time, e.class, e.actor, r.zone FROM events e JOIN rings r ON ST_Intersects(r.ground, e.at) WHERE e.id > {after} AND e.id <= {to}) m
        JOIN clauses c ON c.zone = m.zone AND m.time >= c.begins AND m.time < c.ends AND m.class & c.classes <> 0 AND m.actor & c.actors <> 0
        """);

    /// <summary>On the ellipsoid (<c>geography</c>), of every nth event: the zones that hold it, and the seconds.</summary>
    public (HashSet<(int Event, int Zone)> In, double Seconds) Geography(int every)
    {
        server.Execute("""
            CREATE UNLOGGED TABLE IF NOT EXISTS wholeline AS SELECT ST_MakeLine(array_agg(ST_GeomFromText(way, 4326) ORDER BY id))::geography AS way FROM segmenttext;
            CREATE UNLOGGED TABLE IF NOT EXISTS ringground AS SELECT id, ST_GeogFromText(way) AS ground FROM ringtext;
            CREATE UNLOGGED TABLE IF NOT EXISTS sideground AS SELECT ST_GeogFromText(way) AS ground FROM sidetext;
            CREATE INDEX ON ringground USING gist(ground); ANALYZE
            """);
        var watch = Stopwatch.StartNew();
        var rows = server.Ask(string.Create(CultureInfo.InvariantCulture, $"""
            WITH points AS MATERIALIZED (SELECT id, ST_SetSRID(ST_MakePoint(lon, lat), 4326)::geography AS at FROM raw WHERE (id - 1) % {every} = 0)
            SELECT p.id - 1, r.zone + p.isright::int FROM (
              SELECT points.id, ST_Distance(l.way, points.at) AS away, ST_Covers(s.ground, points.at) AS isright FROM points, wholeline l, sideground s) p JOIN reaches r ON p.away <= r.reach
            UNION ALL SELECT p.id - 1, r.id + {Workload.Reaches.Length * 2} FROM points p JOIN ringground r ON ST_Covers(r.ground, p.at)
            """));
        return ([.. rows.Select(row => row.Split('|')).Select(fields => (int.Parse(fields[0], CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture)))], watch.Elapsed.TotalSeconds);
    }

    private string InFolder(string name) => Path.Combine(folder, name + ".csv");

    private void Run(string name, string sql)
    {
        var file = Path.Combine(folder, name);
        File.WriteAllText(file, sql + "\n");
        server.Seconds(file);
    }
}
