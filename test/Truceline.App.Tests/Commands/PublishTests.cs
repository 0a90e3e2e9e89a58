using System.Text;
using System.Text.Json;
using NodaTime;
using Truceline.App.Publishing;
using Truceline.App.Remote;
using Truceline.App.Tests.Journals;
using Truceline.Journal;
using Truceline.Picture;
using Truceline.Reports;

namespace Truceline.App.Tests.Commands;

/// <summary>Bulletins as they are published, and proofs that are carried away.</summary>
public sealed class PublishTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public PublishTests() => Import(Path.Combine(Example, "reports", "OSCE SMM.jsonl"));

    public void Dispose() => folder.Dispose();

    private static string Example => Path.Combine(Needs.Root, "examples", "minsk-2");

    private string Journal => folder["journal"];

    private void Import(string file) => Done("import", "--journal", Journal, "--source", "OSCE SMM", "--format", "jsonl", file);

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = Cli.Run(args, output, error);
        return (status, output.ToString(), error.ToString());
    }

    private static string Done(params string[] args)
    {
        var (status, output, error) = Run(args);
        Assert.True(status == ExitStatus.Done, error + output);
        return output;
    }

    private string Publish(string into, params string[] more) =>
        Done(["bulletin", "--journal", Journal, "--agreement", Path.Combine(Example, "minsk-2.truce.yaml"), "--day", "2015-02-16", "--out", folder[into], "--publish", .. more]);

    private long Size()
    {
        using var journal = JournalFolder.OpenForReading(Journal);
        return journal.Head.Size;
    }

    /// <summary>One more report of that day.</summary>
    private void Another(string ownId)
    {
        var line = File.ReadLines(Path.Combine(Example, "reports", "OSCE SMM.jsonl")).First(line => line.Contains("crater-analysis", StringComparison.Ordinal));
        File.WriteAllText(folder["more.jsonl"], System.Text.RegularExpressions.Regex.Replace(line, "smm-[0-9]+", ownId) + "\n");
        Import(folder["more.jsonl"]);
    }

    [Fact]
    public void Who_erases_a_report_is_told_which_published_bulletins_keep_what_rests_on_it()
    {
        Publish("out");
        using var bulletin = JsonDocument.Parse(File.ReadAllBytes(folder["out/bulletin-minsk-2-2015-02-16.json"]));
        var under = bulletin.RootElement.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("sentences").EnumerateArray())
            .SelectMany(sentence => sentence.GetProperty("entries").EnumerateArray()).First().GetInt64();
        var sealedIn = Size() - 1;
        var said = FormattableString.Invariant($"entry {sealedIn}, the bulletin of 2015-02-16 as published, keeps the sentences that rest on this; erase it too if they must go");
        var (status, _, error) = Run("journal", "erase", FormattableString.Invariant($"{under}"), "--journal", Journal, "--reason", "asked for");
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains(said, error, StringComparison.Ordinal);
        (status, _, error) = Run("journal", "erase", FormattableString.Invariant($"{sealedIn}"), "--journal", Journal, "--reason", "asked for");
        Assert.Equal(ExitStatus.Done, status);
        Assert.DoesNotContain("as published", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_decided_on_reports_texts_and_drafts_stands_in_nothing_that_is_published()
    {
        const string who = "Zzdecider";
        string[] about = ["--journal", Journal, "--reason", who, "--by", who];
        using (var store = JournalFolder.OpenForReading(Journal))
        {
            var log = ReportLog.Fold(store.Read(store.Head.Size));
            var seen = log.Standing.Where(report => report.Report.Content is Observation { Occurred: var at } && at.Start >= Instant.FromUtc(2015, 2, 15, 22, 0) && at.End < Instant.FromUtc(2015, 2, 16, 22, 0)).Select(report => report.Entries[0]).Take(2).ToArray();
            Done(["triage", "set", $"{seen[0]}", "--status", "verified", .. about]);
            Done(["incident", "together", $"{seen[0]}", $"{seen[1]}", .. about]);
        }
        File.WriteAllText(folder["day.txt"], "A day of talks\nExample Wire · 16 February 2015\n\nUkraine said that no troops would be sent. It would pay for the bread.\n");
        Done("statement", "draft", folder["day.txt"], "--agreement", Path.Combine(Example, "minsk-2.truce.yaml"), "--journal", Journal, "--exercise");
        Done(["statement", "review", $"{Size()}", "--confirm", .. about]);
        Done("origins", "--journal", Journal, "--record", "--by", who);
        Publish("out", "--by", "duty officer");
        var files = Directory.GetFiles(folder["out"], "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => File.ReadAllText(file).Contains("duty officer", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => File.ReadAllText(file).Contains(who, StringComparison.Ordinal) || StandsInBase64(who, File.ReadAllText(file)));
        // That it would be found: at the first, second and third byte of a group.
        Assert.All([0, 1, 2], before => Assert.True(StandsInBase64(who, Convert.ToBase64String(Encoding.UTF8.GetBytes($"{new string('.', before)}{who}.")))));
    }

    // Words may begin at the first, second or third byte of a group; the signs that hold bits of what stands around them are left out.
    private static bool StandsInBase64(string words, string text) => new[] { 0, 1, 2 }.Any(before =>
    {
        var bytes = new byte[before].Concat(Encoding.UTF8.GetBytes(words)).ToArray();
        return text.Contains(Convert.ToBase64String(bytes)[((before * 8 + 5) / 6)..(bytes.Length * 8 / 6)], StringComparison.Ordinal);
    });

    [Fact]
    public void Who_publishes_what_is_not_yet_witnessed_is_told_how_it_becomes_so()
    {
        var witness = NoteSigner.Of("north.example/w", SignatureType.Cosignature, new byte[32]);
        File.WriteAllText(folder["policy"], $"log {File.ReadAllText(Path.Combine(Journal, "verifier.key")).Trim()}\nwitness north {witness.Key}\nquorum north\n");
        Assert.Contains("to have it witnessed: 'truceline journal cosign' with the same policy", Publish("out", "--policy", folder["policy"]), StringComparison.Ordinal);
        using (var journal = JournalFolder.OpenOrCreate(Journal)) journal.Cosign(journal.Head.Size, [witness.Sign(journal.LastCheckpoint()!.Text, NodaTime.Instant.FromUtc(2026, 1, 2, 3, 4))]);
        Assert.DoesNotContain("to have it witnessed", Publish("out", "--policy", folder["policy"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_published_bulletin_has_a_proof_for_every_sentence_and_each_holds()
    {
        var before = Size();
        var output = Publish("out", "--by", "duty officer");
        Assert.Contains(FormattableString.Invariant($"published: entry {before + 2}, frozen at entry {before}, by duty officer"), output, StringComparison.Ordinal);
        Assert.Contains("unwitnessed", output, StringComparison.Ordinal);
        using var bulletin = JsonDocument.Parse(File.ReadAllBytes(folder["out/bulletin-minsk-2-2015-02-16.json"]));
        var said = bulletin.RootElement.GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("sentences").EnumerateArray())
            .ToDictionary(sentence => sentence.GetProperty("id").GetString()!, sentence => sentence.GetProperty("text").GetString());
        var proofs = Directory.GetFiles(folder[FormattableString.Invariant($"out/proofs/minsk-2-2015-02-16-entry-{before + 2}")]);
        Assert.True(proofs.Length > said.Count);
        var html = File.ReadAllText(folder["out/bulletin-minsk-2-2015-02-16.html"]);
        var trust = new ProofTrust([KeptFiles.Key(Path.Combine(Journal, "verifier.key"))]);
        foreach (var proof in proofs)
        {
            var check = ProofCheck.Of(File.ReadAllBytes(proof), trust);
            Assert.True(check.Holds, string.Join('\n', check.Steps));
            if (said.TryGetValue(check.File!.Sentence!.Id, out var text)) Assert.Equal(text, check.File.Sentence.Text);
            Assert.Contains(FormattableString.Invariant($"href=\"proofs/minsk-2-2015-02-16-entry-{before + 2}/{Path.GetFileName(proof)}\""), html, StringComparison.Ordinal);
        }
        Assert.All(said.Keys, id => Assert.Contains(proofs, proof => Path.GetFileName(proof) == $"{id}.proof.json"));
        Assert.Contains("What you can check, and what you must take on trust", html, StringComparison.Ordinal);
        Assert.Equal(CheckerPage.Bytes, File.ReadAllBytes(folder["out/check.html"]));
    }

    [Fact]
    public void What_was_published_and_says_the_same_is_not_published_again_whatever_else_came()
    {
        Publish("one");
        var size = Size();
        Done("journal", "prove", "3", "--journal", Journal, "-o", folder["x.json"], "--disclose");
        Assert.Contains("published before, and nothing has changed", Publish("two", "--by", "another"), StringComparison.Ordinal);
        Assert.Equal(size + 1, Size()); // the release alone
        Assert.Equal(File.ReadAllBytes(folder["one/bulletin-minsk-2-2015-02-16.json"]), File.ReadAllBytes(folder["two/bulletin-minsk-2-2015-02-16.json"]));
        // That an entry was released is said; nothing else differs.
        Assert.Contains("Released so far: entry 3.", File.ReadAllText(folder["two/bulletin-minsk-2-2015-02-16.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_publication_tells_what_came_went_and_changed()
    {
        Publish("one");
        Another("smm-98");
        var output = Publish("two");
        Assert.Contains("errata against the publication of entry 26", output, StringComparison.Ordinal);
        Assert.Matches(@"  - Reports, 16 February 2015: \d+\s+\+ Reports, 16 February 2015: \d+", output);
        Assert.Contains("id=\"errata\"", File.ReadAllText(folder["two/bulletin-minsk-2-2015-02-16.html"]), StringComparison.Ordinal);
        // What was published first can still be proven from its files.
        Assert.Contains("The proof holds", Done("journal", "check-proof", Directory.GetFiles(folder["one/proofs/minsk-2-2015-02-16-entry-26"])[0]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_published_bulletin_is_recomputed_at_its_entry()
    {
        Publish("one");
        Another("smm-97");
        Assert.Contains("published before, and nothing has changed: entry 26", Publish("two", "--at-entry", "24"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bulletin_is_witnessed_when_the_quorum_of_a_policy_is_met_and_published_all_the_same_when_it_is_not()
    {
        Publish("one");
        var witness = NoteSigner.Of("witness.example.org", SignatureType.Cosignature, new byte[32]);
        var key = File.ReadAllText(Path.Combine(Journal, "verifier.key")).Trim();
        File.WriteAllText(folder["policy"], $"log {key}\nwitness guarantor {witness.Key}\nquorum guarantor\n");
        Assert.Contains("unwitnessed: no witness of the policy has cosigned", Publish("two", "--policy", folder["policy"]), StringComparison.Ordinal);
        using (var journal = JournalFolder.OpenOrCreate(Journal))
        {
            var note = journal.LastCheckpoint()!;
            journal.Cosign(Checkpoint.Parse(note.Text).Head.Size, [witness.Sign(note.Text, NodaTime.Instant.FromUtc(2026, 1, 2, 3, 4))]);
        }
        Assert.Contains("witnessed: cosigned by guarantor (2026-01-02T03:04:00Z)", Publish("three", "--policy", folder["policy"]), StringComparison.Ordinal);
        var proof = Directory.GetFiles(folder["three/proofs/minsk-2-2015-02-16-entry-26"])[0];
        Assert.Contains("Cosigned by guarantor on 2026-01-02T03:04:00Z", Done("journal", "check-proof", proof, "--policy", folder["policy"]), StringComparison.Ordinal);
        // The one from before has no cosignature: under the policy it is rejected.
        Assert.Equal(ExitStatus.Rejected, Run("journal", "check-proof", Directory.GetFiles(folder["two/proofs/minsk-2-2015-02-16-entry-26"])[0], "--policy", folder["policy"]).Status);
    }

    [Fact]
    public async Task Who_publishes_with_a_policy_asks_its_witnesses_and_is_not_held_up_by_one_that_is_gone()
    {
        Publish("one");
        await using var witness = await Witnessing.TestWitness.Start(folder["witness"], JournalFolder.Signer(Journal).Key);
        var gone = NoteSigner.Of("gone.example.org", SignatureType.Cosignature, new byte[32]);
        File.WriteAllText(folder["policy"], $"log {JournalFolder.Signer(Journal).Key}\nwitness here {witness.Key} {witness.Url}\nwitness gone {gone.Key} http://127.0.0.1:1/\ngroup some any here gone\nquorum some\n");
        Another("smm-98");
        var (status, output, error) = Run("bulletin", "--journal", Journal, "--agreement", Path.Combine(Example, "minsk-2.truce.yaml"), "--day", "2015-02-16", "--out", folder["two"], "--publish", "--policy", folder["policy"]);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("; witnessed: cosigned by here (", output, StringComparison.Ordinal);
        Assert.Contains("truceline: the witness gone has not cosigned: it cannot be reached", error, StringComparison.Ordinal);
        var proof = Directory.GetFiles(folder["two/proofs"], "s1.proof.json", SearchOption.AllDirectories).Single();
        Assert.Contains("Cosigned by here on ", Done("journal", "check-proof", proof, "--policy", folder["policy"]), StringComparison.Ordinal);
    }

    [Fact]
    public void An_entry_is_proven_without_a_word_of_it_and_disclosed_only_with_a_record_of_that()
    {
        var size = Size();
        Done("journal", "prove", "3", "--journal", Journal, "-o", folder["sealed.json"]);
        Assert.Equal(size, Size());
        Assert.DoesNotContain("OSCE", File.ReadAllText(folder["sealed.json"]), StringComparison.Ordinal);
        Done("journal", "prove", "3", "--journal", Journal, "-o", folder["open.json"], "--disclose", "--to", "press", "--by", "archivist");
        using (var journal = JournalFolder.OpenForReading(Journal))
        {
            var custody = Custody.Decode(journal.Read(size + 1, size).Single().Bytes)!;
            Assert.Equal((CustodyAct.Released, "press", "archivist", 3L), (custody.Act, custody.To, custody.By, custody.Entries.Single()));
        }
        using var result = JsonDocument.Parse(Done("journal", "check-proof", folder["open.json"], "--json", "--key", Path.Combine(Journal, "verifier.key")));
        Assert.True(result.RootElement.GetProperty("holds").GetBoolean());
        Assert.Equal("OSCE SMM", result.RootElement.GetProperty("content").GetProperty("body").GetProperty("source").GetString());
        Assert.All(result.RootElement.GetProperty("steps").EnumerateArray(), step => Assert.NotEqual("failed", step.GetProperty("state").GetString()));
    }

    [Fact]
    public void A_sentence_is_proven_by_its_name_and_check_proof_says_what_that_proves_and_what_not()
    {
        Publish("out");
        Done("journal", "prove", "minsk-2/2015-02-16/s3", "--journal", Journal, "-o", folder["s3.json"]);
        Assert.Equal(File.ReadAllBytes(folder["out/proofs/minsk-2-2015-02-16-entry-26/s3.proof.json"]), File.ReadAllBytes(folder["s3.json"]));
        var output = Done("journal", "check-proof", folder["s3.json"]);
        foreach (var words in (string[])["exercise, synthetic", "✓ sentence", "under the key in the file", "It proves:", "It does not prove:", "That what is said is true."])
            Assert.Contains(words, output, StringComparison.Ordinal);
        File.WriteAllText(folder["bad.json"], File.ReadAllText(folder["s3.json"]).Replace("Incidents", "incidents", StringComparison.Ordinal), new UTF8Encoding(false));
        var (status, rejected, _) = Run("journal", "check-proof", folder["bad.json"]);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.Contains("REJECTED", rejected, StringComparison.Ordinal);
        Assert.DoesNotContain("It proves", rejected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lies beyond the journal", "journal", "prove", "999", "--journal", "{journal}", "-o", "x.json")]
    [InlineData("numbered from 1", "journal", "prove", "0", "--journal", "{journal}", "-o", "x.json")]
    [InlineData("names no sentence", "journal", "prove", "minsk-2", "--journal", "{journal}", "-o", "x.json")]
    [InlineData("was published", "journal", "prove", "minsk-2/2015-02-16/s3", "--journal", "{journal}", "-o", "x.json")]
    [InlineData("no journal in", "journal", "prove", "3", "--journal", "nowhere", "-o", "x.json")]
    [InlineData("there is no file", "journal", "check-proof", "nothing.json")]
    [InlineData("is no verifier key", "journal", "check-proof", "{example}", "--key", "nonsense")]
    public void Wrong_use_is_told_in_a_sentence(string why, params string[] args)
    {
        var (status, _, error) = Run([.. args.Select(arg => arg.Replace("{journal}", Journal, StringComparison.Ordinal).Replace("{example}", Path.Combine(Example, "minsk-2.truce.yaml"), StringComparison.Ordinal))]);
        Assert.Equal(ExitStatus.WrongUse, status);
        Assert.Contains(why, error, StringComparison.Ordinal);
        Assert.False(File.Exists("x.json"));
    }
}
