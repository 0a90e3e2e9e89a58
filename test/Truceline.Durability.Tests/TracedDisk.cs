namespace Truceline.Durability.Tests;

/// <summary>
/// A disk that a traced run writes to: for each file what a sync has made last, and what was written since; for each
/// directory likewise its names. Everything may be in memory alone until it is synced, and a file's sync says nothing of
/// its name: what a file system is free to do, not what one of them does.
/// </summary>
internal sealed class TracedDisk(string root)
{
    private readonly Dictionary<string, TracedFile> files = new(StringComparer.Ordinal); // by the names that the run sees
    private readonly Dictionary<string, TracedDirectory> directories = new(StringComparer.Ordinal) { [root] = new() };
    private readonly Dictionary<int, TracedFile> openFiles = [];
    private readonly Dictionary<int, TracedDirectory> openDirectories = [];

    public TracedDirectory Root => directories[root];

    /// <summary>Whether anything of the database or its log is in memory alone, or any name.</summary>
    public bool HasUnsynced => files.Any(file => Name(file.Key).StartsWith("journal.db", StringComparison.Ordinal) && file.Value.HasUnsynced) || directories.Values.Any(directory => directory.HasUnsynced);

    /// <summary>Does a call; true when it changed something here, so that the moment before it is another than the one after.</summary>
    public bool Do(SystemCall call) => call.Name switch
    {
        "openat" => Open(call, 1, call.Arguments[2]),
        "open" => Open(call, 0, call.Arguments[1]),
        "close" => Close(call.Number(0)),
        "pwrite64" => OnFile(call, file => file.Write(call.Bytes(1).AsMemory(0, (int)call.Result), call.Offset(3))),
        "ftruncate" => OnFile(call, file => file.Truncate(call.Offset(1))),
        "fdatasync" or "fsync" when call.Result < 0 => OnFile(call, file => file.FailToSync()),
        "fdatasync" or "fsync" => OnFile(call, file => file.Sync()) || Sync(call),
        "dup" or "dup2" or "dup3" or "write" when !openFiles.ContainsKey(call.Number(0)) => false,
        "rename" => Rename(call.Text(0), call.Text(1)),
        "renameat2" or "renameat" => Rename(call.Text(1), call.Text(3)),
        "link" => Link(call.Text(0), call.Text(1)),
        "unlink" => Unlink(call.Text(0)),
        "mkdir" => MakeDirectory(call.Text(0)),
        _ when Concerns(call) => throw new NotSupportedException($"this disk does not know {call.Name}({string.Join(", ", call.Arguments.Select(argument => argument[..Math.Min(argument.Length, 80)]))})"),
        _ => false,
    };

    private bool Concerns(SystemCall call) =>
        call.Arguments.Any(argument => argument.StartsWith('"') && argument.EndsWith('"') && argument.Length < 4_000 && Here(call.Text(Array.IndexOf(call.Arguments, argument))))
        || (int.TryParse(call.Arguments[0], out var number) && openFiles.ContainsKey(number));

    // The index of the write-ahead log is no file to SQLite: it lies in shared memory, is never synced and is made anew.
    private bool Here(string path) => path.StartsWith(root, StringComparison.Ordinal) && !path.EndsWith("-shm", StringComparison.Ordinal);

    private bool Open(SystemCall call, int argument, string flags)
    {
        var number = (int)call.Result;
        openFiles.Remove(number);
        openDirectories.Remove(number);
        var path = call.Text(argument);
        if (!Here(path)) return false;
        if (directories.TryGetValue(path, out var directory))
        {
            openDirectories[number] = directory;
            return false;
        }
        var made = !files.TryGetValue(path, out var file);
        if (made)
        {
            file = files[path] = new();
            Above(path).Change(names => names[Name(path)] = file);
        }
        else if (flags.Contains("O_TRUNC", StringComparison.Ordinal)) file!.Truncate(0);
        openFiles[number] = file!;
        return made;
    }

    private bool Close(int number)
    {
        openFiles.Remove(number);
        openDirectories.Remove(number);
        return false;
    }

    private bool OnFile(SystemCall call, Action<TracedFile> act)
    {
        if (!openFiles.TryGetValue(call.Number(0), out var file)) return false;
        act(file);
        return true;
    }

    private bool Sync(SystemCall call)
    {
        if (!openDirectories.TryGetValue(call.Number(0), out var directory)) return false;
        directory.Sync();
        return true;
    }

    private bool Rename(string from, string to)
    {
        if (!Here(from)) return false;
        var file = files[from];
        files.Remove(from);
        files[to] = file;
        if (Above(from) != Above(to)) throw new NotSupportedException("this disk moves no file to another directory");
        Above(from).Change(names =>
        {
            names.Remove(Name(from));
            names[Name(to)] = file;
        });
        return true;
    }

    private bool Link(string from, string to)
    {
        if (!Here(from)) return false;
        var file = files[to] = files[from];
        Above(to).Change(names => names[Name(to)] = file);
        return true;
    }

    private bool Unlink(string path)
    {
        if (!Here(path)) return false;
        files.Remove(path);
        Above(path).Change(names => names.Remove(Name(path)));
        return true;
    }

    private bool MakeDirectory(string path)
    {
        if (!Here(path)) return false;
        var made = directories[path] = new();
        Above(path).Change(names => names[Name(path)] = made);
        return true;
    }

    private TracedDirectory Above(string path) => directories[Path.GetDirectoryName(path)!];

    private static string Name(string path) => Path.GetFileName(path);
}
