using Microsoft.Net.Http.Headers;

namespace Truceline.App.Serving;

/// <summary>What is asked of every request and said with every answer, so that no other page and no other machine gets at this one.</summary>
internal static class Guard
{
    // 'blob:' is how the map's own library hands pictures to itself; it names nothing outside of the page.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Refuses a request whose host is not this machine, and puts the headers on each answer.</summary>
    public static Task Check(HttpContext http, RequestDelegate next) => Check(http, next, IsThisMachine);

    /// <summary>Refuses a request whose host is not ours, and puts the headers on each answer.</summary>
    public static Task Check(HttpContext http, RequestDelegate next, Func<string, bool> isOurs)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        http.Response.OnStarting(() =>
        {
            if (!SiteFiles.Has(http.Request.Path) && !Api.TilesEndpoint.MayBeKept(http)) headers.CacheControl = "no-store";
            headers.Remove("blazor-enhanced-nav");
            headers.Remove(HeaderNames.Pragma);
            return Task.CompletedTask;
        });
        // A name that somebody else's server gives out may lead here (DNS rebinding); only these names lead nowhere else.
        if (isOurs(http.Request.Host.Host) && http.Request.Host.Port is null or (>= 0 and <= 65535)) return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(isOurs == IsThisMachine ? "This server answers to 127.0.0.1 and localhost only.\n" : "This server does not answer to that name.\n");
    }

    private static bool IsThisMachine(string host) =>
        host is "127.0.0.1" or "[::1]" || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase);
}
