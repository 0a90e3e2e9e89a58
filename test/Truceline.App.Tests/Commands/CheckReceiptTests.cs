using System.Text.Json;
using Truceline.App.Tests.Journals;
using Truceline.App.Tests.Serving;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Commands;

/// <summary><c>journal check-receipt</c>, and what <c>verify</c> asks of what others have kept.</summary>
public sealed class CheckReceiptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public CheckReceiptTests()
    {
        Import("first", "1", "2", "3");
        File.Copy(Path.Combine(folder["journal"], "receipts", "3.receipt"), folder["receipt"]);
        File.WriteAllText(folder["checkpoint"], Published());
    }

    private string Key => Path.Combine(folder["journal"], "verifier.key");

    private static (int Status, string Output) Run(params string[] args)
    {
        using var output = new StringWriter();
        var status = Cli.Run(args, output, output);
        return (status, output.ToString().ReplaceLineEndings("\n"));
    }

    private void Import(string note, params string[] ids)
    {
        File.WriteAllLines(folder["lines.jsonl"], ids.Select(id => SiteTests.Line(id, note)));
        TestSite.Import(folder["journal"], "A patrol", folder["lines.jsonl"]);
    }

    private string Published()
    {
        using var journal = JournalFolder.OpenForReading(folder["journal"]);
        return journal.LastCheckpoint()!.ToString();
    }

    private (int Status, string Output) Check(params string[] more) => Run(["journal", "check-receipt", folder["receipt"], .. more]);

    /// <summary>The same key over other entries: what a keeper does who rewrites.</summary>
    private void Rewrite(params string[] ids)
    {
        Directory.Move(folder["journal"], folder["before"]);
        Directory.CreateDirectory(folder["journal"]);
        foreach (var file in new[] { SigningKey.FileName, SigningKey.VerifierName }) File.Copy(Path.Combine(folder["before"], file), Path.Combine(folder["journal"], file));
        Import("other words", ids);
    }

    [Fact]
    public void A_receipt_is_signed_and_honoured_while_the_journal_grows()
    {
        var offline = Check("--key", Key);
        Assert.Equal(ExitStatus.Done, offline.Status);
        Assert.Contains("entries 1 to 3, under the head of 3 entries", offline.Output, StringComparison.Ordinal);
        Assert.Contains("name it with --journal", offline.Output, StringComparison.Ordinal);
        Import("later", "4");
        Assert.Contains("Honoured: the journal, of 4 entries now", Check("--journal", folder["journal"]).Output, StringComparison.Ordinal);
        var json = JsonDocument.Parse(Check("--journal", folder["journal"], "--json").Output).RootElement;
        Assert.Equal((true, "honoured", 3), (json.GetProperty("holds").GetBoolean(), json.GetProperty("state").GetString(), json.GetProperty("size").GetInt64()));
        Assert.Equal(ExitStatus.Done, Check("--journal", folder["journal"], "--checkpoint", folder["checkpoint"]).Status);
    }

    [Fact]
    public void A_journal_that_was_rewritten_or_cut_does_not_honour_it_and_that_is_proof()
    {
        Rewrite("1", "2", "3", "4");
        var (status, output) = Check("--journal", folder["journal"]);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("NOT HONOURED: the journal of 4 entries does not go on from the head of 3 that it signed", output, StringComparison.Ordinal);
        Assert.Contains("together they are proof against who keeps the journal", output, StringComparison.Ordinal);
        Assert.Contains("two roots were signed", Check("--key", Key, "--checkpoint", Forked()).Output, StringComparison.Ordinal);

        Directory.Delete(folder["journal"], recursive: true);
        Directory.Move(folder["before"], folder["journal"]);
        Rewrite("1");
        Assert.Contains("NOT HONOURED: the journal has 1 entries, and had 3 when it signed", Check("--journal", folder["journal"]).Output, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Rejected, Check("--journal", folder["journal"]).Status);
    }

    /// <summary>A head of the same size that the same key signed.</summary>
    private string Forked()
    {
        var signer = NoteSigner.Parse(File.ReadAllText(Path.Combine(folder["journal"], SigningKey.FileName)).Trim());
        File.WriteAllText(folder["forked"], signer.Note(new Checkpoint(signer.Key.Name, new(3, Hash.Of("other"u8))).Text).ToString());
        return folder["forked"];
    }

    [Fact]
    public void What_is_no_receipt_of_that_journal_is_rejected_with_its_reason()
    {
        var whole = File.ReadAllText(folder["receipt"]);
        var other = Path.Combine(folder["other"], "verifier.key");
        Directory.CreateDirectory(folder["other"]);
        JournalFolder.Signer(folder["other"]);
        Assert.Contains("it is not signed by", Check("--key", other).Output, StringComparison.Ordinal);
        foreach (var (text, said) in new[]
        {
            (whole.Replace("entries 1-3", "entries 1-2", StringComparison.Ordinal), "the note was altered or forged"),
            (whole[..^10], "cut off"),
            (File.ReadAllText(folder["checkpoint"]), "a receipt begins with"),
            ("", "there is no empty line"),
            (whole + whole, ""),
        })
        {
            File.WriteAllText(folder["receipt"], text);
            var (status, output) = Check("--key", Key);
            Assert.Equal(ExitStatus.Rejected, status);
            Assert.Contains(said, output, StringComparison.Ordinal);
        }
        Assert.Equal(ExitStatus.WrongUse, Check().Status);
        Assert.Equal(ExitStatus.WrongUse, Check("--key", "nonsense").Status);
        Assert.Equal(ExitStatus.WrongUse, Check("--journal", "http://127.0.0.1:1").Status);
        Assert.Equal(ExitStatus.WorldFailed, Run("journal", "check-receipt", Kept(whole), "--journal", "http://127.0.0.1:1", "--key", Key).Status);
    }

    private string Kept(string text)
    {
        File.WriteAllText(folder["kept"], text);
        return folder["kept"];
    }

    [Fact]
    public void No_bit_of_a_receipt_can_be_changed()
    {
        var whole = File.ReadAllBytes(folder["receipt"]);
        var key = SigningKey.Verifier(folder["journal"])!;
        for (var bit = 0; bit < whole.Length * 8; bit += 3)
        {
            var altered = (byte[])whole.Clone();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(Opens(altered, key), $"bit {bit}");
        }
    }

    private static bool Opens(byte[] note, NoteKey key)
    {
        try
        {
            return SignedNote.Parse(note).VerifiedBy([key]).Length > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [Fact]
    public void Each_import_keeps_its_receipt_and_none_takes_the_place_of_another()
    {
        string[] Kept() => [.. Directory.GetFiles(Path.Combine(folder["journal"], "receipts")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];
        Import("first", "1", "2", "3");
        Assert.Equal(["3.receipt"], Kept());
        Import("first", "2");
        Assert.Equal(["3-2.receipt", "3.receipt"], Kept());
        File.WriteAllText(folder["lines.jsonl"], SiteTests.Line("9") + "\n");
        var (status, output) = Run("import", "--journal", folder["journal"], "--format", "jsonl", "--source", "A patrol", "--receipt", folder["mine"], "--json", folder["lines.jsonl"]);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Equal(File.ReadAllText(folder["mine"]), JsonDocument.Parse(output).RootElement.GetProperty("receipt").GetString());
        Assert.Equal(["3-2.receipt", "3.receipt"], Kept());
        Assert.Equal(ExitStatus.Done, Run("journal", "check-receipt", folder["mine"], "--journal", folder["journal"]).Status);
    }

    [Fact]
    public void A_folder_is_held_against_a_head_that_was_kept()
    {
        Import("later", "4");
        var (status, output) = Run("verify", folder["journal"], "--against", folder["checkpoint"]);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("It goes on from the head of 3 entries that was kept, signed by truceline.invalid/", output, StringComparison.Ordinal);
        File.WriteAllText(folder["newer"], Published());

        Rewrite("1", "2", "3", "4", "5");
        (status, output) = Run("verify", folder["journal"], "--against", folder["checkpoint"]);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("Rejected: the first 3 entries are not those of the head that was kept", output, StringComparison.Ordinal);
        Assert.False(JsonDocument.Parse(Run("verify", folder["journal"], "--against", folder["checkpoint"], "--json").Output).RootElement.GetProperty("sound").GetBoolean());

        Directory.Delete(folder["journal"], recursive: true);
        Directory.Move(folder["before"], folder["journal"]);
        Rewrite("1", "2");
        Assert.Contains("entry 3 and what followed it were cut off", Run("verify", folder["journal"], "--against", folder["newer"]).Output, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.Rejected, Run("verify", folder["journal"], "--against", folder["lines.jsonl"]).Status);
        Assert.Equal(ExitStatus.WrongUse, Run("verify", folder["journal"], "--against", folder["none"]).Status);
        (status, output) = Run("verify", folder["journal"], "--against", folder["receipt"]);
        Assert.Equal((ExitStatus.WrongUse, true), (status, output.Contains("is a receipt, and no signed head", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_folder_meets_a_policy_when_its_witnesses_have_cosigned()
    {
        var witness = NoteSigner.Of("north.example/w", SignatureType.Cosignature, new byte[32]);
        File.WriteAllText(folder["policy"], $"log {File.ReadAllText(Key).Trim()}\nwitness north {witness.Key}\nquorum north\n");
        var (status, output) = Run("verify", folder["journal"], "--policy", folder["policy"]);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("Rejected: the quorum 'north' is not met; the last published head, of 3 entries, is cosigned by no witness of the policy.", output, StringComparison.Ordinal);
        using (var journal = JournalFolder.OpenOrCreate(folder["journal"])) journal.Cosign(3, [witness.Sign(journal.LastCheckpoint()!.Text, NodaTime.Instant.FromUtc(2026, 1, 2, 3, 4))]);
        (status, output) = Run("verify", folder["journal"], "--policy", folder["policy"]);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("meets the policy: cosigned by north at 2026-01-02T03:04:00Z.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_held_against_the_key_that_is_named()
    {
        var (status, output) = Run("verify", folder["journal"], "--key", Key);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains($"fingerprint {ProofTrust.Fingerprint(NoteKey.Parse(File.ReadAllText(Key).Trim()))}.", output, StringComparison.Ordinal);
        var other = NoteSigner.Of("other.example/journal", SignatureType.Ed25519, new byte[32]).Key.ToString();
        (status, output) = Run("verify", folder["journal"], "--key", other);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("Rejected: of the last published head: it is not signed by other.example/journal", output, StringComparison.Ordinal);
        Assert.False(JsonDocument.Parse(Run("verify", folder["journal"], "--key", other, "--json").Output).RootElement.GetProperty("sound").GetBoolean());
    }

    [Fact]
    public void A_receipt_that_was_saved_with_a_line_feed_more_is_still_one_and_nothing_else_may_be_added()
    {
        File.AppendAllText(folder["receipt"], "\n");
        Assert.Equal(ExitStatus.Done, Check("--key", Key).Status);
        File.AppendAllText(folder["receipt"], "\n");
        Assert.Equal(ExitStatus.Rejected, Check("--key", Key).Status);
    }

    [Fact]
    public void A_receipt_stands_in_json_as_it_is_to_be_kept() =>
        Assert.DoesNotContain("\\u00", Run("journal", "check-receipt", folder["receipt"], "--key", Key, "--checkpoint", folder["checkpoint"], "--json").Output, StringComparison.Ordinal);

    public void Dispose() => folder.Dispose();
}
