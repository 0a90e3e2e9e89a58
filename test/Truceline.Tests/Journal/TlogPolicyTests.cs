using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

public class TlogPolicyTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly NoteSigner Log = Keys.Log("exercise.example/log");
    private static readonly ImmutableArray<NoteSigner> Some = [.. Enumerable.Range(1, 6).Select(n => Keys.Witness($"w{n}.example"))];

    /// <summary>The example of the specification, with keys.</summary>
    private static readonly string Example = $"""
        log {Log.Key}

        witness X1 {Some[0].Key}
        witness X2 {Some[1].Key}
        witness X3 {Some[2].Key}
        group X-witnesses 2 X1 X2 X3

        witness Y1 {Some[3].Key}
        witness Y2 {Some[4].Key}
        witness Y3 {Some[5].Key}
        group Y-witnesses any Y1 Y2 Y3

        group X-and-Y all X-witnesses Y-witnesses
        quorum X-and-Y

        """;

    [Theory]
    [InlineData("12 4", true)]
    [InlineData("23 6", true)]
    [InlineData("123 456", true)]
    [InlineData("12", false)]
    [InlineData("1 456", false)]
    [InlineData("456", false)]
    [InlineData("", false)]
    public void The_example_of_the_specification_needs_two_of_one_organisation_and_one_of_the_other(string cosigned, bool met)
    {
        var verdict = TlogPolicy.Parse(Example).Judge(Note(Some.Where((_, i) => cosigned.Contains((char)('1' + i)))));
        Assert.Equal(met, verdict.IsMet);
        Assert.Equal(Log.Key, verdict.Log);
        Assert.Equal(cosigned.Replace(" ", "", StringComparison.Ordinal), string.Concat(verdict.Witnesses.Select(one => one.Key.Name[1])));
        Assert.All(verdict.Witnesses, one => Assert.Equal(At, one.At));
    }

    [Fact]
    public void Witnesses_without_the_log_and_a_log_under_another_origin_make_nothing_valid()
    {
        var policy = TlogPolicy.Parse(Example);
        var text = new Checkpoint(Log.Key.Name, new(1, Hash.Of([1]))).Text;
        var without = new SignedNote(text, [.. Some.Select(one => one.Sign(text, At))]);
        Assert.Equal((null, true, false), (policy.Judge(without).Log, policy.Judge(without).HasQuorum, policy.Judge(without).IsMet));
        var other = new Checkpoint("exercise.example/other", new(1, Hash.Of([1]))).Text;
        Assert.Null(policy.Judge(Log.Note(other).With(Some.Select(one => one.Sign(other, At)))).Log);
    }

    [Fact]
    public void A_cosignature_that_is_not_of_this_text_rejects_the_note()
    {
        var policy = TlogPolicy.Parse(Example);
        var forged = Note(Some.Take(5)).With([Some[5].Sign("another text\n", At)]);
        Assert.Contains("w6.example", Assert.Throws<FormatException>(() => policy.Judge(forged)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cosignatures_of_whom_the_policy_does_not_know_are_passed_over()
    {
        var policy = TlogPolicy.Parse($"log {Log.Key}\nwitness one {Some[0].Key}\nquorum one\n");
        Assert.False(policy.Judge(Note(Some.Skip(1))).IsMet);
        Assert.Equal(["one"], policy.Judge(Note(Some)).Witnesses.Select(one => one.Name));
    }

    [Fact]
    public void A_policy_without_logs_judges_the_one_that_is_known_from_elsewhere()
    {
        var policy = TlogPolicy.Parse("quorum none\n");
        Assert.True(policy.Judge(Note([]), Log.Key).IsMet);
        Assert.False(policy.Judge(Note([])).IsMet);
        Assert.False(TlogPolicy.Parse($"log {Keys.Log("a.example").Key}\nquorum none\n").Judge(Note([]), Log.Key).IsMet);
    }

    [Fact]
    public void White_space_comments_addresses_and_names_in_any_bytes_are_read()
    {
        var text = $"# who we believe\n\t log\t{Log.Key}  https://journal.example/ \n\n  # two\nwitness  Zürich {Some[0].Key} http://127.0.0.1:5090/a\nwitness K {Some[1].Key}\nwitness \u212a {Some[2].Key}\ngroup g 02 K\n";
        Assert.Contains("line 8: a group needs", Assert.Throws<FormatException>(() => TlogPolicy.Parse(text)).Message, StringComparison.Ordinal);
        var policy = TlogPolicy.Parse(text.Replace("02", "1", StringComparison.Ordinal) + "quorum g");
        Assert.Equal(["Zürich", "K", "\u212a"], policy.Witnesses.Select(one => one.Name));
        Assert.Equal("http://127.0.0.1:5090/a", policy.Witnesses[0].Url!.ToString());
        Assert.Equal(("g", Log.Key), (policy.Quorum, policy.Logs.Single()));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_a_name_like_any_other()
    {
        var policy = TlogPolicy.Parse([.. "witness "u8, 0xE9, 0x20, .. Encoding.ASCII.GetBytes($"{Some[0].Key}\nquorum "), 0xE9, 0x0A]);
        Assert.True(policy.Judge(Note(Some.Take(1)), Log.Key).IsMet);
        Assert.Throws<FormatException>(() => TlogPolicy.Parse([.. "witness "u8, 0xE9, 0x20, .. Encoding.ASCII.GetBytes($"{Some[0].Key}\nquorum "), 0xC3, 0xA9, 0x0A]));
    }

    [Fact]
    public void What_is_no_policy_is_refused_with_its_line_and_reason()
    {
        var (log, w1, w2) = (Log.Key, Some[0].Key, Some[1].Key);
        var renamed = NoteKey.Of("other.example", SignatureType.Ed25519, log.PublicKey.AsSpan());
        var again = NoteKey.Of("again.example", SignatureType.Cosignature, w1.PublicKey.AsSpan());
        (string Text, string Said)[] cases =
        [
            ("", "quorum"),
            ($"log {log}\n", "quorum"),
            ("quorum none\nquorum none\n", "line 2: the quorum was said before"),
            ("quorum some\n", "line 1: no line before this one defines 'some'"),
            ($"quorum w\nwitness w {w1}\n", "line 1: no line before"),
            ($"witness w {w1}\nwitness w {w2}\nquorum w\n", "line 2: 'w' was defined before"),
            ($"witness none {w1}\n", "line 1: 'none' has a meaning"),
            ($"witness w {w1}\ngroup none all w\n", "line 2: 'none' has a meaning"),
            ($"witness w {w1}\ngroup g all none\n", "line 2: no line before this one defines 'none'"),
            ($"witness w {w1}\ngroup g all g\n", "line 2: no line before this one defines 'g'"),
            ($"witness w {w1}\ngroup g 2 w\n", "line 2: a group needs"),
            ($"witness w {w1}\ngroup g 0 w\n", "line 2: a group needs"),
            ($"witness w {w1}\ngroup g +1 w\n", "line 2: a group needs"),
            ($"witness w {w1}\ngroup g 1\n", "line 2: a group is written"),
            ($"witness w {w1}\ngroup g all w w\n", "line 2: 'w' is a member already"),
            ($"witness w {w1}\ngroup g all w\ngroup h all w\n", "line 3: 'w' is a member already"),
            ($"witness w {w1}\ngroup w all w\n", "line 2: 'w' was defined before"),
            ($"log {log}\nlog {renamed}\n", "line 2: the key of the log other.example stands there twice"),
            ($"witness a {w1}\nwitness b {again}\n", "line 2: the key of the witness b stands there twice"),
            ($"log {w1}\n", "line 1: this is the key of a witness"),
            ($"witness w {log}\n", "line 1: a witness cosigns with a key of type 4"),
            ("log nonsense\n", "line 1: a verifier key is written"),
            ($"log {log} ftp://a.example\n", "line 1: 'ftp://a.example' is no address"),
            ($"log {log} https://name:word@a.example\n", "line 1: "),
            ($"log {log} x y\n", "line 1: a log is written"),
            ("log\n", "line 1: a log is written"),
            ("witness w\n", "line 1: a witness is written"),
            ("quorum a b\n", "line 1: the quorum is written"),
            ("Quorum none\n", "line 1: 'Quorum' is none of"),
            ("quorum none\r\n", "line 1: a control character"),
            ("# a\u0000\nquorum none\n", "line 1: a control character"),
        ];
        foreach (var (text, said) in cases)
            Assert.Contains(said, Assert.Throws<FormatException>(() => TlogPolicy.Parse(text)).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => TlogPolicy.Parse(new string('#', TlogPolicy.MostBytes + 1)));
    }

    [Fact]
    public void As_many_as_the_specification_asks_for_are_read_and_groups_end_somewhere()
    {
        var many = Enumerable.Range(0, 32).Select(n => Keys.Witness($"m{n}.example")).ToArray();
        var text = string.Concat(many.Select((one, n) => $"log {Keys.Log($"l{n}.example").Key}\nwitness m{n} {one.Key}\n"))
            + "group g0 any m0\n" + string.Concat(Enumerable.Range(1, 31).Select(n => $"group g{n} all g{n - 1} m{n}\n")) + "quorum g31\n";
        var policy = TlogPolicy.Parse(text.Replace($"log {Keys.Log("l0.example").Key}", $"log {Log.Key}", StringComparison.Ordinal));
        Assert.Equal((32, 32), (policy.Logs.Length, policy.Witnesses.Length));
        Assert.False(policy.Judge(Note(many.Take(15)), Log.Key).IsMet);
        var deep = $"witness w {Some[0].Key}\ngroup g0 all w\n" + string.Concat(Enumerable.Range(1, 20_000).Select(n => $"group g{n} all g{n - 1}\n"));
        Assert.Contains("at most 1024", Assert.Throws<FormatException>(() => TlogPolicy.Parse(deep)).Message, StringComparison.Ordinal);
    }

    /// <summary>Whichever bit of the whole file is another: it is no proof, or not of this leaf, or not signed, or not witnessed.</summary>
    [Fact]
    public void No_bit_of_a_witnessed_proof_can_be_another()
    {
        var policy = TlogPolicy.Parse($"log {Log.Key}\nwitness w {Some[0].Key}\nquorum w\n");
        var tree = TestTree.OfSize(11);
        var text = new Checkpoint(Log.Key.Name, tree.Head(11)).Text;
        var proof = new TlogProof(6, MerkleProofs.Inclusion(6, 11, tree.Node), Log.Note(text).With([Some[0].Sign(text, At)]));
        var bytes = Encoding.UTF8.GetBytes(proof.ToString());
        Assert.True(Accepted(bytes));
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(Accepted(bytes), $"bit {bit}: {Encoding.UTF8.GetString(bytes)}");
            bytes[bit / 8] ^= (byte)(1 << bit % 8);
        }

        bool Accepted(byte[] file)
        {
            try
            {
                var read = TlogProof.Parse(Encoding.UTF8.GetString(file));
                return read.Places(tree[6]) && policy.Judge(read.Checkpoint).IsMet;
            }
            catch (FormatException)
            {
                return false;
            }
        }
    }

    private static SignedNote Note(IEnumerable<NoteSigner> witnesses)
    {
        var text = new Checkpoint(Log.Key.Name, new(1, Hash.Of([1]))).Text;
        return Log.Note(text).With(witnesses.Select(one => one.Sign(text, At)));
    }
}
