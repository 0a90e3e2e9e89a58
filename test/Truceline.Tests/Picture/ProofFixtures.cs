using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using Truceline.Journal;
using Truceline.Picture;
using Truceline.Tests.Journal;

namespace Truceline.Tests.Picture;

/// <summary>
/// Good proofs and bad ones, made of one small journal that is the same every time. They lie in test/data/proofs, where the
/// tests of the page that checks proofs read them too: both checkers are held to the same outcomes.
/// </summary>
internal static class ProofFixtures
{
    private static readonly Instant Recorded = Instant.FromUtc(2025, 9, 7, 6, 0);

    public static NoteSigner Signer { get; } = SignerOf("example.org/mission", SignatureType.Ed25519, "journal");

    public static NoteSigner Witness { get; } = SignerOf("witness.example.org", SignatureType.Cosignature, "witness");

    public static NoteSigner Stranger { get; } = SignerOf("example.org/mission", SignatureType.Ed25519, "stranger");

    public static string Policy { get; } = $"log {Signer.Key}\nwitness guarantor {Witness.Key}\nquorum guarantor\n";

    public static MemoryJournal Journal { get; } = Filled();

    public static FrozenBulletin Bulletin { get; } = Frozen();

    public static SignedNote Checkpoint { get; } = NoteOf(Signer);

    public static SignedNote NoteOf(NoteSigner signer)
    {
        var text = new Checkpoint(signer.Key.Name, Journal.Head).Text;
        return signer.Note(text).With([Witness.Sign(text, Recorded + Duration.FromMinutes(1))]);
    }

    public static ProofFile OfEntry(long number, bool disclose, NoteSigner? by = null) =>
        EntryProof.Of(Journal, number, by is null ? Checkpoint : NoteOf(by), (by ?? Signer).Key, disclose);

    public static ProofFile OfSentence(string id) => SentenceTree.Of(Bulletin, Journal).Prove(id, OfEntry(9, disclose: true), Journal)!;

    /// <summary>The files: name, bytes.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Files()
    {
        var (entry, disclosed, sentence) = (OfEntry(3, false), OfEntry(3, true), OfSentence("s2"));
        yield return ("entry", entry.Write());
        yield return ("entry-disclosed", disclosed.Write());
        yield return ("entry-no-report", OfEntry(7, true).Write());
        yield return ("sentence", sentence.Write());
        yield return ("sentence-on-nothing", OfSentence("s3").Write());
        yield return ("sentence-of-one-entry", OfSentence("s1").Write());
        yield return ("bad-key", OfEntry(3, false, Stranger).Write());
        yield return ("bad-key-swapped", (entry with { Key = Stranger.Key }).Write());
        yield return ("bad-witness-key", (entry with { Key = Witness.Key }).Write());
        yield return ("bad-root", (entry with { Proof = entry.Proof with { Checkpoint = entry.Proof.Checkpoint with { Text = entry.Proof.Checkpoint.Text.Replace("\n9\n", "\n8\n", StringComparison.Ordinal) } } }).Write());
        yield return ("bad-number", (entry with { Entry = entry.Entry with { Number = 4 } }).Write());
        yield return ("bad-index", (entry with { Proof = entry.Proof with { Index = 3 }, Entry = entry.Entry with { Number = 4 } }).Write());
        yield return ("bad-path", (entry with { Proof = entry.Proof with { Path = entry.Proof.Path.RemoveAt(0) } }).Write());
        yield return ("bad-commitment", (entry with { Entry = entry.Entry with { Commitment = Hash.Of([1]) } }).Write());
        yield return ("bad-content", Changed(disclosed.Write(), "shelling heard", "shelling feared"));
        yield return ("bad-exercise-taken-away", (disclosed with { Exercise = false }).Write());
        yield return ("bad-exercise-put-on", (OfEntry(2, true) with { Exercise = true }).Write());
        yield return ("bad-sentence", (sentence with { Sentence = sentence.Sentence! with { Text = "Eight incidents are recorded." } }).Write());
        yield return ("bad-sentence-id", (sentence with { Sentence = sentence.Sentence! with { Id = "s1" } }).Write());
        yield return ("bad-sentence-id-beyond", (sentence with { Sentence = sentence.Sentence! with { Id = "s5" } }).Write());
        yield return ("bad-sentence-salt", (sentence with { Sentence = sentence.Sentence! with { Salt = Hash.Of([2]) } }).Write());
        yield return ("bad-sentence-entries", (sentence with { Sentence = sentence.Sentence! with { Entries = sentence.Sentence.Entries.SetItem(0, new(1, sentence.Sentence.Entries[0].Commitment)) } }).Write());
        yield return ("bad-sentence-nodes", (sentence with { Sentence = sentence.Sentence! with { Nodes = sentence.Sentence.Nodes.RemoveAt(0) } }).Write());
        yield return ("bad-sentence-nodes-added", (sentence with { Sentence = sentence.Sentence! with { Nodes = sentence.Sentence.Nodes.Add(Hash.Of([3])) } }).Write());
        yield return ("bad-sentence-later-entry", Published(Bulletin with { AtEntry = 3 }, "publication").Write());
        yield return ("bad-publication-ahead", Published(Bulletin with { AtEntry = 9 }, "publication").Write());
        yield return ("bad-publication-kind", Published(Bulletin, "report").Write());
        yield return ("bad-two-signatures", (entry with { Proof = entry.Proof with { Checkpoint = entry.Proof.Checkpoint with { Signatures = entry.Proof.Checkpoint.Signatures.Add(entry.Proof.Checkpoint.Signatures[1]) } } }).Write());
        yield return ("bad-index-beyond", (entry with { Proof = entry.Proof with { Index = 9 }, Entry = entry.Entry with { Number = 10 } }).Write());
        yield return ("bad-publication", (sentence with { Proof = disclosed.Proof, Entry = disclosed.Entry }).Write());
        yield return ("bad-publication-hidden", (sentence with { Proof = OfEntry(9, false).Proof, Entry = OfEntry(9, false).Entry }).Write());
        yield return ("bad-member", Changed(entry.Write(), "\"format\":", "\"extra\":1,\"format\":"));
        yield return ("bad-white-space", Changed(entry.Write(), "\"format\":", "\"format\": "));
        yield return ("bad-cut-off", entry.Write()[..^40]);
        yield return ("bad-other-file", "{\"kind\":\"report\"}\n"u8.ToArray());
        yield return ("bad-version", Changed(entry.Write(), "truceline-proof/1", "truceline-proof/2"));
        yield return ("bad-signature", Changed(entry.Write(), "— example.org/mission ", "— example.org/missing "));
        yield return ("unwitnessed", (entry with { Proof = entry.Proof with { Checkpoint = entry.Proof.Checkpoint with { Signatures = [entry.Proof.Checkpoint.Signatures[0]] } } }).Write());
    }

    /// <summary>What a keeper could sign who means to deceive.</summary>
    private static ProofFile Published(FrozenBulletin bulletin, string kind)
    {
        var journal = Filled();
        var tree = SentenceTree.Of(bulletin, journal);
        journal.Append([bulletin.Encode(), Changed(Publication.Of(bulletin, journal.Head.Root, tree).Encode(), "\"kind\":\"publication\"", $"\"kind\":\"{kind}\"")]);
        var note = Signer.Note(new Checkpoint(Signer.Key.Name, journal.Head).Text).With([Witness.Sign(new Checkpoint(Signer.Key.Name, journal.Head).Text, Recorded)]);
        return tree.Prove("s2", EntryProof.Of(journal, 9, note, Signer.Key, disclose: true), journal)!;
    }

    /// <summary>What a check says of a file, in one line: <c>form shown, key open, …</c>.</summary>
    public static string Outcome(byte[] file, ProofTrust trust)
    {
        var check = ProofCheck.Of(file, trust);
        return $"{(check.Holds ? "holds" : "rejected")}: {string.Join(", ", check.Steps.Select(step => $"{step.Name} {step.State.ToString().ToLowerInvariant()}"))}";
    }

    /// <summary>The table of what is to come out, for the other checker.</summary>
    public static string Table()
    {
        var trust = new ProofTrust([]) { Policy = TlogPolicy.Parse(Policy) };
        var cases = new JsonObject();
        foreach (var (name, bytes) in Files())
        {
            var check = ProofCheck.Of(bytes, trust);
            cases[name] = new JsonObject
            {
                ["alone"] = Outcome(bytes, ProofTrust.Nothing),
                ["with-policy"] = Outcome(bytes, trust),
                ["words"] = new JsonArray([.. check.Steps.Select(step => (JsonNode)step.Words), .. check.Proves.Concat(check.DoesNotProve).Select(words => (JsonNode)words)]),
            };
        }
        return new JsonObject { ["policy"] = Policy, ["key"] = Signer.Key.ToString(), ["cases"] = cases }
            .ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static byte[] Changed(byte[] file, string from, string to)
    {
        var text = Encoding.UTF8.GetString(file);
        return text.Contains(from, StringComparison.Ordinal) ? Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal)) : throw new InvalidOperationException($"nothing to change: {from}");
    }

    private static MemoryJournal Filled()
    {
        var journal = new MemoryJournal();
        for (var i = 1; i <= 6; i++)
            journal.Append($"{{\"kind\":\"report\",\"body\":{{\"id\":\"r{i}\",\"note\":\"shelling heard {i} times, näher \\\"дома\\\"\"{(i == 2 ? "" : ",\"exercise\":true")}}}}}");
        journal.Append([new Tick(Recorded).Encode()]);
        return journal;
    }

    private static FrozenBulletin Frozen()
    {
        var bulletin = new FrozenBulletin
        {
            Agreement = "truce", Files = [new("truce.truce.yaml", Hash.Of("truce"u8))], Day = new(2025, 9, 6), AtEntry = 7, AsOf = Recorded, Exercise = true, Rules = "truceline-rules/1",
            Limits = [], Seed = Hash.Of("seed"u8), Recorded = Recorded, By = "duty officer",
            Sentences =
            [
                new("s1", "summary", "Incidents, 6 Sep 2025: 1", [5]),
                new("s2", "summary", "Four incidents are recorded of 6 September 2025, \"дома\" among them.", [2, 3, 4, 6]),
                new("s3", "access", "No restriction of access was reported.", []),
                new("s4", "coverage", "Patrols observed for 3 hours.", [1, 2, 3, 4, 5, 6]),
            ],
        };
        var publication = Publication.Of(bulletin, Journal.Head.Root, SentenceTree.Of(bulletin, Journal));
        Journal.Append([bulletin.Encode(), publication.Encode()]);
        return bulletin;
    }

    private static NoteSigner SignerOf(string name, SignatureType type, string seed) => NoteSigner.Of(name, type, Hash.Of(Encoding.ASCII.GetBytes(seed)).ToArray());
}
