using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using NodaTime;
using Truceline.Agreements;
using Truceline.Agreements.Trials;
using Truceline.App.Intake;
using Truceline.App.Serving;
using Truceline.App.Tests.Journals;
using Truceline.Reports;

namespace Truceline.App.Tests.Serving;

/// <summary>A site on a journal of its own, asked as a browser without scripts would: it keeps cookies and follows nothing by itself.</summary>
internal sealed partial class TestSite : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private WebApplication? site;
    private HttpClient? client;

    public string Journal => folder["journal"];

    public Room Room { get; private set; } = null!;

    public HttpClient Client => client!;

    /// <summary>An instant at which all that the tests report has happened.</summary>
    public static Instant Now { get; } = Instant.FromUtc(2026, 1, 2, 12, 0);

    public static string TruceFile => FileOf("minsk-2");

    public static async Task<TestSite> Start(bool filled = true, bool ready = true, string example = "minsk-2", int fires = 0)
    {
        var started = new TestSite();
        JournalFolder.OpenOrCreate(started.Journal).Dispose();
        if (filled) Fill(started.Journal);
        if (fires > 0) Fires(started.Journal, fires);
        started.Room = new Room(started.Journal, [Agreement(example)]);
        var places = started.folder["places.csv"];
        await File.WriteAllTextAsync(places, "name,lat,lon,within-m,known-as\nZolote,48.69,38.52,2000,Zolotoye\nZolochiv,49.8,24.9,2000,\n", TestContext.Current.CancellationToken);
        started.site = Site.Build(started.Room, 0, Gazetteer.Read(places).Gazetteer, new Still(), drafts: [Draft(example)]);
        await started.site.StartAsync(TestContext.Current.CancellationToken);
        started.client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(60), CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(started.site.Urls.First()) };
        if (ready) await started.Room.Ready;
        return started;
    }

    /// <summary>An example's agreement, read once for all tests.</summary>
    public static Agreement Agreement(string example = "minsk-2") => Agreements.GetOrAdd(example, _ => new(() => AgreementFile.Open(FileOf(example), TextWriter.Null))).Value;

    /// <summary>The same as it is written.</summary>
    public static AgreementDraft Draft(string example = "minsk-2") => Drafts.GetOrAdd(example, _ => new(() => AgreementFile.Draft(FileOf(example)))).Value;

    private static readonly ConcurrentDictionary<string, Lazy<Agreement>> Agreements = [];
    private static readonly ConcurrentDictionary<string, Lazy<AgreementDraft>> Drafts = [];

    private static string FileOf(string example) => Path.Combine(Needs.Root, "examples", example, $"{example}.truce.yaml");

    /// <summary>Brings the example's reports in, each file under the name of its source, as another process does.</summary>
    public static void Fill(string journal)
    {
        foreach (var file in Directory.GetFiles(Path.Combine(Needs.Root, "examples", "minsk-2", "reports"), "*.jsonl").Order(StringComparer.Ordinal))
            Import(journal, Path.GetFileNameWithoutExtension(file), file);
    }

    /// <summary>Brings in so many made-up fires in the area of the example, on nine days, each an incident of its own; one in 33 at the same spot.</summary>
    public static void Fires(string journal, int fires)
    {
        using var lines = new TemporaryFolder();
        File.WriteAllLines(lines["fires.jsonl"], Enumerable.Range(0, fires).Select(i =>
        {
            var (lat, lon) = i % 33 == 0 ? (48.4, 38.2) : (47.3 + i % 50 * 0.03, 37.5 + i / 50 * 0.03);
            return FormattableString.Invariant($$$"""
                {"own-id":"fire-{{{i}}}","exercise":true,"observation":{"occurred":"2015-02-{{{16 + i % 9}}}T{{{i / 9 % 20:00}}}:{{{i / 180 % 60:00}}}:00Z","where":{"at":{"lat":{{{lat:0.00}}},"lon":{{{lon:0.00}}}},"within-m":200},"act":"fire","what":"artillery","phase":"impact","means":"seen","observer":"patrol {{{i % 7}}}"}}
                """);
        }));
        Import(journal, "OSCE SMM", lines["fires.jsonl"]);
    }

    /// <summary>Imports a file.</summary>
    public static void Import(string journal, string source, string file)
    {
        using var output = new StringWriter();
        Assert.True(Cli.Run(["import", "--journal", journal, "--format", "jsonl", "--source", source, file], output, output) == ExitStatus.Done, output.ToString());
    }

    /// <summary>Imports one line.</summary>
    public void ImportLine(string source, string line)
    {
        File.WriteAllText(folder["line.jsonl"], line + "\n");
        Import(Journal, source, folder["line.jsonl"]);
    }

    /// <summary>The reports that the journal holds now, read from the disk.</summary>
    public ReportLog Held()
    {
        using var journal = JournalFolder.OpenForReading(Journal);
        return ReportLog.Fold(journal.Read(long.MaxValue));
    }

    public async Task<string> Page(string path)
    {
        var answer = await Get(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> Get(string path) => Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>The hidden fields of the form, as a page gives them.</summary>
    public async Task<Dictionary<string, string>> Form(string path = "/reports/new") => HiddenFields(await Page(path));

    public static Dictionary<string, string> HiddenFields(string page) => Hidden().Matches(page[page.IndexOf("<form class=\"report\"", StringComparison.Ordinal)..])
        .ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));

    public Task<HttpResponseMessage> Post(Dictionary<string, string> fields, string path = "/reports/new") =>
        Client.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);

    public Task Stop() => site!.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        client?.Dispose();
        if (site is not null) await site.DisposeAsync();
        Room.Dispose();
        folder.Dispose();
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();

    private sealed class Still : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
    }
}
