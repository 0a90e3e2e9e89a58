namespace Truceline.Durability.Tests;

/// <summary>
/// A small file system in memory that is really full, and a limit on the length of files, at which writes are cut short.
/// Both are made in a mount namespace of their own, which ends with the test's process.
/// </summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder folder = TemporaryFolder.OnDisk();
    private readonly Random random = new(101);

    [Fact]
    public void When_the_disk_is_full_nothing_more_is_acknowledged_reading_goes_on_and_room_lets_it_go_on()
    {
        var run = InANamespace(
            """
            mount -t tmpfs -o size=1500k none "$1/full"
            mkdir "$1/out"
            $WRITER "$1/full/journal" seed:9 open append:20 publish times:100000 || echo "status $?" >&2
            cp -a "$1/full/journal" "$1/out/full"
            # From here on not a byte is left, and what readers share is gone.
            dd if=/dev/zero of="$1/full/rest" bs=4096 2>"$1/out/dd" || true
            [ -s "$1/full/journal/journal.db-wal" ] || echo "the log is empty" >&2
            $CLI verify "$1/full/journal" >"$1/out/verified" || echo "verify: status $?" >&2
            rm -f "$1/full/journal/journal.db-shm"
            dd if=/dev/zero of="$1/full/rest" bs=4096 2>"$1/out/dd" || true
            $CLI verify "$1/full/journal" >"$1/out/verified-again" || echo "verify without -shm: status $?" >&2
            $CLI journal export --journal "$1/full/journal" >"$1/out/exported" || echo "export: status $?" >&2
            rm "$1/full/rest" "$1/full/journal/journal.db-shm" 2>"$1/out/rm" || true
            mount -o remount,ro "$1/full"
            $CLI verify "$1/full/journal" >"$1/out/verified-read-only" || echo "verify on a medium that cannot be written: status $?" >&2
            mount -o remount,rw,size=4m "$1/full"
            $WRITER "$1/full/journal" open append:3 >"$1/out/went-on" || echo "again: status $?" >&2
            """);
        Assert.Contains("status 3", run.Error, StringComparison.Ordinal);
        Assert.Contains("disk is full", run.Error, StringComparison.Ordinal);
        Assert.False(run.Acknowledged.AcceptedAfterFailure);
        Assert.True(run.Acknowledged.Size > 100, $"the disk was full too soon: {run.Error}");
        Assert.False(run.Error.Contains("verify", StringComparison.Ordinal), run.Error);
        Assert.DoesNotContain("again:", run.Error, StringComparison.Ordinal);
        foreach (var verified in new[] { "verified", "verified-again", "verified-read-only" })
            Assert.Contains("agrees with itself", File.ReadAllText(folder[$"out/{verified}"]), StringComparison.Ordinal);
        Assert.Contains("ack ", File.ReadAllText(folder["out/went-on"]), StringComparison.Ordinal);
        Assert.Null(Soundness.Fault(folder["out/full"], run.Acknowledged, random));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(101)]
    [InlineData(163)]
    public void A_write_that_is_cut_short_acknowledges_nothing(int kilobytes)
    {
        // In kilobytes, and a signal that would end the process is ignored, so that the write is told that it was too long.
        var run = InAShell($$"""trap "" XFSZ; ulimit -f {{kilobytes}}; $WRITER "$1/journal" seed:9 open append:5 times:100000 || echo "status $?" >&2""");
        Assert.Contains("status 3", run.Error, StringComparison.Ordinal);
        Assert.Contains(folder["journal"], run.Error, StringComparison.Ordinal);
        Assert.False(run.Acknowledged.AcceptedAfterFailure);
        var fault = Soundness.Fault(folder["journal"], run.Acknowledged, random);
        Assert.True(fault is null, fault);
    }

    private WriterProcess.Ended InANamespace(string script)
    {
        Directory.CreateDirectory(folder["full"]);
        string[] own = Environment.IsPrivilegedProcess ? ["-m"] : ["-m", "-r"];
        using (var allowed = WriterProcess.Start([Needs.Tool("unshare"), .. own, "mount", "-t", "tmpfs", "-o", "size=4k", "none", folder["full"]]))
        {
            allowed.WaitForExit();
            if (allowed.ExitCode != 0) Needs.Missing("a system that lets a test mount a file system of its own");
        }
        return Run([Needs.Tool("unshare"), .. own, "bash", "-c", script, "bash", folder.Path]);
    }

    private WriterProcess.Ended InAShell(string script) => Run(["bash", "-c", script, "bash", folder.Path]);

    private static WriterProcess.Ended Run(IReadOnlyList<string> command) => WriterProcess.Finish(WriterProcess.Start(command));

    public void Dispose() => folder.Dispose();
}
