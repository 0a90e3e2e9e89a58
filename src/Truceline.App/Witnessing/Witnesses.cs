using Truceline.App.Terminal;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Witnessing;

/// <summary>
/// While a journal is served: asks the witnesses of a policy to cosign each new head, in the background. One that does not
/// answer delays nothing, and is asked again.
/// </summary>
internal sealed class Witnesses : IDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(60);

    private readonly string directory;
    private readonly TlogPolicy policy;
    private readonly Func<Task> changed;
    private readonly Action<string> say;
    private readonly WitnessClient[] clients;
    private readonly CancellationTokenSource stop = new();
    private readonly Task asking;
    private readonly Dictionary<string, string> said = new(StringComparer.Ordinal);

    private Witnesses(string directory, TlogPolicy policy, Func<Task> changed, Action<string> say)
    {
        (this.directory, this.policy, this.changed, this.say) = (directory, policy, changed, say);
        clients = [.. Reachable(policy).Select(witness => new WitnessClient(witness))];
        asking = Task.Run(Follow);
    }

    /// <summary>Begins to ask.</summary>
    /// <param name="directory">The journal.</param>
    /// <param name="policy">Whom.</param>
    /// <param name="changed">Done when the journal has changed since it was asked for.</param>
    /// <param name="say">Told, in a line, what the keeper of the journal should see.</param>
    public static Witnesses Begin(string directory, TlogPolicy policy, Func<Task> changed, Action<string> say) => new(directory, policy, changed, say);

    /// <summary>The witnesses of a policy that have an address, as many as a checkpoint has room for.</summary>
    public static IEnumerable<PolicyWitness> Reachable(TlogPolicy policy) => policy.Witnesses.Where(witness => witness.Url is not null).Take(Round.MostWitnesses);

    private async Task Follow()
    {
        while (!stop.IsCancellationRequested)
        {
            // Asked for before looking: what changes meanwhile is not missed.
            var next = changed();
            try
            {
                if (!IsDone()) Tell(await Round.Run(directory, "truceline serve", clients, stop.Token));
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (JournalException busy) when (busy.IsContended)
            {
                // Somebody else writes for long: the next time.
            }
            catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or UsageException or FormatException or Microsoft.Data.Sqlite.SqliteException)
            {
                Once("", $"the witnesses cannot be asked: {failed.Message}");
            }
            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            await Task.WhenAny(next, Task.Delay(Again, waiting.Token));
            await waiting.CancelAsync();
        }
    }

    /// <summary>Whether the head was published, and every witness that can be asked has cosigned it.</summary>
    private bool IsDone()
    {
        if (clients.Length == 0) return true;
        using var journal = JournalFolder.OpenForReading(directory);
        if (journal.LastCheckpoint() is not { } last || Checkpoint.Parse(last.Text).Head != journal.Head) return false;
        return Reachable(policy).All(witness => last.Signatures.Any(one => one.Name == witness.Key.Name && one.Id == witness.Key.Id));
    }

    private void Tell(Round round)
    {
        foreach (var answer in round.Answers)
            Once(answer.Witness.Name, answer.Refusal ?? "");
        said.Remove("");
    }

    /// <summary>Says a thing when it begins to be so, and not each time that it still is.</summary>
    private void Once(string about, string words)
    {
        if (said.GetValueOrDefault(about, "") == words) return;
        if (words.Length > 0) say(Screen.Plain(words));
        else say(Screen.Plain($"the witness {about} cosigns again"));
        said[about] = words;
    }

    /// <summary>Stops asking.</summary>
    public void Dispose()
    {
        stop.Cancel();
        if (!asking.Wait(TimeSpan.FromSeconds(3))) return;
        foreach (var client in clients) client.Dispose();
        stop.Dispose();
    }
}
