using BenchmarkDotNet.Attributes;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NodaTime;
using Truceline.Agreements;
using Truceline.App.Intake;
using Truceline.Assessments;
using Truceline.Geography;
using Truceline.Incidents;
using Truceline.Reports;

namespace Truceline.Benchmarks;

/// <summary>
/// Assessing the real events: 2,989 rows of UCDP GED against points 1, 2 and 10 of Minsk II, both readings. Beside it, in
/// the same run, what a planar library does for the smallest part of it: NetTopologySuite, prepared polygon, for each
/// event of point 1 a disc of uncertainty as a 32-gon in degrees, the tests "covers" and "intersects", and one comparison
/// of times. The rival knows no ellipsoid (its discs are a third too wide here), reasons, readings, belts or days; it is
/// there so that the figure has a scale.
/// </summary>
[MemoryDiagnoser]
public class RealEvents
{
    private ReportLog log = null!;
    private Agreement agreement = null!;
    private (Coordinate At, double Degrees, Instant Start)[] discs = null!;
    private IPreparedGeometry polygon = null!;
    private Instant ceasefire;

    [GlobalSetup]
    public void Load()
    {
        (log, agreement) = Record.Load();
        var observations = log.Reports.Select(report => (Observation)report.Report.Content).ToArray();
        discs =
        [
            .. observations
                .Where(observation => observation.Where.Region is Region.Disc)
                .Select(observation => (observation, disc: (Region.Disc)observation.Where.Region))
                .Select(pair => (new Coordinate(pair.disc.Centre.Longitude, pair.disc.Centre.Latitude), pair.disc.Radius.Value / 111_320, pair.observation.Occurred.Start)),
        ];
        var area = ((Zone.In)agreement.Zones["certain-areas"].Zone).Area;
        var ring = area.Polygons[0].Outer.Select(vertex => new Coordinate(vertex.Longitude, vertex.Latitude)).ToList();
        ring.Add(ring[0]);
        polygon = PreparedGeometryFactory.Prepare(new GeometryFactory().CreatePolygon([.. ring]));
        ceasefire = agreement.Events["ceasefire"].At!.Value;
    }

    [Benchmark(Description = "Truceline: fuse and assess, all clauses, readings, traces")]
    public Assessment Assess() => Assessor.Assess(log, agreement, FusionRules.Default, null);

    [Benchmark(Description = "Truceline: place and time of point 1 alone, with uncertainty, on the ellipsoid")]
    public int PlaceAndTime()
    {
        var zone = agreement.Zones["certain-areas"].Zone;
        var certain = 0;
        foreach (var report in log.Reports)
        {
            var observation = (Observation)report.Report.Content;
            if (observation.Occurred.Start >= ceasefire && zone.Test(observation.Where.Region) == Certainty.Certain) certain++;
        }
        return certain;
    }

    [Benchmark(Baseline = true, Description = "NetTopologySuite: place and time of point 1 alone, discs on a plane")]
    public int Rival()
    {
        var certain = 0;
        foreach (var (at, degrees, start) in discs)
        {
            if (start < ceasefire) continue;
            var disc = new Point(at).Buffer(degrees);
            if (polygon.Intersects(disc) && polygon.Covers(disc)) certain++;
        }
        return certain;
    }
}

/// <summary>The record that the benchmarks use, read through the same formats as the executable's.</summary>
internal static class Record
{
    public static string? Events => Find(Path.Combine("..", "shared", "data", "events", "ged_ukraine_2014_2021.csv"));

    public static (ReportLog Log, Agreement Agreement) Load()
    {
        var events = Events ?? throw new FileNotFoundException("needs ../shared/data/events/ged_ukraine_2014_2021.csv");
        using var stream = File.OpenRead(events);
        var entry = 0L;
        var reports = UcdpGed.Format.Read(new IntakeFile(stream, "ged.csv", "ucdp", UcdpGed.Format.DefaultZone))
            .Where(taken => taken.Report is not null)
            .Select(taken => new JournalledReport(taken.Report!, [++entry]))
            .ToArray();
        var folder = Find(Path.Combine("examples", "minsk-2"))!;
        var reading = AgreementReader.Read("minsk-2.truce.yaml", File.ReadAllBytes(Path.Combine(folder, "minsk-2.truce.yaml")), name => File.ReadAllBytes(Path.Combine(folder, name)));
        return (new ReportLog([.. reports.OrderBy(report => report.Report.Id)], entry), reading.Agreement!);
    }

    internal static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Truceline.slnx")))
                return Path.Combine(folder.FullName, relative) is var full && (File.Exists(full) || Directory.Exists(full)) ? full : null;
        return null;
    }
}
