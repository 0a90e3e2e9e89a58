using System.Collections.Immutable;
using System.IO.Compression;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.ResponseCompression;
using Truceline.Agreements.Trials;
using Truceline.App.Api;
using Truceline.App.Intake;
using Truceline.App.Pages;
using Truceline.Journal;

namespace Truceline.App.Serving;

/// <summary>The pages and what they ask for, served over HTTP on this machine alone.</summary>
internal static class Site
{
    // A form with every field filled to its bound is less than a quarter of this.
    private const long LargestRequest = 256 << 10;

    /// <summary>A server that is built and not started yet.</summary>
    /// <param name="room">What it shows; it is not disposed with the server.</param>
    /// <param name="port">The port on 127.0.0.1; 0: any that is free.</param>
    /// <param name="places">The places that have names here; null: none.</param>
    /// <param name="time">The clock against which what is handed in is held; null: that of the system.</param>
    /// <param name="policy">Whose cosignatures make a checkpoint witnessed; null: nothing is said of it.</param>
    /// <param name="drafts">The files of the agreements, of which a number can be tried otherwise; none: none can.</param>
    public static WebApplication Build(Room room, int port, Gazetteer? places = null, TimeProvider? time = null, TlogPolicy? policy = null, ImmutableArray<AgreementDraft> drafts = default)
    {
        var builder = Bare(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        builder.Services.AddSingleton(room);
        builder.Services.AddSingleton<Publishing.PublicationsKnown>();
        builder.Services.AddSingleton(room.Desk);
        SourceLimits.Add(builder.Services);
        builder.Services.AddSingleton(places ?? Gazetteer.Empty);
        builder.Services.AddSingleton(new Trials(drafts.IsDefault ? [] : drafts));
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        if (policy is not null) builder.Services.AddSingleton(policy);
        builder.Services.AddRazorComponents();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddAntiforgery(forms =>
        {
            // Cookies are one for all ports of a machine; each server has its own.
            forms.Cookie.Name = FormattableString.Invariant($"truceline-form-{port}");
            forms.Cookie.SameSite = SameSiteMode.Strict;
            forms.FormFieldName = "form-token";
            forms.SuppressXFrameOptionsHeader = true;
        });
        builder.Services.AddResponseCompression(compression =>
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/geo+json", "application/problem+json", "image/svg+xml"]);
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        builder.Services.Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Fastest);
        var app = builder.Build();
        app.Use(Guard.Check);
        app.UseResponseCompression();
        app.Use(Errors.Catch);
        SiteFiles.Use(app);
        app.UseRouting();
        app.UseRateLimiter();
        app.UseAntiforgery();
        // one line a page or endpoint, alphabetical
        AgreementPage.Map(app);
        ArrangementPage.Map(app);
        BacktestPage.Map(app);
        BulletinDaysPage.Map(app);
        BulletinPage.Map(app);
        ChangesPage.Map(app);
        CheckpointEndpoint.Map(app);
        CoveragePage.Map(app);
        EntryAddress.Map(app);
        FindingPage.Map(app);
        FindingsPage.Map(app);
        IncidentPage.Map(app);
        JournalPage.Map(app);
        Live.Map(app);
        NewReportPage.Map(app);
        PlaceSearch.Map(app);
        ProofEndpoint.Map(app);
        ReportPage.Map(app);
        ReportsEndpoint.Map(app);
        ReportsPage.Map(app);
        SituationEndpoint.Map(app);
        SituationPage.Map(app);
        StatementsPage.Map(app);
        TalliesPage.Map(app);
        TilesEndpoint.Map(app);
        TriagePage.Map(app);
        TriageReportPage.Map(app);
        return app;
    }

    /// <summary>
    /// Visits every page once when the findings are there, so that the first who asks for it does not wait for what is made but once:
    /// the machine's own code among it.
    /// </summary>
    public static async Task Visit(WebApplication site, Room room)
    {
        await room.Ready;
        var view = room.View(new(null, null, null));
        string[] pages =
        [
            "/", "/agreement", "/situation", "/api/situation", "/findings", "/changes", "/coverage", "/tallies", "/reports", "/triage", "/reports/new", "/api/places?q=a", "/bulletin", "/journal",
            .. view.Lookup.Listed.Take(1).Select(finding => $"/findings/{finding.Id}"), .. view.Assessment.Incidents.Take(1).Select(incident => $"/incidents/{incident.Id}"),
            .. view.Lookup.Newest.Take(1).SelectMany(report => new[] { $"/reports/{report.Report.Id}", TriageReportPage.AddressOf(report) }), .. view.Days.Dates.Take(1).Select(day => $"/bulletin/{NodaTime.Text.LocalDatePattern.Iso.Format(day)}"),
        ];
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        foreach (var page in pages)
            try
            {
                using var answer = await client.GetAsync(new Uri(site.Urls.First() + page));
                await answer.Content.ReadAsByteArrayAsync();
            }
            catch (HttpRequestException)
            {
                // Whoever asks for it is told.
            }
    }

    /// <summary>What is the same for every server of ours: nothing of the surroundings (variables, files) alters what is served or where.</summary>
    internal static WebApplicationBuilder Bare(Action<Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerOptions> listen)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear();
        Log(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            listen(kestrel);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        return builder;
    }

    /// <summary>What a server writes to its console: warnings, each on a line.</summary>
    internal static void Log(ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console => console.SingleLine = true);
        logging.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        logging.SetMinimumLevel(LogLevel.Warning);
        // That the keys of forms end with the process is meant so: a form that outlives it is shown again as it was filled in.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None);
        // A start that fails is told once, by the command, in a sentence.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
    }

    /// <summary>A page with its parameters; every page has the view.</summary>
    public static RazorComponentResult<TPage> Page<TPage>(View view, params (string Name, object? Value)[] parameters) where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        var all = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value, StringComparer.Ordinal);
        all["View"] = view;
        return new(all);
    }

    /// <summary>The view that a request asks for.</summary>
    public static View Viewed(this HttpContext http) => http.RequestServices.GetRequiredService<Room>().View(Asked.Read(http.Request.Query));
}
