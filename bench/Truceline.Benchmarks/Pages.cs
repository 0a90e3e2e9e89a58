using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Truceline.Agreements;
using Truceline.App;
using Truceline.App.Serving;

namespace Truceline.Benchmarks;

/// <summary>
/// What the pages cost: the time of each from a warm server, the bytes of a first visit, the time until <c>demo</c> has
/// its first page, and the time of a frame while the map is dragged. The table goes to <c>bench/results</c>.
/// </summary>
internal static partial class Pages
{
    private const int Requests = 60;
    private static readonly string Root = Record.Find("Truceline.slnx") is { } file ? Path.GetDirectoryName(file)! : throw new DirectoryNotFoundException("the bench runs inside the repository");

    /// <summary>Measures with so many reports, and with so many incidents on the map.</summary>
    public static async Task<int> Run(TextWriter output, int reports, int onTheMap)
    {
        var happenings = reports / 5 * 2;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            # Pages

            `dotnet run -c Release --project bench/Truceline.Benchmarks -- pages` on {Machine.Description}. The record is made up (seed 1): {reports:N0} reports of
            {happenings:N0} happenings against `minsk-2`. The server runs in the same process as the one who asks it, which takes some of its time.
            The machine is shared: times are upper bounds.

            """);
        var folder = Directory.CreateTempSubdirectory("truceline-bench-").FullName;
        try
        {
            MadeUpRecord.Write(Path.Combine(folder, "large"), 1, happenings, reports);
            await Serve(Path.Combine(folder, "large"), (client, origin, ready) => Time(client, origin, ready, text));
            MadeUpRecord.Write(Path.Combine(folder, "map"), 2, onTheMap, onTheMap);
            await Serve(Path.Combine(folder, "map"), (client, origin, _) => Drag(client, origin, onTheMap, text));
            await Start(Path.Combine(folder, "demo"), text);
        }
        finally
        {
            // What was measured before something failed took minutes.
            output.Write(text);
            Directory.Delete(folder, recursive: true);
        }
        var results = Directory.CreateDirectory(Path.Combine(Root, "bench", "results", Machine.Name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(results, "pages.md"), text.ToString());
        return 0;
    }

    private static async Task Serve(string journal, Func<HttpClient, string, TimeSpan, Task> measure)
    {
        var started = Stopwatch.StartNew();
        using var problems = new StringWriter();
        var agreement = AgreementFile.Open(Path.Combine(Root, "examples", "minsk-2", "minsk-2.truce.yaml"), problems);
        using var room = new Room(journal, [agreement]);
        await using var site = Site.Build(room, 0);
        await site.StartAsync();
        await room.Ready;
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, AllowAutoRedirect = false });
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip");
        client.Timeout = TimeSpan.FromMinutes(10);
        (await client.GetAsync(new Uri(site.Urls.First() + "/"))).EnsureSuccessStatusCode();
        await measure(client, site.Urls.First(), started.Elapsed);
    }

    private static async Task Time(HttpClient client, string origin, TimeSpan ready, StringBuilder text)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            ## A page from a warm server

            {Requests} requests each, one after the other. The budget is 200 ms. From the start of the server to its first page: {ready.TotalSeconds:0.0} s.

            | page | median | 95 of 100 | of the budget | compressed |
            |---|---:|---:|---:|---:|
            """);
        foreach (var (name, path) in await Addresses(client, origin))
        {
            var (times, bytes) = await Ask(client, origin + path);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {At(times, 0.5):0.0} ms | {At(times, 0.95):0.0} ms | {At(times, 0.95) / 200:0 %} | {bytes / 1024.0:0.0} KiB |");
        }
        await Weigh(await Addresses(client, origin), origin, text);
    }

    private static async Task<(double[] Milliseconds, long Bytes)> Ask(HttpClient client, string address)
    {
        var (times, bytes) = (new double[Requests], 0L);
        for (var i = -5; i < Requests; i++)
        {
            var clock = Stopwatch.StartNew();
            using var answer = await client.GetAsync(new Uri(address));
            bytes = (await answer.Content.ReadAsByteArrayAsync()).LongLength;
            answer.EnsureSuccessStatusCode();
            if (i >= 0) times[i] = clock.Elapsed.TotalMilliseconds;
        }
        Array.Sort(times);
        return (times, bytes);
    }

    private static async Task Weigh((string Name, string Path)[] pages, string origin, StringBuilder text)
    {
        text.AppendLine("""

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
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {page / 1e3:0} kB | {styles / 1e3:0} kB | {scripts / 1e3:0} kB | {(all - page - styles - scripts) / 1e3:0} kB | {all / 1e3:0} kB | {all / 1e6:0 %} |");
        }
    }

    private static async Task Drag(HttpClient client, string origin, int onTheMap, StringBuilder text)
    {
        // A window as wide as half of what there is, and one of a town, as a reader moves about.
        var (half, halfBytes) = await Ask(client, origin + "/api/situation?bbox=37.5,47.4,39.0,48.8&zoom=8");
        var (town, townBytes) = await Ask(client, origin + "/api/situation?bbox=38.0,48.0,38.3,48.2&zoom=11");
        var bytes = JsonSerializer.Deserialize<Dictionary<string, long>>((await Measure("weigh", origin + "/situation"))[0])!.Values.Sum();
        var frames = JsonSerializer.Deserialize<double[]>((await Measure("pan", origin + "/situation"))[0])!;
        Array.Sort(frames);
        text.AppendLine(CultureInfo.InvariantCulture, $"""

            ## The map with {onTheMap:N0} incidents

            A first visit to the situation is {bytes / 1e3:0} kB, {bytes / 1e6:0 %} of the budget. A window of the map is answered in {At(half, 0.5):0.0} ms (95 of 100: {At(half, 0.95):0.0} ms, {halfBytes / 1e3:0} kB compressed)
            for half of the area and in {At(town, 0.5):0.0} ms (95 of 100: {At(town, 0.95):0.0} ms, {townBytes / 1e3:0} kB) for a town. Dragging the map, 1,280 × 900 pixels, in a Chromium without a graphics card: WebGL is SwiftShader, on the processor, beside
            the server. {frames.Length} frames: median {At(frames, 0.5):0.0} ms, 95 of 100 within {At(frames, 0.95):0.0} ms, the longest {frames[^1]:0.0} ms. A graphics card does in hardware what is measured here.
            """);
    }

    private static async Task Start(string journal, StringBuilder text)
    {
        text.AppendLine("""

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
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {first.TotalSeconds:0.0} s | {second.TotalSeconds:0.0} s | {first.TotalSeconds / 6:0 %} |");
        }
    }

    /// <summary>Every page once: those with an address of their own, and one of each kind that the lists lead to.</summary>
    private static async Task<(string Name, string Path)[]> Addresses(HttpClient client, string origin)
    {
        async Task<string> Led(string from, Regex to)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, origin + from);
            request.Headers.AcceptEncoding.Clear();
            request.Headers.AcceptEncoding.ParseAdd("identity");
            using var answer = await client.SendAsync(request);
            var html = await answer.Content.ReadAsStringAsync();
            return to.Match(html) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups[1].Value) : throw new InvalidDataException($"{from} leads to no {to}");
        }
        var finding = await Led("/findings", FindingLink());
        return
        [
            ("arrangement", "/"), ("situation", "/situation"), ("data of the map", "/api/situation"), ("findings", "/findings"), ("findings, searched", "/findings?q=artillery"), ("finding", finding),
            ("incident", await Led(finding, IncidentLink())), ("reports", "/reports"), ("report", await Led("/reports", ReportLink())), ("new report", "/reports/new"),
            ("look-up of a place", "/api/places?q=Horlivka"), ("bulletins", "/bulletin"), ("bulletin", await Led("/bulletin", BulletinLink())),
        ];
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

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    [GeneratedRegex("href=\"(/findings/[a-z2-7]{26}[^\"]*)\"")]
    private static partial Regex FindingLink();

    [GeneratedRegex("href=\"(/incidents/[a-z2-7]{26}[^\"]*)\"")]
    private static partial Regex IncidentLink();

    [GeneratedRegex("href=\"(/reports/[a-z2-7]{26}[^\"]*)\"")]
    private static partial Regex ReportLink();

    [GeneratedRegex("href=\"(/bulletin/[0-9-]{10}[^\"]*)\"")]
    private static partial Regex BulletinLink();
}
