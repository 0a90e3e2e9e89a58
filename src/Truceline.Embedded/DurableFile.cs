using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Truceline.Embedded;

/// <summary>
/// Files that are on the disk when the call returns. .NET 10 on Linux answers a failed sync (EIO, ENOSPC) as if it had
/// succeeded, so the system is asked directly, and a sync that failed is reported and never tried again: the pages it
/// could not write may already be dropped.
/// </summary>
internal static partial class DurableFile
{
    private const int Interrupted = 4; // EINTR on Linux and macOS

    /// <summary>Writes a whole file under a temporary name, syncs it, and gives it its name; an existing file is replaced.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = TemporaryName(path);
        try
        {
            using (var file = File.OpenHandle(temporary, FileMode.Create, FileAccess.Write))
            {
                RandomAccess.Write(file, bytes, 0);
                SyncData(file, temporary);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            // Whatever failed is told by the exception itself; only the half-written file must not stay behind.
            File.Delete(temporary);
            throw;
        }
        SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Writes a whole file that only the modes given may open; one that another process made meanwhile is left as it is.</summary>
    public static void WriteNew(string path, ReadOnlySpan<byte> bytes, UnixFileMode mode)
    {
        var temporary = TemporaryName(path);
        try
        {
            File.Delete(temporary); // of a process that was killed and had the same number
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = mode;
            using (var file = new FileStream(temporary, options))
            {
                RandomAccess.Write(file.SafeFileHandle, bytes, 0);
                SyncData(file.SafeFileHandle, temporary);
            }
            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
        finally
        {
            File.Delete(temporary);
        }
        SyncDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>A name beside a file's own that nobody else who is at work now uses.</summary>
    public static string TemporaryName(string path) =>
        FormattableString.Invariant($"{path}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.new");

    /// <summary>Creates a directory and those above it that are missing, each of them synced into the one above.</summary>
    public static void CreateDirectory(string path)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full)) return;
        var above = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(full));
        if (above is not null) CreateDirectory(above);
        Directory.CreateDirectory(full);
        if (above is not null) SyncDirectory(above);
    }

    /// <summary>Waits until the content of a file is on the disk.</summary>
    /// <exception cref="IOException">The system says that it is not.</exception>
    public static void SyncData(SafeFileHandle file, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            if (!FlushFileBuffers(file)) throw Failed(path);
            return;
        }
        // macOS has no fdatasync that programs may rely on.
        while ((OperatingSystem.IsLinux() ? FDataSync(file) : FSync(file)) != 0)
            if (Marshal.GetLastPInvokeError() != Interrupted) throw Failed(path);
    }

    /// <summary>Waits until the names in a directory are on the disk. Windows journals them by itself.</summary>
    /// <exception cref="IOException">The system says that they are not.</exception>
    public static void SyncDirectory(string path)
    {
        if (OperatingSystem.IsWindows()) return;
        int descriptor;
        while ((descriptor = Open(path, flags: 0)) < 0) // O_RDONLY
            if (Marshal.GetLastPInvokeError() != Interrupted) throw Failed(path);
        using var directory = new SafeFileHandle(descriptor, ownsHandle: true);
        while (FSync(directory) != 0)
            if (Marshal.GetLastPInvokeError() != Interrupted) throw Failed(path);
    }

    private static IOException Failed(string path) =>
        new($"cannot write {path} to the disk: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int FDataSync(SafeFileHandle file);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool FlushFileBuffers(SafeFileHandle file);
}
