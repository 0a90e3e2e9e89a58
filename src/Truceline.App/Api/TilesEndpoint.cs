using Truceline.App.Serving;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Api;

/// <summary>
/// <c>GET /tile/L/N</c>, <c>/tile/L/N.p/W</c> and <c>/tile/entries/N</c>: the tree of the journal in pieces, as far as it was
/// published (C2SP tlog-tiles). Under a leaf stands the commitment to an entry: no content is disclosed or confirmed. A piece
/// never changes, and may be kept for good.
/// </summary>
internal static class TilesEndpoint
{
    private const string Folder = "/tile";

    /// <summary>What is said of a piece, so that everybody on the way may keep it.</summary>
    public const string KeptForGood = "public, max-age=31536000, immutable";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Folder + "/{**path}", Answer);

    /// <summary>Whether an answer may be kept by those through whose hands it goes.</summary>
    public static bool MayBeKept(HttpContext http) => http.Response.StatusCode == StatusCodes.Status200OK && http.Request.Path.StartsWithSegments(Folder, StringComparison.Ordinal);

    private static IResult Answer(string? path, HttpContext http, Desk desk)
    {
        if (Tile.Parse(path ?? "") is not { } tile || desk.TileOf(tile) is not { } bytes) return TypedResults.StatusCode(StatusCodes.Status404NotFound);
        http.Response.Headers.CacheControl = KeptForGood;
        return TypedResults.Bytes(bytes, "application/octet-stream");
    }

    /// <summary>The bytes of a piece that a journal has.</summary>
    public static byte[] Bytes(this IJournalStore journal, Tile tile) => tile.Level switch
    {
        Tile.Entries => EntryBundle.Write(journal.Commitments(tile.First + tile.Width, tile.First)),
        0 => Joined(journal.Commitments(tile.First + tile.Width, tile.First).Select(Leaf.HashOf), tile.Width),
        _ => tile.Bytes(journal.Node),
    };

    private static byte[] Joined(IEnumerable<Hash> hashes, int width)
    {
        var bytes = new byte[width * Hash.Length];
        var at = 0;
        foreach (var hash in hashes) hash.CopyTo(bytes.AsSpan(Hash.Length * at++));
        return bytes;
    }
}
