using System.Diagnostics;
using System.Globalization;
using Truceline.Geography;

namespace Truceline.Benchmarks;

/// <summary>
/// What screening costs beside PostGIS and NetTopologySuite, and whether it is right: the workload of each seed, side by side in one
/// run. The rivals answer on a plane, in or out; Truceline on the ellipsoid, possible or certain.
/// </summary>
internal static class ScreeningFigures
{
    private const int Runs = 5, NaiveEvents = 10_000, GeographyEvents = 20_000, EdgePlaces = 400, MarginEvents = 20_000;

    public static int Run(TextWriter output, string[] arguments)
    {
        if (arguments is ["one-job", var one]) return OneJob(output, int.Parse(one, CultureInfo.InvariantCulture));
        var quick = arguments.Contains("--quick");
        var (seeds, events) = (Number(arguments, "--seeds", quick ? 1 : 5), Number(arguments, "--events", quick ? 100_000 : 1_000_000));
        var folder = Directory.CreateTempSubdirectory("truceline-screening-").FullName;
        try
        {
            // The server runs as another user, who has to pass through the folder.
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
            using var postgis = ScreeningPostGis.Start(folder);
            var (taken, peak, text) = (new List<ScreeningSeed>(), PeakOfOneJob(events), "");
            for (var seed = 1; seed <= seeds; seed++)
            {
                taken.Add(Seed(Workload.Make(seed, events), postgis, folder, seed == 1, output));
                // What is taken is kept: a run takes minutes.
                text = ScreeningText.Of(taken, events, postgis?.Version, peak);
                if (!quick) Write(text);
            }
            output.Write(text);
            return taken.All(one => one.IsRight) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string text)
    {
        var root = Path.GetDirectoryName(Record.Find("Truceline.slnx") ?? throw new DirectoryNotFoundException("the bench runs inside the repository"))!;
        var results = Path.Combine(root, "bench", "results", Machine.Name);
        Directory.CreateDirectory(results);
        File.WriteAllText(Path.Combine(results, "screening.md"), text);
    }

    private static int Number(string[] arguments, string name, int otherwise) =>
        Array.IndexOf(arguments, name) is var at and >= 0 ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture) : otherwise;

    private static ScreeningSeed Seed(Workload workload, ScreeningPostGis? postgis, string folder, bool first, TextWriter output)
    {
        output.WriteLine(FormattableString.Invariant($"seed {workload.Seed}: {workload.Events.Count} events, {workload.Digest()[..16]}"));
        var ours = new ScreeningOurs(workload);
        var watch = Stopwatch.StartNew();
        var index = ours.Index();
        var cold = watch.Elapsed.TotalSeconds;
        var table = ours.Table(index);
        var hits = table.Screen(ours.Columns, 2);
        var sum = ScreeningOurs.Sum(hits);
        var same = ScreeningOurs.Sum(table.Screen(ours.Columns, 1)) == sum;
        var polygon = Workload.Reaches.Length * 2 + 7;
        var other = new Zone.In(new Area([new Polygon([.. workload.Rings[(7 + 1) % workload.Rings.Length]], [])]));
        var belt = (Zone.Belt)workload.Zones[4] with { Distance = new(30e3) };
        var seed = new ScreeningSeed
        {
            Seed = workload.Seed, Digest = workload.Digest(), Hits = sum.Count, SameAtAnyThreadCount = same,
            IndexCold = cold, Index = ScreeningOurs.Seconds(Runs, () => ours.Index()),
            Changed = ScreeningOurs.Seconds(Runs, () => index.With(polygon, other)), ChangedBelt = ScreeningOurs.Seconds(Runs, () => index.With(4, belt)),
            One = ScreeningOurs.Seconds(Runs, () => table.Screen(ours.Columns, 1)), Two = ScreeningOurs.Seconds(Runs, () => table.Screen(ours.Columns, 2)),
            First = ScreeningOurs.Seconds(Runs, () => ours.Table(ours.Index()).Screen(ours.Columns, 2)),
        };
        output.WriteLine(FormattableString.Invariant($"  screened: {seed.One[Runs / 2]:0.000} s on one thread, {seed.Two[Runs / 2]:0.000} s on two; index {seed.Index[Runs / 2]:0.000} s"));
        var nts = new ScreeningNts(workload);
        var plane = nts.Load();
        watch.Restart();
        var found = nts.Screen(plane);
        seed.Nts = (watch.Elapsed.TotalSeconds, found.Count);
        (plane, found) = ([], []);
        output.WriteLine(FormattableString.Invariant($"  NetTopologySuite: {seed.Nts.Seconds:0.00} s"));
        var file = Path.Combine(folder, "events.csv");
        WorkloadFiles.Events(file, workload.Events);
        ByCommand(workload, folder, file, seed);
        output.WriteLine(FormattableString.Invariant($"  the command: {seed.Command.Seconds:0.00} s; with margins, {seed.Margins.Events} events: {seed.Margins.Seconds:0.00} s"));
        if (postgis is not null) BesidePostGis(workload, postgis, first, seed, output);
        seed.Naive = ScreeningProofs.Naive(workload, ours, hits, Math.Max(1, workload.Events.Count / NaiveEvents));
        seed.Edges = ScreeningProofs.AtEdges(workload, index, EdgePlaces);
        seed.GeodSolve = ScreeningProofs.BesideGeodSolve(workload, 20);
        output.WriteLine(FormattableString.Invariant($"  naive {seed.Naive}, edges {seed.Edges}, GeodSolve {seed.GeodSolve}"));
        seed.Movers = Movers(workload, index);
        output.WriteLine(FormattableString.Invariant($"  movers {seed.Movers}"));
        return seed;
    }

    private static void ByCommand(Workload workload, string folder, string file, ScreeningSeed seed)
    {
        var agreement = WorkloadFiles.Agreement(Directory.CreateDirectory(Path.Combine(folder, FormattableString.Invariant($"agreement-{workload.Seed}"))).FullName, workload);
        var (hits, first) = (Path.Combine(folder, "hits.csv"), Path.Combine(folder, "first.csv"));
        seed.Command = Enumerable.Range(0, 3).Select(_ => ScreeningCommand.Run(file, agreement, hits, withMargins: false)).Order().ElementAt(1);
        var events = Math.Min(MarginEvents, workload.Events.Count);
        var (seconds, found) = ScreeningCommand.Run(ScreeningCommand.First(file, events, first), agreement, hits, withMargins: true);
        seed.Margins = (seconds, events, found);
        File.Delete(hits);
    }

    private static void BesidePostGis(Workload workload, ScreeningPostGis postgis, bool first, ScreeningSeed seed, TextWriter output)
    {
        seed.PostGisLoad = postgis.Load(workload);
        seed.PostGis = postgis.Screen(pieces: true, sessions: 1);
        seed.PostGisTwo = postgis.Screen(pieces: true, sessions: 2);
        if (first) seed.PostGisEdges = postgis.Screen(pieces: false, sessions: 1);
        output.WriteLine(FormattableString.Invariant($"  PostGIS: {seed.PostGis.Seconds:0.0} s, in two sessions {seed.PostGisTwo.Seconds:0.0} s"));
        var every = Math.Max(1, workload.Events.Count / GeographyEvents);
        var (inside, seconds) = postgis.Geography(every);
        seed.GeographySeconds = seconds;
        seed.Geography = ScreeningProofs.BesideGeography(workload, inside, every);
        output.WriteLine(FormattableString.Invariant($"  geography: {seed.Geography.Pairs} pairs, {seed.Geography.Disagree} disagree: {string.Join("; ", seed.Geography.Listed)}"));
    }

    /// <summary>All tracks, one after the other on one thread; and each crossing of some of them beside the zones at every metre or so.</summary>
    private static (double FixesPerSecond, int Crossings, int Checked, int Missed) Movers(Workload workload, ZoneIndex index)
    {
        var fixes = workload.Tracks();
        var count = 0;
        var times = ScreeningOurs.Seconds(3, () =>
        {
            count = 0;
            for (var at = 0; at < fixes.Length; at += Workload.FixesEach) count += Crossings.Of(index, fixes.AsSpan(at, Workload.FixesEach)).Length;
        });
        var (held, missed) = (0, 0);
        for (var mover = 0; mover < 20; mover++) Hold(workload, index, fixes.AsSpan(mover * 500 * Workload.FixesEach, 6), ref held, ref missed);
        return (fixes.Length / times[1], count, held, missed);
    }

    // Every fifty metres of the way, and each zone: what is surely in or out is so after the crossings before it.
    private static void Hold(Workload workload, ZoneIndex index, ReadOnlySpan<Position> track, ref int held, ref int missed)
    {
        var crossings = Crossings.Of(index, track);
        for (var zone = 0; zone < workload.Zones.Length; zone++)
        {
            var own = crossings.Where(one => one.Zone == zone).ToArray();
            var begins = own.Length > 0 ? !own[0].Enters : workload.Zones[zone].Margin(track[0]).Value >= 0;
            for (var leg = 0; leg + 1 < track.Length; leg++)
            {
                var way = Geodesic.Inverse(track[leg], track[leg + 1]);
                var steps = 1 + (int)(way.Distance.Value / 50);
                for (var k = 0; k < steps; k++)
                {
                    var share = (double)k / steps;
                    var margin = workload.Zones[zone].Margin(Geodesic.Direct(track[leg], way.AzimuthFrom, new(way.Distance.Value * share))).Value;
                    if (Math.Abs(margin) < 1) continue;
                    held++;
                    if (begins ^ own.Count(one => one.Fix < leg || (one.Fix == leg && one.Share <= share)) % 2 == 1 != margin > 0) missed++;
                }
            }
        }
    }

    /// <summary>The first job alone, for its memory: the workload, the index, the list of hits. Prints the peak in MB.</summary>
    private static int OneJob(TextWriter output, int events)
    {
        var ours = new ScreeningOurs(Workload.Make(1, events));
        var hits = ours.Table(ours.Index()).Screen(ours.Columns, 2);
        output.WriteLine(FormattableString.Invariant($"{hits.Count} {File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]}"));
        return 0;
    }

    private static double? PeakOfOneJob(int events)
    {
        if (!File.Exists("/proc/self/status")) return null;
        string[] words = ["screening", "one-job", events.ToString(CultureInfo.InvariantCulture)];
        // The bench runs as a program of its own, or as one that dotnet is told to run.
        var isDotnet = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet";
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, isDotnet ? [typeof(ScreeningFigures).Assembly.Location, .. words] : words) { RedirectStandardOutput = true })!;
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(answer.Split(' ')[1].TrimEnd("kB \t\n".ToCharArray()), CultureInfo.InvariantCulture) * 1024 / 1e6;
    }
}
