using System.Text;
using Truceline.Embedded;

namespace Truceline.App.Tests.Journals;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void What_is_written_is_there_under_its_name_alone()
    {
        DurableFile.Write(folder["note"], "first and longer"u8);
        DurableFile.Write(folder["note"], "second"u8);
        Assert.Equal("second", File.ReadAllText(folder["note"], Encoding.ASCII));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void What_could_not_be_written_leaves_nothing_behind()
    {
        Directory.CreateDirectory(folder["note"]); // the name is taken by what no file replaces
        Assert.ThrowsAny<Exception>(() => DurableFile.Write(folder["note"], "note"u8));
        Directory.CreateDirectory(Path.Combine(folder["journal"], JournalDatabase.FileName));
        Assert.ThrowsAny<Exception>(() => JournalDatabase.Create(folder["journal"]));
        Assert.Equal(["README.txt"], Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
    }

    [Fact]
    public void Directories_are_made_with_those_above_them()
    {
        var deep = Path.Combine(folder["a"], "b", "c") + Path.DirectorySeparatorChar;
        DurableFile.CreateDirectory(deep);
        DurableFile.CreateDirectory(deep);
        Assert.True(Directory.Exists(deep));
    }

    [Fact]
    public void A_sync_that_fails_is_an_error()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("needs a device that refuses to sync");
        // The kernel answers EINVAL for what it cannot sync; FileStream.Flush(true) would hide that as it hides EIO.
        using var device = File.OpenHandle("/dev/null", FileMode.Open, FileAccess.Write);
        var failed = Assert.Throws<IOException>(() => DurableFile.SyncData(device, "the device"));
        Assert.Contains("the device", failed.Message, StringComparison.Ordinal);
        Assert.Throws<IOException>(() => DurableFile.SyncDirectory(folder["nowhere"]));
    }

    public void Dispose() => folder.Dispose();
}
