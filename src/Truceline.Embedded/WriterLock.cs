using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Truceline.Embedded;

/// <summary>
/// The one place of who writes to a journal: a lock that the system gives to one open file and takes back when its process
/// ends, however it ends. The file says who holds it.
/// </summary>
internal sealed partial class WriterLock : IDisposable
{
    public const string FileName = "writer.lock";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private const int LongestWords = 200;
    private const int ReadWrite = 2; // O_RDWR
    private const int Exclusive = 2 | 4; // LOCK_EX | LOCK_NB
    private const int Interrupted = 4; // EINTR

    private readonly SafeFileHandle file;

    private WriterLock(SafeFileHandle file) => this.file = file;

    /// <summary>Takes the place, waiting a little for who holds it.</summary>
    /// <exception cref="JournalException">Somebody else keeps it; the message names who.</exception>
    public static WriterLock Take(string directory, string holder)
    {
        var path = Path.Combine(directory, FileName);
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            var file = Open(path, directory);
            if (TryLock(file))
            {
                Write(file, holder);
                return new WriterLock(file);
            }
            var held = Read(file);
            file.Dispose();
            if (waited >= Patience)
                throw new JournalException($"{(held.Length > 0 ? held : "another process")} is writing to the journal in '{directory}'; try again when it is done.") { IsContended = true };
            // The system's call waits for ever or not at all: between the two stands asking again.
            Thread.Sleep(Pause);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (file.IsClosed) return;
        Write(file, "");
        file.Dispose(); // and with it the lock
    }

    private static SafeFileHandle Open(string path, string directory)
    {
        try
        {
            if (OperatingSystem.IsWindows()) return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            // Opened by the system's own call: .NET would lock the file in its own way. It is made first where it is missing.
            if (!File.Exists(path)) Create(path);
            // A folder handed in by others may lead with this name to a file of ours, which the holder's words would overwrite.
            if (new FileInfo(path).LinkTarget is not null) throw new IOException($"'{FileName}' is a link to another file; remove it");
            int descriptor;
            while ((descriptor = open(path, ReadWrite | CloseOnExec)) < 0)
                if (Marshal.GetLastPInvokeError() != Interrupted) throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
            return new SafeFileHandle(descriptor, ownsHandle: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new JournalException($"the journal in '{directory}' cannot be written: {failed.Message.TrimEnd('.')}.", failed);
        }
    }

    private static void Create(string path)
    {
        try
        {
            File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write).Dispose();
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first.
        }
    }

    private static bool TryLock(SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows()) return LockFile(file, int.MaxValue, 0, 1, 0);
        while (flock(file, Exclusive) != 0)
            if (Marshal.GetLastPInvokeError() != Interrupted) return false;
        return true;
    }

    private static void Write(SafeFileHandle file, string words)
    {
        var bytes = Encoding.UTF8.GetBytes(words);
        try
        {
            RandomAccess.SetLength(file, 0);
            RandomAccess.Write(file, bytes.AsSpan(0, Math.Min(bytes.Length, LongestWords)), 0);
        }
        catch (IOException)
        {
            // The words are for people; the lock holds without them, and a full disk is told by what is written next.
        }
    }

    private static string Read(SafeFileHandle file)
    {
        var bytes = new byte[LongestWords];
        var text = Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
        return new string([.. text.Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) != UnicodeCategory.Format)]);
    }

    private static int CloseOnExec => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

#pragma warning disable IDE1006 // the system's names
    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeFileHandle file, int operation);
#pragma warning restore IDE1006

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool LockFile(SafeFileHandle file, int from, int fromHigh, int count, int countHigh);
}
