using Truceline.Agreements;
using Truceline.App.Terminal;

namespace Truceline.App;

/// <summary>Opens truce files and what stands beside them: by name alone, and never more bytes than the readers accept.</summary>
internal static class AgreementFile
{
    // One more than the greatest budget of a reader, which then says itself that there is too much.
    private const int MostBytes = (4 << 20) + 1;

    /// <summary>An agreement without errors; else its problems are printed.</summary>
    /// <exception cref="UsageException">There is no such file, or it has errors.</exception>
    public static Agreement Open(string path, TextWriter error)
    {
        var reading = Read(path);
        foreach (var problem in reading.Problems) error.WriteLine(Screen.Plain(problem.ToString()));
        return reading.Agreement ?? throw new UsageException($"{path} has errors; 'truceline check {path}' lists them.");
    }

    /// <summary>What reading a truce file gives.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static AgreementReading Read(string path)
    {
        if (Directory.Exists(path)) throw new UsageException($"{path} is a folder; name the truce file in it.");
        if (!File.Exists(path)) throw new UsageException($"there is no file {path}; name a truce file such as minsk-2.truce.yaml.");
        RegularFile.Require(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return AgreementReader.Read(path, Bytes(path), name => Beside(folder, name));
    }

    private static ReadOnlyMemory<byte>? Beside(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path) && StaysIn(folder, path) ? Bytes(path) : (ReadOnlyMemory<byte>?)null;
    }

    /// <summary>Whether a path, and what it links to in the end, lies in the folder itself.</summary>
    private static bool StaysIn(string folder, string path)
    {
        if (File.ResolveLinkTarget(path, returnFinalTarget: true) is not { } target) return true;
        var real = Directory.ResolveLinkTarget(folder, returnFinalTarget: true)?.FullName ?? folder;
        return Path.GetDirectoryName(target.FullName) is { } parent && (parent == folder || parent == real);
    }

    private static ReadOnlyMemory<byte> Bytes(string path)
    {
        // Pipes and devices have no length; they are never opened, because reading them may never end. A link has its own.
        var real = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var length = new FileInfo(real).Length;
        if (length == 0) return ReadOnlyMemory<byte>.Empty;
        using var stream = new FileStream(real, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Min(length, MostBytes)];
        return bytes.AsMemory(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }
}
