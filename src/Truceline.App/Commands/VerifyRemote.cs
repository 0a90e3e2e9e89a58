using System.Globalization;
using System.Text.Json.Nodes;
using Truceline.App.Remote;
using Truceline.App.Terminal;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary>The part of <c>truceline verify</c> that looks at a journal which somebody else serves.</summary>
internal static class VerifyRemote
{
    private const string Proves =
        "This shows that the entries that are served, in their order, are those of the head that is signed, and that all pieces\n"
        + "of the tree are the ones of these entries. What an entry says is not served: nothing is shown of contents, nor that\n"
        + "what was reported is true or complete. That others were served the same is shown by a head which one of them kept\n"
        + "(--against), or by witnesses (--policy).";

    public static int Run(Uri address, NoteKey? key, SignedNote? against, TlogPolicy? policy, bool json, TextWriter output, TextWriter error)
    {
        using var journal = new RemoteJournal(address);
        SignedNote note;
        RemoteVerification result;
        NoteKey? signer;
        try
        {
            note = journal.Checkpoint();
            signer = key ?? policy?.Judge(note).Log;
            result = RemoteVerification.Run(journal, signer is null ? Checkpoint.Parse(note.Text) : KeptFiles.Signed(note, signer), error);
        }
        catch (FormatException wrong)
        {
            output.WriteLine(json ? new JsonObject { ["sound"] = false, ["fault"] = wrong.Message }.ToJsonString() : Screen.Plain($"Rejected: {wrong.Message}."));
            return ExitStatus.Rejected;
        }
        var head = result.Checkpoint.Head;
        var outside = result.Fault is null ? OutsideChecks.Of(head, size => RemoteVerification.Root(result.Tree, size), note, signer, against, policy) : OutsideChecks.None;
        if (json) output.WriteLine(AsJson(result, signer, note, outside));
        else Print(result, signer, outside, output);
        return result.Fault is null && outside.Holds ? ExitStatus.Done : ExitStatus.Rejected;
    }

    private static void Print(RemoteVerification result, NoteKey? signer, OutsideChecks outside, TextWriter output)
    {
        var head = result.Checkpoint.Head;
        output.WriteLine(Screen.Plain(Text($"{head.Size:N0} {(head.Size == 1 ? "entry" : "entries")} of {result.Checkpoint.Origin}, head {head.Root}.")));
        output.WriteLine(Screen.Plain(signer is null ? "The signature was not checked: name the journal's key with --key." : $"Signed by {signer.Name}, fingerprint {ProofTrust.Fingerprint(signer)}."));
        if (result.Fault is { } fault)
        {
            output.WriteLine(Screen.Plain($"Rejected: {fault}."));
            return;
        }
        output.WriteLine("What is served agrees with that head.");
        foreach (var line in outside.Lines) output.WriteLine(Screen.Plain(line));
        output.WriteLine(Proves);
    }

    private static string AsJson(RemoteVerification result, NoteKey? signer, SignedNote note, OutsideChecks outside)
    {
        var json = new JsonObject
        {
            ["sound"] = result.Fault is null && outside.Holds,
            ["origin"] = result.Checkpoint.Origin,
            ["entries"] = result.Checkpoint.Head.Size,
            ["head"] = result.Checkpoint.Head.Root.ToString(),
            ["signed-by"] = signer?.ToString(),
            ["checkpoint"] = note.ToString(),
            ["fault"] = result.Fault,
        };
        foreach (var (name, value) in outside.Json) json[name] = value?.DeepClone();
        return json.ToJsonString(JsonText.Written);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
