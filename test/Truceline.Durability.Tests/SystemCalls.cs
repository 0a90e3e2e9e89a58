using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Truceline.Durability.Tests;

/// <summary>One system call that succeeded, or a sync that failed, as strace wrote it down.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">Its arguments as written; strings are in hexadecimal.</param>
/// <param name="Result">What it returned; of a sync that failed −1.</param>
internal sealed record SystemCall(string Name, string[] Arguments, long Result)
{
    public int Number(int argument) => int.Parse(Arguments[argument], CultureInfo.InvariantCulture);

    public long Offset(int argument) => long.Parse(Arguments[argument], CultureInfo.InvariantCulture);

    public string Text(int argument) => Encoding.UTF8.GetString(Bytes(argument));

    /// <summary>A string argument: <c>"\x2f\x74"</c>.</summary>
    public byte[] Bytes(int argument)
    {
        var text = Arguments[argument];
        if (!text.StartsWith('"') || !text.EndsWith('"')) throw new FormatException($"{Name}: '{text[..Math.Min(text.Length, 80)]}' is no whole string");
        return Convert.FromHexString(text[1..^1].Replace("\\x", "", StringComparison.Ordinal));
    }
}

/// <summary>The system calls of a traced run that concern files, in the order in which they ended.</summary>
internal static partial class SystemCalls
{
    /// <summary>Whatever can change a file, a name, or what is on the disk; a run that uses one the disk does not know is refused there.</summary>
    public const string Traced = "openat,open,creat,close,write,writev,pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,copy_file_range,sendfile,"
        + "fdatasync,fsync,sync_file_range,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,mkdir,mkdirat,rmdir,dup,dup2,dup3";

    /// <summary>The options of strace that write such a trace.</summary>
    public static string[] Options(string file) => ["--seccomp-bpf", "-xx", "-s", "100000000", "-o", file, "-e", $"trace={Traced}"];

    public static IEnumerable<SystemCall> Read(string file)
    {
        var begun = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(file))
        {
            var (thread, text) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[line.IndexOf(' ', StringComparison.Ordinal)..].TrimStart());
            if (text.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                begun[thread] = text[..^Unfinished.Length];
                continue;
            }
            if (Resumed().Match(text) is { Success: true } resumed)
            {
                text = begun[thread] + text[resumed.Length..];
                begun.Remove(thread);
            }
            if (Call(text) is { } call) yield return call;
        }
    }

    private const string Unfinished = " <unfinished ...>";

    /// <summary>Null: it failed, or it is no call.</summary>
    private static SystemCall? Call(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        var end = text.LastIndexOf(") ", StringComparison.Ordinal);
        if (open < 0 || end < open || !char.IsAsciiLetter(text[0])) return null;
        var result = text[(end + 2)..].TrimStart(' ', '=').Split(' ')[0];
        return long.TryParse(result, CultureInfo.InvariantCulture, out var number) && (number >= 0 || text.StartsWith("fsync", StringComparison.Ordinal) || text.StartsWith("fdatasync", StringComparison.Ordinal))
            ? new(text[..open], text[(open + 1)..end].Split(", "), number)
            : null;
    }

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();
}
