using System.Text;
using Truceline.Embedded;
using Truceline.Journal;

namespace Truceline.App.Tests.Journals;

/// <summary><c>truceline journal init</c>, <c>backup</c> and <c>restore</c>, as they are typed.</summary>
public sealed class CopyCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_journal_is_begun_with_a_name_and_says_its_key()
    {
        var (status, output, error) = Run("journal", "init", "--journal", folder["journal"], "--origin", "mission.example/log");
        Assert.Equal(ExitStatus.Done, status);
        var key = NoteKey.Parse(output.TrimEnd());
        Assert.Equal("mission.example/log", key.Name);
        Assert.Equal(key, SigningKey.Verifier(folder["journal"]));
        Assert.Contains("keep a copy", error, StringComparison.Ordinal);
        Assert.Equal((ExitStatus.Done, output), (Run("journal", "init", "--journal", folder["journal"]) is var again ? again.Status : 0, again.Output));
        Assert.Equal(ExitStatus.WrongUse, Run("journal", "init", "--journal", folder["journal"], "--origin", "another.example/log").Status);
        Assert.Equal(ExitStatus.WrongUse, Run("journal", "init", "--journal", folder["other"], "--origin", "a name").Status);
        Assert.False(Directory.Exists(folder["other"]));
    }

    [Fact]
    public void A_copy_is_written_down_and_restored_with_its_key()
    {
        Filled();
        Assert.Equal(ExitStatus.Done, Run("journal", "backup", "--journal", folder["journal"], "-o", folder["copy"], "--to", "archive").Status);
        Assert.False(File.Exists(Path.Combine(folder["copy"], SigningKey.FileName)));
        var (status, output, error) = Run("journal", "restore", folder["copy"], "--journal", folder["again"], "--key", Path.Combine(folder["journal"], SigningKey.FileName));
        Assert.Equal((ExitStatus.Done, ""), (status, error));
        Assert.StartsWith("4 entries restored", output, StringComparison.Ordinal);
        using var store = SqliteJournal.OpenForReading(folder["again"]);
        var record = Custody.Decode(store.Read(4, 3).Single().Bytes)!;
        Assert.Equal((CustodyAct.Exported, 3L, Custody.Backup, "archive"), (record.Act, record.UpTo, record.Form, record.To));
        Assert.Equal(JournalFolder.Signer(folder["journal"]).Key, JournalFolder.Signer(folder["again"]).Key);
        Assert.NotNull(store.LastCheckpoint());
    }

    [Fact]
    public void A_copy_restored_without_its_key_says_so_and_signs_nothing()
    {
        Filled();
        Run("journal", "backup", "--journal", folder["journal"], "-o", folder["copy"]);
        var (status, _, error) = Run("journal", "restore", folder["copy"], "--journal", folder["again"]);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("private key is not here", error, StringComparison.Ordinal);
        Assert.Throws<JournalException>(() => JournalFolder.Signer(folder["again"]));
    }

    [Fact]
    public void A_copy_that_was_altered_is_not_restored()
    {
        Filled();
        Run("journal", "backup", "--journal", folder["journal"], "-o", folder["copy"]);
        using (var database = JournalDatabase.Open(folder["copy"], writable: true)) JournalDatabase.Execute(database, "UPDATE entries SET sealed = zeroblob(length(sealed)) WHERE number = 2");
        var (status, output, error) = Run("journal", "restore", folder["copy"], "--journal", folder["again"]);
        Assert.Equal((ExitStatus.Rejected, ""), (status, output));
        Assert.Contains("entry 2", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["again"]));
    }

    [Fact]
    public void Nothing_is_laid_over_what_is_there_and_another_journals_key_is_refused()
    {
        Filled();
        Assert.Equal(ExitStatus.WrongUse, Run("journal", "backup", "--journal", folder["journal"], "-o", folder["journal"]).Status);
        using (var store = SqliteJournal.OpenForReading(folder["journal"])) Assert.Equal(3, store.Head.Size); // and nothing was written down
        Run("journal", "backup", "--journal", folder["journal"], "-o", folder["copy"]);
        Assert.Equal(ExitStatus.WrongUse, Run("journal", "restore", folder["copy"], "--journal", folder["journal"]).Status);
        Run("journal", "init", "--journal", folder["other"]);
        Assert.Equal(ExitStatus.WrongUse, Run("journal", "restore", folder["copy"], "--journal", folder["again"], "--key", Path.Combine(folder["other"], SigningKey.FileName)).Status);
        Assert.Equal(ExitStatus.WrongUse, Run("journal", "restore", folder["nothing"], "--journal", folder["again"]).Status);
        Assert.False(Directory.Exists(folder["again"]));
    }

    private void Filled()
    {
        using var store = JournalFolder.OpenOrCreate(folder["journal"]);
        store.Append([.. Enumerable.Range(1, 3).Select(n => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($$"""{"body":{"n":{{n}}},"kind":"test"}"""))]);
        store.Publish(JournalFolder.Signer(folder["journal"]));
    }

    private static (int Status, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        return (Cli.Run(arguments, output, error), output.ToString(), error.ToString());
    }

    public void Dispose() => folder.Dispose();
}
