using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

public class SignedNoteTests
{
    private const string SpecificationKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private const string SpecificationNote =
        "This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    private static readonly NoteSigner Log = Keys.Log("exercise.example/journal");
    private static readonly SignedNote Note = Log.Note(new Checkpoint(Log.Key.Name, new(7, Hash.Of([7]))).Text);

    [Fact]
    public void The_example_of_the_specification_opens()
    {
        var key = NoteKey.Parse(SpecificationKey);
        Assert.Equal([key], SignedNote.Parse(SpecificationNote).VerifiedBy([key]));
        Assert.Equal(SpecificationKey, key.ToString());
        Assert.Equal(SpecificationNote, SignedNote.Parse(SpecificationNote).ToString());
    }

    [Fact]
    public void A_checkpoint_that_Go_signed_opens()
    {
        var key = NoteKey.Parse(File.ReadAllText(Needs.SharedData("tlog", "go-sumdb", "vkey.txt")).Trim());
        var note = SignedNote.Parse(File.ReadAllBytes(Needs.SharedData("tlog", "go-sumdb", "checkpoint.txt")));
        Assert.Equal([key], note.VerifiedBy([key]));
        var checkpoint = Checkpoint.Parse(note.Text);
        Assert.Equal(("example.org/truceline", TestTree.OfSize(130).Head(130)), (checkpoint.Origin, checkpoint.Head));
        Assert.Equal(note.Text, checkpoint.Text);
    }

    [Fact]
    public void Signatures_of_Wycheproof_are_accepted_or_rejected_as_they_say()
    {
        using var vectors = JsonDocument.Parse(File.ReadAllBytes(Needs.SharedData("tlog", "wycheproof-ed25519", "ed25519_test.json")));
        var (cases, wrong) = (0, new List<string>());
        foreach (var group in vectors.RootElement.GetProperty("testGroups").EnumerateArray())
        {
            var key = NoteKey.Of("wycheproof.example", SignatureType.Ed25519, Hex(group.GetProperty("publicKey"), "pk"));
            foreach (var one in group.GetProperty("tests").EnumerateArray())
            {
                cases++;
                if (key.Verifies(Hex(one, "msg"), Hex(one, "sig")) != (one.GetProperty("result").GetString() == "valid")) wrong.Add(one.GetProperty("tcId").ToString());
            }
        }
        Assert.Equal("", string.Join(' ', wrong));
        Assert.Equal(151, cases);
    }

    [Fact]
    public void No_bit_of_a_text_or_of_a_signature_can_be_another()
    {
        var ecdsa = Ecdsa("exercise.example/ecdsa");
        var witness = Keys.Witness("w.example");
        foreach (var (key, text, signature) in new[] { Log, ecdsa, witness }.Select(signer => (signer.Key, Encoding.UTF8.GetBytes(Note.Text), signer.Sign(Note.Text, Instant.FromUtc(2026, 3, 1, 0, 0)).Bytes.ToArray())))
        {
            Assert.True(key.Verifies(text, signature));
            foreach (var part in new[] { text, signature })
                for (var bit = 0; bit < 8 * part.Length; bit++)
                {
                    part[bit / 8] ^= (byte)(1 << bit % 8);
                    Assert.False(key.Verifies(text, signature), $"{key.Type}, bit {bit}");
                    part[bit / 8] ^= (byte)(1 << bit % 8);
                }
            Assert.False(key.Verifies(text, signature.AsSpan()[..^1]));
            Assert.False(key.Verifies(text, [.. signature, 0]));
            Assert.False(key.Verifies(text, []));
        }
    }

    /// <summary>No byte of the whole file: a bit that is altered is no note, a note that is not ours, or a forgery.</summary>
    [Fact]
    public void No_bit_of_a_note_can_be_another()
    {
        var bytes = Encoding.UTF8.GetBytes(Note.ToString());
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            try
            {
                Assert.Empty(SignedNote.Parse(bytes).VerifiedBy([Log.Key]));
            }
            catch (FormatException)
            {
                // Refused, which is the other way.
            }
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }
        Assert.Single(SignedNote.Parse(bytes).VerifiedBy([Log.Key]));
    }

    [Fact]
    public void What_is_no_note_is_refused_with_its_reason()
    {
        var (sound, line) = (Note.ToString(), Note.Signatures[0].ToString());
        (string Text, string Said)[] cases =
        [
            ("", "no empty line"),
            ("text\n", "no empty line"),
            (Note.Text + "\n", "no signature"),
            (sound[..^1], "cut off"),
            (sound + " ", "cut off"),
            (sound + "\n", "no signature"),
            (sound + "more\n", "signature 2 of the note is not written as one"),
            (sound.Replace("\n", "\r\n", StringComparison.Ordinal), "control character"),
            (sound.Replace("exercise", "exer\tcise", StringComparison.Ordinal), "control character"),
            ("\0" + sound, "control character"),
            (sound + line, "two signatures of one key"),
            (sound.Replace("— ", "- ", StringComparison.Ordinal), "signature 1 of the note"),
            (sound.Replace("— ", "—  ", StringComparison.Ordinal), "signature 1 of the note"),
            ("text\n\n— a+b AAAAAAA=\n", "signature 1 of the note"),
            ("text\n\n— a AAAAAA==\n", "signature 1 of the note"),
            ("text\n\n— a AAAAAAB=\n", "signature 1 of the note"),
            ("text\n\n— a AAAAAAA\n", "signature 1 of the note"),
            ("text\n\n— a AAAA AAA=\n", "signature 1 of the note"),
            ("text\n\n— a\u00a0b AAAAAAA=\n", "signature 1 of the note"),
            ("text\n\n" + string.Concat(Enumerable.Range(0, 17).Select(n => $"— k{n} AAAAAAA=\n")), "at most 16 signatures, not 17"),
            ("lone \ud800\n\n— a AAAAAAA=\n", "UTF-8"),
            ("lone \udc00\n\n— a AAAAAAA=\n", "UTF-8"),
        ];
        foreach (var (text, said) in cases) Assert.Contains(said, Assert.Throws<FormatException>(() => SignedNote.Parse(text)).Message, StringComparison.Ordinal);
        foreach (var bad in new byte[][] { [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80] })
            Assert.Contains("UTF-8", Assert.Throws<FormatException>(() => SignedNote.Parse([.. bad, .. Encoding.UTF8.GetBytes(sound)])).Message, StringComparison.Ordinal);
        Assert.Contains("at most", Assert.Throws<FormatException>(() => SignedNote.Parse(new byte[SignedNote.MostBytes + 1])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_note_may_have_sixteen_signatures_empty_lines_and_signers_with_any_name()
    {
        var text = "one\n\n— two\n\n";
        var note = new SignedNote(text, [.. Enumerable.Range(0, 15).Select(n => new NoteSignature($"\U0001F54A{n}", 1, [1, 2]))]).With([Log.Sign(text)]);
        var read = SignedNote.Parse(note.ToString());
        Assert.Equal(note, read);
        Assert.Equal([Log.Key], read.VerifiedBy([Log.Key, Keys.Log("other.example").Key]));
    }

    [Fact]
    public void A_signature_under_a_trusted_name_that_is_not_its_own_rejects_the_note_and_one_of_a_stranger_does_not()
    {
        var stranger = NoteSigner.Of(Log.Key.Name, SignatureType.Ed25519, SHA256.HashData("a stranger"u8));
        var both = Note.With([stranger.Sign(Note.Text)]);
        Assert.Equal([Log.Key], both.VerifiedBy([Log.Key]));
        Assert.Empty(stranger.Note(Note.Text).VerifiedBy([Log.Key]));
        var forged = new SignedNote(Note.Text, [new(Log.Key.Name, Log.Key.Id, stranger.Sign(Note.Text).Bytes)]);
        Assert.Throws<FormatException>(() => forged.VerifiedBy([Log.Key]));
        // The same bytes as a note's signature and as a cosignature: neither is the other.
        var cosigner = NoteSigner.Of(Log.Key.Name, SignatureType.Cosignature, SHA256.HashData(Encoding.UTF8.GetBytes($"exercise, synthetic: {Log.Key.Name}")));
        Assert.Equal(Log.Key.PublicKey, cosigner.Key.PublicKey);
        Assert.NotEqual(Log.Key.Id, cosigner.Key.Id);
        Assert.Empty(cosigner.Note(Note.Text).VerifiedBy([Log.Key]));
    }

    [Fact]
    public void What_is_no_verifier_key_is_refused_with_its_reason()
    {
        var sound = Log.Key.ToString();
        (string Text, string Said)[] cases =
        [
            ("", "is written name+hexadecimal+base64"),
            ("a+b", "is written name+hexadecimal+base64"),
            (sound.Replace("exercise", "exercize", StringComparison.Ordinal), "altered or mistyped"),
            (sound.Replace($"{Log.Key.Id:x8}", $"{Log.Key.Id ^ 1:x8}", StringComparison.Ordinal), "altered or mistyped"),
            (sound.Replace($"{Log.Key.Id:x8}", $"{Log.Key.Id:X8}", StringComparison.Ordinal), "lower-case"),
            (sound + "=", "not base64"),
            (sound + "\n", "not base64"),
            ("a+00000000+", "of a type"),
            ("a+00000000+BgEC", "of a type"),
            ("a+00000000+AQEC", "32 bytes, not 2"),
            ("a+00000000+AgEC", "ECDSA key cannot be read"),
            ("a b" + sound[Log.Key.Name.Length..], "the name of a key"),
            ("a\u200fb" + sound[Log.Key.Name.Length..], "the name of a key"),
            (sound[Log.Key.Name.Length..], "the name of a key"),
        ];
        foreach (var (text, said) in cases) Assert.Contains(said, Assert.Throws<FormatException>(() => NoteKey.Parse(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_private_key_is_read_as_it_was_written_and_no_message_tells_it()
    {
        foreach (var signer in new[] { Log, Keys.Witness("w.example"), Ecdsa("exercise.example/ecdsa") })
        {
            var text = signer.ToSecretText();
            Assert.Equal(signer.Key, NoteSigner.Parse(text).Key);
            Assert.Equal(signer.Key.ToString(), $"{signer}");
            // The id of an ECDSA key is that of the key alone, whatever its name.
            var renamed = text.Replace(signer.Key.Name, signer.Key.Type == SignatureType.EcdsaP256 ? "" : "other.example", StringComparison.Ordinal);
            foreach (var bad in new[] { text[..^8], renamed, text + "AA", text.ToUpperInvariant() })
                Assert.DoesNotContain(text[^20..], Assert.Throws<FormatException>(() => NoteSigner.Parse(bad)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_private_key_has_nothing_behind_it()
    {
        var text = Ecdsa("exercise.example/ecdsa").ToSecretText();
        var front = text[..(text.IndexOf('+', "PRIVATE+KEY+exercise".Length + 1) + 10)];
        var bytes = Convert.FromBase64String(text[front.Length..]);
        Assert.Equal(text, front + Convert.ToBase64String(bytes));
        Assert.Throws<FormatException>(() => NoteSigner.Parse(front + Convert.ToBase64String([.. bytes, 0])));
    }

    [Fact]
    public void A_proof_of_a_leaf_beyond_its_checkpoint_is_none()
    {
        string Proof(long index) => $"c2sp.org/tlog-proof@v1\nindex {index}\n\n{Note}";
        Assert.Equal(6, TlogProof.Parse(Proof(6)).Index);
        Assert.Contains("beyond the checkpoint", Assert.Throws<FormatException>(() => TlogProof.Parse(Proof(7))).Message, StringComparison.Ordinal);
        foreach (var bad in new[] { Proof(6)[1..], Proof(6).Replace("index 6", "index 06", StringComparison.Ordinal), Proof(6).Replace("index", "extra A\nindex", StringComparison.Ordinal), Proof(6).Replace("\n\nexercise", "\nAAAA\n\nexercise", StringComparison.Ordinal), Proof(6).Replace("\n\nexercise", "\nexercise", StringComparison.Ordinal) })
            Assert.Throws<FormatException>(() => TlogProof.Parse(bad));
    }

    [Fact]
    public void A_checkpoint_is_read_as_it_was_written_and_nothing_else_is_one()
    {
        var root = Convert.ToBase64String(Hash.Of([1]).ToArray());
        foreach (var sound in new[] { $"a\n0\n{root}\n", $"a b\n9223372036854775807\n{root}\nmore\nlines\n" }) Assert.Equal(sound, Checkpoint.Parse(sound).Text);
        foreach (var bad in new[] { "", "\n", $"a\n1\n{root}", $"\n1\n{root}\n", $"a\n01\n{root}\n", $"a\n00\n{root}\n", $"a\n+1\n{root}\n", $"a\n-1\n{root}\n", $"a\n 1\n{root}\n", $"a\n1\n{root[..^4]}\n", $"a\n1\n{root}\n\n", $"a\n1\n{root} \n", $"a\n9223372036854775808\n{root}\n", $"a\n٣\n{root}\n", $"a\n1\n" })
            Assert.Throws<FormatException>(() => Checkpoint.Parse(bad));
    }

    [Fact]
    public void A_receipt_is_read_as_it_was_written_and_is_never_a_checkpoint()
    {
        var sound = new Receipt("a.example", new(9, Hash.Of([1])), [new(1, 1, Hash.Of([2])), new(3, 9, Hash.Of([3]))]);
        Assert.Equal(sound, Receipt.Parse(sound.Text));
        Assert.Equal(sound with { Runs = [] }, Receipt.Parse((sound with { Runs = [] }).Text));
        Assert.Throws<FormatException>(() => Checkpoint.Parse(sound.Text));
        Assert.Throws<FormatException>(() => Receipt.Parse(new Checkpoint("a.example", sound.Head).Text));
        foreach (var (from, to) in new[] { ("entries 1-1", "entries 01-1"), ("entries 1-1", "entries 0-1"), ("entries 3-9", "entries 9-3"), ("entries 3-9", "entries 3-10"), ("entries 3-9", "entries 1-9"), ("entries 3-9", "entries 3–9"), ("\n9\n", "\n09\n") })
            Assert.Throws<FormatException>(() => Receipt.Parse(sound.Text.Replace(from, to, StringComparison.Ordinal)));
    }

    private static NoteSigner Ecdsa(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return NoteSigner.Of(name, SignatureType.EcdsaP256, key.ExportPkcs8PrivateKey());
    }

    private static byte[] Hex(JsonElement of, string name) => Convert.FromHexString(of.GetProperty(name).GetString()!);
}
