using System.Net;
using Truceline.App.Api;
using Truceline.Journal;

namespace Truceline.App.Remote;

/// <summary>
/// A journal that somebody else serves (C2SP tlog-tiles). Nothing that it answers is believed before it is checked; where it
/// leads elsewhere, or answers more than a piece can be, it is not followed.
/// </summary>
internal sealed class RemoteJournal : IDisposable
{
    private const int LargestAnswer = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient client;
    private readonly Uri root;

    /// <summary>A journal at an address.</summary>
    /// <param name="address">What stands before <c>/checkpoint</c>.</param>
    public RemoteJournal(Uri address)
    {
        root = new Uri(address.AbsoluteUri.TrimEnd('/') + "/");
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = Patience })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = LargestAnswer,
        };
    }

    /// <summary>The address that a text names; null: it names none, but perhaps a folder.</summary>
    /// <exception cref="UsageException">It is an address that no journal can have.</exception>
    public static Uri? Address(string text)
    {
        if (!text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address is { Query: "", Fragment: "", UserInfo: "" } ? address
            : throw new UsageException($"'{Terminal.Screen.Plain(text)}' is no address of a journal: write it as https://journal.example, without a query or a name of a user.");
    }

    /// <summary>The signed head, as it is served.</summary>
    /// <exception cref="IOException">It does not answer.</exception>
    /// <exception cref="FormatException">What it answers is none.</exception>
    public SignedNote Checkpoint() => SignedNote.Parse(Get(CheckpointEndpoint.Path[1..]) ?? throw new FormatException($"there is no checkpoint at {root}"));

    /// <summary>A piece of the tree or a bundle of entries; null: it is not served.</summary>
    /// <exception cref="IOException">It does not answer.</exception>
    public byte[]? Piece(Tile tile) => Get($"tile/{tile}");

    /// <summary>A piece that must be there.</summary>
    /// <exception cref="FormatException">It is not served.</exception>
    public byte[] RequiredPiece(Tile tile) => Piece(tile) ?? throw new FormatException($"{root}tile/{tile} is not served, although the checkpoint covers it");

    private byte[]? Get(string path)
    {
        var address = new Uri(root, path);
        try
        {
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, address), HttpCompletionOption.ResponseContentRead);
            if (answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new IOException((int)answer.StatusCode is >= 300 and < 400
                    ? $"{address} leads elsewhere, and is not followed; name the address at which the journal is."
                    : $"{address} answers with status {(int)answer.StatusCode}; try again later.");
            using var bytes = new MemoryStream();
            answer.Content.ReadAsStream().CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (Exception failed) when (failed is HttpRequestException or TaskCanceledException)
        {
            throw new IOException($"{address} cannot be read: {failed.Message.TrimEnd('.')}.", failed);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
