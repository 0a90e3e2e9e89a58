using Truceline.App.Serving;

namespace Truceline.App.Api;

/// <summary><c>GET /checkpoint</c>: the signed head of the journal with its cosignatures (C2SP tlog-tiles).</summary>
internal static class CheckpointEndpoint
{
    public const string Path = "/checkpoint";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path, Answer);

    private static async Task<IResult> Answer(Desk desk, CancellationToken cancel) =>
        TypedResults.Text((await desk.Checkpoint(cancel)).ToString(), "text/plain; charset=utf-8");
}
