using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Truceline.Agreements;
using Truceline.App;
using Truceline.App.Serving;

namespace Truceline.Benchmarks;

/// <summary>
/// What the pages cost: the first visit to each and the later ones, those while new entries come, the bytes of a first visit, the
/// time until <c>demo</c> has its first page, and the time of a frame while the map is dragged. What is measured is said as soon as it
/// is; the table goes to <c>bench/results</c>.
/// </summary>
internal static class Pages
{
    private static readonly string Root = Record.Find("Truceline.slnx") is { } file ? Path.GetDirectoryName(file)! : throw new DirectoryNotFoundException("the bench runs inside the repository");
    private static readonly Stopwatch Since = Stopwatch.StartNew();

    /// <summary>Measures with so many reports, and with so many incidents on the map.</summary>
    /// <param name="output">Where to say what was measured.</param>
    /// <param name="reports">How many reports; 0: the pages are left out.</param>
    /// <param name="onTheMap">How many incidents; 0: the map is left out.</param>
    /// <param name="kept">A folder in which the journals stay for another run; null: none.</param>
    public static async Task<int> Run(TextWriter output, int reports, int onTheMap, string? kept)
    {
        var happenings = reports / 5 * 2;
        var text = new Told(output);
        text.Line($"""
            # Pages

            `dotnet run -c Release --project bench/Truceline.Benchmarks -- pages --reports {reports} --map {onTheMap}` on {Machine.Description}. The record is made up
            (seed 1): {reports:N0} reports of {happenings:N0} happenings in {MadeUpRecord.Days(reports):N0} days, and twelve patrols a day, against `minsk-2`. The server runs in the same process as the one who asks it,
            which takes some of its time. The machine is shared: times are upper bounds.
            """);
        var folder = kept is null ? Directory.CreateTempSubdirectory("truceline-bench-").FullName : Directory.CreateDirectory(kept).FullName;
        try
        {
            if (reports > 0) await Serve(Journal(folder, 1, happenings, reports), text, async (room, client, origin) =>
            {
                var pages = await PageTimes.Measure(room, client, origin, MadeUpRecord.Days(reports), text);
                await Weigh(pages, origin, text);
            });
            if (onTheMap > 0) await Serve(Journal(folder, 2, onTheMap, onTheMap), text, (_, client, origin) => Drag(client, origin, onTheMap, text));
            await Start(Path.Combine(folder, "demo"), text);
        }
        finally
        {
            if (kept is null) Directory.Delete(folder, recursive: true);
        }
        var results = Directory.CreateDirectory(Path.Combine(Root, "bench", "results", Machine.Name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(results, "pages.md"), text.All);
        return 0;
    }

    /// <summary>How far the bench has come, on the error channel: it is no part of the table.</summary>
    internal static void Progress(string what) => Console.Error.WriteLine(FormattableString.Invariant($"{Since.Elapsed.TotalSeconds,6:0.0} s {GC.GetTotalMemory(false) >> 20,6} MiB  {what}"));

    private static string Journal(string folder, int seed, int happenings, int reports)
    {
        var journal = Path.Combine(folder, FormattableString.Invariant($"journal-{seed}-{reports}"));
        // One that a run before this has only half written is not taken for a whole one.
        var whole = journal + ".whole";
        if (File.Exists(whole)) return journal;
        if (Directory.Exists(journal)) Directory.Delete(journal, recursive: true);
        Progress(FormattableString.Invariant($"making a journal of {reports:N0} reports"));
        MadeUpRecord.Write(journal, seed, happenings, reports);
        File.WriteAllBytes(whole, []);
        return journal;
    }

    private static async Task Serve(string journal, Told text, Func<Room, HttpClient, string, Task> measure)
    {
        Progress("starting a server");
        // A copy: what is handed in while it is measured is not there in the next run.
        var copy = journal + ".served";
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        Directory.CreateDirectory(copy);
        foreach (var file in Directory.GetFiles(journal)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        var started = Stopwatch.StartNew();
        using var problems = new StringWriter();
        var agreement = AgreementFile.Open(Path.Combine(Root, "examples", "minsk-2", "minsk-2.truce.yaml"), problems);
        using (var room = new Room(copy, [agreement]))
        {
            await using var site = Site.Build(room, 0);
            await site.StartAsync();
            var open = room.Desk.Opened.ContinueWith(_ => started.Elapsed, TaskScheduler.Default);
            await Site.Visit(site, room);
            text.Line($"""

                From the start of the server until reports are taken in: {(await open).TotalSeconds:0.0} s; until it says that it is ready: {started.Elapsed.TotalSeconds:0.0} s.
                """);
            var assessment = room.View(new(null, null, null)).Assessment;
            Progress(FormattableString.Invariant($"ready: {assessment.Incidents.Length:N0} incidents, {assessment.Findings.Length:N0} findings"));
            using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false });
            client.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip");
            client.Timeout = TimeSpan.FromMinutes(10);
            await measure(room, client, site.Urls.First());
        }
        Directory.Delete(copy, recursive: true);
    }

    /// <summary>What was measured, said at once and kept for the file.</summary>
    internal sealed class Told(TextWriter output)
    {
        private readonly StringBuilder all = new();

        public string All => all.ToString();

        public void Line(FormattableString line)
        {
            var words = FormattableString.Invariant(line);
            all.AppendLine(words);
            output.WriteLine(words);
        }
    }

    private static async Task Weigh((string Name, string Path)[] pages, string origin, Told text)
    {
        Progress("weighing the pages in a browser");
        text.Line($"""

            ## The bytes of a first visit

            As they come over the wire, compressed, with nothing cached, seen by Chromium. The budget is 1 MB (1,000 kB).

            | page | page | styles | scripts | data | in all | of the budget |
            |---|---:|---:|---:|---:|---:|---:|
            """);
        var lines = await Measure("weigh", [.. pages.Where(page => !page.Path.StartsWith("/api/", StringComparison.Ordinal)).Select(page => origin + page.Path)]);
        foreach (var ((name, _), line) in pages.Where(page => !page.Path.StartsWith("/api/", StringComparison.Ordinal)).Zip(lines))
        {
            var bytes = JsonSerializer.Deserialize<Dictionary<string, long>>(line)!;
            var (page, styles, scripts) = (bytes.GetValueOrDefault("document"), bytes.GetValueOrDefault("stylesheet"), bytes.GetValueOrDefault("script"));
            var all = bytes.Values.Sum();
            text.Line($"| {name} | {page / 1e3:0} kB | {styles / 1e3:0} kB | {scripts / 1e3:0} kB | {(all - page - styles - scripts) / 1e3:0} kB | {all / 1e3:0} kB | {all / 1e6:0 %} |");
        }
    }

    private static async Task Drag(HttpClient client, string origin, int onTheMap, Told text)
    {
        // A window as wide as half of what there is, and one of a town, as a reader moves about.
        Progress("asking for windows of the map");
        var (half, halfBytes) = await PageTimes.Ask(client, origin + "/api/situation?bbox=37.5,47.4,39.0,48.8&zoom=8");
        var (town, townBytes) = await PageTimes.Ask(client, origin + "/api/situation?bbox=38.0,48.0,38.3,48.2&zoom=11");
        Progress("dragging the map");
        var bytes = JsonSerializer.Deserialize<Dictionary<string, long>>((await Measure("weigh", origin + "/situation"))[0])!.Values.Sum();
        var frames = JsonSerializer.Deserialize<double[]>((await Measure("pan", origin + "/situation"))[0])!;
        Array.Sort(frames);
        text.Line($"""

            ## The map with {onTheMap:N0} incidents

            A first visit to the situation is {bytes / 1e3:0} kB, {bytes / 1e6:0 %} of the budget. A window of the map is answered in {PageTimes.At(half, 0.5):0.0} ms (95 of 100: {PageTimes.At(half, 0.95):0.0} ms, {halfBytes / 1e3:0} kB compressed)
            for half of the area and in {PageTimes.At(town, 0.5):0.0} ms (95 of 100: {PageTimes.At(town, 0.95):0.0} ms, {townBytes / 1e3:0} kB) for a town. Dragging the map, 1,280 × 900 pixels, in a Chromium without a graphics card: WebGL is SwiftShader, on the processor, beside
            the server. {frames.Length} frames: median {PageTimes.At(frames, 0.5):0.0} ms, 95 of 100 within {PageTimes.At(frames, 0.95):0.0} ms, the longest {frames[^1]:0.0} ms. A graphics card does in hardware what is measured here.
            """);
    }

    private static async Task Start(string journal, Told text)
    {
        Progress("starting the demo");
        text.Line($"""

            ## Until the demo is there

            From the command to the first page, with an empty journal and then with the one that was made. The budget is 6 s from a built tree.

            | command | first run | second run | of the budget |
            |---|---:|---:|---:|
            """);
        var executable = Path.Combine(Root, "src", "Truceline.App", "bin", "Debug", "net10.0", "truceline");
        await Demo.BuildTree(Root);
        foreach (var (name, program, words) in new[] { ("`dotnet run --project src/Truceline.App -- demo`", "dotnet", new[] { "run", "--project", Path.Combine(Root, "src", "Truceline.App"), "--" }), ("`truceline demo`", executable, []) })
        {
            var place = journal + (words.Length == 0 ? "-executable" : "-dotnet");
            var first = await Demo.UntilFirstPage(program, words, place, Root);
            var second = await Demo.UntilFirstPage(program, words, place, Root);
            text.Line($"| {name} | {first.TotalSeconds:0.0} s | {second.TotalSeconds:0.0} s | {first.TotalSeconds / 6:0 %} |");
        }
    }

    private static async Task<string[]> Measure(string what, params string[] addresses)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Root, "web", "e2e", "measure.mjs"), Chromium, what, .. addresses]) { RedirectStandardOutput = true };
        using var node = Process.Start(start)!;
        var lines = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        return node.ExitCode == 0 ? lines.Split('\n', StringSplitOptions.RemoveEmptyEntries) : throw new InvalidOperationException($"the browser could not {what}");
    }

    private static string Chromium => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, "chromium")).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("needs the program 'chromium'");
}
