using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Truceline.App.Serving;
using Truceline.App.Tests.Serving;
using Truceline.Embedded;
using Truceline.Journal;
using Truceline.Reports;

namespace Truceline.App.Tests.Api;

/// <summary>The journal over HTTP: its signed head, and its tree in pieces without content.</summary>
public sealed class TreeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<byte[]> Bytes(TestSite site, string path)
    {
        var answer = await site.Get(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Cancel);
    }

    [Fact]
    public async Task The_head_is_signed_and_follows_the_journal_and_is_kept_by_nobody()
    {
        await using var site = await TestSite.Start();
        var answer = await site.Get("/checkpoint");
        Assert.Equal(("text/plain", "utf-8", "no-store"), (answer.Content.Headers.ContentType!.MediaType, answer.Content.Headers.ContentType.CharSet, answer.Headers.CacheControl!.ToString()));
        var note = SignedNote.Parse(await answer.Content.ReadAsByteArrayAsync(Cancel));
        var key = SigningKey.Verifier(site.Journal)!;
        Assert.Equal([key], note.VerifiedBy([key]));
        Assert.Equal((key.Name, 38), (Checkpoint.Parse(note.Text).Origin, Checkpoint.Parse(note.Text).Head.Size));
        Assert.Equal(note, SignedNote.Parse(await Bytes(site, "/checkpoint")));

        site.ImportLine("Another", SiteTests.Line("9"));
        Assert.Equal(39, Checkpoint.Parse(SignedNote.Parse(await Bytes(site, "/checkpoint")).Text).Head.Size);
        using var journal = JournalFolder.OpenForReading(site.Journal);
        Assert.Equal([.. journal.Checkpoints().Select(one => Checkpoint.Parse(one.Text).Head.Size).Order()], journal.Checkpoints().Select(one => Checkpoint.Parse(one.Text).Head.Size));
    }

    [Fact]
    public async Task An_empty_journal_has_a_head_too()
    {
        await using var site = await TestSite.Start(filled: false);
        Assert.Equal(MerkleTree.Empty.Head, Checkpoint.Parse(SignedNote.Parse(await Bytes(site, "/checkpoint")).Text).Head);
        Assert.Equal(HttpStatusCode.NotFound, (await site.Get("/tile/0/000")).StatusCode);
    }

    [Fact]
    public async Task The_tree_is_served_in_pieces_from_which_the_head_follows_and_which_disclose_nothing()
    {
        await using var site = await TestSite.Start();
        using (var journal = JournalFolder.OpenOrCreate(site.Journal)) journal.Append([.. Enumerable.Range(0, 600).Select(i => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($$"""{"body":{"at":{{i}}},"kind":"made-up"}"""))]);
        var head = Checkpoint.Parse(SignedNote.Parse(await Bytes(site, "/checkpoint")).Text).Head;
        Assert.Equal(638, head.Size);
        var pieces = Tile.Levels(head.Size).SelectMany(level => Tile.Of(level, head.Size)).ToArray();
        var tiles = new Dictionary<Tile, byte[]>();
        foreach (var tile in pieces)
        {
            var answer = await site.Get($"/tile/{tile}");
            Assert.Equal(("public, max-age=31536000, immutable", "application/octet-stream"), (answer.Headers.CacheControl!.ToString(), answer.Content.Headers.ContentType!.MediaType));
            tiles[tile] = await answer.Content.ReadAsByteArrayAsync(Cancel);
        }
        Assert.Equal(head.Root, MerkleProofs.Root(0, head.Size, new TiledTree(head.Size, tile => tiles[tile]).Node));
        var leaves = new List<Hash>();
        foreach (var tile in Tile.Of(0, head.Size)) leaves.AddRange(EntryBundle.LeafHashes(await Bytes(site, $"/tile/{tile with { Level = Tile.Entries }}"), tile.Width)!);
        Assert.Equal(head, MerkleTree.Empty.Append(leaves).Head);
        Assert.Equal(tiles[new(0, 1, 256)][..320], await Bytes(site, "/tile/0/001.p/10"));
        Assert.DoesNotContain("made-up", Encoding.Latin1.GetString(await Bytes(site, "/tile/entries/001")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/tile/0/000.p/39")]
    [InlineData("/tile/0/000")]
    [InlineData("/tile/1/000.p/1")]
    [InlineData("/tile/entries/000.p/39")]
    [InlineData("/tile/entries/001.p/1")]
    [InlineData("/tile/0/000.p/0")]
    [InlineData("/tile/0/000.p/038")]
    [InlineData("/tile/0/0.p/1")]
    [InlineData("/tile/data/000.p/1")]
    [InlineData("/tile/")]
    [InlineData("/tile/0/../0/000.p/1x")]
    public async Task What_lies_beyond_the_published_head_or_is_written_otherwise_is_not_there(string path)
    {
        await using var site = await TestSite.Start();
        Assert.Equal(HttpStatusCode.OK, (await site.Get("/checkpoint")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await site.Get("/tile/0/000.p/38")).StatusCode);
        var answer = await site.Get(path);
        Assert.Equal((HttpStatusCode.NotFound, "no-store"), (answer.StatusCode, answer.Headers.CacheControl!.ToString()));
    }

    [Fact]
    public async Task Through_the_door_for_others_come_the_head_the_tree_and_the_desk_and_nothing_else()
    {
        await using var site = await TestSite.Start();
        await using var door = OutsideDoor.Build(site.Room.Desk, OutsideDoor.Address("127.0.0.1:0"), "journal.example");
        await door.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new Uri(door.Urls.First()) };
        async Task<HttpResponseMessage> Ask(string path, string host = "journal.example", HttpMethod? method = null)
        {
            using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
            request.Headers.Host = host;
            return await client.SendAsync(request, Cancel);
        }

        Assert.Equal(HttpStatusCode.OK, (await Ask("/checkpoint")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Ask("/tile/entries/000.p/38")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Ask("/api/reports", method: HttpMethod.Post)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await Ask("/checkpoint", "evil.example")).StatusCode);
        foreach (var path in new[] { "/", "/journal", "/situation", "/findings", "/reports", "/reports/new", "/triage", "/triage/1", "/bulletin", "/agreement", "/api/situation", "/api/live", "/api/places?q=Zol", "/assets/site.css", "/entry/1", "/journal/receipt/1" })
        {
            var answer = await Ask(path);
            Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        }
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await Ask("/api/reports")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Ask("/triage/1", method: HttpMethod.Post)).StatusCode);
    }

    [Fact]
    public async Task Others_are_not_told_where_the_journal_lies_or_who_writes_to_it()
    {
        await using var site = await TestSite.Start();
        await using var door = OutsideDoor.Build(site.Room.Desk, OutsideDoor.Address("127.0.0.1:0"));
        await door.StartAsync(Cancel);
        using var client = new HttpClient { BaseAddress = new Uri(door.Urls.First()) };
        var token = SourceToken.Of(new byte[SourceToken.Length]);
        using (var journal = JournalFolder.OpenOrCreate(site.Journal)) journal.Append([new SourceEntry(SourceAct.Added, "Patrol", TestSite.Now) { Token = SourceToken.HashOf(token) }.Encode()]);
        async Task Answers(HttpResponseMessage answer, string what)
        {
            var said = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Contains(what, said, StringComparison.Ordinal);
            Assert.DoesNotContain(site.Journal, said, StringComparison.Ordinal);
            Assert.DoesNotContain("process", said, StringComparison.Ordinal);
        }
        async Task<HttpResponseMessage> HandIn()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reports") { Content = new StringContent(SiteTests.Line("9"), Encoding.UTF8, "application/jsonl") };
            request.Headers.Authorization = new("Bearer", token);
            return await client.SendAsync(request, Cancel);
        }

        using (JournalFolder.OpenOrCreate(site.Journal, "truceline import")) await Answers(await HandIn(), "others are writing to it");
        File.Move(SqliteJournal.DatabaseIn(site.Journal), SqliteJournal.DatabaseIn(site.Journal) + ".away");
        await Answers(await client.GetAsync(new Uri("/checkpoint", UriKind.Relative), Cancel), "cannot be used now");
        await Answers(await client.GetAsync(new Uri("/tile/0/000.p/38", UriKind.Relative), Cancel), "cannot be used now");
        await Answers(await HandIn(), "cannot be used now");
    }

    [Theory]
    [InlineData("8443")]
    [InlineData("0.0.0.0")]
    [InlineData("journal.example:8443")]
    [InlineData("0.0.0.0:99999")]
    [InlineData("")]
    public void What_is_no_address_is_no_door(string address) => Assert.Throws<UsageException>(() => OutsideDoor.Address(address));
}
