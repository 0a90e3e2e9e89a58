using System.Diagnostics;
using System.Globalization;
using System.Text;
using NodaTime;
using Truceline.Journal;

namespace Truceline.Tests.Journal;

/// <summary>Go's own notes and trees against ours, each opening what the other made.</summary>
public sealed class GoInteropTests : IDisposable
{
    private const string Library = "/usr/share/gocode";
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("truceline-go-");

    [Fact]
    public void Go_opens_our_notes_and_we_open_those_of_Go()
    {
        var (ours, witness) = (Keys.Log("exercise.example/journal"), Keys.Witness("w.example"));
        var text = new Checkpoint(ours.Key.Name, new(130, Hash.Of([1]))).Text;
        var note = ours.Note(text);
        var cosigned = note.With([witness.Sign(text, Instant.FromUtc(2026, 3, 1, 0, 0))]);
        var receipt = ours.Note(new Receipt(ours.Key.Name, new(9, Hash.Of([2])), [new(3, 4, Hash.Of([3]))]).Text);
        var umlauts = Keys.Log("zürich.example/日本");
        var first = Ask(
            "key go.example/log",
            $"open {ours.Key} {Coded(note)}",
            $"open {ours.Key} {Coded(cosigned)}",
            $"open {ours.Key} {Coded(receipt)}",
            $"open {umlauts.Key} {Coded(umlauts.Note("Grüße\n\nzwei\n"))}",
            $"open {ours.Key} {Coded(note with { Text = text.Replace("130", "131", StringComparison.Ordinal) })}",
            $"open {Keys.Log("other.example").Key} {Coded(note)}",
            $"sign {ours.ToSecretText()} {Coded("signed by Go with our key\n")}");
        Assert.Equal($"ok {Coded(text)} 1 0", first[1]);
        Assert.Equal($"ok {Coded(text)} 1 1", first[2]);
        Assert.Equal($"ok {Coded(receipt.Text)} 1 0", first[3]);
        Assert.Equal($"ok {Coded("Grüße\n\nzwei\n")} 1 0", first[4]);
        Assert.StartsWith("no invalid signature", first[5], StringComparison.Ordinal);
        Assert.StartsWith("no note has no verifiable signatures", first[6], StringComparison.Ordinal);
        Assert.Equal(ours.Note("signed by Go with our key\n").ToString(), Text(first[7]));

        var (secret, key) = (first[0].Split(' ')[1], NoteKey.Parse(first[0].Split(' ')[2]));
        Assert.Equal(key, NoteSigner.Parse(secret).Key);
        Assert.Equal(secret, NoteSigner.Parse(secret).ToSecretText());
        var checkpoint = new Checkpoint(key.Name, new(0, MerkleTree.Empty.Root)).Text;
        var theirs = SignedNote.Parse(Text(Ask($"sign {secret} {Coded(checkpoint)}")[0]));
        Assert.Equal([key], theirs.VerifiedBy([key]));
        Assert.Equal(checkpoint, Checkpoint.Parse(theirs.Text).Text);
        Assert.Equal(theirs.ToString(), NoteSigner.Parse(secret).Note(checkpoint).ToString());
    }

    [Fact]
    public void Go_checks_our_proofs_and_rejects_what_we_reject()
    {
        var tree = TestTree.OfSize(90, "entry");
        var random = new Random(11);
        var (questions, sound) = (new List<string>(), new List<bool>());
        for (var i = 0; i < 1500; i++)
        {
            var second = random.Next(1, 90);
            var (first, leaf) = (random.Next(1, second + 1), random.Next(second));
            var altered = i % 3 == 0;
            var (inclusion, consistency) = (MerkleProofs.Inclusion(leaf, second, tree.Node).ToArray(), MerkleProofs.Consistency(first, second, tree.Node).ToArray());
            if (altered)
                foreach (var proof in new[] { inclusion, consistency })
                    if (proof.Length > 0) proof[random.Next(proof.Length)] = Hash.Of([(byte)i]);
            var (root, before) = (tree.Head(second).Root, tree.Head(first).Root);
            questions.Add($"included {second} {Coded(root)} {leaf} {Coded(tree[leaf])}{string.Concat(inclusion.Select(hash => " " + Coded(hash)))}");
            sound.Add(MerkleProofs.RootOf(leaf, second, tree[leaf], inclusion) == root);
            questions.Add($"goes-on {second} {Coded(root)} {first} {Coded(before)}{string.Concat(consistency.Select(hash => " " + Coded(hash)))}");
            sound.Add(MerkleProofs.IsConsistent(new(first, before), new(second, root), consistency));
        }
        var answers = Ask([.. questions]);
        for (var i = 0; i < answers.Length; i++) Assert.True(answers[i].StartsWith("ok", StringComparison.Ordinal) == sound[i], $"{questions[i]}: {answers[i]}");
        Assert.Contains(false, sound);
    }

    private string[] Ask(params string[] questions)
    {
        using var peer = Start(Built(), []);
        var writing = Task.Run(() =>
        {
            foreach (var question in questions) peer.StandardInput.Write(question + "\n");
            peer.StandardInput.Close();
        }, TestContext.Current.CancellationToken);
        var answers = peer.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        writing.GetAwaiter().GetResult();
        peer.WaitForExit();
        Assert.Equal(questions.Length, answers.Length);
        return answers;
    }

    private string Built()
    {
        var program = Path.Combine(folder.FullName, "peer");
        if (File.Exists(program)) return program;
        var go = Needs.Tool("go");
        if (!File.Exists(Path.Combine(Library, "src/golang.org/x/mod/sumdb/note/note.go"))) Needs.Missing("Debian's golang-golang-x-mod-dev");
        using var build = Start(go, ["build", "-o", program, Path.Combine(Needs.Root, "test/Truceline.Tests/Journal/Interop/main.go")]);
        build.StandardInput.Close();
        build.WaitForExit();
        Assert.True(build.ExitCode == 0, "the peer in Go does not build");
        return program;
    }

    private Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder.FullName };
        // Nothing is fetched: the library is Debian's, and what is built is kept with the test.
        foreach (var (name, value) in new[] { ("GO111MODULE", "off"), ("GOPATH", Library), ("GOCACHE", Path.Combine(folder.FullName, "cache")), ("GOFLAGS", "") }) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static string Coded(Hash hash) => Convert.ToBase64String(hash.ToArray());

    private static string Coded(object text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text}")));

    private static string Text(string answer) => Encoding.UTF8.GetString(Convert.FromBase64String(answer.Split(' ')[1]));

    public void Dispose() => folder.Delete(recursive: true);
}
