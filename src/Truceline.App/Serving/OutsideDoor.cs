using System.Net;
using Truceline.App.Api;

namespace Truceline.App.Serving;

/// <summary>
/// The part of a running server that others may reach: the journal's signed head, its tree without content, and the desk for
/// sources with a token. No page and nothing else of the internal edition is behind it. Encryption on the way is the business
/// of a proxy before it.
/// </summary>
internal static class OutsideDoor
{
    /// <summary>A server that is built and not started yet.</summary>
    /// <param name="desk">Where reports are taken in; it is not disposed with the server.</param>
    /// <param name="at">Where it listens; port 0: any that is free.</param>
    /// <param name="host">The name under which others know it; null: the address alone.</param>
    /// <param name="time">The clock against which what is handed in is held; null: that of the system.</param>
    public static WebApplication Build(Desk desk, IPEndPoint at, string? host = null, TimeProvider? time = null)
    {
        var builder = Site.Bare(kestrel => kestrel.Listen(at));
        builder.Services.AddSingleton(desk);
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        SourceLimits.Add(builder.Services);
        var app = builder.Build();
        app.Use((http, next) => Guard.Check(http, next, name => IsOurs(name, at.Address, host)));
        app.Use(Errors.CatchOutside);
        app.UseRouting();
        app.UseRateLimiter();
        CheckpointEndpoint.Map(app);
        ReportsEndpoint.Map(app);
        TilesEndpoint.Map(app);
        return app;
    }

    /// <summary>Reads <c>ADDRESS:PORT</c>.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static IPEndPoint Address(string text) =>
        IPEndPoint.TryParse(text, out var at) && text.EndsWith(FormattableString.Invariant($":{at.Port}"), StringComparison.Ordinal) ? at
            : throw new UsageException($"--outside '{Terminal.Screen.Plain(text)}' is no address: write it as 0.0.0.0:8443 or [::]:8443, or 127.0.0.1:8443 behind a proxy on this machine.");

    private static bool IsOurs(string name, IPAddress address, string? host) =>
        string.Equals(name, host, StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(name, out var asked) && (asked.Equals(address) || IPAddress.IsLoopback(asked) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
        || string.Equals(name, "localhost", StringComparison.OrdinalIgnoreCase);
}
