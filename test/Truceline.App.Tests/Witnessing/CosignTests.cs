using System.Net;
using System.Net.Sockets;
using System.Text;
using Truceline.App.Tests.Journals;
using Truceline.App.Witnessing;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Witnessing;

/// <summary>A journal on disk, and witnesses over HTTP.</summary>
public sealed class CosignTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationTokenSource late = new(TimeSpan.FromSeconds(60));

    [Fact]
    public async Task Each_new_head_is_cosigned_and_the_cosignature_is_kept_with_it()
    {
        Append(3);
        await using var witness = await Started("w");
        foreach (var more in new[] { 0, 4, 0, 90 })
        {
            if (more > 0) Append(more);
            var (status, output, error) = Run("journal", "cosign", "--journal", Journal, "--witness", $"{witness.Url}", "--witness-key", $"{witness.Key}");
            Assert.Equal((ExitStatus.Done, ""), (status, error));
            Assert.Contains("cosigned by witness.example/one", output, StringComparison.Ordinal);
            using var journal = JournalFolder.OpenForReading(Journal);
            var last = journal.LastCheckpoint()!;
            Assert.Equal(journal.Head, Checkpoint.Parse(last.Text).Head);
            Assert.Equal([Signer.Key, witness.Key], last.VerifiedBy([Signer.Key, witness.Key]));
        }
    }

    [Fact]
    public async Task A_policy_says_how_many_are_enough_and_one_that_is_silent_is_named()
    {
        Append(3);
        await using var witness = await Started("w");
        var gone = Unused();
        var policy = folder["policy.txt"];
        File.WriteAllText(policy, $"log {Signer.Key}\nwitness here {witness.Key} {witness.Url}\nwitness gone {gone.Key} {gone.Url}\ngroup some 1 here gone\nquorum some\n");
        var (status, output, error) = Run("journal", "cosign", "--journal", Journal, "--policy", policy);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("the quorum 'some' is reached: witnessed", output, StringComparison.Ordinal);
        Assert.Contains("the witness gone has not cosigned: it cannot be reached", error, StringComparison.Ordinal);

        File.WriteAllText(policy, File.ReadAllText(policy).Replace("some 1", "some all", StringComparison.Ordinal));
        (status, output, _) = Run("journal", "cosign", "--journal", Journal, "--policy", policy);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("is not reached: unwitnessed", output, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Rejected, Run("journal", "cosign", "--journal", Journal, "--witness", $"{gone.Url}", "--witness-key", $"{gone.Key}").Status);
    }

    [Fact]
    public async Task A_journal_that_was_rolled_back_is_told_so_and_the_witness_keeps_it()
    {
        Append(3);
        await using var witness = await Started("w");
        Copy(Journal, folder["copy"]);
        Append(20);
        Assert.Equal(ExitStatus.Done, Cosign(witness).Status);
        Directory.Delete(Journal, recursive: true);
        Directory.Move(folder["copy"], Journal);
        Append(2, "otherwise");
        var (status, _, error) = Cosign(witness);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("ALARM: the witness witness.example/one has not cosigned: it has cosigned 23 entries of this journal, which now has 5: the journal was rolled back", error, StringComparison.Ordinal);
        // Grown past what was cosigned, it has no proof that it goes on.
        Append(40, "otherwise");
        (status, _, error) = Cosign(witness);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("ALARM: the witness witness.example/one has not cosigned: it refused with 422", error, StringComparison.Ordinal);
        Assert.Equal(["not-shown", "smaller"], Directory.GetDirectories(folder["w/evidence"]).Select(path => string.Join('-', Path.GetFileName(path).Split('-')[..^4])).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("200 OK", "— stranger.example AAAAAAA=\n", "its answer has no cosignature of its key")]
    [InlineData("200 OK", "nothing\n", "its answer is no cosignature")]
    [InlineData("200 OK", "", "its answer is no cosignature")]
    [InlineData("409 Conflict", "07\n", "it answered 409 without a size")]
    [InlineData("409 Conflict", "3", "it answered 409 without a size")]
    [InlineData("409 Conflict", "3\n", "it named another size each time")]
    [InlineData("409 Conflict", "4\n", "the journal was rolled back, or another signs with its key")]
    [InlineData("404 Not Found", "no\n", "it refused with 404: no")]
    [InlineData("302 Found", "elsewhere\n", "it refused with 302")]
    public async Task What_a_witness_answers_wrongly_is_named_and_not_kept(string status, string body, string said)
    {
        Append(3);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = Answer(listener, $"HTTP/1.1 {status}\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");
        var key = Unused().Key;
        var (code, _, error) = await Task.Run(() => Run("journal", "cosign", "--journal", Journal, "--witness", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}", "--witness-key", $"{key}"));
        Assert.Equal(ExitStatus.Rejected, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
        using var journal = JournalFolder.OpenForReading(Journal);
        Assert.Single(journal.LastCheckpoint()!.Signatures);
        listener.Stop();
        await answering;
    }

    [Fact]
    public async Task A_witness_that_says_nothing_is_given_up_and_keeps_nobody_from_writing()
    {
        Append(3);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(); // takes the connection, and is silent
        var witness = Unused();
        using var client = new WitnessClient(new(witness.Name, witness.Key, new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}")), TimeSpan.FromSeconds(1));
        var round = Round.Run(Journal, "a test", [client], TestContext.Current.CancellationToken);
        while (!listener.Pending()) await Task.Delay(5, late.Token);
        Append(1);
        Assert.False(round.IsCompleted);
        var answer = Assert.Single((await round).Answers);
        Assert.Equal("it did not answer within 1 s", answer.Problem);
    }

    [Fact]
    public void Wrong_use_is_said_in_one_sentence()
    {
        Append(1);
        var key = Unused().Key;
        Assert.Contains("there is no witness to ask", Run("journal", "cosign", "--journal", Journal).Error, StringComparison.Ordinal);
        Assert.Contains("each --witness needs its --witness-key", Run("journal", "cosign", "--journal", Journal, "--witness", "http://a.example").Error, StringComparison.Ordinal);
        Assert.Contains("is no address", Run("journal", "cosign", "--journal", Journal, "--witness", "a.example", "--witness-key", $"{key}").Error, StringComparison.Ordinal);
        Assert.Contains("is not one with which a witness cosigns", Run("journal", "cosign", "--journal", Journal, "--witness", "http://a.example", "--witness-key", $"{Signer.Key}").Error, StringComparison.Ordinal);
        Assert.Contains("there is no file", Run("journal", "cosign", "--journal", Journal, "--policy", folder["none"]).Error, StringComparison.Ordinal);
        Assert.Contains("there is no journal", Run("journal", "cosign", "--journal", folder["none"], "--policy", folder["none"]).Error, StringComparison.Ordinal);
        File.WriteAllText(folder["policy"], "quorum all\n");
        Assert.Contains("policy: line 1: no line before this one defines 'all'", Run("journal", "cosign", "--journal", Journal, "--policy", folder["policy"]).Error, StringComparison.Ordinal);
        foreach (var (option, value, said) in new[] { ("--log", "nonsense", "is no verifier key"), ("--name", "a b", "--name is an address"), ("--listen", "5090", "is no address and port"), ("--listen", "192.0.2.1:5090", "cannot be listened on") })
        {
            string[] args = ["journal", "witness", "--state", folder["w"], "--name", "w.example", "--log", $"{Signer.Key}", "--listen", "127.0.0.1:0"];
            args[Array.IndexOf(args, option) + 1] = value;
            var (status, _, error) = Run(args);
            Assert.Equal(ExitStatus.WrongUse, status);
            Assert.Contains(said, error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task While_a_journal_is_served_its_new_heads_are_cosigned()
    {
        Append(2);
        await using var witness = await Started("w");
        var policy = TlogPolicy.Parse($"log {Signer.Key}\nwitness w {witness.Key} {witness.Url}\nquorum w\n");
        var changed = new TaskCompletionSource();
        var said = new List<string>();
        using var following = Witnesses.Begin(Journal, policy, () => Volatile.Read(ref changed).Task, said.Add);
        await Witnessed(policy, 2);
        Append(5);
        Interlocked.Exchange(ref changed, new()).SetResult();
        await Witnessed(policy, 7);
        Assert.Empty(said);
        await witness.End();
        Append(1);
        Interlocked.Exchange(ref changed, new()).SetResult();
        while (said.Count == 0) await Task.Delay(10, late.Token);
        Assert.Contains("the witness w has not cosigned: it cannot be reached", said[0], StringComparison.Ordinal);
    }

    private async Task Witnessed(TlogPolicy policy, long size)
    {
        for (; ; await Task.Delay(10, late.Token))
        {
            using var journal = JournalFolder.OpenForReading(Journal);
            if (journal.LastCheckpoint() is { } last && Checkpoint.Parse(last.Text).Head.Size == size && policy.Judge(last).IsMet) return;
        }
    }

    private static async Task Answer(TcpListener listener, string answer)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await using var stream = client.GetStream();
                var (buffer, text) = (new byte[64 << 10], new StringBuilder());
                // The request is whole when its body, a note, ends.
                while (!text.ToString().Contains("\n— ", StringComparison.Ordinal) || text[^1] != '\n') text.Append(Encoding.UTF8.GetString(buffer, 0, await stream.ReadAsync(buffer)));
                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            }
        }
        catch (Exception ended) when (ended is SocketException or InvalidOperationException or IOException)
        {
            // The test is over: its listener is stopped or disposed of.
        }
    }

    private string Journal => folder["journal"];

    private NoteSigner Signer => JournalFolder.Signer(Journal);

    private Task<TestWitness> Started(string name) => TestWitness.Start(folder[name], Signer.Key);

    private (int Status, string Output, string Error) Cosign(TestWitness witness) =>
        Run("journal", "cosign", "--journal", Journal, "--witness", $"{witness.Url}", "--witness-key", $"{witness.Key}");

    /// <summary>A witness whom nobody reaches.</summary>
    private static PolicyWitness Unused()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return new("gone.example", NoteSigner.Of("gone.example", SignatureType.Cosignature, Hash.Of("gone"u8).ToArray()).Key, new($"http://127.0.0.1:{port}"));
    }

    private void Append(int entries, string words = "as it was")
    {
        using var journal = JournalFolder.OpenOrCreate(Journal);
        journal.Append([.. Enumerable.Range(0, entries).Select(n => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($$"""{"body":{"note":"exercise, synthetic: {{words}} {{n}}"},"kind":"test"}"""))]);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(args, output, error), output.ToString(), error.ToString());
    }

    public void Dispose()
    {
        late.Dispose();
        folder.Dispose();
    }
}
