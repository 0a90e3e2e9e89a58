using System.Globalization;
using System.Text;
using Truceline.Geography;

namespace Truceline.Benchmarks;

/// <summary>The workload as the files that rivals and the command line read.</summary>
internal static class WorkloadFiles
{
    /// <summary>The events as <c>truceline screen</c> and <c>COPY … CSV HEADER</c> read them: <c>id,time,lon,lat,class,actor</c>.</summary>
    public static void Events(string path, WorkloadEvents events)
    {
        using var file = new StreamWriter(path, false, new UTF8Encoding(false), 1 << 16);
        file.Write("id,time,lon,lat,class,actor\n");
        for (var i = 0; i < events.Count; i++)
            file.Write(string.Create(CultureInfo.InvariantCulture, $"{i + 1},{Time(events.Time[i])},{events.Longitude[i]:F7},{events.Latitude[i]:F7},class-{events.Class[i]},actor-{events.Actor[i]}\n"));
    }

    /// <summary>The zones and clauses as a truce file, <c>workload.truce.yaml</c>, and its geometry beside it: of which <c>truceline screen</c> asks the same as is asked here.</summary>
    public static string Agreement(string folder, Workload workload)
    {
        var text = new StringBuilder("""
            truce: 1
            id: workload
            title: A made-up agreement
            source: { status: signed, signed: 2015-01-01 }
            clock: { zone: UTC, day: calendar }
            actors:

            """);
        for (var i = 0; i < Workload.Actors; i++) text.Append(CultureInfo.InvariantCulture, $"  actor-{i}: {{ kind: party }}\n");
        text.Append("classes:\n");
        for (var i = 0; i < Workload.Classes; i++) text.Append(CultureInfo.InvariantCulture, $"  class-{i}: {{ is: hardware }}\n");
        text.Append("lines:\n  line: { geometry: line.geojson, sides: { left: actor-0, right: actor-1 }, as-of: 2015-01-01, moves: frozen }\nzones:\n");
        File.WriteAllText(Path.Combine(folder, "line.geojson"), $$"""{"type":"LineString","coordinates":[{{Coordinates(workload.Line)}}]}""");
        for (var zone = 0; zone < 2 * Workload.Reaches.Length; zone++)
            text.Append(CultureInfo.InvariantCulture, $"  zone-{zone}: {{ within: {{ of: line, m: {Workload.Reaches[zone / 2]}, side: actor-{zone % 2} }} }}\n");
        for (var i = 0; i < workload.Rings.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  zone-{2 * Workload.Reaches.Length + i}: {{ geometry: ring-{i}.geojson }}\n");
            File.WriteAllText(Path.Combine(folder, FormattableString.Invariant($"ring-{i}.geojson")), $$"""{"type":"Polygon","coordinates":[[{{Coordinates([.. workload.Rings[i], workload.Rings[i][0]])}}]]}""");
        }
        text.Append(CultureInfo.InvariantCulture, $"events:\n  start: {{ at: {Time(Workload.Start)} }}\n");
        text.Append("clauses:\n");
        for (var i = 0; i < workload.Clauses.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"  - {{ id: c{i}, must-not: {{ who: [{Named("actor", workload.Clauses[i].ActorMask)}], do: station, what: [{Named("class", workload.Clauses[i].ClassMask)}], in: zone-{workload.Clauses[i].Zone} }}, from: start + PT{Hours(workload.Clauses[i].From)}H, until: start + PT{Hours(workload.Clauses[i].Until)}H }}\n");
        var file = Path.Combine(folder, "workload.truce.yaml");
        File.WriteAllText(file, text.ToString());
        return file;
    }

    private static long Hours(long ticks) => (ticks - Workload.Start) / (3600 * Workload.Second);

    // On the geodesics: an edge of GeoJSON is straight in degrees.
    private static string Coordinates(IReadOnlyList<Position> way) =>
        string.Join(",", Cut(way, 1000).Select(at => string.Create(CultureInfo.InvariantCulture, $"[{at.Longitude:F9},{at.Latitude:F9}]")));

    private static string Named(string kind, uint mask) => string.Join(", ", Enumerable.Range(0, 32).Where(i => (mask >> i & 1) != 0).Select(i => FormattableString.Invariant($"{kind}-{i}")));

    /// <summary>The clauses as rows: <c>clause,zone,from,until,classes,actors</c>, masks as numbers.</summary>
    public static void Clauses(string path, WorkloadClause[] clauses) => File.WriteAllText(path, string.Concat(clauses.Select((clause, i) =>
        string.Create(CultureInfo.InvariantCulture, $"{i},{clause.Zone},{Time(clause.From)},{Time(clause.Until)},{clause.ClassMask},{clause.ActorMask}\n"))));

    /// <summary>Polygons as rows: a number, and the ring as well-known text, its edges cut to so many metres at most.</summary>
    public static void Rings(string path, Position[][] rings, double longest) => File.WriteAllText(path, string.Concat(rings.Select((ring, i) =>
        string.Create(CultureInfo.InvariantCulture, $"{i};POLYGON(({Text(Cut([.. ring, ring[0]], longest))}))\n"))));

    /// <summary>Segments as rows: a number, and the way as well-known text, cut to so many metres at most.</summary>
    public static void Segments(string path, Position[] line, double longest) => File.WriteAllText(path, string.Concat(Enumerable.Range(0, line.Length - 1).Select(i =>
        string.Create(CultureInfo.InvariantCulture, $"{i};LINESTRING({Text(Cut([line[i], line[i + 1]], longest))})\n"))));

    /// <summary>The same way with vertices so many metres apart at most, on its geodesics.</summary>
    public static IEnumerable<Position> Cut(IReadOnlyList<Position> way, double longest)
    {
        for (var i = 0; i + 1 < way.Count; i++)
        {
            yield return way[i];
            var path = Geodesic.Inverse(way[i], way[i + 1]);
            var count = Math.Max(1, (int)Math.Ceiling(path.Distance.Value / longest));
            for (var k = 1; k < count; k++) yield return Geodesic.Direct(way[i], path.AzimuthFrom, new(path.Distance.Value * k / count));
        }
        yield return way[^1];
    }

    /// <summary>
    /// The ground on the right of the line as one closed ring: the line and the straight continuation of both its ends for 500 km,
    /// vertices 10 km apart. The continuations of these lines part, so what joins their far ends is far from everything.
    /// </summary>
    public static IEnumerable<Position> RightGround(Position[] line)
    {
        IEnumerable<Position> before = Beyond(line[1], line[0]).Reverse(), after = Beyond(line[^2], line[^1]);
        var ring = before.Concat(line).Concat(after).ToList();
        return ring.Append(ring[0]);

        static IEnumerable<Position> Beyond(Position from, Position end)
        {
            var azimuth = Geodesic.Inverse(from, end).AzimuthTo;
            for (var k = 1; k <= 50; k++) yield return Geodesic.Direct(end, azimuth, new(10e3 * k));
        }
    }

    public static string Text(IEnumerable<Position> way) =>
        string.Join(",", way.Select(at => string.Create(CultureInfo.InvariantCulture, $"{at.Longitude:F12} {at.Latitude:F12}")));

    /// <summary>An instant of the workload, to the second, as ISO 8601.</summary>
    public static string Time(long ticks) => DateTime.UnixEpoch.AddTicks(ticks).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
