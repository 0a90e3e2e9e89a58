using Truceline.Embedded;

namespace Truceline.Durability.Tests;

/// <summary>The program itself, as people run it, on a disk that fails.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder folder = TemporaryFolder.OnDisk();

    public ProgramTests() => File.WriteAllText(folder["places.csv"], "name,lat,lon,within-m,known-as\nZolote,48.6912,38.5163,2000,\n");

    [Theory]
    [InlineData("fsync", "EIO")]
    [InlineData("pwrite64", "ENOSPC")]
    public void A_report_that_cannot_be_written_is_refused_in_one_sentence_with_exit_status_3(string call, string error)
    {
        var journal = folder["journal"];
        Assert.Equal(0, Add([], 1).Status);
        var (refused, size, own) = (0, 1L, 1);
        // The calls of opening, writing and closing; some of an end concern only the copying of the log, which was synced.
        for (var nth = 1; nth <= Extent.Of(9, 40); nth++)
        {
            var (status, told) = Add([Needs.Tool("strace"), "-f", "-qq", .. FailingDisk.At(call, nth, $"error={error}")], ++own);
            Assert.DoesNotContain("Unhandled", told, StringComparison.Ordinal);
            Assert.Null(SqliteJournal.Verify(journal).Fault);
            var now = Size(journal);
            if (status == 0) Assert.True(now > size, $"{call} {nth}: it said that the report was added");
            else
            {
                Assert.Equal(3, status);
                Assert.Matches("^truceline: [^\n]+\\.$", told.Trim());
                Assert.Contains(folder.Path, told, StringComparison.Ordinal);
                refused++;
            }
            size = now;
        }
        Assert.Equal(0, Add([], ++own).Status);
        Assert.True(Size(journal) > size);
        TestContext.Current.TestOutputHelper!.WriteLine($"{call} with {error}: {refused} reports refused with exit status 3");
        Assert.True(refused > 1, "nothing was tried");
    }

    private static long Size(string journal)
    {
        using var read = SqliteJournal.OpenForReading(journal);
        return read.Head.Size;
    }

    private (int Status, string Error) Add(string[] under, int own)
    {
        string[] words = ["add", "--journal", folder["journal"], "--exercise", "--source", "Mission (made up)", "--own-id", $"{own}", "--when", "2025-09-06 14:10..14:40",
            "--zone", "Europe/Kyiv", "--where", "3 km SE of Zolote", "--places", folder["places.csv"], "--act", "fire", "--what", "mortar", "--count", "4", "--means", "heard", "--observer", "Patrol 4"];
        using var run = WriterProcess.Start([.. under, .. WriterProcess.Truceline.Split(' '), .. words]);
        var error = run.StandardError.ReadToEndAsync();
        run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        return (run.ExitCode, error.Result);
    }

    public void Dispose() => folder.Dispose();
}
