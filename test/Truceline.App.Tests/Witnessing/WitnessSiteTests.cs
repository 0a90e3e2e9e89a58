using System.Net;
using System.Net.Sockets;
using System.Text;
using Truceline.App.Tests.Journals;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Witnessing;

public sealed class WitnessSiteTests : IDisposable
{
    private const string Origin = "exercise.example/journal";
    private readonly TemporaryFolder folder = new();
    private readonly DishonestLog log = new(Origin);
    private readonly DishonestLog fork = new(Origin, forkAt: 5, branch: " forked");

    [Fact]
    public async Task What_goes_on_is_cosigned_and_can_be_fetched_by_anybody()
    {
        await using var witness = await Started();
        foreach (var (old, size) in new[] { (0, 3), (3, 8), (8, 8) })
        {
            var (status, body, evidence, _) = await witness.Ask(log.Request(old, size));
            Assert.Equal((HttpStatusCode.OK, (string?)null), (status, evidence));
            Assert.Equal([witness.Key], SignedNote.Parse($"{log.Note(size).Text}\n{body}").VerifiedBy([witness.Key]));
            var kept = SignedNote.Parse((await witness.Get($"/{WitnessFolder.HashOf(Origin)}/checkpoint")).Body);
            Assert.Equal([log.Signer.Key, witness.Key], kept.VerifiedBy([log.Signer.Key, witness.Key]));
            Assert.Equal(log.Head(size), Checkpoint.Parse(kept.Text).Head);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await witness.Get($"/{WitnessFolder.HashOf("another")}/checkpoint")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await witness.Get("/..%2f..%2fwitness.key/checkpoint")).Status);
        var page = (await witness.Get("/")).Body;
        Assert.Contains(witness.Key.ToString(), page, StringComparison.Ordinal);
        Assert.Contains("size 8, cosigned ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_size_that_is_told_is_the_last_as_the_protocol_has_it()
    {
        await using var witness = await Started();
        await witness.Ask(log.Request(0, 3));
        var (status, body, _, type) = await witness.Ask(log.Request(0, 9));
        Assert.Equal((HttpStatusCode.Conflict, "3\n", "text/x.tlog.size"), (status, body, type));
    }

    [Fact]
    public async Task A_forked_journal_is_refused_and_both_its_checkpoints_are_kept()
    {
        await using var witness = await Started();
        await witness.Ask(log.Request(0, 9));
        var (status, body, evidence, _) = await witness.Ask(new WitnessRequest(9, [], fork.Note(9)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("two different trees of 9 entries", body, StringComparison.Ordinal);
        Assert.Contains($"; kept as evidence/{evidence}", body, StringComparison.Ordinal);
        Assert.Contains(witness.Said, said => said.Contains(evidence!, StringComparison.Ordinal));
        // Whoever has the journal's key needs nothing else to see it.
        var (seen, shown) = (Kept(evidence!, "seen.checkpoint"), Kept(evidence!, "shown.checkpoint"));
        Assert.All([seen, shown], note => Assert.Contains(log.Signer.Key, note.VerifiedBy([log.Signer.Key])));
        Assert.Equal(Checkpoint.Parse(seen.Text).Head.Size, Checkpoint.Parse(shown.Text).Head.Size);
        Assert.NotEqual(Checkpoint.Parse(seen.Text).Head.Root, Checkpoint.Parse(shown.Text).Head.Root);
        Assert.Contains("together they prove", File.ReadAllText(Path.Combine(folder.Path, "evidence", evidence!, "what.txt")), StringComparison.Ordinal);
        // Shown again, it is the same evidence; and the honest journal goes on.
        Assert.Equal(evidence, (await witness.Ask(new WitnessRequest(0, [], fork.Note(9)))).Evidence);
        Assert.Single(Directory.GetDirectories(folder["evidence"]));
        Assert.Equal(HttpStatusCode.OK, (await witness.Ask(log.Request(9, 12))).Status);
        Assert.Contains("cosigned: 1", (await witness.Get("/")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fork_of_a_size_before_the_last_is_found_too()
    {
        await using var witness = await Started();
        await witness.Ask(log.Request(0, 7));
        await witness.Ask(log.Request(7, 9));
        await witness.Restart();
        var (status, _, evidence, _) = await witness.Ask(new WitnessRequest(0, [], fork.Note(7)));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.StartsWith("fork-", evidence, StringComparison.Ordinal);
        Assert.Null((await witness.Ask(log.Request(0, 7))).Evidence);
    }

    [Fact]
    public async Task A_journal_that_was_rolled_back_is_refused_and_kept()
    {
        await using var witness = await Started();
        await witness.Ask(log.Request(0, 20));
        var smaller = await witness.Ask(fork.Request(0, 12));
        Assert.Equal((HttpStatusCode.Conflict, "20\n"), (smaller.Status, smaller.Body));
        Assert.StartsWith("smaller-", smaller.Evidence, StringComparison.Ordinal);
        var later = await witness.Ask(fork.Request(20, 30));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, later.Status);
        Assert.StartsWith("not-shown-", later.Evidence, StringComparison.Ordinal);
        Assert.Contains("old 20", File.ReadAllText(Path.Combine(folder.Path, "evidence", later.Evidence!, "shown.request")), StringComparison.Ordinal);
        Assert.Contains("proves nothing against the journal", File.ReadAllText(Path.Combine(folder.Path, "evidence", later.Evidence!, "what.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_checkpoints_shown_again_and_again_take_no_room_from_the_proof_of_a_fork()
    {
        await using var witness = await Started();
        await witness.Ask(log.Request(0, 20));
        for (var i = 0; i < 1000; i++) Directory.CreateDirectory(Path.Combine(folder.Path, "evidence", FormattableString.Invariant($"smaller-{WitnessFolder.HashOf(Origin)[..8]}-20-7-{i}")));
        Assert.Null((await witness.Ask(fork.Request(0, 12))).Evidence);
        Assert.StartsWith("fork-", (await witness.Ask(new WitnessRequest(20, [], fork.Note(20)))).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_keys_unknown_origins_and_broken_requests_are_refused_and_leave_nothing()
    {
        await using var witness = await Started();
        var stranger = new DishonestLog("stranger.example");
        Assert.Equal(HttpStatusCode.NotFound, (await witness.Ask(stranger.Request(0, 3))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await witness.Ask(new WitnessRequest(0, [], stranger.Signer.Note(log.Note(3).Text)))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await witness.Ask(Encoding.UTF8.GetBytes(log.Request(0, 3).ToString().Replace("\n3\n", "\n4\n", StringComparison.Ordinal)))).Status);
        var bad = await witness.Ask([0xFF, 0xFE]);
        Assert.Equal((HttpStatusCode.BadRequest, true), (bad.Status, bad.Body.Contains("no empty line", StringComparison.Ordinal)));
        var many = await witness.Ask(new WitnessRequest(3, [.. Enumerable.Repeat(Hash.Of([]), 64)], log.Note(9)));
        Assert.Equal((HttpStatusCode.BadRequest, "a proof has at most 63 lines, not 64\n"), (many.Status, many.Body));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await witness.Ask(new byte[WitnessRequest.MostBytes + 1])).Status);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await witness.Get("/add-checkpoint")).Status);
        Assert.False(Directory.Exists(folder["evidence"]));
        Assert.Equal([WitnessFolder.KeyName, "writer.lock"], Directory.GetFileSystemEntries(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    /// <summary>A body without an announced length is cut at the same bound.</summary>
    [Fact]
    public async Task A_body_that_never_ends_is_refused()
    {
        await using var witness = await Started();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, witness.Url.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync("POST /add-checkpoint HTTP/1.1\r\nHost: w\r\nTransfer-Encoding: chunked\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        var chunk = Encoding.ASCII.GetBytes("2000\r\n" + new string('a', 0x2000) + "\r\n");
        for (var i = 0; i < 9; i++) await stream.WriteAsync(chunk, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_was_cosigned_is_known_after_a_restart_and_the_key_is_the_same()
    {
        await using var witness = await Started();
        var key = witness.Key;
        await witness.Ask(log.Request(0, 9));
        await witness.Restart();
        Assert.Equal(key, witness.Key);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await witness.Ask(fork.Request(9, 12))).Status);
        Assert.Equal(HttpStatusCode.OK, (await witness.Ask(log.Request(9, 12))).Status);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder[WitnessFolder.KeyName]));
    }

    [Fact]
    public async Task Of_many_that_go_on_from_one_size_at_once_one_branch_alone_is_cosigned()
    {
        await using var witness = await Started();
        await witness.Ask(log.Request(0, 5));
        for (var size = 6; size <= 46; size += 10)
        {
            // From the last size, every length of both branches at the same moment.
            var from = size == 6 ? 5 : int.Parse((await witness.Ask(log.Request(0, 199))).Body, System.Globalization.CultureInfo.InvariantCulture);
            var requests = Enumerable.Range(size, 10).SelectMany(n => new[] { (log, n), (fork, n) }).Where(one => one.n > from).ToArray();
            var answers = await Task.WhenAll(requests.Select(one => Task.Run(() => witness.Ask(one.Item1.Request(from, one.n)))));
            Assert.True(answers.Count(answer => answer.Status == HttpStatusCode.OK) <= 1);
        }
        var kept = Directory.GetFiles(Path.Combine(folder.Path, WitnessFolder.HashOf(Origin), "cosigned")).Select(path => Checkpoint.Parse(SignedNote.Parse(File.ReadAllBytes(path)).Text).Head).ToArray();
        Assert.True(kept.Length > 2);
        Assert.True(kept.All(head => head == log.Head((int)head.Size)) || kept.All(head => head == fork.Head((int)head.Size)));
    }

    [Fact]
    public async Task A_witness_that_cannot_write_cosigns_nothing_more()
    {
        await using var witness = await Started();
        await witness.Ask(log.Request(0, 3));
        // A folder in the place of the file that is to be replaced: writing fails, as on a disk that does.
        var latest = Path.Combine(folder.Path, WitnessFolder.HashOf(Origin), "checkpoint");
        var bytes = File.ReadAllBytes(latest);
        var each = Path.Combine(folder.Path, WitnessFolder.HashOf(Origin), "cosigned");
        Directory.Delete(each, recursive: true);
        File.WriteAllText(each, "");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await witness.Ask(log.Request(3, 4))).Status);
        File.Delete(each);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await witness.Ask(log.Request(3, 4))).Status);
        Assert.Contains(witness.Said, said => said.Contains("cosigns nothing more until it is started anew", StringComparison.Ordinal));
        await witness.Restart();
        Assert.NotEqual(bytes, File.ReadAllBytes(latest));
        Assert.Equal(HttpStatusCode.OK, (await witness.Ask(log.Request(4, 6))).Status);
    }

    [Fact]
    public async Task A_second_process_another_name_and_a_lost_key_are_refused()
    {
        await using (var witness = await Started())
        {
            await witness.Ask(log.Request(0, 3));
            Assert.Contains("two would cosign different trees", Assert.Throws<JournalException>(() => TestWitness.Open(folder.Path)).Message, StringComparison.Ordinal);
        }
        Assert.Contains("is named witness.example/one", Assert.Throws<JournalException>(() => WitnessFolder.Open(folder.Path, "other.example", _ => { }, "a test")).Message, StringComparison.Ordinal);
        File.Delete(folder[WitnessFolder.KeyName]);
        Assert.Contains("'witness.key' is not here", Assert.Throws<JournalException>(() => TestWitness.Open(folder.Path)).Message, StringComparison.Ordinal);
    }

    private Task<TestWitness> Started() => TestWitness.Start(folder.Path, log.Signer.Key);

    private SignedNote Kept(string evidence, string name) => SignedNote.Parse(File.ReadAllBytes(Path.Combine(folder.Path, "evidence", evidence, name)));

    public void Dispose() => folder.Dispose();
}
