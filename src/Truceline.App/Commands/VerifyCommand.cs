using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Truceline.App.Remote;
using Truceline.App.Terminal;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline verify DIR|URL</c>: re-hashes a journal and names the first thing that is wrong.</summary>
internal static class VerifyCommand
{
    private const string Proves =
        "This shows that the journal agrees with itself: content, commitments, order and every head recorded.\n"
        + "It does not show that nobody rewrote the whole journal or cut off its end (hold the head against one that\n"
        + "somebody else has kept), nor that what was reported is true or complete.";

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var directory = new Argument<string>("DIR|URL") { Description = "The directory of the journal, or the address at which it is served." };
        var against = new Option<string?>("--against") { Description = "A signed head that somebody has kept: the journal must go on from it.", HelpName = "FILE" };
        var policy = new Option<string?>("--policy") { Description = "Whose cosignatures the last published head must have.", HelpName = "FILE" };
        var key = new Option<string?>("--key") { Description = "The verifier key that the journal must be signed with, or a file with it (default: of a directory, the one in it).", HelpName = "VKEY" };
        var json = new Option<bool>("--json") { Description = "Write the result as JSON." };
        var command = new Command("verify",
            "Re-hashes a whole journal and names the first entry that was altered. Exit status 0: what is there agrees with itself; 1: something was altered.\n\n"
            + "Example:\n  truceline verify mission\n  truceline verify https://journal.example --key verifier.key --against kept.checkpoint --policy policy.txt")
        {
            directory, against, policy, key, json,
        };
        command.SetAction(parsed =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            var known = parsed.GetValue(key) is { } given ? KeptFiles.Key(given) : null;
            var rules = parsed.GetValue(policy) is { } file ? PolicyFile.Read(file) : null;
            if (Kept(parsed.GetValue(against), output) is var (kept, wrong) && wrong) return ExitStatus.Rejected;
            var target = parsed.GetRequiredValue(directory);
            return RemoteJournal.Address(target) is { } address
                ? VerifyRemote.Run(address, known, kept, rules, parsed.GetValue(json), output, error)
                : Run(target, known, kept, rules, parsed.GetValue(json), output, error);
        });
        return command;
    }

    private static (SignedNote? Note, bool IsNone) Kept(string? file, TextWriter output)
    {
        try
        {
            var kept = file is null ? null : KeptFiles.Note(file);
            return kept is null || !Receipt.IsOne(kept.Text) ? (kept, false)
                : throw new UsageException($"{Screen.Plain(file!)} is a receipt, and no signed head: hold it against the journal with 'truceline journal check-receipt {Screen.Plain(file!)} --journal DIR'.");
        }
        catch (FormatException wrong)
        {
            output.WriteLine(Screen.Plain($"Rejected: {file} is no signed head: {wrong.Message}."));
            return (null, true);
        }
    }

    private static int Run(string directory, NoteKey? key, SignedNote? against, TlogPolicy? policy, bool json, TextWriter output, TextWriter error)
    {
        JournalFolder.Require(directory);
        var result = SqliteJournal.Verify(directory, new Progress(error));
        var outside = result.Fault is null && (against ?? policy ?? (object?)key) is not null ? Outside(directory, result.Head, key, against, policy) : OutsideChecks.None;
        if (json) output.WriteLine(AsJson(result, outside));
        else Print(result, outside, output);
        return result.Fault is null && outside.Holds ? ExitStatus.Done : ExitStatus.Rejected;
    }

    /// <summary>What others have kept, against a journal whose tree was just found to be that of its entries.</summary>
    private static OutsideChecks Outside(string directory, Head head, NoteKey? key, SignedNote? against, TlogPolicy? policy)
    {
        using var journal = JournalFolder.OpenForReading(directory);
        var published = journal.LastCheckpoint();
        var checks = OutsideChecks.Of(head, size => MerkleProofs.Root(0, size, journal.Node), published, key ?? SigningKey.Verifier(directory), against, policy);
        return key is null ? checks : checks.SignedBy(key, published);
    }

    private static void Print(Verification result, OutsideChecks outside, TextWriter output)
    {
        if (result.Fault is { } fault)
        {
            output.WriteLine($"Rejected: {fault.What}.");
            output.WriteLine($"Before that, {Counted(result)}, agree.");
            return;
        }
        output.WriteLine($"{Counted(result)}.");
        output.WriteLine(result.Head.Size == 0 ? "The journal is empty." : "What is here agrees with itself.");
        if (result.Erased > 0) output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.Erased:N0} {(result.Erased == 1 ? "entry was" : "entries were")} erased, each by an entry that says so."));
        if (result.Checkpoints > 0) output.WriteLine(Screen.Plain(Published(result)));
        foreach (var line in outside.Lines) output.WriteLine(Screen.Plain(line));
        output.WriteLine(Proves);
    }

    private static string Published(Verification result) => string.Create(CultureInfo.InvariantCulture, $"{result.Checkpoints:N0} published {(result.Checkpoints == 1 ? "checkpoint is one" : "checkpoints are each one")} of its heads, {(result.Key is { } key ? $"signed as {key.Name}" : "and their signatures are not checked: verifier.key is not there")}.");

    private static string Counted(Verification result) => string.Create(CultureInfo.InvariantCulture,
        $"{result.Head.Size:N0} {(result.Head.Size == 1 ? "entry" : "entries")} in {result.Batches:N0} {(result.Batches == 1 ? "batch" : "batches")}, head {result.Head.Root}");

    private static string AsJson(Verification result, OutsideChecks outside)
    {
        var json = Json(result, outside.Holds);
        foreach (var (name, value) in outside.Json) json[name] = value?.DeepClone();
        return json.ToJsonString(JsonText.Written);
    }

    private static JsonObject Json(Verification result, bool holds) => new()
    {
        ["sound"] = result.Fault is null && holds,
        ["entries"] = result.Head.Size,
        ["batches"] = result.Batches,
        ["head"] = result.Head.Root.ToString(),
        ["checkpoints"] = result.Checkpoints,
        ["key"] = result.Key?.ToString(),
        ["erased"] = result.Erased,
        ["fault"] = result.Fault is not { } fault ? null : new JsonObject
        {
            ["kind"] = JsonNamingPolicy.KebabCaseLower.ConvertName(fault.Kind.ToString()),
            ["first"] = fault.First,
            ["last"] = fault.Last,
            ["what"] = fault.What,
        },
    };

    /// <summary>A line now and then, so that a long run is seen to go on.</summary>
    private sealed class Progress(TextWriter error) : IProgress<long>
    {
        public void Report(long value)
        {
            if (value % 100_000 == 0) error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value:N0} entries verified"));
        }
    }
}
