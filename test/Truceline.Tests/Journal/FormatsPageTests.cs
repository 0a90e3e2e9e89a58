using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

/// <summary>The examples of <c>docs/reference/journal-formats.md</c> are what the program writes, and what it reads.</summary>
public partial class FormatsPageTests
{
    private static readonly string Path = System.IO.Path.Combine(Needs.Root, "docs", "reference", "journal-formats.md");
    private static readonly NoteSigner Log = Keys.Log("mission.example/journal");
    private static readonly NoteSigner One = Keys.Witness("witness.example/one");
    private static readonly NoteSigner Two = Keys.Witness("witness.example/two");
    private static readonly TestTree Tree = new(Enumerable.Range(1, 7).Select(LeafOf));

    private static readonly Dictionary<string, string> Written = new()
    {
        ["key"] = $"{Log.Key}\n",
        ["checkpoint"] = $"{Note(7)}",
        ["cosigned"] = $"{Note(7).With([One.Sign(Note(7).Text, At)])}",
        ["receipt"] = $"{Log.Note(new Receipt(Log.Key.Name, Tree.Head(7), [new(4, 4, Tree[3]), new(6, 7, Tree.Root(5, 7))]).Text)}",
        ["proof"] = $"{new TlogProof(3, MerkleProofs.Inclusion(3, 7, Tree.Node), Note(7))}",
        ["policy"] = $"# the mission's journal, and who watches over it\nlog {Log.Key} https://mission.example\n\nwitness one {One.Key} https://witness.example/one\nwitness two {Two.Key}\ngroup both all one two\nquorum both\n",
        ["request"] = $"{new WitnessRequest(4, MerkleProofs.Consistency(4, 7, Tree.Node), Note(7))}",
        ["answer"] = $"{One.Sign(Note(7).Text, At)}",
    };

    private static Instant At => Instant.FromUtc(2026, 3, 1, 12, 0);

    [Fact]
    public void The_examples_of_the_page_are_those_that_the_program_writes()
    {
        var page = File.ReadAllText(Path);
        if (Environment.GetEnvironmentVariable("TRUCELINE_REWRITE") == "1") File.WriteAllText(Path, page = Example().Replace(page, found => $"```text {found.Groups[1].Value}\n{Written[found.Groups[1].Value]}```"));
        var shown = Example().Matches(page).ToDictionary(found => found.Groups[1].Value, found => found.Groups[2].Value);
        Assert.Equal(Written.Keys.Order(StringComparer.Ordinal), shown.Keys.Order(StringComparer.Ordinal));
        Assert.All(Written, example => Assert.Equal(example.Value, shown[example.Key]));
    }

    [Fact]
    public void The_examples_of_the_page_hold_together_when_they_are_read()
    {
        var shown = Example().Matches(File.ReadAllText(Path)).ToDictionary(found => found.Groups[1].Value, found => found.Groups[2].Value);
        var key = NoteKey.Parse(shown["key"].TrimEnd());
        Assert.Equal([key], SignedNote.Parse(shown["checkpoint"]).VerifiedBy([key]));
        Assert.Equal([key], SignedNote.Parse(shown["receipt"]).VerifiedBy([key]));
        var receipt = Receipt.Parse(SignedNote.Parse(shown["receipt"]).Text);
        var proof = TlogProof.Parse(shown["proof"]);
        Assert.Equal(3, proof.Index);
        Assert.True(proof.Places(receipt.Runs[0].Commitments));
        var policy = TlogPolicy.Parse(shown["policy"]);
        Assert.False(policy.Judge(SignedNote.Parse(shown["cosigned"])).IsMet);
        Assert.Equal(At, policy.Judge(SignedNote.Parse(shown["cosigned"])).Witnesses.Single().At);
        Assert.Equal(shown["cosigned"], shown["checkpoint"] + shown["answer"]);
        var request = WitnessRequest.Parse(Encoding.UTF8.GetBytes(shown["request"]));
        Assert.Equal((200, shown["answer"]), (Witness.Answer(Note(4), _ => null, request, [key], One, At).Status, Witness.Answer(Note(4), _ => null, request, [key], One, At).Body));
    }

    private static SignedNote Note(int size) => Log.Note(new Checkpoint(Log.Key.Name, Tree.Head(size)).Text);

    private static Hash LeafOf(int number) =>
        Leaf.HashOf(Leaf.Commit(new Secret(Hash.Of(BitConverter.GetBytes(number)).ToArray()), Encoding.UTF8.GetBytes($$"""{"body":{"note":"exercise, synthetic: entry {{number}}"},"kind":"example"}""")));

    [GeneratedRegex("^```text ([a-z-]+)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();
}
