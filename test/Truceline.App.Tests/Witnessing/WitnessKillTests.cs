using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using NodaTime;
using Truceline.App.Tests.Journals;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Witnessing;

public sealed class WitnessKillTests : IDisposable
{
    private static readonly DishonestLog Log = new(WitnessProcess.Origin);
    private static readonly DishonestLog Fork = new(WitnessProcess.Origin, forkAt: 5, branch: " forked");

    private readonly TemporaryFolder folder = new();
    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>The cosignature was made and never left; what it said is known all the same.</summary>
    [Fact]
    public void Killed_between_keeping_and_answering_it_cosigns_no_other_branch_afterwards()
    {
        var directory = folder["w"];
        File.WriteAllText(directory + ".request", Log.Request(0, 9).ToString());
        using (var process = WitnessProcess.Start(WitnessProcess.Once, directory))
        {
            process.WaitForExit();
            if (!OperatingSystem.IsWindows()) Assert.Equal(128 + 9, process.ExitCode);
        }
        using var witness = TestWitness.Open(directory);
        Assert.Equal(Log.Head(9), Checkpoint.Parse(witness.Latest(WitnessProcess.Origin)!.Text).Head);
        var (keys, now) = (new[] { Log.Signer.Key }, Instant.FromUtc(2026, 3, 2, 0, 0));
        Assert.Equal(409, witness.Answer(Fork.Request(0, 9), keys, now, out _).Status);
        Assert.Equal(422, witness.Answer(new(9, [], Fork.Note(9)), keys, now, out var evidence).Status);
        Assert.StartsWith("fork-", evidence, StringComparison.Ordinal);
        Assert.Equal(200, witness.Answer(Log.Request(9, 10), keys, now, out _).Status);
    }

    /// <summary>Both branches are shown at once until it is killed, and then each alone: never are both cosigned.</summary>
    [Fact]
    public async Task Killed_at_any_time_it_never_cosigns_two_branches()
    {
        var random = new Random(9);
        for (var round = 0; round < 5; round++)
        {
            var directory = folder[$"w{round}"];
            var cosigned = new ConcurrentBag<(DishonestLog Branch, int Size)>();
            for (var life = 0; life < 3; life++)
            {
                using var process = WitnessProcess.Start(WitnessProcess.Serving, directory);
                var address = new Uri(new Uri(process.StandardOutput.ReadLine()!), "/add-checkpoint");
                // Not a wait for a result: it moves the kill to another point of the answers.
                var kill = Task.Delay(random.Next(5, 120), TestContext.Current.CancellationToken).ContinueWith(_ => process.Kill(), TaskScheduler.Default);
                var branches = random.Next(2) == 0 ? new[] { Log, Fork } : [Fork, Log];
                await Task.WhenAll(branches.Select(branch => Task.Run(() => Push(address, branch, cosigned))));
                await kill;
                process.WaitForExit();
            }
            var sizes = cosigned.Where(one => one.Size > 5).ToArray();
            Assert.True(sizes.Select(one => one.Branch).Distinct().Count() <= 1, $"round {round}: both branches were cosigned");
            if (sizes.Length == 0) continue;
            // What it said is what it keeps, or less than that by no more than one answer that did not leave.
            using var witness = TestWitness.Open(directory);
            var latest = Checkpoint.Parse(witness.Latest(WitnessProcess.Origin)!.Text).Head;
            Assert.Equal(sizes[0].Branch.Head((int)latest.Size), latest);
            Assert.True(latest.Size >= sizes.Max(one => one.Size), $"round {round}: it cosigned {sizes.Max(one => one.Size)} and keeps {latest.Size}");
        }
    }

    /// <summary>Shows one branch, entry by entry, until nobody answers any more.</summary>
    private async Task Push(Uri address, DishonestLog branch, ConcurrentBag<(DishonestLog, int)> cosigned)
    {
        var old = 0;
        try
        {
            for (var size = 4; size < 180;)
            {
                using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(branch.Request(old, size).ToString()));
                using var response = await http.PostAsync(address, body);
                var answer = await response.Content.ReadAsStringAsync();
                if (response.StatusCode == HttpStatusCode.OK) cosigned.Add((branch, size));
                old = response.StatusCode == HttpStatusCode.OK ? size : response.StatusCode == HttpStatusCode.Conflict ? int.Parse(answer, CultureInfo.InvariantCulture) : old;
                size = Math.Max(size, old) + (response.StatusCode == HttpStatusCode.Conflict ? 0 : 1);
            }
        }
        catch (HttpRequestException)
        {
            // It is dead.
        }
    }

    public void Dispose()
    {
        http.Dispose();
        folder.Dispose();
    }
}
