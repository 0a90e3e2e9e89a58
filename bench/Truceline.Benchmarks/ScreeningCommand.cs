using System.Diagnostics;

namespace Truceline.Benchmarks;

/// <summary><c>truceline screen</c> on the workload as files: a process of its own, its start and its output into a file included.</summary>
internal static class ScreeningCommand
{
    /// <summary>The seconds and how many hits were written.</summary>
    public static (double Seconds, long Hits) Run(string table, string agreement, string into, bool withMargins)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Truceline.App");
        var start = new ProcessStartInfo("/bin/sh") { RedirectStandardError = true };
        foreach (var word in (string[])["-c", "exec \"$0\" \"$@\" > \"$INTO\"", program, "screen", table, "--agreement", agreement]) start.ArgumentList.Add(word);
        if (withMargins) start.ArgumentList.Add("--margins");
        start.Environment["INTO"] = into;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        var seconds = watch.Elapsed.TotalSeconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"truceline screen ended with {process.ExitCode}: {said}");
        return (seconds, File.ReadLines(into).LongCount() - 1);
    }

    /// <summary>The header and the first rows of a table, as another.</summary>
    public static string First(string table, int rows, string into)
    {
        File.WriteAllLines(into, File.ReadLines(table).Take(rows + 1));
        return into;
    }
}
