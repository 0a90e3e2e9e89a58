using System.Collections.Immutable;
using Truceline.Agreements;
using Truceline.Agreements.Trials;
using Truceline.App.Terminal;

namespace Truceline.App;

/// <summary>Opens truce files and what stands beside them: by name alone, and never more bytes than the readers accept.</summary>
internal static class AgreementFile
{
    // One more than the greatest budget of a reader, which then says itself that there is too much.
    private const int MostBytes = (4 << 20) + 1;

    /// <summary>An agreement without errors; else its problems are printed.</summary>
    /// <exception cref="UsageException">There is no such file, or it has errors.</exception>
    /// <param name="path">The file.</param>
    /// <param name="error">Where its problems are printed.</param>
    /// <param name="seen">Told of each file that is read, by its name and with its bytes.</param>
    public static Agreement Open(string path, TextWriter error, Action<string, ReadOnlyMemory<byte>>? seen = null)
    {
        var reading = Read(path, seen);
        foreach (var problem in reading.Problems) error.WriteLine(Screen.Plain(problem.ToString()));
        return reading.Agreement ?? throw new UsageException($"{path} has errors; 'truceline check {path}' lists them.");
    }

    /// <summary>Several instruments, read together: each ended where another takes its place.</summary>
    /// <exception cref="UsageException">A file is missing or has errors, or the instruments contradict each other.</exception>
    public static ImmutableArray<Agreement> Together(IEnumerable<string> paths, TextWriter error)
    {
        var together = Instruments.Of([.. paths.Select(path => Open(path, error))]);
        foreach (var problem in together.Problems) error.WriteLine(Screen.Plain(problem.ToString()));
        return together.Problems.All(problem => problem.Severity != Severity.Error) ? together.Agreements
            : throw new UsageException("the instruments contradict each other; 'truceline check' with the same files says how.");
    }

    /// <summary>A truce file with how it is written, so that its numbers can be tried otherwise. What is wrong with it is not told again.</summary>
    /// <exception cref="UsageException">There is no such file, or it has errors.</exception>
    public static AgreementDraft Draft(string path) =>
        Read(path, null, AgreementDraft.Read).Draft ?? throw new UsageException($"{path} has errors; 'truceline check {path}' lists them.");

    /// <summary>What reading a truce file gives.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    /// <param name="seen">Told of each file that is read, by its name and with its bytes.</param>
    public static AgreementReading Read(string path, Action<string, ReadOnlyMemory<byte>>? seen = null) => Read(path, seen, AgreementReader.Read);

    private static T Read<T>(string path, Action<string, ReadOnlyMemory<byte>>? seen, Func<string, ReadOnlyMemory<byte>, Func<string, ReadOnlyMemory<byte>?>, T> read)
    {
        if (Directory.Exists(path)) throw new UsageException($"{path} is a folder; name the truce file in it.");
        if (!File.Exists(path)) throw new UsageException($"there is no file {path}; name a truce file such as minsk-2.truce.yaml.");
        RegularFile.Require(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var text = Bytes(path);
        seen?.Invoke(Path.GetFileName(path), text);
        return read(path, text, name =>
        {
            var beside = Beside(folder, name);
            if (beside is { } found) seen?.Invoke(name, found);
            return beside;
        });
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
