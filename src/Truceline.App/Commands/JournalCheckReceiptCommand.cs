using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Truceline.App.Api;
using Truceline.App.Remote;
using Truceline.App.Terminal;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Commands;

/// <summary><c>truceline journal check-receipt</c>: whether a receipt is signed, and whether the journal honours it.</summary>
internal static class JournalCheckReceiptCommand
{
    private const string Proves =
        "A receipt shows that who keeps the journal has signed for these entries, in this order, under this head. It does not\n"
        + "show what they say (the commitments do not tell), nor that it is true.";

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The receipt." };
        var journal = new Option<string?>("--journal") { Description = "The journal that shall honour it: a directory, or the address at which it is served.", HelpName = "DIR|URL" };
        var key = new Option<string?>("--key") { Description = "The verifier key of the journal, or a file with it (default: the one in the journal's directory).", HelpName = "VKEY" };
        var checkpoint = new Option<string?>("--checkpoint") { Description = "A signed head of the same journal that somebody has kept.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var command = new Command("check-receipt", """
            Checks a receipt. With the key alone: its signature and form. With the journal: whether it is honoured, which is to say whether the
            entries are at the places that were signed. Exit status 0: all that was checked holds; 1: it does not.

            Example:
              truceline journal check-receipt 4812.receipt --key verifier.key
              truceline journal check-receipt 4812.receipt --journal https://journal.example --key verifier.key
            """)
        { file, journal, key, checkpoint, json };
        command.SetAction(parsed =>
        {
            var asked = parsed.GetValue(journal);
            var verifier = parsed.GetValue(key) is { } given ? KeptFiles.Key(given) : KeyOf(asked);
            var result = Check(parsed.GetRequiredValue(file), verifier, asked, parsed.GetValue(checkpoint));
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json)) output.WriteLine(result.ToJson());
            else foreach (var line in result.Lines) output.WriteLine(Screen.Plain(line));
            if (!parsed.GetValue(json) && result.Receipt is not null) output.WriteLine(Proves);
            return result.Holds ? ExitStatus.Done : ExitStatus.Rejected;
        });
        return command;
    }

    private static NoteKey KeyOf(string? journal)
    {
        if (journal is null) throw new UsageException("a signature is checked with a key: name it with --key, or the journal's directory with --journal.");
        if (RemoteJournal.Address(journal) is not null) throw new UsageException("name the key of the journal with --key: one that came from the same address would prove nothing.");
        JournalFolder.Require(journal);
        return SigningKey.Verifier(journal) ?? throw new UsageException($"the journal in '{journal}' has no {SigningKey.VerifierName}; it has signed nothing yet.");
    }

    private sealed record Checked(bool Holds, string State, List<string> Lines, Receipt? Receipt, SignedNote? Against)
    {
        public string ToJson() => new JsonObject
        {
            ["holds"] = Holds,
            ["state"] = State,
            ["origin"] = Receipt?.Origin,
            ["size"] = Receipt?.Head.Size,
            ["root"] = Receipt?.Head.Root.ToString(),
            ["entries"] = Receipt is null ? null : new JsonArray([.. Receipt.Runs.Select(run => new JsonObject { ["first"] = run.First, ["last"] = run.Last })]),
            ["checkpoint"] = Against?.ToString(),
            ["what"] = string.Join(' ', Lines),
        }.ToJsonString(JsonText.Written);
    }

    private static Checked Check(string file, NoteKey key, string? journal, string? checkpoint)
    {
        Receipt receipt;
        try
        {
            var note = KeptFiles.Note(file);
            if (note.VerifiedBy([key]).Length == 0) throw new FormatException($"it is not signed by {key.Name} ({key.Id:x8})");
            receipt = Receipt.Parse(note.Text);
            if (receipt.Origin != key.Name) throw new FormatException($"it is of {receipt.Origin}, and not of {key.Name}");
        }
        catch (FormatException wrong)
        {
            return new(false, "no-receipt", [$"Rejected: this is no receipt of that journal: {wrong.Message}."], null, null);
        }
        var lines = new List<string> { Text($"Signed by {key.Name}, fingerprint {ProofTrust.Fingerprint(key)}."), Text($"It is for {Words(receipt)}, under the head of {receipt.Head.Size:N0} entries with the root {receipt.Head.Root}.") };
        try
        {
            using var tree = journal is null ? null : JournalTree.Open(journal, key);
            var kept = checkpoint is null ? null : KeptFiles.Note(checkpoint);
            if (kept is not null && Contradicts(receipt, KeptFiles.Signed(kept, key), tree) is { } contradiction) return NotHonoured(lines, contradiction, receipt, kept);
            if (tree is null) return Unasked(lines, receipt, kept);
            var state = ReceiptCheck.Against(receipt, tree.Head, tree.Node);
            if (state != ReceiptState.Honoured) return NotHonoured(lines, Why(state, receipt, tree.Head), receipt, tree.Note);
            lines.Add(Text($"Honoured: the journal, of {tree.Head.Size:N0} entries now, has them at these places and goes on from that head."));
            return new(true, "honoured", lines, receipt, kept);
        }
        catch (FormatException wrong)
        {
            lines.Add($"Rejected: what it was held against cannot be used: {wrong.Message}.");
            return new(false, "cannot-be-checked", lines, receipt, null);
        }
    }

    private static Checked Unasked(List<string> lines, Receipt receipt, SignedNote? kept)
    {
        lines.Add(kept is not null && Checkpoint.Parse(kept.Text).Head == receipt.Head
            ? "The head that was kept is the one in the receipt."
            : "Whether it is honoured is seen in the journal: name it with --journal, as a directory or as the address at which it is served.");
        return new(true, "signed", lines, receipt, kept);
    }

    /// <summary>Why a head that was kept and a receipt cannot both be of one journal; null: they can.</summary>
    private static string? Contradicts(Receipt receipt, Checkpoint kept, JournalTree? tree)
    {
        if (kept.Head.Size == receipt.Head.Size) return kept.Head.Root == receipt.Head.Root ? null : Text($"under the same size of {kept.Head.Size:N0} entries, two roots were signed");
        if (tree is null || kept.Head.Size > tree.Head.Size) return null;
        return MerkleProofs.IsConsistent(kept.Head, tree.Head, MerkleProofs.Consistency(kept.Head.Size, tree.Head.Size, tree.Node)) ? null
            : Text($"the journal does not go on from the head of {kept.Head.Size:N0} entries that was kept");
    }

    private static string Why(ReceiptState state, Receipt receipt, Head head) => state switch
    {
        ReceiptState.Shorter => Text($"the journal has {head.Size:N0} entries, and had {receipt.Head.Size:N0} when it signed: its end was cut off, or an old copy was put in its place"),
        ReceiptState.Rewritten => Text($"the journal of {head.Size:N0} entries does not go on from the head of {receipt.Head.Size:N0} that it signed: entries were altered, moved or removed"),
        _ => "other entries stand at the places that were signed",
    };

    private static Checked NotHonoured(List<string> lines, string why, Receipt receipt, SignedNote? against)
    {
        lines.Add($"NOT HONOURED: {why}.");
        lines.Add("Keep this receipt, and a checkpoint of the same journal that is larger than it: both are signed by the same key, and together they are proof against who keeps the journal.");
        return new(false, "not-honoured", lines, receipt, against);
    }

    private static string Words(Receipt receipt) => receipt.Runs.Length switch
    {
        0 => "no entry",
        1 => Run(receipt.Runs[0]),
        _ => $"entries {string.Join(", ", receipt.Runs.Take(5).Select(run => run.First == run.Last ? Text($"{run.First:N0}") : Text($"{run.First:N0} to {run.Last:N0}")))}{(receipt.Runs.Length > 5 ? ", …" : "")}",
    };

    private static string Run(ReceiptRun run) => run.First == run.Last ? Text($"entry {run.First:N0}") : Text($"entries {run.First:N0} to {run.Last:N0}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
