using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

/// <summary>
/// Everything that strangers hand over, mutated for a second each, and for three where everything is required: it is read, and
/// written again byte for byte, or it is refused as what it is. Each has a seed of its own; TRUCELINE_FUZZ_SEED begins with another.
/// </summary>
public sealed class FormatFuzz
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("TRUCELINE_REQUIRE_ALL") == "1" ? 3 : 1);
    private static readonly int First = int.TryParse(Environment.GetEnvironmentVariable("TRUCELINE_FUZZ_SEED"), System.Globalization.CultureInfo.InvariantCulture, out var seed) ? seed : 20_260_101;

    private static readonly NoteSigner Log = Keys.Log("exercise.example/journal");
    private static readonly NoteSigner Witness = Keys.Witness("w.example");
    private static readonly TestTree Tree = TestTree.OfSize(40);

    // What they are mutated with: what divides, begins and ends the parts of all these formats.
    private static readonly ImmutableArray<string> Pieces =
        ["\n", "\n\n", " ", "+", "=", "— ", "-", "0", "1", "99999999999999999999", "9223372036854775807", "extra ", "index ", "old ", "quorum none\n", "group g all w\n", "AAAA", "\0", "\t", "\r", "ß", "\U0001F54A", "a"];

    [Fact]
    public void Verifier_keys() => Fuzz([Log.Key.ToString(), Witness.Key.ToString()], bytes => NoteKey.Parse(Text(bytes)).ToString());

    [Fact]
    public void Notes() => Fuzz([Checkpointed(3), Checkpointed(40)], bytes => SignedNote.Parse(bytes).ToString());

    [Fact]
    public void Checkpoints() => Fuzz([SignedNote.Parse(Checkpointed(3)).Text, "a\n0\n" + Convert.ToBase64String(Hash.Of([]).ToArray()) + "\nmore\n"], bytes => Checkpoint.Parse(Text(bytes)).Text);

    [Fact]
    public void Proofs() => Fuzz([Proven(3).ToString(), (Proven(39) with { Extra = [1, 2, 3] }).ToString()], bytes =>
    {
        var proof = TlogProof.Parse(Text(bytes));
        proof.Places(Tree[3]);
        return proof.ToString();
    });

    [Fact]
    public void Receipts() => Fuzz([new Receipt("a.example", Tree.Head(40), [new(1, 2, Tree[0]), new(5, 40, Tree[1])]).Text], bytes => Receipt.Parse(Text(bytes)).Text);

    [Fact]
    public void Requests_to_witnesses() => Fuzz([Requested(7).ToString(), Requested(0).ToString()], bytes =>
    {
        var request = WitnessRequest.Parse(bytes);
        var answer = Truceline.Journal.Witness.Answer(SignedNote.Parse(Checkpointed(7)), _ => null, request, [Log.Key], Witness, default);
        Assert.Equal(answer.Status == 200, answer.State is not null);
        Assert.EndsWith("\n", answer.Body, StringComparison.Ordinal);
        return request.ToString();
    });

    [Fact]
    public void Policies() => Fuzz([$"log {Log.Key} https://a.example\nwitness w {Witness.Key}\ngroup g any w\nquorum g\n"], bytes =>
    {
        TlogPolicy.Parse(bytes).Judge(SignedNote.Parse(Checkpointed(3)), Log.Key);
        return null;
    });

    /// <summary>Mutates, reads, and writes again. A text that has no bytes of its own is refused before it is one of these.</summary>
    private static void Fuzz(ImmutableArray<string> samples, Func<byte[], string?> rewritten)
    {
        foreach (var sample in samples) Assert.Equal(rewritten(Encoding.UTF8.GetBytes(sample)) ?? sample, sample);
        var clock = Stopwatch.StartNew();
        var (sound, refused) = (0, 0);
        for (var seed = First; clock.Elapsed < Long || sound + refused < 200; seed++)
        {
            var bytes = Mutated(samples, new Random(seed));
            try
            {
                if (rewritten(bytes) is { } text) Assert.Equal(bytes, Encoding.UTF8.GetBytes(text));
                sound++;
            }
            catch (FormatException)
            {
                refused++;
            }
            catch (Exception failed)
            {
                Assert.Fail($"seed {seed}: {failed}\n{Encoding.UTF8.GetString(bytes)}");
            }
        }
        Assert.True(sound > 0 && refused > 100, $"{sound} read, {refused} refused");
    }

    private static byte[] Mutated(ImmutableArray<string> samples, Random random)
    {
        var bytes = Encoding.UTF8.GetBytes(samples[random.Next(samples.Length)]).ToList();
        for (var times = random.Next(4); times >= 0 && bytes.Count > 0; times--)
        {
            var (at, length) = (random.Next(bytes.Count), random.Next(1, 40));
            var part = bytes.GetRange(at, Math.Min(length, bytes.Count - at));
            switch (random.Next(7))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes.RemoveRange(at, part.Count); break;
                case 2: bytes.InsertRange(random.Next(bytes.Count), part); break;
                case 3: bytes.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)])); break;
                case 4: bytes.RemoveRange(at, bytes.Count - at); break;
                case 5: bytes[at] = (byte)random.Next(256); break;
                default: bytes[at] = (byte)"0123456789+/=A\n "[random.Next(16)]; break;
            }
        }
        return [.. bytes];
    }

    // Each string from outside was bytes once, and what is no UTF-8 was refused there.
    private static string Text(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException();
        }
    }

    private static string Checkpointed(int size)
    {
        var text = new Checkpoint(Log.Key.Name, Tree.Head(size)).Text;
        return Log.Note(text).With([Witness.Sign(text, Instant.FromUtc(2026, 3, 1, 0, 0))]).ToString();
    }

    private static TlogProof Proven(int leaf) => new(leaf, MerkleProofs.Inclusion(leaf, 40, Tree.Node), SignedNote.Parse(Checkpointed(40)));

    private static WitnessRequest Requested(int old) => new(old, MerkleProofs.Consistency(old, 40, Tree.Node), SignedNote.Parse(Checkpointed(40)));
}
