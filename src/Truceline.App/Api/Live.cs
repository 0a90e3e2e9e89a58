using Truceline.App.Serving;

namespace Truceline.App.Api;

/// <summary>
/// <c>GET /api/live</c>: server-sent events. <c>event: head</c> with <c>data: {"entries":N}</c> says that findings from N entries can be
/// fetched: once at the beginning, whatever was missed, and each time they have changed.
/// </summary>
internal static class Live
{
    private static readonly TimeSpan BetweenBeats = TimeSpan.FromSeconds(15);

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/api/live", Follow);

    private static async Task Follow(HttpContext http, Room room, IHostApplicationLifetime site)
    {
        // A stream has no end of its own: it ends with its reader, or with the site.
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, site.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        try
        {
            await http.Response.WriteAsync("retry: 2000\n\n", end.Token);
            for (var told = -1L; ;)
            {
                var changed = room.Changed;
                if (room.Entries is var entries && entries != told)
                    await http.Response.WriteAsync(FormattableString.Invariant($"event: head\nid: {entries}\ndata: {{\"entries\":{entries}}}\n\n"), end.Token);
                else
                    await http.Response.WriteAsync(": still here\n\n", end.Token);
                told = entries;
                await http.Response.Body.FlushAsync(end.Token);
                await Task.WhenAny(changed, Task.Delay(BetweenBeats, end.Token));
                end.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            // The reader left, or the site closes: it asks again.
        }
    }
}
