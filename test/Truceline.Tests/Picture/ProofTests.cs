using System.Text;
using NodaTime;
using Truceline.Journal;
using Truceline.Picture;
using Truceline.Tests.Journal;

namespace Truceline.Tests.Picture;

public sealed class ProofTests
{
    private static readonly ProofTrust Trust = new([]) { Policy = TlogPolicy.Parse(ProofFixtures.Policy) };

    private static string Folder => Path.Combine(Needs.Root, "test", "data", "proofs");

    [Fact]
    public void The_proofs_that_both_checkers_are_held_to_are_those_that_are_made_now()
    {
        var files = ProofFixtures.Files().Select(file => (Name: $"{file.Name}.proof.json", file.Bytes)).Append((Name: "cases.json", Bytes: Encoding.UTF8.GetBytes(ProofFixtures.Table()))).ToArray();
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1")
        {
            Directory.CreateDirectory(Folder);
            foreach (var (name, bytes) in files) File.WriteAllBytes(Path.Combine(Folder, name), bytes);
        }
        Assert.All(files, file => Assert.Equal(Encoding.UTF8.GetString(file.Bytes), File.ReadAllText(Path.Combine(Folder, file.Name))));
    }

    // No two ECDSA signatures are the same: the file is made once, and stays.
    [Fact]
    public void A_proof_signed_with_ECDSA_is_checked_too()
    {
        var path = Path.Combine(Folder, "p256.proof.json");
        if (!File.Exists(path) && Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1")
        {
            using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
            File.WriteAllBytes(path, ProofFixtures.OfEntry(3, false, NoteSigner.Of("example.org/mission", SignatureType.EcdsaP256, key.ExportPkcs8PrivateKey())).Write());
        }
        Assert.Equal("holds: form shown, key open, signature shown, witnesses open, place shown, content open", ProofFixtures.Outcome(File.ReadAllBytes(path), ProofTrust.Nothing));
    }

    [Theory]
    [InlineData("entry", "holds: form shown, key shown, signature shown, witnesses shown, place shown, content open")]
    [InlineData("entry-disclosed", "holds: form shown, key shown, signature shown, witnesses shown, place shown, content shown")]
    [InlineData("sentence", "holds: form shown, key shown, signature shown, witnesses shown, place shown, content shown, publication shown, sentence shown, entries shown")]
    [InlineData("unwitnessed", "rejected: form shown, key shown, signature shown, witnesses failed, place shown, content open")]
    public void A_check_tells_step_by_step_what_is_shown(string name, string outcome) =>
        Assert.Equal(outcome, ProofFixtures.Outcome(ProofFixtures.Files().Single(file => file.Name == name).Bytes, Trust));

    [Fact]
    public void A_proof_that_was_altered_is_rejected_and_a_good_one_holds() =>
        Assert.All(ProofFixtures.Files(), file => Assert.Equal(!file.Name.StartsWith("bad-", StringComparison.Ordinal) && file.Name != "unwitnessed", ProofCheck.Of(file.Bytes, Trust).Holds));

    [Theory]
    [InlineData("entry")]
    [InlineData("entry-disclosed")]
    [InlineData("sentence")]
    public void Every_flipped_bit_of_a_proof_file_is_found(string name)
    {
        var file = ProofFixtures.Files().Single(file => file.Name == name).Bytes;
        for (var bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(ProofCheck.Of(file, Trust).Holds, $"bit {bit} of {name}");
            file[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_proof_file_reads_back_as_it_was_written() =>
        Assert.All(ProofFixtures.Files().Where(file => !file.Name.StartsWith("bad-", StringComparison.Ordinal)), file => Assert.Equal(file.Bytes, ProofFile.Parse(file.Bytes).Write()));

    [Fact]
    public void What_cannot_be_read_as_a_proof_is_refused_with_a_reason_and_never_otherwise()
    {
        var file = ProofFixtures.OfSentence("s2").Write();
        var dice = new Random(7);
        for (var i = 0; i < 3_000; i++)
        {
            var changed = file.ToArray().ToList();
            for (var times = dice.Next(1, 4); times > 0; times--)
            {
                var at = dice.Next(changed.Count);
                if (dice.Next(3) == 0) changed.RemoveRange(at, Math.Min(dice.Next(1, 200), changed.Count - at - 1));
                else changed.Insert(at, (byte)dice.Next(256));
            }
            Assert.False(ProofCheck.Of(changed.ToArray(), Trust).Holds);
        }
        Assert.False(ProofCheck.Of([], Trust).Holds);
        Assert.False(ProofCheck.Of(new byte[ProofFile.MostBytes + 1], Trust).Holds);
    }

    [Fact]
    public void Without_a_key_from_elsewhere_the_check_says_that_it_must_be_compared()
    {
        var check = ProofCheck.Of(ProofFixtures.OfEntry(3, false).Write(), ProofTrust.Nothing);
        Assert.True(check.Holds);
        Assert.Equal(ProofState.Open, check.StateOf("key"));
        Assert.Contains(ProofTrust.Fingerprint(ProofFixtures.Signer.Key), check.Steps.Single(step => step.Name == "key").Words, StringComparison.Ordinal);
        Assert.Contains(check.DoesNotProve, words => words.StartsWith("Whose key it is.", StringComparison.Ordinal));
    }

    [Fact]
    public void An_entry_that_was_erased_can_be_proven_and_not_disclosed()
    {
        var journal = new MemoryJournal();
        journal.Append("""{"kind":"report","body":{}}""", """{"kind":"report","body":{}}""");
        journal.Erase(1);
        var note = ProofFixtures.Signer.Note(new Checkpoint(ProofFixtures.Signer.Key.Name, journal.Head).Text);
        Assert.True(ProofCheck.Of(EntryProof.Of(journal, 1, note, ProofFixtures.Signer.Key, disclose: false).Write(), ProofTrust.Nothing).Holds);
        Assert.Contains("erased", Assert.Throws<ArgumentException>(() => EntryProof.Of(journal, 1, note, ProofFixtures.Signer.Key, disclose: true)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proof_without_disclosure_holds_nothing_of_what_the_entry_says()
    {
        var text = Encoding.UTF8.GetString(ProofFixtures.OfEntry(3, false).Write());
        Assert.DoesNotContain("shelling", text, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToBase64String(SecretBytes(3)), text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_proof_of_a_sentence_says_nothing_of_the_others_not_even_to_who_guesses_them()
    {
        var proof = ProofFixtures.OfSentence("s2");
        var guessed = ProofFixtures.Bulletin.Sentences[2];
        Assert.DoesNotContain(guessed.Text, Encoding.UTF8.GetString(proof.Write()), StringComparison.Ordinal);
        // With the salt left out, or with that of the sentence that is shown, the guess is confirmed by no hash in the proof.
        foreach (var salt in (Hash[])[default, proof.Sentence!.Salt])
            Assert.DoesNotContain(ProvenSentence.LeafOf(guessed.Id, guessed.Text, salt, []), proof.Sentence.Path);
    }

    [Fact]
    public void Publications_are_found_in_the_journal_however_it_is_read()
    {
        var entries = ProofFixtures.Journal.Read(9).ToArray();
        for (var cut = 0; cut <= entries.Length; cut++)
        {
            var published = Assert.Single(PublicationLog.Fold(entries[..cut]).With(entries[cut..]).All);
            Assert.Equal((9, 4, true), (published.Number, published.Publication.Count, published.Bulletin!.SaysTheSameAs(ProofFixtures.Bulletin)));
        }
    }

    [Fact]
    public void A_publication_whose_bulletin_was_erased_is_still_one()
    {
        var entries = ProofFixtures.Journal.Read(9).Select(entry => entry.Number == 8 ? entry with { Bytes = default, Secret = null } : entry);
        Assert.Null(Assert.Single(PublicationLog.Fold(entries).All).Bulletin);
        Assert.Null(Assert.Single(PublicationLog.Fold(ProofFixtures.Journal.Read(9).Where(entry => entry.Number is 7 or 9)).All).Bulletin);
        // What the reports leave over is enough to find it.
        Assert.NotNull(Assert.Single(PublicationLog.Fold(ProofFixtures.Journal.Read(9).Where(entry => entry.Number > 7)).All).Bulletin);
    }

    [Fact]
    public void Errata_tell_what_came_went_and_changed_whatever_moved()
    {
        var former = ProofFixtures.Bulletin;
        var now = former with
        {
            Sentences =
            [
                new("s1", "summary", "Incidents, 6 Sep 2025: 2", [5, 6]),
                new("s2", "summary", "A new sentence.", [7]),
                former.Sentences[1] with { Id = "s3" },
                new("s4", "coverage", "Patrols observed for 4 hours.", [1, 2, 3, 4, 5, 6]),
            ],
        };
        Assert.Equal(
            ["Incidents, 6 Sep 2025: 1 > Incidents, 6 Sep 2025: 2", " > A new sentence.", "Patrols observed for 3 hours. > Patrols observed for 4 hours.", "No restriction of access was reported. > "],
            Errata.Between(former, now).Select(one => $"{one.Former?.Text} > {one.Now?.Text}"));
        Assert.Empty(Errata.Between(former, former));
    }

    [Fact]
    public void A_proof_of_one_of_a_million_entries_is_small()
    {
        // A tree of a million leaves that were never stored: each node is the hash of its place.
        static Hash Node(int level, long index) => level == 0 ? Leaf.HashOf(Hash.Of(BitConverter.GetBytes(index))) : Hash.Of([(byte)level, .. BitConverter.GetBytes(index)]);
        const long size = 1_000_000;
        var path = MerkleProofs.Inclusion(123_456, size, Node);
        var commitment = Hash.Of(BitConverter.GetBytes(123_456L));
        var root = MerkleProofs.RootOf(123_456, size, Leaf.HashOf(commitment), path)!.Value;
        var text = new Checkpoint(ProofFixtures.Signer.Key.Name, new(size, root)).Text;
        var note = ProofFixtures.Signer.Note(text).With([.. Enumerable.Range(1, 3).Select(i => NoteSigner.Of($"witness{i}.example.org", SignatureType.Cosignature, [.. new byte[31], (byte)i]).Sign(text, Instant.FromUtc(2025, 9, 7, 0, 0)))]);
        var file = new ProofFile { Key = ProofFixtures.Signer.Key, Proof = new(123_456, path, note), Entry = new(123_457, commitment) }.Write();
        var trust = new ProofTrust([]) { Policy = TlogPolicy.Parse($"log {ProofFixtures.Signer.Key}\n{string.Concat(Enumerable.Range(1, 3).Select(i => $"witness w{i} {NoteSigner.Of($"witness{i}.example.org", SignatureType.Cosignature, [.. new byte[31], (byte)i]).Key}\n"))}group all all w1 w2 w3\nquorum all\n") };
        Assert.True(ProofCheck.Of(file, trust).Holds);
        // Beside this, what is disclosed: a usual report has less than a kilobyte.
        Assert.InRange(file.Length, 1_000, 2_500);
    }

    private static byte[] SecretBytes(long number)
    {
        var bytes = new byte[Secret.Length];
        MemoryJournal.SecretOf(number).CopyTo(bytes);
        return bytes;
    }
}
