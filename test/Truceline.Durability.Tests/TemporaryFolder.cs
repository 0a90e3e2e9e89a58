namespace Truceline.Durability.Tests;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private TemporaryFolder(string path) => Path = path;

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>On the disk, where a sync costs what it costs.</summary>
    public static TemporaryFolder OnDisk() => new(Directory.CreateTempSubdirectory("truceline-durability-").FullName);

    /// <summary>In memory where the machine has such a place: for states of a disk that the test has made itself.</summary>
    public static TemporaryFolder InMemory()
    {
        const string shared = "/dev/shm";
        if (!Directory.Exists(shared)) return OnDisk();
        var path = System.IO.Path.Combine(shared, System.IO.Path.GetRandomFileName());
        Directory.CreateDirectory(path);
        return new(path);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
