using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Truceline.App.Api;
using Truceline.App.Serving;
using Truceline.App.Tests.Journals;
using Truceline.App.Tests.Serving;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Commands;

/// <summary><c>verify URL</c>: a journal that somebody else serves, well or badly.</summary>
public sealed class VerifyRemoteTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private WebApplication server = null!;
    private Func<string, byte[]?, byte[]?> meddle = (_, bytes) => bytes;
    private Desk desk = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Address => server.Urls.First();

    private string Key => Path.Combine(folder["journal"], SigningKey.VerifierName);

    public async ValueTask InitializeAsync()
    {
        Append(700);
        JournalFolder.Signer(folder["journal"]);
        desk = new Desk(folder["journal"]);
        var builder = Site.Bare(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        server = builder.Build();
        server.Run(async http =>
        {
            var path = http.Request.Path.Value!;
            var bytes = path == CheckpointEndpoint.Path ? Encoding.UTF8.GetBytes((await desk.Checkpoint(Cancel)).ToString())
                : Tile.Parse(path["/tile/".Length..]) is { } tile ? desk.TileOf(tile) : null;
            if (meddle(path, bytes) is not { } answer)
            {
                http.Response.StatusCode = path == "/elsewhere/checkpoint" ? 302 : 404;
                if (path == "/elsewhere/checkpoint") http.Response.Headers.Location = "/checkpoint";
                return;
            }
            await http.Response.Body.WriteAsync(answer, Cancel);
        });
        await server.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        desk.Dispose();
        folder.Dispose();
    }

    private void Append(int entries)
    {
        using var journal = JournalFolder.OpenOrCreate(folder["journal"]);
        journal.Append([.. Enumerable.Range(0, entries).Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($$"""{"body":{"at":{{i}}},"kind":"made-up"}"""))]);
    }

    private (int Status, string Output) Verify(params string[] more)
    {
        using var output = new StringWriter();
        var status = Cli.Run(["verify", Address, .. more], output, output);
        return (status, output.ToString().ReplaceLineEndings("\n"));
    }

    private void Meddle(string at, Func<byte[], byte[]?> how) => meddle = (path, bytes) => path == at && bytes is not null ? how(bytes) : bytes;

    private static byte[] Flipped(byte[] bytes, int at)
    {
        bytes[at] ^= 1;
        return bytes;
    }

    [Fact]
    public void A_journal_that_is_served_well_is_verified_and_what_that_shows_is_said()
    {
        var (status, output) = Verify("--key", Key);
        Assert.True(status == ExitStatus.Done, output);
        Assert.Contains("700 entries of truceline.invalid/", output, StringComparison.Ordinal);
        Assert.Contains("Signed by truceline.invalid/", output, StringComparison.Ordinal);
        Assert.Contains("What is served agrees with that head.", output, StringComparison.Ordinal);
        Assert.Contains("nothing is shown of contents", output, StringComparison.Ordinal);
        Assert.Contains("The signature was not checked: name the journal's key with --key.", Verify().Output, StringComparison.Ordinal);
        Directory.CreateDirectory(folder["other"]);
        JournalFolder.Signer(folder["other"]);
        var (another, said) = Verify("--key", Path.Combine(folder["other"], SigningKey.VerifierName));
        Assert.Equal(ExitStatus.Rejected, another);
        Assert.Contains("it is not signed by", said, StringComparison.Ordinal);
        var json = JsonDocument.Parse(Verify("--key", Key, "--json").Output).RootElement;
        Assert.Equal((true, 700), (json.GetProperty("sound").GetBoolean(), json.GetProperty("entries").GetInt64()));
    }

    [Theory]
    [InlineData("/tile/entries/001", "entry 257 as it is served is not the one in the tile 0/001")]
    [InlineData("/tile/0/001", "entry 257 as it is served is not the one in the tile 0/001")]
    [InlineData("/tile/1/000.p/2", "the tile 1/000.p/2 that is served is not the one of the entries")]
    [InlineData("/checkpoint", "the note was altered or forged")]
    public void What_was_altered_is_named(string path, string said)
    {
        // In the leaf data of the first entry, behind its length and its prefix; of a note in its root.
        Meddle(path, bytes => path == "/checkpoint" ? [.. Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("\n700\n", "\n699\n", StringComparison.Ordinal))] : Flipped(bytes, path.Contains("entries", StringComparison.Ordinal) ? 20 : 3));
        var (status, output) = Verify("--key", Key);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_and_tiles_that_were_altered_together_do_not_give_the_signed_head()
    {
        var other = Hash.Of("other"u8);
        meddle = (path, bytes) =>
        {
            if (path == "/tile/entries/000") Leaf.Data(other).CopyTo(bytes!, 2);
            if (path == "/tile/0/000") Leaf.HashOf(other).CopyTo(bytes!);
            return bytes;
        };
        var (status, output) = Verify("--key", Key);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("Rejected: the 700 entries that are served are not, or not in this order, those of the signed head.", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/tile/entries/002.p/188", "entries 513 to 700 are not served")]
    [InlineData("/tile/0/002.p/188", "is not served, or is not whole")]
    [InlineData("/tile/1/000.p/2", "the tile 1/000.p/2 that is served is not the one")]
    [InlineData("/checkpoint", "there is no checkpoint at")]
    public void What_is_not_served_is_named(string path, string said)
    {
        Meddle(path, _ => null);
        var (status, output) = Verify("--key", Key);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_is_too_long_or_cut_short_or_leads_elsewhere_is_refused()
    {
        Meddle("/tile/entries/000", bytes => bytes[..^1]);
        Assert.Contains("or was cut off", Verify("--key", Key).Output, StringComparison.Ordinal);
        Meddle("/tile/entries/000", _ => new byte[2 << 20]);
        Assert.Equal(ExitStatus.WorldFailed, Verify("--key", Key).Status);
        using var output = new StringWriter();
        Assert.Equal(ExitStatus.WorldFailed, Cli.Run(["verify", Address + "/elsewhere", "--key", Key], output, output));
        Assert.Contains("leads elsewhere, and is not followed", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(ExitStatus.WrongUse, Cli.Run(["verify", "http://user:word@127.0.0.1/"], output, output));
    }

    [Fact]
    public void A_head_that_claims_more_than_there_is_costs_nothing()
    {
        var signer = JournalFolder.Signer(folder["journal"]);
        Meddle("/checkpoint", _ => Encoding.UTF8.GetBytes(signer.Note(new Checkpoint(signer.Key.Name, new(900_000_000, Hash.Of("x"u8))).Text).ToString()));
        var (status, output) = Verify("--key", Key);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("are not served, although the checkpoint covers them", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_held_against_a_head_that_was_kept_and_a_receipt_is_honoured_from_afar()
    {
        await File.WriteAllTextAsync(folder["kept"], (await desk.Checkpoint(Cancel)).ToString(), Cancel);
        await File.WriteAllTextAsync(folder["receipt"], (await desk.ReceiptOf(300, Cancel)).ToString(), Cancel);
        Append(100);
        Assert.Contains("It goes on from the head of 700 entries that was kept", Verify("--key", Key, "--against", folder["kept"]).Output, StringComparison.Ordinal);
        using var output = new StringWriter();
        Assert.Equal(ExitStatus.Done, Cli.Run(["journal", "check-receipt", folder["receipt"], "--journal", Address, "--key", Key], output, output));
        Assert.Contains("Honoured: the journal, of 800 entries now", output.ToString(), StringComparison.Ordinal);
        Meddle("/tile/0/001", bytes => Flipped(bytes, 43 * 32));
        Assert.Equal(ExitStatus.Rejected, Cli.Run(["journal", "check-receipt", folder["receipt"], "--journal", Address, "--key", Key], output, output));
    }
}
