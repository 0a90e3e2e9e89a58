using System.Net;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Truceline.App.Serving;
using Truceline.App.Terminal;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Witnessing;

/// <summary>A witness over HTTP (C2SP tlog-witness). It is meant to be reached by others, has no pages, and reads no cookies.</summary>
internal sealed class WitnessSite
{
    /// <summary>The header that names the evidence which an answer left behind.</summary>
    public const string EvidenceHeader = "Truceline-Evidence";

    private const string Words = "text/plain; charset=utf-8";

    private readonly WitnessFolder folder;
    private readonly IReadOnlyCollection<NoteKey> logs;
    private readonly Action<string> say;
    private readonly TimeProvider time;

    private WitnessSite(WitnessFolder folder, IReadOnlyCollection<NoteKey> logs, Action<string> say, TimeProvider time) =>
        (this.folder, this.logs, this.say, this.time) = (folder, logs, say, time);

    /// <summary>A server that is built and not started yet.</summary>
    /// <param name="folder">What the witness keeps; it is not disposed with the server.</param>
    /// <param name="logs">The keys of the journals that it follows.</param>
    /// <param name="listen">Where it is reached.</param>
    /// <param name="say">Told, in a line, what its keeper should see.</param>
    /// <param name="time">The clock of the cosignatures; null: that of the system.</param>
    public static WebApplication Build(WitnessFolder folder, IReadOnlyCollection<NoteKey> logs, IPEndPoint listen, Action<string> say, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, EnvironmentName = Environments.Production });
        builder.Configuration.Sources.Clear();
        Site.Log(builder.Logging);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = WitnessRequest.MostBytes;
            kestrel.Limits.MaxConcurrentConnections = 256;
            kestrel.Listen(listen);
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(3));
        var app = builder.Build();
        var site = new WitnessSite(folder, logs, say, time ?? TimeProvider.System);
        app.MapPost("/add-checkpoint", site.AddCheckpoint);
        app.MapGet("/{hash}/checkpoint", site.Latest);
        app.MapGet("/", site.Status);
        return app;
    }

    private async Task AddCheckpoint(HttpContext http)
    {
        if (await Body(http) is not { } body) await Answer(http, StatusCodes.Status413PayloadTooLarge, $"a request has at most {WitnessRequest.MostBytes} bytes\n");
        else if (Parse(body, out var wrong) is not { } request) await Answer(http, StatusCodes.Status400BadRequest, wrong + "\n");
        else await Answer(http, request);
    }

    private async Task Answer(HttpContext http, WitnessRequest request)
    {
        try
        {
            var answer = folder.Answer(request, logs, Instant.FromDateTimeOffset(time.GetUtcNow()), out var evidence);
            var origin = request.Checkpoint.Text.Split('\n', 2)[0];
            if (evidence is not null) http.Response.Headers[EvidenceHeader] = evidence;
            if (answer.Conflict is { } conflict)
                say($"{origin}: {conflict.What}; {(evidence is null ? "there is no room for more evidence" : $"kept as evidence/{evidence}")}");
            else if (answer.Status == StatusCodes.Status200OK) say($"{origin}: cosigned a tree of {request.Checkpoint.Text.Split('\n')[1]}");
            await Answer(http, answer.Status, answer.Conflict is null || answer.Status == StatusCodes.Status409Conflict || evidence is null ? answer.Body : $"{answer.Body.TrimEnd('\n')}; kept as evidence/{evidence}\n",
                answer.Status == StatusCodes.Status409Conflict ? "text/x.tlog.size" : Words);
        }
        catch (JournalException failed)
        {
            say(failed.Message);
            await Answer(http, StatusCodes.Status503ServiceUnavailable, "this witness cannot keep anything now, and so cosigns nothing\n");
        }
    }

    private Task Latest(HttpContext http, string hash)
    {
        try
        {
            return folder.LatestAt(hash) is { } note ? Answer(http, StatusCodes.Status200OK, note.ToString())
                : Answer(http, StatusCodes.Status404NotFound, "this witness has cosigned no checkpoint of that journal\n");
        }
        catch (JournalException failed)
        {
            say(failed.Message);
            return Answer(http, StatusCodes.Status503ServiceUnavailable, "this witness cannot read what it keeps\n");
        }
    }

    private Task Status(HttpContext http)
    {
        var text = new StringBuilder($"""
            Truceline witness {folder.Signer.Key.Name}
            key: {folder.Signer.Key}

            It keeps the last checkpoint of each journal below, and cosigns a new one only when that goes on from it.
            A cosignature says nothing of what a journal records: not that it is true, nor that it is complete.


            """);
        foreach (var origin in logs.Select(key => key.Name).Distinct(StringComparer.Ordinal)) text.Append(Line(origin)).Append('\n');
        text.Append($"\nevidence kept of journals that did not go on from what was cosigned: {folder.Conflicts}\n");
        return Answer(http, StatusCodes.Status200OK, text.ToString());
    }

    private string Line(string origin)
    {
        try
        {
            if (folder.Latest(origin) is not { } note) return $"{origin}\n  nothing cosigned yet; /{WitnessFolder.HashOf(origin)}/checkpoint";
            var key = folder.Signer.Key;
            var at = note.Signatures.Where(one => one.Id == key.Id && one.Name == key.Name).Select(one => Cosignature.TryRead(one.Bytes.AsSpan(), out var read) ? InstantPattern.General.Format(read.At) : "?").FirstOrDefault("?");
            return $"{origin}\n  size {note.Text.Split('\n')[1]}, cosigned {at}; /{WitnessFolder.HashOf(origin)}/checkpoint";
        }
        catch (JournalException failed)
        {
            return $"{origin}\n  {Screen.Plain(failed.InnerException?.Message ?? "cannot be read")}";
        }
    }

    /// <summary>What was sent, up to the bound; null: there is more.</summary>
    private static async Task<byte[]?> Body(HttpContext http)
    {
        if (http.Request.ContentLength > WitnessRequest.MostBytes) return null;
        try
        {
            using var all = new MemoryStream();
            await http.Request.Body.CopyToAsync(all, http.RequestAborted);
            return all.ToArray();
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static WitnessRequest? Parse(byte[] body, out string wrong)
    {
        wrong = "";
        try
        {
            return WitnessRequest.Parse(body);
        }
        catch (FormatException refused)
        {
            wrong = refused.Message;
            return null;
        }
    }

    private static Task Answer(HttpContext http, int status, string body, string type = Words)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = type;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync(body, http.RequestAborted);
    }
}
