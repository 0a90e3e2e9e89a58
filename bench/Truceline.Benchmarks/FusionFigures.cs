using System.Diagnostics;
using System.Globalization;
using System.Text;
using NodaTime;
using Truceline.Agreements;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Benchmarks;

/// <summary>What fusion costs: points as columns beside PostGIS, and one late report among many. Written to bench/results.</summary>
internal static class FusionFigures
{
    private const int Late = 2000;

    // The first class says nothing; the others exclude each other, as the kinds of weapon do.
    private static readonly string?[] Classes =
        [null, "mortar", "artillery", "tank", "ifv", "uav", "mine", "vessel", "aircraft", "missile", "small-arms", "rocket-artillery", "air-defence", "explosion", "personnel", "mercenaries"];

    /// <summary>Measures the seeds from 1 on.</summary>
    public static int Run(TextWriter output, int seeds, int count)
    {
        var folder = Directory.CreateTempSubdirectory("truceline-fusion-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
        try
        {
            using var postgis = FusionPostGis.Start(folder);
            var table = new StringBuilder("| seed | Truceline, ms | PostGIS exact, s | times | DBSCAN by hour, s | its clusters beside ours | groups | components, PostGIS's |\n|---|---|---|---|---|---|---|---|\n");
            for (var seed = 1; seed <= seeds; seed++)
            {
                table.AppendLine(Row(seed, Workload.Make(seed, count).Events, postgis));
                output.WriteLine($"seed {seed} done");
            }
            var text = Page(seeds, count, table.ToString(), $"{Streaming(count)}\n{Sectors(count)}", postgis?.Version ?? "not installed");
            output.Write(text);
            var to = Path.Combine(Path.GetDirectoryName(Record.Find("Truceline.slnx"))!, "bench", "results", Machine.Name);
            Directory.CreateDirectory(to);
            File.WriteAllText(Path.Combine(to, "fusion.md"), text);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The events of a workload as fusion takes them.</summary>
    public static PointColumns Columns(WorkloadEvents events) =>
        new(events.Longitude, events.Latitude, events.Time, events.Class, (a, b) => a == 0 || b == 0 || a == b);

    private static string Row(int seed, WorkloadEvents events, FusionPostGis? postgis)
    {
        var points = Columns(events);
        var groups = Fusion.Group(points, FusionRules.Default);
        var best = Enumerable.Range(0, 5).Min(_ => Milliseconds(() => Fusion.Group(points, FusionRules.Default)));
        if (postgis is null) return string.Create(CultureInfo.InvariantCulture, $"| {seed} | {best:0} | – | – | – | – | {groups.Max() + 1:N0} | – |");
        postgis.Load(events);
        var (_, components, seconds) = postgis.Exact();
        var (clusters, hourly) = postgis.ByHour();
        return string.Create(CultureInfo.InvariantCulture, $"| {seed} | {best:0} | {seconds:0.0} | {seconds * 1000 / best:0} | {hourly:0.0} | {clusters - groups.Max() - 1:+#,0;-#,0} | {groups.Max() + 1:N0} | {components:N0} |");
    }

    private static string Streaming(int count)
    {
        var events = Workload.Make(1, count).Events;
        var reports = Enumerable.Range(0, count).Select(i => Report(events, i)).ToArray();
        var dice = Workload.Dice(1, 9);
        var late = Enumerable.Range(0, Late).Select(_ => dice.Below(count)).ToHashSet();
        FusionFold? fold = null;
        var loaded = Milliseconds(() => fold = FusionFold.Of(reports.Where((_, i) => !late.Contains(i)), FusionRules.Default, GroupingDecisions.None));
        var each = late.Select(i => Milliseconds(() => fold!.Update([reports[i]], [], GroupingDecisions.None))).Order().ToArray();
        var batch = Fusion.Fuse(reports, FusionRules.Default);
        var same = batch.Length == fold!.Incidents.Length && batch.Zip(fold.Incidents).All(pair =>
            pair.First.Id == pair.Second.Id && pair.First.Reasons.SequenceEqual(pair.Second.Reasons) && pair.First.Sightings.Select(sighting => sighting.Id).SequenceEqual(pair.Second.Sightings.Select(sighting => sighting.Id)));
        return string.Create(CultureInfo.InvariantCulture, $"""
            A fold of {count:N0} reports is loaded in {loaded / 1000:0.0} s. One late report then takes {each[each.Length / 2]:0.00} ms (median of {each.Length:N0}), p99 {each[(int)(each.Length * 0.99)]:0.00} ms, at most {each[^1]:0.00} ms. After all of them the fold is {(same ? "the same as" : "DIFFERENT from")} fusing all at once.
            """);
    }

    /// <summary>The same reports, three in ten of which are heard or seen by an observer some kilometres off: half of them within a band of distance, half on a bearing alone.</summary>
    private static string Sectors(int count)
    {
        var events = Workload.Make(1, count).Events;
        var dice = Workload.Dice(1, 10);
        var reports = new JournalledReport[count];
        var (bands, bearings) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            reports[i] = Report(events, i);
            if (dice.Below(10) >= 3) continue;
            var (seen, at) = ((Observation)reports[i].Report.Content, new Position(events.Latitude[i], events.Longitude[i]));
            var (from, isBand) = (Geodesic.Direct(at, dice.Below(360), new(2_000 + dice.Below(3_000))), dice.Below(2) == 0);
            var way = Geodesic.Inverse(from, at);
            var off = dice.Below(21) - 10;
            if (isBand) bands++;
            else bearings++;
            Region where = isBand
                ? new Region.Sector(from, (way.AzimuthFrom + off + 720) % 360, 15, new(way.Distance.Value * 0.75), new(way.Distance.Value * 1.25))
                : new Region.Sector(from, (way.AzimuthFrom + off / 10.0 + 720) % 360, 2, Metres.Zero, new(15_000));
            reports[i] = reports[i] with { Report = reports[i].Report with { Content = seen with { Where = new(null, where), Means = isBand ? Means.Heard : Means.Seen } } };
        }
        System.Collections.Immutable.ImmutableArray<Incident> fused = [];
        var points = Milliseconds(() => Fusion.Fuse(Enumerable.Range(0, count).Select(i => Report(events, i)), FusionRules.Default));
        var took = Milliseconds(() => fused = Fusion.Fuse(reports, FusionRules.Default));
        return string.Create(CultureInfo.InvariantCulture, $"""

            With sectors: of the same {count:N0} reports {bands:N0} are a band of distance within ±15° and {bearings:N0} a bearing of ±2° up to 15 km, the rest points. From reports to incidents with their
            reasons they take {took / 1000:0.0} s, where points alone take {points / 1000:0.0} s that way. {fused.Sum(incident => incident.Reasons.Count(reason => reason is Grouping.JoinedWide)):N0} bearings are joined, {fused.SelectMany(incident => incident.Reasons).OfType<Grouping.LeftOpen>().Distinct().Count():N0} pairs left open.
            """);
    }

    private static JournalledReport Report(WorkloadEvents events, int i)
    {
        var at = Instant.FromUnixTimeTicks(events.Time[i]);
        return new(Reports.Report.Of("exercise, synthetic", string.Create(CultureInfo.InvariantCulture, $"{i}"), new Observation
        {
            Occurred = new Interval(at, at),
            Where = new Place(null, new Region.Disc(new Position(events.Latitude[i], events.Longitude[i]), Metres.Zero)),
            Means = Means.Seen, Act = Act.Fire, What = Classes[events.Class[i]],
        }), [i + 1]);
    }

    private static double Milliseconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalMilliseconds;
    }

    private static string Page(int seeds, int count, string table, string streaming, string rival) => string.Create(CultureInfo.InvariantCulture, $"""
        # What fusion costs
        `dotnet run -c Release --project bench/Truceline.Benchmarks -- fusion --seeds {seeds}`, on {Machine.Description}; {rival}.
        {count:N0} point reports a seed (*exercise, synthetic*): 2 km, one hour, compatible classes, no more than 5 km and 3 hours.

        Truceline: from columns of longitude, latitude, time and class to the number of each report's incident, projection
        included, the least of five runs. PostGIS: from a loaded and analysed table to its components, which are not cut at the
        greatest extent and duration; its parallel workers as configured by default.

        {table}
        {streaming}

        """);
}
