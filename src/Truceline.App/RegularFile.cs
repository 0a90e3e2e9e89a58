using System.Formats.Tar;

namespace Truceline.App;

/// <summary>Files that can be read from their beginning to their end, and again. A pipe or a device may have no end.</summary>
internal static class RegularFile
{
    /// <summary>Refuses, as wrong use, an existing path that is a pipe or a device; it is not opened for that.</summary>
    /// <exception cref="UsageException">It is no regular file.</exception>
    public static void Require(string path)
    {
        if (!IsRegular(path)) throw new UsageException($"{path} is a pipe or device, which cannot be read twice; save it to a file and name that.");
    }

    private static bool IsRegular(string path)
    {
        // What /dev/fd/63 leads to in the end has no path at all when it is a pipe.
        var real = new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        if (!real.Exists) return false;
        // Only what has no length can be anything else. .NET does not say what kind of file a path is; its tar writer
        // asks the system, without opening anything but a regular file.
        if (real.Length > 0) return true;
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true)) writer.WriteEntry(real.FullName, "file");
        archive.Position = 0;
        using var reader = new TarReader(archive);
        return reader.GetNextEntry() is { EntryType: TarEntryType.RegularFile };
    }
}
