using System.Collections.Immutable;
using System.Text;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

public class WitnessTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 3, 1, 12, 0);
    private static readonly NoteSigner Log = Keys.Log("exercise.example/journal");
    private static readonly NoteSigner Own = Keys.Witness("w.example");
    private static readonly TestTree Tree = TestTree.OfSize(40);
    private static readonly TestTree Fork = new(Enumerable.Range(0, 40).Select(n => n == 5 ? Hash.Of([9]) : Tree[n]));

    [Fact]
    public void A_request_is_read_as_it_is_written_in_the_specification()
    {
        const string body = "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\nexample.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n— example.com/behind-the-sofa opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";
        var request = WitnessRequest.Parse(Encoding.UTF8.GetBytes(body));
        Assert.Equal((20852014, 4, 2), (request.Old, request.Proof.Length, request.Checkpoint.Signatures.Length));
        Assert.Equal(body, request.ToString());
    }

    [Fact]
    public void A_first_checkpoint_is_cosigned_and_so_is_each_that_goes_on_from_it()
    {
        SignedNote? state = null;
        foreach (var (old, size) in new[] { (0, 3), (3, 3), (3, 4), (4, 40), (40, 40) })
        {
            var answer = Ask(state, Request(old, size));
            Assert.Equal(200, answer.Status);
            var cosigned = SignedNote.Parse($"{Note(Tree, size).Text}\n{answer.Body}");
            Assert.Equal([Own.Key], cosigned.VerifiedBy([Own.Key, Log.Key]));
            Assert.True(Cosignature.TryRead(cosigned.Signatures[0].Bytes.AsSpan(), out var cosignature) && cosignature.At == At);
            state = answer.State!;
            Assert.Equal([Log.Key, Own.Key], state.VerifiedBy([Own.Key, Log.Key]));
            Assert.Null(answer.Conflict);
        }
    }

    [Fact]
    public void An_empty_journal_can_be_cosigned_first()
    {
        var answer = Ask(null, Request(0, 0));
        Assert.Equal(200, answer.Status);
        Assert.Equal(200, Ask(answer.State, Request(0, 7)).Status);
        var wrong = Log.Note(new Checkpoint(Log.Key.Name, new(0, Hash.Of([1]))).Text);
        Assert.Equal((422, "the root of a journal without entries is SHA-256 of nothing\n"), (Ask(null, new(0, [], wrong)).Status, Ask(null, new(0, [], wrong)).Body));
    }

    /// <summary>Only what the witness has to believe is kept: signatures of strangers are not passed on.</summary>
    [Fact]
    public void Signatures_of_strangers_are_neither_minded_nor_kept()
    {
        var other = Keys.Log("stranger.example").Sign(Note(Tree, 3).Text);
        var answer = Ask(null, Request(0, 3) with { Checkpoint = Note(Tree, 3).With([other]) });
        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain(other, answer.State!.Signatures);
    }

    [Fact]
    public void A_size_that_is_not_the_last_is_answered_with_the_last()
    {
        var answer = Ask(Note(Tree, 7), Request(0, 9));
        Assert.Equal((409, "7\n"), (answer.Status, answer.Body));
        Assert.Null(answer.Conflict);
        Assert.Equal((409, "0\n"), (Ask(null, Request(3, 9)).Status, Ask(null, Request(3, 9)).Body));
    }

    [Fact]
    public void A_checkpoint_that_was_cosigned_and_comes_again_is_no_conflict_and_changes_nothing()
    {
        var answer = Ask(Note(Tree, 9), Request(0, 7), size => size == 7 ? Note(Tree, 7) : null);
        Assert.Equal((409, "9\n"), (answer.Status, answer.Body));
        Assert.Null(answer.Conflict);
        Assert.Null(answer.State);
        Assert.Null(Ask(Note(Tree, 9), Request(0, 9)).Conflict);
        Assert.Null(Ask(Note(Tree, 9), Request(0, 0)).Conflict);
    }

    [Fact]
    public void Another_tree_of_a_size_that_was_cosigned_is_a_fork_whatever_size_is_named()
    {
        foreach (var request in new[] { new WitnessRequest(9, [], Note(Fork, 9)), new(0, [], Note(Fork, 9)) })
        {
            var answer = Ask(Note(Tree, 9), request);
            Assert.Equal(request.Old == 9 ? 422 : 409, answer.Status);
            Assert.Equal((ConflictKind.Fork, Note(Tree, 9)), (answer.Conflict!.Kind, answer.Conflict.Seen));
            Assert.Null(answer.State);
        }
        var earlier = Ask(Note(Tree, 9), new(0, [], Note(Fork, 7)), size => size == 7 ? Note(Tree, 7) : null);
        Assert.Equal((ConflictKind.Fork, Note(Tree, 7)), (earlier.Conflict!.Kind, earlier.Conflict.Seen));
    }

    [Fact]
    public void A_later_tree_that_is_not_shown_to_go_on_is_refused_and_kept()
    {
        var answer = Ask(Note(Tree, 9), new(9, MerkleProofs.Consistency(9, 20, Fork.Node), Note(Fork, 20)));
        Assert.Equal((422, ConflictKind.NotShown), (answer.Status, answer.Conflict!.Kind));
        Assert.Null(answer.State);
    }

    [Fact]
    public void A_smaller_tree_that_was_never_cosigned_is_refused_and_kept_as_old_or_rolled_back()
    {
        var answer = Ask(Note(Tree, 20), new(9, [], Note(Fork, 12)));
        Assert.Equal((409, "20\n", ConflictKind.Smaller), (answer.Status, answer.Body, answer.Conflict!.Kind));
        Assert.Contains("old, or the journal was rolled back", answer.Conflict.What, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_origins_keys_that_did_not_sign_and_forgeries_are_refused_and_leave_nothing()
    {
        var stranger = Keys.Log("stranger.example");
        var text = Note(Tree, 3).Text;
        (WitnessRequest Request, int Status)[] cases =
        [
            (new(0, [], stranger.Note(new Checkpoint(stranger.Key.Name, Tree.Head(3)).Text)), 404),
            (new(0, [], stranger.Note(text)), 403),
            (new(0, [], new(text, [new(Log.Key.Name, Log.Key.Id, stranger.Sign(text).Bytes)])), 403),
            // One sound signature does not heal a forged one of another key of the same journal.
            (new(0, [], Log.Note(text).With([new(Second.Key.Name, Second.Key.Id, stranger.Sign(text).Bytes)])), 403),
            (new(0, [], Log.Note("no checkpoint\n")), 400),
            (new(4, [], Note(Tree, 3)), 400),
            (new(0, [Tree[0]], Note(Tree, 3)), 422),
        ];
        foreach (var (request, status) in cases)
        {
            var answer = Ask(null, request);
            Assert.Equal(status, answer.Status);
            Assert.Null(answer.State);
            Assert.Null(answer.Conflict);
            Assert.EndsWith("\n", answer.Body, StringComparison.Ordinal);
        }
    }

    private static NoteSigner Second { get; } = NoteSigner.Of(Log.Key.Name, SignatureType.Ed25519, Hash.Of("second"u8).ToArray());

    [Fact]
    public void A_journal_may_have_two_keys_under_one_origin()
    {
        Assert.Equal(200, Ask(null, new(0, [], Second.Note(Note(Tree, 3).Text))).Status);
        Assert.Equal(200, Ask(null, new(0, [], Note(Tree, 3).With([Second.Sign(Note(Tree, 3).Text)]))).Status);
    }

    [Fact]
    public void What_is_no_request_is_refused_with_its_reason()
    {
        var sound = Request(7, 9).ToString();
        (string Body, string Said)[] cases =
        [
            ("", "no empty line"),
            ("old 7\n", "no empty line"),
            (sound.Replace("old 7", "old 07", StringComparison.Ordinal), "without leading zeros"),
            (sound.Replace("old 7", "old -7", StringComparison.Ordinal), "without leading zeros"),
            (sound.Replace("old 7", "old  7", StringComparison.Ordinal), "without leading zeros"),
            (sound.Replace("old 7", "Old 7", StringComparison.Ordinal), "begins with 'old'"),
            (sound.Replace("old 7", "old 7 ", StringComparison.Ordinal), "without leading zeros"),
            (sound.Replace("=\n", "\n", StringComparison.Ordinal), "line 1 of the proof"),
            (sound.Replace("\n\n", "\n \n\n", StringComparison.Ordinal), "of the proof"),
            (sound[..^1], "cut off"),
            ("old 7\n" + string.Concat(Enumerable.Repeat(Convert.ToBase64String(new byte[32]) + "\n", 64)) + "\n" + Note(Tree, 9), "at most 63 lines, not 64"),
        ];
        foreach (var (body, said) in cases)
            Assert.Contains(said, Assert.Throws<FormatException>(() => WitnessRequest.Parse(Encoding.UTF8.GetBytes(body))).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => WitnessRequest.Parse(new byte[WitnessRequest.MostBytes + 1]));
        var most = new WitnessRequest(7, [.. Enumerable.Repeat(Tree[0], 63)], Note(Tree, 9));
        Assert.Equal(most, WitnessRequest.Parse(Encoding.UTF8.GetBytes(most.ToString())));
    }

    private static WitnessAnswer Ask(SignedNote? latest, WitnessRequest request, Func<long, SignedNote?>? cosigned = null) =>
        Witness.Answer(latest, cosigned ?? (_ => null), request, [Log.Key, Second.Key], Own, At);

    private static WitnessRequest Request(int old, int size) => new(old, old <= size ? MerkleProofs.Consistency(old, size, Tree.Node) : [], Note(Tree, size));

    private static SignedNote Note(TestTree tree, int size) => Log.Note(new Checkpoint(Log.Key.Name, tree.Head(size)).Text);
}
