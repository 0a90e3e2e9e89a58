using System.Globalization;
using System.Text;

namespace Truceline.Benchmarks;

/// <summary>The page of the figures of screening.</summary>
internal static class ScreeningText
{
    public static string Of(List<ScreeningSeed> seeds, int events, string? postgis, double? megabytes)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"# Screening");
        Line($"");
        Line($"`dotnet run -c Release --project bench/Truceline.Benchmarks -- screening --seeds {seeds.Count} --events {events}` on {Machine.Description}.");
        Line($"The machine is shared, and was busy: times are upper bounds, and only ratios within a row are worth anything.");
        Line($"");
        Line($"{events:#,0} events × {Workload.ClauseCount} clauses over 212 zones (12 one-sided belts along a line of 5,000 vertices, 200 polygons of 200 corners), every hit listed.");
        Line($"Exercise, synthetic. Timed from loaded columns and a built index. Truceline answers on the ellipsoid, possible or certain; the rivals on a");
        Line($"plane (UTM 37 N), in or out, and PostGIS counts its hits instead of listing them. Truceline: medians of five runs; the rivals: one run each. The same");
        Line($"hits come out on one thread and on two.");
        Line($"");
        Line($"| seed | Truceline, 1 thread | 2 threads | NetTopologySuite, 1 thread | ours is faster, 1 thread | PostGIS, 1 session | ours is faster, 2 threads | PostGIS, 2 sessions | ours is faster, 2 threads | hits: Truceline | on the plane |");
        Line($"|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var one in seeds) Line($"| {one.Seed} | {Cells(column => column.Of(one), screened)} | {one.Hits:#,0} | {one.Nts.Hits:#,0} |");
        Line($"| **median** (least–greatest) | {Cells(Middle, screened)} | | |");
        Line($"");
        Line($"{postgis ?? "No PostGIS is installed here"}; NetTopologySuite 2.5.0. PostGIS: one nearest-neighbour search an event over the line in pieces of 32 edges (GiST), which answers");
        Line($"all belts; the side by one point-in-polygon test; the polygons by a GiST join. This is the best exact plan that was found.");
        if (seeds[0].PostGisEdges is { } edges) Line($"With a row for each edge of the line, as one would write it first, it takes {edges.Seconds:0.0} s ({edges.Seconds / Median(seeds[0].Two):0}× ours on two threads), seed 1.");
        Line($"NetTopologySuite: facet index of the line, indexed point-in-area tests behind a tree of boxes. Both planar rivals give the same hits to the last one.");
        Line($"");
        Line($"| seed | index, whole | the first, cold | one polygon changed | one belt changed | first answer, build included, 2 threads | PostGIS, without its own, takes longer | PostGIS loads and projects | its indexes |");
        Line($"|---|---|---|---|---|---|---|---|---|");
        foreach (var one in seeds) Line($"| {one.Seed} | {Cells(column => column.Of(one), built)} |");
        Line($"| **median** (least–greatest) | {Cells(Middle, built)} |");
        Line($"");
        Line($"## Through the command line");
        Line($"");
        Line($"`truceline screen events.csv --agreement workload.truce.yaml > hits.csv`: a whole process, cold, with the table of {events:#,0} rows read, the agreement and its {seeds[0].Command.Hits:#,0} hits");
        Line($"(seed {seeds[0].Seed}) written; the median of three. Beside it PostGIS's best plan in one session, without its loading. A row names no act, so that every hit is possible. With `--margins`,");
        Line($"of the first {seeds[0].Margins.Events:#,0} rows alone: every margin is computed exactly.");
        Line($"");
        Line($"| seed | the command | PostGIS takes longer | with `--margins`, {seeds[0].Margins.Events:#,0} rows | microseconds a hit |");
        Line($"|---|---|---|---|---|");
        foreach (var one in seeds) Line($"| {one.Seed} | {Cells(column => column.Of(one), commanded)} |");
        Line($"| **median** (least–greatest) | {Cells(Middle, commanded)} |");
        if (megabytes is { } peak) Line($"\nPeak memory of the job in a process of its own, its making of the workload included: {peak:0} MB (the greatest resident set).");
        Line($"");
        Line($"## Whether it is right");
        Line($"");
        Line($"| seed | workload | naive: events, disagree | naive, scaled to all events | places at margins of −2 to 2 m × zones, disagree | PostGIS `geography`: event × zone, disagree, listed besides (within 1.2 m, or PostGIS wrong by GeodSolve) | GeodSolve: distances, greatest difference, vertices nearer |");
        Line($"|---|---|---|---|---|---|---|");
        foreach (var one in seeds)
            Line($"| {one.Seed} | `{one.Digest[..16]}` | {one.Naive.Events:#,0}, {one.Naive.Disagree} | {one.Naive.Seconds * events / Math.Max(1, one.Naive.Events):0} s | {one.Edges.Tests:#,0}, {one.Edges.Disagree} | {one.Geography.Pairs:#,0}, {one.Geography.Disagree}, {one.Geography.Listed.Count - one.Geography.Disagree} | {one.GeodSolve?.Distances:#,0}, {one.GeodSolve?.Millimetres:0.000} mm, {one.GeodSolve?.Nearer} |");
        foreach (var one in seeds)
            foreach (var listed in one.Geography.Listed) Line($"\nSeed {one.Seed}, PostGIS `geography` and Truceline disagree: {listed}.");
        Line($"");
        Line($"*Naive* asks each zone itself, each event once a zone, on a part of the events; its time is scaled from there. For `geography` edges are cut to 10 km.");
        Line($"");
        Line($"## Movers");
        Line($"");
        Line($"{Workload.Movers:#,0} movers × {Workload.FixesEach} fixes a minute apart against the 212 zones, enter and exit, geodesic, one thread. *Missed*: places of the way, 50 m apart, of some");
        Line($"tracks, at which a zone surely holds the mover, or surely does not, and the crossings say otherwise. Tile38 cannot be installed here: 6,000 to 8,000 fixes a second,");
        Line($"and 49,000 against polygons alone, its network included, are figures reported of it that were **not measured by us**.");
        Line($"");
        Line($"| seed | fixes a second | crossings | places × zones held against the zones | missed |");
        Line($"|---|---|---|---|---|");
        foreach (var one in seeds) Line($"| {one.Seed} | {one.Movers.FixesPerSecond:#,0} | {one.Movers.Crossings:#,0} | {one.Movers.Checked:#,0} | {one.Movers.Missed} |");
        Line($"| **median** (least–greatest) | {Middle(new(one => one.Movers.FixesPerSecond, "#,0"))} | | | |");
        return text.ToString();

        string Middle(Column column)
        {
            var sorted = seeds.Select(column.Value).Order().ToArray();
            return $"{column.Text(Median(sorted))} ({column.Text(sorted[0])}–{column.Text(sorted[^1])})";
        }
    }

    /// <summary>A figure of a seed, and how it is written.</summary>
    private sealed record Column(Func<ScreeningSeed, double> Value, string Format)
    {
        public string Of(ScreeningSeed seed) => Text(Value(seed));

        public string Text(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
    }

    private static string Cells(Func<Column, string> text, Column[] columns) => string.Join(" | ", columns.Select(text));

    private const string Milliseconds = "0 ms", Seconds = "0.0 s", Times = "0×";

    private static readonly Column[] screened =
    [
        new(one => 1000 * Median(one.One), Milliseconds), new(one => 1000 * Median(one.Two), Milliseconds),
        new(one => one.Nts.Seconds, Seconds), new(one => one.Nts.Seconds / Median(one.One), Times),
        new(one => one.PostGis.Seconds, Seconds), new(one => one.PostGis.Seconds / Median(one.Two), Times),
        new(one => one.PostGisTwo.Seconds, Seconds), new(one => one.PostGisTwo.Seconds / Median(one.Two), Times),
    ];

    private static readonly Column[] built =
    [
        new(one => 1000 * Median(one.Index), Milliseconds), new(one => 1000 * one.IndexCold, Milliseconds), new(one => 1000 * Median(one.Changed), Milliseconds),
        new(one => 1000 * Median(one.ChangedBelt), Milliseconds), new(one => 1000 * Median(one.First), Milliseconds), new(one => one.PostGis.Seconds / Median(one.First), Times),
        new(one => one.PostGisLoad.Load, Seconds), new(one => one.PostGisLoad.Index, Seconds),
    ];

    private static readonly Column[] commanded =
    [
        new(one => one.Command.Seconds, "0.00 s"), new(one => one.PostGis.Seconds / one.Command.Seconds, Times),
        new(one => one.Margins.Seconds, "0.00 s"), new(one => one.Margins.Seconds * 1e6 / Math.Max(1, one.Margins.Hits), "0.0"),
    ];

    private static double Median(double[] sorted) => sorted[sorted.Length / 2];
}
