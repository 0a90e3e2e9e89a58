using System.CommandLine;
using System.Globalization;
using Truceline.App.Terminal;
using Truceline.App.Witnessing;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal cosign</c>: publishes the head of a journal and asks witnesses to cosign it.</summary>
internal static class JournalCosignCommand
{
    public static Command Create()
    {
        var journal = new Option<string>("--journal") { Description = "The journal's directory.", Required = true, HelpName = "DIR" };
        var witness = new Option<string[]>("--witness") { Description = "Where a witness is reached; several may be named, each with its key.", HelpName = "URL" };
        var key = new Option<string[]>("--witness-key") { Description = "The witness's verifier key, or a file that holds it; in the order of --witness.", HelpName = "VKEY" };
        var policy = new Option<string?>("--policy") { Description = "A policy file: its witnesses that have an address are asked, and its quorum decides the exit status.", HelpName = "FILE" };
        var command = new Command("cosign", """
            Publishes the head of a journal and asks witnesses to cosign it; what they give is kept with the checkpoint.
            Exit status 1: the quorum was not reached (without a policy: a witness named here did not cosign), or a witness has seen what this journal does not have.

            Example:
              truceline journal cosign --journal mission --policy policy.txt
            """)
        { journal, witness, key, policy };
        command.SetAction((parsed, cancel) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            JournalFolder.Require(parsed.GetValue(journal)!);
            var read = parsed.GetValue(policy) is { } file ? PolicyFile.Read(file) : null;
            return Run(parsed.GetValue(journal)!, Named(parsed.GetValue(witness) ?? [], parsed.GetValue(key) ?? []), read, output, error, cancel);
        });
        return command;
    }

    private static async Task<int> Run(string directory, List<PolicyWitness> named, TlogPolicy? policy, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var asked = named.Concat(policy is null ? [] : Witnesses.Reachable(policy)).DistinctBy(one => one.Key).ToList();
        if (asked.Count == 0) throw new UsageException("there is no witness to ask: name one with --witness and --witness-key, or a policy whose witnesses have addresses.");
        if (asked.Count > Round.MostWitnesses) throw new UsageException($"a checkpoint has room for {Round.MostWitnesses} cosignatures, not {asked.Count}.");
        var clients = asked.ConvertAll(one => new WitnessClient(one));
        try
        {
            var round = await Round.Run(directory, "truceline journal cosign", clients, cancel);
            var checkpoint = Checkpoint.Parse(round.Checkpoint.Text);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"checkpoint of {checkpoint.Head.Size:N0} {(checkpoint.Head.Size == 1 ? "entry" : "entries")} of {checkpoint.Origin}, root {checkpoint.Head.Root}"));
            foreach (var answer in round.Answers)
                if (answer.Refusal is not { } refusal) output.WriteLine(Screen.Plain($"cosigned by {answer.Witness.Name}"));
                else error.WriteLine(Screen.Plain($"truceline: {refusal}."));
            return Status(round, policy, checkpoint.Origin, directory, output);
        }
        finally
        {
            clients.ForEach(client => client.Dispose());
        }
    }

    private static int Status(Round round, TlogPolicy? policy, string origin, string directory, TextWriter output)
    {
        var reached = round.Answers.All(answer => answer.Problem is null);
        if (policy is not null)
        {
            var verdict = policy.Judge(round.Checkpoint, policy.Logs.IsEmpty ? SigningKey.Verifier(directory) : null);
            if (verdict.Log is null) throw new UsageException($"the policy does not list the key of this journal, {origin}: add the line 'log' with the key in {SigningKey.VerifierName}.");
            reached = verdict.HasQuorum;
            output.WriteLine(reached ? $"the quorum '{policy.Quorum}' is reached: witnessed" : $"the quorum '{policy.Quorum}' is not reached: unwitnessed");
        }
        return reached && !round.Answers.Any(answer => answer.IsAlarm) ? ExitStatus.Done : ExitStatus.Rejected;
    }

    private static List<PolicyWitness> Named(string[] urls, string[] keys)
    {
        if (urls.Length != keys.Length) throw new UsageException("each --witness needs its --witness-key, and each key its witness.");
        return [.. urls.Zip(keys, (url, key) =>
        {
            var read = JournalWitnessCommand.Key(key);
            if (read.Type != SignatureType.Cosignature) throw new UsageException($"the key of {read.Name} is not one with which a witness cosigns.");
            return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? new PolicyWitness(read.Name, read, address)
                : throw new UsageException($"--witness {url} is no address: http:// or https://.");
        })];
    }
}
