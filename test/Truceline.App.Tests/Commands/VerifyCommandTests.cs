using System.Text.Json;
using Microsoft.Data.Sqlite;
using Truceline.App.Tests.Journals;
using Truceline.Embedded;

namespace Truceline.App.Tests.Commands;

public sealed class VerifyCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly string head;

    public VerifyCommandTests()
    {
        using var store = SqliteJournal.OpenOrCreate(folder["journal"], new Random(3).NextBytes);
        store.Append(["one"u8.ToArray(), "two"u8.ToArray()]);
        head = store.Append(["three"u8.ToArray()]).Root.ToString();
    }

    [Fact]
    public void A_sound_journal_is_done_and_says_what_that_proves_and_what_not()
    {
        var (status, output, error) = Run("verify", folder["journal"]);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Empty(error);
        Assert.StartsWith($"3 entries in 2 batches, head {head}.", output, StringComparison.Ordinal);
        Assert.Contains("\nWhat is here agrees with itself.\n", output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("does not show that nobody rewrote the whole journal", output, StringComparison.Ordinal);
        Assert.Contains("true or complete", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_altered_journal_is_rejected_and_the_first_bad_entry_named()
    {
        Alter();
        var (status, output, _) = Run("verify", folder["journal"]);
        Assert.Equal(ExitStatus.Rejected, status);
        Assert.StartsWith("Rejected: the sealed content or the secret of entry 3 was altered.", output, StringComparison.Ordinal);
        Assert.Contains("2 entries in 1 batch", output, StringComparison.Ordinal);
        Assert.DoesNotContain("agrees with itself", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_result_can_be_read_by_a_machine()
    {
        var (_, output, _) = Run("verify", "--json", folder["journal"]);
        using (var sound = JsonDocument.Parse(output))
        {
            Assert.True(sound.RootElement.GetProperty("sound").GetBoolean());
            Assert.Equal(3, sound.RootElement.GetProperty("entries").GetInt64());
            Assert.Equal(2, sound.RootElement.GetProperty("batches").GetInt64());
            Assert.Equal(head, sound.RootElement.GetProperty("head").GetString());
            Assert.Equal(JsonValueKind.Null, sound.RootElement.GetProperty("fault").ValueKind);
        }
        Alter();
        (var status, output, _) = Run("verify", "--json", folder["journal"]);
        Assert.Equal(ExitStatus.Rejected, status);
        using var rejected = JsonDocument.Parse(output);
        Assert.False(rejected.RootElement.GetProperty("sound").GetBoolean());
        Assert.Equal("content", rejected.RootElement.GetProperty("fault").GetProperty("kind").GetString());
        Assert.Equal(3, rejected.RootElement.GetProperty("fault").GetProperty("first").GetInt64());
    }

    [Fact]
    public void A_directory_without_a_journal_is_wrong_use_and_stays_as_it_is()
    {
        foreach (var directory in new[] { folder["nowhere"], folder.Path })
        {
            var (status, output, error) = Run("verify", directory);
            Assert.Equal(ExitStatus.WrongUse, status);
            Assert.Empty(output);
            Assert.Contains("there is no journal", error, StringComparison.Ordinal);
            Assert.Single(error.TrimEnd().Split('\n'));
        }
        Assert.False(Directory.Exists(folder["nowhere"]));
    }

    [Fact]
    public void A_journal_that_cannot_be_read_is_a_failure_of_the_world()
    {
        using (var database = JournalDatabase.Connect(Path.Combine(folder["journal"], "journal.db"), SqliteOpenMode.ReadWrite))
            JournalDatabase.Execute(database, "PRAGMA application_id = 1");
        var (status, output, error) = Run("verify", folder["journal"]);
        Assert.Equal(ExitStatus.WorldFailed, status);
        Assert.Empty(output);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void A_journal_without_entries_is_empty_and_no_more_is_said()
    {
        JournalDatabase.Create(folder["empty"]);
        var (status, output, _) = Run("verify", folder["empty"]);
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("The journal is empty.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("What is here", output, StringComparison.Ordinal);
        Assert.Contains("cut off its end", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.01)]
    public void A_database_that_was_cut_off_or_overwritten_is_rejected_with_a_place(double left)
    {
        var path = Path.Combine(folder["journal"], "journal.db");
        using (var file = File.OpenWrite(path))
            if (left > 0.05) file.SetLength((long)(file.Length * left));
            else file.Write(new byte[16].Select(_ => (byte)'x').ToArray());
        var (status, output, _) = Run("verify", "--json", folder["journal"]);
        Assert.Equal(ExitStatus.Rejected, status);
        using var rejected = JsonDocument.Parse(output);
        Assert.Equal("database", rejected.RootElement.GetProperty("fault").GetProperty("kind").GetString());
        Assert.Equal(left > 0.8 ? 3 : 1, rejected.RootElement.GetProperty("fault").GetProperty("first").GetInt64());
    }

    [Fact]
    public void The_help_has_an_example()
    {
        var (status, output, _) = Run("verify", "--help");
        Assert.Equal(ExitStatus.Done, status);
        Assert.Contains("Example:", output, StringComparison.Ordinal);
    }

    private void Alter()
    {
        using var database = new SqliteConnection($"Data Source={Path.Combine(folder["journal"], "journal.db")};Pooling=False");
        database.Open();
        JournalDatabase.Execute(database, "UPDATE entries SET sealed = x'00112233445566778899AABBCCDDEEFF0011' WHERE number = 3");
    }

    private static (int Status, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = Cli.Run(args, output, error);
        return (status, output.ToString(), error.ToString());
    }

    public void Dispose() => folder.Dispose();
}
