using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Journals;

/// <summary>What a journal has published, and the key with which it did.</summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Random random = new(17);

    private string Journal => folder["journal"];

    [Fact]
    public void A_head_is_published_once_and_kept()
    {
        SignedNote first;
        using (var store = Open())
        {
            Assert.Null(store.LastCheckpoint());
            store.Append([new byte[1]]);
            first = store.Publish(Key());
            Assert.Equal(first, store.Publish(Key()));
            Assert.Equal(store.Head, Checkpoint.Parse(first.Text).Head);
            store.Append([new byte[2]]);
            store.Append([new byte[3]]);
            store.Publish(Key());
        }
        using var reading = SqliteJournal.OpenForReading(Journal);
        Assert.Equal([1, 3], reading.Checkpoints().Select(note => Checkpoint.Parse(note.Text).Head.Size));
        Assert.Equal(first, reading.Checkpoints()[0]);
        Assert.Equal(3, Checkpoint.Parse(reading.LastCheckpoint()!.Text).Head.Size);
        Assert.Throws<InvalidOperationException>(() => reading.Publish(Key()));
        Assert.All(reading.Checkpoints(), note => Assert.Single(note.VerifiedBy([SigningKey.Verifier(Journal)!])));
    }

    [Fact]
    public void An_empty_journal_can_publish_that_it_is_empty()
    {
        using var store = Open();
        Assert.Equal(MerkleTree.Empty.Head, Checkpoint.Parse(store.Publish(Key()).Text).Head);
    }

    [Fact]
    public void Cosignatures_are_added_once_each_and_stay()
    {
        var (one, other) = (Witness("witness.example/1"), Witness("witness.example/2"));
        using var store = Open();
        store.Append([new byte[1]]);
        var text = store.Publish(Key()).Text;
        store.Cosign(1, [one.Sign(text)]);
        var all = store.Cosign(1, [other.Sign(text)]);
        Assert.Equal(3, all.Signatures.Length);
        Assert.Equal(all, store.Cosign(1, [other.Sign(text)]));
        Assert.Equal(all, store.Publish(Key()));
        Assert.Equal(all, store.LastCheckpoint());
        Assert.Throws<JournalException>(() => store.Cosign(2, [one.Sign(text)]));
    }

    [Fact]
    public void A_key_is_made_once_and_only_its_owner_may_read_it()
    {
        using (Open()) { }
        var key = Key();
        Assert.Equal(key.Key, Key().Key);
        Assert.Equal(key.Key, SigningKey.Verifier(Journal));
        Assert.Matches("^truceline\\.invalid/[0-9a-f]{16}$", key.Key.Name);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Journal, SigningKey.FileName)));
        Assert.DoesNotContain("PRIVATE", File.ReadAllText(Path.Combine(Journal, SigningKey.VerifierName)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_that_has_signed_gets_no_second_key()
    {
        using (Open()) { }
        Key();
        File.Delete(Path.Combine(Journal, SigningKey.FileName));
        Assert.Contains("put it back", Assert.Throws<JournalException>(() => Key()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_keeps_the_name_that_it_was_given()
    {
        using var store = Open();
        Assert.Equal("monitors.example/log", SigningKey.OpenOrCreate(Journal, random.NextBytes, "monitors.example/log").Key.Name);
        Assert.Equal("monitors.example/log", Key().Key.Name);
        Assert.Throws<JournalException>(() => SigningKey.OpenOrCreate(Journal, random.NextBytes, "another.example/log"));
        store.Publish(Key());
        Assert.Throws<JournalException>(() => store.Publish(NoteSigner.Of("another.example/log", SignatureType.Ed25519, new byte[32])));
    }

    [Theory]
    [InlineData("signing.key", "PRIVATE+KEY+x+00000000+AAAA")]
    [InlineData("signing.key", "")]
    [InlineData("verifier.key", "nothing")]
    [InlineData("verifier.key", "truceline.example+9461e4ba+AQX6NPpAd7RDpRi4GVPCfQoKUSNfRqQgG2JmOMhpZAGK")]
    public void A_key_that_was_altered_is_refused_and_not_shown(string file, string text)
    {
        using (Open()) { }
        Key();
        File.WriteAllText(Path.Combine(Journal, file), text + "\n");
        var refused = Assert.Throws<JournalException>(() => Key());
        Assert.DoesNotContain("AAAA", refused.Message, StringComparison.Ordinal);
    }

    private NoteSigner Witness(string name)
    {
        var seed = new byte[32];
        random.NextBytes(seed);
        return NoteSigner.Of(name, SignatureType.Cosignature, seed);
    }

    private SqliteJournal Open() => SqliteJournal.OpenOrCreate(Journal, random.NextBytes);

    private NoteSigner Key() => SigningKey.OpenOrCreate(Journal, random.NextBytes);

    public void Dispose() => folder.Dispose();
}
