using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using NodaTime;
using Truceline.App.Serving;

namespace Truceline.Benchmarks;

/// <summary>The time of each page: the first visit after the server is ready, later ones, and those while new entries come.</summary>
internal static partial class PageTimes
{
    private const int Requests = 60, Entries = 20;

    /// <summary>Measures the pages, and says which they were.</summary>
    public static async Task<(string Name, string Path)[]> Measure(Room room, HttpClient client, string origin, int days, Pages.Told text)
    {
        text.Line($"""

            ## A page

            The first visit after the server is ready; {Requests} more, one after the other; and, {Entries} times, the first visit as soon as one more report is in the journal
            (*just in*: its findings are still being worked out) and the first when its findings are there (*found*). The budget is 200 ms for 95 of 100.

            | page | first | median | 95 of 100 | just in: median | 95 of 100 | found: median | 95 of 100 | compressed |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|
            """);
        var first = new List<double>();
        var pages = await Addresses(client, origin, async path => first.Add(await Once(client, origin + path)));
        Pages.Progress("every page was visited once");
        var later = new List<(double[] Times, long Bytes)>();
        foreach (var (name, path) in pages)
        {
            later.Add(await Ask(client, origin + path));
            Pages.Progress(FormattableString.Invariant($"{name}: {first[later.Count - 1]:0.0} ms, then {At(later[^1].Times, 0.5):0.0} ms ({path})"));
        }
        var (justIn, found, waits) = await WhileEntriesCome(room, client, origin, days, pages);
        for (var i = 0; i < pages.Length; i++)
            text.Line($"| {pages[i].Name} | {first[i]:0.0} ms | {At(later[i].Times, 0.5):0.0} ms | {At(later[i].Times, 0.95):0.0} ms | {At(justIn[i], 0.5):0.0} ms | {At(justIn[i], 0.95):0.0} ms | {At(found[i], 0.5):0.0} ms | {At(found[i], 0.95):0.0} ms | {later[i].Bytes / 1024.0:0.0} KiB |");
        text.Line($"""

            From the answer to a report until its findings are there: median {At(waits, 0.5):0} ms, 95 of 100 within {At(waits, 0.95):0} ms.
            """);
        return pages;
    }

    private static async Task<(double[][] JustIn, double[][] Found, double[] Waits)> WhileEntriesCome(Room room, HttpClient client, string origin, int days, (string Name, string Path)[] pages)
    {
        var (justIn, found, waits) = (pages.Select(_ => new double[Entries]).ToArray(), pages.Select(_ => new double[Entries]).ToArray(), new double[Entries]);
        var late = MadeUpRecord.Reports(new Random(3), Entries, Entries, days, "late").ToArray();
        for (var round = 0; round < Entries; round++)
        {
            var handed = await room.Append([late[round]], Instant.FromUtc(2015, 3, 7, 0, 0), null, default);
            var watch = Stopwatch.StartNew();
            // Which page meets which moment of the work in the background goes round.
            for (var i = 0; i < pages.Length; i++) justIn[(i + round) % pages.Length][round] = await Once(client, origin + pages[(i + round) % pages.Length].Path);
            for (var changed = room.Changed; room.Entries < handed.Reports[0].Entry; changed = room.Changed) await changed.WaitAsync(TimeSpan.FromMinutes(5));
            waits[round] = watch.Elapsed.TotalMilliseconds;
            for (var i = 0; i < pages.Length; i++) found[(i + round) % pages.Length][round] = await Once(client, origin + pages[(i + round) % pages.Length].Path);
            Pages.Progress(FormattableString.Invariant($"entry {round + 1} of {Entries}: found after {waits[round]:0} ms; just in at most {justIn.Max(page => page[round]):0} ms, found at most {found.Max(page => page[round]):0} ms"));
        }
        foreach (var times in justIn.Concat(found).Append(waits)) Array.Sort(times);
        return (justIn, found, waits);
    }

    /// <summary>The times of many requests, sorted, and the bytes of one answer.</summary>
    public static async Task<(double[] Milliseconds, long Bytes)> Ask(HttpClient client, string address)
    {
        var times = new double[Requests];
        var bytes = (await client.GetByteArrayAsync(new Uri(address))).LongLength;
        for (var i = 0; i < Requests; i++) times[i] = await Once(client, address);
        Array.Sort(times);
        return (times, bytes);
    }

    private static async Task<double> Once(HttpClient client, string address)
    {
        var watch = Stopwatch.StartNew();
        using var answer = await client.GetAsync(new Uri(address));
        await answer.Content.ReadAsByteArrayAsync();
        answer.EnsureSuccessStatusCode();
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>The time that so large a share of sorted times does not exceed.</summary>
    public static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    /// <summary>Every page once: those with an address of their own, and one of each kind that the lists lead to; each is visited before it is read for where it leads.</summary>
    private static async Task<(string Name, string Path)[]> Addresses(HttpClient client, string origin, Func<string, Task> visit)
    {
        var pages = new List<(string Name, string Path)>();
        async Task<string> Add(string name, string path)
        {
            Pages.Progress($"{name} ({path})");
            await visit(path);
            pages.Add((name, path));
            return path;
        }
        async Task<string> Led(string from, Regex to)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, origin + from);
            request.Headers.AcceptEncoding.Clear();
            request.Headers.AcceptEncoding.ParseAdd("identity");
            using var answer = await client.SendAsync(request);
            var html = await answer.Content.ReadAsStringAsync();
            return to.Match(html) is { Success: true } link ? WebUtility.HtmlDecode(link.Groups[1].Value) : throw new InvalidDataException($"{from} leads to no {to}");
        }
        await Add("arrangement", "/");
        await Add("agreement", "/agreement");
        await Add("situation", "/situation");
        await Add("situation, of a day", "/situation?day=2015-02-20");
        await Add("data of the map", "/api/situation");
        await Add("data of a window of the map", "/api/situation?bbox=38.0,48.0,38.3,48.2&zoom=11");
        var findings = await Add("findings", "/findings");
        await Add("findings, the last page", "/findings?page=999999");
        await Add("findings, of an outcome", "/findings?outcome=breached&standing=corroborated");
        await Add("findings, searched", "/findings?q=artillery");
        var finding = await Add("finding", await Led(findings, FindingLink()));
        await Add("incident", await Led(finding, IncidentLink()));
        await Add("changes", "/changes");
        await Add("coverage", "/coverage");
        await Add("tallies", "/tallies");
        var reports = await Add("reports", "/reports");
        await Add("reports, of a day", "/reports?day=2015-02-20");
        await Add("reports, searched", "/reports?q=made-up-4711");
        await Add("report", await Led(reports, ReportLink()));
        var triage = await Add("triage", "/triage");
        await Add("triage, the last page of a kind", "/triage?kind=observation&page=999999");
        await Add("triage of a report", await Led(triage, TriageLink()));
        await Add("new report", "/reports/new");
        await Add("look-up of a place", "/api/places?q=Horlivka");
        var bulletins = await Add("bulletins", "/bulletin");
        await Add("bulletin", await Led(bulletins, BulletinLink()));
        await Add("journal", "/journal");
        return [.. pages];
    }

    [GeneratedRegex("href=\"(/findings/[a-z2-7]{26}[^\"]*)\"")]
    private static partial Regex FindingLink();

    [GeneratedRegex("href=\"(/incidents/[a-z2-7]{26}[^\"]*)\"")]
    private static partial Regex IncidentLink();

    [GeneratedRegex("href=\"(/reports/[a-z2-7]{26}[^\"]*)\"")]
    private static partial Regex ReportLink();

    [GeneratedRegex("href=\"(/triage/[0-9]+[^\"]*)\"")]
    private static partial Regex TriageLink();

    [GeneratedRegex("href=\"(/bulletin/[0-9-]{10}[^\"]*)\"")]
    private static partial Regex BulletinLink();
}
