using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Truceline.App.Intake;
using Truceline.App.Serving;
using Truceline.Embedded;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Api;

/// <summary>
/// <c>POST /api/reports</c>: a source hands in reports under its token, as JSON lines or one as JSON. The answer says of each
/// where it stands, and has the signed receipt: it leaves only when all of it is durable.
/// </summary>
internal static class ReportsEndpoint
{
    public const string Path = "/api/reports";

    /// <summary>The largest submission in bytes.</summary>
    public const int LargestBody = 8 << 20;

    /// <summary>The most reports of a submission.</summary>
    public const int MostReports = 1000;

    private const string Lines = "application/jsonl";
    private const string One = "application/json";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, Take).WithMetadata(new RequestSizeLimitAttribute(LargestBody)).RequireRateLimiting(SourceLimits.Policy);

    private static async Task<IResult> Take(HttpContext http, Desk desk, SourceLimits.Failures failures, TimeProvider time)
    {
        try
        {
            if (SourceLimits.Token(http) is not { } token) return Unknown(http, "Bearer realm=\"truceline\"", "Say who hands in: send the token of the source as 'Authorization: Bearer tl_…'.");
            if (!failures.MayTry(http) && desk.Remembered(token) is null) return TooOften(http);
            if (await desk.Authenticate(token, http.RequestAborted) is not { } source)
            {
                failures.Count(http);
                return Unknown(http, "Bearer realm=\"truceline\", error=\"invalid_token\"", "This token is nobody's: it was mistyped, rotated or revoked. Ask who keeps the journal for another.");
            }
            if (Form(http.Request) is not { } lines) return Problem(StatusCodes.Status415UnsupportedMediaType, "Not read here", $"Send {Lines} (one report a line) or {One} (one report), in UTF-8 and not compressed.");
            if (await Body(http) is not { } body) return TooLarge($"A submission has at most {LargestBody >> 20} MiB: send it in parts.");
            var recorded = Instant.FromDateTimeOffset(time.GetUtcNow());
            var submission = Submission.Read(body, lines, source.Name, recorded);
            if (submission.Unreadable is { } wrong) return Problem(StatusCodes.Status400BadRequest, "Cannot be read", $"{wrong} Nothing was taken in.");
            if (submission.Lines.Length > MostReports) return TooLarge($"A submission has at most {MostReports:N0} reports: send it in parts.");
            return await Deposit(http, desk, submission, source.Name, recorded);
        }
        catch (JournalException world)
        {
            // Not acknowledged. Whether it is there after all is found out by sending it again: it is then taken in once.
            http.Response.Headers.RetryAfter = world.IsContended ? "2" : "30";
            // The reason names the journal's folder and who writes to it: that is not for who hands in.
            return Problem(StatusCodes.Status503ServiceUnavailable, world.IsContended ? "Busy" : "The journal cannot be used",
                world.IsContended ? "Nothing is acknowledged: the journal is still being read, or others are writing to it. Send it again." : "Nothing is acknowledged: the journal cannot be read or written. Tell who keeps it, and send it again later.");
        }
    }

    private static async Task<IResult> Deposit(HttpContext http, Desk desk, Submission submission, string source, Instant recorded)
    {
        var strict = http.Request.Query.ContainsKey("strict");
        var whole = submission.Lines.All(line => line.Problem is null);
        ImmutableArray<Report> reports = strict && !whole ? [] : [.. submission.Lines.Select(line => line.Report).OfType<Report>()];
        var handed = reports.IsEmpty ? null : await desk.Take(reports, recorded, submitter: source, http.RequestAborted, strict);
        var refused = strict && (!whole || handed!.Reports.Any(one => one.IsLeftOut));
        var results = submission.Answer(refused ? null : handed);
        var nothing = refused || !results.Any(result => (string?)result!["state"] != Submission.LeftOut);
        var answer = new JsonObject { ["results"] = results, ["receipt"] = nothing ? null : handed!.Receipt.ToString() };
        return TypedResults.Text(answer.ToJsonString(Terminal.JsonText.Answered), "application/json", statusCode: nothing ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK);
    }

    /// <summary>Whether the body is lines (true) or one report; null: neither.</summary>
    private static bool? Form(HttpRequest request)
    {
        var type = request.GetTypedHeaders().ContentType;
        if (type is null || request.Headers.ContentEncoding.Count > 0) return null;
        if (type.Charset.HasValue && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)) return null;
        return type.MediaType.Equals(Lines, StringComparison.OrdinalIgnoreCase) ? true : type.MediaType.Equals(One, StringComparison.OrdinalIgnoreCase) ? false : null;
    }

    /// <summary>The whole body; null: it is larger than it may be.</summary>
    /// <exception cref="BadHttpRequestException">It was cut short on the way.</exception>
    private static async Task<byte[]?> Body(HttpContext http)
    {
        if (http.Request.ContentLength > LargestBody) return null;
        try
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            return body.ToArray();
        }
        catch (BadHttpRequestException large) when (large.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return null;
        }
    }

    private static ProblemHttpResult Unknown(HttpContext http, string challenge, string what)
    {
        http.Response.Headers.WWWAuthenticate = challenge;
        return Problem(StatusCodes.Status401Unauthorized, "Who hands it in is not known", what);
    }

    private static ProblemHttpResult TooOften(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "3";
        return Problem(StatusCodes.Status429TooManyRequests, "Too many at once", "Too many tokens were tried that are nobody's: wait, and look the token up.");
    }

    private static ProblemHttpResult TooLarge(string what) => Problem(StatusCodes.Status413PayloadTooLarge, "Too large", $"{what} Nothing was taken in.");

    private static ProblemHttpResult Problem(int status, string title, string what) => TypedResults.Problem(what, statusCode: status, title: title);
}
