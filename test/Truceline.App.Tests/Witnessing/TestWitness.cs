using Microsoft.AspNetCore.Builder;
using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Truceline.App.Witnessing;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Witnessing;

/// <summary>A witness over HTTP on a port of its own, which can be ended and begun again on what it kept.</summary>
internal sealed class TestWitness : IAsyncDisposable
{
    private readonly string directory;
    private readonly NoteKey[] logs;
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private WitnessFolder folder;
    private WebApplication site;

    private TestWitness(string directory, NoteKey[] logs)
    {
        (this.directory, this.logs) = (directory, logs);
        folder = Open(directory);
        site = Build();
    }

    /// <summary>What its keeper was told.</summary>
    public List<string> Said { get; } = [];

    public NoteKey Key => folder.Signer.Key;

    public Uri Url => new(site.Urls.First());

    public PolicyWitness InPolicy => new("w", Key, Url);

    public static async Task<TestWitness> Start(string directory, params NoteKey[] logs)
    {
        var witness = new TestWitness(directory, logs);
        await witness.site.StartAsync();
        return witness;
    }

    public async Task Restart()
    {
        await End();
        (folder, site) = (Open(directory), null!);
        site = Build();
        await site.StartAsync();
    }

    public async Task<(HttpStatusCode Status, string Body, string? Evidence, string? Type)> Ask(WitnessRequest request) => await Ask(Encoding.UTF8.GetBytes(request.ToString()));

    public async Task<(HttpStatusCode Status, string Body, string? Evidence, string? Type)> Ask(byte[] body)
    {
        using var content = new ByteArrayContent(body);
        using var response = await http.PostAsync(new Uri(Url, "/add-checkpoint"), content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            response.Headers.TryGetValues(WitnessSite.EvidenceHeader, out var evidence) ? evidence.Single() : null, response.Content.Headers.ContentType?.MediaType);
    }

    public async Task<(HttpStatusCode Status, string Body)> Get(string path)
    {
        using var response = await http.GetAsync(new Uri(Url, path), TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task End()
    {
        await site.DisposeAsync();
        folder.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await End();
        http.Dispose();
    }

    internal static WitnessFolder Open(string directory) => WitnessFolder.Open(directory, "witness.example/one", RandomNumberGenerator.Fill, "a test");

    private WebApplication Build() => WitnessSite.Build(folder, logs, new(IPAddress.Loopback, 0), said =>
    {
        lock (Said) Said.Add(said);
    });
}

/// <summary>A journal in memory that is not honest: it signs whatever tree it is asked for. Exercise, synthetic.</summary>
internal sealed class DishonestLog(string origin, int forkAt = int.MaxValue, string branch = "")
{
    private const int Longest = 200;
    private readonly ImmutableArray<Hash> leaves = [.. Enumerable.Range(0, Longest).Select(n => Hash.Of(Encoding.UTF8.GetBytes($"{origin} {n}{(n >= forkAt ? branch : "")}")))];

    public NoteSigner Signer { get; } = NoteSigner.Of(origin, SignatureType.Ed25519, SHA256.HashData(Encoding.UTF8.GetBytes($"exercise, synthetic: {origin}")));

    public Head Head(int size) => MerkleTree.Empty.Append(leaves.Take(size)).Head;

    public SignedNote Note(int size) => Signer.Note(new Checkpoint(origin, Head(size)).Text);

    public WitnessRequest Request(int old, int size) => new(old, old <= size ? MerkleProofs.Consistency(old, size, Node) : [], Note(size));

    private Hash Node(int level, long index) => MerkleTree.Empty.Append(leaves.Skip((int)(index << level)).Take(1 << level)).Root;
}
