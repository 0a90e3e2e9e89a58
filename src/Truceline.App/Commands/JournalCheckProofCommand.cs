using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Truceline.App.Publishing;
using Truceline.App.Remote;
using Truceline.App.Terminal;
using Truceline.Journal;
using Truceline.Picture;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal check-proof</c>: checks a proof file without the journal and without a network.</summary>
internal static class JournalCheckProofCommand
{
    private const int Width = 100;


    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The proof file." };
        var key = new Option<string[]>("--key") { Description = "The journal's verifier key, or a file that holds it, got elsewhere than from who gave the proof.", HelpName = "VKEY|FILE", Arity = ArgumentArity.OneOrMore };
        var policy = new Option<string?>("--policy") { Description = "Whose cosignatures are enough (C2SP tlog-policy). Without them the proof is rejected.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Write the result as JSON." };
        var command = new Command("check-proof", """
            Checks a proof file, step by step, without the journal and without asking anything of anybody; then says what it
            proves and what it does not. Exit status 0: it holds; 1: it is rejected.

            Example:
              truceline journal check-proof s3.proof.json --key verifier.key
            """)
        { file, key, policy, json };
        command.SetAction(parsed =>
        {
            var trust = new ProofTrust([.. (parsed.GetValue(key) ?? []).Select(KeptFiles.Key)]) { Policy = parsed.GetValue(policy) is { } rules ? PolicyFile.Read(rules) : null };
            var check = ProofCheck.Of(KeptFiles.Bytes(parsed.GetValue(file)!, ProofFile.MostBytes), trust);
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(AsJson(check));
            else Print(check, output);
            return check.Holds ? ExitStatus.Done : ExitStatus.Rejected;
        });
        return command;
    }

    private static void Print(ProofCheck check, TextWriter output)
    {
        if (check.File is { Exercise: true }) output.WriteLine("exercise, synthetic · the reports are made up\n");
        foreach (var step in check.Steps) Said($"{Mark(step.State)} {step.Name,-11} ", step.Words);
        output.WriteLine();
        output.WriteLine(check.Holds ? check.StateOf("key") == ProofState.Shown ? "The proof holds." : "The proof holds, under the key in the file." : "REJECTED: the proof does not hold.");
        if (check.Holds && check.File!.Sentence is { } sentence) output.WriteLine($"\n  “{Screen.Plain(sentence.Text)}”");
        else if (check.Holds && check.File!.Entry.Disclosed is { } disclosed) output.WriteLine($"\n{Screen.Plain(disclosed.Text)}");
        List("It proves", check.Proves);
        List("It does not prove", check.DoesNotProve);

        void List(string title, IEnumerable<string> sentences)
        {
            if (!sentences.Any()) return;
            output.WriteLine($"\n{title}:");
            foreach (var sentence in sentences) Said("- ", sentence);
        }
        void Said(string before, string words)
        {
            var line = before;
            foreach (var word in Screen.Plain(words).Split(' '))
            {
                if (line.Length > before.Length && line.Length + word.Length >= Width)
                {
                    output.WriteLine(line.TrimEnd());
                    line = new string(' ', before.Length);
                }
                line += $"{word} ";
            }
            output.WriteLine(line.TrimEnd());
        }
    }

    private static string Mark(ProofState state) => state switch { ProofState.Shown => "✓", ProofState.Open => "?", _ => "✗" };

    private static string AsJson(ProofCheck check) => new JsonObject
    {
        ["holds"] = check.Holds,
        ["exercise"] = check.File?.Exercise ?? false,
        ["key"] = check.File?.Key.ToString(),
        ["entry"] = check.File?.Entry.Number,
        ["commitment"] = check.File?.Entry.Commitment.ToString(),
        ["content"] = check.Holds && check.File!.Entry.Disclosed is { } disclosed ? JsonNode.Parse(disclosed.Text) : null,
        ["sentence"] = check.Holds && check.File!.Sentence is { } sentence ? new JsonObject { ["id"] = sentence.Id, ["text"] = sentence.Text, ["entries"] = new JsonArray([.. sentence.Entries.Select(entry => (JsonNode)entry.Number)]) } : null,
        ["steps"] = new JsonArray([.. check.Steps.Select(step => (JsonNode)new JsonObject { ["step"] = step.Name, ["state"] = JsonNamingPolicy.KebabCaseLower.ConvertName(step.State.ToString()), ["words"] = step.Words })]),
        ["proves"] = new JsonArray([.. check.Proves.Select(words => (JsonNode)words)]),
        ["does-not-prove"] = new JsonArray([.. check.DoesNotProve.Select(words => (JsonNode)words)]),
    }.ToJsonString(JsonText.Written);
}
